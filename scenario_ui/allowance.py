"""What is left to spend, in one quiet line."""

from decimal import Decimal

import streamlit as st

from scenario_ui.resources import studio


def allowance_line() -> None:
    """Draws what is left of the account's allowance, from memory; nothing where nobody knows."""
    remaining = studio().allowance.remaining()
    if remaining is not None:
        st.caption(allowance_words(remaining, play_money=studio().settings.sandbox_mode))


def allowance_words(remaining: Decimal, *, play_money: bool = False) -> str:
    """Such as `6,879.5 CU left this period`."""
    number = f"{remaining.normalize():,f} CU"
    return f"{number} of play money left" if play_money else f"{number} left this period"
