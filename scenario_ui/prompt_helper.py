"""Help with the prompt where its model offers it: a quiet row beneath it, and Undo.

It is a fragment of its own: a press opens the dialog without drawing the page again, and a change of the
prompt draws only it again. Nothing here changes a prompt unless the visitor asks for it.
"""

import streamlit as st

from scenario_core.catalog import Modality, Model
from scenario_core.helper_call import HelperKind
from scenario_core.inputs import main_prompt
from scenario_core.prompt_desk import Question
from scenario_ui import state
from scenario_ui.plain_text import plain
from scenario_ui.prompt_dialog import HELPS, close_help, prompt_dialog, replace_prompt

FRAGMENT = "prompt-helper"


@st.fragment(key=FRAGMENT)
def prompt_helper(model: Model, modality: Modality) -> None:
    """Draws the helpers of the model's main prompt, and the dialog of the one that was pressed."""
    prompt = main_prompt(model.inputs)
    if prompt is None or not prompt.prompt_spark:
        return
    text = _text(model.id, prompt.name)
    with st.container(horizontal=True, gap="small", key=f"prompt-helper:{modality}"):
        for kind in HelperKind:
            _helper_button(model, modality, kind, prompt.name)
        _undo_button(model, modality, prompt.name, text)
    opened = _open_kind(model.id)
    if opened:
        prompt_dialog(prompt, opened)


def _helper_button(model: Model, modality: Modality, kind: HelperKind, name: str) -> None:
    words, is_empty = HELPS[kind], not _text(model.id, name).strip()
    st.button(
        words.button,
        key=f"{kind}:{modality}",
        type="tertiary",
        icon=words.icon,
        help="Write a prompt first." if is_empty else words.help,
        disabled=is_empty,
        on_click=_open,
        args=(kind, model.id, name),
    )


def _undo_button(model: Model, modality: Modality, name: str, text: str) -> None:
    """Only while the text is still the one that was put there: what was typed since is not thrown away."""
    last = next(reversed(state.REPLACEMENTS.get(model.id)), None)
    if last is None or last.new != text:
        return
    st.button(
        "Undo",
        key=f"undo-prompt:{modality}",
        type="tertiary",
        icon=":material/undo:",
        help=f"Back to: {plain(last.old, limit=200)}",
        on_click=_undo,
        args=(model.id, name),
    )


def _open(kind: HelperKind, model_id: str, name: str) -> None:
    """Opens the dialog; for a question that was answered before, with the answer that is paid for."""
    for other in HelperKind:
        close_help(other)
    question = Question(kind, _text(model_id, name), model_id)
    state.PROMPT_HELP.set(state.reopened(state.PROMPT_HELP.get(kind), question), kind)


def _open_kind(model_id: str) -> HelperKind | None:
    """The kind of help whose dialog is open for this model; a page can show one dialog."""
    dialogs = (state.PROMPT_HELP.get(kind) for kind in HelperKind)
    opened = (each for each in dialogs if each and each.is_open and each.question.model_id == model_id)
    return next((each.question.kind for each in opened), None)


def _undo(model_id: str, name: str) -> None:
    *earlier, last = state.REPLACEMENTS.get(model_id)
    if last.new == _text(model_id, name):
        replace_prompt(model_id, name, last.old)
        state.REPLACEMENTS.set(tuple(earlier), model_id)
    st.rerun()  # the whole page: the prompt stands outside of this fragment


def _text(model_id: str, name: str) -> str:
    value = st.session_state.get(state.input_key(model_id, name))
    return value if isinstance(value, str) else ""
