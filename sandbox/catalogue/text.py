"""The text model. Its price and the names of its inputs are known; their ranges are guesses."""

from sandbox.catalogue.record import ALWAYS, Record, files, in_group, model, number, other, prompt, string

SCENARIO_LLM = model(
    "model_scenario-llm",
    "Scenario LLM",
    ["txt2txt", "img2txt"],
    [
        prompt("What should be written.", name="instruction", required=ALWAYS, promptSpark=False),
        other("textInputs", "string_array", label="Texts", description="Texts the instruction speaks of."),
        files("images", label="Images", description="Pictures the instruction speaks of."),
        *in_group(
            "Settings",
            number(
                "numOutputs",
                label="Answers",
                min=1,
                max=4,
                step=1,
                default=1,
                costImpact=True,
                description="How many answers; each is paid for.",
            ),
            string("model", default="gemini-3.5-flash-lite", description="Which language model writes."),
        ),
    ],
    says="Writes text: prompts, captions, names, stories.",
    grade=0,
    tags=["LLM", "Text", "sc:third-party"],
)

MODELS: list[Record] = [SCENARIO_LLM]
