"""Rockets, cars and robots."""

import numpy as np

from sandbox.media.objects.material import DARK, GLASS, RUBBER, STEEL, Material, wished
from sandbox.media.objects.mesh import Part, joined, rotation, surface
from sandbox.media.objects.shape import ball, box, extruded, lathe, rod, rounded, steps, torus, tube

_WHITE = Material("White paint", (0.93, 0.93, 0.92), 0.05, 0.3)
_LAMP = Material("Lamp", (1.0, 0.93, 0.75), 0.0, 0.2, glow=(0.8, 0.7, 0.5))


def build_rocket(prompt: str, rng: np.random.Generator, detail: float) -> list[Part]:
    """A round-bellied rocket on three fins, with portholes and a fire below."""
    paint = wished(prompt, "Paint", (0.84, 0.18, 0.15), roughness=0.28)
    body = lathe(
        "Hull",
        _WHITE,
        [(0.17, 0.26), (0.24, 0.36), (0.30, 0.62), (0.28, 0.92), (0.2, 1.18)],
        detail,
        around=44,
    )
    nose = lathe("Nose", paint, [(0.205, 1.17), (0.145, 1.32), (0.06, 1.48), (0.0, 1.54)], detail, around=44)
    belt = lathe(
        "Belt", paint, [(0.176, 0.25), (0.195, 0.27), (0.255, 0.38), (0.235, 0.4)], detail, around=44
    )
    nozzle = lathe(
        "Nozzle", STEEL, [(0.0, 0.22), (0.15, 0.14), (0.16, 0.15), (0.11, 0.27)], detail, around=32
    )
    shape = [(0.0, 0.0), (0.10, 0.0), (0.12, 0.14), (0.02, 0.42), (-0.14, 0.60), (-0.16, 0.34), (-0.12, 0.24)]
    fins = [
        extruded("Fin", paint, shape, 0.045).moved(0.36, 0, 0).turned(rotation("y", 90 + 120 * number))
        for number in range(3)
    ]
    return [
        body,
        nose,
        belt,
        nozzle,
        joined("Fins", fins),
        *_portholes(detail),
        _fire(rng, detail),
        _antenna(detail),
    ]


def _portholes(detail: float) -> list[Part]:
    frames, panes = [], []
    for height, radius in ((0.92, 0.085), (0.66, 0.065)):
        out = 0.292 if height < 0.8 else 0.272
        for turn in (-58, 32, 122):
            place = rotation("y", turn + 60)
            frames.append(torus("Frame", STEEL, radius, 0.018, detail).moved(0, height, out).turned(place))
            panes.append(
                ball("Pane", GLASS, radius, detail, around=20)
                .scaled(1, 1, 0.25)
                .moved(0, height, out)
                .turned(place)
            )
    return [joined("Portholes", frames), joined("Panes", panes)]


def _fire(rng: np.random.Generator, detail: float) -> Part:
    fire = Material("Fire", (1.0, 0.55, 0.12), 0.0, 0.6, glow=(1.0, 0.45, 0.08))
    low = float(rng.uniform(0.005, 0.03))
    return lathe(
        "Fire", fire, [(0.0, low), (0.045, 0.05), (0.09, 0.12), (0.10, 0.17), (0.0, 0.2)], detail, around=24
    )


def _antenna(detail: float) -> Part:
    return joined("Antenna", [rod("Antenna", STEEL, (0, 1.5, 0), (0, 1.66, 0), 0.008, detail),
                              ball("Antenna", STEEL, 0.02, detail, around=12).moved(0, 1.66, 0)])  # fmt: skip


def build_car(prompt: str, rng: np.random.Generator, detail: float) -> list[Part]:
    """A small round car of no make, nose to the right front."""
    paint = wished(prompt, "Paint", (0.10, 0.46, 0.66), metallic=0.25, roughness=0.22)
    low = [
        (-0.78, 0.16),
        (0.78, 0.16),
        (0.82, 0.24),
        (0.80, 0.36),
        (0.70, 0.42),
        (0.40, 0.46),
        (-0.60, 0.48),
        (-0.78, 0.42),
        (-0.82, 0.30),
    ]
    high = [(-0.54, 0.44), (0.34, 0.44), (0.13, 0.68), (0.02, 0.73), (-0.32, 0.735), (-0.44, 0.69)]
    body = _pillow("Body", paint, low, 0.70, 0.10, detail)
    cabin = _pillow("Roof", paint, [(x * 0.99, y) for x, y in high], 0.58, 0.10, detail)
    parts = [body, cabin, *_windows(), *_wheels(detail), *_lights(detail)]
    bumpers = [box("Bumper", STEEL, (0.05, 0.05, 0.6), 0.02).moved(x, 0.22, 0) for x in (-0.83, 0.83)]
    if rng.random() < 0.5:
        bumpers.append(box("Roof rack", STEEL, (0.36, 0.02, 0.44), 0.008).moved(-0.16, 0.765, 0))
    return [part.turned(rotation("y", -25)) for part in [*parts, joined("Bumpers", bumpers)]]


def _pillow(
    name: str,
    material: Material,
    outline: list[tuple[float, float]],
    width: float,
    soft: float,
    detail: float,
) -> Part:
    """An outline drawn in x and y, as wide as `width` along z, its sides bulging and its edges round."""

    loop = rounded(np.array([*outline, outline[0]]), steps(detail, 6, 2))
    middle = (loop.min(0) + loop.max(0)) / 2
    rows = []
    for turn in np.linspace(-np.pi / 2, np.pi / 2, steps(detail, 10, 5)):
        inset = 1 - soft * (1 - np.cos(turn) ** 0.5)
        flat = middle + (loop - middle) * inset
        rows.append(np.column_stack([flat, np.full(len(flat), width / 2 * np.sin(turn))]))
    caps = [
        np.column_stack([np.broadcast_to(middle, loop.shape), np.full(len(loop), z)])
        for z in (-width / 2, width / 2)
    ]
    return surface(name, material, np.stack([caps[0], *rows, caps[1]])[::-1])


def _windows() -> list[Part]:
    side = [(-0.42, 0.47), (0.26, 0.47), (0.09, 0.66), (-0.30, 0.68), (-0.38, 0.64)]
    panes = [extruded("Side windows", GLASS, side, 0.012).moved(0, 0, z) for z in (-0.284, 0.284)]
    front = (
        box("Windscreen", GLASS, (0.02, 0.27, 0.46), 0.006).turned(rotation("z", 41)).moved(0.245, 0.575, 0)
    )
    back = (
        box("Rear window", GLASS, (0.02, 0.2, 0.42), 0.006).turned(rotation("z", -20)).moved(-0.495, 0.59, 0)
    )
    pillar = box("Pillar", DARK, (0.03, 0.22, 0.60), 0.006).moved(-0.13, 0.57, 0)
    return [joined("Windows", [*panes, front, back]), pillar]


def _wheels(detail: float) -> list[Part]:
    tyre = torus("Tyre", RUBBER, 0.115, 0.055, detail)
    rim = lathe(
        "Rim",
        STEEL,
        [(0.0, -0.03), (0.09, -0.03), (0.095, 0.03), (0.06, 0.02), (0.03, 0.045), (0.0, 0.05)],
        detail,
        around=28,
    )
    spots = [(x, 0.17, z) for x in (-0.48, 0.5) for z in (-0.33, 0.33)]
    tyres = [tyre.moved(*spot) for spot in spots]
    rims = [rim.turned(rotation("x", 90 if spot[2] > 0 else -90)).moved(*spot) for spot in spots]
    return [joined("Tyres", tyres), joined("Rims", rims)]


def _lights(detail: float) -> list[Part]:
    red = Material("Tail lamp", (0.75, 0.05, 0.05), 0.0, 0.2, glow=(0.4, 0.02, 0.02))
    front = [
        ball("Headlamps", _LAMP, 0.06, detail, around=18).scaled(0.5, 1, 1).moved(0.79, 0.345, z)
        for z in (-0.23, 0.23)
    ]
    back = [box("Tail lamps", red, (0.03, 0.05, 0.1), 0.01).moved(-0.81, 0.36, z) for z in (-0.24, 0.24)]
    return [joined("Headlamps", front), joined("Tail lamps", back)]


def build_robot(prompt: str, rng: np.random.Generator, detail: float) -> list[Part]:
    """A friendly robot with a round head, lit eyes, jointed arms and a panel on its chest."""
    shell = wished(prompt, "Shell", (0.93, 0.70, 0.24), metallic=0.15, roughness=0.32)
    body = lathe(
        "Body",
        shell,
        [(0.0, 0.34), (0.2, 0.35), (0.27, 0.46), (0.30, 0.66), (0.26, 0.84), (0.1, 0.9), (0.0, 0.9)],
        detail,
    )
    head = box("Head", shell, (0.46, 0.34, 0.36), 0.09).moved(0, 1.14, 0)
    face = box("Face", DARK, (0.36, 0.22, 0.03), 0.05).moved(0, 1.14, 0.178)
    neck = rod("Neck", STEEL, (0, 0.88, 0), (0, 1.0, 0), 0.06, detail)
    wave = float(rng.uniform(35, 75))
    arms = [part for side in (-1, 1) for part in _arm(side, wave if side > 0 else -40.0, detail)]
    return [
        body,
        head,
        face,
        neck,
        *_face(detail),
        *_chest(detail),
        joined("Arms", arms),
        *_legs(shell, detail),
    ]


def _face(detail: float) -> list[Part]:
    glow = Material("Eyes", (0.45, 0.92, 1.0), 0.0, 0.2, glow=(0.3, 0.85, 1.0))
    eyes = [
        ball("Eyes", glow, 0.05, detail, around=18).scaled(0.85, 1.1, 0.4).moved(x, 1.16, 0.195)
        for x in (-0.085, 0.085)
    ]
    turn = np.linspace(np.pi * 1.2, np.pi * 1.8, 9)
    smile = tube(
        "Smile",
        glow,
        np.stack([0.07 * np.cos(turn), 1.125 + 0.06 * np.sin(turn), np.full(9, 0.2)], 1),
        0.009,
        detail,
    )
    ears = [
        rod("Ears", STEEL, (x * 0.22, 1.14, 0), (x * 0.275, 1.14, 0), 0.075, detail, around=24)
        for x in (-1, 1)
    ]
    mast = rod("Mast", STEEL, (0, 1.3, 0), (0, 1.42, 0), 0.012, detail)
    bulb = ball(
        "Bulb", Material("Bulb", (1.0, 0.3, 0.25), 0.0, 0.25, glow=(0.9, 0.12, 0.1)), 0.04, detail, around=18
    )
    return [joined("Eyes", [*eyes, smile]), joined("Ears and mast", [*ears, mast]), bulb.moved(0, 1.44, 0)]


def _chest(detail: float) -> list[Part]:
    panel = box("Panel", _WHITE, (0.24, 0.17, 0.04), 0.02).moved(0, 0.67, 0.275)
    colours = ((0.90, 0.22, 0.20), (0.98, 0.78, 0.22), (0.25, 0.72, 0.38))
    glowing = [
        Material(f"Lamp {number + 1}", colour, 0.0, 0.25, glow=colour)
        for number, colour in enumerate(colours)
    ]
    lamps = [
        ball("Chest lamp", lamp, 0.024, detail, around=14).moved(-0.065 + 0.065 * number, 0.70, 0.296)
        for number, lamp in enumerate(glowing)
    ]
    return [panel, *lamps, box("Slot", DARK, (0.16, 0.025, 0.02), 0.004).moved(0, 0.635, 0.292)]


def _arm(side: int, lift: float, detail: float) -> list[Part]:
    hand = rotation("z", lift * side)
    upper = rod("Arm", STEEL, (0, 0, 0), (side * 0.22, 0, 0), 0.045, detail)
    elbow = ball("Arm", STEEL, 0.06, detail, around=16).moved(side * 0.22, 0, 0)
    lower = rod("Arm", STEEL, (side * 0.22, 0, 0), (side * 0.40, 0.06, 0.05), 0.04, detail)
    claw = torus("Arm", STEEL, 0.06, 0.022, detail, share=0.72).turned(rotation("z", 45 if side > 0 else 170))
    pieces = [upper, elbow, lower, claw.moved(side * 0.46, 0.08, 0.06)]
    shoulder = ball("Arm", STEEL, 0.075, detail, around=18)
    return [part.turned(hand).moved(side * 0.30, 0.76, 0) for part in [shoulder, *pieces]]


def _legs(shell: Material, detail: float) -> list[Part]:
    legs = [rod("Legs", STEEL, (x, 0.06, 0), (x * 0.9, 0.38, 0), 0.055, detail) for x in (-0.13, 0.13)]
    feet = [box("Feet", shell, (0.17, 0.1, 0.26), 0.04).moved(x, 0.05, 0.03) for x in (-0.14, 0.14)]
    return [joined("Legs", legs), joined("Feet", feet)]
