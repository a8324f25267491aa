"""The models the sandbox offers: pure data, one table a modality, in the order the public list has.

Ids, types, enums, defaults, ranges, required rules, cost impact and labels are the API's own, read from
captured records and Scenario's parameter tables; the descriptions and the guesses (marked) are ours.
"""

from sandbox.catalogue import audio, image, image_flux, text, three_d, video, video_kling
from sandbox.catalogue.record import Record

MODELS: dict[str, Record] = {
    record["id"]: record
    for record in [
        *video_kling.MODELS,
        *video.MODELS,
        *audio.MODELS,
        *three_d.MODELS,
        *image.MODELS,
        *image_flux.MODELS,
        *text.MODELS,
    ]
}

# The plan of the sandbox's team and its grade (contract section 15.5: measured `cu-pro-q3-25` = 50).
PLAN = "cu-pro-q3-25"
PLAN_GRADE = 50
_PLANS = {0: "free", 25: "cu-basic", 50: "cu-pro-q3-25", 75: "cu-max", 100: "enterprise"}


def required_plan(record: Record) -> str:
    """The cheapest plan that may run a model."""
    grade = record["accessRestrictions"]
    return next(plan for least, plan in _PLANS.items() if grade <= least)


def within_plan(record: Record) -> bool:
    """Whether the sandbox's plan may run a model."""
    return bool(record["accessRestrictions"] <= PLAN_GRADE)


__all__ = ["MODELS", "PLAN", "PLAN_GRADE", "Record", "required_plan", "within_plan"]
