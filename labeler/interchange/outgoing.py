"""Pure: labels on their way into the files of other tools."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from db.records import Json, Label
    from labeler.codebook import Question
    from labeler.interchange.given import Tally


@dataclass(frozen=True, slots=True)
class Shown:
    """An article as it goes out.

    Attributes:
        article_id: its digest.
        facts: what is known of it, by name (title, url, source, published_at, file); nothing that is not known.
        main_text: what annotators judge.
        raw_text: what the offsets of blocks count in.
    """

    article_id: str
    facts: dict[str, str]
    main_text: str
    raw_text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one annotator said of one unit.

    Attributes:
        annotator: who.
        labels: each with its question, in the codebook's order.
        skipped: when the annotator passed the article over, None if that is not so.
    """

    annotator: str
    labels: tuple[tuple[Question, Label], ...]
    skipped: str | None = None


@dataclass(frozen=True, slots=True)
class OutUnit:
    """An article, or the two of a pair, with everybody's sheets, sorted by name."""

    articles: tuple[Shown, ...]
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """How a form is written.

    Attributes:
        head: what the file begins with.
        between: what stands between two entries.
        tail: what it ends with.
        entries: a unit's entries, each a text, given the questions that go out; what they cannot say is counted.
    """

    entries: Callable[[OutUnit, Sequence[Question], Tally], list[str]]
    head: str = ""
    between: str = ""
    tail: str = ""


def text_for(question: Question, article: Shown) -> str:
    """The text that an answer is about: blocks are of the raw text, everything else is judged by the main text."""
    return article.raw_text if question.kind == "boilerplate" else article.main_text


def marks_of(corrections: Json) -> list[tuple[int, int, str]]:
    """Corrected blocks as (start, end, "kept" or "dropped"), in the order of the text."""
    return sorted((start, end, side) for side, spans in corrections.items() for start, end in spans)
