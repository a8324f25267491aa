"""A garden: hills, leafy trees and a field of flowers that grow towards the viewer."""

from collections.abc import Callable

import numpy as np

from sandbox.media.scenes.brush import Colour, mix
from sandbox.media.scenes.ground import grass, height_at, ridge, ridge_line, round_tree
from sandbox.media.scenes.sky import sky
from sandbox.media.scenes.stage import Layer, Point, Sheet, Stage
from sandbox.media.scenes.weather import sparks, weather

_BLOOMS: tuple[tuple[Colour, ...], ...] = (
    ((236, 76, 92), (250, 176, 66), (248, 236, 222), (214, 82, 142)),
    ((242, 120, 160), (255, 214, 102), (168, 118, 214), (255, 246, 240)),
    ((238, 94, 62), (250, 198, 70), (240, 140, 170), (120, 110, 210)),
)


def paint_garden(stage: Stage) -> list[Layer]:
    """Sky, two hills, trees on the nearer one, then flowers in four depths."""
    inks, horizon = stage.palette, stage.height * 0.55
    leaf = inks.leaf if inks.stars < 1 else mix(inks.leaf, inks.near, 0.4)
    pale = mix(leaf, inks.haze, 0.62)
    far = ridge(
        stage,
        "hill-far",
        horizon * 0.92,
        horizon * 0.09,
        [mix(inks.far, inks.haze, 0.45), pale],
        bumps=1.5,
        rough=0.3,
        depth=0.1,
    )
    near = ridge(
        stage,
        "hill-near",
        horizon,
        horizon * 0.05,
        [mix(leaf, inks.haze, 0.38), mix(leaf, inks.glow, 0.2), mix(leaf, inks.near, 0.25)],
        bumps=1.2,
        rough=0.25,
        depth=0.25,
    )
    layers = [
        *sky(stage, horizon, clouds=0.62),
        far,
        _trees(stage, horizon),
        near,
        _beds(stage, horizon, leaf),
    ]
    layers += [_row(stage, index, horizon, leaf) for index in range(3)]
    if inks.stars:
        layers.append(sparks(stage, "fireflies", 36, (horizon, stage.height * 0.95), (255, 226, 130)))
    else:
        layers.append(_butterflies(stage))
    return [*layers, *weather(stage)]


def bloom_colours(stage: Stage) -> tuple[Colour, ...]:
    """The flowers' colours: the prompt's own first, dimmed at night."""
    chosen = _BLOOMS[stage.reading.digest // 5 % len(_BLOOMS)]
    if stage.reading.accent:
        chosen = (stage.reading.accent, mix(stage.reading.accent, (255, 240, 230), 0.45), *chosen[:2])
    return tuple(mix(colour, stage.palette.far, 0.35 * min(1.0, stage.palette.stars)) for colour in chosen)


def _trees(stage: Stage, horizon: float) -> Layer:
    sheet, rng, inks = Sheet(stage, 0, horizon * 1.2), stage.rng("trees"), stage.palette
    line = ridge_line(stage, "hill-near", horizon, horizon * 0.05, bumps=1.2, rough=0.25)
    ink = mix(inks.leaf, inks.haze, 0.22)
    light = mix(ink, inks.glow, 0.5)
    for _ in range(int(15 * stage.span / stage.width)):
        x = rng.random() * stage.span
        tall = stage.unit * rng.uniform(0.09, 0.2) * (0.7 + 0.9 * abs(x - stage.span / 2) / stage.span)
        round_tree(sheet, x, height_at(line, x) + tall * 0.05, tall, ink, light, rng)
    return sheet.layer(depth=0.22)


def _beds(stage: Stage, horizon: float, leaf: Colour) -> Layer:
    """The far field: bands of dots that grow from specks to blossoms."""
    sheet, rng, colours = Sheet(stage, horizon * 0.98), stage.rng("beds"), bloom_colours(stage)
    for row in np.linspace(0, 1, 15) ** 1.25:
        y = horizon * 1.08 + row * (stage.height - horizon * 1.08)
        size = stage.unit * (0.0026 + 0.0125 * row)
        for _ in range(int(stage.span / (size * 7.5))):
            x, dy = rng.random() * stage.span, rng.normal() * size * 2
            colour = mix(colours[int(rng.integers(len(colours)))], stage.palette.haze, 0.3 * (1 - row))
            sheet.oval(x, y + dy + size * 1.3, size * 0.9, size * 1.1, mix(leaf, stage.palette.near, 0.3))
            sheet.oval(x, y + dy, size, size * 0.82, colour)
            sheet.oval(
                x - size * 0.2,
                y + dy - size * 0.2,
                size * 0.5,
                size * 0.36,
                mix(colour, (255, 255, 255), 0.3),
            )
    return sheet.layer(depth=0.3)


def _row(stage: Stage, index: int, horizon: float, leaf: Colour) -> Layer:
    """One depth of whole plants, rooted below the frame's edge."""
    share = (0.2, 0.55, 1.0)[index]
    sheet, rng = Sheet(stage, horizon * 0.7), stage.rng(f"plants{index}")
    green = mix(mix(leaf, stage.palette.near, 0.12 + 0.3 * share), stage.palette.glow, 0.1)
    foot = stage.height * (0.93 + 0.12 * share)
    tall = stage.unit * (0.15 + 0.2 * share)
    grass(
        sheet,
        foot,
        tall * 0.9,
        [green, mix(green, leaf, 0.5), mix(green, stage.palette.near, 0.3)],
        rng,
        count=int(240 * stage.span / stage.width),
    )
    for _ in range(int((17 - 6 * share) * stage.span / stage.unit * 0.8)):
        plant(sheet, rng.random() * stage.span, foot, tall * rng.uniform(0.6, 1.15), green, rng)
    return sheet.layer(depth=0.4 + 0.5 * share, bob=0.002)


def plant(
    sheet: Sheet,
    x: float,
    foot: float,
    tall: float,
    green: Colour,
    rng: np.random.Generator,
    *,
    lean: float = 0,
) -> None:
    """A flower on its bent stem with two leaves; its head hangs about `lean` px to the right."""
    lean += rng.normal() * tall * 0.1
    stem: list[Point] = [(x + lean * t * t, foot - tall * t) for t in np.linspace(0, 1, 8)]
    sheet.line(stem, max(1.0, tall * 0.02), green)
    for side, share in ((-1, 3), (1, 4)):
        px, py = stem[share]
        sheet.polygon(
            [
                (px, py),
                (px + side * tall * 0.1, py - tall * 0.09),
                (px + side * tall * 0.22, py - tall * 0.13),
                (px + side * tall * 0.13, py - tall * 0.02),
            ],
            mix(green, sheet.stage.palette.glow, 0.12),
        )
    colours = bloom_colours(sheet.stage)
    colour = colours[int(rng.integers(len(colours)))]
    kinds: tuple[Callable[..., None], ...] = (_daisy, _tulip, _poppy, _daisy)
    kinds[int(rng.integers(4))](sheet, *stem[-1], tall * rng.uniform(0.1, 0.15), colour, rng)


def _daisy(sheet: Sheet, x: float, y: float, r: float, colour: Colour, rng: np.random.Generator) -> None:
    turn, count = rng.uniform(0, 6), 11
    for ring, shade in ((1.0, 0.0), (0.72, 0.25)):
        for petal in range(count):
            angle = turn + petal * 2 * np.pi / count + (0.28 if ring < 1 else 0)
            tip = (x + np.cos(angle) * r * ring, y + np.sin(angle) * r * 0.86 * ring)
            side = (np.cos(angle + 1.57) * r * 0.2, np.sin(angle + 1.57) * r * 0.2)
            middle = (x + (tip[0] - x) * 0.68, y + (tip[1] - y) * 0.68)
            sheet.polygon(
                [
                    (x, y),
                    (middle[0] + side[0], middle[1] + side[1]),
                    tip,
                    (middle[0] - side[0], middle[1] - side[1]),
                ],
                mix(colour, (255, 255, 255), shade + 0.12 * (petal % 2)),
            )
    sheet.oval(x, y, r * 0.3, r * 0.26, (236, 176, 52))
    sheet.oval(x - r * 0.06, y - r * 0.07, r * 0.16, r * 0.12, (255, 214, 96))


def _tulip(sheet: Sheet, x: float, y: float, r: float, colour: Colour, rng: np.random.Generator) -> None:
    dark = mix(colour, (70, 10, 50), 0.28)
    sheet.oval(x, y, r * 0.62, r * 0.85, dark)
    for side in (-1, 1):
        sheet.polygon(
            [
                (x, y + r * 0.82),
                (x + side * r * 0.72, y + r * 0.2),
                (x + side * r * 0.66, y - r * 0.95),
                (x + side * r * 0.12, y - r * 0.2),
            ],
            mix(colour, dark, 0.25),
        )
    lean = rng.normal() * r * 0.06
    sheet.polygon(
        [
            (x, y + r * 0.85),
            (x - r * 0.46, y + r * 0.25),
            (x + lean, y - r * 1.02),
            (x + r * 0.46, y + r * 0.25),
        ],
        mix(colour, (255, 255, 255), 0.16),
    )


def _poppy(sheet: Sheet, x: float, y: float, r: float, colour: Colour, rng: np.random.Generator) -> None:
    dark = mix(colour, (80, 10, 40), 0.24)
    for dx, dy, shade in ((-0.42, -0.1, 0.5), (0.42, -0.1, 0.3), (0.0, -0.34, 0.0), (0.0, 0.2, -0.2)):
        tint = mix(colour, dark, shade) if shade >= 0 else mix(colour, (255, 255, 255), -shade * 0.7)
        sheet.oval(x + dx * r, y + dy * r + rng.normal() * r * 0.03, r * 0.68, r * 0.56, tint)
    sheet.oval(x, y - r * 0.02, r * 0.24, r * 0.18, (52, 34, 50))
    sheet.oval(x, y - r * 0.05, r * 0.12, r * 0.08, (240, 204, 96))


def _butterflies(stage: Stage) -> Layer:
    sheet, rng, colours = Sheet(stage), stage.rng("butterflies"), bloom_colours(stage)
    for index in range(4):
        x, y = stage.x(rng.uniform(0.1, 0.9)), stage.height * rng.uniform(0.4, 0.62)
        size, colour = stage.unit * rng.uniform(0.012, 0.02), colours[index % len(colours)]
        for side in (-1, 1):
            sheet.polygon(
                [
                    (x, y),
                    (x + side * size * 0.9, y - size * 1.1),
                    (x + side * size * 1.25, y - size * 0.4),
                    (x + side * size * 0.3, y + size * 0.1),
                ],
                colour,
            )
            sheet.polygon(
                [(x, y), (x + side * size * 0.85, y + size * 0.1), (x + side * size * 0.55, y + size * 0.75)],
                mix(colour, (255, 255, 255), 0.35),
            )
        sheet.line([(x, y - size * 0.3), (x, y + size * 0.5)], size * 0.14, stage.palette.near)
    return sheet.layer(depth=0.5, drift=0.03, bob=0.02)
