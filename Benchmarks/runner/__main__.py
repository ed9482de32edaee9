"""Measures one size of log; see Benchmarks/run."""

from __future__ import annotations

import argparse
import os
import pathlib
import shutil
import sys

from . import measuring, report
from .data import Data, free_bytes
from .figures import Figures
from .peers import DuckDB
from .rows import Rows

RESULTS = pathlib.Path(__file__).resolve().parent.parent / "results"
ROUNDS = 5
BYTES_AN_EVENT = 2500
"""What lines, store, tables and databases take at most."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="Benchmarks/run")
    parser.add_argument("events", type=int, help="how many events to make up")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each thing is measured")
    parser.add_argument("--folder", type=pathlib.Path, required=True, help="where there is room")
    parser.add_argument("--keep", action="store_true", help="leaves the data in the folder")
    parser.add_argument(
        "--only", help="measures only the groups whose names hold this word, and writes no results"
    )
    options = parser.parse_args()
    if options.events < 1000:
        measuring.fail("fewer than a thousand events measure nothing")
    data = Data(
        options.events,
        options.folder,
        pathlib.Path(os.environ["CHANCERY"]).resolve(),
        pathlib.Path(os.environ["CHANCERY_BENCH_BIN"]),
    )
    options.folder.mkdir(parents=True, exist_ok=True)
    if free_bytes(options.folder) < options.events * BYTES_AN_EVENT:
        measuring.fail(f"{options.folder} has no room for {options.events * BYTES_AN_EVENT >> 30} GiB")

    try:
        measure(data, options.rounds, options.only)
    finally:
        if not options.keep:
            data.remove()


def measure(data: Data, rounds: int, only: str | None) -> None:
    """Measures everything, and writes the results."""
    path = data.scratch / "figures.json" if only else RESULTS / f"{data.events}.json"
    usual = rounds == ROUNDS
    command = (
        f"make bench EVENTS={data.events}" if usual else f"Benchmarks/run {data.events} --rounds {rounds}"
    )
    figures = Figures(path, data.events, command)
    rows = Rows(data, figures, rounds)
    say("makes the events and the store")
    data.make()
    database: DuckDB | None = None

    def asked() -> DuckDB:
        nonlocal database
        if database is None:
            database = DuckDB(data)
            figures.notes["duckdb"] = f"DuckDB's table made in {database.load_seconds:.1f} s"
        return database

    groups = {
        "append": rows.append,
        "in process": rows.in_process,
        "fold": rows.fold,
        "starting": rows.starting,
        "relations": lambda: rows.relations(asked()),
        "pending": lambda: rows.pending(asked()),
        "sqlite": rows.sqlite,
        "snapshots": lambda: rows.snapshots(asked()),
        "memory": rows.memory,
    }
    for name, group in groups.items():
        if only is None or only in name:
            say(name)
            count = len(figures.figures)
            group()
            for figure in figures.figures[count:]:
                say(
                    f"    {figure.key}: {figure.value.median:.4g} ({figure.value.low:.4g}–{figure.value.high:.4g})"
                )
    if database is not None:
        database.close()
    if only is None:
        report.write(path.parent)
    else:
        shutil.copyfile(path, "/dev/stdout")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


main()
