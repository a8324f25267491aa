"""What a handler gets and gives: a request with the state behind it, and answers in the API's shapes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.state import State
from sandbox.validation import RefusalError

# The gateway's cap on a request's body (contract section 1.4).
_MOST_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True)
class Call:
    """One request to the sandbox."""

    request: Request
    state: State

    @property
    def query(self) -> Mapping[str, str]:
        """The query's parameters."""
        return self.request.query_params

    @property
    def path(self) -> Mapping[str, str]:
        """The path's parameters."""
        return self.request.path_params

    @property
    def origin(self) -> str:
        """Where the client reached us, for the addresses in our answers."""
        return f"{self.request.url.scheme}://{self.request.url.netloc}"

    @property
    def is_dry_run(self) -> bool:
        """Whether the query, and only the query, asks for an estimate."""
        return self.query.get("dryRun") in ("true", "api")

    async def body(self) -> dict[str, Any]:
        """The JSON object in the body. Raises `RefusalError` (400, 413)."""
        data = await self.request.body()
        if len(data) > _MOST_BYTES:
            raise RefusalError(413, "Request Too Long")
        try:
            told = json.loads(data or b"{}", parse_constant=_refuse_constant)
            if b"\\u" in data:
                # Half a surrogate pair is no text: nothing could be answered with it.
                json.dumps(told, ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            raise RefusalError(400, "The request body is not valid JSON") from None
        if not isinstance(told, dict):
            raise RefusalError(400, "The request body must be a JSON object")
        return told

    def listed(self, *names: str) -> list[str]:
        """The comma list of the first of these query parameters that is there."""
        value = next((self.query[name] for name in names if self.query.get(name)), "")
        return [each for each in value.split(",") if each]


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def refused(refusal: RefusalError) -> Response:
    """The answer that carries a refusal (contract section 2.1)."""
    told: dict[str, Any] = {"reason": refusal.reason}
    if refusal.name:
        told["name"] = refusal.name
    if refusal.details:
        told["details"] = dict(refusal.details)
    return JSONResponse(told, refusal.status)
