"""Whatever a form of a real, captured or invented model holds: what leaves is what was chosen, or nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.catalogue import MODELS
from scenario_core.catalog import Model
from scenario_core.errors import InputsError
from scenario_core.inputs import (
    InputType,
    ModelInput,
    RawJson,
    carry_over,
    check,
    default_values,
    is_defined,
    to_body,
)
from tests.core.fillings import form, right, wrong

_HERE = Path(__file__).resolve()
_CAPTURED = sorted((_HERE.parents[3] / "shared" / "data" / "models").glob("*.json"))
_OWN = sorted((_HERE.parent / "records").glob("*.json"))


def _models() -> dict[str, Model]:
    records = [json.loads(path.read_text(encoding="utf-8"))["model"] for path in _OWN + _CAPTURED]
    parsed = [Model.parse(record) for record in [*MODELS.values(), *records]]
    return {f"{index}-{model.id}": model for index, model in enumerate(parsed) if model.inputs}


ALL = _models()
every_model = pytest.mark.parametrize("model", ALL.values(), ids=ALL)
# Drawing a whole form is much for one example, and a busy machine is slow, not wrong.
patiently = settings(
    max_examples=8,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def _as_json(entry: ModelInput, value: Any) -> Any:
    """What was chosen, as it should be sent: whole numbers without a point, empty parts left out."""
    if not isinstance(entry.type, InputType):
        return value
    if entry.type is InputType.INPUTS_ARRAY:
        return [_body(entry.inputs, row) for row in value]
    if isinstance(value, list):
        return [_whole(each) for each in value]
    return _whole(value)


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _body(inputs: tuple[ModelInput, ...], values: dict[str, Any]) -> dict[str, Any]:
    return {
        entry.name: _as_json(entry, values[entry.name]) for entry in inputs if is_defined(values[entry.name])
    }


@every_model
@patiently
@given(data=st.data())
def test_the_body_is_what_was_chosen_type_for_type(model: Model, data: st.DataObject) -> None:
    values = data.draw(form(model.inputs))

    assert check(model.inputs, values) == {}
    assert json.dumps(to_body(model.inputs, values)) == json.dumps(_body(model.inputs, values))
    typed = {
        entry.name: RawJson(json.dumps(values[entry.name]))
        for entry in model.inputs
        if not isinstance(entry.type, InputType) and is_defined(values[entry.name])
    }
    assert to_body(model.inputs, {**values, **typed}) == to_body(model.inputs, values)


@every_model
@patiently
@given(data=st.data())
def test_what_an_input_refuses_never_leaves(model: Model, data: st.DataObject) -> None:
    values = data.draw(form(model.inputs))
    entry = data.draw(st.sampled_from(model.inputs))
    values[entry.name] = data.draw(wrong(entry))

    problems = check(model.inputs, values)
    assert any(at == entry.name or at.startswith(f"{entry.name}[") for at in problems)
    with pytest.raises(InputsError) as caught:
        to_body(model.inputs, values)
    assert caught.value.problems == problems


@every_model
@patiently
@given(data=st.data())
def test_an_emptied_form_sends_nothing_that_was_emptied(model: Model, data: st.DataObject) -> None:
    values = data.draw(form(model.inputs))
    emptied: dict[str, Any] = {name: data.draw(st.sampled_from([None, "", "  ", []])) for name in values}
    free = [entry for entry in model.inputs if not isinstance(entry.default, list) or not entry.default]

    problems = check(model.inputs, emptied)
    for entry in free:
        if entry.name not in problems:
            assert entry.name not in to_body([entry], {entry.name: emptied[entry.name]})


@every_model
@patiently
@given(data=st.data())
def test_what_is_carried_over_is_taken_and_what_is_not_is_named(model: Model, data: st.DataObject) -> None:
    other = ALL[data.draw(st.sampled_from(sorted(ALL)))]
    values = data.draw(form(model.inputs))

    carried = carry_over(model.inputs, values, other.inputs)

    problems = check(other.inputs, {**default_values(other.inputs), **carried.values})
    assert not [at for at in problems if at.partition("[")[0] in carried.values]
    assert set(carried.values) <= {entry.name for entry in other.inputs}
    changed = [name for name, value in values.items() if is_defined(value)]
    assert len(carried.left) <= len(changed)
    if not changed:
        assert carried.values == {}


@pytest.mark.parametrize("kind", [*InputType, "hologram"])
def test_the_wrong_values_are_wrong_and_the_right_ones_right(kind: str) -> None:
    """A strategy that drew the same from both would prove nothing."""
    entry = ModelInput.parse({"name": "x", "type": str(kind), "inputs": [{"name": "a", "type": "string"}]})

    @patiently
    @given(good=right(entry), bad=wrong(entry))
    def both(good: Any, bad: Any) -> None:
        assert check([entry], {"x": good}) == {}
        assert check([entry], {"x": bad}) != {}

    both()
