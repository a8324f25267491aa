"""Faults that a test switches on: each strikes the next requests to one route, then it is gone.

A route is named as the counters name it, for example "GET /jobs" or "POST /generate/custom/{modelId}"
(a paid run; a dry run's name ends in "?dryRun"). "*" is any route.
"""

from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Literal

Kind = Literal["drop", "bad-gateway", "slow", "answer", "empty-page"]

DRY_RUN = "POST /generate/custom/{modelId}?dryRun"
PAID_RUN = "POST /generate/custom/{modelId}"
EVERY_ROUTE = "*"


@dataclass(frozen=True)
class Fault:
    """One fault. `seconds` for a slow one, `status` and `body` for a given answer."""

    kind: Kind
    seconds: float = 0.0
    status: int = 0
    body: Any = None


@dataclass
class Faults:
    """The faults to come, by route. Safe to set from another thread than the server's."""

    _waiting: dict[str, list[Fault]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def drop(self, route: str = PAID_RUN, times: int = 1) -> None:
        """The request is done, and the connection breaks before a word of the answer: an unknown outcome."""
        self._set(route, Fault("drop"), times)

    def bad_gateway(self, route: str, times: int = 1) -> None:
        """A 502 with HTML, before anything is done."""
        self._set(route, Fault("bad-gateway"), times)

    def slow(self, route: str, seconds: float, times: int = 1) -> None:
        """The answer comes, seconds later."""
        self._set(route, Fault("slow", seconds=seconds), times)

    def answer(self, route: str, status: int, body: Any, times: int = 1) -> None:
        """This status and JSON, before anything is done: for example a 429 with `remainingSeconds`."""
        self._set(route, Fault("answer", status=status, body=body), times)

    def empty_page(self, route: str = "GET /jobs", times: int = 1) -> None:
        """An empty page that still has a token; the token leads to the page that was asked for."""
        self._set(route, Fault("empty-page"), times)

    def clear(self) -> None:
        """Takes back every fault."""
        with self._lock:
            self._waiting.clear()

    def take(self, route: str) -> Fault | None:
        """The next fault of a route, used up."""
        with self._lock:
            for name in (route, EVERY_ROUTE):
                if self._waiting.get(name):
                    return self._waiting[name].pop(0)
        return None

    def _set(self, route: str, fault: Fault, times: int) -> None:
        with self._lock:
            self._waiting.setdefault(route, []).extend([fault] * times)
