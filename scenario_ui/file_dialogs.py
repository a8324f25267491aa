"""The other ways to fill a file field, each in a dialog: an earlier result, camera, microphone, asset id.

Which dialog is open stands in session state, so that a page that is drawn again meanwhile (a job ended)
does not shut it. To add a way, write a function and enter it in `DIALOGS`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from scenario_core.assets import AssetKind
from scenario_core.errors import NotFoundError, ScenarioError
from scenario_core.file_facts import facts_of
from scenario_core.inputs.files import file_kind, file_problem
from scenario_core.uploads import TooManyUploadsError
from scenario_ui import resources, state
from scenario_ui.asset_facts import asset_facts
from scenario_ui.chosen_files import ChosenFiles
from scenario_ui.file_card import file_picture
from scenario_ui.handed_file import Handed, hand_in
from scenario_ui.notices import READING, raw_words
from scenario_ui.own_assets import OwnAsset, own_assets
from scenario_ui.plain_text import plain
from scenario_ui.visitor import visitor

_A_PAGE = 12
_A_ROW = 3


@dataclass(frozen=True)
class FileDialog:
    """One way: its button, its title (made of the kind's noun), what it draws, and the kinds it can make."""

    label: str
    icon: str
    title: Callable[[str], str]
    draw: Callable[[ChosenFiles], None]
    kinds: frozenset[str] | None = None
    width: Literal["small", "medium"] = "small"


def dialog_buttons(chosen: ChosenFiles) -> None:
    """Draws the small buttons that open the dialogs which fit the field's kind."""
    field = chosen.field
    with st.container(horizontal=True, gap="xsmall", key=f"{field.key}:ways"):
        for name, dialog in DIALOGS.items():
            if dialog.kinds is None or field.input.kind in dialog.kinds:
                st.button(
                    f":small[{dialog.label}]",
                    key=f"{field.key}:{name}",
                    icon=dialog.icon,
                    type="tertiary",
                    on_click=_open,
                    args=(field.key, name),
                )


def open_dialog(chosen: ChosenFiles) -> None:
    """Draws the dialog of this field, if one of its own is open."""
    key, name = state.FILE_DIALOG.get() or ("", "")
    dialog = DIALOGS.get(name)
    if key != chosen.field.key or dialog is None:
        return
    title = dialog.title(file_kind(chosen.field.input.kind).noun)
    st.dialog(title, width=dialog.width, icon=dialog.icon, on_dismiss=_shut)(dialog.draw)(chosen)


def _open(key: str, name: str) -> None:
    state.RESULTS_PAGE.set(0)
    state.FILE_DIALOG.set((key, name))


def _shut() -> None:
    state.FILE_DIALOG.set(None)


def _done() -> None:
    _shut()
    st.rerun()


def _results(chosen: ChosenFiles) -> None:
    kind = file_kind(chosen.field.input.kind)
    owned = own_assets(chosen.field.input.kind)
    if not owned:
        st.text(f"There are no {kind.plural} of yours here yet. What you make or give shows up here.")
        return
    last = (len(owned) - 1) // _A_PAGE
    page = min(state.RESULTS_PAGE.get(), last)
    shown = owned[page * _A_PAGE : (page + 1) * _A_PAGE]
    for start in range(0, len(shown), _A_ROW):
        for column, own in zip(st.columns(_A_ROW), shown[start : start + _A_ROW], strict=False):
            with column:
                _result(chosen, own)
    if last:
        _turn_pages(page, last)


def _result(chosen: ChosenFiles, own: OwnAsset) -> None:
    file_picture(own.asset.id, own.asset, kind=chosen.field.input.kind, width=200)
    st.caption(plain(own.name, limit=40))
    problem = file_problem(chosen.field.input, facts_of(own.asset))
    pressed = st.button(
        "Use",
        key=f"{chosen.field.key}:use:{own.asset.id}",
        help=plain(problem or asset_facts(own.asset)) or None,
        disabled=problem is not None,
        width="stretch",
    )
    if pressed:
        chosen.add(own.asset.id, own.name)
        _done()


def _turn_pages(page: int, last: int) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.button(
            "Newer",
            key="results:newer",
            disabled=page == 0,
            on_click=state.RESULTS_PAGE.set,
            args=(page - 1,),
        )
        st.caption(f"{page + 1} of {last + 1}", width="content")
        st.button(
            "Older",
            key="results:older",
            disabled=page == last,
            on_click=state.RESULTS_PAGE.set,
            args=(page + 1,),
        )


def _camera(chosen: ChosenFiles) -> None:
    shot = st.camera_input("Take a picture", key=f"{chosen.field.key}:shot", label_visibility="collapsed")
    _hand_in(chosen, Handed(shot, "camera.png", "Use this picture") if shot else None)


def _microphone(chosen: ChosenFiles) -> None:
    st.caption("Press the microphone, speak or play, and press it again.")
    sound = st.audio_input(
        "Record a sound",
        key=f"{chosen.field.key}:recording",
        sample_rate=44100,
        label_visibility="collapsed",
    )
    _hand_in(chosen, Handed(sound, "recording.wav", "Use this recording") if sound else None)


def _hand_in(chosen: ChosenFiles, handed: Handed | None) -> None:
    if handed is None:
        return
    if st.button(handed.verb, type="primary", key=f"{chosen.field.key}:hand-in", width="stretch"):
        try:
            hand_in(chosen.field, handed)
        except TooManyUploadsError as error:
            st.error(plain(str(error)), icon=":material/error:")
        else:
            _done()


def _by_id(chosen: ChosenFiles) -> None:
    with st.form(f"{chosen.field.key}:by-id", border=False):
        asset_id = st.text_input("Asset id", placeholder="asset_…", help="As Scenario's web app shows it")
        pressed = st.form_submit_button("Use", type="primary")
    if not pressed:
        return
    problem = _adopt(chosen, asset_id.strip()) if asset_id.strip() else "Type the id of a file first."
    if problem:
        st.error(plain(problem), icon=":material/error:")
    else:
        _done()


def _adopt(chosen: ChosenFiles, asset_id: str) -> str | None:
    """Takes the file with this id; the sentence that says why it cannot be used."""
    try:
        asset = resources.studio().uploads.adopt(visitor(), asset_id)
    except NotFoundError:
        return "Scenario knows no file with this id."
    except ScenarioError as error:
        words = next(READING[kind] for kind in type(error).__mro__ if kind in READING)
        return f"{words} {raw_words(error)}".strip()
    problem = file_problem(chosen.field.input, facts_of(asset))
    if problem is None:
        chosen.add(asset.id)
    return problem


DIALOGS: dict[str, FileDialog] = {
    "results": FileDialog(
        "My results", ":material/history:", lambda noun: f"Use {noun} of yours", _results, width="medium"
    ),
    "camera": FileDialog(
        "Camera",
        ":material/photo_camera:",
        lambda noun: f"Take {noun}",
        _camera,
        kinds=frozenset({AssetKind.IMAGE}),
    ),
    "microphone": FileDialog(
        "Microphone",
        ":material/mic:",
        lambda noun: f"Record {noun}",
        _microphone,
        kinds=frozenset({AssetKind.AUDIO}),
    ),
    "id": FileDialog("Asset id", ":material/tag:", lambda noun: f"Use {noun} by its id", _by_id),
}
