"""RESULTS.md: the figures of all sizes side by side, between two marks; what stands around them is written by hand."""

from __future__ import annotations

import json
import pathlib
from typing import Any

from .figures import BARS

BEGIN, END = "<!-- figures: written by Benchmarks/run -->", "<!-- end of figures -->"
RESULTS = pathlib.Path(__file__).resolve().parent.parent / "RESULTS.md"


def _sizes(folder: pathlib.Path) -> list[dict[str, Any]]:
    sizes = [json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")]
    return sorted(sizes, key=lambda size: int(size["events"]))


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _seconds(value: float) -> str:
    if value >= 1:
        return f"{value:.2f} s"
    return f"{value * 1e3:.2f} ms" if value >= 1e-3 else f"{value * 1e6:.2f} µs"


def _cell(size: dict[str, Any], key: str) -> str:
    for figure in size["figures"]:
        if figure["key"] != key:
            continue
        value, bar = figure["value"], BARS[key]
        text = _number(value["median"])
        if value["low"] != value["high"]:
            text += f" ({_number(value['low'])}–{_number(value['high'])})"
        if bar.unit != "×":
            text += f" {bar.unit}"
        if bar.limit is not None:
            text += " ✓" if bar.holds(value["median"]) else " ✗"
        return text
    return "–"


def _behind(size: dict[str, Any], key: str) -> str:
    for figure in size["figures"]:
        if figure["key"] == key:
            parts = [f"{name} {_seconds(seconds)}" for name, seconds in figure["seconds"].items()]
            if figure["mebibytes"] is not None:
                parts.append(f"{figure['mebibytes']:.0f} MiB")
            return ", ".join(parts) or "–"
    return "–"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in lines) + "\n"


def _name(size: dict[str, Any]) -> str:
    return f"{size['events']:,} events"


def _text(sizes: list[dict[str, Any]]) -> str:
    names = [_name(size) for size in sizes]
    keys = [key for key in BARS if any(figure["key"] == key for size in sizes for figure in size["figures"])]
    parts = ["Made with " + ", ".join(f"`{size['command']}`" for size in sizes) + ".", ""]
    parts += [
        f"{name}: {text}." for name, text in zip(names, [size["machine"] for size in sizes], strict=True)
    ]
    parts += [
        "",
        "Median of the rounds (five or more, three where one takes long), least and greatest in brackets;",
        "✓ where the bar is reached, ✗ where it isn't.",
        "",
        _table(
            ["what", "bar", *names],
            [[BARS[key].what, BARS[key].says, *(_cell(size, key) for size in sizes)] for key in keys],
        ),
        "What is behind them: medians of the times, and the most anonymous memory.",
        "",
        _table(
            ["what", *names],
            [
                [BARS[key].what, *(_behind(size, key) for size in sizes)]
                for key in keys
                if any(_behind(size, key) != "–" for size in sizes)
            ],
        ),
    ]
    for name, size in zip(names, sizes, strict=True):
        parts.append(f"- {name}: " + "; ".join(f"{text}" for text in size["notes"].values()) + ".")
    return "\n".join(parts)


def write(folder: pathlib.Path) -> None:
    """Puts the figures of all sizes that a folder holds into RESULTS.md."""
    text = RESULTS.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    figures = _text(_sizes(folder))
    rest = f"\n{after.lstrip()}" if after.strip() else ""
    RESULTS.write_text(f"{before.rstrip()}\n\n{BEGIN}\n\n{figures}\n\n{END}\n{rest}", encoding="utf-8")
