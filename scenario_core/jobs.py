"""A job as the API tells it: one run of one model, polled until it ends.

Source: contract sections 4.1 to 4.4 (official SDK types, captured answers).
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class JobStatus(StrEnum):
    """The eight statuses of the API."""

    PENDING = "pending"
    QUEUED = "queued"
    WARMING_UP = "warming-up"
    IN_PROGRESS = "in-progress"
    FINALIZING = "finalizing"
    SUCCESS = "success"
    FAILURE = "failure"
    CANCELED = "canceled"


TERMINAL = frozenset({JobStatus.SUCCESS, JobStatus.FAILURE, JobStatus.CANCELED})

# Spellings of older documents and sibling objects; the API itself sends the eight above.
_ALIASES = {
    "succeeded": JobStatus.SUCCESS,
    "completed": JobStatus.SUCCESS,
    "failed": JobStatus.FAILURE,
    "error": JobStatus.FAILURE,
    "cancelled": JobStatus.CANCELED,
}


def read_status(text: str) -> JobStatus | str:
    """The status that the API meant; a status nobody knows comes back as it is."""
    if text in _ALIASES:
        return _ALIASES[text]
    try:
        return JobStatus(text)
    except ValueError:
        return text


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow", alias_generator=to_camel, populate_by_name=True)


class Billing(_Wire):
    """What the job was billed: `cu_cost` for the main action, add-ons beside it, in CU."""

    cu_cost: Decimal | None = None
    cu_discount: Decimal | None = None
    cu_cost_details: dict[str, Decimal] = Field(default_factory=dict)
    disable_refund: bool = False


class StatusChange(_Wire):
    """One step of a job's life."""

    status: str
    date: datetime | None = None


class JobMetadata(_Wire):
    """What the job was asked and what came of it."""

    asset_ids: list[str] | None = None
    input: dict[str, Any] | None = None
    output: Any = None
    error: str | None = None
    hint: str | None = None


class Job(_Wire):
    """One run of a model. Times are aware UTC datetimes, `progress` runs from 0 to 1."""

    job_id: str
    job_type: str = "custom"
    status: JobStatus | str = Field(union_mode="left_to_right")
    progress: float = 0.0
    created_at: datetime | None = None
    updated_at: datetime | None = None
    status_history: list[StatusChange] = Field(default_factory=list)
    metadata: JobMetadata = Field(default_factory=JobMetadata)
    billing: Billing | None = None
    author_id: str | None = None
    owner_id: str | None = None

    @classmethod
    def parse(cls, record: Mapping[str, Any]) -> Self:
        """The job in an API record. Raises pydantic's ValidationError where it is none."""
        given = record.get("status")
        status = read_status(given) if isinstance(given, str) else given
        return cls.model_validate({**record, "status": status})

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen. An unknown status is not over: it is watched on."""
        return self.status in TERMINAL

    @property
    def succeeded(self) -> bool:
        """Whether it ended with results."""
        return self.status is JobStatus.SUCCESS

    @property
    def asset_ids(self) -> list[str]:
        """Ids of what it made, in the API's order; empty until it succeeds."""
        return self.metadata.asset_ids or []

    @property
    def refunded(self) -> bool:
        """Whether a charge was given back: failed and canceled runs are, unless the job says not."""
        if self.status not in (JobStatus.FAILURE, JobStatus.CANCELED):
            return False
        return not (self.billing and self.billing.disable_refund)

    @property
    def seconds(self) -> float | None:
        """How long it has run by the API's own clock, in seconds; None without dates."""
        if self.created_at is None or self.updated_at is None:
            return None
        return max(0.0, (self.updated_at - self.created_at).total_seconds())
