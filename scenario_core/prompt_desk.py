"""Where help with a prompt is priced and bought: written down before it is asked for, asked for once.

Nothing here changes a prompt: it tells other wordings, and what they cost.
"""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal

from scenario_core.answers import Cost
from scenario_core.assistant import improvement_body
from scenario_core.client import Client
from scenario_core.errors import PaidQuoteError, ScenarioError
from scenario_core.helper_call import HelperCall, HelperKind
from scenario_core.quotes import Quote, Quotes, request_key
from scenario_core.runs import SubmissionState, problem_of, state_after
from scenario_core.store import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Question:
    """What a visitor asks about a prompt; improved wordings are made for one model."""

    kind: HelperKind
    prompt: str
    model_id: str

    @property
    def key(self) -> str:
        """A short name of exactly this question, under which its price is remembered."""
        return request_key(f"helper:{self.kind}", _BODIES[self.kind](self))


@dataclass(frozen=True)
class Help:
    """What came back: other wordings, best first, and what they cost where the answer says."""

    prompts: tuple[str, ...]
    charged_cu: Decimal | None


class PromptDesk:
    """Help with prompts, shared by the process. Every method may be called from any thread."""

    def __init__(
        self, client: Client, quotes: Quotes, store: Store, *, now: Callable[[], datetime] | None = None
    ) -> None:
        self._client = client
        self._quotes = quotes
        self._store = store
        self._now = now or (lambda: datetime.now(UTC))
        for call in store.helper_calls():
            # A process that died between its two writes left a question of which nobody knows the end.
            if call.state is SubmissionState.SENDING:
                store.save_helper_call(replace(call, state=SubmissionState.UNKNOWN))

    def known_price(self, question: Question) -> Quote | None:
        """The price of exactly this question, if it was asked for lately."""
        return self._quotes.known_for(question.key)

    def price(self, visitor: str, question: Question) -> Quote:
        """The price of exactly this question, from memory or by dry run. Raises as `Quotes.ask_for`.

        A dry run that was carried out and paid for all the same is written down.
        """
        estimate = _ESTIMATES[question.kind]
        try:
            return self._quotes.ask_for(visitor, question.key, lambda: estimate(self._client, question))
        except PaidQuoteError as error:
            call = self._call(visitor, question, quoted=None)
            self._store.add_helper_call(
                replace(call, state=SubmissionState.ACCEPTED, problem=problem_of(error))
            )
            raise

    def ask(self, visitor: str, question: Question, quoted: Decimal) -> Help:
        """The help, paid for. The question is written down first, and is sent once.

        Raises the client's error where none came; what is known of the question then stands in the store.
        """
        call = self._call(visitor, question, quoted)
        self._store.add_helper_call(call)
        try:
            found = _ANSWERS[question.kind](self._client, question)
        except ScenarioError as error:
            self._settle(replace(call, state=state_after(error), problem=problem_of(error)))
            raise
        self._settle(replace(call, state=SubmissionState.ACCEPTED, charged_cu=found.charged_cu))
        return found

    def _settle(self, call: HelperCall) -> None:
        """Writes down what became of a paid question; where that fails, its answer is still the visitor's."""
        try:
            self._store.save_helper_call(call)
        except Exception:
            log.exception("Helper call %s could not be written down", call.id)

    def _call(self, visitor: str, question: Question, quoted: Decimal | None) -> HelperCall:
        return HelperCall(
            id=uuid.uuid4().hex,
            visitor=visitor,
            kind=question.kind,
            prompt=question.prompt,
            quoted_cu=quoted,
            started_at=self._now(),
        )


def _improved(client: Client, question: Question) -> Help:
    answer = client.improve_prompt(question.prompt, model_id=question.model_id)
    return Help(answer.prompts, answer.cost.total)


def _translated(client: Client, question: Question) -> Help:
    answer = client.translate_prompt(question.prompt)
    return Help((answer.prompt,), answer.cost.total)


_BODIES: dict[HelperKind, Callable[[Question], dict[str, object]]] = {
    HelperKind.IMPROVE: lambda question: improvement_body(question.prompt, model_id=question.model_id),
    HelperKind.TRANSLATE: lambda question: {"prompt": question.prompt},
}
_ESTIMATES: dict[HelperKind, Callable[[Client, Question], Cost]] = {
    HelperKind.IMPROVE: lambda client, question: client.estimate_improvement(
        question.prompt, model_id=question.model_id
    ),
    HelperKind.TRANSLATE: lambda client, question: client.estimate_translation(question.prompt),
}
_ANSWERS: dict[HelperKind, Callable[[Client, Question], Help]] = {
    HelperKind.IMPROVE: _improved,
    HelperKind.TRANSLATE: _translated,
}
