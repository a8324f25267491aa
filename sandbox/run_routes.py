"""Running a model, and the jobs that come of it (contract sections 3 and 4)."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import takewhile
from operator import attrgetter
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from sandbox import paging
from sandbox.calls import Call
from sandbox.catalogue import PLAN, Record, required_plan, within_plan
from sandbox.intake import NotOfKindError
from sandbox.job_book import Place
from sandbox.model_routes import find_model
from sandbox.prices import price
from sandbox.references import check_references, data_of, with_assets
from sandbox.runs import AUTHOR_ID, costs, iso, job_record
from sandbox.validation import RefusalError, check

DRY_RUN_STATUS = 269
_KINDS_OF_JOB = ("status", "type", "types", "workflowId")


async def run_model(call: Call) -> Response:
    """A new job, or with `dryRun` in the query its price."""
    models = call.state.models
    record = find_model(models, call.path["modelId"])
    _check_runnable(record)
    body = await call.body()
    inputs = check(record, body)
    check_references(record, inputs, lambda asset_id: call.state.asset_record(asset_id, call.origin), models)
    cost = price(record["id"], inputs)
    if call.is_dry_run:
        return JSONResponse(costs(cost), DRY_RUN_STATUS)
    told, given = await run_in_threadpool(_without_data_urls, call, record, body, inputs)
    run = call.state.submit(record, told, given, cost)
    return JSONResponse({"job": job_record(run, call.state.now()), **costs(cost)})


def _without_data_urls(
    call: Call, record: Record, body: Mapping[str, Any], inputs: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Body and inputs with an asset in the place of each data URL, the same for the same URL."""
    taken: dict[str, str] = {}

    def take(url: str) -> str:
        if url not in taken:
            taken[url] = call.state.reception.take_picture(data_of(url), "Attached picture", {"hide": True})
        return taken[url]

    try:
        given = with_assets(record["inputs"], inputs, take)
        # The body may hold more than the model takes: a list's scalar was dropped, and stays what it is.
        return with_assets(record["inputs"], body, lambda url: taken.get(url, url)), given
    except NotOfKindError as error:
        raise RefusalError(400, str(error)) from None


def _check_runnable(record: Record) -> None:
    if not record["custom"]:
        raise RefusalError(400, "Custom models only are supported for this endpoint")
    if not within_plan(record):
        raise RefusalError(
            403,
            "You are not allowed to use this model with your plan",
            name="ModelAccessRestrictedError",
            details={
                "currentPlan": PLAN,
                "requiredPlan": required_plan(record),
                "modelId": record["id"],
            },
        )


async def get_job(call: Call) -> Response:
    """One job."""
    job = call.state.job(call.path["jobId"])
    return JSONResponse({"job": job.record(call.state.now())})


async def act_on_job(call: Call) -> Response:
    """A refusal: jobs of the custom endpoint cannot be canceled."""
    call.state.job(call.path["jobId"])
    raise RefusalError(400, "Cannot cancel this type of job. Action not permitted.")


async def list_jobs(call: Call) -> Response:
    """Jobs, newest first: by creation, or by last change where the query names kinds of job."""
    size = paging.page_size(call.query, 50, 100)
    by_update = any(name in call.query for name in _KINDS_OF_JOB)
    _check_dates(call.query, by_update=by_update)
    now, book = call.state.now(), call.state.book
    places = book.by_update(now) if by_update else book.by_creation()
    rows, token = paging.page(_chosen(call, places), attrgetter("key"), call.query, size)
    return JSONResponse(paging.answer("jobs", [place.job.record(now) for place in rows], token))


async def list_no_jobs(call: Call) -> Response:
    """An empty page with a token to the page that was asked for: lists may do that."""
    token = call.query.get("paginationToken") or paging.start_token(call.query)
    return JSONResponse(paging.answer("jobs", [], token))


def _chosen(call: Call, places: Iterator[Place]) -> Iterator[Place]:
    types, status, author = call.listed("types", "type"), call.query.get("status"), call.query.get("authorId")
    if "workflowId" in call.query or author not in (None, AUTHOR_ID):
        return iter(())
    wanted = (
        place
        for place in places
        if (not types or place.job.job_type in types) and (not status or place.status == status)
    )
    return _since(call.query, wanted)


def _since(query: Mapping[str, str], places: Iterator[Place]) -> Iterator[Place]:
    """The places after the query's date; the rest, which is older still, is not looked at."""
    asked = query.get("updatedAfter") or query.get("createdAfter")
    if not asked:
        return places
    date = _date(asked)
    return takewhile(lambda place: iso(place.key[0]) > date, places)


def _check_dates(query: Mapping[str, str], *, by_update: bool) -> None:
    if "createdAfter" in query and by_update:
        raise RefusalError(400, "createdAfter cannot be used with status, type, types or workflowId")
    if "updatedAfter" in query and not by_update:
        raise RefusalError(400, "updatedAfter can only be used with status, type, types or workflowId")


def _date(text: str) -> str:
    """A date of the query in the spelling of ours, which sorts by time. Raises `RefusalError` (400)."""
    try:
        when = datetime.fromisoformat(text)
        return iso((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        raise RefusalError(400, f"{text} is not an ISO date") from None
