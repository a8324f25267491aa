"""The sea: rolling bands of waves under the sun's path, with a boat, a lighthouse or gulls."""

import numpy as np

from sandbox.media.scenes.boats import lighthouse, paper_boat, sailboat
from sandbox.media.scenes.brush import mix
from sandbox.media.scenes.ground import ridge
from sandbox.media.scenes.sky import sky, sun_spot
from sandbox.media.scenes.skyline import bird
from sandbox.media.scenes.stage import Layer, Point, Sheet, Stage
from sandbox.media.scenes.water import deep, glints
from sandbox.media.scenes.weather import weather


def paint_ocean(stage: Stage) -> list[Layer]:
    """Sky, a far coast, water in bands, and a vessel between the second and the third wave."""
    inks, horizon = stage.palette, stage.height * 0.56
    coast = _coast(stage, horizon)
    sea = deep(
        stage, horizon, [mix(inks.water, inks.haze, 0.55), inks.water, mix(inks.water, inks.near, 0.55)]
    )
    waves = [_wave(stage, index, horizon) for index in range(5)]
    far_path, near_path = _sun_path(stage, horizon)
    layers = [*sky(stage, horizon), coast, sea, *waves[:2], far_path, *_vessel(stage, horizon), *waves[2:]]
    return [*layers, near_path, _gulls(stage, horizon), *weather(stage)]


def _coast(stage: Stage, horizon: float) -> Layer:
    inks, base = stage.palette, horizon - stage.height * 0.01
    pale = [mix(inks.far, inks.haze, 0.5), inks.haze]
    return ridge(stage, "coast", base, stage.height * 0.03, pale, bumps=1.4, foot=horizon + 2, depth=0.05)


def _sun_path(stage: Stage, horizon: float) -> tuple[Layer, Layer]:
    """The sun's glitter on the water, far and near."""
    inks, x, white = stage.palette, sun_spot(stage, horizon)[0], (255, 255, 255)
    low, end = stage.height * 0.72, stage.height
    far = glints(stage, x, horizon + 2, end * 0.8, mix(inks.sun, white, 0.2), count=220, drift=0.006)
    near = glints(stage, x, low, end, mix(inks.glow, white, 0.3), spread=0.12, count=90, drift=-0.006)
    return far, near


def _wave(stage: Stage, index: int, horizon: float) -> Layer:
    """One band of swell with foam along its crest; nearer bands are higher, darker and quicker."""
    share = (index + 1) / 5
    rng, inks = stage.rng(f"wave{index}"), stage.palette
    base = horizon + (stage.height - horizon) * (0.1 + 0.8 * share**1.25)
    high, long = stage.unit * (0.006 + 0.03 * share**1.6), stage.unit * (0.16 + 0.5 * share)
    xs = np.linspace(0, stage.span, stage.span // 3)
    phase = xs / long * 2 * np.pi + rng.uniform(0, 6)
    rise = 1 - np.abs(np.sin(phase / 2 + 0.6 * np.sin(xs / long * 1.1))) ** 0.75
    rows = base - high * rise * (1 + 0.35 * np.sin(xs / long * 1.7 + rng.uniform(0, 6)))
    crest: list[Point] = [(float(x), float(y)) for x, y in zip(xs, rows, strict=True)]
    body = mix(mix(inks.water, inks.haze, 0.38 * (1 - share)), inks.near, 0.1 + 0.42 * share)
    foot = min(stage.height, base + stage.unit * 0.3)
    sheet = Sheet(stage, base - high * 1.5, foot)
    sheet.polygon([*crest, (stage.span, foot), (0, foot)], body)
    foam = mix(mix(inks.haze, (255, 255, 255), 0.55), body, 0.25)
    sheet.polygon(
        [*crest, *[(x, y + high * (0.06 + 0.2 * (base - y) / high)) for x, y in reversed(crest)]], foam
    )
    _streaks(sheet, base, high, body, rng)
    return sheet.layer(
        depth=0.15 + 0.75 * share,
        drift=(0.012 if index % 2 else -0.012) * (1 + share),
        bob=0.003 + 0.004 * share,
    )


def _streaks(
    sheet: Sheet, base: float, high: float, body: tuple[int, int, int], rng: np.random.Generator
) -> None:
    """Lighter strokes on the back of a wave."""
    stage = sheet.stage
    light = mix(body, stage.palette.glow, 0.3)
    for _ in range(46):
        x, y = rng.random() * stage.span, base + high * rng.uniform(0.5, 4.5)
        half = stage.unit * rng.uniform(0.01, 0.05)
        sheet.oval(x, y, half, max(0.5, high * 0.045), light, 150)


def _vessel(stage: Stage, horizon: float) -> list[Layer]:
    rng, hero = stage.rng("vessel"), stage.reading.hero
    sun_side = sun_spot(stage, horizon)[0] > stage.x(0.5)
    x = stage.x(rng.uniform(0.3, 0.42) if sun_side else rng.uniform(0.58, 0.7))
    row = horizon + (stage.height - horizon) * 0.42
    if hero == "paper-boat":
        return paper_boat(stage, x, row + stage.unit * 0.03, stage.unit * 0.34, mirrored=False)
    if hero == "lighthouse":
        return lighthouse(stage, stage.x(0.2 if sun_side else 0.8), row, stage.unit * 0.5)
    return [sailboat(stage, x, row, stage.unit * 0.3)]


def _gulls(stage: Stage, horizon: float) -> Layer:
    sheet, rng = Sheet(stage, 0, horizon), stage.rng("gulls")
    for _ in range(6):
        bird(
            sheet,
            stage.x(rng.uniform(0.1, 0.9)),
            horizon * rng.uniform(0.25, 0.6),
            stage.unit * rng.uniform(0.01, 0.022),
        )
    return sheet.layer(drift=0.05)
