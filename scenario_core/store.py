"""What must outlive a tab: submissions, the jobs as the API last told them, their assets, and preferences.

One `Store` serves the whole process. SQLite runs in WAL mode and every write begins with
`BEGIN IMMEDIATE`: with less, concurrent writers lost updates when it was measured.
Never stored: secrets, and signed URLs (they are credentials, and they expire).
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    RowMapping,
    String,
    Table,
    Text,
    create_engine,
    event,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from scenario_core.assets import Asset
from scenario_core.helper_call import HelperCall, HelperKind
from scenario_core.jobs import Job
from scenario_core.runs import Order, Run, SubmissionState

_METADATA = MetaData()

_SUBMISSIONS = Table(
    "submissions",
    _METADATA,
    Column("id", String, primary_key=True),
    Column("visitor", String, nullable=False, index=True),
    Column("modality", String, nullable=False),
    Column("model_id", String, nullable=False),
    Column("model_name", String, nullable=False),
    Column("prompt", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("quoted_cu", String),
    Column("started_at", String, nullable=False),
    Column("state", String, nullable=False),
    Column("job_id", String, unique=True),
    Column("charged_cu", String),
    Column("problem", Text, nullable=False, default=""),
    Column("results_complete", Integer, nullable=False, default=0),
)
_JOBS = Table(
    "jobs",
    _METADATA,
    Column("job_id", String, primary_key=True),
    Column("record", Text, nullable=False),
)
_ASSETS = Table(
    "assets",
    _METADATA,
    Column("asset_id", String, primary_key=True),
    Column("job_id", String, ForeignKey("jobs.job_id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("record", Text, nullable=False),
)
_PREFERENCES = Table(
    "preferences",
    _METADATA,
    Column("visitor", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)
_HELPER_CALLS = Table(
    "helper_calls",
    _METADATA,
    Column("id", String, primary_key=True),
    Column("visitor", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("prompt", Text, nullable=False),
    Column("quoted_cu", String),
    Column("started_at", String, nullable=False),
    Column("state", String, nullable=False),
    Column("charged_cu", String),
    Column("problem", Text, nullable=False, default=""),
)

# The parts of an asset's record that are kept. An allow-list: what the API adds tomorrow stays out
# until somebody has looked at it, and `url`, a credential, never comes in.
_KEPT_OF_ASSET = ("id", "kind", "mimeType", "status", "metadata", "properties", "outputIndex", "createdAt")


class Store:
    """Reads and writes runs. Safe to share between threads; `close` it once."""

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        _METADATA.create_all(self._engine)

    def close(self) -> None:
        """Lets go of the database."""
        self._engine.dispose()

    def add(self, run: Run) -> None:
        """Writes a submission down, before its request leaves."""
        order = run.order
        row = {
            "id": run.id,
            "visitor": order.visitor,
            "modality": order.modality,
            "model_id": order.model_id,
            "model_name": order.model_name,
            "prompt": order.prompt,
            "body": _dump(order.body),
            "quoted_cu": _text(order.quoted_cu),
            "started_at": run.started_at.astimezone(UTC).isoformat(),
            **_outcome(run),
        }
        with self._writing() as connection:
            connection.execute(insert(_SUBMISSIONS).values(row))

    def save(self, *runs: Run) -> None:
        """Writes down what became of runs, all or none: their states, their jobs, their assets."""
        with self._writing() as connection:
            for run in runs:
                _save(connection, run)

    def runs(self) -> list[Run]:
        """All runs, oldest first. Their assets carry no URLs: a fresh one is asked for when needed."""
        with self._engine.connect() as connection:
            jobs = {row.job_id: row.record for row in connection.execute(select(_JOBS))}
            assets: dict[str, list[Asset]] = {}
            for row in connection.execute(select(_ASSETS).order_by(_ASSETS.c.position)):
                assets.setdefault(row.job_id, []).append(Asset.parse(json.loads(row.record)))
            submissions = connection.execute(select(_SUBMISSIONS).order_by(_SUBMISSIONS.c.started_at))
            return [
                _run(row, jobs.get(row["job_id"]), assets.get(row["job_id"], []))
                for row in submissions.mappings()
            ]

    def preference(self, visitor: str, name: str) -> Any:
        """What a visitor once chose, as JSON values; None where nothing was."""
        mine = (_PREFERENCES.c.visitor == visitor) & (_PREFERENCES.c.name == name)
        with self._engine.connect() as connection:
            value = connection.execute(select(_PREFERENCES.c.value).where(mine)).scalar()
        return None if value is None else json.loads(value)

    def set_preference(self, visitor: str, name: str, value: Any) -> None:
        """Keeps what a visitor chose, a JSON value, in the place of what was there."""
        with self._writing() as connection:
            _upsert(connection, _PREFERENCES, {"visitor": visitor, "name": name, "value": _dump(value)})

    def add_helper_call(self, call: HelperCall) -> None:
        """Writes a paid question about a prompt down, before it leaves."""
        with self._writing() as connection:
            connection.execute(insert(_HELPER_CALLS).values(_helper_row(call)))

    def save_helper_call(self, call: HelperCall) -> None:
        """Writes down what became of it."""
        with self._writing() as connection:
            _upsert(connection, _HELPER_CALLS, _helper_row(call))

    def helper_calls(self, visitor: str | None = None) -> list[HelperCall]:
        """The paid questions of a visitor about prompts, or everybody's, oldest first."""
        wanted = select(_HELPER_CALLS).order_by(_HELPER_CALLS.c.started_at)
        if visitor is not None:
            wanted = wanted.where(_HELPER_CALLS.c.visitor == visitor)
        with self._engine.connect() as connection:
            return [_helper_call(row) for row in connection.execute(wanted).mappings()]

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._engine.begin() as connection:
            yield connection


def _engine(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": 10})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        # SQLAlchemy's own transaction start is switched off, or BEGIN IMMEDIATE could not be said.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _save(connection: Connection, run: Run) -> None:
    if run.job is not None:
        _upsert(connection, _JOBS, {"job_id": run.job.job_id, "record": _job_record(run.job)})
    for position, asset in enumerate(run.assets):
        _upsert(connection, _ASSETS, _asset_row(run, position, asset))
    connection.execute(update(_SUBMISSIONS).where(_SUBMISSIONS.c.id == run.id).values(_outcome(run)))


def _upsert(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    keys = [column.name for column in table.primary_key]
    statement = insert(table).values(row)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=keys,
            set_={name: statement.excluded[name] for name in row if name not in keys},
        ),
    )


def _outcome(run: Run) -> dict[str, Any]:
    return {
        "state": run.state.value,
        "job_id": run.job.job_id if run.job else None,
        "charged_cu": _text(run.charged_cu),
        "problem": run.problem,
        "results_complete": int(run.results_complete),
    }


def _job_record(job: Job) -> str:
    return job.model_dump_json(by_alias=True, exclude_none=True)


def _asset_row(run: Run, position: int, asset: Asset) -> dict[str, Any]:
    record = asset.model_dump(mode="json", by_alias=True, exclude_none=True)
    kept = {name: record[name] for name in _KEPT_OF_ASSET if name in record}
    for companion in ("thumbnail", "preview", "firstFrame", "lastFrame"):
        if record.get(companion, {}).get("assetId"):
            kept[companion] = {"assetId": record[companion]["assetId"]}
    job_id = run.job.job_id if run.job else None
    return {"asset_id": asset.id, "job_id": job_id, "position": position, "record": _dump(kept)}


def _run(row: RowMapping, job: str | None, assets: Iterable[Asset]) -> Run:
    order = Order(
        visitor=row["visitor"],
        modality=row["modality"],
        model_id=row["model_id"],
        model_name=row["model_name"],
        prompt=row["prompt"],
        body=json.loads(row["body"]),
        quoted_cu=_decimal(row["quoted_cu"]),
    )
    return Run(
        id=row["id"],
        order=order,
        started_at=datetime.fromisoformat(row["started_at"]),
        state=SubmissionState(row["state"]),
        job=Job.parse(json.loads(job)) if job else None,
        assets=tuple(assets),
        charged_cu=_decimal(row["charged_cu"]),
        problem=row["problem"],
        results_complete=bool(row["results_complete"]),
    )


def _helper_row(call: HelperCall) -> dict[str, Any]:
    return {
        "id": call.id,
        "visitor": call.visitor,
        "kind": call.kind.value,
        "prompt": call.prompt,
        "quoted_cu": _text(call.quoted_cu),
        "started_at": call.started_at.astimezone(UTC).isoformat(),
        "state": call.state.value,
        "charged_cu": _text(call.charged_cu),
        "problem": call.problem,
    }


def _helper_call(row: RowMapping) -> HelperCall:
    return HelperCall(
        id=row["id"],
        visitor=row["visitor"],
        kind=HelperKind(row["kind"]),
        prompt=row["prompt"],
        quoted_cu=_decimal(row["quoted_cu"]),
        started_at=datetime.fromisoformat(row["started_at"]),
        state=SubmissionState(row["state"]),
        charged_cu=_decimal(row["charged_cu"]),
        problem=row["problem"],
    )


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
