"""Composing: from a mood to the notes of a piece of a given length."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from .mood import SCALES, Mood

Motif: TypeAlias = tuple[tuple[float, float], ...]  # (beat in the bar, length in beats)


@dataclass(frozen=True)
class Note:
    """One note: seconds from the start, seconds long, MIDI pitch, and where it stands in the mix.

    `pan` runs from -1 (left) to 1 (right), `send` is its share of reverb. Drums have no pitch.
    """

    start: float
    seconds: float
    pitch: float
    instrument: str
    gain: float
    pan: float = 0.0
    send: float = 0.5


@dataclass(frozen=True)
class Plan:
    """The frame of a piece: what every part has to agree on."""

    mood: Mood
    beat: float  # seconds
    root: int  # MIDI pitch of the key
    chords: tuple[int, ...]  # a scale degree a bar
    rng: np.random.Generator

    @property
    def bar(self) -> float:
        return 4 * self.beat

    def pitch(self, degree: int) -> int:
        """The MIDI pitch of a scale degree; degree 7 is the root an octave up."""
        octave, step = divmod(degree, 7)
        return self.root + 12 * octave + SCALES[self.mood.scale][step]


def make_plan(mood: Mood, seconds: float, rng: np.random.Generator) -> Plan:
    """The frame for a piece that lasts at least `seconds` and comes home in its last bar."""
    beat = 60.0 / rng.integers(*mood.tempo, endpoint=True)
    bars = max(1, int(np.ceil(seconds / (4 * beat))))
    turn = mood.progressions[rng.integers(len(mood.progressions))]
    chords = [turn[bar % len(turn)] for bar in range(bars)]
    if bars > 2:
        chords[-1] = 0
    return Plan(mood, float(beat), int(rng.integers(45, 57)), tuple(chords), rng)


def compose(plan: Plan) -> list[Note]:
    """All notes of the piece. Parts come in one after another, soon enough for short pieces too."""
    bars = len(plan.chords)
    parts: list[tuple[float, Callable[[Plan, int], list[Note]]]] = [
        (0.0, _pad_bar), (0.0, _plucked_bar), (0.1, _bass_bar), (0.12, _beat_bar)
    ]  # fmt: skip
    notes = [
        note for share, part in parts for bar in range(int(share * bars), bars) for note in part(plan, bar)
    ]
    return notes + _melody(plan, int(0.2 * bars))


def _voicing(plan: Plan, bar: int) -> list[int]:
    """The chord of a bar, each tone in the octave around middle C, so that chords flow into each other."""
    sizes = (0, 2, 4, 6) if plan.mood.beat == "swing" else (0, 2, 4)
    return sorted(54 + (plan.pitch(plan.chords[bar] + size) - 54) % 12 for size in sizes)


def _pad_bar(plan: Plan, bar: int) -> list[Note]:
    if not plan.mood.pad:
        return []
    start, tones = bar * plan.bar, _voicing(plan, bar)
    spread = np.linspace(-0.5, 0.5, len(tones))
    return [
        Note(start, plan.bar * 1.08, tone, plan.mood.pad, 0.13, float(side), 0.8)
        for tone, side in zip(tones, spread, strict=True)
    ]


_BASS_LINES: dict[
    str, tuple[tuple[float, float, int], ...]
] = {  # (beat, length in beats, degree over the root)
    "long": ((0, 4, 0),),
    "eighths": tuple((step / 2, 0.46, 7 if step == 7 else 0) for step in range(8)),
    "country": ((0, 0.9, 0), (2, 0.9, 4)),
    "walking": ((0, 0.95, 0), (1, 0.95, 2), (2, 0.95, 4), (3, 0.95, 5)),
    "glide": ((0, 1.7, 0), (1.75, 0.9, 0), (2.75, 1.2, 4)),
}


def _bass_bar(plan: Plan, bar: int) -> list[Note]:
    loud = 0.22 if plan.mood.bass_line == "long" else 0.34
    chord, low = plan.chords[bar], 24 if plan.mood.bass == "eight-o-eight" else 28
    return [
        Note(
            bar * plan.bar + beat * plan.beat,
            length * plan.beat,
            low + (plan.pitch(chord + degree) - low) % 12 + (12 if degree >= 7 else 0),
            plan.mood.bass, loud, 0.0, 0.08,
        )
        for beat, length, degree in _BASS_LINES[plan.mood.bass_line]
    ]  # fmt: skip


_ARPEGGIOS: dict[str, tuple[tuple[float, int], ...]] = {  # (beat, which tone of the chord, counted upwards)
    "eighths": tuple((step / 2, tone) for step, tone in enumerate((0, 2, 1, 3, 2, 4, 3, 1))),
    "sixteenths": tuple((step / 4, tone) for step, tone in enumerate((0, 1, 2, 3, 4, 3, 2, 1) * 2)),
    "rolling": tuple((step / 2, tone) for step, tone in enumerate((0, 1, 2, 4, 5, 4, 2, 1))),
    "gallop": tuple((beat + part, 0 if part else 1) for beat in range(4) for part in (0.0, 0.5, 0.75)),
    "picking": tuple((step / 2, tone) for step, tone in enumerate((0, 3, 2, 4, 1, 3, 2, 3))),
    "sparse": ((0.0, 2), (1.5, 4), (2.0, 3), (3.5, 5)),
}


def _plucked_bar(plan: Plan, bar: int) -> list[Note]:
    tones, lift = _voicing(plan, bar), 12 if plan.mood.plucked in {"bell", "glass", "square", "piano"} else 0
    notes = []
    for beat, tone in _ARPEGGIOS[plan.mood.arpeggio]:
        octave, which = divmod(tone, len(tones))
        accent = 1.0 if beat in {0.0, 2.0} else 0.72
        start = bar * plan.bar + (beat + _swing(plan, beat)) * plan.beat
        side = 0.55 * (-1) ** tone
        notes.append(
            Note(
                start,
                1.9 * plan.beat,
                tones[which] + 12 * octave + lift,
                plan.mood.plucked,
                0.17 * accent,
                side,
            )
        )
    return notes


def _swing(plan: Plan, beat: float) -> float:
    """How much later an off-beat comes where the mood swings, in beats."""
    return 0.14 if plan.mood.beat == "swing" and beat % 1 == 0.5 else 0.0


_BEATS: dict[
    str, dict[str, tuple[tuple[float, ...], float, float]]
] = {  # drum: (beats in the bar, gain, pan)
    "none": {},
    "four": {
        "kick": ((0, 1, 2, 3), 0.5, 0.0),
        "clap": ((1, 3), 0.32, 0.05),
        "hat": ((0.5, 1.5, 2.5, 3.5, 0.75, 2.75), 0.5, 0.3),
        "open hat": ((3.5,), 0.3, -0.3),
    },
    "train": {
        "kick": ((0, 2), 0.34, 0.0),
        "brush": (tuple(step / 2 for step in range(8)), 0.5, 0.2),
        "snare": ((1, 3), 0.16, -0.1),
    },
    "trap": {
        "deep kick": ((0, 1.75, 2.5), 0.42, 0.0),
        "snare": ((2,), 0.45, 0.0),
        "clap": ((2,), 0.3, 0.1),
        "hat": ((*(step / 4 for step in range(14)), 3.5, 3.625, 3.75, 3.875), 0.5, 0.25),
        "open hat": ((1.5,), 0.3, -0.35),
    },
    "swing": {
        "kick": ((0, 2.5), 0.34, 0.0),
        "snare": ((1, 3), 0.2, 0.05),
        "hat": ((0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5), 0.3, 0.3),
    },
    "taiko": {
        "taiko": ((0, 1.5, 2, 3, 3.5), 0.5, -0.15),
        "snare": ((1, 2.5, 2.75, 3), 0.14, 0.25),
    },
    "heart": {"deep kick": ((0, 0.5), 0.3, 0.0)},
    "chip": {
        "kick": ((0, 2, 2.5), 0.4, 0.0),
        "chip noise": ((1, 3), 0.3, 0.0),
        "hat": ((0.5, 1.5, 2.5, 3.5), 0.5, 0.2),
    },
}


def _beat_bar(plan: Plan, bar: int) -> list[Note]:
    start, notes = bar * plan.bar, []
    for drum, (beats, gain, pan) in _BEATS[plan.mood.beat].items():
        for beat in beats:
            loud = gain * (1.0 if beat % 1 == 0 else 0.7) * float(plan.rng.uniform(0.88, 1.0))
            at = start + (beat + _swing(plan, beat)) * plan.beat
            notes.append(Note(at, 0.0, 0.0, drum, loud, pan, 0.9 if drum in {"taiko", "clap"} else 0.15))
    if bar % 8 == 0 and bar and notes:
        notes.append(Note(start, 0.0, 0.0, "cymbal", 0.4, -0.2, 0.6))
    return notes


_MOTIFS: tuple[Motif, ...] = (
    ((0, 1), (1, 0.5), (1.5, 0.5), (2, 2)),
    ((0, 1.5), (1.5, 0.5), (2, 1), (3, 1)),
    ((0.5, 0.5), (1, 1), (2, 0.5), (2.5, 1.5)),
    ((0, 0.75), (0.75, 0.75), (1.5, 0.5), (2, 1.5), (3.5, 0.5)),
    ((0, 2), (2, 1), (3, 1)),
)


def _melody(plan: Plan, first_bar: int) -> list[Note]:
    """A tune out of two motifs in the order A A B A: strong beats sit on the chord, the rest walks."""
    if not plan.mood.lead:
        return []
    picks = plan.rng.choice(len(_MOTIFS), 2, replace=False)
    steps = plan.rng.integers(-2, 3, (2, 5))
    degree, notes = 9, []
    for bar in range(first_bar, len(plan.chords)):
        which = (0, 0, 1, 0)[bar % 4]
        for number, (beat, length) in enumerate(_MOTIFS[picks[which]]):
            degree = int(np.clip(degree + steps[which][number], 6, 15))
            if beat % 2 == 0:
                degree = _nearest_chord_tone(degree, plan.chords[bar])
            start = bar * plan.bar + (beat + _swing(plan, beat)) * plan.beat
            pitch = 62 + (plan.pitch(degree) - 62) % 12 + (12 if degree > 11 else 0)
            notes.append(
                Note(start, max(0.25, length * plan.beat * 1.05), pitch, plan.mood.lead, 0.2, 0.12, 0.75)
            )
    return notes


def _nearest_chord_tone(degree: int, chord: int) -> int:
    return min(
        (chord + size + 7 * octave for size in (0, 2, 4) for octave in range(4)),
        key=lambda to: abs(to - degree),
    )
