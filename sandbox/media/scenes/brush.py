"""What painters share: colours, gradients, soft noise and fractal lines."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Colour = tuple[int, int, int]
Floats = NDArray[np.float32]


def rgb(text: str) -> Colour:
    """The colour of "#rrggbb"."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`first` with a share (0 to 1) of `second` stirred in."""
    blended = [round(a + (b - a) * share) for a, b in zip(first, second, strict=True)]
    return min(255, max(0, blended[0])), min(255, max(0, blended[1])), min(255, max(0, blended[2]))


def paint_of(colour: Sequence[float]) -> Floats:
    """A colour as float32, to reckon with."""
    return np.array(colour, np.float32)


def gradient(stops: Sequence[Colour], count: int, *, gamma: float = 1.0) -> Floats:
    """Colours along a line, float32 (count, 3), evenly through the stops; gamma > 1 dwells on the first."""
    along = np.linspace(0, 1, count) ** gamma * (len(stops) - 1)
    columns = [np.interp(along, range(len(stops)), [stop[i] for stop in stops]) for i in range(3)]
    return np.stack(columns, axis=1).astype(np.float32)


def gradient_image(stops: Sequence[Colour], size: tuple[int, int], *, gamma: float = 1.0) -> Image.Image:
    """A top-to-bottom gradient as an RGB picture."""
    column = gradient(stops, size[1], gamma=gamma)
    return to_image(column[:, None, :]).resize(size, Image.Resampling.NEAREST)


def to_image(values: Floats) -> Image.Image:
    """A picture of an array in 0..255: (h, w) becomes L, (h, w, 3) RGB, (h, w, 4) RGBA."""
    return Image.fromarray(np.clip(values + 0.5, 0, 255).astype(np.uint8))


def smoothstep(values: Floats, low: float, high: float) -> Floats:
    """0 below `low`, 1 above `high`, an S between."""
    t = np.clip((values - low) / (high - low), 0, 1)
    eased: Floats = (t * t * (3 - 2 * t)).astype(np.float32)
    return eased


def soft_noise(
    rng: np.random.Generator, size: tuple[int, int], cells: tuple[float, float], octaves: int = 4
) -> Floats:
    """Cloudy noise in 0..1 of shape (height, width); `cells` = lumps across and down in the first octave."""
    total = np.zeros((size[1], size[0]), np.float32)
    weight, share = 0.0, 1.0
    for octave in range(octaves):
        across, down = (max(2, round(count * 2**octave)) + 3 for count in cells)
        grid = Image.fromarray(rng.random((down, across), dtype=np.float32))
        inner = (1.0, 1.0, across - 1.0, down - 1.0)
        total += share * np.asarray(grid.resize(size, Image.Resampling.BICUBIC, box=inner))
        weight, share = weight + share, share * 0.5
    scaled: Floats = total / np.float32(weight)
    return scaled


def fractal_line(
    rng: np.random.Generator, count: int, bumps: float, octaves: int = 5, decay: float = 0.5
) -> Floats:
    """A ridge of `count` samples around 0 (about -1 to 1); a slower decay makes crags of hills."""
    total = np.zeros(count, np.float32)
    share = 1.0
    for octave in range(octaves):
        knots = max(2, round(bumps * 2**octave)) + 2
        heights = Image.fromarray(rng.uniform(-1, 1, (1, knots)).astype(np.float32))
        total += share * np.asarray(heights.resize((count, 1), Image.Resampling.BICUBIC))[0]
        share *= decay
    return total


def radial(
    size: tuple[int, int], centre: tuple[float, float], radius: float, *, stretch: float = 1.0
) -> Floats:
    """1 at the centre falling to 0 at the radius, shape (height, width); `stretch` widens it sideways."""
    y = (np.arange(size[1], dtype=np.float32)[:, None] - centre[1]) / radius
    x = (np.arange(size[0], dtype=np.float32)[None, :] - centre[0]) / (radius * stretch)
    reach: Floats = np.clip(1 - np.sqrt(x * x + y * y), 0, 1)
    return reach
