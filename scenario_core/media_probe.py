"""Length and sides of a video or a sound, read in a process of its own.

A file from a stranger may be made to crash a reader or to fill its memory. So PyAV runs in a short-lived
process with little of either, without our environment, told which format to expect: none of the formats
that name other files or addresses is among them. Nothing but headers is read, or where they do not tell the
length, the times of the packets. Started by its path, this file imports nothing of ours.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.stream import Stream

_PATIENCE = 30.0  # seconds for the process as a whole; it takes 0.2 s for an ordinary file
_WALK = 15.0  # seconds for walking through packets
_CPU_SECONDS = 20
_MEMORY = 2 * 1024**3  # of address space: the libraries alone map some 120 MB
# What a process needs of the environment to start at all; the rest may hold secrets.
_ENVIRONMENT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
# Bare streams: their length is a guess by the first seconds unless all packets are looked at.
_GUESSED = frozenset({"aac"})


@dataclass(frozen=True)
class Probe:
    """What a media file holds: moving pictures, sound, its length in seconds and its sides in pixels."""

    has_video: bool = False
    has_audio: bool = False
    duration: float | None = None
    width: int | None = None
    height: int | None = None


def probe(path: Path, demuxer: str) -> Probe | None:
    """What the file holds, read as the format that FFmpeg calls `demuxer`; None where it cannot be read."""
    command = [sys.executable, "-I", str(Path(__file__).resolve()), str(path.resolve()), demuxer]
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    try:
        # The program is ours; the path is one argument, and no shell reads it.
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, env=environment, timeout=_PATIENCE, check=True
        )
        return Probe(**json.loads(done.stdout))
    except (subprocess.SubprocessError, ValueError, TypeError, OSError):
        return None


def _main(path: str, demuxer: str) -> None:
    _bound()
    import av

    with av.open(path, "r", format=demuxer) as container:
        found = _look(container)
    sys.stdout.write(json.dumps(found))


def _bound() -> None:
    """Limits what this process may use; Windows has no such limits, there the time-out must do."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _look(container: "InputContainer") -> dict[str, object]:
    from av.stream import Disposition

    # A sound's cover is a video stream of one picture.
    moving = [
        stream for stream in container.streams.video if not stream.disposition & Disposition.attached_pic
    ]
    sounds = list(container.streams.audio)
    codec = moving[0].codec_context if moving else None
    known = container.duration if container.format.name not in _GUESSED else None
    seconds = known / 1_000_000 if known and known > 0 else _walked(container, [*moving, *sounds])
    return {
        "has_video": bool(moving),
        "has_audio": bool(sounds),
        "duration": round(seconds, 3) if seconds is not None else None,
        "width": codec.width if codec else None,
        "height": codec.height if codec else None,
    }


def _walked(container: "InputContainer", streams: "list[Stream]") -> float | None:
    """The time between the first packet and the end of the last; recorders in browsers write no length."""
    first: float | None = None
    last = 0.0
    deadline = time.monotonic() + _WALK
    for packet in container.demux(streams) if streams else ():
        if packet.pts is None or packet.time_base is None:
            continue
        begin = float(packet.pts * packet.time_base)
        first = begin if first is None else min(first, begin)
        last = max(last, begin + float((packet.duration or 0) * packet.time_base))
        if time.monotonic() > deadline:
            return None
    return last - first if first is not None and last > first else None


if __name__ == "__main__":
    _main(sys.argv[1], sys.argv[2])
