"""The one error tree of this project.

ScenarioError                  anything this package raises on purpose
├── ConfigurationError         the settings make no sense (half a key pair, a base URL that is none)
├── InputsError                the inputs of a model are not acceptable; carries one problem a field
├── QuotingStoppedError        no price is asked for any more, since a question once started a job
├── FileRefusedError           a visitor's file is not acceptable here; the text is a sentence for them
├── ImportFailedError          a visitor's file arrived at the API, which could not take it
├── APIConnectionError         we could not reach the API: nothing was sent
│   └── APITimeoutError        the API did not answer in time: what became of the request is unknown
├── APIResponseError           the API answered, and the answer made no sense
│   └── PaidQuoteError         only a price was asked, but a job was started; carries its id
└── APIStatusError             the API refused: status, reason, name, details, trace id
    ├── BadRequestError        400, 422: the request is wrong (`input_name` says where)
    ├── AuthenticationError    401: the key pair is wrong
    ├── PaymentRequiredError   402: not enough compute units (never captured; clients guard against it)
    ├── PermissionDeniedError  403: the plan or the key does not allow it
    ├── NotFoundError          404: unknown, or not ours
    ├── RateLimitError         429: too many at once; `retry_after` seconds where the answer says
    └── ServerError            5xx: the service failed

A job that ran and failed is no exception: it is a `Job` with status `failure`.
The names follow the official SDK's; the shapes follow sections 2.1 to 2.3 of the API contract.
"""

import re
from collections.abc import Mapping
from typing import Any


class ScenarioError(Exception):
    """Anything this package raises on purpose."""


class ConfigurationError(ScenarioError):
    """The settings make no sense; the text says which and what to do."""


class InputsError(ScenarioError):
    """The inputs of a model are not acceptable. `problems` maps an input's name to a sentence."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {text}" for name, text in problems.items()))
        self.problems = dict(problems)


class QuotingStoppedError(ScenarioError):
    """No price is asked for any more, since a question once started a job."""


class FileRefusedError(ScenarioError):
    """A visitor's file is not acceptable here; the text is a sentence for them. Nothing was sent."""


class ImportFailedError(ScenarioError):
    """A visitor's file arrived at the API, which could not take it; the text is the API's."""


class APIConnectionError(ScenarioError):
    """We could not reach the API: nothing was sent."""


class APITimeoutError(APIConnectionError):
    """The connection broke or fell silent after the request left: its outcome is unknown."""


class APIResponseError(ScenarioError):
    """The API answered, and the answer made no sense."""


class PaidQuoteError(APIResponseError):
    """Only a price was asked, but a job was started and is paid for. `job_id` is empty where it has none."""

    def __init__(self, text: str, job_id: str) -> None:
        super().__init__(text)
        self.job_id = job_id


class APIStatusError(ScenarioError):
    """The API refused. Holds the parsed answer and nothing of the request, which carries the key."""

    def __init__(
        self,
        status: int,
        reason: str,
        *,
        name: str = "",
        details: Mapping[str, Any] | None = None,
        trace_id: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(f"{status}: {reason}")
        self.status = status
        self.reason = reason
        self.name = name
        self.details = dict(details or {})
        self.trace_id = trace_id
        self.retry_after = retry_after

    @property
    def input_name(self) -> str | None:
        """The input that the reason speaks of (`Input width must be ...`), if it names one.

        One in a row of another is `shots[0].prompt`.
        """
        found = re.match(r"Input (\w+(?:\[\d+\]\.\w+)*) ", self.reason)
        return found.group(1) if found else None


class BadRequestError(APIStatusError):
    """400 or 422: the request is wrong."""


class AuthenticationError(APIStatusError):
    """401: the key pair is missing or wrong."""


class PaymentRequiredError(APIStatusError):
    """402: not enough compute units."""


class PermissionDeniedError(APIStatusError):
    """403: the plan or the key does not allow it."""


class NotFoundError(APIStatusError):
    """404: unknown, or not ours to read."""


class RateLimitError(APIStatusError):
    """429: too many at once; nothing was accepted or billed."""


class ServerError(APIStatusError):
    """5xx: the service failed."""


_BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    402: PaymentRequiredError,
    403: PermissionDeniedError,
    404: NotFoundError,
    422: BadRequestError,
    429: RateLimitError,
}


def status_error_class(status: int) -> type[APIStatusError]:
    """The class of the tree that fits an HTTP status."""
    return _BY_STATUS.get(status, ServerError if status >= 500 else APIStatusError)
