"""The store keeps what was paid for, and nothing that is secret."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from scenario_core.assets import Asset
from scenario_core.helper_call import HelperCall, HelperKind
from scenario_core.jobs import Job
from scenario_core.runs import Order, Run, SubmissionState
from scenario_core.store import Store

ORDER = Order(
    "visitor-1", "video", "model_a", "Model A", "A boat", {"prompt": "A boat", "seed": 0}, Decimal("12.50")
)
RUN = Run("run-1", ORDER, datetime(2026, 11, 1, 9, 30, tzinfo=UTC))
JOB = Job.parse({"jobId": "job_1", "status": "success", "metadata": {"assetIds": ["asset_1"]}})
ASSET = Asset.parse(
    {
        "id": "asset_1",
        "kind": "video",
        "mimeType": "video/mp4",
        "url": "https://cdn.example/asset_1?Signature=SIGNED",
        "thumbnail": {"assetId": "asset_2", "url": "https://cdn.example/thumb?Signature=SIGNED"},
        "properties": {"size": 10, "duration": 5.04},
    }
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(f"sqlite:///{tmp_path / 'studio.sqlite'}")
    yield store
    store.close()


def test_a_submission_is_read_back_as_it_was_written(store: Store) -> None:
    """What was asked, for whom, when and at which price survives, zeros and all."""
    store.add(RUN)

    assert store.runs() == [RUN]


def test_what_became_of_a_run_is_read_back(store: Store) -> None:
    """The job, its assets in order, its charge and its state survive."""
    store.add(RUN)
    done = replace(
        RUN,
        state=SubmissionState.ACCEPTED,
        job=JOB,
        assets=(ASSET,),
        charged_cu=Decimal("64.75"),
        results_complete=True,
    )
    store.save(done)

    (read,) = store.runs()
    assert read.succeeded
    assert read.charged_cu == Decimal("64.75")
    assert [asset.id for asset in read.assets] == ["asset_1"]
    assert read.assets[0].properties == {"size": 10, "duration": 5.04}


def test_signed_urls_are_never_written_down(store: Store, tmp_path: Path) -> None:
    """A signed URL is a credential: not one byte of it reaches the disk."""
    store.add(RUN)
    store.save(replace(RUN, state=SubmissionState.ACCEPTED, job=JOB, assets=(ASSET,)))

    (read,) = store.runs()
    assert read.assets[0].url is None
    store.close()
    assert b"SIGNED" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_saving_twice_keeps_one_row_with_the_latest_word(store: Store) -> None:
    """A job that moves is updated in its place."""
    store.add(RUN)
    running = JOB.model_copy(update={"status": "in-progress"})
    store.save(replace(RUN, state=SubmissionState.ACCEPTED, job=running))
    store.save(replace(RUN, state=SubmissionState.ACCEPTED, job=JOB))

    (read,) = store.runs()
    assert read.job is not None
    assert read.job.succeeded


def test_a_helper_call_is_read_back_as_it_was_written(store: Store) -> None:
    """Before and after its answer; another visitor's is not among one's own."""
    call = HelperCall("call-1", "visitor-1", HelperKind.IMPROVE, "A boat", Decimal("3.750"), RUN.started_at)
    store.add_helper_call(call)
    store.add_helper_call(replace(call, id="call-2", visitor="visitor-2"))
    assert store.helper_calls("visitor-1") == [call]

    done = replace(call, state=SubmissionState.ACCEPTED, charged_cu=Decimal("3.75"), problem="none")
    store.save_helper_call(done)
    assert store.helper_calls("visitor-1") == [done]
    assert [each.id for each in store.helper_calls()] == ["call-1", "call-2"]
    assert store.runs() == []


def test_many_threads_write_without_losing_a_run(store: Store) -> None:
    """Writers wait for each other; nobody is told that the database is locked."""

    def write(worker: int) -> None:
        for index in range(10):
            run = replace(RUN, id=f"run-{worker}-{index}")
            store.add(run)
            store.save(replace(run, state=SubmissionState.REFUSED, problem="no"))

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(store.runs()) == 80
    assert {run.state for run in store.runs()} == {SubmissionState.REFUSED}


def test_a_preference_is_read_back_and_replaced(store: Store) -> None:
    """Whatever JSON holds; another name and another visitor keep their own."""
    store.set_preference("ann", "stars", ["model_a"])
    store.set_preference("ann", "stars", ["model_b", "model_a"])
    store.set_preference("ann", "theme", {"dark": True})
    store.set_preference("bob", "stars", [])

    assert store.preference("ann", "stars") == ["model_b", "model_a"]
    assert store.preference("ann", "theme") == {"dark": True}
    assert store.preference("bob", "stars") == []
    assert store.preference("bob", "theme") is None
