"""The models of the catalogue: what each makes, whether it runs, which plan it needs. Pure.

Source: contract sections 7.1, 7.2, 10, 15.5 and 15.6.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic.alias_generators import to_camel

from scenario_core.assets import AssetKind, AssetLink
from scenario_core.inputs import ModelInput, UiConfig, read_inputs, read_ui_config


class Modality(StrEnum):
    """The four things that are made here; each has its page."""

    VIDEO = "video"
    AUDIO = "audio"
    THREE_D = "3d"
    IMAGE = "image"


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


def modalities(capabilities: Iterable[str]) -> frozenset[Modality]:
    """What a model with these capabilities makes; it may stand in several modalities, or in none."""
    known = list(capabilities)
    return frozenset(modality for modality, makes in _MAKES.items() if any(map(makes, known)))


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
    def plan_grade(self) -> float:
        """The lowest plan grade that may run it: 0 free, 25 starter, 50 pro, 75 max, 100 enterprise."""
        return self.access_restrictions

    @property
    def plan(self) -> str:
        """The name of the lowest plan that may run it."""
        fitting = (name for grade, name in _PLANS.items() if self.plan_grade <= grade)
        return next(fitting, _PLANS[100])

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
        """Who makes the model, where the record says."""
        provider = self.compliance_metadata.get("modelProvider")
        return provider if isinstance(provider, str) and provider else None


def models_for(models: Iterable[Model], modality: Modality) -> list[Model]:
    """The models that can be run for a modality, in the order in which they came."""
    return [model for model in models if model.runnable and modality in model.modalities]
