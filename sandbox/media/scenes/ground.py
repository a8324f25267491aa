"""Land: ridges in haze, snow-capped peaks, pines, round trees and grass."""

from collections.abc import Sequence

import numpy as np

from sandbox.media.scenes.brush import Colour, fractal_line, mix
from sandbox.media.scenes.stage import Layer, Point, Sheet, Stage, shape_layer


def ridge(
    stage: Stage,
    name: str,
    base: float,
    rise: float,
    inks: Sequence[Colour],
    *,
    bumps: float = 3,
    rough: float = 0.5,
    foot: float | None = None,
    **motion: float,
) -> Layer:
    """A line of hills around row `base`, `rise` px up and down, filled to row `foot` (the frame's end)."""
    outline = ridge_line(stage, name, base, rise, bumps=bumps, rough=rough)
    low = foot if foot is not None else stage.height
    return shape_layer(stage, [*outline, (stage.span, low), (0, low)], inks, **motion)


def ridge_line(
    stage: Stage, name: str, base: float, rise: float, *, bumps: float = 3, rough: float = 0.5
) -> list[Point]:
    """The upper edge of a ridge: the same name gives the same line, to set trees on it."""
    steps = np.linspace(0, stage.span, max(64, stage.span // 3))
    line = fractal_line(stage.rng(name), len(steps), bumps * stage.span / stage.width, 6, rough)
    return [(float(x), float(base - rise * y)) for x, y in zip(steps, line, strict=True)]


def height_at(line: Sequence[Point], x: float) -> float:
    """The row of a ridge at column x."""
    return float(np.interp(x, [point[0] for point in line], [point[1] for point in line]))


def peak(
    sheet: Sheet,
    x: float,
    top: float,
    base: float,
    half: float,
    inks: tuple[Colour, Colour, Colour, Colour],
    rng: np.random.Generator,
) -> None:
    """A faceted mountain in four inks: lit flank, shadowed flank, snow on each."""
    left = _crag((x - half, base), (x, top), rng, half * 0.05)
    right = _crag((x, top), (x + half * rng.uniform(0.85, 1.15), base), rng, half * 0.05)
    spine = _crag((x, top), (x + half * rng.uniform(-0.12, 0.2), base), rng, half * 0.11)
    sheet.polygon([*left, *right], inks[0])
    sheet.polygon([*spine, *reversed(right)], inks[1])
    reach = rng.uniform(0.36, 0.5)
    _snow(sheet, left[::-1], spine, reach, inks[2], rng)
    _snow(sheet, right, spine, reach, inks[3], rng)


def _crag(start: Point, end: Point, rng: np.random.Generator, rough: float) -> list[Point]:
    steps = np.linspace(0, 1, 26)
    bend = fractal_line(rng, 26, 2.5, 4, 0.6) * rough * np.sin(steps * np.pi) ** 0.5
    return [
        (float(start[0] + (end[0] - start[0]) * t + b), float(start[1] + (end[1] - start[1]) * t + b * 0.35))
        for t, b in zip(steps, bend, strict=True)
    ]


def _snow(
    sheet: Sheet,
    edge: Sequence[Point],
    spine: Sequence[Point],
    reach: float,
    ink: Colour,
    rng: np.random.Generator,
) -> None:
    """Snow between a flank's edge and the spine, its lower end in tongues."""
    count = max(3, int(len(edge) * reach))
    outer, inner = edge[:count], spine[:count]
    tongues: list[Point] = []
    for step in np.linspace(0, 1, 9)[1:-1]:
        x = outer[-1][0] + (inner[-1][0] - outer[-1][0]) * step
        y = outer[-1][1] + (inner[-1][1] - outer[-1][1]) * step
        drop = (inner[-1][1] - inner[0][1]) * rng.uniform(-0.34, 0.2)
        tongues.append((float(x), float(y + drop)))
    sheet.polygon([*outer, *tongues, *reversed(inner)], ink)


def pine(
    sheet: Sheet,
    x: float,
    base: float,
    tall: float,
    ink: Colour,
    rng: np.random.Generator,
    *,
    snow: Colour | None = None,
) -> None:
    """A pine of stacked ragged skirts; `snow` lies on the left of each skirt."""
    half = tall * rng.uniform(0.2, 0.27)
    sheet.box(x - tall * 0.02, base - tall * 0.14, x + tall * 0.02, base, mix(ink, (30, 16, 10), 0.5))
    tiers = 6
    for tier in range(tiers):
        share = tier / tiers
        top = base - tall * (0.36 + 0.64 * (share + 1 / tiers)) + tall * 0.0
        low = base - tall * (0.08 + 0.84 * share)
        wide = half * (1 - share) ** 0.85 + tall * 0.012
        lean = rng.uniform(-0.06, 0.06) * wide
        skirt = _skirt(x + lean, top, low, wide)
        sheet.polygon(skirt, mix(ink, (255, 255, 255), 0.02 * tier))
        if snow is not None:
            cap = [
                (x + lean, top),
                (x - wide * 0.62, low - tall * 0.035),
                (x - wide * 0.2, low - tall * 0.07),
                (x + wide * 0.1, low - tall * 0.045),
                (x + wide * 0.42, low - tall * 0.05),
            ]
            sheet.polygon(cap, mix(snow, ink, 0.12 * (tier % 2)))


def _skirt(x: float, top: float, low: float, wide: float) -> list[Point]:
    edge = [(x, top)]
    for step in range(1, 8):
        share = step / 4 - 1
        dip = (low - top) * (0.07 if step % 2 else -0.05)
        edge.append((x - share * wide, low + dip - abs(share) * (low - top) * 0.02))
    return edge


def round_tree(
    sheet: Sheet, x: float, base: float, tall: float, ink: Colour, light: Colour, rng: np.random.Generator
) -> None:
    """A leafy tree: a trunk and heaped crowns, brighter up and to the left."""
    trunk = mix(ink, (60, 36, 24), 0.6)
    sheet.polygon(
        [
            (x - tall * 0.04, base),
            (x + tall * 0.04, base),
            (x + tall * 0.02, base - tall * 0.6),
            (x - tall * 0.02, base - tall * 0.6),
        ],
        trunk,
    )
    for level, shade in enumerate((0.0, 0.28, 0.55)):
        colour = mix(mix(ink, (10, 24, 30), 0.3), light, shade)
        for _ in range(9 - level * 2):
            angle, reach = rng.uniform(0, 2 * np.pi), rng.random() ** 0.5 * tall * (0.27 - 0.05 * level)
            cx = x + np.cos(angle) * reach - tall * 0.05 * level
            cy = base - tall * 0.66 + np.sin(angle) * reach * 0.8 - tall * 0.06 * level
            r = tall * rng.uniform(0.09, 0.15) * (1 - 0.22 * level)
            sheet.oval(cx, cy, r, r * 0.9, colour)


def tree_line(
    stage: Stage,
    name: str,
    line: Sequence[Point],
    tall: float,
    ink: Colour,
    *,
    gap: float = 0.35,
    snow: Colour | None = None,
    **motion: float,
) -> Layer:
    """Pines along a ridge, about `tall` px high and `gap` of that apart."""
    sheet = Sheet(
        stage, min(y for _, y in line) - tall * 1.5, min(stage.height, max(y for _, y in line) + tall * 0.2)
    )
    rng = stage.rng(name)
    x = 0.0
    while x < stage.span:
        pine(sheet, x, height_at(line, x) + tall * 0.06, tall * rng.uniform(0.6, 1.3), ink, rng, snow=snow)
        x += tall * gap * rng.uniform(0.5, 1.6)
    return sheet.layer(**motion)


def grass(
    sheet: Sheet,
    top: float,
    tall: float,
    inks: Sequence[Colour],
    rng: np.random.Generator,
    *,
    count: int = 260,
) -> None:
    """Blades rising from row `top` upwards, bent at random."""
    for _ in range(count):
        x, height = rng.uniform(0, sheet.stage.span), tall * rng.uniform(0.35, 1.0)
        bend, wide = rng.normal() * height * 0.3, height * 0.05 + 0.6
        ink = inks[int(rng.integers(len(inks)))]
        sheet.polygon(
            [
                (x - wide, top),
                (x + bend * 0.4 - wide * 0.5, top - height * 0.6),
                (x + bend, top - height),
                (x + bend * 0.4 + wide * 0.5, top - height * 0.6),
                (x + wide, top),
            ],
            ink,
        )
