"""Pure: two texts level by level: what stands in both, changed or not, what only one has, and what moved."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from labeler.duplicates.fingerprints import SIZE
from labeler.duplicates.levelling import rows
from labeler.duplicates.matching import changes, coded, matches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeler.duplicates.levelling import Row
    from labeler.duplicates.matching import Coded

Kind = Literal["equal", "changed", "left", "right", "moved", "skipped"]

Stretch = tuple[int, int]
"""Start and end of a part of a text (code points)."""


@dataclass(frozen=True, slots=True)
class Level:
    """A stretch of the left text and the stretch of the right one that stands beside it.

    Attributes:
        kind: "equal" in words; "changed"; only "left" or only "right"; "moved", and the other side has it on the level
            `partner`; or "skipped": too long to be compared word by word.
        left: the stretch of the left text, with its line breaks; empty where nothing stands.
        right: the same of the right text.
        left_changes: the stretches in `left` that the other side has not.
        right_changes: the same in `right`.
        partner: the index of the level on which the moved stretch stands on the other side, else -1.
    """

    kind: Kind
    left: Stretch
    right: Stretch
    left_changes: tuple[Stretch, ...] = ()
    right_changes: tuple[Stretch, ...] = ()
    partner: int = -1

    def mirrored(self) -> Level:
        """The level with the sides exchanged."""
        turned: dict[str, Kind] = {"left": "right", "right": "left"}
        kind = turned.get(self.kind, self.kind)
        return Level(kind, self.right, self.left, self.right_changes, self.left_changes, self.partner)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two texts level by level.

    Attributes:
        levels: in order; the stretches of each side one after the other are that side's text.
        only_left: how many words of the left text the right one has not.
        only_right: the same the other way round.
        moved: how many stretches stand elsewhere.
        longest: the words of the longest passage that stands in both, in order.
        share_left: the part of the left text's words that stands in passages of both, wherever they stand.
        share_right: the same the other way round.
        complete: whether everything was compared.
    """

    levels: tuple[Level, ...]
    only_left: int
    only_right: int
    moved: int
    longest: int
    share_left: float
    share_right: float
    complete: bool

    def mirrored(self) -> Alignment:
        """The alignment with the sides exchanged."""
        levels = tuple(level.mirrored() for level in self.levels)
        return replace(
            self,
            levels=levels,
            only_left=self.only_right,
            only_right=self.only_left,
            share_left=self.share_right,
            share_right=self.share_left,
        )


def align(left: str, right: str, *, titled: bool = False) -> Alignment:
    """Puts two texts level by level.

    Exchanging the texts exchanges the sides and nothing else.

    Args:
        left: one text, a paragraph a line or wrapped.
        right: the other.
        titled: whether the first line of each is its title; these stand level, whatever they say.
    """
    if left > right:
        # What is equally good is decided one way, whichever text comes first.
        return align(right, left, titled=titled).mirrored()
    known: dict[str, str] = {}
    return _Aligner(coded(left, known), coded(right, known)).alignment(titled=titled)


class _Aligner:
    """One alignment: from levels in words back to places in the texts."""

    def __init__(self, left: Coded, right: Coded) -> None:
        self._left, self._right = left, right
        self._found = matches(left.code, right.code)

    def alignment(self, *, titled: bool) -> Alignment:
        """The levels with what differs in each."""
        left, right = self._left, self._right
        found = rows(left, right, self._found.shared, self._found.crossing, titled=titled)
        levels = self._levels(found)
        complete = not self._found.skipped and left.end == len(left.text) and right.end == len(right.text)
        passages = [run for run in (*self._found.shared, *self._found.crossing) if run.length >= SIZE]
        covered = sum(run.length for run in passages)
        return Alignment(
            levels=levels,
            only_left=self._count(found, levels, 0),
            only_right=self._count(found, levels, 1),
            moved=sum(row.moved is not None for row in found) // 2,
            longest=max((run.length for run in self._found.shared), default=0),
            share_left=min(1.0, covered / max(1, len(left))),
            share_right=min(1.0, covered / max(1, len(right))),
            complete=complete,
        )

    def _levels(self, rows: Sequence[Row]) -> tuple[Level, ...]:
        left, right = self._left, self._right
        places = {row.moved: place for place, row in enumerate(rows) if row.moved and row.on_left}
        partners = {row.moved: place for place, row in enumerate(rows) if row.moved and not row.on_left}
        levels = []
        for row in rows:
            level = Level(self._kind(row), _span(left, row.left), _span(right, row.right))
            if row.moved:
                here = row.on_left
                one, other = self._changes(*row.moved)
                level = replace(
                    level,
                    kind="moved",
                    left_changes=one if here else (),
                    right_changes=() if here else other,
                    partner=(partners if here else places)[row.moved],
                )
            elif row.both:
                one, other = self._changes(row.left, row.right)
                level = replace(level, left_changes=one, right_changes=other)
                if not one and not other:
                    level = replace(level, kind="equal")
            levels.append(level)
        return (*levels, *self._rest(levels))

    def _kind(self, row: Row) -> Kind:
        if row.both:
            return "changed"
        for i0, i1, j0, j1 in self._found.skipped:
            if (row.on_left and i0 <= row.left[0] and row.left[1] <= i1) or (
                not row.on_left and j0 <= row.right[0] and row.right[1] <= j1
            ):
                return "skipped"
        return "left" if row.on_left else "right"

    def _changes(self, one: Stretch, other: Stretch) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
        left, right = self._left, self._right
        lefts, rights = changes(left.code[slice(*one)], right.code[slice(*other)])
        return (
            tuple((left.starts[one[0] + i], left.ends[one[0] + k - 1]) for i, k in lefts),
            tuple((right.starts[other[0] + j], right.ends[other[0] + k - 1]) for j, k in rights),
        )

    def _rest(self, levels: Sequence[Level]) -> list[Level]:
        """What no row holds: texts without words, and what follows the words that were compared."""
        left, right = self._left, self._right
        i, j = (levels[-1].left[1], levels[-1].right[1]) if levels else (0, 0)
        if not len(left) and not len(right) and left.text.strip() == right.text.strip():
            return (
                [Level("equal", (0, len(left.text)), (0, len(right.text)))] if left.text + right.text else []
            )
        rest = []
        if i < len(left.text):
            rest.append(Level("skipped" if len(left) else "left", (i, len(left.text)), (j, j)))
            i = len(left.text)
        if j < len(right.text):
            rest.append(Level("skipped" if len(right) else "right", (i, i), (j, len(right.text))))
        return rest

    def _count(self, rows: Sequence[Row], levels: Sequence[Level], side: Literal[0, 1]) -> int:
        """How many words one side has alone; what moved or was not compared does not count."""
        total = 0
        words = (self._left, self._right)[side]
        alone: Kind = ("left", "right")[side]
        for row, level in zip(rows, levels, strict=False):
            if level.kind == alone:
                total += row[side][1] - row[side][0]
            for start, end in (level.left_changes, level.right_changes)[side]:
                total += bisect_left(words.starts, end) - bisect_left(words.starts, start)
        return total


def _span(words: Coded, stretch: Stretch) -> Stretch:
    return _cut(words, stretch[0]), _cut(words, stretch[1])


def _cut(words: Coded, word: int) -> int:
    """The offset at which a level that begins with a word begins: with its line, or after the space before it."""
    if word == 0:
        # A text without words is a level of its own.
        return 0
    if word == len(words):
        return words.end
    place = bisect_left(words.lines, word)
    if place < len(words.lines) and words.lines[place] == word:
        return words.line_starts[place]
    start, end = words.ends[word - 1], words.starts[word]
    return start + max(
        (place + 1 for place, sign in enumerate(words.text[start:end]) if sign.isspace()), default=end - start
    )
