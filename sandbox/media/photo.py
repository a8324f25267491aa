"""Given pictures, opened for the makers: turned as they are seen, without their transparency."""

from pathlib import Path

from PIL import Image, ImageOps

_ORIENTATION = 0x0112  # EXIF tag; 5 to 8 lie on their side


def side_lengths(path: Path) -> tuple[int, int]:
    """Width and height of a picture as it is seen."""
    with Image.open(path) as opened:
        width, height = opened.size
        return (height, width) if opened.getexif().get(_ORIENTATION, 1) >= 5 else (width, height)


def covering(path: Path, width: int, height: int) -> Image.Image:
    """The picture on white, RGB, its middle cut to exactly `width` x `height` px."""
    with Image.open(path) as opened:
        # A JPEG is decoded no larger than needed; other formats know no such request.
        opened.draft("RGB", (width * 2, height * 2))
        turned = ImageOps.exif_transpose(opened)
        picture = turned.convert("RGBA") if turned.has_transparency_data else turned.convert("RGB")
    fitted = ImageOps.fit(picture, (width, height), Image.Resampling.BILINEAR)
    if fitted.mode == "RGB":
        return fitted
    ground = Image.new("RGB", fitted.size, "white")
    ground.paste(fitted, (0, 0), fitted)
    return ground
