"""Use case: given labels as labels of a project: article, question, value and annotator found, or why not."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.digests import sha256_text
from db.records import pair_id
from labeler.codebook import converse
from labeler.errors import LabelerError
from labeler.flow import STATE
from labeler.interchange.given import Cell, Chosen, Exact, Mark, Marked, Skipped, utc
from labeler.project import checked_annotator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.records import Json
    from labeler.codebook import Question
    from labeler.interchange.given import Given, Named, Tally
    from labeler.project import Project

_PREVIEW = 60


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
        self._articles = _Articles(project)
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
        value, is_part = self._value(question, given, article)
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
        if len(titled) == 1 and all(question.key != name for question in book.questions):
            return titled[0]
        try:
            return book.question(name)
        except LabelerError as error:
            if isinstance(given.answer, Exact):
                raise
            if is_marked:
                raise UnfitError(f"spans of “{name}”", failed=False) from error
            raise UnfitError(f"{error} If it is one of them: --question {name}=KEY.") from error

    def _value(self, question: Question, given: Given, article: str) -> tuple[Json, bool]:
        """The answer in its stored form, and whether it is only a part of the set."""
        match given.answer:
            case Exact(value):
                return question.check(value), False
            case Marked(marks):
                if question.kind != "boilerplate":
                    raise UnfitError("spans", failed=False)
                return self._corrections(question, given, marks, article), False
            case Cell(text):
                return _of_cell(question, text)
            case Chosen(names, whole):
                return _of_names(question, names, whole=whole)
            case Skipped():
                raise AssertionError

    def _corrections(self, question: Question, given: Given, marks: tuple[Mark, ...], article: str) -> Json:
        raw_text = self._project.store.articles.raw_text(article)
        text = given.article.text
        if text is not None and text != raw_text:
            raise UnfitError("spans in another text than the article’s as captured")
        extraction = self._project.store.articles.extraction(article)
        blocks = extraction.blocks if extraction else ()
        found: dict[str, list[list[int]]] = {"kept": [], "dropped": []}
        for mark in marks:
            side = _side(question, mark.name)
            place = _place(raw_text, mark)
            if place is None:
                self._tally.add("spans that do not stand where they say", given.where)
            elif not any(place[0] <= block.start and block.end <= place[1] for block in blocks):
                self._tally.add("spans that hold no block whole", given.where)
            else:
                found[side].append(list(place))
        if marks and not any(found.values()):
            raise UnfitError("answers with no span that can be taken", failed=False)
        return question.check(found)


class _Articles:
    """Finds articles by digest, given id, file name or text."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._named: dict[str, list[str]] = {}
        self._by_text: dict[str, list[str]] | None = None

    def find(self, named: Named) -> str:
        """The one article that is meant.

        Raises:
            UnfitError: none, or several.
        """
        by_name = self._ids(named.name)
        if len(by_name) == 1:
            return by_name[0]
        if named.text is None or not named.text.strip():
            # An id that may be the other tool's own counts only where there is no text to tell.
            return self._by_name_alone(named.name or named.number)
        alike = self._with_text(named.text)
        likely = [article for article in alike if article in by_name] or alike
        if len(likely) > 1:
            likely = [article for article in likely if article in self._ids(named.number)] or likely
        shown = " ".join(named.text.split())
        shown = shown if len(shown) <= _PREVIEW else shown[: _PREVIEW - 1] + "…"
        if not likely:
            raise UnfitError(
                "texts that no article has: import the articles first", f"“{shown}” is no article’s text."
            )
        if len(likely) > 1:
            raise UnfitError(
                "texts that several articles have", f"“{shown}” is the text of {len(likely)} articles."
            )
        return likely[0]

    def _by_name_alone(self, name: str | None) -> str:
        if name is None:
            raise UnfitError("items with neither a name nor a text of an article")
        try:
            return self._project.article_id(name)
        except LabelerError as error:
            raise UnfitError("names that do not stand for one article", str(error)) from error

    def _ids(self, name: str | None) -> list[str]:
        if name is None:
            return []
        if name not in self._named:
            self._named[name] = self._project.store.articles.ids_named(name)
        return self._named[name]

    def _with_text(self, text: str) -> list[str]:
        """The articles whose raw or main text it is, whatever its white space."""
        if self._by_text is None:
            self._by_text = defaultdict(list)
            articles = self._project.store.articles
            for article, main_text in articles.main_texts():
                self._by_text[_key(main_text)].append(article)
            for known in articles.stream():
                key = _key(articles.raw_text(known.article_id))
                if known.article_id not in self._by_text[key]:
                    self._by_text[key].append(known.article_id)
        return self._by_text.get(_key(text), [])


def _key(text: str) -> str:
    return sha256_text(" ".join(text.split()))


def _value_named(question: Question, names: tuple[str, ...]) -> str:
    """The value that goes by one of some names: by itself, then by its title."""
    for name in names:
        if question.value(name) is not None:
            return name
    titled = [entry.value for name in names for entry in question.values if entry.title == name]
    if len(set(titled)) > 1:
        raise UnfitError(f"“{names[-1]}” is the title of several values of “{question.key}”.")
    if not titled:
        question.check([names[0]] if question.kind == "topic" else names[0])  # raises: says which there are
    return titled[0]


def _side(question: Question, name: str) -> str:
    """Whether a span says that what it holds is kept or dropped."""
    for side in ("kept", "dropped"):
        if name in (side, question.title_of(side)):
            return side
    raise UnfitError(f"spans called “{name}”: “{question.key}” takes “kept” and “dropped”")


def _of_names(question: Question, names: tuple[tuple[str, ...], ...], *, whole: bool) -> tuple[Json, bool]:
    if question.kind == "boilerplate" and not names:
        return question.check({}), False
    if question.kind == "boilerplate":
        raise UnfitError(f"“{question.key}” takes spans, not one value for an article.")
    values = [_value_named(question, each) for each in names]
    if question.kind == "topic":
        return question.check(values), not whole
    if not values:
        raise UnfitError(f"answers to “{question.key}” without a value", failed=False)
    if len(set(values)) > 1:
        raise UnfitError(f"“{question.key}” takes one value, and these have several.")
    return question.check(values[0]), False


def _of_cell(question: Question, text: str) -> tuple[Json, bool]:
    if question.kind in ("stance", "duplicate"):
        return _of_names(question, ((text,),), whole=True)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    if question.kind == "boilerplate":
        return question.check(text if value is None else value), False
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return _of_names(question, tuple((each,) for each in value), whole=True)
    return _of_names(question, ((text,),), whole=False)


def _place(text: str, mark: Mark) -> tuple[int, int] | None:
    """Where a mark stands, in code points; None if nowhere.

    Label Studio counted in UTF-16 units for years; what is said to stand there tells.
    """
    if not 0 <= mark.start < mark.end:
        return None
    if mark.text is None or _same(text[mark.start : mark.end], mark.text):
        return (mark.start, mark.end) if mark.end <= len(text) else None
    units = text.encode("utf-16-le")
    before, inside = units[: 2 * mark.start], units[2 * mark.start : 2 * mark.end]
    try:
        start, length = len(before.decode("utf-16-le")), len(inside.decode("utf-16-le"))
    except UnicodeDecodeError:
        return None
    return (start, start + length) if _same(text[start : start + length], mark.text) else None


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()
