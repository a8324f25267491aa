"""An upload as the API tells it: where its parts go, how far it is, which asset came of it.

Source: contract section 6.2 (official SDK types, the plugins).
"""

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

IMPORTED, FAILED, PENDING = "imported", "failed", "pending"


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow", alias_generator=to_camel, populate_by_name=True)


class UploadPart(_Wire):
    """Where one part's bytes go. `url` is signed: a credential, never shown, stored or logged."""

    number: int
    url: str = Field(repr=False)


class RemoteUpload(_Wire):
    """One upload. `parts` are told, each time with fresh addresses, while it waits for them."""

    id: str
    status: str = ""
    parts: tuple[UploadPart, ...] = Field(default=(), repr=False)
    entity_id: str | None = None
    error_message: str | None = None

    @classmethod
    def parse(cls, record: Mapping[str, Any]) -> Self:
        """The upload in an API record. Raises pydantic's ValidationError where it is none."""
        return cls.model_validate({key: value for key, value in record.items() if value is not None})

    @property
    def asset_id(self) -> str | None:
        """The asset that it became; None before. `validated` is not the end yet."""
        return self.entity_id if self.status == IMPORTED and self.entity_id else None

    @property
    def failed(self) -> bool:
        """Whether the API gave it up."""
        return self.status == FAILED

    @property
    def is_pending(self) -> bool:
        """Whether the API still waits to hear that all parts are there."""
        return self.status == PENDING

    def url_of(self, number: int) -> str | None:
        """Where a part goes, as the API told it last."""
        return next((part.url for part in self.parts if part.number == number), None)
