"""All models of a modality to search, filter and choose from: a component of our own, run by keys or pointer.

Python sends the rows once for each opening; what is typed and filtered stays in the browser. Back come two
events: a model was chosen, a star was given or taken.
"""

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

_HERE = Path(__file__).resolve().parent


def model_browser(
    data: Mapping[str, object],
    *,
    key: str,
    on_choose: Callable[[str], None],
    on_star: Callable[[str, bool], None],
) -> None:
    """Draws the browser of what `data` tells it; `browser.js` says what it reads.

    `on_choose` gets a model's id, `on_star` an id and whether the model has a star from now on; both are
    called before the script, as all callbacks are. The ids come from a browser: check them.
    """

    def chosen() -> None:
        model_id = _told(key, "chosen")
        if isinstance(model_id, str):
            on_choose(model_id)

    def starred() -> None:
        told = _told(key, "starred")
        if isinstance(told, Mapping) and isinstance(told.get("id"), str):
            on_star(told["id"], told.get("on") is True)

    _component()(key=key, data=dict(data), on_chosen_change=chosen, on_starred_change=starred)


def _told(key: str, name: str) -> Any:
    return st.session_state[key].get(name)


@functools.cache
def _component() -> ComponentRenderer:
    """The component, registered once a process."""
    return st.components.v2.component(
        "model_browser",
        html=_text("browser.html"),
        css=_text("browser.css"),
        js=_text("search.js") + _text("browser.js"),
    )


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
