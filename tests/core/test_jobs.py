"""Jobs: which statuses end one, and how a record is read."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from scenario_core.jobs import TERMINAL, Job, JobStatus, read_status


def job(status: str, **more: Any) -> Job:
    return Job.parse({"jobId": "job_1", "status": status, **more})


@pytest.mark.parametrize("status", list(JobStatus))
def test_the_eight_statuses_are_read_and_three_of_them_end_a_job(status: JobStatus) -> None:
    assert job(status.value).status is status
    assert job(status.value).is_over == (status.value in {"success", "failure", "canceled"})


@pytest.mark.parametrize(
    ("alias", "meant"),
    [
        ("failed", JobStatus.FAILURE),
        ("error", JobStatus.FAILURE),
        ("cancelled", JobStatus.CANCELED),
        ("succeeded", JobStatus.SUCCESS),
        ("completed", JobStatus.SUCCESS),
    ],
)
def test_the_spellings_of_older_documents_end_a_job_too(alias: str, meant: JobStatus) -> None:
    assert job(alias).status is meant
    assert job(alias).is_over


def test_an_unknown_status_is_kept_as_it_is_and_watched_on() -> None:
    strange = job("resting")

    assert strange.status == "resting"
    assert not strange.is_over
    assert not strange.succeeded
    assert read_status("resting") == "resting"


def test_exactly_three_statuses_are_terminal() -> None:
    assert frozenset({"success", "failure", "canceled"}) == TERMINAL


@pytest.mark.parametrize(
    ("status", "billing", "refunded"),
    [
        ("failure", {"cuCost": 12}, True),
        ("failure", None, True),
        ("canceled", {"cuCost": 12, "disableRefund": False}, True),
        ("failure", {"cuCost": 12, "disableRefund": True}, False),
        ("success", {"cuCost": 12}, False),
        ("in-progress", None, False),
    ],
)
def test_failed_and_canceled_runs_are_refunded_unless_the_job_says_not(
    status: str, billing: dict[str, Any] | None, refunded: bool
) -> None:
    assert job(status, billing=billing).refunded is refunded


def test_a_whole_record_is_read() -> None:
    whole = job(
        "success",
        createdAt="2026-10-12T09:14:03.118Z",
        updatedAt="2026-10-12T09:15:41.118Z",
        metadata={"assetIds": ["asset_1"], "input": {"prompt": "A boat"}},
        billing={"cuCost": 10.75},
        surprise=1,
    )

    assert whole.asset_ids == ["asset_1"]
    assert whole.seconds == 98.0
    assert whole.billing is not None
    assert whole.billing.cu_cost == Decimal("10.75")


def test_a_bare_record_has_no_results_and_no_times() -> None:
    assert job("queued").asset_ids == []
    assert job("queued").seconds is None


@pytest.mark.parametrize(
    "record", [{}, {"jobId": "job_1"}, {"jobId": "job_1", "status": 7}, {"status": "queued"}]
)
def test_a_record_without_id_or_status_is_no_job(record: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Job.parse(record)
