"""Text from outside, made safe for the places where Streamlit reads Markdown."""

import re

# Everything that Streamlit's Markdown gives a meaning: emphasis, links, code, HTML, maths, directives.
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&@])")
# Joiners (U+200C, U+200D) stay: Persian and composed emoji are written with them.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Streamlit's front end acts on these after Markdown, escaped or not: addresses, :icons:, arrows, dashes.
_LATER = re.compile(r"(:(?=\S)|www(?=\.)|(?<=\S)@|[-=<](?=[-=>]))", re.IGNORECASE)
_JOINER = "\u2060"  # invisible, and no line breaks at it


def plain(text: str, *, limit: int | None = None) -> str:
    """The text with every character that Markdown would act on escaped, on one line.

    `limit` cuts it to so many characters, with an ellipsis.
    """
    broken_up = _LATER.sub(rf"\g<1>{_JOINER}", shortened(text, limit=limit))
    return _SPECIAL.sub(r"\\\1", broken_up)


def shortened(text: str, *, limit: int | None = None) -> str:
    """The text on one line, without control characters, cut to `limit` characters with an ellipsis."""
    line = " ".join(_CONTROL.sub("", text).split())
    if limit is not None and len(line) > limit:
        return line[: limit - 1].rstrip() + "…"
    return line
