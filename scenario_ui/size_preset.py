"""One choice that fills a model's width and height; a preset without a size leaves both to the model."""

import streamlit as st

from scenario_core.catalog import Model
from scenario_core.inputs import ResolutionComponent, SizePreset
from scenario_ui import state
from scenario_ui.plain_text import plain, shortened

CUSTOM = -1


def size_preset(model: Model) -> None:
    """Draws the choice of a size for a model whose `uiConfig` offers one."""
    component = model.ui_config.resolution_component
    if component is None:
        return
    key = state.SIZE_PRESET.key(model.id)
    st.session_state[key] = _current(model, component)
    st.selectbox(
        plain(component.label, limit=60),
        [*range(len(component.presets)), CUSTOM],
        format_func=lambda index: "Custom" if index == CUSTOM else _label(component.presets[index]),
        key=key,
        on_change=_apply,
        args=(model.id, component),
        help="Sets width and height; other values can be typed under More settings.",
    )


def _label(preset: SizePreset) -> str:
    size = f" · {preset.width} × {preset.height}" if preset.width and preset.height else ""
    return f"{shortened(preset.label, limit=40)}{size}"


def _current(model: Model, component: ResolutionComponent) -> int:
    """The preset that the width and height in the form stand for."""
    width = st.session_state.get(state.input_key(model.id, component.width_input))
    height = st.session_state.get(state.input_key(model.id, component.height_input))
    sizes = [(preset.width, preset.height) for preset in component.presets]
    return sizes.index((width, height)) if (width, height) in sizes else CUSTOM


def _apply(model_id: str, component: ResolutionComponent) -> None:
    index = state.SIZE_PRESET.get(model_id)
    if index is None or index == CUSTOM:
        return
    preset = component.presets[index]
    st.session_state[state.input_key(model_id, component.width_input)] = preset.width
    st.session_state[state.input_key(model_id, component.height_input)] = preset.height
