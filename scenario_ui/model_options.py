"""Choosing a model inside a form: a voice, a trained style, several of them."""

from collections.abc import Iterable

from scenario_core.catalog import Model
from scenario_core.errors import ScenarioError
from scenario_core.inputs import ModelInput
from scenario_ui.plain_text import shortened
from scenario_ui.resources import catalogue


def model_names(entry: ModelInput, *, chosen: Iterable[str] = ()) -> dict[str, str]:
    """The models that an input takes, name by id, in the order of their names; those chosen are always in.

    Empty where the catalogue has none, or cannot be read now: the id of a model can be typed all the same.
    """
    fitting = [model for model in _catalogue() if not entry.model_types or model.type in entry.model_types]
    names = {model.id: shortened(model.title, limit=60) for model in sorted(fitting, key=_by_name)}
    for model_id in chosen:
        names.setdefault(model_id, shortened(model_id, limit=60))
    return names


def suggested_scale(model_id: str) -> float | None:
    """The strength that a style's own record suggests; None where it says nothing."""
    return next((model.suggested_scale for model in _catalogue() if model.id == model_id), None)


def _catalogue() -> Iterable[Model]:
    try:
        return catalogue()
    except ScenarioError:
        return []


def _by_name(model: Model) -> str:
    return model.title.casefold()
