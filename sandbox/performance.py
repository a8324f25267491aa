"""`performanceStats` of a model: what the sandbox itself charges, and its own time (contract 7.2)."""

from decimal import Decimal
from typing import Any

from sandbox.ask import modality
from sandbox.catalogue import Record
from sandbox.jobs import SECONDS
from sandbox.prices import price
from sandbox.runs import plain

_COMPUTED_AT = "2026-10-01T00:00:00.000Z"
# A text of this many characters stands for what people usually send.
_TEXT = "x" * 120
# The real catalogue lacks the stats of many models; so does this one, by a letter of their ids.
_WITHOUT = frozenset("cg")
# Three quarters of the runs take no longer than this beyond the median.
_P75 = 1.2
_QUEUED = 0.14  # share of a job's time before it is in progress


def performance(record: Record, speed: float) -> dict[str, Any] | None:
    """The stats of a model's first capability; None where its record has none, as for trained styles."""
    if not record["custom"] or record["id"][-1] in _WITHOUT:
        return None
    least, usual, most = _costs(record)
    seconds = SECONDS[modality(record)] / speed
    key = record["capabilities"][0]
    variant = {
        "variantKey": key,
        "capability": key,
        "computedAt": _COMPUTED_AT,
        "costPerAssetMinCU": plain(least),
        "costPerAssetP50CU": plain(usual),
        "costPerAssetMaxCU": plain(most),
        "inferenceLatencyP50Sec": round(seconds * (1 - _QUEUED), 2),
        "inferenceLatencyP75Sec": round(seconds * (1 - _QUEUED) * _P75, 2),
        "totalLatencyP50Sec": round(seconds, 2),
        "totalLatencyP75Sec": round(seconds * _P75, 2),
    }
    return {"default": key, "variants": [variant]}


def _costs(record: Record) -> tuple[Decimal, Decimal, Decimal]:
    """The least, the usual and the highest price with one input after another at each of its choices."""
    usual = {each["name"]: _usual(each) for each in record["inputs"] if _usual(each) is not None}
    prices = [price(record["id"], usual)]
    for each in record["inputs"]:
        choices = (
            each.get("allowedValues") or [True, False]
            if each["type"] == "boolean"
            else each.get("allowedValues", [])
        )
        if each["costImpact"] and each["type"] in ("string", "number", "boolean"):
            prices += [price(record["id"], {**usual, each["name"]: choice}) for choice in choices]
    return min(prices), prices[0], max(prices)


def _usual(declared: Record) -> Any:
    if "default" in declared:
        return declared["default"]
    samples = {"string": _TEXT, "file": "asset_a", "file_array": ["asset_a"], "boolean": True}
    return samples.get(declared["type"]) if declared.get("required", {}).get("always") else None
