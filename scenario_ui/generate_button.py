"""The button that spends: it checks the form, sends one paid request a press, and says what came of it.

The work is done in the button's callback: it runs before the script, to its end, and no other
interaction can cut it short between the payment and the record of it.
"""

import json
import time
from datetime import UTC, datetime

import streamlit as st

from scenario_core.catalog import Modality, Model
from scenario_core.errors import InputsError, ScenarioError
from scenario_core.inputs import main_prompt, to_body, unusable_reason
from scenario_core.runs import Order
from scenario_ui import state
from scenario_ui.input_form import form_values, seed_values
from scenario_ui.model_reach import note_refusal
from scenario_ui.notices import notice_for, raw_words
from scenario_ui.plain_text import plain
from scenario_ui.resources import studio
from scenario_ui.visitor import visitor

# A double click and a held key repeat faster than this; nobody orders the same thing twice in it.
SAME_PRESS_SECONDS = 1.5
# A key that is held down on a busy machine repeats with gaps: for so long a request has only just been made.
_JUST_MADE = 5.0


def generate_button(model: Model, modality: Modality) -> None:
    """Draws the button and, above it, why the last press did not go through."""
    unusable = unusable_reason(model.inputs)
    if unusable:
        st.info(f"Not usable here yet: {plain(unusable)}", icon=":material/construction:")
    _show_refusal(model)
    st.button(
        "Generate",
        key=f"generate:{modality}",
        type="primary",
        icon=":material/auto_awesome:",
        shortcut="Mod+Enter",
        width="stretch",
        disabled=bool(unusable),
        on_click=press,
        args=(model, modality),
    )
    if state.HELD.get(model.id):
        st.warning("Exactly this is already on its way. Nothing was sent.", icon=":material/content_copy:")
        st.button(
            "Make another one",
            key=f"again:{modality}",
            on_click=press,
            args=(model, modality),
            kwargs={"again": True},
        )


def press(model: Model, modality: Modality, *, again: bool = False) -> None:
    """Answers one press of the button with the text that is seen: sends the request or says why not.

    The identical request is held back while one is under way, until the visitor says `again`.
    """
    seed_values(model)
    values = form_values(model)
    try:
        body = to_body(model.inputs, values)
    except InputsError as error:
        state.PROBLEMS.set(error.problems, model.id)
        state.REFUSAL.set(None, model.id)
        return
    state.PROBLEMS.set({}, model.id)
    if _is_same_press(model.id, body):
        return
    _remember_press(model.id, body)
    if not again and _is_under_way(model.id, body):
        state.HELD.set(True, model.id)
        return
    state.HELD.set(False, model.id)
    _submit(model, modality, body)
    _remember_press(model.id, body)


def settle_press() -> None:
    """Counts the time since the last press from now: called when a page is drawn to its end.

    Presses that were made before the visitor saw the answer of the first are handled right after this,
    however long the request and the drawing took.
    """
    last = state.LAST_PRESS.get()
    if last.fresh:
        state.LAST_PRESS.set(state.Press(last.request, time.monotonic()))


def _submit(model: Model, modality: Modality, body: dict[str, object]) -> None:
    prompt = main_prompt(model.inputs)
    order = Order(
        visitor=visitor(),
        modality=modality.value,
        model_id=model.id,
        model_name=model.title,
        prompt=str(body.get(prompt.name, "")) if prompt else "",
        body=body,
    )
    state.REFUSAL.set(None, model.id)
    try:
        studio().tracker.submit(order)
    except ScenarioError as error:
        _note(model, error)
    else:
        state.LIVE_3D.set(None, modality.value)  # the new object takes the turntable
        st.toast(
            f"Started with {plain(model.title, limit=40)}. You may go on working.",
            icon=":material/rocket_launch:",
        )


def _note(model: Model, error: ScenarioError) -> None:
    """Keeps what went wrong for the next draw: at its field where the API names one."""
    note_refusal(model.id, error)
    field = getattr(error, "input_name", None)
    if field in {entry.name for entry in model.inputs}:
        state.PROBLEMS.set({field: raw_words(error)}, model.id)
    notice = notice_for(error)
    refusal = state.Refusal(f"{notice.happened} {notice.next}", notice.cost, raw_words(error))
    state.REFUSAL.set(refusal, model.id)


def _show_refusal(model: Model) -> None:
    problems = state.PROBLEMS.get(model.id)
    refusal = state.REFUSAL.get(model.id)
    if refusal:
        st.error(f"{refusal.sentence} {refusal.cost}", icon=":material/error:")
        if refusal.raw:
            st.caption(plain(refusal.raw))
    elif problems:
        count = "One field needs" if len(problems) == 1 else f"{len(problems)} fields need"
        hidden = [
            text for name, text in problems.items() if name not in {entry.name for entry in model.inputs}
        ]
        st.warning(
            " ".join([f"{count} your attention. Nothing was sent.", *map(plain, hidden)]),
            icon=":material/edit:",
        )


def _is_under_way(model_id: str, body: dict[str, object]) -> bool:
    """Whether the visitor's identical request, from this tab or another, has only just been made or runs."""
    request, now = _request(model_id, body), datetime.now(UTC)
    return any(
        _request(run.order.model_id, dict(run.order.body)) == request
        for run in studio().tracker.runs_of(visitor())
        if run.is_active or (run.succeeded and (now - run.started_at).total_seconds() < _JUST_MADE)
    )


def _request(model_id: str, body: dict[str, object]) -> str:
    return json.dumps([model_id, body], sort_keys=True)


def _is_same_press(model_id: str, body: dict[str, object]) -> bool:
    """Whether this is the echo of the last press: the same request, a moment later."""
    last = state.LAST_PRESS.get()
    recent = last.fresh or time.monotonic() - last.at < SAME_PRESS_SECONDS
    same = recent and last.request == _request(model_id, body)
    if same:
        _remember_press(model_id, body)  # a held key goes on repeating
    return same


def _remember_press(model_id: str, body: dict[str, object]) -> None:
    state.LAST_PRESS.set(state.Press(_request(model_id, body), time.monotonic(), fresh=True))
