"""What an inspector finds out about a file."""

from dataclasses import dataclass, field


class NotOfKindError(Exception):
    """The bytes are not what their kind says; the message is for a person."""


@dataclass(frozen=True)
class Taken:
    """A file's type, its properties without `size`, and the pictures (WebP, JPEG) that stand for it."""

    mime_type: str
    properties: dict[str, object]
    thumbnail: bytes | None = field(default=None, repr=False)
    first_frame: bytes | None = field(default=None, repr=False)
    last_frame: bytes | None = field(default=None, repr=False)
