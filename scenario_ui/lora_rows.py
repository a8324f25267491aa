"""Trained styles (LoRAs) with their strengths: rows that stand for two lists of a model."""

import math
from functools import partial

import streamlit as st

from scenario_core.inputs import ModelInput, label_of
from scenario_ui import state
from scenario_ui.field import Field
from scenario_ui.form_values import (
    add_lora,
    lora_inputs,
    lora_parts,
    part_path,
    remove_row,
    row_ids,
)
from scenario_ui.input_field import draw_field
from scenario_ui.input_rows import add_button, settle_after
from scenario_ui.model_options import suggested_scale
from scenario_ui.plain_text import plain


def lora_rows(field: Field) -> None:
    """Draws the rows; `field` is that of the list of models."""
    loras = lora_inputs(field.model)
    component = field.model.ui_config.loras_component
    if loras is None or component is None:
        return
    st.markdown(f":small[{plain(component.label, limit=60)}{field.marks}]", help=field.help)
    ids = row_ids(field.model.id, field.input.name)
    for index, row in enumerate(ids):
        with st.container(border=True, gap="xsmall", key=f"{field.key}:row:{row}"):
            _row(field, index, row)
    add_button(field, len(ids), partial(add_lora, field.model.id, loras, {}))
    for entry in loras:
        problem = state.PROBLEMS.get(field.model.id).get(entry.name)
        if problem:
            st.markdown(f":red[:material/error: {plain(problem)}]")


def _row(field: Field, index: int, row: int) -> None:
    loras = lora_inputs(field.model)
    if loras is None:
        return
    style, scale = lora_parts(loras)
    chosen = field.within(
        style,
        path=part_path(field.input.name, row, style.name),
        spot=f"{style.name}[{index}]",
        title=f"{label_of(style)} {index + 1}",
        change=partial(_suggest, field, row),
    )
    strength = field.within(
        scale,
        path=part_path(field.input.name, row, scale.name),
        spot=f"{scale.name}[{index}]",
        title=f"Strength {index + 1}",
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        with st.container(width="stretch"):
            draw_field(chosen)
        st.button(
            ":material/close:",
            key=f"{field.key}:{row}:remove",
            help=plain(f"Remove {label_of(style)} {index + 1}", limit=60),
            type="tertiary",
            on_click=settle_after,
            args=(field, partial(remove_row, field.model.id, field.input.name, row)),
        )
    draw_field(strength)


def _suggest(field: Field, row: int) -> None:
    """Begins with the strength that the chosen style's record suggests."""
    loras = lora_inputs(field.model)
    if loras is None:
        return
    style, scale = (part_path(field.input.name, row, entry.name) for entry in loras)
    chosen = st.session_state.get(state.input_key(field.model.id, style))
    suggested = suggested_scale(chosen) if isinstance(chosen, str) else None
    if suggested is not None:
        st.session_state[state.input_key(field.model.id, scale)] = _within(loras[1], suggested)


def _within(entry: ModelInput, scale: float) -> float:
    low = -math.inf if entry.min is None else entry.min
    return float(max(low, min(scale, math.inf if entry.max is None else entry.max)))
