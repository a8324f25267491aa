"""The forest: trunks in mist with shafts of light."""

import numpy as np

from sandbox.media.scenes.brush import Colour, mix, soft_noise
from sandbox.media.scenes.ground import grass, ridge, ridge_line, tree_line
from sandbox.media.scenes.sky import sky, sun_spot
from sandbox.media.scenes.stage import Layer, Sheet, Stage, soft_layer
from sandbox.media.scenes.weather import mist, sparks, weather


def paint_forest(stage: Stage) -> list[Layer]:
    """Pale woods behind, dark trunks at the sides, a lit clearing in the middle."""
    inks = stage.palette
    white = stage.reading.weather == "snow"
    green = mix(inks.leaf, inks.near, 0.35)
    layers = sky(stage, stage.height * 0.72, clouds=0.25)
    for index in range(3):
        layers += _wood(stage, index, green, white)
    layers += [_shafts(stage), _path(stage, white), _trunks(stage), _ferns(stage, green, white)]
    if not white:
        motes = mix(inks.light, (255, 255, 255), 0.3)
        layers.append(sparks(stage, "motes", 34, (stage.height * 0.4, stage.height * 0.95), motes))
    return [*layers, *weather(stage)]


def _wood(stage: Stage, index: int, green: Colour, white: bool) -> list[Layer]:
    """One row of pines on its strip of ground, with the mist that lies before it."""
    row, tall, fade = ((0.66, 0.34, 0.74), (0.74, 0.46, 0.5), (0.82, 0.58, 0.24))[index]
    inks, depth, rise = stage.palette, 0.15 + 0.15 * index, stage.height * 0.02
    name, base = f"floor{index}", stage.height * row
    line = ridge_line(stage, name, base, rise, bumps=2)
    snow = mix((246, 250, 255), inks.haze, fade) if white else None
    high, gap = stage.unit * tall * 0.72, 0.2 + 0.06 * index
    trees = tree_line(
        stage, f"wood{index}", line, high, mix(green, inks.haze, fade), gap=gap, snow=snow, depth=depth
    )
    moss = mix(mix(green, inks.glow, 0.25), inks.haze, fade * 0.6)
    floor = mix((238, 244, 252), inks.haze, fade) if white else moss
    ground = ridge(stage, name, base, rise, [floor, mix(floor, inks.near, 0.35)], bumps=2, depth=depth)
    pale = mix(inks.haze, inks.glow, 0.25)
    veil = mist(stage, f"mist{index}", base - stage.height * 0.2, stage.height * 0.26, pale, 0.6, depth=0.2)
    return [trees, ground, veil]


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
    return soft_layer(
        mix(stage.palette.sun, stage.palette.glow, 0.4),
        (light * fade * 0.5).astype(np.float32),
        scale=1 / coarse,
        depth=0.2,
    )


def _path(stage: Stage, white: bool) -> Layer:
    """A path that winds from the viewer into the wood."""
    sheet, rng, inks = Sheet(stage, stage.height * 0.8), stage.rng("path"), stage.palette
    steps = np.linspace(0, 1, 24)
    low, high = stage.height, stage.height * 0.82
    turn = rng.choice([-1, 1]) * 0.1 * stage.width
    middle = stage.x(0.5) + turn * np.sin(steps * 3.4) * (1 - steps * 0.4)
    half = stage.unit * (0.28 * (1 - steps) ** 1.4 + 0.012)
    rows = low + (high - low) * steps
    ink = (
        mix((214, 224, 240), inks.haze, 0.3)
        if white
        else mix(mix((196, 158, 112), inks.glow, 0.3), inks.near, 0.3)
    )
    left = [(float(m - h), float(y)) for m, h, y in zip(middle, half, rows, strict=True)]
    right = [(float(m + h), float(y)) for m, h, y in zip(middle, half, rows, strict=True)]
    sheet.polygon([*left, *reversed(right)], ink)
    sheet.veil(high, low, inks.near, 0.0, 0.3)
    return sheet.layer(depth=0.45)


def _trunks(stage: Stage) -> Layer:
    """Near trunks left and right, bark lit on the sunny side, a canopy above."""
    sheet, rng, inks = Sheet(stage), stage.rng("trunks"), stage.palette
    for share in (-0.02, 0.11, 0.9, 1.03):
        _trunk(sheet, stage.x(share + rng.normal() * 0.015), stage.unit * rng.uniform(0.035, 0.06), rng)
    crown = mix(inks.leaf, inks.near, 0.62)
    for _ in range(int(130 * stage.span / stage.width)):
        x, r = rng.random() * stage.span, stage.unit * rng.uniform(0.02, 0.055)
        reach = 0.05 + 0.16 * (abs(x - stage.span / 2) / stage.span * 2) ** 2
        y = stage.height * reach * rng.random() - r * 0.3
        sheet.oval(x, y, r, r * 0.7, mix(crown, inks.glow, rng.uniform(0, 0.14)))
    return sheet.layer(depth=0.75)


def _trunk(sheet: Sheet, x: float, wide: float, rng: np.random.Generator) -> None:
    """One trunk from its spreading foot to the frame's top, with bare twigs."""
    stage, inks = sheet.stage, sheet.stage.palette
    bark, low, knee = (
        mix(inks.near, (58, 36, 28), 0.3),
        stage.height * 1.02,
        stage.height * 1.02 - stage.unit * 0.12,
    )
    right = [(wide * 0.7, 0.0), (wide * 0.9, knee), (wide * 1.7, low)]
    sheet.polygon([*[(x - dx, y) for dx, y in reversed(right)], *[(x + dx, y) for dx, y in right]], bark)
    sunny = 1 if sun_spot(stage, stage.height)[0] > stage.x(0.5) else -1
    edge = x + sunny * wide * 0.55
    sheet.line([(edge + sunny * wide * 0.2, knee), (edge, 0)], wide * 0.22, mix(bark, inks.glow, 0.4))
    for _ in range(4):
        y, side = stage.height * rng.uniform(0.05, 0.5), rng.choice([-1, 1])
        twig = [(x, y), (x + side * wide * 2.4, y - wide * 1.5), (x + side * wide * 4, y - wide * 1.7)]
        sheet.line(twig, wide * 0.2, bark)


def _ferns(stage: Stage, green: Colour, white: bool) -> Layer:
    sheet, rng = Sheet(stage, stage.height * 0.7), stage.rng("ferns")
    base = mix(green, stage.palette.near, 0.5)
    inks = (
        [mix((235, 242, 252), base, 0.3), base]
        if white
        else [base, mix(base, stage.palette.leaf, 0.5), mix(base, stage.palette.glow, 0.2)]
    )
    grass(sheet, stage.height * 1.02, stage.unit * 0.13, inks, rng, count=int(420 * stage.span / stage.width))
    return sheet.layer(depth=0.95, bob=0.002)
