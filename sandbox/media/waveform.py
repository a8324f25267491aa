"""A picture of a sound: rounded bars as loud as the sound, on nothing, for light and dark pages."""

import io

import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT = 512, 160
_BARS = 73
_FINER = 3  # drawn larger and reduced, since Pillow's rounded bars have hard edges


def waveform_picture(samples: NDArray[np.float32], tint: tuple[int, int, int]) -> bytes:
    """A transparent WebP of 512 x 160 pixels from samples of shape (2, n), in shades of `tint`.

    Left stands above the middle line and right below it, so that the width of a sound shows.
    """
    from PIL import Image, ImageDraw

    size = (WIDTH * _FINER, HEIGHT * _FINER)
    mask = Image.new("L", size, 0)
    draw = ImageDraw.Draw(mask)
    pitch = size[0] / _BARS
    for bar, (up, down) in enumerate(_loudness(samples).T):
        left, half = (bar + 0.2) * pitch, size[1] / 2
        top, bottom = half - 6 - up * (half - 15), half + 6 + down * (half - 15)
        draw.rounded_rectangle((left, top, left + pitch * 0.6, bottom), pitch * 0.3, fill=255)
    colours = Image.fromarray(_gradient(tint), "RGB")
    colours.putalpha(mask.resize((WIDTH, HEIGHT), Image.Resampling.BOX))
    file = io.BytesIO()
    colours.save(file, "WEBP", quality=88, method=3)
    return file.getvalue()


def _loudness(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    """The loudness of each bar and side in 0 to 1, shape (2, bars)."""
    count = samples.shape[1] // _BARS * _BARS
    if not count:
        return np.zeros((2, _BARS))
    parts = np.square(samples[:, :count]).reshape(2, _BARS, -1)
    level = np.sqrt(parts.mean(-1) * 0.6 + parts.max(-1) * 0.4).astype(np.float64)
    return np.asarray((level / max(float(level.max()), 1e-6)) ** 1.1, dtype=np.float64)


def _gradient(tint: tuple[int, int, int]) -> NDArray[np.uint8]:
    """Shades of the tint: brighter in the middle line, turning towards a neighbour colour to the right."""
    across = np.linspace(0, 1, WIDTH)[None, :, None]
    away = np.abs(np.linspace(-1, 1, HEIGHT))[:, None, None]
    base = np.array(tint, dtype=np.float64)
    colour = base * (1 - 0.45 * across) + np.roll(base, 1) * 0.45 * across
    return np.asarray(np.clip(colour * (1.08 - 0.28 * away), 0, 255), dtype=np.uint8)
