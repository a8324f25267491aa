"""Values that a widget can show. Streamlit changes others without a word, or raises: here they are sorted.

Whether a value may be sent is another question (`scenario_core.inputs.check`): a text that is too long is
shown as it is, with its problem beside it.
"""

import re
from collections.abc import Callable
from typing import Any

from scenario_core.inputs import (
    ModelInput,
    RawJson,
    default_values,
    is_defined,
    is_integer,
    is_number,
    plain_text,
)
from scenario_ui.field_kind import LARGEST_NUMBER, kind_of

# Widgets that show one of their values always, where the record has a default.
_NEVER_EMPTY = frozenset({"choice", "switch", "slider"})
_COLOUR = re.compile("#[0-9a-fA-F]{6}")


def showable(entry: ModelInput, value: Any) -> Any:
    """The value as the input's widget can show it; where it cannot, the input's default or nothing."""
    kind = kind_of(entry)
    shown = _SHOWABLE[kind](entry, value)
    return initial(entry) if shown is None and (is_defined(value) or kind in _NEVER_EMPTY) else shown


def initial(entry: ModelInput) -> Any:
    """What a fresh widget of the input shows."""
    return _SHOWABLE[kind_of(entry)](entry, default_values([entry]).get(entry.name))


def choices_of(entry: ModelInput) -> list[Any]:
    """The allowed values, each once. `1` and `true` are two, `1` and `1.0` are one."""
    return list({(isinstance(value, bool), value): value for value in entry.allowed_values}.values())


def _text(_entry: ModelInput, value: Any) -> str | None:
    if value is None:
        return ""
    return plain_text(value) if isinstance(value, str | int | float) else None


def _choice(entry: ModelInput, value: Any) -> Any:
    if not isinstance(value, str | int | float):
        return None
    same = (each for each in choices_of(entry) if plain_text(each) == plain_text(value))
    return next(same, None)


def _choices(entry: ModelInput, value: Any) -> list[Any] | None:
    if value is None:
        return []
    if not isinstance(value, list | tuple) or len(value) > (entry.max_length or len(value)):
        return None
    chosen = [_choice(entry, each) for each in value]
    return None if None in chosen else list(dict.fromkeys(chosen))


def _switch(_entry: ModelInput, value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _number(entry: ModelInput, value: Any) -> float | None:
    try:
        number = float(value) if is_number(value) or isinstance(value, str) else None
    except (ValueError, OverflowError):
        return None
    if number is None or not abs(number) <= LARGEST_NUMBER:
        return None
    if is_integer(entry):
        return int(number) if number.is_integer() else None
    return number


def _slid(entry: ModelInput, value: Any) -> float | None:
    """A slider shows nothing beyond its ends; a number box does, and is told why it cannot be sent."""
    number = _number(entry, value)
    if number is None or (entry.min is not None and number < entry.min):
        return None
    return None if entry.max is not None and number > entry.max else number


def _colour(_entry: ModelInput, value: Any) -> str | None:
    if value is None or value == "":
        return ""
    return value if isinstance(value, str) and _COLOUR.fullmatch(value) else None


def _identifier(_entry: ModelInput, value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _identifiers(entry: ModelInput, value: Any) -> list[str] | None:
    if value is None:
        return []
    items = value if isinstance(value, list | tuple) else [value]
    known = [each for each in items if isinstance(each, str) and each.strip()]
    fits = len(known) == len(items) <= (entry.max_length or len(items))
    return list(dict.fromkeys(known)) if fits else None


def _raw(_entry: ModelInput, value: Any) -> str:
    return (
        value if isinstance(value, str) else (value if isinstance(value, RawJson) else RawJson.of(value)).text
    )


def _as_it_is(_entry: ModelInput, value: Any) -> Any:
    return value


_SHOWABLE: dict[str, Callable[[ModelInput, Any], Any]] = {
    "long text": _text,
    "text": _text,
    "choice": _choice,
    "choices": _choices,
    "switch": _switch,
    "optional switch": _switch,
    "number": _number,
    "slider": _slid,
    "colour": _colour,
    "model": _identifier,
    "models": _identifiers,
    "file": _identifier,
    "files": _identifiers,
    "raw": _raw,
    # Lists in rows are shown part by part.
    "list": _as_it_is,
    "rows": _as_it_is,
}
