"""Nonsense is refused in words: no request makes the sandbox stumble."""

from typing import Any

import pytest

from tests.sandbox.conftest import Api

FLUX, LLM = "/generate/custom/model_bfl-flux-1-dev", "/generate/custom/model_scenario-llm"
UPLOAD = {"fileName": "a.txt", "kind": "text", "fileSize": 6, "parts": 1}

BODIES: list[tuple[str, str]] = [
    (FLUX, '{"prompt": "A", "guidance": 1e999}'),
    (FLUX, '{"prompt": "A", "seed": -1e999}'),
    (LLM, '{"instruction": "half a pair \\ud83d"}'),
    (LLM, "[" * 100_000),
    ("/generate/prompt", '{"mode": "structured", "prompt": "\\udc00"}'),
    ("/generate/prompt", '{"mode": ["structured"], "prompt": "A"}'),
    ("/generate/caption", '{"images": ["data:image/png;base64,é"]}'),
    ("/search/models", '{"query": "a", "hitsPerPage": 1e308}'),
    ("/models/get-bulk", '{"modelIds": "model_lyria-2"}'),
    ("/assets", '{"name": "a", "image": "éé"}'),
    ("/assets", '{"name": "a", "image": "AAAA", "collectionIds": 5}'),
]


@pytest.mark.parametrize(("path", "body"), BODIES)
def test_a_body_of_nonsense_is_400(api: Api, path: str, body: str) -> None:
    answer = api.http.post(path, content=body.encode())

    assert answer.status_code == 400
    assert answer.json()["reason"]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"assetOptions": 5}, "Input assetOptions must be an object"),
        ({"assetOptions": {"hide": "yes"}}, "Input hide must be a boolean"),
        ({"assetOptions": {"collectionIds": [1]}}, "Input collectionIds must be a list of strings"),
        ({"contentType": {}}, "Input contentType must be a string"),
    ],
)
def test_an_uploads_options_are_checked(api: Api, options: dict[str, Any], reason: str) -> None:
    answer = api.http.post("/uploads", json={**UPLOAD, **options})

    assert (answer.status_code, answer.json()) == (400, {"reason": reason})


@pytest.mark.parametrize(
    "token", ["x", "bnVsbA==", "WzEsMiwzXQ==", "eyJhIjoxfQ==", "WyJ4IiwgMSwgImEiXQ==", "é"]
)
@pytest.mark.parametrize("path", ["/jobs", "/assets", "/models?privacy=public"])
def test_a_token_that_is_not_ours_is_400(api: Api, path: str, token: str) -> None:
    assert api.http.get(path, params={"paginationToken": token}).status_code == 400


@pytest.mark.parametrize(
    "date", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-13-01", "now"]
)
def test_a_date_that_is_none_is_400(api: Api, date: str) -> None:
    answer = api.http.get("/jobs", params={"createdAfter": date})

    assert (answer.status_code, answer.json()) == (400, {"reason": f"{date} is not an ISO date"})
