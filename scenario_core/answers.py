"""How the API's answers are read: prices, records, refusals, how long to wait. Pure, no HTTP in here.

Source: contract sections 2.1 to 2.3, 3, 4.5 and 5.3.
"""

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from email.utils import parsedate_to_datetime
from typing import Any, Self, TypeGuard, TypeVar

from pydantic import BaseModel, ValidationError

from scenario_core.errors import APIResponseError, APIStatusError, PaidQuoteError, status_error_class
from scenario_core.jobs import Job

_RAW_REASON_CHARACTERS = 300
_REASON_KEYS = ("reason", "message", "error", "detail")
_Record = TypeVar("_Record", bound=BaseModel)


@dataclass(frozen=True)
class Cost:
    """What a run costs in CU, fractions included: `total` after `discount`, `details` by billing action."""

    total: Decimal | None = None
    discount: Decimal | None = None
    details: dict[str, Decimal] = field(default_factory=dict)

    @classmethod
    def parse(cls, payload: Mapping[str, Any]) -> Self:
        """The cost fields of an answer; what is missing or no finite number is None or left out."""
        given = payload.get("costDetails")
        parts = {str(name): amount(value) for name, value in given.items()} if _is_object(given) else {}
        return cls(
            total=amount(payload.get("creativeUnitsCost")),
            discount=amount(payload.get("creativeUnitsDiscount")),
            details={name: part for name, part in parts.items() if part is not None},
        )


@dataclass(frozen=True)
class Submission:
    """What came back from a paid run: the job, and what it was charged where the answer says."""

    job: Job
    cost: Cost


@dataclass(frozen=True)
class JobPage:
    """One page of jobs. A page may be short or empty although `next_token` leads on."""

    jobs: tuple[Job, ...]
    next_token: str | None


def _is_object(value: Any) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(value, Mapping)


def amount(value: Any) -> Decimal | None:
    """A number of CU, exactly; None where there is none that is finite and not below 0."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    try:
        found = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() and found >= 0 else None


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def read_object(text: str, *, what: str, exact: bool = False) -> dict[str, Any]:
    """The JSON object in an answer; `exact` keeps fractions as Decimal, for money.

    Raises APIResponseError for anything else, NaN and Infinity included; `what` names the answer in it.
    """
    parse_float: Callable[[str], Any] = Decimal if exact else float
    try:
        payload = json.loads(text, parse_float=parse_float, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        payload = None
    if not isinstance(payload, dict):
        raise APIResponseError(f"The API's answer about {what} is no JSON object.")
    return payload


def read_record(payload: Mapping[str, Any], key: str, parse: Callable[[Any], _Record]) -> _Record:
    """The one record under `key`. Raises APIResponseError, naming fields but not their values."""
    record = payload.get(key)
    if not _is_object(record):
        raise APIResponseError(f"The API's answer holds no {key}.")
    try:
        return parse(record)
    except ValidationError as error:
        places = sorted({".".join(map(str, detail["loc"])) for detail in error.errors()})
    raise APIResponseError(f"The API sent a {key} that makes no sense: {', '.join(places)}.")


def read_records(payload: Mapping[str, Any], key: str, parse: Callable[[Any], _Record]) -> list[_Record]:
    """The records under `key`, without those that make no sense. Raises APIResponseError without a list."""
    records = payload.get(key)
    if not isinstance(records, list):
        raise APIResponseError(f"The API's answer holds no list of {key}.")
    found = []
    for record in records:
        try:
            found.append(parse(record if _is_object(record) else {}))
        except ValidationError:
            continue  # one broken row must not hide the others
    return found


def read_token(payload: Mapping[str, Any]) -> str | None:
    """What asks for the next page; None on the last one."""
    token = payload.get("nextPaginationToken")
    return token if isinstance(token, str) and token else None


def read_quote(text: str) -> Cost:
    """The price in a dry run's answer. Raises APIResponseError where no price can be read.

    A job in the answer means that the request was run and paid for (contract section 3.1): PaidQuoteError.
    """
    payload = read_object(text, what="the price", exact=True)
    job = payload.get("job")
    if job:
        job_id = job.get("jobId") if _is_object(job) else None
        known = job_id if isinstance(job_id, str) and re.fullmatch(r"[\w-]{1,80}", job_id) else ""
        text = f"Quoting must stop: only a price was asked, but a job was started ({known or 'no id'})."
        raise PaidQuoteError(text, known)
    cost = Cost.parse(payload)
    if cost.total is None:
        raise APIResponseError("Quoting must stop: the API's answer holds no price.")
    return cost


def refusal(status: int, headers: Mapping[str, str], text: str) -> APIStatusError:
    """The error of our tree that a status of 400 and above stands for. Never fails on odd bodies."""
    payload = _body_of(text)
    details = payload.get("details")
    name = payload.get("name")
    trace_id = payload.get("traceId") or payload.get("trace_id")
    return status_error_class(status)(
        status,
        _reason(payload, text),
        name=name if isinstance(name, str) else "",
        details=details if _is_object(details) else None,
        trace_id=trace_id if isinstance(trace_id, str) else "",
        retry_after=seconds_to_wait(headers, payload),
    )


def _body_of(text: str) -> dict[str, Any]:
    try:
        payload = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return payload if isinstance(payload, dict) else {}


def _reason(payload: Mapping[str, Any], text: str) -> str:
    """The first text of `reason`, `message`, `error`, `detail`; else the start of the raw answer."""
    for key in _REASON_KEYS:
        value = payload.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return text.strip()[:_RAW_REASON_CHARACTERS] or "the API gave no reason"


def seconds_to_wait(headers: Mapping[str, str], payload: Mapping[str, Any]) -> float | None:
    """How long the answer asks to wait, in seconds: the Retry-After header, else `remainingSeconds`.

    Where `remainingSeconds` stands is not captured: the top level and `details` are both read.
    """
    details = payload.get("details")
    places: tuple[Mapping[str, Any], ...] = (payload, details if _is_object(details) else {})
    told = [place["remainingSeconds"] for place in places if "remainingSeconds" in place]
    known = (_header_seconds(headers.get("retry-after")), *map(_seconds, told))
    return next((seconds for seconds in known if seconds is not None), None)


def _seconds(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        seconds = float(value)
    except (ValueError, OverflowError):
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def _header_seconds(text: str | None) -> float | None:
    """Seconds from a Retry-After header, which holds seconds or a date."""
    if text is None or re.fullmatch(r"\s*[\d.]+\s*", text):
        return _seconds(text)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
