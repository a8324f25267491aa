"""Drums: a table from name to a function that strikes once. Shapes and levels as for instruments."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from .instruments import Samples, decay, envelope


def _noise(count: int, key: int) -> Samples:
    return np.random.default_rng(key).standard_normal(count, dtype=np.float32)


def _bright(samples: Samples, times: int = 1) -> Samples:
    """The samples without their low end: the difference of neighbours, so many times."""
    return np.asarray(np.diff(samples, times, prepend=np.zeros(times, np.float32)), dtype=np.float32)


def _drop(count: int, rate: int, start: float, end: float, speed: float) -> Samples:
    """A sine that falls from `start` to `end` Hz."""
    time = np.arange(count) / rate
    phase = end * time + (start - end) / speed * (1 - np.exp(-time * speed))
    return np.asarray(np.sin(2 * np.pi * (phase % 1.0)), dtype=np.float32)


def _kick(rate: int) -> Samples:
    count = int(0.42 * rate)
    body = _drop(count, rate, 190, 48, 32) * decay(count, rate, 0.5)
    click = _bright(_noise(count, 1)) * decay(count, rate, 0.012) * np.float32(0.3)
    return np.tanh((body + click) * np.float32(1.6)) * envelope(count, rate, 0.0005, 0.05)


def _deep_kick(rate: int) -> Samples:
    count = int(0.9 * rate)
    body = _drop(count, rate, 160, 41, 22) * decay(count, rate, 1.3)
    return np.asarray(np.tanh(body * np.float32(2.0)) * envelope(count, rate, 0.001, 0.1), dtype=np.float32)


def _snare(rate: int) -> Samples:
    count = int(0.28 * rate)
    skin = _drop(count, rate, 260, 178, 40) * decay(count, rate, 0.2)
    wires = _bright(_noise(count, 2)) * decay(count, rate, 0.3)
    return skin * np.float32(0.6) + wires * np.float32(0.2)


def _clap(rate: int) -> Samples:
    count = int(0.3 * rate)
    hits = np.zeros(count, dtype=np.float32)
    for start, length in ((0.0, 0.03), (0.011, 0.03), (0.023, 0.26)):
        at = int(start * rate)
        hits[at:] += decay(count - at, rate, length)
    return _bright(_noise(count, 3)) * hits * np.float32(0.2)


def _brush(rate: int) -> Samples:
    count = int(0.2 * rate)
    return _bright(_noise(count, 4), 2) * envelope(count, rate, 0.02, 0.17) * np.float32(0.06)


def _hat(rate: int) -> Samples:
    count = int(0.07 * rate)
    return _bright(_noise(count, 5), 3) * decay(count, rate, 0.06) * np.float32(0.06)


def _open_hat(rate: int) -> Samples:
    count = int(0.35 * rate)
    return _bright(_noise(count, 6), 3) * decay(count, rate, 0.4) * np.float32(0.06)


def _taiko(rate: int) -> Samples:
    count = int(1.3 * rate)
    skin = _drop(count, rate, 120, 62, 14) * decay(count, rate, 1.2)
    ring = _drop(count, rate, 170, 147, 9) * decay(count, rate, 0.5) * np.float32(0.4)
    stick = _noise(count, 7) * decay(count, rate, 0.05) * np.float32(0.2)
    return np.asarray(
        np.tanh((skin + ring + stick) * np.float32(1.5)) * envelope(count, rate, 0.001, 0.2), dtype=np.float32
    )


def _cymbal(rate: int) -> Samples:
    count = int(2.4 * rate)
    return _bright(_noise(count, 8), 2) * decay(count, rate, 2.6) * np.float32(0.09)


def _chip_noise(rate: int) -> Samples:
    count = int(0.12 * rate)
    held = np.repeat(_noise(count // 8 + 1, 9), 8)[:count]  # old consoles held each random level for a while
    return np.sign(held) * decay(count, rate, 0.16) * np.float32(0.5)


DRUMS: dict[str, Callable[[int], Samples]] = {
    "kick": _kick,
    "deep kick": _deep_kick,
    "snare": _snare,
    "clap": _clap,
    "brush": _brush,
    "hat": _hat,
    "open hat": _open_hat,
    "taiko": _taiko,
    "cymbal": _cymbal,
    "chip noise": _chip_noise,
}


@lru_cache(maxsize=64)
def struck(name: str, rate: int) -> Samples:
    """One stroke of a drum of `DRUMS`; read-only, since every caller shares it."""
    samples = np.asarray(DRUMS[name](rate), dtype=np.float32)
    samples.flags.writeable = False
    return samples
