"""What a model says about its inputs: `ModelInput` and, for labels and groups, `UiConfig`.

Source: contract sections 9.1 to 9.4 and 9.7. Every attribute is read, an unknown one is kept
(pydantic extra), and an unknown `type` stays a plain string, so that nothing of a record is lost.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic.alias_generators import to_camel

Scalar = str | bool | int | float


class InputType(StrEnum):
    """The ten types of the API; the widget is chosen by it."""

    STRING = "string"
    NUMBER = "number"
    BOOLEAN = "boolean"
    FILE = "file"
    FILE_ARRAY = "file_array"
    STRING_ARRAY = "string_array"
    NUMBER_ARRAY = "number_array"
    MODEL = "model"
    MODEL_ARRAY = "model_array"
    INPUTS_ARRAY = "inputs_array"


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow", alias_generator=to_camel, populate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, record: Any) -> Any:
        if not isinstance(record, Mapping):
            return record
        return {key: value for key, value in record.items() if value is not None}


class Conditional(_Wire):
    """Required when other inputs hold listed values; all of them, or one of them with `or`."""

    values: dict[str, tuple[Scalar, ...]] = Field(default_factory=dict)
    operator: str = "and"


class Required(_Wire):
    """When an input must be filled. The texts are the model's own sentences, empty where it has none."""

    always: bool = False
    if_defined: dict[str, str] = Field(default_factory=dict)
    if_not_defined: dict[str, str] = Field(default_factory=dict)
    conditional: Conditional | None = None

    @field_validator("always", mode="before")
    @classmethod
    def _only_true(cls, value: Any) -> bool:
        return value is True

    @field_validator("if_defined", "if_not_defined", mode="before")
    @classmethod
    def _sentences(cls, value: Any) -> Any:
        # The SDK types a message as a string; captured records hold {"message": "..."}.
        if not isinstance(value, Mapping):
            return value
        return {str(other): _sentence(message) for other, message in value.items()}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_LONGEST = 2**31 - 1
_LARGEST = 1e300  # JSON may hold numbers that read as infinite, or as no float at all

# When a bound means something.
_BOUNDS: dict[str, Callable[[float], bool]] = {
    "min": lambda low: abs(low) <= _LARGEST,
    "max": lambda high: abs(high) <= _LARGEST,
    "step": lambda step: 0 < step <= _LARGEST,
    "minLength": lambda length: 0 <= length <= _LONGEST,
    "maxLength": lambda length: 0 < length <= _LONGEST,
}


def _sentence(message: Any) -> str:
    if isinstance(message, Mapping):
        message = message.get("message")
    return message if isinstance(message, str) else ""


class ModelInput(_Wire):
    """One input of a model: what it is called, what it takes and when it must be filled.

    `min_length` and `max_length` count characters for text and items for lists;
    `max_size` is in bytes, the durations are in seconds.
    """

    name: str = Field(min_length=1)
    type: InputType | str = Field(union_mode="left_to_right")
    label: str = ""
    description: str = ""
    hint: str = ""
    placeholder: str = ""
    group: str = ""
    default: Any = None
    allowed_values: tuple[Scalar, ...] = ()
    min: int | float | None = None
    max: int | float | None = None
    step: int | float | None = None
    min_length: int | None = None
    max_length: int | None = None
    required: Required = Required()
    kind: str = "image"
    max_size: int | None = None
    min_duration: float | None = None
    max_duration: float | None = None
    cost_impact: bool = False
    prompt: bool = False
    prompt_spark: bool = False
    parent: bool = False
    mask_from: str | None = None
    background_behavior: str | None = None
    color: bool = False
    model_types: tuple[str, ...] = ()
    inputs: "tuple[ModelInput, ...]" = ()

    @model_validator(mode="before")
    @classmethod
    def _nonsense_binds_nothing(cls, record: Any) -> Any:
        """Bounds that nothing could meet are no bounds: the API is the judge."""
        if not isinstance(record, Mapping):
            return record
        empty_range = _is_number(record.get("min")) and _is_number(record.get("max"))
        empty_range = empty_range and record["min"] > record["max"]
        absent = {"min", "max"} if empty_range else set()
        for bound, meaning in _BOUNDS.items():
            if _is_number(record.get(bound)) and not meaning(record[bound]):
                absent.add(bound)
        return {key: value for key, value in record.items() if key not in absent}

    @field_validator("required", mode="before")
    @classmethod
    def _bare_boolean(cls, value: Any) -> Any:
        return {"always": value} if isinstance(value, bool) else value

    @field_validator("inputs", mode="after")
    @classmethod
    def _one_of_each_name(cls, inputs: "tuple[ModelInput, ...]") -> "tuple[ModelInput, ...]":
        return tuple({entry.name: entry for entry in reversed(inputs)}.values())[::-1]

    @classmethod
    def parse(cls, record: Mapping[str, Any]) -> Self:
        """The input in an API record. Raises pydantic's ValidationError where it is none."""
        return cls.model_validate(record)


class SizePreset(_Wire):
    """A named size. Without width and height ("Auto") choosing it means: send neither input."""

    label: str = ""
    width: int | None = None
    height: int | None = None


class ResolutionComponent(_Wire):
    """One choice that fills two inputs, the width and the height."""

    width_input: str
    height_input: str
    label: str = "Size"
    presets: tuple[SizePreset, ...] = ()


class LorasComponent(_Wire):
    """Rows of LoRA and scale, mapped on two list inputs of the same length."""

    model_input: str
    scale_input: str
    label: str = "LoRAs"
    model_id_input: str | None = None


class UiConfig(_Wire):
    """How the model's makers would show the inputs. It may name inputs that do not exist."""

    selects: dict[str, dict[str, str]] = Field(default_factory=dict)
    resolution_component: ResolutionComponent | None = None
    loras_component: LorasComponent | None = None
    presets: tuple[Any, ...] = ()
    input_properties: dict[str, dict[str, Any]] = Field(default_factory=dict)
    output_properties: dict[str, dict[str, Any]] = Field(default_factory=dict)
    trigger_generate: dict[str, Any] | None = None

    def is_collapsed(self, name: str) -> bool:
        """Whether the makers want this input to start folded away."""
        return self.input_properties.get(name, {}).get("collapsed") is True


def read_inputs(records: Any) -> tuple[tuple[ModelInput, ...], list[str]]:
    """The inputs that make sense, in order, and one sentence for each entry that makes none."""
    if records is None:
        return (), []
    if not isinstance(records, list | tuple):
        return (), ["its inputs are no list"]
    found: dict[str, ModelInput] = {}
    problems: list[str] = []
    for index, record in enumerate(records):
        try:
            entry = ModelInput.parse(record)
        except ValidationError as error:
            problems.append(f"input {_name_of(record, index)} makes no sense ({_where(error)})")
            continue
        if entry.name in found:  # two widgets and two body keys of one name cannot be
            problems.append(f"input {entry.name} is there twice")
            continue
        found[entry.name] = entry
    return tuple(found.values()), problems


def read_ui_config(record: Any) -> tuple[UiConfig, list[str]]:
    """The parts of a `uiConfig` that make sense, and one sentence for each part that makes none."""
    if record is None:
        return UiConfig(), []
    if not isinstance(record, Mapping):
        return UiConfig(), ["its uiConfig is no object"]
    parts: dict[str, Any] = {}
    problems: list[str] = []
    for key, value in record.items():
        try:
            UiConfig.model_validate({key: value})
        except ValidationError as error:
            problems.append(f"uiConfig makes no sense ({_where(error)})")
        else:
            parts[key] = value
    return UiConfig.model_validate(parts), problems


def _name_of(record: Any, index: int) -> str:
    name = record.get("name") if isinstance(record, Mapping) else None
    return name if isinstance(name, str) and name else f"number {index + 1}"


def _where(error: ValidationError) -> str:
    """Which fields are wrong, without their values: those are data from outside."""
    places = {".".join(str(part) for part in detail["loc"]) or "the whole" for detail in error.errors()}
    return ", ".join(sorted(places))
