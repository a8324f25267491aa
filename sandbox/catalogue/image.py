"""Image models but FLUX. Source of the facts: captured records; Imagen from a parameter table."""

from sandbox.catalogue.record import (
    ALWAYS,
    SEED_MAX,
    Record,
    boolean,
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

GPT_IMAGE_2 = model(
    "model_openai-gpt-image-2",
    "GPT Image 2",
    ["txt2img", "img2img"],
    [
        prompt("Describe the picture, or the change you want.", required=ALWAYS, maxLength=32000),
        files(
            "referenceImages",
            label="Reference Images",
            parent=True,
            maxLength=10,
            costImpact=True,
            description="Up to ten pictures to change or to borrow from.",
            required={"ifDefined": {"mask": {"message": "A mask needs a picture that it covers."}}},
        ),
        file(
            "mask",
            parent=True,
            backgroundBehavior="opaque",
            maskFrom="referenceImages",
            description="Where to paint anew: as large as the picture, clear where it may change.",
        ),
        *in_group(
            "Settings",
            outputs(10),
            side("width", 16, 3840, costImpact=True),
            side("height", 16, 3840, costImpact=True),
            string(
                "quality",
                allowedValues=["auto", "high", "medium", "low"],
                default="auto",
                costImpact=True,
                description="How much work goes into the picture.",
            ),
            string(
                "background",
                allowedValues=["auto", "opaque", "transparent"],
                default="auto",
                description="Whether the ground is filled or clear; clear is a preview.",
            ),
        ),
    ],
    says="Pictures from instructions: strong at lettering, edits and large sizes.",
    grade=25,
    tags=["GPT-Image", "OpenAI", "editing", "sc:featured", "sc:third-party"],
    ui={
        "selects": {
            "quality": {"auto": "Auto", "high": "High", "medium": "Medium", "low": "Low"},
            "background": {"auto": "Auto", "opaque": "Opaque", "transparent": "Transparent"},
        },
        "resolutionComponent": resolution(
            *sizes(
                ("9:21 (1440x3360)", 1440, 3360),
                ("9:16 (2160x3840)", 2160, 3840),
                ("9:16 (1088x1920)", 1088, 1920),
                ("2:3 (1024x1536)", 1024, 1536),
                ("3:4 (1536x2048)", 1536, 2048),
                ("1:1 (1024x1024)", 1024, 1024),
                ("1:1 (2048x2048)", 2048, 2048),
                ("4:3 (2048x1536)", 2048, 1536),
                ("3:2 (1536x1024)", 1536, 1024),
                ("16:9 (2048x1152)", 2048, 1152),
                ("16:9 (3840x2160)", 3840, 2160),
                ("21:9 (3360x1440)", 3360, 1440),
            ),
            {"label": "Auto"},
        ),
    },
)

GEMINI_FLASH = model(
    "model_google-gemini-3-1-flash",
    "Gemini 3.1 🍌",
    ["txt2img", "img2img", "video2img"],
    [
        prompt("Describe the picture, or the change you want.", required=ALWAYS, maxLength=250000),
        files(
            "referenceImages",
            label="Reference images",
            parent=True,
            maxLength=14,
            costImpact=True,
            description="Up to fourteen pictures. Not beside a clip.",
        ),
        file(
            "video",
            "video",
            label="Input video",
            parent=True,
            maxSize=15728640,
            costImpact=True,
            description="A clip of at most 15 MB to draw from. Not beside pictures.",
        ),
        *in_group(
            "Settings",
            number(
                "videoFps",
                label="Video frame rate",
                min=0.1,
                max=24,
                step=0.1,
                default=1,
                costImpact=True,
                description="How many frames of each second of the clip are looked at.",
            ),
            string(
                "aspectRatio",
                label="Aspect Ratio",
                allowedValues=[
                    "21:9",
                    "16:9",
                    "3:2",
                    "4:3",
                    "5:4",
                    "1:1",
                    "4:5",
                    "3:4",
                    "2:3",
                    "9:16",
                    "auto",
                ],
                default="auto",
                description="Width to height.",
            ),
            string(
                "resolution",
                allowedValues=["512", "1K", "2K", "4K"],
                default="1K",
                costImpact=True,
                description="How large the picture is.",
            ),
            boolean(
                "useGoogleSearch",
                label="Use Google Search",
                default=False,
                costImpact=True,
                description="Read up on the subject first.",
            ),
            string(
                "thinkingLevel",
                label="Thinking Level",
                allowedValues=["MINIMAL", "LOW", "MEDIUM", "HIGH"],
                default="HIGH",
                description="How long the model plans before it draws.",
            ),
            outputs(4),
        ),
    ],
    says="Google's quick painter and editor, up to 4K.",
    grade=0,
    tags=["editing", "featured", "sc:featured", "sc:third-party"],
    ui={
        "selects": {
            "aspectRatio": {"auto": "Auto"},
            "thinkingLevel": {
                "MINIMAL": "Minimal - Fastest",
                "LOW": "Low - Fast",
                "MEDIUM": "Medium - Balanced",
                "HIGH": "High - Best Reasoning",
            },
        }
    },
)


IMAGEN_4_ULTRA = model(
    "model_imagen4-ultra",
    "Imagen 4 Ultra",
    ["txt2img"],
    [
        prompt("Describe the picture.", required=ALWAYS),
        *in_group(
            "Settings",
            string(
                "aspectRatio",
                label="Aspect Ratio",
                allowedValues=["9:16", "3:4", "1:1", "4:3", "16:9"],
                default="4:3",
                description="Width to height.",
            ),
        ),
    ],
    says="Google's most careful photographs and illustrations.",
    grade=0,  # guess
    tags=["Google", "Imagen", "sc:featured", "sc:third-party"],
)

_MAPS = ["basecolor", "normal", "roughness", "metalness", "height"]

PATINA = model(
    "model_patina",
    "PATINA Image to Maps",
    ["img2img"],
    [
        file(
            "image",
            parent=True,
            required=ALWAYS,
            costImpact=True,
            description="A picture of a surface; it stays as it is.",
        ),
        *in_group(
            "Settings",
            other(
                "maps",
                "string_array",
                allowedValues=_MAPS,
                default=_MAPS,
                maxLength=5,
                costImpact=True,
                description="Which of the five maps to make; each is a picture.",
            ),
            seed(min=0, max=SEED_MAX),
        ),
    ],
    says="Reads the maps of a material out of a picture of its surface.",
    grade=50,
    tags=["Image to Maps", "PBR", "Patina AI", "sc:texture", "sc:third-party"],
    ui={
        "selects": {
            "maps": {
                "basecolor": "Base Color",
                "normal": "Normal",
                "roughness": "Roughness",
                "metalness": "Metalness",
                "height": "Height",
            }
        }
    },
)

MODELS: list[Record] = [IMAGEN_4_ULTRA, GEMINI_FLASH, GPT_IMAGE_2, PATINA]
