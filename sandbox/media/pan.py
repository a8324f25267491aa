"""A video from a given picture: the camera moves over it, the weather of the prompt passes before it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from sandbox.media.film import TO_YUV, Actor, Canvas, Shot, actors
from sandbox.media.medium import Medium
from sandbox.media.mp4 import SAMPLE_RATE, Sound, film, video_frame
from sandbox.media.photo import covering
from sandbox.media.scenes.gallery import set_stage
from sandbox.media.scenes.weather import weather
from sandbox.media.video import mark_layer, rendered

if TYPE_CHECKING:
    from av import VideoFrame

_RATE = 24
# How much nearer the camera comes, and how much sharper than the frame the picture is kept for it.
_NEARER, _SHARPER = 1.16, 1.16
# The weather comes up over these frames: the first one is the picture itself.
_FADE_IN = 16
_TURN_BEGINS, _TURN_ENDS = 0.4, 0.85  # of the clip: when the first picture turns into the last one
_SPARE = 0.1

_Planes = tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]]


class _Picture:
    """A picture as planes that are cut and enlarged frame by frame."""

    def __init__(self, path: Path, size: tuple[int, int]) -> None:
        width, height = (round(side * _SHARPER) // 2 * 2 for side in size)
        luma, *chroma = covering(path, width, height).convert("RGB", TO_YUV).split()
        self._size = size
        self._luma = luma
        self._chroma = [plane.resize((width // 2, height // 2), Image.Resampling.BOX) for plane in chroma]

    def seen(self, nearer: float, place: tuple[float, float]) -> _Planes:
        """Luma and both chroma planes from `nearer`; `place` (0 to 1 each) says which part is kept."""
        width, height = self._size
        half = (width // 2, height // 2)
        luma = _cut(self._luma, self._size, nearer, place)
        first, second = (_cut(plane, half, nearer, place) for plane in self._chroma)
        return luma, first, second


def _cut(
    plane: Image.Image, size: tuple[int, int], nearer: float, place: tuple[float, float]
) -> NDArray[np.uint8]:
    width, height = plane.width / nearer, plane.height / nearer
    left, top = (plane.width - width) * place[0], (plane.height - height) * place[1]
    box = (left, top, left + width, top + height)
    return np.asarray(plane.resize(size, Image.Resampling.BILINEAR, box=box))


def make_pan(
    picture: Path,
    prompt: str,
    seed: int,
    size: tuple[int, int],
    seconds: float,
    *,
    last: Path | None = None,
    sound: bool | Path = False,
) -> Medium:
    """An MP4 of a size whose first frame is the picture, cut to size, and whose last one is `last` if any.

    `sound`: whether to add one, or the file to take it from. Raises ValueError for less than a frame.
    """
    count = round(seconds * _RATE)
    if min(size) < 16 or count < 1:
        raise ValueError(f"a video of {size[0]} x {size[1]} px and {seconds} s is too small to make")
    frames = _frames(picture, last, prompt, seed, size, count)
    return film(frames, size, count, _RATE, _track(sound, prompt, seed, count / _RATE))


def _track(sound: bool | Path, prompt: str, seed: int, seconds: float) -> Sound | None:
    if isinstance(sound, bool):
        return rendered(prompt, seed, seconds) if sound else None
    return sound_of(sound, seconds)


def sound_of(path: Path, seconds: float) -> Sound | None:
    """The beginning of a file's sound, stereo samples (n, 2) at 44.1 kHz; None where it has none."""
    from sandbox.intake.moving import heard

    samples = heard(path, seconds)
    return np.ascontiguousarray(samples.T[: int(seconds * SAMPLE_RATE)]) if samples.shape[1] else None


def _frames(
    picture: Path, last: Path | None, prompt: str, seed: int, size: tuple[int, int], count: int
) -> "Iterator[VideoFrame]":
    first, final = _Picture(picture, size), _Picture(last, size) if last else None
    air = Air(prompt, seed, size, count)
    canvas = Canvas(np.zeros(size[::-1], np.uint16), np.zeros((2, size[1] // 2, size[0] // 2), np.uint16))
    for number in range(count):
        along = number / max(1, count - 1)
        canvas.luma[:], canvas.chroma[0], canvas.chroma[1] = _seen(first, final, along, air.corner)
        air.lay(canvas, number)
        yield video_frame(canvas)


def _seen(first: _Picture, final: _Picture | None, along: float, corner: tuple[float, float]) -> _Planes:
    """The pictures as the camera sees them; each is cut only for the frames in which it is seen."""
    nearer = (_NEARER - 1) * along * along * (3 - 2 * along)
    turned = (along - _TURN_BEGINS) / (_TURN_ENDS - _TURN_BEGINS)
    if final is None or turned <= 0:
        return first.seen(1 + nearer, corner)
    after = final.seen(_NEARER - nearer, corner)
    return after if turned >= 1 else _blended(first.seen(1 + nearer, corner), after, turned)


def _blended(before: _Planes, after: _Planes, share: float) -> _Planes:
    weight = np.uint16(share * 256)
    first, second, third = (
        ((old * (np.uint16(256) - weight) + new * weight) >> np.uint16(8)).astype(np.uint8)
        for old, new in zip(before, after, strict=True)
    )
    return first, second, third


class Air:
    """What lies before a given picture: the weather of the prompt, come up slowly, and the sandbox's mark."""

    def __init__(self, prompt: str, seed: int, size: tuple[int, int], count: int) -> None:
        pad = int(size[0] * _SPARE) // 2 * 2
        self.stage = set_stage(prompt, seed, *size, pad=pad, fine=1)
        shot = Shot(self.stage, count, _RATE, 1)
        self._weather: list[Actor] = actors(weather(self.stage), shot)
        self._mark = actors([mark_layer(self.stage)], shot)
        self.corner = (self.stage.reading.digest % 3 / 2, self.stage.reading.digest // 3 % 3 / 2)

    def lay(self, canvas: Canvas, number: int) -> None:
        """Puts the air of a frame on its canvas."""
        before = Canvas(canvas.luma.copy(), canvas.chroma.copy()) if number < _FADE_IN else None
        for actor in self._weather:
            actor.lay(canvas, number)
        if before and self._weather:
            for plane, clear in ((canvas.luma, before.luma), (canvas.chroma, before.chroma)):
                plane[:] = (clear * np.uint16(_FADE_IN - number) + plane * np.uint16(number)) // np.uint16(
                    _FADE_IN
                )
        for actor in self._mark:
            actor.lay(canvas, number)
