"""Use case: the whole project in its own form: articles with everything known of them, and every label."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, TypeVar

from labeler.answers import counts, dependent
from labeler.export_rows import LABEL_COLUMNS, article_columns, article_object, article_row, label_row
from labeler.flow import is_flow, is_gold, question_of
from labeler.gold import rulings
from labeler.progress import Progress
from labeler.training_sets.csv_files import Table
from labeler.training_sets.jsonl import line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from db.records import Label
    from labeler.progress import Steps
    from labeler.project import Project
    from labeler.training_sets.prepared import Prepared
    from labeler.whole_files import WholeFiles

T = TypeVar("T")

_STEP: Final = 50


def write_whole(project: Project, prepared: Prepared, files: WholeFiles) -> Steps[tuple[int, Counter[str]]]:
    """Writes articles.jsonl, articles.csv and labels.csv.

    Args:
        project: an open project, which belongs to this thread.
        prepared: which articles and labels go in, and how people are named.
        files: where to.

    Returns:
        How many articles were written, and how many labels of each question.
    """
    store, people, options = project.store, prepared.people, prepared.options
    counted = Counted(project, prepared)
    columns = article_columns(project.codebook, sorted(people.values()))
    write_object = files.begin_bytes("articles.jsonl")
    table = Table(files.begin("articles.csv"), columns, for_people=options.for_people)
    labels_table = Table(files.begin("labels.csv"), LABEL_COLUMNS, for_people=options.for_people)
    ruled = [question_of(key) for key in store.labels.count_by_question() if is_gold(key)]
    gold = {ruling.event_id for key in ruled for ruling in rulings(project, key).values()}
    raw_texts, extractions = _along(store.streams.raw_texts()), _along(store.streams.extractions())
    captures, labels = _along(store.streams.captures()), _along(store.streams.labels())
    pairs = _along(store.streams.pairs())
    total = len(prepared.scope.ids)
    articles = 0
    for article in store.articles.stream():
        at = article.number
        text, stripped, seen = raw_texts(at), extractions(at), captures(at)
        given, near = labels(at), pairs(at)
        if article.article_id not in prepared.scope.row_of:
            continue
        of_pairs = [label for pair in near for label in store.labels.of_unit(pair.pair_id) if counted(label)]
        exported = article_object(
            article,
            text[0],
            stripped[0] if stripped else None,
            seen,
            [label for label in given if counted(label)],
            near,
            of_pairs,
            gold,
            people,
            own_words=options.people == "names",
        )
        write_object(line(exported))
        table.write_cells(article_row(exported, columns))
        articles += 1
        if articles % _STEP == 0:
            yield Progress(articles, total, "Writing articles")
    versions = {row.digest: row.version for row in store.codebooks.all()}
    written: Counter[str] = Counter()
    for label in store.labels.all():
        if not is_flow(label.question) and counted(label):
            labels_table.write_cells(label_row(label, versions, people))
            written[label.question] += 1
    return articles, Counter(dict(sorted(written.items())))


class Counted:
    """Which labels go into an export; the flow's own and rulings go with their articles."""

    def __init__(self, project: Project, prepared: Prepared) -> None:
        self._row_of = prepared.scope.row_of
        self._narrowed = prepared.options.narrowed
        self._versions = {row.digest: row.version for row in project.store.codebooks.all()}
        keys = [question.key for question in project.codebook.questions] if self._narrowed.independent else []
        self._late = {event for key in keys for event in dependent(project, key)}

    def __call__(self, label: Label) -> bool:
        """Whether a label goes in."""
        if not all(article in self._row_of for article in label.unit_id.split(":")):
            return False
        if is_flow(label.question) or self._narrowed.is_open:
            return True
        version = self._versions.get(label.codebook_digest)
        counting = counts(self._narrowed, label.annotator, label.created_at, version)
        return counting and label.event_id not in self._late


def _along(stream: Iterator[tuple[int, T]]) -> Callable[[int], list[T]]:
    """A stream ordered by number as a function that gives what belongs to a number; asked in the same order."""
    ahead = next(stream, None)

    def of(number: int) -> list[T]:
        nonlocal ahead
        found = []
        while ahead is not None and ahead[0] <= number:
            if ahead[0] == number:
                found.append(ahead[1])
            ahead = next(stream, None)
        return found

    return of
