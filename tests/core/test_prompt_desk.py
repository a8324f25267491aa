"""Help with a prompt is priced first, written down before it leaves, and asked for once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest

from scenario_core.assistant import Improvement, Translation
from scenario_core.client import Client, Cost
from scenario_core.errors import (
    APIConnectionError,
    APIResponseError,
    APITimeoutError,
    BadRequestError,
    PaidQuoteError,
    QuotingStoppedError,
    ScenarioError,
    ServerError,
)
from scenario_core.helper_call import HelperCall, HelperKind
from scenario_core.prompt_desk import PromptDesk, Question
from scenario_core.quotes import Quotes
from scenario_core.runs import SubmissionState
from scenario_core.store import Store

NOW = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
IMPROVE = Question(HelperKind.IMPROVE, "A boat", "model_a")
TRANSLATE = Question(HelperKind.TRANSLATE, "Ein Boot", "model_a")


@dataclass
class FakeApi:
    """The room below: answers, or trouble, and what was asked; it looks into the store when it is paid."""

    store: Store
    trouble: ScenarioError | None = None
    priced: list[str] = field(default_factory=list)
    paid: list[str] = field(default_factory=list)
    written_before: list[HelperCall] = field(default_factory=list)

    def estimate_improvement(self, prompt: str, *, model_id: str) -> Cost:
        return self._price(f"{prompt} for {model_id}")

    def estimate_translation(self, prompt: str) -> Cost:
        return self._price(prompt)

    def improve_prompt(self, prompt: str, *, model_id: str) -> Improvement:
        self._pay(f"{prompt} for {model_id}")
        return Improvement(("A paper boat", "A red boat"), Cost(Decimal("3.75")))

    def translate_prompt(self, prompt: str) -> Translation:
        self._pay(prompt)
        return Translation("A boat", "de", Cost())

    def _price(self, asked: str) -> Cost:
        self.priced.append(asked)
        if self.trouble:
            raise self.trouble
        return Cost(Decimal("3.75"))

    def _pay(self, asked: str) -> None:
        self.paid.append(asked)
        self.written_before = self.store.helper_calls()
        if self.trouble:
            raise self.trouble


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(f"sqlite:///{tmp_path / 'studio.sqlite'}")
    yield store
    store.close()


@pytest.fixture
def api(store: Store) -> FakeApi:
    return FakeApi(store)


@pytest.fixture
def desk(api: FakeApi, store: Store) -> PromptDesk:
    client = cast("Client", api)
    return PromptDesk(client, Quotes(client), store, now=lambda: NOW)


def test_the_price_is_asked_once_for_each_question(desk: PromptDesk, api: FakeApi) -> None:
    """It is free: nothing is paid, nothing is written down. A translation does not depend on the model."""
    assert desk.known_price(IMPROVE) is None
    assert desk.price("ann", IMPROVE).total == desk.price("bob", IMPROVE).total == Decimal("3.75")
    desk.price("ann", Question(HelperKind.IMPROVE, "A boat", "model_b"))
    desk.price("ann", TRANSLATE)
    desk.price("ann", Question(HelperKind.TRANSLATE, "Ein Boot", "model_b"))

    assert api.priced == ["A boat for model_a", "A boat for model_b", "Ein Boot"]
    assert desk.known_price(IMPROVE) is not None
    assert api.paid == []
    assert api.store.helper_calls() == []


def test_a_question_is_written_down_before_it_leaves_and_after_its_answer(
    desk: PromptDesk, api: FakeApi, store: Store
) -> None:
    found = desk.ask("ann", IMPROVE, Decimal("3.75"))

    assert found.prompts == ("A paper boat", "A red boat")
    (before,), (after,) = api.written_before, store.helper_calls("ann")
    assert (before.state, before.charged_cu) == (SubmissionState.SENDING, None)
    assert (after.state, after.charged_cu) == (SubmissionState.ACCEPTED, Decimal("3.75"))
    assert (after.id, after.prompt, after.quoted_cu, after.started_at) == (
        before.id,
        "A boat",
        Decimal("3.75"),
        NOW,
    )
    assert store.helper_calls("bob") == []


def test_an_answer_that_was_paid_for_is_given_even_where_it_cannot_be_written_down(
    desk: PromptDesk, api: FakeApi, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full after the payment: the visitor has the words all the same, and pays once."""

    def full(_call: HelperCall) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(store, "save_helper_call", full)

    assert desk.ask("ann", IMPROVE, Decimal("3.75")).prompts == ("A paper boat", "A red boat")
    assert len(api.paid) == 1


def test_a_charge_that_is_not_told_is_not_made_up(desk: PromptDesk, store: Store) -> None:
    """The quote is not the charge."""
    assert desk.ask("ann", TRANSLATE, Decimal("0.25")).charged_cu is None

    (call,) = store.helper_calls("ann")
    assert (call.kind, call.quoted_cu, call.charged_cu) == (HelperKind.TRANSLATE, Decimal("0.25"), None)


@pytest.mark.parametrize(
    ("error", "left"),
    [
        (APIConnectionError("no route"), SubmissionState.NOT_SENT),
        (APITimeoutError("silence"), SubmissionState.UNKNOWN),
        (ServerError(502, "bad gateway"), SubmissionState.UNKNOWN),
        (APIResponseError("no prompt in it"), SubmissionState.UNKNOWN),
        (BadRequestError(400, "Input prompt is too long"), SubmissionState.REFUSED),
    ],
)
def test_trouble_is_told_and_written_down_and_nothing_is_sent_again(
    desk: PromptDesk, api: FakeApi, store: Store, error: ScenarioError, left: SubmissionState
) -> None:
    api.trouble = error
    with pytest.raises(type(error)):
        desk.ask("ann", IMPROVE, Decimal("3.75"))

    (call,) = store.helper_calls("ann")
    assert (call.state, call.charged_cu) == (left, None)
    assert call.problem in str(error)
    assert call.problem
    assert len(api.paid) == 1


def test_a_price_that_was_paid_for_is_written_down_and_is_the_last(
    desk: PromptDesk, api: FakeApi, store: Store
) -> None:
    """A dry run that is carried out ends all questions, those about runs included."""
    api.trouble = PaidQuoteError("Quoting must stop: a job was started (job_1).", "job_1")
    with pytest.raises(PaidQuoteError):
        desk.price("ann", IMPROVE)
    api.trouble = None
    with pytest.raises(QuotingStoppedError):
        desk.price("bob", TRANSLATE)

    (call,) = store.helper_calls()
    assert (call.visitor, call.state, call.quoted_cu) == ("ann", SubmissionState.ACCEPTED, None)
    assert "job_1" in call.problem
    assert len(api.priced) == 1


def test_a_question_that_a_process_left_open_has_an_unknown_end(
    desk: PromptDesk, api: FakeApi, store: Store
) -> None:
    """It may have been paid for; what has ended stays as it is."""
    desk.ask("ann", IMPROVE, Decimal("3.75"))
    store.add_helper_call(HelperCall("lost", "ann", HelperKind.TRANSLATE, "Ein Boot", None, NOW))
    client = cast("Client", api)
    PromptDesk(client, Quotes(client), store)

    states = {call.id: call.state for call in store.helper_calls()}
    assert states.pop("lost") is SubmissionState.UNKNOWN
    assert list(states.values()) == [SubmissionState.ACCEPTED]
