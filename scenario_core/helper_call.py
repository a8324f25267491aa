"""A helper call: one paid question to the API about a visitor's prompt, and what is known of its end."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from scenario_core.runs import SubmissionState


class HelperKind(StrEnum):
    """What is asked for a prompt."""

    IMPROVE = "improve"
    TRANSLATE = "translate"


@dataclass(frozen=True)
class HelperCall:
    """One press for help. Its time is an aware UTC datetime, its costs are CU.

    `prompt` is the text that was sent; `problem` is what the API (or the network) said where no answer came.
    """

    id: str
    visitor: str
    kind: HelperKind
    prompt: str
    quoted_cu: Decimal | None
    started_at: datetime
    state: SubmissionState = SubmissionState.SENDING
    charged_cu: Decimal | None = None
    problem: str = ""
