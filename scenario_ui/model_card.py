"""The chosen model on its page: picture, name, one line, who makes it, what it takes; a star."""

from functools import partial
from urllib.parse import quote

import streamlit as st

from scenario_core.catalog import Modality, Model
from scenario_ui.app_address import app_address
from scenario_ui.model_choice import choose_model, favourite_models, set_favourite
from scenario_ui.model_dialog import open_models
from scenario_ui.model_reach import reach_problem
from scenario_ui.model_shelf import Shelf, picture_version, shown_tags
from scenario_ui.model_words import plan_words, price_words, wait_words
from scenario_ui.plain_text import plain, shortened

_PICTURE = 72  # pixels
_MOST_TAGS = 5


def model_card(model: Model, shelf: Shelf, modality: Modality) -> None:
    """Draws the card of the chosen model and, beneath it, what speaks against choosing it."""
    base = shelf.bases.get(model.id)
    with st.container(border=True, key=f"model-card-{modality}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.image(picture_url(model), width=_PICTURE, alt=f"Example by {shortened(model.title, limit=80)}")
            with st.container(gap=None, width="stretch"):
                _words(model, base)
        with st.container(horizontal=True, gap="small"):
            st.button(
                "Change model",
                key=f"change-model:{modality}",
                icon=":material/grid_view:",
                width="stretch",
                on_click=partial(open_models, modality),
            )
            _star(model, modality)
    _warnings(model, base, shelf, modality)


def picture_url(model: Model) -> str:
    """The absolute address of the model's picture; a letter stands for one without."""
    version = picture_version(model)
    path = f"{app_address()}/models/{quote(model.id, safe='')}/picture"
    return f"{path}?v={version}" if version else path


def _words(model: Model, base: Model | None) -> None:
    st.markdown(f"**{plain(model.title, limit=60)}**")
    usual = (base or model).typical
    through = f"Runs through {plain(base.title, limit=40)}" if base else ""
    facts = (
        plain(model.provider or "", limit=30),
        plain(price_words(usual)),
        plain(wait_words(usual)),
        plain(plan_words(base or model)),
        through,
    )
    line = plain(model.short_description, limit=200)
    tags = " ".join(f":gray-badge[{plain(tag, limit=24)}]" for tag in shown_tags(model)[:_MOST_TAGS])
    if line:
        st.caption(line)
    if any(facts):
        st.caption(" · ".join(fact for fact in facts if fact))
    if tags:
        st.markdown(tags)


def _star(model: Model, modality: Modality) -> None:
    liked = model.id in favourite_models()
    st.button(
        "★ Favourite" if liked else "☆ Favourite",
        key=f"star:{modality}",
        help="Take the star away" if liked else "Give it a star: it stands first in the list",
        on_click=partial(set_favourite, model.id, not liked),
    )


def _warnings(model: Model, base: Model | None, shelf: Shelf, modality: Modality) -> None:
    beyond = reach_problem(base or model) or reach_problem(model)
    if beyond:
        st.warning(f"{beyond} Scenario will refuse to run it.", icon=":material/lock:")
    if model.successor is not None:
        _retired(model.successor, shelf, modality)


def _retired(successor: str, shelf: Shelf, modality: Modality) -> None:
    other = shelf.models.get(successor)
    name = plain(other.title if other else successor, limit=60)
    st.warning(f"This model is retired. {name} replaces it.", icon=":material/history:")
    if other is not None:
        st.button(
            f"Use {name}", key=f"successor:{modality}", on_click=partial(choose_model, modality, other.id)
        )
