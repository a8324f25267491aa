"""What a visitor reads when something went wrong: what happened, whether it cost, what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from scenario_core.errors import (
    APIConnectionError,
    APIResponseError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConfigurationError,
    FileRefusedError,
    ImportFailedError,
    InputsError,
    NotFoundError,
    PaidQuoteError,
    PaymentRequiredError,
    PermissionDeniedError,
    QuotingStoppedError,
    RateLimitError,
    ScenarioError,
    ServerError,
)
from scenario_ui.plain_text import plain


@dataclass(frozen=True)
class Notice:
    """One sentence on what happened, one on the money, one on what to press next."""

    happened: str
    cost: str
    next: str


_FREE = "Nothing was charged."
_UNKNOWN_COST = "We do not know whether it was charged."

# One entry an error class; a class without one speaks through its nearest parent.
NOTICES: dict[type[ScenarioError], Notice] = {
    ScenarioError: Notice("Something went wrong.", _UNKNOWN_COST, "Reload the page and look at the history."),
    ConfigurationError: Notice(
        "The app is not set up right.", _FREE, "Mend the setting and start the app again."
    ),
    InputsError: Notice("Some fields need your attention.", _FREE, "Look at the marked fields."),
    QuotingStoppedError: Notice(
        "Prices are no longer asked for.", _FREE, "Ask whoever runs this app to look at the notice above."
    ),
    PaidQuoteError: Notice(
        "Only a price was asked, but Scenario started the job.",
        "It is paid for.",
        "Its result will be in your history; tell whoever runs this app.",
    ),
    FileRefusedError: Notice("This file cannot be used.", _FREE, "Choose another file."),
    ImportFailedError: Notice(
        "Scenario could not use the file.", _FREE, "Try the file again, or choose another one."
    ),
    APIConnectionError: Notice(
        "Scenario could not be reached.", _FREE, "Nothing was sent: press Generate again."
    ),
    APITimeoutError: Notice(
        "The connection broke after the request left: it may have started.",
        _UNKNOWN_COST,
        "Look at your jobs at Scenario before you ask for the same thing.",
    ),
    APIResponseError: Notice(
        "Scenario answered something we do not understand.",
        _UNKNOWN_COST,
        "Look at your jobs at Scenario before you ask for the same thing.",
    ),
    APIStatusError: Notice("Scenario refused the request.", _FREE, "Read its reason below."),
    BadRequestError: Notice("Scenario did not accept the settings.", _FREE, "Change what its reason names."),
    AuthenticationError: Notice(
        "Scenario does not know the API key.", _FREE, "Ask whoever runs this app to check the key pair."
    ),
    PaymentRequiredError: Notice(
        "There are not enough compute units left.",
        _FREE,
        "Ask whoever holds the Scenario account to add some.",
    ),
    PermissionDeniedError: Notice(
        "The plan or the key does not allow this model.", _FREE, "Choose another model."
    ),
    NotFoundError: Notice("Scenario does not know this model any more.", _FREE, "Choose another model."),
    RateLimitError: Notice(
        "Too many jobs are running at once.",
        _FREE,
        "Wait until one of them is done, then press Generate again.",
    ),
    ServerError: Notice(
        "Scenario had a problem of its own; the request may have started.",
        _UNKNOWN_COST,
        "Look at your jobs at Scenario before you ask for the same thing.",
    ),
}


# Help with a prompt starts no job and is no press of Generate: it needs words of its own.
HELPING: dict[type[ScenarioError], Notice] = {
    ScenarioError: Notice("Something went wrong.", _UNKNOWN_COST, "Your words are as they were."),
    APIConnectionError: Notice(
        "Scenario could not be reached.", _FREE, "Nothing was sent: try again in a moment."
    ),
    APITimeoutError: Notice(
        "The connection broke after the request left.", _UNKNOWN_COST, "Your words are as they were."
    ),
    APIResponseError: Notice(
        "Scenario's answer could not be used.", _UNKNOWN_COST, "Your words are as they were."
    ),
    APIStatusError: Notice("Scenario refused to help with this prompt.", _FREE, "Read its reason below."),
    AuthenticationError: NOTICES[AuthenticationError],
    PaymentRequiredError: NOTICES[PaymentRequiredError],
    PermissionDeniedError: Notice(
        "The plan or the key does not allow this help.", _FREE, "You can generate without it."
    ),
    NotFoundError: Notice("Scenario has no such help for this model.", _FREE, "You can generate without it."),
    RateLimitError: Notice("Scenario asks us to slow down.", _FREE, "Wait a minute, then press again."),
    ServerError: Notice(
        "Scenario had a problem of its own; it may have answered.",
        _UNKNOWN_COST,
        "Your words are as they were.",
    ),
}


def notice_for(error: ScenarioError, table: Mapping[type[ScenarioError], Notice] = NOTICES) -> Notice:
    """The words for an error: those of its class or of its nearest parent."""
    return next(table[kind] for kind in type(error).__mro__ if kind in table)


def raw_words(error: ScenarioError) -> str:
    """What the API (or the network) said, uncut."""
    if isinstance(error, APIStatusError):
        trace = f" (trace {error.trace_id})" if error.trace_id else ""
        return f"{error.reason}{trace}"
    return str(error)


# A failed look costs nothing and starts nothing: it needs other words than a failed press.
READING: dict[type[ScenarioError], str] = {
    ScenarioError: "Scenario's answer could not be used. Reload the page to try again.",
    APIConnectionError: "Scenario could not be reached. Reload the page to try again.",
    APIStatusError: "Scenario refused to show this. Read its reason below.",
    AuthenticationError: "Scenario does not know the API key. Ask whoever runs this app to check it.",
    PermissionDeniedError: "The API key may not read this. Ask whoever runs this app to check its rights.",
    NotFoundError: "Scenario does not know this model any more. Choose another model.",
    RateLimitError: "Scenario asks us to slow down. Wait a minute, then reload the page.",
    ServerError: "Scenario has a problem of its own. Wait a minute, then reload the page.",
}


def show_reading_error(error: ScenarioError) -> None:
    """Shows where it happened that something could not be read, and what the API said, as plain text."""
    words = next(READING[kind] for kind in type(error).__mro__ if kind in READING)
    st.error(words, icon=":material/error:")
    if raw_words(error):
        st.caption(plain(raw_words(error)))
