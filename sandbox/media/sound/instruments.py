"""Instruments: a table from name to a function that plays one note.

Every instrument takes a frequency in Hz, a number of samples and a sample rate, and gives float32
samples, mono of shape (n,) or wide stereo of shape (2, n), with a peak of about one.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Samples: TypeAlias = NDArray[np.float32]
Instrument: TypeAlias = Callable[[float, int, int], Samples]

_TABLE = 2048  # samples of one cycle: reading it without interpolation errs by -66 dB, which nobody hears


@lru_cache(maxsize=256)
def _cycle(shape: str, harmonics: int) -> Samples:
    """One cycle of a wave with so many harmonics and no more: higher ones would fold back as hiss."""
    number = np.arange(1, harmonics + 1)
    amplitudes = {
        "saw": 1.0 / number,
        "soft saw": 1.0 / number**1.6,
        "square": np.where(number % 2, 1.0 / number, 0.0),
        "hollow": np.where(number % 2, 1.0 / number**2, 0.0),
        "voice": np.exp(-(((number - 3) / 2.5) ** 2)) + 0.8 / number**1.5,
        "reed": 1.0 / number**1.2 * (1.0 + 0.6 * np.cos(number)),
    }[shape]
    spectrum = np.zeros(_TABLE // 2 + 1, dtype=np.complex128)
    spectrum[1 : harmonics + 1] = -1j * amplitudes
    wave = np.fft.irfft(spectrum)
    return np.asarray(wave / np.abs(wave).max(), dtype=np.float32)


def _wave(shape: str, frequency: float, rate: int, phase: NDArray[np.float64], brightest: float) -> Samples:
    """A band-limited wave read along `phase` (in cycles), with harmonics up to `brightest` Hz."""
    limit = int(min(brightest, rate * 0.45) / frequency)
    table = _cycle(shape, max(1, min(limit, 80)))
    return np.asarray(table[(phase * _TABLE).astype(np.int32) & (_TABLE - 1)], dtype=np.float32)


def _phase(
    frequency: float, count: int, rate: int, *, vibrato: float = 0.0, speed: float = 5.2
) -> NDArray[np.float64]:
    steps = np.arange(count, dtype=np.float64) * (frequency / rate)
    if vibrato:
        angle = 2 * np.pi * speed / rate * np.arange(count)
        onset = np.minimum(1.0, np.arange(count) / (0.5 * rate))  # players add vibrato once the note stands
        steps += onset * np.sin(angle) * (vibrato * frequency / speed / (2 * np.pi))
    return steps


def envelope(count: int, rate: int, attack: float, release: float) -> Samples:
    """A smooth rise over `attack` seconds and fall over the last `release` seconds."""
    shape = np.ones(count, dtype=np.float32)
    rise, fall = min(count, int(attack * rate)), min(count, int(release * rate))
    if rise:
        shape[:rise] = 0.5 - 0.5 * np.cos(np.linspace(0, np.pi, rise, dtype=np.float32))
    if fall:
        shape[-fall:] *= 0.5 + 0.5 * np.cos(np.linspace(0, np.pi, fall, dtype=np.float32))
    return shape


def decay(count: int, rate: int, seconds: float) -> Samples:
    """An exponential fall by 60 dB in `seconds`."""
    fall = np.arange(count, dtype=np.float32) * np.float32(-6.9 / (seconds * rate))
    return np.asarray(np.exp(fall), dtype=np.float32)


def _wide(shape: str, brightest: float, spread: float, attack: float, vibrato: float = 0.0) -> Instrument:
    """A held stereo sound: three slightly detuned waves, the middle one on both sides."""

    def play(frequency: float, count: int, rate: int) -> Samples:
        tones = [
            _wave(
                shape,
                frequency,
                rate,
                _phase(frequency * bend, count, rate, vibrato=vibrato) + start,
                brightest,
            )
            for bend, start in ((1 - spread, 0.13), (1.0, 0.57), (1 + spread, 0.81))
        ]
        shape_in_time = envelope(count, rate, attack, min(0.9, count / rate * 0.4)) * np.float32(0.55)
        sides = np.stack([tones[0] + 0.6 * tones[1], tones[2] + 0.6 * tones[1]])
        return np.asarray(sides * shape_in_time, dtype=np.float32)

    return play


def _struck(ratio: float, index: float, ring: float, sparkle: float) -> Instrument:
    """A struck sound by frequency modulation: bells, glass, electric pianos, by ratio and index."""

    def play(frequency: float, count: int, rate: int) -> Samples:
        turn = np.asarray(2 * np.pi * (_phase(frequency, count, rate) % 64.0), dtype=np.float32)
        fall = decay(count, rate, ring * (330.0 / max(frequency, 60.0)) ** 0.35)
        # The carrier's phase wraps at 64 whole cycles, so the modulator's ratio has to stay a 64th.
        bright = np.sin(turn * np.float32(round(ratio * 64) / 64)) * fall * fall * np.float32(index)
        tone = np.sin(turn + bright) + np.float32(sparkle) * np.sin(turn * 4) * fall**4
        return np.asarray(tone * fall * envelope(count, rate, 0.003, 0.03), dtype=np.float32)

    return play


@lru_cache(maxsize=128)
def _string(period: int, rounds: int, softness: float) -> Samples:
    """A plucked string (Karplus-Strong) whose period is a whole number of samples, round by round."""
    noise = np.random.default_rng(period).uniform(-1, 1, period)
    width = max(3, int(period * 0.09)) if softness > 0.3 else 4  # a finger smooths more than a steel pick
    pluck = np.convolve(np.r_[noise, noise[: width - 1]], np.ones(width), "valid")
    pluck = (pluck - pluck.mean()) / np.abs(pluck - pluck.mean()).max()
    string = np.empty((rounds, period), dtype=np.float32)
    string[0] = pluck
    keep = 0.5 ** (period / 44_100 * 0.9)  # low strings would ring for ever by the averaging alone
    for turn in range(1, rounds):
        last = string[turn - 1]
        string[turn] = keep * ((1 - softness) * last + softness * np.roll(last, 1))
    return string.ravel()


def _plucked(softness: float, *, slide: float = 0.0, vibrato: float = 0.0) -> Instrument:
    """A plucked string read at the exact pitch; a slide (in semitones) leads up to the note."""

    def play(frequency: float, count: int, rate: int) -> Samples:
        period = max(16, round(rate / frequency))
        step = np.full(count, frequency * period / rate)
        time = np.arange(count) / rate
        if slide:
            step *= 2.0 ** (-slide / 12.0 * np.exp(-time * 14.0))
        if vibrato:
            step *= 1.0 + vibrato * np.minimum(1.0, time * 3.0) * np.sin(time * (2 * np.pi * 5.6))
        where = np.cumsum(step)
        source = _string(period, int(where[-1] / period) + 3, softness)
        index = where.astype(np.int32)
        part = (where - index).astype(np.float32)
        tone = source[index] * (1 - part) + source[index + 1] * part
        return np.asarray(tone * envelope(count, rate, 0.001, 0.08), dtype=np.float32)

    return play


def _bowed(shape: str, brightest: float, attack: float, vibrato: float) -> Instrument:
    """A held mono lead whose brightness blooms after the attack."""

    def play(frequency: float, count: int, rate: int) -> Samples:
        phase = _phase(frequency, count, rate, vibrato=vibrato)
        dull = _wave(shape, frequency, rate, phase, max(brightest * 0.3, frequency * 2.5))
        bright = _wave(shape, frequency, rate, phase, brightest)
        bloom = np.minimum(1.0, np.arange(count, dtype=np.float32) / (0.16 * rate)) * np.float32(0.8)
        return np.asarray(
            (dull + (bright - dull) * bloom) * envelope(count, rate, attack, min(0.18, count / rate * 0.4)),
            dtype=np.float32,
        )

    return play


def _short(player: Instrument, ring: float) -> Instrument:
    """Another instrument, played short."""
    return lambda frequency, count, rate: player(frequency, count, rate) * decay(count, rate, ring)


def _flute(frequency: float, count: int, rate: int) -> Samples:
    tone = _wave("hollow", frequency, rate, _phase(frequency, count, rate, vibrato=0.006), 4000)
    breath = np.random.default_rng(int(frequency)).standard_normal(count, dtype=np.float32)
    breath[1:] += breath[:-1]
    return (tone + breath * np.float32(0.012)) * envelope(count, rate, 0.09, 0.16)


def _eight_o_eight(frequency: float, count: int, rate: int) -> Samples:
    """The long booming bass of a drum machine: a sine that falls onto its note, slightly driven."""
    time = np.arange(count, dtype=np.float64) / rate
    phase = frequency * (time + 0.045 * (1 - np.exp(-time * 28.0)))
    tone = np.sin((2 * np.pi * (phase % 1.0)).astype(np.float32)) * decay(count, rate, 2.6)
    return np.asarray(np.tanh(tone * np.float32(1.9)) * envelope(count, rate, 0.002, 0.06), dtype=np.float32)


def _sub(frequency: float, count: int, rate: int) -> Samples:
    phase = _phase(frequency, count, rate)
    return _wave("hollow", frequency, rate, phase, 420) * envelope(count, rate, 0.06, 0.25)


INSTRUMENTS: dict[str, Instrument] = {
    "warm pad": _wide("soft saw", 1500, 0.0022, 0.5),
    "saw pad": _wide("saw", 2600, 0.0045, 0.12),
    "strings": _wide("saw", 3200, 0.0030, 0.28, vibrato=0.004),
    "strings short": _short(_wide("saw", 3600, 0.0035, 0.012), 0.55),
    "choir": _wide("voice", 2400, 0.0030, 0.45, vibrato=0.005),
    "glass": _struck(3.5, 0.7, 3.5, 0.05),
    "bell": _struck(3.5, 1.6, 2.2, 0.12),
    "electric piano": _struck(1.0, 0.9, 2.6, 0.16),
    "piano": _struck(2.0, 0.75, 2.8, 0.10),
    "pluck": _plucked(0.5),
    "steel guitar": _plucked(0.24, slide=2.0, vibrato=0.006),
    "upright": _plucked(0.5),
    "flute": _flute,
    "brass": _bowed("reed", 3800, 0.06, 0.004),
    "saw lead": _bowed("saw", 5200, 0.02, 0.005),
    "square": _short(_bowed("square", 4200, 0.004, 0.0), 0.7),
    "square lead": _bowed("square", 5200, 0.006, 0.006),
    "round bass": _short(_bowed("soft saw", 900, 0.006, 0.0), 1.6),
    "saw bass": _bowed("saw", 1100, 0.01, 0.0),
    "sub": _sub,
    "eight-o-eight": _eight_o_eight,
}
