"""Frames and a sound as an MP4 that starts at once: H.264, yuv420p, the index in front; AAC."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from sandbox.media.film import Canvas
from sandbox.media.medium import Medium
from sandbox.media.picture import webp_thumbnail

if TYPE_CHECKING:
    from av import AudioStream, VideoFrame, VideoStream
    from av.container import OutputContainer

SAMPLE_RATE = 44_100
# One thread: how a machine shares out the work cannot change the bytes.
_H264 = {"preset": "ultrafast", "crf": "20", "threads": "1", "tune": "fastdecode", "pix_fmt": "yuv420p"}

Sound = NDArray[np.float32]


@dataclass(frozen=True)
class Take:
    """What the encoder made, and the three frames that stand for it."""

    data: bytes
    stills: tuple[Image.Image, Image.Image, Image.Image]


def film(
    frames: "Iterator[VideoFrame]", size: tuple[int, int], count: int, rate: int, sound: Sound | None
) -> Medium:
    """The medium of `count` frames of a size at a rate, with stereo samples (n, 2) at 44.1 kHz if any."""
    take = encoded(frames, count, rate, sound)
    first, middle, last = take.stills
    return Medium(
        kind="video",
        mime_type="video/mp4",
        extension="mp4",
        data=take.data,
        properties={
            "width": size[0],
            "height": size[1],
            "duration": count / rate,
            "frameRate": rate,
            "nbFrames": count,
            "bitrate": round(len(take.data) * 8 * rate / count),
            "codecName": "h264",
        },
        thumbnail=webp_thumbnail(middle),
        first_frame=_jpeg(first),
        last_frame=_jpeg(last),
    )


def video_frame(canvas: Canvas) -> "VideoFrame":
    """A canvas as a frame for the encoder."""
    import av

    height, width = canvas.luma.shape
    frame = av.VideoFrame(width, height, "yuv420p")
    # PyAV's planes are writable buffers, which its type stubs do not say.
    for plane, values in zip(frame.planes, (canvas.luma, *canvas.chroma), strict=True):
        rows = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)  # type: ignore[call-overload]
        rows[: values.shape[0], : values.shape[1]] = values
    return frame


def encoded(frames: "Iterator[VideoFrame]", count: int, rate: int, sound: Sound | None) -> Take:
    """The film as MP4 bytes with its index in front, and its first, middle and last frame."""
    import av

    out = io.BytesIO()
    stills: dict[int, Image.Image] = {}
    # The index is written into room kept for it: the file need not be read again to move it to the front.
    room = str(4096 + count * 24 + (len(sound) // 40 if sound is not None else 0))
    with av.open(out, "w", format="mp4", options={"moov_size": room}) as container:
        picture: VideoStream = container.add_stream("libx264", rate=rate, options=_H264)
        voice = (
            container.add_stream("aac", rate=SAMPLE_RATE, options={"b": "128k"})
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
    return Take(out.getvalue(), (stills[0], stills[count // 2], stills[count - 1]))


def _still(frame: "VideoFrame") -> Image.Image:
    return Image.fromarray(frame.to_ndarray(format="rgb24"))


def _encode_sound(container: "OutputContainer", voice: "AudioStream", sound: Sound) -> None:
    import av

    block = SAMPLE_RATE
    for start in range(0, len(sound), block):
        samples = np.ascontiguousarray(sound[start : start + block].T, dtype=np.float32)
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, start, Fraction(1, SAMPLE_RATE)
        container.mux(voice.encode(frame))
    container.mux(voice.encode())


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()
