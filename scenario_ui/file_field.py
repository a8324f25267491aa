"""The fields for files: what is chosen, or the place where one is dropped, and the other ways to fill it."""

from urllib.parse import urlencode

import streamlit as st

from scenario_core.assets import AssetKind
from scenario_core.file_facts import FileFacts
from scenario_core.inputs import ModelInput, label_of
from scenario_core.inputs.files import FILE_KINDS, file_kind, file_problem, limits_words
from scenario_ui import resources, state
from scenario_ui.chosen_files import ChosenFiles
from scenario_ui.field import Field
from scenario_ui.file_card import file_card, file_picture
from scenario_ui.file_dialogs import dialog_buttons, open_dialog
from scenario_ui.file_drop import DropRules, DropWords, file_drop
from scenario_ui.own_assets import own_asset
from scenario_ui.plain_text import plain, shortened

# A JSON is a text and a text may be a document: the server looks, not the file's ending.
_TEXTUAL = {AssetKind.TEXT, AssetKind.JSON, AssetKind.DOCUMENT}

_FIGURE = 987_654_321  # no limit has it, and it is too large for each

_BACKGROUND = {
    "opaque": "Works best with a picture that has no see-through parts.",
    "transparent": "Works best with a picture whose background is see-through.",
}


def file_field(field: Field) -> None:
    """Draws a place for one file; session state under the field's key holds its asset id, or None."""
    _field(ChosenFiles(field))


def files_field(field: Field) -> None:
    """Draws a place for several files; session state under the field's key holds their ids in order."""
    _field(ChosenFiles(field))


def _field(chosen: ChosenFiles) -> None:
    field = chosen.field
    with st.container(key=f"{field.key}:field", gap="xsmall"):
        st.markdown(f":small[{field.label}]", help=field.help)
        st.caption(limits_words(field.input))
        _notes(field)
        # In a box of its own: what appears in it leaves the zone below, and its uploads, where they are.
        with st.container(gap="xsmall"):
            for index in range(len(chosen.ids)):
                file_card(chosen, index)
        if chosen.room:
            _zone(chosen)
            dialog_buttons(chosen)
            open_dialog(chosen)


def _zone(chosen: ChosenFiles) -> None:
    field = chosen.field
    entry = _bounded(field.input)
    file_drop(
        place=field.key,
        label=shortened(label_of(entry), limit=60),
        words=_words(entry, chosen.room),
        rules=_rules(entry),
        chosen=len(chosen.ids),
        room=chosen.room,
        tickets=state.FILE_TICKETS.get(field.key),
        handled=state.FILE_HANDLED.get(field.key),
        on_uploaded=chosen.take_uploaded,
    )


def _bounded(entry: ModelInput) -> ModelInput:
    """The input with what this server takes at most, where its makers would allow more."""
    most = resources.studio().settings.max_upload_bytes
    return entry.model_copy(update={"max_size": min(entry.max_size or most, most)})


def _words(entry: ModelInput, room: int) -> DropWords:
    kind = file_kind(entry.kind)
    several = room > 1
    return DropWords(
        choose=f"Choose {kind.plural if several else kind.noun}",
        how="or drop or paste " + ("them here" if several else "it here"),
        too_large=_too_large(entry)[0],
        others=_others(entry),
    )


def _too_large(entry: ModelInput) -> tuple[str, int]:
    """The refusal of a file that is too large, `{size}` where its size goes, and the bytes that count one."""
    for unit in (1000, 1_000_000, 1024 * 1024):
        problem = file_problem(entry, FileFacts(entry.kind, size=_FIGURE * unit)) or ""
        before, found, after = problem.partition(f" {_FIGURE} ")
        if found:
            return f"{before} {{size}} {after}", unit
    return "", 1


def _others(entry: ModelInput) -> list[tuple[str, str]]:
    """The types and extensions of kinds that cannot be meant here, each with the refusal of such a file."""
    alike = _TEXTUAL if entry.kind in _TEXTUAL else {entry.kind}
    others = [
        (known, file_problem(entry, FileFacts(kind)))
        for kind, known in FILE_KINDS.items()
        if kind not in alike
    ]
    return [(known.accept, problem) for known, problem in others if problem]


def _rules(entry: ModelInput) -> DropRules:
    limits = {
        "kind": entry.kind,
        "max_size": entry.max_size,
        "min_duration": entry.min_duration,
        "max_duration": entry.max_duration,
    }
    return DropRules(
        accept=file_kind(entry.kind).accept,
        max_size=entry.max_size,
        unit=_too_large(entry)[1],
        pictures=entry.kind == AssetKind.IMAGE,
        query=urlencode({name: value for name, value in limits.items() if value is not None}),
    )


def _notes(field: Field) -> None:
    note = _BACKGROUND.get(field.input.background_behavior or "")
    if note:
        st.caption(f":material/info: {note}")
    if field.input.mask_from:
        _masked(field, field.input.mask_from)


def _masked(field: Field, name: str) -> None:
    """Says which picture the mask is for, and shows it once it was chosen."""
    other = next((entry for entry in field.model.inputs if entry.name == name), None)
    title = plain(label_of(other) if other else name, limit=60)
    # Siblings' keys differ in the name at their end only, in the form as in its rows.
    value = st.session_state.get(field.key.removesuffix(field.input.name) + name)
    first = next(iter(value), None) if isinstance(value, list | tuple) else value
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        if isinstance(first, str) and first:
            file_picture(first, own_asset(first), kind=AssetKind.IMAGE, width=40)
        st.caption(f":material/layers: A mask for “{title}”: it marks the parts that change.")
