"""A still life on marble: a glass bottle, a cup or a vase in soft window light."""

import numpy as np
from PIL import Image, ImageOps

from sandbox.media.scenes.brush import (
    Colour,
    Floats,
    gradient,
    mix,
    paint_of,
    radial,
    rgb,
    smoothstep,
    soft_noise,
    to_image,
)
from sandbox.media.scenes.stage import Layer, Point, Sheet, Stage, even, glow_layer, soft_layer
from sandbox.media.scenes.vessels import VESSELS, draw_bottle

# Wall from top to table, then the liquid: four studio moods.
_STUDIOS: tuple[tuple[str, str, str], ...] = (
    ("#e9d3c6", "#c58f84", "#e8a04c"),
    ("#cfdcd6", "#7f9f98", "#e6b65a"),
    ("#d8d3ea", "#8d80b4", "#d878a0"),
    ("#f0ddc0", "#c79a62", "#c8563c"),
)


def paint_still(stage: Stage) -> list[Layer]:
    """Wall with window light, marble table, the object and its mirror image, leaves at the side."""
    top, bottom, liquid = (rgb(text) for text in _STUDIOS[stage.reading.digest // 3 % len(_STUDIOS)])
    if stage.reading.hour in ("night", "dusk"):
        top, bottom = mix(top, (30, 26, 52), 0.62), mix(bottom, (18, 14, 34), 0.7)
    liquid = stage.reading.accent or liquid
    table, x = stage.height * 0.72, stage.x(0.5)
    draw = VESSELS.get(stage.reading.hero or "", draw_bottle)
    foot, tall = stage.height * 0.82, stage.unit * 0.56
    thing = Sheet(stage)
    draw(thing, x, foot, tall, liquid)
    layers = [
        _wall(stage, top, bottom),
        _window_light(stage, table),
        *_leaves(stage, bottom),
        _marble(stage, table),
    ]
    layers += [
        _caustic(stage, x, foot, tall, liquid),
        _shadow(stage, x, foot, tall),
        _mirrored(stage, thing, foot),
    ]
    layers += [
        thing.layer(depth=0.4),
        glow_layer(stage, x - tall * 0.3, foot - tall * 0.8, tall * 0.8, (255, 250, 236), 0.2, depth=0.4),
    ]
    return [*layers, _petals(stage, foot, liquid)]


def _wall(stage: Stage, top: Colour, bottom: Colour) -> Layer:
    size = (stage.span // 4 + 1, stage.height // 4 + 1)
    values: Floats = np.repeat(
        gradient([mix(top, bottom, 0.35), top, bottom], size[1])[:, None, :], size[0], axis=1
    )
    spot = (
        radial(size, (stage.x(0.46) / 4, size[1] * 0.36), stage.unit / 4 * 0.8, stretch=1.25)[..., None]
        ** 1.3
    )
    values += (paint_of(mix(top, (255, 252, 244), 0.75)) - values) * spot * 0.8
    return Layer(to_image(values).resize((stage.span, stage.height), Image.Resampling.BICUBIC), 0, 0, 1)


def _window_light(stage: Stage, table: float) -> Layer:
    """Slanting panes of light that a window throws on the wall."""
    sheet = Sheet(stage, 0, table)
    for column in range(3):
        for row in range(2):
            x, y = stage.x(0.5) + stage.unit * (-0.62 + 0.3 * column), table * 0.1 + row * table * 0.4
            wide, tall, lean = stage.unit * 0.26, table * 0.35, -stage.unit * 0.12
            sheet.polygon(
                [
                    (x, y),
                    (x + wide, y - stage.unit * 0.04),
                    (x + wide + lean, y + tall - stage.unit * 0.04),
                    (x + lean, y + tall),
                ],
                (255, 250, 232),
                62,
            )
    return sheet.layer(drift=0.004)


def _leaves(stage: Stage, ink: Colour) -> list[Layer]:
    """A palm frond's shadow on the wall, and a real sprig at the frame's edge."""
    side = -1 if stage.reading.digest % 2 else 1
    shade, sprig = Sheet(stage), Sheet(stage)
    _frond(
        shade,
        (stage.x(0.5 + side * 0.44), stage.height * 0.04),
        stage.unit * 0.62,
        side,
        mix(ink, (40, 30, 50), 0.45),
        64,
    )
    _frond(
        sprig,
        (stage.x(0.5 - side * 0.56), stage.height * 0.1),
        stage.unit * 0.5,
        -side,
        mix((62, 104, 82), ink, 0.2),
        255,
    )
    return [shade.layer(drift=0.006), sprig.layer(depth=0.7, bob=0.003)]


def _frond(sheet: Sheet, root: Point, size: float, side: int, ink: Colour, alpha: int) -> None:
    steps = np.linspace(0, 1, 15)
    spine: list[Point] = [
        (float(root[0] - side * size * 0.75 * t), float(root[1] + size * (0.25 * t + 0.6 * t * t)))
        for t in steps
    ]
    for index, (x, y) in enumerate(spine[1:], 1):
        reach = size * 0.34 * np.sin(np.pi * min(0.97, index / 15 + 0.12))
        for way in (-1, 1):
            angle = np.arctan2(0.25 + 1.2 * steps[index], -0.75 * side) + way * 0.75
            tip = (x + np.cos(angle) * reach, y + np.sin(angle) * reach)
            bulge = (-np.sin(angle) * reach * 0.1, np.cos(angle) * reach * 0.1)
            middle = (x + np.cos(angle) * reach * 0.45, y + np.sin(angle) * reach * 0.45)
            tint = mix(ink, (255, 255, 255), 0.1) if way > 0 and alpha == 255 else ink
            sheet.polygon(
                [
                    (x, y),
                    (middle[0] + bulge[0], middle[1] + bulge[1]),
                    tip,
                    (middle[0] - bulge[0], middle[1] - bulge[1]),
                ],
                tint,
                alpha,
            )
    sheet.line(spine, size * 0.012, ink, alpha)


def _marble(stage: Stage, table: float) -> Layer:
    """A white slab with grey veins and a bright front edge."""
    rows, coarse = stage.height - even(table), 2
    size = (stage.span // coarse, max(4, rows // coarse))
    rng = stage.rng("marble")
    cells = (3.0 * stage.span / stage.unit, 2.4)
    flow = soft_noise(rng, size, cells, 5)
    veins = np.clip(1 - np.abs(flow - 0.5) * 26, 0, 1) ** 1.5 * soft_noise(rng, size, cells, 2)
    fine = np.clip(1 - np.abs(soft_noise(rng, size, (6, 5), 4) - 0.5) * 40, 0, 1) * 0.5
    tone = np.linspace(0.9, 1.0, size[1], dtype=np.float32)[:, None]
    paint = paint_of((246, 243, 240)) * (tone * (1 - 0.1 * smoothstep(flow, 0.4, 0.75)))[..., None]
    paint += (paint_of((140, 136, 146)) - paint) * np.clip(veins * 0.85 + fine * 0.25, 0, 0.8)[..., None]
    if stage.reading.hour in ("night", "dusk"):
        paint *= paint_of((0.5, 0.48, 0.6))
    paint[: max(1, size[1] // 60)] += 14
    return soft_layer(paint, np.ones(flow.shape, np.float32), top=table, scale=1 / coarse, depth=0.25)


def _shadow(stage: Stage, x: float, foot: float, tall: float) -> Layer:
    size = (stage.span // 4, stage.height // 4)
    alpha = (
        radial(size, ((x + tall * 0.1) / 4, (foot + tall * 0.01) / 4), tall * 0.11 / 4, stretch=4.2) ** 0.8
        * 0.55
    )
    return soft_layer((66, 50, 70), alpha.astype(np.float32), scale=0.25, depth=0.4)


def _caustic(stage: Stage, x: float, foot: float, tall: float, liquid: Colour) -> Layer:
    """Light that has passed the object and stains the table."""
    size = (stage.span // 4, stage.height // 4)
    alpha = (
        radial(size, ((x + tall * 0.36) / 4, (foot + tall * 0.05) / 4), tall * 0.12 / 4, stretch=3.6) * 0.75
    )
    return soft_layer(mix(liquid, (255, 244, 214), 0.45), alpha.astype(np.float32), scale=0.25, depth=0.4)


def _mirrored(stage: Stage, thing: Sheet, foot: float) -> Layer:
    """The object's image in the polished stone, fading with depth."""
    fine, edge = stage.fine, even(foot)
    rows = (stage.height - edge) * fine
    upside = ImageOps.flip(thing.image.crop((0, edge * fine - rows, thing.image.width, edge * fine)))
    fade = to_image(np.linspace(88, 0, max(1, rows), dtype=np.float32)[:, None]).resize(upside.size)
    clear = Image.new("L", upside.size, 0)
    upside.putalpha(Image.composite(fade, clear, upside.getchannel("A")))
    return Layer(upside, 0, edge, fine, depth=0.4)


def _petals(stage: Stage, foot: float, liquid: Colour) -> Layer:
    """A few petals strewn on the stone."""
    sheet, rng = Sheet(stage, foot - stage.height * 0.06), stage.rng("petals")
    for _ in range(9):
        x, y = (
            stage.x(0.5) + rng.choice([-1, 1]) * stage.unit * rng.uniform(0.28, 0.62),
            foot + stage.height * rng.uniform(-0.03, 0.14),
        )
        s, ink = stage.unit * rng.uniform(0.014, 0.026), mix(liquid, (255, 236, 236), 0.5)
        sheet.oval(x + s * 0.12, y + s * 0.28, s, s * 0.3, (150, 136, 146), 120)
        sheet.oval(x, y, s, s * 0.42, ink)
        sheet.oval(x - s * 0.15, y - s * 0.1, s * 0.6, s * 0.2, mix(ink, (255, 255, 255), 0.4))
    return sheet.layer(depth=0.6)
