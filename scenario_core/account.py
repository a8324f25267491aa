"""What the API tells about the account: its plan, and how much of its allowance is left.

Source: contract section 11. Which numbers add up to the rest is a reading of the SDK's docstrings, never
measured: it lives in `Limits.remaining` alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from scenario_core.answers import amount


@dataclass(frozen=True)
class Limits:
    """The plan's limits and what is used of them in this period, in CU; None where the API does not say."""

    plan: str = ""
    allowance: Decimal | None = None
    used: Decimal | None = None
    extra: Decimal = Decimal(0)
    parallel_jobs: int | None = None

    @classmethod
    def parse(cls, payload: Mapping[str, Any]) -> Self:
        """The limits in an answer; what makes no sense is left out."""
        plan, limits, values = payload.get("plan"), _object(payload, "limits"), _object(payload, "values")
        bought = payload.get("oneShotCreativeUnits")
        rests = [amount(pack.get("remaining")) for pack in bought or () if isinstance(pack, Mapping)]
        parallel = amount(limits.get("parallelCustomJobs"))
        return cls(
            plan=plan if isinstance(plan, str) else "",
            allowance=amount(limits.get("creativeUnits")),
            used=amount(values.get("creativeUnits")),
            extra=sum((rest for rest in rests if rest is not None), Decimal(0)),
            parallel_jobs=int(parallel) if parallel is not None else None,
        )

    @property
    def remaining(self) -> Decimal | None:
        """What is left to spend: the plan's rest, and what was bought beside it. None where nobody knows."""
        if self.allowance is None or self.used is None:
            return None
        return max(Decimal(0), self.allowance - self.used) + self.extra


@dataclass(frozen=True)
class Team:
    """The team that pays: its id and its plan's name, such as `cu-pro-q3-25`."""

    id: str
    plan: str = ""


def own_team(teams: Sequence[Any], project_id: str | None) -> Team | None:
    """The team of the project, else the first: a key of one project is shown its own team only."""
    known = [team for team in teams if isinstance(team, Mapping) and isinstance(team.get("id"), str)]
    ours = [team for team in known if project_id and project_id in _project_ids(team)] or known
    if not ours:
        return None
    plan = ours[0].get("plan")
    return Team(ours[0]["id"], plan if isinstance(plan, str) else "")


def _project_ids(team: Mapping[str, Any]) -> list[Any]:
    projects = team.get("projects")
    return [each.get("id") for each in projects or () if isinstance(each, Mapping)]


def _object(payload: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = payload.get(key)
    return value if isinstance(value, Mapping) else {}
