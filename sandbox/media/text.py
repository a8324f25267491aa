"""A short answer of the sandbox to a text prompt: it plays the prompt back and says where it comes from."""

from collections.abc import Sequence

from sandbox.media.medium import Medium
from sandbox.media.words import Reading, read_prompt

_PREVIEW = 1000  # characters; the API's own preview is about 1 KB
_QUOTED = 400

_OPENINGS = (
    "This is the sandbox speaking: no model was asked and nothing was spent.",
    "You are reading an answer from the sandbox, written on this machine without a model, at no cost.",
    "The sandbox wrote these lines itself; a connected API key would send them to a real model.",
)
_PLACES = {
    "reef": "a reef under clear water, with light falling from above",
    "still": "an object on pale stone, with a window to the left and nothing to distract from it",
    "festival": "lanterns over a river, each of them twice: once in the air and once in the water",
    "cabin": "a cabin between pines, its windows lit and smoke rising straight up",
    "street": "a street that leads the eye to the sky at its end",
    "skyline": "a skyline in three depths, the farthest towers almost the colour of the air",
    "space": "a planet with its ring, and a good deal of quiet around it",
    "garden": "a garden with large flowers near by and small ones all the way to the hill",
    "ocean": "the sea in bands of waves, the sun's path across them",
    "desert": "dunes with one lit side and one in shadow",
    "mountains": "mountains above a lake that holds them upside down",
    "forest": "a forest where every row of trees is paler than the one before it",
}
_HOURS = {
    "dawn": "It would be early, with cool shadows and the first warm light.",
    "day": "It would be broad day, the colours plain and bright.",
    "sunset": "It would be sunset, with long light and everything edged in orange.",
    "dusk": "It would be dusk, when windows begin to outshine the sky.",
    "night": "It would be night, with a few lights doing all the work.",
}
_CLOSINGS = (
    "Try another word for the hour or the weather, and the scene will follow.",
    "Name a colour and it will turn up in the middle of it.",
    "Keep the sentence and change the seed, and the same idea comes back arranged anew.",
)


def make_text(prompt: str, seed: int, pictures: Sequence[str] = ()) -> Medium:
    """A paragraph that quotes the prompt and says what the sandbox would paint for it.

    `pictures`: what can be said of each picture that came with it.
    """
    answer = _answer(prompt.strip(), read_prompt(prompt, seed), pictures)
    return Medium(
        kind="text",
        mime_type="text/plain",
        extension="txt",
        data=answer.encode(),
        properties={
            "preview": answer[:_PREVIEW],
            "hasFullPreview": len(answer) <= _PREVIEW,
            "charCount": len(answer),
            "wordCount": len(answer.split()),
        },
        thumbnail=None,
    )


def _answer(prompt: str, reading: Reading, pictures: Sequence[str]) -> str:
    opening = _OPENINGS[reading.digest % len(_OPENINGS)]
    closing = _CLOSINGS[reading.digest // 3 % len(_CLOSINGS)]
    asked = f"You wrote: “{_shortened(prompt)}”" if prompt else "You left the prompt empty."
    scene = f"Read word by word, that is {_PLACES[reading.place]}. {_HOURS[reading.hour]}"
    seen = "".join(f"Picture {number}: {told}\n\n" for number, told in enumerate(pictures, 1))
    return f"{opening}\n\n{asked}\n\n{seen}{scene} {_weather(reading)}{closing}\n"


def _shortened(prompt: str) -> str:
    return prompt if len(prompt) <= _QUOTED else prompt[:_QUOTED].rsplit(" ", 1)[0] + " …"


def _weather(reading: Reading) -> str:
    lines = {
        "snow": "Snow would be falling. ",
        "rain": "Rain would be passing. ",
        "mist": "Mist would be about. ",
    }
    return lines.get(reading.weather, "")
