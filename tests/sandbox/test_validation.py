"""A body is refused in the API's words, and taken where the API takes it."""

from typing import Any

import pytest

from sandbox.catalogue import MODELS
from sandbox.references import check_references
from sandbox.validation import RefusalError, check

KLING, SEEDANCE, VEO = "model_kling-v2-6-t2v-pro", "model_bytedance-seedance-2-0", "model_veo3-1-fast"
FLUX, GPT, OMNI = "model_bfl-flux-1-dev", "model_openai-gpt-image-2", "model_kling-v3-omni-video"
GEMINI, PATINA, KLING_3 = "model_google-gemini-3-1-flash", "model_patina", "model_kling-v3-t2v-pro"
LORA = "model_YQrES2iPys22nYwh3YhVfMh8"
SAMPLER, CARTWHEEL = "model_sandbox-every-input", "model_cartwheel-text-to-motion"
SEEDANCE_MINI = "model_bytedance-seedance-2-0-mini"
P = {"prompt": "A boat"}
ROW = {"prompt": "A boat", "seconds": 2.5}

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    (KLING, {}, "Input prompt is required"),
    (KLING, {"prompt": "   "}, "Input prompt is required"),
    (KLING, {"prompt": None}, "Input prompt is required"),
    (KLING, {"prompt": 5}, "Input prompt must be a string"),
    (KLING, {"prompt": "x" * 2501}, "Input prompt must be at most 2500 characters long"),
    (KLING, {**P, "colour": "red"}, "Input colour is not an input of this model"),
    (KLING, {**P, "duration": "6"}, "Input duration must be one of 5, 10"),
    (KLING, {**P, "duration": 6}, "Input duration must be a string"),
    (KLING, {**P, "duration": 5.0}, "Input duration must be a string"),
    (KLING, {**P, "cfgScale": 1.1}, "Input cfgScale must be at most 1"),
    (KLING, {**P, "cfgScale": -0.1}, "Input cfgScale must be at least 0"),
    (KLING, {**P, "cfgScale": "0.5"}, "Input cfgScale must be a number"),
    (KLING, {**P, "cfgScale": True}, "Input cfgScale must be a number"),
    (KLING, {**P, "generateAudio": "true"}, "Input generateAudio must be a boolean"),
    (KLING, {**P, "generateAudio": 1}, "Input generateAudio must be a boolean"),
    (SEEDANCE, {}, "Input prompt is required"),
    (SEEDANCE, {**P, "duration": "5"}, "Input duration must be a number"),
    (
        SEEDANCE,
        {**P, "duration": 3},
        "Input duration must be one of -1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15",
    ),
    (SEEDANCE, {**P, "lastFrameImage": "asset_a"}, "Input image is required when lastFrameImage is defined"),
    (SEEDANCE, {**P, "referenceImages": ["a"] * 10}, "Input referenceImages must be at most 9 items long"),
    (VEO, {**P}, "Input generateAudio is required"),
    (OMNI, {**P, "duration": 16}, "Input duration must be at most 15"),
    (GPT, {**P, "width": 1000}, "Input width must be a multiple of 16"),
    (GPT, {**P, "numOutputs": 1.5}, "Input numOutputs must be a multiple of 1"),
    (GPT, {**P, "mask": "asset_a"}, "Input referenceImages is required when mask is defined"),
    (GEMINI, {**P, "resolution": "512px"}, "Input resolution must be one of 512, 1K, 2K, 4K"),
    (FLUX, {**P, "lorasScale": [2.5]}, "Input lorasScale must be at most 2"),
    (FLUX, {**P, "loras": [LORA] * 7}, "Input loras must be at most 6 items long"),
    (
        PATINA,
        {"image": "asset_a", "maps": ["gloss"]},
        "Input maps must be one of basecolor, normal, roughness, metalness, height",
    ),
    (PATINA, {"image": ["asset_a"]}, "Input image must be a string"),
    ("model_meshy-7-img23d", {"image": "asset_a"}, "Input image is required"),
    (KLING_3, {"multiPrompt": [{"prompt": "A"}]}, "Input multiPrompt[0].duration is required"),
    (KLING_3, {"multiPrompt": ["A"]}, "Input multiPrompt must be a list of objects"),
    (
        SAMPLER,
        {"prompt": "A", "shots": [ROW, {"prompt": "B", "seconds": 11}]},
        "Input shots[1].seconds must be at most 10",
    ),
    (
        SAMPLER,
        {"prompt": "A", "shots": [{"prompt": "B", "sound": "yes"}]},
        "Input shots[0].sound must be a boolean",
    ),
    (SAMPLER, {"prompt": "A", "shots": [{**ROW, "x": 1}]}, "Input shots[0].x is not an input of this model"),
    (SAMPLER, {"prompt": "A", "shots": [ROW] * 7}, "Input shots must be at most 6 items long"),
    (SAMPLER, {"prompt": "A", "left": "a", "colour": "red"}, "Input colour must be a colour such as #7a5c3e"),
    (SAMPLER, {"prompt": "A"}, "Input left is required when right is not defined"),
    (SAMPLER, {"prompt": "A", "left": "a", "size": "custom"}, "Input side is required when size is custom"),
    (SAMPLER, {"prompt": "A", "left": "a", "weights": [1, 11]}, "Input weights must be at most 10"),
    (SAMPLER, {"prompt": "A", "left": "a", "tags": ["a"] * 6}, "Input tags must be at most 5 items long"),
    (CARTWHEEL, {"prompt": "Run"}, "Input characterModel is required when characterFile is not defined"),
    (SEEDANCE_MINI, {**P, "lastFrameImage": "asset_a"}, "Input lastFrameImage is not an input of this model"),
]

TAKEN: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (KLING, {**P, "duration": "10"}, {"duration": "10"}),
    (KLING, P, {"duration": "5", "generateAudio": True}),
    (KLING, {**P, "generateAudio": False}, {"generateAudio": False}),
    (KLING, {**P, "negativePrompt": ""}, {}),
    (SEEDANCE, {**P, "duration": -1}, {"duration": -1}),
    (SEEDANCE, {"image": "asset_a"}, {"image": "asset_a"}),
    (SEEDANCE_MINI, {"image": "asset_a"}, {"image": "asset_a"}),
    (CARTWHEEL, {"prompt": "Run", "characterFile": "asset_a", "frameRate": 23.976}, {"frameRate": 23.976}),
    (
        SAMPLER,
        {**P, "right": "b", "size": "custom", "side": 64, "shots": [ROW]},
        {"shots": [ROW], "side": 64},
    ),
    (SAMPLER, {**P, "left": "a", "colour": "#A0b1C2", "tile": False}, {"colour": "#A0b1C2", "tile": False}),
    (FLUX, {**P, "seed": 0}, {"seed": 0}),
    ("model_meshy-7-txt23d", {**P, "poseMode": ""}, {"poseMode": ""}),
    (
        KLING_3,
        {"multiPrompt": [{"prompt": "A", "duration": "5"}]},
        {"multiPrompt": [{"prompt": "A", "duration": "5"}]},
    ),
]


@pytest.mark.parametrize(("model_id", "body", "reason"), REFUSED)
def test_refuses_in_the_apis_words(model_id: str, body: dict[str, Any], reason: str) -> None:
    with pytest.raises(RefusalError) as refusal:
        check(MODELS[model_id], body)

    assert (refusal.value.status, refusal.value.reason) == (400, reason)


@pytest.mark.parametrize(("model_id", "body", "read"), TAKEN)
def test_takes_a_good_body_and_fills_in_defaults(
    model_id: str, body: dict[str, Any], read: dict[str, Any]
) -> None:
    inputs = check(MODELS[model_id], body)

    assert {name: inputs[name] for name in read} == read


def test_takes_the_number_that_the_article_sends_for_a_string_choice() -> None:
    assert check(MODELS[KLING], {**P, "duration": 5})["duration"] == "5"


def test_drops_a_single_value_where_a_list_belongs_as_the_api_does() -> None:
    assert "referenceImages" not in check(MODELS[GEMINI], {**P, "referenceImages": "asset_a"})


def test_lets_a_negative_lora_strength_pass_as_the_api_does() -> None:
    assert check(MODELS[FLUX], {**P, "loras": [LORA], "lorasScale": [-0.5]})["lorasScale"] == [-0.5]


def test_ignores_a_dry_run_asked_for_in_the_body() -> None:
    assert "dryRun" not in check(MODELS[KLING], {**P, "dryRun": True})


CLIP = {"kind": "video", "properties": {"size": 15728641, "duration": 2.0}}
SOUND = {"kind": "audio", "properties": {"size": 1000, "duration": 60.08}}
PICTURE = {"kind": "image", "properties": {"size": 1000}}
KNOWN = {"asset_clip": CLIP, "asset_picture": PICTURE, "asset_sound": SOUND}
TALKING, COMPOSITION = "model_sandbox-talking-picture", "model_sandboxMixRisoOnPaper01"
# The smallest picture there is: one pixel, GIF.
PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"

BAD_REFERENCES: list[tuple[str, dict[str, Any], int, str]] = [
    (PATINA, {"image": "asset_none"}, 404, "Asset asset_none not found"),
    (PATINA, {"image": "asset_clip"}, 400, "Input image must be of kind image"),
    (PATINA, {"image": "data:image/png,abc"}, 400, "Input image must be an asset id or a base64 data URL"),
    (
        PATINA,
        {"image": "data:image/png;base64,!"},
        400,
        "Input image must be an asset id or a base64 data URL",
    ),
    (PATINA, {"image": "data:video/mp4;base64,AAAA"}, 400, "Input image must be of kind image"),
    (PATINA, {"image": "data:image/png;base64,AAAA"}, 400, "Input image is not a picture that can be read"),
    (GEMINI, {"video": "data:video/mp4;base64,AAAA"}, 400, "Input video must be an asset id"),
    (OMNI, {"referenceImages": ["asset_picture", "asset_none"]}, 404, "Asset asset_none not found"),
    (
        TALKING,
        {"audio": "asset_sound", "image": "asset_picture"},
        400,
        "Input audio must last at most 60 seconds",
    ),
    (SAMPLER, {"shots": [{}, {"image": "asset_clip"}]}, 400, "Input shots[1].image must be of kind image"),
    (
        FLUX,
        {"loras": [COMPOSITION, LORA, KLING]},
        400,
        f"Invalid model(s): {COMPOSITION}, {KLING}.\nAllowed model types: flux.1-lora",
    ),
    (
        FLUX,
        {"modelId": KLING},
        400,
        f"Invalid model(s): {KLING}.\nAllowed model types: flux.1-lora, flux.1-composition",
    ),
    (GEMINI, {"video": "asset_clip"}, 400, "Input video must be at most 15728640 bytes"),
    (OMNI, {"referenceVideo": "asset_clip"}, 400, "Input referenceVideo must last at least 3 seconds"),
    (FLUX, {"loras": ["model_none"]}, 404, "Model model_none not found"),
    (FLUX, {"loras": [KLING]}, 400, f"Invalid model(s): {KLING}.\nAllowed model types: flux.1-lora"),
    (
        GEMINI,
        {"video": "asset_clip", "referenceImages": ["asset_picture"]},
        400,
        "Input referenceImages cannot be used together with video",
    ),
]


@pytest.mark.parametrize(("model_id", "inputs", "status", "reason"), BAD_REFERENCES)
def test_refuses_what_is_not_there_or_does_not_fit(
    model_id: str, inputs: dict[str, Any], status: int, reason: str
) -> None:
    with pytest.raises(RefusalError) as refusal:
        check_references(MODELS[model_id], inputs, KNOWN.get)

    assert (refusal.value.status, refusal.value.reason) == (status, reason)


def test_takes_assets_data_urls_and_loras_that_fit() -> None:
    check_references(MODELS[PATINA], {"image": "asset_picture"}, KNOWN.get)
    check_references(MODELS[PATINA], {"image": PIXEL}, KNOWN.get)
    check_references(MODELS[FLUX], {"loras": [LORA], "modelId": LORA}, KNOWN.get)
    check_references(MODELS[FLUX], {"loras": [LORA], "modelId": COMPOSITION}, KNOWN.get)

    with pytest.raises(RefusalError):
        check_references(MODELS[PATINA], {"image": "asset_gone"}, KNOWN.get)
