"""A cabin in its clearing, with smoke above it and light in its windows."""

from collections.abc import Sequence

import numpy as np

from sandbox.media.scenes.brush import Colour, mix
from sandbox.media.scenes.ground import pine, ridge, ridge_line, tree_line
from sandbox.media.scenes.sky import sky
from sandbox.media.scenes.stage import Layer, Sheet, Stage, glows_layer
from sandbox.media.scenes.weather import mist, weather


def paint_cabin(stage: Stage) -> list[Layer]:
    """A cabin with lit windows among pines, smoke above it, snow in winter."""
    inks, ground = stage.palette, stage.height * 0.72
    white = stage.reading.weather == "snow"
    snow = mix((242, 247, 255), inks.haze, 0.2) if white else mix(inks.leaf, inks.haze, 0.2)
    blue = mix(mix((150, 172, 216), inks.far, 0.4) if white else inks.leaf, inks.near, 0.2)
    cap = snow if white else None
    pale = [mix(inks.far, inks.haze, 0.3), inks.haze]
    far = ridge(stage, "far", ground * 0.72, ground * 0.16, pale, bumps=2, depth=0.08)
    vale = mist(stage, "vale", ground * 0.6, ground * 0.35, inks.haze, 0.6, depth=0.12)
    row, drifted = stage.height * 0.86, [snow, mix(snow, blue, 0.75)]
    drift = ridge(stage, "drift", row, stage.height * 0.035, drifted, bumps=1.0, rough=0.2, depth=0.6)
    slope = _slope(stage, ground, [snow, mix(snow, blue, 0.5)], white)
    layers = [*sky(stage, ground, clouds=0.4), far, vale, *slope, *_house(stage, ground, cap), drift]
    return [*layers, _frame(stage, cap), *(weather(stage) if white else [])]


def _slope(stage: Stage, ground: float, inks: Sequence[Colour], white: bool) -> list[Layer]:
    """The wood behind the cabin on its hill."""
    base, rise, palette = ground * 0.94, ground * 0.03, stage.palette
    line = ridge_line(stage, "slope", base, rise, bumps=1.5, rough=0.3)
    wood = mix(mix(palette.leaf, palette.near, 0.5), palette.haze, 0.4)
    cap = mix((240, 246, 255), palette.haze, 0.35) if white else None
    trees = tree_line(stage, "back", line, stage.unit * 0.26, wood, gap=0.24, snow=cap, depth=0.2)
    return [trees, ridge(stage, "slope", base, rise, inks, bumps=1.5, rough=0.3, depth=0.25)]


def _house(stage: Stage, ground: float, snow: Colour | None) -> list[Layer]:
    """The cabin with its smoke behind it and its light before it."""
    x, base = stage.x(0.57 if stage.reading.digest % 2 else 0.43), ground * 1.1
    size = stage.unit * 0.36
    sheet = Sheet(stage, base - size * 1.5, base + size * 0.2)
    _walls(sheet, x, base, size)
    _windows(sheet, x, base, size)
    _roof(sheet, x, base, size, snow)
    lights = ((-0.26, 0.2, 0.7), (0.27, 0.2, 0.7), (0.0, -0.1, 0.8))
    spots = [(x + dx * size, base - dy * size, reach * size) for dx, dy, reach in lights]
    glow = glows_layer(stage, spots, stage.palette.light, 0.6, depth=0.4)
    return [_smoke(stage, x + size * 0.29, base - size, size), sheet.layer(depth=0.4), glow]


def _walls(sheet: Sheet, x: float, base: float, size: float) -> None:
    """The gable of logs, and the chimney behind it."""
    near = sheet.stage.palette.near
    wall = mix((126, 76, 48), near, 0.42)
    chimney = (x + size * 0.24, base - size * 0.98, x + size * 0.34, base - size * 0.5)
    sheet.box(*chimney, mix(wall, near, 0.4))
    gable = [(-0.5, 0.0), (-0.5, 0.42), (0.0, 0.8), (0.5, 0.42), (0.5, 0.0)]
    sheet.polygon([(x + dx * size, base - dy * size) for dx, dy in gable], wall)
    for row in range(7):
        y = base - size * 0.06 * (row + 1)
        sheet.line([(x - size * 0.5, y), (x + size * 0.5, y)], size * 0.008, mix(wall, near, 0.5))


def _roof(sheet: Sheet, x: float, base: float, size: float, snow: Colour | None) -> None:
    """Both slopes, under snow or shingled, and the chimney's cap."""
    inks = sheet.stage.palette
    roof = snow or mix((150, 70, 54), inks.near, 0.35)
    slope = [(0.0, 0.92), (0.64, 0.42), (0.6, 0.35), (0.0, 0.79)]
    for side, shade in ((-1, 0.0), (1, 0.3)):
        corners = [(x + side * dx * size, base - dy * size) for dx, dy in slope]
        sheet.polygon(corners, mix(roof, inks.far, shade))
    cap = (x + size * 0.22, base - size * 1.0, x + size * 0.36, base - size * 0.95)
    sheet.box(*cap, roof, radius=size * 0.02)


def _windows(sheet: Sheet, x: float, base: float, size: float) -> None:
    """Two lit windows, the attic's round one, and the door."""
    light, dark = sheet.stage.palette.light, mix(sheet.stage.palette.near, (40, 24, 18), 0.5)
    for middle in (x - size * 0.28, x + size * 0.28):
        sheet.box(
            middle - size * 0.1,
            base - size * 0.32,
            middle + size * 0.1,
            base - size * 0.12,
            dark,
            radius=size * 0.01,
        )
        sheet.box(
            middle - size * 0.085,
            base - size * 0.305,
            middle + size * 0.085,
            base - size * 0.135,
            mix(light, (255, 250, 220), 0.35),
        )
        sheet.line([(middle, base - size * 0.305), (middle, base - size * 0.135)], size * 0.014, dark)
        sheet.line(
            [(middle - size * 0.085, base - size * 0.22), (middle + size * 0.085, base - size * 0.22)],
            size * 0.014,
            dark,
        )
    sheet.box(x - size * 0.085, base - size * 0.36, x + size * 0.085, base, dark, radius=size * 0.02)
    sheet.box(x - size * 0.04, base - size * 0.31, x + size * 0.04, base - size * 0.22, light)
    sheet.oval(x, base - size * 0.56, size * 0.075, size * 0.075, dark)
    sheet.oval(x, base - size * 0.56, size * 0.058, size * 0.058, light)


def _smoke(stage: Stage, x: float, y: float, size: float) -> Layer:
    rng = stage.rng("smoke")
    puffs = [
        (x + size * (0.5 * t * t + rng.normal() * 0.02), y - size * 0.95 * t, size * (0.07 + 0.2 * t))
        for t in np.linspace(0, 1, 12)
    ]
    return glows_layer(
        stage, puffs, mix(stage.palette.haze, (255, 255, 255), 0.45), 0.5, depth=0.4, drift=0.003
    )


def _frame(stage: Stage, snow: Colour | None) -> Layer:
    """Great pines at both sides of the view."""
    sheet, rng = Sheet(stage), stage.rng("great-pines")
    ink = mix(mix(stage.palette.leaf, stage.palette.near, 0.7), (8, 26, 34), 0.3)
    cap = mix(snow, stage.palette.far, 0.12) if snow else None
    for share, size in ((0.2, 0.52), (0.81, 0.6), (0.1, 0.8), (0.91, 0.86), (-0.01, 0.98), (1.02, 1.05)):
        tall = stage.unit * size * rng.uniform(0.85, 1.1)
        pine(
            sheet,
            stage.x(share + rng.normal() * 0.015),
            stage.height * (0.88 + 0.14 * size),
            tall,
            ink,
            rng,
            snow=cap,
        )
    return sheet.layer(depth=0.8)
