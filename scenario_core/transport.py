"""How requests leave this process: connections, time-outs, retries, httpx's errors translated.

The only import of httpx. Two sets of connections: one to the API, with the key pair, and one to everything
else (media hosts, the stores that parts of an upload go to), without. What must never happen here: the key
pair sent to a foreign host, the key pair or a signed URL in a log line, an exception or a repr.
"""

import base64
import logging
import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TypeVar

import httpx
from httpx import BaseTransport

from scenario_core.answers import refusal
from scenario_core.errors import (
    APIConnectionError,
    APIResponseError,
    APITimeoutError,
    RateLimitError,
    ScenarioError,
    ServerError,
)
from scenario_core.request_parts import pause_before

__all__ = ["BaseTransport", "Download", "Transport"]

# httpx logs whole URLs at INFO, and a signed URL is a credential.
logging.getLogger("httpx").setLevel(logging.WARNING)

# 5 s to connect and 60 s of silence are the official SDK's; its retries are not ours (section 14).
_CONNECT_SECONDS = 5.0
_TIMEOUT = httpx.Timeout(60.0, connect=_CONNECT_SECONDS)
_ATTEMPTS = 3
_MOST_REDIRECTS = 5
_USER_AGENT = "scenario-studio/0.1"

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


class Transport:
    """The connections of one client, for all its threads. Raises errors of `scenario_core.errors`."""

    def __init__(
        self,
        base_url: str,
        key: str,
        secret: str,
        *,
        project_id: str | None,
        transport: BaseTransport | None,
        sleep: Callable[[float], None],
    ) -> None:
        self._base_url = httpx.URL(base_url.rstrip("/"))
        self._project = {"projectId": project_id} if project_id else {}
        self._sleep = sleep
        token = base64.b64encode(f"{key}:{secret}".encode()).decode()
        self._hidden = [text for text in (token, secret, key) if len(text) >= _SHORTEST_SECRET]
        # Ambient proxies and .netrc files have no say in where the key pair goes.
        self._api = httpx.Client(
            auth=httpx.BasicAuth(key, secret),
            headers={"User-Agent": _USER_AGENT, "Accept": "application/json"},
            timeout=_TIMEOUT,
            transport=transport,
            trust_env=False,
            follow_redirects=False,
        )
        # `identity`: lengths and ranges must count the bytes that arrive.
        self._open = httpx.Client(
            headers={"User-Agent": _USER_AGENT, "Accept": "*/*", "Accept-Encoding": "identity"},
            timeout=_TIMEOUT,
            # Streams are many and long, and the threads that read them are bounded elsewhere.
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=20),
            # One visitor's download must leave no cookie for the next one's.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            transport=transport,
            trust_env=False,
            follow_redirects=False,
        )

    @property
    def host(self) -> str:
        """The API's host, which is no secret."""
        return self._base_url.host

    def close(self) -> None:
        """Ends all connections. Closing twice does no harm."""
        self._api.close()
        self._open.close()

    def read(
        self,
        method: str,
        path: str,
        params: Mapping[str, str] | None = None,
        *,
        content: bytes | None = None,
        attempts: int = _ATTEMPTS,
        in_project: bool = True,
        patience: float | None = None,
    ) -> str:
        """The answer to a request that may arrive twice without harm: it is sent up to `attempts` times.

        Nothing is begun anew after `patience` seconds, and no attempt is silent for longer.
        """
        return self._retry(
            lambda: self.send(
                method, path, params, content=content, in_project=in_project, patience=patience
            ),
            attempts,
            patience,
        )

    def send(
        self,
        method: str,
        path: str,
        params: Mapping[str, str] | None = None,
        *,
        content: bytes | None = None,
        in_project: bool = True,
        patience: float | None = None,
    ) -> str:
        """The text of a 2xx answer, after exactly one request. Raises for everything else.

        `in_project`: whether the route takes the project's id; those of a team refuse it (section 1.3).
        `patience`: seconds of silence after which it counts as unanswered, where that is less than usual.
        """
        response = _translated(
            lambda: self._api.request(
                method,
                f"{self._base_url}{path}",
                params={**(params or {}), **(self._project if in_project else {})},
                content=content,
                headers={"Content-Type": "application/json"} if content is not None else None,
                timeout=_TIMEOUT if patience is None else httpx.Timeout(patience, connect=_CONNECT_SECONDS),
            )
        )
        if response.status_code >= 400:
            raise refusal(response.status_code, response.headers, self._without_secrets(response.text))
        if not response.is_success:
            raise APIResponseError(f"The API answered {response.status_code}, which is no answer.")
        return response.text

    @contextmanager
    def download(self, method: str, url: str, headers: Mapping[str, str]) -> Iterator[Download]:
        """The opened answer of a media host or of the API's own origin; closed at the end."""
        passed = {name: value for name, value in headers.items() if name.lower() in _PASSED_ON}
        response = self._retry(lambda: self._open_media(method, url, passed), _ATTEMPTS)
        try:
            lowered = {name.lower(): value for name, value in response.headers.items()}
            yield Download(response.status_code, lowered, _chunks(response))
        finally:
            response.close()

    def put(self, url: str, chunks: Iterable[bytes], size: int) -> None:
        """Sends bytes to a signed address; `chunks` is walked anew at each attempt, so it is no generator."""
        self._retry(lambda: self._put_once(self._store_url(url), chunks, size), _ATTEMPTS)

    def _put_once(self, target: httpx.URL, chunks: Iterable[bytes], size: int) -> None:
        # Object stores want the length beforehand, and refuse any header that the signature does not name.
        response = _translated(
            lambda: self._open.put(target, content=iter(chunks), headers={"Content-Length": str(size)})
        )
        if response.status_code >= 400:
            # The store's own text is about its signature: no word of it is for a visitor or a log.
            raise refusal(response.status_code, response.headers, "the file store did not take the bytes")
        if not response.is_success:
            raise APIResponseError(f"The file store answered {response.status_code}, which is no answer.")

    def _without_secrets(self, text: str) -> str:
        # Gateways are known to quote the Authorization header that they refuse.
        for secret in self._hidden:
            text = text.replace(secret, "[hidden]")
        return text

    def _retry(self, attempt: Callable[[], _Result], attempts: int, patience: float | None = None) -> _Result:
        """The result of what may be sent again, tried again where it may help: no connection, 429, 5xx."""
        last = time.monotonic() + (math.inf if patience is None else patience)
        for count in range(attempts - 1):
            try:
                return attempt()
            except (APIConnectionError, RateLimitError, ServerError) as error:
                pause = pause_before(error, count)
                if pause is None or time.monotonic() + pause > last:
                    raise
            self._sleep(pause)
        return attempt()

    def _open_media(self, method: str, url: str, headers: Mapping[str, str]) -> httpx.Response:
        """The opened answer of a media host, redirects followed as far as they lead to such hosts."""
        for _ in range(_MOST_REDIRECTS + 1):
            request = self._open.build_request(method, self._media_url(url), headers=headers)
            response = _translated(partial(self._open.send, request, stream=True))
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

    def _store_url(self, url: str) -> httpx.URL:
        """The URL, if bytes may go there: encrypted, or at the API itself. Else raises APIResponseError.

        Which hosts keep the parts of an upload is not documented; the API alone names them, and nothing but
        the visitor's file goes there.
        """
        target = _parsed(url)
        known = target if target is not None and target.host and not target.userinfo else None
        if known and (known.scheme == "https" or _origin(known) == _origin(self._base_url)):
            return known
        raise APIResponseError("The API named an address for the file that this app does not send to.")


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
