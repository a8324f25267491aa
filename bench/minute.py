"""One measured minute: what was asked of the API, and when each visitor learnt that a job was over."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from bench.percentiles import Spread

# Watchers go on for a moment after the minute, so that a job which ended in its last second is seen.
_GRACE_SECONDS = 4.0


@dataclass
class Minute:
    """Counts and times of one trial. May be used from many threads. Times are epoch seconds."""

    seconds: float
    clock: Callable[[], float] = time.time
    begun: float = 0.0
    _polls: int = 0
    _submissions: int = 0
    _late: list[float] = field(default_factory=list)
    _expected: int = 0
    _failed: int = 0
    _lock: Lock = field(default_factory=Lock)

    def begin(self) -> None:
        """The minute starts now."""
        self.begun = self.clock()

    @property
    def is_over(self) -> bool:
        """Whether the minute and its moment of grace have passed."""
        return self.clock() > self.begun + self.seconds + _GRACE_SECONDS

    def count(self, *, submission: bool = False) -> None:
        """Notes one request to the API, if the minute is not over."""
        if self.clock() > self.begun + self.seconds:
            return
        with self._lock:
            if submission:
                self._submissions += 1
            else:
                self._polls += 1

    def expect(self, job_seconds: float, watchers: int) -> None:
        """A job of this length begins now: its watchers shall see its end, if that is in the minute."""
        if self.clock() + job_seconds <= self.begun + self.seconds:
            with self._lock:
                self._expected += watchers

    def saw(self, ended_at: datetime) -> None:
        """A watcher sees now that a job was over at `ended_at`, the API's own stamp of it."""
        ended = ended_at.timestamp()
        if ended <= self.begun + self.seconds:
            with self._lock:
                self._late.append(self.clock() - ended)

    def saw_failure(self) -> None:
        """A watcher sees that a job ended without results, which none of this benchmark's should."""
        with self._lock:
            self._failed += 1

    @property
    def failed(self) -> int:
        """Ends without results, one a sight."""
        return self._failed

    @property
    def polls(self) -> int:
        """Requests other than submissions."""
        return self._polls

    @property
    def submissions(self) -> int:
        """Paid posts."""
        return self._submissions

    @property
    def late(self) -> list[float]:
        """Seconds from the end of a job to the moment at which a watcher saw it, one a sight."""
        return list(self._late)

    @property
    def unseen(self) -> int:
        """Ends in the minute that a watcher never saw."""
        return max(0, self._expected - len(self._late))


@dataclass(frozen=True)
class Outcome:
    """What came of one way in one case; `late` in seconds, `cpu_seconds` of the watching process."""

    requests: float
    requests_most: int
    submissions: int
    late: Spread
    unseen: int
    failed: int
    cpu_seconds: float


def outcome(minutes: Iterable[Minute], cpu_seconds: float) -> Outcome:
    """The trials of one case together: requests are the mean and the most of a trial."""
    trials = list(minutes)
    polls = [minute.polls for minute in trials]
    return Outcome(
        requests=round(sum(polls) / len(polls), 1),
        requests_most=max(polls),
        submissions=sum(minute.submissions for minute in trials),
        late=Spread.of(late for minute in trials for late in minute.late),
        unseen=sum(minute.unseen for minute in trials),
        failed=sum(minute.failed for minute in trials),
        cpu_seconds=round(cpu_seconds, 2),
    )
