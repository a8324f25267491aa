"""Who watches what."""

import threading

from bench.case import CASES, Case, press_all
from bench.job_mix import KINDS


def test_the_cases_have_the_jobs_and_the_watchers_that_their_names_say() -> None:
    told = [(len(list(case.orders(0))), case.watchers, case.visitors) for case in CASES]

    assert told == [(1, 1, 1), (20, 50, 50), (1000, 1, 50)]


def test_visitors_share_one_owners_jobs_or_own_theirs() -> None:
    shared, own = Case("shared", 3, 2, shared=True), Case("own", 3, 2)

    assert {shared.owner_of(0, visitor) for visitor in range(3)} == set(shared.owners(0))
    assert [own.owner_of(0, visitor) for visitor in range(3)] == own.owners(0)


def test_trials_begin_with_different_kinds_and_never_share_an_owner() -> None:
    case = CASES[0]
    first = [next(case.orders(trial)) for trial in range(case.trials)]

    assert [kind for _, kind in first] == list(KINDS)
    assert len({owner for owner, _ in first}) == case.trials


def test_every_job_is_submitted_once() -> None:
    case = Case("own", 3, 2)
    submitted, lock = [], threading.Lock()

    def submit(owner: str, _kind: object) -> None:
        with lock:
            submitted.append(owner)

    press_all(case, 0, submit)

    assert sorted(submitted) == sorted(case.owners(0) * 2)
