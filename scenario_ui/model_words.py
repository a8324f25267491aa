"""The words for a model: what it is made from, what it usually costs, how long it usually takes."""

from scenario_core.catalog import Modality, Model, Source, plan_name, within_reach
from scenario_core.performance import Typical

SOURCE_WORDS: dict[Source, str] = {
    Source.TEXT: "From text",
    Source.PICTURE: "From a picture",
    Source.VIDEO: "From a video",
    Source.SOUND: "From a sound",
    Source.THREE_D: "From a 3D object",
}

MAKES_WORDS: dict[Modality, str] = {
    Modality.VIDEO: "videos",
    Modality.AUDIO: "sounds",
    Modality.THREE_D: "3D objects",
    Modality.IMAGE: "pictures",
}

_MINUTE = 60
_MANY = 10  # CU from which a fraction says nothing


def price_words(typical: Typical) -> str:
    """A usual price such as `about 12 CU`; empty where nobody knows it."""
    if typical.cu is None:
        return ""
    return f"about {typical.cu:.0f} CU" if typical.cu >= _MANY else f"about {round(typical.cu, 1):g} CU"


def wait_words(typical: Typical) -> str:
    """A usual wait such as `about 45 s` or `about 3 min`; empty where nobody knows it."""
    if typical.seconds is None:
        return ""
    if typical.seconds < 1.5 * _MINUTE:
        return f"about {max(1, round(typical.seconds))} s"
    return f"about {round(typical.seconds / _MINUTE)} min"


def plan_words(model: Model) -> str:
    """The plan from which on the model runs, such as `pro plan`; empty where every plan may run it."""
    return f"{model.plan} plan" if model.plan_grade > 0 else ""


def reach_words(model: Model, grade: int | None) -> str:
    """Why a plan of this grade cannot run the model; empty where it can, or where the plan is unknown."""
    if grade is None or within_reach(model, grade):
        return ""
    return f"Needs the {model.plan} plan; yours is {plan_name(grade)}."
