"""Which inputs are required at the moment, and which others decide that."""

from collections.abc import Callable
from typing import Any

import pytest

from scenario_core.catalog import Model
from scenario_core.inputs import ModelInput, deciding, required_now

Reader = Callable[[str], Model]


def entry(name: str, type_: str = "string", **record: Any) -> ModelInput:
    return ModelInput.parse({"name": name, "type": type_, **record})


def test_what_is_always_required_is_required_filled_or_not(record: Reader) -> None:
    inputs = record("video-rules").inputs

    assert (
        set(required_now(inputs, {}))
        == set(required_now(inputs, {"prompt": "x"}))
        == {"prompt", "generateAudio"}
    )


@pytest.mark.parametrize("blank", [None, "", "   "])
def test_a_blank_sibling_requires_nothing(record: Reader, blank: Any) -> None:
    assert "image" not in required_now(record("video-rules").inputs, {"lastFrameImage": blank})


def test_a_defined_sibling_requires_an_input_in_the_models_own_words(record: Reader) -> None:
    required = required_now(record("video-rules").inputs, {"lastFrameImage": "asset_1"})

    assert required["image"] == "A last frame needs a first one."


@pytest.mark.parametrize("value", [False, 0])
def test_false_and_zero_are_defined_siblings(value: Any) -> None:
    inputs = [entry("a", required={"ifDefined": {"b": "Need a."}}), entry("b", "number")]

    assert required_now(inputs, {"b": value}) == {"a": "Need a."}


def test_a_sibling_that_the_model_does_not_declare_is_never_defined(record: Reader) -> None:
    ghost = {"ghostInput": "left over from another model"}
    inputs = [entry("a", required={"ifNotDefined": {"ghostInput": "Need a."}})]

    assert "image" not in required_now(record("video-rules").inputs, ghost)
    assert required_now(inputs, ghost) == {"a": "Need a."}


def test_two_inputs_that_point_at_each_other_mean_one_of_them(record: Reader) -> None:
    inputs = record("either-file").inputs
    sentence = "Add a figure or a picture of one."

    assert required_now(inputs, {"prompt": "x"}) == {
        "prompt": "Write a prompt.",
        "characterModel": sentence,
        "characterFile": sentence,
    }
    assert "characterFile" not in required_now(inputs, {"characterModel": "asset_1"})
    assert "characterModel" not in required_now(inputs, {"characterFile": "asset_1"})


CONDITIONS: list[tuple[dict[str, Any], bool, bool]] = [
    ({}, False, False),
    ({"style": "ink"}, False, True),
    ({"numOutputs": 2}, False, True),
    ({"style": "ink", "numOutputs": 2}, True, True),
    ({"style": "ink", "numOutputs": "2"}, False, True),
    ({"style": "oil", "numOutputs": 2.0}, True, True),
    ({"style": "", "numOutputs": 1}, False, False),
]


@pytest.mark.parametrize(("values", "with_and", "with_or"), CONDITIONS)
def test_conditions_hold_by_value_and_operator(
    record: Reader, values: dict[str, Any], with_and: bool, with_or: bool
) -> None:
    required = required_now(record("picture-sizes").inputs, values)

    assert ("textureStrength" in required) is with_and
    assert ("paper" in required) is with_or


def test_true_is_not_one_in_a_condition() -> None:
    inputs = [entry("a", required={"conditional": {"values": {"b": [1]}}}), entry("b", "boolean")]

    assert required_now(inputs, {"b": True}) == {}


def test_a_condition_without_values_never_holds() -> None:
    assert required_now([entry("a", required={"conditional": {"values": {}}})], {}) == {}


SENTENCES: list[tuple[ModelInput, str]] = [
    (entry("prompt", prompt=True, required=True), "Write a prompt."),
    (entry("texture", label="Texture prompt", prompt=True, required=True), "Write Texture prompt."),
    (entry("text", label="Text", required=True), "Fill in Text."),
    (entry("size", "number", required=True), "Fill in Size."),
    (entry("style", allowedValues=["ink"], required=True), "Choose Style."),
    (entry("voiceId", "model", label="Voice", required=True), "Choose Voice."),
    (entry("clip", "file", kind="video", required=True), "Add a video."),
    (entry("figures", "file_array", kind="3d", required=True), "Add a 3D object."),
    (entry("thing", "file", kind="scent", required=True), "Add a file (scent)."),
]


@pytest.mark.parametrize(("one", "sentence"), SENTENCES)
def test_an_empty_input_is_asked_for_in_plain_words(one: ModelInput, sentence: str) -> None:
    assert required_now([one], {}) == {one.name: sentence}


def test_the_inputs_that_decide_about_others_are_known_by_name(record: Reader) -> None:
    """A change of one of them draws the form again; one that the model does not declare is named too."""
    assert deciding(record("video-rules").inputs) >= {"lastFrameImage"}
    assert deciding(record("either-file").inputs) == {"characterModel", "characterFile"}
    assert deciding(record("picture-sizes").inputs) == {"style", "numOutputs"}
    assert deciding([entry("prompt", required=True)]) == frozenset()
