"""Use case: answers of one article for another: those of a copy, or of the article before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from labeler.answering import asked_of_article
from labeler.flow import FROM, SHOWN, STATE, about_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from db.records import Json, LabelEvent
    from labeler.labelling import Labelling
    from labeler.project import Project

_SAME_TEXT = frozenset({"exact", "near_duplicate"})
"""The relations by which answers hold for both: an article that contains another says more than that one."""

_MOST = 1_000
"""No more copies of one article are looked for."""


@dataclass(frozen=True, slots=True)
class SameAnswers:
    """What an article and its copies have to give each other.

    Attributes:
        source: a copy that was submitted, whose answers the article can take over; "" for none.
        untouched: the copies without any answer, which can take over those of the article.
        answered: how many copies have answers of their own, which stay.
    """

    source: str
    untouched: tuple[str, ...]
    answered: int


def copies_of(project: Project, labelling: Labelling, article_id: str) -> list[str]:
    """The articles of an article's cluster that carry its text, the nearest first; of this annotator's own making.

    Pairs tie as this annotator judged them, or as the program takes them where the annotator did not. Who was judged
    to be no copy of the article itself is none, whatever else ties them.
    """
    questions = project.codebook.of_kind("duplicate")
    key = questions[0].key if questions else ""
    found: dict[str, None] = {article_id: None}
    apart: set[str] = set()
    waiting = [article_id]
    while waiting and len(found) <= _MOST:
        here = waiting.pop(0)
        own = labelling.relations_of(key, here) if key else {}
        for pair in project.store.pairs.of_article(here):
            relation = own.get(pair.pair_id, pair.relation)
            other = pair.right if pair.left == here else pair.left
            if relation in _SAME_TEXT:
                if other not in found:
                    found[other] = None
                    waiting.append(other)
            elif here == article_id and pair.pair_id in own:
                apart.add(other)
    return [each for each in found if each != article_id and each not in apart]


def same_answers(
    project: Project, labelling: Labelling, article_id: str, among: Collection[str] | None = None
) -> SameAnswers:
    """What an article and its copies have to give each other.

    Args:
        project: an open project.
        labelling: the annotator's answers; nobody else's are read.
        article_id: the article.
        among: only these copies; None: all.
    """
    if labelling.answers_again:
        # A hidden repeat is answered on its own: the answers of its copies are those of the first time.
        return SameAnswers("", (), 0)
    keys = {question.key for question in asked_of_article(project.codebook)}
    given = labelling.labels_of(article_id)
    source, untouched, answered = "", [], 0
    for copy in copies_of(project, labelling, article_id):
        if among is not None and copy not in among:
            continue
        answers = labelling.labels_of(copy)
        if not keys.isdisjoint(answers):
            answered += 1
            submitted = answers.get(STATE, {}).get("state") == "submitted"
            if submitted and not source and not (keys & answers.keys()) <= given.keys():
                source = copy
        elif STATE not in answers:
            untouched.append(copy)
    return SameAnswers(source, tuple(untouched), answered)


def take_over(
    project: Project,
    labelling: Labelling,
    source: str,
    articles: Iterable[str],
    shown: Literal["last", "copies"],
    *,
    submitted: bool = False,
    given: Mapping[str, Json] | None = None,
) -> list[LabelEvent]:
    """Gives articles the topics and stances of another one, with their details, where they have none.

    Args:
        project: an open project.
        labelling: the annotator, whose answers these are.
        source: the article that has them.
        articles: those that get them.
        shown: what these answers are to the annotator.
        submitted: whether those that get any are submitted at once.
        given: the answers of the source: question -> value; None: those that stand.

    Returns:
        What was written, in one transaction, to be taken back as one; nothing where there was nothing to give.

    Raises:
        StoreError: it could not be written; then nothing was.
    """
    keys = [question.key for question in asked_of_article(project.codebook)]
    with project.store.transaction():
        given = labelling.labels_of(source) if given is None else given
        answers: list[tuple[str, str, Json]] = []
        for article_id in articles:
            standing = labelling.labels_of(article_id)
            taken = [key for key in keys if key in given and key not in standing]
            answers += [(article_id, key, given[key]) for key in taken]
            for key in map(about_key, taken):
                if key in given:
                    # What was said here already, before the answer, stays.
                    own = {part: said for part, said in standing.get(key, {}).items() if said}
                    carried = _carried(project, given[key], source, article_id)
                    answers.append((article_id, key, {**carried, **own}))
            if taken and submitted:
                answers.append((article_id, STATE, {"state": "submitted", "opened": False}))
        return labelling.answer_together(answers, {FROM: source, SHOWN: [shown]})


def _carried(project: Project, about: Json, source: str, article_id: str) -> Json:
    """The details of an answer for another article."""
    if not about.get("evidence"):
        return about
    texts = project.store.articles
    return moved_details(about, texts.raw_text(source), texts.raw_text(article_id))


def moved_details(about: Json, text: str, other: str) -> Json:
    """Details whose passages stand where another raw text has the same words; left out where it has them not once.

    Args:
        about: {"evidence": [{"start": …, "end": …, …}], …}, with offsets into the text.
        text: the raw text that the offsets count in.
        other: the raw text that they shall count in.
    """
    moved = []
    for passage in about["evidence"]:
        words = text[passage["start"] : passage["end"]]
        start = other.find(words)
        if words and start >= 0 and other.find(words, start + 1) < 0:
            moved.append({**passage, "start": start, "end": start + len(words)})
    return {**about, "evidence": moved}
