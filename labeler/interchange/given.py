"""Pure: labels as the files of other tools give them, before anything is known of the project they go into."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

from labeler.errors import LabelerError
from labeler.progress import Failure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.records import Json

_NAMES = ("article", "article_id", "file", "file_name", "filename")
_DIGEST = re.compile("[0-9a-f]{64}")
_NUMBERS = ("id", "given_id", "doc_id", "ref_id")


@dataclass(frozen=True, slots=True)
class Named:
    """What a file says of an article.

    Attributes:
        name: its digest, given id or file name, where the file has a field that can only mean this.
        number: an id that may as well be the other tool's own running number.
        text: its text, as the other tool showed it.
    """

    name: str | None = None
    number: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Exact:
    """An answer in the form in which it is stored here."""

    value: Json


@dataclass(frozen=True, slots=True)
class Chosen:
    """Values that were chosen.

    Attributes:
        names: each with the names it goes by in the file, the surest first.
        whole: these are all values of the answer; else the file gives one at a time, and together they are a set.
    """

    names: tuple[tuple[str, ...], ...]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: a value, or JSON of a set or of corrections."""

    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text with a name; `text` is what the file says stands there, if it says so."""

    start: int
    end: int
    name: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """Stretches of the text that were marked."""

    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """The annotator passed the article over."""


Answer: TypeAlias = Exact | Chosen | Cell | Marked | Skipped


@dataclass(frozen=True, slots=True)
class Given:
    """One answer in a file.

    Attributes:
        where: file and line or item, for messages.
        article: the article it is about.
        other: the other article of a pair.
        annotator: who gave it, None where the file does not say.
        numbered: the annotator is only the other tool's number for somebody.
        question: what the file calls the question, None where it does not say.
        answer: the answer.
        time: when, as the file spells it; None where it does not say.
    """

    where: str
    article: Named
    annotator: str | None
    question: str | None
    answer: Answer
    time: Json = None
    other: Named | None = None
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """Something in a file that labels here cannot say.

    Attributes:
        what: in words, in the plural, alike for all of its sort ("predictions").
        where: file and line or item.
    """

    what: str
    where: str


Item: TypeAlias = Given | Aside | Failure


class UnfitError(LabelerError):
    """A given label that is no label of this project.

    Attributes:
        what: what it is counted as, in the plural.
        failed: whether it was meant to be one; else labels here cannot say it.
    """

    def __init__(self, what: str, detail: str = "", *, failed: bool = True) -> None:
        super().__init__(detail or what)
        self.what = what
        self.failed = failed


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was left out, how often, and where one of them is."""

    what: str
    count: int
    example: str


@dataclass(slots=True)
class Tally:
    """Counts what is left out, by sort, with the first of each as the example."""

    _counts: dict[str, int] = field(default_factory=dict)
    _examples: dict[str, str] = field(default_factory=dict)

    def add(self, what: str, example: str) -> None:
        """Counts one more."""
        self._counts[what] = self._counts.get(what, 0) + 1
        self._examples.setdefault(what, example)

    def rows(self) -> list[LeftOut]:
        """All sorts, the most frequent first."""
        found = [LeftOut(what, count, self._examples[what]) for what, count in self._counts.items()]
        return sorted(found, key=lambda row: -row.count)


def named(text: Json, *fields: Mapping[str, Json]) -> Named:
    """What an item's fields say of its article.

    Args:
        text: its text, or whatever stands in its place.
        fields: where a name may stand, the likeliest first.
    """
    return Named(_first(fields, _NAMES), _first(fields, _NUMBERS), text if isinstance(text, str) else None)


def _first(places: tuple[Mapping[str, Json], ...], keys: tuple[str, ...]) -> str | None:
    for fields in places:
        for key in keys:
            if (name := word(fields.get(key))) is not None:
                return name
    return None


def digest(value: Json) -> str | None:
    """An article's digest; None for everything else."""
    return value if isinstance(value, str) and _DIGEST.fullmatch(value) else None


def word(value: Json) -> str | None:
    """A text or a whole number as a text; None for everything else, and for the empty text."""
    if isinstance(value, str):
        return value.strip() or None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def utc(time: Json) -> str | None:
    """A time as events have it (UTC, ISO 8601, milliseconds); None if it cannot be read.

    Args:
        time: ISO 8601, as UTC if it names no zone; or seconds since 1970.
    """
    try:
        if isinstance(time, str):
            read = datetime.fromisoformat(time.strip())
        elif isinstance(time, int | float) and not isinstance(time, bool):
            read = datetime.fromtimestamp(time, UTC)
        else:
            return None
        read = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return read.isoformat(timespec="milliseconds")
