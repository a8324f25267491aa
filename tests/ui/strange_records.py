"""Model records of shapes nobody has seen: the API's next surprise, or somebody's bad joke."""

from typing import Any

from scenario_core.inputs import InputType, ModelInput

HOSTILE = "![x](https://evil.example/x.png) <script>alert(1)</script> :red[x] $x$ `y` \x00\u202e* # ]"


def _model(name: str, inputs: Any, ui: Any = None) -> dict[str, Any]:
    return {"id": f"model_{name}", "type": "custom", "inputs": inputs, "uiConfig": ui}


def _bare(**more: Any) -> list[dict[str, Any]]:
    return [{"name": f"{type_}-input", "type": str(type_), **more} for type_ in [*InputType, "hologram"]]


_NULLS = dict.fromkeys(name for name in ModelInput.model_fields if name not in ("name", "type"))

STRANGE: dict[str, dict[str, Any]] = {
    record["id"]: record
    for record in [
        _model("no-labels", _bare()),
        _model("all-null", _bare(**_NULLS)),
        _model(
            "hostile",
            _bare(
                label=HOSTILE,
                description=HOSTILE,
                hint=HOSTILE,
                group=HOSTILE,
                placeholder=HOSTILE,
                default=HOSTILE,
                kind=HOSTILE,
                required={"ifNotDefined": {HOSTILE: HOSTILE}},
            ),
        ),
        _model(
            "hostile-names",
            [{"name": HOSTILE + type_, "type": str(type_)} for type_ in [*InputType, HOSTILE]],
        ),
        _model("one-label", _bare(label="Same", costImpact=True)),
        _model("all-required", _bare(required={"always": True})),
        _model("wrong-defaults", _bare(default={"a": [1]})),
        _model("wrong-scalar-defaults", _bare(default=-5.5, min=0, max=2)),
        _model(
            "sixty",
            [{"name": f"x{n}", "type": str([*InputType][n % 10]), "group": f"G{n % 7}"} for n in range(60)],
        ),
        _model(
            "mixed-values",
            _bare(
                allowedValues=[1, True, "1", "true", 1.0, "", 0, False, "x" * 500, "x" * 501], default=True
            ),
        ),
        _model("no-range", _bare(min=5, max=1, step=0, maxLength=0, minLength=-3, default=3)),
        _model("vast-range", _bare(min=-(10**30), max=10**30, step=10**20, default=10**25, maxLength=10**30)),
        _model(
            "endless", _bare(min=float("-inf"), max=float("inf"), step=float("nan"), default=float("inf"))
        ),
        _model("tiny-steps", _bare(min=0, max=1, step=1e-12, default=0.5)),
        _model("one-point", _bare(min=0.5, max=0.5, default=0.5)),
        _model("too-many", _bare(maxLength=1, default=["a", "b", "c"], allowedValues=["a", "b", "c"])),
        _model("odd-colour", [{"name": "c", "type": "string", "color": True, "default": "rebeccapurple"}]),
        _model(
            "deep",
            [
                {
                    "name": "a",
                    "type": "inputs_array",
                    "default": [{"b": [{"c": "x"}]}, {}, 5],
                    "inputs": [
                        {
                            "name": "b",
                            "type": "inputs_array",
                            "inputs": [{"name": "c", "type": "string"}, {"name": "c", "type": "number"}],
                        }
                    ],
                }
            ],
        ),
        _model(
            "rows-of-all",
            [
                {
                    "name": "rows",
                    "type": "inputs_array",
                    "default": [{"x": 1}],
                    "inputs": [{"name": "x", "type": "number"}, *_bare(label="Same")],
                }
            ],
        ),
        _model(
            "rules-in-a-ring",
            [
                {
                    "name": "a",
                    "type": "string",
                    "required": {"ifNotDefined": {"b": None, "a": {"message": None}}},
                },
                {"name": "b", "type": "file", "required": {"ifDefined": {"ghost": "x"}, "always": False}},
                {
                    "name": "c",
                    "type": "number",
                    "required": {"conditional": {"values": {"a": ["x"]}, "operator": "xor"}},
                },
            ],
        ),
        _model(
            "masks-of-masks",
            [
                {"name": "m", "type": "file", "maskFrom": "n"},
                {"name": "n", "type": "file", "maskFrom": "m"},
                {"name": "o", "type": "file", "maskFrom": "o"},
            ],
        ),
        _model(
            "stale-ui",
            _bare(),
            {
                "selects": {"ghost": {"a": "b"}},
                "resolutionComponent": {
                    "widthInput": "ghost",
                    "heightInput": "number-input",
                    "presets": [{}],
                },
                "lorasComponent": {"modelInput": "string-input", "scaleInput": "ghost"},
                "inputProperties": {"ghost": {"collapsed": True}},
                "presets": "x",
            },
        ),
        _model(
            "odd-sizes",
            [{"name": "w", "type": "number", "max": 100}, {"name": "h", "type": "number"}],
            {
                "resolutionComponent": {
                    "widthInput": "w",
                    "heightInput": "h",
                    "presets": [
                        {"label": "A"},
                        {"label": "A", "width": 5000, "height": 5000},
                        {"width": 64},
                        {"label": "Custom"},
                    ],
                }
            },
        ),
        _model(
            "one-side",
            [{"name": "w", "type": "number"}],
            {"resolutionComponent": {"widthInput": "w", "heightInput": "w", "presets": [{"label": "A"}]}},
        ),
        _model("no-sense", [{"label": "nameless"}, 5, None, {"name": "x", "type": "number", "min": "low"}]),
        _model("no-list", {"prompt": "string"}),
        _model("nothing", []),
        _model("nothing-at-all", None),
    ]
}
