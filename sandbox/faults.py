"""Faults that a test switches on: each strikes the next requests to one route, then it is gone.

A route is named as the counters name it, for example "GET /jobs" or "POST /generate/custom/{modelId}"
(a paid run; a dry run's name ends in "?dryRun"). "*" is any route.
"""

from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Literal

Kind = Literal["drop", "bad-gateway", "slow", "answer", "empty-page"]

_FORBIDDEN = {"message": "API Keys cannot access protected resources"}

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
    _forbidden: set[str] = field(default_factory=set)
    _bad_uploads: list[str] = field(default_factory=list)
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

    def forbid(self, route: str) -> None:
        """Every request to the route is 403 until `clear`: what a key reads that lacks the right."""
        with self._lock:
            self._forbidden.add(route)

    def fail_upload(self, message: str = "The file could not be read", times: int = 1) -> None:
        """The next completed upload ends as `failed` with this message, whatever its bytes are."""
        with self._lock:
            self._bad_uploads.extend([message] * times)

    def take_upload_failure(self) -> str:
        """Why the upload that was just completed fails, used up; empty where it does not."""
        with self._lock:
            return self._bad_uploads.pop(0) if self._bad_uploads else ""

    def clear(self) -> None:
        """Takes back every fault."""
        with self._lock:
            self._waiting.clear()
            self._forbidden.clear()
            self._bad_uploads.clear()

    def take(self, route: str) -> Fault | None:
        """The next fault of a route, used up."""
        with self._lock:
            for name in (route, EVERY_ROUTE):
                if self._waiting.get(name):
                    return self._waiting[name].pop(0)
            if route in self._forbidden:
                return Fault("answer", status=403, body=_FORBIDDEN)
        return None

    def _set(self, route: str, fault: Fault, times: int) -> None:
        with self._lock:
            self._waiting.setdefault(route, []).extend([fault] * times)
