"""Assets, and the CDN that serves their bytes (contract section 5)."""

from collections.abc import Iterable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, JSONResponse, Response

from sandbox import paging
from sandbox.calls import Call
from sandbox.catalogue import MODELS
from sandbox.model_routes import thumbnail_id
from sandbox.runs import iso
from sandbox.shelf import Asset, StoredFile
from sandbox.signing import DENIED
from sandbox.validation import RefusalError
from sandbox.workshop import MODEL_THUMBNAIL_SIDE

_MOST_IDS = 200
_SORTS = ("createdAt", "updatedAt")
_DATES = ("createdAfter", "createdBefore", "updatedAfter", "updatedBefore")
# The CDN's type of a 3D file says nothing (contract section 5.2); neither does ours.
_CDN_TYPES = {"model/gltf-binary": "application/octet-stream"}
_MODEL_THUMBNAILS = {thumbnail_id(record): record for record in MODELS.values()}


async def get_asset(call: Call) -> Response:
    """One asset, its address signed afresh."""
    asset_id = call.path["assetId"]
    await _make_examples(call, [asset_id])
    record = call.state.asset_record(asset_id, call.origin)
    if record is None:
        raise RefusalError(404, f"Asset {asset_id} not found")
    return JSONResponse({"asset": record})


async def get_assets(call: Call) -> Response:
    """The assets asked for, at most 200; unknown ids are left out."""
    ids = (await call.body()).get("assetIds")
    if not isinstance(ids, list) or not ids:
        raise RefusalError(400, "Input assetIds is required")
    if len(ids) > _MOST_IDS:
        raise RefusalError(400, "Too many assetIds provided in a single request")
    await _make_examples(call, ids)
    records = [call.state.asset_record(str(asset_id), call.origin) for asset_id in ids]
    return JSONResponse({"assets": [record for record in records if record]})


async def _make_examples(call: Call, ids: Iterable[object]) -> None:
    """Puts those of the ids that name a model's example on the shelf, which takes a moment the first time."""
    now = call.state.now()
    for asset_id in {str(each) for each in ids} & _MODEL_THUMBNAILS.keys():
        if call.state.shelf.find(asset_id, now) is None:
            file = await run_in_threadpool(call.state.workshop.model_thumbnail, _MODEL_THUMBNAILS[asset_id])
            call.state.shelf.add(_example(asset_id, file, now))


def _example(asset_id: str, file: StoredFile, shown_at: float) -> Asset:
    record = _MODEL_THUMBNAILS[asset_id]
    sides = {"width": MODEL_THUMBNAIL_SIDE, "height": MODEL_THUMBNAIL_SIDE}
    metadata = {"type": "txt2img", "modelId": record["id"], "prompt": record["shortDescription"]}
    return Asset(
        asset_id,
        "image",
        file,
        {**sides, "size": file.size},
        metadata,
        shown_at,
        thumbnail=file,
        companions={"thumbnail": asset_id},
        is_listed=False,
        told={"privacy": "public"},
    )


async def list_assets(call: Call) -> Response:
    """The project's assets, newest first unless asked otherwise."""
    size = paging.page_size(call.query, 50, 100)
    _check_sorting(call.query)
    sign = -1 if call.query.get("sortDirection") == "asc" else 1

    def key(asset: Asset) -> paging.Key:
        return sign * asset.shown_at, asset.asset_id

    ranked = sorted(_chosen(call), key=key, reverse=True)
    rows, token = paging.page(ranked, key, call.query, size)
    records = [call.state.asset_record(asset.asset_id, call.origin) for asset in rows]
    return JSONResponse(paging.answer("assets", records, token))


def _chosen(call: Call) -> list[Asset]:
    types, model, privacy = call.listed("types", "type"), call.query.get("modelId"), call.query.get("privacy")
    if privacy == "public":
        return []
    return [
        asset
        for asset in call.state.shelf.listed(call.state.now())
        if (not types or asset.metadata["type"] in types)
        and (not model or asset.metadata.get("modelId") == model)
        and _in_time(asset, call.query)
    ]


def _in_time(asset: Asset, query: Mapping[str, str]) -> bool:
    after = query.get("createdAfter") or query.get("updatedAfter")
    before = query.get("createdBefore") or query.get("updatedBefore")
    shown = iso(asset.shown_at)
    return (not after or shown > after) and (not before or shown < before)


def _check_sorting(query: Mapping[str, str]) -> None:
    sort = query.get("sortBy")
    if "type" in query and "types" in query:
        raise RefusalError(400, "type and types cannot be used together")
    if sort is not None and sort not in _SORTS:
        raise RefusalError(400, f"sortBy must be one of {', '.join(_SORTS)}")
    if "sortDirection" in query and sort is None:
        raise RefusalError(400, "sortDirection can only be used with sortBy")
    dates = [name for name in _DATES if name in query]
    if len(dates) > 1:
        raise RefusalError(400, f"{dates[0]} and {dates[1]} cannot be used together")
    for name in dates:
        needed = "createdAt" if name.startswith("created") else "updatedAt"
        if sort != needed:
            raise RefusalError(400, f"{name} can only be used with sortBy={needed}")


async def serve_asset(call: Call) -> Response:
    """The bytes behind a signed address, whole or in ranges; anything else is denied in XML."""
    _note_credentials(call)
    asset_id, now = call.path["assetId"], call.state.now()
    asset = call.state.shelf.find(asset_id, now)
    if asset is None or not call.state.signer.opens(asset_id, call.query, now):
        return Response(DENIED, 403, media_type="application/xml")
    mime_type = asset.file.mime_type
    return FileResponse(asset.file.path, media_type=_CDN_TYPES.get(mime_type, mime_type))


async def serve_thumbnail(call: Call) -> Response:
    """A thumbnail of an asset or a model: public, unsigned, stable."""
    _note_credentials(call)
    asset_id = call.path["assetId"]
    if asset_id in _MODEL_THUMBNAILS:
        record = _MODEL_THUMBNAILS[asset_id]
        thumbnail = await run_in_threadpool(call.state.workshop.model_thumbnail, record)
        return FileResponse(thumbnail.path, media_type=thumbnail.mime_type)
    asset = call.state.shelf.find(asset_id, call.state.now())
    if asset is None or asset.thumbnail is None:
        return Response(DENIED, 403, media_type="application/xml")
    return FileResponse(asset.thumbnail.path, media_type=asset.thumbnail.mime_type)


def _note_credentials(call: Call) -> None:
    """Counts a client that sends its key where no key belongs."""
    if "authorization" in call.request.headers:
        call.state.credentials_at_cdn += 1
