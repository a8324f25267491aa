"""The form that a model's own `inputs` draw.

First the prompt and what must be filled, then (below the button) the sizes and choices, the groups in
their order, and the rest folded. `form_values` reads the fields back.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import streamlit as st

from scenario_core.catalog import Model
from scenario_core.inputs import (
    InputType,
    ModelInput,
    default_values,
    label_of,
    main_prompt,
    not_yet_drawable,
    required_now,
)
from scenario_ui import state
from scenario_ui.field import Field
from scenario_ui.input_field import draw_field, fitting_default
from scenario_ui.plain_text import plain
from scenario_ui.size_preset import size_preset


@dataclass(frozen=True)
class Layout:
    """Which inputs stand where."""

    prompt: list[ModelInput] = field(default_factory=list)
    required: list[ModelInput] = field(default_factory=list)
    main: list[ModelInput] = field(default_factory=list)
    groups: dict[str, list[ModelInput]] = field(default_factory=dict)
    folded: list[ModelInput] = field(default_factory=list)
    left_out: list[ModelInput] = field(default_factory=list)


def prompt_fields(model: Model, *, below_prompt: Callable[[], None] | None = None) -> None:
    """Draws the prompt, what `below_prompt` draws, and the other inputs that must be filled."""
    seed_values(model)
    layout = form_layout(model)
    for entry in layout.prompt:
        _draw(model, entry)
    if below_prompt:
        below_prompt()
    _grid([partial(_draw, model, entry) for entry in layout.required])


def settings_fields(model: Model) -> None:
    """Draws everything that may be left as it is."""
    layout = form_layout(model)
    sizes = [partial(size_preset, model)] if model.ui_config.resolution_component else []
    _grid([*sizes, *(partial(_draw, model, entry) for entry in layout.main)])
    for title, entries in layout.groups.items():
        st.markdown(f"**{plain(title, limit=60)}**")
        _grid([partial(_draw, model, entry) for entry in entries])
    if layout.folded:
        with st.expander("More settings", icon=":material/tune:"):
            _grid([partial(_draw, model, entry) for entry in layout.folded])
    if layout.left_out:
        names = ", ".join(plain(label_of(entry)) for entry in layout.left_out)
        st.caption(f":material/info: Not offered here yet: {names}.")


def form_values(model: Model) -> dict[str, Any]:
    """What the form holds, by input name; inputs that were never drawn are absent."""
    keys = {entry.name: state.input_key(model.id, entry.name) for entry in model.inputs}
    return {name: st.session_state[key] for name, key in keys.items() if key in st.session_state}


def seed_values(model: Model) -> None:
    """Puts the defaults into session state where the visitor has typed nothing yet."""
    defaults = default_values(model.inputs)
    for entry in model.inputs:
        if not not_yet_drawable(entry):
            empty: Any = [] if entry.type is InputType.STRING_ARRAY else None
            value = defaults.get(entry.name, empty)
            st.session_state.setdefault(state.input_key(model.id, entry.name), fitting_default(entry, value))


def form_layout(model: Model) -> Layout:
    """Where each input of the model stands at the moment: what is required may depend on the values."""
    layout = Layout()
    prompt = main_prompt(model.inputs)
    required = set(required_now(model.inputs, form_values(model)))
    sizes = _size_inputs(model)
    for entry in model.inputs:
        if not_yet_drawable(entry):
            layout.left_out.append(entry)
        elif prompt and entry.name == prompt.name:
            layout.prompt.append(entry)
        elif entry.name in required:
            layout.required.append(entry)
        elif model.ui_config.is_collapsed(entry.name) or entry.name in sizes:
            layout.folded.append(entry)
        elif entry.group:
            layout.groups.setdefault(entry.group, []).append(entry)
        elif entry.allowed_values or entry.cost_impact:
            layout.main.append(entry)
        else:
            layout.folded.append(entry)
    return layout


def _size_inputs(model: Model) -> set[str]:
    component = model.ui_config.resolution_component
    return {component.width_input, component.height_input} if component else set()


def _grid(cells: list[Callable[[], None]]) -> None:
    """Two fields beside each other; on a phone Streamlit stacks them."""
    for start in range(0, len(cells), 2):
        for column, cell in zip(st.columns(2), cells[start : start + 2], strict=False):
            with column:
                cell()


def _draw(model: Model, entry: ModelInput) -> None:
    required = entry.name in required_now(model.inputs, form_values(model))
    moves_others = entry.name in _size_inputs(model) | _deciding(model.inputs)
    draw_field(Field(model, entry, required, "rerun" if moves_others else "ignore"))


def _deciding(inputs: Iterable[ModelInput]) -> set[str]:
    """The inputs on whose values it depends whether others are required."""
    names: set[str] = set()
    for entry in inputs:
        rule = entry.required
        names |= set(rule.if_defined) | set(rule.if_not_defined)
        names |= set(rule.conditional.values) if rule.conditional else set()
    return names
