"""Pages of a list: opaque tokens, bound to the list's filters."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any, TypeVar

from sandbox.validation import RefusalError

Item = TypeVar("Item")
# Where a page ended: the sort value and the id of its last item.
Key = tuple[float, str]

_PAGING_KEYS = frozenset({"pageSize", "paginationToken"})


def page_size(query: Mapping[str, str], default: int, most: int, name: str = "pageSize") -> int:
    """The asked page size. Raises `RefusalError` (400) out of range."""
    asked = query.get(name, str(default))
    if not asked.isascii() or not asked.isdigit() or not 1 <= int(asked) <= most:
        raise RefusalError(400, f"{name} must be between 1 and {most}")
    return int(asked)


def page(
    items: Iterable[Item], key: Callable[[Item], Key], query: Mapping[str, str], size: int
) -> tuple[list[Item], str | None]:
    """The page after the query's token, and the next token where more follows. Items come largest key first.

    Raises `RefusalError` (400) for a token of another list.
    """
    after = _read(query)
    rest = (item for item in items if after is None or key(item) < after)
    rows = list(islice(rest, size + 1))
    return rows[:size], token(key(rows[size - 1]), query) if len(rows) > size else None


def token(key: Key, query: Mapping[str, str]) -> str:
    """The token of the page after a key."""
    told = json.dumps([*key, _filters(query)])
    return base64.urlsafe_b64encode(told.encode()).decode()


def start_token(query: Mapping[str, str]) -> str:
    """A token for the first page."""
    return token((float(2**62), ""), query)


def _read(query: Mapping[str, str]) -> Key | None:
    given = query.get("paginationToken")
    if not given:
        return None
    try:
        value, item_id, filters = json.loads(base64.urlsafe_b64decode(given))
    except (ValueError, TypeError):
        raise RefusalError(400, "Invalid pagination token") from None
    if filters != _filters(query) or not isinstance(value, int | float) or not isinstance(item_id, str):
        raise RefusalError(400, "Invalid pagination token")
    return value, item_id


def _filters(query: Mapping[str, str]) -> str:
    told = sorted((key, value) for key, value in query.items() if key not in _PAGING_KEYS)
    return hashlib.blake2b(json.dumps(told).encode(), digest_size=6).hexdigest()


def answer(name: str, items: list[Any], next_token: str | None) -> dict[str, Any]:
    """A list's answer; the token is absent on the last page."""
    return {name: items} | ({"nextPaginationToken": next_token} if next_token else {})
