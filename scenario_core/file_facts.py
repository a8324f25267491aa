"""What a visitor's file really is, before anything is sent: by its bytes, never by its name.

Nothing is decoded. Pictures and 3D objects are judged by their headers; for video and sound a process of
its own reads the container (`media_probe`). What a file of text is depends on what is wanted: an OBJ and a
JSON are texts too.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scenario_core.assets import Asset, AssetKind
from scenario_core.errors import FileRefusedError
from scenario_core.file_names import HEAD_BYTES, file_type
from scenario_core.media_probe import Probe, probe
from scenario_core.picture_size import picture_size

_SNIFFED = 64 * 1024  # bytes of a text that tell its kind
_PICTURE_HEAD = 4_000_000  # bytes before the size of a JPEG may stand: previews and profiles come first


@dataclass(frozen=True)
class FileFacts:
    """What is known of a file: bytes, seconds, and sides in pixels; None where unknown."""

    kind: AssetKind | str
    mime_type: str = ""
    size: int | None = None
    duration: float | None = None
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True)
class _Form:
    """A file format: the kinds that it can stand for, likeliest first, its type as the API writes it."""

    kinds: tuple[AssetKind, ...]
    mime_type: str
    demuxer: str = ""


_IMAGE, _HDR, _SOLID = (AssetKind.IMAGE,), (AssetKind.IMAGE_HDR,), (AssetKind.THREE_D,)
_MOVING, _SOUND = (AssetKind.VIDEO, AssetKind.AUDIO), (AssetKind.AUDIO, AssetKind.VIDEO)
_WRITTEN = (AssetKind.TEXT, AssetKind.DOCUMENT)
_DOCUMENT = (AssetKind.DOCUMENT,)

# By the extension that `file_type` gives the first bytes. The types are those of contract section 6.2.
_FORMS: dict[str, _Form] = {
    "png": _Form(_IMAGE, "image/png"),
    "jpg": _Form(_IMAGE, "image/jpeg"),
    "gif": _Form(_IMAGE, "image/gif"),
    "webp": _Form(_IMAGE, "image/webp"),
    "avif": _Form(_IMAGE, "image/avif"),
    "heic": _Form(_IMAGE, "image/heic"),
    "tiff": _Form(_IMAGE, "image/tiff"),
    "svg": _Form(_IMAGE, "image/svg+xml"),
    "exr": _Form(_HDR, "image/x-exr"),
    "hdr": _Form(_HDR, "image/vnd.radiance"),
    "mp4": _Form(_MOVING, "video/mp4", "mov"),
    "mov": _Form(_MOVING, "video/quicktime", "mov"),
    "webm": _Form(_MOVING, "video/webm", "matroska"),
    "avi": _Form(_MOVING, "video/x-msvideo", "avi"),
    "m4a": _Form(_SOUND, "audio/m4a", "mov"),
    "mp3": _Form(_SOUND, "audio/mpeg", "mp3"),
    "wav": _Form(_SOUND, "audio/wav", "wav"),
    "flac": _Form(_SOUND, "audio/flac", "flac"),
    "ogg": _Form(_SOUND, "audio/ogg", "ogg"),
    "aac": _Form(_SOUND, "audio/aac", "aac"),
    "glb": _Form(_SOLID, "model/gltf-binary"),
    "fbx": _Form(_SOLID, "application/vnd.autodesk.fbx"),
    "ply": _Form(_SOLID, "model/ply"),
    "pdf": _Form(_DOCUMENT, "application/pdf"),
}
# The same containers, when only sound is in them.
_SOUND_TYPES = {"video/mp4": "audio/m4a", "video/quicktime": "audio/m4a", "video/webm": "audio/webm"}
_SIZED = frozenset({"png", "jpg", "gif", "webp"})  # those whose header tells the size to `picture_size`


def _looks_like_obj(head: bytes) -> bool:
    return re.search(rb"^v\s+-?[\d.]", head, re.MULTILINE) is not None


# Texts with a grammar: asked in turn, the first that fits counts.
_TEXTS: tuple[tuple[Callable[[bytes], bool], _Form], ...] = (
    (lambda head: b"<svg" in head[:4096], _FORMS["svg"]),
    (lambda head: b"<COLLADA" in head[:4096], _Form((*_SOLID, AssetKind.TEXT), "model/vnd.collada+xml")),
    (
        lambda head: head.lstrip().startswith(b"{") and b'"asset"' in head and b'"version"' in head,
        _Form((*_SOLID, AssetKind.JSON, AssetKind.TEXT), "model/gltf+json"),
    ),
    (
        lambda head: head.lstrip()[:1] in (b"{", b"["),
        _Form((AssetKind.JSON, AssetKind.TEXT, AssetKind.DOCUMENT), "application/json"),
    ),
    (
        lambda head: head.lstrip().startswith(b"solid") and b"facet" in head,
        _Form((*_SOLID, AssetKind.TEXT), "model/stl"),
    ),
    (_looks_like_obj, _Form((*_SOLID, AssetKind.TEXT), "model/obj")),
)
_PLAIN = _Form(_WRITTEN, "text/plain")

# What `file_type` gives no type of its own: zips, told apart by their first name, and rarer signatures.
_ZIPPED: tuple[tuple[re.Pattern[bytes], _Form], ...] = (
    (re.compile(rb"\.usd[ac]?$", re.IGNORECASE), _Form(_SOLID, "model/vnd.usdz+zip")),
    (
        re.compile(rb"^(\[Content_Types\]\.xml|_rels/|docProps/|word/|mimetype)"),
        _Form(_DOCUMENT, "application/zip"),
    ),
)
_SIGNED: tuple[tuple[bytes, _Form], ...] = (
    (b"VOX ", _Form(_SOLID, "model/x-3d-vox")),
    (b"PXR-USDC", _Form(_SOLID, "model/vnd.usd")),
)
_STL = _Form(_SOLID, "model/stl")

_UNKNOWN = "This file is of a type that is not known here. Choose another one."
_EMPTY = "This file is empty. Choose another one."
_DAMAGED = "This file is damaged or not finished: it cannot be read. Choose another one."


def read_facts(path: Path, *, wanted: AssetKind | str = "") -> FileFacts:
    """What the file is. Of the kinds that its bytes may stand for, `wanted` is told where it is one.

    Raises FileRefusedError with a sentence for the visitor where it is empty, damaged or nothing known.
    Blocks: a video takes some 0.2 s.
    """
    size = path.stat().st_size
    if not size:
        raise FileRefusedError(_EMPTY)
    with path.open("rb") as file:
        head = file.read(_SNIFFED)
    extension, form = _form(head, size)
    if form.demuxer:
        return _media_facts(form, size, probe(path, form.demuxer))
    kind = next((kind for kind in form.kinds if kind == wanted), form.kinds[0])
    if extension == "glb" and not _is_whole_glb(head, size):
        raise FileRefusedError(_DAMAGED)
    width, height = _sides(path) if extension in _SIZED else (None, None)
    return FileFacts(kind, form.mime_type, size, None, width, height)


def _form(head: bytes, size: int) -> tuple[str, _Form]:
    """The format by the first bytes, under the extension that they have. Raises FileRefusedError for none."""
    found = file_type(head[:HEAD_BYTES])
    if found.extension in _FORMS and found.extension != "svg":
        return found.extension, _FORMS[found.extension]
    if (found.media_type.startswith("text/") or found.extension == "svg") and b"\x00" not in head:
        return "txt", next((form for fits, form in _TEXTS if fits(head)), _PLAIN)
    form = _of_zip(head) if found.extension == "zip" else _of_signature(head, size)
    if form is None:
        raise FileRefusedError(_UNKNOWN)
    return "bin", form


def _of_zip(head: bytes) -> _Form | None:
    length = int.from_bytes(head[26:28], "little")
    first = head[30 : 30 + length]
    return next((form for shape, form in _ZIPPED if shape.search(first)), None)


def _of_signature(head: bytes, size: int) -> _Form | None:
    if len(head) >= 84 and size == 84 + 50 * int.from_bytes(head[80:84], "little"):
        return _STL  # 80 free bytes, a count, and so many triangles of 50 bytes
    return next((form for signature, form in _SIGNED if head.startswith(signature)), None)


def _media_facts(form: _Form, size: int, found: Probe | None) -> FileFacts:
    if found is None or not (found.has_video or found.has_audio):
        raise FileRefusedError(_DAMAGED)
    kind = AssetKind.VIDEO if found.has_video else AssetKind.AUDIO
    mime_type = form.mime_type if found.has_video else _SOUND_TYPES.get(form.mime_type, form.mime_type)
    return FileFacts(kind, mime_type, size, found.duration, found.width, found.height)


def _sides(path: Path) -> tuple[int, int]:
    with path.open("rb") as file:
        sides = picture_size(file.read(_PICTURE_HEAD))
    if sides is None or min(sides) < 1:
        raise FileRefusedError(_DAMAGED)
    return sides


def _is_whole_glb(head: bytes, size: int) -> bool:
    """Whether a GLB is as long as it says, and begins with its description."""
    length, described = int.from_bytes(head[8:12], "little"), int.from_bytes(head[12:16], "little")
    return len(head) >= 20 and length <= size and 20 + described <= length and head[16:20] == b"JSON"


def facts_of(asset: Asset) -> FileFacts:
    """What the API tells of an asset, in the same words as of a file on disk."""
    return FileFacts(
        asset.kind,
        asset.mime_type,
        asset.size,
        _number(asset, "duration"),
        _whole(asset, "width"),
        _whole(asset, "height"),
    )


def _number(asset: Asset, name: str) -> float | None:
    value = asset.properties.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 < value < 1e15 else None


def _whole(asset: Asset, name: str) -> int | None:
    value = _number(asset, name)
    return int(value) if value is not None else None
