"""An asset as the API tells it: one picture, video, sound, 3D object or text.

Source: contract sections 5.1 to 5.3 and 15.2 (official SDK types, captured answers).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class AssetKind(StrEnum):
    """The eight kinds of the API; the viewer is chosen by it."""

    IMAGE = "image"
    IMAGE_HDR = "image-hdr"
    VIDEO = "video"
    AUDIO = "audio"
    THREE_D = "3d"
    TEXT = "text"
    JSON = "json"
    DOCUMENT = "document"


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow", alias_generator=to_camel, populate_by_name=True)


class AssetLink(_Wire):
    """A companion of an asset: its thumbnail, first or last frame."""

    asset_id: str | None = None
    url: str | None = None


class Asset(_Wire):
    """One result. `url` is signed and expires: it is a credential, never shown, stored or logged."""

    id: str
    kind: AssetKind | str = Field(union_mode="left_to_right")
    mime_type: str = ""
    status: str = "success"
    url: str | None = Field(default=None, repr=False)
    thumbnail: AssetLink | None = Field(default=None, repr=False)
    preview: AssetLink | None = Field(default=None, repr=False)
    first_frame: AssetLink | None = Field(default=None, repr=False)
    last_frame: AssetLink | None = Field(default=None, repr=False)
    metadata: dict[str, Any] = Field(default_factory=dict)
    properties: dict[str, Any] = Field(default_factory=dict)
    output_index: int | None = None
    created_at: datetime | None = None

    @classmethod
    def parse(cls, record: Mapping[str, Any]) -> Self:
        """The asset in an API record. Raises pydantic's ValidationError where it is none."""
        return cls.model_validate(record)

    @property
    def is_ready(self) -> bool:
        """Whether its bytes can be fetched."""
        return self.status == "success" and bool(self.url)

    @property
    def type(self) -> str:
        """What role it plays (`txt2video`, `texture-normal`, ...), empty where the API does not say."""
        return str(self.metadata.get("type") or "")

    @property
    def size(self) -> int | None:
        """Its length in bytes, where the API says."""
        size = self.properties.get("size")
        return int(size) if isinstance(size, int | float) else None


def primary_first(assets: Iterable[Asset], expected: Iterable[AssetKind]) -> list[Asset]:
    """The assets of one job, the one that was asked for first.

    The API's own order is no guide: a 3D job may list its thumbnail before the GLB. So the expected
    kind decides, then whether it is an output rather than an `uploaded` or preview companion, then size.
    """
    wanted = set(expected)

    def rank(asset: Asset) -> tuple[bool, bool, int, int]:
        companion = "thumbnail" in asset.type or "preview" in asset.type
        index = asset.output_index if asset.output_index is not None else 0
        return (asset.kind not in wanted, companion, index, -(asset.size or 0))

    return sorted(assets, key=rank)
