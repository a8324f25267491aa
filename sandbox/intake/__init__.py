"""What a given file really is: opened by its bytes, never believed by its name.

One inspector a kind. Each tells the properties of contract section 5.1 and makes the pictures that stand
for the file, or says in words why the file is not of that kind.
"""

from collections.abc import Callable
from pathlib import Path

from sandbox.intake.moving import inspect_audio, inspect_video
from sandbox.intake.solid import inspect_object
from sandbox.intake.still import inspect_image, inspect_text
from sandbox.intake.taken import NotOfKindError, Taken

INSPECTORS: dict[str, Callable[[Path], Taken]] = {
    "image": inspect_image,
    "video": inspect_video,
    "audio": inspect_audio,
    "3d": inspect_object,
    "text": inspect_text,
}
_PLAIN = {"image": "picture", "video": "video", "audio": "sound", "3d": "3D object", "text": "text"}


def inspect(path: Path, kind: str) -> Taken:
    """What the file is. Raises `NotOfKindError` where its bytes are not of the kind, KeyError for no kind.

    Blocks: decoding takes a moment. Whatever a decoder raises for bytes that it cannot read is that error.
    """
    try:
        return INSPECTORS[kind](path)
    except NotOfKindError:
        raise
    except Exception as exc:
        raise NotOfKindError(f"The file is not a {_PLAIN[kind]} that can be read") from exc


__all__ = ["INSPECTORS", "NotOfKindError", "Taken", "inspect"]
