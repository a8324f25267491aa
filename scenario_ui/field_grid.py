"""Fields beside each other where there is room for two, in as few elements as can be.

Every element costs a message at every redraw (measured: a third of a millisecond of CPU).
"""

from contextlib import AbstractContextManager
from typing import Any

import streamlit as st
from streamlit.elements.lib.grid_container import GridContainer

from scenario_ui.field import Field
from scenario_ui.field_kind import field_kind

# Kinds of one element, which is a cell by itself; the others, and whatever has a message, need one around.
ALONE = frozenset(
    {"choice", "choices", "switch", "optional switch", "slider", "number", "text", "model", "models"}
)


def field_grid() -> GridContainer:
    """A grid of two columns, of one on a phone."""
    return st.grid(2, min_column_width=170, gap="small")


def field_cell(grid: GridContainer, field: Field, *, wide: bool) -> AbstractContextManager[Any]:
    """Where the field is drawn; a wide one has a line alone."""
    alone = not wide and field_kind(field.model, field.input) in ALONE
    if alone and not field.problem and not field.dropped:
        return grid
    return grid.cell(column_span="all" if wide else 1)
