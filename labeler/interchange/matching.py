"""Use case: given labels as labels of a project: article, question, value and annotator found, or why not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.records import pair_id
from labeler.codebook import converse
from labeler.errors import LabelerError
from labeler.flow import STATE
from labeler.interchange.finding import Finder
from labeler.interchange.given import Cell, Chosen, Exact, Marked, Skipped, UnfitError, utc
from labeler.interchange.values import of_cell, of_names, place_of, side_named
from labeler.project import checked_annotator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.records import Json
    from labeler.codebook import Question
    from labeler.interchange.given import Given, Mark, Tally
    from labeler.project import Project


@dataclass(frozen=True, slots=True)
class Names:
    """How the names in a file are to be read.

    Attributes:
        question: the question that is answered where the file names none.
        questions: name in the file -> key of a question.
        annotator: who labelled where the file names nobody.
        annotators: name in the file -> name of the annotator.
    """

    question: str | None = None
    questions: Mapping[str, str] = field(default_factory=dict)
    annotator: str | None = None
    annotators: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """A label to be written.

    Attributes:
        pair: the two articles of a pair, in order.
        time: when it was given (UTC, ISO 8601); None if that is not known.
        is_part: the file gives the set one value at a time.
    """

    where: str
    annotator: str
    unit_id: str
    question: str
    value: Json
    pair: tuple[str, str] | None
    time: str | None
    is_part: bool = False


class Matcher:
    """Finds what given labels speak of. Belongs to the thread of its project."""

    def __init__(self, project: Project, names: Names, tally: Tally) -> None:
        """Makes one.

        Args:
            project: an open project.
            names: how to read the names in the file.
            tally: counts what labels here cannot say.

        Raises:
            LabelerError: `names` speak of a question that is not there.
        """
        self._project = project
        self._names = names
        self._tally = tally
        self._articles = Finder(project)
        for key in (names.question, *names.questions.values()):
            if key is not None:
                project.codebook.question(key)

    def take(self, given: Given) -> Taken:
        """One given label as a label of the project.

        Raises:
            UnfitError: it is none; says why.
        """
        try:
            return self._take(given)
        except UnfitError:
            raise
        except LabelerError as error:
            raise UnfitError(str(error)) from error

    def _take(self, given: Given) -> Taken:
        answer = given.answer
        if isinstance(answer, Skipped):
            if given.other is not None:
                raise UnfitError("skipped pairs", failed=False)
            skipped = {"state": "skipped", "when": "never", "reason": ""}
            article, annotator = self._articles.find(given.article), self._annotator(given)
            return Taken(given.where, annotator, article, STATE, skipped, None, self._time(given))
        question = self._question(given)
        annotator = self._annotator(given)
        if question.kind == "duplicate" and given.other is None:
            raise LabelerError(f"“{question.key}” is asked of a pair, and it has no “other”.")
        if question.kind != "duplicate" and given.other is not None and not isinstance(answer, Exact):
            raise LabelerError(f"“{question.key}” is asked of one article, not of a pair.")
        article = self._articles.find(given.article)
        value, is_part = self._value(question, given, answer, article)
        unit_id, pair = article, None
        if question.kind == "duplicate" and given.other is not None:
            other = self._articles.find(given.other)
            if article == other:
                raise LabelerError("“article” and “other” are one article.")
            if article > other:
                article, other, value = other, article, converse(value)
            unit_id, pair = pair_id(article, other), (article, other)
        return Taken(given.where, annotator, unit_id, question.key, value, pair, self._time(given), is_part)

    def _time(self, given: Given) -> str | None:
        time = utc(given.time)
        if time is None and given.time is not None:
            self._tally.add(
                "times that cannot be read (the labels have the time of this import)", given.where
            )
        return time

    def _annotator(self, given: Given) -> str:
        name = given.annotator
        if name is None:
            if self._names.annotator is None:
                raise UnfitError("It is not said who gave these. Say it: --annotator NAME.")
            return checked_annotator(self._names.annotator)
        if name in self._names.annotators:
            return checked_annotator(self._names.annotators[name])
        if given.numbered:
            raise UnfitError(f"The annotator is only a number. Say who it is: --annotator {name}=NAME.")
        return checked_annotator(name)

    def _question(self, given: Given) -> Question:
        book = self._project.codebook
        is_marked = isinstance(given.answer, Marked)
        name = given.question
        if name is None:
            if self._names.question is not None:
                return book.question(self._names.question)
            if is_marked:
                raise UnfitError("spans", failed=False)
            asked = [question for question in book.questions if question.kind in ("topic", "stance")]
            if len(asked) == 1:
                return asked[0]
            keys = ", ".join(question.key for question in asked)
            raise UnfitError(
                f"It is not said which question these answer. Say it: --question KEY (of {keys})."
            )
        if name in self._names.questions:
            return book.question(self._names.questions[name])
        titled = [question for question in book.questions if question.title == name]
        if len(titled) == 1 and not any(question.key == name for question in book.questions):
            return titled[0]
        try:
            return book.question(name)
        except LabelerError as error:
            if isinstance(given.answer, Exact):
                raise
            if is_marked:
                raise UnfitError(f"spans of “{name}”", failed=False) from error
            raise UnfitError(f"{error} If it is one of them: --question {name}=KEY.") from error

    def _value(
        self, question: Question, given: Given, answer: Exact | Chosen | Cell | Marked, article: str
    ) -> tuple[Json, bool]:
        """The answer in its stored form, and whether it is only a part of the set."""
        match answer:
            case Exact(value):
                return question.check(value), False
            case Chosen(names, whole):
                return of_names(question, names, whole=whole)
            case Cell(text):
                return of_cell(question, text)
            case Marked(marks):
                if question.kind != "boilerplate":
                    raise UnfitError("spans", failed=False)
                return self._corrections(question, given, marks, article), False

    def _corrections(self, question: Question, given: Given, marks: tuple[Mark, ...], article: str) -> Json:
        raw_text = self._project.store.articles.raw_text(article)
        text = given.article.text
        if text is not None and text != raw_text:
            raise UnfitError("spans in another text than the article’s as captured")
        extraction = self._project.store.articles.extraction(article)
        blocks = extraction.blocks if extraction else ()
        found: dict[str, list[list[int]]] = {"kept": [], "dropped": []}
        for mark in marks:
            side = side_named(question, mark.name)
            place = place_of(raw_text, mark)
            if place is None:
                self._tally.add("spans that do not stand where they say", given.where)
            elif not any(place[0] <= block.start and block.end <= place[1] for block in blocks):
                self._tally.add("spans that hold no block whole", given.where)
            else:
                found[side].append(list(place))
        if marks and not any(found.values()):
            raise UnfitError("answers with no span that can be taken", failed=False)
        return question.check(found)
