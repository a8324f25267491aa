"""Everything one running sandbox holds: jobs, media, faults to come, and what it counts."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from threading import Lock
from typing import Any

from sandbox import jobs, orders
from sandbox.assets import asset_record
from sandbox.catalogue import Record
from sandbox.faults import Faults
from sandbox.references import referenced
from sandbox.runs import Run
from sandbox.shelf import Shelf, new_id
from sandbox.signing import Signer
from sandbox.validation import RefusalError
from sandbox.workshop import Workshop


@dataclass(frozen=True)
class Options:
    """How a sandbox runs. `speed` divides every job's time; `asset_ttl` is in seconds."""

    clock: Callable[[], float]
    speed: float = 1.0
    seed: int = 0
    max_parallel: int = 100
    asset_ttl: float = 600.0


class State:
    """The state behind the routes. Changed on the server's thread; its counters can be read from any."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.faults = Faults()
        self.shelf = Shelf()
        self.signer = Signer(options.asset_ttl)
        self.workshop = Workshop(self.shelf, options.clock)
        self.credentials_at_cdn = 0
        self._runs: dict[str, Run] = {}
        self._open: list[Run] = []
        self._requests: Counter[str] = Counter()
        self._lock = Lock()

    def now(self) -> float:
        """The time, in epoch seconds."""
        return self.options.clock()

    def submit(
        self, record: Record, body: Mapping[str, Any], inputs: Mapping[str, Any], cost: Decimal
    ) -> Run:
        """A new job, its media begun. Raises `RefusalError` (429) when too many run."""
        now = self.now()
        self._check_parallel(now)
        texts = [value for value in inputs.values() if isinstance(value, str)]
        course = jobs.course(orders.modality(record), texts, self.options.speed)
        run = Run(new_id("job"), record, body, course, cost, now)
        with self._lock:
            self._runs[run.job_id] = run
        self._open.append(run)
        self.workshop.begin(run, inputs, self._seed(inputs), self._said_before(record, inputs, now))
        return run

    def run(self, job_id: str) -> Run:
        """A job by its id. Raises `RefusalError` (404)."""
        if job_id not in self._runs:
            raise RefusalError(404, f"Job {job_id} not found")
        return self._runs[job_id]

    def runs(self) -> list[Run]:
        """All jobs, oldest first."""
        with self._lock:
            return list(self._runs.values())

    def asset_record(self, asset_id: str, origin: str) -> dict[str, Any] | None:
        """An asset's record, if it has appeared."""
        now = self.now()
        asset = self.shelf.find(asset_id, now)
        return asset_record(asset, self.signer, origin, now) if asset else None

    def count(self, route: str) -> None:
        """Counts one request."""
        with self._lock:
            self._requests[route] += 1

    def requests(self) -> Counter[str]:
        """Requests so far, by route."""
        with self._lock:
            return Counter(self._requests)

    def close(self) -> None:
        """Ends the makers and removes the media."""
        self.workshop.close()
        self.shelf.close()

    def _check_parallel(self, now: float) -> None:
        self._open = [run for run in self._open if not run.moment(now).is_over]
        limit = self.options.max_parallel
        if len(self._open) >= limit:
            raise RefusalError(
                429,
                "You have reached the maximum number of parallel jobs of your plan",
                name="TooManyRequestsError",
                # A guess of contract section 2.3: the limit's name for generations was never captured.
                details={"actionName": "parallel-custom-jobs", "actionLimit": limit},
            )

    def _seed(self, inputs: Mapping[str, Any]) -> int:
        """The asked seed, else one of this sandbox's own series: two presses of a button differ."""
        if "seed" in inputs:
            return int(inputs["seed"])
        told = f"{self.options.seed}/{len(self._runs)}"
        return int.from_bytes(hashlib.blake2b(told.encode(), digest_size=4).digest(), "big") >> 1

    def _said_before(self, record: Record, inputs: Mapping[str, Any], now: float) -> str:
        found = [self.shelf.find(reference, now) for reference in referenced(record, inputs)]
        return " ".join(str(asset.metadata.get("prompt", "")) for asset in found if asset)


def charges(runs: list[Run]) -> dict[str, Decimal]:
    """CU charged when each job was submitted, by job id."""
    return {run.job_id: run.cost for run in runs}


def refunds(runs: list[Run], now: float) -> dict[str, Decimal]:
    """CU given back for the jobs that failed, by job id."""
    return {run.job_id: run.cost for run in runs if run.moment(now).status == "failure"}
