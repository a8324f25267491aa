"""Secrets stay out of logs, exceptions and reprs: whatever fails, the texts are searched for them."""

import base64
import logging
import traceback
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from scenario_core.client import Client
from scenario_core.errors import ScenarioError
from scenario_core.settings import Settings
from tests.core.conftest import KEY, SECRET, ClientMaker

TOKEN = base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
SIGNATURE = "Signature-0123456789"
SIGNED = f"https://cdn.cloud.scenario.com/assets/a?Signature={SIGNATURE}"
SECRETS = (KEY, SECRET, TOKEN, SIGNATURE)


def run(client: Client) -> None:
    client.run_model("model_1", {"prompt": "A boat"})


def read(client: Client) -> None:
    client.list_models()


def quote(client: Client) -> None:
    client.estimate("model_1", {"prompt": "A boat"})


def stream(client: Client) -> None:
    with client.open_url(SIGNED) as download:
        list(download.chunks)


def improve(client: Client) -> None:
    client.improve_prompt("A boat")


def give(client: Client) -> None:
    client.create_asset("a.png", b"x")


def put(client: Client) -> None:
    client.put_part(SIGNED, [b"x"], 1)


def echo(request: httpx.Request) -> httpx.Response:
    """A gateway that quotes the header and the address that it refuses."""
    return httpx.Response(
        403, json={"message": f"Bad header {request.headers.get('Authorization')} {KEY} {SECRET}"}
    )


def echo_text(request: httpx.Request) -> httpx.Response:
    return httpx.Response(502, text=f"<html>{request.headers.get('Authorization')} {request.url}</html>")


def raising(error: type[Exception]) -> Callable[[httpx.Request], httpx.Response]:
    def handle(request: httpx.Request) -> httpx.Response:
        words = f"{request.headers.get('Authorization')} {request.url} {SECRET}"
        raise error(words, request=request) if issubclass(error, httpx.RequestError) else error(words)

    return handle


def odd_record(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"job": {"jobId": [SECRET], "status": SIGNED}})


BREAKING = [
    echo_text,
    raising(httpx.ConnectError),
    raising(httpx.ReadTimeout),
    raising(httpx.RemoteProtocolError),
    raising(httpx.DecodingError),
    raising(httpx.InvalidURL),
]
FAILURES = [
    (call, handler) for call in (run, read, quote, improve, give) for handler in (echo, odd_record, *BREAKING)
]
FAILURES += [(call, handler) for call in (stream, put) for handler in BREAKING]
FAILURES += [(put, echo)]


def everything_told(error: BaseException) -> str:
    """All texts of an exception and of all those that hang on it."""
    parts: list[str] = []
    current: BaseException | None = error
    while current is not None:
        attributes: dict[str, Any] = vars(current)
        parts += [str(current), repr(current), repr(attributes), repr(getattr(current, "request", None))]
        parts += traceback.format_exception(current)
        current = current.__cause__ or current.__context__
    return "\n".join(parts)


@pytest.mark.parametrize(("call", "handler"), FAILURES)
def test_no_failure_tells_a_secret(
    make_client: ClientMaker,
    caplog: pytest.LogCaptureFixture,
    call: Callable[[Client], None],
    handler: Callable[[httpx.Request], httpx.Response],
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(ScenarioError) as caught:
        call(make_client(handler))

    told = everything_told(caught.value)
    assert [secret for secret in SECRETS if secret in told + caplog.text] == []
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_a_signed_address_is_not_logged(make_client: ClientMaker, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    stream(make_client(lambda _: httpx.Response(200, stream=httpx.ByteStream(b"x"))))

    assert SIGNATURE not in caplog.text


def test_no_repr_holds_a_secret(make_client: ClientMaker) -> None:
    client = make_client(lambda _: httpx.Response(200))
    settings = Settings(api_key=KEY, api_secret=SECRET)
    with Client.from_settings(settings) as other:
        shown = f"{client!r} {client} {settings!r} {settings} {other!r}"

    assert [secret for secret in SECRETS if secret in shown] == []
    assert "api.cloud.scenario.com" in repr(client)


def test_the_sandboxes_short_words_are_no_secrets_to_hide() -> None:
    def refuse(_: httpx.Request) -> httpx.Response:
        return httpx.Response(404, json={"reason": "The sandbox has no such model"})

    with (
        Client(
            base_url="http://127.0.0.1:1/v1",
            api_key="sandbox",
            api_secret="sandbox",
            transport=httpx.MockTransport(refuse),
        ) as client,
        pytest.raises(ScenarioError, match="The sandbox has no such model"),
    ):
        client.get_model("model_1")
