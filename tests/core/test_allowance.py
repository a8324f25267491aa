"""What is left to spend is read beside the page's way, seldom, and never in anybody's face."""

import threading
import time
from collections.abc import Callable
from decimal import Decimal
from typing import cast

import pytest

from scenario_core.account import Limits
from scenario_core.allowance import Allowance
from scenario_core.client import Client
from scenario_core.errors import APIConnectionError, ScenarioError


class FakeApi:
    """The room below: limits, none, or trouble; it may take its time."""

    def __init__(self) -> None:
        self.answer: Limits | ScenarioError | None = Limits(allowance=Decimal(10), used=Decimal("3.5"))
        self.asked = 0
        self.may_answer = threading.Event()
        self.may_answer.set()

    def limits(self) -> Limits | None:
        self.asked += 1
        self.may_answer.wait(5)
        if isinstance(self.answer, ScenarioError):
            raise self.answer
        return self.answer


@pytest.fixture
def api() -> FakeApi:
    return FakeApi()


def allowance_of(api: FakeApi, clock: Callable[[], float] = time.monotonic) -> Allowance:
    return Allowance(cast("Client", api), clock=clock)


def settled(allowance: Allowance, wanted: Decimal | None) -> bool:
    """Whether it says this within a few seconds."""
    deadline = time.monotonic() + 5
    while allowance.remaining() != wanted and time.monotonic() < deadline:
        time.sleep(0.005)
    return allowance.remaining() == wanted


def test_it_is_read_once_a_minute_whoever_asks(api: FakeApi) -> None:
    now = [0.0]
    allowance = allowance_of(api, lambda: now[0])
    assert settled(allowance, Decimal("6.5"))
    now[0] = 59
    allowance.remaining()
    assert api.asked == 1

    api.answer, now[0] = Limits(allowance=Decimal(10), used=Decimal(4)), 61
    assert settled(allowance, Decimal(6))
    assert api.asked == 2


def test_nobody_waits_for_it(api: FakeApi) -> None:
    """An API that is silent costs the first page a moment, and the others nothing."""
    api.may_answer.clear()
    allowance = allowance_of(api)
    begun = time.monotonic()
    assert [allowance.remaining() for _ in range(20)] == [None] * 20
    assert time.monotonic() - begun < 1
    assert api.asked == 1

    api.may_answer.set()
    assert settled(allowance, Decimal("6.5"))


@pytest.mark.parametrize("answer", [None, Limits(), APIConnectionError("no route")])
def test_where_nobody_knows_there_is_nothing(api: FakeApi, answer: Limits | ScenarioError | None) -> None:
    """Refused, senseless or out of reach: not an old number, and no exception."""
    now = [0.0]
    allowance = allowance_of(api, lambda: now[0])
    assert settled(allowance, Decimal("6.5"))
    api.answer, now[0] = answer, 61

    assert settled(allowance, None)


def test_a_key_that_may_not_read_it_asks_seldom(api: FakeApi) -> None:
    """A right is not given within a minute; a connection may be."""
    now = [0.0]
    api.answer = None
    allowance = allowance_of(api, lambda: now[0])
    assert allowance.remaining() is None
    for later in (61.0, 300.0, 599.0):
        now[0] = later
        allowance.remaining()
    assert api.asked == 1

    now[0] = 601
    allowance.remaining()
    allowance.close()
    assert api.asked == 2


def test_after_its_end_it_looks_no_more(api: FakeApi) -> None:
    allowance = allowance_of(api)
    allowance.close()

    assert allowance.remaining() is None
    assert api.asked == 0
