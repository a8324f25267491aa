"""The jobs of the polling benchmark: a fixed mix whose ends are spread over a minute.

Each kind has one prompt and, where its model takes one, one seed: the sandbox makes equal media once, so
that a thousand jobs cost it no more than their records. The texts have no seed and are made each time,
in no time to speak of.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

_SEED = 7
# The sandbox takes six times as long for a prompt with this word.
_SLOW_WORD, _SLOWER = "[slow]", 6.0


@dataclass(frozen=True)
class Kind:
    """One kind of job. `seconds`: the sandbox's time for it; `prompt_input`: the input its prompt goes to."""

    modality: str
    model_id: str
    prompt_input: str
    prompt: str
    settings: Mapping[str, object]
    seconds: float

    @property
    def body(self) -> dict[str, object]:
        """What is posted."""
        return {self.prompt_input: self.prompt, **self.settings}

    @property
    def is_slowed(self) -> bool:
        """Whether the sandbox takes its time for it."""
        return _SLOW_WORD in self.prompt

    @property
    def slowed(self) -> "Kind":
        """The same, six times as long."""
        return replace(self, prompt=f"{self.prompt} {_SLOW_WORD}", seconds=self.seconds * _SLOWER)


_TEXT = Kind("image", "model_scenario-llm", "instruction", "Name a lighthouse", {}, 2)
_PICTURE = Kind("image", "model_bfl-flux-1-dev", "prompt", "A lighthouse", {"seed": _SEED}, 3)
_SOUND = Kind("audio", "model_lyria-2", "prompt", "Waves at a lighthouse", {"seed": _SEED}, 4)
_VIDEO = Kind(
    "video",
    "model_veo3-1-fast",
    "prompt",
    "A lighthouse in a storm",
    {"seed": _SEED, "generateAudio": False},
    8,
)
_OBJECT = Kind("3d", "model_meshy-txt23d", "prompt", "A low-poly lighthouse", {"seed": _SEED}, 10)

# A slow 3D object is not among them: it would end on the minute's last stroke.
KINDS: tuple[Kind, ...] = (
    _VIDEO.slowed,
    _PICTURE,
    _SOUND.slowed,
    _VIDEO,
    _PICTURE.slowed,
    _OBJECT,
    _TEXT.slowed,
    _SOUND,
    _TEXT,
)


def kind(number: int) -> Kind:
    """The kind of the job with this number: they take turns."""
    return KINDS[number % len(KINDS)]
