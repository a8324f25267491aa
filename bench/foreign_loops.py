"""How the article and the official SDK watch jobs: a loop for each visitor and job, asking every 3 s.

Simplified: a loop is a thread, as the article's script is a process; it ends at `success`, where it has
the ids of the assets but not yet their records, so these ways know less at "known" than ours does.
"""

import base64
import threading
import time
from collections.abc import Callable
from datetime import datetime

import httpx
import requests
from scenario_sdk import Scenario

from bench.case import Case, press_all
from bench.job_mix import KINDS, Kind
from bench.minute import Minute
from bench.sandbox_process import Address

INTERVAL_SECONDS = 3.0
_OVER = ("success", "failure", "canceled")

# Asks once for a job: its status and `updatedAt`.
Ask = Callable[[str], tuple[str, str]]


def article(address: Address) -> Ask:
    """The article's request: `requests.get` without a session."""
    token = base64.b64encode(f"{address.key}:{address.secret}".encode()).decode()
    headers = {"Authorization": f"Basic {token}", "Content-Type": "application/json"}

    def ask(job_id: str) -> tuple[str, str]:
        answer = requests.get(f"{address.base_url}/jobs/{job_id}", headers=headers, timeout=60)
        answer.raise_for_status()
        job = answer.json()["job"]
        return job["status"], job["updatedAt"]

    return ask


def sdk(address: Address) -> Ask:
    """The official SDK's `jobs.retrieve`, without its retries."""
    client = Scenario(
        api_key=address.key, api_secret=address.secret, base_url=address.base_url, max_retries=0
    )

    def ask(job_id: str) -> tuple[str, str]:
        job = client.jobs.retrieve(job_id).job
        return job.status, job.updated_at

    return ask


def watch_in_loops(
    address: Address, case: Case, trial: int, minute: Minute, way: Callable[[Address], Ask]
) -> None:
    """One trial: the jobs are submitted, then each visitor's loops watch them until all are over."""
    asks = {visitor: way(address) for visitor in range(case.visitors)}
    loops: list[threading.Thread] = []
    with httpx.Client(auth=(address.key, address.secret), timeout=60, trust_env=False) as http:
        minute.begin()

        def submit(owner: str, kind: Kind) -> None:
            minute.count(submission=True)
            job_id = _submit(http, address, kind)
            minute.expect(kind.seconds / address.speed, case.watchers)
            for visitor, ask in asks.items():
                if case.owner_of(trial, visitor) == owner:
                    # Visitors do not act in step: those of one job begin spread over an interval.
                    delay = INTERVAL_SECONDS * visitor / case.visitors if case.shared else 0.0
                    loop = threading.Thread(target=_loop, args=(ask, job_id, minute, delay), daemon=True)
                    loops.append(loop)
                    loop.start()

        press_all(case, trial, submit)
    for loop in loops:
        loop.join()


def _submit(http: httpx.Client, address: Address, kind: Kind) -> str:
    answer = http.post(f"{address.base_url}/generate/custom/{kind.model_id}", json=kind.body)
    answer.raise_for_status()
    return str(answer.json()["job"]["jobId"])


def make_media(address: Address) -> None:
    """Lets the sandbox make each medium of the mix once, before anything is measured.

    It begins them in the order of their submission, so once the quick jobs are over, which come last, the
    media of the slow ones are made too.
    """
    ask = article(address)
    by_length = sorted(KINDS, key=lambda kind: kind.seconds, reverse=True)
    with httpx.Client(auth=(address.key, address.secret), timeout=60, trust_env=False) as http:
        jobs = [(_submit(http, address, kind), kind) for kind in by_length]
        quick = [job_id for job_id, kind in jobs if not kind.is_slowed]
    while not all(ask(job_id)[0] in _OVER for job_id in quick):
        time.sleep(0.5)


def _loop(ask: Ask, job_id: str, minute: Minute, delay: float) -> None:
    time.sleep(delay)
    while not minute.is_over:
        minute.count()
        status, updated_at = ask(job_id)
        if status == "success":
            minute.saw(datetime.fromisoformat(updated_at))
            return
        if status in _OVER:
            minute.saw_failure()
            return
        time.sleep(INTERVAL_SECONDS)
