"""What is measured, the bar it is held to, and the file that keeps the figures of one size of log."""

from __future__ import annotations

import json
import os
import pathlib
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from typing import Any

from .measuring import Spread


@dataclass(frozen=True)
class Bar:
    """A line of the table of bars."""

    what: str
    says: str
    """The bar as people read it."""
    limit: float | None
    """The number to be reached; none where a figure is given for comparison only."""
    unit: str = "×"
    """What the figure is: a multiple of something measured in the same run, or milliseconds, or mebibytes."""
    more: bool = False
    """Whether more is better."""

    def holds(self, value: float) -> bool:
        if self.limit is None:
            return True
        return value >= self.limit if self.more else value <= self.limit


BARS: dict[str, Bar] = {
    "commit": Bar("one event, one durable append, in process", "≤ 1.25 × the time of raw LMDB in C", 1.25),
    "batches": Bar(
        "10,000 a batch, durable, all indexes and the chain",
        "≥ 0.4 × the rate of raw LMDB in C, bodies alone",
        0.4,
        more=True,
    ),
    "append": Bar(
        "`append` of a million lines, all checks on", "≥ 0.5 × the rate of orjson's parsing", 0.5, more=True
    ),
    "fold": Bar(
        "fold over all headers, signals by pair", "≥ 0.5 × the rate of the fold in C", 0.5, more=True
    ),
    "relations": Bar("`export relations`, all pairs, no snapshots", "≤ 2 × DuckDB's time", 2),
    "relations-snapshots": Bar("the same with snapshots", "≤ 0.2 × DuckDB's time", 0.2),
    "pair-middling": Bar("`export relations --pair`, a middling pair, whole process", "≤ 25 ms", 25, "ms"),
    "pair-busiest": Bar("the busiest pair, whole process", "≤ 0.2 × DuckDB's time in process", 0.2),
    "pending": Bar("`export pending-agreements`, whole process", "≤ 100 ms", 100, "ms"),
    "backdated": Bar("an append dated back 20 years, snapshots on", "≤ 3 × a plain append", 3),
    "backdated-export": Bar("the export of all pairs that follows it", "≤ 0.2 × DuckDB's time", 0.2),
    "memory": Bar("most memory of any of these, beyond the mapped file", "≤ 300 MiB", 300, "MiB"),
    "size": Bar("size of the store, appended at once", "≤ 1.5 × the canonical JSON", 1.5),
    "size-batches": Bar(
        "the same, appended by batches of 100,000, with what is free in it", "≤ 1.5 × the canonical JSON", 1.5
    ),
    "version": Bar("`--version`", "≤ 15 ms", 15, "ms"),
    "stat": Bar("`stat`", "≤ 15 ms", 15, "ms"),
    "append-all": Bar("`append --batch 100000` of all lines", "(seconds)", None, "s"),
    "sqlite": Bar("`export relations`, all pairs, beside SQLite", "(× SQLite's time)", None),
    "sqlite-pair": Bar(
        "the busiest pair, whole process, beside SQLite", "(× SQLite's time in process)", None
    ),
    "eventsourcing": Bar(
        "one event, one durable append, beside eventsourcing on SQLite",
        "(× its time to record an event)",
        None,
    ),
}


@dataclass
class Figure:
    """What a bar's measurement came to."""

    key: str
    value: Spread
    seconds: dict[str, float] = field(default_factory=dict)
    """The medians behind a ratio, by what was measured."""
    mebibytes: float | None = None


@dataclass
class Figures:
    """All figures of one size of log, which are written down one by one."""

    path: pathlib.Path
    events: int
    command: str
    notes: dict[str, Any] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)

    def add(self, figure: Figure) -> None:
        self.figures.append(figure)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        record = {
            "events": self.events,
            "command": self.command,
            "machine": machine(),
            "notes": self.notes,
            "figures": [asdict(each) for each in self.figures],
        }
        self.path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def ratio(
    key: str,
    ours: Sequence[float],
    theirs: Sequence[float],
    names: tuple[str, str],
    mebibytes: float | None = None,
) -> Figure:
    """Each round's time of ours against theirs; where more is better, the rate of ours against theirs."""
    turned = BARS[key].more
    rounds = [their / our if turned else our / their for our, their in zip(ours, theirs, strict=True)]
    seconds = {names[0]: Spread.of(ours).median, names[1]: Spread.of(theirs).median}
    return Figure(key, Spread.of(rounds), seconds, mebibytes)


def milliseconds(key: str, seconds: Sequence[float], mebibytes: float | None = None) -> Figure:
    return Figure(
        key, Spread.of([each * 1000 for each in seconds]), {"chancery": Spread.of(seconds).median}, mebibytes
    )


def machine() -> str:
    """The machine and what the peers are, without its name."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    cores = len(os.sched_getaffinity(0))
    return (
        f"{platform.machine()}, {cores} cores, {memory:.0f} GiB, Linux {platform.release().split('-')[0]}; "
        f"Python {platform.python_version()}, duckdb {version('duckdb')}, SQLite {sqlite3.sqlite_version}, "
        f"eventsourcing {version('eventsourcing')}, orjson {version('orjson')}"
    )
