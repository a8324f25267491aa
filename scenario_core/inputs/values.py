"""What a value of a form is and how an input is named on the screen. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from scenario_core.inputs.raw_json import RawJson
from scenario_core.inputs.record import InputType, ModelInput, UiConfig


def is_defined(value: Any) -> bool:
    """Whether a value counts as given: not None, no blank text, no empty list. `false` and `0` count."""
    if isinstance(value, RawJson):
        value = value.text
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, list | tuple):
        return any(is_defined(item) for item in value)
    if isinstance(value, dict):
        return bool(value)
    return value is not None


def is_number(value: Any) -> bool:
    """Whether a value is a number; True and False are none, although Python says so."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_integer(entry: ModelInput) -> bool:
    """Whether a number input takes whole numbers only, as far as its record tells.

    The API knows `number` alone. Whole where step, default, bounds and allowed values all are, and at
    least one is there (contract section 9.2). From 0 to 1 without a step is a share, not a switch.
    """
    if entry.type not in (InputType.NUMBER, InputType.NUMBER_ARRAY):
        return False
    if (entry.min, entry.max) == (0, 1) and entry.step is None and not entry.allowed_values:
        return False
    defaults = entry.default if isinstance(entry.default, list | tuple) else [entry.default]
    told = [entry.min, entry.max, entry.step, *defaults, *entry.allowed_values]
    numbers = [value for value in told if is_number(value)]
    return bool(numbers) and all(isinstance(value, int) or value.is_integer() for value in numbers)


def plain_text(value: Any) -> str:
    """A scalar as the API writes it in keys and labels: `true`, `5` (never `5.0`), `23.976`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def label_of(entry: ModelInput) -> str:
    """The title of an input: its label, else its name in words (`cfgScale` becomes `Cfg scale`)."""
    if entry.label.strip():
        return entry.label.strip()
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[_\-\s]+", " ", entry.name).strip().lower()
    return words[:1].upper() + words[1:] if words else entry.name


def labels_of(inputs: Iterable[ModelInput]) -> dict[str, str]:
    """The titles of inputs that stand together, by name; where two would be the same, each adds its name."""
    titles = {entry.name: label_of(entry) for entry in inputs}
    seen = Counter(title.casefold() for title in titles.values())
    return {
        name: f"{title} ({name})" if seen[title.casefold()] > 1 else title for name, title in titles.items()
    }


def option_label(entry: ModelInput, value: Any, ui: UiConfig) -> str:
    """What to show for one allowed value: the makers' label, else the value; the empty one is `None`.

    Label maps have text keys, are often partial, and may name inputs that do not exist (section 9.7).
    """
    text = plain_text(value)
    label = ui.selects.get(entry.name, {}).get(text, "").strip()
    return label or text or "None"


def main_prompt(inputs: Iterable[ModelInput]) -> ModelInput | None:
    """The input that holds what the visitor asks for: the first prompt, else the first required text.

    Speech and sound models may ask for `text` or `lyrics` without calling it a prompt.
    """
    texts = [entry for entry in inputs if entry.type == InputType.STRING and not entry.allowed_values]
    prompts = (entry for entry in texts if entry.prompt)
    required = (entry for entry in texts if entry.required.always)
    return next(prompts, None) or next(required, None)


def length_limit(entry: ModelInput) -> int | None:
    """How many characters a text may have; None for no limit and for lists, whose limit counts items."""
    return entry.max_length if entry.type == InputType.STRING else None


def listed(values: Sequence[Any], most: int = 12) -> str:
    """Values in one line for a sentence, the first few of many."""
    words = [plain_text(value) for value in values if is_defined(value)]
    return ", ".join(words[:most]) + (", …" if len(words) > most else "")
