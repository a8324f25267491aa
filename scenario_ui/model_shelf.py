"""The models of one modality, made ready for the picker once for each reading of the catalogue."""

import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scenario_core.catalog import Catalogue, Modality, Model, base_for, models_for, sources
from scenario_ui.model_words import plan_words, price_words, wait_words
from scenario_ui.plain_text import shortened

_MOST_TAGS = 12
_NAME, _LINE, _TAG = 80, 160, 30  # characters

Row = dict[str, Any]


@dataclass(frozen=True)
class Shelf:
    """The models of one modality by id, retired ones last, and as the JSON text that the browser gets."""

    models: Mapping[str, Model]
    bases: Mapping[str, Model]
    rows: str
    version: str

    def runs(self, model: Model) -> Model:
        """The model that is really run: for a trained style its base, else the model itself."""
        return self.bases.get(model.id, model)


@functools.lru_cache(maxsize=8)
def shelf(catalogue: Catalogue, modality: Modality) -> Shelf:
    """The shelf of a modality. A catalogue that is read again makes a new one."""
    found = sorted(models_for(catalogue, modality), key=lambda model: model.successor is not None)
    bases = {
        model.id: catalogue.by_id[base]
        for model in found
        if (base := base_for(model, catalogue.runnable_ids))
    }
    rows = [_row(model, bases.get(model.id), catalogue, modality) for model in found]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    version = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Shelf({model.id: model for model in found}, bases, text, version)


def picture_version(model: Model) -> str:
    """What changes when a model's picture does; empty where its record names no picture."""
    named = (model.thumbnail.asset_id or model.thumbnail.url) if model.thumbnail else None
    source = named or next(iter(model.example_asset_ids), "")
    return hashlib.sha256(source.encode()).hexdigest()[:8] if source else ""


def shown_tags(model: Model) -> list[str]:
    """The tags that say something to people: those with a colon are Scenario's own marks."""
    named = {tag.casefold(): shortened(tag, limit=_TAG) for tag in model.tags if ":" not in tag}
    return [tag for tag in named.values() if tag]


def _row(model: Model, base: Model | None, catalogue: Catalogue, modality: Modality) -> Row:
    """One model for the browser; names of one letter, and nothing that says nothing: there are hundreds."""
    usual = (base or model).typical
    row: Row = {
        "i": model.id,
        "n": shortened(model.title, limit=_NAME),
        "l": shortened(model.short_description, limit=_LINE),
        "m": shortened(model.provider or "", limit=_TAG),
        "t": shown_tags(model)[:_MOST_TAGS],
        "s": list(sources(model.capabilities, modality)),
        "g": max(model.plan_grade, base.plan_grade if base else 0),
        "p": plan_words(base if base and base.plan_grade > model.plan_grade else model),
        "c": price_words(usual),
        "w": wait_words(usual),
        "x": picture_version(model),
        "r": _successor(model, catalogue),
        "b": shortened(base.title, limit=_NAME) if base else "",
        "k": _kind(model),
    }
    return {name: value for name, value in row.items() if value}


def _successor(model: Model, catalogue: Catalogue) -> str:
    """The name of what replaces a retired model, its id where the catalogue does not have it."""
    if model.successor is None:
        return ""
    other = catalogue.by_id.get(model.successor)
    return shortened(other.title if other else model.successor, limit=_NAME)


def _kind(model: Model) -> str:
    if not model.is_trained:
        return ""
    return "mix" if model.is_mix else "style"
