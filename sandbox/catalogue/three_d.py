"""3D models. Source of the facts: captured records (Meshy 7, Tripo) and a parameter table (Meshy)."""

from sandbox.catalogue.record import (
    ALWAYS,
    Record,
    boolean,
    file,
    files,
    in_group,
    labels,
    model,
    number,
    prompt,
    seed,
    string,
)

_POSES = ["", "a-pose", "t-pose"]
_TEXTURE_SIZES = ["2k", "4k", "8k"]
_MESHY_SELECTS = {
    "textureResolution": {size: size.upper() for size in _TEXTURE_SIZES},
    "poseMode": {"a-pose": "A-Pose", "t-pose": "T-Pose"},  # the real map lacks "" too
    "topology": labels(["triangle", "quad"]),
}

_TEXTURE_IMAGE = file(
    "textureImage",
    label="Style Image",
    parent=True,
    description="A picture whose look the surface takes; it goes before the style words.",
)
_TOPOLOGY = string(
    "topology",
    allowedValues=["triangle", "quad"],
    default="triangle",
    description="Shape of the mesh's faces.",
)
_PBR = boolean(
    "enablePbr", label="Enable PBR", default=True, description="Metal, roughness and normal maps as well."
)
_POSE = string(
    "poseMode",
    label="Pose Mode",
    allowedValues=_POSES,
    default="",
    description="How a figure stands; empty leaves it open.",
)
_REMESH = [
    boolean(
        "shouldRemesh", label="Remesh", default=False, description="Rebuild the mesh with a set face count."
    ),
    number(
        "targetPolycount",
        label="Target Polycount",
        min=100,
        max=300000,
        default=30000,
        description="About how many faces; only with Remesh on.",
    ),
]
_ULTRA = boolean(
    "ultraMode",
    label="Ultra Mode",
    default=False,
    costImpact=True,
    description="More detail for more compute units.",
)


def _texture_prompt(**attributes: object) -> Record:
    return string(
        "texturePrompt",
        label="Style Prompt",
        maxLength=600,
        description="How the surface should look.",
        **attributes,
    )


def _texture_size(*, cost: bool) -> Record:
    return string(
        "textureResolution",
        label="Texture Resolution",
        allowedValues=_TEXTURE_SIZES,
        default="2k",
        costImpact=cost,
        description="Pixels of the surface picture. 8K needs triangles when remeshing.",
    )


MESHY = model(
    "model_meshy-txt23d",
    "Meshy Text-to-3D",
    ["txt23d"],
    [
        prompt("Describe one object.", required=ALWAYS, maxLength=600),
        _texture_prompt(),
        _TEXTURE_IMAGE,
        *in_group(
            "Settings",
            string(
                "aiModel",
                label="Version",
                allowedValues=["meshy-5", "latest"],
                default="latest",
                description="Which Meshy builds it.",
            ),
            _TOPOLOGY,
            _texture_size(cost=True),  # guess: the table tells no cost impact
            _PBR,
            _POSE,
            *_REMESH,
            seed(),
        ),
    ],
    says="A textured 3D object from a description.",
    grade=0,  # guess
    tags=["3d", "Meshy", "text-to-3d", "sc:featured", "sc:third-party"],
    ui={"selects": _MESHY_SELECTS},
)

MESHY_7 = model(
    "model_meshy-7-txt23d",
    "Meshy 7 - Text-to-3D",
    ["txt23d"],
    [
        prompt("Describe one object.", required=ALWAYS, maxLength=600),
        _ULTRA,
        _texture_prompt(default="", prompt=True),
        _TEXTURE_IMAGE,
        _TOPOLOGY,
        _texture_size(cost=True),
        _PBR,
        _POSE,
        *_REMESH,
    ],
    says="Meshy's newest: a textured object from words, finer still in Ultra mode.",
    grade=50,
    tags=["3d", "Meshy", "Meshy 7", "PBR", "Ultra", "text-to-3d", "sc:third-party"],
    # The captured record carries the stale key too.
    ui={"selects": {**_MESHY_SELECTS, "aiModel": {"meshy-7": "Meshy 7"}}},
)

MESHY_7_IMAGE = model(
    "model_meshy-7-img23d",
    "Meshy 7 - Image-to-3D",
    ["img23d"],
    [
        files(
            "image",
            label="Images",
            parent=True,
            maxLength=4,
            required=ALWAYS,
            description="One to four views of the same object.",
        ),
        _ULTRA,
        _texture_prompt(default="", prompt=True),
        _TEXTURE_IMAGE,
        boolean(
            "shouldTexture",
            label="Texture",
            default=True,
            costImpact=True,
            description="Paint the object as well.",
        ),
        _texture_size(cost=True),
        _TOPOLOGY,
        _PBR,
        _POSE,
        *_REMESH,
    ],
    says="A textured object from one to four pictures of it.",
    grade=50,
    tags=["3d", "Meshy", "Meshy 7", "PBR", "image-to-3d", "sc:third-party"],
    ui={"selects": _MESHY_SELECTS},
)

TRIPO_3_1 = model(
    "model_tripo-v3-1-image-to-3d",
    "Tripo 3.1 Image-to-3D",
    ["img23d"],
    [
        file(
            "image",
            parent=True,
            required=ALWAYS,
            backgroundBehavior="transparent",
            description="A picture of one object, best without a background.",
        ),
        *in_group(
            "Texture",
            boolean("texture", default=True, costImpact=True, description="Paint the object."),
            string(
                "textureQuality",
                label="Texture quality",
                allowedValues=["standard", "detailed", "extreme"],
                default="standard",
                costImpact=True,
                description="How fine the surface is painted.",
            ),
            string(
                "textureAlignment",
                label="Texture alignment",
                allowedValues=["original_image", "geometry"],
                default="original_image",
                description="Whether the paint follows the picture or the shape.",
            ),
            string(
                "geometryQuality",
                label="Geometry quality",
                allowedValues=["standard", "detailed"],
                default="standard",
                costImpact=True,
                description="How fine the shape is.",
            ),
            number("textureSeed", label="Texture seed", description="Repeats the same paint."),
        ),
        *in_group(
            "Settings",
            string(
                "orientation",
                allowedValues=["default", "align_image"],
                default="default",
                description="Which way the object faces.",
            ),
            boolean(
                "pbr", label="PBR", default=True, description="Metal, roughness and normal maps as well."
            ),
            number("faceLimit", label="Face limit", description="At most about this many faces."),
            boolean(
                "autoSize", label="Real size", default=False, description="Scale to the size in real life."
            ),
            boolean(
                "quad", default=False, costImpact=True, description="Four-sided faces; the file is then FBX."
            ),
            boolean(
                "smartLowPoly",
                label="Smart low poly",
                default=False,
                costImpact=True,
                description="Few, well-set faces.",
            ),
            boolean(
                "generateParts",
                label="Parts",
                default=False,
                costImpact=True,
                description="Cut into parts. Not with texture, PBR or quad.",
            ),
            seed(),
        ),
    ],
    says="An object from a single picture, with many ways to shape it.",
    grade=0,
    tags=["3d", "Tripo", "image-to-3d", "sc:third-party"],
    ui={"selects": {"textureQuality": {"standard": "Standard", "detailed": "HD", "extreme": "8K"}}},
)

MODELS: list[Record] = [MESHY, MESHY_7, MESHY_7_IMAGE, TRIPO_3_1]
