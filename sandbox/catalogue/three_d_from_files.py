"""3D models that take an object. Source of the facts: captured records; their prices are guesses."""

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

_FORMATS = ["glb", "fbx-unity", "fbx-unreal", "ma", "mb"]  # the two FBX flavours' names are a guess

CARTWHEEL = model(
    "model_cartwheel-text-to-motion",
    "Cartwheel Text to Motion",
    ["txt23d", "3d23d"],
    [
        prompt("What the figure does.", required=ALWAYS, maxLength=500),
        file(
            "characterModel",
            "3d",
            label="Character model",
            parent=True,
            description="A figure to move.",
            required={
                "ifNotDefined": {"characterFile": {"message": "Add a model or a picture of the figure."}}
            },
        ),
        file(
            "characterFile",
            label="Character picture",
            description="A picture of the figure, where there is no model.",
            required={
                "ifNotDefined": {"characterModel": {"message": "Add a picture or a model of the figure."}}
            },
        ),
        *in_group(
            "Settings",
            number(
                "duration",
                min=3,
                max=8,
                step=0.25,
                default=5,
                costImpact=True,
                description="Seconds of the motion.",
            ),
            number(
                "frameRate",
                label="Frame rate",
                allowedValues=[23.976, 24, 25, 29.97, 30, 50, 59.94, 60],
                default=30,
                description="Frames a second.",
            ),
            string(
                "outputFormat",
                label="Format",
                allowedValues=_FORMATS,
                default="glb",
                description="File type.",
            ),
            number("frameStepSize", label="Frame step", min=1, description="Keep every so many frames."),
            boolean("ikFeet", label="Feet on the ground", description="Keep the feet from sliding."),
            seed(),
        ),
        *in_group(
            "Skin color",
            string(
                "skinHex", label="Skin", color=True, default="#c68642", description="The figure's colour."
            ),
        ),
    ],
    says="A figure that moves as described.",
    grade=50,
    tags=["3d", "Animation", "Cartwheel", "sc:third-party"],
    # The captured record carries the stale key too.
    ui={"selects": {"requestedModel": {"v2": "Version 2"}, "outputFormat": {"glb": "GLB"}}},
)

RODIN_BANG = model(
    "model_rodin-hyper3d-bang",
    "Rodin Bang",
    ["3d23d"],
    [
        file("model", "3d", parent=True, required=ALWAYS, description="The object to take apart."),
        file("image", required=ALWAYS, description="A picture of it, needed if no prompt is provided."),
        prompt("What the object is.", maxLength=2048),
        *in_group(
            "Settings",
            number("strength", min=2, max=12, default=5, description="Into how many parts, roughly."),
            string(
                "material",
                allowedValues=["PBR", "Shaded", "None", "All"],
                default="PBR",
                description="What the surface is made of.",
            ),
            string(
                "resolution", allowedValues=["Basic", "High"], default="Basic", description="How fine it is."
            ),
        ),
    ],
    says="Takes an object apart. The sandbox repaints it instead.",
    grade=50,
    tags=["3d", "Rodin", "3d-to-3d", "sc:third-party"],
)

MODELS: list[Record] = [CARTWHEEL, RODIN_BANG]
