"""Shows one asset by its kind: it plays, sounds, turns or reads, with its facts and a download below.

No medium passes through Streamlit: players get an address under `/files`, which streams. To add a
viewer, write a function and enter it in `_VIEWERS`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any
from urllib.parse import quote

import streamlit as st

from scenario_core.assets import Asset, AssetKind
from scenario_core.errors import ScenarioError
from scenario_core.file_names import HEAD_BYTES, file_type
from scenario_core.glb import GlbReport, check_glb
from scenario_ui import resources
from scenario_ui.app_address import app_address
from scenario_ui.asset_bytes import open_asset, read_up_to
from scenario_ui.asset_facts import asset_facts, size_words
from scenario_ui.plain_text import shortened
from scenario_ui.viewer_3d import viewer_3d

_LARGEST_MODEL = 80_000_000  # bytes; larger ones take minutes and gigabytes in a browser
_LONGEST_TEXT = 200_000  # bytes; more makes a page slow to scroll
_ALT_LENGTH = 250  # characters: about two sentences

# Pictures that browsers cannot draw; their thumbnail stands for them.
_UNDRAWABLE = frozenset({"image/tiff", "image/heic", "image/heif", "image/x-exr", "image/vnd.radiance"})


@dataclass(frozen=True)
class _Shown:
    """What a viewer is told."""

    asset: Asset
    alt: str
    live_3d: bool
    key: str


def asset_view(asset: Asset, *, alt: str, live_3d: bool = True, key: str) -> None:
    """Draws the asset. `alt` names it in plain text for those who cannot see it; `key` is unique on the page.

    `live_3d` False shows a 3D object as a picture: a browser bears about sixteen live ones in all.
    """
    shown = _Shown(asset, shortened(alt, limit=_ALT_LENGTH), live_3d, key)
    if asset.status != "success":
        st.text("This file is still being prepared." if asset.status == "pending" else "This file failed.")
        return
    viewer_of(asset.kind)(shown)
    _foot(shown)


def file_url(asset_id: str, part: str = "", *, download: bool = False) -> str:
    """The absolute address of an asset's bytes; `part` is empty, `thumbnail` or `first-frame`.

    The one place that makes such addresses: st.video reads a relative one as a path on the server's disk.
    """
    path = "/".join(["files", quote(asset_id, safe=""), *([part] if part else [])])
    return f"{app_address()}/{path}{'?download=1' if download else ''}"


def _foot(shown: _Shown) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        facts = asset_facts(shown.asset)
        if facts:
            st.caption(facts, width="content")
        st.link_button(
            "Download",
            file_url(shown.asset.id, download=True),
            icon=":material/download:",
            key=f"{shown.key}-download",
        )


def _image(shown: _Shown) -> None:
    if shown.asset.mime_type in _UNDRAWABLE:
        _other(shown)
    else:
        st.image(file_url(shown.asset.id), alt=shown.alt)


def _video(shown: _Shown) -> None:
    st.video(file_url(shown.asset.id), loop=True, alt=shown.alt)


def _audio(shown: _Shown) -> None:
    # The API draws the sound's waveform as its thumbnail.
    _thumbnail(shown, alt="", stretch=True)
    st.audio(file_url(shown.asset.id), alt=shown.alt)


def _three_d(shown: _Shown) -> None:
    if not shown.live_3d:
        _thumbnail(shown, alt=shown.alt)
        return
    problem = _problem_of_model(shown.asset)
    if problem is not None:
        st.text(problem)
        _thumbnail(shown, alt=shown.alt)
        return
    viewer_3d(
        url=file_url(shown.asset.id),
        token=shown.asset.id,  # an asset's bytes never change
        alt=shown.alt,
        poster=file_url(shown.asset.id, "thumbnail") if shown.asset.thumbnail else "",
        key=f"{shown.key}-3d",
    )


def _text(shown: _Shown) -> None:
    text, whole = _whole_text(shown.asset)
    # Shown as it is: st.code reads neither Markdown nor HTML.
    st.code(text, language=None, wrap_lines=True)
    if not whole:
        st.caption("This is the beginning. The download has all of it.")


_IN_WORDS: dict[AssetKind | str, str] = {
    AssetKind.IMAGE: "This picture is in a format for editing, which browsers do not draw.",
    AssetKind.IMAGE_HDR: "This is a picture with high dynamic range, made to light 3D scenes.",
    AssetKind.JSON: "These are data for other programs.",
    AssetKind.DOCUMENT: "This is a document.",
}


def _other(shown: _Shown) -> None:
    """For what has no viewer: a sentence, the thumbnail, and the download below."""
    st.text(_IN_WORDS.get(shown.asset.kind, "This kind of result has no viewer here yet."))
    _thumbnail(shown, alt=shown.alt)


def _thumbnail(shown: _Shown, *, alt: str, stretch: bool = False) -> None:
    if shown.asset.thumbnail:
        st.image(file_url(shown.asset.id, "thumbnail"), alt=alt, width="stretch" if stretch else "content")


_VIEWERS: dict[AssetKind, Callable[[_Shown], None]] = {
    AssetKind.IMAGE: _image,
    AssetKind.IMAGE_HDR: _other,
    AssetKind.VIDEO: _video,
    AssetKind.AUDIO: _audio,
    AssetKind.THREE_D: _three_d,
    AssetKind.TEXT: _text,
    AssetKind.JSON: _other,
    AssetKind.DOCUMENT: _other,
}


def viewer_of(kind: AssetKind | str) -> Callable[[_Shown], None]:
    """The function that draws a kind; a kind that nobody knows yet is told in words."""
    return _VIEWERS[kind] if isinstance(kind, AssetKind) else _other


def _problem_of_model(asset: Asset) -> str | None:
    """Why the browser must not be given this model, in one sentence; None where it may show it."""
    if asset.size is not None and asset.size > _LARGEST_MODEL:
        return _too_large(asset.size)
    try:
        return _model_report(asset).refusal
    except ScenarioError:
        return "The 3D object could not be fetched just now. Reload the page to try again."


# By id: records of one asset differ in their signed URLs, its bytes never change. Failures are not kept.
_BY_ID: dict[str | type[Any], Callable[[Any], Any]] = {Asset: attrgetter("id")}


@st.cache_data(max_entries=500, show_spinner="Checking the 3D object …", hash_funcs=_BY_ID)
def _model_report(asset: Asset) -> GlbReport:
    """What the safety check says of a model's bytes, which are read once and not kept."""
    with open_asset(resources.studio().client, asset) as download:
        data = read_up_to(download, _LARGEST_MODEL, prefix=b"glTF")
    if not data.startswith(b"glTF"):
        kind = file_type(data[:HEAD_BYTES], mime_type=asset.mime_type, kind=asset.kind)
        return GlbReport(size=len(data), refusal=_foreign(kind.extension))
    if len(data) > _LARGEST_MODEL:
        return GlbReport(size=len(data), refusal=_too_large(len(data)))
    return check_glb(data)


def _foreign(extension: str) -> str:
    name = "in a format" if extension == "bin" else f"a file of the type {extension.upper()}"
    return f"This 3D object is {name} that browsers cannot show. The download opens in a 3D program."


def _too_large(size: int) -> str:
    return f"This 3D object is too large to be shown here ({size_words(size)}). The download has it."


def _whole_text(asset: Asset) -> tuple[str, bool]:
    """The text, and whether it is all of it; the API's preview where the rest cannot be fetched."""
    preview = str(asset.properties.get("preview") or asset.metadata.get("preview") or "")
    if preview and asset.properties.get("hasFullPreview") is True:
        return preview, True
    try:
        return _fetched_text(asset)
    except ScenarioError:
        return preview or "The text could not be fetched just now.", False


@st.cache_data(max_entries=50, show_spinner=False, hash_funcs=_BY_ID)
def _fetched_text(asset: Asset) -> tuple[str, bool]:
    with open_asset(resources.studio().client, asset) as download:
        data = read_up_to(download, _LONGEST_TEXT)
    return data[:_LONGEST_TEXT].decode("utf-8", errors="replace"), len(data) <= _LONGEST_TEXT
