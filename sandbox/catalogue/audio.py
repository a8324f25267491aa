"""Audio models. Source of the facts: Scenario's parameter tables; grades and cost impact are guesses."""

from sandbox.catalogue.record import (
    ALWAYS,
    Record,
    boolean,
    in_group,
    model,
    number,
    other,
    prompt,
    seed,
    string,
    words,
)

_MP3 = [
    "mp3_22050_32",
    "mp3_24000_48",
    "mp3_44100_32",
    "mp3_44100_64",
    "mp3_44100_96",
    "mp3_44100_128",
    "mp3_44100_192",
]
_OPUS = ["opus_48000_32", "opus_48000_64", "opus_48000_96", "opus_48000_128", "opus_48000_192"]

LYRIA_2 = model(
    "model_lyria-2",
    "Lyria 2",
    ["txt2audio"],
    [
        prompt("Describe the music: style, instruments, tempo, mood.", required=ALWAYS),
        *in_group(
            "Settings",
            string("negativePrompt", label="Negative Prompt", description="What should not be heard."),
            seed(),
        ),
    ],
    says="A piece of instrumental music from a description.",
    grade=0,
    tags=["Google", "Lyria", "Music", "Audio", "sc:featured", "sc:third-party"],
)

SOUND_EFFECTS = model(
    "model_elevenlabs-sound-effects-v2",
    "ElevenLabs Sound Effects v2",
    ["txt2audio"],
    [
        string(
            "text",
            label="Text",
            required=ALWAYS,
            description="Describe the sound, for example rain on a tin roof.",
        ),
        *in_group(
            "Settings",
            number(
                "durationSeconds",
                label="Duration",
                min=0.5,
                max=30,
                default=5,
                description="Seconds of sound. The price stays the same.",
            ),
            number(
                "promptInfluence",
                label="Prompt influence",
                min=0,
                max=1,
                default=0.3,
                description="How closely the sound keeps to the words.",
            ),
            boolean("loop", default=False, description="End so that it can start again without a seam."),
            string(
                "outputFormat",
                label="Format",
                allowedValues=[*_MP3, *_OPUS],
                default="mp3_44100_128",
                description="File type, sample rate and kilobits a second.",
            ),
        ),
    ],
    says="Sound effects of half a second to half a minute.",
    grade=0,
    tags=["ElevenLabs", "SFX", "Audio", "sc:third-party"],
)

_VOICES = words(
    "Adam Alice Bella Bill Brian Callum Charlie Chris Daniel Eric George Harry Jessica "
    "Laura Liam Lily Matilda River Roger Sarah Will"
)

TTS_V3 = model(
    "model_elevenlabs-tts-v3",
    "ElevenLabs Speech v3",
    ["txt2audio"],
    [
        string(
            "text",
            label="Text",
            required=ALWAYS,
            maxLength=40000,
            costImpact=True,
            description="What is said. Words in brackets such as [whispers] direct the delivery.",
        ),
        other(
            "voiceId",
            "model",
            label="Own voice",
            modelTypes=["elevenlabs-voice"],
            description="A cloned voice of your own; it goes before the public voice.",
        ),
        string(
            "publicVoice", label="Voice", allowedValues=_VOICES, default="Adam", description="Who speaks."
        ),
        *in_group(
            "Settings",
            number("stability", min=0, max=1, default=0.5, description="Low is lively, high is even."),
            number(
                "similarityBoost",
                label="Similarity",
                min=0,
                max=1,
                default=0.75,
                description="How near it stays to the voice.",
            ),
            # Guess: the table was read only in part; these stand as on the complete table of Turbo v2.5.
            number(
                "styleExaggeration",
                label="Style",
                min=0,
                max=1,
                default=0,
                description="How strong the style is.",
            ),
            number("speed", min=0.7, max=1.2, default=1, description="How fast the voice speaks."),
            seed(),
        ),
    ],
    says="Reads a text aloud with feeling, in many voices.",
    grade=0,
    tags=["ElevenLabs", "TTS", "Speech", "Audio", "sc:third-party"],
)

_STARS = words(
    "Achernar Achird Algenib Algieba Alnilam Aoede Autonoe Callirrhoe Charon Despina Enceladus Erinome "
    "Fenrir Gacrux Iapetus Kore Laomedeia Leda Orus Puck Pulcherrima Rasalgethi Sadachbia Sadaltager Schedar "
    "Sulafat Umbriel Vindemiatrix Zephyr Zubenelgenubi"
)
_LOCALES = words(
    "ar-EG bn-BD de-DE en-IN en-US es-US fr-FR hi-IN id-ID it-IT ja-JP ko-KR mr-IN nl-NL pl-PL pt-BR ro-RO "
    "ru-RU ta-IN te-IN th-TH tr-TR uk-UA vi-VN"
)

GEMINI_TTS = model(
    "model_google-gemini-3-1-flash-tts",
    "Gemini 3.1 Flash Speech",
    ["txt2audio"],
    [
        string("text", label="Text", required=ALWAYS, costImpact=True, description="What is said."),
        string(
            "voice",
            allowedValues=_STARS,
            default="Puck",
            description="Who speaks, when there is one speaker.",
        ),
        other(
            "multiSpeakerConfig",
            "inputs_array",
            label="Speakers",
            maxLength=2,
            description="Up to two speakers, by the names the text uses for them.",
            # Guess: the names of the nested inputs are not known.
            inputs=[
                string("speaker", description="The name in the text.", required=ALWAYS),
                string("voice", allowedValues=_STARS, default="Puck", description="This speaker's voice."),
            ],
        ),
        *in_group(
            "Settings",
            string(
                "language", allowedValues=_LOCALES, default="en-US", description="The language of the text."
            ),
        ),
    ],
    says="Reads a text or a dialogue aloud in 24 languages.",
    grade=0,
    tags=["Google", "Gemini", "TTS", "Speech", "Audio", "sc:third-party"],
)

MODELS: list[Record] = [LYRIA_2, SOUND_EFFECTS, TTS_V3, GEMINI_TTS]
