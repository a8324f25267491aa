"""Prompt helpers: useful, repeatable, honest about what they do not know, and paid for."""

import base64
from decimal import Decimal
from typing import Any

import pytest

from sandbox.prompting import UNTRANSLATED, improved, translated
from sandbox.server import Sandbox
from tests.sandbox import samples
from tests.sandbox.conftest import Api

FLUX = "model_bfl-flux-1-dev"
COSTS: list[tuple[str, dict[str, Any], float]] = [
    ("prompt", {"mode": "contextual", "prompt": "A boat", "modelId": FLUX}, 3.75),
    ("prompt", {"mode": "structured", "prompt": "A boat"}, 0.75),
    ("prompt", {"mode": "structured", "prompt": "A boat", "numResults": 3}, 1),
    ("translate", {"prompt": "Ein rotes Haus"}, 0.25),
]


def test_an_improved_prompt_keeps_the_words_and_adds_to_them() -> None:
    first, second = improved("A paper boat.", 0), improved("A paper boat.", 1)

    assert first.startswith("A paper boat, ")
    assert first.endswith(" mood")
    assert len(first) > 40
    assert first != second
    assert first == improved("A paper boat.", 0)


@pytest.mark.parametrize(
    ("text", "english", "language"),
    [
        ("Ein rotes Haus am See", "A red house at the lake", "de"),
        ("Un bateau sur la mer", "A boat on the sea", "fr"),
        ("Un barco rojo en la noche", "A boat red in the night", "es"),
        ("Una barca rossa sul mare", f"A boat red sul sea {UNTRANSLATED}", "it"),
        ("A red boat on the sea", "A red boat on the sea", "en"),
        ("Zephyr Qwerty", "Zephyr Qwerty", "en"),
        ("水の上の船", f"水の上の船 {UNTRANSLATED}", "unknown"),
    ],
)
def test_a_translation_says_where_it_is_none(text: str, english: str, language: str) -> None:
    assert translated(text) == (english, language)


@pytest.mark.parametrize(("helper", "body", "cost"), COSTS)
def test_the_price_is_told_first_and_charged_then(
    own: tuple[Sandbox, Api], helper: str, body: dict[str, Any], cost: float
) -> None:
    sandbox, api = own
    quote = api.http.post(f"/generate/{helper}", params={"dryRun": "true"}, json=body)
    assert (quote.status_code, quote.json()["creativeUnitsCost"]) == (269, cost)
    assert sandbox.ledger == {}
    told = api.http.post(f"/generate/{helper}", json=body).json()
    job = api.job(told["job"]["jobId"])

    assert told["creativeUnitsCost"] == cost
    assert (job["status"], job["progress"]) == ("success", 1)
    assert job["jobType"] == {"prompt": "generate-prompt", "translate": "translate"}[helper]
    assert sandbox.ledger == {job["jobId"]: Decimal(str(cost))}
    assert api.http.get("/jobs", params={"types": "custom"}).json()["jobs"] == []


def test_as_many_prompts_come_as_were_asked_for(api: Api) -> None:
    body = {"mode": "inventive", "prompt": "A boat", "numResults": 5}
    told = api.http.post("/generate/prompt", json=body).json()

    assert len(set(told["prompts"])) == 5
    assert told["mode"] == "inventive"


def _sent(api: Api, kind: str, data: bytes) -> str:
    """The id of the asset that the file became."""
    given = samples.send(api, kind, data)
    while (upload := api.http.get(f"/uploads/{given['id']}").json()["upload"])["status"] != "imported":
        assert upload["status"] != "failed"
    return str(upload["entityId"])


def test_a_picture_is_captioned_by_its_prompt_or_by_what_is_seen(own: tuple[Sandbox, Api]) -> None:
    sandbox, api = own
    (made,) = api.results(FLUX, prompt="A forest", width=256, height=256)
    given = [_sent(api, "image", samples.picture()), _sent(api, "video", samples.video())]
    url = "data:image/png;base64," + base64.b64encode(samples.picture()).decode()
    told = api.http.post("/generate/caption", json={"images": [made["id"], *given, url]}).json()
    seen = "A wide, dark picture, mostly red and blue"

    assert told["captions"] == ["A forest", seen, told["captions"][2], seen]
    assert told["captions"][2].startswith("A wide, ")
    assert told["creativeUnitsCost"] == 2
    assert len(sandbox.ledger) == 2


@pytest.mark.parametrize(
    ("helper", "body", "status", "reason"),
    [
        ("prompt", {"prompt": "A"}, 400, "Input mode must be one of completion, contextual, contextual-v2, "),
        ("prompt", {"mode": "structured", "numResults": 6}, 400, "Input numResults must be at least 1"),
        ("prompt", {"mode": "structured", "modelId": "model_x"}, 404, "Model model_x not found"),
        ("prompt", {"mode": "structured", "images": ["asset_x"]}, 404, "Asset asset_x not found"),
        ("translate", {"prompt": " "}, 400, "Input prompt is required"),
        ("caption", {}, 400, "Input images is required"),
        ("caption", {"images": "asset_x"}, 400, "Input images must be a list of strings"),
        ("caption", {"images": ["asset_x"]}, 404, "Asset asset_x not found"),
    ],
)
@pytest.mark.parametrize("query", [{}, {"dryRun": "true"}])
def test_what_cannot_be_helped_is_refused_and_free(
    own: tuple[Sandbox, Api],
    query: dict[str, str],
    helper: str,
    body: dict[str, Any],
    status: int,
    reason: str,
) -> None:
    sandbox, api = own
    answer = api.http.post(f"/generate/{helper}", params=query, json=body)

    assert answer.status_code == status
    assert answer.json()["reason"].startswith(reason)
    assert sandbox.ledger == {}
