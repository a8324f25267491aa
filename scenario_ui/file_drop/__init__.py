"""The place where files are dropped, pasted or chosen: a component of our own that streams to `/uploads`.

Bytes go from the browser to our route, never through Streamlit, which would hold two copies of them.
"""

import functools
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class DropWords:
    """What stands in the zone, and the sentences of what it refuses at once.

    `too_large` has `{size}` where the file's size goes; `others` are types and extensions (as a chooser's
    `accept`) of files that are not meant here, each with its sentence.
    """

    choose: str
    how: str
    too_large: str
    others: Sequence[tuple[str, str]]
    full: str = "There is no room for more: the first ones were taken."
    empty: str = "This file is empty. Choose another one."
    folder: str = "This is a folder. Drop the files that are in it."


@dataclass(frozen=True)
class DropRules:
    """What the zone takes: types and extensions, at most so many bytes (None: as many as there are).

    Sizes are told in multiples of `unit` bytes.

    `query` is what the upload's address says of them, for the server to check again.
    """

    accept: str
    max_size: int | None
    unit: int
    pictures: bool
    query: str


def file_drop(
    *,
    place: str,
    label: str,
    words: DropWords,
    rules: DropRules,
    chosen: int,
    room: int,
    tickets: Sequence[tuple[str, str]],
    handled: Sequence[str],
    on_uploaded: Callable[[object], None],
) -> None:
    """Draws the zone. `on_uploaded` gets `[{ticket, asset_id, name}]` until their tickets are in `handled`.

    `place` names the field: its uploads go on while other things are on the page. `tickets` are uploads
    (ticket, name) that the server already holds and the zone follows.
    """
    key = f"{place}:drop"
    _component()(
        key=key,
        data={
            "place": place,
            "label": label,
            "words": asdict(words),
            "accept": rules.accept,
            "max_size": rules.max_size,
            "unit": rules.unit,
            "pictures": rules.pictures,
            "post": f"{uploads_path()}?{rules.query}",
            "uploads": uploads_path(),
            "chosen": chosen,
            "room": room,
            "tickets": [{"ticket": ticket, "name": name} for ticket, name in tickets],
            "handled": list(handled),
        },
        on_uploaded_change=lambda: on_uploaded(st.session_state[key].get("uploaded")),
    )


def uploads_path() -> str:
    """The path of our upload route on this origin, under the base path that Streamlit runs at."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}/uploads" if base else "/uploads"


@functools.cache
def _component() -> ComponentRenderer:
    """The component, registered once a process."""
    return st.components.v2.component(
        "file_drop",
        html=_text("drop.html"),
        css=_text("drop.css"),
        js=_text("upload.js") + _text("drop.js"),
    )


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
