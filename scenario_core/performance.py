"""What one result of a model usually costs and how long it takes, as its record tells it. Pure.

Source: contract section 7.2 (`performanceStats`); many records have none, so every part may be missing.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Typical:
    """The usual price of one result in CU, and the usual wait in seconds; None where nobody knows."""

    cu: float | None = None
    seconds: float | None = None


def typical(stats: Any) -> Typical:
    """The medians of the variant that the record calls its default, else of its first one."""
    variant = _variant(stats)
    seconds = (_number(variant.get(name)) for name in ("totalLatencyP50Sec", "inferenceLatencyP50Sec"))
    return Typical(
        cu=_number(variant.get("costPerAssetP50CU")),
        seconds=next((found for found in seconds if found is not None), None),
    )


def _variant(stats: Any) -> Mapping[str, Any]:
    if not isinstance(stats, Mapping):
        return {}
    listed = stats.get("variants")
    variants = [each for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []
    default = (each for each in variants if each.get("variantKey") == stats.get("default"))
    return next(default, variants[0] if variants else {})


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) and value >= 0 else None
