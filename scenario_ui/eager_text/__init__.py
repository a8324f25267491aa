"""Texts reach Python while they are written, after a pause, and not only when their field is left.

Without it the price of a text would be asked for only once the visitor has gone to the button. Nothing is
drawn, and nothing comes back but what the fields themselves send.
"""

import functools
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

_HERE = Path(__file__).resolve().parent


def eager_text() -> None:
    """Makes the text fields of the workbench send what is written after a pause."""
    _component()(key="eager-text", height=0)


@functools.cache
def _component() -> ComponentRenderer:
    """The component, registered once a process."""
    return st.components.v2.component("eager_text", js=(_HERE / "eager.js").read_text(encoding="utf-8"))
