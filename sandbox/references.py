"""What inputs refer to, assets and models by id, checked when a job is created (contract 9.2, 9.6)."""

import base64
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from sandbox.catalogue import MODELS, Record, original_id
from sandbox.intake.still import is_picture
from sandbox.validation import RefusalError, nested_name

AssetLookup = Callable[[str], Mapping[str, Any] | None]
Models = Mapping[str, Record]

_FILES = frozenset({"file", "file_array"})
_MODELS = frozenset({"model", "model_array"})
_DATA_URL = re.compile(r"data:([\w/+.-]+);base64,(.*)", re.DOTALL)

# Inputs that exclude or need each other, told only in the inputs' descriptions (contract section 9.3).
_EXCLUDES = {
    "model_bytedance-seedance-2-0": [
        ("image", "referenceImages"),
        ("image", "referenceVideos"),
        ("image", "referenceAudio"),
    ],
    "model_veo3-1": [("image", "referenceImages")],
    "model_veo3-1-fast": [("image", "referenceImages")],
    "model_kling-v3-t2v-pro": [("prompt", "multiPrompt")],
    "model_kling-v3-omni-video": [("referenceVideo", "generateAudio")],
    "model_google-gemini-3-1-flash": [("referenceImages", "video")],
}


def check_references(
    record: Record, inputs: Mapping[str, Any], find_asset: AssetLookup, models: Models = MODELS
) -> None:
    """Nothing, where each asset and model named exists and fits. Raises `RefusalError` (400, 404)."""
    for one, other in _EXCLUDES.get(original_id(record["id"]), []):
        if inputs.get(one) and inputs.get(other):
            raise RefusalError(400, f"Input {one} cannot be used together with {other}")
    _check_all(record["inputs"], inputs, find_asset, models, lambda name: name)


def _check_all(
    declarations: Iterable[Record],
    inputs: Mapping[str, Any],
    find_asset: AssetLookup,
    models: Models,
    called: Callable[[str], str],
) -> None:
    for declared in declarations:
        name = declared["name"]
        if declared["type"] == "inputs_array":
            for index, row in enumerate(inputs.get(name) or []):
                _check_all(declared["inputs"], row, find_asset, models, partial(nested_name, name, index))
        elif declared["type"] in _MODELS:
            _check_models(declared, list(_named(declared, inputs)), models)
        for reference in _named(declared, inputs) if declared["type"] in _FILES else ():
            _check_file({**declared, "name": called(name)}, reference, find_asset)


def file_ids(record: Record, inputs: Mapping[str, Any]) -> list[tuple[Record, str]]:
    """The files that the inputs name, those in rows too, in order: the input's declaration and the id."""
    return list(_file_ids(record["inputs"], inputs))


def _file_ids(declarations: Iterable[Record], inputs: Mapping[str, Any]) -> Iterator[tuple[Record, str]]:
    for declared in declarations:
        if declared["type"] in _FILES:
            yield from ((declared, reference) for reference in _named(declared, inputs))
        elif declared["type"] == "inputs_array":
            for row in inputs.get(declared["name"], []):
                yield from _file_ids(declared["inputs"], row)


def with_assets(
    declarations: Iterable[Record], inputs: Mapping[str, Any], take: Callable[[str], str]
) -> dict[str, Any]:
    """The inputs with `take(data URL)`, an asset's id, in the place of each data URL, in rows too."""
    told = dict(inputs)
    for declared in declarations:
        value = told.get(declared["name"])
        if declared["type"] in _FILES:
            told[declared["name"]] = _taken(value, take)
        elif declared["type"] == "inputs_array" and isinstance(value, list):
            told[declared["name"]] = [
                with_assets(declared["inputs"], row, take) if isinstance(row, Mapping) else row
                for row in value
            ]
    return {name: value for name, value in told.items() if name in inputs}


def _taken(value: Any, take: Callable[[str], str]) -> Any:
    if isinstance(value, list):
        return [_taken(each, take) for each in value]
    return take(value) if isinstance(value, str) and value.startswith("data:") else value


def data_of(url: str) -> bytes:
    """The bytes in a base64 data URL. Raises ValueError where it is none."""
    found = _DATA_URL.fullmatch(url)
    if found is None:
        raise ValueError("not a base64 data URL")
    return base64.b64decode(found.group(2), validate=True)


def _named(declared: Record, inputs: Mapping[str, Any]) -> Iterator[str]:
    value = inputs.get(declared["name"])
    if value:
        yield from value if isinstance(value, list) else [value]


def _check_file(declared: Record, reference: str, find_asset: AssetLookup) -> None:
    name, kind = declared["name"], declared.get("kind", "image")
    if reference.startswith("data:"):
        check_data_url(name, kind, reference)
        return
    asset = find_asset(reference)
    if asset is None:
        raise RefusalError(404, f"Asset {reference} not found")
    if asset["kind"] != kind:
        raise RefusalError(400, f"Input {name} must be of kind {kind}")
    _check_limits(declared, asset["properties"])


def check_data_url(name: str, kind: str, reference: str) -> None:
    """Nothing for a data URL of a picture where one is wanted. Raises `RefusalError` (400)."""
    # Whether the API takes data URLs of other kinds than pictures is unknown (contract section 18).
    if kind != "image":
        raise RefusalError(400, f"Input {name} must be an asset id")
    found = _DATA_URL.fullmatch(reference)
    if found and not found.group(1).startswith("image/"):
        raise RefusalError(400, f"Input {name} must be of kind {kind}")
    try:
        data = data_of(reference)
    except ValueError:
        raise RefusalError(400, f"Input {name} must be an asset id or a base64 data URL") from None
    if not is_picture(data):
        raise RefusalError(400, f"Input {name} is not a picture that can be read")


def _check_limits(declared: Record, properties: Mapping[str, Any]) -> None:
    name, seconds = declared["name"], properties.get("duration")
    if "maxSize" in declared and properties["size"] > declared["maxSize"]:
        raise RefusalError(400, f"Input {name} must be at most {declared['maxSize']} bytes")
    if seconds is not None and seconds > declared.get("maxDuration", seconds):
        raise RefusalError(400, f"Input {name} must last at most {declared['maxDuration']} seconds")
    if seconds is not None and seconds < declared.get("minDuration", seconds):
        raise RefusalError(400, f"Input {name} must last at least {declared['minDuration']} seconds")


def _check_models(declared: Record, references: list[str], models: Models) -> None:
    """That each model exists and is of an allowed type; a composition among LoRAs is not (contract 9.6)."""
    for reference in references:
        if reference not in models:
            raise RefusalError(404, f"Model {reference} not found")
    allowed = declared.get("modelTypes", [])
    wrong = [reference for reference in references if allowed and models[reference]["type"] not in allowed]
    if wrong:
        types = ", ".join(allowed)
        raise RefusalError(400, f"Invalid model(s): {', '.join(wrong)}.\nAllowed model types: {types}")
