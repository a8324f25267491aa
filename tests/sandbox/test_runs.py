"""Running models: price, refusals, the job's life over HTTP, and what the magic words do."""

from decimal import Decimal
from typing import Any

import pytest

from sandbox.faults import DRY_RUN, PAID_RUN
from sandbox.server import Sandbox
from tests.sandbox.conftest import Api, Clock

IMAGEN, LLM, GPT = "model_imagen4-ultra", "model_scenario-llm", "model_openai-gpt-image-2"
BOAT = {"prompt": "A paper boat"}


def test_a_dry_run_tells_the_price_with_status_269_and_makes_no_job(own: tuple[Sandbox, Api]) -> None:
    sandbox, api = own
    answer = api.http.post(
        f"/generate/custom/{GPT}", params={"dryRun": "true"}, json={**BOAT, "numOutputs": 2}
    )

    assert answer.status_code == 269
    assert answer.json() == {
        "creativeUnitsCost": 22,
        "creativeUnitsDiscount": 0,
        "costDetails": {"custom-generation": 22},
    }
    assert api.http.get("/jobs").json() == {"jobs": []}
    assert (sandbox.requests[DRY_RUN], sandbox.paid_posts, sandbox.ledger) == (1, 0, {})


@pytest.mark.parametrize(
    ("model_id", "inputs"),
    [
        # Stuck: the price is the point, and nothing needs to be made.
        ("model_kling-v2-6-t2v-pro", {"prompt": "[stuck]", "duration": "10", "generateAudio": False}),
        ("model_meshy-7-txt23d", {"prompt": "[stuck]", "ultraMode": True}),
        (LLM, {"instruction": "Name a boat", "numOutputs": 3}),
        (IMAGEN, {"prompt": "[stuck]"}),
    ],
)
def test_the_estimate_is_the_charge(own: tuple[Sandbox, Api], model_id: str, inputs: dict[str, Any]) -> None:
    sandbox, api = own
    url = f"/generate/custom/{model_id}"
    quote = api.http.post(url, params={"dryRun": "api"}, json=inputs).json()["creativeUnitsCost"]
    paid = api.run(model_id, **inputs)

    assert quote > 0
    assert paid["creativeUnitsCost"] == paid["job"]["billing"]["cuCost"] == quote
    assert sandbox.ledger == {paid["job"]["jobId"]: Decimal(str(quote))}


def test_a_dry_run_asked_for_in_the_body_really_runs(own: tuple[Sandbox, Api]) -> None:
    sandbox, api = own
    paid = api.run(IMAGEN, prompt="[stuck]", dryRun=True)

    assert list(sandbox.ledger) == [paid["job"]["jobId"]]
    assert sandbox.paid_posts == 1


@pytest.mark.parametrize("query", [{}, {"dryRun": "true"}])
def test_a_model_above_the_plan_is_403_dry_run_too(api: Api, query: dict[str, str]) -> None:
    answer = api.http.post("/generate/custom/model_veo3-1", params=query, json=BOAT)

    assert answer.status_code == 403
    assert answer.json()["name"] == "ModelAccessRestrictedError"
    assert answer.json()["details"] == {
        "currentPlan": "cu-pro-q3-25",
        "requiredPlan": "cu-max",
        "modelId": "model_veo3-1",
    }


@pytest.mark.parametrize(
    ("model_id", "body", "status", "reason"),
    [
        ("model_YQrES2iPys22nYwh3YhVfMh8", BOAT, 400, "Custom models only are supported for this endpoint"),
        ("model_none", BOAT, 404, "Model model_none not found"),
        (IMAGEN, {}, 400, "Input prompt is required"),
        (IMAGEN, [], 400, "The request body must be a JSON object"),
        ("model_patina", {"image": "asset_none"}, 404, "Asset asset_none not found"),
    ],
)
def test_a_refused_run_costs_nothing(
    own: tuple[Sandbox, Api], model_id: str, body: Any, status: int, reason: str
) -> None:
    sandbox, api = own
    answer = api.http.post(f"/generate/custom/{model_id}", json=body)

    assert (answer.status_code, answer.json()) == (status, {"reason": reason})
    assert sandbox.ledger == {}


@pytest.mark.parametrize("body", [b"{", b'{"prompt": NaN}', b"\xff"])
def test_a_body_that_is_no_json_is_400(api: Api, body: bytes) -> None:
    assert api.http.post(f"/generate/custom/{IMAGEN}", content=body).status_code == 400


def test_more_jobs_than_the_plan_allows_are_429(own: tuple[Sandbox, Api]) -> None:
    sandbox, api = own
    for _ in range(3):
        api.run(IMAGEN, prompt="[stuck] boat")
    answer = api.http.post(f"/generate/custom/{IMAGEN}", json=BOAT)

    assert answer.status_code == 429
    assert answer.json()["details"] == {"actionName": "parallel-custom-jobs", "actionLimit": 3}
    assert len(sandbox.ledger) == 3


def test_a_job_lives_by_the_clock(timed: tuple[Sandbox, Api, Clock]) -> None:
    _, api, clock = timed
    job_id = api.run("model_kling-v2-6-t2v-pro", prompt="A boat [fail]")["job"]["jobId"]
    seen = []
    for _ in range(6):
        seen.append(api.job(job_id))
        clock.now += 1

    assert [job["status"] for job in seen] == [
        "queued",
        "warming-up",
        "in-progress",
        "in-progress",
        "in-progress",
        "failure",
    ]
    assert seen[2]["progress"] < seen[4]["progress"] < 1
    assert [step["status"] for step in seen[-1]["statusHistory"]] == [
        "queued",
        "warming-up",
        "in-progress",
        "failure",
    ]
    assert seen[0]["createdAt"] == seen[-1]["createdAt"] < seen[-1]["updatedAt"]


def test_a_jobs_record_tells_its_input_and_its_bill(api: Api) -> None:
    job = api.finished(LLM, instruction="Name a boat")

    assert job["jobType"] == "custom"
    assert job["metadata"]["input"] == {"modelId": LLM, "instruction": "Name a boat"}
    assert len(job["metadata"]["assetIds"]) == 1
    assert job["billing"] == {"cuCost": 0.5, "cuDiscount": 0, "disableRefund": False}
    assert job["progress"] == 1


@pytest.mark.parametrize(
    ("word", "said"), [("[fail]", "could not finish"), ("[moderated]", "moderation flagged")]
)
def test_a_failed_job_says_why_and_is_refunded(own: tuple[Sandbox, Api], word: str, said: str) -> None:
    sandbox, api = own
    job = api.finished(IMAGEN, prompt=f"A boat {word}")

    assert job["status"] == "failure"
    assert said in job["metadata"]["error"]
    assert job["metadata"]["hint"]
    assert job["metadata"]["assetIds"] == []
    assert sandbox.refunds == sandbox.ledger == {job["jobId"]: Decimal(10)}


def test_a_job_of_the_custom_endpoint_cannot_be_canceled(api: Api) -> None:
    job_id = api.run(LLM, instruction="Name a boat")["job"]["jobId"]
    answer = api.http.post(f"/jobs/{job_id}/action", json={"action": "cancel"})

    assert answer.status_code == 400
    assert answer.json() == {"reason": "Cannot cancel this type of job. Action not permitted."}
    assert api.http.post("/jobs/job_none/action", json={"action": "cancel"}).status_code == 404


def test_an_unknown_job_is_404(api: Api) -> None:
    assert api.http.get("/jobs/job_none").json() == {"reason": "Job job_none not found"}


def test_jobs_are_listed_by_creation_or_by_last_change(timed: tuple[Sandbox, Api, Clock]) -> None:
    _, api, clock = timed
    first = api.run("model_kling-v2-6-t2v-pro", prompt="[fail]")["job"]
    clock.now += 1
    second = api.run(IMAGEN, prompt="[moderated]")["job"]
    clock.now += 20
    by_creation = _ids(api.http.get("/jobs").json())
    by_update = _ids(api.http.get("/jobs", params={"types": "custom"}).json())

    assert by_creation == [second["jobId"], first["jobId"]]
    # The clip fails 4.8 s after its submission, the picture 0.9 s after its own.
    assert by_update == [first["jobId"], second["jobId"]]


def test_jobs_are_filtered_by_status_type_and_date(timed: tuple[Sandbox, Api, Clock]) -> None:
    _, api, clock = timed
    stuck = api.run(IMAGEN, prompt="[stuck]")["job"]
    clock.now += 60
    failed = api.run(IMAGEN, prompt="[fail]")["job"]
    clock.now += 30
    queries: list[tuple[dict[str, str], list[str]]] = [
        ({"status": "failure"}, [failed["jobId"]]),
        ({"types": "inference"}, []),
        (
            {"types": "inference,custom", "updatedAfter": failed["createdAt"]},
            [stuck["jobId"], failed["jobId"]],
        ),
        ({"type": "custom", "updatedAfter": "2999-01-01T00:00:00.000Z"}, []),
        ({"createdAfter": stuck["createdAt"]}, [failed["jobId"]]),
        ({"workflowId": "wf_a"}, []),
    ]

    for query, expected in queries:
        assert _ids(api.http.get("/jobs", params=query).json()) == expected, query


@pytest.mark.parametrize(
    "query",
    [
        {"updatedAfter": "2026-01-01T00:00:00.000Z"},
        {"types": "custom", "createdAfter": "2026-01-01T00:00:00.000Z"},
        {"createdAfter": "yesterday"},
        {"pageSize": "101"},
        {"paginationToken": "nonsense"},
    ],
)
def test_job_queries_that_make_no_sense_are_400(api: Api, query: dict[str, str]) -> None:
    api.run(LLM, instruction="Name a boat")

    assert api.http.get("/jobs", params=query).status_code == 400


def test_pages_of_jobs_hold_every_job_once(own: tuple[Sandbox, Api]) -> None:
    _, api = own
    made = [api.finished(IMAGEN, prompt="[fail]")["jobId"] for _ in range(5)]
    seen: list[str] = []
    query = {"pageSize": "2", "types": "custom"}
    while True:
        page = api.http.get("/jobs", params=query).json()
        seen += _ids(page)
        if "nextPaginationToken" not in page:
            break
        query["paginationToken"] = page["nextPaginationToken"]

    assert sorted(seen) == sorted(made)


def test_the_price_posts_and_reads_are_counted_by_route(own: tuple[Sandbox, Api]) -> None:
    sandbox, api = own
    job_id = api.run(LLM, instruction="Name a boat")["job"]["jobId"]
    api.job(job_id)
    api.job(job_id)

    assert sandbox.requests == {PAID_RUN: 1, "GET /jobs/{jobId}": 2}


def _ids(page: dict[str, Any]) -> list[str]:
    return [job["jobId"] for job in page["jobs"]]
