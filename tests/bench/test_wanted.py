"""Which wanted figures were reached: the verdicts of both benchmarks, over figures made by hand."""

from dataclasses import replace

from bench import load, polling
from bench.case import CASES
from bench.percentiles import Spread

_NOTHING = Spread.of([])
_HUNDRED = load.Figures(
    visitors=100,
    ticks_wanted=2000,
    ticks=Spread(2000, 8.0, 100.0, 300.0),
    quiet_ticks=_NOTHING,
    redraws=_NOTHING,
    arrival=_NOTHING,
    press=_NOTHING,
    tick_bytes=1400,
    cpu_percent=45.0,
    still_cpu_percent=5.0,
    tick_cpu_ms=8.0,
    idle_mib=160.0,
    warm_mib=180.0,
    peak_mib=280.0,
    visitor_mib=1.0,
)


def _polled(**changes: object) -> dict[str, object]:
    late = {"count": 9, "p50": 1.0, "p95": 2.0, "most": 2.5}
    ours = {"requests_most": 65, "late": late, "unseen": 0, "failed": 0, **changes}
    return {"import_seconds": 0.5, "cases": {CASES[0].name: {"ours": ours}}}


def test_every_case_has_a_limit_of_requests() -> None:
    assert set(polling.WANTED_REQUESTS) == {case.name for case in CASES}


def test_polling_at_its_limits_is_met_and_cases_that_did_not_run_are_left_out() -> None:
    verdicts = polling.met(_polled())

    assert len(verdicts) == 5
    assert all(verdicts.values())


def test_one_request_too_many_or_one_end_unseen_is_told() -> None:
    assert [name for name, good in polling.met(_polled(requests_most=66)).items() if not good] == [
        f"{CASES[0].name}: requests"
    ]
    assert [name for name, good in polling.met(_polled(unseen=1)).items() if not good] == [
        f"{CASES[0].name}: all seen"
    ]


def test_what_was_not_measured_is_not_met() -> None:
    verdicts = polling.met(_polled(late={"count": 0, "p50": None, "p95": None, "most": None}))

    assert not verdicts[f"{CASES[0].name}: median"]


def test_load_at_its_limits_is_met() -> None:
    assert all(load.met([_HUNDRED]).values())


def test_a_slow_tick_at_a_hundred_visitors_is_told_and_at_ten_is_not() -> None:
    slow = replace(_HUNDRED, ticks=Spread(2000, 8.0, 100.1, 300.0))

    assert not load.met([slow])["p95 at 100"]
    assert "p95 at 10" not in load.met([replace(slow, visitors=10)])
