"""A field of one element is a cell by itself; whatever says more has a cell around it."""

from typing import Any

import pytest

from scenario_core.catalog import Model
from scenario_ui import model_options
from scenario_ui.field_grid import ALONE
from scenario_ui.field_kind import kind_of
from tests.ui.form_case import open_form

FIELDS: dict[str, dict[str, Any]] = {
    "choice": {"type": "string", "allowedValues": ["a", "b"]},
    "choices": {"type": "string_array", "allowedValues": ["a", "b"]},
    "switch": {"type": "boolean", "default": True},
    "optional switch": {"type": "boolean"},
    "slider": {"type": "number", "min": 0, "max": 1, "default": 0.5},
    "number": {"type": "number"},
    "text": {"type": "string"},
    "model": {"type": "model"},
    "models": {"type": "model_array"},
}


def test_every_kind_that_stands_alone_is_tried() -> None:
    """And is of the kind that its name says."""
    assert set(FIELDS) == ALONE
    for kind, entry in FIELDS.items():
        assert kind_of(Model.parse({"id": "m", "inputs": [{"name": "x", **entry}]}).inputs[0]) == kind


@pytest.mark.parametrize("kind", sorted(ALONE))
def test_a_kind_that_stands_alone_draws_one_element(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """More would take the place of the next field."""
    monkeypatch.setattr(model_options, "catalogue", list)
    app = open_form(Model.parse({"id": "m", "type": "custom", "inputs": [{"name": "x", **FIELDS[kind]}]}))

    def elements(node: Any) -> int:
        children = getattr(node, "children", None)
        return 1 if children is None else sum(elements(child) for child in children.values())

    assert not app.exception
    assert elements(app.main) == 2  # the field and the button that presses
