"""A video from a prompt: the scene's layers drift past the camera, encoded as H.264 in MP4."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from sandbox.media.film import Canvas, Shot, actors
from sandbox.media.medium import Medium
from sandbox.media.mp4 import SAMPLE_RATE, Sound, film, video_frame
from sandbox.media.scenes.gallery import mark, paint, set_stage
from sandbox.media.scenes.stage import Layer, Stage, even

if TYPE_CHECKING:
    from av import VideoFrame

LONG_SIDE = 848  # px; at this size 5 s take about as long as a visitor expects a stand-in to take
# Paint to spare on each side, as a share of the width: how far the nearest layer can drift.
_SPARE = 0.15


def make_video(
    prompt: str, seed: int, width: int, height: int, seconds: float, *, with_sound: bool, frame_rate: int = 24
) -> Medium:
    """An MP4 (H.264, yuv420p, index first; AAC where sound is wanted) of `seconds`, exact to a frame.

    Odd sizes lose a pixel: H.264's colour samples cover two by two. Raises ValueError for less than 16 px or
    less than a frame.
    """
    width, height, frames = width // 2 * 2, height // 2 * 2, round(seconds * frame_rate)
    if min(width, height) < 16 or frames < 1:
        raise ValueError(f"a video of {width} x {height} px and {seconds} s is too small to make")
    sound = rendered(prompt, seed, frames / frame_rate) if with_sound else None
    return film(
        _frames(prompt, seed, (width, height), frames, frame_rate), (width, height), frames, frame_rate, sound
    )


def rendered(prompt: str, seed: int, seconds: float) -> Sound:
    """The sound track of a prompt, stereo samples (n, 2) of exactly `seconds`."""
    from sandbox.media.sound import render_sound

    samples: Sound = render_sound(prompt, seed, seconds, SAMPLE_RATE)
    return samples[: int(seconds * SAMPLE_RATE)]


def _frames(prompt: str, seed: int, size: tuple[int, int], frames: int, rate: int) -> "Iterator[VideoFrame]":
    """The film's frames in order, ready for the encoder."""
    width, height = size
    stage = set_stage(
        prompt, seed, width, height, pad=int(width * _SPARE) // 2 * 2, fine=_fineness(width, height)
    )
    shot = Shot(stage, frames, rate, 1 if stage.reading.digest % 2 else -1)
    cast = actors([*paint(stage), mark_layer(stage)], shot)
    canvas = Canvas(np.zeros((height, width), np.uint16), np.zeros((2, height // 2, width // 2), np.uint16))
    for number in range(frames):
        for actor in cast:
            actor.lay(canvas, number)
        yield video_frame(canvas)


def mark_layer(stage: Stage) -> Layer:
    """The sandbox's mark in the lower right corner, standing still."""
    sign = mark(min(stage.width, stage.height))
    sign = sign.crop((0, 0, sign.width // 2 * 2, sign.height // 2 * 2))
    left, top = stage.pad + stage.width - sign.width, stage.height - sign.height
    return Layer(sign, even(left), even(top), 1)


def _fineness(width: int, height: int) -> int:
    """Twice as fine as the frame; large frames hide their own edges and would take too much memory."""
    return 2 if width * height <= 1_000_000 else 1
