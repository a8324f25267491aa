"""A given video in the inks of a prompt, frame by frame, its own sound kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from sandbox.media.film import TO_YUV, Canvas
from sandbox.media.medium import Medium
from sandbox.media.mp4 import film, video_frame
from sandbox.media.pan import Air, sound_of
from sandbox.media.scenes.stage import Stage

if TYPE_CHECKING:
    from av import VideoFrame

_RATE = 24
_LONG_SIDE = 848
_STRENGTH = 0.5  # of the inks; the video's own colours keep the rest


def make_tinted(path: Path, prompt: str, seed: int, seconds: float) -> Medium:
    """An MP4 of the video's ratio and of `seconds`; a shorter video begins again.

    Raises ValueError for less than a frame or a file without moving pictures.
    """
    count = round(seconds * _RATE)
    size = _size(path)
    if count < 1:
        raise ValueError(f"a video of {seconds} s is too short to make")
    return film(_frames(path, prompt, seed, size, count), size, count, _RATE, sound_of(path, seconds))


def _size(path: Path) -> tuple[int, int]:
    import av

    with av.open(str(path), "r") as container:
        if not container.streams.video:
            raise ValueError("a file without moving pictures")
        codec = container.streams.video[0].codec_context
        share = min(1.0, _LONG_SIDE / max(codec.width, codec.height))
        return max(16, int(codec.width * share) // 2 * 2), max(16, int(codec.height * share) // 2 * 2)


def _frames(path: Path, prompt: str, seed: int, size: tuple[int, int], count: int) -> "Iterator[VideoFrame]":
    air = Air(prompt, seed, size, count)
    tables = _inks(air.stage)
    canvas = Canvas(np.zeros(size[::-1], np.uint16), np.zeros((2, size[1] // 2, size[0] // 2), np.uint16))
    for number, (luma, *chroma) in zip(range(count), _given(path, size), strict=False):
        canvas.luma[:] = luma
        shade = luma[::2, ::2]
        for plane, own, table in zip(canvas.chroma, chroma, tables, strict=True):
            plane[:] = own * (1 - _STRENGTH) + table[shade]
        air.lay(canvas, number)
        yield video_frame(canvas)


def _inks(stage: Stage) -> NDArray[np.float32]:
    """What the inks add to both chroma planes at each luma, shape (2, 256)."""
    palette, accent = stage.palette, stage.reading.accent
    middles = (palette.sky[len(palette.sky) // 2], palette.leaf, palette.water, palette.glow)
    middle = accent or middles[stage.reading.digest // 11 % len(middles)]
    strip = Image.new("RGB", (3, 1))
    for place, colour in enumerate((palette.near, middle, palette.glow)):
        strip.putpixel((place, 0), colour)
    ends = np.asarray(strip.convert("RGB", TO_YUV), dtype=np.float32)[0, :, 1:]
    levels = np.arange(256)
    table = [np.interp(levels, (16, 120, 235), ends[:, band]) for band in (0, 1)]
    return np.asarray(table, dtype=np.float32) * np.float32(_STRENGTH)


def _given(path: Path, size: tuple[int, int]) -> Iterator[list[NDArray[np.uint8]]]:
    """The video's frames at our size and rate as planes, again and again."""
    while True:
        number = 0
        for frame in _decoded(path):
            planes = None
            # A slow video's frame stands for several of ours, a fast one's for none.
            while (frame.time or 0.0) >= (number - 0.5) / _RATE:
                planes = planes or _planes(frame, size)
                yield planes
                number += 1
        if number == 0:
            return


def _decoded(path: Path) -> "Iterator[VideoFrame]":
    import av

    with av.open(str(path), "r") as container:
        yield from container.decode(video=0)


def _planes(frame: "VideoFrame", size: tuple[int, int]) -> list[NDArray[np.uint8]]:
    width, height = size
    fitted = frame.reformat(width=width, height=height, format="yuv420p")
    planes = []
    for plane, (rows, columns) in zip(
        fitted.planes, ((height, width), (height // 2, width // 2), (height // 2, width // 2)), strict=True
    ):
        # PyAV's planes are buffers, which its type stubs do not say.
        values = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)  # type: ignore[call-overload]
        planes.append(values[:rows, :columns].copy())
    return planes
