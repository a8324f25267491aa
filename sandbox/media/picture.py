"""A picture from a prompt: the scene's layers laid on each other, as PNG."""

import io

from PIL import Image

from sandbox.media.medium import Medium
from sandbox.media.scenes.gallery import mark, paint, set_stage
from sandbox.media.scenes.stage import flatten

# Beyond this many pixels the picture is painted smaller and enlarged: time and memory stay within reason.
_PAINTED_PIXELS = 1_600_000
_THUMBNAIL_SIDE = 512
_RUN_LENGTHS = 3  # zlib's Z_RLE: as fast as its fastest level and a sixth smaller on pictures with flat inks


def make_picture(prompt: str, seed: int, width: int, height: int) -> Medium:
    """A PNG of exactly `width` x `height` px. Raises ValueError for a size below 16 px."""
    return finished(painted(prompt, seed, width, height))


def finished(picture: Image.Image) -> Medium:
    """The RGB picture with the sandbox's mark in its corner, as PNG. The picture itself is written on."""
    sign = mark(min(picture.size))
    picture.paste(sign, (picture.width - sign.width, picture.height - sign.height), sign)
    return Medium(
        kind="image",
        mime_type="image/png",
        extension="png",
        data=_png(picture),
        properties={"width": picture.width, "height": picture.height},
        thumbnail=webp_thumbnail(picture),
    )


def webp_thumbnail(picture: Image.Image) -> bytes:
    """The picture at no more than 512 px on its long side, as WebP."""
    small = picture.copy()
    small.thumbnail((_THUMBNAIL_SIDE, _THUMBNAIL_SIDE), Image.Resampling.BILINEAR)
    out = io.BytesIO()
    small.save(out, "WEBP", quality=80, method=1)
    return out.getvalue()


def painted(prompt: str, seed: int, width: int, height: int) -> Image.Image:
    """The scene of a prompt as an RGB picture. Raises ValueError for a size below 16 px."""
    if min(width, height) < 16:
        raise ValueError(f"a picture of {width} x {height} px is too small to paint")
    share = min(1.0, (_PAINTED_PIXELS / (width * height)) ** 0.5)
    stage = set_stage(prompt, seed, max(16, round(width * share)), max(16, round(height * share)))
    picture = flatten(stage, paint(stage))
    return (
        picture
        if picture.size == (width, height)
        else picture.resize((width, height), Image.Resampling.BICUBIC)
    )


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=6, compress_type=_RUN_LENGTHS)
    return out.getvalue()
