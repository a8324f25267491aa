"""The `inputs` language: what a model asks for, what is missing, and the body that is sent. Pure.

`record` reads what the API says about the inputs, `values` names and weighs them, `rules` says which
are required, `body` turns what a form holds into what is sent, or says what is wrong with it.
"""

from scenario_core.inputs.body import check, default_values, to_body
from scenario_core.inputs.record import (
    InputType,
    LorasComponent,
    ModelInput,
    Required,
    ResolutionComponent,
    SizePreset,
    UiConfig,
    read_inputs,
    read_ui_config,
)
from scenario_core.inputs.rules import not_yet_drawable, required_now, unusable_reason
from scenario_core.inputs.values import (
    is_defined,
    is_integer,
    label_of,
    length_limit,
    main_prompt,
    option_label,
)

__all__ = [
    "InputType",
    "LorasComponent",
    "ModelInput",
    "Required",
    "ResolutionComponent",
    "SizePreset",
    "UiConfig",
    "check",
    "default_values",
    "is_defined",
    "is_integer",
    "label_of",
    "length_limit",
    "main_prompt",
    "not_yet_drawable",
    "option_label",
    "read_inputs",
    "read_ui_config",
    "required_now",
    "to_body",
    "unusable_reason",
]
