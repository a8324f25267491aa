"""The sandbox's own model that has every input of the language, so that each can be seen and tried.

It is no model of the API; the types and attributes are (contract section 9).
"""

from sandbox.catalogue.record import (
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

KINDS = ("image", "image-hdr", "video", "audio", "3d", "text", "json", "document")


def _name(kind: str, many: str = "") -> str:
    first, *rest = kind.split("-")
    return ("object" if first == "3d" else first) + "".join(word.title() for word in rest) + many


def _one(kind: str) -> Record:
    limits = {"minDuration": 1, "maxDuration": 120} if kind in ("video", "audio") else {}
    return file(_name(kind), kind, maxSize=209715200, description="One file of this kind.", **limits)


def _many(kind: str) -> Record:
    return files(_name(kind, "List"), kind, maxLength=4, description="Up to four files of this kind.")


_ROW = [
    prompt("What this shot shows.", required={"always": True}, maxLength=500, promptSpark=False),
    number("seconds", min=1, max=10, step=0.5, default=3, description="How long it lasts."),
    string(
        "camera", allowedValues=["still", "pan", "zoom"], default="still", description="How the camera moves."
    ),
    boolean("sound", description="Whether it is heard."),
    file("image", description="A picture to begin with."),
]

SAMPLER = model(
    "model_sandbox-every-input",
    "Every Input (sandbox)",
    ["txt2img", "img2img", "video2img"],
    [
        prompt("Describe the picture.", maxLength=2000, placeholder="A paper boat", hint="Anything goes"),
        *in_group("Files", *(_one(kind) for kind in KINDS)),
        *in_group("Lists of files", *(_many(kind) for kind in KINDS)),
        *in_group(
            "Masks",
            file("maskOfList", maskFrom="imageList", description="A mask for the list's first picture."),
        ),
        *in_group(
            "Lists",
            other("tags", "string_array", maxLength=5, description="Any words."),
            other(
                "moods",
                "string_array",
                allowedValues=["calm", "wild", "sad"],
                default=["calm"],
                description="Some of three.",
            ),
            other(
                "weights", "number_array", min=0, max=10, step=0.5, maxLength=6, description="Any numbers."
            ),
            other("shots", "inputs_array", maxLength=6, inputs=_ROW, description="Shots, one after another."),
        ),
        *in_group(
            "Styles",
            other(
                "modelId",
                "model",
                default="",
                modelTypes=["flux.1-lora", "flux.1-composition"],
                description="One trained style or a mix.",
            ),
            other(
                "loras",
                "model_array",
                label="LoRAs",
                default=[],
                maxLength=6,
                modelTypes=["flux.1-lora"],
                description="Trained styles.",
            ),
            other(
                "lorasScale",
                "number_array",
                label="Strengths",
                min=0,
                max=2,
                step=0.05,
                description="How strong each is.",
            ),
        ),
        *in_group(
            "Values",
            string("colour", color=True, description="A colour, or none."),
            string(
                "size", allowedValues=["small", "large", "custom"], default="small", description="How large."
            ),
            number(
                "side",
                min=64,
                max=1024,
                step=16,
                description="Pixels, for a custom size.",
                required={"conditional": {"values": {"size": ["custom"]}, "operator": "and"}},
            ),
            number("rate", allowedValues=[23.976, 24, 29.97], default=24, description="A rate."),
            boolean("tile", description="On, off, or left to the model."),
            string("note", label="Note", description="Has the same label as the next one."),
            string("remark", label="Note", description="Has the same label as the one before."),
        ),
        *in_group(
            "One of two",
            string(
                "left",
                description="Goes instead of right.",
                required={"ifNotDefined": {"right": {"message": "Say left or right."}}},
            ),
            string(
                "right",
                default="here",
                description="Goes instead of left.",
                required={"ifNotDefined": {"left": {"message": "Say left or right."}}},
            ),
        ),
    ],
    says="The sandbox's own: every kind of input there is, for trying out forms.",
    grade=0,
    tags=["sandbox"],
    ui={
        "lorasComponent": {
            "label": "Styles",
            "modelInput": "loras",
            "scaleInput": "lorasScale",
            "modelIdInput": "modelId",
        },
        "selects": {"size": {"custom": "My own"}, "aiModel": {"x": "A name that no input has"}},
        "inputProperties": {"weights": {"collapsed": True}, "moods": {"collapsed": True}},
    },
)

MODELS: list[Record] = [SAMPLER]
