"""What the four modality pages share: choose, describe, press, watch, look."""

from functools import partial

import streamlit as st

from scenario_core.catalog import Modality, Model
from scenario_ui.allowance import allowance_line
from scenario_ui.carried_form import carry_form
from scenario_ui.eager_text import eager_text
from scenario_ui.examples import example_chips
from scenario_ui.generate_button import generate_button, refresh_price
from scenario_ui.history import history
from scenario_ui.input_form import prompt_fields, settings_fields
from scenario_ui.job_panel import job_panel
from scenario_ui.model_picker import model_picker
from scenario_ui.press import settle_press
from scenario_ui.prompt_helper import prompt_helper
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
        button = st.container()
    with bench.results:
        with st.container():
            job_panel(me, runs, version, modality)
        results_feed([run for run in runs if run.order.modality == modality], modality)
    with bench.settings:
        if model is not None:
            settings_fields(model, refresh_price)
    history(runs, modality)
    if model is not None:
        with button:  # last of all: it may wait for a price, and nothing shall wait for it
            generate_button(model, modality)
            allowance_line()
    eager_text()
    settle_press()


def _form(modality: Modality) -> Model | None:
    """Draws what a press of the button needs, and gives the model to press it for, if there is one."""
    model = model_picker(modality)
    if model is not None:
        carry_form(model, modality)
        example_chips(model, modality)
        below = partial(prompt_helper, model, modality)
        prompt_fields(model, refresh_price, below_prompt=below)
    return model
