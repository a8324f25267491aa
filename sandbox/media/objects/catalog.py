"""Which builder makes what a prompt asks for."""

import re
from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from sandbox.media.objects.building import build_castle, build_house
from sandbox.media.objects.chest import build_chest
from sandbox.media.objects.mesh import Part
from sandbox.media.objects.nature import build_crystal, build_mushroom, build_planet, build_tree
from sandbox.media.objects.thing import (
    build_bottle,
    build_chair,
    build_sculpture,
    build_sword,
    build_teapot,
    build_vase,
)
from sandbox.media.objects.vehicle import build_car, build_robot, build_rocket

Builder: TypeAlias = Callable[[str, np.random.Generator, float], list[Part]]

BUILDERS: dict[str, Builder] = {
    "chest": build_chest,
    "house": build_house,
    "castle": build_castle,
    "tree": build_tree,
    "mushroom": build_mushroom,
    "crystal": build_crystal,
    "planet": build_planet,
    "rocket": build_rocket,
    "car": build_car,
    "robot": build_robot,
    "sword": build_sword,
    "chair": build_chair,
    "teapot": build_teapot,
    "vase": build_vase,
    "bottle": build_bottle,
    "sculpture": build_sculpture,
}

# The first word of a prompt that stands here decides: "a robot beside a tree" is a robot.
_WORDS: dict[str, str] = {
    "chest": "chest treasure coffer trunk loot",
    "house": "house cabin cottage hut home barn lodge building shed",
    "castle": "castle tower fortress keep citadel palace",
    "tree": "tree pine fir oak spruce sakura bonsai",
    "mushroom": "mushroom toadstool fungus",
    "crystal": "crystal crystals gem gemstone amethyst quartz diamond shard",
    "planet": "planet globe moon world saturn earth",
    "rocket": "rocket spaceship spacecraft shuttle missile starship",
    "car": "car automobile vehicle truck taxi sedan buggy",
    "robot": "robot android droid mech bot cyborg",
    "sword": "sword blade dagger excalibur katana weapon",
    "chair": "chair stool seat armchair throne furniture",
    "teapot": "teapot kettle teacup jug",
    "vase": "vase urn amphora pot pottery",
    "bottle": "bottle potion flask vial perfume jar",
    "sculpture": "sculpture statue abstract knot",
}
_KIND_OF = {word: kind for kind, words in _WORDS.items() for word in words.split()}


def kind_of(prompt: str) -> str:
    """The kind of `BUILDERS` that a prompt asks for; a sculpture where no word says."""
    for word in re.findall(r"[a-z]+", prompt.lower()):
        kind = _KIND_OF.get(word) or _KIND_OF.get(word.removesuffix("s"))
        if kind:
            return kind
    return "sculpture"
