"""One field of the form: a table from the kind of an input to a small widget function.

Every widget keeps its value in session state under `state.input_key`. A field without a default starts
unset and says that the model decides.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from scenario_core.catalog import Model
from scenario_core.inputs import (
    InputType,
    ModelInput,
    is_integer,
    length_limit,
    main_prompt,
    option_label,
)
from scenario_ui import state
from scenario_ui.field import Field
from scenario_ui.file_field import file_field, files_field
from scenario_ui.plain_text import plain, shortened

UNSET = "Model decides"

# Longer texts get an area of their own instead of one line.
_LONG_TEXT = 200


def draw_field(field: Field) -> None:
    """Draws the widget that fits the input, and beneath it what is wrong with its value."""
    _FIELDS[field_kind(field.model, field.input)](field)
    problem = state.PROBLEMS.get(field.model.id).get(field.input.name)
    if problem:
        st.markdown(f":red[:material/error: {plain(problem)}]")


def field_kind(model: Model, entry: ModelInput) -> str:
    """The kind of widget for an input: a key of the table below."""
    if entry.type in (InputType.FILE, InputType.FILE_ARRAY):
        return "file" if entry.type is InputType.FILE else "files"
    if entry.type is InputType.STRING_ARRAY:
        return "choices" if entry.allowed_values else "list"
    if entry.allowed_values:
        return "choice"
    if entry.type is InputType.BOOLEAN:
        return "switch" if isinstance(entry.default, bool) else "optional switch"
    if entry.type is InputType.NUMBER:
        return "number"
    if entry.color:
        return "colour"
    prompt = main_prompt(model.inputs)
    if prompt and entry.name == prompt.name:
        return "prompt"
    return "long text" if entry.prompt or (entry.max_length or 0) > _LONG_TEXT else "text"


def _prompt(field: Field) -> None:
    _text_area(field, height=150, placeholder="Describe what you want to see or hear")


def _long_text(field: Field) -> None:
    _text_area(field, height=96, placeholder=field.input.placeholder or None)


def _text_area(field: Field, *, height: int, placeholder: str | None) -> None:
    limit = length_limit(field.input)
    st.text_area(
        field.label,
        key=field.key,
        help=field.help,
        height=height,
        placeholder=placeholder,
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
        persist_state="session",
    )


def _choice(field: Field) -> None:
    values: list[Any] = list(field.input.allowed_values)
    if field.input.default is None and not field.required:
        values.insert(0, None)
    st.selectbox(
        field.label,
        values,
        format_func=lambda value: _option(field, value),
        key=field.key,
        help=field.help,
        on_change=field.change,
        persist_state="session",
    )


def _option(field: Field, value: Any) -> str:
    if value is None:
        return UNSET
    return shortened(option_label(field.input, value, field.model.ui_config), limit=60)


def _choices(field: Field) -> None:
    st.multiselect(
        field.label,
        list(field.input.allowed_values),
        format_func=lambda value: _option(field, value),
        key=field.key,
        help=field.help,
        max_selections=field.input.max_length,
        on_change=field.change,
        persist_state="session",
    )


def _list(field: Field) -> None:
    st.multiselect(
        field.label,
        st.session_state.get(field.key) or [],
        key=field.key,
        help=field.help,
        accept_new_options=True,
        max_selections=field.input.max_length,
        placeholder="Type and press Enter",
        on_change=field.change,
        persist_state="session",
    )


def _switch(field: Field) -> None:
    st.toggle(field.label, key=field.key, help=field.help, on_change=field.change, persist_state="session")


def _optional_switch(field: Field) -> None:
    words = {None: UNSET, True: "Yes", False: "No"}
    st.selectbox(
        field.label,
        list(words),
        format_func=lambda value: words[value],
        key=field.key,
        help=field.help,
        on_change=field.change,
        persist_state="session",
    )


def _number(field: Field) -> None:
    entry = field.input
    kind = int if is_integer(entry) else float
    bounds = {
        name: kind(value) for name, value in (("min", entry.min), ("max", entry.max)) if value is not None
    }
    has_range = len(bounds) == 2 and kind is float and entry.default is not None
    if has_range:
        st.slider(
            field.label,
            bounds["min"],
            bounds["max"],
            step=kind(entry.step or (bounds["max"] - bounds["min"]) / 100),
            key=field.key,
            help=field.help,
            on_change=field.change,
            persist_state="session",
        )
        return
    st.number_input(
        field.label,
        min_value=bounds.get("min"),
        max_value=bounds.get("max"),
        value=None,
        step=kind(entry.step) if entry.step else (1 if kind is int else None),
        key=field.key,
        help=field.help,
        placeholder=UNSET,
        on_change=field.change,
        persist_state="session",
    )


def _colour(field: Field) -> None:
    st.text_input(
        field.label,
        key=field.key,
        help=field.help,
        placeholder="#RRGGBB",
        on_change=field.change,
        persist_state="session",
    )


_FIELDS: dict[str, Callable[[Field], None]] = {
    "prompt": _prompt,
    "long text": _long_text,
    "text": _text,
    "choice": _choice,
    "choices": _choices,
    "list": _list,
    "switch": _switch,
    "optional switch": _optional_switch,
    "number": _number,
    "colour": _colour,
    "file": file_field,
    "files": files_field,
}


def fitting_default(entry: ModelInput, value: Any) -> Any:
    """A default that its widget accepts: Streamlit would change a value outside the bounds silently."""
    if entry.type is InputType.NUMBER and not entry.allowed_values:
        if not isinstance(value, int | float) or isinstance(value, bool):
            return None
        if (entry.min is not None and value < entry.min) or (entry.max is not None and value > entry.max):
            return None
        return int(value) if is_integer(entry) else float(value)
    if entry.type is InputType.STRING and not entry.allowed_values:
        return value if isinstance(value, str) else ""
    return value
