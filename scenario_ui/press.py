"""One press of Generate: it checks the form and its price, and sends one paid request a run, or says why not.

The work is done in the button's callback: it runs before the script, to its end, and no other
interaction can cut it short between the payment and the record of it.
"""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import streamlit as st

from scenario_core.catalog import Modality, Model
from scenario_core.errors import InputsError, PaidQuoteError, QuotingStoppedError, ScenarioError
from scenario_core.inputs.seeds import with_seeds
from scenario_core.quotes import request_key
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


def press(model: Model, modality: Modality, *, accepted: frozenset[Why] = frozenset()) -> None:
    """Answers one press with the text that is seen: sends the request or says why not.

    `accepted` are the reasons to hold it back that the visitor has read and waved through.
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
    name = f"{wish.key}:{sorted(accepted)}"
    if _is_same_press(name):
        return
    _remember_press(name, SAME_PRESS_SECONDS)
    try:
        held, price = _considered(wish, accepted)
    except ScenarioError as error:
        note_error(model, error)
        return
    state.HELD.set(held, model.id)
    if held is None:
        _send(wish, price)
    _remember_press(name, SAME_QUESTION_SECONDS if held else SAME_PRESS_SECONDS)


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


def _considered(wish: Wish, accepted: frozenset[Why]) -> tuple[Held | None, Decimal | None]:
    """Why the wish is held back, None where it may go, and the price of one run.

    Raises the API's refusal of the wish, and the client's errors where no price can be had.
    """
    price = _price_of_one(wish)
    total = None if price is None else price * wish.count

    def first(*reasons: tuple[Why, Callable[[], bool]]) -> Held | None:
        holding = (why for why, holds in reasons if why not in accepted and holds())
        why = next(holding, None)
        return Held(why, wish.key, total, accepted) if why else None

    shown = state.SHOWN_PRICE.get(wish.model.id)
    state.SHOWN_PRICE.set(total, wish.model.id)
    threshold = Decimal(studio().settings.confirm_cu)
    held = first(
        (Why.SAME, lambda: is_under_way(wish)),
        (Why.UNPRICED, lambda: total is None),
        (Why.PRICE, lambda: total is not None and total != shown),
        (Why.DEAR, lambda: total is not None and total > threshold),
    )
    return held, price


def _price_of_one(wish: Wish) -> Decimal | None:
    """The price of exactly this body; None once prices are not asked for any more."""
    try:
        quote = studio().quotes.ask(visitor(), wish.model.id, wish.body)
    except QuotingStoppedError:
        return None
    except PaidQuoteError as error:
        take_over(wish, error)
        raise
    if quote.refusal:
        raise quote.refusal
    return quote.total


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
                st.toast(f"{number} of {wish.count} were started.", icon=":material/rocket_launch:")
            return
    state.LIVE_3D.set(None, wish.modality.value)  # the new object takes the turntable
    started = "Started" if wish.count == 1 else f"Started {wish.count} runs"
    st.toast(
        f"{started} with {plain(wish.model.title, limit=40)}. You may go on working.",
        icon=":material/rocket_launch:",
    )


def is_under_way(wish: Wish) -> bool:
    """Whether the visitor's identical request, from this tab or another, has only just been made or runs."""
    request, now = request_key(wish.model.id, wish.body), datetime.now(UTC)
    return any(
        request_key(run.order.model_id, run.order.body) == request
        for run in studio().tracker.runs_of(visitor())
        if run.is_active or (run.succeeded and (now - run.started_at).total_seconds() < _JUST_MADE)
    )


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
