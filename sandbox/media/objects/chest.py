"""A treasure chest: oak planks in iron bands, its lid open, heaped with gold and gems."""

from itertools import pairwise

import numpy as np

from sandbox.media.objects.material import BRASS, DARK, GOLD, IRON, OAK, Colour, Material
from sandbox.media.objects.mesh import Floats, Part, joined, rotation, surface
from sandbox.media.objects.shape import (
    ball,
    box,
    extruded,
    gem,
    lathe,
    placed,
    rod,
    steps,
    tilts,
    torus,
)

_WIDE, _DEEP, _HIGH, _WALL = 1.30, 0.84, 0.56, 0.05
_OPEN = 102.0  # degrees of the lid
_GEMS: tuple[tuple[str, Colour], ...] = (
    ("Ruby", (0.85, 0.05, 0.14)),
    ("Emerald", (0.04, 0.66, 0.32)),
    ("Sapphire", (0.10, 0.26, 0.90)),
    ("Amethyst", (0.58, 0.22, 0.84)),
)


def build_chest(prompt: str, rng: np.random.Generator, detail: float) -> list[Part]:
    """The parts of the chest, standing on y = 0; an empty one keeps a few coins."""
    wood = Material(OAK.name, (1.0, 0.96, 0.9), 0.0, OAK.roughness, OAK.texture)
    lid = [*_lid_wood(wood, rng), *_lid_bands(detail)]
    coins = round((30 if "empty" in prompt else 200) * float(np.clip(detail, 0.4, 1.0)))
    hinge = rotation("x", -_OPEN)
    opened = [part.turned(hinge).moved(0, _HIGH, -_DEEP / 2) for part in lid]
    return [
        *_body(wood, rng),
        *_bands(detail),
        _lock(detail),
        *_handles(detail),
        *opened,
        *_treasure(rng, detail, coins),
    ]


def _plank(material: Material, size: tuple[float, float, float], rng: np.random.Generator) -> Part:
    """A board whose grain is its own piece of the texture."""
    board = box("Plank", material, size, 0.009)
    board.uvs[:] = board.uvs * (0.55, 1.1) + rng.uniform(0, 1, 2)
    return board


def _body(wood: Material, rng: np.random.Generator) -> list[Part]:
    boards = []
    rows = 4
    tall = (_HIGH - 0.03) / rows
    for row in range(rows):
        y = 0.03 + tall * (row + 0.5)
        size = tall - 0.006
        for side in (-1, 1):
            jut = float(rng.uniform(-0.004, 0.004))
            long = _plank(wood, (_WIDE - 2 * _WALL, size, _WALL), rng)
            boards.append(long.moved(0, y, side * (_DEEP / 2 - _WALL / 2) + jut))
            across = _plank(wood, (_DEEP, size, _WALL), rng).turned(rotation("y", 90))
            boards.append(across.moved(side * (_WIDE / 2 - _WALL / 2) + jut, y, 0))
    floor = box("Chest floor", DARK, (_WIDE - 0.02, 0.04, _DEEP - 0.02)).moved(0, 0.05, 0)
    return [joined("Chest body", boards), floor]


def _rivets(spots: list[tuple[float, float, float]], detail: float, radius: float = 0.014) -> Part:
    dome = ball("Rivet", IRON, radius, detail, around=8)
    return placed(dome, np.repeat(np.eye(3)[None], len(spots), 0), np.array(spots))


def _bands(detail: float) -> list[Part]:
    """Corner irons, two straps down the front, and the rims below and above."""
    pieces, front, spots = [], _DEEP / 2 + 0.008, []
    for x in (-0.36, 0.36):
        pieces.append(box("Strap", IRON, (0.075, _HIGH - 0.01, 0.02), 0.006).moved(x, _HIGH / 2, front))
        spots += [(x + dx, y, front + 0.012) for y in (0.14, 0.28, 0.42) for dx in (-0.02, 0.02)]
    for x in (-1, 1):
        for z in (-1, 1):
            iron = box("Corner", IRON, (0.085, _HIGH, 0.085), 0.01)
            pieces.append(iron.moved(x * (_WIDE / 2 - 0.03), _HIGH / 2, z * (_DEEP / 2 - 0.03)))
    spots += [(x * (_WIDE / 2 - 0.03), y, front + 0.006) for x in (-1, 1) for y in (0.16, 0.28, 0.40)]
    spots += [(_WIDE / 2 + 0.014, y, z * (_DEEP / 2 - 0.03)) for z in (-1, 1) for y in (0.16, 0.28, 0.40)]
    for y in (0.035, _HIGH - 0.03):
        pieces.append(box("Rim", IRON, (_WIDE + 0.03, 0.06, 0.022), 0.006).moved(0, y, front))
        pieces.append(box("Rim", IRON, (_WIDE + 0.03, 0.06, 0.022), 0.006).moved(0, y, -front))
        for x in (-1, 1):
            side = box("Rim", IRON, (0.022, 0.06, _DEEP + 0.03), 0.006)
            pieces.append(side.moved(x * (_WIDE / 2 + 0.008), y, 0))
    return [joined("Iron bands", pieces), _rivets(spots, detail)]


def _lock(detail: float) -> Part:
    front = _DEEP / 2 + 0.02
    shield = [
        (-0.085, 0.10),
        (-0.085, -0.03),
        (-0.05, -0.09),
        (0.0, -0.115),
        (0.05, -0.09),
        (0.085, -0.03),
        (0.085, 0.10),
    ]
    plate = extruded("Lock", BRASS, shield, 0.03).moved(0, 0.43, front)
    boss = lathe("Boss", BRASS, [(0.0, 0.03), (0.03, 0.026), (0.045, 0.0)], detail, around=24)
    boss = boss.turned(rotation("x", 90)).moved(0, 0.45, front + 0.012)
    hasp = torus("Hasp", BRASS, 0.05, 0.013, detail, share=0.5).moved(0, 0.53, front + 0.01)
    return joined("Lock", [plate, boss, hasp])


def _handles(detail: float) -> list[Part]:
    keyhole = rod("Keyhole", DARK, (0, 0.45, _DEEP / 2 + 0.05), (0, 0.45, _DEEP / 2 + 0.064), 0.012, detail)
    slot = box("Keyhole", DARK, (0.012, 0.045, 0.01), 0.001).moved(0, 0.425, _DEEP / 2 + 0.055)
    rings = []
    for side in (-1, 1):
        loop = torus("Handle", IRON, 0.085, 0.015, detail, share=0.5).turned(rotation("z", 180))
        rings.append(loop.turned(rotation("y", 90)).moved(side * (_WIDE / 2 + 0.03), 0.36, 0))
    return [joined("Keyhole", [keyhole, slot]), joined("Handles", rings)]


def _arc(radius: float, low: float, high: float, count: int) -> Floats:
    """Points (count, 2) as y and z on the lid's curve; 0 degrees is the front edge, 180 the hinge."""
    angle = np.radians(np.linspace(low, high, count))
    half = _DEEP / 2
    return np.stack([radius * 0.8 * np.sin(angle), half + radius * np.cos(angle)], 1)


def _shell(
    name: str,
    material: Material,
    width: float,
    inner: float,
    outer: float,
    low: float,
    high: float,
    pieces: int,
) -> Part:
    """A piece of the lid's shell as wide as `width` along x, between two radii and two angles in degrees."""
    boards, cuts = [], np.linspace(low, high, pieces + 1)
    for first, last in pairwise(cuts):
        outside, inside = _arc(outer, first, last, 2), _arc(inner, first, last, 2)[::-1]
        y, z = np.concatenate([outside, inside]).T
        # Drawn as seen along x, where z runs to the left.
        board = extruded(name, material, list(zip(-z, y, strict=True)), width)
        boards.append(board.turned(rotation("y", 90)))
    return joined(name, boards)


def _lid_wood(wood: Material, rng: np.random.Generator) -> list[Part]:
    """Nine planks and two half-round ends, closed and hinged along the x axis."""
    radius, boards = _DEEP / 2, []
    cuts = np.linspace(0, 180, 10)
    for low, high in pairwise(cuts):
        board = _shell("Plank", wood, _WIDE - 0.01, radius - _WALL, radius, low + 0.5, high - 0.5, 1)
        board.uvs[:] = board.uvs * (0.55, 1.1) + rng.uniform(0, 1, 2)
        boards.append(board)
    y, z = _arc(radius - 0.012, 0, 180, 19).T
    outline = list(zip(-z, y, strict=True))
    for side in (-1, 1):
        end = extruded("Lid end", wood, outline, _WALL).turned(rotation("y", 90))
        boards.append(end.moved(side * (_WIDE / 2 - _WALL / 2 - 0.006), 0, 0))
    return [joined("Lid planks", boards)]


def _lid_bands(detail: float) -> list[Part]:
    radius, pieces, spots = _DEEP / 2, [], []
    for x, width in ((-0.36, 0.075), (0.36, 0.075), (-_WIDE / 2 + 0.03, 0.085), (_WIDE / 2 - 0.03, 0.085)):
        band = _shell("Strap", IRON, width, radius - 0.01, radius + 0.02, 0, 180, 18)
        pieces.append(band.moved(x, 0, 0))
        spots += [(x, 0.8 * (radius + 0.022) * np.sin(a), _DEEP / 2 + (radius + 0.022) * np.cos(a))
                  for a in np.radians((20, 55, 90, 125, 160))]  # fmt: skip
    rim = box("Rim", IRON, (_WIDE + 0.02, 0.05, 0.03), 0.006)
    pieces += [rim.moved(0, 0.02, _DEEP + 0.004), rim.moved(0, 0.02, 0.0)]
    return [joined("Lid bands", pieces), _rivets(spots, detail)]


def _mound(x: Floats, z: Floats) -> Floats:
    """The height of the heap over the chest's inside."""
    u, v = x / (_WIDE / 2 - _WALL), z / (_DEEP / 2 - _WALL)
    dome = np.clip(1 - 0.85 * u**2, 0, 1) * np.clip(1 - 0.7 * v**2, 0, 1)
    return np.asarray(_HIGH - 0.14 + 0.30 * dome + 0.02 * np.sin(9 * x + 2) * np.cos(8 * z), dtype=np.float64)


def _treasure(rng: np.random.Generator, detail: float, coins: int) -> list[Part]:
    return [
        _heap(detail),
        _coins(rng, detail, coins),
        *_spilled(rng, detail),
        *_gems(rng),
        *_finery(rng, detail),
    ]


def _heap(detail: float) -> Part:
    """The gold below the coins that one sees: a bumpy sheet."""
    count = steps(detail, 18)
    x, z = np.meshgrid(
        np.linspace(-_WIDE / 2 + _WALL, _WIDE / 2 - _WALL, count),
        np.linspace(-_DEEP / 2 + _WALL, _DEEP / 2 - _WALL, count),
    )
    dark = Material("Old gold", (0.72, 0.50, 0.18), 1.0, 0.42)
    return surface("Heap of gold", dark, np.stack([x, _mound(x, z) - 0.035, z], -1), repeat=(4, 4))


def _coin(detail: float) -> Part:
    radius, thick = 0.052, 0.007
    # No underside: it lies on other coins, and a quarter of the triangles is worth more elsewhere.
    profile = [
        (radius, 0.0),
        (radius, 2 * thick),
        (radius * 0.82, 2 * thick),
        (radius * 0.76, 1.5 * thick),
        (0.0, 1.5 * thick),
    ]
    return lathe("Coin", GOLD, profile, detail, around=10, smooth=False)


def _coins(rng: np.random.Generator, detail: float, count: int) -> Part:
    # A low-discrepancy sequence (R2) covers the heap evenly where chance would leave bare spots.
    spread = (np.outer(np.arange(count), (0.7549, 0.5698)) + rng.random(2)) % 1.0 * 2 - 1
    x, z = (spread * (_WIDE / 2 - 0.115, _DEEP / 2 - 0.115)).T
    y = _mound(x, z) + rng.uniform(-0.018, 0.02, count)
    lean = np.stack(
        [
            rotation("x", float(-b * 38)) @ rotation("z", float(-a * 26))
            for a, b in zip(x / 0.65, -z / 0.42, strict=True)
        ]
    )
    turns = lean @ tilts(rng, count, 24)
    return placed(_coin(detail), turns, np.stack([x, y, z], 1))


def _spilled(rng: np.random.Generator, detail: float) -> list[Part]:
    """Coins that fell before the chest, and a short stack."""
    x, z = rng.uniform(-0.62, 0.62, 13), _DEEP / 2 + rng.uniform(0.10, 0.24, 13)
    y = np.where(np.arange(13) % 4 == 3, 0.02, 0.002)
    lying = placed(_coin(detail), tilts(rng, 13, 5), np.stack([x, y, z], 1))
    where = float(rng.choice([-0.48, 0.5]))
    heights = np.arange(5) * 0.0142 + 0.001
    shift = rng.uniform(-0.006, 0.006, (5, 2))
    stack = placed(
        _coin(detail), tilts(rng, 5, 0), np.stack([where + shift[:, 0], heights, 0.57 + shift[:, 1]], 1)
    )
    return [joined("Spilled coins", [lying, stack])]


def _gems(rng: np.random.Generator) -> list[Part]:
    parts = []
    spots = ((-0.34, 0.24), (0.12, 0.27), (0.42, 0.16), (-0.1, 0.02), (0.28, -0.04), (-0.46, 0.02))
    for number, (x, z) in enumerate(spots):
        name, colour = _GEMS[(number + int(rng.integers(4))) % 4]
        stone = Material(name, colour, 0.0, 0.06, glow=tuple(0.22 * channel for channel in colour))  # type: ignore[arg-type]
        size = float(rng.uniform(0.055, 0.078))
        cut = gem(name, stone, size, 8).turned(tilts(rng, 1, 35)[0])
        parts.append(cut.moved(x, float(_mound(np.array(x), np.array(z))) + size * 0.62, z))
    fallen = Material("Ruby", (0.85, 0.05, 0.14), 0.0, 0.06, glow=(0.19, 0.01, 0.03))
    parts.append(gem("Ruby", fallen, 0.06).turned(rotation("z", 62)).moved(0.16, 0.052, _DEEP / 2 + 0.2))
    return parts


def _finery(rng: np.random.Generator, detail: float) -> list[Part]:
    """A goblet stuck in the gold and a string of pearls that hangs over the rim."""
    cup = lathe(
        "Goblet", GOLD,
        [(0.0, 0.0), (0.075, 0.0), (0.07, 0.014), (0.02, 0.03), (0.016, 0.09), (0.028, 0.105),
         (0.07, 0.15), (0.085, 0.22), (0.08, 0.225), (0.066, 0.16), (0.0, 0.125)],
        detail, around=20,
    )  # fmt: skip
    side = float(rng.choice([-1, 1]))
    x, z = 0.26 * side, -0.1
    goblet = cup.turned(rotation("z", -18 * side)).moved(x, float(_mound(np.array(x), np.array(z))) - 0.03, z)
    return [goblet, _pearls(-0.17 * side, detail)]


def _pearls(x: float, detail: float) -> Part:
    along = np.linspace(0, 1, 21)
    over = np.where(along < 0.5, 0.20 + along * 0.46, _DEEP / 2 + 0.035)
    height = np.where(along < 0.5, 0.0, 1.0)
    inside = _mound(np.full(21, x), over) + 0.02
    falling = _HIGH + 0.03 - (along - 0.5) * 0.42
    y = np.where(height > 0, falling, np.maximum(inside, _HIGH + 0.03))
    path = np.stack([x + 0.05 * np.sin(along * 5), y, over], 1)
    pearl = Material("Pearl", (0.95, 0.92, 0.87), 0.0, 0.18)
    bead = ball("Pearl", pearl, 0.021, detail, around=10)
    return placed(bead, np.repeat(np.eye(3)[None], 21, 0), path)
