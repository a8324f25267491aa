"""Houses and castles."""

import numpy as np

from sandbox.media.objects.material import BARK, DARK, GRASS, OAK, STONE, Material, wished
from sandbox.media.objects.mesh import Part, joined, rotation
from sandbox.media.objects.shape import ball, box, extruded, lathe, rod

_GLOW = Material("Window light", (1.0, 0.82, 0.46), 0.0, 0.3, glow=(0.75, 0.52, 0.2))
_ROOF = (0.62, 0.26, 0.20)


def build_house(prompt: str, rng: np.random.Generator, detail: float) -> list[Part]:
    """A cabin of logs or a house of plaster with a tiled roof, a chimney, a door and lit windows."""
    logs = any(word in prompt.lower() for word in ("cabin", "log", "hut", "wood", "barn"))
    roof = wished(prompt, "Roof", _ROOF, roughness=0.8, texture="tiles")
    walls = _log_walls(detail) if logs else _plaster_walls()
    return [*walls, _roof(roof), *_openings(detail), *_chimney(), *_yard(rng, detail)]


def _log_walls(detail: float) -> list[Part]:
    logs = []
    for row in range(5):
        y, out = 0.07 + row * 0.12, 0.07
        for side in (-1, 1):
            z, x = side * 0.42, side * 0.55
            logs.append(rod("Log", BARK, (-0.55 - out, y, z), (0.55 + out, y, z), 0.064, detail, around=10))
            logs.append(
                rod(
                    "Log",
                    BARK,
                    (x, y + 0.06, -0.42 - out),
                    (x, y + 0.06, 0.42 + out),
                    0.064,
                    detail,
                    around=10,
                )
            )
    core = box("Inside", OAK, (1.04, 0.74, 0.78), 0.01).moved(0, 0.39, 0)
    return [joined("Log walls", logs), core, _gable(OAK)]


def _plaster_walls() -> list[Part]:
    plaster = Material("Plaster", (0.92, 0.87, 0.77), 0.0, 0.85)
    beams = [
        box("Beam", OAK, (0.06, 0.76, 0.06)).moved(x, 0.39, z) for x in (-0.55, 0.55) for z in (-0.42, 0.42)
    ]
    beams += [box("Beam", OAK, (1.14, 0.06, 0.03)).moved(0, y, 0.425) for y in (0.05, 0.75)]
    walls = box("Walls", plaster, (1.1, 0.76, 0.84), 0.01).moved(0, 0.38, 0)
    return [walls, joined("Beams", beams), _gable(plaster)]


def _gable(material: Material) -> Part:
    return extruded("Gable", material, [(-0.44, 0.74), (0.44, 0.74), (0.0, 1.16)], 1.06).turned(
        rotation("y", 90)
    )


def _roof(material: Material) -> Part:
    slopes = []
    for side in (-1, 1):
        slope = box("Roof", material, (1.34, 0.05, 0.74), 0.012)
        slope.uvs[:] *= 2.0
        slopes.append(slope.turned(rotation("x", 43.5 * side)).moved(0, 0.955, side * 0.255))
    return joined("Roof", slopes)


def _openings(detail: float) -> list[Part]:
    door = box("Door", OAK, (0.22, 0.46, 0.04)).moved(-0.22, 0.26, 0.47)
    knob = ball("Knob", Material("Brass knob", (0.88, 0.68, 0.34), 1.0, 0.3), 0.018, detail, around=12)
    panes, frames = [], []
    for x, y, z, turn in ((0.26, 0.44, 0.47, 0), (0.6, 0.44, 0.0, 90), (-0.6, 0.44, 0.0, 90)):
        panes.append(
            box("Window", _GLOW, (0.22, 0.22, 0.03), 0.004).turned(rotation("y", turn)).moved(x, y, z)
        )
        for wide, high in ((0.28, 0.03), (0.02, 0.24)):
            bar = box("Frame", OAK, (wide, high, 0.05), 0.004).turned(rotation("y", turn))
            frames += (
                [bar.moved(x, y, z)]
                if wide < high
                else [bar.moved(x, y + dy, z) for dy in (-0.12, 0.0, 0.12)]
            )
    return [door, knob.moved(-0.15, 0.26, 0.5), joined("Windows", panes), joined("Window frames", frames)]


def _chimney() -> list[Part]:
    stack = box("Chimney", STONE, (0.18, 0.62, 0.18), 0.01).moved(0.3, 1.05, -0.12)
    return [stack, box("Flue", DARK, (0.1, 0.03, 0.1)).moved(0.3, 1.36, -0.12)]


def _yard(rng: np.random.Generator, detail: float) -> list[Part]:
    lawn = lathe(
        "Lawn", GRASS, [(0.0, 0.0), (0.92, 0.0), (0.92, 0.012), (0.0, 0.022)], detail, around=48, smooth=False
    )
    stones = [
        ball("Step", STONE, 0.075, detail, around=12).scaled(1.1, 0.16, 0.8)
        .moved(-0.22 + float(rng.uniform(-0.03, 0.03)), 0.022, 0.58 + 0.13 * number) for number in range(3)
    ]  # fmt: skip
    leaves = Material("Leaves", (0.26, 0.48, 0.22), 0.0, 0.9)
    bushes = [
        ball("Bush", leaves, float(rng.uniform(0.08, 0.13)), detail, around=16).moved(x, 0.07, 0.56)
        for x in (0.12, 0.28, 0.44, -0.48)
    ]
    return [lawn, joined("Steps", stones), joined("Bushes", bushes)]


def build_castle(prompt: str, rng: np.random.Generator, detail: float) -> list[Part]:
    """A keep with four round towers, battlements, coned roofs, a gate and flags."""
    roof = wished(prompt, "Roof", (0.24, 0.34, 0.58), roughness=0.7, texture="tiles")
    keep = box("Keep", STONE, (0.74, 0.62, 0.74), 0.01).moved(0, 0.31, 0)
    tall = float(rng.uniform(1.0, 1.12))
    parts = [keep, _battlements(), *_gate(detail)]
    for number, (x, z) in enumerate(((-1, 1), (1, 1), (1, -1), (-1, -1))):
        height = tall - (0.22 if number < 2 else 0.0)
        parts += [part.moved(x * 0.42, 0, z * 0.42) for part in _tower(roof, height, detail)]
    tower = _tower(roof, tall + 0.25, detail)
    return parts + [part.scaled(1.15, 1, 1.15) for part in tower]


def _battlements() -> Part:
    teeth = []
    for step in np.linspace(-0.33, 0.33, 6):
        for x, z in ((step, 0.35), (step, -0.35), (0.35, step), (-0.35, step)):
            teeth.append(box("Merlon", STONE, (0.07, 0.09, 0.07), 0.006).moved(float(x), 0.66, float(z)))
    return joined("Battlements", teeth)


def _tower(roof: Material, height: float, detail: float) -> list[Part]:
    low = height - 0.3
    side = [(0.0, 0.0), (0.17, 0.0), (0.145, low - 0.08), (0.18, low), (0.18, low + 0.07), (0.0, low + 0.07)]
    wall = lathe("Tower", STONE, side, detail, around=28, smooth=False, repeat=(2, 3))
    cone = lathe(
        "Tower roof",
        roof,
        [(0.205, low + 0.07), (0.12, low + 0.2), (0.0, low + 0.42)],
        detail,
        around=28,
        repeat=(3, 1.2),
    )
    under = lathe("Eaves", roof, [(0.0, low + 0.07), (0.205, low + 0.07)], detail, around=28, smooth=False)
    pole = rod("Pole", DARK, (0, low + 0.4, 0), (0, low + 0.56, 0), 0.006, detail, around=6)
    flag = extruded(
        "Flag", Material("Flag", (0.84, 0.18, 0.20), 0.0, 0.7), [(0, -0.045), (0.13, 0.0), (0, 0.045)], 0.008
    )
    slits = [box("Slit", DARK, (0.03, 0.1, 0.34), 0.002).moved(0, low * share, 0) for share in (0.45, 0.8)]
    return [wall, cone, under, pole, flag.moved(0.005, low + 0.51, 0), joined("Slits", slits)]


def _gate(detail: float) -> list[Part]:
    angle = np.linspace(0, np.pi, 9)
    arch = [
        (-0.12, 0.0),
        (0.12, 0.0),
        *((0.12 * float(np.cos(a)), 0.2 + 0.12 * float(np.sin(a))) for a in angle),
    ]
    frame = [(x * 1.3, y * 1.13) for x, y in arch]
    door = extruded("Gate", OAK, arch, 0.06).moved(0, 0, 0.37)
    bars = [
        rod("Bar", DARK, (x, 0, 0.402), (x, 0.28, 0.402), 0.008, detail, around=6)
        for x in (-0.07, -0.02, 0.03, 0.08)
    ]
    return [extruded("Gate frame", STONE, frame, 0.04).moved(0, 0, 0.37), door, joined("Portcullis", bars)]
