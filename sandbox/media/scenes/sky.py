"""Skies: a gradient with a sun or moon and its glow, stars, and clouds lit from the horizon."""

import numpy as np
from PIL import Image

from sandbox.media.scenes.brush import (
    Colour,
    Floats,
    gradient,
    mix,
    paint_of,
    radial,
    smoothstep,
    soft_noise,
    to_image,
)
from sandbox.media.scenes.stage import Layer, Stage, soft_layer


def sky(stage: Stage, horizon: float, *, clouds: float = 0.5, sun: bool = True) -> list[Layer]:
    """The sky down to row `horizon` (paint goes on below it): its ground, then its clouds."""
    spot = sun_spot(stage, horizon)
    ground = _ground(stage, horizon, spot if sun else None)
    if stage.palette.stars:
        _stars(stage, ground, horizon)
    if sun:
        _disc(stage, ground, spot)
    layers = [Layer(ground, 0, 0, 1)]
    return [*layers, _clouds(stage, horizon, spot, clouds)] if clouds else layers


def sun_spot(stage: Stage, horizon: float) -> tuple[float, float]:
    """Where the sun or moon stands, (x, y) in stage px; the digest chooses the side."""
    share = (0.3, 0.7, 0.62, 0.38)[stage.reading.digest % 4]
    return stage.x(share), horizon * (1 - stage.palette.sun_height)


def _ground(stage: Stage, horizon: float, sun: tuple[float, float] | None) -> Image.Image:
    """The gradient and the glow, painted at a quarter of the size: it is all soft."""
    coarse = 4
    size = (-(-stage.span // coarse), -(-stage.height // coarse))
    inks = stage.palette
    above = gradient(inks.sky, max(2, int(horizon / coarse)), gamma=0.9)
    column = np.concatenate([above, np.repeat(above[-1:], max(0, size[1] - len(above)), axis=0)])[: size[1]]
    values: Floats = np.repeat(column[:, None, :], size[0], axis=1)
    if sun is not None:
        centre = (sun[0] / coarse, sun[1] / coarse)
        wide = radial(size, centre, 0.85 * stage.unit / coarse, stretch=1.5)[..., None] ** 1.6
        core = radial(size, centre, 0.3 * stage.unit / coarse)[..., None] ** 2
        values += (paint_of(inks.glow) - values) * wide * 0.7
        values += (paint_of(inks.sun) - values) * core * 0.75
    return to_image(values).resize((stage.span, stage.height), Image.Resampling.BICUBIC)


def _stars(stage: Stage, sky_image: Image.Image, horizon: float) -> None:
    rng = stage.rng("stars")
    count = int(340 * stage.palette.stars * stage.span / stage.width)
    xs, ys = rng.random(count) * stage.span, rng.random(count) ** 1.3 * horizon * 0.85
    for x, y, size in zip(xs, ys, rng.random(count) ** 4, strict=True):
        _star(sky_image, x, y, (0.0007 + 0.0018 * size) * stage.unit + 0.3, 0.4 + 0.6 * size)


def _star(image: Image.Image, x: float, y: float, radius: float, strength: float) -> None:
    side = int(radius * 3) + 3
    dot = radial((side, side), (side / 2 + x % 1 - 0.5, side / 2 + y % 1 - 0.5), radius * 1.9)
    image.paste((255, 250, 236), (int(x) - side // 2, int(y) - side // 2), to_image(dot * 255 * strength))


def _disc(stage: Stage, sky_image: Image.Image, spot: tuple[float, float]) -> None:
    """The sun, or at night the moon with its seas."""
    night = stage.palette.stars >= 1
    radius = (0.058 if night else 0.105 - 0.05 * stage.palette.sun_height) * stage.unit
    side = int(radius * 2) + 4
    disc = smoothstep(radial((side, side), (side / 2, side / 2), radius + 1) * (radius + 1), 0.0, 1.6)
    corner = (int(spot[0] - side / 2), int(spot[1] - side / 2))
    sky_image.paste(stage.palette.sun, corner, to_image(disc * 255))
    if night:
        seas = soft_noise(stage.rng("moon"), (side, side), (2.2, 2.2), 3)
        marks = to_image(disc * smoothstep(seas, 0.5, 0.72) * 90)
        sky_image.paste(mix(stage.palette.sun, stage.palette.sky[1], 0.5), corner, marks)


def _clouds(stage: Stage, horizon: float, sun: tuple[float, float], amount: float) -> Layer:
    """Long clouds, bright on the side of the sun, thinner towards the zenith."""
    coarse = 2
    size = (stage.span // coarse, max(8, int(horizon) // coarse))
    rng = stage.rng("clouds")
    cells = (2.2 * stage.span / stage.unit, 5.5)
    body = soft_noise(rng, size, cells, 5)
    height = np.linspace(0, 1, size[1], dtype=np.float32)[:, None]
    low = 0.66 - 0.26 * amount
    alpha = smoothstep(body, low, low + 0.24) * (0.25 + 0.75 * smoothstep(height, 0.05, 0.5))
    alpha = (alpha * (1 - 0.6 * smoothstep(height, 0.82, 1.0))).astype(np.float32)
    lit = np.clip((body - np.roll(body, max(2, size[1] // 28), axis=0)) * 5 + 0.45, 0, 1)
    if stage.palette.sun_height < 0.4:
        lit = np.clip(1.0 - lit + 0.15, 0, 1)
    near_sun = radial(size, (sun[0] / coarse, sun[1] / coarse), 0.8 * stage.unit / coarse, stretch=1.8)
    paint = _lit(stage.palette.shade, stage.palette.cloud, lit)
    paint += (paint_of(stage.palette.sun) - paint) * (near_sun * lit * 0.75)[..., None]
    return soft_layer(paint, alpha * 0.86, scale=1 / coarse, drift=0.012)


def _lit(dark: Colour, bright: Colour, share: Floats) -> Floats:
    first = paint_of(dark)
    paint: Floats = first + (paint_of(bright) - first) * share[..., None]
    return paint
