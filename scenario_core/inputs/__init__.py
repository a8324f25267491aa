"""The `inputs` language: what a model asks for, what is missing, and the body that is sent. Pure.

`record` reads what the API says about the inputs, `values` names and weighs them, `rules` says which
are required, `body` turns what a form holds into what is sent, or says what is wrong with it, and `carry`
takes what two models share from the form of one to the form of the other.
"""

from scenario_core.inputs.body import check, default_values, to_body
from scenario_core.inputs.carry import Carried, carry_over
from scenario_core.inputs.raw_json import RawJson
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
from scenario_core.inputs.rules import deciding, required_now
from scenario_core.inputs.values import (
    is_defined,
    is_integer,
    is_number,
    label_of,
    labels_of,
    length_limit,
    main_prompt,
    option_label,
    plain_text,
)

__all__ = [
    "Carried",
    "InputType",
    "LorasComponent",
    "ModelInput",
    "RawJson",
    "Required",
    "ResolutionComponent",
    "SizePreset",
    "UiConfig",
    "carry_over",
    "check",
    "deciding",
    "default_values",
    "is_defined",
    "is_integer",
    "is_number",
    "label_of",
    "labels_of",
    "length_limit",
    "main_prompt",
    "option_label",
    "plain_text",
    "read_inputs",
    "read_ui_config",
    "required_now",
    "to_body",
]
