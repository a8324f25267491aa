"""Writing samples as a file: a table from format to container and codec."""

import io
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .instruments import Samples


@dataclass(frozen=True)
class Encoding:
    """How PyAV writes a format, and what the world calls it."""

    codec: str
    container: str
    mime_type: str
    extension: str
    sample_format: Literal["fltp", "s16"]
    options: dict[str, str]
    codec_name: str


ENCODINGS: dict[str, Encoding] = {
    # Level 7 of LAME takes half the time of its default; a stand-in's music does not need the rest.
    "mp3": Encoding("libmp3lame", "mp3", "audio/mpeg", "mp3", "fltp", {"compression_level": "7"}, "mp3"),
    "wav": Encoding("pcm_s16le", "wav", "audio/wav", "wav", "s16", {}, "pcm_s16le"),
    "opus": Encoding("libopus", "ogg", "audio/ogg", "ogg", "s16", {"compression_level": "3"}, "opus"),
}


def encode(samples: Samples, rate: int, format: str, bit_rate: int) -> bytes:
    """The file of stereo `samples` of shape (2, n) in [-1, 1]; equal samples give equal bytes."""
    import av

    kind = ENCODINGS[format]
    buffer = io.BytesIO()
    options = {"fflags": "+bitexact"}  # no dates, no serial numbers by chance
    with av.open(buffer, "w", format=kind.container, options=options) as container:
        stream = container.add_stream(kind.codec, rate=rate, options=kind.options | {"flags": "+bitexact"})
        if not isinstance(stream, av.AudioStream):
            raise TypeError(f"{kind.codec} is no audio codec")
        stream.layout = "stereo"
        stream.format = kind.sample_format
        if kind.codec != "pcm_s16le":
            stream.bit_rate = bit_rate
        frame = av.AudioFrame.from_ndarray(
            _laid_out(samples, kind.sample_format), kind.sample_format, "stereo"
        )
        frame.sample_rate = rate
        frame.pts = 0
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    return buffer.getvalue()


def _laid_out(samples: Samples, sample_format: str) -> NDArray[Any]:
    if sample_format == "fltp":
        return np.ascontiguousarray(samples)
    return np.ascontiguousarray((samples.T * 32_767).astype("<i2").reshape(1, -1))
