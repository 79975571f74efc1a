"""Use case: what stands beside the answers that are written: evidence, whose stance it is, how sure annotators were."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from labeler.about import About
from labeler.flow import about_key
from labeler.training_sets.passages import Found, MainText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from db.records import Json
    from db.streams import Facts
    from labeler.about import Passage
    from labeler.project import Project
    from labeler.training_sets.options import ExportOptions
    from labeler.training_sets.ratings import Ratings

Lost = Counter[str]
"""How many `passages` are written, how many of them were `cut`, and how many `left_out`: all of it is dropped text."""


class Beside:
    """What stands beside the answers to one question, read along the articles: nothing is held but one article's.

    Args:
        project: an open project, which belongs to this thread.
        ratings: everybody's answers to the question.
        options: how.
        columns: those of the training set; null where this question does not ask for them.
        lost: what was found is counted here.
    """

    def __init__(
        self,
        project: Project,
        ratings: Ratings,
        options: ExportOptions,
        columns: Sequence[str],
        lost: Lost,
    ) -> None:
        self._project, self._ratings, self._options, self._lost = project, ratings, options, lost
        self._columns = columns
        self._stream = project.store.streams.beside(about_key(ratings.question.key))
        self._ahead = next(self._stream, None)

    def of(self, number: int) -> dict[str, About]:
        """Annotator -> what stands beside the answer, of an article by its number; asked in order."""
        found = {}
        while self._ahead is not None and self._ahead[0] <= number:
            if self._ahead[0] == number:
                found[self._ahead[1]] = About.from_json(json.loads(self._ahead[2]))
            self._ahead = next(self._stream, None)
        return found

    def beside(self, article: Facts, unit: int, answers: Iterable[Json]) -> Iterator[Json]:
        """The answers of an article with what stands beside each.

        Of one answer for all, it is what those say who gave that answer: every passage of theirs, once; whose it is
        and how sure, where they do not differ.

        Args:
            article: with the text that is written.
            unit: its place.
            answers: from `answers_of`.
        """
        ratings, abouts = self._ratings, self.of(article.number)
        given = {
            name: ratings.stored[code]
            for name, code in zip(ratings.coded.annotators, ratings.coded.codes[unit].tolist(), strict=True)
            if code >= 0
        }
        find = self._finder(article) if any(about.evidence for about in abouts.values()) else None
        if self._options.labels == "all":
            for (name, answer), row in zip(given.items(), answers, strict=True):
                yield {**row, **self._said({name: answer}, abouts, None, find)}
            return
        for row in answers:
            decided = row.get("labels", row.get("label"))  # none where parts of annotators are written
            yield {**row, **self._said(given, abouts, decided, find)}

    def _said(
        self,
        given: dict[str, list[str] | str],
        abouts: dict[str, About],
        decided: Json,
        find: Callable[[Passage], Found] | None,
    ) -> Json:
        question = self._ratings.question
        if isinstance(decided, str):
            given = {name: answer for name, answer in given.items() if answer == decided}
        said: dict[str, Json] = dict.fromkeys(self._columns)
        if question.whose:
            said["whose"] = _shared(abouts.get(name, About()).whose or "author" for name in given)
        if question.confidence:
            said["confidence"] = _shared(abouts.get(name, About()).confidence for name in given)
        if question.evidence:
            places: dict[tuple[int, int, str], None] = {}
            for name, answer in given.items():
                for passage in abouts.get(name, About()).standing(answer):
                    value = str(answer) if passage.value is None else passage.value
                    if find is not None and (not isinstance(decided, list | tuple) or value in decided):
                        places.update(
                            dict.fromkeys((*place, value) for place in self._counted(find(passage)))
                        )
            said["evidence"] = [
                {"start": start, "end": end, "value": value} for start, end, value in sorted(places)
            ]
        return said

    def _counted(self, found: Found) -> list[tuple[int, int]]:
        self._lost["passages"] += bool(found.places)
        self._lost["cut"] += bool(found.places) and found.cut
        self._lost["left_out"] += not found.places
        return found.places

    def _finder(self, article: Facts) -> Callable[[Passage], Found]:
        if self._options.text == "raw":
            return lambda passage: Found([(passage.start, passage.end)], cut=False)
        # Only of the few articles that have evidence.
        extraction = self._project.store.articles.extraction(article.article_id)
        text = MainText(extraction.blocks if extraction else ())
        return lambda passage: text.find(passage.start, passage.end)


def _shared(said: Iterable[str | None]) -> str | None:
    """What all say; None where they differ, or nobody says anything."""
    different = set(said)
    return different.pop() if len(different) == 1 else None
