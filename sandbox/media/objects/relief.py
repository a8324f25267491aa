"""Given pictures on an object: one as a framed relief that stands, several on the sides of a pillar."""

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from sandbox.media.objects.material import BRASS, DARK, OAK, Material, Painting
from sandbox.media.objects.mesh import Floats, Part, joined, rotation, surface
from sandbox.media.objects.shape import box
from sandbox.media.photo import covering, side_lengths

_TEXTURE = 640  # pixels of the picture's long side on the object
_TALL = 1.15  # metres of the long side
_DEPTH = 0.075  # how far bright places stand out
_BAR = 0.055
_GRID = 72  # cells of the relief's long side
_GRIDS = (8, 220)


def build_relief(picture: Path, faces: int | None) -> list[Part]:
    """A relief of the picture in an oak frame on two brass feet, looking along +z."""
    wide, high = _sides(side_lengths(picture))
    sheet = _front("Picture", picture, (wide, high), _grid(faces)).moved(0, high / 2 + _BAR + 0.06, 0.03)
    middle = high / 2 + _BAR + 0.06
    back = box("Back", OAK, (wide + _BAR, high + _BAR, 0.05)).moved(0, middle, -0.012)
    bars = [
        box("Frame", OAK, (wide + 2 * _BAR, _BAR, 0.13)).moved(0, middle + way * (high + _BAR) / 2, 0.02)
        for way in (-1, 1)
    ]
    bars += [
        box("Frame", OAK, (_BAR, high, 0.13)).moved(way * (wide + _BAR) / 2, middle, 0.02) for way in (-1, 1)
    ]
    feet = [box("Feet", BRASS, (0.07, 0.075, 0.3)).moved(way * wide * 0.34, 0.0375, 0.01) for way in (-1, 1)]
    return [sheet, back, joined("Frame", bars), joined("Feet", feet)]


def build_pillar(pictures: Sequence[Path], faces: int | None) -> list[Part]:
    """A pillar with the pictures on its four sides, the first in front."""
    wide = high = 0.86
    grid = max(4, _grid(faces) // 2)
    sides = [
        _front(f"Picture {number + 1}", pictures[number % len(pictures)], (wide, high), grid)
        .moved(0, 0, wide / 2)
        .turned(rotation("y", 90.0 * number))
        .moved(0, high / 2 + 0.07, 0)
        for number in range(4)
    ]
    core = box("Core", DARK, (wide * 0.98, high * 0.98, wide * 0.98)).moved(0, high / 2 + 0.07, 0)
    slabs = [
        box("Slabs", OAK, (wide + 0.2, 0.07, wide + 0.2), 0.02).moved(0, at, 0)
        for at in (0.035, high + 0.105)
    ]
    return [*sides, core, joined("Slabs", slabs)]


def _grid(faces: int | None) -> int:
    """Cells along the long side: two triangles each make up most of the object."""
    return int(np.clip(np.sqrt(faces * 0.45), *_GRIDS)) if faces else _GRID


def _sides(given: tuple[int, int]) -> tuple[float, float]:
    ratio = min(max(given[0] / given[1], 0.4), 2.5)
    return (_TALL, _TALL / ratio) if ratio >= 1 else (_TALL * ratio, _TALL)


def _front(name: str, picture: Path, sides: tuple[float, float], grid: int) -> Part:
    """The picture as a sheet around the origin that looks along +z, its bright places nearer."""
    wide, high = sides
    share = _TEXTURE / max(sides)
    seen = covering(picture, max(16, round(wide * share)), max(16, round(high * share)))
    rows = max(2, round(grid * high / max(sides))) + 1
    columns = max(2, round(grid * wide / max(sides))) + 1
    height = _heights(seen, rows, columns)
    x, y = np.meshgrid(np.linspace(-wide / 2, wide / 2, columns), np.linspace(high / 2, -high / 2, rows))
    file = io.BytesIO()
    seen.save(file, "JPEG", quality=90)
    paint = Material(name, (1.0, 1.0, 1.0), 0.0, 0.62, Painting(name, file.getvalue()))
    return surface(name, paint, np.stack([x, y, height], -1))


def _heights(seen: Image.Image, rows: int, columns: int) -> Floats:
    """How far each corner of the grid stands out: soft, and flat at the border."""
    grey = seen.convert("L").resize((columns, rows), Image.Resampling.BOX).filter(ImageFilter.BoxBlur(1))
    high = np.asarray(grey, dtype=np.float64) / 255 * _DEPTH
    high[[0, -1], :] = 0
    high[:, [0, -1]] = 0
    return high
