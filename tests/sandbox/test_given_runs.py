"""Runs with files over HTTP: what is uploaded or was generated appears in what is made from it."""

import base64
import io
from typing import Any

import httpx
import numpy as np
import pytest
from PIL import Image

from sandbox.catalogue.styles import BLOCKS_ID, LORA_ID
from sandbox.server import Sandbox
from tests.sandbox import samples
from tests.sandbox.conftest import Api
from tests.sandbox.samples import Pixels, alike

FLUX, SEEDANCE, GEMINI = (
    "model_bfl-flux-1-dev",
    "model_bytedance-seedance-2-0",
    "model_google-gemini-3-1-flash",
)


def _pixels(data: bytes) -> Pixels:
    with Image.open(io.BytesIO(data)) as opened:
        return np.asarray(opened.convert("RGB")).astype(float)


def _bytes(asset: dict[str, Any]) -> bytes:
    return httpx.get(asset["url"], trust_env=False).raise_for_status().content


def _data_url() -> str:
    return "data:image/png;base64," + base64.b64encode(samples.picture(320, 240)).decode()


def test_a_picture_that_was_generated_appears_in_the_video_made_from_it(api: Api) -> None:
    (picture,) = api.results(FLUX, prompt="A fox", width=320, height=240)
    (clip,) = api.results(SEEDANCE, prompt="calm", image=picture["id"], duration=4, generateAudio=False)
    first = httpx.get(clip["firstFrame"]["url"], trust_env=False).content

    assert clip["metadata"]["type"] == "img2video"
    assert clip["properties"]["width"] / clip["properties"]["height"] == pytest.approx(4 / 3, rel=0.02)
    assert alike(_pixels(first), _pixels(_bytes(picture))) > 0.97


def test_a_data_url_becomes_an_asset_of_its_own(api: Api) -> None:
    body = {"prompt": "purple", "image": _data_url(), "width": 320, "height": 240}
    job = api.finished(FLUX, **body)
    (result,) = [api.asset(each) for each in job["metadata"]["assetIds"]]
    given = api.asset(job["metadata"]["input"]["image"])

    assert (given["metadata"]["type"], given["isHidden"]) == ("uploaded", True)
    assert result["metadata"]["type"] == "img2img"
    assert alike(_pixels(_bytes(result)), _pixels(_bytes(given))) > 0.7


def test_a_data_url_in_a_row_becomes_an_asset_too(api: Api) -> None:
    shot = {"prompt": "A", "image": _data_url()}
    job = api.finished("model_sandbox-every-input", prompt="A [fail]", left="a", shots=[shot])
    given = job["metadata"]["input"]["shots"][0]["image"]

    assert api.asset(given)["metadata"]["type"] == "uploaded"


def test_a_data_url_where_a_list_is_declared_is_dropped_like_any_scalar(api: Api) -> None:
    body = {"instruction": "Name a boat [fail]", "images": _data_url()}
    plain = {"instruction": "Name a boat [fail]"}

    assert api.run("model_scenario-llm", **body)["creativeUnitsCost"] == 0.5
    assert api.run("model_scenario-llm", **plain)["creativeUnitsCost"] == 0.5


def test_a_dry_run_with_a_data_url_leaves_no_asset(own: tuple[Sandbox, Api]) -> None:
    _, api = own
    body = {"prompt": "A", "image": _data_url()}
    answer = api.http.post(f"/generate/custom/{FLUX}", params={"dryRun": "true"}, json=body)

    assert answer.status_code == 269
    assert api.http.get("/assets").json() == {"assets": []}


def test_the_same_bytes_under_another_id_give_the_same_result_and_other_bytes_another(api: Api) -> None:
    def made(data: bytes) -> bytes:
        asked = {"name": "a.png", "image": base64.b64encode(data).decode()}
        asset_id = api.http.post("/assets", json=asked).json()["asset"]["id"]
        return _bytes(api.results(FLUX, prompt="A", image=asset_id, seed=1, width=128, height=128)[0])

    assert made(samples.picture()) == made(samples.picture())
    assert made(samples.picture()) != made(samples.picture(form="JPEG"))


def test_a_lora_is_seen_in_the_picture(api: Api) -> None:
    plain, styled = (
        _pixels(_bytes(api.results(FLUX, prompt="A fox", seed=1, width=256, height=256, **more)[0]))
        for more in ({}, {"loras": [LORA_ID], "lorasScale": [1.0]})
    )

    assert np.abs(plain - styled).mean() > 8


def test_an_edits_lora_is_taken_once_and_beside_a_picture(api: Api) -> None:
    kontext, style = "model_flux-kontext-editing", {"prompt": "blocks", "loras": [BLOCKS_ID]}
    (picture,) = api.results(FLUX, prompt="A fox", width=256, height=256)
    url, given = f"/generate/custom/{kontext}", {"referenceImages": [picture["id"]]}
    plain, styled = (
        api.results(kontext, prompt="blocks", **given, **more)[0] for more in ({}, {"loras": [BLOCKS_ID]})
    )
    refusals = [
        api.http.post(url, json=body).json()["reason"]
        for body in (
            style,
            {**given, **style, "loras": [BLOCKS_ID] * 2},
            {**given, **style, "loras": [LORA_ID]},
        )
    ]

    assert np.abs(_pixels(_bytes(plain)) - _pixels(_bytes(styled))).mean() > 4
    assert refusals == [
        "Input referenceImages is required",
        "Input loras must be at most 1 items long",
        f"Invalid model(s): {LORA_ID}.\nAllowed model types: flux.1-kontext-lora",
    ]


def test_a_picture_without_a_ratio_keeps_that_of_its_reference(api: Api) -> None:
    (picture,) = api.results(FLUX, prompt="A fox", width=320, height=160)
    (result,) = api.results(GEMINI, prompt="red", referenceImages=[picture["id"]], resolution="512")

    assert (result["properties"]["width"], result["properties"]["height"]) == (512, 256)


def test_a_reference_sound_changes_a_clip_and_gives_a_voice_its_length(api: Api) -> None:
    def sent(kind: str, data: bytes) -> str:
        upload = samples.send(api, kind, data)
        while (told := api.http.get(f"/uploads/{upload['id']}").json()["upload"])["status"] != "imported":
            assert told["status"] != "failed", told
        return str(told["entityId"])

    sound = sent("audio", samples.audio(2.0))
    (voice,) = api.results("model_elevenlabs-voice-changer", audio=sound)
    (track,) = api.results("model_mm-audio-2-v2a", video=sent("video", samples.video(1.0)))

    assert voice["properties"]["duration"] == pytest.approx(2.0, abs=0.05)
    assert voice["metadata"]["type"] == "audio2audio"
    assert track["properties"]["duration"] == pytest.approx(1.0, abs=0.05)
    assert track["metadata"]["type"] == "video2audio"


def test_a_limit_of_faces_that_makes_no_sense_gives_the_coarsest_object(api: Api) -> None:
    image = api.http.post(
        "/assets", json={"name": "a", "image": base64.b64encode(samples.picture()).decode()}
    ).json()["asset"]["id"]
    (negative,), (usual,) = (
        api.results("model_tripo-v3-1-image-to-3d", image=image, **more) for more in ({"faceLimit": -4}, {})
    )

    assert 0 < negative["properties"]["faceCount"] < usual["properties"]["faceCount"]
