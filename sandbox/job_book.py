"""Every job of a sandbox, found by its id and listed newest first.

A job that has ended never changes again: it is looked at once more, and then its place in the list of changes
is known. Thousands of old jobs cost a list nothing; only those under way are asked where they are.
"""

import heapq
from bisect import insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from threading import Lock

from sandbox.paging import Key
from sandbox.runs import Job


@dataclass(frozen=True)
class Place:
    """A job's place in a list: by when it is sorted, and its status then (empty where nobody looked)."""

    key: Key
    job: Job = field(repr=False)
    status: str = ""


_key = attrgetter("key")


class JobBook:
    """The jobs of one sandbox. Safe to use from threads."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._under_way: dict[str, Job] = {}
        self._created: list[Place] = []  # both oldest first
        self._ended: list[Place] = []
        self._lock = Lock()

    def add(self, job: Job) -> None:
        """Writes a new job down."""
        with self._lock:
            self._jobs[job.job_id] = self._under_way[job.job_id] = job
            insort(self._created, Place((job.submitted, job.job_id), job), key=_key)

    def find(self, job_id: str) -> Job | None:
        """The job of an id."""
        return self._jobs.get(job_id)

    def all(self) -> list[Job]:
        """Every job, in the order of their beginnings."""
        with self._lock:
            return list(self._jobs.values())

    def under_way(self, now: float) -> list[Job]:
        """The jobs that have not ended."""
        with self._lock:
            return [place.job for place in self._look(now)]

    def by_creation(self) -> Iterator[Place]:
        """Every job, the last begun first."""
        with self._lock:
            created = self._created.copy()
        return reversed(created)

    def by_update(self, now: float) -> Iterator[Place]:
        """Every job with its status, the last changed first."""
        with self._lock:
            moving = sorted(self._look(now), key=_key, reverse=True)
            ended = self._ended.copy()
        return heapq.merge(moving, reversed(ended), key=_key, reverse=True)

    def _look(self, now: float) -> list[Place]:
        """Where the jobs under way are; those that turn out to have ended move to the others for good."""
        moving = []
        for job in list(self._under_way.values()):
            moment = job.moment(now)
            place = Place((job.submitted + moment.updated_at, job.job_id), job, moment.status)
            if moment.is_over:
                insort(self._ended, place, key=_key)
                del self._under_way[job.job_id]
            else:
                moving.append(place)
        return moving
