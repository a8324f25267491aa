"""The FLUX bases. Source of the facts: captured records."""

from sandbox.catalogue.record import (
    ALWAYS,
    SEED_MAX,
    Record,
    file,
    files,
    in_group,
    model,
    number,
    other,
    outputs,
    prompt,
    resolution,
    seed,
    side,
    sizes,
    string,
)


def _loras(*, model_types: list[str], lora_types: list[str]) -> list[Record]:
    return [
        other(
            "modelId",
            "model",
            label="Model",
            default="",
            modelTypes=model_types,
            description="A style of your own.",
        ),
        other(
            "loras",
            "model_array",
            label="LoRAs",
            default=[],
            maxLength=6,
            modelTypes=lora_types,
            description="Up to six trained styles, mixed.",
        ),
        other(
            "lorasScale",
            "number_array",
            label="LoRA strengths",
            min=0,
            max=2,
            step=0.05,
            description="How strong each style is, in the same order.",
        ),
    ]


_LORAS_UI = {"label": "Model", "modelInput": "loras", "scaleInput": "lorasScale", "modelIdInput": "modelId"}
_FLUX_SIZES = sizes(  # the captured record has nine sized presets; which ones is a guess
    ("1:1 (1024x1024)", 1024, 1024),
    ("4:3 (1104x832)", 1104, 832),
    ("3:4 (832x1104)", 832, 1104),
    ("3:2 (1248x832)", 1248, 832),
    ("2:3 (832x1248)", 832, 1248),
    ("16:9 (1360x768)", 1360, 768),
    ("9:16 (768x1360)", 768, 1360),
    ("21:9 (1568x672)", 1568, 672),
    ("9:21 (672x1568)", 672, 1568),
)


def _unit(name: str, label: str, default: float, least: float = 0, **attributes: object) -> Record:
    return number(name, label=label, min=least, max=1, step=0.01, default=default, **attributes)


FLUX_1_DEV = model(
    "model_bfl-flux-1-dev",
    "FLUX.1 dev",
    ["txt2img", "img2img", "controlnet", "outpaint"],
    [
        *_loras(model_types=["flux.1-lora", "flux.1-composition"], lora_types=["flux.1-lora"]),
        prompt("Describe the picture.", required=ALWAYS, maxLength=2048),
        *in_group(
            "Reference Image",
            file("image", parent=True, description="A picture to start from."),
            _unit("strength", "Strength", 0.8, 0.01, description="How far the result may leave the picture."),
        ),
        *in_group(
            "ControlNet",
            file("controlImage", label="Control image", description="A picture that holds the composition."),
            string(
                "controlModality",
                label="Control by",
                allowedValues=["canny", "tile", "depth", "blur", "pose", "gray", "low-quality"],
                default="canny",
                description="What is kept of that picture.",
            ),
            _unit("controlStrength", "Control strength", 0.7, description="How firmly it is kept."),
            _unit("controlStart", "Control start", 0, description="From which part of the drawing on."),
            _unit("controlEnd", "Control end", 1, description="Until which part of the drawing."),
        ),
        *in_group(
            "Settings",
            outputs(4),
            number(
                "numInferenceSteps",
                label="Steps",
                min=1,
                max=50,
                step=1,
                default=28,
                costImpact=True,
                description="More steps, more detail, more compute units.",
            ),
            side("width", 128, 2048, default=1104),
            side("height", 128, 2048, default=832),
            number(
                "guidance", min=0, max=10, step=0.1, default=3.5, description="How literal the picture is."
            ),
            seed(min=0, max=SEED_MAX),
        ),
    ],
    says="The open base that trained styles (LoRAs) run on.",
    grade=0,
    tags=["Flux", "LoRA", "sc:third-party"],
    ui={
        "lorasComponent": _LORAS_UI,
        "resolutionComponent": resolution(*_FLUX_SIZES),
        "selects": {
            "controlModality": {
                "canny": "Edges",
                "pose": "Pose",
                "depth": "Depth",
                "low-quality": "Low quality",
            }
        },
    },
)

FLUX_2_DEV = model(
    "model_bfl-flux-2-dev",
    "FLUX.2 dev",
    ["txt2img", "img2img"],
    [
        *_loras(
            model_types=["flux.2-dev-lora", "flux.2-dev-edit-lora"],
            lora_types=["flux.2-dev-lora", "flux.2-dev-edit-lora"],
        ),
        prompt("Describe the picture, or the change you want.", required=ALWAYS, maxLength=2048),
        files(
            "referenceImages",
            label="Reference Images",
            parent=True,
            maxLength=5,
            description="Up to five pictures.",
        ),
        *in_group(
            "Settings",
            outputs(4),
            number(
                "numInferenceSteps",
                label="Steps",
                min=1,
                max=100,
                step=1,
                default=28,
                costImpact=True,
                description="More steps, more detail, more compute units.",
            ),
            side("width", 128, 2048),
            side("height", 128, 2048),
            number("guidance", min=1, max=10, default=4, description="How literal the picture is."),
            seed(min=0, max=SEED_MAX),
        ),
    ],
    says="The newer open base, for pictures, edits and trained styles.",
    grade=25,
    tags=["Flux", "LoRA", "sc:third-party"],
    ui={
        "lorasComponent": _LORAS_UI,
        "resolutionComponent": resolution({"label": "Auto (match input)"}, *_FLUX_SIZES),
    },
)

# Its LoRAs are one at most and cost extra, unlike those of its siblings.
KONTEXT = model(
    "model_flux-kontext-editing",
    "FLUX Kontext",
    ["img2img"],
    [
        files(
            "referenceImages",
            label="Reference Images",
            parent=True,
            maxLength=10,
            required=ALWAYS,
            costImpact=True,
            description="The picture to change, and up to nine to borrow from.",
        ),
        prompt("What to change.", label="Instructions", required=ALWAYS, maxLength=4096),
        other(
            "loras",
            "model_array",
            label="LoRAs",
            default=[],
            maxLength=1,
            modelTypes=["flux.1-kontext-lora"],
            costImpact=True,
            description="One trained style.",
        ),
        *in_group(
            "Settings",
            string(
                "aspectRatio",
                label="Aspect Ratio",
                allowedValues=["auto", "21:9", "16:9", "4:3", "3:2", "1:1", "2:3", "3:4", "9:16", "9:21"],
                default="auto",
                description="Width to height; auto keeps the picture's.",
            ),
            string(
                "quality",
                allowedValues=["high", "medium"],
                default="high",
                costImpact=True,
                description="How much work goes into the picture.",
            ),
            number(
                "guidanceScale",
                label="Guidance",
                min=1,
                max=10,
                default=2.5,  # guess
                description="How literal the change is.",
            ),
            outputs(4),
        ),
    ],
    says="Changes a picture as told and keeps the rest of it.",
    grade=25,
    tags=["Flux", "editing", "sc:third-party"],
    ui={"selects": {"aspectRatio": {"auto": "Auto"}, "quality": {"high": "High", "medium": "Medium"}}},
)

MODELS: list[Record] = [FLUX_1_DEV, FLUX_2_DEV, KONTEXT]
