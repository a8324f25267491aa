"""What jobs make: records that tell the truth, and addresses that behave as the CDN's do."""

import io
from typing import Any

import httpx
import pytest
from PIL import Image

from sandbox.runs import Run
from sandbox.server import Sandbox
from tests.sandbox.conftest import Api, Clock

IMAGEN, KLING, MESHY = "model_imagen4-ultra", "model_kling-v2-6-t2v-pro", "model_meshy-txt23d"
FLUX, GPT, LLM = "model_bfl-flux-1-dev", "model_openai-gpt-image-2", "model_scenario-llm"


def _bytes(asset: dict[str, Any]) -> bytes:
    return httpx.get(asset["url"], trust_env=False).raise_for_status().content


def test_a_pictures_record_tells_the_truth(api: Api) -> None:
    (asset,) = api.results(FLUX, prompt="A garden", width=320, height=240, seed=7)
    data = _bytes(asset)

    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.format, picture.size) == ("PNG", (320, 240))
    assert asset["kind"] == asset["metadata"]["kind"] == "image"
    assert asset["properties"] == {"width": 320, "height": 240, "size": len(data)}
    assert asset["metadata"]["type"] == asset["source"] == "txt2img"
    assert asset["metadata"]["prompt"] == "A garden"
    assert asset["metadata"]["modelId"] == FLUX
    assert asset["metadata"]["seed"] == "7"
    assert asset["metadata"]["parentJobId"].startswith("job_")


def test_a_clip_has_its_asked_ratio_and_seconds_and_its_frames(api: Api) -> None:
    (asset,) = api.results(KLING, prompt="A boat", duration="5", aspectRatio="1:1")

    assert (asset["kind"], asset["mimeType"], asset["metadata"]["type"]) == (
        "video",
        "video/mp4",
        "txt2video",
    )
    assert asset["properties"]["width"] == asset["properties"]["height"]
    assert asset["properties"]["duration"] == pytest.approx(5, abs=0.1)
    for key in ("firstFrame", "lastFrame", "thumbnail"):
        assert httpx.get(asset[key]["url"], trust_env=False).headers["content-type"].startswith("image/")
        assert api.asset(asset[key]["assetId"])["kind"] == "image"


def test_a_3d_file_is_served_as_a_stream_of_bytes_whatever_its_record_says(api: Api) -> None:
    (asset,) = api.results(MESHY, prompt="A treasure chest")
    answer = httpx.get(asset["url"], trust_env=False)

    assert (asset["kind"], asset["mimeType"]) == ("3d", "model/gltf-binary")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.content.startswith(b"glTF")


@pytest.mark.parametrize(
    ("model_id", "inputs", "kind"),
    [
        ("model_lyria-2", {"prompt": "Country music"}, "audio"),
        ("model_elevenlabs-sound-effects-v2", {"text": "Rain", "durationSeconds": 1}, "audio"),
        (LLM, {"instruction": "Name a boat"}, "text"),
    ],
)
def test_sounds_and_texts_come_as_what_they_are(
    api: Api, model_id: str, inputs: dict[str, Any], kind: str
) -> None:
    (asset,) = api.results(model_id, **inputs)

    assert asset["kind"] == kind
    assert asset["properties"]["size"] == len(_bytes(asset)) > 0


def test_equal_asks_give_equal_bytes_and_another_prompt_or_seed_others(api: Api) -> None:
    def made(prompt: str, seed: int) -> bytes:
        return _bytes(api.results(FLUX, prompt=prompt, seed=seed, width=256, height=256)[0])

    assert made("A forest", 1) == made("A forest", 1)
    assert len({made("A forest", 1), made("A forest", 2), made("The ocean", 1)}) == 3


def test_two_presses_differ_and_a_restart_with_the_same_seed_repeats_them() -> None:
    def presses() -> list[bytes]:
        sandbox = Sandbox.start(speed=400, seed=5)
        api = Api(sandbox)
        made = [_bytes(api.results(GPT, prompt="A forest", width=256, height=256)[0]) for _ in range(2)]
        api.http.close()
        sandbox.stop()
        return made

    first, second = presses(), presses()

    assert first[0] != first[1]
    assert first == second


def test_several_outputs_are_several_different_assets(api: Api) -> None:
    assets = api.results(FLUX, prompt="A forest", numOutputs=3, width=256, height=256)

    assert [asset["outputIndex"] for asset in assets] == [0, 1, 2]
    assert len({_bytes(asset) for asset in assets}) == 3


def test_a_large_picture_is_as_large_as_asked(api: Api) -> None:
    (asset,) = api.results(GPT, prompt="A forest", width=2048, height=1536)

    with Image.open(io.BytesIO(_bytes(asset))) as picture:
        assert picture.size == (2048, 1536)
    assert (asset["properties"]["width"], asset["properties"]["height"]) == (2048, 1536)


def test_patina_gives_one_texture_for_each_map(api: Api) -> None:
    (surface,) = api.results(FLUX, prompt="A stone wall", width=256, height=256)
    maps = api.results("model_patina", image=surface["id"])
    two = api.results("model_patina", image=surface["id"], maps=["normal", "height"])

    assert [each["metadata"]["type"] for each in maps] == [
        "texture-albedo",
        "texture-normal",
        "texture-smoothness",
        "texture-metallic",
        "texture-height",
    ]
    assert [each["source"] for each in two] == ["texture:normal", "texture:height"]
    assert len({_bytes(each) for each in maps}) == 5


def test_a_model_fed_with_a_picture_says_so(api: Api) -> None:
    (picture,) = api.results(FLUX, prompt="A red chair", width=256, height=256)
    (chair,) = api.results("model_tripo-v3-1-image-to-3d", image=picture["id"], seed=1)

    assert chair["metadata"]["type"] == "img23d"
    assert "prompt" not in chair["metadata"]


def test_a_model_without_words_says_what_its_picture_was_asked_to_be(api: Api) -> None:
    (picture,) = api.results(FLUX, prompt="A red chair", width=256, height=256)
    (chair,) = api.results("model_tripo-v3-1-image-to-3d", image=picture["id"])

    assert b'"name":"A red chair"' in _bytes(chair)[:4000]


def test_the_thumbnail_first_word_puts_a_picture_before_the_result(api: Api) -> None:
    thumbnail, chest = api.results(MESHY, prompt="A chest [thumbnail-first]")

    assert (thumbnail["kind"], thumbnail["mimeType"]) == ("image", "image/webp")
    assert chest["kind"] == "3d"
    assert chest["thumbnail"]["assetId"] == thumbnail["id"]


def test_an_asset_appears_when_its_job_succeeds_and_not_before(timed: tuple[Sandbox, Api, Clock]) -> None:
    sandbox, api, clock = timed
    job_id = api.run(IMAGEN, prompt="A boat", aspectRatio="1:1")["job"]["jobId"]
    clock.now += 2.9
    assert api.job(job_id)["metadata"]["assetIds"] == []
    assert api.http.get("/assets").json() == {"assets": []}
    _wait_until_made(sandbox, job_id)
    clock.now += 0.2
    (asset_id,) = api.job(job_id)["metadata"]["assetIds"]

    assert api.asset(asset_id)["status"] == "success"
    assert [each["id"] for each in api.http.get("/assets").json()["assets"]] == [asset_id]


def test_an_address_expires_and_a_fresh_read_gives_a_fresh_one(timed: tuple[Sandbox, Api, Clock]) -> None:
    sandbox, api, clock = timed
    job_id = api.run(LLM, instruction="Name a boat")["job"]["jobId"]
    _wait_until_made(sandbox, job_id)
    clock.now += 3
    (asset_id,) = api.job(job_id)["metadata"]["assetIds"]
    url = api.asset(asset_id)["url"]
    before = httpx.get(url, trust_env=False)
    clock.now += 61
    after = httpx.get(url, trust_env=False)

    assert "Policy=" in url
    assert "Signature=" in url
    assert "Key-Pair-Id=" in url
    assert (before.status_code, after.status_code) == (200, 403)
    assert "<Code>AccessDenied</Code>" in after.text
    assert httpx.get(api.asset(asset_id)["url"], trust_env=False).content == before.content


def test_an_address_opens_only_its_own_asset_and_only_unaltered(api: Api) -> None:
    one, other = (api.results(LLM, instruction=name)[0] for name in ("Name a boat", "Name a cat"))
    swapped = one["url"].replace(one["id"], other["id"])

    assert httpx.get(swapped, trust_env=False).status_code == 403
    assert httpx.get(one["url"].replace("Signature=", "Signature=A"), trust_env=False).status_code == 403
    assert httpx.get(one["url"].split("?")[0], trust_env=False).status_code == 403


def test_media_come_in_ranges(api: Api) -> None:
    (asset,) = api.results(FLUX, prompt="A forest", width=256, height=256)
    whole = _bytes(asset)

    def ranged(value: str) -> httpx.Response:
        return httpx.get(asset["url"], headers={"Range": value}, trust_env=False)

    part, tail, beyond = ranged("bytes=10-19"), ranged("bytes=-5"), ranged(f"bytes={len(whole)}-")
    head = httpx.head(asset["url"], trust_env=False)

    assert (part.status_code, part.content) == (206, whole[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole)}"
    assert (tail.status_code, tail.content) == (206, whole[-5:])
    assert beyond.status_code == 416
    assert (head.headers["content-length"], head.headers["accept-ranges"]) == (str(len(whole)), "bytes")


def test_a_thumbnail_needs_neither_key_nor_signature(api: Api) -> None:
    (asset,) = api.results(FLUX, prompt="A forest", width=256, height=256)
    answer = httpx.get(asset["thumbnail"]["url"], trust_env=False)

    assert asset["thumbnail"]["url"].endswith(f"/thumbnails/{asset['id']}")
    assert answer.status_code == 200
    assert httpx.get(asset["thumbnail"]["url"] + "x", trust_env=False).status_code == 403


def test_a_key_sent_to_the_cdn_is_noticed(own: tuple[Sandbox, Api]) -> None:
    sandbox, api = own
    (asset,) = api.results(LLM, instruction="Name a boat")
    _bytes(asset)
    assert sandbox.credentials_at_cdn == 0
    api.http.get(asset["url"])

    assert sandbox.credentials_at_cdn == 1


def test_get_bulk_gives_what_it_knows_and_refuses_too_many(api: Api) -> None:
    (asset,) = api.results(LLM, instruction="Name a boat")
    found = api.http.post("/assets/get-bulk", json={"assetIds": ["asset_none", asset["id"]]}).json()["assets"]

    assert [each["id"] for each in found] == [asset["id"]]
    assert api.http.post("/assets/get-bulk", json={"assetIds": ["a"] * 201}).status_code == 400
    assert api.http.post("/assets/get-bulk", json={}).json() == {"reason": "Input assetIds is required"}


def test_assets_are_listed_newest_first_without_companions(own: tuple[Sandbox, Api]) -> None:
    _, api = own
    made = [api.results(LLM, instruction=name)[0]["id"] for name in ("one", "two", "three")]
    picture = api.results(FLUX, prompt="A forest", width=256, height=256)[0]["id"]

    def listed(**query: str) -> list[str]:
        return [each["id"] for each in api.http.get("/assets", params=query).json()["assets"]]

    assert listed() == [picture, *reversed(made)]
    assert listed(sortBy="createdAt", sortDirection="asc") == [*made, picture]
    assert listed(types="txt2img,img2img") == [picture]
    assert listed(modelId=LLM, pageSize="2") == [made[2], made[1]]
    assert listed(privacy="public") == []


@pytest.mark.parametrize(
    "query",
    [
        {"sortDirection": "asc"},
        {"sortBy": "name"},
        {"createdAfter": "2026-01-01T00:00:00.000Z"},
        {"type": "txt2img", "types": "txt2img"},
        {"pageSize": "101"},
    ],
)
def test_asset_queries_that_make_no_sense_are_400(api: Api, query: dict[str, str]) -> None:
    assert api.http.get("/assets", params=query).status_code == 400


def test_an_unknown_asset_is_404(api: Api) -> None:
    assert api.http.get("/assets/asset_none").json() == {"reason": "Asset asset_none not found"}


def test_a_maker_that_breaks_fails_the_job_in_words(
    own: tuple[Sandbox, Api], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("no paint left")

    monkeypatch.setattr("sandbox.media.text.make_text", broken)
    sandbox, api = own
    job = api.finished(LLM, instruction="Name a boat")

    assert job["status"] == "failure"
    assert job["metadata"]["error"] == "The sandbox could not make the text: ValueError: no paint left"
    assert sandbox.refunds == sandbox.ledger


def _wait_until_made(sandbox: Sandbox, job_id: str) -> None:
    """Waits for the media without moving the clock."""
    run = sandbox._state.job(job_id)
    assert isinstance(run, Run)
    import time

    deadline = time.monotonic() + 20
    while run.made is None:
        assert time.monotonic() < deadline
        time.sleep(0.01)
