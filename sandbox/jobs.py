"""A job's life as a function of time: nothing ticks, `moment` tells where a job is whenever one asks.

A job goes queued → warming-up → in-progress (progress grows) → finalizing → success. Its course is fixed
when it is submitted: how long it takes and how it ends. Only one thing comes from outside, when its media
were made: a job is not `success` before its assets exist.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Ending = Literal["success", "failure", "moderated", "stuck"]

# Seconds of a run at normal speed.
SECONDS = {"text": 2.0, "image": 3.0, "audio": 4.0, "video": 8.0, "3d": 10.0}
SLOWER = 6.0

# Words in a prompt that make its job misbehave → how the job ends. `[slow]` and `[thumbnail-first]` end well.
MAGIC_ENDINGS: dict[str, Ending] = {"[fail]": "failure", "[moderated]": "moderated", "[stuck]": "stuck"}
SLOW_WORD = "[slow]"
THUMBNAIL_FIRST_WORD = "[thumbnail-first]"
MAGIC_WORDS = (*MAGIC_ENDINGS, SLOW_WORD, THUMBNAIL_FIRST_WORD)

# What a failed job says: error, hint.
FAILURES: dict[Ending, tuple[str, str]] = {
    "failure": (
        "The provider could not finish this generation",
        "Try again in a moment, or choose another model",
    ),
    "moderated": (
        "The provider's content moderation flagged this prompt",
        "Describe the subject differently, or choose another model",
    ),
}

TERMINAL = frozenset({"success", "failure", "canceled"})

# Shares of the run at which a status begins.
_WARMING_UP, _IN_PROGRESS, _FINALIZING = 0.06, 0.14, 0.9
_FAILS_AT: dict[Ending, float] = {"failure": 0.6, "moderated": 0.3}
# Progress moves in steps, so that `updatedAt` rests between them as the API's does.
_STEPS = 20
_STUCK_PROGRESS = 0.10
_STUCK_BEAT = 1.0


@dataclass(frozen=True)
class Course:
    """How a job will go: seconds until it ends, and how it ends."""

    seconds: float
    ending: Ending = "success"


@dataclass(frozen=True)
class Made:
    """That the media are made: seconds after submission, or why they could not be."""

    at: float
    error: str = ""


@dataclass(frozen=True)
class Moment:
    """Where a job is: status, progress from 0 to 1, last change (seconds after submission)."""

    status: str
    progress: float
    updated_at: float

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.status in TERMINAL


def course(modality: str, texts: Iterable[str], speed: float) -> Course:
    """The course of a run: its modality sets the time, magic words in its texts set the rest."""
    text = " ".join(texts)
    slower = SLOWER if SLOW_WORD in text else 1.0
    ending: Ending = next((ending for word, ending in MAGIC_ENDINGS.items() if word in text), "success")
    return Course(SECONDS[modality] * slower / speed, ending)


def without_magic(text: str) -> str:
    """The text that the media are made from: magic words taken out."""
    for word in MAGIC_WORDS:
        text = text.replace(word, "")
    return " ".join(text.split())


def history(course: Course, elapsed: float, made: Made | None) -> list[tuple[str, float]]:
    """The statuses a job has had, each with its beginning in seconds after submission, oldest first."""
    return [(status, at) for status, at in _timeline(course, made) if at <= elapsed]


def moment(course: Course, elapsed: float, made: Made | None) -> Moment:
    """Where a job is `elapsed` seconds after its submission."""
    status, since = history(course, max(elapsed, 0.0), made)[-1]
    if status == "success":
        return Moment(status, 1.0, since)
    if status == "failure":
        return Moment(status, _progress(course, since)[0], since)
    if status != "in-progress":
        return Moment(status, 0.95 if status == "finalizing" else 0.0, since)
    if course.ending == "stuck":
        return Moment(status, _STUCK_PROGRESS, since + (elapsed - since) // _STUCK_BEAT * _STUCK_BEAT)
    progress, stepped_at = _progress(course, elapsed)
    return Moment(status, progress, max(since, stepped_at))


def _timeline(course: Course, made: Made | None) -> list[tuple[str, float]]:
    whole = course.seconds
    begun = [("queued", 0.0), ("warming-up", whole * _WARMING_UP), ("in-progress", whole * _IN_PROGRESS)]
    if course.ending == "stuck":
        return begun
    if course.ending in _FAILS_AT:
        return [*begun, ("failure", whole * _FAILS_AT[course.ending])]
    finalizing = ("finalizing", whole * _FINALIZING)
    if made is None:
        return [*begun, finalizing]
    return [*begun, finalizing, ("failure" if made.error else "success", max(whole, made.at))]


def _progress(course: Course, elapsed: float) -> tuple[float, float]:
    """The progress reached while in progress, and when that step was taken."""
    begin, end = course.seconds * _IN_PROGRESS, course.seconds * _FINALIZING
    share = min(max((elapsed - begin) / (end - begin), 0.0), 0.999)
    step = int(share * _STEPS)
    return step * 0.95 / _STEPS, begin + step * (end - begin) / _STEPS
