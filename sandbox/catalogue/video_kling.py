"""Kling's video models. Source of the facts: Scenario's parameter tables.

The tables give no grade, cost impact, group or length: those are guesses.
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
    other,
    prompt,
    string,
)

KLING_2_6 = model(
    "model_kling-v2-6-t2v-pro",
    "Kling 2.6 Pro",
    ["txt2video"],
    [
        prompt("Describe the clip: subject, motion, camera, light.", required=ALWAYS, maxLength=2500),
        *in_group(
            "Settings",
            string(
                "duration",
                allowedValues=["5", "10"],
                default="5",
                costImpact=True,
                description="Seconds of the clip.",
            ),
            string(
                "aspectRatio",
                label="Aspect Ratio",
                allowedValues=["9:16", "1:1", "16:9"],
                default="16:9",
                description="Width to height.",
            ),
            boolean(
                "generateAudio",
                label="Generate Audio",
                default=True,
                costImpact=True,
                description="Add sound. Speech is in English or Chinese.",
            ),
            number(
                "cfgScale",
                label="Prompt strength",
                min=0,
                max=1,
                default=0.5,
                description="How closely the clip keeps to the words.",
            ),
            string("negativePrompt", label="Negative Prompt", description="What the clip should not show."),
        ),
    ],
    says="Film-like clips of 5 or 10 seconds from a description, with sound.",
    grade=0,  # guess, as are cost impact and the prompt's length
    tags=["Kling", "T2V", "Video", "sc:featured", "sc:third-party"],
    ui={"selects": {"duration": {"5": "5s", "10": "10s"}}},
)

KLING_3_OMNI = model(
    "model_kling-v3-omni-video",
    "Kling 3 Omni",
    ["txt2video", "img2video", "video2video"],
    [
        prompt(
            "Describe the clip. Attached files can be named in the text.", required=ALWAYS, maxLength=2500
        ),
        file(
            "startImage",
            label="First Frame",
            parent=True,
            maxSize=10485760,
            description="The opening picture.",
        ),
        file("endImage", label="Last Frame", description="The closing picture. Needs an opening one."),
        files(
            "referenceImages",
            label="Reference Images",
            maxLength=7,
            description="Up to seven pictures, or four beside a reference clip.",
        ),
        file(
            "referenceVideo",
            "video",
            label="Reference Video",
            parent=True,
            minDuration=3,
            maxDuration=10,
            maxSize=209715200,
            description="A clip of 3 to 10 seconds. Not in 4K, and not with generated sound.",
        ),
        *in_group(
            "Settings",
            string(
                "videoReferenceType",
                label="Use of the clip",
                allowedValues=["feature", "base"],
                default="feature",
                description="Take motion from the reference clip, or edit the clip itself.",
            ),
            boolean(
                "keepOriginalSound",
                label="Keep its sound",
                default=True,
                description="Keep the clip's sound.",
            ),
            boolean(
                "generateAudio",
                label="Generate Audio",
                default=False,
                costImpact=True,
                description="Add sound.",
            ),
            string(
                "mode",
                label="Quality",
                allowedValues=["standard", "pro", "4k"],
                default="pro",
                costImpact=True,
                description="720p, 1080p or 4K.",
            ),
            string(
                "aspectRatio",
                label="Aspect Ratio",
                allowedValues=["16:9", "1:1", "9:16"],
                default="16:9",
                description="Width to height.",
            ),
            number(
                "duration",
                min=3,
                max=15,
                default=5,
                costImpact=True,
                description="Seconds, any length from 3 to 15.",
            ),
            string(
                "multiPrompt",
                label="Shots",
                description="JSON text of up to six shots; their durations sum to the clip's.",
            ),
        ),
    ],
    says="Directed clips from words, frames, references or several shots.",
    grade=25,  # guess
    tags=["Kling", "T2V", "I2V", "V2V", "Video", "sc:third-party"],
    ui={"selects": {"mode": {"standard": "Standard (720p)", "pro": "Pro (1080p)", "4k": "4K"}}},
)

KLING_3 = model(
    "model_kling-v3-t2v-pro",
    "Kling 3 Pro",
    ["txt2video"],
    [
        prompt("Describe the clip. Leave it empty when you list shots instead.", maxLength=2500),
        other(
            "multiPrompt",
            "inputs_array",
            label="Shots",
            maxLength=6,
            description="Several shots in a row, in place of one prompt.",
            inputs=[
                string("prompt", label="Shot", description="What this shot shows.", required=ALWAYS),
                string("duration", label="Seconds", description="How long this shot is.", required=ALWAYS),
            ],
        ),
        *in_group(
            "Settings",
            string(
                "duration",
                allowedValues=[str(seconds) for seconds in range(3, 16)],
                default="5",
                costImpact=True,
                description="Seconds of the clip.",
            ),
            string(
                "shotType",
                label="Shot type",
                allowedValues=["customize", "intelligent"],
                default="customize",
                description="Cut as the shots say, or let the model cut.",
            ),
            string(
                "aspectRatio",
                label="Aspect Ratio",
                allowedValues=["16:9", "9:16", "1:1"],
                default="16:9",
                description="Width to height.",
            ),
            boolean(
                "generateAudio",
                label="Generate Audio",
                default=True,
                costImpact=True,
                description="Add sound.",
            ),
            number(
                "cfgScale",
                label="Prompt strength",
                min=0,
                max=1,
                default=0.5,
                description="How literal it is.",
            ),
            string("negativePrompt", label="Negative Prompt", description="What the clip should not show."),
        ),
    ],
    says="Longer clips, 3 to 15 seconds, in one or several shots.",
    grade=25,  # guess
    tags=["Kling", "T2V", "Video", "sc:third-party"],
)

MODELS: list[Record] = [KLING_2_6, KLING_3_OMNI, KLING_3]
