"""Audio from a video or another sound. Ids, inputs and prices are guesses after the real models' kind."""

from sandbox.catalogue.record import (
    ALWAYS,
    Record,
    boolean,
    file,
    in_group,
    model,
    number,
    prompt,
    seed,
    string,
)

VIDEO_TO_SOUND = model(
    "model_mm-audio-2-v2a",
    "MM Audio 2 for Video",
    ["video2audio"],
    [
        file(
            "video",
            "video",
            parent=True,
            required=ALWAYS,
            maxDuration=30,
            maxSize=104857600,
            description="The clip that needs a sound, at most 30 seconds.",
        ),
        prompt("What should be heard.", maxLength=1000),
        *in_group(
            "Settings",
            string("negativePrompt", label="Negative Prompt", description="What should not be heard."),
            seed(),
        ),
    ],
    says="A sound track for a silent clip.",
    grade=0,
    tags=["Audio", "SFX", "V2A", "sc:third-party"],
)

VOICE_CHANGER = model(
    "model_elevenlabs-voice-changer",
    "ElevenLabs Voice Changer",
    ["audio2audio"],
    [
        file(
            "audio",
            "audio",
            parent=True,
            required=ALWAYS,
            minDuration=1,
            maxDuration=300,
            maxSize=52428800,
            description="A recording of somebody who speaks, 1 second to 5 minutes.",
        ),
        string(
            "publicVoice",
            label="Voice",
            allowedValues=["Adam", "Alice", "Bella"],
            default="Adam",
            description="Who speaks instead.",
        ),
        *in_group(
            "Settings",
            number("stability", min=0, max=1, default=0.5, description="Low is lively, high is even."),
            boolean("removeBackgroundNoise", description="Take out what is not the voice."),
        ),
    ],
    says="The same words in another voice.",
    grade=0,
    tags=["ElevenLabs", "TTS", "Speech", "Audio", "sc:third-party"],
)

MODELS: list[Record] = [VIDEO_TO_SOUND, VOICE_CHANGER]
