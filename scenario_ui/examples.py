"""Three ideas for each modality: one click fills the prompt, so that nobody begins before a blank page."""

from dataclasses import dataclass

import streamlit as st

from scenario_core.catalog import Modality, Model
from scenario_core.inputs import InputType, ModelInput, main_prompt
from scenario_ui import state


@dataclass(frozen=True)
class Example:
    """A chip: a few words on it, and the prompt that it writes."""

    chip: str
    prompt: str


# The first of each is the article's own prompt.
EXAMPLES: dict[Modality, tuple[Example, Example, Example]] = {
    Modality.VIDEO: (
        Example(
            "City at sunset",
            "A cinematic drone shot of a futuristic city at sunset, highly detailed",
        ),
        Example("Paper boat", "A paper boat crossing a flooded street at dusk, rain on the water"),
        Example("Snowy peaks", "Slow flight over snowy mountains at dawn, mist in the valleys"),
    ),
    Modality.AUDIO: (
        Example(
            "Space western",
            "Futuristic country music, steel guitar, huge 808s, synth wave elements "
            "space western cosmic twang soaring vocals",
        ),
        Example("Calm piano", "Calm piano by the window while rain falls outside"),
        Example("Chase", "Epic chase, fast drums, low strings, bright brass"),
    ),
    Modality.THREE_D: (
        Example("Treasure chest", "A low-poly treasure chest with gold coins"),
        Example("Toy rocket", "A toy rocket, red and white, with round windows"),
        Example("Mushroom house", "A cosy mushroom house with a round wooden door"),
    ),
    Modality.IMAGE: (
        Example("Astronaut", "A photorealistic portrait of an astronaut in a garden"),
        Example("Lantern night", "A red lantern festival by a river at night"),
        Example("Winter cabin", "A cosy cabin in a pine forest in winter, light in the windows"),
    ),
}


def example_chips(model: Model, modality: Modality) -> None:
    """Draws the ideas. A click writes the prompt and sends nothing."""
    prompt = main_prompt(model.inputs)
    if prompt is None or not _suit(model, prompt):
        return
    with st.container(horizontal=True, gap="xsmall", key=f"examples:{modality}"):
        for example in EXAMPLES[modality]:
            st.button(
                example.chip,
                key=f"example:{modality}:{example.chip}",
                icon=":material/lightbulb:",
                help=example.prompt,
                on_click=_write,
                args=(state.input_key(model.id, prompt.name), example.prompt, model.id),
            )


def _write(key: str, prompt: str, model_id: str) -> None:
    st.session_state[key] = prompt
    state.PROBLEMS.set({}, model_id)


def _suit(model: Model, prompt: ModelInput) -> bool:
    """Whether the model takes a picture in words: not one that speaks its text, or works on a file."""
    makes_from_words = any(capability.startswith("txt2") for capability in model.capabilities)
    needs_file = any(
        entry.required.always and entry.type in (InputType.FILE, InputType.FILE_ARRAY)
        for entry in model.inputs
    )
    speaks = any(tag.strip().lower() in _SPEECH_TAGS for tag in model.tags)
    return prompt.prompt and makes_from_words and not needs_file and not speaks


# How the catalogue marks models that read their text out.
_SPEECH_TAGS = frozenset({"tts", "speech", "voice", "text to speech", "text-to-speech"})
