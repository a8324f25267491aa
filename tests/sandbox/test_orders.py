"""What a run orders: sizes, seconds, types and keys follow from model, inputs and seed alone."""

from typing import Any

import pytest

from sandbox import orders, sizes
from sandbox.catalogue import MODELS
from sandbox.jobs import SECONDS

FLUX, TRIPO, GEMINI = "model_bfl-flux-1-dev", "model_tripo-v3-1-image-to-3d", "model_google-gemini-3-1-flash"


@pytest.mark.parametrize(
    ("inputs", "size"),
    [
        ({}, (896, 896)),
        ({"width": 640, "height": 272}, (640, 272)),
        ({"width": 640}, (640, 1024)),
        ({"aspectRatio": "4:3"}, (896, 672)),
        ({"aspectRatio": "9:16"}, (504, 896)),
        ({"aspectRatio": "auto", "resolution": "512"}, (512, 512)),
        ({"aspectRatio": "16:9", "resolution": "2K"}, (2048, 1152)),
    ],
)
def test_a_picture_is_as_large_as_asked(inputs: dict[str, Any], size: tuple[int, int]) -> None:
    assert sizes.picture_size(inputs) == size


@pytest.mark.parametrize("ratio", ["16:9", "9:16", "1:1", "4:3", "3:4", "21:9"])
def test_a_clip_has_the_asked_ratio_in_even_sides_of_about_480p(ratio: str) -> None:
    width, height = sizes.clip_size({"aspectRatio": ratio})
    across, down = map(int, ratio.split(":"))

    assert width / height == pytest.approx(across / down, rel=0.01)
    assert width % 2 == height % 2 == 0
    assert max(width, height) <= 848
    assert width * height <= 848 * 484


def test_a_clip_that_may_choose_its_ratio_and_length_is_five_wide_seconds() -> None:
    assert sizes.clip_size({"aspectRatio": "adaptive"}) == sizes.clip_size({"aspectRatio": "16:9"})
    assert sizes.clip_seconds({"duration": -1}) == 5
    assert sizes.clip_seconds({"duration": "10"}) == 10


def test_every_modality_has_a_recipe_and_a_time() -> None:
    for record in MODELS.values():
        assert orders.modality(record) in SECONDS

    assert set(orders._RECIPES) == set(SECONDS)


def test_the_type_tells_what_went_in_and_what_came_out() -> None:
    def made(model_id: str, **inputs: Any) -> str:
        return orders.orders(MODELS[model_id], inputs, 1)[0].type

    assert made(FLUX, prompt="A boat") == "txt2img"
    assert made(FLUX, prompt="A boat", image="asset_a") == "img2img"
    assert made(GEMINI, prompt="A boat", video="asset_a") == "video2img"
    assert made(TRIPO, image="asset_a") == "img23d"
    assert made("model_bytedance-seedance-2-0", referenceVideos=["asset_a"]) == "video2video"
    assert made("model_scenario-llm", instruction="Name it") == "txt2txt"


def test_equal_asks_have_equal_keys_and_anything_else_another() -> None:
    def key(model_id: str = FLUX, seed: int = 1, **inputs: Any) -> str:
        return orders.orders(MODELS[model_id], {"prompt": "A boat", **inputs}, seed)[0].key

    assert key() == key()
    assert len({key(), key(seed=2), key(prompt="A cat"), key(width=256, height=256), key(GEMINI)}) == 5


def test_the_main_text_is_the_prompt_the_first_required_text_or_the_shots() -> None:
    def text(model_id: str, **inputs: Any) -> str:
        return orders.main_text(MODELS[model_id], inputs)

    assert text("model_meshy-7-txt23d", prompt="A chest", texturePrompt="gold") == "A chest"
    assert text("model_elevenlabs-sound-effects-v2", text="Rain", outputFormat="mp3_44100_128") == "Rain"
    shots = [{"prompt": "A boat", "duration": "5"}, {"prompt": "A storm", "duration": "5"}]
    assert text("model_kling-v3-t2v-pro", multiPrompt=shots) == "A boat, A storm"
    assert text(TRIPO, image="asset_a", textureQuality="standard") == ""
