"""Use case: labels given elsewhere, as JSON Lines, into the project."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.labels import new_event_id
from db.records import LabelEvent, Pair, pair_id
from db.store import utc_now
from labeler.codebook import converse
from labeler.errors import LabelerError
from labeler.flow import JUDGED
from labeler.progress import Failure, Progress
from labeler.project import checked_annotator
from labeler.readers.rows import json_object

if TYPE_CHECKING:
    from pathlib import Path

    from db.records import Json
    from labeler.progress import Steps
    from labeler.project import Project

_BATCH = 500


@dataclass(slots=True)
class LabelImportReport:
    """What an import of labels did.

    Attributes:
        added: labels that are new or differ from what stood.
        known: labels that stood already with the same value.
        failures: lines that were not taken, and why.
    """

    added: int = 0
    known: int = 0
    failures: list[Failure] = field(default_factory=list)

    def sentence(self) -> str:
        """The report in one or two sentences."""
        if self.added:
            text = f"{self.added} {'label' if self.added == 1 else 'labels'} added."
            if self.known:
                text = f"{text[:-1]}, {self.known} known already."
        elif self.known:
            text = f"Nothing new: all {self.known} labels were there already."
        else:
            text = "No label was added." if self.failures else "No label was found."
        if self.failures:
            count = len(self.failures)
            text += f" {count} {'line was' if count == 1 else 'lines were'} not taken."
        return text


@dataclass(frozen=True, slots=True)
class _GivenLabel:
    annotator: str
    unit_id: str
    question: str
    value: Json
    pair: tuple[str, str] | None


def import_labels(project: Project, path: Path) -> Steps[LabelImportReport]:
    """Takes labels from a JSON Lines file (docs/formats.md); a bad line is reported and the rest goes on.

    Args:
        project: an open project, which belongs to this thread.
        path: the file.

    Raises:
        LabelerError: the file cannot be read.
    """
    report = LabelImportReport()
    try:
        lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except OSError as error:
        raise LabelerError(f"{path} cannot be read ({error.strerror or error}).") from error
    standing = {
        (label.annotator, label.unit_id, label.question): label.value for label in project.store.labels.all()
    }
    batch: list[_GivenLabel] = []
    for number, line in enumerate(lines, start=1):
        if number % _BATCH == 0:
            yield Progress(number, len(lines), "Reading labels")
        if not line.strip():
            continue
        try:
            given = _given_label(project, line)
        except LabelerError as error:
            report.failures.append(Failure(f"{path.name}, line {number}", str(error)))
            continue
        key = (given.annotator, given.unit_id, given.question)
        if key in standing and standing[key] == given.value:
            report.known += 1
            continue
        standing[key] = given.value
        batch.append(given)
        if len(batch) == _BATCH:
            report.added += _write(project, batch)
            batch.clear()
    report.added += _write(project, batch)
    yield Progress(len(lines), len(lines), "Done")
    return report


def _given_label(project: Project, line: bytes) -> _GivenLabel:
    row = json_object(line)
    for name in ("annotator", "article", "question"):
        if not isinstance(row.get(name), str):
            raise LabelerError(f"It has no “{name}”.")
    if "value" not in row:
        raise LabelerError("It has no “value”.")
    question = project.codebook.question(row["question"])
    value = question.check(row["value"])
    annotator = checked_annotator(row["annotator"])
    article = project.article_id(row["article"])
    if question.kind != "duplicate":
        return _GivenLabel(annotator, article, question.key, value, None)
    if not isinstance(row.get("other"), str):
        raise LabelerError(f"“{question.key}” is asked of a pair, and it has no “other”.")
    other = project.article_id(row["other"])
    if article == other:
        raise LabelerError("“article” and “other” are one article.")
    if article > other:
        article, other, value = other, article, converse(value)
    return _GivenLabel(annotator, pair_id(article, other), question.key, value, (article, other))


def _write(project: Project, batch: list[_GivenLabel]) -> int:
    if not batch:
        return 0
    now = utc_now()
    store = project.store
    with store.transaction():
        for annotator in dict.fromkeys(given.annotator for given in batch):
            store.codebooks.add_annotator(annotator, now)
        for given in batch:
            if given.pair is not None:
                store.pairs.add_if_absent(Pair(*given.pair, 0.0, 0.0, 0.0, JUDGED))
        store.labels.append(
            [
                LabelEvent(
                    event_id=new_event_id(),
                    lamport=0,
                    annotator=given.annotator,
                    unit_id=given.unit_id,
                    question=given.question,
                    action="answer",
                    value=given.value,
                    undoes=None,
                    codebook_digest=project.codebook_digest,
                    created_at=now,
                )
                for given in batch
            ]
        )
    return len(batch)
