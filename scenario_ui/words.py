"""The words on the screen for what the API names: one place, so that pages speak alike."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from scenario_core.catalog import Modality
from scenario_core.jobs import Job, JobStatus
from scenario_core.runs import Run, SubmissionState


@dataclass(frozen=True)
class ModalityWords:
    """How a page speaks of what it makes. `symbol` names a Material symbol."""

    title: str
    one: str
    symbol: str
    invitation: str
    page: str

    @property
    def icon(self) -> str:
        """The symbol as Streamlit writes icons."""
        return f":material/{self.symbol}:"


MODALITY_WORDS: dict[Modality, ModalityWords] = {
    Modality.VIDEO: ModalityWords(
        "Video", "video", "movie", "Describe a scene and watch it move.", "pages/video.py"
    ),
    Modality.AUDIO: ModalityWords(
        "Audio",
        "sound",
        "graphic_eq",
        "Music, effects and voices from a sentence.",
        "pages/audio.py",
    ),
    Modality.THREE_D: ModalityWords(
        "3D",
        "3D object",
        "deployed_code",
        "An object to turn, light and download.",
        "pages/three_d.py",
    ),
    Modality.IMAGE: ModalityWords(
        "Image", "picture", "image", "A picture from your words.", "pages/image.py"
    ),
}

_STATUS: dict[JobStatus, str] = {
    JobStatus.PENDING: "Waiting to start",
    JobStatus.QUEUED: "In the queue",
    JobStatus.WARMING_UP: "Warming up",
    JobStatus.IN_PROGRESS: "Making it",
    JobStatus.FINALIZING: "Almost done",
    JobStatus.SUCCESS: "Done",
    JobStatus.FAILURE: "Failed",
    JobStatus.CANCELED: "Canceled",
}

_SUBMISSION: dict[SubmissionState, str] = {
    SubmissionState.SENDING: "Sending",
    SubmissionState.ACCEPTED: "Started",
    SubmissionState.REFUSED: "Refused",
    SubmissionState.NOT_SENT: "Not sent",
    SubmissionState.UNKNOWN: "Unknown",
}


def status_words(run: Run) -> str:
    """The state of a run in a word or three. A status that nobody knows is shown as it is."""
    if run.job is None:
        return _SUBMISSION[run.state]
    if run.job.succeeded and not run.results_complete:
        return "Fetching the result"
    return job_status_words(run.job)


def job_status_words(job: Job) -> str:
    """The status of a job in words."""
    return _STATUS[job.status] if isinstance(job.status, JobStatus) else job.status


def cu(amount: Decimal | None) -> str:
    """A price such as `12.5 CU`; a dash where it is not known."""
    return "–" if amount is None else f"{amount.normalize():f} CU"


def duration(seconds: float) -> str:
    """A stretch of time such as `0:42` or `1:03:20`."""
    minutes, rest = divmod(int(max(0.0, seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def elapsed(run: Run, now: datetime) -> float:
    """Seconds since Generate was pressed; once the run is over, until its end."""
    if not run.is_active and run.job and run.job.seconds is not None:
        return run.job.seconds
    return max(0.0, (now - run.started_at).total_seconds())
