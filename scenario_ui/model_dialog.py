"""The dialog with all models of a modality: opened by a button, drawn again by every run while it is open.

A run of the page, as a finished job causes one, would close a dialog that is not drawn in it.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from statistics import median

import streamlit as st

from scenario_core.catalog import Modality, plan_name
from scenario_core.performance import Typical
from scenario_core.runs import Run
from scenario_ui import state
from scenario_ui.app_address import app_address
from scenario_ui.model_browser import model_browser
from scenario_ui.model_choice import choose_model, favourite_models, recent_models, set_favourite
from scenario_ui.model_reach import account_grade, refused_models
from scenario_ui.model_shelf import Shelf
from scenario_ui.model_words import SOURCE_WORDS, price_words, wait_words
from scenario_ui.resources import studio
from scenario_ui.visitor import visitor
from scenario_ui.words import MODALITY_WORDS


def open_models(modality: Modality) -> None:
    """Opens the dialog from the next drawing on; a button's callback."""
    state.PICKER.set(state.OpenPicker(modality.value, {}))


def _data(shelf: Shelf, modality: Modality) -> dict[str, object]:
    """What the list is opened with; it stays so while it is open."""
    grade = account_grade()
    return {
        "token": shelf.version,
        "rows": shelf.rows,
        "pictures": f"{app_address()}/models/",
        "chosen": state.MODEL.get(modality),
        "favourites": list(favourite_models()),
        "recent": recent_models(),
        "sources": [[source.value, words] for source, words in SOURCE_WORDS.items()],
        "grade": grade,
        "plan": "" if grade is None else plan_name(grade),
        "refused": sorted(refused_models()),
        "own": _own_figures(studio().tracker.runs_of(visitor())),
    }


def models_dialog(shelf: Shelf, modality: Modality) -> None:
    """Draws the dialog where it is open on this page."""
    opened = state.PICKER.get()
    if opened is None:
        return
    if opened.modality != modality.value:  # left behind by the browser's own back button
        _close(opened)
        return
    if not opened.data:  # gathered now: a star that was given in the same breath is among it
        opened = state.OpenPicker(modality.value, _data(shelf, modality))
        state.PICKER.set(opened)
    title = f"Choose what makes your {MODALITY_WORDS[modality].one}"
    st.dialog(title, width="large", on_dismiss=partial(_close, opened))(_browse)(shelf, modality, opened)


def _browse(shelf: Shelf, modality: Modality, opened: state.OpenPicker) -> None:
    # A model was chosen, or a quick visitor has closed the dialog and opened it anew before this was drawn:
    # the page closes it, or opens it once more.
    if state.PICKER.get() is not opened:
        st.rerun()
    model_browser(
        opened.data,
        key=f"model-browser:{modality}",
        on_choose=partial(_choose, shelf, modality),
        on_star=partial(_give_star, shelf),
    )


def _choose(shelf: Shelf, modality: Modality, model_id: str) -> None:
    if model_id in shelf.models:
        choose_model(modality, model_id)
    state.PICKER.set(None)


def _give_star(shelf: Shelf, model_id: str, liked: bool) -> None:
    if model_id in shelf.models:
        set_favourite(model_id, liked)


def _close(opened: state.OpenPicker) -> None:
    """Closes this opening alone: a quick visitor has pressed the button again before the page answered."""
    if state.PICKER.get() is opened:
        state.PICKER.set(None)


def _own_figures(runs: Sequence[Run]) -> dict[str, list[str]]:
    """The usual price and wait of each model in the visitor's own finished runs, in words."""
    of_model: dict[str, list[Run]] = defaultdict(list)
    for run in runs:
        if run.succeeded:
            of_model[run.order.model_id].append(run)
    usual = {model_id: _usual(finished) for model_id, finished in of_model.items()}
    return {model_id: [price_words(each), wait_words(each)] for model_id, each in usual.items()}


def _usual(runs: Sequence[Run]) -> Typical:
    prices = [float(run.charged_cu) for run in runs if run.charged_cu is not None]
    waits = [run.job.seconds for run in runs if run.job and run.job.seconds is not None]
    return Typical(median(prices) if prices else None, median(waits) if waits else None)
