"""Hypothesis strategies: values that an input takes, values that it does not, and whole forms of them."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from scenario_core.inputs import InputType, ModelInput, RawJson, is_defined, is_integer, required_now

Strategy = st.SearchStrategy[Any]

_LONGEST = 30  # of texts and lists; records allow 250,000 characters
_IDS = st.from_regex(r"[a-z]{1,8}_[A-Za-z0-9]{1,12}", fullmatch=True)
_TEXTS = st.text(min_size=1, max_size=_LONGEST)
_JSON: Strategy = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-1e9, 1e9) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def right(entry: ModelInput) -> Strategy:
    """Values that the record of an input allows."""
    if not isinstance(entry.type, InputType):
        return _JSON.filter(is_defined)
    if entry.type in _SCALARS:
        return _SCALARS[entry.type](entry)
    if entry.type is InputType.INPUTS_ARRAY:
        return _many(entry, form(entry.inputs).filter(lambda row: any(map(is_defined, row.values()))))
    return _many(entry, _SCALARS[_ITEMS[entry.type]](entry.model_copy(update={"min_length": None})))


def wrong(entry: ModelInput) -> Strategy:
    """Values that the record of an input refuses, each of them given (not empty)."""
    if not isinstance(entry.type, InputType):
        return st.sampled_from([RawJson("{"), RawJson("NaN"), RawJson("one two"), object()])
    return st.one_of(_WRONG_TYPES[entry.type], *_beyond(entry))


@st.composite
def form(draw: st.DrawFn, inputs: Sequence[ModelInput]) -> dict[str, Any]:
    """A whole form, filled so that it may be sent: some optional inputs stay empty."""
    values: dict[str, Any] = {}
    for entry in inputs:
        values[entry.name] = draw(right(entry) | st.none() if not entry.required.always else right(entry))
    by_name = {entry.name: entry for entry in inputs}
    for _ in inputs:  # a value that is filled in may ask for the next
        empty = [name for name in required_now(inputs, values) if not is_defined(values[name])]
        values |= {name: draw(right(by_name[name])) for name in empty}
    return values


def _text(entry: ModelInput) -> Strategy:
    if entry.allowed_values:
        return st.sampled_from([each for each in entry.allowed_values if is_defined(each)])
    if entry.color:
        return st.from_regex("#[0-9a-fA-F]{6}", fullmatch=True)
    low = max(1, entry.min_length or 0)
    return st.text(min_size=low, max_size=min(entry.max_length or _LONGEST, low + _LONGEST)).filter(
        is_defined
    )


def _number(entry: ModelInput) -> Strategy:
    if entry.allowed_values:
        return st.sampled_from(entry.allowed_values)
    low = entry.min if entry.min is not None else -(10**6)
    high = entry.max if entry.max is not None else max(low, 0) + 10**6
    if entry.step:
        step = Decimal(str(entry.step))
        first, last = -(-Decimal(str(low)) // step), Decimal(str(high)) // step
        kind = int if is_integer(entry) else float
        return st.integers(int(first), int(last)).map(lambda count: kind(count * step))
    if is_integer(entry):
        return st.integers(int(low), int(high))
    return st.floats(float(low), float(high))


def _many(entry: ModelInput, item: Strategy) -> Strategy:
    low = max(1, entry.min_length or 0)
    return st.lists(item, min_size=low, max_size=min(entry.max_length or low + 3, low + 3))


_SCALARS: dict[InputType, Callable[[ModelInput], Strategy]] = {
    InputType.STRING: _text,
    InputType.NUMBER: _number,
    InputType.BOOLEAN: lambda _entry: st.booleans(),
    InputType.FILE: lambda _entry: _IDS,
    InputType.MODEL: lambda _entry: _IDS,
}
_ITEMS = {
    InputType.STRING_ARRAY: InputType.STRING,
    InputType.NUMBER_ARRAY: InputType.NUMBER,
    InputType.FILE_ARRAY: InputType.FILE,
    InputType.MODEL_ARRAY: InputType.MODEL,
}

_NO_NUMBERS = st.sampled_from(["many", "nan", True, float("nan"), float("inf"), {"a": 1}])
_NO_TEXTS = st.sampled_from([True, {"a": 1}, ["a", "b"]])
_NO_IDS = st.sampled_from([5, 0.5, True, {"a": 1}])
_WRONG_TYPES: dict[InputType, Strategy] = {
    InputType.STRING: _NO_TEXTS,
    InputType.NUMBER: _NO_NUMBERS | st.just([5]),
    InputType.BOOLEAN: st.sampled_from([0, 1, "yes", [True], {"a": 1}]),
    InputType.FILE: _NO_IDS | st.just(["asset_1"]),
    InputType.MODEL: _NO_IDS | st.just(["model_1"]),
    InputType.STRING_ARRAY: st.lists(st.sampled_from([True, {"a": 1}, ["a"]]), min_size=1, max_size=2),
    InputType.NUMBER_ARRAY: st.lists(_NO_NUMBERS, min_size=1, max_size=2),
    InputType.FILE_ARRAY: st.lists(_NO_IDS, min_size=1, max_size=2),
    InputType.MODEL_ARRAY: st.lists(_NO_IDS, min_size=1, max_size=2),
    InputType.INPUTS_ARRAY: st.lists(st.sampled_from([5, "a", {"no input": 1}]), min_size=1, max_size=2),
}


def _beyond(entry: ModelInput) -> list[Strategy]:
    """Values of the right type that are too long, too large, too many or not on the list."""
    found: list[Strategy] = []
    numbers, texts = InputType.NUMBER, InputType.STRING
    many = entry.type in _ITEMS
    item = _ITEMS.get(InputType(entry.type), entry.type)
    if entry.allowed_values and item in (numbers, texts):
        other = _TEXTS.filter(lambda text: text not in map(str, entry.allowed_values) and is_defined(text))
        found.append(other.filter(lambda text: not _reads_as_one_of(text, entry.allowed_values)))
    elif item is numbers:
        found += [st.just(entry.max + 1)] if entry.max is not None else []
        found += [st.just(entry.min - 1)] if entry.min is not None else []
    elif entry.color:
        found.append(st.sampled_from(["red", "#12345", "#1234567"]))
    elif entry.type is texts and entry.max_length:
        found.append(st.just("x" * (entry.max_length + 1)))
    if many:
        found = [each.map(lambda value: [value]) for each in found]
    if entry.max_length and (many or entry.type is InputType.INPUTS_ARRAY):
        too_many = right(entry.model_copy(update={"min_length": entry.max_length + 1, "max_length": None}))
        found.append(too_many)
    return found


def _reads_as_one_of(text: str, allowed: Sequence[Any]) -> bool:
    try:
        return float(text) in [float(each) for each in allowed if isinstance(each, int | float)]
    except ValueError:
        return False
