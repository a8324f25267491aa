"""The settings: where they come from, which make no sense, and that they are documented."""

import os
import re
from pathlib import Path

import pytest

from scenario_core.errors import ConfigurationError
from scenario_core.settings import DEFAULT_BASE_URL, VARIABLES, Settings

ROOT = Path(__file__).resolve().parents[2]
NAMES = {name for variable in VARIABLES for name in (variable.name, *variable.aliases)}


def test_without_anything_the_app_runs_on_its_sandbox() -> None:
    settings = Settings.from_env({})

    assert settings.sandbox_mode
    assert settings.base_url == DEFAULT_BASE_URL
    assert settings.project_id is None
    assert settings.sandbox_speed == 1.0


def test_every_variable_is_read() -> None:
    settings = Settings.from_env(
        {
            "SCENARIO_API_KEY": " key ",
            "SCENARIO_API_SECRET": "secret",
            "SCENARIO_BASE_URL": "http://127.0.0.1:8601/v1/",
            "SCENARIO_PROJECT_ID": "proj_1",
            "SCENARIO_SANDBOX_SPEED": "2.5",
        }
    )

    expected = Settings("key", "secret", "http://127.0.0.1:8601/v1", "proj_1", 2.5)
    assert settings == expected
    assert not settings.sandbox_mode


def test_the_names_of_the_official_sdk_are_accepted() -> None:
    settings = Settings.from_env({"SCENARIO_SDK_API_KEY": "k", "SCENARIO_SDK_API_SECRET": "s"})

    assert (settings.api_key, settings.api_secret) == ("k", "s")


OURS = {"SCENARIO_API_KEY": "our-key", "SCENARIO_API_SECRET": "our-secret"}
THEIRS = {"SCENARIO_SDK_API_KEY": "their-key", "SCENARIO_SDK_API_SECRET": "their-secret"}


@pytest.mark.parametrize(
    ("environ", "pair"),
    [
        ({**OURS, **THEIRS}, ("our-key", "our-secret")),
        ({**THEIRS, "SCENARIO_API_KEY": "half"}, ("their-key", "their-secret")),
        ({**THEIRS, "SCENARIO_API_SECRET": "half"}, ("their-key", "their-secret")),
        ({**OURS, "SCENARIO_SDK_API_KEY": "half"}, ("our-key", "our-secret")),
        ({**THEIRS, "SCENARIO_API_KEY": " "}, ("their-key", "their-secret")),
    ],
)
def test_the_complete_pair_counts_and_no_half_is_completed_by_the_other_naming(
    environ: dict[str, str], pair: tuple[str, str]
) -> None:
    settings = Settings.from_env(environ)

    assert (settings.api_key, settings.api_secret) == pair


def test_a_complete_pair_in_the_environment_wins_over_one_of_the_other_naming_in_dotenv(
    tmp_path: Path,
) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("".join(f"{name}={value}\n" for name, value in OURS.items()))

    assert Settings.from_env(THEIRS, dotenv=dotenv).api_key == "their-key"
    assert Settings.from_env({}, secrets=THEIRS, dotenv=dotenv).api_key == "our-key"


def test_the_largest_file_is_told_in_bytes() -> None:
    assert Settings.from_env({"STUDIO_MAX_UPLOAD_MB": "1.5"}).max_upload_bytes == 1_500_000


def test_the_environment_wins_over_dotenv_and_dotenv_over_secrets(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("SCENARIO_API_KEY=file\nSCENARIO_API_SECRET=file\nSCENARIO_PROJECT_ID=\n")
    secrets = {"SCENARIO_API_KEY": "cloud", "SCENARIO_PROJECT_ID": "cloud", "other": {"nested": 1}}
    settings = Settings.from_env({"SCENARIO_API_KEY": "shell"}, secrets=secrets, dotenv=dotenv)

    assert (settings.api_key, settings.api_secret, settings.project_id) == ("shell", "file", "cloud")


def test_a_dotenv_file_is_read_literally_and_changes_nothing_outside(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("SCENARIO_API_KEY='a$HOME'\nSCENARIO_API_SECRET=\"b${HOME}\"\n", encoding="utf-8-sig")
    before = dict(os.environ)
    settings = Settings.from_env({}, dotenv=dotenv)

    assert (settings.api_key, settings.api_secret) == ("a$HOME", "b${HOME}")
    assert dict(os.environ) == before


@pytest.mark.parametrize("switch", ["1", "true", "YES", "on"])
def test_dotenv_can_be_disabled(tmp_path: Path, switch: str) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("SCENARIO_API_KEY=k\nSCENARIO_API_SECRET=s\n")

    assert Settings.from_env({"PYTHON_DOTENV_DISABLED": switch}, dotenv=dotenv).sandbox_mode


def test_without_a_mapping_the_process_environment_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCENARIO_API_KEY", "k")
    monkeypatch.setenv("SCENARIO_API_SECRET", "s")

    assert Settings.from_env().api_key == "k"


NONSENSE = [
    ({"SCENARIO_API_KEY": "hunter2-key"}, "SCENARIO_API_SECRET is missing"),
    ({"SCENARIO_SDK_API_SECRET": "hunter2"}, "SCENARIO_SDK_API_KEY is missing"),
    (
        {"SCENARIO_API_KEY": "hunter2-key", "SCENARIO_SDK_API_SECRET": "hunter2"},
        "SCENARIO_API_SECRET is missing",
    ),
    (
        {"SCENARIO_SDK_API_KEY": "hunter2-key", "SCENARIO_API_SECRET": "hunter2"},
        "SCENARIO_API_KEY is missing",
    ),
    ({"STUDIO_MAX_UPLOAD_MB": "hunter2"}, "STUDIO_MAX_UPLOAD_MB must be"),
    ({"STUDIO_MAX_UPLOAD_MB": "0"}, "STUDIO_MAX_UPLOAD_MB must be"),
    ({"STUDIO_MAX_UPLOAD_MB": "inf"}, "STUDIO_MAX_UPLOAD_MB must be"),
    ({"SCENARIO_BASE_URL": "hunter2"}, "SCENARIO_BASE_URL must be"),
    ({"SCENARIO_BASE_URL": "ftp://hunter2/v1"}, "SCENARIO_BASE_URL must be"),
    ({"SCENARIO_BASE_URL": "https://"}, "SCENARIO_BASE_URL must be"),
    ({"SCENARIO_BASE_URL": "https://[hunter2/v1"}, "SCENARIO_BASE_URL must be"),
    ({"SCENARIO_BASE_URL": "https://host:hunter2/v1"}, "SCENARIO_BASE_URL must be"),
    ({"SCENARIO_BASE_URL": "https://me:hunter2@host/v1"}, "no user name"),
    ({"SCENARIO_BASE_URL": "https://host/v1?key=hunter2"}, "address only"),
    ({"SCENARIO_SANDBOX_SPEED": "hunter2"}, "SCENARIO_SANDBOX_SPEED must be"),
    ({"SCENARIO_SANDBOX_SPEED": "0"}, "SCENARIO_SANDBOX_SPEED must be"),
    ({"SCENARIO_SANDBOX_SPEED": "-1"}, "SCENARIO_SANDBOX_SPEED must be"),
    ({"SCENARIO_SANDBOX_SPEED": "nan"}, "SCENARIO_SANDBOX_SPEED must be"),
    ({"SCENARIO_SANDBOX_SPEED": "inf"}, "SCENARIO_SANDBOX_SPEED must be"),
]


@pytest.mark.parametrize(("environ", "sentence"), NONSENSE)
def test_nonsense_is_refused_in_one_sentence_without_its_value(
    environ: dict[str, str], sentence: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        Settings.from_env(environ)

    assert sentence in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_a_dotenv_file_that_is_no_text_is_refused_without_its_bytes(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_bytes(b"SCENARIO_API_KEY=hunter2\xff\xfe\n")
    with pytest.raises(ConfigurationError, match="UTF-8") as caught:
        Settings.from_env({}, dotenv=dotenv)

    assert caught.value.__context__ is None


def test_the_repr_holds_no_secret() -> None:
    shown = repr(Settings(api_key="hunter2-key", api_secret="hunter2-secret"))

    assert "hunter2" not in shown


def test_env_example_documents_every_variable_and_no_other() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    documented = set(re.findall(r"^#? ?(\w+)=", text, flags=re.MULTILINE))

    assert documented == NAMES


def test_env_example_shows_the_defaults_and_copied_as_it_is_gives_the_sandbox() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")

    for variable in VARIABLES:
        assert f"{variable.name}={variable.default}\n" in text
    assert Settings.from_env({}, dotenv=ROOT / ".env.example") == Settings()


def test_the_readme_names_every_variable() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = {name for name in NAMES if name not in text}

    assert missing == set()
