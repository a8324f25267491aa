"""A coral reef: rays from the surface, corals in three depths, a school of fish, bubbles."""

from collections.abc import Callable

import numpy as np
from PIL import Image

from sandbox.media.scenes.brush import Colour, Floats, gradient, mix, paint_of, radial, soft_noise, to_image
from sandbox.media.scenes.ground import ridge, ridge_line
from sandbox.media.scenes.stage import Layer, Point, Sheet, Stage, soft_layer
from sandbox.media.scenes.weather import rising

_SEAS: tuple[tuple[Colour, ...], ...] = (
    ((174, 240, 232), (64, 186, 206), (18, 110, 164), (8, 48, 104)),
    ((190, 244, 240), (84, 196, 230), (28, 112, 190), (14, 40, 110)),
    ((160, 232, 206), (40, 168, 172), (10, 98, 130), (6, 40, 82)),
)
_CORALS: tuple[Colour, ...] = (
    (255, 112, 96),
    (255, 170, 84),
    (240, 92, 150),
    (178, 104, 214),
    (250, 208, 96),
    (96, 206, 170),
)


def paint_reef(stage: Stage) -> list[Layer]:
    """Water with light from above, reefs receding into the blue, fish between them."""
    sea = _SEAS[stage.reading.digest // 3 % len(_SEAS)]
    if stage.palette.stars:
        sea = tuple(mix(colour, (6, 20, 60), 0.5) for colour in sea)
    layers = [_water(stage, sea), _rays(stage, sea[0])]
    for index, (row, fade, depth) in enumerate(((0.66, 0.72, 0.15), (0.78, 0.42, 0.35))):
        name, ink = f"reef{index}", mix(mix((40, 60, 96), sea[3], 0.4), sea[1], fade)
        layers.append(_corals(stage, name, stage.height * row, 0.1 + 0.07 * index, sea[1], fade, depth))
        layers.append(
            ridge(
                stage,
                name,
                stage.height * row,
                stage.height * 0.06,
                [mix(ink, sea[0], 0.15), mix(ink, sea[3], 0.5)],
                bumps=2.2,
                depth=depth,
            )
        )
        layers.append(_school(stage, index, sea, fade))
    layers.append(_turtle(stage, sea))
    layers.append(_corals(stage, "reef2", stage.height * 0.95, 0.27, sea[1], 0.06, 0.8))
    sand = mix(mix((232, 206, 158), sea[2], 0.4), sea[3], 0.3)
    layers.append(
        ridge(
            stage,
            "reef2",
            stage.height * 0.95,
            stage.height * 0.03,
            [sand, mix(sand, sea[3], 0.5)],
            bumps=1.5,
            rough=0.3,
            depth=0.8,
        )
    )
    bubbles = mix(sea[0], (255, 255, 255), 0.5)
    return [*layers, rising(stage, "bubbles", 60, 0.009, bubbles, speed=0.05, hollow=True)]


def _water(stage: Stage, sea: tuple[Colour, ...]) -> Layer:
    size = (stage.span // 4 + 1, stage.height // 4 + 1)
    values: Floats = np.repeat(gradient(sea, size[1], gamma=0.8)[:, None, :], size[0], axis=1)
    light = (
        radial(size, (stage.x(0.5) / 4, -size[1] * 0.12), stage.unit / 4 * 0.9, stretch=1.3)[..., None] ** 1.2
    )
    values += (paint_of((250, 255, 246)) - values) * light * 0.75
    return Layer(to_image(values).resize((stage.span, stage.height), Image.Resampling.BICUBIC), 0, 0, 1)


def _rays(stage: Stage, colour: Colour) -> Layer:
    """Beams that fan out from above the frame."""
    coarse = 4
    size = (stage.span // coarse, stage.height // coarse)
    x = np.arange(size[0], dtype=np.float32)[None, :] - stage.x(0.5) / coarse
    y = np.arange(size[1], dtype=np.float32)[:, None] + 0.5 * stage.unit / coarse
    angle = np.arctan2(x, y)
    beams = soft_noise(stage.rng("rays"), (512, 1), (22, 1), 2)[0]
    light = np.clip((np.interp(angle, np.linspace(-1.6, 1.6, 512), beams) - 0.46) * 3, 0, 1)
    fade = np.clip(1.1 - (y - y[0]) / size[1] * 1.15, 0, 1) ** 1.3
    return soft_layer(
        mix(colour, (255, 255, 255), 0.5),
        (light * fade * 0.42).astype(np.float32),
        scale=1 / coarse,
        drift=0.02,
    )


def _corals(
    stage: Stage, name: str, base: float, size: float, sea: Colour, fade: float, depth: float
) -> Layer:
    """Corals of all kinds along a ridge, bluer with distance."""
    sheet, rng = Sheet(stage), stage.rng("corals" + name)
    line = ridge_line(
        stage,
        name,
        base,
        stage.height * (0.03 if name == "reef2" else 0.06),
        bumps=1.5 if name == "reef2" else 2.2,
        rough=0.3 if name == "reef2" else 0.5,
    )
    xs, ys = [p[0] for p in line], [p[1] for p in line]
    kinds: tuple[Callable[..., None], ...] = (_branch, _fan, _tubes, _brain, _weed, _branch)
    x = 0.0
    while x < stage.span:
        tall = stage.unit * size * rng.uniform(0.55, 1.15)
        middle = (
            1 - 0.45 * np.exp(-(((x - stage.span / 2) / (0.25 * stage.width)) ** 2)) if depth > 0.5 else 1.0
        )
        ink = mix(_CORALS[int(rng.integers(len(_CORALS)))], sea, fade)
        kinds[int(rng.integers(len(kinds)))](
            sheet, x, float(np.interp(x, xs, ys)) + tall * 0.08, tall * middle, ink, rng
        )
        x += tall * rng.uniform(0.28, 0.75)
    return sheet.layer(depth=depth)


def _branch(sheet: Sheet, x: float, y: float, tall: float, ink: Colour, rng: np.random.Generator) -> None:
    def grow(px: float, py: float, angle: float, length: float, level: int) -> None:
        tip = (px + np.sin(angle) * length, py - np.cos(angle) * length)
        wide = tall * 0.028 * (level + 1)
        sheet.line([(px, py), tip], wide, mix(ink, (255, 250, 240), 0.08 * (3 - level)))
        sheet.oval(tip[0], tip[1], wide * 0.56, wide * 0.56, mix(ink, (255, 250, 240), 0.1 * (3 - level)))
        if level:
            for turn in (-0.48, 0.42):
                grow(tip[0], tip[1], angle + turn + rng.normal() * 0.12, length * 0.72, level - 1)

    for lean in (-0.5, 0.0, 0.5):
        grow(x, y, lean + rng.normal() * 0.1, tall * 0.36, 3)


def _fan(sheet: Sheet, x: float, y: float, tall: float, ink: Colour, _rng: np.random.Generator) -> None:
    for step in range(15):
        angle = -1.15 + 2.3 * step / 14
        length = tall * (0.82 + 0.13 * np.sin(step * 1.9))
        bend: list[Point] = [
            (x + np.sin(angle * t) * length * t, y - np.cos(angle * t) * length * t)
            for t in np.linspace(0, 1, 7)
        ]
        sheet.line(bend, tall * 0.03, mix(ink, (60, 10, 60), 0.12 * (step % 2)))
    for ring in (0.45, 0.65, 0.85):
        arc: list[Point] = [
            (x + np.sin(a * ring) * tall * ring * 0.9, y - np.cos(a * ring) * tall * ring * 0.9)
            for a in np.linspace(-1.1, 1.1, 16)
        ]
        sheet.line(arc, tall * 0.016, mix(ink, (255, 255, 255), 0.2))


def _tubes(sheet: Sheet, x: float, y: float, tall: float, ink: Colour, rng: np.random.Generator) -> None:
    for step in range(5):
        cx, high, wide = x + (step - 2) * tall * 0.13, tall * rng.uniform(0.4, 0.95), tall * 0.07
        sheet.box(cx - wide, y - high, cx + wide, y, mix(ink, (40, 10, 60), 0.1 * (step % 2)))
        sheet.box(cx - wide, y - high, cx - wide * 0.35, y, mix(ink, (255, 255, 255), 0.2))
        sheet.oval(cx, y - high, wide * 1.12, wide * 0.5, mix(ink, (255, 255, 255), 0.35))
        sheet.oval(cx, y - high, wide * 0.75, wide * 0.3, mix(ink, (40, 0, 50), 0.6))


def _brain(sheet: Sheet, x: float, y: float, tall: float, ink: Colour, _rng: np.random.Generator) -> None:
    r = tall * 0.42
    sheet.oval(x, y, r, r * 0.9, mix(ink, (30, 10, 60), 0.22))
    sheet.oval(x - r * 0.08, y - r * 0.07, r * 0.9, r * 0.8, ink)
    for step in range(5):
        reach = r * (0.2 + 0.16 * step)
        arc: list[Point] = [
            (
                x - r * 0.08 + np.cos(a) * reach + np.sin(a * 5 + step) * r * 0.04,
                y - r * 0.1 - np.sin(a) * reach * 0.86,
            )
            for a in np.linspace(0.1, 3.04, 26)
        ]
        sheet.line(arc, r * 0.035, mix(ink, (255, 255, 255), 0.32))


def _weed(sheet: Sheet, x: float, y: float, tall: float, ink: Colour, rng: np.random.Generator) -> None:
    green = mix((50, 150, 110), ink, 0.25)
    for step in range(6):
        high, phase = tall * rng.uniform(0.7, 1.35), rng.uniform(0, 6)
        stalk: list[Point] = [
            (x + (step - 2.5) * tall * 0.06 + np.sin(t * 5 + phase) * tall * 0.07 * t, y - high * t)
            for t in np.linspace(0, 1, 14)
        ]
        sheet.line(stalk, tall * 0.04, mix(green, (255, 255, 255), 0.06 * step))


def fish(sheet: Sheet, x: float, y: float, size: float, ink: Colour, way: int) -> None:
    """A striped fish `size` px long that swims `way` (1: right)."""
    tail = mix(ink, (255, 255, 255), 0.15)
    sheet.polygon(
        [
            (x - way * size * 0.32, y),
            (x - way * size * 0.58, y - size * 0.2),
            (x - way * size * 0.5, y),
            (x - way * size * 0.58, y + size * 0.2),
        ],
        tail,
    )
    sheet.polygon(
        [
            (x - way * size * 0.15, y - size * 0.16),
            (x - way * size * 0.1, y - size * 0.34),
            (x + way * size * 0.2, y - size * 0.18),
        ],
        tail,
    )
    sheet.oval(x, y, size * 0.42, size * 0.23, ink)
    sheet.oval(x, y + size * 0.06, size * 0.34, size * 0.14, mix(ink, (255, 255, 255), 0.3))
    for dx in (-0.12, 0.12):
        sheet.box(
            x + dx * size - size * 0.028,
            y - size * 0.2,
            x + dx * size + size * 0.028,
            y + size * 0.2,
            mix(ink, (255, 255, 255), 0.7),
            radius=size * 0.02,
        )
    sheet.oval(x + way * size * 0.27, y - size * 0.05, size * 0.05, size * 0.05, (255, 255, 255))
    sheet.oval(x + way * size * 0.28, y - size * 0.05, size * 0.028, size * 0.028, (20, 24, 40))


def _school(stage: Stage, index: int, sea: tuple[Colour, ...], fade: float) -> Layer:
    sheet, rng = Sheet(stage, 0, stage.height * 0.8), stage.rng(f"school{index}")
    way = 1 if (stage.reading.digest + index) % 2 else -1
    x, y = stage.x(rng.uniform(0.3, 0.7)), stage.height * (0.3 + 0.24 * index)
    ink = mix(
        stage.reading.accent or _CORALS[(stage.reading.digest // 11 + index * 4) % 5], sea[1], fade * 0.8
    )
    for _ in range(14 - 5 * index):
        size = stage.unit * rng.uniform(0.035, 0.05) * (1 + 0.9 * index)
        fish(sheet, x + rng.normal() * stage.unit * 0.2, y + rng.normal() * stage.unit * 0.08, size, ink, way)
    return sheet.layer(depth=0.2 + 0.2 * index, drift=0.035 * way, bob=0.008)


def _turtle(stage: Stage, sea: tuple[Colour, ...]) -> Layer:
    """A turtle gliding in the upper third."""
    sheet, rng = Sheet(stage, 0, stage.height * 0.7), stage.rng("turtle")
    x, y, s = stage.x(rng.choice([0.24, 0.76])), stage.height * 0.27, stage.unit * 0.1
    shell, skin = mix((96, 126, 70), sea[2], 0.25), mix((150, 176, 110), sea[1], 0.25)
    for points in (
        ((0.5, -0.05), (0.95, 0.62), (0.72, 0.7), (0.1, 0.2)),
        ((-0.6, 0.0), (-1.15, 0.42), (-1.05, 0.2), (-0.75, -0.1)),
        ((0.35, -0.1), (0.5, -0.7), (0.72, -0.62), (0.75, -0.05)),
    ):
        sheet.polygon([(x + dx * s, y + dy * s) for dx, dy in points], mix(skin, sea[2], 0.2))
    sheet.oval(x + s * 1.12, y - s * 0.12, s * 0.24, s * 0.18, skin)
    sheet.oval(x + s * 1.2, y - s * 0.16, s * 0.035, s * 0.035, (16, 26, 36))
    sheet.oval(x, y, s * 0.92, s * 0.5, mix(shell, (20, 30, 50), 0.35))
    sheet.oval(x, y - s * 0.08, s * 0.86, s * 0.42, shell)
    for dx, dy in ((-0.45, -0.1), (0.0, -0.16), (0.45, -0.1), (-0.22, 0.14), (0.24, 0.14)):
        sheet.oval(x + dx * s, y + dy * s - s * 0.05, s * 0.19, s * 0.11, mix(shell, (230, 230, 150), 0.28))
    return sheet.layer(depth=0.3, drift=0.02, bob=0.01)
