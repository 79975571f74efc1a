"""Pure: the words of two texts, and which stretches of words both have, in order or elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz.distance import Indel

from labeler.text import UNSPACED, normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_WORDS: Final = 40_000
"""So many words of a text are compared; what follows them is not."""

ALIKE: Final = 0.4
"""Lines that share this part of the shorter one's words may be versions of each other."""

_GRAM: Final = 3
_MOST_CELLS: Final = 40_000_000
"""Two stretches are compared word by word if their lengths' product is at most this: some 15 ms."""
_SHORT: Final = 2  # words; a shared stretch this short among longer differences is chance

_JOINERS: Final = "'’‘ʼ＇\u00ad\u200b-\u200f\u2060\ufeff\u0640"
_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0903\u093a-\u094f\u0951-\u0963\u0981-\u09fe\u0a01-\u0dff"
)
"""Signs that stand above or below the letter before them; Python's `\\w` leaves them out."""
_WORD: Final = re.compile(
    rf"[{UNSPACED}]|[^\W_{UNSPACED}]+(?:[{_JOINERS}{_MARKS}]+[^\W_{UNSPACED}]+)*[{_MARKS}]*"
)
_LEFT_OUT: Final = re.compile(f"[{_JOINERS}]")


class Shared(NamedTuple):
    """A stretch of words that both texts have: its first word on both sides and how many words."""

    left: int
    right: int
    length: int


@dataclass(frozen=True, slots=True)
class Coded:
    """The words of a text, by number from 0.

    Attributes:
        text: the text.
        code: a character for each word; equal words have the same one in both texts.
        starts: the offset of each word (code points).
        ends: the offset just past each word.
        lines: the number of the first word of each line that has words.
        line_starts: the offset of those lines.
        end: how far the text was read: to its end, unless it has too many words.
    """

    text: str
    code: str
    starts: Sequence[int]
    ends: Sequence[int]
    lines: Sequence[int]
    line_starts: Sequence[int]
    end: int

    def __len__(self) -> int:
        return len(self.code)


def coded(text: str, known: dict[str, str]) -> Coded:
    """The words of a text: letters and digits in any case; signs between them do not count.

    Args:
        text: any text.
        known: spellings and keys -> their characters; the same for both texts, it grows.
    """
    found = list(islice(_WORD.finditer(text), MOST_WORDS + 1))
    whole = len(found) <= MOST_WORDS
    end = len(text) if whole else found.pop().start()
    code: list[str] = []
    for each in found:
        word = each.group()
        sign = known.get(word)
        if sign is None:
            key = word.lower() if word.isascii() and word.isalnum() else _LEFT_OUT.sub("", normalise(word))
            # No word begins with a space, so keys and spellings stay apart in one table.
            sign = known[word] = known.setdefault(f" {key}", chr(len(known) + 1))
        code.append(sign)
    starts = [each.start() for each in found]
    lines, line_starts, offset = [], [], 0
    for line in text[:end].split("\n"):
        word_number = bisect_left(starts, offset)
        if word_number < len(starts) and starts[word_number] < offset + len(line):
            lines.append(word_number)
            line_starts.append(offset)
        offset += len(line) + 1
    return Coded(text, "".join(code), starts, [each.end() for each in found], lines, line_starts, end)


class Matches(NamedTuple):
    """What two texts have in common.

    Attributes:
        shared: stretches in the order of both texts, none overlapping.
        crossing: short stretches that stand in another order, by their place in the left text.
        skipped: stretches of both (left start, left end, right start, right end; words) too long to be compared; only
            what both begin with was.
    """

    shared: list[Shared]
    crossing: list[Shared]
    skipped: list[tuple[int, int, int, int]]


def matches(left: str, right: str) -> Matches:
    """The words that two texts have in common, from their codes.

    First the runs of words that stand once in each (a patience diff), the longest chain of them in order; then, word
    by word, what lies between.
    """
    if left == right:
        return Matches([Shared(0, 0, len(left))] if left else [], [], [])
    points = _points(left, right)
    chain = _longest_rising(points)
    shared: list[Shared] = []
    skipped: list[tuple[int, int, int, int]] = []
    i = j = 0
    for run in [*_runs(chain), Shared(len(left), len(right), 0)]:
        if i < run.left and j < run.right:
            if (run.left - i) * (run.right - j) > _MOST_CELLS:
                skipped.append(_add_beginning(shared, left, right, (i, run.left), (j, run.right)))
            else:
                _add_between(shared, left, right, (i, run.left), (j, run.right))
        _add(shared, run)
        i, j = run.left + run.length, run.right + run.length
    chosen = set(chain)
    crossing = _runs([point for point in points if point not in chosen])
    return Matches(_without_chance(shared, len(left), len(right)), crossing, skipped)


def changes(left: str, right: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The stretches of words that only the left or only the right code has."""
    found = matches(left, right).shared
    lefts, rights, i, j = [], [], 0, 0
    for run in [*found, Shared(len(left), len(right), 0)]:
        if i < run.left:
            lefts.append((i, run.left))
        if j < run.right:
            rights.append((j, run.right))
        i, j = run.left + run.length, run.right + run.length
    return lefts, rights


def likeness(left: str, right: str) -> float:
    """The part of both codes' words that stands in both in the same order, 0 to 1."""
    return Indel.normalized_similarity(left, right)


def _points(left: str, right: str) -> list[tuple[int, int]]:
    """Where each run of three words stands that both codes have once, by its place in the left one."""
    lefts = [left[i : i + _GRAM] for i in range(len(left) - _GRAM + 1)]
    rights = [right[j : j + _GRAM] for j in range(len(right) - _GRAM + 1)]
    often, often_right = Counter(lefts), Counter(rights)
    once = {gram: j for j, gram in enumerate(rights) if often_right[gram] == 1}
    return [(i, once[gram]) for i, gram in enumerate(lefts) if gram in once and often[gram] == 1]


def _longest_rising(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest selection of points, ascending by the first, that also ascends by the second."""
    if all(one[1] < other[1] for one, other in pairwise(points)):
        return list(points)
    tails: list[int] = []
    last: list[int] = []  # index of the point that ends the best chain of each length
    before: list[int] = []
    for index, (_, right) in enumerate(points):
        place = bisect_left(tails, right)
        before.append(last[place - 1] if place else -1)
        tails[place : place + 1] = [right]
        last[place : place + 1] = [index]
    chain: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        chain.append(points[index])
        index = before[index]
    return chain[::-1]


def _runs(points: Sequence[tuple[int, int]]) -> list[Shared]:
    """Points one after the other as stretches; where two overlap, the later one begins later."""
    found: list[Shared] = []
    left = right = length = 0
    for i, j in points:
        if length and j - i == right - left and i <= left + length:
            length = i + _GRAM - left
            continue
        over = 0
        if length:
            found.append(Shared(left, right, length))
            # As each point stands once on either side, it has at most two words in common with the one before.
            over = max(0, left + length - i, right + length - j if j > right else 0)
        left, right, length = i + over, j + over, _GRAM - over
    if length:
        found.append(Shared(left, right, length))
    return found


def _add(found: list[Shared], run: Shared) -> None:
    """Adds a stretch; one that follows directly is the same stretch."""
    if not run.length:
        return
    if found:
        last = found[-1]
        if last.left + last.length == run.left and last.right + last.length == run.right:
            found[-1] = last._replace(length=last.length + run.length)
            return
    found.append(run)


def _add_between(
    found: list[Shared], left: str, right: str, lefts: tuple[int, int], rights: tuple[int, int]
) -> None:
    for step in Indel.opcodes(left[slice(*lefts)], right[slice(*rights)]):
        if step.tag == "equal":
            begin = Shared(
                lefts[0] + step.src_start, rights[0] + step.dest_start, step.src_end - step.src_start
            )
            _add(found, begin)


def _add_beginning(
    found: list[Shared], left: str, right: str, lefts: tuple[int, int], rights: tuple[int, int]
) -> tuple[int, int, int, int]:
    """Adds what two stretches have in common at their beginning; returns the rest, which is not compared."""
    (i, i_end), (j, j_end) = lefts, rights
    head = 0
    while i + head < i_end and j + head < j_end and left[i + head] == right[j + head]:
        head += 1
    _add(found, Shared(i, j, head))
    return i + head, i_end, j + head, j_end


def _without_chance(found: Sequence[Shared], left: int, right: int) -> list[Shared]:
    """Leaves out one or two words in common with longer differences on both of their sides."""
    kept: list[Shared] = []
    i = j = 0
    for place, run in enumerate(found):
        after = found[place + 1] if place + 1 < len(found) else Shared(left, right, 0)
        if run.length <= _SHORT:
            before = max(run.left - i, run.right - j)
            behind = max(after.left - run.left, after.right - run.right) - run.length
            if run.length < min(before, behind):
                continue
        kept.append(run)
        i, j = run.left + run.length, run.right + run.length
    return kept
