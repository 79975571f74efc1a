"""The rows of a pair: the main texts of two articles level by level, with the words that differ. No Qt."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from labeler.text import normalise
from ui.widgets.article_rows import Cell, Mark, Row, Span, SpanKind

if TYPE_CHECKING:
    from collections.abc import Sequence

ALIKE = 0.4
"""Share of words two lines must have in common to stand on one level as versions of each other."""

MOVED_ALIKE = 0.6
"""The same share for a line that stands elsewhere; higher, as chance has more lines to choose from."""

MOVED_WORDS = 4
"""A line with fewer words is too common to be called moved."""

_LINES_COMPARED = 20_000  # pairs of lines in a gap that may be compared; beyond, lines pair in order
_WORDS_COMPARED = 4_000  # words a side that are compared one by one; beyond, only both ends are

# Scripts without spaces are compared character by character.
_WORD = re.compile(r"[\u0e00-\u0eff\u2e80-\ud7ff\uf900-\ufaff]|[^\W_]+(?:['’][^\W_]+)*|[^\w\s]|_")

_Level = tuple[int | None, int | None]
"""Indexes of a left and a right line on one level."""


def rows_for_pair(
    left_lines: Sequence[str], right_lines: Sequence[str], *, titled: bool = False
) -> list[Row]:
    """The rows of the duplicates page.

    Lines with the same words stand level ("kept"); lines that are versions of each other stand
    level with the words that differ marked ("differs"); the rest stands alone, as only on one side
    or as moved.

    Args:
        left_lines: paragraphs of article A; lines without any words are left out.
        right_lines: the same of article B.
        titled: whether the first line of each is its title; these always stand level.
    """
    lefts = [line for line in left_lines if line.strip()]
    rights = [line for line in right_lines if line.strip()]
    left_keys = [_key(line) for line in lefts]
    right_keys = [_key(line) for line in rights]
    head = 1 if titled and lefts and rights else 0
    levels: list[_Level] = [(0, 0)] if head else []
    levels += _align(left_keys, right_keys, (head, len(lefts)), (head, len(rights)))
    moved = _moved(levels, left_keys, right_keys)
    rows: list[Row] = []
    for number, (left, right) in enumerate(levels):
        style = partial(Cell, style="title") if head and number == 0 else Cell
        if left is not None and right is not None:
            rows.append(
                _level_row(number, style, lefts[left], rights[right], left_keys[left] == right_keys[right])
            )
            continue
        there = moved.get(number)
        rows.append(_lone_row(number, left, right, lefts, rights, levels, there))
    return rows


def _lone_row(
    number: int,
    left: int | None,
    right: int | None,
    lefts: Sequence[str],
    rights: Sequence[str],
    levels: Sequence[_Level],
    there: int | None,
) -> Row:
    """A level with one side empty: its line stands only there, or on the level `there` of the other side."""
    spans: tuple[Span, ...] = ()
    if there is not None:
        one = lefts[left if left is not None else levels[there][0] or 0]
        other = rights[right if right is not None else levels[there][1] or 0]
        spans = word_differences(one, other)[0 if left is not None else 1]
    mark: Mark = "only_left" if left is not None else "only_right"
    words = f"only in {'A' if left is not None else 'B'}"
    if there is not None:
        mark = "moved_down" if there > number else "moved_up"
        words = _moved_note(number, there)
    note = Cell(words, "note")
    if left is not None:
        return Row(number, Cell(lefts[left], spans=spans), note, mark)
    return Row(number, note, Cell(rights[right or 0], spans=spans), mark)


def _key(line: str) -> tuple[str, ...]:
    """What makes two lines the same: their words without case, spacing and punctuation."""
    words = tuple(_WORD.findall(normalise(line)))
    return tuple(word for word in words if word[0].isalnum()) or words


def _moved_note(here: int, there: int) -> str:
    count = abs(there - here)
    return f"moved, stands {count} paragraph{'s' if count > 1 else ''} {'below' if there > here else 'above'}"


def _align(
    lefts: Sequence[tuple[str, ...]],
    rights: Sequence[tuple[str, ...]],
    left_range: tuple[int, int],
    right_range: tuple[int, int],
) -> list[_Level]:
    """Levels of two ranges of lines: equal lines first, then versions of each other between them."""
    levels: list[_Level] = []
    (i, left_end), (j, right_end) = left_range, right_range
    for left, right in [*_anchors(lefts, rights, left_range, right_range), (left_end, right_end)]:
        levels += _fill_gap(lefts, rights, (i, left), (j, right))
        if left < left_end:
            levels.append((left, right))
        i, j = left + 1, right + 1
    return levels


def _anchors(
    lefts: Sequence[tuple[str, ...]],
    rights: Sequence[tuple[str, ...]],
    left_range: tuple[int, int],
    right_range: tuple[int, int],
) -> list[tuple[int, int]]:
    """Equal lines in ascending order on both sides: a patience diff, n log n.

    Lines that stand once on each side decide; equal neighbours of theirs join afterwards.
    """
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for right in range(*right_range):
        places[rights[right]].append(right)
    often = Counter(lefts[left] for left in range(*left_range))
    unique = [
        (left, places[lefts[left]][0])
        for left in range(*left_range)
        if often[lefts[left]] == 1 and len(places.get(lefts[left], ())) == 1
    ]
    chain = _longest_rising(unique)
    result: list[tuple[int, int]] = []
    previous = (left_range[0] - 1, right_range[0] - 1)
    for anchor in [*chain, (left_range[1], right_range[1])]:
        forward: list[tuple[int, int]] = []
        i, j = previous[0] + 1, previous[1] + 1
        while i < anchor[0] and j < anchor[1] and lefts[i] == rights[j]:
            forward.append((i, j))
            i, j = i + 1, j + 1
        backward: list[tuple[int, int]] = []
        a, b = anchor[0] - 1, anchor[1] - 1
        while a >= i and b >= j and lefts[a] == rights[b]:
            backward.append((a, b))
            a, b = a - 1, b - 1
        result += forward + backward[::-1]
        if anchor[0] < left_range[1]:
            result.append(anchor)
        previous = anchor
    return result


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest selection of pairs, ascending by the first, that also ascends by the second."""
    tails: list[int] = []  # index of the pair that ends the best chain of each length
    before: list[int] = []
    for index, (_, right) in enumerate(pairs):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            if pairs[tails[middle]][1] < right:
                low = middle + 1
            else:
                high = middle
        before.append(tails[low - 1] if low else -1)
        tails[low : low + 1] = [index]
    chain: list[tuple[int, int]] = []
    index = tails[-1] if tails else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _alike(left: Counter[str], right: Counter[str]) -> float:
    """Share of words in common, 0 to 1."""
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def _fill_gap(
    lefts: Sequence[tuple[str, ...]],
    rights: Sequence[tuple[str, ...]],
    left_range: tuple[int, int],
    right_range: tuple[int, int],
) -> list[_Level]:
    """Levels of lines none of which are equal: pair what is alike, keeping the order of both sides."""
    (i0, i1), (j0, j1) = left_range, right_range
    height, width = i1 - i0, j1 - j0
    pairs: list[tuple[int, int]] = []
    if height and width:
        left_words = [Counter(lefts[i]) for i in range(i0, i1)]
        right_words = [Counter(rights[j]) for j in range(j0, j1)]
        if height * width <= _LINES_COMPARED:
            pairs = _best_pairs(left_words, right_words)
        else:
            pairs = [
                (place, place)
                for place in range(min(height, width))
                if _alike(left_words[place], right_words[place]) >= ALIKE
            ]
    levels: list[_Level] = []
    i, j = i0, j0
    for left, right in [*((i0 + a, j0 + b) for a, b in pairs), (i1, j1)]:
        levels += [(place, None) for place in range(i, left)]
        levels += [(None, place) for place in range(j, right)]
        if left < i1:
            levels.append((left, right))
        i, j = left + 1, right + 1
    return levels


def _best_pairs(lefts: Sequence[Counter[str]], rights: Sequence[Counter[str]]) -> list[tuple[int, int]]:
    """Ascending pairs of lines with the greatest sum of likeness, each at least `ALIKE`."""
    likeness = [[_alike(left, right) for right in rights] for left in lefts]
    best = [[0.0] * (len(rights) + 1) for _ in range(len(lefts) + 1)]
    for i in range(len(lefts) - 1, -1, -1):
        for j in range(len(rights) - 1, -1, -1):
            paired = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= ALIKE else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(lefts) and j < len(rights):
        if likeness[i][j] >= ALIKE and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _moved(
    levels: Sequence[_Level], lefts: Sequence[tuple[str, ...]], rights: Sequence[tuple[str, ...]]
) -> dict[int, int]:
    """Level of a line that stands alone → level of the same line, or its version, on the other side."""
    lone_left = {
        number: Counter(lefts[left])
        for number, (left, right) in enumerate(levels)
        if left is not None and right is None and len(lefts[left]) >= MOVED_WORDS
    }
    lone_right = {
        number: Counter(rights[right])
        for number, (left, right) in enumerate(levels)
        if right is not None and left is None and len(rights[right]) >= MOVED_WORDS
    }
    if len(lone_left) * len(lone_right) > _LINES_COMPARED:
        return {}
    found = sorted(
        (
            (_alike(one, other), here, there)
            for here, one in lone_left.items()
            for there, other in lone_right.items()
        ),
        key=lambda each: (-each[0], each[1:]),
    )
    moved: dict[int, int] = {}
    for likeness, here, there in found:
        if likeness >= MOVED_ALIKE and here not in moved and there not in moved:
            moved[here], moved[there] = there, here
    return moved


def _level_row(number: int, style: partial[Cell] | type[Cell], left: str, right: str, equal: bool) -> Row:
    if equal:
        return Row(number, style(left), style(right), "kept")
    left_spans, right_spans = word_differences(left, right)
    return Row(number, style(left, spans=left_spans), style(right, spans=right_spans), "differs")


def word_differences(left: str, right: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The words that stand only in the left or only in the right text, as spans of each.

    Words count without case; neighbouring words that differ are one span.
    """
    left_words, right_words = list(_WORD.finditer(left)), list(_WORD.finditer(right))
    # Other quotes and dashes are no other words.
    a = [normalise(word[0]) for word in left_words]
    b = [normalise(word[0]) for word in right_words]
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    a_end, b_end = len(a) - tail, len(b) - tail
    changes = [(head, a_end, head, b_end)]
    if max(a_end, b_end) - head <= _WORDS_COMPARED:
        matcher = SequenceMatcher(None, a[head:a_end], b[head:b_end], autojunk=False)
        changes = [
            (head + i0, head + i1, head + j0, head + j1)
            for kind, i0, i1, j0, j1 in matcher.get_opcodes()
            if kind != "equal"
        ]
    return (
        _word_spans(left_words, [(i0, i1) for i0, i1, _, _ in changes], "only_left"),
        _word_spans(right_words, [(j0, j1) for _, _, j0, j1 in changes], "only_right"),
    )


def _word_spans(
    words: Sequence[re.Match[str]], ranges: Sequence[tuple[int, int]], kind: SpanKind
) -> tuple[Span, ...]:
    spans = [
        Span(words[first].start(), words[last - 1].end(), kind) for first, last in ranges if first < last
    ]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    return tuple(spans)
