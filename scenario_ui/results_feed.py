"""The newest results of a page, newest on top, each at a place that never moves.

Streamlit knows a player by its position: whatever is inserted above one starts it again. So the feed
lays out a fixed row of empty places and fills them from the bottom up; a new result takes the place
above the last one and leaves the playing ones alone.
"""

from collections.abc import Sequence

import streamlit as st

from scenario_core.catalog import Modality
from scenario_core.runs import Run, SubmissionState
from scenario_ui import state
from scenario_ui.job_card import job_card, newest_3d, view_3d
from scenario_ui.words import MODALITY_WORDS

# Places in a row. A playing result starts again only when the oldest shown one passes into the next row.
_PLACES = 30
# Results that are drawn with their players; older ones are in the history.
_SHOWN = 4
_NEVER_STARTED = (SubmissionState.REFUSED, SubmissionState.NOT_SENT)


def results_feed(runs: Sequence[Run], modality: Modality) -> None:
    """Draws the newest finished runs of a modality. `runs` come newest first, running ones among them."""
    # What never started was answered above the button; the history keeps it.
    over = [run for run in runs if not run.is_active and run.state not in _NEVER_STARTED]
    if not over:
        _invitation(modality, waiting=bool(runs))
    shown = {run.id for run in over[:_SHOWN]}
    newest = newest_3d([run for run in over if run.id in shown])
    live = state.LIVE_3D.get(modality.value) or (view_3d("feed", newest) if newest else None)
    by_place = dict(enumerate(reversed(runs)))
    for place in reversed(feed_places([place for place, run in by_place.items() if run.id in shown])):
        slot = st.container()
        run = by_place.get(place)
        if run is not None and run.id in shown:
            with slot:
                job_card(run, place="feed", live_3d=live)


def feed_places(filled: Sequence[int]) -> range:
    """The places that are laid out: two rows of them, from the row of the oldest filled one on."""
    first = min(filled, default=0) // _PLACES * _PLACES
    return range(first, first + 2 * _PLACES)


def _invitation(modality: Modality, *, waiting: bool) -> None:
    words = MODALITY_WORDS[modality]
    text = (
        "It will appear here."
        if waiting
        else f"Your {words.one} will appear here. Pick an idea or write your own."
    )
    with st.container(border=True, height=220, vertical_alignment="center", horizontal_alignment="center"):
        st.markdown(f"{words.icon} {text}", text_alignment="center")
