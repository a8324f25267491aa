"""What a given file really is: opened by its bytes, never believed by its name.

One inspector a kind. Each tells the properties of contract section 5.1 and makes the pictures that stand
for the file, or says in words why the file is not of that kind.
"""

from collections.abc import Callable
from pathlib import Path

from sandbox.intake.high_range import inspect_image_hdr
from sandbox.intake.moving import inspect_audio, inspect_video
from sandbox.intake.solid import inspect_object
from sandbox.intake.still import inspect_image
from sandbox.intake.taken import NotOfKindError, Taken
from sandbox.intake.written import inspect_document, inspect_json, inspect_text

# In the order in which a file of an unknown kind is tried: those first that know their files best.
INSPECTORS: dict[str, Callable[[Path], Taken]] = {
    "document": inspect_document,
    "image-hdr": inspect_image_hdr,
    "image": inspect_image,
    "3d": inspect_object,
    "video": inspect_video,
    "audio": inspect_audio,
    "json": inspect_json,
    "text": inspect_text,
}
# The kind that an upload is announced as → the kinds that its asset may turn out to have. That pictures of
# high range come as `image`, and JSON and documents as `asset`, is a guess: the API's list of kinds for an
# upload (contract section 6.2) does not name them, its list of kinds of assets does.
ANNOUNCED: dict[str, tuple[str, ...]] = {
    "image": ("image-hdr", "image"),
    "video": ("video",),
    "audio": ("audio",),
    "3d": ("3d",),
    "text": ("text",),
    "asset": tuple(INSPECTORS),
}
_PLAIN = {
    "document": "document",
    "image-hdr": "picture of high range",
    "image": "picture",
    "3d": "3D object",
    "video": "video",
    "audio": "sound",
    "json": "JSON file",
    "text": "text",
}


def inspect_announced(path: Path, announced: str) -> tuple[str, Taken]:
    """The kind of a file that was announced as one of `ANNOUNCED`, and what it is.

    Blocks: decoding takes a moment. Raises `NotOfKindError` where its bytes are of none of those kinds.
    """
    *others, last = ANNOUNCED[announced]
    for kind in others:
        try:
            return kind, inspect(path, kind)
        except NotOfKindError:
            continue
    return last, inspect(path, last)


def inspect(path: Path, kind: str) -> Taken:
    """What the file is. Raises `NotOfKindError` where its bytes are not of the kind, KeyError for no kind.

    Blocks. Whatever a decoder raises for bytes that it cannot read is that error.
    """
    try:
        return INSPECTORS[kind](path)
    except NotOfKindError:
        raise
    except Exception as exc:
        raise NotOfKindError(f"The file is not a {_PLAIN[kind]} that can be read") from exc


__all__ = ["ANNOUNCED", "INSPECTORS", "NotOfKindError", "Taken", "inspect", "inspect_announced"]
