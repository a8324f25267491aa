"""The official SDK reads the sandbox's answers into its own types, strictly where the real API allows it."""

import base64
import time
from collections.abc import Iterator

import httpx
import pytest
from scenario_sdk import APIStatusError, Scenario

from sandbox.catalogue import MODELS
from sandbox.server import Sandbox
from tests.sandbox import samples

LLM = "model_scenario-llm"
ASK = {"instruction": "Name a boat"}
# A preset without width and height is captured from the real API; the SDK's type demands both (contract 9.7).
UNSIZED = {"model_openai-gpt-image-2", "model_bfl-flux-2-dev", "model_sandbox-every-input"}


@pytest.fixture(scope="module")
def sdk(sandbox: Sandbox) -> Iterator[Scenario]:
    """The SDK's client, which refuses an answer that does not fit its types."""
    with Scenario(
        api_key=sandbox.key,
        api_secret=sandbox.secret,
        base_url=sandbox.base_url,
        max_retries=0,
        _strict_response_validation=True,
    ) as client:
        yield client


def test_it_lists_models_over_pages(sdk: Scenario) -> None:
    listed = list(sdk.models.list(privacy="public", page_size=7))

    assert [model.id for model in listed] == list(MODELS)
    assert all(model.inputs is None for model in listed)
    assert list(sdk.models.list()) == []


@pytest.mark.parametrize("model_id", sorted(MODELS.keys() - UNSIZED))
def test_it_reads_every_models_detail(sdk: Scenario, model_id: str) -> None:
    model = sdk.models.retrieve(model_id).model

    assert [each.name for each in model.inputs or []] == [each["name"] for each in MODELS[model_id]["inputs"]]


def test_it_reads_bulk_search_recommendations_team_and_limits(sdk: Scenario) -> None:
    team = sdk.teams.list().teams[0]

    assert [model.id for model in sdk.models.get_bulk(model_ids=[LLM]).models] == [LLM]
    assert [hit.id for hit in sdk.search.model_search(query="lyria", public=True)] == ["model_lyria-2"]
    assert (
        next(iter(sdk.recommendations.list_models(capabilities=["txt23d"], privacy="public"))).id
        == "model_meshy-txt23d"
    )
    assert sdk.teams.retrieve_limits(team.id).plan == team.plan


def test_it_reads_the_price_of_a_dry_run(sdk: Scenario) -> None:
    answer = sdk.generate.with_raw_response.run_model(model_id=LLM, body=ASK, dry_run="true")

    assert answer.status_code == 269
    assert answer.json() == {
        "creativeUnitsCost": 0.5,
        "creativeUnitsDiscount": 0,
        "costDetails": {"custom-generation": 0.5},
    }


def test_it_runs_a_model_and_reads_the_job_and_its_assets(sdk: Scenario) -> None:
    submitted = sdk.generate.run_model(model_id=LLM, body=ASK)
    job = submitted.job
    deadline = time.monotonic() + 20
    while job.status != "success":
        assert time.monotonic() < deadline
        time.sleep(0.02)
        job = sdk.jobs.retrieve(submitted.job.job_id).job  # type: ignore[assignment]
    asset_ids = job.metadata.asset_ids or []
    asset = sdk.assets.retrieve(asset_ids[0]).asset

    assert submitted.creative_units_cost == 0.5
    assert asset.kind == "text"
    assert [each.id for each in sdk.assets.get_bulk(asset_ids=asset_ids).assets] == asset_ids
    assert job.job_id in [each.job_id for each in sdk.jobs.list(types=["custom"])]
    assert asset.id in [each.id for each in sdk.assets.list()]


def test_it_reads_every_kind_of_asset(sdk: Scenario) -> None:
    bodies = {
        "model_kling-v2-6-t2v-pro": {"prompt": "A boat"},
        "model_elevenlabs-sound-effects-v2": {"text": "Rain", "durationSeconds": 1},
        "model_meshy-txt23d": {"prompt": "A chest"},
        "model_imagen4-ultra": {"prompt": "A garden", "aspectRatio": "1:1"},
    }
    for model_id, body in bodies.items():
        sdk.generate.run_model(model_id=model_id, body=body)
    deadline = time.monotonic() + 30
    kinds: set[str] = set()
    while not {"video", "audio", "3d", "image"} <= kinds:
        assert time.monotonic() < deadline, kinds
        time.sleep(0.1)
        kinds = {asset.kind for asset in sdk.assets.list()}


def test_it_raises_what_the_api_refuses(sdk: Scenario) -> None:
    with pytest.raises(APIStatusError) as refusal:
        sdk.generate.run_model(model_id="model_veo3-1", body={"prompt": "A boat"})

    assert refusal.value.status_code == 403


def test_it_uploads_a_small_picture_and_a_file_in_parts(sdk: Scenario) -> None:
    image = base64.b64encode(samples.picture()).decode()
    asset = sdk.assets.upload(name="ref.png", image=image).asset
    data = samples.audio()
    created = sdk.uploads.create(
        kind="audio", file_name="take.wav", content_type="audio/wav", file_size=len(data), parts=1
    ).upload
    httpx.put((created.parts or [])[0].url, content=data, trust_env=False).raise_for_status()
    sdk.uploads.trigger_action(created.id, action="complete")
    deadline = time.monotonic() + 20
    while (upload := sdk.uploads.retrieve(created.id).upload).status != "imported":
        assert time.monotonic() < deadline
        time.sleep(0.02)

    assert (asset.status, asset.properties.width) == ("success", 120)
    assert upload.entity_id is not None
    assert sdk.assets.retrieve(upload.entity_id).asset.properties.sample_rate == 44100
    assert sdk.jobs.retrieve(str(upload.job_id)).job.job_type == "upload"


def test_it_reads_what_the_prompt_helpers_answer(sdk: Scenario) -> None:
    picture = sdk.assets.upload(name="ref.png", image=base64.b64encode(samples.picture()).decode()).asset.id
    better = sdk.generate.prompt(mode="structured", prompt="A boat", num_results=2)
    english = sdk.generate.translate(prompt="Ein rotes Haus")
    told = sdk.generate.caption(images=[picture])

    assert len(better.prompts) == 2
    assert (english.translation, english.detected_language) == ("A red house", "de")
    assert told.captions == ["A wide, dark picture, mostly red and blue"]
    assert [each.job.job_type for each in (better, english, told)] == [
        "generate-prompt",
        "translate",
        "caption",
    ]
