"""The model routes: what lists show, what only the detail shows, and pages."""

from typing import Any

import httpx
import pytest

from sandbox.catalogue import MODELS
from sandbox.catalogue.styles import LORA_ID
from sandbox.server import Sandbox
from tests.sandbox.conftest import Api, Clock


@pytest.mark.parametrize("auth", [None, ("sandbox", "wrong"), ("", ""), ("sandbox", "")])
@pytest.mark.parametrize("path", ["/models", "/jobs", "/assets/asset_a", "/teams", "/no-such-route"])
def test_any_other_key_pair_gets_401(sandbox: Sandbox, auth: tuple[str, str] | None, path: str) -> None:
    answer = httpx.get(sandbox.base_url + path, auth=auth, trust_env=False)

    assert answer.status_code == 401
    assert answer.json() == {"reason": "Unauthorized"}


def test_an_unknown_route_is_404(api: Api) -> None:
    assert api.http.get("/no-such-route").status_code == 404
    assert api.http.delete("/assets").status_code == 404


def test_the_private_list_which_is_the_default_is_empty(api: Api) -> None:
    assert api.http.get("/models").json() == {"models": []}
    assert api.http.get("/models", params={"privacy": "private"}).json() == {"models": []}


def test_list_and_bulk_rows_carry_no_inputs(api: Api) -> None:
    rows = api.http.get("/models", params={"privacy": "public"}).json()["models"]
    bulk = api.http.post("/models/get-bulk", json={"modelIds": ["model_lyria-2", "model_none"]}).json()[
        "models"
    ]

    assert [row["id"] for row in rows] == list(MODELS)
    assert [row["id"] for row in bulk] == ["model_lyria-2"]
    assert not any("inputs" in row or "uiConfig" in row for row in [*rows, *bulk])


def test_pages_lead_through_the_whole_list_by_opaque_tokens(api: Api) -> None:
    query = {"privacy": "public", "pageSize": "5"}
    seen: list[str] = []
    token = ""
    while token is not None:
        page = api.http.get(
            "/models", params={**query, **({"paginationToken": token} if token else {})}
        ).json()
        assert 0 < len(page["models"]) <= 5
        seen += [row["id"] for row in page["models"]]
        token = page.get("nextPaginationToken")

    assert seen == list(MODELS)


def test_a_token_is_bound_to_its_filters_and_sizes_have_limits(api: Api) -> None:
    token = api.http.get("/models", params={"privacy": "public", "pageSize": 1}).json()["nextPaginationToken"]
    elsewhere = {"privacy": "public", "types": "custom", "paginationToken": token}

    assert api.http.get("/models", params=elsewhere).status_code == 400
    assert api.http.get("/models", params={"privacy": "public", "paginationToken": "x"}).status_code == 400
    assert api.http.get("/models", params={"pageSize": 501}).status_code == 400
    assert api.http.get("/models", params={"pageSize": 0}).status_code == 400


def test_types_and_tags_filter_the_public_list(api: Api) -> None:
    loras = api.http.get("/models", params={"privacy": "public", "types": "flux.1-lora"}).json()["models"]
    kling = api.http.get("/models", params={"privacy": "public", "tags": "Kling"}).json()["models"]

    assert len(loras) >= 4
    assert not any(row["custom"] for row in loras)
    assert {row["id"] for row in kling} == {model_id for model_id in MODELS if "kling" in model_id}


def test_the_detail_has_inputs_except_for_a_lora(api: Api) -> None:
    kling = api.http.get("/models/model_kling-v2-6-t2v-pro").json()["model"]
    lora = api.http.get("/models/model_YQrES2iPys22nYwh3YhVfMh8").json()["model"]

    assert next(each["name"] for each in kling["inputs"]) == "prompt"
    assert lora["concepts"] == [{"modelId": lora["id"], "scale": 0.8}]
    assert not {"inputs", "uiConfig"} & lora.keys()


def test_an_unknown_model_is_404(api: Api) -> None:
    answer = api.http.get("/models/model_none")

    assert answer.status_code == 404
    assert answer.json() == {"reason": "Model model_none not found"}


def test_search_finds_by_words_and_tells_less_than_a_list(api: Api) -> None:
    hits = api.http.post("/search/models", json={"query": "meshy words", "public": True}).json()["hits"]
    own = api.http.post("/search/models", json={"query": "meshy"}).json()["hits"]

    assert [hit["id"] for hit in hits] == ["model_meshy-7-txt23d"]
    assert own == []
    assert not {"inputs", "status", "custom", "accessRestrictions"} & hits[0].keys()


def test_search_comes_in_pieces_and_refuses_what_asks_for_nothing(api: Api) -> None:
    def found(**asked: int) -> list[str]:
        told = api.http.post("/search/models", json={"query": "flux", "public": True, **asked}).json()
        return [hit["id"] for hit in told["hits"]]

    assert found(offset=1, limit=2) == found()[1:3]
    assert found(page=2, hitsPerPage=2) == found()[2:4]
    for nonsense in ({}, {"public": True}, {"query": "a", "limit": "x"}, {"query": "a", "offset": -1}):
        assert api.http.post("/search/models", json=nonsense).status_code == 400


def test_recommendations_go_by_capability_and_are_public_only_when_asked(api: Api) -> None:
    def recommended(**query: str) -> dict[str, Any]:
        told: dict[str, Any] = api.http.get("/recommendations/models", params=query).json()
        return told

    public = {"privacy": "public", "capabilities": "txt2video"}
    first = recommended(**public, limit="2")
    rest = recommended(**public, nextToken=first["nextToken"], limit="30")
    ids = [row["id"] for row in [*first["models"], *rest["models"]]]

    assert recommended(capabilities="txt2video") == {"models": []}
    assert (len(first["models"]), ids[0]) == (2, "model_kling-v2-6-t2v-pro")
    assert set(ids) == {key for key, record in MODELS.items() if "txt2video" in record["capabilities"]}
    assert len(ids) == len(set(ids))
    assert "nextToken" not in rest
    assert {row["id"] for row in recommended(**public, excludeModelIds=ids[0])["models"]} == {*ids[1:]}
    texts = recommended(privacy="public", capabilities="img2t", limit="30")["models"]
    assert [row["id"] for row in texts] == ["model_scenario-llm"]
    assert api.http.get("/recommendations/models", params={"limit": "31"}).status_code == 400


def test_bulk_refuses_no_ids_and_leaves_out_what_is_none(api: Api) -> None:
    assert api.http.post("/models/get-bulk", json={"modelIds": []}).status_code == 400
    assert api.http.post("/models/get-bulk", json={"modelIds": [{}, None]}).json() == {"models": []}


def test_a_models_thumbnail_is_a_picture_that_needs_no_key(api: Api) -> None:
    url = api.http.get("/models/model_lyria-2").json()["model"]["thumbnail"]["url"]
    answer = httpx.get(url, trust_env=False, timeout=20)

    assert answer.headers["content-type"] == "image/webp"
    assert answer.content.startswith(b"RIFF")


def test_the_teams_limits_count_what_was_spent(own: tuple[Sandbox, Api]) -> None:
    _, api = own
    team = api.http.get("/teams").json()["teams"][0]
    api.run("model_scenario-llm", instruction="Name a boat")
    limits = api.http.get(f"/teams/{team['id']}/limits").json()

    assert limits["plan"] == team["plan"]
    assert limits["limits"]["parallelCustomJobs"] == 3
    assert limits["values"]["creativeUnits"] == 0.5
    assert api.http.get("/teams/team_none/limits").status_code == 404


def test_a_key_may_be_kept_from_the_limits(own: tuple[Sandbox, Api]) -> None:
    sandbox, api = own
    sandbox.faults.forbid("GET /teams/{teamId}/limits")
    team = api.http.get("/teams").json()["teams"][0]
    answers = [api.http.get(f"/teams/{team['id']}/limits") for _ in range(2)]
    sandbox.faults.clear()

    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].json() == {"message": "API Keys cannot access protected resources"}
    assert api.http.get(f"/teams/{team['id']}/limits").status_code == 200


def test_the_catalogue_can_be_as_long_as_the_real_one() -> None:
    with Sandbox.start(extra_models=680) as sandbox:
        api = Api(sandbox)
        query = {"privacy": "public", "pageSize": "500"}
        first = api.http.get("/models", params=query).json()
        second = api.http.get(
            "/models", params={**query, "paginationToken": first["nextPaginationToken"]}
        ).json()
        rows = [*first["models"], *second["models"]]
        copy = next(row for row in rows if row["id"].startswith("model_scenario-llm--"))
        paid = api.http.post(f"/generate/custom/{copy['id']}", json={"instruction": "Name it"}).json()
        copied_lora = next(row for row in rows if row["id"].startswith(f"{LORA_ID}--"))
        style = {"prompt": "A [stuck] fox", "loras": [copied_lora["id"]]}
        styled = api.http.post("/generate/custom/model_bfl-flux-1-dev", json=style)
        api.http.close()

    assert len(rows) == len({row["id"] for row in rows}) == len(MODELS) + 680
    assert len({row["name"] for row in rows}) == len(rows)
    assert paid["creativeUnitsCost"] == 0.5
    assert styled.status_code == 200
    assert copied_lora["concepts"] == [{"modelId": copied_lora["id"], "scale": 0.8}]


def test_a_retired_model_names_a_successor_that_exists(api: Api) -> None:
    rows = api.http.get("/models", params={"privacy": "public"}).json()["models"]
    retired = [tag for row in rows for tag in row["tags"] if tag.startswith("deprecated:")]

    assert retired
    assert {tag.removeprefix("deprecated:") for tag in retired} <= MODELS.keys()


def test_performance_tells_the_sandboxs_own_prices_and_times(timed: tuple[Sandbox, Api, Clock]) -> None:
    _, api, _ = timed
    rows = api.http.get("/models", params={"privacy": "public"}).json()["models"]
    stats = {row["id"]: row["performanceStats"]["variants"][0] for row in rows if "performanceStats" in row}
    kling = stats["model_kling-v2-6-t2v-pro"]

    assert 5 < len(stats) < len(rows)
    assert (kling["variantKey"], kling["totalLatencyP50Sec"]) == ("txt2video", 8)
    costs = [kling[f"costPerAsset{each}CU"] for each in ("Min", "P50", "Max")]
    assert costs == [22.5, 43.75, 87.5]


def test_examples_are_pictures_that_can_be_read(api: Api) -> None:
    row = api.http.get("/models/model_patina").json()["model"]
    (found,) = api.http.post("/assets/get-bulk", json={"assetIds": row["exampleAssetIds"]}).json()["assets"]
    answer = httpx.get(found["url"], trust_env=False)

    assert "thumbnail" not in row
    assert (found["kind"], found["privacy"]) == ("image", "public")
    assert len(answer.content) == found["properties"]["size"]
    assert found["id"] not in [each["id"] for each in api.http.get("/assets").json()["assets"]]
