"""The catalogue is what the API serves, as far as its records are known."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sandbox.catalogue import MODELS, within_plan
from sandbox.catalogue.sampler import KINDS
from sandbox.catalogue.styles import LOOK_OF
from sandbox.media.looks import LOOKS
from sandbox.orders import modality
from sandbox.prices import price, priced_models
from sandbox.validation import check, input_types

STORED = Path(__file__).parents[3] / "shared" / "data" / "models"
STORED_FILES = sorted(STORED.glob("*.json"))
ARTICLE = ["model_kling-v2-6-t2v-pro", "model_lyria-2", "model_meshy-txt23d", "model_imagen4-ultra"]
# Of the sandbox's own model that has every input: a type that the API may add one day.
UNKNOWN_TYPE = "curve"
RUNNABLE = [model_id for model_id, record in MODELS.items() if record["custom"]]
INPUT_FACTS = (
    "type",
    "allowedValues",
    "default",
    "min",
    "max",
    "step",
    "minLength",
    "maxLength",
    "maxSize",
    "kind",
    "costImpact",
    "label",
    "group",
    "prompt",
    "promptSpark",
    "parent",
    "maskFrom",
    "backgroundBehavior",
    "modelTypes",
)
MODEL_FACTS = (
    "type",
    "custom",
    "capabilities",
    "accessRestrictions",
    "name",
    "privacy",
    "status",
    "uiConfig",
)

# Values that try a costImpact input whose kind or default does not give one away.
TRIALS: dict[str, list[Any]] = {
    "text": ["x" * 900],
    "width": [3840],
    "height": [3840],
    "videoFps": [10],
    "video": ["asset_clip"],
    "maps": [["normal"]],
    "numInferenceSteps": [50],
    "duration": [4, 6, 10, "10"],
}
# What has to be set for an input to matter at all.
BESIDE: dict[str, dict[str, Any]] = {
    "width": {"quality": "high"},
    "height": {"quality": "high"},
    "videoFps": {"video": "asset_a"},
}

# A cost input that is required and of one value at a time has nothing to compare with.
ALWAYS_THE_SAME = {("model_patina", "image")}


def test_offers_enough_models_in_every_modality() -> None:
    counts = {
        kind: sum(modality(MODELS[m]) == kind for m in RUNNABLE) for kind in ("video", "audio", "3d", "image")
    }

    assert len(MODELS) >= 16
    assert min(counts.values()) >= 3
    assert sum(modality(record) == "text" for record in MODELS.values()) == 1


def test_every_input_type_attribute_and_kind_occurs_in_a_runnable_model() -> None:
    inputs = [each for model_id in RUNNABLE for each in MODELS[model_id]["inputs"]]
    files = {(each["type"], each["kind"]) for each in inputs if "kind" in each}
    rules = {rule for each in inputs for rule in each.get("required", {})}

    assert {each["type"] for each in inputs} == {*input_types(), UNKNOWN_TYPE}
    assert files == {(type_, kind) for type_ in ("file", "file_array") for kind in KINDS}
    assert rules == {"always", "ifDefined", "ifNotDefined", "conditional"}
    for attribute in (
        "color",
        "maskFrom",
        "backgroundBehavior",
        "minLength",
        "placeholder",
        "hint",
        "maxSize",
        "minDuration",
        "maxDuration",
    ):
        assert any(attribute in each for each in inputs), attribute
    for type_ in ("boolean", "number"):
        assert any(each["type"] == type_ and "default" not in each for each in inputs), type_


def test_the_sampler_has_every_oddity_that_a_record_can_have() -> None:
    record = MODELS["model_sandbox-every-input"]
    inputs, ui = {each["name"]: each for each in record["inputs"]}, record["uiConfig"]
    labels = [each["label"] for each in record["inputs"]]
    options = {name: set(map(str, each.get("allowedValues", []))) for name, each in inputs.items()}
    messages = [
        message
        for each in record["inputs"]
        for rule in ("ifDefined", "ifNotDefined")
        for message in each.get("required", {}).get(rule, {}).values()
    ]

    assert {each["type"] for each in record["inputs"]} == {*input_types(), UNKNOWN_TYPE}
    assert {each.get("kind") for each in record["inputs"]} >= set(KINDS)
    assert {type(message) for message in messages} == {str, dict}
    assert inputs["note"]["required"] == {"always": False}
    assert any("width" not in each for each in ui["resolutionComponent"]["presets"])
    assert any("width" in each for each in ui["resolutionComponent"]["presets"])
    assert {
        ui["lorasComponent"][key] for key in ("modelInput", "scaleInput", "modelIdInput")
    } <= inputs.keys()
    assert ui["selects"].keys() - inputs.keys()
    assert set(ui["selects"]["size"]) - options["size"]
    assert options["size"] - set(ui["selects"]["size"])
    assert ui["inputProperties"].keys() - inputs.keys()
    assert len(set(labels)) < len(labels)
    assert {inputs[each["maskFrom"]]["type"] for each in inputs.values() if "maskFrom" in each} == {
        "file",
        "file_array",
    }


def test_every_trained_style_has_a_look_and_a_base_that_takes_it() -> None:
    taken = {
        type_
        for record in MODELS.values()
        for each in record["inputs"]
        for type_ in each.get("modelTypes", [])
    }
    trained = [record for record in MODELS.values() if not record["custom"]]

    assert {record["type"] for record in trained} <= taken
    assert set(LOOK_OF.values()) == set(LOOKS)
    for record in trained:
        assert {each["modelId"] for each in record["concepts"]} <= LOOK_OF.keys()


def test_most_models_are_within_the_plan_the_articles_among_them() -> None:
    above = [model_id for model_id, record in MODELS.items() if not within_plan(record)]

    assert above == ["model_veo3-1"]
    assert set(ARTICLE) <= set(RUNNABLE) - set(above)


@pytest.mark.skipif(not STORED_FILES, reason="the stored records lie beside the repository, not in it")
@pytest.mark.parametrize("path", STORED_FILES, ids=lambda path: path.stem)
def test_agrees_with_the_stored_record(path: Path) -> None:
    stored = json.loads(path.read_text())["model"]
    ours = MODELS[stored["id"]]

    assert {key: ours[key] for key in MODEL_FACTS} == {key: stored[key] for key in MODEL_FACTS}
    assert [each["name"] for each in ours["inputs"]] == [each["name"] for each in stored["inputs"]]
    for mine, theirs in zip(ours["inputs"], stored["inputs"], strict=True):
        assert _facts(mine) == _facts(theirs), mine["name"]
        assert _rule(mine) == _rule(theirs), mine["name"]


@pytest.mark.skipif(not STORED_FILES, reason="the stored records lie beside the repository, not in it")
@pytest.mark.parametrize("path", STORED_FILES, ids=lambda path: path.stem)
def test_describes_in_its_own_words(path: Path) -> None:
    stored = json.loads(path.read_text())["model"]
    theirs = {each["name"]: each["description"] for each in stored["inputs"]}

    for mine in MODELS[stored["id"]]["inputs"]:
        assert mine["description"] != theirs[mine["name"]]


@pytest.mark.parametrize("model_id", RUNNABLE)
def test_every_input_is_described_and_of_a_known_type(model_id: str) -> None:
    for declared in MODELS[model_id]["inputs"]:
        assert declared["type"] in {*input_types(), UNKNOWN_TYPE}
        assert declared["label"]
        assert declared["description"]
        assert isinstance(declared["costImpact"], bool)


@pytest.mark.parametrize("model_id", RUNNABLE)
def test_every_default_passes_the_models_own_rules(model_id: str) -> None:
    record = MODELS[model_id]
    sent = _least_body(model_id)
    sent |= {each["name"]: each["default"] for each in record["inputs"] if "default" in each}

    assert check(record, sent)


def test_every_runnable_model_has_a_price() -> None:
    assert priced_models() == set(RUNNABLE)


@pytest.mark.parametrize("model_id", RUNNABLE)
def test_a_price_moves_with_its_cost_inputs_and_with_no_other(model_id: str) -> None:
    record = MODELS[model_id]

    for declared in record["inputs"]:
        if (model_id, declared["name"]) in ALWAYS_THE_SAME:
            continue
        beside = BESIDE.get(declared["name"], {}) if declared["costImpact"] else {}
        base = check(record, _least_body(model_id) | beside)
        before = price(model_id, base)
        prices = {
            price(model_id, {**base, declared["name"]: value}) for value in _other_values(declared, base)
        }
        assert (prices != {before}) == declared["costImpact"], declared["name"]
        assert all(cost > 0 and cost % Decimal("0.25") == 0 for cost in prices)


def _facts(declared: dict[str, Any]) -> dict[str, Any]:
    return {key: declared[key] for key in INPUT_FACTS if key in declared}


def _rule(declared: dict[str, Any]) -> Any:
    """The required rules without their messages, which are ours."""
    rules = declared.get("required", {})
    return {key: rule if rule is True else sorted(rule) for key, rule in rules.items()}


def _least_body(model_id: str) -> dict[str, Any]:
    """The smallest body that the model runs."""
    samples = {"string": "A red door", "file": "asset_a", "file_array": ["asset_a"], "boolean": True}
    rules = {each["name"]: each.get("required", {}) for each in MODELS[model_id]["inputs"]}
    # Of two that name each other one is enough.
    needed = [
        each
        for each in MODELS[model_id]["inputs"]
        if rules[each["name"]].get("always")
        or any(each["name"] < other for other in rules[each["name"]].get("ifNotDefined", {}))
    ]
    body = {each["name"]: samples[each["type"]] for each in needed}
    prompts = [each["name"] for each in MODELS[model_id]["inputs"] if each.get("prompt")]
    return (
        body
        if body.keys() & set(prompts) or not prompts or "image" in body
        else {**body, prompts[0]: "A red door"}
    )


def _other_values(declared: dict[str, Any], base: dict[str, Any]) -> list[Any]:
    name = declared["name"]
    by_type: dict[str, list[Any]] = {
        "boolean": [True, False],
        "file": ["asset_b"],
        "file_array": [["asset_b", "asset_c"]],
        "number": [declared.get("min", 1), declared.get("max", 9)],
    }
    values = declared.get("allowedValues") if declared["type"] != "string_array" else None
    found = TRIALS.get(name) if declared["costImpact"] and name in TRIALS and not values else None
    chosen = values or found or by_type.get(declared["type"], ["other words"])
    return [value for value in chosen if value != base.get(name)] or [base.get(name)]
