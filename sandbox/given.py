"""The files that a run was given, as the makers need them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.catalogue import Record
from sandbox.references import file_ids
from sandbox.shelf import Asset

FindAsset = Callable[[str], Asset | None]


@dataclass(frozen=True)
class Given:
    """One file behind an input: where it lies, its kind and digest, what it was asked to show, its seconds.

    `still` is a picture of it: a picture itself, a video's first frame, nothing for other kinds.
    """

    input_name: str
    path: Path
    kind: str
    digest: str
    prompt: str
    seconds: float
    still: Path | None
    is_mask: bool = False


def given_files(record: Record, inputs: Mapping[str, Any], find: FindAsset) -> dict[str, Given]:
    """The files that the inputs name, by asset id, in the order of the inputs."""
    found = {}
    for declared, asset_id in file_ids(record, inputs):
        asset = find(asset_id)
        if asset is not None:
            found[asset_id] = _given(declared, asset, find)
    return found


def _given(declared: Record, asset: Asset, find: FindAsset) -> Given:
    seconds = asset.properties.get("duration", 0.0)
    return Given(
        declared["name"],
        asset.file.path,
        asset.kind,
        asset.file.digest,
        str(asset.metadata.get("prompt", "")),
        float(seconds) if isinstance(seconds, int | float) else 0.0,
        still_of(asset, find),
        is_mask="maskFrom" in declared,
    )


def still_of(asset: Asset, find: FindAsset) -> Path | None:
    """A picture of the asset: itself, a video's first frame, nothing for other kinds."""
    if asset.kind == "image":
        return asset.file.path
    first = find(asset.companions.get("firstFrame", "")) if asset.kind == "video" else None
    return first.file.path if first else None
