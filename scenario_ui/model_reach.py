"""Which models the account's plan may run: by the plan's name, and by what Scenario has refused so far."""

import threading
from dataclasses import dataclass, field

import streamlit as st

from scenario_core.catalog import Model, plan_grade_of
from scenario_core.errors import PermissionDeniedError, ScenarioError
from scenario_ui.model_words import reach_words
from scenario_ui.resources import account_plan

_TOO_LOW = "ModelAccessRestrictedError"  # its `details` name `currentPlan` and `requiredPlan`


@dataclass
class _Refusals:
    """What this process was refused: the models, and the plan that the refusals named."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    models: frozenset[str] = frozenset()
    plan: str = ""


@st.cache_resource(show_spinner=False, ttl="1h")
def _refusals() -> _Refusals:
    # An hour: an account that moves to a higher plan finds its models open again.
    return _Refusals()


def note_refusal(model_id: str, error: ScenarioError) -> None:
    """Remembers that the plan was too low for a model; any other error is none of this file's business."""
    if not isinstance(error, PermissionDeniedError) or error.name != _TOO_LOW:
        return
    held = _refusals()
    plan = error.details.get("currentPlan")
    with held.lock:
        held.models |= {model_id}
        held.plan = plan if isinstance(plan, str) else held.plan


def refused_models() -> frozenset[str]:
    """The ids of the models for which the plan was too low."""
    return _refusals().models


def account_grade() -> int | None:
    """The grade of the account's plan; None where neither the account nor a refusal has told it."""
    grade = plan_grade_of(account_plan() or "")
    return grade if grade is not None else plan_grade_of(_refusals().plan)


def reach_problem(model: Model) -> str:
    """Why the account cannot run the model, in a sentence; empty where nothing is known against it."""
    known = reach_words(model, account_grade())
    if known or model.id not in refused_models():
        return known
    return "Scenario refused this model to your plan a while ago."
