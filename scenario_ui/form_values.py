"""What the form of a model holds in session state, and how it comes in and out of it.

A value lies under its widget's key, `state.input_key`. A list that is shown in rows lies in as many keys as
it has parts, and `state.ROWS` knows the rows; a whole list that somebody puts under the key itself replaces
them the next time the form is read or drawn.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from scenario_core.catalog import Model
from scenario_core.inputs import (
    InputType,
    ModelInput,
    RawJson,
    check,
    default_values,
    is_defined,
    is_number,
    labels_of,
)
from scenario_ui import state
from scenario_ui.field_kind import kind_of
from scenario_ui.widget_value import initial, showable

# Between the key of a list, the number of a row and the name of a part: no record uses it in a name.
_INSIDE = "\x1f"
_ABSENT = object()
_ITEM_TYPES = {InputType.STRING_ARRAY: InputType.STRING, InputType.NUMBER_ARRAY: InputType.NUMBER}


def form_values(model: Model) -> dict[str, Any]:
    """What the form holds, by input name; inputs that were never drawn are absent."""
    values: dict[str, Any] = {}
    loras = lora_inputs(model)
    together = {entry.name for entry in loras or ()}
    for entry in model.inputs:
        if entry.name not in together:
            _read(model.id, entry, entry.name, values)
    if loras is not None:
        _read_loras(model.id, loras, values)
    return values


def seed_values(model: Model) -> None:
    """Puts the defaults into session state where nobody has given a value yet."""
    loras = lora_inputs(model)
    together = {entry.name for entry in loras or ()}
    for entry in model.inputs:
        if entry.name not in together:
            _seed(model.id, entry, entry.name)
    if loras is not None:
        _seed_loras(model.id, loras)


def fill_values(model: Model, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Puts values into the form, those that the model takes; the titles of the others come back."""
    titles = labels_of(model.inputs)
    left: list[str] = []
    for entry in model.inputs:
        if entry.name not in values:
            continue
        value = values[entry.name]
        if is_defined(value) and check([entry], {entry.name: value}):
            left.append(titles[entry.name])
        else:
            raw = kind_of(entry) == "raw" and not isinstance(value, RawJson)
            st.session_state[state.input_key(model.id, entry.name)] = RawJson.of(value).text if raw else value
    seed_values(model)
    return tuple(left)


def lora_inputs(model: Model) -> tuple[ModelInput, ModelInput] | None:
    """The lists of LoRAs and of their strengths that are shown as rows; None where there are none."""
    component = model.ui_config.loras_component
    if component is None:
        return None
    by_name = {entry.name: entry for entry in model.inputs}
    models, scales = by_name.get(component.model_input), by_name.get(component.scale_input)
    if models is None or scales is None:
        return None
    fit = (models.type, scales.type) == (InputType.MODEL_ARRAY, InputType.NUMBER_ARRAY)
    return (models, scales) if fit else None


# --- rows ------------------------------------------------------------------------------------------------


def part_path(path: str, row: int, name: str = "") -> str:
    """Where a part of a row lies."""
    return _INSIDE.join([path, str(row), name] if name else [path, str(row)])


def row_ids(model_id: str, path: str) -> tuple[int, ...]:
    """The rows of a list, in order."""
    rows = state.ROWS.get(state.input_key(model_id, path))
    return rows.ids if rows else ()


def add_row(model_id: str, path: str, parts: Iterable[ModelInput], values: Mapping[str, Any]) -> None:
    """A further row at the end, its parts holding these values or their defaults."""
    part = state.input_key(model_id, path)
    rows = state.ROWS.get(part) or state.Rows()
    for entry in parts:
        key = state.input_key(model_id, part_path(path, rows.next, entry.name))
        if entry.name in values:
            st.session_state[key] = values[entry.name]
        _seed(model_id, entry, part_path(path, rows.next, entry.name))
    state.ROWS.set(state.Rows((*rows.ids, rows.next), rows.next + 1), part)


def remove_row(model_id: str, path: str, row: int) -> None:
    """The list without the row."""
    part = state.input_key(model_id, path)
    rows = state.ROWS.get(part) or state.Rows()
    state.ROWS.set(state.Rows(tuple(each for each in rows.ids if each != row), rows.next), part)


def move_row(model_id: str, path: str, row: int, by: int) -> None:
    """The row so many places further down, or up."""
    part = state.input_key(model_id, path)
    rows = state.ROWS.get(part)
    if rows is None or row not in rows.ids:
        return
    order = [each for each in rows.ids if each != row]
    order.insert(max(0, rows.ids.index(row) + by), row)
    state.ROWS.set(state.Rows(tuple(order), rows.next), part)


def row_values(model_id: str, path: str, row: int, parts: Iterable[ModelInput]) -> dict[str, Any]:
    """What a row holds, by the names of its parts."""
    values: dict[str, Any] = {}
    for entry in parts:
        _read(model_id, entry, part_path(path, row, entry.name), values)
    return values


def item_input(entry: ModelInput) -> ModelInput:
    """One part of a list of texts or numbers, as an input of its own."""
    of_many = {"min_length": None, "max_length": None, "default": None, "required": type(entry.required)()}
    return entry.model_copy(update={"type": _ITEM_TYPES[InputType(entry.type)], **of_many})


def _parts(entry: ModelInput) -> tuple[ModelInput, ...]:
    return entry.inputs if entry.type is InputType.INPUTS_ARRAY else (item_input(entry),)


def _in_rows(entry: ModelInput) -> bool:
    return kind_of(entry) in ("rows", "list")


def _read(model_id: str, entry: ModelInput, path: str, values: dict[str, Any]) -> None:
    key = state.input_key(model_id, path)
    value = st.session_state.get(key, _ABSENT)
    if value is not _ABSENT:
        text = kind_of(entry) == "raw" and isinstance(value, str)
        values[entry.name] = RawJson(value) if text else value
    elif _in_rows(entry) and state.ROWS.get(key) is not None:
        parts = _parts(entry)
        rows = [row_values(model_id, path, row, parts) for row in row_ids(model_id, path)]
        nested = entry.type is InputType.INPUTS_ARRAY
        values[entry.name] = rows if nested else [row.get(entry.name) for row in rows]


def _seed(model_id: str, entry: ModelInput, path: str) -> None:
    key = state.input_key(model_id, path)
    if not _in_rows(entry):
        if key not in st.session_state:
            st.session_state[key] = initial(entry)
        return
    given = st.session_state.pop(key, None)
    if given is not None or state.ROWS.get(key) is None:
        _replace_rows(model_id, entry, path, given)
    elif entry.type is InputType.INPUTS_ARRAY:
        for row in row_ids(model_id, path):
            for part in entry.inputs:
                _seed(model_id, part, part_path(path, row, part.name))


def _replace_rows(model_id: str, entry: ModelInput, path: str, given: Any) -> None:
    """Rows for a whole list: the given one, else the default."""
    items = given if given is not None else default_values([entry]).get(entry.name, [])
    rows = state.ROWS.get(state.input_key(model_id, path)) or state.Rows()
    state.ROWS.set(state.Rows((), rows.next), state.input_key(model_id, path))
    for item in items if isinstance(items, list | tuple) else [items]:
        nested = entry.type is InputType.INPUTS_ARRAY
        values = (item if isinstance(item, Mapping) else {}) if nested else {entry.name: item}
        add_row(model_id, path, _parts(entry), values)


# --- LoRA rows: two lists of the same length and order ---------------------------------------------------


def lora_parts(loras: tuple[ModelInput, ModelInput]) -> tuple[ModelInput, ModelInput]:
    """One LoRA and its strength, as inputs of their own."""
    models, scales = loras
    of_one = {"type": InputType.MODEL, "default": None, "max_length": None, "min_length": None}
    usual = usual_scale(scales)
    scale = item_input(scales).model_copy(update={"default": usual, "cost_impact": False})
    return models.model_copy(update={**of_one, "cost_impact": False}), scale


def usual_scale(scales: ModelInput) -> float:
    """The strength with which a LoRA begins: full, or as near to it as the model allows."""
    low = scales.min if scales.min is not None else 0
    high = scales.max if scales.max is not None else max(1.0, float(low))
    return float(min(max(1.0, low), high))


def add_lora(model_id: str, loras: tuple[ModelInput, ModelInput], values: Mapping[str, Any]) -> None:
    """A further LoRA at the end."""
    add_row(model_id, loras[0].name, lora_parts(loras), values)


def _seed_loras(model_id: str, loras: tuple[ModelInput, ModelInput]) -> None:
    models, scales = loras
    keys = [state.input_key(model_id, entry.name) for entry in loras]
    if not any(key in st.session_state for key in keys) and state.ROWS.get(keys[0]) is not None:
        return
    before: dict[str, Any] = {}
    _read_loras(model_id, loras, before)
    state.ROWS.set(state.Rows((), (state.ROWS.get(keys[0]) or state.Rows()).next), keys[0])
    for key in keys:
        st.session_state.pop(key, None)
    given = before[models.name] or default_values([models]).get(models.name, [])
    strengths = before[scales.name] or default_values([scales]).get(scales.name, [])
    for index, lora in enumerate(given):
        strong: Any = strengths[index] if index < len(strengths) else None
        fit = {scales.name: float(strong)} if is_number(strong) else {}
        add_lora(model_id, loras, {models.name: lora, **fit})


def _read_loras(model_id: str, loras: tuple[ModelInput, ModelInput], values: dict[str, Any]) -> None:
    """Both lists: as somebody has just put them there whole, else from the rows that name a LoRA."""
    models, parts = loras[0], lora_parts(loras)
    rows = [row_values(model_id, models.name, row, parts) for row in row_ids(model_id, models.name)]
    chosen = [row for row in rows if is_defined(row.get(models.name))]
    for entry in loras:
        key = state.input_key(model_id, entry.name)
        put = st.session_state.get(key)
        whole = list(put) if isinstance(put, list | tuple) else None
        values[entry.name] = whole if whole is not None else [row.get(entry.name) for row in chosen]


# --- values that a widget cannot show --------------------------------------------------------------------


def keep_showable(model_id: str, entry: ModelInput, path: str) -> Any:
    """Makes the kept value one that the widget shows; what had to go comes back, None where nothing had."""
    key = state.input_key(model_id, path)
    value = st.session_state.get(key)
    shown = showable(entry, value)
    if (shown == value and type(shown) is type(value)) or not (is_defined(shown) or is_defined(value)):
        return None
    st.session_state[key] = shown
    same = shown == value or str(shown) == str(value)
    return value if is_defined(value) and not same else None
