"""What a form takes over from the form of the model before, when the visitor switches the model."""

import streamlit as st

from scenario_core.catalog import Modality, Model
from scenario_core.errors import ScenarioError
from scenario_core.inputs import InputType, carry_over
from scenario_ui import state
from scenario_ui.form_values import fill_values, form_values
from scenario_ui.plain_text import plain
from scenario_ui.resources import model_detail

# A style belongs to its base: the picker puts it where it fits.
_STAY = (InputType.MODEL, InputType.MODEL_ARRAY, InputType.NUMBER_ARRAY)


def carry_form(model: Model, modality: Modality) -> None:
    """Fills the form of a newly chosen model with what the one before shares with it.

    Draws a line on what could not be carried over, until the model is switched again. Call it before the
    form is drawn.
    """
    before = state.FORM_OF.get(modality.value)
    if before != model.id:
        state.FORM_OF.set(model.id, modality.value)
        state.LEFT_BEHIND.set(_carried(before, model) if before else (), modality.value)
    if left := state.LEFT_BEHIND.get(modality.value):
        names = ", ".join(plain(title, limit=40) for title in left)
        st.caption(f":material/move_up: This model has no place for what you set before: {names}.")


def _carried(before: str, model: Model) -> tuple[str, ...]:
    """Fills what fits; the titles of what does not come back."""
    try:
        old = model_detail(before)
    except ScenarioError:
        return ()  # the model before is gone: there is nothing to be taken over
    inputs = [entry for entry in old.inputs if entry.type not in _STAY]
    carried = carry_over(inputs, form_values(old), model.inputs)
    return (*carried.left, *fill_values(model, carried.values))
