"""The tables of fields are complete, and a value never reaches a widget that would change it silently."""

from typing import Any

import pytest

from scenario_core.catalog import Model
from scenario_core.inputs import InputType, ModelInput, RawJson
from scenario_ui.field_kind import field_kind, kind_of, slider_step
from scenario_ui.input_field import _FIELDS
from scenario_ui.widget_value import _SHOWABLE, initial, showable


def _input(**attributes: Any) -> ModelInput:
    return ModelInput.parse({"name": "x", "type": "string", **attributes})


def _kind(entry: ModelInput, *others: ModelInput) -> str:
    return field_kind(Model(id="m", inputs=(*others, entry)), entry)


@pytest.mark.parametrize("type_", [*InputType, "hologram"])
@pytest.mark.parametrize("more", [{}, {"allowedValues": [1, "a"]}, {"min": 0, "max": 1, "default": 0.5}])
def test_every_type_has_a_widget_and_a_way_to_sort_its_values(type_: str, more: dict[str, Any]) -> None:
    """A type without one would break the form, or vanish from it."""
    entry = _input(type=str(type_), **more)

    assert kind_of(entry) in _FIELDS
    assert kind_of(entry) in _SHOWABLE


def test_the_two_tables_know_the_same_kinds() -> None:
    """The main prompt is a long text of another size."""
    assert set(_FIELDS) == {*_SHOWABLE, "prompt"}


@pytest.mark.parametrize(
    ("attributes", "kind"),
    [
        ({"prompt": True}, "prompt"),
        ({"allowedValues": ["5", "10"]}, "choice"),
        ({"type": "number", "allowedValues": [-1, 4]}, "choice"),
        ({"type": "number", "min": 0, "max": 1}, "number"),
        ({"type": "number", "min": 0, "max": 1, "default": 0.5}, "slider"),
        ({"type": "number", "min": 0.5, "max": 0.5, "default": 0.5}, "number"),
        ({"type": "number", "min": 1, "max": 50, "default": 28}, "number"),
        ({"type": "boolean", "default": False}, "switch"),
        ({"type": "boolean"}, "optional switch"),
        ({"type": "string_array", "allowedValues": ["a"]}, "choices"),
        ({"type": "string_array"}, "list"),
        ({"type": "number_array"}, "list"),
        ({"type": "number_array", "allowedValues": [1, 2]}, "choices"),
        ({"type": "inputs_array"}, "rows"),
        ({"type": "model"}, "model"),
        ({"type": "model_array"}, "models"),
        ({"type": "file"}, "file"),
        ({"type": "file_array"}, "files"),
        ({"type": "hologram"}, "raw"),
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
    ("attributes", "value", "shown"),
    [
        ({"type": "number", "min": 1, "max": 10}, 99, 99),
        ({"type": "number", "min": 1, "max": 10, "step": 1, "default": 3}, 99, 99),
        ({"type": "number", "min": 0, "max": 1, "default": 0.5}, 99, 0.5),
        ({"type": "number", "min": 1, "max": 10, "step": 1, "default": 3}, None, None),
        ({"type": "number", "min": 1, "max": 10, "step": 1}, 5, 5),
        ({"type": "number", "min": 1, "max": 10, "step": 1}, "5", 5),
        ({"type": "number", "min": 0.5, "max": 30, "default": 5}, 5, 5.0),
        ({"type": "number", "min": 0.5, "max": 30, "default": 5}, None, 5.0),
        ({"type": "number"}, True, None),
        ({"type": "number"}, 10**400, None),
        ({"type": "string"}, None, ""),
        ({"type": "string"}, 7, "7"),
        ({"type": "string", "default": "a"}, ["b"], "a"),
        ({"allowedValues": ["a"]}, "a", "a"),
        ({"allowedValues": [5, 10], "type": "number"}, "10", 10),
        ({"allowedValues": ["a", "b"], "default": "b"}, "z", "b"),
        ({"allowedValues": ["a", "b"], "default": "b"}, None, "b"),
        ({"allowedValues": ["a", "b"]}, "z", None),
        ({"type": "string_array", "allowedValues": ["a", "b"], "maxLength": 1}, ["a", "b"], []),
        ({"type": "string_array", "allowedValues": ["a", "b"]}, ["b", "a"], ["b", "a"]),
        ({"type": "boolean", "default": True}, "yes", True),
        ({"type": "boolean"}, False, False),
        ({"color": True}, "red", ""),
        ({"color": True, "default": "#000000"}, "#ffffff", "#ffffff"),
        ({"type": "model"}, "", None),
        ({"type": "model_array", "maxLength": 2}, ["a", "b", "c"], []),
        ({"type": "hologram"}, {"a": [1]}, '{"a": [1]}'),
        ({"type": "hologram"}, RawJson("[1"), "[1"),
    ],
)
def test_a_value_is_shown_as_it_is_or_replaced_by_the_default(
    attributes: dict[str, Any], value: Any, shown: Any
) -> None:
    """A slider turns 99 of at most 1 into another number without a word; a box shows what it is told."""
    result = showable(_input(**attributes), value)

    assert result == shown
    assert type(result) is type(shown)


def test_a_default_that_the_input_itself_refuses_is_not_shown() -> None:
    """A fresh form holds nothing that could not be sent."""
    assert initial(_input(allowedValues=["a"], default="z")) is None
    assert initial(_input(type="number", min=1, max=3, default=9)) is None


@pytest.mark.parametrize(
    ("bounds", "step"),
    [((0, 1, 0.05), 0.05), ((0, 1, None), 0.01), ((0.5, 30, None), 0.1), ((0, 2.5, None), 0.01)],
)
def test_a_slider_moves_by_round_steps(bounds: tuple[float, float, float | None], step: float) -> None:
    """A hundredth of 0.5 to 30 would be 0.295."""
    low, high, own = bounds

    assert slider_step(_input(type="number", min=low, max=high, step=own)) == pytest.approx(step)
