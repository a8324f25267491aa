"""Which kind of widget an input gets, by its type and attributes, never by its name."""

import math

from scenario_core.catalog import Model
from scenario_core.inputs import InputType, ModelInput, default_values, is_integer, main_prompt

# Longer texts get an area of their own instead of one line.
_LONG_TEXT = 200

# Browsers count no further without rounding.
LARGEST_NUMBER = 2**53 - 1

_WIDE = frozenset({"prompt", "long text", "list", "file", "files", "rows", "raw"})

_BY_TYPE: dict[InputType, str] = {
    InputType.FILE: "file",
    InputType.FILE_ARRAY: "files",
    InputType.MODEL: "model",
    InputType.MODEL_ARRAY: "models",
    InputType.INPUTS_ARRAY: "rows",
}


def field_kind(model: Model, entry: ModelInput) -> str:
    """The kind of widget for an input of a model: a key of the table in `input_field`."""
    prompt = main_prompt(model.inputs)
    if prompt is not None and entry is prompt:
        return "prompt"
    return kind_of(entry)


def is_wide(model: Model, entry: ModelInput) -> bool:
    """Whether an input wants the whole width of the form."""
    return field_kind(model, entry) in _WIDE


def kind_of(entry: ModelInput) -> str:
    """The kind of widget for an input, whatever stands beside it."""
    if not isinstance(entry.type, InputType):
        return "raw"
    if entry.type in _BY_TYPE:
        return _BY_TYPE[entry.type]
    if entry.type in (InputType.STRING_ARRAY, InputType.NUMBER_ARRAY):
        return "choices" if entry.allowed_values else "list"
    if entry.type is InputType.BOOLEAN:
        return "switch" if isinstance(entry.default, bool) else "optional switch"
    if entry.allowed_values:
        return "choice"
    if entry.type is InputType.NUMBER:
        return "slider" if _slides(entry) else "number"
    if entry.color:
        return "colour"
    return "long text" if entry.prompt or (entry.max_length or 0) > _LONG_TEXT else "text"


def _slides(entry: ModelInput) -> bool:
    """Whether a slider fits: a range of fractions, and a default, for a slider cannot be empty."""
    if entry.min is None or entry.max is None or is_integer(entry) or not default_values([entry]):
        return False
    inside = max(abs(entry.min), abs(entry.max)) <= LARGEST_NUMBER
    return inside and 0 < slider_step(entry) <= entry.max - entry.min


def slider_step(entry: ModelInput) -> float:
    """The step of a slider: the record's, else a round one that makes at least fifty of the range."""
    width = float(entry.max or 0) - float(entry.min or 0)
    if entry.step:
        return float(entry.step)
    return 10.0 ** math.floor(math.log10(width / 50)) if width > 0 else 0.0
