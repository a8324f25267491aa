"""How this app watches jobs: one tracker asks for everybody, visitors look into its memory.

A visitor is a loop that does what the page's ticking fragment does: compare the version, read the runs
only when it moved. Not in it: drawing the page again, which `bench.load` measures.
"""

import tempfile
import threading
import time
from pathlib import Path

import httpx

from bench.case import Case, press_all
from bench.job_mix import Kind
from bench.minute import Minute
from bench.sandbox_process import Address
from scenario_core.client import Client
from scenario_core.runs import Order, Run
from scenario_core.store import Store
from scenario_core.tracker import Tracker
from scenario_ui.job_panel import TICK_SECONDS


class _CountingTransport(httpx.HTTPTransport):
    """The ordinary transport, telling a minute of each request."""

    def __init__(self, minute: Minute) -> None:
        super().__init__()
        self._minute = minute

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._minute.count(submission="/generate/" in request.url.path)
        return super().handle_request(request)


def watch_with_tracker(address: Address, case: Case, trial: int, minute: Minute) -> None:
    """One trial: the jobs are submitted through a tracker, and each visitor looks at it every tick."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, _client(address, minute) as client:
        store = Store(f"sqlite:///{Path(folder) / 'studio.sqlite'}")
        tracker = Tracker(client, store)
        tracker.start()
        minute.begin()
        looks = [
            threading.Thread(target=_look, args=(tracker, case, trial, visitor, minute), daemon=True)
            for visitor in range(case.visitors)
        ]
        for look in looks:
            look.start()

        def submit(owner: str, kind: Kind) -> None:
            tracker.submit(_order(owner, kind))
            minute.expect(kind.seconds / address.speed, case.watchers)

        press_all(case, trial, submit)
        for look in looks:
            look.join()
        tracker.stop()
        store.close()


def _client(address: Address, minute: Minute) -> Client:
    return Client(
        base_url=address.base_url,
        api_key=address.key,
        api_secret=address.secret,
        transport=_CountingTransport(minute),
    )


def _order(owner: str, kind: Kind) -> Order:
    return Order(owner, kind.modality, kind.model_id, kind.model_id, kind.prompt, kind.body)


def _look(tracker: Tracker, case: Case, trial: int, visitor: int, minute: Minute) -> None:
    """One visitor's ticks until all of the jobs have been seen to be over, or the minute is."""
    owner, known, seen = case.owner_of(trial, visitor), set[str](), -1
    time.sleep(TICK_SECONDS * visitor / case.visitors)
    while len(known) < case.jobs and not minute.is_over:
        version = tracker.version_of(owner)
        if version != seen:
            seen = version
            for run in tracker.runs_of(owner):
                if not run.is_active and run.id not in known:
                    known.add(run.id)
                    _note(run, minute)
        time.sleep(TICK_SECONDS)


def _note(run: Run, minute: Minute) -> None:
    """A run is seen to be over: with its results, or without."""
    if run.succeeded and run.job and run.job.updated_at:
        minute.saw(run.job.updated_at)
    else:
        minute.saw_failure()
