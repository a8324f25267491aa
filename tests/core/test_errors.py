"""The error tree: one class a status, and which input a refusal speaks of."""

import pytest

from scenario_core import errors
from scenario_core.errors import APIStatusError, InputsError, ScenarioError, status_error_class

BY_STATUS = [
    (400, errors.BadRequestError),
    (401, errors.AuthenticationError),
    (402, errors.PaymentRequiredError),
    (403, errors.PermissionDeniedError),
    (404, errors.NotFoundError),
    (422, errors.BadRequestError),
    (429, errors.RateLimitError),
    (500, errors.ServerError),
    (503, errors.ServerError),
    (599, errors.ServerError),
    (409, APIStatusError),
    (418, APIStatusError),
]


@pytest.mark.parametrize(("status", "kind"), BY_STATUS)
def test_every_status_has_its_class(status: int, kind: type[APIStatusError]) -> None:
    assert status_error_class(status) is kind


def test_everything_in_the_tree_is_one_base_class() -> None:
    kinds = [value for value in vars(errors).values() if isinstance(value, type)]

    assert all(issubclass(kind, ScenarioError) for kind in kinds if issubclass(kind, Exception))


def test_a_broken_connection_and_an_unreachable_api_are_kept_apart() -> None:
    assert issubclass(errors.APITimeoutError, errors.APIConnectionError)
    assert not issubclass(errors.APIResponseError, errors.APIConnectionError)
    assert not issubclass(errors.APIStatusError, errors.APIConnectionError)


@pytest.mark.parametrize(
    ("reason", "name"),
    [
        ("Input width must be at least 672", "width"),
        ("Input lorasScale must be at most 2", "lorasScale"),
        ("Model model_x not found", None),
        ("Input shots[0].prompt is required", "shots[0].prompt"),
        ("The Input width is odd", None),
        ("", None),
    ],
)
def test_a_refusal_names_the_input_it_speaks_of(reason: str, name: str | None) -> None:
    assert APIStatusError(400, reason).input_name == name


def test_problems_with_inputs_are_kept_by_name() -> None:
    error = InputsError({"prompt": "Write a prompt.", "width": "At most 10."})

    assert error.problems == {"prompt": "Write a prompt.", "width": "At most 10."}
    assert str(error) == "prompt: Write a prompt.; width: At most 10."
