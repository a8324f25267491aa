"""The models of the catalogue: what each makes and from what, how it is run, which plan it needs. Pure.

Source: contract sections 7.1, 7.2, 9.6, 10, 15.5 and 15.6.
"""

import math
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic.alias_generators import to_camel

from scenario_core.assets import AssetKind, AssetLink
from scenario_core.inputs import ModelInput, UiConfig, read_inputs, read_ui_config
from scenario_core.makers import maker_in
from scenario_core.performance import Typical, typical


class Modality(StrEnum):
    """The four things that are made here; each has its page."""

    VIDEO = "video"
    AUDIO = "audio"
    THREE_D = "3d"
    IMAGE = "image"


class Source(StrEnum):
    """What somebody may begin with; the words before the 2 in a capability."""

    TEXT = "txt"
    PICTURE = "img"
    VIDEO = "video"
    SOUND = "audio"
    THREE_D = "3d"


_IMAGE_WORDS = ("inpaint", "outpaint", "controlnet", "reference", "texture", "ip_adapter")
_THREE_D = frozenset({"txt23d", "img23d", "video23d", "3d23d"})

# By suffix and by set, never by splitting on the digit 2: `txt23d` and `3d23d` would break.
_MAKES: dict[Modality, Callable[[str], bool]] = {
    Modality.VIDEO: lambda capability: capability.endswith("2video"),
    Modality.AUDIO: lambda capability: capability.endswith("2audio"),
    Modality.THREE_D: lambda capability: capability in _THREE_D,
    Modality.IMAGE: lambda capability: (
        capability.endswith("2img") or any(word in capability for word in _IMAGE_WORDS)
    ),
}

_KINDS: dict[Modality, tuple[AssetKind, ...]] = {
    Modality.VIDEO: (AssetKind.VIDEO,),
    Modality.AUDIO: (AssetKind.AUDIO,),
    Modality.THREE_D: (AssetKind.THREE_D,),
    Modality.IMAGE: (AssetKind.IMAGE, AssetKind.IMAGE_HDR),
}

# Grades between two names exist (1 was seen): the model belongs to the next plan up.
_PLANS = {0: "free", 25: "starter", 50: "pro", 75: "max", 100: "enterprise"}
# Measured names first; others go by a segment of the name, which may carry a quarter (section 15.5: a guess).
_PLAN_GRADES = {"cu-basic": 25, "cu-pro-q3-25": 50}
_SEGMENT_GRADES = {
    "free": 0,
    "basic": 25,
    "starter": 25,
    "essential": 25,
    "creator": 25,
    "pro": 50,
    "premium": 50,
    "team": 75,
    "max": 75,
    "enterprise": 100,
}

# Section 9.6: the type of a trained model → bases that take it, the usual one first. The last two rows are
# guesses; the base's own inputs are read before anything is sent (`scenario_core.styles`).
_BASES: dict[str, tuple[str, ...]] = {
    "flux.1-lora": ("model_bfl-flux-1-dev",),
    "flux.1-composition": ("model_bfl-flux-1-dev",),
    "flux.2-dev-lora": ("model_bfl-flux-2-dev",),
    "flux.2-dev-edit-lora": ("model_bfl-flux-2-dev",),
    "flux.1-kontext-lora": ("model_flux-kontext-editing",),
    "qwen-image-edit-2511-lora": ("model_qwen-image-edit-2511",),
    "zimage-lora": ("model_z-image",),
}


def modalities(capabilities: Iterable[str]) -> frozenset[Modality]:
    """What a model with these capabilities makes; it may stand in several modalities, or in none."""
    known = list(capabilities)
    return frozenset(modality for modality, makes in _MAKES.items() if any(map(makes, known)))


def sources(capabilities: Iterable[str], modality: Modality) -> tuple[Source, ...]:
    """What a model can make this modality from, in the order of `Source`.

    A capability without a 2 (`inpaint`, `controlnet`, ...) works on a picture.
    """
    found = {_source(capability) for capability in capabilities if _MAKES[modality](capability)}
    return tuple(source for source in Source if source in found)


def _source(capability: str) -> Source | None:
    named = (source for source in Source if capability.startswith(f"{source}2"))
    return next(named, Source.PICTURE if any(word in capability for word in _IMAGE_WORDS) else None)


def plan_grade_of(plan_name: str) -> int | None:
    """The grade of an account's plan by its name such as `cu-pro-q3-25`; None where the name says nothing."""
    name = plan_name.strip().lower()
    if name in _PLAN_GRADES:
        return _PLAN_GRADES[name]
    known = (_SEGMENT_GRADES[part] for part in re.split(r"[^a-z]+", name) if part in _SEGMENT_GRADES)
    return next(known, None)


def plan_name(grade: float) -> str:
    """The name of the lowest plan of at least this grade."""
    return next((name for least, name in _PLANS.items() if grade <= least), _PLANS[100])


def expected_kinds(modality: Modality) -> tuple[AssetKind, ...]:
    """The asset kinds that somebody who asked for this modality waits for."""
    return _KINDS[modality]


class Model(BaseModel):
    """One model. List rows carry neither `inputs` nor `ui_config`: read the model alone for them."""

    model_config = ConfigDict(frozen=True, extra="allow", alias_generator=to_camel, populate_by_name=True)

    id: str = Field(min_length=1)
    name: str = ""
    short_description: str = ""
    type: str = ""
    custom: bool = False
    capabilities: tuple[str, ...] = ()
    status: str = ""
    privacy: str = ""
    access_restrictions: float = 0
    tags: tuple[str, ...] = ()
    thumbnail: AssetLink | None = None
    example_asset_ids: tuple[str, ...] = ()
    disable_refund: bool = False
    compliance_metadata: dict[str, Any] = Field(default_factory=dict)
    performance_stats: Any = None
    concepts: Any = None
    inputs: tuple[ModelInput, ...] = ()
    ui_config: UiConfig = UiConfig()
    problem: str | None = None

    @field_validator("access_restrictions")
    @classmethod
    def _finite(cls, value: float) -> float:
        return value if math.isfinite(value) else 0.0

    @classmethod
    def parse(cls, record: Mapping[str, Any]) -> Self:
        """The model in an API record. Raises pydantic's ValidationError where it is none.

        An entry of `inputs` or `uiConfig` that makes no sense is left out and named in `problem`.
        """
        if not isinstance(record, Mapping):
            return cls.model_validate(record)
        inputs, wrong_inputs = read_inputs(record.get("inputs"))
        ui_config, wrong_ui = read_ui_config(record.get("uiConfig"))
        rest = {key: value for key, value in record.items() if value is not None}
        for key in ("inputs", "uiConfig", "problem"):
            rest.pop(key, None)
        rest.setdefault("custom", rest.get("type") == "custom")
        problem = "; ".join(wrong_inputs + wrong_ui) or None
        return cls.model_validate({**rest, "inputs": inputs, "ui_config": ui_config, "problem": problem})

    @property
    def modalities(self) -> frozenset[Modality]:
        """What it makes, of the four; empty for a model that only writes text."""
        return modalities(self.capabilities)

    @property
    def makes_text(self) -> bool:
        """Whether text can come out of it."""
        return any(capability.endswith("2txt") for capability in self.capabilities)

    @property
    def title(self) -> str:
        """Its name, or its id where it has none. Text from outside: show it as plain text."""
        return self.name.strip() or self.id

    @property
    def runnable(self) -> bool:
        """Whether the custom endpoint takes it: LoRAs and unfinished trainings are refused there."""
        return self.custom and self.status in ("", "trained")

    @property
    def is_trained(self) -> bool:
        """Whether it is a style (LoRA) or a mix of them, ready for use; it is run through a base."""
        return not self.custom and self.type in _BASES and self.status in ("", "trained")

    @property
    def is_mix(self) -> bool:
        """Whether it is a mix of several trained styles."""
        return self.is_trained and self.type.endswith("-composition")

    @property
    def suggested_scale(self) -> float | None:
        """How strong its makers want a trained style to be, where the record says."""
        listed = self.concepts if isinstance(self.concepts, list) else []
        own = (each for each in listed if isinstance(each, Mapping) and each.get("modelId") == self.id)
        scale = next(own, {}).get("scale")
        if isinstance(scale, bool) or not isinstance(scale, int | float) or not math.isfinite(scale):
            return None
        return float(scale)

    @property
    def typical(self) -> Typical:
        """The usual price and wait of one result, where the record tells them."""
        return typical(self.performance_stats)

    @property
    def plan_grade(self) -> float:
        """The lowest plan grade that may run it: 0 free, 25 starter, 50 pro, 75 max, 100 enterprise."""
        return self.access_restrictions

    @property
    def plan(self) -> str:
        """The name of the lowest plan that may run it."""
        return plan_name(self.plan_grade)

    @property
    def successor(self) -> str | None:
        """The id of the model that replaces this retired one; None while it is not retired."""
        for tag in self.tags:
            word, _, replacement = tag.partition(":")
            if word.strip().lower() == "deprecated" and replacement.strip():
                return replacement.strip()
        return None

    @property
    def provider(self) -> str | None:
        """Who makes the model, where the record says or its id, name or tags give it away."""
        provider = self.compliance_metadata.get("modelProvider")
        if isinstance(provider, str) and provider.strip():
            return provider.strip()
        return None if self.is_trained else maker_in(self.id, self.name, *self.tags)


def base_for(trained: Model, known_bases: Container[str]) -> str | None:
    """The id of the base that a trained model is run through; None where no known one takes its type."""
    fitting = _BASES.get(trained.type, ()) if trained.is_trained else ()
    return next((base for base in fitting if base in known_bases), None)


def within_reach(model: Model, grade: int | None) -> bool:
    """Whether a plan of this grade may run the model; yes where the account's plan is not known."""
    return grade is None or model.plan_grade <= grade


def models_for(models: Iterable[Model], modality: Modality) -> list[Model]:
    """The models that can be run for a modality, trained ones through their base, in the order they came."""
    making = [model for model in models if modality in model.modalities]
    bases = {model.id for model in making if model.runnable}
    return [model for model in making if model.runnable or base_for(model, bases)]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All models as they were read at one time. Equal to itself alone: what is made of it can be kept."""

    models: tuple[Model, ...]

    def __iter__(self) -> Iterator[Model]:
        return iter(self.models)

    def __len__(self) -> int:
        return len(self.models)

    @cached_property
    def by_id(self) -> Mapping[str, Model]:
        """The models by their ids."""
        return {model.id: model for model in self.models}

    @cached_property
    def runnable_ids(self) -> frozenset[str]:
        """The ids of the models that run by themselves, and so can be a base."""
        return frozenset(model.id for model in self.models if model.runnable)
