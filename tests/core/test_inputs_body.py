"""From the values of a form to the body that is sent, and what is wrong in plain words."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from scenario_core.catalog import Model
from scenario_core.errors import InputsError
from scenario_core.inputs import InputType, ModelInput, RawJson, check, default_values, to_body
from scenario_core.inputs.body import _CONVERTERS

Reader = Callable[[str], Model]


def entry(type_: str = "string", **record: Any) -> ModelInput:
    return ModelInput.parse({"name": "x", "type": type_, **record})


def body_of(one: ModelInput, value: Any) -> str:
    """The value as JSON text: `5` and `"5"` and `5.0` differ in it."""
    return json.dumps(to_body([one], {"x": value})["x"])


KLING = entry(allowedValues=["5", "10"])
SEEDANCE = entry("number", allowedValues=[-1, 4, 6])
SHOTS = entry(
    "inputs_array",
    inputs=[{"name": "prompt", "type": "string"}, {"name": "n", "type": "number", "default": 1}],
)

SENT: list[tuple[ModelInput, Any, str]] = [
    (entry(), "A boat", '"A boat"'),
    (entry(), " A boat\n", '" A boat\\n"'),
    (entry(), "5", '"5"'),
    (entry(), 5, '"5"'),
    (entry(), 5.0, '"5"'),
    (KLING, "5", '"5"'),
    (KLING, 5, '"5"'),
    (SEEDANCE, -1, "-1"),
    (SEEDANCE, "-1", "-1"),
    (SEEDANCE, 4.0, "4"),
    (entry("number", allowedValues=[23.976, 24]), 23.976, "23.976"),
    (entry("number", allowedValues=[23.976, 24]), "24", "24"),
    (entry("number"), 0, "0"),
    (entry("number"), 5.0, "5"),
    (entry("number", min=0, max=1, default=0.5), 1.0, "1"),
    (entry("number", min=0, max=1, default=0.5), 0.25, "0.25"),
    (entry("number", min=16, max=64, step=16), 32, "32"),
    (entry("number", min=0, max=10, step=0.1), 0.3, "0.3"),
    (entry("number", min=1, max=9, step=2), 3, "3"),
    (entry("number", min=1, max=9, step=2), 4, "4"),
    (entry("number", max=2147483647, min=0), 2147483647, "2147483647"),
    (entry("number"), " 7 ", "7"),
    (entry("number"), "12345678901234567891", "12345678901234567891"),
    (entry("boolean"), False, "false"),
    (entry("boolean"), True, "true"),
    (entry("string_array"), ["a", "", "b"], '["a", "b"]'),
    (entry("string_array"), ("a",), '["a"]'),
    (entry("string_array"), "a", '["a"]'),
    (entry("string_array", allowedValues=["a", "b"], maxLength=2), ["b", "a"], '["b", "a"]'),
    (entry("number_array", min=0, max=2, step=0.05), [0.8, 1.0, None], "[0.8, 1]"),
    (entry("file", kind="image"), "asset_1", '"asset_1"'),
    (entry("file_array"), "asset_1", '["asset_1"]'),
    (entry("model", maxLength=3), "model_1", '"model_1"'),
    (entry("model_array"), ["model_1"], '["model_1"]'),
    (SHOTS, [{"prompt": "One", "n": 2.0, "stale": 1}], '[{"prompt": "One", "n": 2}]'),
    (SHOTS, {"prompt": "One"}, '[{"prompt": "One"}]'),
    (entry(color=True), "#0aB1c2", '"#0aB1c2"'),
    (entry("hologram"), {"free": [1]}, '{"free": [1]}'),
    (entry("hologram"), RawJson(' {"free": [1, 0.5, null]} '), '{"free": [1, 0.5, null]}'),
    (entry("hologram"), RawJson("false"), "false"),
    (entry("hologram"), RawJson("0"), "0"),
]


@pytest.mark.parametrize(("one", "value", "text"), SENT)
def test_values_are_sent_in_the_json_type_that_the_input_declares(
    one: ModelInput, value: Any, text: str
) -> None:
    assert body_of(one, value) == text
    assert check([one], {"x": value}) == {}


RAW = 'Write JSON, such as 5, true, "a word" or ["a", "list"].'

REFUSED: list[tuple[ModelInput, Any, str]] = [
    (entry(maxLength=2500), "x" * 2610, "At most 2500 characters; this has 2610."),
    (entry(minLength=3), "x", "At least 3 characters; this has 1."),
    (entry(), True, "Write a text."),
    (entry(), ["a"], "Write a text."),
    (KLING, "7", "Choose one of 5, 10."),
    (KLING, True, "Choose one of 5, 10."),
    (SEEDANCE, 5, "Choose one of -1, 4, 6."),
    (SEEDANCE, ["4"], "Choose one of -1, 4, 6."),
    (entry("number", allowedValues=[0, 1]), True, "Choose one of 0, 1."),
    (entry("number", min=1, max=10), 11, "Between 1 and 10."),
    (entry("number", min=0, max=2, step=0.05), -0.5, "Between 0 and 2."),
    (entry("number", min=1), 0, "At least 1."),
    (entry("number", max=9.5), 10, "At most 9.5."),
    (entry("number", min=1, max=10, default=1), 1.5, "Write a whole number."),
    (entry("number", min=16, max=3840, step=16), 1000, "In steps of 16, such as 992 or 1008."),
    (entry("number", min=16, max=40, step=16), 39, "In steps of 16, such as 32."),
    (entry("number", min=0, max=1, step=0.25), 0.3, "In steps of 0.25, such as 0.25 or 0.5."),
    (entry("number"), "many", "Write a number."),
    (entry("number"), True, "Write a number."),
    (entry("number"), float("nan"), "Write a number."),
    (entry("number"), float("inf"), "Write a number."),
    (entry("number"), "nan", "Write a number."),
    (entry("boolean", label="Sound"), "yes", "Turn Sound on or off."),
    (entry("boolean", label="Sound"), 1, "Turn Sound on or off."),
    (entry("string_array", allowedValues=["a", "b"]), ["a", "c"], "Choose one of a, b."),
    (entry("string_array", maxLength=2), ["a", "b", "c"], "At most 2; there are 3."),
    (entry("number_array", min=0, max=2), [1, 3], "Between 0 and 2."),
    (entry("file_array", maxLength=1), ["a", "b"], "At most 1; there are 2."),
    (entry("model_array", minLength=2), ["a"], "At least 2; there are 1."),
    (entry("file"), 5, "Choose one from the list."),
    (entry(color=True), "red", "Choose a colour, such as #7a5c3e."),
    (entry("number", step=0.001), 1e40, "In steps of 0.001."),
    (entry("hologram"), RawJson("{not json"), RAW),
    (entry("hologram"), RawJson("NaN"), RAW),
    (entry("hologram"), RawJson("1e999"), RAW),
    (entry("hologram"), RawJson("[" * 100_000), RAW),
    (entry("hologram"), object(), RAW),
]


@pytest.mark.parametrize(("one", "value", "sentence"), REFUSED)
def test_what_does_not_fit_is_refused_in_plain_words(one: ModelInput, value: Any, sentence: str) -> None:
    assert check([one], {"x": value}) == {"x": sentence}
    with pytest.raises(InputsError) as caught:
        to_body([one], {"x": value})
    assert caught.value.problems == {"x": sentence}


@pytest.mark.parametrize("kind", list(InputType))
@pytest.mark.parametrize("empty", [None, "", "  ", [], RawJson(" ")])
def test_an_unset_optional_input_is_left_out_whatever_its_type(kind: InputType, empty: Any) -> None:
    assert to_body([entry(kind.value)], {"x": empty}) == {}
    assert to_body([entry(kind.value)], {}) == {}


@pytest.mark.parametrize("value", [5, "5", True, 0.5, ["a"], {"a": 1}, [[1]], object()])
@pytest.mark.parametrize("kind", list(InputType))
def test_every_type_answers_every_value_with_a_sentence_or_with_a_body(kind: InputType, value: Any) -> None:
    problems = check([entry(kind.value)], {"x": value})

    assert all(at == "x" or at.startswith("x[") for at in problems)
    assert all(sentence.endswith(".") for sentence in problems.values())


def test_every_type_has_its_converter() -> None:
    assert set(_CONVERTERS) == set(InputType)


def test_what_is_wrong_in_a_row_is_said_at_its_part() -> None:
    """A row that holds nothing is asked for too: it stands on the screen, so it is not dropped."""
    problems = check([SHOTS], {"x": [{"n": "x"}, 5, {"prompt": None}, {"prompt": "a"}]})

    assert problems == {
        "x[0].n": "Write a number.",
        "x[1]": "Fill in every part.",
        "x[2]": "Fill this in, or remove it.",
    }


def test_rows_are_counted() -> None:
    shots = entry("inputs_array", maxLength=1, inputs=[{"name": "prompt", "type": "string"}])

    assert check([shots], {"x": [{"prompt": "a"}, {"prompt": "b"}]}) == {"x": "At most 1; there are 2."}


def test_a_required_nested_input_is_missed_by_its_name(record: Reader) -> None:
    inputs = record("shots").inputs

    assert check(inputs, {"text": "A day", "shots": [{"prompt": "Dawn"}, {"duration": "5"}]}) == {
        "shots[1].prompt": "Write a prompt."
    }
    assert to_body(
        inputs, {"text": "A day", "shots": [{"prompt": "Dawn", "duration": 10}], "mood": "warm"}
    ) == {
        "text": "A day",
        "shots": [{"prompt": "Dawn", "duration": "10"}],
        "mood": "warm",
    }


def test_a_whole_form_becomes_a_body_and_false_and_zero_are_in_it(record: Reader) -> None:
    values = {
        "prompt": "A boat",
        "negativePrompt": "  ",
        "image": None,
        "duration": -1,
        "clipLength": "5",
        "frameRate": None,
        "generateAudio": False,
        "cfgScale": 0.0,
        "seed": 0,
        "stale": "from another model",
    }
    body = to_body(record("video-rules").inputs, values)

    assert json.dumps(body) == (
        '{"prompt": "A boat", "duration": -1, "clipLength": "5", '
        '"generateAudio": false, "cfgScale": 0, "seed": 0}'
    )


def test_a_required_input_that_nobody_mentions_is_sent_with_its_default(record: Reader) -> None:
    inputs = record("video-rules").inputs

    assert to_body(inputs, {"prompt": "A boat"}) == {"prompt": "A boat", "generateAudio": True}
    assert check(inputs, {"prompt": "A boat", "generateAudio": None}) == {"generateAudio": "Fill in Sound."}


def test_all_problems_are_told_at_once(record: Reader) -> None:
    problems = check(
        record("video-rules").inputs, {"prompt": "", "duration": 5, "seed": -1, "lastFrameImage": "a"}
    )

    assert problems == {
        "prompt": "Write a prompt.",
        "image": "A last frame needs a first one.",
        "duration": "Choose one of -1, 4, 6, 8.",
        "seed": "Between 0 and 2147483647.",
    }


def test_an_emptied_list_that_would_come_back_as_its_default_is_asked_for(record: Reader) -> None:
    inputs = record("picture-sizes").inputs
    values = {"prompt": "A hill", "maps": [], "loras": [], "words": []}

    assert check(inputs, values) == {"maps": "Choose at least one of normal, height."}


def test_long_lists_of_choices_are_shortened() -> None:
    many = entry("string", allowedValues=[str(number) for number in range(30)])

    assert check([many], {"x": "none"})["x"] == "Choose one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …."


def test_a_fresh_form_holds_the_defaults(record: Reader) -> None:
    assert default_values(record("video-rules").inputs) == {
        "duration": -1,
        "clipLength": "5",
        "generateAudio": True,
        "cfgScale": 0.5,
    }
    assert default_values(record("picture-sizes").inputs) == {
        "numOutputs": 1,
        "guidance": 3.5,
        "style": "",
        "tint": "#336699",
        "maps": ["normal", "height"],
        "loras": [],
    }


def test_a_default_that_the_input_itself_refuses_is_dropped() -> None:
    assert default_values([entry(allowedValues=["a"], default="z")]) == {}
    assert default_values([entry("number", min=1, max=3, default=9)]) == {}


def test_a_default_keeps_the_declared_type() -> None:
    assert json.dumps(default_values([entry("number", allowedValues=[4, 6], default=4.0)])) == '{"x": 4}'
