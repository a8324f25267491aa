"""The words on the screen are complete: every kind that the API names has some."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from scenario_core.catalog import Modality
from scenario_core.jobs import Job, JobStatus
from scenario_core.runs import Order, Run, SubmissionState
from scenario_ui.words import MODALITY_WORDS, cu, duration, elapsed, status_words

ORDER = Order("ann", "video", "model_a", "Model A", "A boat", {})
START = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def test_every_modality_has_words_and_a_page() -> None:
    """The table is complete and its pages exist."""
    root = Path(__file__).resolve().parents[2]

    assert set(MODALITY_WORDS) == set(Modality)
    assert all((root / words.page).is_file() for words in MODALITY_WORDS.values())


@pytest.mark.parametrize("status", JobStatus)
def test_every_status_has_words(status: JobStatus) -> None:
    """No status of the API is shown in its raw spelling."""
    job = Job.parse({"jobId": "j", "status": status.value})
    run = Run("r", ORDER, START, SubmissionState.ACCEPTED, job, results_complete=True)

    assert status_words(run) != status.value
    assert status_words(run)[0].isupper()


@pytest.mark.parametrize("state", SubmissionState)
def test_every_submission_without_a_job_has_words(state: SubmissionState) -> None:
    """What never became a job can be read too."""
    assert status_words(Run("r", ORDER, START, state))


def test_an_unknown_status_is_shown_as_it_is() -> None:
    """Nothing unknown is swallowed."""
    job = Job.parse({"jobId": "j", "status": "polishing"})

    assert status_words(Run("r", ORDER, START, SubmissionState.ACCEPTED, job)) == "polishing"


@pytest.mark.parametrize(
    ("amount", "words"),
    [(None, "–"), (Decimal("12.50"), "12.5 CU"), (Decimal("100"), "100 CU"), (Decimal(0), "0 CU")],
)
def test_prices_read_as_people_write_them(amount: Decimal | None, words: str) -> None:
    """No trailing zeros, no exponents."""
    assert cu(amount) == words


@pytest.mark.parametrize(("seconds", "words"), [(0, "0:00"), (42.9, "0:42"), (3723, "1:02:03"), (-5, "0:00")])
def test_durations(seconds: float, words: str) -> None:
    """Minutes and seconds; hours when there are some."""
    assert duration(seconds) == words


def test_a_run_that_is_over_stops_counting() -> None:
    """Its seconds are the API's own, from its creation to its end."""
    dates = {"createdAt": START, "updatedAt": START + timedelta(seconds=8)}
    job = Job.parse({"jobId": "j", "status": "success", **dates})
    run = Run("r", ORDER, START, SubmissionState.ACCEPTED, job, results_complete=True)

    assert elapsed(run, START + timedelta(hours=1)) == 8
