"""How the API's answers are read: prices, refusals, and how long they ask us to wait."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import format_datetime
from typing import Any

import pytest

from scenario_core.answers import Cost, read_object, read_quote, refusal, seconds_to_wait
from scenario_core.errors import APIResponseError


def test_a_price_is_exact_and_has_its_parts() -> None:
    cost = read_quote(
        '{"creativeUnitsCost": 10.75, "creativeUnitsDiscount": 0,'
        ' "costDetails": {"custom-generation": 9, "quality-gate": 1.75}}'
    )

    assert cost.total == Decimal("10.75")
    assert cost.discount == 0
    assert cost.details == {"custom-generation": Decimal(9), "quality-gate": Decimal("1.75")}


def test_a_price_keeps_every_digit_that_was_sent() -> None:
    assert read_quote('{"creativeUnitsCost": 0.1000000000000000055}').total == Decimal(
        "0.1000000000000000055"
    )


NO_PRICE = [
    "{}",
    '{"creativeUnitsCost": null}',
    '{"creativeUnitsCost": "10"}',
    '{"creativeUnitsCost": true}',
    '{"creativeUnitsCost": -1}',
    '{"creativeUnitsCost": NaN}',
    '{"creativeUnitsCost": Infinity}',
    "[]",
    "nothing",
    "",
]


@pytest.mark.parametrize("text", NO_PRICE)
def test_an_answer_without_a_finite_price_is_an_error_and_not_free(text: str) -> None:
    with pytest.raises(APIResponseError):
        read_quote(text)


@pytest.mark.parametrize("job", ['{"jobId": "job_1"}', '{"status": "queued"}', '"job_1"'])
def test_a_job_where_a_price_was_asked_stops_all_quoting(job: str) -> None:
    with pytest.raises(APIResponseError, match="Quoting must stop"):
        read_quote(f'{{"creativeUnitsCost": 5, "job": {job}}}')


def test_an_empty_job_beside_a_price_is_no_job() -> None:
    assert read_quote('{"creativeUnitsCost": 5, "job": {}}').total == 5


def test_cost_details_that_make_no_sense_are_left_out() -> None:
    assert Cost.parse({"creativeUnitsCost": 5, "costDetails": {"a": 1, "b": "x", "c": None}}).details == {
        "a": 1
    }
    assert Cost.parse({"costDetails": [1]}) == Cost()


@pytest.mark.parametrize("text", ["", "[]", "5", "null", "<html>", '{"a": NaN}', "[" * 100_000])
def test_what_is_no_json_object_makes_no_sense(text: str) -> None:
    with pytest.raises(APIResponseError, match="the models"):
        read_object(text, what="the models")


REASONS: list[tuple[str, str]] = [
    ('{"reason": "Input width is odd", "message": "other"}', "Input width is odd"),
    ('{"reason": " ", "message": "Forbidden"}', "Forbidden"),
    ('{"error": "Broken", "detail": "other"}', "Broken"),
    ('{"detail": "Only this"}', "Only this"),
    ('{"reason": {"odd": 1}, "message": "Text"}', "Text"),
    ("<html>Bad gateway</html>", "<html>Bad gateway</html>"),
    ('{"code": 7}', '{"code": 7}'),
    ("[1]", "[1]"),
    ("x" * 1000, "x" * 300),
    ("", "the API gave no reason"),
    ("  \n", "the API gave no reason"),
]


@pytest.mark.parametrize(("text", "reason"), REASONS)
def test_a_refusal_always_has_a_reason(text: str, reason: str) -> None:
    assert refusal(500, {}, text).reason == reason


def test_a_refusal_keeps_its_name_its_details_and_its_trace() -> None:
    body = {
        "reason": "Your plan does not hold this model",
        "name": "ModelAccessRestrictedError",
        "details": {"currentPlan": "cu-basic", "requiredPlan": "cu-pro-q3-25"},
        "traceId": "trace-1",
    }
    error = refusal(403, {}, json.dumps(body))

    assert (error.status, error.name, error.trace_id) == (403, "ModelAccessRestrictedError", "trace-1")
    assert error.details == body["details"]
    assert refusal(500, {}, '{"message": "x", "trace_id": "trace-2"}').trace_id == "trace-2"


@pytest.mark.parametrize("body", [{"name": 5}, {"details": [1]}, {"details": "x"}, {"traceId": {}}])
def test_odd_extras_of_a_refusal_are_left_out(body: dict[str, Any]) -> None:
    error = refusal(400, {}, json.dumps({"reason": "No", **body}))

    assert (error.name, error.details, error.trace_id) == ("", {}, "")


WAITS: list[tuple[dict[str, str], dict[str, Any], float | None]] = [
    ({}, {}, None),
    ({"retry-after": "7"}, {}, 7.0),
    ({"retry-after": " 1.5 "}, {}, 1.5),
    ({"retry-after": "0"}, {"remainingSeconds": 9}, 0.0),
    ({}, {"remainingSeconds": 12}, 12.0),
    ({}, {"details": {"remainingSeconds": 3.5}}, 3.5),
    ({}, {"remainingSeconds": "4"}, 4.0),
    ({}, {"remainingSeconds": None, "details": {"remainingSeconds": 6}}, 6.0),
    ({"retry-after": "soon"}, {"remainingSeconds": 5}, 5.0),
    ({"retry-after": "-3"}, {}, None),
    ({"retry-after": "1.2.3"}, {}, None),
    ({"retry-after": "9" * 400}, {}, None),
    ({}, {"remainingSeconds": True}, None),
    ({}, {"remainingSeconds": -1, "details": "x"}, None),
]


@pytest.mark.parametrize(("headers", "body", "seconds"), WAITS)
def test_the_header_comes_before_the_body_and_nonsense_is_no_wait(
    headers: dict[str, str], body: dict[str, Any], seconds: float | None
) -> None:
    assert seconds_to_wait(headers, body) == seconds


def test_a_date_to_wait_for_is_turned_into_seconds() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    seconds = seconds_to_wait({"retry-after": later}, {})

    assert seconds is not None
    assert 25 < seconds <= 30
    assert seconds_to_wait({"retry-after": "Mon, 01 Jan 2024 00:00:00 GMT"}, {}) == 0.0
