"""What is left to spend, read in the background: whoever asks is answered from memory, at once."""

import threading
import time
from collections.abc import Callable
from decimal import Decimal

from scenario_core.client import Client
from scenario_core.errors import ScenarioError

_LASTS_SECONDS = 60.0
# A key that may not read it will not learn to in a minute.
_REFUSED_LASTS_SECONDS = 600.0
# Who causes the very first look waits this long for it: nobody notices, and a near API has answered by then.
_FIRST_LOOK_SECONDS = 0.1
_STOP_SECONDS = 5.0


class Allowance:
    """The rest of the account's allowance. Every method may be called from any thread, and none raises."""

    def __init__(self, client: Client, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._clock = clock
        self._lock = threading.Lock()
        self._remaining: Decimal | None = None
        self._stale_at = float("-inf")
        self._look: threading.Thread | None = None
        self._closed = False

    def remaining(self) -> Decimal | None:
        """CU left to spend as last read; None where nobody knows: not read yet, refused, out of reach."""
        first = self._begin_look()
        if first is not None:
            first.join(_FIRST_LOOK_SECONDS)
        return self._remaining

    def close(self) -> None:
        """Looks no more, and lets a look that is under way end."""
        with self._lock:
            self._closed = True
            look = self._look
        if look is not None:
            look.join(_STOP_SECONDS)

    def _begin_look(self) -> threading.Thread | None:
        """Looks in the background where it is time to; the thread, if it is the first look of all."""
        with self._lock:
            if self._closed or self._clock() < self._stale_at or (self._look and self._look.is_alive()):
                return None
            first = self._look is None
            self._look = threading.Thread(target=self._read, name="allowance", daemon=True)
            self._look.start()
            return self._look if first else None

    def _read(self) -> None:
        lasts = _LASTS_SECONDS
        try:
            limits = self._client.limits()
            self._remaining = limits.remaining if limits else None
            lasts = _LASTS_SECONDS if limits else _REFUSED_LASTS_SECONDS
        except ScenarioError:
            self._remaining = None
        self._stale_at = self._clock() + lasts
