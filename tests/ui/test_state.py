"""Session state has one file that knows its keys."""

import re

from scenario_core.catalog import Modality
from scenario_ui.examples import EXAMPLES
from scenario_ui.model_picker import FIRST_CHOICE
from scenario_ui.state import SLOTS, input_key
from tests.root import ROOT


def test_no_two_slots_share_a_name() -> None:
    """One key, one meaning."""
    names = [slot.name for slot in SLOTS]

    assert len(set(names)) == len(names)


def test_every_slot_is_listed() -> None:
    """A slot that is not in the list escapes this file's tests."""
    source = (ROOT / "scenario_ui/state.py").read_text(encoding="utf-8")

    assert len(re.findall(r"^[A-Z_0-9]+: Slot\[", source, re.MULTILINE)) == len(SLOTS)


def test_inputs_of_two_models_do_not_share_a_key() -> None:
    """Values survive switching the model because each model keeps its own."""
    assert input_key("model_a", "prompt") != input_key("model_b", "prompt")


def test_every_modality_has_three_ideas_and_a_first_model() -> None:
    """No page begins blank."""
    assert set(EXAMPLES) == set(FIRST_CHOICE) == set(Modality)
    assert all(len({example.chip for example in examples}) == 3 for examples in EXAMPLES.values())
