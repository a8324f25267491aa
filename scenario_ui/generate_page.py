"""What the four modality pages share: choose, describe, press, watch, look."""

import streamlit as st

from scenario_core.catalog import Modality, Model
from scenario_ui.examples import example_chips
from scenario_ui.generate_button import generate_button, settle_press
from scenario_ui.history import history
from scenario_ui.input_form import prompt_fields, settings_fields
from scenario_ui.job_panel import job_panel
from scenario_ui.model_picker import model_picker
from scenario_ui.resources import studio
from scenario_ui.results_feed import results_feed
from scenario_ui.visitor import visitor
from scenario_ui.words import MODALITY_WORDS
from scenario_ui.workbench import workbench


def generate_page(modality: Modality) -> None:
    """Draws the page of one modality."""
    words = MODALITY_WORDS[modality]
    st.title(words.title, anchor=False)
    st.caption(words.invitation)
    tracker, me = studio().tracker, visitor()
    version = tracker.version_of(me)
    runs = tracker.runs_of(me)
    bench = workbench()
    with bench.form:
        model = _form(modality)
    with bench.results:
        with st.container():
            job_panel(me, runs, version, modality)
        results_feed([run for run in runs if run.order.modality == modality], modality)
    with bench.settings:
        if model is not None:
            settings_fields(model)
    history(runs, modality)
    settle_press()


def _form(modality: Modality) -> Model | None:
    """Draws what is needed for a press of the button; None where there is no model to press it for."""
    model = model_picker(modality)
    if model is not None:
        example_chips(model, modality)
        prompt_fields(model)
        generate_button(model, modality)
    return model
