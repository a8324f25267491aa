"""Percentiles of measured times."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie, between two of them by proportion.

    Raises ValueError for no values and for a share outside 0 to 1.
    """
    ordered = sorted(values)
    if not ordered or not 0 <= share <= 1:
        raise ValueError("a percentile needs values and a share from 0 to 1")
    position = share * (len(ordered) - 1)
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)


@dataclass(frozen=True)
class Spread:
    """How measured times lie, in the unit they were given in; all None where nothing was measured."""

    count: int
    p50: float | None
    p95: float | None
    most: float | None

    @classmethod
    def of(cls, values: Iterable[float]) -> Self:
        """The spread of the values, rounded to four digits behind the point."""
        known = list(values)
        if not known:
            return cls(0, None, None, None)
        p50, p95 = percentile(known, 0.5), percentile(known, 0.95)
        return cls(len(known), round(p50, 4), round(p95, 4), round(max(known), 4))
