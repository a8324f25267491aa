"""Lists in a form: rows that can be added, moved and removed, each drawn by the same table as the form."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from scenario_core.inputs import deciding, label_of, labels_of, required_now
from scenario_ui import state
from scenario_ui.field import Field
from scenario_ui.field_grid import field_cell, field_grid
from scenario_ui.field_kind import is_wide
from scenario_ui.form_values import (
    add_row,
    item_input,
    move_row,
    part_path,
    remove_row,
    row_ids,
    row_values,
)
from scenario_ui.plain_text import plain

Draw = Callable[[Field], None]


def rows_field(field: Field, *, draw: Draw) -> None:
    """Draws a list of groups of inputs: a card a row."""
    _head(field)
    ids = row_ids(field.model.id, _path(field))
    for index, row in enumerate(ids):
        with st.container(border=True, gap="small", key=f"{field.key}:row:{row}"):
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
                st.markdown(f"**{plain(label_of(field.input), limit=40)} {index + 1}**", width="stretch")
                row_buttons(field, ids, row)
            _row(field, row, f"{field.place}[{index}]", draw)
    add_button(field, len(ids), partial(add_row, field.model.id, _path(field), field.input.inputs, {}))


def list_field(field: Field, *, draw: Draw) -> None:
    """Draws a list of texts or numbers: a line a row."""
    _head(field)
    ids = row_ids(field.model.id, _path(field))
    part = item_input(field.input)
    for index, row in enumerate(ids):
        one = field.within(
            part.model_copy(
                update={"label": f"{index + 1}", "description": "", "hint": "", "cost_impact": False}
            ),
            path=part_path(_path(field), row, part.name),
            spot=f"{field.place}[{index}]",
        )
        with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
            with st.container(width="stretch", gap="xsmall"):
                draw(one)
            row_buttons(field, ids, row, down=False)
    add_button(field, len(ids), partial(add_row, field.model.id, _path(field), (part,), {}))


def draw_grid(fields: Sequence[Field], draw: Draw) -> None:
    """Fields beside each other where there is room for two; those that are wide have a line alone."""
    if not fields:
        return
    grid = field_grid()
    for field in fields:
        with field_cell(grid, field, wide=is_wide(field.model, field.input)):
            draw(field)


def row_buttons(field: Field, ids: Sequence[int], row: int, *, down: bool = True) -> None:
    """Moves a row up (and down: where space is short, the next row's way up does it), and removes it."""
    where, last = ids.index(row), len(ids) - 1
    said = f"{label_of(field.input)} {where + 1}"
    if last:
        _button(field, f"{row}:up", "arrow_upward", f"Move {said} up", where == 0, move_row, row, -1)
    if last and down:
        _button(field, f"{row}:down", "arrow_downward", f"Move {said} down", where == last, move_row, row, 1)
    _button(field, f"{row}:remove", "close", f"Remove {said}", False, remove_row, row)


def add_button(field: Field, count: int, add: Callable[[], None]) -> None:
    """Adds a row, while there is room for one."""
    most = field.input.max_length
    full = most is not None and count >= most
    st.button(
        f"At most {most}" if full else "Add another" if count else "Add",
        key=f"{field.key}:add",
        icon=":material/add:",
        disabled=full,
        on_click=settle_after,
        args=(field, add),
    )


def _button(
    field: Field, name: str, icon: str, said: str, disabled: bool, act: Callable[..., None], *args: int
) -> None:
    st.button(
        f":material/{icon}:",
        key=f"{field.key}:{name}",
        help=plain(said, limit=60),
        type="tertiary",
        disabled=disabled,
        on_click=settle_after,
        args=(field, partial(act, field.model.id, _path(field), *args)),
    )


def settle_after(field: Field, act: Callable[[], None]) -> None:
    """Changes the rows; what was said about their parts speaks of other rows now, and goes."""
    act()
    field.settle()


def _head(field: Field) -> None:
    st.markdown(f":small[{field.label}]", help=field.help)


def _path(field: Field) -> str:
    return field.path or field.input.name


def _row(field: Field, row: int, spot: str, draw: Draw) -> None:
    parts = field.input.inputs
    values = row_values(field.model.id, _path(field), row, parts)
    required, titles, moving = required_now(parts, values), labels_of(parts), deciding(parts)
    fields = [
        field.within(
            part,
            path=part_path(_path(field), row, part.name),
            spot=f"{spot}.{part.name}",
            title=titles[part.name],
            required=part.name in required,
            change="rerun" if part.name in moving else None,
        )
        for part in parts
    ]
    draw_grid(fields, draw)
    problem = state.PROBLEMS.get(field.model.id).get(spot)
    if problem:
        st.markdown(f":red[:material/error: {plain(problem)}]")
