"""What can honestly be said of a picture without a model: its shape, its light and its main colours."""

from pathlib import Path

import numpy as np

from sandbox.media.photo import covering, side_lengths
from sandbox.media.words import COLOURS

_SIDE = 64
_SQUARE = 1.12  # nearer to 1 than this, nobody calls a picture wide or tall


def described(path: Path) -> str:
    """One sentence such as "A wide, dark picture, mostly blue and black"."""
    width, height = side_lengths(path)
    shape = "wide" if width > height * _SQUARE else "tall" if height > width * _SQUARE else "square"
    picture = covering(path, _SIDE, _SIDE)
    light = np.asarray(picture.convert("L")).mean()
    tone = "dark" if light < 80 else "bright" if light > 165 else "softly lit"
    few = picture.quantize(6).convert("RGB").getcolors(_SIDE * _SIDE) or []
    names: list[str] = []
    for _, colour in sorted(few, key=lambda each: -each[0]):
        name = _named(colour)
        names += [] if name in names else [name]
    return f"A {shape}, {tone} picture, mostly {' and '.join(names[:2])}"


def _named(colour: object) -> str:
    """The nearest colour word."""
    values = np.array(colour, dtype=np.float64)
    return min(COLOURS, key=lambda name: float(np.abs(np.array(COLOURS[name]) - values).sum()))
