"""Each kind of asset has its viewer, its facts and its download; nothing from outside is run."""

import json
import struct
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from scenario_core.assets import Asset, AssetKind
from scenario_core.client import Download
from scenario_core.errors import APIConnectionError
from scenario_ui import asset_facts, asset_view, resources

ORIGIN = "http://localhost:8501/files"


def _glb(**changes: object) -> bytes:
    """One triangle as a GLB, or what `changes` make of its document."""
    corners = [
        {"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3", "min": [0] * 3, "max": [1] * 3}
    ]
    document: dict[str, object] = {
        "asset": {"version": "2.0"},
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}],
        "accessors": corners,
        "bufferViews": [{"buffer": 0, "byteLength": 36}],
        "buffers": [{"byteLength": 36}],
        **changes,
    }
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    chunks = struct.pack("<II", len(text), 0x4E4F534A) + text + struct.pack("<II", 36, 0x004E4942) + bytes(36)
    return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks


@dataclass
class _Client:
    """Serves one body; the addresses in `expired` are refused."""

    body: bytes = b""
    expired: frozenset[str] = frozenset()
    problem: Exception | None = None
    opened: list[str] = field(default_factory=list)
    pieces: int = 0

    @contextmanager
    def open_url(self, url: str, *, headers: Mapping[str, str] | None = None) -> Iterator[Download]:
        self.opened.append(url)
        if self.problem:
            raise self.problem
        status = 403 if url in self.expired else 200
        yield Download(status, {}, self._chunks())

    def _chunks(self) -> Iterator[bytes]:
        for start in range(0, len(self.body), 65_536):
            self.pieces += 1
            yield self.body[start : start + 65_536]

    def get_asset(self, asset_id: str) -> Asset:
        return Asset.parse({"id": asset_id, "kind": "3d", "url": "https://cdn/fresh"})


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch, clean_caches: None) -> _Client:
    client = _Client(_glb())
    monkeypatch.setattr(resources, "studio", lambda: SimpleNamespace(client=client))
    return client


def _asset(kind: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": "asset_A",
        "kind": kind,
        "status": "success",
        "url": "https://cdn/signed",
        "thumbnail": {"url": "https://cdn/thumb"},
        **fields,
    }


def _shown(record: dict[str, Any], **options: Any) -> AppTest:
    # The function becomes a script of its own, which knows no name from above.
    def page(record: "dict[str, Any]", options: "dict[str, Any]") -> None:
        from scenario_core.assets import Asset
        from scenario_ui.asset_view import asset_view

        asset_view(Asset.parse(record), key="k", **{"alt": "A paper boat", **options})

    at = AppTest.from_function(page, kwargs={"record": record, "options": options}).run()
    assert not at.exception
    return at


def _texts(at: AppTest) -> list[str]:
    return [element.value for element in at.text]


def _media(at: AppTest, kind: str) -> Any:
    (element,) = at.get(kind)
    return element.proto


def _pictures(at: AppTest) -> list[str]:
    return [image.url for element in at.get("image") for image in element.proto.imgs]


def test_every_kind_of_the_api_has_a_viewer_and_facts() -> None:
    """A new kind must be entered in both tables."""
    assert set(asset_view._VIEWERS) == set(AssetKind)
    assert set(asset_facts._FACTS) == set(AssetKind)


@pytest.mark.parametrize("kind", [*AssetKind, "hologram"])
def test_every_kind_can_be_downloaded(client: _Client, kind: str) -> None:
    """Also one that nobody knows yet; the address is the server's, not the signed one."""
    at = _shown(_asset(kind, properties={"preview": "words"}))

    (link,) = at.get("link_button")
    assert link.proto.url == f"{ORIGIN}/asset_A?download=1"
    assert "cdn" not in link.proto.url


def test_a_picture_is_named_for_those_who_cannot_see_it(client: _Client) -> None:
    """And comes from our own address."""
    at = _shown(_asset("image", properties={"width": 1024, "height": 768, "size": 2_345_678}))

    assert _pictures(at) == [f"{ORIGIN}/asset_A"]
    assert at.get("image")[0].proto.imgs[0].alt == "A paper boat"
    assert at.caption[0].value == "1024 × 768 · 2.3 MB"


def test_a_picture_for_editors_is_told_in_words(client: _Client) -> None:
    """Browsers do not draw TIFF; the thumbnail stands for it."""
    at = _shown(_asset("image", mimeType="image/tiff"))

    assert _texts(at) == [asset_view._IN_WORDS[AssetKind.IMAGE]]
    assert _pictures(at) == [f"{ORIGIN}/asset_A/thumbnail"]


def test_a_video_plays_in_a_loop_from_our_address(client: _Client) -> None:
    """With controls; nothing passes through Streamlit's memory."""
    at = _shown(
        _asset("video", properties={"width": 1280, "height": 720, "duration": 5.04, "size": 4_812_334})
    )

    video = _media(at, "video")
    assert (video.url, video.loop) == (f"{ORIGIN}/asset_A", True)
    assert at.caption[0].value == "1280 × 720 · 5.0 s · 4.8 MB"


def test_a_sound_has_its_waveform_above_it(client: _Client) -> None:
    """The picture says nothing that the player does not: it is decoration."""
    at = _shown(_asset("audio", properties={"duration": 92, "size": 900}))

    assert _media(at, "audio").url == f"{ORIGIN}/asset_A"
    assert _pictures(at) == [f"{ORIGIN}/asset_A/thumbnail"]
    assert at.caption[0].value == "1:32 min · 900 bytes"


def test_a_checked_3d_object_turns(client: _Client) -> None:
    """The bytes are read once for the check, and not again at the next run."""
    record = _asset("3d", properties={"faceCount": 12_304, "size": 1_400_000})
    at, again = _shown(record), _shown({**record, "url": "https://cdn/signed-anew"})

    sent = json.loads(_media(at, "bidi_component").json)
    assert sent["url"] == f"{ORIGIN}/asset_A"
    assert sent["poster"] == f"{ORIGIN}/asset_A/thumbnail"
    assert sent["alt"] == "A paper boat"
    assert at.caption[0].value == "12,304 faces · 1.4 MB"
    assert again.get("bidi_component")
    assert client.opened == ["https://cdn/signed"]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (_glb(nodes=[{"children": [0], "mesh": 0}]), "tangled"),
        (_glb(images=[{"uri": "https://evil.example/x.png"}]), "elsewhere"),
        (_glb(extensionsUsed=["KHR_draco_mesh_compression"]), "Draco"),
        (b"Kaydara FBX Binary  \x00" + bytes(300_000), "FBX"),
        (b"<script>alert(1)</script>", "browsers cannot show"),
        (b"", "browsers cannot show"),
    ],
)
def test_a_3d_file_that_must_not_be_shown_is_a_sentence_and_a_picture(
    client: _Client, body: bytes, sentence: str
) -> None:
    """No viewer is mounted; the download is still there."""
    client.body = body
    at = _shown(_asset("3d"))

    assert not at.get("bidi_component")
    assert sentence in _texts(at)[0]
    assert _pictures(at) == [f"{ORIGIN}/asset_A/thumbnail"]
    assert at.get("link_button")


def test_a_foreign_format_is_not_read_to_its_end(client: _Client) -> None:
    """The first piece tells."""
    client.body = b"Kaydara FBX Binary  \x00" + bytes(3_000_000)
    _shown(_asset("3d"))

    assert client.pieces == 1


def test_a_3d_file_too_large_for_a_browser_is_not_fetched(client: _Client) -> None:
    """The API says how large it is."""
    at = _shown(_asset("3d", properties={"size": 96_000_000}))

    assert "too large" in _texts(at)[0]
    assert "96.0 MB" in _texts(at)[0]
    assert client.opened == []


def test_a_3d_file_longer_than_announced_is_left(client: _Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading ends at the limit, whatever the API said."""
    monkeypatch.setattr(asset_view, "_LARGEST_MODEL", 100_000)
    client.body = b"glTF" + bytes(10_000_000)

    assert "too large" in _texts(_shown(_asset("3d")))[0]
    assert client.pieces == 2


def test_of_many_3d_objects_only_the_chosen_is_live(client: _Client) -> None:
    """The others are pictures, and cost no request."""
    at = _shown(_asset("3d"), live_3d=False)

    assert not at.get("bidi_component")
    assert _pictures(at) == [f"{ORIGIN}/asset_A/thumbnail"]
    assert client.opened == []


def test_an_expired_address_is_renewed_for_the_check(client: _Client) -> None:
    """The record that the page holds may be days old."""
    client.expired = frozenset({"https://cdn/signed"})
    at = _shown(_asset("3d"))

    assert client.opened == ["https://cdn/signed", "https://cdn/fresh"]
    assert at.get("bidi_component")


def test_a_failed_check_is_tried_again_at_the_next_run(client: _Client) -> None:
    """A broken connection says nothing about the file."""
    client.problem = APIConnectionError("no route")
    first = _shown(_asset("3d"))
    client.problem = None
    second = _shown(_asset("3d"))

    assert "could not be fetched" in _texts(first)[0]
    assert second.get("bidi_component")


HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) **bold** $x$ :red[y]"


def test_a_text_is_shown_as_it_is(client: _Client) -> None:
    """Neither Markdown nor HTML is read in it."""
    at = _shown(_asset("text", properties={"preview": HOSTILE, "hasFullPreview": True, "wordCount": 7}))

    assert at.code[0].value == HOSTILE
    assert at.code[0].language in ("", "plaintext", None)
    assert not at.markdown
    assert client.opened == []


def test_a_long_text_is_fetched_and_cut(client: _Client) -> None:
    """The beginning on the page, all of it in the download."""
    client.body = "é".encode() * 150_000
    at = _shown(_asset("text", properties={"preview": "éé"}))

    assert len(at.code[0].value) == 100_000
    assert "beginning" in at.caption[0].value


def test_a_text_that_cannot_be_fetched_shows_its_preview(client: _Client) -> None:
    """Better the first lines than none."""
    client.problem = APIConnectionError("no route")

    assert _shown(_asset("text", metadata={"preview": "Once"})).code[0].value == "Once"


def test_hostile_words_reach_no_element_that_reads_markdown(client: _Client) -> None:
    """Prompts and properties come from anywhere."""
    for kind in AssetKind:
        record = _asset(
            kind, metadata={"prompt": HOSTILE}, properties={"format": HOSTILE, "duration": HOSTILE}
        )
        at = _shown(record, alt=HOSTILE)
        assert not any("alert" in element.value for element in [*at.markdown, *at.caption])


def test_what_is_not_ready_is_a_sentence(client: _Client) -> None:
    """Neither a player without a file nor a download that fails."""
    pending, failed = _shown(_asset("video", status="pending")), _shown(_asset("video", status="error"))

    assert _texts(pending) == ["This file is still being prepared."]
    assert _texts(failed) == ["This file failed."]
    assert not pending.get("video")
    assert not failed.get("link_button")


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (2e6, "2.0 MB"),
    ],
)
def test_sizes_are_told_as_file_managers_tell_them(size: int, words: str) -> None:
    """Powers of ten."""
    assert asset_facts.size_words(int(size)) == words


@pytest.mark.parametrize("value", [None, "x", -1, 0, float("nan"), float("inf"), True, [5], 1e300])
def test_numbers_that_make_no_sense_are_left_out(value: object) -> None:
    """Properties come over the wire."""
    names = ("width", "height", "duration", "faceCount", "wordCount")
    for kind in AssetKind:
        record = _asset(kind, properties=dict.fromkeys(names, value))
        if value is not True:
            assert asset_facts.asset_facts(Asset.parse(record)) == ""


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Puts the browser at an address, and the app under a base path."""

    def put(url: str, base: str) -> None:
        monkeypatch.setattr(st, "context", SimpleNamespace(url=url))
        monkeypatch.setattr(st, "get_option", lambda _name: base)

    return put


def test_addresses_begin_where_the_browser_sees_the_app(place: Callable[[str, str], None]) -> None:
    """Whatever page it is on, behind whatever proxy, under whatever base path."""
    place("https://studio.example/video?x=1", "")
    plain = asset_view.file_url("asset_A")
    place("https://studio.example:8443/my/app/video", "/my/app/")
    below = asset_view.file_url("asset_A", "thumbnail", download=True)

    assert plain == "https://studio.example/files/asset_A"
    assert below == "https://studio.example:8443/my/app/files/asset_A/thumbnail?download=1"


def test_an_id_cannot_leave_its_place_in_the_address(place: Callable[[str, str], None]) -> None:
    """Ids come over the wire."""
    place("http://localhost:8501/", "")

    assert asset_view.file_url("../../x?y#z") == "http://localhost:8501/files/..%2F..%2Fx%3Fy%23z"
