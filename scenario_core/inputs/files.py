"""The limits of a file input, in words, and whether a file keeps them. Pure.

Source: contract section 9.2 (`kind`, `maxSize`, `minDuration`, `maxDuration`). A file is refused, never cut:
30.08 s are too long where 30 s are the most.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from scenario_core.assets import AssetKind
from scenario_core.file_facts import FileFacts
from scenario_core.inputs.record import InputType, ModelInput

_MIB, _MB = 1024 * 1024, 1_000_000
_MINUTES_FROM = 120  # seconds: below, lengths are told in seconds


@dataclass(frozen=True)
class FileKind:
    """A kind of file: its noun with article, and what a file chooser offers for it."""

    noun: str
    extensions: tuple[str, ...]
    mime_types: tuple[str, ...]

    @property
    def plural(self) -> str:
        """The noun for several."""
        return self.noun.partition(" ")[2] + "s"

    @property
    def accept(self) -> str:
        """The value of a file chooser's `accept`: types and extensions, since systems know either."""
        return ",".join([*self.mime_types, *(f".{extension}" for extension in self.extensions)])


FILE_KINDS: Mapping[AssetKind, FileKind] = {
    AssetKind.IMAGE: FileKind(
        "a picture",
        ("png", "jpg", "jpeg", "webp", "gif", "avif", "heic", "tif", "tiff", "svg"),
        (
            "image/png",
            "image/jpeg",
            "image/webp",
            "image/gif",
            "image/avif",
            "image/heic",
            "image/tiff",
            "image/svg+xml",
        ),
    ),
    AssetKind.IMAGE_HDR: FileKind("an HDR picture", ("exr", "hdr"), ("image/x-exr", "image/vnd.radiance")),
    AssetKind.VIDEO: FileKind(
        "a video",
        ("mp4", "mov", "m4v", "webm", "mkv", "avi"),
        ("video/mp4", "video/quicktime", "video/webm", "video/x-matroska", "video/x-msvideo"),
    ),
    AssetKind.AUDIO: FileKind(
        "a sound",
        ("mp3", "wav", "m4a", "aac", "flac", "ogg", "oga", "opus", "weba"),
        (
            "audio/mpeg",
            "audio/wav",
            "audio/x-wav",
            "audio/mp4",
            "audio/x-m4a",
            "audio/aac",
            "audio/flac",
            "audio/ogg",
            "audio/webm",
        ),
    ),
    AssetKind.THREE_D: FileKind(
        "a 3D object",
        ("glb", "gltf", "fbx", "obj", "stl", "ply", "usdz", "usd", "usda", "usdc", "dae", "vox"),
        ("model/gltf-binary", "model/gltf+json", "model/obj", "model/stl"),
    ),
    AssetKind.TEXT: FileKind("a text", ("txt", "md", "csv", "srt", "vtt"), ("text/plain", "text/markdown")),
    AssetKind.JSON: FileKind("a JSON file", ("json",), ("application/json",)),
    AssetKind.DOCUMENT: FileKind(
        "a document",
        ("pdf", "docx", "txt", "md"),
        (
            "application/pdf",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "text/plain",
        ),
    ),
}
_ANY = FileKind("a file", (), ())


def file_kind(kind: str) -> FileKind:
    """What is known of a kind; for one that nobody knows any file may be chosen."""
    return next((known for name, known in FILE_KINDS.items() if name == kind), _ANY)


def limits_words(entry: ModelInput) -> str:
    """The line at the field, such as `A sound of 2 to 30 s, up to 20 MB`."""
    known, lengths = file_kind(entry.kind), _length_words(entry)
    weight = f"up to {_limit_words(entry.max_size)}" if entry.max_size else ""
    limits = ", ".join(limit for limit in (lengths and f"of {lengths}", weight) if limit)
    if entry.type == InputType.FILE_ARRAY and entry.max_length != 1:
        count = f"up to {entry.max_length} {known.plural}" if entry.max_length else known.plural
        return _sentence(f"{count}, each {limits}" if limits else count)
    return _sentence(known.noun + (" " if lengths else ", " if limits else "") + limits)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _length_words(entry: ModelInput) -> str:
    least, most = entry.min_duration or 0, entry.max_duration
    if least and most:
        return f"{_plain(least)} to {_plain(most)} s"
    if most:
        return f"at most {_plain(most)} s"
    return f"at least {_plain(least)} s" if least else ""


def file_problem(entry: ModelInput, facts: FileFacts) -> str | None:
    """Why the file cannot be used here and what to do, in one or two sentences; None where it can.

    What is not known of the file is not held against it: the API has the last word.
    """
    for check in (_kind_problem, _size_problem, _length_problem):
        problem = check(entry, facts)
        if problem is not None:
            return problem
    return None


def _kind_problem(entry: ModelInput, facts: FileFacts) -> str | None:
    wanted, given = file_kind(entry.kind), file_kind(facts.kind)
    if facts.kind == entry.kind or wanted is _ANY:
        return None
    return f"This is {given.noun}, but {wanted.noun} is needed here. Choose {wanted.noun}."


def _size_problem(entry: ModelInput, facts: FileFacts) -> str | None:
    if facts.size is None or not entry.max_size or facts.size <= entry.max_size:
        return None
    given = _size_words(facts.size, entry.max_size)
    most = _limit_words(entry.max_size)
    return (
        f"This file has {given}; at most {most} are taken here. "
        "Choose a smaller one, or save it with less detail."
    )


def _length_problem(entry: ModelInput, facts: FileFacts) -> str | None:
    seconds, least, most = facts.duration, entry.min_duration, entry.max_duration
    if seconds is None:
        return None
    if least and seconds < least:
        given = _plain(math.floor(seconds * 100) / 100)
        return f"This lasts {given} s; it must last at least {_plain(least)} s. Choose a longer one."
    if most and seconds > most:
        given = _plain(math.ceil(seconds * 100) / 100)
        return (
            f"This lasts {_lasting(given, seconds)}; at most {_plain(most)} s are taken here. Cut it first."
        )
    return None


def _lasting(given: str, seconds: float) -> str:
    if seconds < _MINUTES_FROM:
        return f"{given} s"
    return f"{int(seconds) // 60}:{int(seconds) % 60:02} min"


def _limit_words(size: int) -> str:
    unit, name = _unit(size)
    return f"{_plain(round(size / unit, 1))} {name}"


def _size_words(size: int, limit: int) -> str:
    """A size over the limit, in its unit: rounded up, so that it never reads like the limit itself."""
    unit, name = _unit(limit)
    return f"{_plain(math.ceil(size / unit * 10) / 10)} {name}"


def _unit(limit: int) -> tuple[int, str]:
    """What a megabyte is to whoever set the limit: round numbers of either are in use."""
    if limit < _MB:
        return 1000, "kB"
    return (_MIB if limit % _MIB == 0 else _MB), "MB"


def _plain(number: float) -> str:
    """A number without a useless `.0`."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
