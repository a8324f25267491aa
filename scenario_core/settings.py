"""What the project is told from outside. The only reader of the environment and of `.env`."""

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from dotenv import dotenv_values

from scenario_core.errors import ConfigurationError

DEFAULT_BASE_URL = "https://api.cloud.scenario.com/v1"


@dataclass(frozen=True)
class Variable:
    """One variable: its name, what it means, its default, and the other names it answers to."""

    name: str
    meaning: str
    default: str = ""
    aliases: tuple[str, ...] = ()


# The aliases are the names that the official SDK reads (contract section 1.1).
VARIABLES: tuple[Variable, ...] = (
    Variable(
        "SCENARIO_API_KEY",
        "The key of an API key pair; without a pair the app runs on its own sandbox.",
        aliases=("SCENARIO_SDK_API_KEY",),
    ),
    Variable(
        "SCENARIO_API_SECRET",
        "The secret of that pair.",
        aliases=("SCENARIO_SDK_API_SECRET",),
    ),
    Variable("SCENARIO_BASE_URL", "Where the API is.", default=DEFAULT_BASE_URL),
    Variable("SCENARIO_PROJECT_ID", "The project to work in, for a key that belongs to several."),
    Variable("SCENARIO_SANDBOX_SPEED", "How much faster than life the sandbox runs.", default="1"),
    Variable("STUDIO_CONFIRM_CU", "From which price on one more click asks, in CU.", default="100"),
    Variable("STUDIO_MAX_UPLOAD_MB", "The largest file that a visitor may give, in MB.", default="500"),
)
_KEY, _SECRET = VARIABLES[0], VARIABLES[1]

_ROOT_DOTENV = Path(__file__).resolve().parent.parent / ".env"


@dataclass(frozen=True)
class Settings:
    """The settings of one process. Raises ConfigurationError, without values, where they make no sense."""

    api_key: str = field(default="", repr=False)
    api_secret: str = field(default="", repr=False)
    base_url: str = DEFAULT_BASE_URL
    project_id: str | None = None
    sandbox_speed: float = 1.0
    confirm_cu: float = 100.0
    max_upload_mb: float = 500.0

    def __post_init__(self) -> None:
        _check_pair(self.api_key, self.api_secret)
        _check_base_url(self.base_url)
        if not (math.isfinite(self.sandbox_speed) and self.sandbox_speed > 0):
            raise ConfigurationError(_SPEED_PROBLEM)
        if not self.confirm_cu >= 0:
            raise ConfigurationError(_CONFIRM_PROBLEM)
        if not (math.isfinite(self.max_upload_mb) and self.max_upload_mb > 0):
            raise ConfigurationError(_UPLOAD_PROBLEM)

    @property
    def max_upload_bytes(self) -> int:
        """The largest file that a visitor may give, in bytes."""
        return int(self.max_upload_mb * 1_000_000)

    @property
    def sandbox_mode(self) -> bool:
        """Whether there is no key, so that the embedded sandbox stands in for the API."""
        return not self.api_key

    @classmethod
    def from_env(
        cls,
        environ: Mapping[str, str] | None = None,
        *,
        secrets: Mapping[str, Any] | None = None,
        dotenv: Path | None = None,
    ) -> Self:
        """The settings that the process was started with: the environment, else `.env`, else `secrets`.

        Without `environ` the process's own environment and the project's `.env` are read; a mapping
        stands for both, unless `dotenv` names a file. PYTHON_DOTENV_DISABLED is honoured.
        """
        if environ is None:
            environ, dotenv = os.environ, dotenv or _ROOT_DOTENV
        sources = (environ, _read_dotenv(dotenv, environ), secrets or {})
        key, secret = _pair(sources)
        given = {variable.name: _first(variable, sources) for variable in VARIABLES}
        return cls(
            api_key=key,
            api_secret=secret,
            base_url=given["SCENARIO_BASE_URL"].rstrip("/"),
            project_id=given["SCENARIO_PROJECT_ID"] or None,
            sandbox_speed=_number(given["SCENARIO_SANDBOX_SPEED"]),
            confirm_cu=_number(given["STUDIO_CONFIRM_CU"]),
            max_upload_mb=_number(given["STUDIO_MAX_UPLOAD_MB"]),
        )


_SPEED_PROBLEM = "SCENARIO_SANDBOX_SPEED must be a number above 0, such as 1 or 2.5."
_CONFIRM_PROBLEM = "STUDIO_CONFIRM_CU must be a number of compute units, 0 or more, such as 100."
_UPLOAD_PROBLEM = "STUDIO_MAX_UPLOAD_MB must be a number of megabytes above 0, such as 500."
_BASE_URL_PROBLEM = f"SCENARIO_BASE_URL must be an http or https address, such as {DEFAULT_BASE_URL}."


def _pair(sources: tuple[Mapping[str, Any], ...]) -> tuple[str, str]:
    """The key pair, empty where there is none. Both halves are named in one way: ours or the official SDK's.

    Each source adds to those before it; the first complete pair counts. Half a pair and half of another
    belong to different keys: ConfigurationError says which name is missing.
    """
    namings = list(zip((_KEY.name, *_KEY.aliases), (_SECRET.name, *_SECRET.aliases), strict=True))
    for count in range(1, len(sources) + 1):
        for key_name, secret_name in namings:
            key, secret = (_value(name, sources[:count]) for name in (key_name, secret_name))
            if key and secret:
                return key, secret
    for names in namings:
        _check_pair(*(_value(name, sources) for name in names), names=names)
    return "", ""


def _first(variable: Variable, sources: tuple[Mapping[str, Any], ...]) -> str:
    """The variable's first value that is not blank, else its default."""
    return _value(variable.name, sources) or variable.default


def _value(name: str, sources: tuple[Mapping[str, Any], ...]) -> str:
    """The first value under the name that is not blank; empty where there is none."""
    for source in sources:
        value = source.get(name)
        if isinstance(value, str | int | float) and str(value).strip():
            return str(value).strip()
    return ""


def _read_dotenv(path: Path | None, environ: Mapping[str, str]) -> Mapping[str, Any]:
    disabled = environ.get("PYTHON_DOTENV_DISABLED", "").strip().lower()
    if path is None or not path.is_file() or disabled in ("1", "true", "t", "yes", "y", "on"):
        return {}
    # Raised outside the handler: a decoding error carries the bytes of the file, secrets and all.
    try:
        # A `$` in a secret is a `$`; a byte-order mark comes from Windows editors.
        return dotenv_values(path, interpolate=False, encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError):
        problem = "The file .env cannot be read: it must be a readable UTF-8 text file."
    raise ConfigurationError(problem)


def _check_pair(key: str, secret: str, *, names: tuple[str, str] = (_KEY.name, _SECRET.name)) -> None:
    if bool(key) == bool(secret):
        return
    there, missing = names if key else names[::-1]
    raise ConfigurationError(
        f"{there} is set but {missing} is missing: set both to use the API, or neither to use the sandbox."
    )


def _check_base_url(url: str) -> None:
    # Raised outside the handler: the URL may hold a password, and a ValueError may quote it.
    try:
        parts = urlsplit(url)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_address = False
    if not is_address:
        raise ConfigurationError(_BASE_URL_PROBLEM)
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ConfigurationError("SCENARIO_BASE_URL must hold an address only: no user name, `?` or `#`.")


def _number(text: str) -> float:
    # What is no number becomes one that `Settings` refuses, with the sentence and without the text.
    try:
        return float(text)
    except ValueError:
        return math.nan
