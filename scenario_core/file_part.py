"""A stretch of a file on disk, read in small pieces each time somebody walks it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

PIECE = 256 * 1024  # bytes in memory at a time


@dataclass(frozen=True)
class FilePart:
    """`size` bytes from `start` on. `on_piece` is told how many of them have gone; it may raise to stop."""

    path: Path
    number: int
    start: int
    size: int
    on_piece: Callable[[int], None]

    def __iter__(self) -> Iterator[bytes]:
        left = self.size
        with self.path.open("rb") as file:
            file.seek(self.start)
            while left > 0 and (piece := file.read(min(PIECE, left))):
                self.on_piece(self.size - left)
                left -= len(piece)
                yield piece
        self.on_piece(self.size - left)


def parts_of(path: Path, size: int, part: int, on_sent: Callable[[int], None]) -> list[FilePart]:
    """The parts that a file is sent in; `on_sent` is told how many bytes of the whole have gone."""

    def on_piece(start: int) -> Callable[[int], None]:
        return lambda gone: on_sent(start + gone)

    starts = range(0, size, part)
    return [
        FilePart(path, number, start, min(part, size - start), on_piece(start))
        for number, start in enumerate(starts, 1)
    ]
