"""The tracker submits once, watches everybody's jobs with one request a round, and loses nothing."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest

from scenario_core.assets import Asset
from scenario_core.client import Client, Cost, JobPage, Submission
from scenario_core.errors import (
    APIConnectionError,
    APIResponseError,
    APITimeoutError,
    BadRequestError,
    RateLimitError,
    ScenarioError,
    ServerError,
)
from scenario_core.jobs import Job, JobStatus
from scenario_core.runs import Order, SubmissionState
from scenario_core.store import Store
from scenario_core.tracker import Tracker

START = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


class FakeApi:
    """The room below: jobs that the test moves by hand, and a record of every call."""

    def __init__(self) -> None:
        self.now = START
        self.jobs: dict[str, dict[str, Any]] = {}
        self.assets: dict[str, dict[str, Any]] = {}
        self.calls: list[str] = []
        self.hidden: set[str] = set()
        self.trouble: ScenarioError | None = None
        self.refused_assets: set[str] = set()
        self.on_run: Callable[[], None] = lambda: None

    def run_model(self, model_id: str, body: Mapping[str, object]) -> Submission:
        self.calls.append("run")
        self.on_run()
        if self.trouble:
            raise self.trouble
        job_id = f"job_{len(self.jobs)}"
        self.jobs[job_id] = {
            "jobId": job_id,
            "status": "queued",
            "createdAt": self.now,
            "updatedAt": self.now,
        }
        return Submission(Job.parse(self.jobs[job_id]), Cost(Decimal("12.5"), None, {}))

    def list_jobs(
        self,
        *,
        updated_after: datetime,
        status: JobStatus | None = None,
        token: str | None = None,
        size: int = 100,
    ) -> JobPage:
        self.calls.append("list")
        if self.trouble:
            raise self.trouble
        rows = [
            Job.parse(job)
            for job_id, job in self.jobs.items()
            if job_id not in self.hidden
            and job["updatedAt"] >= updated_after
            and status in (None, job["status"])
        ]
        start = int(token or 0)
        more = str(start + size) if start + size < len(rows) else None
        return JobPage(tuple(rows[start : start + size]), more)

    def get_job(self, job_id: str) -> Job:
        self.calls.append("get")
        return Job.parse(self.jobs[job_id])

    def get_assets(self, ids: Sequence[str]) -> dict[str, Asset]:
        self.calls.append("assets")
        if self.refused_assets & set(ids):
            raise BadRequestError(400, "Invalid asset id")
        return {asset_id: Asset.parse(self.assets[asset_id]) for asset_id in ids if asset_id in self.assets}

    def move(self, job_id: str, status: str, **fields: Any) -> None:
        self.now += timedelta(seconds=1)
        self.jobs[job_id] |= {"status": status, "updatedAt": self.now, **fields}

    def succeed(self, job_id: str, *, asset_status: str = "success") -> None:
        asset_id = f"asset_of_{job_id}"
        self.assets[asset_id] = {"id": asset_id, "kind": "video", "status": asset_status, "url": "u"}
        self.move(job_id, "success", metadata={"assetIds": [asset_id]})


@pytest.fixture
def api() -> FakeApi:
    return FakeApi()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(f"sqlite:///{tmp_path / 'studio.sqlite'}")
    yield store
    store.close()


@pytest.fixture
def tracker(api: FakeApi, store: Store) -> Tracker:
    return Tracker(cast("Client", api), store, now=lambda: api.now)


def order(visitor: str = "ann", prompt: str = "A boat") -> Order:
    return Order(visitor, "video", "model_a", "Model A", prompt, {"prompt": prompt})


def test_a_submission_is_written_down_before_its_request_leaves(
    tracker: Tracker, api: FakeApi, store: Store
) -> None:
    """When the request leaves, the store already knows of it."""
    seen: list[SubmissionState] = []
    api.on_run = lambda: seen.extend(run.state for run in store.runs())

    tracker.submit(order())

    assert seen == [SubmissionState.SENDING]
    assert [run.state for run in store.runs()] == [SubmissionState.ACCEPTED]


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (BadRequestError(400, "Input prompt is required"), SubmissionState.REFUSED),
        (RateLimitError(429, "Too many"), SubmissionState.REFUSED),
        (APIConnectionError("no route"), SubmissionState.NOT_SENT),
        (APITimeoutError("silence"), SubmissionState.UNKNOWN),
        (ServerError(502, "Bad gateway"), SubmissionState.UNKNOWN),
        (APIResponseError("no job in the answer"), SubmissionState.UNKNOWN),
    ],
)
def test_what_is_known_of_a_failed_submission_is_told_apart(
    tracker: Tracker, api: FakeApi, store: Store, error: ScenarioError, state: SubmissionState
) -> None:
    """Refused, not sent and unknown are different things, and none is sent again."""
    api.trouble = error

    with pytest.raises(type(error)):
        tracker.submit(order())

    (run,) = store.runs()
    assert run.state is state
    assert api.calls == ["run"]
    assert not run.is_active


def test_a_lost_process_leaves_an_unknown_submission(tracker: Tracker, api: FakeApi, store: Store) -> None:
    """A crash between the two writes is not mistaken for a request that is still being sent."""

    def die() -> None:
        raise KeyboardInterrupt

    api.on_run = die
    with pytest.raises(KeyboardInterrupt):
        tracker.submit(order())

    (run,) = Tracker(cast("Client", api), store).runs_of("ann")
    assert run.state is SubmissionState.UNKNOWN


def test_nothing_running_asks_nothing(tracker: Tracker, api: FakeApi) -> None:
    """An idle studio costs no request."""
    assert tracker.step() is None
    assert api.calls == []


def test_one_round_serves_all_visitors(tracker: Tracker, api: FakeApi) -> None:
    """Fifty visitors with a job each: one list request, and one for all results."""
    runs = [tracker.submit(order(f"visitor-{number}")) for number in range(50)]
    for run in runs:
        assert run.job
        api.succeed(run.job.job_id)
    api.calls.clear()

    tracker.step()

    assert api.calls == ["list", "assets"]
    assert all(tracker.runs_of(f"visitor-{number}")[0].succeeded for number in range(50))
    assert tracker.step() is None


def test_pages_are_read_only_as_far_as_the_running_jobs_reach(tracker: Tracker, api: FakeApi) -> None:
    """A list of 250 running jobs takes three pages."""
    for number in range(250):
        tracker.submit(order(f"visitor-{number}"))
    api.calls.clear()

    tracker.step()

    assert api.calls == ["list"] * 3


def test_the_version_counts_only_what_must_be_drawn_again(tracker: Tracker, api: FakeApi) -> None:
    """Progress moves without a redraw of the page; another status asks for one; others are not disturbed."""
    tracker.submit(order())
    tracker.submit(order("bob"))
    api.move("job_0", "in-progress", progress=0.2)
    tracker.step()
    before, bob = tracker.version_of("ann"), tracker.version_of("bob")

    api.move("job_0", "in-progress", progress=0.7)
    tracker.step()

    assert tracker.version_of("ann") == before
    (run,) = tracker.runs_of("ann")
    assert run.job
    assert run.job.progress == 0.7
    api.succeed("job_0")
    tracker.step()
    assert tracker.version_of("ann") > before
    assert tracker.version_of("bob") == bob


def test_an_older_answer_never_overwrites_a_newer_one(tracker: Tracker, api: FakeApi) -> None:
    """Answers may come in the wrong order."""
    tracker.submit(order())
    api.move("job_0", "finalizing", progress=0.9)
    tracker.step()
    api.jobs["job_0"] |= {"status": "in-progress", "progress": 0.3, "updatedAt": START}

    api.now += timedelta(seconds=20)
    tracker.step()

    (run,) = tracker.runs_of("ann")
    assert run.job
    assert run.job.status == "finalizing"


def test_a_job_that_the_list_leaves_out_is_asked_for_by_id(tracker: Tracker, api: FakeApi) -> None:
    """Some seconds after the list went quiet about it, not in every round."""
    tracker.submit(order())
    tracker.step()
    api.hidden.add("job_0")
    api.succeed("job_0")
    api.calls.clear()
    tracker.step()
    assert "get" not in api.calls

    api.now += timedelta(seconds=11)
    tracker.step()

    assert api.calls.count("get") == 1
    assert tracker.runs_of("ann")[0].succeeded


def test_an_unknown_status_is_watched_on(tracker: Tracker, api: FakeApi) -> None:
    """A status of tomorrow is neither an error nor an end."""
    tracker.submit(order())
    api.move("job_0", "polishing")
    tracker.step()

    assert tracker.runs_of("ann")[0].is_active
    api.succeed("job_0")
    tracker.step()
    assert tracker.runs_of("ann")[0].succeeded


def test_results_that_are_not_stored_yet_are_waited_for(tracker: Tracker, api: FakeApi) -> None:
    """A job may succeed a moment before its file does."""
    tracker.submit(order())
    api.succeed("job_0", asset_status="pending")
    tracker.step()
    assert tracker.runs_of("ann")[0].is_active

    api.assets["asset_of_job_0"]["status"] = "success"
    tracker.step()

    assert tracker.runs_of("ann")[0].succeeded


def test_results_that_never_come_do_not_keep_a_job_waiting_for_ever(tracker: Tracker, api: FakeApi) -> None:
    """After a minute the job is shown with what there is."""
    tracker.submit(order())
    api.succeed("job_0")
    api.assets.clear()
    tracker.step()
    api.now += timedelta(seconds=61)

    tracker.step()

    (run,) = tracker.runs_of("ann")
    assert not run.is_active
    assert run.assets == ()


def test_trouble_is_told_and_slows_the_rounds_down(tracker: Tracker, api: FakeApi) -> None:
    """An API that is down loses nobody's job; when it answers again all is as before."""
    tracker.submit(order())
    calm = tracker.step()
    api.trouble = APIConnectionError("no route to the API")
    first, second = tracker.step(), tracker.step()

    assert tracker.connection.trouble == "no route to the API"
    assert calm is not None
    assert first is not None
    assert second is not None
    assert calm < first < second
    assert tracker.runs_of("ann")[0].is_active
    api.trouble = None
    api.succeed("job_0")
    tracker.step()
    assert tracker.connection.trouble == ""
    assert tracker.runs_of("ann")[0].succeeded


def test_rounds_slow_down_as_the_youngest_job_ages(tracker: Tracker, api: FakeApi) -> None:
    """Somebody is looking at a young job; an hour-long one is asked about every 20 seconds."""
    tracker.submit(order())
    waits = []
    for age in (0, 90, 600, 3600):
        api.now = START + timedelta(seconds=age)
        waits.append(tracker.step())

    assert waits == [1.0, 1.5, 10.0, 20.0]


def test_assets_belong_to_the_visitor_who_made_them(tracker: Tracker, api: FakeApi) -> None:
    """Nobody else may see them, and nobody may see an asset that no run of ours made."""
    tracker.submit(order())
    api.succeed("job_0")
    tracker.step()

    assert tracker.may_see("ann", "asset_of_job_0")
    assert not tracker.may_see("bob", "asset_of_job_0")
    assert not tracker.may_see("ann", "asset_elsewhere")
    assert tracker.asset("asset_of_job_0") is not None
    assert tracker.asset("asset_elsewhere") is None


def test_the_thread_watches_until_it_is_stopped(api: FakeApi, store: Store) -> None:
    """A job that is submitted to an idle tracker is seen to its end by its own thread."""
    tracker = Tracker(cast("Client", api), store)
    api.now = datetime.now(UTC)
    tracker.start()
    tracker.submit(order())
    api.succeed("job_0")
    deadline = datetime.now(UTC) + timedelta(seconds=5)
    while not tracker.runs_of("ann")[0].succeeded and datetime.now(UTC) < deadline:
        time.sleep(0.01)
    tracker.stop()

    assert tracker.runs_of("ann")[0].succeeded


def test_a_restart_goes_on_watching(tracker: Tracker, api: FakeApi, store: Store) -> None:
    """What runs at the API is found again by the next process."""
    tracker.submit(order())
    again = Tracker(cast("Client", api), store, now=lambda: api.now)
    api.succeed("job_0")

    again.step()

    (run,) = again.runs_of("ann")
    assert run.succeeded
    assert run.order.prompt == "A boat"


def test_a_run_survives_a_write_that_fails_after_the_payment(
    tracker: Tracker,
    api: FakeApi,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A full disk after the paid request: the job is watched, and written down with its next news."""

    def full(*runs: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(store, "save", full)
        run = tracker.submit(order())

    assert run.job is not None
    assert tracker.runs_of("ann") == (run,)
    assert "could not be written down" in caplog.text
    api.succeed("job_0")
    tracker.step()
    assert [run.succeeded for run in store.runs()] == [True]


def test_of_a_crowd_every_round_asks_for_what_succeeded_on_one_page(tracker: Tracker, api: FakeApi) -> None:
    """A hundred and fifty running jobs take two pages once in a while, and one page in between."""
    for number in range(150):
        tracker.submit(order(prompt=f"Boat {number}"))
    tracker.step()
    api.calls.clear()
    api.succeed("job_7")
    tracker.step()

    assert api.calls == ["list", "assets"]
    assert [run.job.job_id for run in tracker.runs_of("ann") if run.job and run.succeeded] == ["job_7"]


def test_a_failure_in_a_crowd_is_told_at_the_next_roll_call(tracker: Tracker, api: FakeApi) -> None:
    """Later successes do not hide an earlier failure: it is not asked for by its id."""
    for number in range(150):
        tracker.submit(order(prompt=f"Boat {number}"))
    tracker.step()
    api.move("job_3", "failure")
    for number in range(10, 14):
        api.succeed(f"job_{number}")
        tracker.step()
    assert not any(
        run.job and run.job.job_id == "job_3" and run.job.is_over for run in tracker.runs_of("ann")
    )
    api.now += timedelta(seconds=8)
    api.succeed("job_20")
    api.calls.clear()
    tracker.step()

    assert "get" not in api.calls
    assert any(run.job and run.job.job_id == "job_3" and run.job.is_over for run in tracker.runs_of("ann"))


def test_one_refused_result_does_not_hold_back_the_others(tracker: Tracker, api: FakeApi) -> None:
    """The bulk answer is a refusal; everybody else's results come all the same."""
    for prompt in ("A boat", "A house"):
        tracker.submit(order(prompt=prompt))
    api.succeed("job_0")
    api.succeed("job_1")
    api.refused_assets = {"asset_of_job_0"}
    tracker.step()

    assert [run.succeeded for run in tracker.runs_of("ann")] == [True, False]
    assert api.calls.count("run") == 2
