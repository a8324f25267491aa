"""The API's help with a prompt: what is asked, and how its answers are read. Pure.

Source: contract section 8. Each answer costs CU, so a dry run asks for the price with the same body first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from scenario_core.answers import Cost
from scenario_core.errors import APIResponseError

MOST_PROMPTS = 5  # of one answer, and pictures of one question


@dataclass(frozen=True)
class Improvement:
    """Better wordings of a prompt, best first, and what they cost where the answer says."""

    prompts: tuple[str, ...]
    cost: Cost

    @classmethod
    def parse(cls, payload: Mapping[str, Any]) -> Self:
        """The wordings in an answer. Raises APIResponseError where there are none."""
        given = payload.get("prompts")
        listed = given if isinstance(given, list) else []
        prompts = tuple(text.strip() for text in listed if isinstance(text, str) and text.strip())
        if not prompts:
            raise APIResponseError("The API's answer holds no prompt.")
        return cls(prompts, Cost.parse(payload))


@dataclass(frozen=True)
class Translation:
    """A prompt in English, the language that it was in (empty where the API does not say), and the cost."""

    prompt: str
    language: str
    cost: Cost

    @classmethod
    def parse(cls, payload: Mapping[str, Any]) -> Self:
        """The translation in an answer. Raises APIResponseError where there is none."""
        text, language = payload.get("translation"), payload.get("detectedLanguage")
        if not isinstance(text, str) or not text.strip():
            raise APIResponseError("The API's answer holds no translation.")
        return cls(text.strip(), language if isinstance(language, str) else "", Cost.parse(payload))


def improvement_body(
    prompt: str, *, model_id: str | None = None, images: Sequence[str] = (), count: int = 1
) -> dict[str, object]:
    """What is asked for better wordings: for one model where it is named, else for any.

    The modes are the two whose price was measured; without a mode the API refuses.
    """
    body: dict[str, object] = {"mode": "contextual" if model_id else "structured", "prompt": prompt}
    if model_id:
        body["modelId"] = model_id
    if images:
        body["images"] = list(images)[:MOST_PROMPTS]
    if count != 1:
        body["numResults"] = max(1, min(count, MOST_PROMPTS))
    return body
