"""What a model says about its inputs: every attribute of the record is read."""

from collections.abc import Callable
from typing import Any

import pytest

from scenario_core.catalog import Model
from scenario_core.inputs import InputType, ModelInput, UiConfig, read_inputs, read_ui_config

Reader = Callable[[str], Model]

# Attribute in the record, name in the code, a value (contract section 9.2).
ATTRIBUTES: list[tuple[str, str, Any]] = [
    ("label", "label", "Length"),
    ("description", "description", "How long."),
    ("hint", "hint", "Seconds"),
    ("placeholder", "placeholder", "5"),
    ("group", "group", "Settings"),
    ("default", "default", 5),
    ("allowedValues", "allowed_values", ("5", 10, 23.976)),
    ("min", "min", 1),
    ("max", "max", 2.5),
    ("step", "step", 0.05),
    ("minLength", "min_length", 1),
    ("maxLength", "max_length", 2500),
    ("kind", "kind", "video"),
    ("maxSize", "max_size", 15728640),
    ("minDuration", "min_duration", 3.0),
    ("maxDuration", "max_duration", 30.0),
    ("costImpact", "cost_impact", True),
    ("prompt", "prompt", True),
    ("promptSpark", "prompt_spark", True),
    ("parent", "parent", True),
    ("maskFrom", "mask_from", "image"),
    ("backgroundBehavior", "background_behavior", "opaque"),
    ("color", "color", True),
    ("modelTypes", "model_types", ("flux.1-lora",)),
]


def entry(**record: Any) -> ModelInput:
    return ModelInput.parse({"name": "x", "type": "string", **record})


@pytest.mark.parametrize(("attribute", "name", "value"), ATTRIBUTES)
def test_every_attribute_is_read_with_its_own_type(attribute: str, name: str, value: Any) -> None:
    given = list(value) if isinstance(value, tuple) else value
    read = getattr(entry(**{attribute: given}), name)

    assert read == value
    assert type(read) is type(value)
    assert entry(**{attribute: given}).model_extra == {}


def test_allowed_values_keep_their_json_types() -> None:
    types = [type(value) for value in entry(allowedValues=["5", 5, 5.5, True]).allowed_values]

    assert types == [str, int, float, bool]


@pytest.mark.parametrize("name", [attribute for attribute, _, _ in ATTRIBUTES])
def test_null_is_the_same_as_absent(name: str) -> None:
    assert entry(**{name: None}) == entry()


def test_a_file_without_a_kind_is_a_picture() -> None:
    assert entry(type="file").kind == "image"


@pytest.mark.parametrize("kind", list(InputType))
def test_the_ten_types_are_known_and_others_kept(kind: InputType) -> None:
    assert entry(type=kind.value).type is kind
    assert entry(type="hologram").type == "hologram"


def test_nested_inputs_are_inputs(record: Reader) -> None:
    shots = record("shots").inputs[1]

    assert [(nested.name, nested.type) for nested in shots.inputs] == [
        ("prompt", InputType.STRING),
        ("duration", InputType.STRING),
    ]


REQUIRED: list[tuple[Any, bool]] = [
    (None, False),
    (True, True),
    (False, False),
    ({"always": True}, True),
    ({"always": False}, False),
    ({"always": "true"}, False),
    ({"always": 1}, False),
    ({}, False),
]


@pytest.mark.parametrize(("rule", "always"), REQUIRED)
def test_always_means_true_and_nothing_else(rule: Any, always: bool) -> None:
    assert entry(required=rule).required.always is always


@pytest.mark.parametrize("message", ["Add it.", {"message": "Add it."}])
def test_a_rules_message_may_be_a_text_or_an_object(message: Any) -> None:
    rules = entry(required={"ifDefined": {"a": message}, "ifNotDefined": {"b": message}}).required

    assert (rules.if_defined, rules.if_not_defined) == ({"a": "Add it."}, {"b": "Add it."})


def test_a_message_that_is_neither_is_empty() -> None:
    assert entry(required={"ifDefined": {"a": {"text": 5}, "b": 7}}).required.if_defined == {"a": "", "b": ""}


def test_a_condition_without_an_operator_means_all_of_it() -> None:
    rule = entry(required={"conditional": {"values": {"a": ["x", 2]}}}).required.conditional

    assert rule is not None
    assert (rule.values, rule.operator) == ({"a": ("x", 2)}, "and")


def test_the_ui_config_is_read(record: Reader) -> None:
    video, picture = record("video-rules").ui_config, record("picture-sizes").ui_config

    assert video.selects["duration"] == {"-1": "Auto", "4": "4 s"}
    assert video.is_collapsed("seed")
    assert not video.is_collapsed("prompt")
    assert video.trigger_generate == {"label": "Roll", "after": "prompt"}
    assert picture.resolution_component is not None
    assert picture.resolution_component.width_input == "width"
    assert [(p.label, p.width, p.height) for p in picture.resolution_component.presets] == [
        ("Square", 1024, 1024),
        ("Auto", None, None),
    ]
    assert picture.loras_component is not None
    assert (picture.loras_component.model_input, picture.loras_component.scale_input) == (
        "loras",
        "lorasScale",
    )
    assert picture.presets[0]["fields"] == ["style"]


@pytest.mark.parametrize("config", [5, [], "text"])
def test_a_ui_config_that_is_no_object_is_empty_and_named(config: Any) -> None:
    read, problems = read_ui_config(config)

    assert read == UiConfig()
    assert problems


def test_no_inputs_are_no_problem() -> None:
    assert read_inputs(None) == ((), [])
    assert read_inputs([]) == ((), [])
    assert read_ui_config(None) == (UiConfig(), [])


@pytest.mark.parametrize(
    "bounds",
    [
        {"min": 5, "max": 1},
        {"step": 0},
        {"step": -1},
        {"maxLength": 0},
        {"minLength": -1},
        {"maxLength": 10**30},
        {"max": float("inf")},
        {"min": float("nan")},
        {"max": 10**400},
    ],
)
def test_bounds_that_nothing_could_meet_are_no_bounds(bounds: dict[str, Any]) -> None:
    """The rest of the input is as good as before; the API is the judge."""
    entry = ModelInput.parse({"name": "x", "type": "number", "default": 3, **bounds})

    assert (entry.min, entry.max, entry.step, entry.min_length, entry.max_length) == (None,) * 5
    assert entry.default == 3


def test_a_part_of_a_row_has_its_name_alone() -> None:
    parts = [
        {"name": "a", "type": "string"},
        {"name": "a", "type": "number"},
        {"name": "b", "type": "number"},
    ]
    entry = ModelInput.parse({"name": "x", "type": "inputs_array", "inputs": parts})

    assert [(part.name, str(part.type)) for part in entry.inputs] == [("a", "string"), ("b", "number")]
