"""A video from a prompt: the scene's layers drift past the camera, encoded as H.264 in MP4."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from sandbox.media.film import Canvas, Shot, actors
from sandbox.media.medium import Medium
from sandbox.media.picture import webp_thumbnail
from sandbox.media.scenes.gallery import mark, paint, set_stage
from sandbox.media.scenes.stage import Layer, Stage, even

if TYPE_CHECKING:
    from av import AudioStream, VideoFrame, VideoStream
    from av.container import OutputContainer

LONG_SIDE = 848  # px; at this size 5 s take about as long as a visitor expects a stand-in to take
_SAMPLE_RATE = 44_100
# One thread: how a machine shares out the work cannot change the bytes.
_H264 = {"preset": "ultrafast", "crf": "20", "threads": "1", "tune": "fastdecode", "pix_fmt": "yuv420p"}
# Paint to spare on each side, as a share of the width: how far the nearest layer can drift.
_SPARE = 0.15

Sound = NDArray[np.float32]


@dataclass(frozen=True)
class _Take:
    """What the encoder made, and the three frames that stand for it."""

    data: bytes
    stills: tuple[Image.Image, Image.Image, Image.Image]


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
    sound = _sound(prompt, seed, frames / frame_rate) if with_sound else None
    take = _encoded(_frames(prompt, seed, (width, height), frames, frame_rate), frames, frame_rate, sound)
    first, middle, last = take.stills
    return Medium(
        kind="video",
        mime_type="video/mp4",
        extension="mp4",
        data=take.data,
        properties={
            "width": width,
            "height": height,
            "duration": frames / frame_rate,
            "frameRate": frame_rate,
            "nbFrames": frames,
            "bitrate": round(len(take.data) * 8 * frame_rate / frames),
            "codecName": "h264",
        },
        thumbnail=webp_thumbnail(middle),
        first_frame=_jpeg(first),
        last_frame=_jpeg(last),
    )


def _sound(prompt: str, seed: int, seconds: float) -> Sound:
    from sandbox.media.sound import render_sound

    samples: Sound = render_sound(prompt, seed, seconds, _SAMPLE_RATE)
    return samples[: int(seconds * _SAMPLE_RATE)]


def _frames(prompt: str, seed: int, size: tuple[int, int], frames: int, rate: int) -> "Iterator[VideoFrame]":
    """The film's frames in order, ready for the encoder."""
    width, height = size
    stage = set_stage(
        prompt, seed, width, height, pad=int(width * _SPARE) // 2 * 2, fine=_fineness(width, height)
    )
    shot = Shot(stage, frames, rate, 1 if stage.reading.digest % 2 else -1)
    cast = actors([*paint(stage), _mark_layer(stage)], shot)
    canvas = Canvas(np.zeros((height, width), np.uint16), np.zeros((2, height // 2, width // 2), np.uint16))
    for number in range(frames):
        for actor in cast:
            actor.lay(canvas, number)
        yield _video_frame(canvas)


def _mark_layer(stage: Stage) -> Layer:
    sign = mark(min(stage.width, stage.height))
    sign = sign.crop((0, 0, sign.width // 2 * 2, sign.height // 2 * 2))
    left, top = stage.pad + stage.width - sign.width, stage.height - sign.height
    return Layer(sign, even(left), even(top), 1)


def _fineness(width: int, height: int) -> int:
    """Twice as fine as the frame; large frames hide their own edges and would take too much memory."""
    return 2 if width * height <= 1_000_000 else 1


def _video_frame(canvas: Canvas) -> "VideoFrame":
    import av

    height, width = canvas.luma.shape
    frame = av.VideoFrame(width, height, "yuv420p")
    # PyAV's planes are writable buffers, which its type stubs do not say.
    for plane, values in zip(frame.planes, (canvas.luma, *canvas.chroma), strict=True):
        rows = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)  # type: ignore[call-overload]
        rows[: values.shape[0], : values.shape[1]] = values
    return frame


def _encoded(frames: "Iterator[VideoFrame]", count: int, rate: int, sound: Sound | None) -> _Take:
    """The film as MP4 bytes with its index in front, and its first, middle and last frame."""
    import av

    out = io.BytesIO()
    stills: dict[int, Image.Image] = {}
    # The index is written into room kept for it: the file need not be read again to move it to the front.
    room = str(4096 + count * 24 + (len(sound) // 40 if sound is not None else 0))
    with av.open(out, "w", format="mp4", options={"moov_size": room}) as container:
        picture: VideoStream = container.add_stream("libx264", rate=rate, options=_H264)
        voice = (
            container.add_stream("aac", rate=_SAMPLE_RATE, options={"b": "128k"})
            if sound is not None
            else None
        )
        for number, frame in enumerate(frames):
            if number == 0:
                picture.width, picture.height = frame.width, frame.height
            frame.pts, frame.time_base = number, Fraction(1, rate)
            if number in (0, count // 2, count - 1):
                stills[number] = _still(frame)
            container.mux(picture.encode(frame))
        container.mux(picture.encode())
        if voice is not None and sound is not None:
            _encode_sound(container, voice, sound)
    return _Take(out.getvalue(), (stills[0], stills[count // 2], stills[count - 1]))


def _still(frame: "VideoFrame") -> Image.Image:
    return Image.fromarray(frame.to_ndarray(format="rgb24"))


def _encode_sound(container: "OutputContainer", voice: "AudioStream", sound: Sound) -> None:
    import av

    block = _SAMPLE_RATE
    for start in range(0, len(sound), block):
        samples = np.ascontiguousarray(sound[start : start + block].T, dtype=np.float32)
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = _SAMPLE_RATE, start, Fraction(1, _SAMPLE_RATE)
        container.mux(voice.encode(frame))
    container.mux(voice.encode())


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()
