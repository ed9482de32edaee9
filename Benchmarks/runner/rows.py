"""The measurements: one function for each group of bars, each beside what it is held against."""

from __future__ import annotations

import json
import pathlib
import shutil
import subprocess
from collections.abc import Callable

from . import answers, data, measuring, peers
from .data import DAY, Data
from .figures import Figure, Figures, milliseconds, ratio
from .measuring import Sample, Spread, in_turns, timed

COMMITS = 100
"""Durable commits a round: one alone says nothing of a disk."""
BATCHED = 500_000
"""Events that are appended by batches of ten thousand, at most."""
EVENT_STORE = 20_000
"""Events that the Python event store gets, at most."""


class Rows:
    """Measures one size of log."""

    def __init__(self, measured: Data, figures: Figures, rounds: int) -> None:
        self.data = measured
        self.figures = figures
        self.rounds = rounds
        self.most = (0.0, "")
        """The most anonymous memory of any run so far, in MiB, and what took it."""

    def _run(
        self, *words: str, store: pathlib.Path | None = None, output: pathlib.Path | None = None
    ) -> Sample:
        sample = measuring.run(self.data.command(*words, store=store), output)
        self._note(sample, words)
        return sample

    def _note(self, sample: Sample, words: tuple[str, ...]) -> None:
        told = " ".join(word for word in words if not word.startswith("/"))
        self.most = max(self.most, (sample.mebibytes, told))

    def _seconds(self, *words: str, output: pathlib.Path | None = None) -> Callable[[], float]:
        return lambda: self._run(*words, output=output).seconds

    def _own(self, program: str, *words: str) -> list[str]:
        """What one of the benchmark's own programs prints, line by line."""
        return measuring.text([self.data.program(program), *words]).split("\n")[:-1]

    # MARK: Writing

    def append(self) -> None:
        """The program's append of the first lines, beside their mere parsing; then what the store of all has become."""
        most = size = 0.0

        def append() -> float:
            nonlocal most, size
            store = self.data.scratch_store("appended")
            sample = self._run("append", str(self.data.first), store=store)
            most = max(most, sample.mebibytes)
            size = data.bytes_on_disk(store) / data.json_bytes(self.data.first, self.data.first_count)
            shutil.rmtree(store)
            return sample.seconds

        ours, theirs = in_turns(self.rounds, append, lambda: peers.parse(self.data.first))
        self.figures.add(ratio("append", ours, theirs, ("chancery", "orjson"), most))
        self._note(self.data.appended, ("append", "--batch", "100000"))
        seconds = self.data.appended.seconds
        self.figures.add(
            Figure("append-all", Spread(seconds, seconds, seconds), {}, self.data.appended.mebibytes)
        )
        self.figures.add(Figure("size", Spread(size, size, size)))
        size = data.bytes_on_disk(self.data.store) / data.json_bytes(self.data.lines, self.data.events)
        self.figures.add(Figure("size-batches", Spread(size, size, size)))

    def in_process(self) -> None:
        """Single appends and batches, without the program around them, beside LMDB in C."""
        first = str(self.data.first)

        def commits(program: str) -> float:
            store = self.data.scratch_store("commits")
            seconds = [float(line) for line in self._own(program, "commits", str(store), first, str(COMMITS))]
            shutil.rmtree(store)
            return Spread.of(seconds).median

        def batches(program: str) -> float:
            store = self.data.scratch_store("batches")
            seconds = self._own(program, "batches", str(store), first, str(BATCHED), "10000")
            shutil.rmtree(store)
            return float(seconds[0])

        names = ("chancery", "LMDB in C")
        single, theirs = in_turns(self.rounds, lambda: commits("inside"), lambda: commits("floor"))
        self.figures.add(ratio("commit", single, theirs, names))
        ours, theirs = in_turns(self.rounds, lambda: batches("inside"), lambda: batches("floor"))
        self.figures.add(ratio("batches", ours, theirs, names))

        few = min(self.data.first_count, EVENT_STORE)
        store = peers.event_store(self.data, few)
        record = [store["record"]] * len(single)
        self.figures.add(ratio("eventsourcing", single, record, ("chancery", "eventsourcing")))

    def fold(self) -> None:
        """Signals by pair over all headers, beside the same in C over the same headers."""

        def fold(program: str) -> tuple[list[float], set[str]]:
            lines = [
                line.split()
                for line in self._own(program, "fold", str(self.data.store), str(self.rounds + 1))
            ]
            # The first round reads the pages in.
            return [float(line[0]) for line in lines[1:]], {line[1] for line in lines}

        ours, counted = fold("inside")
        theirs, counted_in_c = fold("floor")
        if counted != counted_in_c or len(counted) != 1:
            measuring.fail("the folds over the headers differ")
        self.figures.add(ratio("fold", ours, theirs, ("chancery", "C")))

    # MARK: Asking

    def relations(self, database: peers.DuckDB) -> None:
        """The state of all pairs, and of two, on a day."""
        pairs = peers.pairs_by_events(database)
        busiest, middling = pairs[0], pairs[len(pairs) // 2]
        self.figures.notes["pairs"] = (
            f"{len(pairs):,} pairs; busiest {' '.join(busiest)}, middling {' '.join(middling)}"
        )
        output = self.data.folder / "relations.json"
        export = ("export", "relations", "--as-of", DAY)
        agreed, differing = self._agreement(export, output, database, None)
        self.figures.notes["agreed"] = (
            f"{agreed:,} pairs of which both tell something, {differing} with another state for a vague act"
        )
        ours, theirs, memory = self._beside(export, output, database, peers.state(), self.rounds)
        self.figures.add(ratio("relations", ours, theirs, ("chancery", "DuckDB"), memory))

        self._agreement((*export, "--pair", *middling), output, database, middling)
        ours, _, memory = self._beside(
            (*export, "--pair", *middling), output, database, None, self.rounds * 3
        )
        self.figures.add(milliseconds("pair-middling", ours, memory))
        self._agreement((*export, "--pair", *busiest), output, database, busiest)
        ours, theirs, memory = self._beside(
            (*export, "--pair", *busiest), output, database, peers.state(busiest), self.rounds * 2
        )
        self.figures.add(ratio("pair-busiest", ours, theirs, ("chancery", "DuckDB"), memory))

    def _agreement(
        self,
        export: tuple[str, ...],
        output: pathlib.Path,
        database: peers.Answers,
        pair: answers.Pair | None,
    ) -> tuple[int, int]:
        self._run(*export, output=output)
        return answers.same_relations(output, database, pair)

    def _beside(
        self,
        words: tuple[str, ...],
        output: pathlib.Path,
        database: peers.Answers,
        question: str | None,
        rounds: int,
    ) -> tuple[list[float], list[float], float]:
        """A command beside a database's answer to the same question; seconds of both, and the command's memory."""
        most = 0.0

        def ours() -> float:
            nonlocal most
            sample = self._run(*words, output=output)
            most = max(most, sample.mebibytes)
            return sample.seconds

        if question is None:
            return in_turns(rounds, ours)[0], [], most
        database.rows(question)
        figures = in_turns(rounds, ours, lambda: timed(lambda: database.rows(question)))
        return figures[0], figures[1], most

    def pending(self, database: peers.DuckDB) -> None:
        """Agreements that were pending on a day."""
        output = self.data.folder / "pending.json"
        words = ("export", "pending-agreements", "--as-of", DAY)
        self._run(*words, output=output)
        listed = answers.same_pending(output, database)
        self.figures.notes["pending"] = f"{listed:,} pending agreements"
        ours, theirs, memory = self._beside(words, output, database, peers.pending(), self.rounds * 2)
        figure = milliseconds("pending", ours, memory)
        figure.seconds["DuckDB"] = Spread.of(theirs).median
        self.figures.add(figure)

    def starting(self) -> None:
        """What costs nothing but to start."""
        version = [str(self.data.chancery), "--version"]
        rounds = self.rounds * 5
        ours = [measuring.run(version).seconds for _ in range(rounds)]
        self.figures.add(milliseconds("version", ours))
        self.figures.add(milliseconds("stat", in_turns(rounds, self._seconds("stat"))[0]))

    def sqlite(self) -> None:
        """The same table in SQLite: once, for it takes long."""
        database = peers.SQLite(self.data)
        output = self.data.folder / "relations.json"
        export = ("export", "relations", "--as-of", DAY)
        self._agreement(export, output, database, None)
        ours, theirs = in_turns(
            1, self._seconds(*export, output=output), lambda: timed(lambda: database.rows(peers.state()))
        )
        self.figures.add(ratio("sqlite", ours, theirs, ("chancery", "SQLite")))
        busiest = peers.pairs_by_events(database)[0]
        ours, theirs, _ = self._beside(
            (*export, "--pair", *busiest), output, database, peers.state(busiest), self.rounds
        )
        self.figures.add(ratio("sqlite-pair", ours, theirs, ("chancery", "SQLite")))
        database.close()

    # MARK: Snapshots

    def snapshots(self, database: peers.DuckDB) -> None:
        """What snapshots bring, and what an append behind them costs; nothing where there are none yet."""
        asked = [str(self.data.chancery), "snapshots", "build", "--help"]
        if subprocess.run(asked, capture_output=True, check=False).returncode != 0:
            return
        output, plain = self.data.folder / "with.json", self.data.folder / "without.json"
        export = ("export", "relations", "--as-of", DAY)
        self._run(*export, output=plain)
        built = self._run("snapshots", "build", "relations", "--as-of", DAY)
        self.figures.notes["snapshots"] = f"that of all pairs built in {built.seconds:.1f} s"
        self._agreement(export, output, database, None)
        if output.read_bytes() != plain.read_bytes():
            measuring.fail("with snapshots the export is another")
        ours, theirs, memory = self._beside(export, output, database, peers.state(), self.rounds)
        self.figures.add(ratio("relations-snapshots", ours, theirs, ("chancery", "DuckDB"), memory))

        line = self.data.folder / "late.ndjson"
        number = 0

        def append(occurred: str) -> float:
            nonlocal number
            number += 1
            line.write_text(
                json.dumps(
                    {
                        "id": f"late-{number}",
                        "type": "call.held",
                        "occurred": occurred,
                        "reported": "2024-12-31",
                        "actors": {"participants": ["CHN", "USA"]},
                    }
                )
                + "\n",
                encoding="utf-8",
            )
            return self._run("append", str(line)).seconds

        after: list[float] = []

        def backdated() -> float:
            seconds = append("2004-12-31")
            after.append(self._run(*export, output=output).seconds)
            return seconds

        ours, theirs, duckdb = in_turns(
            self.rounds,
            backdated,
            lambda: append("2024-12-31"),
            lambda: timed(lambda: database.rows(peers.state())),
        )
        self.figures.add(ratio("backdated", ours, theirs, ("dated back", "plain")))
        self.figures.add(ratio("backdated-export", after, duckdb, ("chancery", "DuckDB")))
        self._run(*export, output=output)
        self._run("snapshots", "drop")
        self._run(*export, output=plain)
        if output.read_bytes() != plain.read_bytes():
            measuring.fail("after an append dated back, snapshots change the export")

    def memory(self) -> None:
        """The most memory of all that has been run."""
        most, words = self.most
        self.figures.notes["memory"] = f"the most memory was taken by `{words}`"
        self.figures.add(Figure("memory", Spread(most, most, most)))
