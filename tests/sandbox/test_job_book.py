"""The list of jobs: newest first by what was asked, and old jobs cost it nothing."""

import random
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sandbox import jobs
from sandbox.job_book import JobBook
from sandbox.server import Sandbox
from tests.sandbox.conftest import Api, Clock

IMAGEN, KLING = "model_imagen4-ultra", "model_kling-v2-6-t2v-pro"


@dataclass
class Timed:
    """A job that fails so many seconds after its beginning, and counts how often it is asked where it is."""

    job_id: str
    submitted: float
    seconds: float
    asked: int = 0
    job_type: str = "custom"
    cost: Decimal = Decimal(0)

    def moment(self, now: float) -> jobs.Moment:
        """In progress, changed once a second, then over."""
        self.asked += 1
        elapsed = now - self.submitted
        if elapsed >= self.seconds:
            return jobs.Moment("failure", 0.5, self.seconds)
        return jobs.Moment("in-progress", 0.5, float(int(elapsed)))

    def record(self, now: float) -> dict[str, Any]:
        """Nothing that these tests read."""
        return {}


def test_the_list_of_changes_is_that_of_asking_every_job_whenever_one_looks() -> None:
    chance, book = random.Random(3), JobBook()
    everyone: list[Timed] = []
    for second in range(60):
        new = [Timed(f"job_{second}_{each}", second, chance.uniform(0, 30)) for each in range(3)]
        everyone += new
        for job in new:
            book.add(job)
        now = second + 0.5
        listed = [place.key for place in book.by_update(now)]
        assert listed == sorted(
            ((job.submitted + job.moment(now).updated_at, job.job_id) for job in everyone), reverse=True
        )


def test_a_job_that_has_ended_is_not_asked_again() -> None:
    book = JobBook()
    ended, running = [Timed(f"job_{each}", 0, 1) for each in range(50)], Timed("job_x", 0, 100)
    for job in [*ended, running]:
        book.add(job)
    for now in (0.5, 2.0, 3.0, 4.0):
        statuses = [place.status for place in book.by_update(now)]

    assert [job.asked for job in ended] == [2] * 50
    assert running.asked == 4
    assert sorted(statuses) == ["failure"] * 50 + ["in-progress"]


def test_what_succeeded_since_a_date_comes_newest_first(timed: tuple[Sandbox, Api, Clock]) -> None:
    _, api, clock = timed
    query = {"types": "custom", "status": "failure"}
    slow = api.run(KLING, prompt="[fail]")["job"]["jobId"]  # fails after 4.8 s
    clock.now += 1
    quick = api.run(IMAGEN, prompt="[fail]")["job"]["jobId"]  # fails after 1.8 s
    clock.now += 30
    both = api.http.get("/jobs", params={"status": "failure"}).json()["jobs"]
    since = {**query, "updatedAfter": both[1]["updatedAt"]}

    assert [job["jobId"] for job in both] == [slow, quick]
    assert [job["jobId"] for job in api.http.get("/jobs", params=since).json()["jobs"]] == [slow]
    assert api.http.get("/jobs", params={**query, "updatedAfter": both[0]["updatedAt"]}).json() == {
        "jobs": []
    }


def test_jobs_of_one_instant_are_each_on_one_page(timed: tuple[Sandbox, Api, Clock]) -> None:
    _, api, clock = timed
    made = {api.run(IMAGEN, prompt="[fail]")["job"]["jobId"] for _ in range(7)}
    clock.now += 30
    for asked in ({}, {"status": "failure"}):
        query, seen = {"pageSize": "2", **asked}, []
        while True:
            page = api.http.get("/jobs", params=query).json()
            seen += [job["jobId"] for job in page["jobs"]]
            if "nextPaginationToken" not in page:
                break
            query["paginationToken"] = page["nextPaginationToken"]
        assert sorted(seen) == sorted(made)
