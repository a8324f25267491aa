"""Mountains over a lake, and the desert, whose dunes are mountains of sand."""

import numpy as np

from sandbox.media.scenes.boats import balloon
from sandbox.media.scenes.brush import Colour, mix
from sandbox.media.scenes.ground import peak, pine, ridge, ridge_line, tree_line
from sandbox.media.scenes.sky import sky, sun_spot
from sandbox.media.scenes.skyline import bird
from sandbox.media.scenes.stage import Layer, Point, Sheet, Stage, shape_layer
from sandbox.media.scenes.water import glints, mirror
from sandbox.media.scenes.weather import mist, weather


def paint_mountains(stage: Stage) -> list[Layer]:
    """Peaks in the light of the hour, wooded shores, and a still lake that mirrors them."""
    inks, shore = stage.palette, stage.height * 0.68
    white = stage.reading.weather == "snow"
    snow = mix((244, 248, 255), inks.haze, 0.12)
    far = ridge(
        stage,
        "far",
        shore * 0.72,
        shore * 0.14,
        [mix(inks.haze, inks.far, 0.4), inks.haze],
        bumps=2.4,
        foot=shore,
        depth=0.08,
    )
    line = ridge_line(stage, "shore", shore * 0.955, shore * 0.02, bumps=2)
    wood = mix(inks.near, inks.leaf, 0.35)
    trees = tree_line(
        stage, "wood", line, shore * 0.085, wood, gap=0.22, snow=snow if white else None, depth=0.25
    )
    bank = ridge(
        stage,
        "shore",
        shore * 0.955,
        shore * 0.02,
        [snow, mix(snow, inks.far, 0.4)] if white else [wood, inks.near],
        bumps=2,
        foot=shore + 2,
        depth=0.25,
    )
    veil = mist(stage, "valley", shore * 0.66, shore * 0.3, inks.haze, 0.75, depth=0.15)
    world = [*sky(stage, shore, clouds=0.45), far, _peaks(stage, shore), veil, trees, bank]
    lake = mirror(stage, world, shore, tint=0.28, depth=0.2)
    shine = glints(stage, sun_spot(stage, shore)[0], shore + 3, stage.height, inks.sun, count=70, drift=0.004)
    return [
        *world,
        *_balloons(stage, shore),
        lake,
        shine,
        *_near_trees(stage, snow if white else None),
        *weather(stage),
    ]


def _peaks(stage: Stage, shore: float) -> Layer:
    """Three to five faceted peaks, the tallest a little off the middle."""
    sheet, rng, inks = Sheet(stage, 0, shore + 1), stage.rng("peaks"), stage.palette
    tall = shore * (0.66 if stage.width > stage.height else 0.5)
    lit, dark = mix(inks.far, inks.glow, 0.32), mix(inks.far, inks.near, 0.42)
    bright, blue = mix((255, 255, 255), inks.glow, 0.3), mix((214, 226, 250), inks.far, 0.42)
    if sun_spot(stage, shore)[0] > stage.x(0.5):
        lit, dark, bright, blue = dark, lit, blue, bright
    main = rng.uniform(0.38, 0.62)
    places = [(main - 0.52, 0.6), (main + 0.5, 0.66), (main - 0.26, 0.76), (main + 0.27, 0.7), (main, 1.0)]
    for share, size in places:
        top = shore - tall * size * rng.uniform(0.92, 1.06)
        fade = 0.34 * (1 - size)
        paint = [mix(ink, inks.haze, fade) for ink in (lit, dark, bright, blue)]
        peak(
            sheet,
            stage.x(share + rng.normal() * 0.02),
            top,
            shore,
            (shore - top) * rng.uniform(0.85, 1.1),
            (paint[0], paint[1], paint[2], paint[3]),
            rng,
        )
    sheet.veil(shore - tall * 0.7, shore, inks.haze, 0.0, 0.7)
    return sheet.layer(depth=0.12)


def _balloons(stage: Stage, shore: float) -> list[Layer]:
    """Balloons where the prompt asks for them, else a few birds."""
    if stage.reading.hero != "balloon":
        sheet, rng = Sheet(stage, 0, shore), stage.rng("birds")
        x, y = stage.x(rng.uniform(0.15, 0.85)), shore * rng.uniform(0.16, 0.3)
        for step in range(7):
            bird(
                sheet,
                x + (step - 3) * stage.unit * 0.026,
                y + abs(step - 3) * stage.unit * 0.012,
                stage.unit * 0.011,
            )
        return [sheet.layer(drift=0.03)]
    accent = stage.reading.accent or (220, 66, 58)
    spots = ((0.3, 0.36, 0.3, accent), (0.66, 0.24, 0.17, (240, 170, 60)), (0.8, 0.46, 0.11, (80, 130, 190)))
    return [
        balloon(stage, stage.x(x), shore * y, stage.unit * size, ink, depth=size) for x, y, size, ink in spots
    ]


def _near_trees(stage: Stage, snow: Colour | None) -> list[Layer]:
    """Dark pines at both edges that frame the view."""
    sheet, rng = Sheet(stage), stage.rng("frame")
    ink = mix(stage.palette.near, stage.palette.leaf, 0.12)
    for side in (0, 1):
        for step in range(5):
            edge = -0.02 + 0.055 * step * rng.uniform(0.7, 1.2)
            tall = stage.unit * (0.62 - 0.1 * step) * rng.uniform(0.8, 1.1)
            pine(
                sheet,
                stage.x(edge if side == 0 else 1 - edge),
                stage.height * 1.03,
                tall,
                ink,
                rng,
                snow=snow,
            )
    return [sheet.layer(depth=0.8)]


def paint_desert(stage: Stage) -> list[Layer]:
    """Dunes with a lit and a shadowed side, mesas far away, cacti near by."""
    inks, horizon = stage.palette, stage.height * 0.56
    sand = mix((232, 176, 112), inks.glow, 0.3)
    dark = mix(mix((150, 84, 74), inks.near, 0.35), inks.shade, 0.25)
    if stage.palette.stars >= 1:
        sand, dark = mix(sand, inks.far, 0.62), mix(dark, inks.near, 0.6)
    mesas = ridge(
        stage,
        "mesa",
        horizon,
        stage.height * 0.06,
        [mix(inks.haze, inks.far, 0.55), inks.haze],
        bumps=1.6,
        rough=0.4,
        foot=horizon + stage.height * 0.1,
        depth=0.1,
    )
    layers = [*sky(stage, horizon, clouds=0.3), mesas]
    for index, (row, depth) in enumerate(((0.62, 0.2), (0.72, 0.35), (0.86, 0.6))):
        fade = 0.5 - 0.22 * index
        layers += _dune(
            stage,
            f"dune{index}",
            stage.height * row,
            mix(sand, inks.haze, fade),
            mix(dark, inks.haze, fade * 0.8),
            depth,
        )
    return [*layers, _cacti(stage), *weather(stage)]


def _dune(stage: Stage, name: str, base: float, sand: Colour, dark: Colour, depth: float) -> list[Layer]:
    """One dune: a lit slope, and the shadow that starts at its winding crest."""
    line = ridge_line(stage, name, base, stage.height * 0.07, bumps=0.9, rough=0.18)
    low = stage.height
    body = shape_layer(
        stage, [*line, (stage.span, low), (0, low)], [sand, mix(sand, dark, 0.55)], depth=depth
    )
    sheet, rng = Sheet(stage, min(y for _, y in line), low), stage.rng(name + "shade")
    rows = np.array([y for _, y in line])
    for top in (i for i in range(2, len(line) - 2) if rows[i] == rows[max(0, i - 60) : i + 60].min()):
        _lee(sheet, line, top, dark, rng)
    return [body, sheet.layer(depth=depth)]


def _lee(sheet: Sheet, line: list[Point], top: int, dark: Colour, rng: np.random.Generator) -> None:
    """The shadowed lee of a dune: from its summit to the next hollow, its crest winding down."""
    x, y = line[top]
    end = top + 1
    while end < len(line) - 1 and line[end + 1][1] >= line[end][1]:
        end += 1
    low = sheet.stage.height
    way = np.linspace(0, 1, 24) ** 1.3
    reach, curl = line[end][0] - x, rng.uniform(0.2, 0.36)
    crest = [
        (float(x + reach * (t * 0.75 + curl * np.sin(t * 6.5) * (1 - t))), float(y + (low - y) * 0.62 * t))
        for t in way
    ]
    sheet.polygon([*crest, *reversed(line[top : end + 1])], dark, 190)


def _cacti(stage: Stage) -> Layer:
    sheet, rng = Sheet(stage), stage.rng("cacti")
    ink = mix(stage.palette.near, (40, 84, 60), 0.4)
    for share, size in (
        (rng.uniform(0.08, 0.2), 0.36),
        (rng.uniform(0.8, 0.92), 0.26),
        (rng.uniform(0.3, 0.7), 0.09),
    ):
        x, tall = stage.x(share), stage.unit * size
        base, wide = stage.height * (0.78 + 0.5 * size), tall * 0.085
        sheet.box(x - wide, base - tall, x + wide, base, ink, radius=wide)
        for side, low, high in ((-1, 0.42, 0.72), (1, 0.55, 0.86)):
            arm = x + side * tall * 0.24
            sheet.line([(x, base - tall * low), (arm, base - tall * low)], wide * 1.4, ink)
            sheet.box(
                arm - wide * 0.75,
                base - tall * high,
                arm + wide * 0.75,
                base - tall * low + wide * 0.7,
                ink,
                radius=wide * 0.7,
            )
    return sheet.layer(depth=0.8)
