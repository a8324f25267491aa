"""An asset's record as `GET /assets/{id}` tells it (contract section 5.1)."""

from typing import Any

from sandbox.runs import AUTHOR_ID, OWNER_ID, iso
from sandbox.shelf import Asset
from sandbox.signing import Signer

# `source` is a near-twin of `metadata.type` with another spelling for maps.
_TEXTURE = "texture-"


def asset_record(asset: Asset, signer: Signer, origin: str, now: float) -> dict[str, Any]:
    """The record, with addresses signed now."""
    shown = iso(asset.shown_at)
    kind, type_ = asset.kind, asset.metadata["type"]
    return {
        "id": asset.asset_id,
        "kind": kind,
        "mimeType": asset.file.mime_type,
        "status": "success",
        "url": signer.url(origin, asset.asset_id, now),
        "metadata": {"kind": kind, **asset.metadata},
        "properties": dict(asset.properties),
        "source": type_.replace(_TEXTURE, "texture:") if type_.startswith(_TEXTURE) else type_,
        "privacy": "private",
        "tags": [],
        "collectionIds": [],
        "editCapabilities": [],
        "ownerId": OWNER_ID,
        "authorId": AUTHOR_ID,
        "createdAt": shown,
        "updatedAt": shown,
        **asset.told,
        **_outputs(asset),
        **_companions(asset, signer, origin, now),
    }


def _outputs(asset: Asset) -> dict[str, Any]:
    index = asset.metadata.get("outputIndex")
    return {} if index is None else {"outputIndex": index}


def _companions(asset: Asset, signer: Signer, origin: str, now: float) -> dict[str, Any]:
    told = {}
    for key, companion_id in asset.companions.items():
        # Thumbnails are public and stable, whatever they show; frames are signed like any asset.
        signed = signer.url(origin, companion_id, now)
        url = thumbnail_url(origin, asset.asset_id) if key == "thumbnail" else signed
        told[key] = {"assetId": companion_id, "url": url}
    return told


def thumbnail_url(origin: str, asset_id: str) -> str:
    """The unsigned address of an asset's thumbnail."""
    return f"{origin}/thumbnails/{asset_id}"
