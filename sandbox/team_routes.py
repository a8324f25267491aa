"""The sandbox's one team and its limits (contract section 11). The numbers are invented, the shape is not."""

from decimal import Decimal

from starlette.responses import JSONResponse, Response

from sandbox.calls import Call
from sandbox.catalogue import PLAN
from sandbox.runs import OWNER_ID, iso, plain
from sandbox.state import charges, refunds
from sandbox.validation import RefusalError

TEAM_ID = "team_sandbox"
_DAY = 86400.0
_BORN = "2026-01-01T00:00:00.000Z"
_LIMITS = {
    "creativeUnits": 100000,
    "parallelInferences": 10,
    "parallelTraining": 2,
    "parallelWorkflowRuns": 3,
    "minCooldown": 0,
    "maxCooldown": 0,
    "inferenceBatchSize": 8,
    "models": 100,
    "projects": 5,
    "seats": 5,
    "defaultSeats": 1,
    "apiKeys": 10,
    "collections": 100,
    "canvasAssets": 100,
    "canvasAssetLayers": 50,
    "downloadAssets": 1000,
    "downloadModel": 1,
    "maxTrainingDatasets": 50,
    "premiumGenerationSamples": 0,
    "scalingFactor": 8,
    "snapshotsRetention": 30,
    "upload": 100,
    "OTPSessions": 1,
}


async def list_teams(_call: Call) -> Response:
    """The team that the key belongs to."""
    project = {"id": OWNER_ID, "name": "Sandbox", "createdAt": _BORN, "updatedAt": _BORN}
    context = {"userRole": "key", "usersCount": 1, "keysCount": 1, "invitationsCount": 0}
    team = {
        "id": TEAM_ID,
        "name": "Sandbox",
        "plan": PLAN,
        "type": "shared",
        "context": context,
        "projects": [project],
        "createdAt": _BORN,
        "updatedAt": _BORN,
    }
    return JSONResponse({"teams": [team]})


async def get_limits(call: Call) -> Response:
    """The plan's limits, and what of them is used since the sandbox started."""
    team_id, now = call.path["teamId"], call.state.now()
    if team_id != TEAM_ID:
        raise RefusalError(404, f"Team {team_id} not found")
    listed = call.state.book.all()
    used = sum(charges(listed).values(), Decimal(0)) - sum(refunds(listed, now).values(), Decimal(0))
    values = {"apiKeys": 1, "collections": 0, "canvasAssets": 0, "projects": 1, "seats": 1}
    return JSONResponse(
        {
            "plan": PLAN,
            "period": {"start": iso(now - _DAY), "end": iso(now + 30 * _DAY)},
            "limits": {**_LIMITS, "parallelCustomJobs": call.state.options.max_parallel},
            "values": {**values, "creativeUnits": plain(used)},
            "oneShotCreativeUnits": [],
        }
    )
