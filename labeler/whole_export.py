"""Use case: the whole project in its own form: articles with everything known of them, and every label."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

from db.streams import along
from labeler.answers import counts, dependent
from labeler.export_rows import LABEL_COLUMNS, article_columns, article_object, article_row, label_row
from labeler.flow import is_flow, is_gold
from labeler.progress import Progress
from labeler.training_sets.csv_files import Table
from labeler.training_sets.jsonl import line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.records import Label
    from labeler.progress import Steps
    from labeler.project import Project
    from labeler.training_sets.prepared import Prepared
    from labeler.whole_files import WholeFiles

_STEP: Final = 50
_SOME: Final = 5000


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
    streams = store.streams
    captures, labels = along(streams.captures()), along(streams.labels())
    pairs, labels_of_pairs = along(streams.pairs()), along(streams.labels_of_pairs())
    total = len(prepared.scope)
    articles = 0
    for place, article in zip(prepared.scope.along(), streams.whole(), strict=True):
        at = article.number
        seen, given, near, of_near = captures(at), labels(at), pairs(at), labels_of_pairs(at)
        if place < 0:
            continue
        of_pairs = _inside(prepared, of_near, counted) if of_near else []
        own = [label for label in given if counted(label)]
        exported = article_object(
            article,
            seen,
            own,
            near,
            of_pairs,
            _standing(project, [*own, *of_pairs]),
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
    for label in counted_labels(project, prepared):
        if not is_flow(label.question):
            labels_table.write_cells(label_row(label, versions, people))
            written[label.question] += 1
    return articles, Counter(dict(sorted(written.items())))


def _inside(prepared: Prepared, labels: Sequence[tuple[int, Label]], counted: Counted) -> list[Label]:
    """Those labels of pairs that go in: both articles do, too."""
    places = prepared.scope.places(other for other, _ in labels).tolist()
    return [label for place, (_, label) in zip(places, labels, strict=True) if place >= 0 and counted(label)]


def _standing(project: Project, labels: Sequence[Label]) -> set[str]:
    """The rulings (by event id) among some labels that stand: where several people ruled, the newest."""
    of_unit: dict[tuple[str, str], list[str]] = {}
    for label in labels:
        if is_gold(label.question):
            of_unit.setdefault((label.unit_id, label.question), []).append(label.event_id)
    return {
        events[0] if len(events) == 1 else project.store.events.newest_of(events)
        for events in of_unit.values()
    }


def counted_labels(project: Project, prepared: Prepared) -> Iterator[Label]:
    """Every label that goes into an export of the whole project, the flow's own and rulings among them."""
    counted = Counted(project, prepared)
    labels = project.store.streams.every_label()
    while some := list(islice(labels, _SOME)):
        ones = prepared.scope.places(one for one, _, _ in some).tolist()
        others = prepared.scope.places(other for _, other, _ in some).tolist()
        for one, other, (_, _, label) in zip(ones, others, some, strict=True):
            if one >= 0 and other >= 0 and counted(label):
                yield label


class Counted:
    """Which labels of its articles go into an export; the flow's own and rulings go with them."""

    def __init__(self, project: Project, prepared: Prepared) -> None:
        self._narrowed = prepared.options.narrowed
        self._all = self._narrowed.is_open
        self._versions = {row.digest: row.version for row in project.store.codebooks.all()}
        keys = [question.key for question in project.codebook.questions] if self._narrowed.independent else []
        self._late = {event for key in keys for event in dependent(project, key)}

    def __call__(self, label: Label) -> bool:
        """Whether a label goes in."""
        if self._all or is_flow(label.question):
            return True
        version = self._versions.get(label.codebook_digest)
        counting = counts(self._narrowed, label.annotator, label.created_at, version)
        return counting and label.event_id not in self._late
