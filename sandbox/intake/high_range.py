"""Pictures of high dynamic range that were given, Radiance and OpenEXR, opened with PyAV."""

from pathlib import Path

import numpy as np
from PIL import Image

from sandbox.intake.taken import NotOfKindError, Taken
from sandbox.media.picture import webp_thumbnail

_MIME_TYPES = {
    b"#?RADIANCE": "image/vnd.radiance",
    b"#?RGBE": "image/vnd.radiance",
    b"v/1\x01": "image/x-exr",
}
_MOST_PIXELS = 8192 * 8192
_GAMMA = 1 / 2.2


def inspect_image_hdr(path: Path) -> Taken:
    """A picture of high range: its sides, and a thumbnail in the range of a screen."""
    import av

    mime_type = _mime_type(path)
    with av.open(str(path), "r") as container:
        codec = container.streams.video[0].codec_context
        if codec.width * codec.height > _MOST_PIXELS:
            raise NotOfKindError("The picture is too large")
        frame = next(container.decode(video=0))
        light = np.asarray(frame.reformat(format="gbrpf32le").to_ndarray(), np.float32)
    return Taken(
        mime_type, {"width": frame.width, "height": frame.height}, webp_thumbnail(_on_a_screen(light))
    )


def _mime_type(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(16)
    found = next((mime for magic, mime in _MIME_TYPES.items() if head.startswith(magic)), None)
    if found is None:
        raise NotOfKindError("The file is not a picture of high range")
    return found


def _on_a_screen(light: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> Image.Image:
    """The picture with its brighter half of values brought under white."""
    middle = float(np.nanmedian(light)) or 1.0
    bright = np.nan_to_num(np.clip(light / (4 * middle), 0, 1))
    return Image.fromarray((bright**_GAMMA * 255).astype(np.uint8))
