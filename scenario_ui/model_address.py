"""The chosen model in the page's address (`?model=`), so that a link opens the same form.

Navigation between pages drops it, so it is written again whenever a page is drawn.
"""

import time

import streamlit as st

from scenario_core.catalog import Modality
from scenario_ui import state

_NAME = "model"
# A browser may send the address of before a choice once more, with a press made before the new one came.
_STALE_SECONDS = 3.0


def asked_model(modality: Modality) -> str | None:
    """The model id that the visitor brings in the address; None where it is only what we put there."""
    asked = str(st.query_params.get(_NAME, ""))
    last = state.ADDRESS.get(modality)
    if not asked or (last and asked == last.model_id):
        return None
    if last and asked == last.before and time.monotonic() - last.at < _STALE_SECONDS:
        return None
    return asked


def was_written(model_id: str) -> bool:
    """Whether it was put into the address of some page in this tab, so that no link has brought it."""
    written = (state.ADDRESS.get(modality) for modality in Modality)
    return any(each is not None and model_id in (each.model_id, each.before) for each in written)


def write_model(modality: Modality, model_id: str) -> None:
    """Puts the chosen model into the address."""
    last = state.ADDRESS.get(modality)
    if last is None or last.model_id != model_id:
        before = last.model_id if last else ""
        state.ADDRESS.set(state.Written(model_id, before, time.monotonic()), modality)
    if st.query_params.get(_NAME) != model_id:
        st.query_params[_NAME] = model_id
