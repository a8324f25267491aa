"""A flooded street: houses that lead to the evening sky, lamps, their mirror image, and a paper boat."""

from itertools import pairwise, product

import numpy as np

from sandbox.media.scenes.boats import paper_boat
from sandbox.media.scenes.brush import Colour, mix
from sandbox.media.scenes.sky import sky
from sandbox.media.scenes.skyline import bird
from sandbox.media.scenes.stage import Layer, Point, Sheet, Stage, glows_layer
from sandbox.media.scenes.water import glints, mirror
from sandbox.media.scenes.weather import mist, weather

_WALLS: tuple[Colour, ...] = (
    (196, 106, 84),
    (214, 160, 104),
    (122, 138, 160),
    (170, 92, 110),
    (142, 150, 122),
    (200, 180, 150),
)


def paint_street(stage: Stage) -> list[Layer]:
    """Two rows of houses in perspective, wet ground between them that mirrors everything."""
    eye, inks = stage.height * 0.56, stage.palette
    haze = mist(
        stage, "haze", eye - stage.height * 0.2, stage.height * 0.24, mix(inks.haze, inks.glow, 0.4), 0.7
    )
    rows = [_side(stage, eye, side) for side in (-1, 1)]
    town = [
        *sky(stage, eye, clouds=0.55),
        _far_towers(stage, eye),
        haze,
        *rows,
        *_lamps(stage, eye),
        _wires(stage, eye),
    ]
    flood = mirror(stage, town, eye + stage.height * 0.012, tint=0.2, depth=0.5)
    shine = glints(
        stage,
        stage.x(0.5),
        eye + stage.height * 0.02,
        stage.height,
        mix(inks.glow, inks.light, 0.5),
        spread=0.1,
        count=110,
        depth=0.5,
        drift=0.004,
    )
    layers = [*town, flood, shine]
    if stage.reading.hero in ("paper-boat", "sailboat"):
        layers += paper_boat(
            stage,
            stage.x(0.5 + (0.06 if stage.reading.digest % 2 else -0.06)),
            stage.height * 0.84,
            stage.unit * 0.31,
        )
    return [*layers, *weather(stage)]


def _far_towers(stage: Stage, eye: float) -> Layer:
    """The roofs at the end of the street, in haze."""
    sheet, rng = Sheet(stage, 0, eye + 2), stage.rng("far-roofs")
    x = stage.span / 2 - stage.width * 0.3
    while x < stage.span / 2 + stage.width * 0.3:
        wide = stage.unit * rng.uniform(0.03, 0.06)
        tall = stage.unit * rng.uniform(0.06, 0.15)
        ink = mix(stage.palette.far, stage.palette.haze, 0.55)
        sheet.polygon(
            [
                (x, eye + 2),
                (x, eye - tall),
                (x + wide / 2, eye - tall - wide * 0.45),
                (x + wide, eye - tall),
                (x + wide, eye + 2),
            ],
            ink,
        )
        x += wide
    return sheet.layer(depth=0.1)


def _side(stage: Stage, eye: float, side: int) -> Layer:
    """One row of houses: each a wall between two depths, far ones first."""
    sheet, rng = Sheet(stage, 0, eye + stage.height * 0.02), stage.rng(f"side{side}")
    depths = [7.0, 5.2, 3.9, 2.9, 2.15, 1.55, 1.05, 0.62]
    vanish = stage.span / 2
    for far, near in pairwise(depths):
        wall = mix(_WALLS[int(rng.integers(len(_WALLS)))], stage.palette.near, 0.42)
        wall = mix(mix(wall, stage.palette.shade, 0.3), stage.palette.haze, min(0.75, 0.09 * far))
        high = rng.uniform(0.46, 0.72)
        _house(sheet, (vanish, eye), side, (far, near), high, wall, rng)
    return sheet.layer(depth=0.5)


def _house(
    sheet: Sheet,
    centre: Point,
    side: int,
    depths: tuple[float, float],
    high: float,
    wall: Colour,
    rng: np.random.Generator,
) -> None:
    """One house between two depths: its front along the street, its near end, its roof, its windows."""
    inks, unit, width = sheet.stage.palette, sheet.stage.unit, sheet.stage.width
    far, near = depths

    def spot(depth: float, height: float) -> Point:
        """A point of the front: perspective towards the vanishing point."""
        return centre[0] + side * 0.42 * width / depth, centre[1] + unit * (0.02 - height) / depth

    sheet.polygon([spot(far, 0), spot(far, high), spot(near, high), spot(near, 0)], wall)
    end = spot(near, high)
    out = end[0] + side * unit * 0.5 / near
    sheet.polygon([end, (out, end[1]), (out, centre[1] + 4), spot(near, 0)], mix(wall, inks.near, 0.45))
    roof = [spot(far, high), spot(far, high + 0.07), spot(near, high + 0.07), spot(near, high)]
    sheet.polygon(roof, mix(wall, inks.near, 0.55))
    sheet.line([spot(far, high), spot(near, high)], 0.012 * unit / near, mix(wall, inks.glow, 0.5))
    for column, row in product(range(3), range(int(high / 0.15))):
        start, stop = (far + (near - far) * (column + cut) / 3 for cut in (0.24, 0.76))
        low, top = 0.07 + row * 0.15, 0.155 + row * 0.15
        corners = [spot(start, low), spot(start, top), spot(stop, top), spot(stop, low)]
        sheet.polygon(corners, _pane(sheet.stage, wall, rng))
        sheet.line([corners[0], corners[3]], 0.008 * unit / near, mix(wall, inks.glow, 0.3))


def _pane(stage: Stage, wall: Colour, rng: np.random.Generator) -> Colour:
    """A window's colour: lit in almost half of them, else the sky's."""
    if rng.random() < 0.45:
        return mix(stage.palette.light, wall, 0.1 + 0.3 * rng.random())
    return mix(wall, stage.palette.sky[1], 0.55)


def _lamps(stage: Stage, eye: float) -> list[Layer]:
    """Street lamps on both sides, with their light."""
    sheet, spots = Sheet(stage, 0, eye + stage.height * 0.03), list[tuple[float, float, float]]()
    post = mix(stage.palette.near, (20, 20, 30), 0.4)
    for depth in (4.4, 2.6, 1.5, 0.95):
        for side in (-1, 1):
            x, size = stage.span / 2 + side * 0.3 * stage.width / depth, stage.unit / depth
            foot, top = eye + 0.02 * size, eye - 0.27 * size
            sheet.line(
                [
                    (x, foot),
                    (x, top),
                    (x - side * 0.02 * size, top - 0.02 * size),
                    (x - side * 0.055 * size, top - 0.02 * size),
                ],
                0.008 * size,
                post,
            )
            lamp = (x - side * 0.055 * size, top - 0.005 * size)
            sheet.polygon(
                [
                    (lamp[0] - 0.018 * size, lamp[1] + 0.012 * size),
                    (lamp[0] - 0.008 * size, lamp[1] - 0.015 * size),
                    (lamp[0] + 0.008 * size, lamp[1] - 0.015 * size),
                    (lamp[0] + 0.018 * size, lamp[1] + 0.012 * size),
                ],
                post,
            )
            sheet.oval(lamp[0], lamp[1] + 0.015 * size, 0.015 * size, 0.012 * size, (255, 240, 196))
            spots.append((lamp[0], lamp[1] + 0.014 * size, 0.17 * size))
    return [sheet.layer(depth=0.5), glows_layer(stage, spots, stage.palette.light, 0.75, depth=0.5)]


def _wires(stage: Stage, eye: float) -> Layer:
    """Wires across the street with birds on them."""
    sheet, rng = Sheet(stage, 0, eye), stage.rng("wires")
    ink = mix(stage.palette.near, stage.palette.far, 0.2)
    for row, sag in ((0.2, 0.06), (0.32, 0.04)):
        wire: list[Point] = [
            (float(stage.span * t), float(stage.height * (row + sag * np.sin(np.pi * t))))
            for t in np.linspace(0, 1, 40)
        ]
        sheet.line(wire, max(0.6, stage.unit * 0.0018), ink)
        for _ in range(3):
            x, y = wire[int(rng.integers(14, 26))]
            sheet.oval(x, y - stage.unit * 0.008, stage.unit * 0.007, stage.unit * 0.009, ink)
            sheet.oval(
                x + stage.unit * 0.003, y - stage.unit * 0.018, stage.unit * 0.005, stage.unit * 0.005, ink
            )
    bird(sheet, stage.x(0.46), eye * 0.3, stage.unit * 0.014)
    return sheet.layer(depth=0.5)
