"""Video models but Kling's. Source of the facts: a captured record (Seedance), parameter tables (Veo).

The parameter tables give no grade, cost impact, group or length: for Veo those are guesses.
"""

from sandbox.catalogue.record import (
    ALWAYS,
    Record,
    boolean,
    file,
    files,
    in_group,
    model,
    number,
    prompt,
    seed,
    string,
)

_SEEDANCE_SECONDS = [-1, *range(4, 16)]
_SEEDANCE_RATIOS = ["16:9", "4:3", "1:1", "3:4", "9:16", "21:9", "adaptive"]

SEEDANCE_2 = model(
    "model_bytedance-seedance-2-0",
    "Seedance 2.0",
    ["txt2video", "img2video", "video2video"],
    [
        prompt(
            "Describe the clip. Attached files can be named as @image1 or @video1. "
            "Only needed when nothing is attached.",
            maxLength=6000,
        ),
        file(
            "image",
            label="First Frame",
            parent=True,
            backgroundBehavior="opaque",
            description="The picture the clip begins with. Cannot be combined with references.",
            required={"ifDefined": {"lastFrameImage": {"message": "A last frame needs a first frame too."}}},
        ),
        file(
            "lastFrameImage",
            label="Last Frame",
            parent=True,
            backgroundBehavior="opaque",
            description="The picture the clip ends with. Works only beside a first frame.",
        ),
        files(
            "referenceImages",
            label="Reference Images",
            parent=True,
            maxLength=9,
            description="Up to nine pictures to borrow people, things or style from.",
        ),
        files(
            "referenceVideos",
            "video",
            label="Reference Videos",
            parent=True,
            maxLength=3,
            costImpact=True,
            description="Up to three clips to borrow motion from.",
        ),
        files(
            "referenceAudio",
            "audio",
            label="Reference Audio",
            parent=True,
            maxLength=3,
            description="Up to three sounds. They need a reference picture or clip beside them.",
        ),
        *in_group(
            "Settings",
            number(
                "duration",
                allowedValues=_SEEDANCE_SECONDS,
                default=-1,
                costImpact=True,
                description="Seconds of the clip. Auto lets the model decide.",
            ),
            string(
                "resolution",
                allowedValues=["480p", "720p", "1080p", "4k"],
                default="720p",
                costImpact=True,
                description="How sharp the clip is.",
            ),
            string(
                "aspectRatio",
                label="Aspect Ratio",
                allowedValues=_SEEDANCE_RATIOS,
                default="adaptive",
                description="Width to height. Auto follows what is attached.",
            ),
            boolean("generateAudio", label="Generate Audio", default=True, description="Add matching sound."),
        ),
    ],
    says="Clips of 4 to 15 seconds with sound, from words, pictures, clips or a mix of them.",
    grade=50,
    tags=["Bytedance", "Seedance", "T2V", "I2V", "V2V", "Video", "sc:third-party"],
    ui={
        "selects": {
            "duration": {"-1": "Auto", **{str(value): f"{value}s" for value in _SEEDANCE_SECONDS[1:]}},
            "aspectRatio": {ratio: "Auto" if ratio == "adaptive" else ratio for ratio in _SEEDANCE_RATIOS},
        }
    },
)

_VEO_FRAMES = [
    file("image", label="First Frame", parent=True, description="The picture the clip begins with."),
    file("lastFrameImage", label="Last Frame", description="The picture the clip turns into."),
]
_VEO_REFERENCES = files(
    "referenceImages",
    label="Reference Images",
    minLength=1,
    maxLength=3,
    description="Up to three pictures to keep a look. Not beside a first frame; needs 8 seconds.",
)
_VEO_SETTINGS = in_group(
    "Settings",
    string("negativePrompt", label="Negative Prompt", description="What the clip should not show."),
    string(
        "resolution",
        allowedValues=["720p", "1080p"],
        default="720p",
        costImpact=True,
        description="How sharp the clip is.",
    ),
    boolean(
        "generateAudio",
        label="Generate Audio",
        default=True,
        required=ALWAYS,
        costImpact=True,
        description="Add sound, speech included. Costs more.",
    ),
    string(
        "aspectRatio",
        label="Aspect Ratio",
        allowedValues=["16:9", "9:16"],
        default="16:9",
        description="Width to height.",
    ),
    number(
        "duration",
        allowedValues=[4, 6, 8],
        default=8,
        costImpact=True,
        description="Seconds of the clip.",
    ),
    seed(),
)
_VEO_PROMPT = prompt("Describe the clip. Only needed when no picture is attached.")
_VEO_UI = {"selects": {"duration": {"4": "4s", "6": "6s", "8": "8s"}}}

VEO_3_1 = model(
    "model_veo3-1",
    "Veo 3.1",
    ["txt2video", "img2video"],
    [
        _VEO_PROMPT,
        *_VEO_FRAMES,
        _VEO_REFERENCES,
        string(
            "referenceImagesType",
            label="Reference type",
            allowedValues=["ASSET", "STYLE"],
            default="ASSET",
            description="Whether the references show things to keep or a style to follow.",
        ),
        *_VEO_SETTINGS,
    ],
    says="Google's best clips, up to 1080p, with speech and sound.",
    grade=75,  # guess: the catalogue needs one model above the sandbox's plan
    tags=["Google", "Veo", "T2V", "I2V", "Video", "sc:third-party"],
    ui=_VEO_UI,
)

VEO_3_1_FAST = model(
    "model_veo3-1-fast",
    "Veo 3.1 Fast",
    ["txt2video", "img2video"],
    [_VEO_PROMPT, *_VEO_FRAMES, _VEO_REFERENCES, *_VEO_SETTINGS],
    says="Google's quicker, cheaper clips, with speech and sound.",
    grade=25,  # guess
    tags=["Google", "Veo", "T2V", "I2V", "Video", "sc:third-party"],
    ui=_VEO_UI,
)

MODELS: list[Record] = [SEEDANCE_2, VEO_3_1_FAST, VEO_3_1]
