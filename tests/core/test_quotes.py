"""A price is asked for once, belongs to one exact request, and never starts a job unnoticed."""

import threading
import time
from collections.abc import Mapping
from decimal import Decimal
from typing import cast

import pytest

from scenario_core.client import Client, Cost
from scenario_core.errors import (
    APIConnectionError,
    BadRequestError,
    PaidQuoteError,
    QuotingStoppedError,
    ScenarioError,
)
from scenario_core.quotes import Quotes, request_key


class FakeApi:
    """The room below: a price, or trouble, and a record of every question."""

    def __init__(self) -> None:
        self.asked: list[Mapping[str, object]] = []
        self.trouble: ScenarioError | None = None
        self.seconds = 0.0

    def estimate(self, _model_id: str, body: Mapping[str, object]) -> Cost:
        self.asked.append(body)
        time.sleep(self.seconds)
        if self.trouble:
            raise self.trouble
        return Cost(Decimal("12.5"))


@pytest.fixture
def api() -> FakeApi:
    return FakeApi()


def quotes_of(api: FakeApi, now: list[float] | None = None) -> Quotes:
    return Quotes(cast("Client", api), clock=(lambda: now[0]) if now else time.monotonic)


def test_a_price_is_asked_for_once(api: FakeApi) -> None:
    """The same request, its keys in another order, is answered from memory; another body is not."""
    quotes = quotes_of(api)
    first = quotes.ask("ann", "m", {"prompt": "A boat", "seconds": 5})
    again = quotes.ask("bob", "m", {"seconds": 5, "prompt": "A boat"})

    assert first.total == again.total == Decimal("12.5")
    assert len(api.asked) == 1
    assert quotes.known("m", {"prompt": "A boat", "seconds": "5"}) is None
    assert quotes.known("m", {"prompt": "A boat", "seconds": 5.5}) is None


def test_a_price_is_forgotten_after_five_minutes(api: FakeApi) -> None:
    """Prices change without notice."""
    now = [0.0]
    quotes = quotes_of(api, now)
    quotes.ask("ann", "m", {})
    now[0] = 299
    assert quotes.known("m", {}) is not None
    now[0] = 301

    assert quotes.known("m", {}) is None
    quotes.ask("ann", "m", {})
    assert len(api.asked) == 2


def test_a_refusal_is_a_verdict_and_remembered(api: FakeApi) -> None:
    """The API would say the same again."""
    api.trouble = BadRequestError(400, "Input width must be at least 672")
    quotes = quotes_of(api)

    assert quotes.ask("ann", "m", {}).refusal is api.trouble
    assert quotes.ask("ann", "m", {}).refusal is api.trouble
    assert len(api.asked) == 1
    assert api.trouble.__traceback__ is None  # a stack would keep what its frames held


def test_trouble_on_the_way_is_not_remembered(api: FakeApi) -> None:
    """The next question may be answered."""
    api.trouble = APIConnectionError("no route")
    quotes = quotes_of(api)
    with pytest.raises(APIConnectionError):
        quotes.ask("ann", "m", {})
    api.trouble = None

    assert quotes.ask("ann", "m", {}).total == Decimal("12.5")


def test_a_question_that_started_a_job_is_the_last_one(api: FakeApi) -> None:
    """Nothing more is asked, whatever the request; what is known stays known."""
    quotes = quotes_of(api)
    quotes.ask("ann", "m", {"prompt": "known"})
    api.trouble = PaidQuoteError("Quoting must stop: a job was started (job_1).", "job_1")
    with pytest.raises(PaidQuoteError):
        quotes.ask("ann", "m", {"prompt": "new"})
    api.trouble = None
    with pytest.raises(QuotingStoppedError, match="job_1"):
        quotes.ask("bob", "m", {"prompt": "another"})

    assert len(api.asked) == 2
    assert quotes.stopped
    assert quotes.ask("ann", "m", {"prompt": "known"}).total == Decimal("12.5")


def test_a_visitor_asks_one_price_at_a_time(api: FakeApi) -> None:
    """Two tabs that want the same price cause one question."""
    api.seconds = 0.05
    quotes = quotes_of(api)
    tabs = [threading.Thread(target=quotes.ask, args=("ann", "m", {})) for _ in range(4)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()

    assert len(api.asked) == 1


def test_any_question_for_a_price_is_asked_and_stopped_alike(api: FakeApi) -> None:
    """What is not a run has its own key, and the same memory, turns and end."""
    quotes = quotes_of(api)
    asked: list[str] = []

    def question() -> Cost:
        asked.append("once")
        return Cost(Decimal("3.75"))

    assert quotes.known_for("improve") is None
    assert quotes.ask_for("ann", "improve", question) == quotes.ask_for("bob", "improve", question)
    assert quotes.known_for("improve") is not None
    api.trouble = PaidQuoteError("Quoting must stop: a job was started (job_1).", "job_1")
    with pytest.raises(PaidQuoteError):
        quotes.ask("ann", "m", {})
    with pytest.raises(QuotingStoppedError):
        quotes.ask_for("ann", "translate", question)

    assert asked == ["once"]


def test_requests_differ_by_type() -> None:
    """5, "5" and True are three requests."""
    keys = {request_key("m", {"x": value}) for value in (5, "5", True, None, 5.5, [5], {"a": 5})}

    assert len(keys) == 7
    assert request_key("m", {"x": 5}) != request_key("n", {"x": 5})
