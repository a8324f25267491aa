"""More video models: one whose record names a missing input, one retired, one that takes a voice."""

from sandbox.catalogue.record import ALWAYS, Record, file, in_group, model, number, prompt, string
from sandbox.catalogue.video import SEEDANCE_2

# Captured: the mini's `image.required.ifDefined` still names `lastFrameImage`, which it does not declare.
SEEDANCE_2_MINI: Record = {
    **SEEDANCE_2,
    "id": "model_bytedance-seedance-2-0-mini",
    "name": "Seedance 2.0 Mini",
    "shortDescription": "Seedance for less: up to 720p, without a last frame.",
    "inputs": [
        {**each, "allowedValues": ["480p", "720p"]}
        if each["name"] == "resolution"
        else {**each, "costImpact": True}
        if each["name"] == "aspectRatio"
        else each
        for each in SEEDANCE_2["inputs"]
        if each["name"] != "lastFrameImage"
    ],
}

# The tag that retires a model and names its successor is the API's; which inputs this one had is a guess.
SEEDANCE_1 = model(
    "model_bytedance-seedance-1-pro",
    "Seedance 1.0 Pro",
    ["txt2video", "img2video"],
    [
        prompt("Describe the clip.", required=ALWAYS, maxLength=2000),
        file("image", label="First Frame", parent=True, description="The picture the clip begins with."),
        *in_group(
            "Settings",
            number(
                "duration",
                allowedValues=[5, 10],
                default=5,
                costImpact=True,
                description="Seconds of the clip.",
            ),
            string(
                "resolution",
                allowedValues=["480p", "1080p"],
                default="480p",
                costImpact=True,
                description="How sharp the clip is.",
            ),
        ),
    ],
    says="The Seedance before the present one. Retired.",
    grade=25,
    tags=["Bytedance", "Seedance", "Video", "deprecated:model_bytedance-seedance-2-0", "sc:third-party"],
)

# Not a real model: the sandbox's own, so that audio2video is in the catalogue.
TALKING_PICTURE = model(
    "model_sandbox-talking-picture",
    "Moving Picture with Sound",
    ["audio2video", "img2video"],
    [
        file(
            "audio",
            "audio",
            required=ALWAYS,
            minDuration=1,
            maxDuration=60,
            maxSize=20971520,
            description="The sound of the clip, 1 to 60 seconds; the clip is as long, up to 15 seconds.",
        ),
        file("image", parent=True, required=ALWAYS, description="The picture that moves to it."),
        prompt("What happens in the clip.", promptSpark=True, maxLength=1000),
    ],
    says="The sandbox's own: a picture that moves to a sound of yours.",
    grade=0,
    tags=["A2V", "Video"],
)

MODELS: list[Record] = [SEEDANCE_2_MINI, SEEDANCE_1, TALKING_PICTURE]
