"""Mixing: notes and textures into one stereo picture, with a room around it."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from .drums import DRUMS, struck
from .instruments import INSTRUMENTS, Samples
from .score import Note

_CEILING = 0.89  # leaves the decibel by which lossy codecs overshoot


def mix_notes(notes: Iterable[Note], count: int, rate: int, room: float) -> Samples:
    """The notes as stereo samples of shape (2, count), with reverb; louder or softer than one."""
    dry = np.zeros((2, count), dtype=np.float32)
    send = np.zeros(count, dtype=np.float32)
    played: dict[tuple[str, float, int], Samples] = {}
    for note in notes:
        at = round(note.start * rate)
        length = round(note.seconds * rate)
        key = (note.instrument, note.pitch, length)
        if at >= count:
            continue
        if key not in played:
            played[key] = _play(note, length, rate)
        tone = played[key][..., : count - at]
        angle = (note.pan + 1) * np.pi / 4
        sides = np.array([[np.cos(angle)], [np.sin(angle)]], dtype=np.float32) * np.float32(note.gain * 1.414)
        dry[:, at : at + tone.shape[-1]] += tone * sides
        middle = tone if tone.ndim == 1 else tone[0]
        send[at : at + tone.shape[-1]] += middle * np.float32(note.gain * note.send)
    return dry + reverb(send, rate) * np.float32(room)


def _play(note: Note, length: int, rate: int) -> Samples:
    if note.instrument in DRUMS:
        return struck(note.instrument, rate)
    return INSTRUMENTS[note.instrument](440.0 * 2.0 ** ((note.pitch - 69) / 12), max(length, 64), rate)


def reverb(send: Samples, rate: int, seconds: float = 1.8) -> Samples:
    """The echo of a hall, stereo, as long as `send`; made at half the rate, since halls are dull."""
    even = send[: len(send) // 2 * 2]
    half = (even[0::2] + even[1::2]) * np.float32(0.5)
    hall = _hall(rate // 2, seconds)
    size = _fast_length(len(half) + hall.shape[1])
    echo = np.fft.irfft(np.fft.rfft(half, size) * np.fft.rfft(hall, size), size)[:, : len(half)]
    full = np.empty((2, len(send)), dtype=np.float32)
    full[:, : 2 * len(half) : 2] = echo
    full[:, 1 : 2 * len(half) : 2] = echo
    full[:, 1 : 2 * len(half) - 1 : 2] = (echo[:, :-1] + echo[:, 1:]) * np.float32(0.5)
    full[:, 2 * len(half) :] = 0
    return full


@lru_cache(maxsize=8)
def _hall(rate: int, seconds: float) -> Samples:
    """The answer of a hall to a clap: noise whose high end dies sooner, different on both sides."""
    rng = np.random.default_rng(7)
    count = int(rate * seconds)
    time = np.arange(count, dtype=np.float32) / np.float32(rate)
    bright = rng.standard_normal((2, count), dtype=np.float32)
    dull = np.cumsum(bright, axis=1, dtype=np.float32)
    dull = (dull[:, 12:] - dull[:, :-12]) / np.float32(12**0.5)
    dull = np.pad(dull, ((0, 0), (0, 12)))
    tail = bright * np.exp(time * np.float32(-9.0 / seconds)) * np.float32(0.5)
    tail += dull * np.exp(time * np.float32(-5.5 / seconds))
    tail *= np.minimum(1.0, time / np.float32(0.02))  # the first echo needs time to come back
    return np.asarray(tail * (2.2 / np.sqrt((tail**2).sum() / 2)), dtype=np.float32)


def _fast_length(least: int) -> int:
    """The next length made of twos and threes only, for which the transform is quick."""
    powers = (2**two * 3**three for three in range(4) for two in range(4, 26))
    return min((size for size in powers if size >= least), default=least)


def master(mix: Samples, rate: int, *, fade_in: float = 0.03) -> Samples:
    """The mix at a steady loudness, softly limited below full scale and faded at both ends."""
    count = mix.shape[1]
    level = float(np.sqrt(np.mean(np.square(mix)))) or 1.0
    loud = np.tanh(mix * np.float32(0.2 / level))
    loud *= np.float32(_CEILING / max(float(np.abs(loud).max()), 0.3))
    seconds = count / rate
    rise, fall = int(min(fade_in, seconds / 4) * rate), int(min(2.0, seconds * 0.22) * rate)
    loud[:, :rise] *= np.linspace(0, 1, rise, dtype=np.float32)
    loud[:, count - fall :] *= np.linspace(1, 0, fall, dtype=np.float32) ** 1.5
    return np.asarray(loud, dtype=np.float32)
