"""Use case: all articles as columns, narrowed by facets and sorted; every count says how many a choice would leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

import numpy as np

from labeler.flow import FLAG, first_key, is_again
from labeler.queue import groups_of_copies, searched_words, state_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from db.records import Json, Label
    from labeler.codebook import Question
    from labeler.flow import State
    from labeler.project import Project
    from labeler.queue import Narrowing

    Mask = NDArray[np.bool_]
    Places = NDArray[np.intp]

STATE: Final = "state"
SOURCE: Final = "source"
LANGUAGE: Final = "language"
FLAGGED: Final = "flagged"
_STATES: Final = ("pending", "draft", "submitted", "skipped")

NOTHING: Final = ""
"""The value of a facet for articles without one: no source known, or a question that is not answered."""

NONE_FITS: Final = "[]"
"""The value of a topic facet for articles of which somebody said that no topic fits."""

Column = Literal["state", "title", "source", "date", "language", "copies", "number"]
COLUMNS: tuple[Column, ...] = get_args(Column)


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing by which articles are told apart; an article may have several of its values.

    Attributes:
        key: "state", "source", "language", or the key of a question.
        values: all there are; the commonest first, but states in their order and answers as in the codebook.
        places: the articles of each membership.
        codes: the value of each membership, as a place in `values`.
    """

    key: str
    values: tuple[str, ...]
    places: Places
    codes: Places

    def holding(self, chosen: Collection[str], size: int) -> Mask:
        """The articles that have any of the chosen values; all where none is chosen."""
        if not chosen:
            return np.ones(size, dtype=np.bool_)
        wanted = np.array([value in chosen for value in self.values], dtype=np.bool_)
        found = np.zeros(size, dtype=np.bool_)
        found[self.places[wanted[self.codes]]] = True
        return found

    def counts(self, among: Mask) -> list[int]:
        """How many of some articles have each value."""
        found: list[int] = np.bincount(self.codes[among[self.places]], minlength=len(self.values)).tolist()
        return found


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """One article as the table shows it.

    Attributes:
        copies: how many other articles the program takes for its copies.
        answers: the annotator's own answers to topics and stances: question key -> value.
    """

    article_id: str
    number: int
    title: str
    source: str
    date: str
    language: str
    state: State
    flagged: bool
    copies: int
    answers: Mapping[str, Json]


class ArticleTable:
    """Every article of a project with one annotator's own answers; nobody else's are read."""

    def __init__(
        self, project: Project, labels: Iterable[Label], again: AbstractSet[str] = frozenset()
    ) -> None:
        """Reads the articles.

        Args:
            project: an open project.
            labels: the annotator's standing labels.
            again: articles that are before the annotator for the second time: the second answers stand for them.
        """
        rows = project.store.articles.table()
        self.ids = [row[1] for row in rows]
        self._rows = rows
        place = {article: number for number, article in enumerate(self.ids)}
        answers: dict[int, dict[str, Json]] = {}
        for label in labels:
            if label.unit_id in place and is_again(label.question) == (label.unit_id in again):
                answers.setdefault(place[label.unit_id], {})[first_key(label.question)] = label.value
        self._answers = answers
        self._copies = np.zeros(len(rows), dtype=np.intp)
        for group in groups_of_copies(project):
            self._copies[[place[article] for article in group]] = len(group) - 1
        self._ranks: dict[str, Places] = {}
        questions = [
            question for question in project.codebook.questions if question.kind in ("topic", "stance")
        ]
        self.facets = [
            self._states(),
            *(self._answered(question) for question in questions),
            self._plain(SOURCE, 3),
            self._plain(LANGUAGE, 5),
        ]

    def __len__(self) -> int:
        return len(self.ids)

    def _states(self) -> Facet:
        states = np.zeros(len(self), dtype=np.intp)
        for place, answers in self._answers.items():
            states[place] = _STATES.index(state_of(answers))
        self._state = states
        flagged = [place for place, answers in self._answers.items() if FLAG in answers]
        places = np.concatenate([np.arange(len(self)), np.array(flagged, dtype=np.intp)])
        codes = np.concatenate([states, np.full(len(flagged), len(_STATES))])
        return Facet(STATE, (*_STATES, FLAGGED), places, codes)

    def _plain(self, key: str, column: int) -> Facet:
        given = [str(row[column]) for row in self._rows]
        values = list(dict.fromkeys(given))
        code_of = {value: code for code, value in enumerate(values)}
        codes = np.fromiter((code_of[value] for value in given), dtype=np.intp, count=len(given))
        order = np.argsort(-np.bincount(codes, minlength=len(values)), kind="stable")
        rank = np.empty_like(order)
        rank[order] = np.arange(len(order))
        return Facet(key, tuple(values[code] for code in order.tolist()), np.arange(len(given)), rank[codes])

    def _answered(self, question: Question) -> Facet:
        """An article has each topic of its set, the position of its stance, or nothing."""
        values = [entry.value for entry in question.values]
        if question.kind == "topic":
            values.append(NONE_FITS)
        values.append(NOTHING)
        code_of = {value: code for code, value in enumerate(values)}
        without = np.ones(len(self), dtype=np.bool_)
        places, codes = [], []
        for place, answers in self._answers.items():
            if question.key not in answers:
                continue
            without[place] = False
            answer = answers[question.key]
            for value in (answer or [NONE_FITS]) if isinstance(answer, list) else [answer]:
                if value in code_of:
                    places.append(place)
                    codes.append(code_of[value])
        bare = np.flatnonzero(without)
        return Facet(
            question.key,
            tuple(values),
            np.concatenate([np.array(places, dtype=np.intp), bare]),
            np.concatenate([np.array(codes, dtype=np.intp), np.full(len(bare), code_of[NOTHING])]),
        )

    # -- narrowing and sorting -------------------------------------------------------------------------------

    def with_words(self, wanted: str, in_text: AbstractSet[int]) -> Mask:
        """The articles whose title or source holds some words, or whose number is among those with them in the text."""
        if not wanted:
            return np.ones(len(self), dtype=np.bool_)
        found = (row[0] in in_text or wanted in searched_words(row[2], row[3]) for row in self._rows)
        return np.fromiter(found, dtype=np.bool_, count=len(self))

    def narrowed(
        self, chosen: Mapping[str, Collection[str]], words: Mask
    ) -> tuple[Mask, dict[str, list[int]]]:
        """The articles that fit, and how many have each value of each facet.

        Args:
            chosen: facet -> values; an article fits a facet if it has one of them.
            words: the articles that fit otherwise.

        Returns:
            (the articles that fit all, facet -> counts among those that fit all *other* facets: what is counted
            is what choosing it, too, would show).
        """
        held = [facet.holding(chosen.get(facet.key, ()), len(self)) for facet in self.facets]
        counts = {}
        for place, facet in enumerate(self.facets):
            others = words.copy()
            for other, mask in enumerate(held):
                if other != place:
                    others &= mask
            counts[facet.key] = facet.counts(others)
        return np.logical_and.reduce([words, *held]), counts

    def sorted(self, fitting: Mask, column: Column, *, descending: bool) -> Places:
        """The places of the articles that fit, by a column; equals stay in order of arrival, the unknown come last."""
        places = np.flatnonzero(fitting)
        ranks = self._rank(column)[places]
        if descending:
            ranks = np.where(ranks < len(self), -ranks, ranks)
        found: Places = places[np.argsort(ranks, kind="stable")]
        return found

    def _rank(self, column: Column) -> Places:
        """A number for each article by which the column sorts; worked out when it is first asked for."""
        if column not in self._ranks:
            self._ranks[column] = self._ranked(column)
        return self._ranks[column]

    def _ranked(self, column: Column) -> Places:
        if column == "number":
            return np.arange(len(self))
        if column == "state":
            return self._state
        if column == "copies":
            return self._copies
        words = [
            str(row[{"title": 2, "source": 3, "date": 4, "language": 5}[column]]).casefold()
            for row in self._rows
        ]
        rank_of = {word: rank for rank, word in enumerate(sorted(set(words)))}
        # What is not known comes last in either direction.
        rank_of[""] = len(self)
        return np.fromiter((rank_of[word] for word in words), dtype=np.intp, count=len(words))

    def line(self, place: int) -> ArticleLine:
        """One article; reads no file."""
        number, article_id, title, source, date, language = self._rows[place]
        answers = self._answers.get(place, {})
        return ArticleLine(
            article_id,
            number,
            title,
            source,
            date[:10],
            language,
            _STATES[self._state[place]],
            FLAG in answers,
            int(self._copies[place]),
            answers,
        )

    def id_of(self, places: Sequence[int]) -> list[str]:
        """The ids of some places."""
        return [self.ids[place] for place in places]


def faceted_articles(project: Project, listed: Narrowing) -> set[str]:
    """The ids of the articles that the table shows by its facets; words are not looked at."""
    table = ArticleTable(project, project.store.labels.of_annotator(listed.annotator))
    fitting, _ = table.narrowed(dict(listed.facets), table.with_words("", frozenset()))
    return set(table.id_of(np.flatnonzero(fitting).tolist()))
