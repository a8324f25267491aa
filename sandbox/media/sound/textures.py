"""What noises are woven from: coloured hiss, slow swells, and grains scattered over time.

All of it float32; stereo has the shape (2, n), and levels are about one.
"""

import numpy as np
from numpy.typing import NDArray

from .instruments import Samples

_LOOP = 1 << 17  # about 3 s: long enough that nobody hears a hiss come round again


def hiss(
    rng: np.random.Generator, count: int, rate: int, low: float, high: float, tilt: float = 0.0
) -> Samples:
    """Stereo noise between `low` and `high` Hz, falling by `tilt` powers of the frequency (1 is brown).

    Made in the frequency domain as a loop without a seam, then repeated to `count` samples.
    """
    size = min(_LOOP, 1 << max(8, (count - 1).bit_length()))
    frequency = np.fft.rfftfreq(size, 1 / rate).astype(np.float32)
    safe = np.maximum(frequency, 1.0)
    shape = 1 / (1 + (low / safe) ** 4) / (1 + (safe / high) ** 4) * safe**-tilt
    turn = rng.uniform(0, 2 * np.pi, (2, len(frequency))).astype(np.float32)
    loop = np.fft.irfft(shape * np.exp(1j * turn)).astype(np.float32)
    loop /= np.float32(3 * loop.std())
    return np.tile(loop, (1, count // size + 1))[:, :count]


def swell(rng: np.random.Generator, count: int, rate: int, period: float, low: float = 0.0) -> Samples:
    """A slow smooth wander between `low` and 1, with a turn about every `period` seconds."""
    knots = max(4, int(count / rate / period) + 3)
    heights = rng.uniform(low, 1.0, knots)
    heights[1::2] = np.maximum(heights[1::2], 0.75)  # every other turn is a high one, so something happens
    place = np.arange(count, dtype=np.float64) * ((knots - 2) / max(count, 1))
    index = place.astype(np.int32)
    part = place - index
    smooth = part * part * (3 - 2 * part)
    return np.asarray(heights[index] * (1 - smooth) + heights[index + 1] * smooth, dtype=np.float32)


def add_grain(target: Samples, grain: Samples, at: float, rate: int, gain: float, pan: float) -> None:
    """Adds a mono or stereo grain to `target` from `at` seconds on; what passes the end is cut off."""
    start = round(at * rate)
    if not 0 <= start < target.shape[1]:
        return
    part = grain[..., : target.shape[1] - start]
    angle = (pan + 1) * np.pi / 4
    sides = np.array([[np.cos(angle)], [np.sin(angle)]], dtype=np.float32) * np.float32(gain)
    target[:, start : start + part.shape[-1]] += part * sides


def scatter(rng: np.random.Generator, seconds: float, per_second: float) -> NDArray[np.float64]:
    """Moments at random, in order, so many a second; at least one."""
    return np.sort(rng.uniform(0, seconds, max(1, int(seconds * per_second))))


def repeat_every(seconds: float, period: float, first: float = 0.15) -> list[float]:
    """The moments `first`, `first + period` and so on, as far as a whole period fits; at least one."""
    return [first + turn * period for turn in range(max(1, int((seconds - first) / period)))]
