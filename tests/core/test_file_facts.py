"""What a visitor's file really is: by its bytes, cheaply, whoever made it."""

import io
import json
import os
import struct
import tracemalloc
import wave
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from sandbox.media.object3d import make_object
from sandbox.media.sound import make_sound
from sandbox.media.video import make_video
from scenario_core import media_probe
from scenario_core.assets import Asset, AssetKind
from scenario_core.errors import FileRefusedError
from scenario_core.file_facts import _FORMS, FileFacts, facts_of, read_facts
from scenario_core.file_names import _PREFIXES, FileType

K = AssetKind


def picture(form: str, size: tuple[int, int] = (120, 80)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, form)
    return out.getvalue()


def sound(seconds: float, form: str = "wav") -> bytes:
    return make_sound("rain", 1, seconds, format=form).data


def film(seconds: float = 1.0) -> bytes:
    return make_video("a boat at sea", 1, 160, 90, seconds, with_sound=True).data


class _Pipe(io.RawIOBase):
    """Takes bytes without letting the writer go back, as a recorder that streams does."""

    def __init__(self) -> None:
        self.taken = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]  # any buffer
        self.taken += piece
        return len(piece)


def recorded(container: str, codec: str, seconds: float) -> bytes:
    """A sound whose header tells no length."""
    pipe = _Pipe()
    with av.open(pipe, "w", format=container) as out:
        stream = out.add_stream(codec, rate=48000)
        assert isinstance(stream, av.AudioStream)
        for start in range(0, int(seconds * 48000), 960):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 960), np.float32), format="fltp", layout="mono")
            frame.sample_rate, frame.pts = 48000, start
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return bytes(pipe.taken)


def stl(triangles: int = 2) -> bytes:
    return bytes(80) + struct.pack("<I", triangles) + bytes(50 * triangles)


def zipped(name: bytes) -> bytes:
    return b"PK\x03\x04" + bytes(22) + struct.pack("<HH", len(name), 0) + name + b"rest"


def look(tmp_path: Path, data: bytes, wanted: str = "") -> FileFacts:
    path = tmp_path / "given"
    path.write_bytes(data)
    return read_facts(path, wanted=wanted)


STILL = [
    (lambda: picture("PNG"), K.IMAGE, "image/png", (120, 80)),
    (lambda: picture("JPEG"), K.IMAGE, "image/jpeg", (120, 80)),
    (lambda: picture("WEBP"), K.IMAGE, "image/webp", (120, 80)),
    (lambda: picture("GIF"), K.IMAGE, "image/gif", (120, 80)),
    (lambda: picture("TIFF"), K.IMAGE, "image/tiff", (None, None)),
    (lambda: b'<?xml version="1.0"?><svg xmlns="x"/>', K.IMAGE, "image/svg+xml", (None, None)),
    (lambda: b"#?RADIANCE\n" + bytes(50), K.IMAGE_HDR, "image/vnd.radiance", (None, None)),
    (lambda: b"\x76\x2f\x31\x01" + bytes(50), K.IMAGE_HDR, "image/x-exr", (None, None)),
    (lambda: make_object("a crystal", 1, faces=200).data, K.THREE_D, "model/gltf-binary", (None, None)),
    (
        lambda: b"Kaydara FBX Binary  \x00" + bytes(99),
        K.THREE_D,
        "application/vnd.autodesk.fbx",
        (None, None),
    ),
    (lambda: b"ply\nformat ascii 1.0\n", K.THREE_D, "model/ply", (None, None)),
    (stl, K.THREE_D, "model/stl", (None, None)),
    (lambda: b"solid cube\n facet normal 0 0 1\n", K.THREE_D, "model/stl", (None, None)),
    (lambda: b"# a cube\nv 0 0 1.5\nv 1 0 0\n", K.THREE_D, "model/obj", (None, None)),
    (lambda: b'{"asset": {"version": "2.0"}}', K.THREE_D, "model/gltf+json", (None, None)),
    (lambda: zipped(b"model.usdc"), K.THREE_D, "model/vnd.usdz+zip", (None, None)),
    (lambda: zipped(b"[Content_Types].xml"), K.DOCUMENT, "application/zip", (None, None)),
    (lambda: b"%PDF-1.7\n" + bytes(99), K.DOCUMENT, "application/pdf", (None, None)),
    (lambda: b'{"a": 1}', K.JSON, "application/json", (None, None)),
    (lambda: "Ein Boot 🚣".encode(), K.TEXT, "text/plain", (None, None)),
]


@pytest.mark.parametrize(("make", "kind", "mime_type", "sides"), STILL)
def test_a_file_is_what_its_first_bytes_say(
    tmp_path: Path,
    make: Callable[[], bytes],
    kind: AssetKind,
    mime_type: str,
    sides: tuple[int | None, int | None],
) -> None:
    data = make()
    facts = look(tmp_path, data)

    assert (facts.kind, facts.mime_type, facts.size) == (kind, mime_type, len(data))
    assert (facts.width, facts.height) == sides
    assert facts.duration is None


MOVING = [
    (lambda: film(1.0), K.VIDEO, "video/mp4", 1.0),
    (lambda: sound(2.0), K.AUDIO, "audio/wav", 2.0),
    (lambda: sound(2.0, "mp3"), K.AUDIO, "audio/mpeg", 2.0),
    # What Chromium and Firefox record from a microphone: a container without a length.
    (lambda: recorded("webm", "libopus", 2.0), K.AUDIO, "audio/webm", 2.0),
    (lambda: recorded("adts", "aac", 2.0), K.AUDIO, "audio/aac", 2.0),
    (lambda: recorded("ogg", "libopus", 2.0), K.AUDIO, "audio/ogg", 2.0),
]


@pytest.mark.parametrize(("make", "kind", "mime_type", "seconds"), MOVING)
def test_the_length_is_read_from_the_file_itself(
    tmp_path: Path, make: Callable[[], bytes], kind: AssetKind, mime_type: str, seconds: float
) -> None:
    facts = look(tmp_path, make())

    assert (facts.kind, facts.mime_type) == (kind, mime_type)
    assert facts.duration == pytest.approx(seconds, abs=0.06)
    assert (facts.width, facts.height) == ((160, 90) if kind is K.VIDEO else (None, None))


def test_a_length_is_exact_enough_to_refuse_a_little_too_much(tmp_path: Path) -> None:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(2 * 8000 * 30 + 2 * 640))

    assert look(tmp_path, out.getvalue()).duration == pytest.approx(30.08)


@pytest.mark.parametrize(
    ("data", "wanted", "kind"),
    [
        (b'{"a": 1}', "text", K.TEXT),
        (b'{"a": 1}', "document", K.DOCUMENT),
        (b"v 0 0 1\n", "text", K.TEXT),
        (b"A boat", "document", K.DOCUMENT),
        (b"A boat", "image", K.TEXT),
        (b'{"asset": {"version": "2.0"}}', "json", K.JSON),
    ],
)
def test_of_the_kinds_that_a_text_may_be_the_wanted_one_counts(
    tmp_path: Path, data: bytes, wanted: str, kind: AssetKind
) -> None:
    assert look(tmp_path, data, wanted).kind == kind


def _cover() -> bytes:
    """A sound with a picture of its record's sleeve, which is no video."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp3") as target:
        stream = target.add_stream("mp3", rate=44100)
        for start in range(0, 44100, 1152):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 1152), np.float32), format="fltp", layout="mono")
            frame.sample_rate, frame.pts = 44100, start
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    plain = out.getvalue()
    body = b"\x00image/jpeg\x00\x03\x00" + picture("JPEG")
    frame_bytes = b"APIC" + struct.pack(">I", len(body)) + b"\x00\x00" + body
    size = len(frame_bytes)
    tag = bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127])
    return b"ID3\x03\x00\x00" + tag + frame_bytes + plain


def test_a_sound_with_a_cover_is_a_sound(tmp_path: Path) -> None:
    facts = look(tmp_path, _cover())

    assert (facts.kind, facts.width) == (K.AUDIO, None)


PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n"
BROKEN = {
    "empty": b"",
    "noise": bytes(range(1, 32)) * 40 + b"\x00",
    "cut mp4": film()[:300],
    "mp4 of nothing": b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00" + bytes(4000),
    "playlist in an mp4": b"\x00\x00\x00\x08ftypisom" + PLAYLIST,
    "cut glb": make_object("a crystal", 1, faces=200).data[:-100],
    "glb of nothing": b"glTF" + bytes(60),
    "cut png": picture("PNG")[:18],
    "png of no size": picture("PNG")[:16] + bytes(8) + picture("PNG")[24:],
    "zip bomb by its name": zipped(b"x.bin"),
    "wav of nothing": b"RIFF\xff\xff\xff\xffWAVE" + bytes(64),
    "html": b"\x00<html>",
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileRefusedError) as caught:
        look(tmp_path, BROKEN[name])

    sentence = str(caught.value)
    assert sentence.endswith("Choose another one.")
    assert str(tmp_path) not in sentence


def test_a_playlist_is_a_text_whose_addresses_are_not_opened(tmp_path: Path) -> None:
    assert look(tmp_path, PLAYLIST, "video").kind is K.TEXT


def test_a_large_file_is_not_read_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "given"
    data = film()
    with path.open("wb") as file:
        file.write(data + struct.pack(">I4s", 400_000_000, b"free"))
        file.truncate(len(data) + 400_000_000)
    tracemalloc.start()
    facts = read_facts(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (facts.kind, facts.duration) == (K.VIDEO, 1.0)
    assert most < 5_000_000


def test_a_reader_that_hangs_or_dies_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "given"
    path.write_bytes(film())
    monkeypatch.setattr(media_probe, "_PATIENCE", 0.001)

    assert media_probe.probe(path, "mov") is None
    assert media_probe.probe(tmp_path / "nowhere", "mov") is None


def test_the_reader_gets_neither_our_secrets_nor_our_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told.json"
    spy = tmp_path / "spy.py"
    spy.write_text(
        "import json, os, sys, resource\n"
        f"sys.path.insert(0, {str(Path(media_probe.__file__).parent)!r})\n"
        "import media_probe\n"
        "media_probe._bound()\n"
        f"open({str(told)!r}, 'w').write(json.dumps([sorted(os.environ), "
        "resource.getrlimit(resource.RLIMIT_AS)[0]]))\n"
    )
    monkeypatch.setenv("SCENARIO_API_SECRET", "hunter2")
    monkeypatch.setattr(media_probe, "__file__", str(spy))
    media_probe.probe(tmp_path, "mov")
    names, memory = json.loads(told.read_text())

    assert "SCENARIO_API_SECRET" not in names
    assert set(names) <= {"PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "LC_CTYPE"}
    assert memory == 2 * 1024**3


def test_every_signature_that_is_known_has_its_kind() -> None:
    known: set[FileType] = {kind for _, kind in _PREFIXES}
    elsewhere = {"zip"}  # told apart by what is in it

    assert {kind.extension for kind in known} - set(_FORMS) == elsewhere


def test_an_asset_tells_the_same_facts() -> None:
    record = {
        "id": "asset_1",
        "kind": "video",
        "mimeType": "video/mp4",
        "properties": {"size": 9, "duration": 5.04, "width": 1280, "height": 720},
    }

    assert facts_of(Asset.parse(record)) == FileFacts(K.VIDEO, "video/mp4", 9, 5.04, 1280, 720)
    odd = {"id": "asset_1", "kind": "hologram", "properties": {"size": None, "duration": True, "width": "x"}}
    assert facts_of(Asset.parse(odd)) == FileFacts("hologram")


def test_the_facts_of_a_file_leave_nothing_behind(tmp_path: Path) -> None:
    look(tmp_path, film())

    assert os.listdir(tmp_path) == ["given"]
