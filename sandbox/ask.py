"""What a run asks its makers for, and what it orders of them."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from sandbox.catalogue import Record
from sandbox.catalogue.styles import styles_of
from sandbox.given import Given
from sandbox.jobs import without_magic
from sandbox.media.medium import Medium

Inputs = Mapping[str, Any]

_SUFFIX_MODALITIES = {"2video": "video", "2audio": "audio", "23d": "3d", "2txt": "text"}
_SHORT_KINDS = {"image": "img", "text": "txt"}
# Inputs whose picture a clip ends with, by the beginning of their names (`lastFrameImage`, `endImage`).
_LAST = ("last", "end")


@dataclass(frozen=True)
class Order:
    """One asset to make: the key of its bytes, its `metadata.type`, its seed, and the recipe."""

    key: str
    type: str
    seed: int
    make: Callable[[], Medium]


@dataclass(frozen=True)
class Ask:
    """A run as the recipes see it: its model, inputs with defaults, seed, and the files behind its ids."""

    record: Record
    inputs: Inputs
    seed: int
    given: Mapping[str, Given] = field(default_factory=dict)

    @cached_property
    def subject(self) -> str:
        """The words to make something of: its own, else those that its files were once made from."""
        said_before = " ".join(each.prompt for each in self.given.values()).strip()
        return without_magic(main_text(self.record, self.inputs)) or without_magic(said_before)

    @property
    def styles(self) -> list[tuple[str, float]]:
        """The trained styles asked for: look and strength."""
        return styles_of(self.inputs)

    @property
    def stills(self) -> list[Path]:
        """Pictures that the result begins with or is made of, the first one first."""
        return [
            each.still
            for each in self.given.values()
            if each.still and not each.is_mask and not each.input_name.startswith(_LAST)
        ]

    @property
    def last_still(self) -> Path | None:
        """The picture that a clip is to end with."""
        found = [each.still for each in self.given.values() if each.input_name.startswith(_LAST)]
        return found[0] if found else None

    @property
    def mask(self) -> Path | None:
        """The picture that says where another may change."""
        return next((each.path for each in self.given.values() if each.is_mask), None)

    def first(self, kind: str) -> Given | None:
        """The first file of a kind."""
        return next((each for each in self.given.values() if each.kind == kind), None)

    def order(self, index: int, make: Callable[[int], Medium], type_: str = "") -> Order:
        """An order whose key follows from model, inputs, seed and the bytes (not the ids) of the files."""
        told = json.dumps([self.record["id"], self._keyed(self.inputs), self.seed, index], sort_keys=True)
        digest = hashlib.blake2b(told.encode(), digest_size=16)
        media_seed = int.from_bytes(digest.digest()[:4], "big") >> 1
        return Order(digest.hexdigest(), type_ or self._type(), self.seed, lambda: make(media_seed))

    def _keyed(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: self._keyed(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self._keyed(item) for item in value]
        return self.given[value].digest if isinstance(value, str) and value in self.given else value

    def _type(self) -> str:
        """`metadata.type`: what was put in (text, or the first file's kind) to what came out."""
        declared = self.record["inputs"]
        kinds = {each["name"]: each.get("kind", "image") for each in declared if "kind" in each}
        source = next((kind for name, kind in kinds.items() if self.inputs.get(name)), "text")
        result = modality(self.record)
        told = f"{_SHORT_KINDS.get(source, source)}2{_SHORT_KINDS.get(result, result)}"
        return told if told in self.record["capabilities"] else str(self.record["capabilities"][0])


def modality(record: Record) -> str:
    """What a model makes: video, audio, 3d, text or image, from its first capability."""
    first = record["capabilities"][0]
    return next((kind for suffix, kind in _SUFFIX_MODALITIES.items() if first.endswith(suffix)), "image")


def main_text(record: Record, inputs: Inputs) -> str:
    """The words that say what to make: the first prompt, else the first required text, else the shots'."""
    strings = [each for each in record["inputs"] if each["type"] == "string"]
    prompts = [each["name"] for each in strings if each.get("prompt")]
    required = [each["name"] for each in strings if "required" in each]
    name = next(iter([*prompts, *required]), "")
    shots = inputs.get("multiPrompt")
    if not inputs.get(name) and isinstance(shots, list):
        return ", ".join(str(shot.get("prompt", "")) for shot in shots)
    return str(inputs.get(name, ""))
