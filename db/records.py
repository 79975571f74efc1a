"""The nouns of the house: frozen values that every floor passes around. No SQL, no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Json: TypeAlias = Any
"""A plain JSON value: null, bool, number, string, list or object with string keys."""

CHANGE = "change"
"""In an event's context: the digest of the codebook version whose change of values made it; no person gave it."""

ORIGIN = "origin"
"""In the context of such an event: the event whose answer it carries on."""

Action: TypeAlias = Literal["answer", "clear", "undo"]
"""What a label event does: gives an answer, withdraws it, or takes back another event."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a raw text that is kept or dropped as a whole.

    Attributes:
        start: offset of the first character in the raw text (code points, counted from 0).
        end: offset just past the last character.
        kept: whether the block belongs to the main text.
        reason: why, in words a person reads ("menu headline", "after the end of the article").
        probability: how sure the extractor is that the block should be kept, 0 to 1.
    """

    start: int
    end: int
    kept: bool
    reason: str
    probability: float

    @property
    def unsure(self) -> bool:
        """Whether a person should look twice: the probability is near the middle."""
        return 0.25 < self.probability < 0.75


@dataclass(frozen=True, slots=True)
class Extraction:
    """One run of an extractor over an article: every block of its raw text, in order, none overlapping."""

    article_id: str
    extractor: str
    version: str
    main_text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Capture:
    """One sighting of an article: where a file or a row said it came from.

    Two rows with the same bytes are one article with two captures, so no outlet is lost.
    """

    file_name: str | None = None
    given_id: str | None = None
    url: str | None = None
    title: str | None = None
    source: str | None = None
    published_at: str | None = None
    metadata: dict[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RawArticle:
    """A news item on its way into the project.

    Attributes:
        data: the bytes as they came in; their SHA-256 is the article's id.
        text: the raw text that offsets count in.
        encoding: what the bytes were decoded with.
        capture: what the file or row said of it; the other fields may also come from the page itself.
    """

    data: bytes
    text: str
    media_type: str
    encoding: str
    capture: Capture
    title: str
    url: str | None = None
    source: str | None = None
    published_at: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One news item, known by the SHA-256 of its raw bytes (64 hexadecimal digits).

    Attributes:
        number: place in the project, from 1, in order of arrival.
    """

    article_id: str
    number: int
    title: str
    url: str | None
    source: str | None
    published_at: str | None
    language: str | None
    media_type: str
    encoding: str
    imported_at: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles whose relation may be asked; `left` < `right` by article id.

    Attributes:
        share_left: share of the left article's words in passages that the right one holds too, 0 to 1.
        share_right: the same the other way round.
        jaccard: words of those passages over all words of both.
        method: what proposed the pair.
        score: the probability that they are copies; where they share no passage, how many names they share, below .2.
        relation: how the left one relates to the right one, as the program takes it; "" where it does not say.
    """

    left: str
    right: str
    share_left: float
    share_right: float
    jaccard: float
    method: str
    score: float = 0.0
    relation: str = ""

    @property
    def pair_id(self) -> str:
        """The unit id of the pair, the same whichever article is asked about first."""
        return pair_id(self.left, self.right)


def pair_id(one: str, other: str) -> str:
    """The unit id of the pair of two article ids, in either order."""
    return ":".join(sorted((one, other)))


@dataclass(frozen=True, slots=True)
class LabelEvent:
    """The record that something was answered, withdrawn or taken back. Written once, never changed.

    Attributes:
        lamport: one more than the greatest in the file when it was written; orders events with `event_id`.
        unit_id: an article id or a pair id.
        question: a codebook key, or one of the flow's own keys, which begin with "@".
        value: the whole answer (null for "clear" and "undo").
        undoes: the event this one takes back.
        created_at: UTC, ISO 8601; for people only.
        context: how the answer came about, where that is more than a person answering unaided; its keys are in
            `labeler.flow`.
    """

    event_id: str
    lamport: int
    annotator: str
    unit_id: str
    question: str
    action: Action
    value: Json
    undoes: str | None
    codebook_digest: str
    created_at: str
    context: dict[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Visit:
    """How long an annotator had one article open at a stretch.

    Attributes:
        seconds: without the time in which nothing was done.
        ended_at: UTC, ISO 8601; for people only.
    """

    visit_id: str
    annotator: str
    article_id: str
    seconds: float
    ended_at: str


@dataclass(frozen=True, slots=True)
class Label:
    """An annotator's standing answer to a question about a unit."""

    annotator: str
    unit_id: str
    question: str
    value: Json
    event_id: str
    codebook_digest: str
    created_at: str
