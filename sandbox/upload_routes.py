"""Uploads: small pictures in one request, everything else in parts (contract section 6)."""

import base64
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from sandbox.calls import Call
from sandbox.intake import ANNOUNCED, NotOfKindError
from sandbox.shelf import new_id
from sandbox.signing import DENIED
from sandbox.uploads import LEAST_PART, MOST_PARTS, Upload, upload_record
from sandbox.validation import RefusalError

# Raw bytes of a picture sent in one request (contract section 6.1). What the API says beyond is a guess.
_MOST_IMAGE_BYTES = 6_000_000
_DATA_URL = re.compile(r"data:image/[\w.+-]+;base64,", re.IGNORECASE)
# What an object store says to a request that is signed twice, by its address and by a header.
_SIGNED_TWICE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    "<Error><Code>InvalidArgument</Code><Message>Only one auth mechanism allowed; only the X-Amz-Signature "
    "query parameter or the Authorization header should be specified</Message></Error>"
)


async def create_asset(call: Call) -> Response:
    """A picture in base64 or as a data URL becomes an asset at once."""
    asked = await call.body()
    _check_options(asked)
    data = _picture(asked)
    name = asked.get("name")
    if not isinstance(name, str) or not name.strip():
        raise RefusalError(400, "Input name is required")
    try:
        asset_id = await run_in_threadpool(call.state.reception.take_picture, data, name, asked)
    except NotOfKindError as error:
        raise RefusalError(400, str(error)) from None
    return JSONResponse({"asset": call.state.asset_record(asset_id, call.origin)})


def _picture(asked: Mapping[str, Any]) -> bytes:
    given = asked.get("image")
    if not isinstance(given, str) or not given:
        raise RefusalError(400, "Input image is required")
    found = _DATA_URL.match(given)
    try:
        data = base64.b64decode(given[found.end() if found else 0 :], validate=True)
    except ValueError:
        raise RefusalError(400, "Input image must be base64 or a data URL") from None
    if len(data) > _MOST_IMAGE_BYTES:
        raise RefusalError(400, "Input image must be at most 6 MB, larger files go through /uploads")
    return data


async def create_upload(call: Call) -> Response:
    """An upload and the addresses that its parts go to."""
    asked = await call.body()
    _check_asked(asked)
    return _told(call, call.state.begin_upload(asked))


def _check_asked(asked: Mapping[str, Any]) -> None:
    for name, type_ in (("fileName", str), ("kind", str), ("fileSize", int), ("parts", int)):
        if not isinstance(asked.get(name), type_) or isinstance(asked[name], bool) or not asked[name]:
            raise RefusalError(400, f"Input {name} is required")
    if asked["kind"] not in ANNOUNCED:
        raise RefusalError(400, f"Input kind must be one of {', '.join(ANNOUNCED)} in the sandbox")
    if not 1 <= asked["parts"] <= MOST_PARTS:
        raise RefusalError(400, f"Input parts must be at least 1 and at most {MOST_PARTS}")
    if asked["fileSize"] < 1:
        raise RefusalError(400, "Input fileSize must be at least 1")
    _check_type(asked, "contentType", str, "a string")
    _check_type(asked, "assetOptions", dict, "an object")
    _check_options(asked.get("assetOptions") or {})


def _check_options(options: Mapping[str, Any]) -> None:
    """What is told about the asset to come: `hide`, `parentId`, `collectionIds`."""
    _check_type(options, "hide", bool, "a boolean")
    _check_type(options, "parentId", str, "a string")
    _check_type(options, "collectionIds", list, "a list of strings")
    if not all(isinstance(each, str) for each in options.get("collectionIds") or []):
        raise RefusalError(400, "Input collectionIds must be a list of strings")


def _check_type(asked: Mapping[str, Any], name: str, type_: type, plain: str) -> None:
    if not isinstance(asked.get(name), type_ | None):
        raise RefusalError(400, f"Input {name} must be {plain}")


async def get_upload(call: Call) -> Response:
    """An upload; while it waits for its parts, with fresh addresses for them."""
    return _told(call, call.state.upload(call.path["uploadId"]))


async def act_on_upload(call: Call) -> Response:
    """Says that every part is there; what they hold is looked at beside."""
    upload = call.state.upload(call.path["uploadId"])
    action = (await call.body()).get("action")
    if action != "complete":
        raise RefusalError(400, "Input action must be one of complete")
    if upload.completed is None:
        _check_parts(upload)
        call.state.complete_upload(upload)
    return _told(call, upload)


def _check_parts(upload: Upload) -> None:
    """That each part arrived and none but the last is too small. The words are a guess."""
    for number in range(1, upload.parts + 1):
        size = upload.sizes.get(number)
        if size is None:
            raise RefusalError(400, f"Part {number} of {upload.parts} is missing")
        if size < LEAST_PART and number < upload.parts:
            raise RefusalError(400, f"Part {number} must be at least {LEAST_PART} bytes")


def _told(call: Call, upload: Upload) -> Response:
    state = call.state
    record = upload_record(upload, state.signer, call.origin, state.now(), state.options.upload_ttl)
    return JSONResponse({"upload": record})


async def put_part(call: Call) -> Response:
    """Takes the bytes of one part, straight to the disk. The address is the key: a second one is refused."""
    if "authorization" in call.request.headers:
        call.state.credentials_at_cdn += 1
        return Response(_SIGNED_TWICE, 400, media_type="application/xml")
    upload_id, number = call.path["uploadId"], int(call.path["number"])
    if not call.state.signer.takes(f"{upload_id}/{number}", call.query, call.state.now()):
        return Response(DENIED, 403, media_type="application/xml")
    upload = call.state.upload(upload_id)
    if upload.completed is not None:
        return Response(DENIED, 403, media_type="application/xml")
    try:
        upload.sizes[number] = await _write(call, upload.part_path(number))
    except ClientDisconnect:
        return Response(status_code=400)  # nobody reads it
    return Response(status_code=200, headers={"ETag": f'"{upload_id}-{number}"'})


async def _write(call: Call, path: Path) -> int:
    """The request's body as a file: one piece of some 64 KB is in memory at a time.

    What breaks off leaves no trace: the file takes its place when it is whole.
    """
    size, begun = 0, path.with_name(f"{path.name}-{new_id('part')}")
    try:
        with begun.open("wb") as file:
            async for piece in call.request.stream():
                size += await run_in_threadpool(file.write, piece)
        begun.replace(path)
    finally:
        begun.unlink(missing_ok=True)
    return size
