"""The models the sandbox offers: pure data, one table a modality, in the order the public list has.

Ids, types, enums, defaults, ranges, required rules, cost impact and labels are the API's own, read from
captured records and Scenario's parameter tables; the descriptions and the guesses (marked) are ours.
"""

from sandbox.catalogue import (
    audio,
    audio_from_files,
    image,
    image_flux,
    sampler,
    styles,
    text,
    three_d,
    three_d_from_files,
    video,
    video_kling,
    video_more,
)
from sandbox.catalogue.record import COPY, Record, original_id

MODELS: dict[str, Record] = {
    record["id"]: record
    for record in [
        *video_kling.MODELS,
        *video.MODELS,
        *video_more.MODELS,
        *audio.MODELS,
        *audio_from_files.MODELS,
        *three_d.MODELS,
        *three_d_from_files.MODELS,
        *image.MODELS,
        *image_flux.MODELS,
        *styles.MODELS,
        *text.MODELS,
        *sampler.MODELS,
    ]
}

# The plan of the sandbox's team and its grade (contract section 15.5: measured `cu-pro-q3-25` = 50).
PLAN = "cu-pro-q3-25"
PLAN_GRADE = 50
_PLANS = {0: "free", 25: "cu-basic", 50: "cu-pro-q3-25", 75: "cu-max", 100: "enterprise"}


def catalogue(extra: int = 0) -> dict[str, Record]:
    """The models by id, and so many copies of them under names of their own: a list as long as a real one."""
    originals = list(MODELS.values())
    copies = [_copied(originals[number % len(originals)], number) for number in range(extra)]
    return {**MODELS, **{record["id"]: record for record in copies}}


def _copied(record: Record, number: int) -> Record:
    copy_id = f"{record['id']}{COPY}{number}"
    copy = {**record, "id": copy_id, "name": f"{record['name']} {number + 2}"}
    if "concepts" in record:
        # A trained style's own id among its concepts is the copy's then.
        copy["concepts"] = [
            {**each, "modelId": copy_id} if each["modelId"] == record["id"] else each
            for each in record["concepts"]
        ]
    return copy


def required_plan(record: Record) -> str:
    """The cheapest plan that may run a model."""
    grade = record["accessRestrictions"]
    return next(plan for least, plan in _PLANS.items() if grade <= least)


def within_plan(record: Record) -> bool:
    """Whether the sandbox's plan may run a model."""
    return bool(record["accessRestrictions"] <= PLAN_GRADE)


__all__ = [
    "MODELS",
    "PLAN",
    "PLAN_GRADE",
    "Record",
    "catalogue",
    "original_id",
    "required_plan",
    "within_plan",
]
