"""A lantern festival: curved roofs over a night river, strings of lanterns, lights afloat on the water."""

import numpy as np

from sandbox.media.scenes.brush import Colour, mix
from sandbox.media.scenes.ground import ridge
from sandbox.media.scenes.sky import sky
from sandbox.media.scenes.stage import Layer, Point, Sheet, Stage, glows_layer
from sandbox.media.scenes.water import glints, mirror
from sandbox.media.scenes.weather import weather

_Spot = tuple[float, float, float]


def paint_festival(stage: Stage) -> list[Layer]:
    """Houses on both banks under a moonlit sky, a bridge, and lanterns above and below."""
    shore, inks = stage.height * 0.64, stage.palette
    red = stage.reading.accent or (226, 52, 42)
    hills = ridge(
        stage,
        "hills",
        shore * 0.78,
        shore * 0.12,
        [mix(inks.far, inks.haze, 0.3), inks.haze],
        bumps=1.8,
        foot=shore,
        depth=0.08,
    )
    town = [
        *sky(stage, shore, clouds=0.35),
        hills,
        *_sky_lanterns(stage, shore, red),
        _houses(stage, shore),
        _bridge(stage, shore),
        _doors(stage, shore),
    ]
    river = mirror(stage, town, shore, tint=0.22, depth=0.25)
    warm = mix(red, (255, 206, 110), 0.6)
    shimmer = glints(
        stage, stage.x(0.5), shore + 2, stage.height, warm, spread=0.5, count=130, depth=0.25, drift=0.004
    )
    return [*town, river, shimmer, *_afloat(stage, shore, red), *_strings(stage, red), *weather(stage)]


def lantern(sheet: Sheet, x: float, y: float, size: float, red: Colour) -> None:
    """A round paper lantern lit from inside, `size` px high, hanging from (x, y)."""
    glow = (255, 214, 120)
    cy = y + size * 0.5
    sheet.box(x - size * 0.2, y - size * 0.02, x + size * 0.2, y + size * 0.1, (64, 30, 24))
    sheet.box(x - size * 0.2, y + size * 0.9, x + size * 0.2, y + size * 1.0, (64, 30, 24))
    for share, light in ((1.0, 0.0), (0.78, 0.2), (0.54, 0.42), (0.3, 0.72)):
        sheet.oval(x, cy, size * 0.52 * share, size * 0.42, mix(red, glow, light))
    for share in (0.33, 0.74):
        sheet.line(
            [
                (x - size * 0.44, cy + size * (share - 0.53) * 0.6),
                (x + size * 0.44, cy + size * (share - 0.53) * 0.6),
            ],
            size * 0.012,
            mix(red, (90, 10, 10), 0.3),
        )
    sheet.line([(x, y + size), (x, y + size * 1.34)], size * 0.05, mix(red, glow, 0.25))


def _strings(stage: Stage, red: Colour) -> list[Layer]:
    """Two garlands across the upper frame, the nearer with larger lanterns."""
    layers: list[Layer] = []
    for index, (row, sag, share, count, depth) in enumerate(
        ((0.16, 0.13, 0.075, 9, 0.4), (0.02, 0.17, 0.135, 6, 0.8))
    ):
        sheet, spots = Sheet(stage, 0, stage.height * 0.7), list[_Spot]()
        size, rng = share * stage.unit, stage.rng(f"string{index}")
        cord: list[Point] = [
            (
                float(stage.span * t),
                float(stage.height * (row + sag * np.sin(np.pi * ((t * 2.0 + 0.5 * index) % 1)))),
            )
            for t in np.linspace(0, 1, 161)
        ]
        sheet.line(cord, max(0.8, size * 0.025), mix(stage.palette.near, (40, 20, 20), 0.5))
        for step in range(int(count * stage.span / stage.width) + 1):
            x, y = cord[min(160, round(160 * (step + 0.5) * stage.width / (count * stage.span)))]
            own = size * rng.uniform(0.9, 1.1)
            lantern(sheet, x, y + own * 0.14, own, red)
            spots.append((x, y + own * 0.64, own * 1.9))
        layers += [
            glows_layer(stage, spots, mix(red, (255, 190, 90), 0.55), 0.55, depth=depth, bob=0.003),
            sheet.layer(depth=depth, bob=0.003),
        ]
    return layers


def _sky_lanterns(stage: Stage, shore: float, red: Colour) -> list[Layer]:
    """Paper lights that have been let go, smaller the higher they are."""
    sheet, rng, spots = Sheet(stage, 0, shore), stage.rng("sky-lanterns"), list[_Spot]()
    for _ in range(int(34 * stage.span / stage.width)):
        x, share = rng.random() * stage.span, rng.random()
        y, s = shore * (0.12 + 0.68 * share), stage.unit * (0.008 + 0.018 * share) * rng.uniform(0.7, 1.2)
        sheet.polygon(
            [
                (x - s * 0.55, y - s),
                (x + s * 0.55, y - s),
                (x + s * 0.42, y + s * 0.6),
                (x - s * 0.42, y + s * 0.6),
            ],
            mix(red, (255, 176, 84), 0.62),
        )
        sheet.oval(x, y + s * 0.35, s * 0.34, s * 0.3, (255, 240, 180))
        spots.append((x, y, s * 5))
    motion = {"depth": 0.1, "bob": 0.02, "drift": 0.006}
    return [glows_layer(stage, spots, (255, 160, 80), 0.4, **motion), sheet.layer(**motion)]


def _houses(stage: Stage, shore: float) -> Layer:
    """Two rows of houses with swept roofs, towers among them, open in the middle."""
    sheet, rng, inks = Sheet(stage, 0, shore + 1), stage.rng("houses"), stage.palette
    x = -stage.unit * 0.1
    while x < stage.span:
        off = abs(x - stage.span / 2) / stage.width
        wide = stage.unit * rng.uniform(0.14, 0.22)
        if off > 0.12:
            floors = 1 + int(rng.integers(2)) + (2 if rng.random() < 0.2 else 0) + int(off > 0.34)
            _house(sheet, x, shore, wide, floors, mix(mix(inks.near, (70, 34, 34), 0.35), inks.haze, 0.1))
        x += wide * rng.uniform(0.86, 1.1)
    return sheet.layer(depth=0.25)


def _house(sheet: Sheet, x: float, base: float, wide: float, floors: int, wall: Colour) -> None:
    light, y = sheet.stage.palette.light, base
    storey = wide * 0.42
    for floor in range(floors):
        half = wide * 0.5 * (1 - 0.15 * floor)
        middle = x + wide / 2
        sheet.box(middle - half * 0.86, y - storey, middle + half * 0.86, y, wall)
        for step in range(4):
            left = middle - half * 0.7 + step * half * 0.38
            sheet.box(
                left,
                y - storey * 0.72,
                left + half * 0.26,
                y - storey * 0.2,
                mix(light, (255, 120, 60), 0.25 * (step % 2)),
            )
            sheet.line(
                [(left + half * 0.13, y - storey * 0.72), (left + half * 0.13, y - storey * 0.2)],
                half * 0.02,
                wall,
            )
        _roof(
            sheet,
            middle,
            y - storey,
            half * 1.22,
            storey * 0.62,
            mix(sheet.stage.palette.near, (44, 20, 34), 0.5),
        )
        y -= storey * 1.38


def _roof(sheet: Sheet, x: float, y: float, half: float, high: float, ink: Colour) -> None:
    """A roof whose eaves sweep upwards."""
    steps = np.linspace(-1, 1, 25)
    top: list[Point] = [
        (float(x + half * t), float(y - high * (1 - abs(t)) ** 1.5 - high * 0.28 * abs(t) ** 4))
        for t in steps
    ]
    low: list[Point] = [
        (float(x + half * t), float(y + high * 0.12 - high * 0.34 * abs(t) ** 4)) for t in steps[::-1]
    ]
    sheet.polygon([*top, *low], ink)
    sheet.line(low, high * 0.06, mix(ink, sheet.stage.palette.light, 0.45))
    sheet.box(x - half * 0.06, y - high * 1.16, x + half * 0.06, y - high * 0.9, ink)


def _bridge(stage: Stage, shore: float) -> Layer:
    """An arched bridge in the gap, lanterns on its rail."""
    sheet, inks = Sheet(stage, shore * 0.6, shore + 1), stage.palette
    x, half, high = stage.span / 2, stage.width * 0.17, stage.unit * 0.11
    ink = mix(mix(inks.near, (120, 40, 40), 0.5), inks.haze, 0.1)
    steps = np.linspace(-1, 1, 33)
    top: list[Point] = [(float(x + half * t), float(shore - high * (1 - t * t))) for t in steps]
    low: list[Point] = [
        (float(x + half * 0.86 * t), float(shore + 2 - high * 0.78 * (1 - t * t))) for t in steps[::-1]
    ]
    sheet.polygon([*top, *low], ink)
    rail: list[Point] = [(px, py - stage.unit * 0.028) for px, py in top]
    sheet.line(rail, stage.unit * 0.006, mix(ink, inks.light, 0.3))
    for px, py in top[::2]:
        sheet.line([(px, py), (px, py - stage.unit * 0.03)], stage.unit * 0.005, ink)
    for px, py in top[2:-1:4]:
        sheet.oval(px, py - stage.unit * 0.036, stage.unit * 0.009, stage.unit * 0.01, (255, 226, 150))
    return sheet.layer(depth=0.25)


def _doors(stage: Stage, shore: float) -> Layer:
    rng = stage.rng("doors")
    spots = [
        (rng.random() * stage.span, shore - stage.unit * 0.05, stage.unit * rng.uniform(0.1, 0.2))
        for _ in range(16)
    ]
    return glows_layer(stage, spots, (255, 150, 70), 0.4, depth=0.25)


def _afloat(stage: Stage, shore: float, red: Colour) -> list[Layer]:
    """Square paper lights on the water with their mirror images; nearer ones are larger and quicker."""
    layers: list[Layer] = []
    for index, depth in enumerate((0.3, 0.6)):
        sheet, rng, spots = Sheet(stage, shore), stage.rng(f"afloat{index}"), list[_Spot]()
        for row in sorted(rng.random(9 - 3 * index)):
            share = 0.1 + 0.3 * row if index == 0 else 0.5 + 0.4 * row
            x, y = rng.random() * stage.span, shore + (stage.height - shore) * share
            s = stage.unit * (0.014 + 0.06 * share)
            paper, light = mix(red, (255, 170, 90), 0.35 + 0.3 * rng.random()), (255, 236, 170)
            for up, fade in ((-0.7, 0.55), (1.0, 0.0)):
                tint, lit = mix(paper, stage.palette.water, fade), mix(light, stage.palette.water, fade)
                sheet.polygon(
                    [
                        (x - s * 0.5, y),
                        (x - s * 0.42, y - s * 0.95 * up),
                        (x + s * 0.42, y - s * 0.95 * up),
                        (x + s * 0.5, y),
                    ],
                    tint,
                )
                sheet.oval(x, y - s * 0.4 * up, s * 0.24, s * 0.3, lit)
            sheet.box(x - s * 0.62, y - s * 0.06, x + s * 0.62, y + s * 0.07, (70, 36, 28), radius=s * 0.05)
            spots.append((x, y - s * 0.3, s * 2.6))
        motion = {"depth": depth, "bob": 0.004, "drift": 0.008 * (1 + index)}
        layers += [glows_layer(stage, spots, (255, 150, 70), 0.6, **motion), sheet.layer(**motion)]
    return layers
