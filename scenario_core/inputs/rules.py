"""What a model requires, given what is filled in, and whether the app can ask for it yet. Pure.

Source: contract section 9.3.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scenario_core.inputs.record import Conditional, InputType, ModelInput
from scenario_core.inputs.values import is_defined, label_of, plain_text

Values = Mapping[str, Any]

DRAWABLE = frozenset(
    {
        InputType.STRING,
        InputType.NUMBER,
        InputType.BOOLEAN,
        InputType.STRING_ARRAY,
        InputType.FILE,
        InputType.FILE_ARRAY,
    }
)

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
        return f"Add {thing_asked(entry)}."
    if entry.allowed_values or entry.type in (InputType.MODEL, InputType.MODEL_ARRAY):
        return f"Choose {label}."
    if entry.type == InputType.STRING and entry.prompt:
        return "Write a prompt." if "prompt" in label.lower().split()[:1] else f"Write {label}."
    return f"Fill in {label}."


def thing_asked(entry: ModelInput) -> str:
    """What an input takes that the app cannot ask for yet, in plain words."""
    if entry.type in (InputType.FILE, InputType.FILE_ARRAY):
        return _FILE_WORDS.get(entry.kind, f"a file ({entry.kind})")
    words: dict[str, str] = {
        InputType.MODEL: "a second model",
        InputType.MODEL_ARRAY: "further models",
        InputType.NUMBER_ARRAY: "a list of numbers",
        InputType.INPUTS_ARRAY: "a list of parts",
    }
    return words.get(entry.type, f"something of an unknown type ({plain_text(entry.type)})")


def not_yet_drawable(entry: ModelInput) -> bool:
    """Whether the form cannot ask for this input yet: files, models, lists of numbers or parts."""
    return entry.type not in DRAWABLE


def unusable_reason(inputs: Iterable[ModelInput]) -> str | None:
    """Why a model cannot be used yet, in one sentence; None where it can.

    It cannot where an input is needed, whatever else is filled in, that the form cannot ask for.
    """
    entries = {entry.name: entry for entry in inputs}
    for entry in entries.values():
        if not_yet_drawable(entry) and not is_defined(entry.default) and _unavoidable(entry, entries):
            return (
                f"This model needs {thing_asked(entry)} ({label_of(entry)}), which this app cannot take yet."
            )
    return None


def _unavoidable(entry: ModelInput, entries: Mapping[str, ModelInput]) -> bool:
    if entry.required.always:
        return True
    others = (entries.get(name) for name in entry.required.if_not_defined)
    return any(other is None or not_yet_drawable(other) for other in others)
