"""The home page: one sentence, four large ways in, what is running, the latest results."""

from collections.abc import Sequence

import streamlit as st

from scenario_core.catalog import Modality
from scenario_core.runs import Run
from scenario_ui.asset_view import file_url
from scenario_ui.history import history
from scenario_ui.job_panel import job_panel
from scenario_ui.plain_text import plain
from scenario_ui.resources import studio
from scenario_ui.visitor import visitor
from scenario_ui.words import MODALITY_WORDS

_LATEST = 4


def home_page() -> None:
    """Draws the page."""
    tracker, me = studio().tracker, visitor()
    version = tracker.version_of(me)
    runs = tracker.runs_of(me)
    st.title("What do you want to make?", anchor=False)
    st.markdown(
        "Pick a kind, describe it in your own words, and watch it appear. "
        "You can go on working while it is made."
    )
    _ways_in()
    with st.container():
        job_panel(me, runs, version)
    _latest([run for run in runs if run.succeeded and run.assets][:_LATEST])
    if runs:
        history(runs)


def _ways_in() -> None:
    for column, (modality, words) in zip(st.columns(4), MODALITY_WORDS.items(), strict=True):
        with column, st.container(border=True, height="stretch", key=f"way-in-{modality}"):
            st.subheader(f"{words.icon} {words.title}", anchor=False)
            st.markdown(words.invitation)
            st.page_link(f"../{words.page}", label=f"Make a {words.one}", icon=":material/arrow_forward:")


def _latest(runs: Sequence[Run]) -> None:
    st.subheader("Latest results", anchor=False)
    if not runs:
        st.caption("Nothing here yet. Your results appear here as soon as they are made.")
        return
    for column, run in zip(st.columns(_LATEST), runs, strict=False):
        with column, st.container(border=True):
            _tile(run)


def _tile(run: Run) -> None:
    words = MODALITY_WORDS[Modality(run.order.modality)]
    first = run.assets[0]
    if first.thumbnail:
        st.image(file_url(first.id, "thumbnail"), alt=run.order.prompt or run.order.model_name)
    st.caption(f"{words.icon} {plain(run.order.prompt or run.order.model_name, limit=80)}")
    st.page_link(f"../{words.page}", label="Open", icon=":material/open_in_full:")
