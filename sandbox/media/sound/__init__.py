"""Sound: a small composer and a box of noises, different for each prompt and seed.

A prompt's words choose the mood, the instruments and the noises of the scene; the seed chooses
key, tempo, chords and tune. Equal arguments give equal bytes.
"""

import hashlib
from collections.abc import Callable

import numpy as np

from sandbox.media.medium import Medium
from sandbox.media.sound import machines, nature
from sandbox.media.sound.encoding import ENCODINGS, encode
from sandbox.media.sound.instruments import Samples
from sandbox.media.sound.mixing import master, mix_notes, reverb
from sandbox.media.sound.mood import MOODS, NOISE_WORDS, Reading, read_prompt
from sandbox.media.sound.score import compose, make_plan
from sandbox.media.sound.voice import babble, spoken_seconds
from sandbox.media.waveform import waveform_picture

__all__ = ["NOISES", "NOISE_WORDS", "make_sound", "render_sound", "spoken_seconds"]

NOISES: dict[str, Callable[[int, int, np.random.Generator], Samples]] = {
    "rain": nature.rain,
    "thunder": nature.thunder,
    "wind": nature.wind,
    "ocean": nature.ocean,
    "stream": nature.stream,
    "birds": nature.birds,
    "crickets": nature.crickets,
    "fire": nature.fire,
    "crowd": nature.crowd,
    "footsteps": machines.footsteps,
    "door": machines.door,
    "laser": machines.laser,
    "whoosh": machines.whoosh,
    "bell": machines.bell,
    "engine": machines.engine,
    "explosion": machines.explosion,
    "heartbeat": machines.heartbeat,
    "clock": machines.clock,
    "alarm": machines.alarm,
    "coins": machines.coins,
}

_VOICE_TINT = (86, 168, 150)
_NOISE_TINT = (98, 158, 206)


def render_sound(
    prompt: str, seed: int, seconds: float, sample_rate: int = 44_100, *, voice: bool = False
) -> Samples:
    """Stereo samples of shape (n, 2), float32 in [-1, 1], of exactly `seconds`.

    Music, noises or both as the prompt's words ask; with `voice` the prompt is a text that a
    wordless voice hums. Raises ValueError for a length that holds no sound.
    """
    if seconds <= 0:
        raise ValueError("a sound needs a length above 0 seconds")
    count = max(1, round(seconds * sample_rate))
    if voice:
        spoken = babble(prompt, _key(prompt, seed), count, sample_rate)
        room = reverb(spoken[0], sample_rate) * np.float32(0.06)
        return np.ascontiguousarray(master(spoken + room, sample_rate).T)
    reading = read_prompt(prompt, seed)
    mix = np.zeros((2, count), dtype=np.float32)
    if reading.with_music:
        mix += _music(reading, prompt, seed, count, sample_rate)
    if reading.noises:
        mix += _scene(reading, prompt, seed, count, sample_rate)
    slow = 0.4 if reading.with_music or len(reading.noises) > 1 else 0.03
    return np.ascontiguousarray(master(mix, sample_rate, fade_in=slow if seconds > 4 else 0.03).T)


def make_sound(
    prompt: str,
    seed: int,
    seconds: float,
    *,
    format: str = "mp3",
    voice: bool = False,
    sample_rate: int = 44_100,
    bit_rate: int = 192_000,
) -> Medium:
    """A stereo sound file of `seconds`: "mp3", "wav" or "opus" (in Ogg), with a waveform picture.

    Opus knows 48 kHz only and takes no other `sample_rate`; wav has no `bit_rate` to choose.
    Raises ValueError for an unknown format.
    """
    if format not in ENCODINGS:
        raise ValueError(f"unknown sound format {format!r}")
    rate = 48_000 if format == "opus" else sample_rate
    samples = render_sound(prompt, seed, seconds, rate, voice=voice)
    data = encode(samples.T, rate, format, bit_rate)
    reading, kind = read_prompt(prompt, seed), ENCODINGS[format]
    tint = MOODS[reading.mood].tint if reading.with_music else _NOISE_TINT
    return Medium(
        kind="audio",
        mime_type=kind.mime_type,
        extension=kind.extension,
        data=data,
        properties={
            "duration": round(len(samples) / rate, 3),
            "sampleRate": rate,
            "channels": 2,
            "bitrate": rate * 32 if format == "wav" else bit_rate,
            "codecName": kind.codec_name,
        },
        thumbnail=waveform_picture(samples.T, _VOICE_TINT if voice else tint),
    )


def _key(prompt: str, seed: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}\n{prompt}".encode()).digest()[:8])


def _music(reading: Reading, prompt: str, seed: int, count: int, rate: int) -> Samples:
    mood = MOODS[reading.mood]
    plan = make_plan(mood, count / rate, np.random.default_rng(_key(prompt, seed)))
    return mix_notes(compose(plan), count, rate, mood.room)


def _scene(reading: Reading, prompt: str, seed: int, count: int, rate: int) -> Samples:
    """The noises of the scene, quieter where they only lie under music."""
    loud = np.float32(0.28 if reading.with_music else 1.0)
    scene = np.zeros((2, count), dtype=np.float32)
    for noise in reading.noises:
        scene += NOISES[noise](count, rate, np.random.default_rng(_key(prompt + noise, seed)))
    room = reverb(scene.mean(0), rate) * np.float32(0.12)
    return (scene + room) * loud
