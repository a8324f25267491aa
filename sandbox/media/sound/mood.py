"""What a prompt's words ask of the ear: a mood for the music, and the noises of its scene."""

import re
from dataclasses import dataclass
from typing import TypeAlias

Progression: TypeAlias = tuple[int, ...]

SCALES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "harmonic minor": (0, 2, 3, 5, 7, 8, 11),
}
_BRIGHT: tuple[Progression, ...] = ((0, 4, 5, 3), (0, 5, 3, 4), (3, 4, 5, 0), (0, 2, 3, 4))
_DARK: tuple[Progression, ...] = ((0, 5, 2, 6), (0, 3, 5, 6), (0, 6, 5, 6), (5, 6, 0, 0))
_FLOATING: tuple[Progression, ...] = ((0, 1, 0, 3), (0, 4, 3, 3), (3, 0, 5, 4))
_TWANGY: tuple[Progression, ...] = ((0, 3, 0, 4), (0, 0, 3, 4), (0, 3, 4, 0))
_JAZZY: tuple[Progression, ...] = ((1, 4, 0, 5), (0, 5, 1, 4), (3, 2, 1, 0))


@dataclass(frozen=True)
class Mood:
    """How a piece of music is made: its tempo, its harmony and who plays.

    Instrument fields name entries of `instruments.INSTRUMENTS`, empty for nobody; `bass_line`,
    `arpeggio` and `beat` name patterns of `score`. `room` is the share of reverb, `tint` the
    colour of the waveform picture as red, green, blue in 0 to 255.
    """

    words: tuple[str, ...]
    tempo: tuple[int, int]
    scale: str
    progressions: tuple[Progression, ...]
    pad: str
    bass: str
    bass_line: str
    plucked: str
    arpeggio: str
    lead: str
    beat: str
    room: float
    tint: tuple[int, int, int]


MOODS: dict[str, Mood] = {
    "bright": Mood(
        ("happy", "joyful", "upbeat", "cheerful", "pop", "summer", "sunny", "party", "fun", "corporate"),
        (104, 122), "major", _BRIGHT, "warm pad", "round bass", "eighths", "pluck", "eighths", "bell",
        "four", 0.18, (250, 166, 60),
    ),
    "calm": Mood(
        ("calm", "ambient", "peaceful", "relaxing", "meditation", "soft", "gentle", "dreamy", "sleep",
         "serene", "quiet", "spa", "lullaby", "sunset", "sunrise", "garden", "meadow", "snow", "underwater"),
        (62, 76), "lydian", _FLOATING, "warm pad", "sub", "long", "electric piano", "rolling", "flute",
        "none", 0.42, (94, 176, 214),
    ),
    "epic": Mood(
        ("epic", "cinematic", "orchestral", "orchestra", "trailer", "heroic", "battle", "dragon",
         "adventure", "fantasy", "castle", "majestic", "king", "knight", "war", "viking", "treasure"),
        (84, 98), "minor", _DARK, "strings", "saw bass", "long", "strings short", "gallop", "brass",
        "taiko", 0.38, (210, 92, 72),
    ),
    "country": Mood(
        ("country", "western", "cowboy", "folk", "bluegrass", "acoustic", "banjo", "nashville",
         "guitar", "campfire", "desert", "americana"),
        (92, 112), "mixolydian", _TWANGY, "", "upright", "country", "pluck", "picking", "steel guitar",
        "train", 0.2, (206, 140, 78),
    ),
    "trap": Mood(
        ("808", "trap", "hiphop", "hip-hop", "rap", "drill", "bass-heavy", "phonk"),
        (68, 76), "harmonic minor", _DARK, "choir", "eight-o-eight", "glide", "bell", "sparse",
        "electric piano", "trap", 0.22, (158, 96, 224),
    ),
    "synth": Mood(
        ("synthwave", "electronic", "techno", "edm", "house-music", "dance", "cyberpunk", "neon",
         "futuristic", "retro", "synth", "city", "robot", "drive", "driving", "energetic"),
        (108, 124), "minor", _DARK, "saw pad", "saw bass", "eighths", "square", "sixteenths", "saw lead",
        "four", 0.24, (226, 82, 170),
    ),
    "space": Mood(
        ("space", "cosmic", "galaxy", "planet", "nebula", "mystical", "magic", "ethereal", "wonder", "stars",
         "aurora", "alien", "crystal"),
        (60, 72), "dorian", _FLOATING, "choir", "sub", "long", "bell", "rolling", "glass",
        "none", 0.5, (118, 116, 232),
    ),
    "lofi": Mood(
        ("lofi", "lo-fi", "chill", "chillhop", "jazz", "jazzy", "coffee", "cafe", "study", "cozy", "bossa",
         "soul", "smooth", "night"),
        (72, 86), "dorian", _JAZZY, "electric piano", "upright", "walking", "pluck", "sparse",
        "electric piano", "swing", 0.22, (120, 170, 130),
    ),
    "sad": Mood(
        ("sad", "melancholic", "melancholy", "emotional", "nostalgic", "lonely", "piano", "romantic",
         "tender", "grief", "heartfelt"),
        (64, 78), "minor", _DARK, "strings", "sub", "long", "piano", "rolling", "piano",
        "none", 0.36, (108, 138, 178),
    ),
    "dark": Mood(
        ("dark", "scary", "horror", "creepy", "haunted", "tense", "tension", "suspense", "ominous", "ghost",
         "zombie", "dungeon", "mystery"),
        (58, 70), "harmonic minor", _DARK, "choir", "sub", "long", "glass", "sparse", "strings",
        "heart", 0.5, (132, 98, 150),
    ),
    "chip": Mood(
        ("8-bit", "8bit", "chiptune", "arcade", "pixel", "videogame", "gameboy", "game", "retro-game"),
        (126, 144), "major", _BRIGHT, "", "square", "eighths", "square", "sixteenths", "square lead",
        "chip", 0.06, (96, 200, 120),
    ),
}  # fmt: skip

# Words that ask for music. A mood alone does not: "storm over a castle" is epic and asks for no band.
_MUSIC = (
    "music song melody beat tune soundtrack track jingle theme score ballad anthem instrumental loop "
    "drums rhythm chord chords bpm remix symphony waltz groove "
    "pop ambient cinematic orchestral orchestra trailer country folk bluegrass acoustic banjo guitar 808 "
    "trap hiphop hip-hop rap drill phonk synthwave electronic techno edm dance synth lofi lo-fi chillhop "
    "jazz bossa soul piano 8-bit 8bit chiptune lullaby epic meditation"
)
MUSIC_WORDS = frozenset(_MUSIC.split())

NOISE_WORDS: dict[str, frozenset[str]] = {
    noise: frozenset(words.split())
    for noise, words in {
        "rain": "rain raining rainy drizzle downpour rainfall raindrops storm thunderstorm monsoon",
        "thunder": "thunder thunderstorm lightning storm thunderclap",
        "wind": "wind windy breeze gale blizzard howling",
        "ocean": "ocean sea wave waves beach surf shore coast seaside tide",
        "stream": "river stream brook creek waterfall fountain water",
        "birds": "bird birds birdsong chirp chirping tweet forest songbird jungle",
        "crickets": "cricket crickets cicada insects",
        "fire": "fire campfire fireplace crackling flames bonfire",
        "footsteps": "footstep footsteps walking steps walk running marching",
        "door": "door doors airlock hatch gate",
        "laser": "laser lasers blaster zap phaser raygun",
        "whoosh": "whoosh swoosh swish whip sword transition flyby",
        "bell": "bell bells chime chimes gong ding doorbell",
        "engine": "engine motor car truck motorcycle spaceship helicopter machine racing",
        "explosion": "explosion explode explodes boom blast bomb cannon",
        "heartbeat": "heartbeat heart pulse",
        "clock": "clock tick ticking tock watch",
        "alarm": "alarm siren warning beep alert",
        "coins": "coin coins jingling treasure pickup collect",
        "crowd": "crowd applause cheering clapping audience stadium",
    }.items()
}


@dataclass(frozen=True)
class Reading:
    """What was read from a prompt: the mood's name, whether to play music, and the noises wanted."""

    mood: str
    with_music: bool
    noises: tuple[str, ...]


def words_of(text: str) -> list[str]:
    """The lower-case words of a text; digits and inner hyphens stay, since "8-bit" is a word here."""
    return re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", text.lower())


def read_prompt(prompt: str, seed: int) -> Reading:
    """The mood and the noises a prompt asks for; without a hint the seed and the length choose."""
    words = words_of(prompt)
    found = set(words) | {part for word in words for part in word.split("-")}
    moods = {name: len(found & set(mood.words)) for name, mood in MOODS.items()}
    best = max(moods, key=lambda name: moods[name])
    noises = tuple(noise for noise, names in NOISE_WORDS.items() if found & names)[:3]
    if not moods[best]:
        best = ("bright", "calm", "space", "synth")[(seed + len(prompt)) % 4]
    with_music = not noises or bool(found & MUSIC_WORDS)
    return Reading(best, with_music, noises)
