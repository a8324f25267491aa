"""Noises of weather, water, fire and animals: textures of `count` stereo samples, shape (2, n)."""

import numpy as np

from .instruments import Samples, decay, envelope
from .textures import add_grain, hiss, scatter, swell


def rain(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """A steady fall with single drops close by."""
    wash = hiss(rng, count, rate, 600, 9000, 0.35) * swell(rng, count, rate, 2.5, 0.7) * np.float32(0.5)
    drops = [_drop(rate, float(pitch)) for pitch in rng.uniform(900, 3200, 12)]
    for at in scatter(rng, count / rate, 28):
        which, gain, pan = (
            int(rng.integers(12)),
            float(rng.uniform(0.05, 0.4) ** 1.5),
            float(rng.uniform(-0.9, 0.9)),
        )
        add_grain(wash, drops[which], float(at), rate, gain, pan)
    return wash


def _drop(rate: int, pitch: float) -> Samples:
    count = int(0.05 * rate)
    time = np.arange(count, dtype=np.float32) / np.float32(rate)
    return np.sin(2 * np.pi * pitch * time * (1 + 6 * time)) * decay(count, rate, 0.045)


def thunder(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """A crack and a long roll, again every seven seconds."""
    low = hiss(rng, count, rate, 25, 140, 1.0)
    crack = hiss(rng, count, rate, 90, 2600, 0.7)
    roll, flash = np.zeros(count, dtype=np.float32), np.zeros(count, dtype=np.float32)
    for at in np.arange(0.25, max(0.3, count / rate - 3), 7.0):
        start = int(at * rate)
        left = count - start
        roll[start:] += decay(left, rate, 6.0) * np.minimum(
            1, np.arange(left, dtype=np.float32) / (0.08 * rate)
        )
        for blow in rng.uniform(0, 0.7, 5):
            begin = start + int(blow * rate)
            flash[begin:] += decay(max(0, count - begin), rate, 0.6) * np.float32(rng.uniform(0.3, 1))
    return low * roll * swell(rng, count, rate, 0.35, 0.35) * np.float32(2.0) + crack * flash * np.float32(
        0.8
    )


def wind(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """Gusts that grow bright as they grow loud, with a faint whistle in the strong ones."""
    gust = swell(rng, count, rate, 1.6, 0.15)
    low = hiss(rng, count, rate, 90, 420, 0.5) * (np.float32(0.3) + gust * np.float32(0.6))
    high = hiss(rng, count, rate, 500, 1600, 0.6) * gust**2 * np.float32(0.6)
    whistle = hiss(rng, count, rate, 840, 900) * gust**4 * np.float32(0.12)
    return np.asarray(low + high + whistle, dtype=np.float32)


def ocean(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """Waves that roll in, break and draw back, each at its own place in the width."""
    deep = hiss(rng, count, rate, 40, 260, 0.7) * np.float32(0.4)
    surf, spray = hiss(rng, count, rate, 200, 2200, 0.6), hiss(rng, count, rate, 1500, 9000, 0.3)
    time, at = np.arange(count, dtype=np.float32) / np.float32(rate), -1.5
    while at < count / rate:
        period = float(rng.uniform(4.5, 6.5))
        phase = (time - np.float32(at)) / np.float32(period)
        rise = np.clip(phase / 0.45, 0, 1) ** 2 * np.exp(-np.maximum(phase - 0.45, 0) * np.float32(4.5))
        foam = rise * np.clip((phase - 0.3) * 5, 0, 1)
        side = np.float32(rng.uniform(-0.35, 0.35))
        width = np.array([[1 - side], [1 + side]], dtype=np.float32)
        deep += (surf * rise * np.float32(0.75) + spray * foam * np.float32(0.5)) * width
        at += period * 0.85
    return deep


def stream(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """Running water: a soft wash and many small bubbles that rise in pitch."""
    wash = hiss(rng, count, rate, 350, 3200, 0.5) * np.float32(0.3)
    bubbles = [_bubble(rate, float(pitch)) for pitch in rng.uniform(350, 1300, 16)]
    for at in scatter(rng, count / rate, 36):
        pan, gain = float(rng.uniform(-0.8, 0.8)), float(rng.uniform(0.03, 0.16))
        add_grain(wash, bubbles[int(rng.integers(16))], float(at), rate, gain, pan)
    return wash


def _bubble(rate: int, pitch: float) -> Samples:
    count = int(0.09 * rate)
    time = np.arange(count, dtype=np.float32) / np.float32(rate)
    return np.asarray(
        np.sin(2 * np.pi * pitch * (time + 4 * time * time)) * envelope(count, rate, 0.012, 0.07),
        dtype=np.float32,
    )


def birds(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """A few birds, each with its own place and phrase, over quiet leaves."""
    air = hiss(rng, count, rate, 900, 5000, 0.6) * np.float32(0.035)
    for bird in range(4):
        notes = [_chirp(rate, float(rng.uniform(2200, 4600)), rng) for _ in range(3)]
        pan, gain = float(-0.8 + 0.53 * bird), float(rng.uniform(0.12, 0.34))
        for at in scatter(rng, max(0.4, count / rate - 0.4), 0.42):
            for turn in range(int(rng.integers(2, 6))):
                add_grain(air, notes[turn % 3], float(at) + 0.13 * turn, rate, gain, pan)
    return air


def _chirp(rate: int, pitch: float, rng: np.random.Generator) -> Samples:
    count = int(rng.uniform(0.05, 0.13) * rate)
    time = np.linspace(0, 1, count)
    slide = pitch * (1 + rng.uniform(-0.25, 0.3) * time + 0.06 * np.sin(time * rng.uniform(6, 30)))
    turn = 2 * np.pi * np.cumsum(slide) / rate
    return np.asarray(np.sin(turn) * envelope(count, rate, 0.012, 0.03), dtype=np.float32)


def crickets(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """A summer night: three crickets that chirp out of step."""
    time = np.arange(count, dtype=np.float32) / np.float32(rate)
    night = hiss(rng, count, rate, 150, 1800, 0.9) * np.float32(0.06)
    for pan in (-0.7, 0.1, 0.8):
        pitch, speed = rng.uniform(3900, 5100), rng.uniform(1.6, 2.6)
        pulse = np.clip(np.sin(2 * np.pi * 31 * time), 0, 1) * (np.sin(2 * np.pi * speed * time + pan) > 0.1)
        add_grain(night, np.sin(2 * np.pi * np.float32(pitch) * time) * pulse, 0.0, rate, 0.09, pan)
    return night


def fire(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """A low flutter and crackles of all sizes."""
    body = hiss(rng, count, rate, 50, 500, 0.8) * swell(rng, count, rate, 0.3, 0.4) * np.float32(0.5)
    snaps = [_snap(rate, float(size), rng) for size in rng.uniform(0.004, 0.03, 10)]
    for at in scatter(rng, count / rate, 24):
        gain, pan = float(rng.pareto(2.2) * 0.18 + 0.04), float(rng.uniform(-0.7, 0.7))
        add_grain(body, snaps[int(rng.integers(10))], float(at), rate, min(gain, 0.9), pan)
    return body


def _snap(rate: int, seconds: float, rng: np.random.Generator) -> Samples:
    count = int(0.05 * rate)
    return (
        np.diff(rng.standard_normal(count + 1, dtype=np.float32))
        * decay(count, rate, seconds)
        * np.float32(0.6)
    )


def crowd(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """Applause: some hundred hands, denser and thinner in waves, over a murmur."""
    room = hiss(rng, count, rate, 250, 1500, 0.6) * np.float32(0.18)
    claps = [_snap(rate, float(size), rng) for size in rng.uniform(0.01, 0.035, 12)]
    thick = swell(rng, count, rate, 1.5, 0.4)
    for at in scatter(rng, count / rate, 90):
        gain = 0.35 * float(thick[min(count - 1, int(at * rate))]) * float(rng.uniform(0.2, 1))
        add_grain(room, claps[int(rng.integers(12))], float(at), rate, gain, float(rng.uniform(-1, 1)))
    return room
