"""The sample captures, measured line by line against their truth."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from labeler.boilerplate.html import strip_html
from labeler.boilerplate.plain_text import strip_text

SEEDS = Path(__file__).resolve().parents[3] / "seeds"
WORD = re.compile(r"\w+")


def rows(key: str) -> list[Any]:
    path = SEEDS / "truth.jsonl"
    if not path.exists():
        return []
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [row for row in found if key in row]


def decoded(name: str) -> str:
    data = (SEEDS / "captures" / name).read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("windows-1252")


def f1(gold: Counter[Any], found: Counter[Any]) -> float:
    common = sum((gold & found).values())
    return 2 * common / (sum(gold.values()) + sum(found.values()))


@pytest.mark.parametrize("row", rows("kept_lines"), ids=lambda row: str(row["file"]))
def test_text_captures(row: dict[str, Any]) -> None:
    text = decoded(row["file"])
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    found = {bisect_right(starts, b.start) - 1 for b in strip_text(text).blocks if b.kept}
    weights = [len(WORD.findall(line)) for line in lines]
    gold = Counter({n: weights[n] for n in row["kept_lines"]})
    assert f1(gold, Counter({n: weights[n] for n in found})) >= 0.95


@pytest.mark.parametrize("row", rows("main_text"), ids=lambda row: str(row["file"]))
def test_html_captures(row: dict[str, Any]) -> None:
    found = strip_html(decoded(row["file"])).main_text
    assert f1(Counter(WORD.findall(row["main_text"])), Counter(WORD.findall(found))) >= 0.9
