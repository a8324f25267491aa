"""One press of Generate: it checks the form and its price, and sends one paid request a run, or says why not.

The work is done in the button's callback: it runs before the script, to its end, and no other
interaction can cut it short between the payment and the record of it.
"""

import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal

from scenario_core.catalog import Modality, Model
from scenario_core.errors import InputsError, PaidQuoteError, QuotingStoppedError, ScenarioError
from scenario_core.inputs.seeds import seed_input, with_seeds
from scenario_core.quotes import Quote, request_key
from scenario_core.runs import Run, SubmissionState
from scenario_ui import state
from scenario_ui.model_reach import note_refusal
from scenario_ui.notices import notice_for, raw_words
from scenario_ui.plain_text import plain
from scenario_ui.resources import studio
from scenario_ui.state import Held, Why
from scenario_ui.visitor import visitor
from scenario_ui.wish import Wish, wish_of

# A double click and a held key repeat faster than this; nobody orders the same thing twice in it.
SAME_PRESS_SECONDS = 1.5
# After a press that only brought the price, the next one is meant, unless a key is held down.
SAME_QUESTION_SECONDS = 0.7
# A key that is held down on a busy machine repeats with gaps: for so long a request has only just been made.
_JUST_MADE = 5.0


def press(model: Model, modality: Modality, waved: Held | None = None) -> None:
    """Answers one press with the text that is seen: sends the request or says why not.

    `waved` is why an earlier press was held back, where the visitor has read it and goes on all the same.
    """
    try:
        wish = wish_of(model, modality)
    except InputsError as error:
        state.PROBLEMS.set(error.problems, model.id)
        state.REFUSAL.set(None, model.id)
        state.STOPPED.set(True, model.id)
        return
    state.PROBLEMS.set({}, model.id)
    state.STOPPED.set(False, model.id)
    state.REFUSAL.set(None, model.id)
    accepted = waved.accepted | {waved.why} if waved and waved.request == wish.key else frozenset()
    name = f"{wish.key}:{sorted(accepted)}"
    if _is_same_press(name):
        return
    _remember_press(name, SAME_PRESS_SECONDS)
    held = _answer(wish, accepted)
    state.HELD.set(held, model.id)
    _remember_press(name, SAME_QUESTION_SECONDS if held else SAME_PRESS_SECONDS)


def _answer(wish: Wish, accepted: frozenset[Why]) -> Held | None:
    """Sends the wish, or keeps for the next draw why it cannot be; why it is held back, where it is."""
    try:
        quote = _quoted(wish)
    except PaidQuoteError as error:
        take_over(wish, error)
        note_error(wish.model, error)
        return None
    except ScenarioError as error:
        unpriced = "Scenario did not tell the price. Press Generate to ask again."
        refusal = state.Refusal(unpriced, "Nothing was sent and nothing was charged.", raw_words(error))
        state.REFUSAL.set(refusal, wish.model.id)
        return None
    if quote.refusal:
        note_error(wish.model, quote.refusal)
        return None
    held = _held(wish, quote.total, accepted)
    if held is None:
        _send(wish, quote.total)
    return held


def settle_press() -> None:
    """Counts the time since the last press from now: called when a page is drawn to its end.

    Presses that were made before the visitor saw the answer of the first are handled right after this,
    however long the request and the drawing took.
    """
    last = state.LAST_PRESS.get()
    if last.fresh:
        state.LAST_PRESS.set(state.Press(last.request, time.monotonic(), echo=last.echo))


def note_error(model: Model, error: ScenarioError) -> None:
    """Keeps what went wrong for the next draw: at its field where the API names one."""
    note_refusal(model.id, error)
    field = getattr(error, "input_name", None)
    if field and input_of(field) in {entry.name for entry in model.inputs}:
        state.PROBLEMS.set({field: raw_words(error)}, model.id)
    notice = notice_for(error)
    refusal = state.Refusal(f"{notice.happened} {notice.next}", notice.cost, raw_words(error))
    state.REFUSAL.set(refusal, model.id)


def input_of(problem: str) -> str:
    """The input whose field shows a problem: that of one in a row, `shots[0].prompt`, is the list's."""
    return problem.partition("[")[0]


def _quoted(wish: Wish) -> Quote:
    """The price of exactly this body; a quote without one once prices are not asked for any more."""
    try:
        return studio().quotes.ask(visitor(), wish.model.id, wish.body)
    except QuotingStoppedError:
        return Quote()


def _held(wish: Wish, price: Decimal | None, accepted: frozenset[Why]) -> Held | None:
    """Why the wish is held back, None where it may go. `price` is that of one run."""
    total = None if price is None else price * wish.count
    shown = state.SHOWN_PRICE.get(wish.model.id)
    reasons: tuple[tuple[Why, Callable[[], bool]], ...] = (
        (Why.SAME, lambda: is_under_way(wish)),
        (Why.UNKNOWN, lambda: is_unknown(wish)),
        (Why.UNPRICED, lambda: total is None),
        (Why.PRICE, lambda: total is not None and total != shown),
        (Why.DEAR, lambda: total is not None and total >= Decimal(studio().settings.confirm_cu)),
    )
    why = next((why for why, holds in reasons if why not in accepted and holds()), None)
    return Held(why, wish.key, total, accepted) if why else None


def take_over(wish: Wish, error: PaidQuoteError) -> None:
    """Keeps the job that the question for a price started: it is paid for, its result is the visitor's."""
    if error.job_id:
        studio().tracker.take_over(wish.order(wish.body, None), error.job_id)


def _send(wish: Wish, price: Decimal | None) -> None:
    """Sends the runs one after another; the first that does not go through is the last."""
    bodies = with_seeds(wish.model.inputs, wish.body, wish.count, random.randint)
    for number, body in enumerate(bodies):
        try:
            studio().tracker.submit(wish.order(body, price))
        except ScenarioError as error:
            note_error(wish.model, error)
            if number:
                state.NEWS.set(f"{number} of {wish.count} were started.")
            return
    state.LIVE_3D.set(None, wish.modality.value)  # the new object takes the turntable
    started = "Started" if wish.count == 1 else f"Started {wish.count} runs"
    state.NEWS.set(f"{started} with {plain(wish.model.title, limit=40)}. You may go on working.")


def is_under_way(wish: Wish) -> bool:
    """Whether the visitor's identical request, from this tab or another, has only just been made or runs."""
    now = datetime.now(UTC)
    return any(
        run.is_active or (run.succeeded and (now - run.started_at).total_seconds() < _JUST_MADE)
        for run in _identical_runs(wish)
    )


def is_unknown(wish: Wish) -> bool:
    """Whether the answer to the visitor's identical request was lost: it may run already."""
    return any(run.state is SubmissionState.UNKNOWN for run in _identical_runs(wish))


def _identical_runs(wish: Wish) -> Iterator[Run]:
    """The visitor's runs of this very wish; several runs without a seed of theirs got seeds of ours."""
    seed = seed_input(wish.model.inputs)
    ours = seed.name if seed and wish.count > 1 and seed.name not in wish.body else None
    request = request_key(wish.model.id, wish.body)
    for run in studio().tracker.runs_of(visitor()):
        body = {name: value for name, value in run.order.body.items() if name != ours}
        if run.order.model_id == wish.model.id and request_key(wish.model.id, body) == request:
            yield run


def _is_same_press(name: str) -> bool:
    """Whether this is the echo of the last press: the same request, a moment later."""
    last = state.LAST_PRESS.get()
    recent = last.fresh or time.monotonic() - last.at < last.echo
    same = recent and last.request == name
    if same:
        _remember_press(name, last.echo)  # a held key goes on repeating
    return same


def _remember_press(name: str, echo: float) -> None:
    state.LAST_PRESS.set(state.Press(name, time.monotonic(), fresh=True, echo=echo))
