"""Use case: a project's articles and labels as training sets, written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from labeler.export_rows import LABEL_COLUMNS, article_columns, article_object, article_row, label_row
from labeler.flow import is_flow, is_gold, question_of
from labeler.gold import rulings
from labeler.progress import Progress
from labeler.project import program_version
from labeler.whole_files import WholeFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence
    from pathlib import Path

    from db.records import Article, Json
    from labeler.progress import Steps
    from labeler.project import Project

FILES = ("articles.jsonl", "articles.csv", "labels.csv", "manifest.json")
"""What an export writes, the manifest last."""

_STEP = 50
_CELL = 60


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote.

    Attributes:
        folder: where.
        articles: lines of articles.jsonl.
        labels: rows of labels.csv.
    """

    folder: Path
    articles: int
    labels: int

    def sentence(self) -> str:
        """The report in one sentence."""
        articles = "1 article" if self.articles == 1 else f"{self.articles} articles"
        labels = "1 label" if self.labels == 1 else f"{self.labels} labels"
        return f"{articles} and {labels} written to {self.folder}."


def export_project(project: Project, folder: Path) -> Steps[ExportReport]:
    """Writes every article and every standing label, as one state of the project.

    The four files appear under their names only when all of them are whole; cancelled or failed, earlier ones
    stay as they were. The same project gives the same bytes.

    Raises:
        LabelerError: the folder cannot be written, or the disk is full.
    """
    store = project.store
    with store.snapshot(), WholeFiles(folder) as files:
        versions = {row.digest: row.version for row in store.codebooks.all()}
        annotators = sorted(store.codebooks.annotators())
        ruled = [question_of(key) for key in store.labels.count_by_question() if is_gold(key)]
        gold = {ruling.event_id for key in ruled for ruling in rulings(project, key).values()}
        columns = article_columns(project.codebook, annotators)
        write_object = files.begin("articles.jsonl")
        write_article = _csv_writer(files.begin("articles.csv"), columns)
        write_label = _csv_writer(files.begin("labels.csv"), LABEL_COLUMNS)
        total = store.articles.count()
        articles = labels = 0
        for articles, article in enumerate(store.articles.stream(), start=1):
            exported = _exported(project, article, gold)
            write_object(json.dumps(exported, ensure_ascii=False, separators=(",", ":")) + "\n")
            write_article(article_row(exported, columns))
            if articles % _STEP == 0:
                yield Progress(articles, total, "Writing articles")
        for label in store.labels.all():
            if not is_flow(label.question):
                write_label(label_row(label, versions))
                labels += 1
        manifest = {
            "program": program_version(),
            "project": project.name,
            "codebook": {
                "name": project.codebook.name,
                "version": project.codebook_version,
                "digest": project.codebook_digest,
            },
            "counts": {
                "articles": articles,
                "labels": labels,
                "labels_by_question": {
                    question: count
                    for question, count in store.labels.count_by_question().items()
                    if not is_flow(question)
                },
                "annotators": len(annotators),
            },
            "sha256": dict(files.digests),
        }
        files.begin("manifest.json")(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")
        yield Progress(total, total, "Done")
    return ExportReport(folder, articles, labels)


@dataclass(frozen=True, slots=True)
class Preview:
    """What an export would write, for a look before it.

    Attributes:
        articles: how many articles.
        labels: how many labels.
        counts: (what, how many) in words.
        header: the columns of labels.csv.
        rows: its first rows, long cells cut.
    """

    articles: int
    labels: int
    counts: tuple[tuple[str, str], ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def preview(project: Project, rows: int = 12) -> Preview:
    """Counts what an export would write, and makes its first rows."""
    store = project.store
    versions = {row.digest: row.version for row in store.codebooks.all()}
    by_question = {key: count for key, count in store.labels.count_by_question().items() if not is_flow(key)}
    titles = {question.key: question.title for question in project.codebook.questions}
    articles = store.articles.count()
    labels = sum(by_question.values())
    counts = [("Articles", str(articles)), ("Annotators", str(len(store.codebooks.annotators())))]
    counts += [(f"Labels: {titles.get(key, key)}", str(count)) for key, count in by_question.items()]
    exported = (label for label in store.labels.all() if not is_flow(label.question))
    first = tuple(
        tuple(cell if len(cell) <= _CELL else cell[: _CELL - 1] + "…" for cell in label_row(label, versions))
        for label in islice(exported, rows)
    )
    return Preview(articles, labels, tuple(counts), LABEL_COLUMNS, first)


def _exported(project: Project, article: Article, gold: Container[str]) -> Json:
    store = project.store
    article_id = article.article_id
    pairs = store.pairs.of_article(article_id)
    pair_labels = [label for pair in pairs for label in store.labels.of_unit(pair.pair_id)]
    return article_object(
        article,
        store.articles.raw_text(article_id),
        store.articles.extraction(article_id),
        store.articles.captures(article_id),
        store.labels.of_unit(article_id),
        pairs,
        pair_labels,
        gold,
    )


def _csv_writer(write: Callable[[str], None], header: Sequence[str]) -> Callable[[Sequence[str]], None]:
    """Rows as RFC 4180 has them: comma, CRLF, quotes doubled, quoted where needed."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")

    def write_row(row: Sequence[str]) -> None:
        writer.writerow(row)
        write(buffer.getvalue())
        buffer.seek(0)
        buffer.truncate()

    write_row(header)
    return write_row
