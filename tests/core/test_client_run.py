"""The paid request: it is sent once, whatever happens."""

from decimal import Decimal

import httpx
import pytest

from scenario_core import errors
from scenario_core.errors import ScenarioError
from tests.core.conftest import ClientMaker

JOB = {"jobId": "job_1", "status": "queued"}

FAILURES: list[tuple[httpx.Response | Exception, type[ScenarioError]]] = [
    (httpx.ConnectError("x"), errors.APIConnectionError),
    (httpx.ConnectTimeout("x"), errors.APIConnectionError),
    (httpx.PoolTimeout("x"), errors.APIConnectionError),
    (httpx.ReadTimeout("x"), errors.APITimeoutError),
    (httpx.WriteTimeout("x"), errors.APITimeoutError),
    (httpx.ReadError("x"), errors.APITimeoutError),
    (httpx.WriteError("x"), errors.APITimeoutError),
    (httpx.CloseError("x"), errors.APITimeoutError),
    (httpx.LocalProtocolError("x"), errors.APITimeoutError),
    (httpx.RemoteProtocolError("x"), errors.APITimeoutError),
    (httpx.ProxyError("x"), errors.APITimeoutError),
    (httpx.DecodingError("x"), errors.APIResponseError),
    (httpx.Response(302, headers={"Location": "/v1/again"}), errors.APIResponseError),
    (httpx.Response(307, headers={"Location": "/v1/again"}), errors.APIResponseError),
    (httpx.Response(200, text="<html>"), errors.APIResponseError),
    (httpx.Response(200, json={}), errors.APIResponseError),
    (httpx.Response(200, json={"job": {"jobId": "job_1"}}), errors.APIResponseError),
    (httpx.Response(269, json={"creativeUnitsCost": 5}), errors.APIResponseError),
    (httpx.Response(400, json={"reason": "No"}), errors.BadRequestError),
    (httpx.Response(401), errors.AuthenticationError),
    (httpx.Response(402), errors.PaymentRequiredError),
    (httpx.Response(403), errors.PermissionDeniedError),
    (httpx.Response(404), errors.NotFoundError),
    (httpx.Response(408), errors.APIStatusError),
    (httpx.Response(409), errors.APIStatusError),
    (httpx.Response(422), errors.BadRequestError),
    (httpx.Response(429, headers={"Retry-After": "0"}), errors.RateLimitError),
    (httpx.Response(500), errors.ServerError),
    (httpx.Response(502, text="<html>"), errors.ServerError),
    (httpx.Response(503, headers={"Retry-After": "0"}), errors.ServerError),
    (httpx.Response(504), errors.ServerError),
]


@pytest.mark.parametrize(
    ("failure", "kind"),
    FAILURES,
    ids=[getattr(f, "status_code", None) or type(f).__name__ for f, _ in FAILURES],
)
def test_a_paid_request_is_sent_once_whatever_happens(
    make_client: ClientMaker,
    pauses: list[float],
    failure: httpx.Response | Exception,
    kind: type[ScenarioError],
) -> None:
    seen: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if isinstance(failure, Exception):
            raise failure
        return failure

    with pytest.raises(ScenarioError) as caught:
        make_client(handle).run_model("model_1", {"prompt": "A boat"})

    assert len(seen) == 1
    assert pauses == []
    assert type(caught.value) is kind


def test_every_way_in_which_httpx_can_fail_is_in_the_table() -> None:
    def leaves(kind: type[Exception]) -> set[type[Exception]]:
        below: set[type[Exception]] = set().union(*map(leaves, kind.__subclasses__()))
        return below or {kind}

    tried = {type(failure) for failure, _ in FAILURES}
    # No redirect is followed, and the scheme of the base URL is checked by the settings.
    assert leaves(httpx.RequestError) - tried == {httpx.TooManyRedirects, httpx.UnsupportedProtocol}


def test_a_run_gives_its_job_and_what_it_cost(make_client: ClientMaker) -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        assert (request.method, request.url.path) == ("POST", "/v1/generate/custom/model_1")
        assert request.headers["Content-Type"] == "application/json"
        assert request.content == b'{"prompt":"A boat"}'
        cost = '"creativeUnitsCost": 65.75, "costDetails": {"custom-generation": 64, "quality-gate": 1.75}'
        return httpx.Response(200, text=f'{{"job": {{"jobId": "job_1", "status": "queued"}}, {cost}}}')

    submission = make_client(handle).run_model("model_1", {"prompt": "A boat"})

    assert submission.job.job_id == "job_1"
    assert submission.cost.total == Decimal("65.75")
    assert submission.cost.details["quality-gate"] == Decimal("1.75")


def test_a_run_whose_answer_names_no_cost_is_a_run_all_the_same(make_client: ClientMaker) -> None:
    submission = make_client(lambda _: httpx.Response(200, json={"job": JOB})).run_model("model_1", {})

    assert submission.job.job_id == "job_1"
    assert submission.cost.total is None
