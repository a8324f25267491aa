"""What a value is, and how inputs and options are named on the screen."""

from collections.abc import Callable
from typing import Any

import pytest

from scenario_core.catalog import Model
from scenario_core.inputs import (
    ModelInput,
    UiConfig,
    is_defined,
    is_integer,
    label_of,
    labels_of,
    length_limit,
    main_prompt,
    option_label,
)

Reader = Callable[[str], Model]


def entry(**record: Any) -> ModelInput:
    return ModelInput.parse({"name": "x", "type": "number", **record})


@pytest.mark.parametrize("value", [False, 0, 0.0, "x", " x ", ["x"], [0], [False], -1, {"a": 1}])
def test_given_values_are_defined_and_false_and_zero_are_given(value: Any) -> None:
    assert is_defined(value)


@pytest.mark.parametrize("value", [None, "", "  \n", [], (), ["", None], {}])
def test_nothing_and_blank_and_empty_are_not_defined(value: Any) -> None:
    assert not is_defined(value)


INTEGERS: list[tuple[dict[str, Any], bool]] = [
    ({"min": 1, "max": 10, "step": 1, "default": 1}, True),
    ({"min": 16, "max": 3840, "step": 16}, True),
    ({"min": 0, "max": 2147483647}, True),
    ({"allowedValues": [-1, 4, 6.0]}, True),
    ({"default": 5}, True),
    ({"allowedValues": [23.976, 24]}, False),
    ({"min": 0, "max": 1, "default": 0.5}, False),
    ({"min": 3, "max": 8, "step": 0.25, "default": 5}, False),
    ({"min": 0.5, "max": 30, "default": 5}, False),
    ({}, False),
    ({"type": "string", "allowedValues": ["5"], "default": "5"}, False),
    ({"type": "number_array", "min": 0, "max": 9, "default": [1, 2]}, True),
    ({"type": "number_array", "min": 0, "max": 2, "default": [0.8]}, False),
]


@pytest.mark.parametrize(("record", "whole"), INTEGERS)
def test_a_number_is_whole_where_all_that_is_told_is_whole(record: dict[str, Any], whole: bool) -> None:
    assert is_integer(entry(**record)) is whole


def test_a_range_from_zero_to_one_is_a_share_and_not_a_switch() -> None:
    assert not is_integer(entry(min=0, max=1))
    assert not is_integer(entry(min=0, max=1, default=1))
    assert is_integer(entry(min=0, max=1, step=1))


@pytest.mark.parametrize(
    ("name", "label", "shown"),
    [
        ("cfgScale", "", "Cfg scale"),
        ("cfgScale", "  ", "Cfg scale"),
        ("num_outputs", "", "Num outputs"),
        ("seed", "Luck", "Luck"),
        ("prompt2Text", "", "Prompt2 text"),
        ("___", "", "___"),
    ],
)
def test_an_input_is_shown_by_its_label_or_by_its_name_in_words(name: str, label: str, shown: str) -> None:
    assert label_of(entry(name=name, label=label)) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (-1, "Auto"),
        (4, "4 s"),
        (4.0, "4 s"),
        (6, "6"),
        ("4", "4 s"),
        ("", "None"),
        (23.976, "23.976"),
        (8, "8"),
    ],
)
def test_options_are_shown_by_the_makers_labels_where_there_are_some(value: Any, shown: str) -> None:
    ui = UiConfig(selects={"x": {"-1": "Auto", "4": "4 s", "8": " "}, "other": {"6": "Stale"}})

    assert option_label(entry(), value, ui) == shown


def test_the_main_prompt_is_the_first_input_that_is_a_prompt() -> None:
    title = entry(name="title", type="string", required=True)
    first = entry(name="prompt", type="string", prompt=True)
    second = entry(name="texturePrompt", type="string", prompt=True)

    assert main_prompt([title, first, second]) is first


def test_without_a_prompt_the_first_required_text_is_the_main_one(record: Reader) -> None:
    found = main_prompt(record("shots").inputs)

    assert found is not None
    assert found.name == "text"


def test_a_list_of_choices_or_an_optional_text_is_no_main_prompt() -> None:
    voice = entry(name="voice", type="string", allowedValues=["a"], required=True)

    assert main_prompt([voice, entry(name="note", type="string"), entry(name="seed")]) is None


def test_only_texts_have_a_limit_in_characters() -> None:
    assert length_limit(entry(type="string", maxLength=600)) == 600
    assert length_limit(entry(type="string")) is None
    assert length_limit(entry(type="string_array", maxLength=5)) is None


def test_titles_that_are_the_same_are_told_apart_by_their_names() -> None:
    first, second = entry(name="note", label="Note"), entry(name="remark", label="note ")

    assert labels_of([first, second, entry(name="seed")]) == {
        "note": "Note (note)",
        "remark": "note (remark)",
        "seed": "Seed",
    }
