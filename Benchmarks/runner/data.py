"""The made-up events, as lines, as a store and as tables for others."""

from __future__ import annotations

import itertools
import os
import pathlib
import shutil
from dataclasses import dataclass, field

from . import measuring
from .measuring import Sample

DAY = "2015-06-30"
"""The day that all questions ask about."""
LAST_SECOND = 1_435_708_799
"""Its last second, since 1970."""


@dataclass
class Data:
    """What one size of log is measured on. Everything is made anew in each run."""

    events: int
    scratch: pathlib.Path
    chancery: pathlib.Path
    programs: pathlib.Path
    """Where the benchmark's own programs are."""
    appended: Sample = field(init=False)
    """What appending all lines took."""

    def __post_init__(self) -> None:
        self.folder = self.scratch / f"data-{self.events}"
        self.lines = self.folder / "events.ndjson"
        self.first = self.folder / "first.ndjson"
        """A million lines at most."""
        self.facts = self.folder / "facts.csv"
        self.corrections = self.folder / "corrections.csv"
        self.store = self.folder / "store"

    @property
    def first_count(self) -> int:
        return min(self.events, 1_000_000)

    def program(self, name: str) -> str:
        return str(self.programs / name)

    def command(self, *words: str, store: pathlib.Path | None = None) -> list[str]:
        """chancery with these words, on a store."""
        return [str(self.chancery), *words, "--store", str(store or self.store)]

    def make(self) -> None:
        """Makes the lines, the tables and the store."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        measuring.run(
            [
                self.program("generate"),
                str(self.events),
                "--facts",
                self.facts,
                "--corrections",
                self.corrections,
            ],
            self.lines,
        )
        with open(self.lines, "rb") as lines, open(self.first, "wb") as first:
            first.writelines(itertools.islice(lines, self.first_count))
        self.appended = measuring.run(self.command("append", "--batch", "100000", str(self.lines)))

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def scratch_store(self, name: str) -> pathlib.Path:
        """A place for a store that isn't there yet."""
        path = self.folder / name
        shutil.rmtree(path, ignore_errors=True)
        return path


def json_bytes(lines: pathlib.Path, count: int) -> int:
    """The size of so many lines as canonical JSON: they are as short as it, in another order of members."""
    return lines.stat().st_size - count


def bytes_on_disk(store: pathlib.Path) -> int:
    """What a store takes on the disk: its file is sparse where it hasn't been written."""
    return (store / "data.mdb").stat().st_blocks * 512


def free_bytes(path: pathlib.Path) -> int:
    about = os.statvfs(path)
    return about.f_bavail * about.f_frsize
