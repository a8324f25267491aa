"""What a model requires, given what is filled in. Pure.

Source: contract section 9.3.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scenario_core.inputs.record import Conditional, InputType, ModelInput
from scenario_core.inputs.values import is_defined, label_of

Values = Mapping[str, Any]

_FILE_WORDS = {
    "image": "a picture",
    "image-hdr": "an HDR picture",
    "video": "a video",
    "audio": "a sound",
    "3d": "a 3D object",
    "text": "a text file",
    "json": "a JSON file",
    "document": "a document",
}


def effective(inputs: Iterable[ModelInput], values: Values) -> dict[str, Any]:
    """The values of the declared inputs; a required one that nobody mentions gets its default.

    Values under other names are left out: a form may still hold those of the model before.
    """
    known: dict[str, Any] = {}
    for entry in inputs:
        if entry.name in values:
            known[entry.name] = values[entry.name]
        elif entry.required.always and is_defined(entry.default):
            known[entry.name] = entry.default
    return known


def required_now(inputs: Iterable[ModelInput], values: Values) -> dict[str, str]:
    """The inputs that must be filled, filled or not, with the sentence to show while they are not.

    An input that the record only names but does not declare counts as not defined.
    """
    entries = list(inputs)
    known = effective(entries, values)
    sentences = ((entry, next(_reasons(entry, known), None)) for entry in entries)
    return {entry.name: text or ask_for(entry) for entry, text in sentences if text is not None}


def _reasons(entry: ModelInput, values: Values) -> Iterator[str]:
    """The texts of the rules that make an input required at the moment; a text may be empty."""
    rules = entry.required
    if rules.always:
        yield ""
    for other, text in rules.if_defined.items():
        if is_defined(values.get(other)):
            yield text
    for other, text in rules.if_not_defined.items():
        if not is_defined(values.get(other)):
            yield text
    if rules.conditional and _holds(rules.conditional, values):
        yield ""


def _holds(rule: Conditional, values: Values) -> bool:
    hits = [
        any(_same(values.get(other), wanted) for wanted in listed) for other, listed in rule.values.items()
    ]
    # The operator's default is stated nowhere; "and" asks for less.
    return any(hits) if rule.operator == "or" else bool(hits) and all(hits)


def _same(value: Any, wanted: Any) -> bool:
    # In JSON `true` is not 1 and "5" is not 5.
    return isinstance(value, bool) == isinstance(wanted, bool) and bool(value == wanted)


def ask_for(entry: ModelInput) -> str:
    """The sentence that asks for an input which is empty."""
    label = label_of(entry)
    if entry.type in (InputType.FILE, InputType.FILE_ARRAY):
        return f"Add {_FILE_WORDS.get(entry.kind, f'a file ({entry.kind})')}."
    if entry.allowed_values or entry.type in (InputType.MODEL, InputType.MODEL_ARRAY):
        return f"Choose {label}."
    if entry.type == InputType.STRING and entry.prompt:
        return "Write a prompt." if "prompt" in label.lower().split()[:1] else f"Write {label}."
    return f"Fill in {label}."


def deciding(inputs: Iterable[ModelInput]) -> frozenset[str]:
    """The names of inputs on whose values it depends whether others are required."""
    names: set[str] = set()
    for entry in inputs:
        rule = entry.required
        names |= set(rule.if_defined) | set(rule.if_not_defined)
        names |= set(rule.conditional.values) if rule.conditional else set()
    return frozenset(names)
