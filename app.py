"""The front door: `streamlit run app.py` starts it, so does any ASGI server (`app:app`)."""

from pathlib import Path

import streamlit as st

from scenario_server.lifespan import lifespan
from scenario_server.middleware import middleware
from scenario_server.routes import routes

app = st.App(
    # The script lies a folder down, away from `pages/`: beside it, Streamlit would serve pages without it.
    Path(__file__).resolve().parent / "scenario_ui" / "main.py",
    routes=routes(),
    middleware=middleware(),
    lifespan=lifespan,
)
