"""Hard-wrapped text: paragraphs that mail and old systems break into lines of some seventy characters."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from labeler.boilerplate.lines import Line
from labeler.boilerplate.words import ends_like_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHORTEST, _LONGEST = 40, 110  # characters of a line that may have been wrapped
_ENOUGH: Final = 4  # sentences that go on in the next line, before a text counts as hard-wrapped
_FULL: Final = 0.8  # of the usual width: a shorter line ends its paragraph


def passages(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Which lines make up one paragraph each.

    Args:
        lines: the lines of a text.

    Returns:
        First index and index past the last of each paragraph, in order, covering every line. In a text that is
        not hard-wrapped, each line is its own.
    """
    goes_on = [_goes_on(a, b) for a, b in pairwise(lines)]
    wide = [len(a.text) for a, on in zip(lines, goes_on, strict=False) if on]
    if len(wide) < _ENOUGH or len(wide) < 0.1 * len(lines):
        return [(i, i + 1) for i in range(len(lines))]
    width = sorted(wide)[len(wide) // 2]
    found = []
    start = 0
    for i in range(len(lines)):
        last = i == len(lines) - 1
        if last or not (goes_on[i] or _fills(lines[i], lines[i + 1], width)):
            found.append((start, i + 1))
            start = i + 1
    return found


def joined(lines: Sequence[Line], first: int, past: int) -> Line:
    """A paragraph as one line, its parts joined with spaces; `start` and `end` span all of them."""
    head = lines[first]
    if past - first == 1:
        return head
    text = " ".join(line.text for line in lines[first:past])
    return Line(head.start, lines[past - 1].end, text, head.blank_before, head.bulleted)


def _goes_on(line: Line, below: Line) -> bool:
    """Whether a sentence begun in a line surely goes on in the next."""
    fits = _SHORTEST <= len(line.text) <= _LONGEST and not below.blank_before
    return fits and below.text[0].islower() and not ends_like_sentence(line.text)


def _fills(line: Line, below: Line, width: int) -> bool:
    """Whether a line of a hard-wrapped text is so full that the next one belongs to its paragraph."""
    full = _FULL * width <= len(line.text) <= 1.3 * width
    return full and not below.blank_before and below.text[0].isalnum() and line.text[0].isalnum()
