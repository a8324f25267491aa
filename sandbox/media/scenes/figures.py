"""Busts of animals, a robot and a person, drawn from flat shapes with light from the upper left."""

import numpy as np
from PIL import Image

from sandbox.media.scenes.brush import Colour, mix
from sandbox.media.scenes.stage import Point, Sheet

_INK: Colour = (30, 26, 40)
_SKINS: tuple[Colour, ...] = ((246, 206, 178), (226, 172, 132), (176, 118, 82), (120, 76, 54))
_HAIRS: tuple[Colour, ...] = ((52, 34, 36), (120, 66, 40), (214, 160, 88), (30, 28, 40))
_COATS: tuple[Colour, ...] = ((44, 74, 110), (160, 60, 66), (52, 98, 88), (96, 70, 120))


def _smooth(points: list[Point], steps: int = 8) -> list[Point]:
    """A closed soft outline through the points (Catmull-Rom)."""
    knots = np.array(points, float)
    before, after, last = np.roll(knots, 1, 0), np.roll(knots, -1, 0), np.roll(knots, -2, 0)
    curve: list[Point] = []
    for a, b, c, d in zip(before, knots, after, last, strict=True):
        for t in np.linspace(0, 1, steps, endpoint=False):
            p = 0.5 * (
                2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3
            )
            curve.append((float(p[0]), float(p[1])))
    return curve


class _Bust:
    """Shapes placed around a centre, in figure heights: x to the right, y up from the foot."""

    def __init__(self, sheet: Sheet, x: float, foot: float, size: float) -> None:
        self.sheet, self.x, self.foot, self.size = sheet, x, foot, size

    def at(self, points: list[Point], side: int = 1) -> list[Point]:
        return [(self.x + side * px * self.size, self.foot - py * self.size) for px, py in points]

    def blob(self, points: list[Point], ink: Colour, side: int = 1) -> None:
        self.sheet.polygon(_smooth(self.at(points, side)), ink)

    def even(self, half: list[Point], ink: Colour) -> None:
        """A soft outline given by its right half, mirrored."""
        mirrored = [(-px, py) for px, py in reversed(half) if px > 1e-6]
        self.blob([*half, *mirrored], ink)

    def oval(self, px: float, py: float, rx: float, ry: float, ink: Colour) -> None:
        self.sheet.oval(
            self.x + px * self.size, self.foot - py * self.size, rx * self.size, ry * self.size, ink
        )

    def line(self, points: list[Point], wide: float, ink: Colour, side: int = 1) -> None:
        self.sheet.line(self.at(points, side), wide * self.size, ink)


def _eyes(bust: _Bust, px: float, py: float, r: float, iris: Colour) -> None:
    for side in (-1, 1):
        bust.oval(side * px, py, r * 1.1, r * 1.08, _INK)
        bust.oval(side * px, py, r * 0.92, r * 0.94, iris)
        bust.oval(side * px, py, r * 0.5, r * 0.74, (14, 12, 20))
        bust.oval(side * px - r * 0.3, py + r * 0.38, r * 0.28, r * 0.28, (255, 255, 255))
        bust.oval(side * px + r * 0.25, py - r * 0.4, r * 0.13, r * 0.13, (255, 255, 255))


def _whiskers(bust: _Bust, py: float, ink: Colour) -> None:
    for side in (-1, 1):
        for rise in (-0.03, 0.0, 0.035):
            bust.line([(0.1, py + rise * 0.4), (0.22, py + rise), (0.33, py + rise * 1.5)], 0.003, ink, side)


def draw_fox(sheet: Sheet, x: float, foot: float, size: float, _view: Image.Image) -> None:
    """A fox: white cheeks, dark ears, amber eyes."""
    glow = sheet.stage.palette.glow
    coat = mix(sheet.stage.reading.accent or (228, 112, 44), glow, 0.12)
    dark, cream = mix(coat, (90, 24, 20), 0.45), mix((252, 244, 232), glow, 0.12)
    bust = _Bust(sheet, x, foot, size)
    bust.even(
        [(0, 0.44), (0.2, 0.42), (0.3, 0.26), (0.37, 0.0), (0.36, -0.1), (0, -0.1)], mix(coat, dark, 0.3)
    )
    bust.even([(0, 0.4), (0.13, 0.34), (0.17, 0.16), (0.11, -0.1), (0, -0.1)], cream)
    for side in (-1, 1):
        bust.blob(
            [(0.06, 0.72), (0.2, 0.98), (0.27, 0.99), (0.33, 0.7), (0.3, 0.56)], mix(coat, dark, 0.15), side
        )
        bust.blob([(0.15, 0.76), (0.235, 0.93), (0.285, 0.72), (0.26, 0.62)], mix(_INK, dark, 0.3), side)
    bust.even(
        [(0, 0.8), (0.16, 0.78), (0.29, 0.66), (0.34, 0.53), (0.24, 0.42), (0.1, 0.32), (0, 0.29)], coat
    )
    bust.blob(
        [(0.02, 0.78), (0.16, 0.76), (0.29, 0.655), (0.33, 0.54), (0.25, 0.6), (0.14, 0.66)],
        mix(coat, (255, 226, 170), 0.22),
        -1,
    )
    for side in (-1, 1):
        bust.blob(
            [
                (0.045, 0.5),
                (0.14, 0.53),
                (0.24, 0.54),
                (0.345, 0.53),
                (0.24, 0.41),
                (0.1, 0.315),
                (0.0, 0.285),
                (0.0, 0.38),
            ],
            cream,
            side,
        )
    bust.even(
        [(0, 0.58), (0.045, 0.55), (0.06, 0.44), (0.05, 0.37), (0, 0.35)], mix(coat, (255, 226, 170), 0.15)
    )
    _eyes(bust, 0.135, 0.57, 0.042, (240, 172, 60))
    _fox_muzzle(bust)
    _whiskers(bust, 0.36, mix(cream, _INK, 0.25))


def _fox_muzzle(bust: _Bust) -> None:
    bust.even([(0, 0.372), (0.036, 0.368), (0.032, 0.335), (0, 0.315)], _INK)
    bust.oval(-0.012, 0.36, 0.011, 0.006, (150, 150, 165))
    for side in (-1, 1):
        bust.line([(0, 0.32), (0.0, 0.307), (0.035, 0.3)], 0.006, _INK, side)


def draw_cat(sheet: Sheet, x: float, foot: float, size: float, _view: Image.Image) -> None:
    """A striped cat with large green eyes."""
    glow = sheet.stage.palette.glow
    coat = mix(sheet.stage.reading.accent or (150, 150, 168), glow, 0.14)
    dark, cream = mix(coat, (36, 30, 52), 0.5), mix((250, 246, 240), glow, 0.12)
    bust = _Bust(sheet, x, foot, size)
    bust.even(
        [(0, 0.42), (0.2, 0.4), (0.29, 0.26), (0.35, 0.0), (0.34, -0.1), (0, -0.1)], mix(coat, dark, 0.25)
    )
    bust.even([(0, 0.36), (0.12, 0.3), (0.15, 0.14), (0.09, -0.1), (0, -0.1)], cream)
    for side in (-1, 1):
        bust.blob([(0.07, 0.76), (0.22, 0.97), (0.27, 0.96), (0.335, 0.68), (0.28, 0.6)], coat, side)
        bust.blob([(0.15, 0.78), (0.235, 0.9), (0.285, 0.71), (0.25, 0.66)], (232, 150, 150), side)
    bust.even(
        [(0, 0.82), (0.17, 0.8), (0.3, 0.69), (0.335, 0.54), (0.27, 0.39), (0.13, 0.31), (0, 0.295)], coat
    )
    bust.blob(
        [(0.02, 0.8), (0.17, 0.78), (0.295, 0.68), (0.325, 0.55), (0.26, 0.62), (0.14, 0.7)],
        mix(coat, (255, 255, 255), 0.16),
        -1,
    )
    for px, top, low in ((0.0, 0.8, 0.69), (0.065, 0.79, 0.7), (0.13, 0.77, 0.7)):
        for side in (-1, 1):
            bust.blob([(px - 0.014, top), (px + 0.014, top), (px + 0.004, low)], dark, side)
    for side in (-1, 1):
        for row in (0.52, 0.45):
            bust.blob([(0.325, row + 0.015), (0.325, row - 0.02), (0.23, row - 0.012)], dark, side)
        bust.oval(side * 0.062, 0.39, 0.085, 0.068, cream)
    bust.oval(0, 0.335, 0.055, 0.035, cream)
    _eyes(bust, 0.14, 0.555, 0.062, (120, 196, 110))
    bust.even([(0, 0.445), (0.034, 0.44), (0.02, 0.415), (0, 0.403)], (226, 120, 130))
    for side in (-1, 1):
        bust.line([(0, 0.405), (0.006, 0.38), (0.03, 0.368), (0.055, 0.378)], 0.006, _INK, side)
    _whiskers(bust, 0.39, mix(cream, _INK, 0.15))


def draw_bear(sheet: Sheet, x: float, foot: float, size: float, _view: Image.Image) -> None:
    """A round-eared bear with a knitted scarf."""
    glow = sheet.stage.palette.glow
    coat = mix((148, 98, 62), glow, 0.12)
    dark, cream = mix(coat, (50, 24, 24), 0.42), mix((236, 206, 164), glow, 0.1)
    scarf = sheet.stage.reading.accent or (206, 62, 58)
    bust = _Bust(sheet, x, foot, size)
    bust.even(
        [(0, 0.4), (0.24, 0.37), (0.36, 0.22), (0.41, 0.0), (0.4, -0.1), (0, -0.1)], mix(coat, dark, 0.25)
    )
    for side in (-1, 1):
        bust.oval(side * 0.25, 0.83, 0.105, 0.105, mix(coat, dark, 0.2))
        bust.oval(side * 0.25, 0.825, 0.064, 0.064, cream)
    bust.even([(0, 0.88), (0.2, 0.84), (0.33, 0.68), (0.345, 0.52), (0.25, 0.37), (0, 0.32)], coat)
    bust.blob(
        [(0.02, 0.865), (0.2, 0.825), (0.325, 0.67), (0.335, 0.54), (0.25, 0.68), (0.13, 0.77)],
        mix(coat, (255, 226, 180), 0.2),
        -1,
    )
    bust.even([(0, 0.37), (0.25, 0.4), (0.31, 0.33), (0.24, 0.26), (0, 0.23)], scarf)
    bust.blob([(0.08, 0.3), (0.17, 0.3), (0.21, 0.02), (0.1, 0.0)], mix(scarf, (40, 0, 20), 0.18))
    for row in (0.05, 0.1):
        bust.line([(0.1, row), (0.2, row + 0.01)], 0.016, mix(scarf, (255, 240, 230), 0.7))
    bust.even([(0, 0.585), (0.1, 0.56), (0.14, 0.48), (0.1, 0.405), (0, 0.385)], cream)
    _eyes(bust, 0.14, 0.63, 0.034, (84, 50, 30))
    bust.even([(0, 0.56), (0.052, 0.55), (0.04, 0.515), (0, 0.495)], _INK)
    bust.oval(-0.018, 0.545, 0.015, 0.008, (160, 156, 170))
    for side in (-1, 1):
        bust.line([(0, 0.5), (0.0, 0.465), (0.03, 0.445), (0.06, 0.455)], 0.008, _INK, side)


def draw_robot(sheet: Sheet, x: float, foot: float, size: float, _view: Image.Image) -> None:
    """A friendly robot: rounded head, a dark face plate, glowing eyes, an antenna."""
    glow = sheet.stage.palette.glow
    shell = mix(sheet.stage.reading.accent or (226, 230, 238), glow, 0.14)
    dark, light = mix(shell, (60, 66, 100), 0.5), (112, 240, 232)
    bust = _Bust(sheet, x, foot, size)
    bust.even(
        [(0, 0.34), (0.26, 0.34), (0.36, 0.24), (0.39, 0.0), (0.38, -0.1), (0, -0.1)], mix(shell, dark, 0.35)
    )
    bust.even([(0, 0.325), (0.24, 0.325), (0.32, 0.22), (0.33, 0.0), (0.32, -0.1), (0, -0.1)], shell)
    for side in (-1, 1):
        bust.oval(side * 0.41, 0.19, 0.085, 0.1, dark)
        bust.oval(side * 0.405, 0.2, 0.068, 0.08, mix(shell, dark, 0.2))
        bust.oval(side * 0.345, 0.63, 0.06, 0.11, dark)
        bust.oval(side * 0.355, 0.63, 0.035, 0.075, (240, 128, 72))
    bust.even([(0, 0.4), (0.1, 0.4), (0.1, 0.3), (0, 0.3)], mix(dark, _INK, 0.4))
    bust.line([(0, 0.86), (0, 0.96)], 0.016, dark)
    bust.oval(0, 0.97, 0.034, 0.034, (255, 120, 90))
    bust.oval(-0.01, 0.98, 0.011, 0.011, (255, 235, 225))
    head: list[Point] = [(0, 0.88), (0.22, 0.865), (0.325, 0.77), (0.335, 0.55), (0.25, 0.405), (0, 0.38)]
    bust.even(head, mix(shell, dark, 0.4))
    bust.even([(px * 0.965 + (-0.008 if px else 0), 0.012 + py * 0.985) for px, py in head], shell)
    bust.even(
        [(0, 0.77), (0.2, 0.755), (0.265, 0.68), (0.265, 0.56), (0.2, 0.475), (0, 0.46)],
        mix(_INK, (30, 40, 80), 0.5),
    )
    bust.blob([(0.04, 0.755), (0.2, 0.74), (0.25, 0.67), (0.2, 0.69), (0.1, 0.72)], (92, 100, 140), -1)
    for side in (-1, 1):
        for share, fade in ((1.0, 0.65), (0.8, 0.25), (0.6, 0.0)):
            bust.oval(side * 0.125, 0.63, 0.058 * share, 0.068 * share, mix(light, (30, 36, 70), fade))
        bust.oval(side * 0.125 - 0.016, 0.652, 0.016, 0.018, (255, 255, 255))
    smile: list[Point] = [
        (-0.07 + 0.14 * t, 0.545 - 0.03 * float(np.sin(np.pi * t))) for t in np.linspace(0, 1, 12)
    ]
    bust.line(smile, 0.014, light)
    bust.oval(0, 0.17, 0.085, 0.085, dark)
    bust.oval(0, 0.17, 0.062, 0.062, light)
    bust.oval(0, 0.17, 0.036, 0.036, (240, 255, 252))


def draw_person(sheet: Sheet, x: float, foot: float, size: float, _view: Image.Image) -> None:
    """A person in the manner of a poster: hair, scarf and coat in flat inks, the features only hinted at."""
    digest, glow = sheet.stage.reading.digest, sheet.stage.palette.glow
    skin = mix(_SKINS[digest // 3 % 4], glow, 0.12)
    hair, coat = _HAIRS[digest // 5 % 4], sheet.stage.reading.accent or _COATS[digest // 11 % 4]
    shade = mix(skin, (110, 40, 50), 0.28)
    bust = _Bust(sheet, x, foot, size)
    bust.even(
        [(0, 0.9), (0.15, 0.875), (0.225, 0.75), (0.23, 0.52), (0.25, 0.36), (0.14, 0.3), (0, 0.3)],
        mix(hair, (0, 0, 0), 0.25),
    )
    bust.even([(0, 0.36), (0.16, 0.33), (0.34, 0.26), (0.42, 0.1), (0.44, -0.1), (0, -0.1)], coat)
    bust.blob(
        [(0.0, 0.35), (0.16, 0.325), (0.33, 0.25), (0.41, 0.1), (0.43, -0.1), (0.3, 0.1), (0.18, 0.24)],
        mix(coat, glow, 0.3),
        -1,
    )
    bust.even([(0, 0.52), (0.075, 0.5), (0.08, 0.36), (0.09, 0.28), (0, 0.24)], shade)
    bust.even([(0, 0.835), (0.115, 0.815), (0.165, 0.7), (0.155, 0.56), (0.085, 0.445), (0, 0.415)], skin)
    bust.blob(
        [(0.02, 0.82), (0.16, 0.7), (0.152, 0.57), (0.085, 0.45), (0.02, 0.42), (0.075, 0.5), (0.1, 0.66)],
        mix(skin, shade, 0.45),
    )
    bust.blob(
        [
            (-0.17, 0.62),
            (-0.19, 0.8),
            (-0.09, 0.91),
            (0.06, 0.92),
            (0.18, 0.83),
            (0.2, 0.62),
            (0.165, 0.7),
            (0.1, 0.79),
            (-0.03, 0.8),
            (-0.12, 0.74),
        ],
        hair,
    )
    bust.blob([(-0.12, 0.83), (-0.02, 0.89), (0.09, 0.885), (-0.01, 0.865)], mix(hair, glow, 0.35))
    _person_face(bust, skin, shade, hair)
    scarf = mix(coat, (255, 226, 170), 0.72)
    bust.even([(0, 0.37), (0.12, 0.4), (0.17, 0.33), (0.12, 0.25), (0, 0.22)], scarf)
    bust.line([(-0.13, 0.34), (0.0, 0.29), (0.13, 0.34)], 0.008, mix(scarf, coat, 0.4))


def _person_face(bust: _Bust, skin: Colour, shade: Colour, hair: Colour) -> None:
    """Brows, closed eyes, cheeks, nose and mouth."""
    for side in (-1, 1):
        bust.line([(0.035, 0.668), (0.07, 0.68), (0.11, 0.668)], 0.011, hair, side)
        lid: list[Point] = [
            (0.04 + 0.064 * t, 0.625 - 0.016 * float(np.sin(np.pi * t))) for t in np.linspace(0, 1, 10)
        ]
        bust.line(lid, 0.009, _INK, side)
        bust.oval(side * 0.095, 0.565, 0.03, 0.02, mix(skin, (236, 110, 100), 0.3))
    bust.line([(0.0, 0.62), (0.018, 0.555), (-0.004, 0.545)], 0.007, shade)
    bust.blob(
        [(-0.042, 0.5), (-0.012, 0.51), (0.0, 0.505), (0.012, 0.51), (0.042, 0.5), (0.0, 0.478)],
        mix((196, 76, 84), skin, 0.2),
    )
