"""Everything one running sandbox holds: jobs, media, faults to come, and what it counts."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from threading import Lock
from typing import Any

from sandbox import jobs, orders
from sandbox.assets import asset_record
from sandbox.catalogue import Record, catalogue
from sandbox.faults import Faults
from sandbox.given import given_files
from sandbox.job_book import JobBook
from sandbox.reception import Reception
from sandbox.runs import Job, Run
from sandbox.shelf import Shelf, new_id
from sandbox.signing import Signer
from sandbox.uploads import Upload
from sandbox.validation import RefusalError
from sandbox.workshop import Workshop


@dataclass(frozen=True)
class Options:
    """How a sandbox runs. `speed` divides every job's time; the times to live are in seconds."""

    clock: Callable[[], float]
    speed: float = 1.0
    seed: int = 0
    max_parallel: int = 100
    asset_ttl: float = 600.0
    upload_ttl: float = 3600.0
    extra_models: int = 0


class State:
    """The state behind the routes. Changed on the server's thread; its counters can be read from any."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.faults = Faults()
        self.shelf = Shelf()
        self.signer = Signer(options.asset_ttl)
        self.workshop = Workshop(self.shelf, options.clock)
        self.reception = Reception(self.shelf, options.clock)
        self.credentials_at_cdn = 0
        self.models = catalogue(options.extra_models)
        self.book = JobBook()
        self._uploads: dict[str, Upload] = {}
        self._runs_begun = 0
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
        self._runs_begun += 1
        given = given_files(record, inputs, lambda asset_id: self.shelf.find(asset_id, now))
        ordered = orders.orders(record, inputs, self._seed(inputs), given)
        texts = [value for value in inputs.values() if isinstance(value, str)]
        course = jobs.course(orders.modality(record), texts, self.options.speed)
        run = Run(new_id("job"), record, body, course, cost, now)
        self.book.add(run)
        self.workshop.begin(run, ordered)
        return run

    def job(self, job_id: str) -> Job:
        """A job of any type by its id. Raises `RefusalError` (404)."""
        job = self.book.find(job_id)
        if job is None:
            raise RefusalError(404, f"Job {job_id} not found")
        return job

    def begin_upload(self, asked: Mapping[str, Any]) -> Upload:
        """A new upload that waits for its parts, and its job."""
        place = self.shelf.new_path()
        upload = Upload(new_id("upload"), new_id("job"), asked, place, self.now(), self.options.speed)
        self._uploads[upload.upload_id] = upload
        self.book.add(upload)
        return upload

    def complete_upload(self, upload: Upload) -> None:
        """Its parts are all there: what they hold is looked at in the background."""
        upload.completed = self.now()
        self.reception.begin(upload, self.faults.take_upload_failure())

    def upload(self, upload_id: str) -> Upload:
        """An upload by its id. Raises `RefusalError` (404)."""
        if upload_id not in self._uploads:
            raise RefusalError(404, f"Upload {upload_id} not found")
        return self._uploads[upload_id]

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
        self.reception.close()
        self.shelf.close()

    def _check_parallel(self, now: float) -> None:
        running = sum(isinstance(job, Run) for job in self.book.under_way(now))
        limit = self.options.max_parallel
        if running >= limit:
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
        told = f"{self.options.seed}/{self._runs_begun}"
        return int.from_bytes(hashlib.blake2b(told.encode(), digest_size=4).digest(), "big") >> 1


def charges(listed: Iterable[Job]) -> dict[str, Decimal]:
    """CU charged when each job was submitted, by job id; what is free is not in it."""
    return {job.job_id: job.cost for job in listed if job.cost}


def refunds(listed: Iterable[Job], now: float) -> dict[str, Decimal]:
    """CU given back for the jobs that failed, by job id."""
    return {job.job_id: job.cost for job in listed if job.cost and job.moment(now).status == "failure"}
