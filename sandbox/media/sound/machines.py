"""Noises of things and machines: textures of `count` stereo samples, shape (2, n)."""

import numpy as np

from .drums import struck
from .instruments import INSTRUMENTS, Samples, decay, envelope
from .textures import add_grain, hiss, repeat_every, swell


def _silence(count: int) -> Samples:
    return np.zeros((2, count), dtype=np.float32)


def _sweep(count: int, rate: int, start: float, end: float, bend: float = 1.0) -> Samples:
    """A sine that glides from `start` to `end` Hz, `bend` above 1 hurries at the end."""
    course = start * (end / start) ** (np.linspace(0, 1, count) ** bend)
    return np.sin((2 * np.pi * (np.cumsum(course / rate) % 1.0)).astype(np.float32))


def footsteps(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """Steps on gravel: heel and toe, left and right in turn."""
    ground = hiss(rng, count, rate, 200, 2000, 0.8) * np.float32(0.02)
    length = int(0.22 * rate)
    for number, at in enumerate(repeat_every(count / rate, 0.56)):
        pan = 0.35 * (-1) ** number
        thud = _sweep(length, rate, 120, 55) * decay(length, rate, 0.12)
        crunch = hiss(rng, length, rate, 900, 6500, 0.3)[0] * envelope(length, rate, 0.015, 0.18)
        crunch *= np.float32(0.3) + np.float32(0.7) * (rng.random(length, dtype=np.float32) > 0.6)
        jitter = float(rng.uniform(-0.025, 0.025))
        add_grain(ground, thud, at + jitter, rate, float(rng.uniform(0.7, 0.95)), pan)
        add_grain(ground, crunch, at + jitter + 0.02, rate, 0.4, pan)
        add_grain(ground, crunch[: length // 2], at + jitter + 0.13, rate, 0.22, pan)
    return ground


def door(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """A sliding door of a spaceship: a latch, a hiss of air, a servo that glides up, a soft stop."""
    hum = hiss(rng, count, rate, 50, 160, 0.6) * np.float32(0.05)
    length = int(1.1 * rate)
    for number, at in enumerate(repeat_every(count / rate, 2.6, 0.12)):
        up = (240.0, 620.0) if number % 2 == 0 else (620.0, 220.0)
        servo = _sweep(length, rate, *up) + _sweep(length, rate, up[0] * 1.51, up[1] * 1.49) * np.float32(0.5)
        servo *= envelope(length, rate, 0.12, 0.25) * np.float32(0.22)
        air = (
            hiss(rng, length, rate, 1800, 10_000, 0.2)
            * decay(length, rate, 0.9)
            * envelope(length, rate, 0.02, 0.3)
        )
        slide = hiss(rng, length, rate, 150, 900, 0.6) * envelope(length, rate, 0.25, 0.3)
        add_grain(hum, struck("kick", rate), at, rate, 0.45, -0.2)
        add_grain(hum, air, at + 0.03, rate, 0.5, 0.0)
        add_grain(hum, servo, at + 0.12, rate, 1.0, -0.35 if number % 2 else 0.35)
        add_grain(hum, slide, at + 0.12, rate, 0.5, 0.0)
        add_grain(hum, struck("deep kick", rate), at + 1.2, rate, 0.6, 0.1)
    return hum


def laser(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """Shots that fall through four octaves, from changing sides."""
    sky = hiss(rng, count, rate, 60, 300, 0.8) * np.float32(0.04)
    length = int(0.32 * rate)
    for at in repeat_every(count / rate, 0.62, 0.1):
        top = float(rng.uniform(1800, 3400))
        shot = np.tanh(_sweep(length, rate, top, top / 14, 0.6) * np.float32(2)) * decay(length, rate, 0.38)
        pan = float(rng.uniform(-0.7, 0.7))
        add_grain(sky, shot, at + float(rng.uniform(0, 0.12)), rate, 0.55, pan)
        add_grain(sky, shot, at + 0.21, rate, 0.12, -pan)
    return sky


def whoosh(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """Something fast flies past from left to right: hiss that brightens, passes and dulls."""
    out, length = _silence(count), int(min(1.3, count / rate) * rate)
    rise = np.linspace(0, 1, length, dtype=np.float32)
    bump = np.exp(-(((rise - 0.55) / 0.16) ** 2))
    across = np.stack([np.cos(rise * np.pi / 2), np.sin(rise * np.pi / 2)])
    for number, at in enumerate(repeat_every(count / rate, 1.9, 0.05)):
        low = hiss(rng, length, rate, 180, 900, 0.4) * np.exp(-(((rise - 0.5) / 0.28) ** 2))
        high = hiss(rng, length, rate, 1500, 7000, 0.2) * bump**2
        pass_by = (low + high) * (across if number % 2 == 0 else across[::-1])
        add_grain(out, pass_by, at, rate, float(rng.uniform(0.9, 1.2)), 0.0)
    return out


def bell(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """A cast bell with its hum, prime, tierce, quint and nominal, tolling."""
    out, base = _silence(count), float(rng.uniform(220, 420))
    length = int(min(4.5, count / rate) * rate)
    time = np.arange(length) / rate
    partials = (
        (0.5, 0.5, 5.5),
        (1.0, 0.8, 4.0),
        (1.2, 0.55, 3.0),
        (1.5, 0.3, 2.4),
        (2.0, 0.6, 2.0),
        (2.67, 0.3, 1.2),
    )
    for side, spread in enumerate((0.9985, 1.0015)):
        for ratio, loud, ring in partials:
            turn = (2 * np.pi * ((base * ratio * spread * time) % 1.0)).astype(np.float32)
            out[side, :length] += np.sin(turn) * decay(length, rate, ring) * np.float32(loud * 0.3)
    toll, out = out[:, :length].copy(), _silence(count)
    for at in repeat_every(count / rate, 2.4, 0.05):
        add_grain(out, toll, at, rate, 1.0, 0.0)
    return out


def engine(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """A motor that revs up and settles: pulses, their harmonics and the wind of the exhaust."""
    speed = 26 + 60 * swell(rng, count, rate, 1.8, 0.1).astype(np.float64)
    phase = np.cumsum(speed / rate)
    out = hiss(rng, count, rate, 80, 1400, 0.8) * np.float32(0.22)
    for side, shift in enumerate((0.0, 0.07)):
        turn = (2 * np.pi * ((phase + shift) % 1.0)).astype(np.float32)
        pulse = np.exp(np.sin(turn) * 3 - 3) + 0.5 * np.exp(np.sin(turn * 2 + 1) * 4 - 4)
        rough = 1 + np.float32(0.3) * np.sin(turn * np.float32(0.5))
        out[side] += (pulse - pulse.mean()) * rough * np.float32(0.9)
    return out


def explosion(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """A blast with a falling boom and debris, again after five seconds where there is time."""
    out = _silence(count)
    length = int(min(3.5, count / rate) * rate)
    for at in repeat_every(count / rate, 5.0, 0.1):
        boom = _sweep(length, rate, 95, 28, 0.4) * decay(length, rate, 2.4)
        blast = hiss(rng, length, rate, 40, 1800, 0.8) * decay(length, rate, 1.5) * np.float32(1.4)
        dust = hiss(rng, length, rate, 1200, 7000, 0.4) * envelope(length, rate, 0.3, 2.0) * np.float32(0.15)
        grit = dust * (rng.random(length, dtype=np.float32) > 0.5)
        add_grain(out, np.tanh((blast + boom + grit) * np.float32(1.5)), at, rate, 1.0, 0.0)
    return out


def heartbeat(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """A heart at rest, heard from within."""
    out = hiss(rng, count, rate, 30, 120, 0.8) * np.float32(0.06)
    for at in repeat_every(count / rate, float(rng.uniform(0.82, 0.98))):
        add_grain(out, struck("deep kick", rate), at, rate, 0.8, -0.1)
        add_grain(out, struck("deep kick", rate), at + 0.24, rate, 0.5, 0.1)
    return out


def clock(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """A wall clock: tick and tock, a little apart in pitch and place."""
    out = hiss(rng, count, rate, 100, 900, 0.8) * np.float32(0.02)
    length = int(0.09 * rate)
    for number, at in enumerate(repeat_every(count / rate, 0.5)):
        pitch = 2300.0 if number % 2 == 0 else 1750.0
        click = _sweep(length, rate, pitch, pitch * 0.8) * decay(length, rate, 0.05)
        add_grain(out, click, at, rate, 0.7, -0.3 if number % 2 == 0 else 0.3)
        add_grain(out, struck("hat", rate), at, rate, 0.25, 0.0)
    return out


def alarm(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """A two-tone siren in a large room."""
    base = float(rng.uniform(560, 700))
    time = np.arange(count, dtype=np.float64) / rate
    bend = 1 + 0.25 * np.tanh(4 * np.sin(2 * np.pi * 0.8 * time))
    phase = np.cumsum(base * bend / rate)
    sides = [np.tanh(np.sin(2 * np.pi * ((phase * spread) % 1.0)) * 2) for spread in (1.0, 1.002)]
    return np.asarray(np.stack(sides) * 0.4, dtype=np.float32)


def coins(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """Coins poured onto coins: bright short rings in handfuls."""
    out, length = hiss(rng, count, rate, 2000, 8000) * np.float32(0.015), int(0.7 * rate)
    rings = [INSTRUMENTS["glass"](float(pitch), length, rate) for pitch in rng.uniform(1900, 4200, 10)]
    for handful in repeat_every(count / rate, 1.1, 0.1):
        for at in handful + np.sort(rng.exponential(0.16, 14)):
            pan, gain = float(rng.uniform(-0.7, 0.7)), float(rng.uniform(0.08, 0.3))
            add_grain(out, rings[int(rng.integers(10))], float(at), rate, gain, pan)
    return out
