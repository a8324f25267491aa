"""The reading of prompts, and the text medium that plays one back."""

import pytest

from sandbox.media.scenes.gallery import PAINTERS
from sandbox.media.scenes.palette import HOUR_NAMES, palette_of
from sandbox.media.scenes.portrait import FIGURE_PAINTERS
from sandbox.media.text import make_text
from sandbox.media.words import FIGURES, HOURS, PLACES, WEATHERS, digest_of, read_prompt


@pytest.mark.parametrize(
    ("prompt", "place", "hero", "hour", "weather"),
    [
        ("A cinematic drone shot of a futuristic city at sunset", "skyline", None, "sunset", "clear"),
        ("A photorealistic portrait of an astronaut in a garden", "garden", "astronaut", None, "clear"),
        ("A paper boat crossing a flooded street at dusk", "street", "paper-boat", "dusk", "clear"),
        ("A red lantern festival by a river at night", "festival", None, "night", "clear"),
        ("Snowy mountains at dawn", "mountains", None, "dawn", "snow"),
        ("An underwater coral reef", "reef", None, None, "clear"),
        ("A cosy cabin in a pine forest in winter", "cabin", None, None, "snow"),
        ("Product photo of a glass perfume bottle on marble", "still", "bottle", None, "clear"),
        ("Cities, foggy, MIDNIGHT!", "skyline", None, "night", "mist"),
    ],
)
def test_a_prompt_is_read_for_its_place_hero_hour_and_weather(
    prompt: str, place: str, hero: str | None, hour: str | None, weather: str
) -> None:
    reading = read_prompt(prompt)

    assert (reading.place, reading.hero, reading.weather) == (place, hero, weather)
    assert hour in (None, reading.hour)


def test_words_that_say_nothing_still_choose_a_place_and_an_hour() -> None:
    readings = [read_prompt(f"qwxz {number}") for number in range(40)]

    assert {reading.place for reading in readings} <= set(PLACES)
    assert len({reading.place for reading in readings}) >= 4
    assert len({reading.hour for reading in readings}) >= 3


def test_an_empty_prompt_is_read_too() -> None:
    assert read_prompt("").place in PLACES


def test_a_colour_word_becomes_the_accent() -> None:
    assert read_prompt("a blue lantern").accent == (52, 112, 214)
    assert read_prompt("a lantern").accent is None


def test_the_seed_changes_the_digest_and_not_the_words() -> None:
    first, second = read_prompt("a boat at sea", 1), read_prompt("a boat at sea", 2)

    assert first.digest != second.digest
    assert (first.place, first.hero, first.hour) == (second.place, second.hero, second.hour)


def test_the_digest_is_the_same_on_every_machine() -> None:
    assert digest_of("a fox", 7) == 9318627874151610899


def test_every_place_hour_and_figure_has_its_painter() -> None:
    assert set(PAINTERS) == set(PLACES)
    assert set(HOUR_NAMES) == set(HOURS)
    assert set(FIGURE_PAINTERS) == set(FIGURES)


@pytest.mark.parametrize("weather", WEATHERS)
@pytest.mark.parametrize("hour", HOURS)
def test_every_hour_has_inks_in_every_weather(hour: str, weather: str) -> None:
    inks = palette_of(read_prompt(f"{hour} {weather}"))

    assert len(inks.sky) >= 4
    assert all(0 <= channel <= 255 for colour in inks.sky for channel in colour)


@pytest.mark.parametrize("place", PLACES)
def test_the_answer_in_text_quotes_the_prompt_and_names_the_sandbox(place: str) -> None:
    prompt = f"Tell me about the {PLACES[place].split()[0]}"
    medium = make_text(prompt, 3)
    answer = medium.data.decode()

    assert prompt in answer
    assert "sandbox" in answer
    assert medium.properties["charCount"] == len(answer)
    assert medium.properties["wordCount"] == len(answer.split())
    assert medium.properties["hasFullPreview"] is True
    assert medium.properties["preview"] == answer


def test_the_answer_in_text_is_the_same_for_equal_arguments_only() -> None:
    answers = [make_text("a fox", seed).data for seed in range(9)]

    assert make_text("a fox", 0).data == answers[0]
    assert len(set(answers)) > 1
    assert make_text("a cat", 0).data != answers[0]


def test_a_very_long_prompt_is_quoted_in_part() -> None:
    answer = make_text("word " * 2000, 0).data.decode()

    assert len(answer) < 1500
    assert " …”" in answer
