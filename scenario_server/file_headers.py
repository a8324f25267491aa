"""What a browser is told about a file of `/files`, and what of its wishes is passed on. Pure."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from scenario_core.file_names import FileType

# One range only: an answer of several parts would carry its own type around each of them.
_ONE_RANGE = re.compile(r"bytes=(\d+-\d*|-\d+)")

# What comes from models is shown as itself and may never act: no script, no other origin, no other type.
GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def entity_tag(asset_id: str, part: str) -> str:
    """A strong tag: an asset's bytes never change."""
    return f'"{asset_id}{"." + part if part else ""}"'


def lasting_headers(tag: str) -> dict[str, str]:
    """For the visitor's own browser, for good."""
    return {"ETag": tag, "Cache-Control": "private, max-age=31536000, immutable", **GUARDS}


def is_known(headers: Mapping[str, str], tag: str) -> bool:
    """Whether the browser says that it has these bytes (If-None-Match)."""
    asked = [given.strip().removeprefix("W/") for given in headers.get("if-none-match", "").split(",")]
    return tag in asked or "*" in asked


def upstream_range(headers: Mapping[str, str], tag: str) -> dict[str, str]:
    """The Range header to send on; empty where the whole file is due.

    If-Range is answered here: the tag is ours, upstream would not know it.
    """
    wanted = headers.get("range", "")
    if not _ONE_RANGE.fullmatch(wanted) or headers.get("if-range", tag) != tag:
        return {}
    return {"Range": wanted}


def file_headers(upstream: Mapping[str, str], kind: FileType, name: str, *, download: bool) -> dict[str, str]:
    """The headers that describe the bytes: type, name, length and range."""
    passed = {
        title: upstream[title.lower()]
        for title in ("Content-Length", "Content-Range")
        if upstream.get(title.lower())
    }
    return {
        "Content-Type": kind.media_type,
        "Content-Disposition": content_disposition(name, attachment=download or not kind.inline),
        "Accept-Ranges": "bytes",
        # Keeps Streamlit's compression away: it would drop the length, which players and progress need.
        "Content-Encoding": "identity",
        **passed,
    }


def content_disposition(name: str, *, attachment: bool) -> str:
    """The header for a file's name, with the plain form beside the one of RFC 5987 for other scripts."""
    way = "attachment" if attachment else "inline"
    plain = re.sub(r"-{2,}", "-", re.sub(r"[^A-Za-z0-9.-]", "-", name)).lstrip("-.") or "file"
    if plain == name:
        return f'{way}; filename="{name}"'
    return f"{way}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
