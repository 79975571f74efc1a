"""Breaks: the places in a text where one item may end and another begin.

Nothing is decided by a break alone. Each has a strength, a log-odds that what follows is another item; how
well the following text fits the article (`segments`) speaks for or against.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np

from labeler.boilerplate.cues import AGO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeler.boilerplate.features import Features
    from labeler.boilerplate.lines import Line

BreakKind: TypeAlias = Literal["end cue", "headline", "time stamp", "blank lines", "list"]

_END_CUE: Final = 2.0
_HEADLINE: Final = 2.5  # a headline that is said twice, with a stamp or a share bar between
_HEADLINE_APART: Final = 1.0  # the same with other short lines between
_HEADLINE_BARE: Final = 0.3  # the same with nothing between
_AGO: Final = 2.0
_STAMP: Final = 0.3
_BLANKS: Final = 1.0
_LIST: Final = 0.04  # each line of a list of at least _LIST_LINES
_LIST_LINES: Final = 8
_LIST_MAX: Final = 1.0
_MAX: Final = 7.0
_NEAR: Final = 7  # lines within which a headline is looked for again


@dataclass(frozen=True, slots=True)
class Break:
    """A place where another item may begin.

    Attributes:
        index: the first line of what follows.
        strength: log-odds, 0 to 7, that it is another item.
        kind: the strongest of what was seen.
    """

    index: int
    strength: float
    kind: BreakKind


def find_breaks(lines: Sequence[Line], features: Features) -> list[Break]:
    """All breaks of a text, at most one for each stretch of lines without prose.

    Args:
        lines: the lines of the text.
        features: their features.

    Returns:
        Breaks by increasing index. The signs seen within one stretch between two lines of prose add up.
    """
    signs = _signs(lines, features)
    if not signs:
        return []
    prose = np.flatnonzero(features.column("prose")).tolist()
    gaps = zip([-1, *prose], [*prose, len(features)], strict=True)
    found = []
    for before, after in gaps:
        # The line of prose itself can carry blank lines before it.
        inside = [(i, *signs[i]) for i in range(before + 1, min(after + 1, len(features))) if i in signs]
        if not inside:
            continue
        total = min(_MAX, sum(s for _, s, _ in inside))
        found.append(Break(inside[0][0], total, max(inside, key=lambda x: x[1])[2]))
    return found


def _signs(lines: Sequence[Line], features: Features) -> dict[int, tuple[float, BreakKind]]:
    signs: dict[int, tuple[float, BreakKind]] = {}

    def sign(i: int, strength: float, kind: BreakKind) -> None:
        old = signs.get(i)
        signs[i] = (strength, kind) if old is None else (old[0] + strength, max(old, (strength, kind))[1])

    usual = median(line.blank_before for line in lines) if lines else 0
    run = 0
    seen_end: set[str] = set()
    for i, (line, f) in enumerate(zip(lines, features, strict=True)):
        if f.cue == "end":
            # A cue that stands at every item of a list ("Comments") says less each further time.
            key = features.keys[i]
            sign(i, _END_CUE if key not in seen_end else _END_CUE / 4, "end cue")
            seen_end.add(key)
        elif f.cue == "stamp":
            sign(i, _AGO if AGO.match(line.text.casefold()) else _STAMP, "time stamp")
        if f.repeats and f.heading and f.words >= 3:
            joint = _said_again(features, i)
            if joint:
                sign(i, joint, "headline")
        if line.blank_before >= 3 and line.blank_before > 2 * usual:
            sign(i, _BLANKS, "blank lines")
        run = 0 if f.prose or f.ends else run + 1
        if run == _LIST_LINES:
            sign(i - run + 1, _LIST * run, "list")
        elif run > _LIST_LINES and run * _LIST <= _LIST_MAX:
            sign(i - run + 1, _LIST, "list")
    return signs


def _said_again(features: Features, i: int) -> float:
    """How strong a sign it is that the headline-like line `i` is said again soon, no prose between; 0 if it is not."""
    key = features.keys[i]
    stamped = False
    for j in range(i + 1, min(i + _NEAR, len(features))):
        f = features[j]
        if f.heading and features.keys[j] == key:
            return _HEADLINE if stamped else _HEADLINE_APART if j > i + 1 else _HEADLINE_BARE
        if f.prose:
            return 0.0
        stamped = stamped or f.cue in ("stamp", "share", "byline")
    return 0.0
