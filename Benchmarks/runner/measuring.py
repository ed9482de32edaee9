"""How long a program takes and how much memory, and what several rounds of it come to."""

from __future__ import annotations

import os
import pathlib
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    """One run of a program."""

    seconds: float
    """From before the process is made to after it has ended."""
    mebibytes: float
    """The most anonymous memory seen: what it takes beyond mapped files."""


@dataclass(frozen=True)
class Spread:
    """What several rounds come to."""

    median: float
    low: float
    high: float

    @staticmethod
    def of(values: Sequence[float]) -> Spread:
        return Spread(statistics.median(values), min(values), max(values))


def fail(message: str) -> None:
    """Ends the run: a figure that doesn't stand for an answer is none."""
    sys.exit(f"bench: {message}")


class _Memory(threading.Thread):
    """Looks at a process's anonymous memory all the while that it runs."""

    INTERVAL = 0.004

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.status = pathlib.Path(f"/proc/{pid}/status")
        self.most = 0
        self.ended = threading.Event()

    def run(self) -> None:
        interval = self.INTERVAL
        while not self.ended.wait(interval):
            try:
                text = self.status.read_text(encoding="ascii", errors="replace")
            except OSError:
                return
            for line in text.splitlines():
                if line.startswith("RssAnon:"):
                    self.most = max(self.most, int(line.split()[1]))
            # What runs long is looked at less often, so that looking costs it nothing.
            interval = min(interval * 1.05, 0.05)


def run(command: Sequence[str | os.PathLike[str]], output: pathlib.Path | None = None) -> Sample:
    """Runs a program to its end; its standard output goes into a file or nowhere."""
    with open(output or os.devnull, "wb") as sink:
        start = time.perf_counter()
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=sink, stderr=subprocess.PIPE
        ) as process:
            memory = _Memory(process.pid)
            memory.start()
            assert process.stderr is not None
            errors = process.stderr.read()
            code = process.wait()
            seconds = time.perf_counter() - start
        memory.ended.set()
        memory.join()
    if code != 0:
        fail(f"{' '.join(map(str, command))}: exit {code}\n{errors.decode(errors='replace')[-2000:]}")
    return Sample(seconds, memory.most / 1024)


def text(command: Sequence[str | os.PathLike[str]]) -> str:
    """What a program says."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        fail(f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stderr[-2000:]}")
    return done.stdout


def timed(action: Callable[[], object]) -> float:
    """The seconds that an action within this process takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


ENOUGH = 60.0
"""After so many seconds no more rounds are begun."""
FEWEST = 3
"""But so many are made in any case, where so many are asked for."""


def in_turns(rounds: int, *actions: Callable[[], float]) -> list[list[float]]:
    """Runs each action once a round, in turns, so that whatever else the machine does befalls them alike; the figures
    of each action."""
    figures: list[list[float]] = [[] for _ in actions]
    start = time.perf_counter()
    for done in range(rounds):
        if done >= FEWEST and time.perf_counter() - start > ENOUGH:
            break
        for place, action in enumerate(actions):
            figures[place].append(action())
    return figures
