"""One run of one model: what was asked and what it costs; its job record at any moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Protocol

from sandbox import jobs
from sandbox.catalogue import Record

AUTHOR_ID = "apiu_sandbox"
OWNER_ID = "proj_sandbox"


class Job(Protocol):
    """What `GET /jobs` lists: runs of models, uploads, prompt helpers."""

    @property
    def job_id(self) -> str:
        """Its id."""

    @property
    def job_type(self) -> str:
        """Its type as the API spells it."""

    @property
    def submitted(self) -> float:
        """When it began, in epoch seconds."""

    @property
    def cost(self) -> Decimal:
        """CU charged for it."""

    def moment(self, now: float) -> jobs.Moment:
        """Where the job is at a time (epoch seconds)."""

    def record(self, now: float) -> dict[str, Any]:
        """The job as the API tells it."""


@dataclass
class Run:
    """A submitted job. Only `made` and `asset_ids` change, once, when its media are made."""

    job_id: str
    model: Record
    body: Mapping[str, Any]
    course: jobs.Course
    cost: Decimal
    submitted: float
    asset_ids: list[str] = field(default_factory=list)
    made: jobs.Made | None = None
    job_type: str = "custom"

    def moment(self, now: float) -> jobs.Moment:
        """Where the job is at a time (epoch seconds)."""
        return jobs.moment(self.course, now - self.submitted, self.made)

    def record(self, now: float) -> dict[str, Any]:
        """The job as `GET /jobs/{id}` tells it."""
        return job_record(self, now)


def job_record(run: Run, now: float) -> dict[str, Any]:
    """The job as `GET /jobs/{id}` tells it (contract section 4)."""
    moment = run.moment(now)
    past = jobs.history(run.course, now - run.submitted, run.made)
    return {
        "jobId": run.job_id,
        "jobType": "custom",
        "status": moment.status,
        "progress": moment.progress,
        "createdAt": iso(run.submitted),
        "updatedAt": iso(run.submitted + moment.updated_at),
        "statusHistory": [{"status": status, "date": iso(run.submitted + at)} for status, at in past],
        "metadata": {
            # Whether the real `input` holds the model's id was never captured; ours does.
            "input": {"modelId": run.model["id"], **run.body},
            "assetIds": list(run.asset_ids) if moment.status == "success" else [],
            **_failure(run, moment),
        },
        # After a failure `cuCost` still shows what was charged before it was given back (contract 4.4).
        "billing": {"cuCost": plain(run.cost), "cuDiscount": 0, "disableRefund": False},
        "authorId": AUTHOR_ID,
        "ownerId": OWNER_ID,
    }


def _failure(run: Run, moment: jobs.Moment) -> dict[str, str]:
    if moment.status != "failure":
        return {}
    if run.made and run.made.error:
        return {"error": run.made.error, "hint": "This is a fault of the sandbox, not of your prompt"}
    error, hint = jobs.FAILURES[run.course.ending]
    return {"error": error, "hint": hint}


def costs(cost: Decimal, action: str = "custom-generation") -> dict[str, Any]:
    """The price as a submission and a dry run tell it, under the name of the billed action."""
    return {
        "creativeUnitsCost": plain(cost),
        "creativeUnitsDiscount": 0,
        "costDetails": {action: plain(cost)},
    }


def plain(number: Decimal) -> int | float:
    """A decimal as JSON has it: whole ones as integers."""
    return int(number) if number == number.to_integral_value() else float(number)


def iso(seconds: float) -> str:
    """Epoch seconds as the API writes a date: UTC, with milliseconds."""
    told = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
    return told.replace("+00:00", "Z")
