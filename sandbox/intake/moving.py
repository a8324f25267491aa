"""Videos and sounds that were given, opened with PyAV."""

import io
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from sandbox.intake.taken import NotOfKindError, Taken
from sandbox.media.picture import webp_thumbnail
from sandbox.media.waveform import waveform_picture

if TYPE_CHECKING:
    from av import VideoFrame
    from av.container import InputContainer

# Container format, as FFmpeg names it → type. A phone's .mov plays as what it is inside, an MP4.
_VIDEOS = {
    "mov,mp4": "video/mp4",
    "matroska,webm": "video/webm",
    "avi": "video/x-msvideo",
    "mpegts": "video/mp2t",
}
_SOUNDS = {
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "ogg": "audio/ogg",
    "flac": "audio/flac",
    "mov,mp4": "audio/mp4",
    "aac": "audio/aac",
    "matroska,webm": "audio/webm",
}
_TINT = (98, 158, 206)
_RATE = 44_100
_HEARD_SECONDS = 60.0  # of a long sound, for its picture


def inspect_video(path: Path) -> Taken:
    """A video: its sides, length and rate, its first and last frame, and its middle as thumbnail."""
    import av

    with av.open(str(path), "r") as container:
        if not container.streams.video:
            raise NotOfKindError("The file is not a video: it has no moving picture")
        mime_type = _named("video", _VIDEOS, container)
        stream = container.streams.video[0]
        # Three frames are wanted: more threads would only hold more frames in memory.
        stream.codec_context.thread_count = 1
        seconds = _seconds(container)
        if seconds <= 0:
            raise NotOfKindError("The file is not a video: it has no length")
        rate = float(stream.average_rate or stream.guessed_rate or 24)
        told = {
            "width": stream.codec_context.width,
            "height": stream.codec_context.height,
            "duration": round(seconds, 3),
            "frameRate": round(rate, 3),
            "nbFrames": stream.frames or round(seconds * rate),
            "bitrate": container.bit_rate,
            "codecName": stream.codec_context.name,
        }
        # One after another: a frame as pixels is larger than many a file.
        first = _jpeg(_frame_at(container, 0.0))
        thumbnail = webp_thumbnail(_frame_at(container, seconds / 2))
        last = _jpeg(_frame_at(container, seconds - 0.5))
    return Taken(mime_type, told, thumbnail, first, last)


def inspect_audio(path: Path) -> Taken:
    """A sound: its length, rate and channels, and its waveform."""
    import av

    with av.open(str(path), "r") as container:
        if not container.streams.audio:
            raise NotOfKindError("The file is not a sound: it has no sound track")
        if any(stream.average_rate for stream in container.streams.video):
            raise NotOfKindError("The file is not a sound: it is a video")
        mime_type = _named("sound", _SOUNDS, container)
        codec = container.streams.audio[0].codec_context
        told: dict[str, object] = {
            "sampleRate": codec.sample_rate,
            "channels": codec.channels,
            "bitrate": container.bit_rate,
            "codecName": codec.name,
        }
        seconds = _seconds(container)
    samples = heard(path, _HEARD_SECONDS)
    if not samples.shape[1]:
        raise NotOfKindError("The file is not a sound that can be read")
    told["duration"] = round(seconds if seconds > 0 else samples.shape[1] / _RATE, 3)
    return Taken(mime_type, told, waveform_picture(samples, _TINT))


def heard(path: Path, most: float) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """The first `most` seconds of a file's sound: stereo samples (2, n) at 44.1 kHz; (2, 0) without sound."""
    import av

    pieces: list[np.ndarray[tuple[int, int], np.dtype[np.float32]]] = []
    with av.open(str(path), "r") as container:
        if not container.streams.audio:
            return np.zeros((2, 0), np.float32)
        resampler = av.AudioResampler(format="fltp", layout="stereo", rate=_RATE)
        count = 0
        for frame in container.decode(audio=0):
            for piece in resampler.resample(frame):
                pieces.append(piece.to_ndarray().astype(np.float32).reshape(2, -1))
                count += pieces[-1].shape[1]
            if count >= most * _RATE:
                break
    if not pieces:
        return np.zeros((2, 0), np.float32)
    return np.concatenate(pieces, axis=1)[:, : int(most * _RATE)]


def _named(what: str, table: dict[str, str], container: "InputContainer") -> str:
    name = container.format.name
    found = next((mime for start, mime in table.items() if name.startswith(start)), None)
    if found is None:
        raise NotOfKindError(f"The file is not a {what} of a format that is taken here ({name})")
    return found


def _seconds(container: "InputContainer") -> float:
    return container.duration / 1_000_000 if container.duration else 0.0


def _frame_at(container: "InputContainer", seconds: float) -> Image.Image:
    """The last frame that can be decoded from this second on within a second, at least the first one."""
    stream = container.streams.video[0]
    container.seek(int(max(0.0, seconds) * 1_000_000))
    found: VideoFrame | None = None
    for frame in container.decode(stream):
        if found is None or (frame.time is not None and frame.time <= seconds + 0.5):
            found = frame
        if frame.time is None or frame.time >= seconds + (0.5 if seconds else 0.0):
            break
    if found is None:
        raise NotOfKindError("The file is not a video that can be read")
    return Image.fromarray(found.to_ndarray(format="rgb24"))


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()
