"""The one way to the API: a method an endpoint. What leaves and what comes back go through `transport`.

What must never happen here: a paid POST sent twice, the key pair or a signed URL in a log line, an exception
or a repr, or the key pair sent to a media host or with a part of an upload.
"""

import base64
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from scenario_core.account import Limits, Team, own_team
from scenario_core.answers import (
    Cost,
    JobPage,
    Submission,
    read_object,
    read_quote,
    read_record,
    read_records,
    read_token,
)
from scenario_core.assets import Asset
from scenario_core.assistant import Improvement, Translation, improvement_body
from scenario_core.catalog import Model
from scenario_core.errors import PermissionDeniedError
from scenario_core.jobs import Job, JobStatus
from scenario_core.remote_upload import RemoteUpload
from scenario_core.request_parts import encode, iso_time, path_part
from scenario_core.settings import Settings
from scenario_core.transport import BaseTransport, Download, Transport

__all__ = ["Client", "Cost", "Download", "JobPage", "Submission"]

_MODELS_A_PAGE = 500  # the API's most (section 7.1)
_MODELS_A_CALL = 50  # what the official plugin sends; the most is not known (section 7.2)
_MOST_RECOMMENDED = 30  # the API's most (section 7.4)
_JOBS_A_PAGE = 100  # the API's most (section 4.5)
_ASSETS_A_CALL = 200  # the API's most (section 5.3)
_MOST_PAGES = 40  # 20 000 models; the catalogue held 709 in October 2026

# Free, but a second one may leave a second asset: once more at the most (section 14).
_UPLOAD_ATTEMPTS = 2
# Seconds: somebody looks at the button and waits.
_QUOTE_PATIENCE = 15.0
# In the query: in the body it would be ignored and a paid job would start (section 3.1).
_DRY_RUN = {"dryRun": "true"}


class Client:
    """The Scenario API. Safe to share between threads; close it, or use it as a context manager.

    Every method raises errors of `scenario_core.errors`. Reads and dry runs are tried three times; what
    costs money (`run_model`, `improve_prompt`, `translate_prompt`) is sent once.
    """

    def __init__(
        self,
        *,
        base_url: str,
        api_key: str,
        api_secret: str,
        project_id: str | None = None,
        transport: BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._project_id = project_id
        self._transport = Transport(
            base_url, api_key, api_secret, project_id=project_id, transport=transport, sleep=sleep
        )

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        """A client for the API that the settings name."""
        return cls(
            base_url=settings.base_url,
            api_key=settings.api_key,
            api_secret=settings.api_secret,
            project_id=settings.project_id,
        )

    def __repr__(self) -> str:
        return f"Client({self._transport.host})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends all connections. Closing twice does no harm."""
        self._transport.close()

    # Models

    def list_models(self, *, privacy: str = "public", types: Sequence[str] = ("custom",)) -> list[Model]:
        """All models of the catalogue, or with `private` our own, in the API's order, each once.

        Rows carry no inputs. `types` narrows the public catalogue only: the API knows it there alone.
        With no types at all LoRAs and compositions are in the list too.
        """
        params: dict[str, str] = {"privacy": privacy, "pageSize": str(_MODELS_A_PAGE)}
        if types and privacy == "public":
            params["types"] = ",".join(types)
        models: dict[str, Model] = {}
        for payload in self._pages("/models", params, what="the models"):
            for model in read_records(payload, "models", Model.parse):
                models.setdefault(model.id, model)
        return list(models.values())

    def get_model(self, model_id: str) -> Model:
        """One model with its inputs."""
        payload = self._get(f"/models/{path_part(model_id)}", what="the model")
        return read_record(payload, "model", Model.parse)

    def get_models(self, ids: Sequence[str]) -> dict[str, Model]:
        """Rows of models by id, in the order asked for; what the API does not give is not in it."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Model] = {}
        for some in _portions(wanted, _MODELS_A_CALL):
            content = encode({"modelIds": some, "thumbnail": True, "minimal": False})
            text = self._transport.read("POST", "/models/get-bulk", content=content)
            for model in read_records(read_object(text, what="the models"), "models", Model.parse):
                found[model.id] = model
        return {model_id: found[model_id] for model_id in wanted if model_id in found}

    def recommend_models(
        self,
        *,
        capabilities: Sequence[str] = (),
        tags: Sequence[str] = (),
        exclude: Sequence[str] = (),
        limit: int = 10,
    ) -> list[Model]:
        """Public models that Scenario recommends, best first. A capability may be a prefix such as `txt2`."""
        params = {"privacy": "public", "limit": str(max(1, min(limit, _MOST_RECOMMENDED)))}
        lists = {"capabilities": capabilities, "tags": tags, "excludeModelIds": exclude}
        params |= {name: ",".join(values) for name, values in lists.items() if values}
        payload = self._get("/recommendations/models", params, what="the recommended models")
        return read_records(payload, "models", Model.parse)

    # Runs

    def run_model(self, model_id: str, body: Mapping[str, object]) -> Submission:
        """Starts a paid run; `body` is a model's inputs as `to_body` makes them. Sent once, never again.

        After APITimeoutError, ServerError or APIResponseError a job may run all the same: nobody can
        tell from here. After APIConnectionError alone, and after any other refusal, none does.
        """
        path, content = f"/generate/custom/{path_part(model_id)}", encode(body)
        text = self._transport.send("POST", path, content=content)
        job = read_record(read_object(text, what="the run"), "job", Job.parse)
        return Submission(job, Cost.parse(read_object(text, what="the run", exact=True)))

    def estimate(self, model_id: str, body: Mapping[str, object]) -> Cost:
        """What `run_model` would charge for the same body, free of charge. `total` is always there.

        The API checks the body as for a real run, so its refusals are those of the run. Raises
        APIResponseError where there is no price, or where a job was started: then quoting must stop.
        """
        return self._price(f"/generate/custom/{path_part(model_id)}", body)

    def get_job(self, job_id: str) -> Job:
        """One job as it stands."""
        return read_record(self._get(f"/jobs/{path_part(job_id)}", what="the job"), "job", Job.parse)

    def list_jobs(
        self,
        *,
        types: Sequence[str] = ("custom",),
        status: JobStatus | None = None,
        updated_after: datetime | None = None,
        page_size: int = _JOBS_A_PAGE,
        token: str | None = None,
    ) -> JobPage:
        """One page of jobs; a job that makes no sense is left out. `token` comes from the page before.

        The API takes `updated_after` together with `types` only: ValueError without.
        """
        if updated_after is not None and not types:
            raise ValueError("updated_after needs types")
        params = {"pageSize": str(max(1, min(page_size, _JOBS_A_PAGE)))}
        if types:
            params["types"] = ",".join(types)
        if status is not None:
            params["status"] = status.value
        if updated_after is not None:
            params["updatedAfter"] = iso_time(updated_after)
        if token:
            params["paginationToken"] = token
        payload = self._get("/jobs", params, what="the jobs")
        return JobPage(tuple(read_records(payload, "jobs", Job.parse)), read_token(payload))

    # Help with a prompt

    def improve_prompt(
        self, prompt: str, *, model_id: str | None = None, images: Sequence[str] = (), count: int = 1
    ) -> Improvement:
        """Better wordings of a prompt, for one model where it is named. Costs CU: sent once, never again."""
        body = improvement_body(prompt, model_id=model_id, images=images, count=count)
        text = self._transport.send("POST", "/generate/prompt", content=encode(body))
        return Improvement.parse(read_object(text, what="the prompt", exact=True))

    def estimate_improvement(
        self, prompt: str, *, model_id: str | None = None, images: Sequence[str] = (), count: int = 1
    ) -> Cost:
        """What `improve_prompt` would charge for the same arguments, free of charge. Raises as `estimate`."""
        body = improvement_body(prompt, model_id=model_id, images=images, count=count)
        return self._price("/generate/prompt", body)

    def translate_prompt(self, prompt: str) -> Translation:
        """A prompt in English. Costs CU: sent once, never again."""
        text = self._transport.send("POST", "/generate/translate", content=encode({"prompt": prompt}))
        return Translation.parse(read_object(text, what="the translation", exact=True))

    def estimate_translation(self, prompt: str) -> Cost:
        """What `translate_prompt` would charge for the same text, free of charge. Raises as `estimate`."""
        return self._price("/generate/translate", {"prompt": prompt})

    # Assets

    def get_assets(self, ids: Sequence[str]) -> dict[str, Asset]:
        """Assets by id, in the order asked for; what the API does not give is not in it."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Asset] = {}
        for some in _portions(wanted, _ASSETS_A_CALL):
            text = self._transport.read("POST", "/assets/get-bulk", content=encode({"assetIds": some}))
            for asset in read_records(read_object(text, what="the assets"), "assets", Asset.parse):
                found[asset.id] = asset
        return {asset_id: found[asset_id] for asset_id in wanted if asset_id in found}

    def get_asset(self, asset_id: str) -> Asset:
        """One asset, with a fresh signed URL."""
        return read_record(
            self._get(f"/assets/{path_part(asset_id)}", what="the asset"), "asset", Asset.parse
        )

    def open_url(
        self, url: str, *, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> AbstractContextManager[Download]:
        """The bytes behind an asset's URL, streamed, without our credentials. GET or HEAD.

        Only the API's own origin and its media hosts are asked, redirects included. Of `headers` those
        about ranges and conditions are passed on. A refusal (403: expired, 404, 416) is a `Download` too;
        429 and 5xx are tried again as all reads are, then raised.
        """
        if method not in ("GET", "HEAD"):
            raise ValueError("media are only read")
        return self._transport.download(method, url, headers or {})

    # Uploads

    def create_asset(self, name: str, data: bytes) -> Asset:
        """The asset that a picture becomes, in one request. For pictures under 5 MB."""
        content = encode({"name": name, "image": base64.b64encode(data).decode()})
        text = self._transport.read("POST", "/assets", content=content, attempts=_UPLOAD_ATTEMPTS)
        return read_record(read_object(text, what="the asset"), "asset", Asset.parse)

    def begin_upload(self, *, name: str, kind: str, mime_type: str, size: int, parts: int) -> RemoteUpload:
        """A new upload, with an address for each of its parts. `kind` is one of the API's upload kinds."""
        asked = {
            "fileName": name,
            "contentType": mime_type,
            "kind": kind,
            "fileSize": size,
            "parts": parts,
        }
        text = self._transport.read("POST", "/uploads", content=encode(asked), attempts=_UPLOAD_ATTEMPTS)
        return read_record(read_object(text, what="the upload"), "upload", RemoteUpload.parse)

    def put_part(self, url: str, chunks: Iterable[bytes], size: int) -> None:
        """Sends the bytes of one part to its signed address, without our credentials.

        `chunks` is walked anew at each attempt. The address must be encrypted, or the API's own origin.
        Raises PermissionDeniedError where it has expired.
        """
        self._transport.put(url, chunks, size)

    def complete_upload(self, upload_id: str) -> RemoteUpload:
        """Says that all parts are there. Sent once: after a lost answer read the upload before again."""
        path, content = f"/uploads/{path_part(upload_id)}/action", encode({"action": "complete"})
        text = self._transport.send("POST", path, content=content)
        return read_record(read_object(text, what="the upload"), "upload", RemoteUpload.parse)

    def get_upload(self, upload_id: str) -> RemoteUpload:
        """One upload as it stands; while it waits for its parts, with fresh addresses for them."""
        payload = self._get(f"/uploads/{path_part(upload_id)}", what="the upload")
        return read_record(payload, "upload", RemoteUpload.parse)

    # The account

    def team(self) -> Team | None:
        """The team that pays, with its plan; None where the key may not read it."""
        try:
            payload = read_object(self._transport.read("GET", "/teams", in_project=False), what="the team")
        except PermissionDeniedError:
            return None
        teams = payload.get("teams")
        return own_team(teams if isinstance(teams, list) else (), self._project_id)

    def plan(self) -> str | None:
        """The name of the account's plan; None where the key may not read it, or the answer does not say."""
        team = self.team()
        return (team.plan or None) if team else None

    def limits(self) -> Limits | None:
        """The plan's limits and the allowance that is left; None where the key may not read them."""
        team = self.team()
        if team is None:
            return None
        try:
            text = self._transport.read("GET", f"/teams/{path_part(team.id)}/limits", in_project=False)
        except PermissionDeniedError:
            return None
        return Limits.parse(read_object(text, what="the limits", exact=True))

    def _price(self, path: str, body: Mapping[str, object]) -> Cost:
        text = self._transport.read("POST", path, _DRY_RUN, content=encode(body), patience=_QUOTE_PATIENCE)
        return read_quote(text)

    def _pages(self, path: str, params: Mapping[str, str], *, what: str) -> Iterator[dict[str, Any]]:
        """All pages of a list. A token that comes back ends it, and so does an endless list."""
        token: str | None = None
        seen: set[str] = set()
        for _ in range(_MOST_PAGES):
            payload = self._get(path, {**params, "paginationToken": token} if token else params, what=what)
            yield payload
            token = read_token(payload)
            if token is None or token in seen:
                return
            seen.add(token)

    def _get(self, path: str, params: Mapping[str, str] | None = None, *, what: str) -> dict[str, Any]:
        return read_object(self._transport.read("GET", path, params), what=what)


def _portions(ids: Sequence[str], most: int) -> Iterator[list[str]]:
    for start in range(0, len(ids), most):
        yield list(ids[start : start + most])
