"""Tiny constructors for the catalogue's records: they spell an input once, as the API does.

Every value a table passes is a fact of the API (contract section 9); what the constructors add is
only spelling: `name`, `type`, `costImpact` and, where none is given, a label made from the name.
"""

import re
from collections.abc import Sequence
from typing import Any

Record = dict[str, Any]

ALWAYS: Record = {"always": True}
SEED_MAX = 2147483647
# In a copy's id: between the id of the model that it is a copy of and its number.
COPY = "--copy-"


def original_id(model_id: str) -> str:
    """The id of the model that a copy behaves like; other ids are their own."""
    return model_id.split(COPY)[0]


def string(name: str, **attributes: Any) -> Record:
    """A string input."""
    return _input(name, "string", attributes)


def number(name: str, **attributes: Any) -> Record:
    """A number input."""
    return _input(name, "number", attributes)


def boolean(name: str, **attributes: Any) -> Record:
    """A boolean input."""
    return _input(name, "boolean", attributes)


def file(name: str, kind: str = "image", **attributes: Any) -> Record:
    """An input that takes one asset id of a kind."""
    return _input(name, "file", {"kind": kind, **attributes})


def files(name: str, kind: str = "image", **attributes: Any) -> Record:
    """An input that takes a list of asset ids; `maxLength` counts them."""
    return _input(name, "file_array", {"kind": kind, **attributes})


def other(name: str, type_: str, **attributes: Any) -> Record:
    """An input of a rarer type: string_array, number_array, model, model_array, inputs_array."""
    return _input(name, type_, attributes)


def prompt(description: str, name: str = "prompt", **attributes: Any) -> Record:
    """A text that says what to make."""
    return string(name, description=description, prompt=True, **{"promptSpark": True, **attributes})


def seed(**attributes: Any) -> Record:
    """The usual seed input: none given means another result every time."""
    return number("seed", description="Give the same number again to get the same result.", **attributes)


def model(
    model_id: str,
    name: str,
    capabilities: Sequence[str],
    inputs: Sequence[Record],
    *,
    says: str,
    grade: int,
    tags: Sequence[str] = (),
    ui: Record | None = None,
    **attributes: Any,
) -> Record:
    """A record as `GET /models/{id}` serves it, runnable unless told otherwise."""
    return {
        "id": model_id,
        "name": name,
        "shortDescription": says,
        "type": "custom",
        "custom": True,
        "privacy": "public",
        "status": "trained",
        "source": "other",
        "capabilities": list(capabilities),
        "accessRestrictions": grade,
        "tags": list(tags),
        "collectionIds": [],
        "exampleAssetIds": [],
        "parameters": {},
        "trainingImagesNumber": 0,
        "createdAt": "2026-04-01T09:00:00.000Z",
        "updatedAt": "2026-08-20T09:00:00.000Z",
        "inputs": list(inputs),
        "uiConfig": ui or {},
        **attributes,
    }


def in_group(group: str, *inputs: Record) -> list[Record]:
    """The inputs, each under the section title."""
    return [{**each, "group": group} for each in inputs]


def words(text: str) -> list[str]:
    """The words of a text: a long list of plain names, readable in the source."""
    return text.split()


def outputs(most: int) -> Record:
    """How many results one run makes; each is paid for."""
    return number(
        "numOutputs",
        label="Image Count",
        min=1,
        max=most,
        step=1,
        default=1,
        costImpact=True,
        description="How many pictures at once; each is paid for.",
    )


def side(name: str, least: int, most: int, **attributes: object) -> Record:
    """A width or height in pixels."""
    return number(
        name,
        label=name.capitalize(),
        min=least,
        max=most,
        step=16,
        description=f"{name.capitalize()} in pixels.",
        **attributes,
    )


def resolution(*presets: Record) -> Record:
    """A `resolutionComponent` that fills width and height."""
    return {"label": "Dimensions", "widthInput": "width", "heightInput": "height", "presets": list(presets)}


def labels(values: Sequence[str], **special: str) -> Record:
    """Value → label for one entry of `uiConfig.selects`; a value without a special label is capitalised."""
    return {value: special.get(value.replace("-", "_"), value.capitalize()) for value in values}


def sizes(*presets: tuple[str, int, int]) -> list[Record]:
    """Size presets of a `resolutionComponent`: label, width and height in pixels."""
    return [{"label": label, "width": width, "height": height} for label, width, height in presets]


def _input(name: str, type_: str, attributes: Record) -> Record:
    spelled = {"name": name, "type": type_, "label": _label(name), "costImpact": False}
    return {**spelled, **attributes}


def _label(name: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    return words[:1].upper() + words[1:]
