"""The maps of a material, read out of a picture of its surface (PATINA's results)."""

import io
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from sandbox.media.medium import Medium

_Grey = npt.NDArray[np.float32]
_Pixels = npt.NDArray[np.uint8]

_NORMAL_STRENGTH = 6.0
_THUMBNAIL = (512, 512)


def make_map(surface: Medium, name: str) -> Medium:
    """One map of the surface (basecolor, normal, roughness, metalness, height), as large as its picture."""
    with Image.open(io.BytesIO(surface.data)) as opened:
        picture = opened.convert("RGB")
    if name != "basecolor":
        grey = np.asarray(picture.convert("L").filter(ImageFilter.GaussianBlur(2)), dtype=np.float32)
        picture = Image.fromarray(_FROM_GREY[name](grey / np.float32(255)))
    return _medium(picture)


def _normal(grey: _Grey) -> _Pixels:
    down, right = np.gradient(grey)
    vectors = np.dstack([-right * _NORMAL_STRENGTH, -down * _NORMAL_STRENGTH, np.ones_like(grey)])
    lengths = np.linalg.norm(vectors, axis=2, keepdims=True)
    return _bytes(vectors / lengths * 0.5 + 0.5)


def _bytes(shares: npt.NDArray[np.floating]) -> _Pixels:
    pixels: _Pixels = (np.clip(shares, 0, 1) * 255).astype(np.uint8)
    return pixels


_FROM_GREY: dict[str, Callable[[_Grey], _Pixels]] = {
    "normal": _normal,
    # Bright spots of a surface are smooth ones, and only the brightest are bare metal.
    "roughness": lambda grey: _bytes(0.9 - 0.6 * grey),
    "metalness": lambda grey: _bytes((grey - 0.75) * 4),
    "height": _bytes,
}


def _medium(picture: Image.Image) -> Medium:
    data, thumbnail = io.BytesIO(), io.BytesIO()
    picture.save(data, "PNG", compress_level=1)
    small = picture.convert("RGB")
    small.thumbnail(_THUMBNAIL)
    small.save(thumbnail, "WEBP")
    properties: dict[str, object] = {"width": picture.width, "height": picture.height}
    return Medium("image", "image/png", "png", data.getvalue(), properties, thumbnail.getvalue())
