"""What the API says to a body: None where it would run, else the refusal in the API's own grammar.

The messages' form, `Input <name> ...`, is captured (contract section 2.2), and so are these oddities:
- a scalar where a list is declared is dropped, not refused, and the run goes on without it;
- `lorasScale` holds its `max` but not a `min` of 0;
- the quick-start article sends the number 5 to a model whose `duration` is the string "5" or "10", and is
  served: a number whose text is in a string's closed list is taken for that text.
"""

import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from sandbox.catalogue import Record

# Body keys that are known and yet no input: `dryRun` belongs in the query, and here it is ignored. The run
# is real and paid for, as it is at the API; a client with this mistake must find out in the sandbox.
_IGNORED_KEYS = frozenset({"dryRun"})
_COLOUR = re.compile("#[0-9a-fA-F]{6}")


class RefusalError(Exception):
    """An answer that is not a success: HTTP status, reason, and for some a name and details."""

    def __init__(
        self, status: int, reason: str, *, name: str = "", details: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.name = name
        self.details = details


def check(record: Record, body: Mapping[str, Any]) -> dict[str, Any]:
    """The body as the model takes it, defaults filled in. Raises `RefusalError` (400) at a mistake."""
    declared = {each["name"]: each for each in record["inputs"]}
    for key in body:
        if key not in declared and key not in _IGNORED_KEYS:
            raise _bad(f"Input {key} is not an input of this model")
    read = {name: _read(declared[name], body[name]) for name in declared if is_defined(body.get(name))}
    given = {name: value for name, value in read.items() if value is not None}
    for each in declared.values():
        if each["name"] not in given:
            _check_required(each, given)
    _check_prompt(record, given)
    return {**_defaults(record), **given}


def is_defined(value: object) -> bool:
    """Whether a value counts as given: not null, not blank, not an empty list; false and 0 do count."""
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and value != []


def _defaults(record: Record) -> dict[str, Any]:
    return {each["name"]: each["default"] for each in record["inputs"] if "default" in each}


def _bad(reason: str) -> RefusalError:
    return RefusalError(400, reason)


# --- one value -------------------------------------------------------------------------------------------


def _read(declared: Record, value: Any) -> Any:
    """The value in its declared type. Raises `RefusalError`; None means that the API drops it.

    A type that nobody knows takes anything.
    """
    read = _READERS.get(declared["type"])
    return read(declared, value) if read else value


def _string(declared: Record, value: Any) -> Any:
    name, allowed = declared["name"], declared.get("allowedValues")
    if allowed and _is_number(value) and str(value) in allowed:
        return str(value)
    if not isinstance(value, str):
        raise _bad(f"Input {name} must be a string")
    _check_allowed(declared, value)
    if declared.get("color") and not _COLOUR.fullmatch(value):
        raise _bad(f"Input {name} must be a colour such as #7a5c3e")
    _check_length(declared, len(value), "characters")
    return value


def _number(declared: Record, value: Any) -> Any:
    if not _is_number(value):
        raise _bad(f"Input {declared['name']} must be a number")
    _check_allowed(declared, value)
    _check_range(declared, value)
    return value


def _boolean(declared: Record, value: Any) -> Any:
    if not isinstance(value, bool):
        raise _bad(f"Input {declared['name']} must be a boolean")
    return value


def _id(declared: Record, value: Any) -> Any:
    if not isinstance(value, str):
        raise _bad(f"Input {declared['name']} must be a string")
    return value


def _list_of(item: Callable[[Record, Any], Any]) -> Callable[[Record, Any], Any]:
    def read(declared: Record, value: Any) -> Any:
        if not isinstance(value, list):
            return None
        _check_length(declared, len(value), "items")
        return [item(declared, each) for each in value]

    return read


def _word(declared: Record, value: Any) -> Any:
    if not isinstance(value, str):
        raise _bad(f"Input {declared['name']} must be a list of strings")
    _check_allowed(declared, value)
    return value


def _scale(declared: Record, value: Any) -> Any:
    if not _is_number(value):
        raise _bad(f"Input {declared['name']} must be a list of numbers")
    if "max" in declared and value > declared["max"]:
        raise _bad(f"Input {declared['name']} must be at most {declared['max']}")
    return value


def _rows(declared: Record, value: Any) -> Any:
    if not isinstance(value, list):
        return None
    _check_length(declared, len(value), "items")
    return [_row(declared, index, each) for index, each in enumerate(value)]


def _row(declared: Record, index: int, value: Any) -> Any:
    if not isinstance(value, dict):
        raise _bad(f"Input {declared['name']} must be a list of objects")
    # Each nested input under the name that messages call it by.
    nested = {
        each["name"]: {**each, "name": nested_name(declared["name"], index, each["name"])}
        for each in declared["inputs"]
    }
    for key in value:
        if key not in nested:
            raise _bad(f"Input {nested_name(declared['name'], index, key)} is not an input of this model")
    read = {key: _read(nested[key], item) for key, item in value.items() if is_defined(item)}
    given = {key: item for key, item in read.items() if item is not None}
    for key, each in nested.items():
        if key not in given:
            _check_required(each, given)
    return given


def nested_name(list_name: str, index: int, name: str) -> str:
    """How a message calls an input in a row. A guess: no message about a nested input was captured."""
    return f"{list_name}[{index}].{name}"


_READERS: dict[str, Callable[[Record, Any], Any]] = {
    "string": _string,
    "number": _number,
    "boolean": _boolean,
    "file": _id,
    "file_array": _list_of(_id),
    "string_array": _list_of(_word),
    "number_array": _list_of(_scale),
    "model": _id,
    "model_array": _list_of(_id),
    "inputs_array": _rows,
}


def input_types() -> frozenset[str]:
    """The input types that are checked: all ten that the API is known to have."""
    return frozenset(_READERS)


def _is_number(value: object) -> bool:
    # JSON has no infinity, but 1e999 is read as one.
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _check_allowed(declared: Record, value: Any) -> None:
    allowed = declared.get("allowedValues")
    if allowed and value not in allowed:
        raise _bad(f"Input {declared['name']} must be one of {', '.join(map(str, allowed))}")


def _check_range(declared: Record, value: float) -> None:
    name = declared["name"]
    if "min" in declared and value < declared["min"]:
        raise _bad(f"Input {name} must be at least {declared['min']}")
    if "max" in declared and value > declared["max"]:
        raise _bad(f"Input {name} must be at most {declared['max']}")
    step = declared.get("step")
    if step and Decimal(str(value)) % Decimal(str(step)):
        raise _bad(f"Input {name} must be a multiple of {step}")


def _check_length(declared: Record, length: int, unit: str) -> None:
    name, most, least = declared["name"], declared.get("maxLength"), declared.get("minLength")
    if most is not None and length > most:
        raise _bad(f"Input {name} must be at most {most} {unit} long")
    if least is not None and length < least:
        raise _bad(f"Input {name} must be at least {least} {unit} long")


# --- what is required ------------------------------------------------------------------------------------


def _rules(declared: Record) -> Record:
    """The rules of an input: an object, or for short a bare boolean (contract section 9.3)."""
    rules = declared.get("required") or {}
    return {"always": True} if rules is True else dict(rules)


def _check_required(declared: Record, given: Mapping[str, Any]) -> None:
    """That an input which was not given is not required beside those that were."""
    # A required input with a default still has to be sent (Veo's generateAudio, contract section 9.4).
    rule, name = _rules(declared), declared["name"]
    defined = [other for other in rule.get("ifDefined", {}) if other in given]
    missing = [other for other in rule.get("ifNotDefined", {}) if other not in given]
    if rule.get("always") is True:
        raise _bad(f"Input {name} is required")
    if defined:
        raise _bad(f"Input {name} is required when {defined[0]} is defined")
    if missing:
        raise _bad(f"Input {name} is required when {missing[0]} is not defined")
    if _applies(rule.get("conditional"), given):
        told = " and ".join(
            f"{other} is {given[other]}" for other in rule["conditional"]["values"] if other in given
        )
        raise _bad(f"Input {name} is required when {told}")


def _applies(condition: Record | None, given: Mapping[str, Any]) -> bool:
    """Whether others have the values that a condition lists: all of them, or with "or" any."""
    if not condition:
        return False
    met = [given.get(other) in values for other, values in condition["values"].items()]
    return any(met) if condition.get("operator") == "or" else all(met)


def _check_prompt(record: Record, given: Mapping[str, Any]) -> None:
    """A prompt that no rule requires is needed all the same where nothing else says what to make."""
    prompts = [each["name"] for each in record["inputs"] if each.get("prompt")]
    sources = [
        each["name"] for each in record["inputs"] if each["type"] in ("file", "file_array", "inputs_array")
    ]
    if prompts and not any(name in given for name in [*prompts, *sources]):
        raise _bad(f"Input {prompts[0]} is required")
