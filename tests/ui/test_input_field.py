"""The table of fields is complete, and a default never reaches a widget that would change it silently."""

from typing import Any

import pytest

from scenario_core.catalog import Model
from scenario_core.inputs import InputType, ModelInput, not_yet_drawable
from scenario_ui.input_field import _FIELDS, field_kind, fitting_default


def _input(**attributes: Any) -> ModelInput:
    return ModelInput.parse({"name": "x", "type": "string", **attributes})


def _kind(entry: ModelInput, *others: ModelInput) -> str:
    return field_kind(Model(id="m", inputs=(*others, entry)), entry)


@pytest.mark.parametrize("type_", InputType)
def test_every_type_has_a_widget_or_waits_for_one(type_: InputType) -> None:
    """A type that is neither drawn nor said to be missing would vanish from the form."""
    entry = _input(type=type_.value)

    assert not_yet_drawable(entry) or _kind(entry) in _FIELDS


@pytest.mark.parametrize(
    ("attributes", "kind"),
    [
        ({"prompt": True}, "prompt"),
        ({"allowedValues": ["5", "10"]}, "choice"),
        ({"type": "number", "allowedValues": [-1, 4]}, "choice"),
        ({"type": "number", "min": 0, "max": 1}, "number"),
        ({"type": "boolean", "default": False}, "switch"),
        ({"type": "boolean"}, "optional switch"),
        ({"type": "string_array", "allowedValues": ["a"]}, "choices"),
        ({"type": "string_array"}, "list"),
        ({"color": True}, "colour"),
    ],
)
def test_the_widget_follows_type_and_values_never_the_name(attributes: dict[str, Any], kind: str) -> None:
    """Duration is a string enum on one model and a number range on the next."""
    assert _kind(_input(**attributes)) == kind


def test_a_second_prompt_is_a_smaller_text() -> None:
    """Only the main prompt is the large one."""
    main = ModelInput.parse({"name": "prompt", "type": "string", "prompt": True})

    assert _kind(_input(prompt=True), main) == "long text"


@pytest.mark.parametrize(
    ("attributes", "value", "fitting"),
    [
        ({"type": "number", "min": 1, "max": 10}, 99, None),
        ({"type": "number", "min": 1, "max": 10, "step": 1}, 5, 5),
        ({"type": "number", "min": 0.5, "max": 30, "default": 5}, 5, 5.0),
        ({"type": "number"}, True, None),
        ({"type": "string"}, None, ""),
        ({"type": "string"}, 7, ""),
        ({"type": "string", "allowedValues": ["a"]}, "a", "a"),
    ],
)
def test_a_default_that_does_not_fit_is_left_out(
    attributes: dict[str, Any], value: Any, fitting: Any
) -> None:
    """Streamlit turns 99 of at most 10 into 1 without a word: better unset than wrong."""
    result = fitting_default(_input(**attributes), value)

    assert result == fitting
    assert type(result) is type(fitting)
