"""How a request to the API is written, and when it is written again. Pure, no HTTP in here."""

import json
import random
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote

from scenario_core.errors import APIStatusError, NotFoundError, ScenarioError

_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 8.0
# Whoever asks us to wait longer than this is told to the caller instead, who can go on meanwhile.
_LONGEST_WAIT_ASKED = 20.0


def path_part(identifier: str) -> str:
    """An id as one part of a path: whatever is in it, it stays one part."""
    if identifier.strip() in ("", ".", ".."):
        raise NotFoundError(404, "this is no id")
    return quote(identifier, safe="")


def encode(body: Mapping[str, object]) -> bytes:
    """The same bytes for the same body, so that a quote and a run can be compared."""
    return json.dumps(body, separators=(",", ":"), allow_nan=False).encode()


def iso_time(moment: datetime) -> str:
    """A moment as the API writes it: UTC, milliseconds, `Z`. A naive datetime counts as UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def pause_before(error: ScenarioError, count: int) -> float | None:
    """Seconds until the next attempt; None where the API asks for more patience than we have here."""
    asked = error.retry_after if isinstance(error, APIStatusError) else None
    if asked is not None:
        return None if asked > _LONGEST_WAIT_ASKED else asked + random.uniform(0, 0.25)
    pause: float = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**count)
    return pause * random.uniform(0.5, 1)
