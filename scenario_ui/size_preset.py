"""One choice that fills a model's width and height; a preset without a size leaves both to the model."""

from collections.abc import Callable

import streamlit as st

from scenario_core.catalog import Model
from scenario_core.inputs import InputType, ResolutionComponent, SizePreset
from scenario_ui import state
from scenario_ui.field import Field
from scenario_ui.plain_text import plain, shortened

CUSTOM = -1


def size_component(model: Model) -> ResolutionComponent | None:
    """The choice of a size that the model's makers offer; None where its inputs do not fit it."""
    component = model.ui_config.resolution_component
    if component is None or component.width_input == component.height_input:
        return None
    types = {entry.name: entry.type for entry in model.inputs}
    sides = (component.width_input, component.height_input)
    return component if all(types.get(side) is InputType.NUMBER for side in sides) else None


def size_preset(fields: tuple[Field, Field], draw: Callable[[Field], None]) -> None:
    """Draws the choice of a size; with "Custom" the fields of width and height stand beneath it."""
    model = fields[0].model
    component = size_component(model)
    if component is None:
        return
    key = state.SIZE_PRESET.key(model.id)
    st.session_state[key] = _current(model, component)
    words = _words(component)
    st.selectbox(
        f"{plain(component.label, limit=60)}{fields[0].marks}",
        list(words),
        format_func=lambda index: words[index],
        key=key,
        on_change=_apply,
        args=(fields, component),
        persist_state="session",
    )
    told = any(field.problem or field.dropped for field in fields)
    if state.SIZE_PRESET.get(model.id) == CUSTOM or told:
        for column, field in zip(st.columns(2), fields, strict=True):
            with column:
                draw(field)


def _words(component: ResolutionComponent) -> dict[int, str]:
    """What to show for each preset, no two alike: Streamlit tells options apart by what is shown."""
    words: dict[int, str] = {}
    for index, preset in enumerate(component.presets):
        word = _label(preset) or f"Size {index + 1}"
        words[index] = f"{word} ({index + 1})" if word in words.values() else word
    custom = "Custom" if "Custom" not in words.values() else "My own"
    return {**words, CUSTOM: custom}


def _label(preset: SizePreset) -> str:
    label = shortened(preset.label, limit=40)
    if not preset.width or not preset.height or (str(preset.width) in label and str(preset.height) in label):
        return label
    return f"{label} · {preset.width} × {preset.height}".removeprefix(" · ")


def _current(model: Model, component: ResolutionComponent) -> int:
    """The visitor's choice, as long as width and height still say so; else the preset that they stand for."""
    held = tuple(
        st.session_state.get(state.input_key(model.id, side))
        for side in (component.width_input, component.height_input)
    )
    chosen = state.SIZE_PRESET.get(model.id)
    sizes = [(preset.width, preset.height) for preset in component.presets]
    if chosen == CUSTOM or (chosen is not None and chosen < len(sizes) and sizes[chosen] == held):
        return chosen
    return sizes.index(held) if held in sizes else CUSTOM


def _apply(fields: tuple[Field, Field], component: ResolutionComponent) -> None:
    index = state.SIZE_PRESET.get(fields[0].model.id)
    if index is None or index == CUSTOM:
        return
    preset = component.presets[index]
    for field, length in zip(fields, (preset.width, preset.height), strict=True):
        st.session_state[field.key] = length
        field.settle()
