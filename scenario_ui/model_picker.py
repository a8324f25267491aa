"""Choose a model: the chosen one as a card, all others behind a button, the choice in the address."""

from dataclasses import dataclass

import streamlit as st

from scenario_core.catalog import Catalogue, Modality, Model
from scenario_core.errors import ScenarioError
from scenario_ui import notices, state
from scenario_ui.model_address import asked_model, was_written, write_model
from scenario_ui.model_card import model_card
from scenario_ui.model_choice import choose_model, settle_style
from scenario_ui.model_dialog import models_dialog
from scenario_ui.model_shelf import Shelf, shelf
from scenario_ui.model_words import MAKES_WORDS
from scenario_ui.plain_text import plain
from scenario_ui.resources import catalogue, model_detail
from scenario_ui.words import MODALITY_WORDS

# The models of Scenario's quick-start article: a newcomer begins with what its reader knows.
FIRST_CHOICE: dict[Modality, str] = {
    Modality.VIDEO: "model_kling-v2-6-t2v-pro",
    Modality.AUDIO: "model_lyria-2",
    Modality.THREE_D: "model_meshy-txt23d",
    Modality.IMAGE: "model_imagen4-ultra",
}


def model_picker(modality: Modality) -> Model | None:
    """The model that runs what was chosen, with its inputs; None, with a notice shown, where there is none.

    For a trained style that is its base, with the style already in the base's inputs.
    """
    try:
        models = catalogue()
    except ScenarioError as error:
        notices.show_reading_error(error)
        return None
    offered = shelf(models, modality)
    if not offered.models:
        st.info("The catalogue has no model for this yet.", icon=":material/search_off:")
        return None
    _take_asked(models, offered, modality)
    ready = _ready(offered, modality)
    chosen = _chosen(offered, modality)  # a style that was taken out of the form leaves its base chosen
    write_model(modality, chosen.id)
    _draw(chosen, offered, modality)
    ready.show_trouble()
    return ready.model


@dataclass(frozen=True)
class _Ready:
    """The model that runs, or why there is none: an error, or a sentence."""

    model: Model | None = None
    error: ScenarioError | None = None
    sentence: str = ""

    def show_trouble(self) -> None:
        """Says what went wrong, or which part of the model's record made no sense."""
        if self.error is not None:
            notices.show_reading_error(self.error)
        if self.sentence:
            st.error(self.sentence, icon=":material/error:")
        if self.model is not None and self.model.problem:
            told = plain(self.model.problem, limit=300)
            st.caption(f":material/info: A part of this model's form could not be read: {told}")


def _ready(offered: Shelf, modality: Modality) -> _Ready:
    """The record of the model that runs the chosen one, with the chosen style in its inputs."""
    chosen = _chosen(offered, modality)
    runs = offered.runs(chosen)
    try:
        detail = model_detail(runs.id)
    except ScenarioError as error:
        return _Ready(error=error)
    if settle_style(modality, detail, chosen if runs.id != chosen.id else None):
        return _Ready(detail)
    base, style = plain(runs.title, limit=60), plain(chosen.title, limit=60)
    return _Ready(sentence=f"{base} does not take {style} any more. Choose another model.")


def _chosen(offered: Shelf, modality: Modality) -> Model:
    """The chosen model; where none is, or none that is still offered, the first choice of newcomers."""
    held = state.MODEL.get(modality)
    if held is None or held not in offered.models:
        first = FIRST_CHOICE[modality]
        held = first if first in offered.models else next(iter(offered.models))
        state.MODEL.set(held, modality)
    return offered.models[held]


def _take_asked(models: Catalogue, offered: Shelf, modality: Modality) -> None:
    """Chooses the model that the address names, or notes why it cannot be chosen here."""
    asked = asked_model(modality)
    if asked is None:
        return
    if asked in offered.models:
        choose_model(modality, asked)
    elif not was_written(asked):  # the browser's Back brings addresses of other pages
        state.MODEL_NOTE.set(_link_note(asked, models.by_id.get(asked)), modality)


def _link_note(asked: str, other: Model | None) -> state.LinkNote:
    if other is None:
        named = plain(asked, limit=80)
        return state.LinkNote(f"The link names a model that is not in the catalogue: {named}.", asked)
    name, makes = plain(other.title, limit=60), [each for each in Modality if each in other.modalities]
    if not makes:
        return state.LinkNote(f"The link names {name}, which makes nothing that is made here.", asked)
    words = " and ".join(MAKES_WORDS[each] for each in makes)
    elsewhere = tuple(each.value for each in makes)
    return state.LinkNote(f"The link names {name}, which makes {words}.", asked, elsewhere)


def _draw(chosen: Model, offered: Shelf, modality: Modality) -> None:
    _show_note(modality)
    model_card(chosen, offered, modality)
    models_dialog(offered, modality)


def _show_note(modality: Modality) -> None:
    note = state.MODEL_NOTE.get(modality)
    if note is None:
        return
    st.info(f"{note.sentence} Here is another model instead.", icon=":material/link_off:")
    for other in note.elsewhere:
        words = MODALITY_WORDS[Modality(other)]
        if other != modality:
            st.page_link(
                f"../{words.page}",
                label=f"Open it on the page {words.title}",
                icon=words.icon,
                query_params={"model": note.model_id},
            )
