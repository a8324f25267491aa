"""Captured records of real models, where the folder with them is there: they are read without loss."""

import json
from pathlib import Path
from typing import Any

import pytest

from scenario_core.catalog import Model
from scenario_core.inputs import InputType, check, default_values, main_prompt, to_body

CAPTURED = Path(__file__).resolve().parents[3] / "shared" / "data" / "models"
FILES = sorted(CAPTURED.glob("*.json"))
OWN = sorted((Path(__file__).parent / "records").glob("*.json"))


def load(path: Path) -> tuple[dict[str, Any], Model]:
    record = json.loads(path.read_text(encoding="utf-8"))["model"]
    return record, Model.parse(record)


needs_captures = pytest.mark.skipif(not FILES, reason="the captured records are not on this machine")


@needs_captures
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_captured_record_is_read_whole(path: Path) -> None:
    record, model = load(path)

    assert model.problem is None
    assert model.runnable
    assert model.modalities
    assert [entry.name for entry in model.inputs] == [entry["name"] for entry in record["inputs"]]
    for entry in model.inputs:
        assert isinstance(entry.type, InputType)
        assert entry.model_extra == {}


@needs_captures
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_defaults_and_a_prompt_make_a_body_that_the_record_itself_allows(path: Path) -> None:
    record, model = load(path)
    defaults = {entry["name"]: entry["default"] for entry in record["inputs"] if "default" in entry}
    values = default_values(model.inputs)
    prompt = main_prompt(model.inputs)
    if prompt is not None:
        values[prompt.name] = "A paper boat"
    for entry in model.inputs:
        if entry.required.always and entry.type == InputType.FILE:
            values[entry.name] = "asset_1"

    assert check(model.inputs, values) == {}
    body = to_body(model.inputs, values)
    for name, default in defaults.items():
        if default not in ("", []):
            assert json.dumps(body[name]) == json.dumps(default)


@pytest.mark.parametrize("path", FILES + OWN, ids=lambda path: path.stem)
def test_a_model_survives_being_stored_and_read_again(path: Path) -> None:
    _, model = load(path)
    again = Model.parse(json.loads(model.model_dump_json(by_alias=True)))

    assert again.inputs == model.inputs
    assert again.ui_config == model.ui_config
