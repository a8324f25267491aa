"""Which assets visitors gave or named, and who may see them: the giver, and nobody else."""

import threading
from collections import defaultdict

from scenario_core.assets import Asset, AssetKind


class GivenAssets:
    """The last known records, and each visitor's own. Every method may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._assets: dict[str, Asset] = {}
        self._of_visitor: dict[str, dict[str, None]] = defaultdict(dict)

    def grant(self, visitor: str, asset: Asset) -> None:
        """Keeps the record; from now on the visitor may see the asset, as their latest one."""
        with self._lock:
            self._assets[asset.id] = asset
            mine = self._of_visitor[visitor]
            mine.pop(asset.id, None)
            mine[asset.id] = None

    def asset(self, asset_id: str) -> Asset | None:
        """The last known record; None for an id that nobody gave or named."""
        with self._lock:
            return self._assets.get(asset_id)

    def may_see(self, visitor: str, asset_id: str) -> bool:
        """Whether the visitor gave or named the asset."""
        with self._lock:
            return asset_id in self._of_visitor.get(visitor, ())

    def assets_of(self, visitor: str, kind: AssetKind | str | None = None) -> tuple[Asset, ...]:
        """What the visitor gave or named, the latest first; of one kind, where it is given."""
        with self._lock:
            mine = [self._assets[asset_id] for asset_id in reversed(self._of_visitor.get(visitor, {}))]
        return tuple(asset for asset in mine if kind is None or asset.kind == kind)
