"""Which model a visitor has chosen on a page, which ones they like, and which they chose lately."""

from collections.abc import Iterable

import streamlit as st

from scenario_core.catalog import Modality, Model
from scenario_core.styles import StylePlace, has_style, style_place, with_style, without_style
from scenario_ui import state
from scenario_ui.form_values import form_values
from scenario_ui.resources import studio
from scenario_ui.visitor import visitor

# Names of preferences in the store; each holds a list of model ids, the latest first.
_FAVOURITES = "favourite-models"
_RECENT = "recent-models"
_MOST_RECENT = 12
_MOST_FAVOURITES = 200


def choose_model(modality: Modality, model_id: str) -> None:
    """Makes it the model of the modality's page from the next drawing on; the address follows."""
    state.MODEL.set(model_id, modality)
    state.MODEL_NOTE.set(None, modality)
    lately = [model_id, *(each for each in recent_models() if each != model_id)]
    studio().store.set_preference(visitor(), _RECENT, lately[:_MOST_RECENT])


def recent_models() -> list[str]:
    """The ids of the models that the visitor chose last, the latest first."""
    return _ids(studio().store.preference(visitor(), _RECENT))


def favourite_models() -> tuple[str, ...]:
    """The ids of the models with the visitor's star, the latest first."""
    held = state.FAVOURITES.get()
    if held is None:
        held = tuple(_ids(studio().store.preference(visitor(), _FAVOURITES)))
        state.FAVOURITES.set(held)
    return held


def set_favourite(model_id: str, liked: bool) -> None:
    """Gives a model the visitor's star, or takes it away."""
    # Read afresh: another tab may have given stars of its own.
    others = [each for each in _ids(studio().store.preference(visitor(), _FAVOURITES)) if each != model_id]
    now = ([model_id] if liked else []) + others
    studio().store.set_preference(visitor(), _FAVOURITES, now[:_MOST_FAVOURITES])
    state.FAVOURITES.set(tuple(now[:_MOST_FAVOURITES]))


def settle_style(modality: Modality, base: Model, style: Model | None) -> bool:
    """Puts the chosen style into its base's inputs, and takes out the one that was there before it.

    False where the base takes no such style. Where the visitor has taken the chosen style out of the form
    by hand, the base alone becomes the chosen model.
    """
    held = state.STYLE.get(base.id)
    if held and (style is None or held[0] != style.id):
        _take_out(base, *held)
    if style is None:
        return True
    place = style_place(base, style.type)
    if place is None:
        return False
    if state.STYLE.get(base.id) is None:
        _write(base, with_style(place, style, _values(base, place)))
        state.STYLE.set((style.id, style.type), base.id)
    elif not has_style(place, style.id, _values(base, place)):
        state.STYLE.set(None, base.id)
        state.MODEL.set(base.id, modality)
    return True


def _take_out(base: Model, style_id: str, style_type: str) -> None:
    place = style_place(base, style_type)
    if place is not None:
        _write(base, without_style(place, style_id, _values(base, place)))
    state.STYLE.set(None, base.id)


def _values(base: Model, place: StylePlace) -> dict[str, object]:
    names = {entry.name for entry in (place.input, place.scales) if entry is not None}
    return {name: value for name, value in form_values(base).items() if name in names}


def _write(base: Model, values: dict[str, object]) -> None:
    for name, value in values.items():
        st.session_state[state.input_key(base.id, name)] = value


def _ids(stored: object) -> list[str]:
    listed: Iterable[object] = stored if isinstance(stored, list) else []
    return [each for each in listed if isinstance(each, str)]
