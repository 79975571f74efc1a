"""The stripper for plain text: lines, features, segments, decision, and the learned model on top."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from db.records import Block
from labeler.boilerplate.cues import interrupts
from labeler.boilerplate.decision import judge
from labeler.boilerplate.features import line_features
from labeler.boilerplate.learned import judged_again
from labeler.boilerplate.lines import split_lines
from labeler.boilerplate.reasons import CUE_WORDS, NOT_PART, reasons
from labeler.boilerplate.scoring import best_run
from labeler.boilerplate.stripped import Stripped
from labeler.boilerplate.vectors import COLUMNS, vectors
from labeler.boilerplate.wrapping import joined, passages
from labeler.trees import TEXT, shipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from labeler.boilerplate.cues import Cue
    from labeler.boilerplate.decision import Judged
    from labeler.boilerplate.features import Features
    from labeler.boilerplate.lines import Line
    from labeler.trees import Trees

EXTRACTOR: Final = "labeler.plain_text"
VERSION: Final = "6"

MOST_LINES: Final = 6_000
"""No article is longer; of a longer text the likeliest stretch is looked at closely."""

_LONG_LINE: Final = 80  # characters


@dataclass(frozen=True, slots=True, eq=False)
class MeasuredText:
    """A text, looked at as far as no model is needed.

    Attributes:
        text: the capture.
        title: its headline, if that is known from elsewhere.
        lines: its non-blank lines.
        groups: the passages of the stretch that is looked at: from line, up to line; without those that interrupt it.
        between: those, and what each of them is.
        looked: each passage as one line.
        features: of each passage.
        judged: what the rules make of them.
        rows: the numbers of each passage: passages x `vectors.COLUMNS`.
    """

    text: str
    title: str | None
    lines: Sequence[Line]
    groups: Sequence[tuple[int, int]]
    between: Sequence[tuple[tuple[int, int], Cue]]
    looked: Sequence[Line]
    features: Features
    judged: Judged
    rows: NDArray[np.float32]

    @property
    def spans(self) -> list[tuple[int, int]]:
        """From where to where each passage reaches in the text."""
        return [(self.lines[a].start, self.lines[b - 1].end) for a, b in self.groups]


def strip_text(text: str, title: str | None = None, trees: Trees | None = None) -> Stripped:
    r"""Mark the boilerplate of a plain-text capture.

    Args:
        text: the capture as it is; offsets count in it. Lines end at ``\n``, ``\r\n`` or ``\r``.
        title: the headline, if it is known from elsewhere.
        trees: the learned model; None: the one that comes with the program.

    Returns:
        Every non-blank line as a block. If no article is found, all are dropped with that reason.
    """
    return decided(measured(text, title), trees or shipped(TEXT))


def measured(text: str, title: str | None = None) -> MeasuredText:
    """A text, looked at as far as no model is needed; the arguments are those of `strip_text`."""
    lines = split_lines(text)
    first, past = _stretch(lines)
    groups, between, looked = [], [], []
    for a, b in passages(lines[first:past]):
        group = (first + a, first + b)
        line = lines[group[0]] if b - a == 1 else joined(lines, *group)
        cue = interrupts(line.text)
        if cue:
            between.append((group, cue))
        else:
            groups.append(group)
            looked.append(line)
    features = line_features(looked)
    judged = judge(looked, features, title)
    rows = vectors(looked, features, judged) if looked else np.empty((0, COLUMNS), dtype=np.float32)
    return MeasuredText(text, title, lines, groups, between, looked, features, judged, rows)


def decided(found: MeasuredText, trees: Trees) -> Stripped:
    """The blocks of a text as a model sees them."""
    lines, looked, features = found.lines, found.looked, found.features
    judged = found.judged
    if looked:
        judged = judged_again(looked, features, judged, found.rows, found.title, trees)
    why = reasons(looked, features, judged)
    seen = [*found.groups, *(group for group, _ in found.between)]
    first, past = (min(seen)[0], max(seen)[1]) if seen else (0, 0)
    blocks = [Block(x.start, x.end, kept=False, reason=NOT_PART, probability=0.01) for x in lines[:first]]
    for (a, b), reason, (kept, probability) in zip(found.groups, why, judged.decisions(), strict=True):
        for line in lines[a:b]:
            blocks.append(Block(line.start, line.end, kept, reason, probability))  # noqa: PERF401 - two loops
    for (a, b), cue in found.between:
        reason = CUE_WORDS[cue]
        blocks += (Block(x.start, x.end, kept=False, reason=reason, probability=0.01) for x in lines[a:b])
    blocks += (Block(x.start, x.end, kept=False, reason=NOT_PART, probability=0.01) for x in lines[past:])
    blocks.sort(key=lambda block: block.start)
    headline = looked[judged.headline.index].text if judged.headline else None
    return Stripped(found.text, tuple(blocks), headline)


def _stretch(lines: list[Line]) -> tuple[int, int]:
    """The lines to look at closely: all, or in a huge text those around the best run of long lines."""
    if len(lines) <= MOST_LINES:
        return 0, len(lines)
    start, stop, _ = best_run([1.0 if x.end - x.start >= _LONG_LINE else -0.5 for x in lines])
    spare = max(0, MOST_LINES - (stop - start)) // 2
    first = max(0, start - spare)
    return first, min(len(lines), first + MOST_LINES)
