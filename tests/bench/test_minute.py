"""One measured minute, on a clock that the test moves."""

from datetime import UTC, datetime

import pytest

from bench.minute import Minute, outcome


class _Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


@pytest.fixture
def minute(clock: _Clock) -> Minute:
    minute = Minute(60, clock)
    minute.begin()
    return minute


def _at(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def test_requests_of_the_minute_are_counted_and_later_ones_are_not(minute: Minute, clock: _Clock) -> None:
    minute.count(submission=True)
    minute.count()
    clock.now += 60.1
    minute.count()

    assert (minute.submissions, minute.polls) == (1, 1)


def test_late_is_from_the_end_at_the_api_to_the_sight_of_it(minute: Minute, clock: _Clock) -> None:
    clock.now += 10.5
    minute.saw(_at(1009.0))

    assert minute.late == [1.5]


def test_an_end_of_the_last_second_may_be_seen_after_the_minute(minute: Minute, clock: _Clock) -> None:
    clock.now += 61.0

    assert not minute.is_over
    minute.saw(_at(1059.5))
    minute.saw(_at(1060.5))
    assert minute.late == [1.5]


def test_what_a_watcher_should_have_seen_and_did_not_is_told(minute: Minute, clock: _Clock) -> None:
    minute.expect(8, watchers=50)
    minute.expect(61, watchers=50)
    clock.now += 9.0
    minute.saw(_at(1008.0))

    assert minute.unseen == 49


def test_trials_are_joined_to_the_mean_and_the_most(clock: _Clock) -> None:
    trials = [Minute(60, clock) for _ in range(2)]
    for trial, polls in zip(trials, (1, 4), strict=True):
        trial.begin()
        for _ in range(polls):
            trial.count()

    joined = outcome(trials, cpu_seconds=0.5)

    assert (joined.requests, joined.requests_most) == (2.5, 4)
    assert joined.late.count == 0
