"""What the tracker costs while nothing happens: a visitor's look at it, and a round of its thread."""

import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx

from scenario_core.client import Client
from scenario_core.jobs import Job
from scenario_core.runs import Order, Run, SubmissionState
from scenario_core.store import Store
from scenario_core.tracker import Tracker

_TIMES = 10_000
_RUNS = 20
_VISITOR = "visitor"


def idle_costs() -> dict[str, float]:
    """Microseconds of CPU of one look of a visitor with 20 finished runs, and of one idle round."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, _unused_client() as client:
        store = Store(f"sqlite:///{Path(folder) / 'studio.sqlite'}")
        for _ in range(_RUNS):
            run = _finished_run()
            store.add(run)
            store.save(run)
        tracker = Tracker(client, store)
        costs = {
            "look_us": _cpu(lambda: (tracker.version_of(_VISITOR), tracker.runs_of(_VISITOR))),
            "idle_round_us": _cpu(tracker.step),
        }
        store.close()
    return costs


def _cpu(call: Callable[[], object]) -> float:
    began = time.thread_time()
    for _ in range(_TIMES):
        call()
    return round((time.thread_time() - began) / _TIMES * 1e6, 2)


def _unused_client() -> Client:
    """A client that must not be asked: an idle tracker sends nothing."""

    def refuse(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"an idle tracker asked {request.method} {request.url.path}")

    return Client(
        base_url="http://nobody.invalid/v1",
        api_key="unused",
        api_secret="unused",
        transport=httpx.MockTransport(refuse),
    )


def _finished_run() -> Run:
    now = datetime.now(UTC)
    job = Job(job_id=uuid.uuid4().hex, status="success", progress=1.0, created_at=now, updated_at=now)
    order = Order(_VISITOR, "video", "model", "Model", "A lighthouse", {"prompt": "A lighthouse"})
    sent = Run(id=uuid.uuid4().hex, order=order, started_at=now, state=SubmissionState.ACCEPTED)
    return replace(sent, job=Job.parse(job.model_dump(by_alias=True)), results_complete=True)
