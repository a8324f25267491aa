"""The front door: `streamlit run app.py` starts it, so does any ASGI server (`app:app`)."""

from pathlib import Path

import streamlit as st

from scenario_server.lifespan import lifespan
from scenario_server.middleware import middleware
from scenario_server.routes import routes

# The script lies a folder down, away from `pages/`: beside it, Streamlit would open pages without it.
MAIN = Path(__file__).resolve().parent / "scenario_ui" / "main.py"

app = st.App(MAIN, routes=routes(), middleware=middleware(), lifespan=lifespan)
