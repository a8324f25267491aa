"""The usual price and wait, read from records of every quality."""

from typing import Any

import pytest

from scenario_core.catalog import Model
from scenario_core.performance import Typical, typical

FAST = {"variantKey": "fast", "costPerAssetP50CU": 4, "totalLatencyP50Sec": 9.5}
FINE = {"variantKey": "fine", "costPerAssetP50CU": 12.5, "inferenceLatencyP50Sec": 30}


@pytest.mark.parametrize(
    ("stats", "expected"),
    [
        ({"default": "fine", "variants": [FAST, FINE]}, Typical(12.5, 30.0)),
        ({"variants": [FAST, FINE]}, Typical(4.0, 9.5)),
        ({"default": "gone", "variants": [FAST]}, Typical(4.0, 9.5)),
        ({"variants": [{"costPerAssetP50CU": 0}]}, Typical(0.0, None)),
        ({"variants": [{"costPerAssetP50CU": -1, "totalLatencyP50Sec": "9"}]}, Typical()),
        ({"variants": [{"costPerAssetP50CU": float("nan"), "totalLatencyP50Sec": True}]}, Typical()),
        ({"variants": [None, 5]}, Typical()),
        ({"variants": "many"}, Typical()),
        ({}, Typical()),
        ([], Typical()),
        (None, Typical()),
    ],
)
def test_the_default_variant_tells_and_nonsense_tells_nothing(stats: Any, expected: Typical) -> None:
    assert typical(stats) == expected


def test_stats_of_a_strange_shape_do_not_cost_the_model() -> None:
    assert Model.parse({"id": "model_1", "performanceStats": ["odd"]}).typical == Typical()
