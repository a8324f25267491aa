"""What a prompt asks a painter for: place, hero, hour, weather, style and colour, read from its words."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

# The order is the rank: "a lantern festival by a river" is a festival, "a cabin in a forest" a cabin.
PLACES: Mapping[str, str] = {
    "reef": (
        "underwater reef coral seabed aquarium fish turtle jellyfish mermaid whale shark submarine diver"
    ),
    "still": (
        "product bottle perfume flacon jar packshot cup coffee tea mug vase marble cosmetic "
        "studio soap candle"
    ),
    "festival": "lantern festival fireworks diwali pagoda carnival",
    "cabin": "cabin cottage chalet hut lodge log farmhouse barn",
    "street": "street alley road avenue lane sidewalk puddle flooded flood",
    "skyline": (
        "city skyline town tower skyscraper metropolis downtown cyberpunk urban building tokyo "
        "paris york london dubai shanghai megacity rooftop drone bridge castle"
    ),
    "space": (
        "space galaxy planet nebula cosmos universe orbit mars saturn jupiter rocket spaceship "
        "spacecraft comet asteroid alien starship moonwalk"
    ),
    "garden": (
        "garden flower meadow park rose tulip lavender sunflower blossom spring orchard butterfly "
        "bee field poppy daisy wildflower greenhouse"
    ),
    "ocean": (
        "ocean sea beach wave boat ship sail sailboat coast shore island harbour harbor surf "
        "lighthouse pirate lagoon sailing yacht"
    ),
    "desert": "desert dune sahara cactus camel pyramid oasis canyon sand",
    "mountains": (
        "mountain peak alps summit valley lake river fjord cliff glacier volcano hill snow snowy "
        "waterfall himalaya everest balloon"
    ),
    "forest": "forest wood jungle tree pine grove rainforest mushroom fern deer elf fairy birch redwood",
}
HEROES: Mapping[str, str] = {
    "astronaut": "astronaut cosmonaut spaceman spacewoman spacesuit",
    "robot": "robot android cyborg droid mech machine bot",
    "fox": "fox",
    "cat": "cat kitten tiger lynx lion",
    "bear": "bear panda teddy dog puppy wolf",
    "person": (
        "portrait woman man girl boy person model hero knight queen king wizard warrior face "
        "character dancer musician chef child"
    ),
    "paper-boat": "paperboat origami",
    "sailboat": "boat ship sail sailboat yacht sailing pirate",
    "lighthouse": "lighthouse",
    "rocket": "rocket spaceship spacecraft starship",
    "balloon": "balloon",
    "cup": "cup coffee tea mug espresso latte",
    "vase": "vase bouquet flowers",
    "bottle": "bottle perfume flacon jar product cosmetic packshot soap",
}
FIGURES = ("astronaut", "robot", "fox", "cat", "bear", "person")
HOURS: Mapping[str, str] = {
    "night": (
        "night midnight moon moonlight moonlit neon dark stars starry cyberpunk nocturnal aurora fireworks"
    ),
    "dusk": "dusk twilight evening gloaming",
    "sunset": "sunset sundown golden sunsets amber",
    "dawn": "dawn sunrise morning daybreak",
    "day": "day noon daylight sunny bright midday summer afternoon",
}
WEATHERS: Mapping[str, str] = {
    "snow": "snow snowy winter blizzard frost frozen ice icy christmas snowfall",
    "rain": "rain rainy storm stormy monsoon drizzle thunderstorm wet",
    "mist": "mist misty fog foggy haze hazy smoke steam",
}
STYLES: Mapping[str, str] = {
    "futuristic": "futuristic future scifi sci cyberpunk neon hologram utopia megacity alien android"
}
COLOURS: Mapping[str, tuple[int, int, int]] = {
    "red": (214, 48, 44),
    "crimson": (186, 24, 56),
    "orange": (240, 128, 40),
    "gold": (226, 172, 62),
    "yellow": (248, 206, 60),
    "green": (62, 158, 92),
    "emerald": (22, 140, 100),
    "teal": (32, 150, 156),
    "turquoise": (54, 190, 190),
    "blue": (52, 112, 214),
    "indigo": (72, 66, 176),
    "purple": (134, 74, 186),
    "violet": (150, 92, 214),
    "pink": (240, 120, 164),
    "white": (244, 242, 236),
    "black": (40, 40, 48),
    "brown": (132, 84, 52),
}
# Hours that flatter a place when the prompt names none.
_HOURS_OF: Mapping[str, tuple[str, ...]] = {
    "skyline": ("sunset", "dusk", "night"),
    "street": ("dusk", "sunset", "night"),
    "festival": ("night", "dusk"),
    "garden": ("day", "day", "sunset", "dawn"),
    "ocean": ("sunset", "day", "dawn"),
    "desert": ("sunset", "dawn", "dusk"),
    "mountains": ("dawn", "sunset", "day", "dusk"),
    "forest": ("dawn", "day", "sunset"),
    "cabin": ("dusk", "night", "dawn"),
    "space": ("night",),
    "reef": ("day",),
    "still": ("day", "dawn"),
}
_OPEN_LANDSCAPES = ("mountains", "ocean", "forest", "desert", "garden", "skyline")


@dataclass(frozen=True)
class Reading:
    """A prompt as a painter's order. `digest` decides whatever the words leave open."""

    place: str
    hero: str | None
    hour: str
    weather: str
    style: str
    accent: tuple[int, int, int] | None
    digest: int


def read_prompt(prompt: str, seed: int = 0) -> Reading:
    """The order in a prompt's words; what they leave open is chosen by a hash of prompt and seed."""
    words = _words(prompt)
    digest = digest_of(prompt, seed)
    hero = _first(HEROES, words)
    place = _place(words, hero, digest_of(prompt, 0))
    hours = _HOURS_OF[place]
    return Reading(
        place=place,
        hero=hero,
        hour=_first(HOURS, words) or hours[digest_of(prompt, 0) % len(hours)],
        weather=_first(WEATHERS, words) or "clear",
        style=_first(STYLES, words) or "",
        accent=next((COLOURS[word] for word in words if word in COLOURS), None),
        digest=digest,
    )


def digest_of(prompt: str, seed: int) -> int:
    """A 64-bit number that any change of prompt or seed changes, the same on every machine."""
    raw = hashlib.blake2b(f"{seed}\n{prompt}".encode(), digest_size=8).digest()
    return int.from_bytes(raw, "big")


def _words(prompt: str) -> list[str]:
    """The prompt's words in order, plurals also as singulars, "paper boat" also as one word."""
    found: list[str] = []
    text = prompt.lower().replace("paper boat", "paperboat boat").replace("golden hour", "golden")
    for word in re.findall(r"[^\W\d_]+", text):
        found.append(word)
        found += [word[:-1]] if len(word) > 3 and word.endswith("s") else []
        found += [word[:-2]] if len(word) > 4 and word.endswith("es") else []
        found += [word[:-3] + "y"] if len(word) > 4 and word.endswith("ies") else []
    return found


def _first(table: Mapping[str, str], words: list[str]) -> str | None:
    known = set(words)
    return next((name for name, signs in table.items() if known & set(signs.split())), None)


def _place(words: list[str], hero: str | None, digest: int) -> str:
    """The highest-ranked place named; an object's own place for a lone hero; else a landscape by hash."""
    named = _first(PLACES, words)
    if named:
        return named
    homes = {"astronaut": "space", "rocket": "space", "fox": "forest", "bear": "forest", "robot": "skyline"}
    if hero in homes:
        return homes[hero]
    return _OPEN_LANDSCAPES[digest % len(_OPEN_LANDSCAPES)]
