"""Prompt helpers, which cost CU and are sent once; rows of models; and what is left of the allowance."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import httpx
import pytest

from scenario_core.account import Limits, own_team
from scenario_core.client import Client
from scenario_core.errors import APIResponseError, NotFoundError, PermissionDeniedError, ScenarioError
from tests.core.conftest import ClientMaker
from tests.core.test_client_reads import MODEL, answering, ok
from tests.core.test_client_run import FAILURES

Ask = Callable[[Client], Any]


def _improve(client: Client) -> Any:
    return client.improve_prompt("A boat")


def _translate(client: Client) -> Any:
    return client.translate_prompt("Ein Boot")


# Answers that hold a job are what a run gives; to these two they lack the words that were asked for.
@pytest.mark.parametrize("ask", [_improve, _translate])
@pytest.mark.parametrize("failure", [failure for failure, _ in FAILURES])
def test_help_that_costs_is_asked_for_once_whatever_happens(
    make_client: ClientMaker, pauses: list[float], ask: Ask, failure: httpx.Response | Exception
) -> None:
    handle, seen = answering(failure)
    with pytest.raises(ScenarioError):
        ask(make_client(handle))

    assert (len(seen), pauses) == (1, [])
    assert "dryRun" not in seen[0].url.params


def test_better_wordings_are_read_with_their_exact_price(make_client: ClientMaker) -> None:
    told = '{"prompts": [" A paper boat ", "", 5, "A ship"], "job": {}, "creativeUnitsCost": 3.875}'
    handle, seen = answering(httpx.Response(200, text=told))
    answer = make_client(handle).improve_prompt("A boat", model_id="model_1", images=["asset_1"], count=2)

    assert answer.prompts == ("A paper boat", "A ship")
    assert answer.cost.total == Decimal("3.875")
    assert (seen[0].method, seen[0].url.path) == ("POST", "/v1/generate/prompt")
    assert json.loads(seen[0].content) == {
        "mode": "contextual",
        "prompt": "A boat",
        "modelId": "model_1",
        "images": ["asset_1"],
        "numResults": 2,
    }


@pytest.mark.parametrize(("asked", "sent"), [(1, None), (0, 1), (5, 5), (99, 5)])
def test_no_more_wordings_are_asked_for_than_the_api_gives(
    make_client: ClientMaker, asked: int, sent: int | None
) -> None:
    handle, seen = answering(ok({"prompts": ["x"]}))
    make_client(handle).improve_prompt("A boat", count=asked)

    assert json.loads(seen[0].content).get("numResults") == sent
    assert json.loads(seen[0].content)["mode"] == "structured"


def test_a_translation_names_the_language_it_came_from(make_client: ClientMaker) -> None:
    handle, seen = answering(
        ok({"translation": "A boat", "detectedLanguage": "de", "creativeUnitsCost": 0.25})
    )
    answer = make_client(handle).translate_prompt("Ein Boot")

    assert (answer.prompt, answer.language, answer.cost.total) == ("A boat", "de", Decimal("0.25"))
    assert (seen[0].url.path, json.loads(seen[0].content)) == (
        "/v1/generate/translate",
        {"prompt": "Ein Boot"},
    )


@pytest.mark.parametrize(
    "told", [{}, {"prompts": "x"}, {"prompts": [" "]}, {"translation": 5}, {"translation": " "}]
)
@pytest.mark.parametrize("ask", [_improve, _translate])
def test_an_answer_without_words_makes_no_sense(make_client: ClientMaker, ask: Ask, told: Any) -> None:
    handle, _ = answering(ok(told))
    with pytest.raises(APIResponseError):
        ask(make_client(handle))


PRICED: list[tuple[Ask, Ask]] = [
    (
        lambda c: c.improve_prompt("A boat", model_id="model_1", count=3),
        lambda c: c.estimate_improvement("A boat", model_id="model_1", count=3),
    ),
    (lambda c: c.translate_prompt("Ein Boot"), lambda c: c.estimate_translation("Ein Boot")),
]


@pytest.mark.parametrize(("ask", "price"), PRICED)
def test_the_price_of_help_is_asked_in_the_query_with_the_same_bytes(
    make_client: ClientMaker, ask: Ask, price: Ask
) -> None:
    answer = ok({"prompts": ["x"], "translation": "x"})
    handle, seen = answering(httpx.Response(269, json={"creativeUnitsCost": 3.75}), answer)
    client = make_client(handle)
    cost = price(client)
    ask(client)

    assert cost.total == Decimal("3.75")
    assert (seen[0].url.path, seen[0].content) == (seen[1].url.path, seen[1].content)
    assert [request.url.params.get("dryRun") for request in seen] == ["true", None]


@pytest.mark.parametrize("price", [pair[1] for pair in PRICED])
def test_a_price_that_comes_with_a_job_stops_quoting(make_client: ClientMaker, price: Ask) -> None:
    handle, _ = answering(ok({"creativeUnitsCost": 1, "job": {"jobId": "job_1"}}))
    with pytest.raises(APIResponseError, match="must stop"):
        price(make_client(handle))


# Rows of models


def test_models_of_every_type_are_listed_where_none_is_named(make_client: ClientMaker) -> None:
    handle, seen = answering(ok({"models": [MODEL, {**MODEL, "id": "model_2", "type": "flux.1-lora"}]}))
    models = make_client(handle).list_models(types=())

    assert [model.id for model in models] == ["model_1", "model_2"]
    assert "types" not in seen[0].url.params
    assert seen[0].url.params["pageSize"] == "500"


def test_models_are_read_in_calls_of_fifty_and_kept_in_order(make_client: ClientMaker) -> None:
    calls: list[list[str]] = []

    def handle(request: httpx.Request) -> httpx.Response:
        calls.append(json.loads(request.content)["modelIds"])
        rows = [{**MODEL, "id": model_id} for model_id in reversed(calls[-1]) if model_id != "model_7"]
        return ok({"models": [*rows, {"no": "id"}]})

    wanted = [f"model_{number}" for number in range(120)]
    found = make_client(handle).get_models([*wanted, "model_0"])

    assert [len(call) for call in calls] == [50, 50, 20]
    assert list(found) == [model_id for model_id in wanted if model_id != "model_7"]


def test_recommendations_are_of_the_public_catalogue(make_client: ClientMaker) -> None:
    handle, seen = answering(ok({"models": [MODEL]}))
    make_client(handle).recommend_models(
        capabilities=["txt2", "img2video"], tags=["a"], exclude=["model_9"], limit=99
    )

    assert seen[0].url.path == "/v1/recommendations/models"
    assert dict(seen[0].url.params) == {
        "privacy": "public",
        "limit": "30",
        "capabilities": "txt2,img2video",
        "tags": "a",
        "excludeModelIds": "model_9",
    }


# The account

TEAMS = {
    "teams": [
        {"id": "team_1", "plan": "cu-basic", "projects": [{"id": "proj_1"}]},
        {"id": "team_2", "plan": "cu-max", "projects": [{"id": "proj_2"}]},
    ]
}
LIMITS = {
    "plan": "cu-max",
    "limits": {"creativeUnits": 10000, "parallelCustomJobs": 10},
    "values": {"creativeUnits": 3120.5},
    "oneShotCreativeUnits": [{"remaining": 4100}, {"remaining": 0.25}, None, {"remaining": "x"}],
}


def test_what_is_left_is_the_plans_rest_and_what_was_bought(make_client: ClientMaker) -> None:
    handle, seen = answering(ok(TEAMS), ok(LIMITS))
    limits = make_client(handle, project_id="proj_2").limits()

    assert limits
    assert limits.remaining == Decimal("10979.75")
    assert (limits.plan, limits.parallel_jobs) == ("cu-max", 10)
    assert [request.url.path for request in seen] == ["/v1/teams", "/v1/teams/team_2/limits"]
    # Neither route takes a project (section 1.3).
    assert [dict(request.url.params) for request in seen] == [{}, {}]


@pytest.mark.parametrize("answers", [[403], [200, 403]])
def test_a_key_that_may_not_read_it_has_no_allowance_to_show(
    make_client: ClientMaker, answers: list[int]
) -> None:
    refused = httpx.Response(403, json={"message": "API Keys cannot access protected resources"})
    handle, _ = answering(*[ok(TEAMS) if status == 200 else refused for status in answers])

    assert make_client(handle).limits() is None


def test_the_plan_is_known_where_only_the_limits_are_hidden(make_client: ClientMaker) -> None:
    handle, _ = answering(ok(TEAMS))
    team = make_client(handle).team()

    assert team is not None
    assert (team.id, team.plan) == ("team_1", "cu-basic")


def test_other_refusals_of_the_limits_are_told(make_client: ClientMaker) -> None:
    handle, _ = answering(ok(TEAMS), httpx.Response(404))
    with pytest.raises(NotFoundError):
        make_client(handle).limits()


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"limits": None, "values": 5, "oneShotCreativeUnits": None},
        {"limits": {"creativeUnits": "many"}, "values": {"creativeUnits": None}},
        {"limits": {"creativeUnits": 5}},
    ],
)
def test_limits_that_make_no_sense_leave_nothing_to_show(told: dict[str, Any]) -> None:
    assert Limits.parse(told).remaining is None


def test_more_used_than_allowed_leaves_nothing_and_what_was_bought() -> None:
    limits = Limits.parse({**LIMITS, "values": {"creativeUnits": 20000}})

    assert limits.remaining == Decimal("4100.25")


@pytest.mark.parametrize("teams", [[], [None], [{}], [{"id": 5}], "x"])
def test_no_team_that_makes_sense_is_no_team(teams: Any) -> None:
    assert own_team(teams, None) is None


def test_a_refused_model_is_still_an_error_of_its_own(make_client: ClientMaker) -> None:
    handle, _ = answering(httpx.Response(403, json={"reason": "No", "name": "ModelAccessRestrictedError"}))
    with pytest.raises(PermissionDeniedError):
        make_client(handle).estimate_improvement("A boat")
