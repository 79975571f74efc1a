"""Pure: which words of two texts stand on one level, which stand alone, and which moved.

Lines decide where a level begins and ends, but only where both texts break: a paragraph wrapped at another width, or
split in two, still stands beside its counterpart.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from labeler.duplicates.fingerprints import SIZE
from labeler.duplicates.matching import ALIKE, Shared
from labeler.duplicates.moving import moved_stretches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeler.duplicates.matching import Coded

    Stretch = tuple[int, int]

_LONG: Final = 120
"""A level of more words is cut again where both texts end a sentence."""
_BRIEF: Final = 25
"""Where only one text breaks its line, a piece of a long level has at least so many words ..."""
_PIECE: Final = 80
"""... and at most so many where it can be helped."""
_WRAPPED: Final = 30  # characters; a shorter line was not broken for want of room

_SENTENCE_END: Final = re.compile("[.!?…؟][\"'”’»)\\]]*\\s|[。！？।]")


class Row(NamedTuple):
    """A level in words: the first word and the one past the last, on both sides.

    Attributes:
        left: words of the left text; none where both ends are the same.
        right: words of the right text.
        moved: for what stands elsewhere on the other side, its words on the left and on the right.
    """

    left: Stretch
    right: Stretch
    moved: tuple[Stretch, Stretch] | None = None

    @property
    def both(self) -> bool:
        """Whether something stands on both sides."""
        return self.left[0] < self.left[1] and self.right[0] < self.right[1]

    @property
    def on_left(self) -> bool:
        """Whether something stands on the left."""
        return self.left[0] < self.left[1]


def rows(
    left: Coded, right: Coded, shared: Sequence[Shared], crossing: Sequence[Shared], *, titled: bool
) -> list[Row]:
    """The levels of two texts, in order; each side's words are in them once and in order.

    Args:
        left: the words of one text.
        right: those of the other.
        shared: what both have in order.
        crossing: what both have in another order.
        titled: whether the first lines stand level unless one of them stands beside something else.
    """
    return _Levels(left, right, shared, crossing).rows(titled=titled)


class _Levels:
    """The steps from what two texts share to their levels."""

    def __init__(
        self, left: Coded, right: Coded, shared: Sequence[Shared], crossing: Sequence[Shared]
    ) -> None:
        self._left, self._right = left, right
        self._shared = _slid(left, right, shared)
        self._begins = [run.left for run in self._shared]
        self._crossing = crossing

    def rows(self, *, titled: bool) -> list[Row]:
        """Levels from lines, long ones cut again by sentences, then what moved."""
        left, right = self._left, self._right
        found = self._rows(
            [*left.lines, len(left)], [*right.lines, len(right)], (0, len(left)), (0, len(right))
        )
        if titled:
            found = self._with_titles_level(found)
        found = [piece for row in self._unwrapped(found) for piece in self._pieces(row)]
        return self._unwrapped(self._with_moved(found))

    def _rows(self, lefts: Sequence[int], rights: Sequence[int], left: Stretch, right: Stretch) -> list[Row]:
        """Rows of two stretches of words that are cut at some words.

        Args:
            lefts: where the left stretch is cut, both its ends among them.
            rights: the same of the right stretch.
            left: the stretch itself.
            right: the other one.
        """
        shared = self._within(left, right)
        ties: list[list[int]] = []  # first and last unit on the left, then on the right
        for one, other in _ties(shared, lefts, rights):
            if ties and (one <= ties[-1][1] or other <= ties[-1][3]):
                ties[-1][1], ties[-1][3] = max(ties[-1][1], one), max(ties[-1][3], other)
            else:
                ties.append([one, one, other, other])
        rows: list[Row] = []
        i = j = 0
        for first, last, begin, end in [*ties, [len(lefts) - 1, 0, len(rights) - 1, 0]]:
            rows += [Row((lefts[unit], lefts[unit + 1]), (rights[j], rights[j])) for unit in range(i, first)]
            rows += [
                Row((lefts[first], lefts[first]), (rights[unit], rights[unit + 1]))
                for unit in range(j, begin)
            ]
            if first < len(lefts) - 1 and begin < len(rights) - 1:
                rows.append(Row((lefts[first], lefts[last + 1]), (rights[begin], rights[end + 1])))
                i, j = last + 1, end + 1
        return rows

    def _within(self, left: Stretch, right: Stretch) -> list[Shared]:
        """What two stretches of words share."""
        first = bisect_right(self._begins, left[0]) - 1
        found = []
        for run in self._shared[max(0, first) : bisect_left(self._begins, left[1])]:
            skip = max(0, left[0] - run.left, right[0] - run.right)
            length = min(run.length, left[1] - run.left, right[1] - run.right) - skip
            if length > 0:
                found.append(Shared(run.left + skip, run.right + skip, length))
        return found

    def _with_titles_level(self, rows: list[Row]) -> list[Row]:
        """The first line of each side on one level, unless one of them stands beside something else."""
        first_left = next((place for place, row in enumerate(rows) if row.left[0] < row.left[1]), None)
        first_right = next((place for place, row in enumerate(rows) if row.right[0] < row.right[1]), None)
        if first_left is None or first_right is None or rows[first_left].both or rows[first_right].both:
            return rows
        title = Row(rows[first_left].left, rows[first_right].right)
        others = [row for place, row in enumerate(rows) if place not in (first_left, first_right)]
        end_left, end_right = title.left[1], title.right[1]
        # What stands on one side only has an empty place on the other: not before the title's.
        return [
            title,
            *(
                row._replace(
                    left=(max(row.left[0], end_left), max(row.left[1], end_left)),
                    right=(max(row.right[0], end_right), max(row.right[1], end_right)),
                )
                for row in others
            ),
        ]

    def _pieces(self, row: Row) -> list[Row]:
        """A long level cut by sentences, and put together again to pieces of a paragraph's size."""
        if not row.both or max(row.left[1] - row.left[0], row.right[1] - row.right[0]) <= _LONG:
            return [row]
        found: list[Row] = []
        for piece in self._rows(
            _sentences(self._left, row.left), _sentences(self._right, row.right), row.left, row.right
        ):
            if found and self._belong_together(found[-1], piece):
                last = found[-1]
                found[-1] = Row((last.left[0], piece.left[1]), (last.right[0], piece.right[1]))
            else:
                found.append(piece)
        return found

    def _belong_together(self, row: Row, after: Row) -> bool:
        """Whether two pieces of a long level are shown as one."""
        if not row.both or not after.both:
            return False
        words = max(row.left[1] - row.left[0], row.right[1] - row.right[0])
        more = max(after.left[1] - after.left[0], after.right[1] - after.right[0])
        breaks = _begins_line(self._left, after.left[0]) or _begins_line(self._right, after.right[0])
        return words + more <= _PIECE and (not breaks or words < _BRIEF)

    def _with_moved(self, rows: list[Row]) -> list[Row]:
        """Finds what stands alone on both sides, in different places; lines of one moved paragraph become one row."""
        lefts = [row.left for row in rows if row.right[0] == row.right[1]]
        rights = [row.right for row in rows if row.left[0] == row.left[1]]
        moved = moved_stretches(self._left.code, self._right.code, self._crossing, lefts, rights)
        of_left = {one: (one, other) for one, other in moved}
        of_right = {other: (one, other) for one, other in moved}
        found: list[Row] = []
        for row in rows:
            if row.both:
                found.append(row)
                continue
            alone, on_left = (row.left, True) if row.left[0] < row.left[1] else (row.right, False)
            table = of_left if on_left else of_right
            whole = next((each for each in table if each[0] <= alone[0] < each[1]), None)
            if whole is None:
                found.append(row)
            elif whole[0] == alone[0]:
                found.append(
                    Row(whole, row.right, table[whole]) if on_left else Row(row.left, whole, table[whole])
                )
        return found

    # -- wrapped lines ---------------------------------------------------------------------------------------

    def _unwrapped(self, rows: list[Row]) -> list[Row]:
        """Rows that end where a line was wrapped, as one with the rest of the paragraph."""
        found: list[Row] = []
        for row in rows:
            if found and self._goes_on(found[-1], row):
                found[-1] = Row((found[-1].left[0], row.left[1]), (found[-1].right[0], row.right[1]))
            else:
                found.append(row)
        return found

    def _goes_on(self, row: Row, after: Row) -> bool:
        """Whether the second row is the rest of the paragraph that the first one begins."""
        if row.moved or after.moved:
            return False
        borders = [
            _is_wrapped(words, begin)
            for words, (start, end), (begin, past) in (
                (self._left, row.left, after.left),
                (self._right, row.right, after.right),
            )
            if start < end and begin < past
        ]
        return bool(borders) and all(borders)


def _slid(left: Coded, right: Coded, shared: Sequence[Shared]) -> list[Shared]:
    """What is shared, with words that only one text has moved to a line's beginning where the same words allow it.

    After “… in spring. The port …” and “… in spring. The dockers …” the word “The” may belong to either.
    """
    found: list[Shared] = []
    for run in shared:
        if found:
            last = found[-1]
            lone_left, lone_right = run.left - last.left - last.length, run.right - last.right - last.length
            if bool(lone_left) != bool(lone_right):
                code, start, end = (
                    (left.code, run.left - lone_left, run.left)
                    if lone_left
                    else (right.code, run.right - lone_right, run.right)
                )
                step = 0
                while step < last.length - 1 and code[start - step - 1] == code[end - step - 1]:
                    step += 1
                    if _begins_line(left, last.left + last.length - step) and _begins_line(
                        right, last.right + last.length - step
                    ):
                        found[-1] = last._replace(length=last.length - step)
                        run = Shared(run.left - step, run.right - step, run.length + step)
                        break
        found.append(run)
    return found


def _ties(shared: Sequence[Shared], lefts: Sequence[int], rights: Sequence[int]) -> list[tuple[int, int]]:
    """Which units of the left stand level with which of the right: those that share enough words.

    Args:
        shared: in order.
        lefts: the first word of each unit, and the one past the last.
        rights: the same of the other side.
    """
    counts: Counter[tuple[int, int]] = Counter()
    torn = set()
    one = other = 0
    for run in shared:
        i, j, left = run
        goes_on = False
        while left:
            while lefts[one + 1] <= i:
                one += 1
            while rights[other + 1] <= j:
                other += 1
            step = min(left, lefts[one + 1] - i, rights[other + 1] - j)
            counts[one, other] += step
            # A passage that goes on beyond a line of one text only is not torn apart, however little of it is here.
            ends_here = (lefts[one + 1] == i + step, rights[other + 1] == j + step)
            cut_short = left > step and not all(ends_here)
            if run.length >= SIZE and (goes_on or cut_short):
                torn.add((one, other))
            goes_on = cut_short
            i, j, left = i + step, j + step, left - step
    return [
        (one, other)
        for (one, other), count in sorted(counts.items())
        if (one, other) in torn
        or count >= ALIKE * min(lefts[one + 1] - lefts[one], rights[other + 1] - rights[other])
    ]


def _sentences(words: Coded, stretch: Stretch) -> list[int]:
    """Where the lines and sentences of a stretch begin, and where it ends."""
    lines = set(words.lines)
    return [
        stretch[0],
        *(
            word
            for word in range(stretch[0] + 1, stretch[1])
            if word in lines or _SENTENCE_END.search(words.text, words.ends[word - 1], words.starts[word])
        ),
        stretch[1],
    ]


def _is_wrapped(words: Coded, word: int) -> bool:
    """Whether the line before a word that begins a line was long and goes on there, in the middle of a sentence."""
    place = bisect_left(words.lines, word)
    if not place or place == len(words.lines) or words.lines[place] != word:
        return False
    sign = words.text[words.starts[word]]
    between = words.text[words.ends[word - 1] : words.starts[word]]
    # In scripts without small letters nothing tells a wrapped line from a headline above its text.
    return (
        (sign.islower() or sign.isdigit())
        and not between.strip(",;:–—-\n ")
        and "\n\n" not in between
        and words.ends[word - 1] - words.line_starts[place - 1] >= _WRAPPED
    )


def _begins_line(words: Coded, word: int) -> bool:
    place = bisect_left(words.lines, word)
    return place < len(words.lines) and words.lines[place] == word
