"""What a result really is, by its first bytes, and a good name for its file.

Models answer in other formats than the one asked for (contract section 15.3: MP3 for WAV, WebP for
PNG, FBX for GLB) and the CDN's Content-Type is no guide for 3D (section 5.2). So a file is named and
served by its magic bytes first, by what the API declares second. Pure.
"""

import re
from dataclasses import dataclass

from scenario_core.assets import Asset, AssetKind

HEAD_BYTES = 512  # enough for every signature below and for the start of an SVG or a text STL

_NAME_LENGTH = 60  # with id and extension far below the 255 bytes that file systems allow


@dataclass(frozen=True)
class FileType:
    """A file's extension (no dot), a media type that a browser may be told, and whether it may open in a tab.

    No type here lets a browser run anything: markup is told as plain text, what could run is not inline.
    """

    extension: str
    media_type: str
    inline: bool = True


_UNKNOWN = FileType("bin", "application/octet-stream", inline=False)
_PLAIN = "text/plain; charset=utf-8"
_TEXT = FileType("txt", _PLAIN)
_SVG = FileType("svg", "image/svg+xml", inline=False)
_ZIP = FileType("zip", "application/zip", inline=False)
_GLB = FileType("glb", "model/gltf-binary")
_WEBM = FileType("webm", "video/webm")
_MP3 = FileType("mp3", "audio/mpeg")
_M4A = FileType("m4a", "audio/mp4")
_TIFF = FileType("tiff", "image/tiff")

_PREFIXES: tuple[tuple[bytes, FileType], ...] = (
    (b"\x89PNG\r\n\x1a\n", FileType("png", "image/png")),
    (b"\xff\xd8\xff", FileType("jpg", "image/jpeg")),
    (b"GIF8", FileType("gif", "image/gif")),
    (b"II*\x00", _TIFF),
    (b"MM\x00*", _TIFF),
    (b"\x76\x2f\x31\x01", FileType("exr", "image/x-exr", inline=False)),
    (b"#?RADIANCE", FileType("hdr", "image/vnd.radiance", inline=False)),
    (b"glTF", _GLB),
    (b"Kaydara FBX Binary", FileType("fbx", "application/octet-stream", inline=False)),
    (b"ply\n", FileType("ply", "application/octet-stream", inline=False)),
    (b"ply\r\n", FileType("ply", "application/octet-stream", inline=False)),
    (b"ID3", _MP3),
    (b"fLaC", FileType("flac", "audio/flac")),
    (b"OggS", FileType("ogg", "audio/ogg")),
    (b"\x1aE\xdf\xa3", _WEBM),
    (b"%PDF-", FileType("pdf", "application/pdf", inline=False)),
    (b"PK\x03\x04", _ZIP),
)

_RIFF = {
    b"WAVE": FileType("wav", "audio/wav"),
    b"WEBP": FileType("webp", "image/webp"),
    b"AVI ": FileType("avi", "video/x-msvideo", inline=False),
}

_BRANDS = {
    b"avif": FileType("avif", "image/avif"),
    b"avis": FileType("avif", "image/avif"),
    b"heic": FileType("heic", "image/heic", inline=False),
    b"mif1": FileType("heic", "image/heic", inline=False),
    b"M4A ": _M4A,
    b"qt  ": FileType("mov", "video/quicktime"),
}

# What the API declares; asked only where the bytes have no signature of their own.
_DECLARED: dict[str, FileType] = {
    "image/png": FileType("png", "image/png"),
    "image/jpeg": FileType("jpg", "image/jpeg"),
    "image/webp": FileType("webp", "image/webp"),
    "image/gif": FileType("gif", "image/gif"),
    "image/avif": FileType("avif", "image/avif"),
    "image/svg+xml": _SVG,
    "video/mp4": FileType("mp4", "video/mp4"),
    "video/webm": _WEBM,
    "video/quicktime": FileType("mov", "video/quicktime"),
    "audio/mpeg": _MP3,
    "audio/mp3": _MP3,
    "audio/wav": FileType("wav", "audio/wav"),
    "audio/x-wav": FileType("wav", "audio/wav"),
    "audio/mp4": _M4A,
    "audio/aac": FileType("aac", "audio/aac"),
    "audio/flac": FileType("flac", "audio/flac"),
    "audio/ogg": FileType("ogg", "audio/ogg"),
    "model/gltf-binary": _GLB,
    "model/stl": FileType("stl", "application/octet-stream", inline=False),
    "model/vnd.usdz+zip": FileType("usdz", "application/octet-stream", inline=False),
    "application/zip": _ZIP,
}

# The same, for bytes that turned out to be text: a declared picture that is text must not pass as one.
_DECLARED_TEXT: dict[str, FileType] = {
    "application/json": FileType("json", "application/json"),
    "model/gltf+json": FileType("gltf", _PLAIN),
    "model/obj": FileType("obj", _PLAIN),
    "model/mtl": FileType("mtl", _PLAIN),
    "model/stl": FileType("stl", _PLAIN),
    "text/markdown": FileType("md", _PLAIN),
    "text/csv": FileType("csv", _PLAIN),
    "text/vtt": FileType("vtt", _PLAIN),
}

_BY_KIND: dict[AssetKind, FileType] = {
    AssetKind.IMAGE: _UNKNOWN,
    AssetKind.IMAGE_HDR: FileType("hdr", "application/octet-stream", inline=False),
    AssetKind.VIDEO: FileType("mp4", "video/mp4"),
    AssetKind.AUDIO: _UNKNOWN,
    AssetKind.THREE_D: _UNKNOWN,
    AssetKind.TEXT: _TEXT,
    AssetKind.JSON: FileType("json", "application/json"),
    AssetKind.DOCUMENT: _UNKNOWN,
}


def file_type(head: bytes, *, mime_type: str = "", kind: AssetKind | str = "") -> FileType:
    """The type of the file that begins with `head` (512 bytes are enough; empty where none are known).

    The bytes decide; where they have no signature, `mime_type` and then `kind` do, as the API tells them.
    """
    declared = mime_type.partition(";")[0].strip().lower()
    for read in (_by_prefix, _by_riff, _by_brand, _by_frame):
        found = read(head)
        if found is not None:
            return _as_sound(found) if kind == AssetKind.AUDIO else _inside_zip(found, declared)
    if _is_text(head):
        return _SVG if b"<svg" in head else _DECLARED_TEXT.get(declared, _TEXT)
    return _DECLARED.get(declared) or _DECLARED_TEXT.get(declared) or _of_kind(kind)


def _by_prefix(head: bytes) -> FileType | None:
    return next((kind for prefix, kind in _PREFIXES if head.startswith(prefix)), None)


def _by_riff(head: bytes) -> FileType | None:
    return _RIFF.get(head[8:12]) if head.startswith(b"RIFF") else None


def _by_brand(head: bytes) -> FileType | None:
    """ISO media files name their brand after `ftyp`; a brand nobody lists is an ordinary MP4."""
    if head[4:8] != b"ftyp":
        return None
    return _BRANDS.get(head[8:12], FileType("mp4", "video/mp4"))


def _by_frame(head: bytes) -> FileType | None:
    """MPEG sound without a header: eleven set bits, then the layer; layer 0 is AAC in ADTS."""
    if len(head) < 2 or head[0] != 0xFF or (head[1] & 0xE0) != 0xE0 or head[:2] in (b"\xff\xfe", b"\xff\xff"):
        return None
    return FileType("aac", "audio/aac") if (head[1] & 0xF6) == 0xF0 else _MP3


def _as_sound(found: FileType) -> FileType:
    """Containers for both pictures and sound, when the API says that it is sound."""
    return {"mp4": _M4A, "webm": FileType("webm", "audio/webm")}.get(found.extension, found)


def _inside_zip(found: FileType, declared: str) -> FileType:
    return _DECLARED["model/vnd.usdz+zip"] if found is _ZIP and "usdz" in declared else found


def _is_text(head: bytes) -> bool:
    """Whether it reads as UTF-8; a character cut at the end of the head does not count against it."""
    if not head or b"\x00" in head:
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as problem:
        return problem.reason == "unexpected end of data" and problem.start >= len(head) - 3
    return True


def _of_kind(kind: AssetKind | str) -> FileType:
    return _BY_KIND[kind] if isinstance(kind, AssetKind) else _UNKNOWN


def file_name(asset: Asset, extension: str) -> str:
    """A name for a downloaded file: a few words of the prompt (or the model), the id, the extension.

    Letters of any script stay; everything else becomes a dash, so that no system can read it as a path.
    """
    title = next((words for words in (_words(source) for source in _titles(asset)) if words), "result")
    return f"{title}-{_dashed(asset.id.removeprefix('asset_'))[:40]}.{extension}"


def _titles(asset: Asset) -> list[str]:
    given = [str(asset.metadata.get(name) or "") for name in ("name", "prompt", "modelId")]
    # A visitor's own file is named with its ending, which the bytes decide here.
    return [re.sub(r"\.\w{1,5}$", "", given[0]), given[1], given[2].removeprefix("model_")]


def _words(text: str) -> str:
    """The first words of a text, whole as far as they fit."""
    dashed = _dashed(text)
    if len(dashed) <= _NAME_LENGTH:
        return dashed
    return dashed[: _NAME_LENGTH + 1].rpartition("-")[0] or dashed[:_NAME_LENGTH]


def _dashed(text: str) -> str:
    return re.sub(r"[\W_]+", "-", text[:400]).strip("-")
