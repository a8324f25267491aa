"""The page that `bench.forms` measures: a form of forty inputs and a button that draws it again."""

from typing import Any

import streamlit as st

from scenario_core.catalog import Model
from scenario_ui.input_form import prompt_fields, settings_fields

INPUTS = 40

_PROMPT = {"name": "prompt", "type": "string", "prompt": True, "maxLength": 2000, "required": True}

# What a model asks for beside its prompt, in the mix that real records have, three of each.
_KINDS: tuple[dict[str, Any], ...] = (
    {"type": "string", "allowedValues": ["16:9", "4:3", "1:1", "3:4", "9:16"], "default": "16:9"},
    {"type": "string", "allowedValues": [f"Voice {number}" for number in range(30)]},
    {"type": "string", "maxLength": 100},
    {"type": "string", "maxLength": 600, "prompt": True},
    {"type": "number", "min": 1, "max": 50, "step": 1, "default": 28},
    {"type": "number", "min": 0, "max": 1, "step": 0.01, "default": 0.7},
    {"type": "number"},
    {"type": "boolean", "default": True},
    {"type": "boolean"},
    {"type": "string_array", "allowedValues": ["basecolor", "normal", "height"], "default": ["normal"]},
    {"type": "number_array", "default": [1, 0.5]},
    {"type": "model", "modelTypes": ["custom"]},
    {
        "type": "inputs_array",
        "default": [{"prompt": "One"}, {"prompt": "Two"}],
        "inputs": [_PROMPT, {"name": "seconds", "type": "number", "min": 1, "max": 10, "default": 5}],
    },
)


def record() -> dict[str, Any]:
    """A model of forty inputs, some of them in groups, with rules, marks and descriptions."""
    more = {"description": "What it does, in a sentence or two, and what it needs.", "costImpact": True}
    inputs = [
        {"name": f"input{number}", "group": f"Group {number // 13}", **more, **_KINDS[number % len(_KINDS)]}
        for number in range(INPUTS - 1)
    ]
    inputs[2]["required"] = {"ifDefined": {"input15": "Both or none."}}
    return {"id": "model_forty", "type": "custom", "inputs": [_PROMPT, *inputs]}


def main() -> None:
    """Draws the page."""
    model = Model.parse(record())
    prompt_fields(model)
    st.button("Redraw")
    settings_fields(model)


if __name__ == "__main__":
    main()
