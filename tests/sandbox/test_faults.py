"""The faults that other tests switch on do what they say, once."""

import time

import httpx
import pytest

from sandbox.faults import PAID_RUN
from sandbox.server import Sandbox
from tests.sandbox.conftest import Api

LLM = "model_scenario-llm"
ASK = {"instruction": "Name a boat"}


def test_a_dropped_paid_run_was_accepted_and_nobody_was_told(own: tuple[Sandbox, Api]) -> None:
    sandbox, api = own
    sandbox.faults.drop()
    with pytest.raises(httpx.RemoteProtocolError):
        api.http.post(f"/generate/custom/{LLM}", json=ASK)

    (job,) = api.http.get("/jobs").json()["jobs"]
    assert job["metadata"]["input"] == {"modelId": LLM, **ASK}
    assert (len(sandbox.ledger), sandbox.paid_posts) == (1, 1)
    assert api.run(LLM, **ASK)["job"]["jobId"] != job["jobId"]


def test_a_dropped_run_leaves_dry_runs_alone(own: tuple[Sandbox, Api]) -> None:
    sandbox, api = own
    sandbox.faults.drop()

    assert api.http.post(f"/generate/custom/{LLM}", params={"dryRun": "true"}, json=ASK).status_code == 269


def test_a_bad_gateway_is_html_and_nothing_is_done(own: tuple[Sandbox, Api]) -> None:
    sandbox, api = own
    sandbox.faults.bad_gateway(PAID_RUN, times=2)
    answers = [api.http.post(f"/generate/custom/{LLM}", json=ASK) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [502, 502, 200]
    assert answers[0].text.startswith("<html>")
    assert len(sandbox.ledger) == 1


def test_a_slow_answer_is_right_and_late(own: tuple[Sandbox, Api]) -> None:
    sandbox, api = own
    sandbox.faults.slow("*", seconds=0.3)
    began = time.monotonic()

    assert api.http.get("/teams").status_code == 200
    assert time.monotonic() - began >= 0.3


def test_a_given_answer_strikes_its_route_only(own: tuple[Sandbox, Api]) -> None:
    sandbox, api = own
    sandbox.faults.answer("GET /jobs", 429, {"reason": "Slow down", "remainingSeconds": 12})

    assert api.http.get("/teams").status_code == 200
    assert api.http.get("/jobs").json() == {"reason": "Slow down", "remainingSeconds": 12}
    assert api.http.get("/jobs").status_code == 200


def test_an_empty_page_has_a_token_to_the_jobs(own: tuple[Sandbox, Api]) -> None:
    sandbox, api = own
    job = api.run(LLM, **ASK)["job"]
    sandbox.faults.empty_page()
    empty = api.http.get("/jobs", params={"types": "custom"}).json()
    query = {"types": "custom", "paginationToken": empty["nextPaginationToken"]}
    full = api.http.get("/jobs", params=query).json()

    assert empty["jobs"] == []
    assert [each["jobId"] for each in full["jobs"]] == [job["jobId"]]


def test_faults_can_be_taken_back(own: tuple[Sandbox, Api]) -> None:
    sandbox, api = own
    sandbox.faults.bad_gateway("*", times=100)
    assert api.http.get("/teams").status_code == 502
    sandbox.faults.clear()

    assert api.http.get("/teams").status_code == 200
