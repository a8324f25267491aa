"""An upload's life: its parts arrive, the whole is looked at, an asset appears (contract section 6.2).

Like a job it is a function of time: nothing ticks. `pending` until the client says that it is complete, then
`validating`, `validated` and `imported`, or `failed`; only what a look at the bytes says comes from outside.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from sandbox import jobs
from sandbox.runs import AUTHOR_ID, OWNER_ID, iso
from sandbox.signing import Signer

# Seconds after "complete" at normal speed.
VALIDATED, IMPORTED = 1.0, 2.0
MOST_PARTS = 10_000
# What every part but the last must have at least (contract section 6.2).
LEAST_PART = 5 * 1024 * 1024

_JOB_STATUS = {
    "pending": "queued",
    "validating": "in-progress",
    "validated": "finalizing",
    "imported": "success",
    "failed": "failure",
}
_PROGRESS = {"pending": 0.0, "validating": 0.3, "validated": 0.8, "imported": 1.0, "failed": 0.3}


@dataclass(frozen=True)
class Looked:
    """That the bytes were looked at: seconds after "complete", the asset, or why there is none."""

    at: float
    asset_id: str = ""
    error: str = ""


@dataclass
class Upload:
    """One upload. `sizes` fills as parts arrive, `completed` and `looked` are set once."""

    upload_id: str
    job_id: str
    asked: Mapping[str, Any]
    place: Path
    submitted: float
    speed: float
    sizes: dict[int, int] = field(default_factory=dict)
    completed: float | None = None
    looked: Looked | None = None
    job_type: str = "upload"
    cost: Decimal = Decimal(0)

    @property
    def parts(self) -> int:
        """How many parts the client announced."""
        return int(self.asked["parts"])

    def part_path(self, number: int) -> Path:
        """Where the bytes of a part lie."""
        return self.place.with_name(f"{self.place.name}-{number}")

    def status(self, now: float) -> tuple[str, float]:
        """The status at a time, and when it began (epoch seconds)."""
        return self.history(now)[-1]

    def history(self, now: float) -> list[tuple[str, float]]:
        """The statuses so far with their beginnings, oldest first."""
        steps = [("pending", self.submitted)]
        if self.completed is None:
            return steps
        steps.append(("validating", self.completed))
        if self.looked:
            steps += self._ends(self.completed, self.looked)
        return [(status, at) for status, at in steps if at <= now]

    def _ends(self, completed: float, looked: Looked) -> list[tuple[str, float]]:
        validated = completed + max(VALIDATED / self.speed, looked.at)
        if looked.error:
            return [("failed", validated)]
        return [("validated", validated), ("imported", validated + (IMPORTED - VALIDATED) / self.speed)]

    def imported_at(self, looked_at: float) -> float:
        """When an asset appears whose bytes were looked at so many seconds after "complete"."""
        return (
            (self.completed or 0.0)
            + max(VALIDATED / self.speed, looked_at)
            + (IMPORTED - VALIDATED) / self.speed
        )

    def moment(self, now: float) -> jobs.Moment:
        """Where its job is at a time."""
        status, since = self.status(now)
        return jobs.Moment(_JOB_STATUS[status], _PROGRESS[status], since - self.submitted)

    def record(self, now: float) -> dict[str, Any]:
        """Its job as `GET /jobs/{id}` tells it; `metadata.output.entityId` is the asset."""
        moment, error = self.moment(now), (self.looked or Looked(0)).error
        history = [{"status": _JOB_STATUS[status], "date": iso(at)} for status, at in self.history(now)]
        entity = self.entity_id(now)
        metadata: dict[str, Any] = {
            "input": {"uploadId": self.upload_id},
            "assetIds": [entity] if entity else [],
        }
        if entity:
            metadata["output"] = {"entityId": entity}
        if moment.status == "failure":
            metadata |= {"error": error, "hint": "Check that the file opens on your computer"}
        return {
            "jobId": self.job_id,
            "jobType": self.job_type,
            "status": moment.status,
            "progress": moment.progress,
            "createdAt": iso(self.submitted),
            "updatedAt": iso(self.status(now)[1]),
            "statusHistory": history,
            "metadata": metadata,
            "billing": {"cuCost": 0, "cuDiscount": 0},
            "authorId": AUTHOR_ID,
            "ownerId": OWNER_ID,
        }

    def entity_id(self, now: float) -> str | None:
        """The asset's id once it was imported."""
        return self.looked.asset_id if self.looked and self.status(now)[0] == "imported" else None


def upload_record(upload: Upload, signer: Signer, origin: str, now: float, ttl: float) -> dict[str, Any]:
    """The upload as the API tells it, the addresses of its parts signed afresh while it is pending."""
    status, since = upload.status(now)
    asked = upload.asked
    told: dict[str, Any] = {
        "id": upload.upload_id,
        "status": status,
        "kind": asked["kind"],
        "source": "multipart",
        "fileName": asked["fileName"],
        "contentType": asked.get("contentType", "application/octet-stream"),
        "fileSize": asked["fileSize"],
        "partsCount": upload.parts,
        "assetOptions": dict(asked.get("assetOptions") or {}),
        "entityId": upload.entity_id(now),
        "jobId": upload.job_id,
        "ownerId": OWNER_ID,
        "authorId": AUTHOR_ID,
        "createdAt": iso(upload.submitted),
        "updatedAt": iso(since),
    }
    if status == "pending":
        told["parts"] = [
            _part(upload, number, signer, origin, now + ttl) for number in range(1, upload.parts + 1)
        ]
    if status == "failed" and upload.looked:
        told["errorMessage"] = upload.looked.error
    return told


def _part(upload: Upload, number: int, signer: Signer, origin: str, expires: float) -> dict[str, Any]:
    url = signer.part_url(origin, f"{upload.upload_id}/{number}", expires)
    return {"number": number, "url": url, "expires": iso(expires)}
