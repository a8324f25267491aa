"""What a benchmark prints: a table for people, then one line of JSON for programs."""

import json
from collections.abc import Mapping, Sequence
from typing import Any


def table(rows: Sequence[Mapping[str, object]]) -> str:
    """The rows as aligned columns under their names; the names are those of the first row."""
    names = list(rows[0])
    cells = [names, *([cell(row[name]) for name in names] for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(names))]
    lines = ["  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)) for line in cells]
    return "\n".join(line.rstrip() for line in lines)


def cell(value: object) -> str:
    """A value as a table shows it: numbers short, nothing as a dash."""
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"
    return str(value)


def json_line(benchmark: str, figures: Mapping[str, Any]) -> str:
    """All figures in one line of JSON. Raises ValueError for a number that JSON does not have."""
    return json.dumps({"benchmark": benchmark, **figures}, allow_nan=False)


def within(value: float | None, limit: float) -> bool:
    """Whether a figure is there and at most `limit`: what was not measured is not met."""
    return value is not None and value <= limit
