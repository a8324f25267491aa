"""A fast sandbox over real HTTP, and an httpx client on it."""

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from sandbox.server import Sandbox

# Jobs take milliseconds: what a test waits for is the making of the media.
SPEED = 400.0


class Api:
    """The sandbox's routes through plain httpx, with the few steps that most tests take."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.http = httpx.Client(
            base_url=sandbox.base_url, auth=(sandbox.key, sandbox.secret), timeout=20, trust_env=False
        )

    def run(self, model_id: str, **inputs: Any) -> dict[str, Any]:
        """The answer to a paid run."""
        answer = self.http.post(f"/generate/custom/{model_id}", json=inputs)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def job(self, job_id: str) -> dict[str, Any]:
        """A job's record."""
        job: dict[str, Any] = self.http.get(f"/jobs/{job_id}").json()["job"]
        return job

    def finished(self, model_id: str, **inputs: Any) -> dict[str, Any]:
        """The record of a new job once it has ended."""
        job_id = self.run(model_id, **inputs)["job"]["jobId"]
        deadline = time.monotonic() + 30
        while (job := self.job(job_id))["status"] not in ("success", "failure"):
            assert time.monotonic() < deadline, job
            time.sleep(0.02)
        return job

    def asset(self, asset_id: str) -> dict[str, Any]:
        """An asset's record."""
        asset: dict[str, Any] = self.http.get(f"/assets/{asset_id}").json()["asset"]
        return asset

    def results(self, model_id: str, **inputs: Any) -> list[dict[str, Any]]:
        """The assets of a new job, in the job's order."""
        job = self.finished(model_id, **inputs)
        assert job["status"] == "success", job
        return [self.asset(asset_id) for asset_id in job["metadata"]["assetIds"]]


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox for all tests that leave it as it was."""
    started = Sandbox.start(speed=SPEED)
    yield started
    started.stop()


@pytest.fixture(scope="session")
def api(sandbox: Sandbox) -> Iterator[Api]:
    """A client of that sandbox."""
    api = Api(sandbox)
    yield api
    api.http.close()


@pytest.fixture
def own() -> Iterator[tuple[Sandbox, Api]]:
    """A fresh sandbox of the test's own."""
    started = Sandbox.start(speed=SPEED, max_parallel=3)
    api = Api(started)
    yield started, api
    api.http.close()
    started.stop()


@pytest.fixture
def timed() -> Iterator[tuple[Sandbox, Api, Clock]]:
    """A sandbox at normal speed whose clock stands still until the test moves it."""
    clock = Clock()
    started = Sandbox.start(clock=clock, asset_ttl=60)
    api = Api(started)
    yield started, api, clock
    api.http.close()
    started.stop()
