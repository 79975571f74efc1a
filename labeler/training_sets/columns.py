"""Pure: what the rows of a training set are made of. Every format is written from this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from labeler.training_sets.options import KIND_OF

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from labeler.codebook import Codebook, Question
    from labeler.training_sets.options import ExportOptions, Task

Kind = Literal["text", "number", "class", "classes", "shares", "blocks", "weighed_blocks", "passages"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a training set.

    Attributes:
        kind: "text" and "number" may be null; "class" is one of `classes`, "classes" a list of them, "shares" the
            part of each; "blocks" a list of {start, end, kept}, kept true or false or, weighed, a part of 1;
            "passages" a list of {start, end, value}, or null.
        classes: the values in the order of the codebook.
        about: what it holds, in words.
    """

    name: str
    kind: Kind
    about: str
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """The rows that one model learns from.

    Attributes:
        name: of its folder and of its configuration in a data set.
        task: what for.
        questions: the questions it is made of.
        columns: of its rows; `article` comes first, and `text` is the text of it.
        paired: whether its rows are about two articles.
    """

    name: str
    task: Task
    questions: tuple[Question, ...]
    columns: tuple[Column, ...]
    paired: bool = False

    @property
    def names(self) -> list[str]:
        """The names of its columns."""
        return [column.name for column in self.columns]


_ARTICLE = Column("article", "text", "SHA-256 of the article's raw bytes")
_FACTS = (
    Column("title", "text", "headline, where known"),
    Column("source", "text", "outlet, where known"),
    Column("published_at", "text", "when it was published, as captured"),
    Column("language", "text", "language code, where known"),
)
BESIDE = ("whose", "confidence", "evidence")
"""The columns of what stands beside an answer; a training set has those that its questions ask for."""

_ANNOTATOR = Column("annotator", "text", "who answered")
_HOW = (
    Column("how", "text", "gold, single, unanimous, majority or dawid_skene: where the answer comes from"),
    Column("given", "number", "how many annotators answered"),
)


def sets_of(
    codebook: Codebook, options: ExportOptions, older: Mapping[str, Sequence[str]]
) -> list[TrainingSet]:
    """The training sets that the tasks come to, in the order of the tasks. A task the codebook does not ask has none.

    Args:
        codebook: what is asked now.
        options: what is chosen.
        older: question key -> values in use that the codebook has no more; they are classes, too.
    """
    values = {
        question.key: [*(value.value for value in question.values), *older.get(question.key, ())]
        for question in codebook.questions
    }
    found: list[TrainingSet] = []
    for task in options.tasks:
        questions = codebook.of_kind(KIND_OF[task])
        if task == "stance":
            if questions:
                found.append(
                    TrainingSet(
                        "stance",
                        task,
                        tuple(questions),
                        _stance(questions, _classes(questions, values), options),
                    )
                )
            continue
        for at, question in enumerate(questions):
            # One question of a kind is the rule; more are told apart by their place, as keys may be no file names.
            name = task if len(questions) == 1 else f"{task}-{at + 1}"
            if task == "topics":
                found.append(
                    TrainingSet(
                        name, task, (question,), _topics([question], _classes([question], values), options)
                    )
                )
            elif task == "duplicates":
                found.append(
                    TrainingSet(
                        name, task, (question,), _pairs(_classes([question], values), options), paired=True
                    )
                )
                found.append(
                    TrainingSet(name.replace("duplicates", "clusters"), task, (question,), _CLUSTERS)
                )
            else:
                found.append(TrainingSet(name, task, (question,), _blocks(options)))
    return found


def _from(options: ExportOptions) -> tuple[Column, ...]:
    """The columns that say where an answer comes from."""
    if options.labels == "all":
        return () if options.people == "none" else (_ANNOTATOR,)
    return _HOW


def _answer(options: ExportOptions, name: str, classes: tuple[str, ...], *, several: bool) -> Column:
    if options.labels in ("shares", "posterior"):
        what = "part of the annotators who gave each" if options.labels == "shares" else "probability of each"
        return Column("shares", "shares", what, classes)
    if several:
        return Column(name, "classes", "every value that fits; empty: looked, none fits", classes)
    return Column(name, "class", "the answer", classes)


def _text(options: ExportOptions) -> Column:
    about = "main text: the kept lines" if options.text == "main" else "raw text, as captured"
    return Column("text", "text", about)


def _classes(questions: Sequence[Question], values: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for question in questions for value in values[question.key]))


def _topics(
    questions: Sequence[Question], classes: tuple[str, ...], options: ExportOptions
) -> tuple[Column, ...]:
    answer = _answer(options, "labels", classes, several=True)
    return (_ARTICLE, *_FACTS, _text(options), answer, *_beside(questions), *_from(options))


def _beside(questions: Sequence[Question]) -> tuple[Column, ...]:
    """The columns of what is asked beside the answers."""
    found = []
    if any(question.whose for question in questions):
        about = "author or quoted: whose stance it is; null where not asked, or where annotators differ"
        found.append(Column("whose", "text", about))
    if any(question.confidence for question in questions):
        about = "low, medium or high: how sure; null where not said, or where annotators differ"
        found.append(Column("confidence", "text", about))
    if any(question.evidence for question in questions):
        about = "passages of the text that show the answer; offsets in code points of `text`; null where not asked"
        found.append(Column("evidence", "passages", about))
    return tuple(found)


def _stance(
    questions: Sequence[Question], classes: tuple[str, ...], options: ExportOptions
) -> tuple[Column, ...]:
    answer = _answer(options, "label", classes, several=False)
    target = Column("target", "text", "towards what the stance is")
    key = Column("question", "text", "the key of the question")
    return (_ARTICLE, *_FACTS, _text(options), target, key, answer, *_beside(questions), *_from(options))


def _pairs(classes: tuple[str, ...], options: ExportOptions) -> tuple[Column, ...]:
    other = Column("other", "text", "SHA-256 of the other article's raw bytes")
    other_text = Column("other_text", "text", "the same text of the other article")
    answer = _answer(options, "relation", classes, several=False)
    return (_ARTICLE, other, _text(options), other_text, answer, *_from(options))


_CLUSTERS = (
    _ARTICLE,
    Column("cluster", "text", "the first article of the group of copies"),
    Column("text", "text", "the text of the article"),
)


def _blocks(options: ExportOptions) -> tuple[Column, ...]:
    text = Column("text", "text", "raw text, as captured: offsets count in it, in code points")
    weighed = options.labels in ("shares", "posterior")
    blocks = Column(
        "blocks", "weighed_blocks" if weighed else "blocks", "lines, kept as main text or dropped"
    )
    return (_ARTICLE, *_FACTS, text, blocks, *_from(options))
