"""Choose a model: its name, one line on what it does, its tags."""

import streamlit as st

from scenario_core.catalog import Modality, Model, models_for
from scenario_core.errors import ScenarioError
from scenario_ui import notices, state
from scenario_ui.plain_text import plain, shortened
from scenario_ui.resources import catalogue, model_detail

# The models of Scenario's quick-start article: a newcomer begins with what its reader knows.
FIRST_CHOICE: dict[Modality, str] = {
    Modality.VIDEO: "model_kling-v2-6-t2v-pro",
    Modality.AUDIO: "model_lyria-2",
    Modality.THREE_D: "model_meshy-txt23d",
    Modality.IMAGE: "model_imagen4-ultra",
}

_MOST_TAGS = 5


def model_picker(modality: Modality) -> Model | None:
    """The chosen model with its inputs; None, with a notice shown, where there is none to choose."""
    try:
        models = _first_choice_first(models_for(catalogue(), modality), modality)
    except ScenarioError as error:
        notices.show_reading_error(error)
        return None
    if not models:
        st.info("The catalogue has no model for this yet.", icon=":material/search_off:")
        return None
    model = _choose(models, modality)
    try:
        detail = model_detail(model.id)
    except ScenarioError as error:
        notices.show_reading_error(error)
        return None
    _describe(detail)
    return detail


def _first_choice_first(models: list[Model], modality: Modality) -> list[Model]:
    return sorted(models, key=lambda model: model.id != FIRST_CHOICE[modality])


def _choose(models: list[Model], modality: Modality) -> Model:
    by_id = {model.id: model for model in models}
    key = state.MODEL.key(modality)
    if st.session_state.get(key) not in by_id:
        st.session_state[key] = models[0].id
    chosen = st.selectbox(
        "Model",
        list(by_id),
        format_func=lambda model_id: shortened(by_id[model_id].title, limit=60),
        key=key,
        persist_state="session",
    )
    return by_id[str(chosen)]


def _describe(model: Model) -> None:
    line = plain(model.short_description, limit=200)
    tags = [plain(tag, limit=24) for tag in model.tags if ":" not in tag][:_MOST_TAGS]
    if line:
        st.caption(line)
    if tags:
        st.markdown(" ".join(f":gray-badge[{tag}]" for tag in tags))
    if model.problem:
        st.caption(f":material/info: A part of this model's form could not be read: {plain(model.problem)}")
