"""What falls, rises or hangs in the air: snow, rain, mist, fireflies."""

from collections.abc import Sequence

import numpy as np

from sandbox.media.scenes.brush import Colour, Floats, soft_noise
from sandbox.media.scenes.stage import Layer, Sheet, Stage, soft_layer


def weather(stage: Stage) -> list[Layer]:
    """The air in front of everything, as the reading's weather says; nothing on a clear day."""
    kind = stage.reading.weather
    if kind == "snow":
        return [snowfall(stage, "far-snow", 150, 0.0026, 0.05), snowfall(stage, "near-snow", 46, 0.0062, 0.1)]
    if kind == "rain":
        return [rainfall(stage)]
    if kind == "mist":
        return [mist(stage, "mist", stage.height * 0.45, stage.height * 0.5, stage.palette.haze, 0.75)]
    return []


def snowfall(stage: Stage, name: str, count: int, size: float, speed: float) -> Layer:
    """Flakes that fall and come back at the top."""
    sheet, rng = Sheet(stage), stage.rng(name)
    for _ in range(int(count * stage.span / stage.width)):
        radius = max(0.7, size * stage.unit * rng.uniform(0.5, 1.1))
        sheet.oval(
            rng.random() * stage.span,
            rng.uniform(radius, stage.height - radius),
            radius,
            radius,
            (255, 255, 255),
            215,
        )
    return _whole(sheet, fall=speed)


def rainfall(stage: Stage) -> Layer:
    """Slanted streaks of rain."""
    sheet, rng = Sheet(stage), stage.rng("rain")
    for _ in range(int(230 * stage.span / stage.width)):
        length = stage.unit * rng.uniform(0.03, 0.07)
        x, y = rng.random() * stage.span, rng.random() * (stage.height - length)
        sheet.line(
            [(x, y), (x - length * 0.16, y + length)], max(0.6, 0.0016 * stage.unit), (226, 236, 250), 110
        )
    return _whole(sheet, fall=0.5)


def rising(
    stage: Stage,
    name: str,
    count: int,
    size: float,
    colour: Colour,
    *,
    speed: float = 0.03,
    hollow: bool = False,
) -> Layer:
    """Small round things that rise: bubbles (hollow) or sparks."""
    sheet, rng = Sheet(stage), stage.rng(name)
    for _ in range(int(count * stage.span / stage.width)):
        r = max(0.8, size * stage.unit * rng.uniform(0.35, 1.2))
        x, y = rng.random() * stage.span, rng.uniform(r, stage.height - r)
        sheet.oval(x, y, r, r, colour, 70 if hollow else 220)
        if hollow:
            sheet.oval(x - r * 0.3, y - r * 0.35, r * 0.32, r * 0.26, (255, 255, 255), 230)
    return _whole(sheet, fall=-speed)


def _whole(sheet: Sheet, *, fall: float) -> Layer:
    """The uncut sheet: what falls round the frame must be exactly as high as it."""
    return Layer(sheet.image, 0, 0, sheet.stage.fine, fall=fall, depth=0.25)


def mist(
    stage: Stage, name: str, top: float, rows: float, colour: Colour, strength: float, **motion: float
) -> Layer:
    """A bank of mist, thickest in its middle rows, torn by noise."""
    coarse = 4
    size = (stage.span // coarse, max(4, int(rows / coarse)))
    body = soft_noise(stage.rng(name), size, (2.0 * stage.span / stage.unit, 2.0), 3)
    belt = np.sin(np.linspace(0, 3.14, size[1], dtype=np.float32))[:, None] ** 1.4
    alpha: Floats = np.clip(belt * (0.35 + 1.1 * body) * strength, 0, 1).astype(np.float32)
    return soft_layer(colour, alpha, top=top, scale=1 / coarse, **{"drift": 0.01, **motion})


def sparks(stage: Stage, name: str, count: int, rows: Sequence[float], colour: Colour) -> Layer:
    """Fireflies or embers: little lights between two rows."""
    sheet, rng = Sheet(stage), stage.rng(name)
    for _ in range(count):
        x, y = rng.random() * stage.span, rng.uniform(rows[0], rows[1])
        for reach, alpha in ((4.0, 26), (2.2, 70), (1.0, 255)):
            r = 0.0024 * stage.unit * reach
            sheet.oval(x, y, r, r, colour, alpha)
    return sheet.layer(depth=0.5, drift=0.012, bob=0.006)
