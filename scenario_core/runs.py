"""A run: one press of Generate, from what was sent to what came of it.

A run joins three records: our submission (written down before the request left), the job as the API
last told it, and the assets that the job made. It is immutable; the tracker replaces it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from scenario_core.assets import Asset
from scenario_core.errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    ScenarioError,
    ServerError,
)
from scenario_core.jobs import Job


class SubmissionState(StrEnum):
    """What we know of a paid request."""

    SENDING = "sending"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    NOT_SENT = "not-sent"
    UNKNOWN = "unknown"


def state_after(error: ScenarioError) -> SubmissionState:
    """What a failed paid request left behind. Where the API may have begun, we say that we do not know."""
    if isinstance(error, ServerError | APITimeoutError):
        return SubmissionState.UNKNOWN
    if isinstance(error, APIStatusError):
        return SubmissionState.REFUSED
    if isinstance(error, APIConnectionError):
        return SubmissionState.NOT_SENT
    return SubmissionState.UNKNOWN


def problem_of(error: ScenarioError) -> str:
    """What the API (or the network) said, as it is kept with the request."""
    return error.reason if isinstance(error, APIStatusError) else str(error)


@dataclass(frozen=True)
class Order:
    """What a visitor asked for: `body` is the exact JSON object that is sent to the model.

    `prompt` is the text that stands for the run in lists; `modality` names the page it came from.
    """

    visitor: str
    modality: str
    model_id: str
    model_name: str
    prompt: str
    body: Mapping[str, Any]
    quoted_cu: Decimal | None = None


@dataclass(frozen=True)
class Run:
    """One press of Generate. Times are aware UTC datetimes, costs are CU.

    `problem` is what the API (or the network) said where the submission did not go through.
    """

    id: str
    order: Order
    started_at: datetime
    state: SubmissionState = SubmissionState.SENDING
    job: Job | None = None
    assets: tuple[Asset, ...] = ()
    charged_cu: Decimal | None = None
    problem: str = ""
    results_complete: bool = field(default=False)

    @property
    def is_active(self) -> bool:
        """Whether there is still something to wait for: its end, or its results."""
        if self.state is SubmissionState.SENDING:
            return True
        if self.state is not SubmissionState.ACCEPTED or self.job is None:
            return False
        return not self.job.is_over or (self.job.succeeded and not self.results_complete)

    @property
    def spent_cu(self) -> Decimal | None:
        """What it cost in the end: nothing where the charge was refunded. None where nobody knows."""
        return Decimal(0) if self.job and self.job.refunded else self.charged_cu

    @property
    def succeeded(self) -> bool:
        """Whether its results are here."""
        return bool(self.job and self.job.succeeded and self.results_complete)

    @property
    def failed(self) -> bool:
        """Whether it ended, or never began, without results."""
        return not self.is_active and not self.succeeded
