"""What runs would cost, asked of the API once and remembered for a while.

A price belongs to one exact request: a model and its body, or a question to a helper. It is asked for by
dry run, which is free; a dry run that starts a job all the same ends all quoting in this process until
somebody starts the app again.
"""

import hashlib
import json
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from scenario_core.client import Client, Cost
from scenario_core.errors import (
    APIStatusError,
    BadRequestError,
    NotFoundError,
    PaidQuoteError,
    PermissionDeniedError,
    QuotingStoppedError,
)

# Prices change without notice (contract section 15.7); a visitor who thinks this long is asked anew.
_LASTS_SECONDS = 300.0
_MOST_KNOWN = 2000
# A visitor asks one price at a time; visitors who share a lock wait a moment for each other.
_LOCKS = 64
# The API's verdicts on the request itself: it would answer the same again. Anything else may pass.
_VERDICTS = (BadRequestError, PermissionDeniedError, NotFoundError)


@dataclass(frozen=True)
class Quote:
    """The answer to "what would this cost": `total` in CU, or the API's `refusal` of exactly this request."""

    total: Decimal | None = None
    refusal: APIStatusError | None = None


class Quotes:
    """Prices, shared by the process. Every method may be called from any thread."""

    def __init__(self, client: Client, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._clock = clock
        self._known: OrderedDict[str, tuple[float, Quote]] = OrderedDict()
        self._lock = threading.Lock()
        self._turns = [threading.Lock() for _ in range(_LOCKS)]
        self._stopped = ""

    @property
    def stopped(self) -> str:
        """Why nothing is quoted any more, in one sentence; empty while quoting works."""
        return self._stopped

    def known(self, model_id: str, body: Mapping[str, object]) -> Quote | None:
        """The price of exactly this request, if it was asked for lately."""
        return self.known_for(request_key(model_id, body))

    def ask(self, visitor: str, model_id: str, body: Mapping[str, object]) -> Quote:
        """The price of exactly this request, from memory or from the API. Raises as `ask_for`."""
        return self.ask_for(
            visitor, request_key(model_id, body), lambda: self._client.estimate(model_id, body)
        )

    def known_for(self, key: str) -> Quote | None:
        """The price that `ask_for` was told lately under this key."""
        with self._lock:
            found = self._known.get(key)
            if found is None or self._clock() - found[0] > _LASTS_SECONDS:
                return None
            return found[1]

    def ask_for(self, visitor: str, key: str, question: Callable[[], Cost]) -> Quote:
        """The price of whatever `key` names exactly, from memory or by the question, a dry run.

        Raises QuotingStoppedError once quoting was stopped, PaidQuoteError where this very question
        started a job, and the client's errors where no answer came; those are not remembered.
        """
        with self._turns[hash(visitor) % _LOCKS]:
            found = self.known_for(key)
            return found if found is not None else self._asked(key, question)

    def _asked(self, key: str, question: Callable[[], Cost]) -> Quote:
        if self._stopped:
            raise QuotingStoppedError(self._stopped)
        try:
            quote = Quote(total=question().total)
        except _VERDICTS as refusal:
            # Without the stack, which would keep everything that the first to ask had in hand.
            quote = Quote(refusal=refusal.with_traceback(None))
        except PaidQuoteError as error:
            self._stopped = str(error)
            raise
        self._remember(key, quote)
        return quote

    def _remember(self, key: str, quote: Quote) -> None:
        with self._lock:
            self._known[key] = (self._clock(), quote)
            self._known.move_to_end(key)
            while len(self._known) > _MOST_KNOWN:
                self._known.popitem(last=False)


def request_key(model_id: str, body: Mapping[str, object]) -> str:
    """A short name of one exact request: equal for equal models and bodies, whatever the order of keys."""
    text = json.dumps([model_id, body], sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
