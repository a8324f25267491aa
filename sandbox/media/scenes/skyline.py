"""A city over water: hazed towers behind, lit ones in front, spires where it is futuristic."""

from collections.abc import Callable, Mapping

import numpy as np

from sandbox.media.scenes.brush import Colour, mix
from sandbox.media.scenes.sky import sky, sun_spot
from sandbox.media.scenes.stage import Layer, Point, Sheet, Stage, glows_layer
from sandbox.media.scenes.water import glints, mirror

_Rng = np.random.Generator


def paint_skyline(stage: Stage) -> list[Layer]:
    """Sky, three depths of towers, traffic in the air, and the river that mirrors them."""
    shore = stage.height * (0.74 if stage.height < 1.4 * stage.width else 0.7)
    inks = stage.palette
    spot = sun_spot(stage, shore)
    back = sky(stage, shore, clouds=0.6)
    far = _row(stage, "far", shore, 0.42, mix(inks.haze, inks.far, 0.35), 0.55, lit=0.0, depth=0.12)
    middle = _row(stage, "middle", shore, 0.60, mix(inks.far, inks.near, 0.35), 0.4, lit=0.3, depth=0.25)
    near = _row(stage, "near", shore, 0.42, mix(inks.far, inks.near, 0.8), 0.16, lit=0.5, depth=0.5)
    town = [*back, far, middle, *_beacons(stage, shore), near]
    river = mirror(stage, town, shore, tint=0.3, depth=0.25)
    path = glints(
        stage, spot[0], shore + 2, stage.height, mix(inks.sun, inks.glow, 0.4), depth=0.0, drift=0.004
    )
    lamps = glints(stage, stage.x(0.5), shore + 2, stage.height, inks.light, spread=0.5, count=60, depth=0.5)
    traffic = [_traffic(stage, shore)] if stage.reading.style == "futuristic" else [_birds(stage, shore)]
    return [*town, *traffic, river, path, lamps]


def _row(
    stage: Stage, name: str, shore: float, rise: float, ink: Colour, mist: float, *, lit: float, depth: float
) -> Layer:
    """One depth of towers, tallest around the middle of the frame."""
    sheet = Sheet(stage, 0, shore + 1)
    rng = stage.rng(f"towers-{name}")
    wide = stage.unit * (0.05 + 0.07 * depth)
    centre = stage.x(0.5 + rng.uniform(-0.16, 0.16))
    x = -wide
    while x < stage.span + wide:
        width = wide * rng.uniform(0.6, 1.5)
        crown = 0.36 + 0.64 * np.exp(-(((x - centre) / (0.36 * stage.width)) ** 2))
        tall = shore * rise * crown * rng.uniform(0.5, 1.15)
        _tower(sheet, x, shore, width, tall, mix(ink, stage.palette.near, rng.uniform(0, 0.16)), lit, rng)
        x += width * rng.uniform(0.72, 1.25)
    sheet.veil(shore * (1 - rise), shore, stage.palette.haze, mist * 0.25, min(0.92, mist + 0.2))
    return sheet.layer(depth=depth)


def _tower(
    sheet: Sheet, x: float, base: float, width: float, tall: float, ink: Colour, lit: float, rng: _Rng
) -> None:
    """One building: a body in one of several builds, its sunny side, its windows."""
    stage = sheet.stage
    sunny = 1 if sun_spot(stage, base)[0] > x else -1
    modern = stage.reading.style == "futuristic"
    builds = tuple((_FUTURE if modern and tall > width * 2 else _BUILDS).values())
    build = builds[int(rng.integers(len(builds)))]
    bright = mix(ink, stage.palette.glow, 0.3)
    build(sheet, (x, base, width, tall), ink, bright, sunny)
    if lit:
        _windows(sheet, (x, base, width, tall), lit, rng)


_Lot = tuple[float, float, float, float]
_Build = Callable[[Sheet, _Lot, Colour, Colour, int], None]


def _side(sheet: Sheet, lot: _Lot, bright: Colour, sunny: int, share: float = 0.2) -> None:
    x, base, width, tall = lot
    edge = x + width * (1 - share) if sunny > 0 else x
    sheet.box(edge, base - tall, edge + width * share, base, bright)


def _slab(sheet: Sheet, lot: _Lot, ink: Colour, bright: Colour, sunny: int) -> None:
    x, base, width, tall = lot
    sheet.box(x, base - tall, x + width, base, ink)
    _side(sheet, lot, bright, sunny)
    sheet.box(x + width * 0.25, base - tall - width * 0.12, x + width * 0.55, base - tall, ink)


def _stepped(sheet: Sheet, lot: _Lot, ink: Colour, bright: Colour, sunny: int) -> None:
    x, base, width, tall = lot
    for inset, share in ((0.0, 0.72), (0.14, 0.88), (0.28, 1.0)):
        part = (x + width * inset, base, width * (1 - 2 * inset), tall * share)
        sheet.box(part[0], base - part[3], part[0] + part[2], base, ink)
        _side(sheet, part, bright, sunny)
    sheet.line([(x + width / 2, base - tall), (x + width / 2, base - tall * 1.16)], width * 0.03, ink)


def _slanted(sheet: Sheet, lot: _Lot, ink: Colour, bright: Colour, sunny: int) -> None:
    x, base, width, tall = lot
    rise = width * 0.5
    ends = (0, rise) if sunny > 0 else (rise, 0)
    sheet.polygon(
        [(x, base), (x, base - tall + ends[0]), (x + width, base - tall + ends[1]), (x + width, base)], ink
    )
    _side(sheet, (x, base, width, tall - rise), bright, sunny)


def _spire(sheet: Sheet, lot: _Lot, ink: Colour, bright: Colour, sunny: int) -> None:
    """A needle that sweeps in from a wide foot."""
    x, base, width, tall = lot
    steps = np.linspace(0, 1, 18)
    half = width * (0.62 * (1 - steps) ** 2.2 + 0.2 * (1 - steps) + 0.012)
    middle = x + width / 2
    left = [(float(middle - h), float(base - tall * 1.25 * t)) for t, h in zip(steps, half, strict=True)]
    right = [(float(middle + h), float(base - tall * 1.25 * t)) for t, h in zip(steps, half, strict=True)]
    sheet.polygon([*left, *reversed(right)], ink)
    rim = right if sunny > 0 else left
    inner = [(middle + (px - middle) * 0.45, py) for px, py in rim]
    sheet.polygon([*rim, *reversed(inner)], bright)


def _dome(sheet: Sheet, lot: _Lot, ink: Colour, bright: Colour, sunny: int) -> None:
    x, base, width, tall = lot
    sheet.oval(x + width / 2, base - tall, width / 2, width * 0.6, bright)
    sheet.box(x, base - tall, x + width, base, ink)
    _side(sheet, lot, bright, sunny)
    sheet.box(
        x - width * 0.06, base - tall - width * 0.05, x + width * 1.06, base - tall + width * 0.05, bright
    )
    sheet.line(
        [(x + width / 2, base - tall - width * 0.5), (x + width / 2, base - tall - width * 1.3)],
        width * 0.04,
        ink,
    )


def _ringed(sheet: Sheet, lot: _Lot, ink: Colour, bright: Colour, sunny: int) -> None:
    """A slim shaft with discs around it, like a space needle."""
    x, base, width, tall = lot
    middle, half = x + width / 2, width * 0.2
    sheet.polygon(
        [
            (middle - half * 1.6, base),
            (middle - half * 0.7, base - tall),
            (middle + half * 0.7, base - tall),
            (middle + half * 1.6, base),
        ],
        ink,
    )
    edge = middle + half * 0.35 * sunny
    sheet.line([(edge, base), (edge, base - tall)], width * 0.08, bright)
    for share, reach in ((0.98, 0.72), (0.86, 1.0), (0.55, 0.5)):
        y = base - tall * share
        sheet.oval(middle, y, width * reach * 0.75, width * 0.13, ink)
        sheet.oval(middle, y - width * 0.05, width * reach * 0.75, width * 0.09, bright)
    sheet.line([(middle, base - tall), (middle, base - tall * 1.2)], width * 0.05, ink)


def _blade(sheet: Sheet, lot: _Lot, ink: Colour, bright: Colour, sunny: int) -> None:
    """Two leaning sails with a gap of sky between them."""
    x, base, width, tall = lot
    for lean, paint, share in ((0.0, ink, 1.12), (0.5, bright if sunny > 0 else ink, 0.92)):
        foot = x + width * lean
        sheet.polygon(
            [
                (foot, base),
                (foot + width * 0.1, base - tall * share),
                (foot + width * 0.2, base - tall * share * 1.04),
                (foot + width * 0.5, base - tall * 0.5),
                (foot + width * 0.54, base),
            ],
            paint,
        )


_BUILDS: Mapping[str, _Build] = {"slab": _slab, "stepped": _stepped, "slanted": _slanted}
_FUTURE: Mapping[str, _Build] = {
    **_BUILDS,
    "spire": _spire,
    "dome": _dome,
    "ringed": _ringed,
    "blade": _blade,
}


def _windows(sheet: Sheet, lot: _Lot, lit: float, rng: _Rng) -> None:
    """Lit windows in a grid inside the body, whole floors more often than single ones."""
    x, base, width, tall = lot
    size = max(sheet.stage.unit * 0.0055, width * 0.055)
    columns, rows = int(width * 0.66 / (size * 1.7)), int(tall * 0.82 / (size * 2.1))
    warm, pale = sheet.stage.palette.light, mix(sheet.stage.palette.light, (190, 230, 255), 0.6)
    for row in range(rows):
        share = lit * rng.choice([0.35, 0.7, 1.5])
        y = base - tall * 0.86 + row * size * 2.1
        for column in np.flatnonzero(rng.random(max(0, columns)) < share):
            left = x + width * 0.17 + column * size * 1.7
            sheet.box(left, y, left + size, y + size * 1.15, warm if rng.random() < 0.75 else pale)


def _beacons(stage: Stage, shore: float) -> list[Layer]:
    """The glow of the streets between the towers."""
    rng = stage.rng("beacons")
    spots = [
        (rng.random() * stage.span, shore - stage.unit * 0.01, stage.unit * rng.uniform(0.12, 0.3))
        for _ in range(9)
    ]
    return [glows_layer(stage, spots, stage.palette.light, 0.5, depth=0.25)]


def _traffic(stage: Stage, shore: float) -> Layer:
    """Flying craft with their trails of light, in two lanes."""
    sheet = Sheet(stage, 0, shore)
    rng = stage.rng("traffic")
    for index in range(15):
        x, y = stage.pad + rng.random() * stage.width, shore * rng.uniform(0.24, 0.72)
        length, way = stage.unit * rng.uniform(0.02, 0.05), 1 if index % 2 else -1
        tail = (
            mix(stage.palette.light, (255, 90, 110), 0.55)
            if way > 0
            else mix(stage.palette.light, (170, 240, 255), 0.7)
        )
        for step in range(6):
            fade = int(150 * (1 - step / 6))
            sheet.line(
                [(x - way * length * step * 0.6, y), (x - way * length * (step + 1) * 0.6, y)],
                stage.unit * 0.002,
                tail,
                fade,
            )
        sheet.oval(x, y, length * 0.3, length * 0.09, mix(stage.palette.near, tail, 0.25))
        sheet.oval(x + way * length * 0.22, y, length * 0.07, length * 0.07, (255, 250, 235))
    return sheet.layer(depth=0.3, drift=0.05)


def _birds(stage: Stage, shore: float) -> Layer:
    sheet = Sheet(stage, 0, shore)
    rng = stage.rng("birds")
    cx, cy = stage.x(rng.uniform(0.2, 0.8)), shore * rng.uniform(0.2, 0.35)
    for _ in range(9):
        bird(
            sheet,
            cx + rng.normal() * stage.unit * 0.09,
            cy + rng.normal() * stage.unit * 0.035,
            stage.unit * rng.uniform(0.008, 0.016),
        )
    return sheet.layer(depth=0.0, drift=0.04)


def bird(sheet: Sheet, x: float, y: float, half: float) -> None:
    """A bird far away: two bent wings."""
    wings: list[Point] = [
        (x - half, y - half * 0.35),
        (x - half * 0.45, y - half * 0.42),
        (x, y),
        (x + half * 0.45, y - half * 0.42),
        (x + half, y - half * 0.35),
    ]
    sheet.line(wings, max(0.8, half * 0.16), sheet.stage.palette.near)
