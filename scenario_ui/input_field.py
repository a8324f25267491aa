"""One field of the form: a table from the kind of an input to a small widget function.

Every widget keeps its value in session state under the field's key. A field without a default starts unset
and says that the model decides; whatever was set can be unset again.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import streamlit as st

from scenario_core.inputs import is_integer, length_limit, option_label, plain_text
from scenario_ui.field import Field
from scenario_ui.field_kind import LARGEST_NUMBER, field_kind, slider_step
from scenario_ui.file_field import file_field, files_field
from scenario_ui.form_values import keep_showable
from scenario_ui.input_rows import list_field, rows_field
from scenario_ui.model_options import model_names
from scenario_ui.plain_text import plain, shortened
from scenario_ui.state import DROPPED
from scenario_ui.widget_value import choices_of, initial

UNSET = "Model decides"
CHOOSE = "Choose"
NOTHING = "None"


def _unset(field: Field) -> str:
    """What an empty field says."""
    return CHOOSE if field.required else UNSET


def draw_field(field: Field) -> None:
    """Draws the widget that fits the input, and beneath it what is wrong with its value."""
    gone = keep_showable(field.model.id, field.input, field.path or field.input.name)
    if gone is not None:
        _note_dropped(field, gone)
    _FIELDS[field_kind(field.model, field.input)](field)
    if field.dropped:
        st.caption(
            f":orange[:material/history: The model does not take {plain(field.dropped, limit=60)} here.]"
        )
    draw_problem(field)


def draw_problem(field: Field) -> None:
    """What is wrong with the field's value, if anything."""
    if field.problem:
        st.markdown(f":red[:material/error: {plain(field.problem)}]")


def _note_dropped(field: Field, gone: Any) -> None:
    words = ", ".join(map(str, gone)) if isinstance(gone, list | tuple) else plain_text(gone)
    DROPPED.set({**DROPPED.get(field.model.id), field.place: words}, field.model.id)


def _prompt(field: Field) -> None:
    _text_area(field, height=150, placeholder="Describe what you want to see or hear")


def _long_text(field: Field) -> None:
    _text_area(field, height=96, placeholder="")


def _text_area(field: Field, *, height: int, placeholder: str) -> None:
    limit = length_limit(field.input)
    st.text_area(
        field.label,
        key=field.key,
        help=field.help,
        height=height,
        placeholder=field.input.placeholder or placeholder or None,
        on_change=field.on_change,
        persist_state="session",
    )
    if limit is not None and field.input.prompt:
        st.caption(f"Up to {limit:,} characters")


def _text(field: Field) -> None:
    st.text_input(
        field.label,
        key=field.key,
        help=field.help,
        placeholder=field.input.placeholder or None,
        on_change=field.on_change,
        persist_state="session",
    )


def _choice(field: Field) -> None:
    values = choices_of(field.input)
    words = _option_words(field, values)
    st.selectbox(
        field.label,
        values,
        index=None if initial(field.input) is None else 0,
        placeholder=_unset(field),
        format_func=lambda value: words.get((type(value), value), str(value)),
        key=field.key,
        help=field.help,
        on_change=field.on_change,
        persist_state="session",
    )


def _choices(field: Field) -> None:
    values = choices_of(field.input)
    words = _option_words(field, values)
    st.multiselect(
        field.label,
        values,
        format_func=lambda value: words.get((type(value), value), str(value)),
        key=field.key,
        help=field.help,
        max_selections=field.input.max_length,
        on_change=field.on_change,
        persist_state="session",
    )


def _option_words(field: Field, values: Iterable[Any]) -> dict[tuple[type, Any], str]:
    """What to show for each value, no two alike: Streamlit tells options apart by what is shown."""
    words: dict[tuple[type, Any], str] = {}
    for value in values:
        word = _option(field, value)
        if word in words.values():
            word = f"{word} ({shortened(plain_text(value), limit=60)})"
        while word in words.values():
            word += " ·"
        words[type(value), value] = word
    return words


def _option(field: Field, value: Any) -> str:
    return shortened(option_label(field.input, value, field.model.ui_config), limit=60)


def _switch(field: Field) -> None:
    st.toggle(field.label, key=field.key, help=field.help, on_change=field.on_change, persist_state="session")


def _optional_switch(field: Field) -> None:
    words = {True: "Yes", False: "No"}
    st.selectbox(
        field.label,
        list(words),
        index=None,
        placeholder=_unset(field),
        format_func=lambda value: words[value],
        key=field.key,
        help=field.help,
        on_change=field.on_change,
        persist_state="session",
    )


def _slider(field: Field) -> None:
    entry = field.input
    st.slider(
        field.label,
        float(entry.min or 0),
        float(entry.max or 0),
        step=slider_step(entry),
        format="%g",
        key=field.key,
        help=field.help,
        on_change=field.on_change,
        persist_state="session",
    )


def _number(field: Field) -> None:
    entry = field.input
    kind = int if is_integer(entry) else float
    low, high, step = (
        kind(bound) if bound is not None and abs(bound) <= LARGEST_NUMBER else None
        for bound in (entry.min, entry.max, entry.step)
    )
    ranged = kind is float and low is not None and high is not None and high > low
    st.number_input(
        field.label,
        value=None,  # and no bounds: beyond them the browser would show one number and send another
        step=step or (slider_step(entry) if ranged else kind(1)),
        format="%d" if kind is int else "%g",
        key=field.key,
        help=field.help,
        placeholder=_unset(field),
        on_change=field.on_change,
        persist_state="session",
    )


def _colour(field: Field) -> None:
    """A colour, once one is wanted: Streamlit's own picker cannot be empty."""
    chosen = bool(st.session_state.get(field.key))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if chosen:
            st.color_picker(
                field.label,
                key=field.key,
                help=field.help,
                on_change=field.on_change,
                persist_state="session",
            )
        else:
            st.text_input(
                field.label,
                _unset(field),
                key=f"{field.key}:unset",
                help=field.help,
                disabled=True,
            )
        st.button(
            "No colour" if chosen else "Pick a colour",
            key=f"{field.key}:toggle",
            icon=":material/format_color_reset:" if chosen else ":material/palette:",
            on_click=_set_colour,
            args=(field, "" if chosen else initial(field.input) or _FIRST_COLOUR),
        )


_FIRST_COLOUR = "#808080"


def _set_colour(field: Field, colour: str) -> None:
    st.session_state[field.key] = colour
    field.settle()


def _model(field: Field) -> None:
    current = st.session_state.get(field.key)
    names = model_names(field.input, chosen=[current] if current else [])
    st.selectbox(
        field.label,
        list(names),
        index=None,
        format_func=lambda model_id: names.get(model_id, model_id),
        key=field.key,
        help=field.help,
        placeholder=_unset(field) if field.required else NOTHING,
        accept_new_options=True,
        on_change=field.on_change,
        persist_state="session",
    )


def _models(field: Field) -> None:
    names = model_names(field.input, chosen=st.session_state.get(field.key) or [])
    st.multiselect(
        field.label,
        list(names),
        format_func=lambda model_id: names.get(model_id, model_id),
        key=field.key,
        help=field.help,
        max_selections=field.input.max_length,
        placeholder=_unset(field) if field.required else NOTHING,
        accept_new_options=True,
        on_change=field.on_change,
        persist_state="session",
    )


def _raw(field: Field) -> None:
    st.text_area(
        field.label,
        key=field.key,
        help=field.help,
        height=96,
        placeholder='5, true, "a word", ["a", "list"], {"name": "value"}',
        on_change=field.on_change,
        persist_state="session",
    )
    kind = plain(str(field.input.type), limit=40)
    st.caption(f":material/data_object: This app does not know the type “{kind}” yet: write it as JSON.")


_FIELDS: dict[str, Callable[[Field], None]] = {
    "prompt": _prompt,
    "long text": _long_text,
    "text": _text,
    "choice": _choice,
    "choices": _choices,
    "list": partial(list_field, draw=draw_field),
    "switch": _switch,
    "optional switch": _optional_switch,
    "slider": _slider,
    "number": _number,
    "colour": _colour,
    "model": _model,
    "models": _models,
    "file": file_field,
    "files": files_field,
    "rows": partial(rows_field, draw=draw_field),
    "raw": _raw,
}
