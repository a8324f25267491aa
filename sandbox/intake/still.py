"""Pictures that were given."""

import io
from pathlib import Path

from PIL import Image, ImageOps

from sandbox.intake.taken import Taken
from sandbox.media.picture import webp_thumbnail

# Pillow opens many more; these are what the API takes, but SVG and HEIC, for which the sandbox has no reader.
_MIME_TYPES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
    "TIFF": "image/tiff",
}


def inspect_image(path: Path) -> Taken:
    """A picture with its sides as they are seen, that is after its own turn (EXIF) was applied."""
    # Pillow gives some errors the warning of a bomb first; a picture of that size is refused either way.
    with Image.open(path, formats=list(_MIME_TYPES)) as opened:
        mime_type = _MIME_TYPES[str(opened.format)]
        # A thumbnail needs no more of a large JPEG than this.
        sides = opened.size
        turned = opened.getexif().get(0x0112, 1) >= 5  # the EXIF tag of the orientation
        opened.draft("RGB", (1024, 1024))
        picture = ImageOps.exif_transpose(opened).convert("RGBA" if "A" in opened.getbands() else "RGB")
    width, height = sides[::-1] if turned else sides
    return Taken(mime_type, {"width": width, "height": height}, webp_thumbnail(picture))


def is_picture(data: bytes) -> bool:
    """Whether the bytes begin as a picture of a known format does: a quick look, nothing is decoded."""
    try:
        with Image.open(io.BytesIO(data), formats=list(_MIME_TYPES)):
            return True
    except OSError:
        return False
