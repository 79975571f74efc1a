"""The stripper for plain text: lines, features, segments, decision, and the learned model on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.records import Block
from labeler.boilerplate.decision import judge
from labeler.boilerplate.features import line_features
from labeler.boilerplate.learned import judged_again
from labeler.boilerplate.lines import split_lines
from labeler.boilerplate.reasons import NOT_PART, reasons
from labeler.boilerplate.scoring import best_run
from labeler.boilerplate.stripped import Stripped
from labeler.boilerplate.trees import TEXT, shipped
from labeler.boilerplate.wrapping import joined, passages

if TYPE_CHECKING:
    from labeler.boilerplate.lines import Line
    from labeler.boilerplate.trees import Trees

EXTRACTOR: Final = "labeler.plain_text"
VERSION: Final = "2"

MOST_LINES: Final = 12_000
"""No article is longer; of a longer text the likeliest stretch is looked at closely."""

_LONG_LINE: Final = 80  # characters


def strip_text(text: str, title: str | None = None, trees: Trees | None = None) -> Stripped:
    r"""Mark the boilerplate of a plain-text capture.

    Args:
        text: the capture as it is; offsets count in it. Lines end at ``\n``, ``\r\n`` or ``\r``.
        title: the headline, if it is known from elsewhere.
        trees: the learned model; None: the one that comes with the program.

    Returns:
        Every non-blank line as a block. If no article is found, all are dropped with that reason.
    """
    lines = split_lines(text)
    first, past = _stretch(lines)
    groups = [(first + a, first + b) for a, b in passages(lines[first:past])]
    looked = [joined(lines, a, b) for a, b in groups]
    features = line_features(looked)
    judged = judge(looked, features, title)
    judged = judged_again(looked, features, judged, trees or shipped(TEXT))
    why = reasons(looked, features, judged)
    blocks = [Block(x.start, x.end, kept=False, reason=NOT_PART, probability=0.01) for x in lines[:first]]
    for i, ((a, b), reason) in enumerate(zip(groups, why, strict=True)):
        kept, probability = judged.odds[i] >= 0, judged.probability(i)
        blocks += (Block(x.start, x.end, kept, reason, probability) for x in lines[a:b])
    blocks += (Block(x.start, x.end, kept=False, reason=NOT_PART, probability=0.01) for x in lines[past:])
    headline = looked[judged.headline.index].text if judged.headline else None
    return Stripped(text, tuple(blocks), headline)


def _stretch(lines: list[Line]) -> tuple[int, int]:
    """The lines to look at closely: all, or in a huge text those around the best run of long lines."""
    if len(lines) <= MOST_LINES:
        return 0, len(lines)
    start, stop, _ = best_run([1.0 if x.end - x.start >= _LONG_LINE else -0.5 for x in lines])
    spare = max(0, MOST_LINES - (stop - start)) // 2
    first = max(0, start - spare)
    return first, min(len(lines), first + MOST_LINES)
