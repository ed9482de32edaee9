"""Whether two programs give the same answers. A figure counts only where they do."""

from __future__ import annotations

import pathlib
from typing import Any

import orjson

from . import peers
from .measuring import fail

Pair = tuple[str, str]
NOTHING: tuple[Any, ...] = ("none", 0, 0, 0, 0, 0, 0, 0)
"""Of a pair of which nothing is known that both programs tell."""


def _items(path: pathlib.Path) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = orjson.loads(path.read_bytes())["items"]
    return items


def _told(path: pathlib.Path) -> dict[Pair, tuple[Any, ...]]:
    """State of relations, contacts and signals by pair, as chancery exports them."""
    told = {}
    for item in _items(path):
        contacts, signals = item["contacts"], item["signals"]
        told[(item["pair"][0], item["pair"][1])] = (
            item["relations"]["state"],
            contacts["meetings"],
            contacts["visits"],
            contacts["calls"],
            signals["count"],
            signals["cooperative"],
            signals["conflictual"],
            round(signals["goldstein"] * 10),
        )
    return told


def _reckoned(rows: list[tuple[Any, ...]]) -> dict[Pair, tuple[Any, ...]]:
    return {(str(row[0]), str(row[1])): (str(row[2]), *map(int, row[3:10])) for row in rows}


def same_relations(path: pathlib.Path, database: peers.Answers, pair: Pair | None = None) -> tuple[int, int]:
    """Holds an export of relations against a database's rows: how many pairs both know something of, and of how
    many of them the states differ.

    A state may differ only where an act has a vague date: chancery lets such an act fill a gap in a pair's history
    that other acts have shown, which no window function sees. All counts must be the same.
    """
    rows = database.rows(peers.state(pair))
    vague = {(str(row[0]), str(row[1])) for row in rows if row[10]}
    told = {key: value for key, value in _told(path).items() if value != NOTHING}
    reckoned = {key: value for key, value in _reckoned(rows).items() if value != NOTHING}
    differing = 0
    for key in sorted(told.keys() | reckoned.keys()):
        ours, theirs = told.get(key), reckoned.get(key)
        if ours == theirs:
            continue
        if ours is None or theirs is None or ours[1:] != theirs[1:] or key not in vague:
            fail(f"the answers differ: of {key} chancery says {ours}, SQL {theirs}")
        differing += 1
    if differing > max(3, len(told) // 100):
        fail(f"the answers differ: in the state of {differing} pairs of {len(told)}")
    return len(told), differing


def same_pending(path: pathlib.Path, database: peers.Answers) -> int:
    """Holds an export of pending agreements against a database's; how many chancery lists.

    Which agreements are in force by a rule and its delay, SQL doesn't reckon: each that chancery lists must be among
    those of the database, with as many signatures and consents unless some were taken back.
    """
    rows = {str(row[0]): (int(row[1]), int(row[2]), int(row[3])) for row in database.rows(peers.pending())}
    items = _items(path)
    for item in items:
        name = item["agreement"]
        counts = (item["counts"]["signed"], item["counts"]["consented"])
        found = rows.get(name)
        if found is None or (found[2] == 0 and found[:2] != counts):
            fail(f"the answers differ: of {name} chancery counts {counts}, SQL {found}")
    return len(items)
