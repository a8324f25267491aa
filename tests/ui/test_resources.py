"""What the process shares: the sandbox where no key is set, the API where one is."""

from collections.abc import Mapping

import pytest

from sandbox.server import Sandbox
from scenario_core.errors import ConfigurationError
from scenario_ui import resources


@pytest.fixture(autouse=True)
def _fresh(clean_caches: None) -> None:
    """Each test builds its own."""


def test_without_a_key_the_sandbox_answers() -> None:
    """Real HTTP from the first second."""
    shared = resources.studio()

    assert shared.sandbox is not None
    assert len(resources.catalogue()) >= 16
    assert shared.sandbox.paid_posts == 0


def test_with_a_key_no_sandbox_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key goes to the API that the settings name."""
    elsewhere = Sandbox.start()
    monkeypatch.setenv("SCENARIO_API_KEY", elsewhere.key)
    monkeypatch.setenv("SCENARIO_API_SECRET", elsewhere.secret)
    monkeypatch.setenv("SCENARIO_BASE_URL", elsewhere.base_url)

    assert resources.studio().sandbox is None
    assert resources.catalogue()
    elsewhere.stop()


def test_the_key_may_come_from_streamlits_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Streamlit Cloud."""
    secrets: Mapping[str, str] = {
        "SCENARIO_API_KEY": "key-of-the-cloud",
        "SCENARIO_API_SECRET": "secret-of-it",
    }
    monkeypatch.setattr("streamlit.secrets", secrets)

    shared = resources.studio()
    assert shared.settings.api_key == "key-of-the-cloud"
    assert "secret-of-it" not in repr(shared)
    assert "key-of-the-cloud" not in repr(shared)


def test_half_a_pair_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence names what is missing and holds nothing of what is there."""
    monkeypatch.setenv("SCENARIO_API_SECRET", "only-the-secret")

    with pytest.raises(ConfigurationError, match="SCENARIO_API_KEY is missing") as caught:
        resources.studio()
    assert "only-the-secret" not in str(caught.value)


def test_what_is_released_is_ended() -> None:
    """Clearing the cache stops the sandbox and removes its folder."""
    shared = resources.studio()
    resources.studio.clear()

    from pathlib import Path

    assert not Path(shared.folder.name).exists()
