"""Which assets visitors gave or named, and who may see them: the giver, and nobody else.

Equal bytes are one asset, whoever gives them; what somebody calls a file is told to nobody else.
"""

import threading
from collections import defaultdict

from scenario_core.assets import Asset, AssetKind


class GivenAssets:
    """The last known records, and each visitor's own. Every method may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._assets: dict[str, Asset] = {}
        self._of_visitor: dict[str, dict[str, str]] = defaultdict(dict)  # asset id → their name for it

    def grant(self, visitor: str, asset: Asset) -> None:
        """Keeps the record; from now on the visitor may see the asset, as their latest one."""
        with self._lock:
            self._assets[asset.id] = named(asset, "")
            mine = self._of_visitor[visitor]
            mine.pop(asset.id, None)
            mine[asset.id] = str(asset.metadata.get("name") or "")

    def asset(self, asset_id: str) -> Asset | None:
        """The last known record, without a name; None for an id that nobody gave or named."""
        with self._lock:
            return self._assets.get(asset_id)

    def may_see(self, visitor: str, asset_id: str) -> bool:
        """Whether the visitor gave or named the asset."""
        with self._lock:
            return asset_id in self._of_visitor.get(visitor, ())

    def assets_of(self, visitor: str, kind: AssetKind | str | None = None) -> tuple[Asset, ...]:
        """What the visitor gave or named, the latest first; of one kind, where it is given."""
        with self._lock:
            names = self._of_visitor.get(visitor, {})
            mine = [named(self._assets[asset_id], names[asset_id]) for asset_id in reversed(names)]
        return tuple(asset for asset in mine if kind is None or asset.kind == kind)


def named(asset: Asset, name: str) -> Asset:
    """The record with this name for the file; without any where it is empty."""
    rest = {key: value for key, value in asset.metadata.items() if key != "name"}
    return asset.model_copy(update={"metadata": {**rest, "name": name} if name else rest})
