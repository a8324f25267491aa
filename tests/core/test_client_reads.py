"""Reads of the client: addresses, pages, retries, and answers that make no sense."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import httpx
import pytest

from scenario_core.client import Client
from scenario_core.errors import (
    APIConnectionError,
    APIResponseError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    NotFoundError,
    RateLimitError,
    ScenarioError,
    ServerError,
)
from scenario_core.jobs import JobStatus
from tests.core.conftest import KEY, SECRET, ClientMaker, Handler

MODEL = {"id": "model_1", "type": "custom", "custom": True, "capabilities": ["txt2img"], "status": "trained"}
JOB = {"jobId": "job_1", "status": "queued"}
ASSET = {"id": "asset_1", "kind": "image", "status": "success"}


def answering(*answers: httpx.Response | Exception) -> tuple[Handler, list[httpx.Request]]:
    """A handler that gives the answers one after another, and the requests that it saw."""
    left, seen = list(answers), []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return handle, seen


def ok(payload: Any) -> httpx.Response:
    return httpx.Response(200, json=payload)


READS: list[tuple[str, Callable[[Client], Any], dict[str, Any], str, str]] = [
    (
        "list_models",
        lambda c: c.list_models(),
        {"models": []},
        "GET",
        "/v1/models?privacy=public&pageSize=500&types=custom",
    ),
    (
        "own models",
        lambda c: c.list_models(privacy="private"),
        {"models": []},
        "GET",
        "/v1/models?privacy=private&pageSize=500",
    ),
    ("get_model", lambda c: c.get_model("model_1"), {"model": MODEL}, "GET", "/v1/models/model_1"),
    ("get_job", lambda c: c.get_job("job_1"), {"job": JOB}, "GET", "/v1/jobs/job_1"),
    ("list_jobs", lambda c: c.list_jobs(), {"jobs": []}, "GET", "/v1/jobs?pageSize=100&types=custom"),
    ("get_asset", lambda c: c.get_asset("asset_1"), {"asset": ASSET}, "GET", "/v1/assets/asset_1"),
    ("get_assets", lambda c: c.get_assets(["asset_1"]), {"assets": [ASSET]}, "POST", "/v1/assets/get-bulk"),
    (
        "estimate",
        lambda c: c.estimate("model_1", {"prompt": "A boat"}),
        {"creativeUnitsCost": 5},
        "POST",
        "/v1/generate/custom/model_1?dryRun=true",
    ),
]
each_read = pytest.mark.parametrize(
    ("name", "call", "payload", "method", "target"), READS, ids=[r[0] for r in READS]
)


@each_read
def test_each_read_asks_its_own_address_with_the_key_pair(
    make_client: ClientMaker, name: str, call: Callable[[Client], Any], payload: Any, method: str, target: str
) -> None:
    handle, seen = answering(ok(payload))
    call(make_client(handle))
    (request,) = seen

    assert request.method == method
    assert request.url.raw_path.decode().replace("%2C", ",") == target
    assert (
        request.headers["Authorization"] == "Basic " + base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
    )
    assert request.headers["Accept"] == "application/json"
    assert request.headers["User-Agent"].startswith("scenario-studio/")
    assert request.extensions["timeout"]["connect"] == 5.0
    # Somebody waits for a price at the button.
    assert request.extensions["timeout"]["read"] == (15.0 if "dryRun" in target else 60.0)


@each_read
def test_each_call_names_the_project_in_the_query_where_one_is_set(
    make_client: ClientMaker, name: str, call: Callable[[Client], Any], payload: Any, method: str, target: str
) -> None:
    handle, seen = answering(ok(payload))
    call(make_client(handle, project_id="proj 1"))

    assert seen[0].url.params["projectId"] == "proj 1"


BUSY: list[httpx.Response | Exception] = [
    httpx.ConnectError("x"),
    httpx.ConnectTimeout("x"),
    httpx.PoolTimeout("x"),
    httpx.ReadTimeout("x"),
    httpx.ReadError("x"),
    httpx.WriteError("x"),
    httpx.RemoteProtocolError("x"),
    httpx.Response(429),
    httpx.Response(500),
    httpx.Response(502, text="<html>Bad gateway</html>"),
    httpx.Response(503),
    httpx.Response(504),
]


@pytest.mark.parametrize("trouble", BUSY, ids=lambda t: getattr(t, "status_code", None) or type(t).__name__)
@each_read
def test_each_read_is_tried_again_after_passing_trouble(
    make_client: ClientMaker,
    pauses: list[float],
    name: str,
    call: Callable[[Client], Any],
    payload: Any,
    method: str,
    target: str,
    trouble: httpx.Response | Exception,
) -> None:
    handle, seen = answering(trouble, trouble, ok(payload))
    call(make_client(handle))

    assert len(seen) == 3
    assert 0.25 <= pauses[0] <= 0.5
    assert 0.5 <= pauses[1] <= 1.0


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (httpx.ConnectError("x"), APIConnectionError),
        (httpx.ConnectTimeout("x"), APIConnectionError),
        (httpx.PoolTimeout("x"), APIConnectionError),
        (httpx.ReadTimeout("x"), APITimeoutError),
        (httpx.WriteTimeout("x"), APITimeoutError),
        (httpx.ReadError("x"), APITimeoutError),
        (httpx.WriteError("x"), APITimeoutError),
        (httpx.RemoteProtocolError("x"), APITimeoutError),
        (httpx.DecodingError("x"), APIResponseError),
    ],
)
def test_a_connection_that_stays_broken_ends_in_our_own_error(
    make_client: ClientMaker, trouble: Exception, kind: type[ScenarioError]
) -> None:
    handle, _ = answering(trouble, trouble, trouble)
    with pytest.raises(ScenarioError) as caught:
        make_client(handle).get_job("job_1")

    assert type(caught.value) is kind


def test_after_three_attempts_the_last_refusal_is_told(make_client: ClientMaker) -> None:
    answers = [httpx.Response(503, json={"reason": f"Down {count}"}) for count in range(4)]
    handle, seen = answering(*answers)
    with pytest.raises(ServerError, match="503: Down 2"):
        make_client(handle).get_job("job_1")

    assert len(seen) == 3


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 409, 422])
def test_a_plain_refusal_is_not_asked_again(
    make_client: ClientMaker, pauses: list[float], status: int
) -> None:
    handle, seen = answering(httpx.Response(status, json={"reason": "No"}))
    with pytest.raises(APIStatusError, match=f"{status}: No"):
        make_client(handle).get_job("job_1")

    assert len(seen) == 1
    assert pauses == []


def test_a_wrong_key_is_told_apart(make_client: ClientMaker) -> None:
    handle, _ = answering(httpx.Response(401, json={"message": "Unauthorized"}))
    with pytest.raises(AuthenticationError, match="Unauthorized"):
        make_client(handle).list_models()


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Retry-After": "7"}, {}),
        ({}, {"remainingSeconds": 7}),
        ({}, {"details": {"remainingSeconds": 7}}),
        ({"Retry-After": "7"}, {"remainingSeconds": 1}),
    ],
)
def test_a_wait_that_the_api_asks_for_is_kept(
    make_client: ClientMaker, pauses: list[float], headers: dict[str, str], body: dict[str, Any]
) -> None:
    handle, _ = answering(httpx.Response(429, headers=headers, json=body), ok({"job": JOB}))
    make_client(handle).get_job("job_1")

    assert len(pauses) == 1
    assert 7 <= pauses[0] <= 7.25


def test_a_longer_wait_than_twenty_seconds_is_left_to_the_caller(
    make_client: ClientMaker, pauses: list[float]
) -> None:
    handle, seen = answering(httpx.Response(429, headers={"Retry-After": "21"}))
    with pytest.raises(RateLimitError) as caught:
        make_client(handle).get_job("job_1")

    assert caught.value.retry_after == 21
    assert (len(seen), pauses) == (1, [])


def test_redirects_of_the_api_are_not_followed(make_client: ClientMaker) -> None:
    handle, seen = answering(httpx.Response(302, headers={"Location": "https://elsewhere.example/"}))
    with pytest.raises(APIResponseError):
        make_client(handle).get_job("job_1")

    assert len(seen) == 1


@pytest.mark.parametrize("identifier", ["../models", "a/b", "a?dryRun=false", "a#b", "a b", "ä", "%2e%2e"])
def test_an_id_stays_one_part_of_the_path(make_client: ClientMaker, identifier: str) -> None:
    handle, seen = answering(ok({"job": JOB}))
    make_client(handle).get_job(identifier)

    path = seen[0].url.raw_path.decode()
    assert path.startswith("/v1/jobs/")
    assert path.count("/") == 3
    assert "?" not in path


@pytest.mark.parametrize("identifier", ["", " ", ".", ".."])
def test_what_can_be_no_id_is_not_asked_for(make_client: ClientMaker, identifier: str) -> None:
    handle, seen = answering()
    with pytest.raises(NotFoundError):
        make_client(handle).get_model(identifier)

    assert seen == []


@pytest.mark.parametrize(
    "body", ["", "<html>", "[]", "null", "{}", '{"job": null}', '{"job": []}', '{"job": {}}']
)
def test_an_answer_without_the_record_makes_no_sense(make_client: ClientMaker, body: str) -> None:
    handle, _ = answering(httpx.Response(200, text=body))
    with pytest.raises(APIResponseError):
        make_client(handle).get_job("job_1")


def test_the_whole_catalogue_is_read_each_model_once(make_client: ClientMaker) -> None:
    handle, seen = answering(
        ok({"models": [MODEL, {"no": "id"}, "odd"], "nextPaginationToken": "t/1"}),
        ok({"models": [], "nextPaginationToken": "t2"}),
        ok({"models": [{**MODEL, "id": "model_2"}, MODEL]}),
    )
    models = make_client(handle).list_models()

    assert [model.id for model in models] == ["model_1", "model_2"]
    assert [request.url.params.get("paginationToken") for request in seen] == [None, "t/1", "t2"]


def test_a_token_that_comes_back_ends_the_list(make_client: ClientMaker) -> None:
    handle, seen = answering(*[ok({"models": [MODEL], "nextPaginationToken": "same"}) for _ in range(5)])
    make_client(handle).list_models()

    assert len(seen) == 2


def test_an_endless_list_is_ended(make_client: ClientMaker) -> None:
    seen: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(str(request.url))
        return ok({"models": [], "nextPaginationToken": f"t{len(seen)}"})

    make_client(handle).list_models()

    assert len(seen) == 40


def test_a_page_of_jobs_leaves_out_only_what_makes_no_sense(make_client: ClientMaker) -> None:
    handle, seen = answering(
        ok({"jobs": [JOB, {}, None, {**JOB, "jobId": "job_2"}], "nextPaginationToken": "n"})
    )
    page = make_client(handle).list_jobs(token="t", page_size=500)

    assert [job.job_id for job in page.jobs] == ["job_1", "job_2"]
    assert page.next_token == "n"
    assert (seen[0].url.params["paginationToken"], seen[0].url.params["pageSize"]) == ("t", "100")


@pytest.mark.parametrize("token", [None, "", 5])
def test_the_last_page_has_no_token(make_client: ClientMaker, token: Any) -> None:
    handle, _ = answering(ok({"jobs": [], "nextPaginationToken": token}))

    assert make_client(handle).list_jobs().next_token is None


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 10, 12, 9, 14, 3, 118999, tzinfo=UTC),
        datetime(2026, 10, 12, 11, 14, 3, 118000, tzinfo=timezone(timedelta(hours=2))),
        datetime(2026, 10, 12, 9, 14, 3, 118000),
    ],
)
def test_times_are_sent_as_the_api_writes_them(make_client: ClientMaker, moment: datetime) -> None:
    handle, seen = answering(ok({"jobs": []}))
    make_client(handle).list_jobs(updated_after=moment)

    assert seen[0].url.params["updatedAfter"] == "2026-10-12T09:14:03.118Z"


def test_jobs_of_one_status_are_asked_for_by_its_name(make_client: ClientMaker) -> None:
    handle, seen = answering(ok({"jobs": []}), ok({"jobs": []}))
    make_client(handle).list_jobs(status=JobStatus.SUCCESS)
    make_client(handle).list_jobs()

    assert seen[0].url.params["status"] == "success"
    assert "status" not in seen[1].url.params


def test_updated_after_is_refused_without_types_as_the_api_would(make_client: ClientMaker) -> None:
    handle, seen = answering()
    with pytest.raises(ValueError, match="types"):
        make_client(handle).list_jobs(types=(), updated_after=datetime.now(UTC))

    assert seen == []


def test_assets_are_read_in_calls_of_two_hundred_and_kept_in_order(make_client: ClientMaker) -> None:
    calls: list[list[str]] = []

    def handle(request: httpx.Request) -> httpx.Response:
        calls.append(json.loads(request.content)["assetIds"])
        rows = [{**ASSET, "id": asset_id} for asset_id in reversed(calls[-1]) if asset_id != "asset_7"]
        return ok({"assets": [*rows, {"id": "asset_7"}]})

    wanted = [f"asset_{number}" for number in range(450)]
    found = make_client(handle).get_assets([*wanted, "asset_0"])

    assert [len(call) for call in calls] == [200, 200, 50]
    assert list(found) == [asset_id for asset_id in wanted if asset_id != "asset_7"]


def test_no_assets_cost_no_request(make_client: ClientMaker) -> None:
    handle, seen = answering()

    assert make_client(handle).get_assets([]) == {}
    assert seen == []


def test_a_price_is_asked_in_the_query_with_the_same_bytes_as_the_run(make_client: ClientMaker) -> None:
    body = {"prompt": "Ein Boot für 5 €", "duration": 5}
    handle, seen = answering(httpx.Response(269, json={"creativeUnitsCost": 10.75}), ok({"job": JOB}))
    client = make_client(handle)
    cost = client.estimate("model_1", body)
    client.run_model("model_1", body)

    assert str(cost.total) == "10.75"
    assert seen[0].content == seen[1].content
    assert seen[0].url.params["dryRun"] == "true"
    assert "dryRun" not in seen[1].url.params
    assert json.loads(seen[1].content) == body


def test_a_refused_price_is_the_refusal_of_the_run(make_client: ClientMaker) -> None:
    handle, _ = answering(httpx.Response(400, json={"reason": "Input width must be at least 672"}))
    with pytest.raises(APIStatusError) as caught:
        make_client(handle).estimate("model_1", {"width": 1})

    assert caught.value.input_name == "width"


def test_a_client_may_be_closed_twice_and_used_in_a_with_block(make_client: ClientMaker) -> None:
    handle, _ = answering(ok({"job": JOB}))
    with make_client(handle) as client:
        assert client.get_job("job_1").job_id == "job_1"
    client.close()


def test_a_key_that_may_not_read_its_team_has_no_plan(make_client: ClientMaker) -> None:
    handle, seen = answering(httpx.Response(403, json={"reason": "Not allowed"}))

    assert make_client(handle).plan() is None
    assert len(seen) == 1


def test_a_price_is_not_waited_for_longer_than_somebody_looks_at_a_button(
    make_client: ClientMaker, pauses: list[float]
) -> None:
    """An API that asks to wait for 19 seconds is not waited for: the page asks again later."""
    handle, seen = answering(httpx.Response(429, headers={"Retry-After": "19"}, json={}))
    with pytest.raises(RateLimitError):
        make_client(handle).estimate("model_1", {"prompt": "A boat"})

    assert len(seen) == 1
    assert pauses == []
