"""The pictures: exact, repeatable, different where they should be, and never flat."""

import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from sandbox.media.picture import make_picture
from sandbox.media.scenes.gallery import mark
from sandbox.media.words import FIGURES, HEROES, PLACES

_FIGURE_PROMPTS = tuple(f"portrait of a {HEROES[figure].split()[0]} in a forest" for figure in FIGURES)
_OBJECT_PROMPTS = (
    "a cup of coffee",
    "a vase of flowers on marble",
    "a hot air balloon",
    "a lighthouse",
    "a rocket in space",
)


def _pixels(prompt: str, seed: int = 0, width: int = 320, height: int = 240) -> NDArray[np.float64]:
    picture = Image.open(io.BytesIO(make_picture(prompt, seed, width, height).data))
    return np.asarray(picture.convert("RGB")).astype(float)


def _prompts() -> list[str]:
    return [signs.split()[0] for signs in PLACES.values()]


@pytest.mark.parametrize("prompt", [*_prompts(), *_FIGURE_PROMPTS, *_OBJECT_PROMPTS])
def test_every_scene_has_contrast_and_many_colours(prompt: str) -> None:
    pixels = _pixels(prompt)

    assert pixels.std() > 15
    assert len(np.unique(pixels.astype(int) // 8 @ (1, 32, 1024))) > 150
    # Edges: a mere gradient has next to none.
    assert (np.abs(np.diff(pixels, axis=1)).sum(axis=2) > 30).mean() > 0.01


@pytest.mark.parametrize("weather", ["snow", "rain", "mist"])
@pytest.mark.parametrize("hour", ["dawn", "day", "sunset", "dusk", "night"])
def test_every_hour_and_weather_can_be_painted(hour: str, weather: str) -> None:
    assert _pixels(f"mountains {hour} {weather}", width=256, height=256).std() > 15


def test_equal_arguments_give_equal_bytes() -> None:
    first, second = (make_picture("an astronaut in a garden", 5, 320, 240) for _ in range(2))

    assert first == second


@pytest.mark.parametrize("prompt", _prompts())
def test_another_seed_gives_a_visibly_different_picture(prompt: str) -> None:
    assert np.abs(_pixels(prompt, 1) - _pixels(prompt, 2)).mean() > 4


def test_another_prompt_gives_a_visibly_different_picture() -> None:
    assert np.abs(_pixels("a city at night") - _pixels("a garden at noon")).mean() > 20


@pytest.mark.parametrize(
    "size", [(256, 256), (1024, 768), (768, 1344), (1536, 640), (257, 333), (2048, 2048), (2048, 256)]
)
def test_the_picture_has_exactly_the_asked_size(size: tuple[int, int]) -> None:
    medium = make_picture("snowy mountains at dawn", 0, *size)

    assert Image.open(io.BytesIO(medium.data)).size == size
    assert medium.properties == {"width": size[0], "height": size[1]}
    assert (medium.kind, medium.mime_type, medium.extension) == ("image", "image/png", "png")


@pytest.mark.parametrize("place", ["city", "ocean", "mountains", "street"])
def test_sunset_is_warmer_and_night_is_darker(place: str) -> None:
    sunset, night, day = (
        _pixels(f"{place} at {hour}").mean(axis=(0, 1)) for hour in ("sunset", "night", "noon")
    )

    assert sunset[0] - sunset[2] > night[0] - night[2] + 30
    assert night.mean() < day.mean() - 40


def test_a_colour_word_colours_the_subject() -> None:
    red, blue = (
        _pixels(f"{colour} perfume bottle on marble").mean(axis=(0, 1)) for colour in ("red", "blue")
    )

    assert red[0] - red[2] > blue[0] - blue[2] + 4


def test_the_thumbnail_is_a_small_webp_of_the_same_shape() -> None:
    medium = make_picture("a fox", 0, 1024, 512)
    assert medium.thumbnail is not None
    thumbnail = Image.open(io.BytesIO(medium.thumbnail))

    assert (thumbnail.format, thumbnail.size) == ("WEBP", (512, 256))
    assert medium.thumbnail_mime_type == "image/webp"


def test_the_corner_carries_the_sandbox_mark() -> None:
    sign = mark(240)
    corner = _pixels("a city at night")[-sign.height :, -sign.width :].mean(axis=2)
    letters = np.asarray(sign.getchannel("A")) > 150
    around = np.asarray(sign.getchannel("A")) == 0

    assert letters.sum() > 30
    assert corner[letters].mean() > corner[around].mean() + 50


def test_a_size_too_small_to_paint_is_refused() -> None:
    with pytest.raises(ValueError, match="too small"):
        make_picture("a city", 0, 8, 400)
