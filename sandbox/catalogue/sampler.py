"""The sandbox's own model that has every input of the language, so that each can be seen and tried.

It is no model of the API; the types and attributes are (contract section 9).
"""

from sandbox.catalogue.record import (
    SEED_MAX,
    Record,
    boolean,
    file,
    files,
    in_group,
    model,
    number,
    other,
    prompt,
    resolution,
    seed,
    side,
    sizes,
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
            file(
                "mask",
                maskFrom="image",
                description="A mask for the picture: white may change.",
                required={"ifDefined": {"feather": "Add a mask to soften its border."}},
            ),
            file("maskOfList", maskFrom="imageList", description="A mask for the list's first picture."),
            number("feather", min=0, max=64, step=1, description="Pixels of a soft border, unset for none."),
            file("cutout", backgroundBehavior="transparent", description="A picture without a background."),
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
            side("width", 128, 2048),
            side("height", 128, 2048),
            seed(min=0, max=SEED_MAX),
            number("rate", allowedValues=[23.976, 24, 29.97], default=24, description="A rate."),
            boolean("tile", description="On, off, or left to the model."),
            string(
                "note",
                label="Note",
                minLength=3,
                required={"always": False},
                description="Has the same label as the next one.",
            ),
            string("remark", label="Note", description="Has the same label as the one before."),
            other(
                "curve",
                "curve",
                default=[[0, 0], [1, 1]],
                description="Of a type that nobody knows.",
            ),
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
        # The first preset has no sizes: it leaves both to the model (contract section 9.7).
        "resolutionComponent": resolution(
            {"label": "Auto"}, *sizes(("1:1 (512x512)", 512, 512), ("16:9 (896x512)", 896, 512))
        ),
        # Some values without a label, a label of a value that there is not, an input that there is not.
        "selects": {
            "size": {"custom": "My own", "tiny": "Tiny"},
            "rate": {"24": "Cinema"},
            "aiModel": {"x": "A name that no input has"},
        },
        "inputProperties": {
            "weights": {"collapsed": True},
            "moods": {"collapsed": True},
            "none": {"collapsed": True},
        },
    },
)

MODELS: list[Record] = [SAMPLER]
