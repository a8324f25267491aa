"""What the four modality pages share: choose, describe, press, watch, look."""

import streamlit as st

from scenario_core.catalog import Modality
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


def generate_page(modality: Modality) -> None:
    """Draws the page of one modality."""
    words = MODALITY_WORDS[modality]
    st.title(words.title, anchor=False)
    st.caption(words.invitation)
    form, results = st.columns([2, 3], gap="medium")
    with form:
        _form(modality)
    tracker, me = studio().tracker, visitor()
    version = tracker.version_of(me)
    runs = tracker.runs_of(me)
    mine = [run for run in runs if run.order.modality == modality]
    with results:
        with st.container():
            job_panel(me, runs, version, modality)
        results_feed(mine, modality)
    history(runs, modality)
    settle_press()


def _form(modality: Modality) -> None:
    model = model_picker(modality)
    if model is None:
        return
    example_chips(model, modality)
    prompt_fields(model)
    generate_button(model, modality)
    settings_fields(model)
