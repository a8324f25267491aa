"""The three parts of a page on which something is made: form and settings on the left, results beside them.

On a phone they stand below each other as form, results, settings: what was just made is not to be looked
for below a dozen settings. Streamlit's columns cannot do that, a grid can.
"""

from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

_KEY = "workbench"

# From the width on at which Streamlit itself puts columns side by side.
_GRID = f"""
<style>
@media (min-width: 640px) {{
  .st-key-{_KEY} {{
    display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); grid-template-rows: auto 1fr;
    column-gap: 2rem; align-items: start;
  }}
  .st-key-{_KEY} > :nth-child(2) {{ grid-column: 2; grid-row: 1 / span 2; }}
  .st-key-{_KEY} > :nth-child(3) {{ grid-column: 1; grid-row: 2; }}
}}
</style>
"""


class Workbench(NamedTuple):
    """Containers to draw into."""

    form: DeltaGenerator
    results: DeltaGenerator
    settings: DeltaGenerator


def workbench() -> Workbench:
    """Lays the three parts out."""
    st.html(_GRID)
    with st.container(key=_KEY):
        return Workbench(
            st.container(key="bench-form"),
            st.container(key="bench-results"),
            st.container(key="bench-settings"),
        )
