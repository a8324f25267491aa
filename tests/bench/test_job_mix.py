"""The jobs of the polling benchmark, held against the sandbox that runs them."""

import pytest

from bench.job_mix import KINDS, Kind, kind
from bench.sandbox_process import SPEED
from sandbox import jobs, orders
from sandbox.catalogue import MODELS
from sandbox.validation import check


@pytest.mark.parametrize("one", KINDS, ids=lambda one: f"{one.model_id} {one.seconds:g} s")
def test_the_sandbox_takes_each_order_and_as_long_as_the_mix_says(one: Kind) -> None:
    record = MODELS[one.model_id]

    check(record, one.body)
    course = jobs.course(orders.modality(record), [one.prompt], speed=1.0)

    assert course == jobs.Course(one.seconds)


def test_a_medium_that_takes_time_is_made_once_because_its_seed_is_told() -> None:
    for one in KINDS:
        assert "seed" in one.body or orders.modality(MODELS[one.model_id]) == "text"


def test_the_kinds_take_turns() -> None:
    assert [kind(number) for number in range(len(KINDS) + 1)] == [*KINDS, KINDS[0]]


@pytest.mark.parametrize("interval", [1.0, 3.0])
def test_no_way_of_asking_is_favoured_by_when_the_jobs_end(interval: float) -> None:
    """A client that asks in a fixed interval from the submission on sees the ends half an interval late."""
    waits = [-(one.seconds / SPEED) % interval for one in KINDS]

    assert sum(waits) / len(waits) == pytest.approx(interval / 2, rel=0.06)
