"""Prompt helpers: improve, translate, caption; at once, for a price (contract section 8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from sandbox import jobs, prompting
from sandbox.calls import Call
from sandbox.given import still_of
from sandbox.intake import NotOfKindError
from sandbox.model_routes import find_model
from sandbox.references import check_data_url, data_of
from sandbox.runs import AUTHOR_ID, OWNER_ID, costs, iso, plain
from sandbox.shelf import Asset, new_id
from sandbox.validation import RefusalError

_DRY_RUN_STATUS = 269
_MODES = ("completion", "contextual", "contextual-v2", "image-editing", "inventive", "structured")
_MOST_RESULTS = 5
# Measured for prompts: 3.75 with a model, 0.75 without, 0.125 for each answer after the first.
_WITH_MODEL, _WITHOUT_MODEL, _NEXT = Decimal("3.75"), Decimal("0.75"), Decimal("0.125")
# Never measured; invented.
_TRANSLATION, _CAPTION = Decimal("0.25"), Decimal("0.5")


@dataclass(frozen=True)
class Help:
    """One answer of a helper as a job: begun and done in the same moment."""

    job_id: str
    job_type: str
    submitted: float
    cost: Decimal
    asked: Mapping[str, Any]

    def moment(self, now: float) -> jobs.Moment:  # noqa: ARG002 - it was over at once
        """Success."""
        return jobs.Moment("success", 1.0, 0.0)

    def record(self, now: float) -> dict[str, Any]:  # noqa: ARG002
        """The job as `GET /jobs/{id}` tells it."""
        at = iso(self.submitted)
        return {
            "jobId": self.job_id,
            "jobType": self.job_type,
            "status": "success",
            "progress": 1,
            "createdAt": at,
            "updatedAt": at,
            "statusHistory": [{"status": "success", "date": at}],
            "metadata": {"input": dict(self.asked), "assetIds": []},
            "billing": {"cuCost": plain(self.cost), "cuDiscount": 0},
            "authorId": AUTHOR_ID,
            "ownerId": OWNER_ID,
        }


async def improve(call: Call) -> Response:
    """Better prompts: the given words with a camera, a light and a mood."""
    asked = await call.body()
    mode, number = asked.get("mode"), asked.get("numResults", 1)
    if mode not in _MODES:
        raise RefusalError(400, f"Input mode must be one of {', '.join(_MODES)}")
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= _MOST_RESULTS:
        raise RefusalError(400, f"Input numResults must be at least 1 and at most {_MOST_RESULTS}")
    if asked.get("modelId"):
        find_model(call.state.models, str(asked["modelId"]))
    _check_images(call, [*_listed(asked, "images"), *_listed(asked, "assetIds")])
    first = _WITH_MODEL if asked.get("modelId") else _WITHOUT_MODEL
    prompts = [prompting.improved(_text(asked, required=False), index) for index in range(number)]
    return _answer(
        call,
        "generate-prompt",
        "prompt",
        first + _NEXT * (number - 1),
        asked,
        {"prompts": prompts, "mode": mode},
    )


async def translate(call: Call) -> Response:
    """A prompt in English, as far as a small dictionary goes."""
    asked = await call.body()
    translation, language = prompting.translated(_text(asked, required=True))
    told = {"translation": translation, "detectedLanguage": language}
    return _answer(call, "translate", "translate", _TRANSLATION, asked, told)


async def caption(call: Call) -> Response:
    """A sentence about each picture, in order: what it was asked to show, else what can be seen of it."""
    asked = await call.body()
    images = _listed(asked, "images")
    if not images:
        raise RefusalError(400, "Input images is required")
    _check_images(call, images)
    try:
        told = (
            [] if call.is_dry_run else [await run_in_threadpool(_captioned, call, image) for image in images]
        )
    except NotOfKindError as error:
        raise RefusalError(400, str(error)) from None
    return _answer(call, "caption", "caption", _CAPTION * len(images), asked, {"captions": told})


def _captioned(call: Call, reference: str) -> str:
    from sandbox.media.caption import described

    if reference.startswith("data:"):
        reference = call.state.reception.take_picture(data_of(reference), "Attached picture", {"hide": True})
    asset = _picture(call, reference)
    asked_for = asset.metadata.get("prompt")
    still = still_of(asset, lambda asset_id: call.state.shelf.find(asset_id, call.state.now()))
    return str(asked_for) if asked_for or still is None else described(still)


def _picture(call: Call, reference: str) -> Asset:
    """A picture, or a video for its first frame. Raises `RefusalError` (400, 404)."""
    asset = call.state.shelf.find(reference, call.state.now())
    if asset is None:
        raise RefusalError(404, f"Asset {reference} not found")
    if asset.kind not in ("image", "video"):
        raise RefusalError(400, "Input images must be of kind image")
    return asset


def _text(asked: Mapping[str, Any], *, required: bool) -> str:
    text = asked.get("prompt", "")
    if not isinstance(text, str):
        raise RefusalError(400, "Input prompt must be a string")
    if required and not text.strip():
        raise RefusalError(400, "Input prompt is required")
    return text


def _listed(asked: Mapping[str, Any], name: str) -> list[str]:
    value = asked.get(name) or []
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise RefusalError(400, f"Input {name} must be a list of strings")
    return value


def _check_images(call: Call, references: list[str]) -> None:
    for reference in references:
        if reference.startswith("data:"):
            check_data_url("images", "image", reference)
        else:
            _picture(call, reference)


def _answer(
    call: Call, job_type: str, action: str, cost: Decimal, asked: Mapping[str, Any], told: Mapping[str, Any]
) -> Response:
    """The price for a dry run, else the answer with its job, charged."""
    if call.is_dry_run:
        return JSONResponse(costs(cost, action), _DRY_RUN_STATUS)
    job = Help(new_id("job"), job_type, call.state.now(), cost, asked)
    call.state.book.add(job)
    return JSONResponse({**told, "job": job.record(call.state.now()), **costs(cost, action)})
