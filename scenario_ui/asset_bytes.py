"""The bytes of an asset, for the few cases in which the app itself must look inside."""

from collections.abc import Iterator
from contextlib import contextmanager

from scenario_core.assets import Asset
from scenario_core.client import Client, Download
from scenario_core.errors import APIResponseError

_EXPIRED = frozenset({401, 403, 404, 410})


@contextmanager
def open_asset(client: Client, asset: Asset) -> Iterator[Download]:
    """The opened bytes; a record whose URL is missing or has expired is read again, once.

    Raises the client's errors, and APIResponseError where there are no bytes to be had.
    """
    if asset.url:
        with client.open_url(asset.url) as download:
            if download.status not in _EXPIRED:
                yield _checked(download)
                return
    renewed = client.get_asset(asset.id).url
    if not renewed:
        raise APIResponseError("The API gives no address for this file.")
    with client.open_url(renewed) as download:
        yield _checked(download)


def read_up_to(download: Download, limit: int, *, prefix: bytes = b"") -> bytes:
    """Its bytes from the start, no more than `limit` plus one: a longer result means that there are more.

    Bytes that do not begin with `prefix` are not read on.
    """
    data = bytearray()
    for chunk in download.chunks:
        data += chunk
        if len(data) > limit or not data.startswith(prefix[: len(data)]):
            break
    return bytes(data[: limit + 1])


def _checked(download: Download) -> Download:
    if download.status != 200:
        raise APIResponseError(f"The file's address answered {download.status}.")
    return download
