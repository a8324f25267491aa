"""A voice without words: the rhythm and the vowels of a text, sung by formants.

A stand-in cannot read aloud. It hums each syllable with the vowel it is written with, after the
hiss or the click of its first consonant, so that another text sounds different and a question rises.
"""

import re
from dataclasses import dataclass

import numpy as np

from .instruments import Samples, envelope
from .mood import words_of

# Formants of a mid voice in Hz with their loudness; the usual textbook vowels.
_VOWELS: dict[str, tuple[tuple[float, float], ...]] = {
    "a": ((760, 1.0), (1250, 0.55), (2600, 0.16)),
    "e": ((520, 1.0), (1850, 0.42), (2550, 0.2)),
    "i": ((320, 1.0), (2250, 0.34), (2950, 0.22)),
    "o": ((500, 1.0), (880, 0.5), (2500, 0.08)),
    "u": ((340, 1.0), (780, 0.35), (2350, 0.05)),
    "y": ((310, 1.0), (1950, 0.3), (2500, 0.14)),
}
_HISSES = dict.fromkeys("sczx", (3800.0, 9000.0, 0.085)) | dict.fromkeys("fhv", (1500.0, 7000.0, 0.06))
_CLICKS = dict.fromkeys("tkpqdgb", (700.0, 5000.0, 0.022))
_RATE = 22_050  # a voice has little above 10 kHz; half the rate is half the work
_PACE = 4.6  # syllables a second of an unhurried speaker


@dataclass(frozen=True)
class Syllable:
    """A vowel with the consonant before it, its weight in time, and the rest after it (0 for none)."""

    vowel: str
    onset: str
    weight: float
    rest: float
    melody: float  # semitones over the speaker's middle


def spoken_seconds(text: str) -> float:
    """How long a speaker would take for the text; at least one second."""
    return max(1.0, sum(one.weight + one.rest for one in _syllables(text, 0)) / _PACE + 0.5)


def _syllables(text: str, seed: int) -> list[Syllable]:
    rng = np.random.default_rng(seed)
    found: list[Syllable] = []
    for phrase in re.findall(r"[^.,;:!?\n]+[.,;:!?\n]*", text) or ["ah"]:
        parts = re.findall(r"([^aeiouy\s\d]*)([aeiouy]+)", " ".join(words_of(phrase))) or [("", "a")]
        rise = 4.0 if "?" in phrase else -3.0
        for number, (onset, vowels) in enumerate(parts):
            share, last = number / max(1, len(parts) - 1), number == len(parts) - 1
            tune = 2.5 * np.sin(share * 3.0) + rise * share**3 + float(rng.choice([-1, 0, 0, 2]))
            pause = (0.9 if phrase.rstrip().endswith(",") else 1.8) if last else 0.0
            weight = 1.35 if last else 0.8 + 0.3 * min(len(vowels), 2) * float(rng.uniform(0.8, 1.1))
            found.append(Syllable(vowels[0], onset[-1:], weight, pause, tune))
    return found


def babble(text: str, seed: int, count: int, rate: int) -> Samples:
    """The text hummed, shape (2, count): paced to fill the time where that sounds natural, else once."""
    syllables = _syllables(text, seed)
    seconds = count / rate
    length = sum(one.weight + one.rest for one in syllables)
    pace = float(np.clip(length / max(seconds - 0.4, 0.3), 3.4, 6.2))
    middle = float(np.random.default_rng(seed).choice([112, 128, 165, 190, 205]))
    track = np.zeros(int(seconds * _RATE) + 1, dtype=np.float32)
    at = 0.12
    for number, syllable in enumerate(syllables):
        if at > seconds - 0.15:
            break
        _sing(track, syllable, middle, at, syllable.weight / pace, number)
        at += (syllable.weight + syllable.rest) / pace
    where = np.arange(count) * (_RATE / rate)
    near = np.interp(where, np.arange(len(track)), track)
    late = np.interp(where - 0.011 * _RATE, np.arange(len(track)), track)  # the wall beside the speaker
    return np.stack([near + 0.18 * late, 0.94 * near - 0.18 * late]).astype(np.float32)


def _sing(track: Samples, syllable: Syllable, middle: float, at: float, seconds: float, number: int) -> None:
    """Adds one syllable to the track: its consonant, then its vowel."""
    noise = _HISSES.get(syllable.onset) or _CLICKS.get(syllable.onset)
    if noise:
        low, high, length = noise
        burst = _burst(int(length * _RATE), low, high, number)
        _add(track, burst * np.float32(0.16 if syllable.onset in _HISSES else 0.3), at)
        at += length * 0.8
    count = max(64, int(seconds * 1.04 * _RATE))
    pitch = middle * 2 ** (syllable.melody / 12)
    shape = envelope(count, _RATE, 0.06 if syllable.onset in "mnlrw" else 0.025, 0.07)
    _add(track, _vowel(syllable.vowel, pitch, count) * shape * np.float32(0.5), at)


def _vowel(letter: str, pitch: float, count: int) -> Samples:
    """Harmonics of a gliding pitch, each as loud as the formants of the vowel let through."""
    time = np.arange(count) / _RATE
    course = pitch * (1.02 - 0.05 * time / max(time[-1], 0.01) + 0.008 * np.sin(2 * np.pi * 5.1 * time))
    turn = (2 * np.pi * ((np.cumsum(course) / _RATE) % 1.0)).astype(np.float32)
    harmonics = np.arange(1, int(3600 / pitch) + 1)
    frequency = harmonics * pitch
    loud = sum(
        gain / (1 + ((frequency - centre) / (55 + 0.05 * centre)) ** 2) for centre, gain in _VOWELS[letter]
    )
    loud = np.asarray(loud + 0.02, dtype=np.float32) / harmonics**0.35
    table_turn = np.linspace(0, 2 * np.pi, 1024, endpoint=False, dtype=np.float32)
    table = (np.sin(np.outer(harmonics, table_turn)) * loud[:, None]).sum(0)
    table /= np.abs(table).max()
    return np.asarray(
        table[(turn * np.float32(1024 / (2 * np.pi))).astype(np.int32) & 1023], dtype=np.float32
    )


def _burst(count: int, low: float, high: float, key: int) -> Samples:
    spectrum = np.fft.rfft(np.random.default_rng(key).standard_normal(count))
    frequency = np.fft.rfftfreq(count, 1 / _RATE)
    spectrum[(frequency < low) | (frequency > high)] = 0
    wave = np.fft.irfft(spectrum, count)
    return np.asarray(wave / (np.abs(wave).max() or 1.0), dtype=np.float32) * envelope(
        count, _RATE, 0.004, 0.02
    )


def _add(track: Samples, part: Samples, at: float) -> None:
    start = int(at * _RATE)
    part = part[: max(0, len(track) - start)]
    track[start : start + len(part)] += part
