"""What inputs refer to, assets and models by id, checked when a job is created (contract 9.2, 9.6)."""

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sandbox.catalogue import MODELS, Record
from sandbox.validation import RefusalError

AssetLookup = Callable[[str], Mapping[str, Any] | None]

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


def check_references(record: Record, inputs: Mapping[str, Any], find_asset: AssetLookup) -> None:
    """Nothing, where each asset and model named exists and fits. Raises `RefusalError` (400, 404)."""
    for one, other in _EXCLUDES.get(record["id"], []):
        if inputs.get(one) and inputs.get(other):
            raise RefusalError(400, f"Input {one} cannot be used together with {other}")
    for declared in record["inputs"]:
        for reference in _named(declared, inputs):
            _CHECKS[declared["type"]](declared, reference, find_asset)


def referenced(record: Record, inputs: Mapping[str, Any]) -> list[str]:
    """The assets that the inputs name, in order: ids or data URLs."""
    return [
        reference
        for declared in record["inputs"]
        if declared["type"] in ("file", "file_array")
        for reference in _named(declared, inputs)
    ]


def _named(declared: Record, inputs: Mapping[str, Any]) -> Iterator[str]:
    value = inputs.get(declared["name"])
    if declared["type"] in _CHECKS and value:
        yield from value if isinstance(value, list) else [value]


def _check_file(declared: Record, reference: str, find_asset: AssetLookup) -> None:
    name, kind = declared["name"], declared.get("kind", "image")
    if reference.startswith("data:"):
        _check_data_url(name, kind, reference)
        return
    asset = find_asset(reference)
    if asset is None:
        raise RefusalError(404, f"Asset {reference} not found")
    if asset["kind"] != kind:
        raise RefusalError(400, f"Input {name} must be of kind {kind}")
    _check_limits(declared, asset["properties"])


def _check_data_url(name: str, kind: str, reference: str) -> None:
    found = _DATA_URL.fullmatch(reference)
    if found is None:
        raise RefusalError(400, f"Input {name} must be an asset id or a base64 data URL")
    if not found.group(1).startswith(f"{kind}/"):
        raise RefusalError(400, f"Input {name} must be of kind {kind}")
    try:
        base64.b64decode(found.group(2), validate=True)
    except binascii.Error:
        raise RefusalError(400, f"Input {name} must be an asset id or a base64 data URL") from None


def _check_limits(declared: Record, properties: Mapping[str, Any]) -> None:
    name, seconds = declared["name"], properties.get("duration")
    if "maxSize" in declared and properties["size"] > declared["maxSize"]:
        raise RefusalError(400, f"Input {name} must be at most {declared['maxSize']} bytes")
    if seconds is not None and seconds > declared.get("maxDuration", seconds):
        raise RefusalError(400, f"Input {name} must last at most {declared['maxDuration']} seconds")
    if seconds is not None and seconds < declared.get("minDuration", seconds):
        raise RefusalError(400, f"Input {name} must last at least {declared['minDuration']} seconds")


def _check_model(declared: Record, reference: str, _find_asset: AssetLookup) -> None:
    record = MODELS.get(reference)
    if record is None:
        raise RefusalError(404, f"Model {reference} not found")
    if record["type"] not in declared["modelTypes"]:
        allowed = ", ".join(declared["modelTypes"])
        raise RefusalError(400, f"Invalid model(s): {reference}.\nAllowed model types: {allowed}")


_CHECKS: dict[str, Callable[[Record, str, AssetLookup], None]] = {
    "file": _check_file,
    "file_array": _check_file,
    "model": _check_model,
    "model_array": _check_model,
}
