"""The forest: trunks in mist with shafts of light; and the cabin in its clearing."""

import numpy as np

from sandbox.media.scenes.brush import Colour, mix, soft_noise
from sandbox.media.scenes.ground import grass, pine, ridge, ridge_line, tree_line
from sandbox.media.scenes.sky import sky, sun_spot
from sandbox.media.scenes.stage import Layer, Sheet, Stage, glows_layer, soft_layer
from sandbox.media.scenes.weather import mist, sparks, weather


def paint_forest(stage: Stage) -> list[Layer]:
    """Pale woods behind, dark trunks at the sides, a lit clearing in the middle."""
    inks, ground = stage.palette, stage.height * 0.8
    white = stage.reading.weather == "snow"
    green = mix(inks.leaf, inks.near, 0.35)
    layers = sky(stage, ground * 0.9, clouds=0.25)
    for index, (row, tall, fade) in enumerate(((0.66, 0.34, 0.74), (0.74, 0.46, 0.5), (0.82, 0.58, 0.24))):
        line = ridge_line(stage, f"floor{index}", stage.height * row, stage.height * 0.02, bumps=2)
        ink = mix(green, inks.haze, fade)
        snow = mix((246, 250, 255), inks.haze, fade) if white else None
        layers.append(tree_line(stage, f"wood{index}", line, stage.unit * tall * 0.72, ink, gap=0.2 + 0.06 * index, snow=snow, depth=0.15 + 0.15 * index))
        floor = mix((238, 244, 252), inks.haze, fade) if white else mix(mix(green, inks.glow, 0.25), inks.haze, fade * 0.6)
        layers.append(ridge(stage, f"floor{index}", stage.height * row, stage.height * 0.02, [floor, mix(floor, inks.near, 0.35)], bumps=2, depth=0.15 + 0.15 * index))
        layers.append(mist(stage, f"mist{index}", stage.height * (row - 0.2), stage.height * 0.26, mix(inks.haze, inks.glow, 0.25), 0.6, depth=0.2))
    layers += [_shafts(stage), _path(stage, white), _trunks(stage), _ferns(stage, green, white)]
    if not white:
        layers.append(sparks(stage, "motes", 34, (stage.height * 0.4, stage.height * 0.95), mix(inks.light, (255, 255, 255), 0.3)))
    return [*layers, *weather(stage)]


def _shafts(stage: Stage) -> Layer:
    """Beams that fan out from the sun through the crowns."""
    coarse = 4
    size = (stage.span // coarse, stage.height // coarse)
    sx, sy = sun_spot(stage, stage.height * 0.5)
    x = np.arange(size[0], dtype=np.float32)[None, :] - sx / coarse
    y = np.arange(size[1], dtype=np.float32)[:, None] + stage.height * 0.25 / coarse - min(0.0, sy) / coarse
    angle = np.arctan2(x, y)
    beams = soft_noise(stage.rng("beams"), (512, 1), (16, 1), 2)[0]
    light = np.clip((np.interp(angle, np.linspace(-1.6, 1.6, 512), beams) - 0.5) * 3.2, 0, 1)
    fade = np.clip(1.15 - y / (size[1] * 1.35), 0, 1) * np.clip(1.3 - np.abs(angle), 0, 1)
    return soft_layer(stage, mix(stage.palette.sun, stage.palette.glow, 0.4), (light * fade * 0.5).astype(np.float32), scale=1 / coarse, depth=0.2)


def _path(stage: Stage, white: bool) -> Layer:
    """A path that winds from the viewer into the wood."""
    sheet, rng, inks = Sheet(stage, stage.height * 0.8), stage.rng("path"), stage.palette
    steps = np.linspace(0, 1, 24)
    low, high = stage.height, stage.height * 0.82
    turn = rng.choice([-1, 1]) * 0.1 * stage.width
    middle = stage.x(0.5) + turn * np.sin(steps * 3.4) * (1 - steps * 0.4)
    half = stage.unit * (0.28 * (1 - steps) ** 1.4 + 0.012)
    rows = low + (high - low) * steps
    ink = mix((214, 224, 240), inks.haze, 0.3) if white else mix(mix((196, 158, 112), inks.glow, 0.3), inks.near, 0.3)
    left = [(float(m - h), float(y)) for m, h, y in zip(middle, half, rows, strict=True)]
    right = [(float(m + h), float(y)) for m, h, y in zip(middle, half, rows, strict=True)]
    sheet.polygon([*left, *reversed(right)], ink)
    sheet.veil(high, low, inks.near, 0.0, 0.3)
    return sheet.layer(depth=0.45)


def _trunks(stage: Stage) -> Layer:
    """Near trunks left and right, bark lit on the sunny side, a canopy above."""
    sheet, rng, inks = Sheet(stage), stage.rng("trunks"), stage.palette
    bark = mix(inks.near, (58, 36, 28), 0.3)
    sunny = 1 if sun_spot(stage, stage.height)[0] > stage.x(0.5) else -1
    for share in (-0.02, 0.11, 0.9, 1.03):
        x, wide = stage.x(share + rng.normal() * 0.015), stage.unit * rng.uniform(0.035, 0.06)
        low = stage.height * 1.02
        sheet.polygon([(x - wide * 1.7, low), (x - wide * 0.9, low - stage.unit * 0.12), (x - wide * 0.7, 0), (x + wide * 0.7, 0), (x + wide * 0.9, low - stage.unit * 0.12), (x + wide * 1.7, low)], bark)
        edge = x + sunny * wide * 0.55
        sheet.line([(edge + sunny * wide * 0.2, low - stage.unit * 0.1), (edge, 0)], wide * 0.22, mix(bark, inks.glow, 0.4))
        for _ in range(4):
            y = stage.height * rng.uniform(0.05, 0.5)
            side = rng.choice([-1, 1])
            sheet.line([(x, y), (x + side * wide * 2.4, y - wide * 1.5), (x + side * wide * 4, y - wide * 1.7)], wide * 0.2, bark)
    crown = mix(inks.leaf, inks.near, 0.62)
    for _ in range(int(130 * stage.span / stage.width)):
        x = rng.random() * stage.span
        reach = 0.05 + 0.16 * (abs(x - stage.span / 2) / stage.span * 2) ** 2
        r = stage.unit * rng.uniform(0.02, 0.055)
        sheet.oval(x, stage.height * reach * rng.random() - r * 0.3, r, r * 0.7, mix(crown, inks.glow, rng.uniform(0, 0.14)))
    return sheet.layer(depth=0.75)


def _ferns(stage: Stage, green: Colour, white: bool) -> Layer:
    sheet, rng = Sheet(stage, stage.height * 0.7), stage.rng("ferns")
    base = mix(green, stage.palette.near, 0.5)
    inks = [mix((235, 242, 252), base, 0.3), base] if white else [base, mix(base, stage.palette.leaf, 0.5), mix(base, stage.palette.glow, 0.2)]
    grass(sheet, stage.height * 1.02, stage.unit * 0.13, inks, rng, count=int(420 * stage.span / stage.width))
    return sheet.layer(depth=0.95, bob=0.002)


def paint_cabin(stage: Stage) -> list[Layer]:
    """A cabin with lit windows among pines, smoke above it, snow in winter."""
    inks, ground = stage.palette, stage.height * 0.72
    white = stage.reading.weather == "snow"
    snow = mix((242, 247, 255), inks.haze, 0.2) if white else mix(inks.leaf, inks.haze, 0.2)
    blue = mix(mix((150, 172, 216), inks.far, 0.4) if white else inks.leaf, inks.near, 0.2)
    wood = mix(mix(inks.leaf, inks.near, 0.5), inks.haze, 0.4)
    far = ridge(stage, "far", ground * 0.72, ground * 0.16, [mix(inks.far, inks.haze, 0.3), inks.haze], bumps=2, depth=0.08)
    slope = ridge_line(stage, "slope", ground * 0.94, ground * 0.03, bumps=1.5, rough=0.3)
    cap = mix((240, 246, 255), inks.haze, 0.35) if white else None
    back = tree_line(stage, "back", slope, stage.unit * 0.26, wood, gap=0.24, snow=cap, depth=0.2)
    hill = ridge(stage, "slope", ground * 0.94, ground * 0.03, [snow, mix(snow, blue, 0.5)], bumps=1.5, rough=0.3, depth=0.25)
    drift = ridge(stage, "drift", stage.height * 0.86, stage.height * 0.035, [snow, mix(snow, blue, 0.75)], bumps=1.0, rough=0.2, depth=0.6)
    layers = [*sky(stage, ground, clouds=0.4), far, mist(stage, "vale", ground * 0.6, ground * 0.35, inks.haze, 0.6, depth=0.12), back, hill]
    layers += [*_house(stage, ground, snow if white else None), drift, _frame(stage, snow if white else None)]
    return [*layers, *(weather(stage) if white else [])]


def _house(stage: Stage, ground: float, snow: Colour | None) -> list[Layer]:
    x, base, size = stage.x(0.5 + (0.07 if stage.reading.digest % 2 else -0.07)), ground * 1.1, stage.unit * 0.36
    sheet, inks = Sheet(stage, base - size * 1.5, base + size * 0.2), stage.palette
    wall = mix((126, 76, 48), inks.near, 0.42)
    sheet.box(x + size * 0.24, base - size * 0.98, x + size * 0.34, base - size * 0.5, mix(wall, inks.near, 0.4))
    sheet.polygon([(x - size * 0.5, base), (x - size * 0.5, base - size * 0.42), (x, base - size * 0.8), (x + size * 0.5, base - size * 0.42), (x + size * 0.5, base)], wall)
    for row in range(7):
        y = base - size * 0.06 * (row + 1)
        sheet.line([(x - size * 0.5, y), (x + size * 0.5, y)], size * 0.008, mix(wall, inks.near, 0.5))
    _windows(sheet, x, base, size)
    roof = snow or mix((150, 70, 54), inks.near, 0.35)
    for side in (-1, 1):
        sheet.polygon([(x, base - size * 0.92), (x + side * size * 0.64, base - size * 0.42), (x + side * size * 0.6, base - size * 0.35), (x, base - size * 0.79)], mix(roof, inks.far, 0.3 if side > 0 else 0))
    sheet.box(x + size * 0.22, base - size * 1.0, x + size * 0.36, base - size * 0.95, roof, radius=size * 0.02)
    glow = glows_layer(stage, [(x - size * 0.26, base - size * 0.2, size * 0.7), (x + size * 0.27, base - size * 0.2, size * 0.7), (x, base + size * 0.1, size * 0.8)], inks.light, 0.6, depth=0.4)
    return [_smoke(stage, x + size * 0.29, base - size, size), sheet.layer(depth=0.4), glow]


def _windows(sheet: Sheet, x: float, base: float, size: float) -> None:
    """Two lit windows, the attic's round one, and the door."""
    light, dark = sheet.stage.palette.light, mix(sheet.stage.palette.near, (40, 24, 18), 0.5)
    for middle in (x - size * 0.28, x + size * 0.28):
        sheet.box(middle - size * 0.1, base - size * 0.32, middle + size * 0.1, base - size * 0.12, dark, radius=size * 0.01)
        sheet.box(middle - size * 0.085, base - size * 0.305, middle + size * 0.085, base - size * 0.135, mix(light, (255, 250, 220), 0.35))
        sheet.line([(middle, base - size * 0.305), (middle, base - size * 0.135)], size * 0.014, dark)
        sheet.line([(middle - size * 0.085, base - size * 0.22), (middle + size * 0.085, base - size * 0.22)], size * 0.014, dark)
    sheet.box(x - size * 0.085, base - size * 0.36, x + size * 0.085, base, dark, radius=size * 0.02)
    sheet.box(x - size * 0.04, base - size * 0.31, x + size * 0.04, base - size * 0.22, light)
    sheet.oval(x, base - size * 0.56, size * 0.075, size * 0.075, dark)
    sheet.oval(x, base - size * 0.56, size * 0.058, size * 0.058, light)


def _smoke(stage: Stage, x: float, y: float, size: float) -> Layer:
    rng = stage.rng("smoke")
    puffs = [(x + size * (0.5 * t * t + rng.normal() * 0.02), y - size * 0.95 * t, size * (0.07 + 0.2 * t)) for t in np.linspace(0, 1, 12)]
    return glows_layer(stage, puffs, mix(stage.palette.haze, (255, 255, 255), 0.45), 0.5, depth=0.4, drift=0.003)


def _frame(stage: Stage, snow: Colour | None) -> Layer:
    """Great pines at both sides of the view."""
    sheet, rng = Sheet(stage), stage.rng("great-pines")
    ink = mix(mix(stage.palette.leaf, stage.palette.near, 0.7), (8, 26, 34), 0.3)
    cap = mix(snow, stage.palette.far, 0.12) if snow else None
    for share, size in ((0.2, 0.52), (0.81, 0.6), (0.1, 0.8), (0.91, 0.86), (-0.01, 0.98), (1.02, 1.05)):
        tall = stage.unit * size * rng.uniform(0.85, 1.1)
        pine(sheet, stage.x(share + rng.normal() * 0.015), stage.height * (0.88 + 0.14 * size), tall, ink, rng, snow=cap)
    return sheet.layer(depth=0.8)
