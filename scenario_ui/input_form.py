"""The form that a model's own `inputs` draw.

First the prompt and what must be filled, then (below the button) the sizes and choices, the groups in
their order, and the rest folded. `form_values` reads the fields back.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

import streamlit as st

from scenario_core.catalog import Model
from scenario_core.inputs import (
    InputType,
    ModelInput,
    deciding,
    is_defined,
    labels_of,
    main_prompt,
    required_now,
)
from scenario_ui import state
from scenario_ui.field import Change, Field
from scenario_ui.field_grid import field_cell, field_grid
from scenario_ui.field_kind import is_wide
from scenario_ui.form_values import fill_values, form_values, lora_inputs, seed_values
from scenario_ui.input_field import draw_field
from scenario_ui.lora_rows import lora_rows
from scenario_ui.plain_text import plain
from scenario_ui.size_preset import size_component, size_preset
from scenario_ui.widget_value import initial

__all__ = ["fill_values", "form_layout", "form_values", "prompt_fields", "seed_values", "settings_fields"]

_FILES = (InputType.FILE, InputType.FILE_ARRAY)


@dataclass(frozen=True)
class Layout:
    """Which inputs stand where."""

    prompt: list[ModelInput] = field(default_factory=list)
    required: list[ModelInput] = field(default_factory=list)
    main: list[ModelInput] = field(default_factory=list)
    groups: dict[str, list[ModelInput]] = field(default_factory=dict)
    folded: list[ModelInput] = field(default_factory=list)


def prompt_fields(
    model: Model,
    on_change: Callable[[], None] | None = None,
    *,
    below_prompt: Callable[[], None] | None = None,
) -> None:
    """Draws the prompt, what `below_prompt` draws, and the other inputs that must be filled.

    `on_change` is what a change does that concerns no other field, such as rerunning the price's fragment.
    """
    seed_values(model)
    if not model.inputs:
        _nothing_to_fill(model)
        return
    form = _Form(model, on_change)
    layout = form_layout(model, form.required)
    form.draw(layout.prompt)
    if below_prompt:
        below_prompt()
    form.draw(layout.required)


def settings_fields(model: Model, on_change: Callable[[], None] | None = None) -> None:
    """Draws everything that may be left as it is."""
    form = _Form(model, on_change)
    layout = form_layout(model, form.required)
    form.draw(layout.main)
    for title, entries in layout.groups.items():
        st.markdown(f"**{plain(title, limit=60)}**")
        form.draw(entries)
    if layout.folded:
        with st.expander("More settings", icon=":material/tune:"):
            form.draw(layout.folded)


def _nothing_to_fill(model: Model) -> None:
    if model.problem:
        st.warning(
            "This model's record makes no sense, so there is nothing to fill in. Choose another model.",
            icon=":material/report:",
        )
    else:
        st.caption("This model asks for nothing: press Generate.")


class _Form:
    """What all fields of one form share, worked out once a run."""

    def __init__(self, model: Model, on_change: Callable[[], None] | None) -> None:
        self._model = model
        self._change: Change = on_change or "ignore"
        self._titles = labels_of(model.inputs)
        self.required = required_now(model.inputs, form_values(model))
        self._deciding = deciding(model.inputs)
        self._loras = lora_inputs(model)
        self._size = size_component(model)
        self._by_name = {entry.name: entry for entry in model.inputs}

    def draw(self, entries: Iterable[ModelInput]) -> None:
        """Two fields beside each other where there is room; wide ones have a line alone."""
        grid = None
        for entry in entries:
            grid = grid or field_grid()
            field = self._field(entry)
            with field_cell(grid, field, wide=self._is_wide(entry)):
                self._draw(field)

    def _draw(self, field: Field) -> None:
        name = field.input.name
        if self._loras and name == self._loras[0].name:
            lora_rows(field)
        elif self._size and name == self._size.width_input:
            size_preset((field, self._field(self._by_name[self._size.height_input])), draw_field)
        else:
            draw_field(field)

    def _field(self, entry: ModelInput) -> Field:
        return Field(
            self._model,
            entry,
            entry.name in self.required,
            "rerun" if entry.name in self._deciding else self._change,
            self._titles[entry.name],
        )

    def _is_wide(self, entry: ModelInput) -> bool:
        rows = self._loras and entry.name == self._loras[0].name
        size = self._size and entry.name == self._size.width_input
        return bool(rows or size) or is_wide(self._model, entry)


def form_layout(model: Model, required: Collection[str]) -> Layout:
    """Where each input of the model stands; those that are required now are not folded away.

    Else an input keeps its place while the visitor fills in others.
    """
    layout = Layout()
    prompt = main_prompt(model.inputs)
    urgent = {*required, *_places_told(model)}
    special = _drawn_with_another(model)
    by_name = {entry.name: entry for entry in model.inputs}
    for entry in _masks_behind_pictures(model.inputs):
        if entry.name in special:
            continue
        if prompt is not None and entry.name == prompt.name:
            layout.prompt.append(entry)
        elif _is_asked_for(entry, by_name):
            layout.required.append(entry)
        elif model.ui_config.is_collapsed(entry.name) and entry.name not in urgent:
            layout.folded.append(entry)
        elif entry.group:
            layout.groups.setdefault(entry.group, []).append(entry)
        elif _is_main(model, entry) or entry.name in urgent:
            layout.main.append(entry)
        else:
            layout.folded.append(entry)
    return layout


def _is_asked_for(entry: ModelInput, by_name: Mapping[str, ModelInput]) -> bool:
    """Whether a fresh form cannot be sent without the visitor's answer here, or in its counterpart."""
    others = [by_name[name] for name in entry.required.if_not_defined if name in by_name]
    alone = bool(entry.required.if_not_defined) and not any(is_defined(initial(other)) for other in others)
    return (entry.required.always or alone) and not is_defined(initial(entry))


def _is_main(model: Model, entry: ModelInput) -> bool:
    """Whether a visitor should see it without unfolding anything."""
    component = size_component(model)
    if component is not None and entry.name == component.width_input:
        return True
    chosen = bool(entry.allowed_values) or entry.type in (InputType.INPUTS_ARRAY, InputType.MODEL_ARRAY)
    rules = entry.required
    depends = rules.always or bool(rules.if_defined or rules.if_not_defined or rules.conditional)
    return chosen or entry.cost_impact or depends or entry.type in _FILES


def _drawn_with_another(model: Model) -> set[str]:
    """Heights are drawn with their widths, the strengths of LoRAs with the LoRAs."""
    component, loras = size_component(model), lora_inputs(model)
    return ({component.height_input} if component else set()) | ({loras[1].name} if loras else set())


def _masks_behind_pictures(inputs: Iterable[ModelInput]) -> list[ModelInput]:
    """The inputs in their order, but each mask right behind the picture that it masks, in its group."""
    entries = list(inputs)
    pictures = {entry.name: entry for entry in entries if entry.type in _FILES and not entry.mask_from}
    order: list[ModelInput] = []
    for entry in entries:
        if entry.mask_from in pictures:
            continue
        order.append(entry)
        if entry.name in pictures:
            masks = (mask for mask in entries if mask.mask_from == entry.name)
            order.extend(mask.model_copy(update={"group": entry.group}) for mask in masks)
    return order


def _places_told(model: Model) -> set[str]:
    """The inputs at which something is said: they must not be folded away."""
    told = [*state.PROBLEMS.get(model.id), *state.DROPPED.get(model.id)]
    return {place.partition("[")[0] for place in told}
