"""Files are named and typed by their first bytes, whatever the API declares."""

import pytest

from scenario_core.assets import Asset, AssetKind
from scenario_core.file_names import _BY_KIND, _DECLARED, _DECLARED_TEXT, _PREFIXES, file_name, file_type

_MP4 = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00"

_HEADS = {
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "gif": b"GIF89a",
    "webp": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "wav": b"RIFF\x24\x00\x00\x00WAVEfmt ",
    "mp4": _MP4,
    "mov": b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00",
    "avif": b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00",
    "webm": b"\x1aE\xdf\xa3\x01\x00",
    "mp3": b"ID3\x04\x00\x00",
    "aac": b"\xff\xf1\x50\x80",
    "flac": b"fLaC\x00\x00",
    "ogg": b"OggS\x00\x02",
    "glb": b"glTF\x02\x00\x00\x00",
    "fbx": b"Kaydara FBX Binary  \x00\x1a\x00",
    "zip": b"PK\x03\x04\x14\x00",
    "pdf": b"%PDF-1.7\n",
    "txt": b"A paper boat.",
}


def _asset(**metadata: object) -> Asset:
    return Asset.parse({"id": "asset_Vd81", "kind": "video", "metadata": metadata})


@pytest.mark.parametrize(("extension", "head"), _HEADS.items())
def test_the_first_bytes_name_the_file(extension: str, head: bytes) -> None:
    """A file called a video by mistake is still what its bytes say."""
    assert file_type(head, mime_type="video/x-unheard-of", kind="").extension == extension


def test_an_mp3_sent_for_a_wav_is_named_mp3() -> None:
    """The API's declaration loses against the bytes (contract section 15.3)."""
    assert file_type(b"\xff\xfb\x90\x00", mime_type="audio/wav", kind=AssetKind.AUDIO).extension == "mp3"


def test_a_container_with_sound_alone_is_typed_as_sound() -> None:
    """MP4 and WebM hold both; the kind tells which."""
    assert file_type(_MP4, kind=AssetKind.AUDIO).media_type == "audio/mp4"
    assert file_type(b"\x1aE\xdf\xa3", kind=AssetKind.AUDIO).media_type == "audio/webm"


@pytest.mark.parametrize(
    "head", [b"<!DOCTYPE html><script>alert(1)</script>", b"<html>", b"<?xml version='1.0'?><a/>"]
)
@pytest.mark.parametrize("declared", ["text/html", "video/mp4", "image/png", ""])
def test_markup_is_told_as_plain_text_only(head: bytes, declared: str) -> None:
    """Whatever it is declared to be, a browser must not run it."""
    assert file_type(head, mime_type=declared, kind=AssetKind.IMAGE).media_type.startswith("text/plain")


def test_no_type_of_any_table_can_run_inside_a_tab() -> None:
    """HTML appears nowhere; SVG and PDF, which may hold scripts, are downloads."""
    types = [kind for _, kind in _PREFIXES] + [
        *_DECLARED.values(),
        *_DECLARED_TEXT.values(),
        *_BY_KIND.values(),
    ]

    assert not any("html" in kind.media_type or "xml" in kind.media_type for kind in types if kind.inline)
    assert not any(kind.extension in ("svg", "pdf") for kind in types if kind.inline)


def test_an_svg_is_a_download() -> None:
    """With or without an XML declaration."""
    for head in (b"<svg xmlns='x'>", b"<?xml version='1.0'?>\n<!-- a --><svg>"):
        found = file_type(head, mime_type="image/svg+xml", kind=AssetKind.IMAGE)
        assert (found.extension, found.inline) == ("svg", False)


def test_text_takes_its_extension_from_the_declared_type() -> None:
    """An OBJ and a note look alike from the first bytes."""
    assert file_type(b"# Blender\nv 0 0 0\n", mime_type="model/obj").extension == "obj"
    assert (
        file_type(b'{"a": 1}', mime_type="application/json; charset=utf-8").media_type == "application/json"
    )


def test_text_cut_within_a_character_is_still_text() -> None:
    """The head ends wherever it ends."""
    assert file_type("Schöne Grüße".encode()[:-2]).extension == "txt"


def test_without_bytes_the_declaration_and_then_the_kind_decide() -> None:
    """For a request that begins in the middle of a file."""
    assert file_type(b"", mime_type="model/gltf-binary").extension == "glb"
    assert file_type(b"", kind=AssetKind.VIDEO).media_type == "video/mp4"
    assert file_type(b"", kind="hologram").media_type == "application/octet-stream"
    assert file_type(b"\x00\x01\x02").inline is False


def test_every_kind_of_the_api_has_a_type_to_fall_back_on() -> None:
    """A new kind must be entered in the table."""
    assert set(_BY_KIND) == set(AssetKind)


def test_a_name_tells_the_prompt_and_the_id() -> None:
    """Whole words as far as they fit."""
    prompt = "A paper boat on a rainy street, seen from a low angle, slow cinematic camera, neon"

    assert file_name(_asset(prompt=prompt), "mp4") == (
        "A-paper-boat-on-a-rainy-street-seen-from-a-low-angle-slow-Vd81.mp4"
    )


def test_a_visitors_own_file_keeps_its_name_and_gets_the_ending_of_its_bytes() -> None:
    assert file_name(_asset(name="My boat.jpeg"), "png") == "My-boat-Vd81.png"
    assert file_name(_asset(name="boat 1.5 final"), "png") == "boat-1-5-final-Vd81.png"


def test_a_name_falls_back_on_the_model_and_then_on_a_word() -> None:
    """An asset without a prompt still has a name."""
    assert file_name(_asset(modelId="model_kling-v2-6-t2v-pro"), "mp4") == "kling-v2-6-t2v-pro-Vd81.mp4"
    assert file_name(_asset(), "glb") == "result-Vd81.glb"


@pytest.mark.parametrize(
    "prompt", ["../../etc/passwd", "C:\\x", 'a"\r\nSet-Cookie: b', "..", "\u202egnp.exe", "<b>"]
)
def test_no_prompt_makes_a_path_or_a_header(prompt: str) -> None:
    """What is neither letter nor digit becomes a dash."""
    name = file_name(_asset(prompt=prompt), "png")

    assert not set(name) & set('/\\:"\r\n<>\u202e')
    assert name.count(".") == 1


def test_letters_of_other_scripts_stay() -> None:
    """A prompt in Japanese names its file in Japanese."""
    assert file_name(_asset(prompt="紙の舟"), "png") == "紙の舟-Vd81.png"
