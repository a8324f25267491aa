"""What the whole process shares: settings, client, store, tracker, uploads, the sandbox where no key is set.

Everything here is released by Streamlit's cache when it is cleared or the server ends. Nothing of one
visitor may be kept here.
"""

import logging
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from sandbox.server import Sandbox
from scenario_core.allowance import Allowance
from scenario_core.catalog import Catalogue, Model
from scenario_core.client import Client
from scenario_core.errors import APIStatusError, ScenarioError
from scenario_core.prompt_desk import PromptDesk
from scenario_core.quotes import Quotes
from scenario_core.settings import Settings
from scenario_core.store import Store
from scenario_core.tracker import Tracker
from scenario_core.uploads import Uploads

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Studio:
    """The shared objects of one process."""

    settings: Settings
    client: Client
    quotes: Quotes
    prompts: PromptDesk
    allowance: Allowance
    store: Store
    tracker: Tracker
    uploads: Uploads
    sandbox: Sandbox | None
    folder: tempfile.TemporaryDirectory[str]

    def close(self) -> None:
        """Ends them, in the order in which they lean on each other."""
        self.tracker.stop()
        self.uploads.close()
        self.allowance.close()
        self.client.close()
        self.store.close()
        if self.sandbox is not None:
            self.sandbox.stop()
        self.folder.cleanup()


@st.cache_resource(show_spinner=False, on_release=Studio.close)
def studio() -> Studio:
    """The shared objects, made on the first call.

    Raises ConfigurationError where the settings make no sense.
    """
    settings = Settings.from_env(secrets=_streamlit_secrets())
    sandbox = Sandbox.start(speed=settings.sandbox_speed) if settings.sandbox_mode else None
    # The store dies with the process until it gets its own folder: a visitor is known by a cookie,
    # and the sandbox's jobs end with the sandbox.
    folder = tempfile.TemporaryDirectory(prefix="scenario-studio-")
    client = Client(
        base_url=sandbox.base_url if sandbox else settings.base_url,
        api_key=sandbox.key if sandbox else settings.api_key,
        api_secret=sandbox.secret if sandbox else settings.api_secret,
        project_id=settings.project_id,
    )
    store = Store(f"sqlite:///{Path(folder.name) / 'studio.sqlite'}")
    tracker = Tracker(client, store)
    tracker.start()
    uploads = Uploads(client, Path(folder.name) / "uploads")
    quotes = Quotes(client)
    return Studio(
        settings=settings,
        client=client,
        quotes=quotes,
        prompts=PromptDesk(client, quotes, store),
        allowance=Allowance(client),
        store=store,
        tracker=tracker,
        uploads=uploads,
        sandbox=sandbox,
        folder=folder,
    )


@st.cache_resource(show_spinner=False, ttl="10m", refresh_mode="background")
def catalogue() -> Catalogue:
    """The public models, trained styles among them, then our own; without their inputs.

    Raises the client's errors.
    """
    client = studio().client
    found: dict[str, Model] = {}
    for model in (*client.list_models(types=()), *_own_models(client)):
        found.setdefault(model.id, model)
    return Catalogue(tuple(found.values()))


def _own_models(client: Client) -> list[Model]:
    """The models that the account trained itself; none where the key may not list them."""
    try:
        return client.list_models(privacy="private")
    except APIStatusError as error:
        log.info("The account's own models could not be listed: %s", error.status)
        return []


@st.cache_resource(show_spinner=False, ttl="10m", refresh_mode="background")
def account_plan() -> str | None:
    """The name of the account's plan; None where it cannot be known at the moment."""
    try:
        return studio().client.plan()
    except ScenarioError as error:
        log.info("The account's plan could not be read: %s", type(error).__name__)
        return None


@st.cache_resource(show_spinner=False, ttl="1h", max_entries=1000)
def model_detail(model_id: str) -> Model:
    """One model with its inputs. Raises the client's errors."""
    return studio().client.get_model(model_id)


def _streamlit_secrets() -> Mapping[str, Any]:
    """The secrets of Streamlit Cloud or `.streamlit/secrets.toml`, empty where there are none."""
    try:
        return dict(st.secrets)
    except StreamlitSecretNotFoundError:
        return {}


# A reload in development gives every class a new identity; what was cached holds instances of the old ones.
# So this module, loaded again, begins anew. Loaded for the first time it finds nothing to clear.
for _cached in (model_detail, account_plan, catalogue, studio):
    _cached.clear()
