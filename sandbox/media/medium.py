"""What every maker of this package gives back."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Medium:
    """One finished medium: its bytes, what the API says about it, and its companions.

    `kind` is "image", "video", "audio", "3d" or "text". `properties` are those of contract
    section 5.1 for the kind, without `size`: the server adds it.
    """

    kind: str
    mime_type: str
    extension: str
    data: bytes = field(repr=False)
    properties: dict[str, object] = field(default_factory=dict)
    thumbnail: bytes | None = field(default=None, repr=False)
    thumbnail_mime_type: str = "image/webp"
    first_frame: bytes | None = field(default=None, repr=False)
    last_frame: bytes | None = field(default=None, repr=False)
