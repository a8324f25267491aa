"""Trained styles in the inputs of the base that runs them: where they go, and how they are taken out. Pure.

Source: contract section 9.6. A value here is what the form holds: a list of ids, or one id.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scenario_core.catalog import Model
from scenario_core.inputs import InputType, ModelInput

# What Scenario's own records suggest for most styles; for one whose record says nothing.
_USUAL_SCALE = 0.8

Values = Mapping[str, Any]


@dataclass(frozen=True)
class StylePlace:
    """Where a base takes a style: the input of the ids, and the list of their strengths beside it."""

    input: ModelInput
    scales: ModelInput | None = None


def style_place(base: Model, style_type: str) -> StylePlace | None:
    """Where the base takes styles of this type; None where none of its inputs lists the type.

    The list that its makers draw as rows comes first, then any other list, then an input for one model.
    """
    named = base.ui_config.loras_component
    by_name = {entry.name: entry for entry in base.inputs}
    fitting = [entry for entry in base.inputs if style_type in entry.model_types]
    rows = [entry for entry in fitting if named and entry.name == named.model_input]
    lists = [entry for entry in fitting if entry.type is InputType.MODEL_ARRAY]
    singles = [entry for entry in fitting if entry.type is InputType.MODEL]
    entry = next(iter([*rows, *lists, *singles]), None)
    if entry is None:
        return None
    scales = by_name.get(named.scale_input) if named and entry.name == named.model_input else None
    return StylePlace(entry, scales)


def with_style(place: StylePlace, style: Model, values: Values) -> dict[str, Any]:
    """The values of the place's inputs with the style as the first of them."""
    if place.input.type is InputType.MODEL:
        return {place.input.name: style.id}
    rest = without_style(place, style.id, values)
    ids = [style.id, *_listed(rest, place.input)][: place.input.max_length]
    changed: dict[str, Any] = {place.input.name: ids}
    if place.scales is not None:
        scales = [_scale(style, place.scales), *_listed(rest, place.scales)]
        changed[place.scales.name] = [*scales, *[_USUAL_SCALE] * len(ids)][: len(ids)]
    return changed


def without_style(place: StylePlace, style_id: str, values: Values) -> dict[str, Any]:
    """The values of the place's inputs without the style; the others keep their order and strengths."""
    if place.input.type is InputType.MODEL:
        kept = values.get(place.input.name)
        return {place.input.name: "" if kept == style_id else kept}
    ids = _listed(values, place.input)
    places = [index for index, each in enumerate(ids) if each != style_id]
    changed: dict[str, Any] = {place.input.name: [ids[index] for index in places]}
    if place.scales is not None:
        scales = _listed(values, place.scales)
        changed[place.scales.name] = [scales[index] for index in places if index < len(scales)]
    return changed


def has_style(place: StylePlace, style_id: str, values: Values) -> bool:
    """Whether the values name the style."""
    held = values.get(place.input.name)
    return style_id in held if isinstance(held, list | tuple) else held == style_id


def _listed(values: Values, entry: ModelInput) -> list[Any]:
    held = values.get(entry.name)
    return list(held) if isinstance(held, list | tuple) else []


def _scale(style: Model, entry: ModelInput) -> float:
    """The strength that the style's makers suggest, within what the base takes."""
    scale = style.suggested_scale if style.suggested_scale is not None else _USUAL_SCALE
    if entry.max is not None:
        scale = min(scale, float(entry.max))
    return max(scale, float(entry.min)) if entry.min is not None else scale
