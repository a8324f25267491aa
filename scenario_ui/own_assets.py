"""The files that the visitor made or gave: what a file field may show and offer again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from scenario_core.assets import Asset
from scenario_ui import resources, state
from scenario_ui.visitor import visitor

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class OwnAsset:
    """A file of the visitor's with what they would call it (text from outside) and its date."""

    asset: Asset
    name: str
    made_at: datetime


def own_asset(asset_id: str) -> Asset | None:
    """The record of a file that the visitor may see; None for every other id."""
    shared, me = resources.studio(), visitor()
    if shared.tracker.may_see(me, asset_id):
        return shared.tracker.asset(asset_id)
    return shared.uploads.asset(asset_id) if shared.uploads.may_see(me, asset_id) else None


def own_assets(kind: str) -> list[OwnAsset]:
    """The visitor's results and uploads of a kind, newest first, each once."""
    found: dict[str, OwnAsset] = {}
    for own in (*_results(), *_uploads()):
        if own.asset.kind == kind and own.asset.status == "success":
            found.setdefault(own.asset.id, own)
    return sorted(found.values(), key=lambda own: own.made_at, reverse=True)


def asset_name(asset_id: str, asset: Asset | None) -> str:
    """What the visitor called a file, else its prompt or its id. Text from outside."""
    told = asset.metadata if asset else {}
    names = (state.FILE_NAMES.get().get(asset_id), told.get("name"), told.get("prompt"))
    return next((name for name in names if isinstance(name, str) and name.strip()), asset_id)


def _results() -> Iterator[OwnAsset]:
    for run in resources.studio().tracker.runs_of(visitor()):
        for asset in run.assets:
            name = run.order.prompt or run.order.model_name
            yield OwnAsset(asset, name, _aware(asset.created_at or run.started_at))


def _uploads() -> Iterator[OwnAsset]:
    for asset in resources.studio().uploads.assets_of(visitor()):
        yield OwnAsset(asset, asset_name(asset.id, asset), _aware(asset.created_at or _EPOCH))


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
