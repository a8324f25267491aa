"""Models: list, detail, bulk, search, recommendations (contract section 7)."""

from collections.abc import Iterable, Mapping
from typing import Any

from starlette.responses import JSONResponse, Response

from sandbox import paging
from sandbox.assets import thumbnail_url
from sandbox.calls import Call
from sandbox.catalogue import Record, original_id
from sandbox.performance import performance
from sandbox.runs import AUTHOR_ID
from sandbox.validation import RefusalError

# Lists and bulk rows carry neither: only the detail of one model does.
_DETAIL_ONLY = ("inputs", "uiConfig")
_OWNER_ID, _TEAM_ID = "proj_scenario", "team_scenario"
_FEATURED = "sc:featured"
# A hit of a search tells less than a row of a list (contract section 7.3).
_NOT_IN_HITS = (
    "status",
    "custom",
    "accessRestrictions",
    "parameters",
    "compliantModelIds",
    "performanceStats",
)
_SEARCHED_BY = ("query", "filter", "image", "images")
_HITS = 20
# Many third-party models have no thumbnail: their examples have to do (contract section 7.2).
_WITHOUT_THUMBNAIL = frozenset(
    {"model_patina", "model_tripo-v3-1-image-to-3d", "model_mm-audio-2-v2a", "model_rodin-hyper3d-bang"}
)


async def list_models(call: Call) -> Response:
    """The public catalogue; the private list, which is the default, is empty."""
    size = paging.page_size(call.query, 100, 500)
    records = list(call.state.models.values()) if call.query.get("privacy") == "public" else []
    types, tags = call.listed("types", "type"), set(call.listed("tags"))
    chosen = [
        record
        for record in records
        if (not types or record["type"] in types) and (not tags or tags & set(record["tags"]))
    ]
    places = {record["id"]: -place for place, record in enumerate(chosen)}
    rows, token = paging.page(chosen, lambda record: (places[record["id"]], ""), call.query, size)
    return JSONResponse(paging.answer("models", [_row(record, call) for record in rows], token))


async def get_model(call: Call) -> Response:
    """One model with its inputs."""
    record = find_model(call.state.models, call.path["modelId"])
    has_inputs = record["custom"]
    told = {key: value for key, value in record.items() if has_inputs or key not in _DETAIL_ONLY}
    return JSONResponse({"model": {**told, **_extras(record, call)}})


async def get_models(call: Call) -> Response:
    """Rows of the models asked for; unknown ids are left out."""
    ids = _ids(await call.body())
    models = call.state.models
    rows = [_row(models[model_id], call) for model_id in ids if model_id in models]
    return JSONResponse({"models": rows})


async def search_models(call: Call) -> Response:
    """Models whose name, description or tags have every word of the query; own ones only unless `public`."""
    asked = await call.body()
    if not any(asked.get(name) for name in _SEARCHED_BY):
        raise RefusalError(400, f"At least one of {', '.join(_SEARCHED_BY)} is required")
    words = str(asked.get("query") or "").lower().split()
    found = [record for record in call.state.models.values() if asked.get("public") and _has(record, words)]
    offset, limit = _window(asked)
    hits = [_hit(record, call) for record in found[offset : offset + limit]]
    return JSONResponse({"hits": hits, "offset": offset, "limit": limit, "estimatedTotalHits": len(found)})


def _window(asked: Mapping[str, Any]) -> tuple[int, int]:
    """The first hit and the number of hits: told as they are, or as a page."""
    if "page" in asked or "hitsPerPage" in asked:
        size = _whole(asked, "hitsPerPage", _HITS)
        return (max(1, _whole(asked, "page", 1)) - 1) * size, size
    return _whole(asked, "offset", 0), _whole(asked, "limit", _HITS)


def _whole(asked: Mapping[str, Any], name: str, default: int) -> int:
    value = asked.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise RefusalError(400, f"Input {name} must be a whole number of at least 0")
    return value


async def recommend_models(call: Call) -> Response:
    """Models for the asked capabilities, Scenario's featured ones first; own ones only unless `public`."""
    limit = paging.page_size(call.query, 10, 30, "limit")
    found = [record for record in call.state.models.values() if _is_recommended(record, call)]
    found.sort(key=lambda record: _FEATURED not in record["tags"])
    places = {record["id"]: -place for place, record in enumerate(found)}
    # This list calls its token by another name than the others.
    query = {name: value for name, value in call.query.items() if name not in ("limit", "nextToken")}
    query["paginationToken"] = call.query.get("nextToken", "")
    rows, token = paging.page(found, lambda record: (places[record["id"]], ""), query, limit)
    told = {"models": [_row(record, call) for record in rows]}
    return JSONResponse({**told, "nextToken": token} if token else told)


def _is_recommended(record: Record, call: Call) -> bool:
    types, tags = call.listed("type"), set(call.listed("tags"))
    return (
        call.query.get("privacy") == "public"
        and record["id"] not in call.listed("excludeModelIds")
        and record["type"] not in call.listed("excludeTypes")
        and (not types or record["type"] in types)
        and (not tags or bool(tags & set(record["tags"])))
        and _is_capable(record, tuple(call.listed("capabilities")))
    )


def _is_capable(record: Record, starts: tuple[str, ...]) -> bool:
    """Whether one of its capabilities is asked for, by its whole name or by the beginning of it (`txt2`)."""
    return not starts or any(each.startswith(starts) for each in record["capabilities"])


def find_model(models: Mapping[str, Record], model_id: str) -> Record:
    """A model by its id. Raises `RefusalError` (404)."""
    if model_id not in models:
        raise RefusalError(404, f"Model {model_id} not found")
    return models[model_id]


def thumbnail_id(record: Record) -> str:
    """The id of the picture that stands for a model: its thumbnail, and its example."""
    return "asset_thumbnail-" + original_id(record["id"]).removeprefix("model_")


def _row(record: Record, call: Call) -> dict[str, Any]:
    told = {key: value for key, value in record.items() if key not in _DETAIL_ONLY}
    return {**told, **_extras(record, call)}


def _extras(record: Record, call: Call) -> dict[str, Any]:
    asset_id = thumbnail_id(record)
    told: dict[str, Any] = {"ownerId": _OWNER_ID, "exampleAssetIds": [asset_id]}
    if original_id(record["id"]) not in _WITHOUT_THUMBNAIL:
        told["thumbnail"] = {"assetId": asset_id, "url": thumbnail_url(call.origin, asset_id)}
    stats = performance(record, call.state.options.speed)
    return {**told, **({"performanceStats": stats} if stats else {})}


def _hit(record: Record, call: Call) -> dict[str, Any]:
    owners = {"authorId": AUTHOR_ID, "teamId": _TEAM_ID, "concepts": record.get("concepts", [])}
    row = {key: value for key, value in _row(record, call).items() if key not in _NOT_IN_HITS}
    return {**row, **owners}


def _has(record: Record, words: Iterable[str]) -> bool:
    text = " ".join([record["name"], record["shortDescription"], *record["tags"]]).lower()
    return all(word in text for word in words)


def _ids(body: Mapping[str, Any]) -> list[str]:
    ids = body.get("modelIds")
    if not isinstance(ids, list) or not ids:
        raise RefusalError(400, "Input modelIds is required")
    return [str(each) for each in ids]
