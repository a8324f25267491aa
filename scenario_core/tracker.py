"""Submits runs and watches them to their end: the client and the store meet only here.

One thread serves the whole process. A round is one `GET /jobs` (a page of it holds a hundred running
jobs), then one `get-bulk` for the jobs that ended; what the list leaves out is asked for by id. Pages
read from memory and compare version numbers; they never wait for the API.
"""

import logging
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from scenario_core.assets import Asset, primary_first
from scenario_core.catalog import Modality, expected_kinds
from scenario_core.client import Client
from scenario_core.errors import (
    BadRequestError,
    NotFoundError,
    PermissionDeniedError,
    ScenarioError,
)
from scenario_core.jobs import Job, JobStatus
from scenario_core.runs import Order, Run, SubmissionState, problem_of, state_after
from scenario_core.store import Store

log = logging.getLogger(__name__)

# Seconds from the start of a round to the start of the next, by the age of the youngest running job: fast
# while somebody is likely to be looking, slower the longer it takes. Contract section 13 gives the pace;
# one round serves everybody, so the first step is quicker than the 2 s it suggests for a single client.
_FASTEST = 1.0
_PACE = ((60, _FASTEST), (120, 1.5), (300, 4.0), (1200, 10.0))
_SLOWEST = 20.0
_MOST_PATIENT = 60.0  # after errors in a row: twice as long each time, up to this

# A job may be over a moment before its files are stored; after this long they are shown as far as known.
_RESULTS_PATIENCE = timedelta(seconds=60)

# The list is asked for jobs that moved since a bit before the newest word of the API, by its own clock.
# A longer stretch would list finished jobs again and again; what comes later still is asked for by id.
_OVERLAP = timedelta(seconds=2)

# A running job that the list has not mentioned for this long, or for a third of its age, is asked for by
# id: a job that does not move is not listed, and mostly nothing is wrong with it.
_QUIET = timedelta(seconds=10)
_QUIET_SHARE = 3
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# A thousand running jobs; what lies beyond is asked for by id, a few a round.
_MOST_PAGES = 10
_MOST_SINGLES = 2

# More running jobs than a page holds: most rounds ask for those that succeeded, one page however many run;
# the progress of all, and who failed, are listed this often. It must be sooner than `_QUIET`.
_CROWD = 100
_ROLL_CALL = timedelta(seconds=8)


@dataclass(frozen=True)
class Connection:
    """How the last rounds went: `trouble` is empty while the API answers."""

    last_answer: datetime | None = None
    trouble: str = ""
    failures: int = 0


class Tracker:
    """Runs of all visitors, kept up to date. Every public method may be called from any thread."""

    def __init__(self, client: Client, store: Store, *, now: Callable[[], datetime] | None = None) -> None:
        self._client = client
        self._store = store
        self._now = now or (lambda: datetime.now(UTC))
        self._lock = threading.RLock()
        self._runs: dict[str, Run] = {}
        self._of_visitor: dict[str, list[str]] = defaultdict(list)
        self._of_asset: dict[str, str] = {}
        self._active_ids: dict[str, None] = {}
        self._versions: dict[str, int] = defaultdict(int)
        self._heard: dict[str, datetime] = {}
        self._ended: dict[str, datetime] = {}
        # The newest word of the API, by the status that was listed: a list of one status hides the others.
        self._newest_word: dict[JobStatus | None, datetime] = {}
        self._roll_called = _EPOCH
        self._connection = Connection()
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        for run in store.runs():
            # A process that died between its two writes left a request of which nobody knows the end.
            lost = run.state is SubmissionState.SENDING
            self._keep(replace(run, state=SubmissionState.UNKNOWN) if lost else run)

    # What pages read

    def runs_of(self, visitor: str) -> tuple[Run, ...]:
        """The visitor's runs, newest first."""
        with self._lock:
            return tuple(self._runs[run_id] for run_id in reversed(self._of_visitor.get(visitor, [])))

    def version_of(self, visitor: str) -> int:
        """A number that grows whenever one of the visitor's runs changes."""
        with self._lock:
            return self._versions[visitor]

    def waiting_visitors(self) -> int:
        """How many visitors have something running."""
        return len({run.order.visitor for run in self._active()})

    def asset(self, asset_id: str) -> Asset | None:
        """The last known record of an asset that one of our runs made; None for any other id."""
        with self._lock:
            run = self._runs.get(self._of_asset.get(asset_id, ""))
        return next((asset for asset in run.assets if asset.id == asset_id), None) if run else None

    def may_see(self, visitor: str, asset_id: str) -> bool:
        """Whether the asset belongs to one of the visitor's runs."""
        with self._lock:
            run = self._runs.get(self._of_asset.get(asset_id, ""))
        return run is not None and run.order.visitor == visitor

    @property
    def connection(self) -> Connection:
        """How the last rounds went."""
        with self._lock:
            return self._connection

    # Submitting

    def submit(self, order: Order) -> Run:
        """The accepted run. The submission is written down first, and the request is sent once.

        Raises the client's error where it was not accepted; the run then says what is known of it:
        refused, not sent, or unknown.
        """
        run = Run(id=uuid.uuid4().hex, order=order, started_at=self._now())
        self._store.add(run)
        self._keep(run)
        try:
            submission = self._client.run_model(order.model_id, dict(order.body))
        except ScenarioError as error:
            self._settle_submission(replace(run, state=state_after(error), problem=problem_of(error)))
            raise
        run = replace(
            run,
            state=SubmissionState.ACCEPTED,
            job=submission.job,
            charged_cu=submission.cost.total,
        )
        self._settle_submission(run)
        self._wake.set()
        return run

    def take_over(self, order: Order, job_id: str) -> Run:
        """The run of a job that was started without being ordered: it is paid for, so it is watched too."""
        job = Job(job_id=job_id, status=JobStatus.QUEUED)
        started = self._now()
        run = Run(
            id=uuid.uuid4().hex, order=order, started_at=started, state=SubmissionState.ACCEPTED, job=job
        )
        self._store.add(run)
        self._settle_submission(run)
        self._wake.set()
        return run

    def _settle_submission(self, run: Run) -> None:
        """Keeps what became of a paid request, even where it cannot be written down at the moment."""
        self._keep(run)
        try:
            self._store.save(run)
        except Exception:
            # The money is spent and the job runs: it is watched from memory, and its next news writes it all.
            log.exception("Run %s could not be written down", run.id)

    # Watching

    def start(self) -> None:
        """Begins to watch, in a thread of its own. A second call does nothing."""
        with self._lock:
            if self._thread is None:
                self._stop.clear()
                self._thread = threading.Thread(target=self._watch, name="tracker", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Ends the watching; jobs go on at the API and are found again at the next start."""
        with self._lock:
            thread, self._thread = self._thread, None
        self._stop.set()
        self._wake.set()
        if thread is not None:
            thread.join(timeout=10)

    def step(self) -> float | None:
        """One round. Returns the seconds to wait before the next, None while nothing is running."""
        active = self._active()
        if not active:
            return None
        try:
            self._refresh(active)
        except ScenarioError as error:
            self._note_trouble(error)
        else:
            with self._lock:
                self._connection = Connection(last_answer=self._now())
        return self._wait()

    def _watch(self) -> None:
        while not self._stop.is_set():
            began = time.monotonic()
            try:
                wait = self.step()
            except Exception:
                # The thread must outlive a mistake of ours: without it every visitor's job would hang.
                log.exception("A round of the tracker failed")
                wait = _SLOWEST
            # A new job cuts a long wait short, but no two rounds begin closer than the fastest pace.
            self._stop.wait(max(0.0, began + _FASTEST - time.monotonic()))
            self._wake.wait(None if wait is None else max(0.0, began + wait - time.monotonic()))
            self._wake.clear()

    def _wait(self) -> float | None:
        ages = [(self._now() - run.started_at).total_seconds() for run in self._active()]
        if not ages:
            return None
        pace = next((seconds for age, seconds in _PACE if min(ages) < age), _SLOWEST)
        failures = self.connection.failures
        return min(_MOST_PATIENT, pace * 2 ** min(failures, 10)) if failures else pace

    def _note_trouble(self, error: ScenarioError) -> None:
        with self._lock:
            before = self._connection
            self._connection = replace(before, trouble=problem_of(error), failures=before.failures + 1)

    # One round

    def _refresh(self, active: list[Run]) -> None:
        running = {run.job.job_id: run for run in active if run.job and not run.job.is_over}
        if running:
            found = self._listed(running)
            found |= self._asked_singly([run for job_id, run in running.items() if job_id not in found])
            self._settle(
                *(run for job_id, job in found.items() if (run := self._take_job(running[job_id], job)))
            )
        self._collect_results()

    def _listed(self, running: dict[str, Run]) -> dict[str, Job]:
        """The jobs of `running` that moved since the last round, paging no further than they reach."""
        status = self._wanted_status(len(running))
        since = self._told_until(status) or min(_created(run) for run in running.values())
        found: dict[str, Job] = {}
        token: str | None = None
        for _ in range(_MOST_PAGES):
            page = self._client.list_jobs(status=status, updated_after=since - _OVERLAP, token=token)
            found.update((job.job_id, job) for job in page.jobs if job.job_id in running)
            token = page.next_token
            if token is None or len(found) == len(running):
                break
        self._hear(found.values(), status)
        return found

    def _wanted_status(self, count: int) -> JobStatus | None:
        """Which jobs this round lists: all, or of a crowd mostly those that people wait for."""
        now = self._now()
        if count > _CROWD and now - self._roll_called < _ROLL_CALL:
            return JobStatus.SUCCESS
        self._roll_called = now
        return None

    def _asked_singly(self, left_out: list[Run]) -> dict[str, Job]:
        """Jobs that the list has not told of for a while, asked for by id, the longest unheard first."""
        now = self._now()
        unheard = {run.job.job_id: now - self._heard_of(run) for run in left_out if run.job}
        patience = {run.job.job_id: (now - run.started_at) / _QUIET_SHARE for run in left_out if run.job}
        quiet = [job_id for job_id, span in unheard.items() if span > max(_QUIET, patience[job_id])]
        found: dict[str, Job] = {}
        for job_id in sorted(quiet, key=unheard.__getitem__, reverse=True)[:_MOST_SINGLES]:
            self._heard[job_id] = now
            try:
                found[job_id] = self._client.get_job(job_id)
            except NotFoundError as error:
                log.warning("Job %s is unknown to the API: %s", job_id, error.reason)
        return found

    def _heard_of(self, run: Run) -> datetime:
        """When the API last told of a run's job, its submission at first."""
        return self._heard.get(run.job.job_id if run.job else "", run.started_at)

    def _told_until(self, status: JobStatus | None) -> datetime | None:
        """Up to when lists of this status, or of all, have told everything; None before the first."""
        words = [self._newest_word[kind] for kind in {status, None} if kind in self._newest_word]
        return max(words, default=None)

    def _hear(self, jobs: Iterable[Job], status: JobStatus | None) -> None:
        now = self._now()
        for job in jobs:
            self._heard[job.job_id] = now
            if job.updated_at:
                self._newest_word[status] = max(job.updated_at, self._newest_word.get(status, _EPOCH))

    def _take_job(self, run: Run, job: Job) -> Run | None:
        """The run with the news of its job where its status changed; mere progress is only kept."""
        if run.job is None or not _is_news(run.job, job):
            return None
        billed = job.billing.cu_cost if job.billing else None
        charged = run.charged_cu if run.charged_cu is not None else billed
        updated = replace(run, job=job, charged_cu=charged)
        if job.is_over:
            self._heard.pop(job.job_id, None)
        if job.status != run.job.status:
            return updated
        self._keep(updated, visible=False)
        return None

    def _collect_results(self) -> None:
        """Asks once for all assets that ended jobs wait for, and completes the jobs that have theirs."""
        ended = [run for run in self._active() if run.job and run.job.succeeded]
        found = self._assets_of(ended)
        self._settle(*(run for waiting in ended if (run := self._take_results(waiting, found))))

    def _assets_of(self, runs: Sequence[Run]) -> dict[str, Asset]:
        wanted = [asset_id for run in runs if run.job for asset_id in run.job.asset_ids]
        try:
            return self._client.get_assets(wanted) if wanted else {}
        except (BadRequestError, PermissionDeniedError, NotFoundError) as error:
            if len(runs) == 1:
                log.warning("The results of run %s are refused: %s", runs[0].id, error.reason)
                return {}
        # One run's asset is refused: it must not hold back the others.
        return {asset_id: asset for run in runs for asset_id, asset in self._assets_of([run]).items()}

    def _take_results(self, run: Run, found: dict[str, Asset]) -> Run | None:
        """The run with its assets, once they are all there or have kept us waiting for too long."""
        if run.job is None:
            return None
        mine = [found[asset_id] for asset_id in run.job.asset_ids if asset_id in found]
        ready = [asset for asset in mine if asset.status != "pending"]
        ended_at = self._ended.setdefault(run.id, self._now())
        complete = len(ready) == len(run.job.asset_ids)
        if not complete and self._now() - ended_at <= _RESULTS_PATIENCE:
            return None
        self._ended.pop(run.id, None)
        kinds = expected_kinds(Modality(run.order.modality))
        return replace(run, assets=tuple(primary_first(ready, kinds)), results_complete=True)

    # Memory and store

    def _active(self) -> list[Run]:
        with self._lock:
            return [self._runs[run_id] for run_id in self._active_ids]

    def _settle(self, *runs: Run) -> None:
        """Writes down and keeps the runs whose fate changed."""
        if runs:
            self._store.save(*runs)
        for run in runs:
            self._keep(run)

    def _keep(self, run: Run, *, visible: bool = True) -> None:
        """Keeps the run in memory. `visible`: whether pages must be drawn again for it."""
        with self._lock:
            if run.id not in self._runs:
                self._of_visitor[run.order.visitor].append(run.id)
            self._runs[run.id] = run
            self._index(run)
            self._versions[run.order.visitor] += int(visible)

    def _index(self, run: Run) -> None:
        self._of_asset.update((asset.id, run.id) for asset in run.assets)
        if run.is_active:
            self._active_ids[run.id] = None
        else:
            self._active_ids.pop(run.id, None)


def _created(run: Run) -> datetime:
    return (run.job.created_at if run.job else None) or run.started_at


def _is_news(known: Job, told: Job) -> bool:
    """Whether the answer is newer than what is known: answers may come in the wrong order."""
    if known.is_over:
        return False
    if known.updated_at and told.updated_at:
        return told.updated_at >= known.updated_at
    return True
