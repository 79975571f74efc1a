"""What the article view shows, as plain values: cells, rows, and the rows of one article. No Qt."""

from __future__ import annotations

import bisect
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias

from labeler.counting import counted
from labeler.text import isolated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records import Block

CellStyle: TypeAlias = Literal["title", "heading", "text", "dropped", "note"]
"""How a cell is set: the first four in the article's serif, a note in the small interface font."""

SpanKind: TypeAlias = Literal["evidence", "only_left", "only_right", "find", "listed"]
"""`listed`: a word of the highlight lists; it may stand in a passage of evidence, and both show."""

Mark: TypeAlias = Literal[
    "kept",
    "dropped",
    "unsure",
    "corrected",
    "fold",
    "fold_open",
    "differs",
    "only_left",
    "only_right",
    "moved_down",
    "moved_up",
    "none",
]
"""What the gutter says about a row."""

FOLD_ABOVE = 3
"""A run of more dropped blocks than this folds to one line."""

_FOLD_PREVIEW = 160  # characters of a folded run that its line may quote; it is cut to the column anyway
_ITEM_PREVIEW = 48


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a cell to highlight.

    Attributes:
        start: offset of the first character in the cell's text (code points).
        end: offset just past the last character.
        kind: what it is; gives tint and underline.
    """

    start: int
    end: int
    kind: SpanKind


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one column in one row.

    Attributes:
        text: what is shown, one paragraph; its direction follows from its first strong character.
        style: how it is set.
        offset: place of the first character in the article's text (code points), so that a
            selection can be told as a passage; -1 for words that are not the article's own.
        spans: highlights, those of one kind ascending and apart.
        one_line: cut to one line with an ellipsis instead of wrapped.
    """

    text: str
    style: CellStyle = "text"
    offset: int = -1
    spans: tuple[Span, ...] = ()
    one_line: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One level of the two columns.

    Attributes:
        key: number of the block (or of the level, for a pair); signals carry it. Keys ascend.
        left: the left column, or nothing.
        right: the right column, or nothing.
        mark: what the gutter shows.
        hint: words shown while the row is current, at the end of the right column.
        hint_key: the key cap after the hint.
        tip: the tooltip of the row.
        fold_count: blocks hidden behind this row; 0 for all rows that are not folded runs.
        fold_key: key of the folded (or unfolded) run the row belongs to, else -1.
    """

    key: int
    left: Cell | None
    right: Cell | None
    mark: Mark = "none"
    hint: str = ""
    hint_key: str = ""
    tip: str = ""
    fold_count: int = 0
    fold_key: int = -1


def index_of(rows: Sequence[Row], key: int) -> int:
    """Index of the row that shows a block, be it inside a folded run; -1 if there are no rows."""
    if not rows:
        return -1
    place = bisect.bisect_right(rows, key, key=lambda row: row.key) - 1
    place = max(place, 0)
    # Several rows share a key when a long block is shown in parts: the first of them.
    while place > 0 and rows[place - 1].key == rows[place].key:
        place -= 1
    return place


def rows_for_article(
    text: str,
    blocks: Sequence[Block],
    unfolded: frozenset[int] = frozenset(),
    corrected: frozenset[int] = frozenset(),
    *,
    headline: int | None = None,
    evidence: Sequence[tuple[int, int]] = (),
    found: Sequence[tuple[int, int]] = (),
    listed: Sequence[tuple[int, int]] = (),
    drop_key: str = "X",
) -> list[Row]:
    """The rows of the labelling page: the raw capture left, the main text right, block by block.

    Args:
        text: the raw text that the blocks' offsets count in.
        blocks: every block, in order, as they stand now (a correction already applied to `kept`).
        unfolded: keys of the runs that are open (what `fold_toggled` carried).
        corrected: numbers of the blocks a person decided; these are never unsure and never fold.
        headline: number of the block set as the title; else those whose reason is "headline".
        evidence: passages to highlight, as (start, end) in `text` (code points), in order and apart.
        found: places of words that are looked for, in the same way; no other highlight shows there.
        listed: places of the words of highlight lists, in the same way.
            Where evidence or words that are looked for stand, nothing folds.
        drop_key: the key that keeps or drops the current block.
    """
    shown = [number for number, block in enumerate(blocks) if not text[block.start : block.end].isspace()]
    rows: list[Row] = []
    holding = _blocks_with(blocks, found) | _blocks_with(blocks, evidence)
    layers: list[tuple[SpanKind, Sequence[tuple[int, int]]]] = [
        ("evidence", without(evidence, found)),
        ("listed", without(listed, found)),
        ("find", found),
    ]
    for folds, numbers in _stretches(blocks, shown, corrected | holding):
        first = numbers[0]
        if folds and first not in unfolded:
            rows.append(_fold_row(text, blocks, numbers))
            continue
        for number in numbers:
            row = _block_row(text, blocks[number], number, number in corrected, headline, layers, drop_key)
            if folds:
                row = _open_row(row, first)
            rows.append(row)
    return rows


def _stretches(
    blocks: Sequence[Block], shown: Sequence[int], corrected: frozenset[int]
) -> list[tuple[bool, list[int]]]:
    """Runs of block numbers, each with whether it folds.

    Dropped blocks with one reason fold on their own if they are many; what lies between folds as a
    mixture, so that a page of alternating reasons does not stay open.
    """

    def quiet(number: int) -> bool:
        return not blocks[number].kept and not blocks[number].unsure and number not in corrected

    result: list[tuple[bool, list[int]]] = []
    for dropped, run in groupby(shown, key=quiet):
        if not dropped:
            result.append((False, list(run)))
            continue
        mixed: list[int] = []
        for _, same in groupby(run, key=lambda number: blocks[number].reason):
            numbers = list(same)
            if len(numbers) > FOLD_ABOVE:
                if mixed:
                    result.append((len(mixed) > FOLD_ABOVE, mixed))
                    mixed = []
                result.append((True, numbers))
            else:
                mixed.extend(numbers)
        if mixed:
            result.append((len(mixed) > FOLD_ABOVE, mixed))
    return result


def _trimmed(text: str, block: Block) -> tuple[str, int]:
    """The block's text without white space at its ends, and the offset of what is left."""
    raw = text[block.start : block.end]
    body = raw.lstrip()
    return body.rstrip(), block.start + len(raw) - len(body)


def _decimal(value: float) -> str:
    """A probability as house style writes it: ".54"."""
    return f"{value:.2f}".removeprefix("0")


def _blocks_with(blocks: Sequence[Block], places: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Numbers of the blocks in which any of the places lie."""
    found: set[int] = set()
    for start, end in places:
        first = bisect.bisect_right(blocks, start, key=lambda block: block.end)
        found.update(range(first, bisect.bisect_left(blocks, end, key=lambda block: block.start)))
    return frozenset(found)


def without(
    places: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]
) -> Sequence[tuple[int, int]]:
    """What is left of places where others stand on top of them; both are in order and apart."""
    if not others:
        return places
    left = []
    for start, end in places:
        first = bisect.bisect_right(others, start, key=lambda other: other[1])
        for other_start, other_end in others[first:]:
            if other_start >= end:
                break
            if start < other_start:
                left.append((start, other_start))
            start = other_end
        if start < end:
            left.append((start, end))
    return left


def _spans(text: str, offset: int, passages: Sequence[tuple[int, int]], kind: SpanKind) -> tuple[Span, ...]:
    """Passages of the article as spans of one cell."""
    first = bisect.bisect_right(passages, offset, key=lambda passage: passage[1])
    past = bisect.bisect_left(passages, offset + len(text), key=lambda passage: passage[0])
    cut = [(max(start - offset, 0), min(end - offset, len(text))) for start, end in passages[first:past]]
    return tuple(Span(start, end, kind) for start, end in cut if start < end)


def _block_row(
    text: str,
    block: Block,
    number: int,
    decided: bool,
    headline: int | None,
    layers: Sequence[tuple[SpanKind, Sequence[tuple[int, int]]]],
    key: str,
) -> Row:
    body, offset = _trimmed(text, block)
    spans = tuple(span for kind, places in layers if places for span in _spans(body, offset, places, kind))
    unsure = block.unsure and not decided
    chance = _decimal(block.probability)
    mark: Mark = "corrected" if decided else "unsure" if unsure else "kept" if block.kept else "dropped"
    by_you = "by you" if decided else block.reason
    if block.kept:
        style: CellStyle = "text"
        if number == headline or (headline is None and block.reason == "headline"):
            style = "title"
        elif block.reason in ("heading", "subheading"):
            style = "heading"
        cell = Cell(body, style, offset, spans)
        return Row(
            number,
            cell,
            cell,
            mark,
            f"kept, unsure ({chance}) · drop" if unsure else f"kept: {by_you} · drop",
            key,
        )
    return Row(
        number,
        Cell(body, "dropped", offset, spans),
        Cell(f"Dropped: {by_you}", "note"),
        mark,
        f"unsure ({chance}) · keep" if unsure else "keep",
        key,
        tip=f"Dropped: {by_you}",
    )


def _open_row(row: Row, first: int) -> Row:
    """The row as part of an unfolded run; the first one carries the chevron that folds it again."""
    mark: Mark = "fold_open" if row.key == first else row.mark
    return Row(row.key, row.left, row.right, mark, row.hint, row.hint_key, row.tip, fold_key=first)


def _fold_row(text: str, blocks: Sequence[Block], numbers: Sequence[int]) -> Row:
    """One line that stands for a run of dropped blocks."""
    quoted: list[str] = []
    length = 0
    for number in numbers:
        start, end = blocks[number].start, blocks[number].end
        words = " ".join(text[start : min(end, start + 4 * _ITEM_PREVIEW)].split())
        item = words if len(words) <= _ITEM_PREVIEW else words[: _ITEM_PREVIEW - 1].rstrip() + "…"
        if any(map(str.isalnum, item)):  # bullets and dashes say nothing
            quoted.append(item)
            length += len(item)
        if length > _FOLD_PREVIEW:
            break
    reasons = [reason for reason, _ in Counter(blocks[number].reason for number in numbers).most_common()]
    why = ", ".join(reasons[:2]) + (" and more" if len(reasons) > 2 else "")
    lines = counted(len(numbers), "line")
    # Quoted words keep their own direction without turning the line round.
    left = f"{lines}: {isolated(', '.join(quoted))}" if quoted else lines
    note = f"Dropped: {why}, {lines}"
    return Row(
        numbers[0],
        Cell(left, "note", one_line=True),
        Cell(note, "note", one_line=True),
        "fold",
        "show",
        "→",
        tip=note,
        fold_count=len(numbers),
        fold_key=numbers[0],
    )
