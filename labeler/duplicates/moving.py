"""Pure: which stretches of a text stand elsewhere in another one."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, Final

from labeler.duplicates.matching import ALIKE, likeness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeler.duplicates.matching import Shared

    Stretch = tuple[int, int]

MOVED_ALIKE: Final = 0.6
"""What stands elsewhere is called moved if it shares this part of its words; more, as chance has more to choose from."""

MOVED_WORDS: Final = 4
"""Fewer words are too common to be called moved."""


def moved_stretches(
    left_code: str,
    right_code: str,
    crossing: Sequence[Shared],
    lefts: Sequence[Stretch],
    rights: Sequence[Stretch],
) -> list[tuple[Stretch, Stretch]]:
    """Stretches that stand alone on the left, and the stretches on the right that they are versions of.

    Args:
        left_code: the words of the left text, a character each.
        right_code: those of the right one.
        crossing: what both have in another order.
        lefts: the stretches of words that stand on the left only, ascending; lines of one paragraph are put together.
        rights: those on the right only.
    """
    if not lefts or not rights:
        return []
    counts = _met(crossing, lefts, rights)
    blocks: list[tuple[Stretch, Stretch]] = []
    for (number, other_number), count in sorted(counts.items()):
        here, there = lefts[number], rights[other_number]
        if count < ALIKE * min(here[1] - here[0], there[1] - there[0]):
            continue
        if blocks:
            left, right = blocks[-1]
            # Lines of a wrapped paragraph: the next one on either side, or another part of the same.
            if left[0] <= here[0] <= left[1] and right[0] <= there[0] <= right[1]:
                blocks[-1] = (left[0], max(left[1], here[1])), (right[0], max(right[1], there[1]))
                continue
        blocks.append((here, there))
    rated = sorted(
        (-likeness(left_code[slice(*one)], right_code[slice(*other)]), one, other) for one, other in blocks
    )
    taken_left: list[Stretch] = []
    taken_right: list[Stretch] = []
    found = []
    for unlike, one, other in rated:
        fits = -unlike >= MOVED_ALIKE and min(one[1] - one[0], other[1] - other[0]) >= MOVED_WORDS
        if fits and not _overlaps(one, taken_left) and not _overlaps(other, taken_right):
            taken_left.append(one)
            taken_right.append(other)
            found.append((one, other))
    return found


def _overlaps(one: Stretch, others: Sequence[Stretch]) -> bool:
    return any(one[0] < end and start < one[1] for start, end in others)


def _met(
    crossing: Sequence[Shared], lefts: Sequence[Stretch], rights: Sequence[Stretch]
) -> Counter[tuple[int, int]]:
    """How many words of each stretch of the left cross over to each of the right.

    Args:
        crossing: what both have, in any order.
        lefts: some stretches of the left words, ascending.
        rights: the same of the right ones.
    """
    begins, begins_right = [start for start, _ in lefts], [start for start, _ in rights]
    counts: Counter[tuple[int, int]] = Counter()
    for i, j, left in crossing:
        while left > 0:
            one, other = bisect_right(begins, i) - 1, bisect_right(begins_right, j) - 1
            step = 1
            if one >= 0 and other >= 0 and i < lefts[one][1] and j < rights[other][1]:
                step = min(left, lefts[one][1] - i, rights[other][1] - j)
                counts[one, other] += step
            i, j, left = i + step, j + step, left - step
    return counts
