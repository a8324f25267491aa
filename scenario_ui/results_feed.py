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
# Results that are drawn with their players when somebody comes; older ones are in the history.
_AT_FIRST = 4
# New ones join them, so that none leaves while it plays; a page with more players than this is slow.
_MOST = 12
_NEVER_STARTED = (SubmissionState.REFUSED, SubmissionState.NOT_SENT)


def results_feed(runs: Sequence[Run], modality: Modality) -> None:
    """Draws the newest finished runs of a modality. `runs` come newest first, running ones among them."""
    # What never started was answered above the button; the history keeps it.
    over = [run for run in runs if not run.is_active and run.state not in _NEVER_STARTED]
    if not over:
        _invitation(modality, waiting=bool(runs))
    by_place = dict(enumerate(reversed(runs)))
    ended = {run.id for run in over}
    filled = [place for place, run in by_place.items() if run.id in ended]
    shown = filled[filled.index(_kept_start(filled, modality)) :] if filled else []
    newest = newest_3d([by_place[place] for place in reversed(shown)])
    live = state.LIVE_3D.get(modality.value) or (view_3d("feed", newest) if newest else None)
    for place in reversed(feed_places(shown)):
        slot = st.container()
        if place in shown:
            with slot:
                job_card(by_place[place], place="feed", live_3d=live)


def _kept_start(filled: Sequence[int], modality: Modality) -> int:
    """The place of the oldest result that this tab shows, kept while it stays."""
    start = feed_start(filled, state.FEED_START.get(modality.value))
    state.FEED_START.set(start, modality.value)
    return start


def feed_start(filled: Sequence[int], kept: int | None) -> int:
    """The place of the oldest result to show: the one kept, unless too many have come since.

    `filled` are the places of all results, oldest first; there is at least one.
    """
    if kept is not None and kept in filled and len(filled) - filled.index(kept) <= _MOST:
        return kept
    return filled[-_AT_FIRST:][0]


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
