"""Several runs of one form differ in their seed and in nothing else."""

from typing import Any

import pytest

from scenario_core.inputs import ModelInput
from scenario_core.inputs.seeds import seed_input, with_seeds


def seed(**attributes: Any) -> ModelInput:
    return ModelInput.parse({"name": "seed", "type": "number", **attributes})


def middle(low: int, high: int) -> int:
    return (low + high) // 2


def test_a_given_seed_is_counted_up() -> None:
    """The first run is the one that was asked for."""
    bodies = with_seeds([seed()], {"prompt": "A boat", "seed": 7}, 3, middle)

    assert [body["seed"] for body in bodies] == [7, 8, 9]
    assert {body["prompt"] for body in bodies} == {"A boat"}


def test_without_a_seed_one_is_picked_and_counted_up() -> None:
    """No two runs are equal."""
    bodies = with_seeds([seed(min=0, max=100)], {"prompt": "A boat"}, 4, middle)

    assert [body["seed"] for body in bodies] == [50, 51, 52, 53]


@pytest.mark.parametrize(("given", "expected"), [(9, [9, 10, 1]), (10, [10, 1, 2])])
def test_seeds_stay_within_their_bounds(given: int, expected: list[int]) -> None:
    """After the highest comes the lowest."""
    bodies = with_seeds([seed(min=1, max=10)], {"seed": given}, 3, middle)

    assert [body["seed"] for body in bodies] == expected


def test_one_run_is_left_as_it_is() -> None:
    """A seed that nobody set is left to the model."""
    assert with_seeds([seed()], {"prompt": "A boat"}, 1, middle) == [{"prompt": "A boat"}]


def test_a_model_without_a_seed_gets_none() -> None:
    """Nothing undeclared is sent; a choice among seeds is no free number either."""
    inputs = [ModelInput.parse({"name": "prompt", "type": "string"}), seed(allowedValues=[1, 2])]

    assert seed_input(inputs) is None
    assert with_seeds(inputs, {"prompt": "A boat"}, 2, middle) == [{"prompt": "A boat"}] * 2
