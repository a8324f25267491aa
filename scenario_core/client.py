"""The one way to the API: a method an endpoint; auth, timeouts, retries of reads, errors translated.

The only import of httpx. What must never happen here: a paid POST sent twice, the key pair or a signed
URL in a log line, an exception or a repr, or the key pair sent to a media host.
"""

import base64
import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx

from scenario_core.answers import (
    Cost,
    JobPage,
    Submission,
    read_object,
    read_quote,
    read_record,
    read_records,
    read_token,
    refusal,
)
from scenario_core.assets import Asset
from scenario_core.catalog import Model
from scenario_core.errors import (
    APIConnectionError,
    APIResponseError,
    APITimeoutError,
    PermissionDeniedError,
    RateLimitError,
    ScenarioError,
    ServerError,
)
from scenario_core.jobs import Job
from scenario_core.request_parts import encode, iso_time, path_part, pause_before
from scenario_core.settings import Settings

__all__ = ["Client", "Cost", "Download", "JobPage", "Submission"]

# httpx logs whole URLs at INFO, and a signed URL is a credential.
logging.getLogger("httpx").setLevel(logging.WARNING)

# 5 s to connect and 60 s of silence are the official SDK's; its retries are not ours (section 14).
_TIMEOUT = httpx.Timeout(60.0, connect=5.0)
_ATTEMPTS = 3
_MODELS_A_PAGE = 500  # the API's most (section 7.1)
_JOBS_A_PAGE = 100  # the API's most (section 4.5)
_ASSETS_A_CALL = 200  # the API's most (section 5.3)
_MOST_PAGES = 40  # 20 000 models; the catalogue held 709 in October 2026
_MOST_REDIRECTS = 5

# Section 5.2: the second is on one page of the documentation only.
_MEDIA_HOSTS = frozenset({"cdn.cloud.scenario.com", "cdn.scenario.com"})
# What a browser may say about the bytes it wants; its cookies and its own credentials stay here.
_PASSED_ON = frozenset({"accept", "if-modified-since", "if-none-match", "if-range", "range"})

_NOTHING_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_SHORTEST_SECRET = 8  # a shorter one ("sandbox") is a word that texts hold anyway

_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Download:
    """An opened medium: its status (206 for a part, 403 for an expired URL), headers in lower case, bytes."""

    status: int
    headers: Mapping[str, str]
    chunks: Iterator[bytes]


class Client:
    """The Scenario API. Safe to share between threads; close it, or use it as a context manager.

    Every method raises errors of `scenario_core.errors`. Reads are tried three times; `run_model` once.
    """

    def __init__(
        self,
        *,
        base_url: str,
        api_key: str,
        api_secret: str,
        project_id: str | None = None,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._base_url = httpx.URL(base_url.rstrip("/"))
        self._project = {"projectId": project_id} if project_id else {}
        self._sleep = sleep
        token = base64.b64encode(f"{api_key}:{api_secret}".encode()).decode()
        self._hidden = [text for text in (token, api_secret, api_key) if len(text) >= _SHORTEST_SECRET]
        headers = {"User-Agent": "scenario-studio/0.1", "Accept": "application/json"}
        # Ambient proxies and .netrc files have no say in where the key pair goes.
        self._api = httpx.Client(
            auth=httpx.BasicAuth(api_key, api_secret),
            headers=headers,
            timeout=_TIMEOUT,
            transport=transport,
            trust_env=False,
            follow_redirects=False,
        )
        # `identity`: lengths and ranges must count the bytes that arrive.
        self._media = httpx.Client(
            headers={"User-Agent": headers["User-Agent"], "Accept": "*/*", "Accept-Encoding": "identity"},
            timeout=_TIMEOUT,
            # Streams are many and long, and the threads that read them are bounded elsewhere.
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=20),
            # One visitor's download must leave no cookie for the next one's.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            transport=transport,
            trust_env=False,
            follow_redirects=False,
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
        return f"Client({self._base_url.host})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends all connections. Closing twice does no harm."""
        self._api.close()
        self._media.close()

    def list_models(self, *, privacy: str = "public", types: Sequence[str] = ("custom",)) -> list[Model]:
        """All models of the catalogue, or with `private` our own, in the API's order, each once.

        Rows carry no inputs. `types` narrows the public catalogue only: the API knows it there alone.
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

    def plan(self) -> str | None:
        """The name of the account's plan; None where the key may not read it, or the answer does not say."""
        try:
            payload = self._get("/teams", what="the teams")
        except PermissionDeniedError:
            return None
        teams = payload.get("teams")
        first = teams[0] if isinstance(teams, list) and teams else None
        plan = first.get("plan") if isinstance(first, Mapping) else None
        return plan if isinstance(plan, str) and plan else None

    def run_model(self, model_id: str, body: Mapping[str, object]) -> Submission:
        """Starts a paid run; `body` is a model's inputs as `to_body` makes them. Sent once, never again.

        After APITimeoutError, ServerError or APIResponseError a job may run all the same: nobody can
        tell from here. After APIConnectionError alone, and after any other refusal, none does.
        """
        path, content = f"/generate/custom/{path_part(model_id)}", encode(body)
        text = self._send("POST", path, content=content)
        job = read_record(read_object(text, what="the run"), "job", Job.parse)
        return Submission(job, Cost.parse(read_object(text, what="the run", exact=True)))

    def estimate(self, model_id: str, body: Mapping[str, object]) -> Cost:
        """What `run_model` would charge for the same body, free of charge. `total` is always there.

        The API checks the body as for a real run, so its refusals are those of the run. Raises
        APIResponseError where there is no price, or where a job was started: then quoting must stop.
        """
        # In the query: in the body it would be ignored and a paid job would start (section 3.1).
        path, content = f"/generate/custom/{path_part(model_id)}", encode(body)
        return read_quote(self._read("POST", path, {"dryRun": "true"}, content=content))

    def get_job(self, job_id: str) -> Job:
        """One job as it stands."""
        return read_record(self._get(f"/jobs/{path_part(job_id)}", what="the job"), "job", Job.parse)

    def list_jobs(
        self,
        *,
        types: Sequence[str] = ("custom",),
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
        if updated_after is not None:
            params["updatedAfter"] = iso_time(updated_after)
        if token:
            params["paginationToken"] = token
        payload = self._get("/jobs", params, what="the jobs")
        return JobPage(tuple(read_records(payload, "jobs", Job.parse)), read_token(payload))

    def get_assets(self, ids: Sequence[str]) -> dict[str, Asset]:
        """Assets by id, in the order asked for; what the API does not give is not in it."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Asset] = {}
        for start in range(0, len(wanted), _ASSETS_A_CALL):
            content = encode({"assetIds": wanted[start : start + _ASSETS_A_CALL]})
            text = self._read("POST", "/assets/get-bulk", content=content)
            for asset in read_records(read_object(text, what="the assets"), "assets", Asset.parse):
                found[asset.id] = asset
        return {asset_id: found[asset_id] for asset_id in wanted if asset_id in found}

    def get_asset(self, asset_id: str) -> Asset:
        """One asset, with a fresh signed URL."""
        return read_record(
            self._get(f"/assets/{path_part(asset_id)}", what="the asset"), "asset", Asset.parse
        )

    @contextmanager
    def open_url(
        self, url: str, *, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> Iterator[Download]:
        """The bytes behind an asset's URL, streamed, without our credentials. GET or HEAD.

        Only the API's own origin and its media hosts are asked, redirects included. Of `headers` those
        about ranges and conditions are passed on. A refusal (403: expired, 404, 416) is a `Download` too;
        429 and 5xx are tried again as all reads are, then raised.
        """
        if method not in ("GET", "HEAD"):
            raise ValueError("media are only read")
        passed = {name: value for name, value in (headers or {}).items() if name.lower() in _PASSED_ON}
        response = self._retry(lambda: self._open_media(method, url, passed))
        try:
            lowered = {name.lower(): value for name, value in response.headers.items()}
            yield Download(response.status_code, lowered, _chunks(response))
        finally:
            response.close()

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
        return read_object(self._read("GET", path, params), what=what)

    def _read(
        self, method: str, path: str, params: Mapping[str, str] | None = None, *, content: bytes | None = None
    ) -> str:
        """The answer to a request that changes nothing, so that it may be sent again."""
        return self._retry(lambda: self._send(method, path, params, content=content))

    def _send(
        self, method: str, path: str, params: Mapping[str, str] | None = None, *, content: bytes | None = None
    ) -> str:
        """The text of a 2xx answer, after exactly one request. Raises for everything else."""
        response = _translated(
            lambda: self._api.request(
                method,
                f"{self._base_url}{path}",
                params={**(params or {}), **self._project},
                content=content,
                headers={"Content-Type": "application/json"} if content is not None else None,
            )
        )
        if response.status_code >= 400:
            raise refusal(response.status_code, response.headers, self._without_secrets(response.text))
        if not response.is_success:
            raise APIResponseError(f"The API answered {response.status_code}, which is no answer.")
        return response.text

    def _without_secrets(self, text: str) -> str:
        # Gateways are known to quote the Authorization header that they refuse.
        for secret in self._hidden:
            text = text.replace(secret, "[hidden]")
        return text

    def _retry(self, attempt: Callable[[], _Result]) -> _Result:
        """The result of a read, tried again where that may help: no connection, 429, 5xx."""
        for count in range(_ATTEMPTS - 1):
            try:
                return attempt()
            except (APIConnectionError, RateLimitError, ServerError) as error:
                pause = pause_before(error, count)
                if pause is None:
                    raise
            self._sleep(pause)
        return attempt()

    def _open_media(self, method: str, url: str, headers: Mapping[str, str]) -> httpx.Response:
        """The opened answer of a media host, redirects followed as far as they lead to such hosts."""
        for _ in range(_MOST_REDIRECTS + 1):
            request = self._media.build_request(method, self._media_url(url), headers=headers)
            response = _translated(partial(self._media.send, request, stream=True))
            if response.status_code == 429 or response.status_code >= 500:
                response.close()
                raise refusal(response.status_code, response.headers, "the media host could not answer")
            if not response.has_redirect_location:
                return response
            response.close()
            url = _joined(request.url, response.headers["location"])
        raise APIResponseError("The media host redirects in circles.")

    def _media_url(self, url: str) -> httpx.URL:
        """The URL, if it is one that we fetch from. Raises APIResponseError, without it, where it is not."""
        target = _parsed(url)
        if target is not None and not target.userinfo:
            if _origin(target) == _origin(self._base_url):
                return target
            if target.host in _MEDIA_HOSTS and target.scheme == "https" and target.port is None:
                return target
        raise APIResponseError("The asset's address leads to a host that this app does not fetch from.")


def _translated(call: Callable[[], _Result]) -> _Result:
    """What the call gives; httpx's errors become ours.

    Raised outside the handler: httpx's error holds the request, and that the key pair or a signed URL,
    which must not hang on ours as its context.
    """
    try:
        return call()
    except (httpx.RequestError, httpx.InvalidURL, httpx.StreamError) as error:
        translated = _error_for(error)
    raise translated


def _error_for(error: Exception) -> ScenarioError:
    kind = type(error).__name__
    if isinstance(error, _NOTHING_SENT):
        return APIConnectionError(f"The API could not be reached ({kind}).")
    if isinstance(error, httpx.TransportError):
        return APITimeoutError(f"The connection to the API broke or fell silent ({kind}).")
    return APIResponseError(f"The API's answer could not be read ({kind}).")


def _chunks(response: httpx.Response) -> Iterator[bytes]:
    stream = response.iter_raw()
    while True:
        chunk = _translated(lambda: next(stream, None))
        if chunk is None:
            return
        yield chunk


def _parsed(url: str) -> httpx.URL | None:
    try:
        return httpx.URL(url)
    except (httpx.InvalidURL, ValueError, TypeError):
        return None


def _joined(base: httpx.URL, location: str) -> str:
    try:
        return str(base.join(location))
    except (httpx.InvalidURL, ValueError):
        return ""  # which is then refused as any address that is none


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port
