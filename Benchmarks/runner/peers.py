"""What a user would pick instead: DuckDB, SQLite, a Python event store; and how fast Python merely parses the lines.

DuckDB and SQLite are handed a table in which the dates have been read, everything has been put by pairs and the
corrections are laid over the events: they know one state of knowledge and no vague dates. They are asked for the state
of every pair on a day by the same SQL.
"""

from __future__ import annotations

import itertools
import os
import pathlib
import sqlite3
import time
from collections.abc import Iterator
from typing import Any, Protocol

import duckdb
import orjson

from .data import LAST_SECOND, Data

FACTS = [
    ("number", "BIGINT"),
    ("type", "VARCHAR"),
    ("a", "VARCHAR"),
    ("b", "VARCHAR"),
    ("forward", "BOOLEAN"),
    ("earliest", "BIGINT"),
    ("latest", "BIGINT"),
    ("rank", "INTEGER"),
    ("asserted", "BOOLEAN"),
    ("subject", "VARCHAR"),
    ("party", "VARCHAR"),
    ("score", "INTEGER"),
    ("root", "INTEGER"),
]
CORRECTIONS = [
    ("number", "BIGINT"),
    ("target", "BIGINT"),
    ("earliest", "BIGINT"),
    ("latest", "BIGINT"),
    ("of_correction", "BOOLEAN"),
]

# The last correction of each event, with the day that the last correction of that correction gives it.
CORRECTED = """
WITH revised AS (
    SELECT target, earliest, latest, row_number() OVER (PARTITION BY target ORDER BY number DESC) AS place
    FROM corrections WHERE of_correction
), said AS (
    SELECT first.target, coalesce(revised.earliest, first.earliest) AS earliest,
        coalesce(revised.latest, first.latest) AS latest,
        row_number() OVER (PARTITION BY first.target ORDER BY first.number DESC) AS place
    FROM corrections AS first LEFT JOIN revised ON revised.target = first.number AND revised.place = 1
    WHERE NOT first.of_correction
)
SELECT target, earliest, latest FROM said WHERE place = 1
"""

# The state of pairs on a day. Relations are a fold, but one that windows can tell: the last act that sets them whatever
# was before, and whether they were suspended, or inferred from credentials, after it.
STATE = """
WITH known AS (
    SELECT * FROM facts WHERE asserted AND latest <= {day} AND a IS NOT NULL {of_pair}
), acts AS (
    SELECT a, b, number, latest, earliest, rank,
        CASE WHEN type IN ('relations.established', 'relations.restored') THEN 'established'
            WHEN type IN ('relations.severed', 'recognition.withdrawn') THEN 'severed'
            WHEN type = 'relations.suspended' THEN 'suspended' ELSE 'credentials' END AS act,
        row_number() OVER (PARTITION BY a, b ORDER BY latest, earliest, rank, number) AS place
    FROM known
    WHERE type IN ('relations.established', 'relations.restored', 'relations.severed', 'relations.suspended',
        'recognition.withdrawn', 'head.credentials-presented')
), settled AS (
    SELECT *, max(CASE WHEN act IN ('established', 'severed') THEN place END) OVER (PARTITION BY a, b) AS setter
    FROM acts
), relations AS (
    SELECT a, b, max(CASE WHEN place = setter THEN act END) AS last_set,
        max(CASE WHEN act = 'suspended' AND place > coalesce(setter, 0) THEN 1 ELSE 0 END) AS suspended,
        max(CASE WHEN act = 'credentials' THEN 1 ELSE 0 END) AS accredited,
        max(CASE WHEN earliest < latest - 86400 THEN 1 ELSE 0 END) AS vague
    FROM settled GROUP BY a, b
), posts AS (
    SELECT a, b, forward, substr(type, 1, 4) AS family, type,
        row_number() OVER (PARTITION BY a, b, forward, substr(type, 1, 4)
            ORDER BY latest DESC, earliest DESC, rank DESC, number DESC) AS place
    FROM known WHERE type LIKE 'head.%' OR type LIKE 'mission.%'
), representation AS (
    SELECT a, b, max(CASE WHEN forward AND family = 'miss' THEN type END) AS mission_out,
        max(CASE WHEN NOT forward AND family = 'miss' THEN type END) AS mission_in,
        max(CASE WHEN forward AND family = 'head' THEN type END) AS head_out,
        max(CASE WHEN NOT forward AND family = 'head' THEN type END) AS head_in
    FROM posts WHERE place = 1 GROUP BY a, b
), counts AS (
    SELECT a, b, count(*) FILTER (WHERE type = 'meeting.held') AS meetings,
        count(*) FILTER (WHERE type = 'visit.made') AS visits, count(*) FILTER (WHERE type = 'call.held') AS calls,
        max(CASE WHEN type IN ('meeting.held', 'visit.made', 'call.held') THEN latest END) AS last_contact,
        count(*) FILTER (WHERE type = 'signal.coded') AS signals,
        count(*) FILTER (WHERE type = 'signal.coded' AND root <= 8) AS cooperative,
        count(*) FILTER (WHERE type = 'signal.coded' AND root > 8) AS conflictual,
        coalesce(sum(score) FILTER (WHERE type = 'signal.coded'), 0) AS score
    FROM known GROUP BY a, b
)
SELECT counts.a, counts.b,
    CASE WHEN last_set = 'severed' THEN 'severed' WHEN suspended = 1 THEN 'suspended'
        WHEN last_set = 'established' OR accredited = 1 THEN 'established' ELSE 'none' END AS state,
    meetings, visits, calls, signals, cooperative, conflictual, score,
    coalesce(vague, 0), last_contact, mission_out, mission_in, head_out, head_in
FROM counts LEFT JOIN relations ON relations.a = counts.a AND relations.b = counts.b
    LEFT JOIN representation ON representation.a = counts.a AND representation.b = counts.b
"""

# Who has signed and consented, of agreements that no event has brought into force or ended; and whether a party has
# confirmed or taken back something, or all have consented by an exchange, which makes the counts a fold.
PENDING = """
SELECT subject, count(DISTINCT CASE WHEN type = 'agreement.signed' THEN party END) AS signed,
    count(DISTINCT CASE WHEN type = 'agreement.instrument-deposited' THEN party END) AS consented,
    count(*) FILTER (WHERE type IN ('agreement.signature-confirmed', 'agreement.signature-disavowed',
        'agreement.consent-revoked', 'agreement.withdrawal-notified',
        'agreement.instruments-exchanged', 'agreement.notes-exchanged')) AS turned
FROM facts
WHERE asserted AND latest <= {day} AND subject LIKE 'agreement/%'
GROUP BY subject
HAVING count(*) FILTER (
    WHERE type IN ('agreement.entered-into-force', 'agreement.terminated', 'agreement.superseded')) = 0
"""


class Answers(Protocol):
    """A database that answers SQL."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]: ...


class DuckDB:
    """The table in DuckDB's own format, with enumerations for codes and types, and two threads."""

    def __init__(self, data: Data) -> None:
        path = data.folder / "events.duckdb"
        path.unlink(missing_ok=True)
        start = time.perf_counter()
        self.connection = duckdb.connect(str(path), config={"threads": 2, "memory_limit": "8GB"})
        self._read("all_facts", data.facts, FACTS)
        self._read("corrections", data.corrections, CORRECTIONS)
        run = self.connection.execute
        run("CREATE TYPE kind AS ENUM (SELECT DISTINCT type FROM all_facts ORDER BY 1)")
        run(
            "CREATE TYPE code AS ENUM (SELECT DISTINCT c FROM (SELECT a AS c FROM all_facts WHERE a IS NOT NULL "
            "UNION SELECT b FROM all_facts WHERE b IS NOT NULL) ORDER BY 1)"
        )
        run(f"CREATE TABLE corrected AS {CORRECTED}")
        run("""CREATE TABLE facts AS
            SELECT number, type::kind AS type, a::code AS a, b::code AS b, forward,
                coalesce(corrected.earliest, f.earliest) AS earliest, coalesce(corrected.latest, f.latest) AS latest,
                rank::UTINYINT AS rank, asserted, subject, party, score::SMALLINT AS score, root::UTINYINT AS root
            FROM all_facts AS f LEFT JOIN corrected ON corrected.target = f.number ORDER BY number""")
        run("DROP TABLE all_facts")
        run("CHECKPOINT")
        self.load_seconds = time.perf_counter() - start

    def _read(self, table: str, path: pathlib.Path, columns: list[tuple[str, str]]) -> None:
        names = ", ".join(f"'{name}': '{kind}'" for name, kind in columns)
        self.connection.execute(
            f"CREATE TEMP TABLE {table} AS SELECT * FROM read_csv('{path}', header = false, columns = {{{names}}})"
        )

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql).fetchall()

    def close(self) -> None:
        self.connection.close()


class SQLite:
    """The same table in SQLite, with an index of the pairs."""

    def __init__(self, data: Data) -> None:
        path = data.folder / "events.sqlite"
        path.unlink(missing_ok=True)
        start = time.perf_counter()
        self.connection = sqlite3.connect(path)
        self.connection.execute("PRAGMA journal_mode = OFF")
        self._read("facts", data.facts, FACTS)
        self._read("corrections", data.corrections, CORRECTIONS)
        run = self.connection.execute
        run(f"CREATE TABLE corrected AS {CORRECTED}")
        run("CREATE INDEX by_number ON facts (number)")
        run("""UPDATE facts SET earliest = corrected.earliest, latest = corrected.latest
            FROM corrected WHERE corrected.target = facts.number""")
        run("DROP INDEX by_number")
        run("CREATE INDEX by_pair ON facts (a, b)")
        self.connection.commit()
        self.load_seconds = time.perf_counter() - start

    def _read(self, table: str, path: pathlib.Path, columns: list[tuple[str, str]]) -> None:
        self.connection.execute(f"CREATE TABLE {table} ({', '.join(' '.join(column) for column in columns)})")
        marks = ", ".join("?" * len(columns))
        with open(path, encoding="ascii") as lines:
            rows = ([field or None for field in line.rstrip("\n").split(",")] for line in lines)
            self.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql).fetchall()

    def close(self) -> None:
        self.connection.close()


def state(pair: tuple[str, str] | None = None) -> str:
    """The question for the state of all pairs, or of one."""
    of_pair = f"AND a = '{pair[0]}' AND b = '{pair[1]}'" if pair else ""
    return STATE.format(day=LAST_SECOND, of_pair=of_pair)


def pending() -> str:
    return PENDING.format(day=LAST_SECOND)


def pairs_by_events(database: Answers) -> list[tuple[str, str]]:
    """The pairs, from the one with the most events to the one with the fewest."""
    rows = database.rows(
        "SELECT a, b, count(*) FROM facts WHERE a IS NOT NULL GROUP BY a, b ORDER BY 3 DESC, 1, 2"
    )
    return [(str(row[0]), str(row[1])) for row in rows]


def parse(path: pathlib.Path) -> float:
    """The seconds in which orjson merely parses each line."""
    loads = orjson.loads
    start = time.perf_counter()
    with open(path, "rb") as lines:
        for line in lines:
            loads(line)
    return time.perf_counter() - start


# MARK: eventsourcing


def _few(path: pathlib.Path, most: int) -> Iterator[dict[str, Any]]:
    with open(path, "rb") as lines:
        for line in itertools.islice(lines, most):
            yield orjson.loads(line)


def event_store(data: Data, most: int) -> dict[str, float]:
    """What the PyPI package eventsourcing takes for an event, on SQLite: the seconds to record one durably, and to
    read a pair's aggregate back from its events."""
    path = data.folder / "eventsourcing.sqlite"
    path.unlink(missing_ok=True)
    os.environ.update(PERSISTENCE_MODULE="eventsourcing.sqlite", SQLITE_DBNAME=str(path))
    # Imported here: the package reads its settings from the environment.
    from uuid import NAMESPACE_URL, UUID, uuid5

    from eventsourcing.application import Application
    from eventsourcing.domain import Aggregate, event

    class Pair(Aggregate):  # type: ignore[misc]
        """What two actors did."""

        @event("Opened")  # type: ignore[untyped-decorator, unused-ignore]
        def __init__(self, name: str) -> None:
            self.name = name
            self.count = 0

        @staticmethod
        def create_id(name: str) -> UUID:
            return uuid5(NAMESPACE_URL, name)

        @event("Happened")  # type: ignore[untyped-decorator, unused-ignore]
        def happen(self, line: dict[str, Any]) -> None:
            self.count += 1

    application: Any = Application()
    ids: dict[str, UUID] = {}
    counts: dict[str, int] = {}
    start = time.perf_counter()
    for line in _few(data.first, most):
        codes = sorted(
            code
            for value in line.get("actors", {}).values()
            for code in (value if isinstance(value, list) else [value])
        )
        name = " ".join(codes[:2])
        pair = application.repository.get(ids[name]) if name in ids else Pair(name)
        pair.happen(line)
        application.save(pair)
        ids[name] = pair.id
        counts[name] = counts.get(name, 0) + 1
    record = (time.perf_counter() - start) / most
    busiest = max(counts, key=lambda name: counts[name])
    start = time.perf_counter()
    pair = application.repository.get(ids[busiest])
    read = (time.perf_counter() - start) / counts[busiest]
    if pair.count != counts[busiest]:
        raise AssertionError("eventsourcing gave back another count than went in")
    application.close()
    return {"record": record, "read": read, "events": float(most)}
