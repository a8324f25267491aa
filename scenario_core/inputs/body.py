"""From what a form holds to the body that is sent, and what is wrong with it in plain words. Pure.

The order of the checks is that of contract section 9.5. Values may come from widgets (str, int, float,
bool, None, lists, RawJson) or from an earlier job; what can be read without loss is converted.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from scenario_core.errors import InputsError
from scenario_core.inputs.raw_json import RawJson, sendable
from scenario_core.inputs.record import InputType, ModelInput
from scenario_core.inputs.rules import Values, effective, required_now
from scenario_core.inputs.values import is_defined, is_integer, is_number, label_of, listed, plain_text

_COLOUR = re.compile("#[0-9a-fA-F]{6}")


class _RefusedError(Exception):
    """A value does not fit its input. `places` has the sentences: at the input itself (""), or inside it."""

    def __init__(self, sentence: str = "", *, places: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.places = dict(places or {"": sentence})


def check(inputs: Iterable[ModelInput], values: Values) -> dict[str, str]:
    """What is wrong, by input name, one sentence each; empty when the values may be sent.

    An input in a row of another is named as the API's messages would: `shots[0].prompt`.
    """
    return _settle(list(inputs), values)[1]


def to_body(inputs: Iterable[ModelInput], values: Values) -> dict[str, object]:
    """The body that runs a model: only declared and defined inputs, in the JSON types they declare.

    Raises InputsError with every problem that `check` finds.
    """
    body, problems = _settle(list(inputs), values)
    if problems:
        raise InputsError(problems)
    return body


def default_values(inputs: Iterable[ModelInput]) -> dict[str, Any]:
    """What a fresh form holds: the defaults that the inputs themselves would accept."""
    found: dict[str, Any] = {}
    for entry in inputs:
        if entry.default is None:
            continue
        try:
            found[entry.name] = _convert(entry, entry.default) if is_defined(entry.default) else entry.default
        except _RefusedError:
            continue  # an empty field is better than a value that the model refuses
    return found


def _settle(inputs: list[ModelInput], values: Values) -> tuple[dict[str, object], dict[str, str]]:
    """The body as far as it goes, and the problems."""
    known = effective(inputs, values)
    missing = {
        name: text for name, text in required_now(inputs, values).items() if not is_defined(known.get(name))
    }
    body: dict[str, object] = {}
    problems: dict[str, str] = {}
    for entry in inputs:
        value = known.get(entry.name)
        if entry.name in missing:
            problems[entry.name] = missing[entry.name]
        elif is_defined(value):
            try:
                body[entry.name] = _convert(entry, value)
            except _RefusedError as refusal:
                problems |= {entry.name + place: sentence for place, sentence in refusal.places.items()}
        elif _would_return(entry, value):
            problems[entry.name] = f"Choose at least one of {listed(entry.allowed_values or entry.default)}."
    return body, problems


def _would_return(entry: ModelInput, value: Any) -> bool:
    """Whether an emptied list would come back as the default, which is made and paid for."""
    return isinstance(value, list | tuple) and isinstance(entry.default, list) and is_defined(entry.default)


def _convert(entry: ModelInput, value: Any) -> Any:
    """The value as it is sent. What an input of a type nobody knows holds is sent as the JSON it is."""
    known = entry.type if isinstance(entry.type, InputType) else None
    return _CONVERTERS[known](entry, value) if known else _anything(value)


def _anything(value: Any) -> Any:
    try:
        return value.read() if isinstance(value, RawJson) else sendable(value)
    except ValueError:
        raise _RefusedError('Write JSON, such as 5, true, "a word" or ["a", "list"].') from None


def _string(entry: ModelInput, value: Any) -> Any:
    if entry.allowed_values:
        return _choice(entry, value)
    text = _text(entry, value)
    if entry.color and not _COLOUR.fullmatch(text):
        raise _RefusedError("Choose a colour, such as #7a5c3e.")
    _check_length(entry, len(text), " characters; this has")
    return text


def _text(entry: ModelInput, value: Any) -> Any:
    if entry.allowed_values:
        return _choice(entry, value)
    if is_number(value):
        return plain_text(value)
    if not isinstance(value, str):
        raise _RefusedError("Write a text.")
    return value


def _choice(entry: ModelInput, value: Any) -> Any:
    """The allowed value that is meant, in the type in which the record declares it."""
    for allowed in entry.allowed_values:
        if isinstance(allowed, bool) == isinstance(value, bool) and allowed == value:
            return allowed
    for allowed in entry.allowed_values:
        if isinstance(value, str | int | float) and plain_text(allowed) == plain_text(value):
            return allowed
    raise _RefusedError(f"Choose one of {listed(entry.allowed_values)}.")


def _number(entry: ModelInput, value: Any) -> Any:
    if entry.allowed_values:
        return _choice(entry, value)
    number = _read_number(value)
    whole = number.is_integer() if isinstance(number, float) else True
    if is_integer(entry) and not whole:
        raise _RefusedError("Write a whole number.")
    _check_range(entry, number)
    _check_step(entry, number)
    return int(number) if whole else number


def _read_number(value: Any) -> int | float:
    if isinstance(value, str):
        try:
            value = int(value) if value.strip().lstrip("+-").isdecimal() else float(value)
        except ValueError:
            raise _RefusedError("Write a number.") from None
    if not is_number(value) or not math.isfinite(value):
        raise _RefusedError("Write a number.")
    number: int | float = value
    return number


def _check_range(entry: ModelInput, number: float) -> None:
    low, high = entry.min, entry.max
    if (low is None or number >= low) and (high is None or number <= high):
        return
    if low is not None and high is not None:
        raise _RefusedError(f"Between {plain_text(low)} and {plain_text(high)}.")
    raise _RefusedError(f"At least {plain_text(low)}." if low is not None else f"At most {plain_text(high)}.")


def _check_step(entry: ModelInput, number: float) -> None:
    """Sizes are multiples of the step; other ranges may count from their minimum. Both are taken."""
    if not entry.step or entry.step < 0:
        return
    step, exact = Decimal(str(entry.step)), Decimal(str(number))
    start = Decimal(str(entry.min or 0))
    try:
        if exact % step == 0 or (exact - start) % step == 0:
            return
    except InvalidOperation:  # so many steps away that nobody can count them
        raise _RefusedError(f"In steps of {plain_text(entry.step)}.") from None
    below = (exact // step) * step
    near = [float(size) for size in (below, below + step) if _in_range(entry, float(size))]
    advice = f", such as {' or '.join(map(plain_text, near))}" if near else ""
    raise _RefusedError(f"In steps of {plain_text(entry.step)}{advice}.")


def _in_range(entry: ModelInput, number: float) -> bool:
    return (entry.min is None or number >= entry.min) and (entry.max is None or number <= entry.max)


def _check_length(entry: ModelInput, length: int, counted: str) -> None:
    if entry.max_length is not None and length > entry.max_length:
        raise _RefusedError(f"At most {entry.max_length}{counted} {length}.")
    if entry.min_length is not None and length < entry.min_length:
        raise _RefusedError(f"At least {entry.min_length}{counted} {length}.")


def _boolean(entry: ModelInput, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _RefusedError(f"Turn {label_of(entry)} on or off.")
    return value


def _identifier(_entry: ModelInput, value: Any) -> str:
    if not isinstance(value, str):
        raise _RefusedError("Choose one from the list.")
    return value


def _list_of(convert: Callable[[ModelInput, Any], Any]) -> Callable[[ModelInput, Any], list[Any]]:
    """A converter of lists. One value alone is wrapped: the API silently drops a bare one (section 3)."""

    def convert_list(entry: ModelInput, value: Any) -> list[Any]:
        items = value if isinstance(value, list | tuple) else [value]
        converted = [convert(entry, item) for item in items if is_defined(item)]
        _check_length(entry, len(converted), "; there are")
        return converted

    return convert_list


def _rows(entry: ModelInput, value: Any) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    places: dict[str, str] = {}
    for index, item in enumerate(value if isinstance(value, list | tuple) else [value]):
        row, problems = _row(entry, item)
        rows.append(row)
        places |= {f"[{index}]{place}": sentence for place, sentence in problems.items()}
    if places:
        raise _RefusedError(places=places)
    _check_length(entry, len(rows), "; there are")
    return rows


def _row(entry: ModelInput, value: Any) -> tuple[dict[str, object], dict[str, str]]:
    if not isinstance(value, Mapping):
        return {}, {"": "Fill in every part."}
    row, problems = _settle(list(entry.inputs), value)
    if not row and not problems:
        return {}, {"": "Fill this in, or remove it."}
    return row, {f".{place}": sentence for place, sentence in problems.items()}


_CONVERTERS: dict[InputType, Callable[[ModelInput, Any], Any]] = {
    InputType.STRING: _string,
    InputType.NUMBER: _number,
    InputType.BOOLEAN: _boolean,
    InputType.FILE: _identifier,
    InputType.MODEL: _identifier,
    InputType.STRING_ARRAY: _list_of(_text),
    InputType.NUMBER_ARRAY: _list_of(_number),
    InputType.FILE_ARRAY: _list_of(_identifier),
    InputType.MODEL_ARRAY: _list_of(_identifier),
    InputType.INPUTS_ARRAY: _rows,
}
