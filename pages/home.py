"""Home: what this is, four ways in, what is running, the latest results."""

from scenario_ui.home_page import home_page

home_page()
