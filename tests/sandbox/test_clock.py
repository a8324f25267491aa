"""Where a job is follows from its course and the time alone."""

import pytest

from sandbox.jobs import MAGIC_WORDS, SECONDS, TERMINAL, Course, Made, course, history, moment, without_magic

MADE = Made(0.1)


def test_a_job_goes_through_every_status_in_order() -> None:
    seen = [status for status, _ in history(Course(10), 10, MADE)]

    assert seen == ["queued", "warming-up", "in-progress", "finalizing", "success"]


def test_progress_only_grows_and_ends_at_one() -> None:
    progress = [moment(Course(8), tick / 20, MADE).progress for tick in range(200)]

    assert progress == sorted(progress)
    assert len(set(progress)) > 15
    assert (progress[0], progress[-1]) == (0.0, 1.0)


def test_a_change_is_dated_when_it_happened_not_when_it_was_asked_for() -> None:
    early, late = moment(Course(8), 100, MADE), moment(Course(8), 1000, MADE)
    dates = [moment(Course(8), tick / 50, MADE).updated_at for tick in range(500)]

    assert early == late
    assert dates == sorted(dates)
    assert all(date <= tick / 50 for tick, date in enumerate(dates))


def test_no_success_before_the_media_exist() -> None:
    assert moment(Course(3), 60, None).status == "finalizing"
    assert moment(Course(3), 4, Made(5)).status == "finalizing"
    assert moment(Course(3), 5, Made(5)).status == "success"


def test_a_maker_that_failed_fails_the_job() -> None:
    assert moment(Course(3), 4, Made(0.5, "no codec")).status == "failure"


def test_a_stuck_job_rests_at_a_tenth_while_its_date_moves() -> None:
    stuck = Course(3, "stuck")
    moments = [moment(stuck, seconds, None) for seconds in (10.0, 100.0, 5000.0)]

    assert {(each.status, each.progress) for each in moments} == {("in-progress", 0.10)}
    assert len({each.updated_at for each in moments}) == 3


@pytest.mark.parametrize("ending", ["failure", "moderated"])
def test_a_failing_job_ends_and_stays_failed(ending: str) -> None:
    failing = course("image", ["a [fail]" if ending == "failure" else "a [moderated]"], 1)

    assert failing.ending == ending
    assert moment(failing, 3, None).status == "failure"
    assert moment(failing, 3, None) == moment(failing, 300, None)
    assert moment(failing, 3, None).progress < 1


def test_speed_divides_and_the_slow_word_multiplies_the_time() -> None:
    assert [course(kind, [], 1).seconds for kind in SECONDS] == [2, 3, 4, 8, 10]
    assert course("video", [], 4).seconds == 2
    assert course("video", ["a [slow] boat"], 1).seconds == 48


def test_magic_words_never_reach_the_makers() -> None:
    assert without_magic("a [slow] red [thumbnail-first] boat " + " ".join(MAGIC_WORDS)) == "a red boat"


def test_the_terminal_statuses_are_the_apis() -> None:
    assert {"success", "failure", "canceled"} == TERMINAL
