"""The script that Streamlit runs for every visitor, whatever address they open: frame, then page."""

from pathlib import Path

import streamlit as st

from scenario_core.errors import ConfigurationError
from scenario_ui.frame import frame
from scenario_ui.resources import studio
from scenario_ui.words import MODALITY_WORDS

# Absolute paths, one folder up: with `pages/` beside this script Streamlit would open a page alone,
# without the frame around it, for the first visitor of a fresh server.
ROOT = Path(__file__).resolve().parent.parent
FAVICON = ROOT / "scenario_ui/favicon.png"


def pages() -> list[st.Page]:
    """All pages, in the order of the navigation."""
    home = st.Page(ROOT / "pages/home.py", title="Home", icon=":material/home:", default=True)
    made = [
        st.Page(ROOT / words.page, title=words.title, icon=words.icon) for words in MODALITY_WORDS.values()
    ]
    return [home, *made]


def main() -> None:
    """Draws the app for one visitor."""
    # Before the navigation, which would fetch the page's icon from a font server for the browser's tab.
    st.set_page_config(page_title="Scenario Studio", page_icon=str(FAVICON), layout="wide")
    page = st.navigation(pages(), position="top")
    st.set_page_config(page_title=f"{page.title} · Scenario Studio")
    try:
        studio()
    except ConfigurationError as error:
        st.title("Almost there", anchor=False)
        st.error(str(error), icon=":material/key_off:")
        st.markdown("Mend it in `.env` or in the environment, then start the app again.")
        st.stop()
    frame()
    page.run()


main()
