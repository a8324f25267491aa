"""What every test stands on: no key, no `.env`, and no shared object left over from the test before."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own key must never be used by a test."""
    import os

    for name in list(os.environ):
        if name.startswith(("SCENARIO_", "STUDIO_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PYTHON_DOTENV_DISABLED", "1")


@pytest.fixture
def clean_caches() -> Iterator[None]:
    """Streamlit's caches outlive a test: they are emptied before and after, which ends what they hold."""
    import streamlit as st

    st.cache_resource.clear()
    st.cache_data.clear()
    yield
    st.cache_resource.clear()
    st.cache_data.clear()
