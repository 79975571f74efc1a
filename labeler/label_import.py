"""Use case: labels given elsewhere, in the file of any tool, into the project."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from db.digests import canonical_json
from db.events import new_event_id
from db.records import LabelEvent, Pair
from db.store import utc_now
from labeler.errors import CodebookChangedError, LabelerError
from labeler.flow import JUDGED, STATE
from labeler.interchange.choose import TITLES, read_labels
from labeler.interchange.given import Aside, LeftOut, Tally, UnfitError
from labeler.interchange.matching import Matcher, Names
from labeler.progress import Failure, Progress

if TYPE_CHECKING:
    from pathlib import Path

    from labeler.interchange.choose import FormName
    from labeler.interchange.matching import Taken
    from labeler.progress import Steps
    from labeler.project import Project

_BATCH = 500


@dataclass(slots=True)
class LabelImportReport:
    """What an import of labels did.

    Attributes:
        form: the form that the file was read as.
        added: labels that are new or differ from what stood.
        known: labels that stood already with the same value, or that an earlier import has brought.
        skipped: articles newly noted as skipped by an annotator.
        failures: lines that were not taken, and why.
        refused: labels that were not taken, by reason.
        left_out: what labels here cannot say.
    """

    form: FormName = "labeler"
    added: int = 0
    known: int = 0
    skipped: int = 0
    failures: list[Failure] = field(default_factory=list)
    refused: list[LeftOut] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether everything was taken that was meant to be a label."""
        return not self.failures and not self.refused

    def sentence(self) -> str:
        """The report in a few sentences."""
        if self.added:
            text = f"{self.added} {'label' if self.added == 1 else 'labels'} added."
            if self.known:
                text = f"{text[:-1]}, {self.known} known already."
        elif self.known:
            were = "the one label was" if self.known == 1 else f"all {self.known} labels were"
            text = f"Nothing new: {were} there already."
        else:
            text = "No label was found." if self.is_whole else "No label was added."
        if self.skipped:
            text += f" {self.skipped} {'article' if self.skipped == 1 else 'articles'} noted as skipped."
        if self.failures:
            count = len(self.failures)
            text += f" {count} {'line was' if count == 1 else 'lines were'} not taken."
        if self.refused:
            count = sum(row.count for row in self.refused)
            text += f" {count} {'label was' if count == 1 else 'labels were'} not taken."
        return text if self.form == "labeler" else f"Read as {TITLES[self.form]}. {text}"


def import_labels(
    project: Project, path: Path, form: FormName | None = None, names: Names | None = None
) -> Steps[LabelImportReport]:
    """Takes labels from a file (docs/formats.md); what is bad or unknown is reported and the rest goes on.

    Labels are written in the order of their times, those without one last. An answer that is older than the one
    that stands is not taken: of an annotator's answers the newest stands, wherever it was given.

    Args:
        project: an open project, which belongs to this thread.
        path: the file.
        form: what wrote it; None to tell by its content.
        names: how to read the names in it.

    Raises:
        LabelerError: the file cannot be read, or its form is not known.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LabelerError(f"{path} cannot be read ({error.strerror or error}).") from error
    names = names or Names()
    questions = project.codebook.questions
    known = {*names.questions, *(key for question in questions for key in (question.key, question.title))}
    report = LabelImportReport()
    refused, left_out = Tally(), Tally()
    matcher = Matcher(project, names, left_out)
    report.form, items = read_labels(data, path.name, form, known)
    taken: list[Taken] = []
    for number, item in enumerate(items, start=1):
        if number % _BATCH == 0:
            yield Progress(number, None, "Reading labels")
        if isinstance(item, Failure):
            report.failures.append(item)
        elif isinstance(item, Aside):
            left_out.add(item.what, item.where)
        else:
            try:
                taken.append(matcher.take(item))
            except UnfitError as unfit:
                if report.form == "labeler":
                    report.failures.append(Failure(item.where, str(unfit)))
                else:
                    example = item.where if str(unfit) == unfit.what else f"{item.where}: {unfit}"
                    (refused if unfit.failed else left_out).add(unfit.what, example)
    fresh = _fresh(project, _united(project, taken), report, left_out)
    for start in range(0, len(fresh), _BATCH):
        yield Progress(start, len(fresh), "Writing labels")
        _write(project, fresh[start : start + _BATCH], report)
    report.refused, report.left_out = refused.rows(), left_out.rows()
    yield Progress(len(fresh), len(fresh), "Done")
    return report


def _united(project: Project, taken: list[Taken]) -> list[Taken]:
    """Values of a set that a file gives one at a time become one answer, of the time of the last."""
    found: list[Taken] = []
    places: dict[tuple[str, str, str], int] = {}
    for each in taken:
        place = places.get(_key(each)) if each.is_part else None
        if place is None:
            if each.is_part:
                places[_key(each)] = len(found)
            found.append(each)
            continue
        earlier = found[place]
        value = project.codebook.question(each.question).check([*earlier.value, *each.value])
        found[place] = replace(earlier, value=value, time=max(earlier.time or "", each.time or "") or None)
    return found


def _fresh(project: Project, taken: list[Taken], report: LabelImportReport, left_out: Tally) -> list[Taken]:
    """What is to be written, in order: the rest is there already, or older than what stands."""
    labels = project.store.labels
    standing = {
        (label.annotator, label.unit_id, label.question): (label.value, label.created_at)
        for label in labels.all()
    }
    at_first = {key: value for key, (value, _) in standing.items()}
    # A file may hold several answers to one question; without times, it is known if the last of them stands.
    last = {_key(each): each.value for each in taken if each.time is None}
    written: set[tuple[str, str, str, str, str]] = set()
    if any(each.time for each in taken):
        written = {
            (event.annotator, event.unit_id, event.question, event.created_at, canonical_json(event.value))
            for event in project.store.events.all()
            if event.action == "answer"
        }
    fresh: list[Taken] = []
    for each in sorted(taken, key=lambda each: (each.time is None, each.time or "")):
        key = _key(each)
        value, time = standing.get(key, (None, ""))
        is_known = (
            (key in standing and value == each.value)
            or (each.time is None and key in at_first and at_first[key] == last[key])
            or (each.time is not None and (*key, each.time, canonical_json(each.value)) in written)
        )
        if is_known:
            report.known += each.question != STATE
        elif each.question == STATE and key in standing:
            left_out.add("skips of articles that the annotator has gone on with here", each.where)
        elif each.time is not None and each.time < time:
            left_out.add("answers older than the annotator’s answer that stands", each.where)
        else:
            fresh.append(each)
            standing[key] = (each.value, each.time or time)
    return fresh


def _key(taken: Taken) -> tuple[str, str, str]:
    return taken.annotator, taken.unit_id, taken.question


def _write(project: Project, batch: list[Taken], report: LabelImportReport) -> None:
    now = utc_now()
    store = project.store
    with store.transaction():
        if store.codebooks.current_digest() != project.codebook_digest:
            raise CodebookChangedError("The codebook was changed during the import. Import the file again.")
        for annotator in dict.fromkeys(each.annotator for each in batch):
            store.codebooks.add_annotator(annotator, now)
        for each in batch:
            if each.pair is not None:
                store.pairs.add_if_absent(Pair(*each.pair, 0.0, 0.0, 0.0, JUDGED))
        store.labels.append(
            [
                LabelEvent(
                    event_id=new_event_id(),
                    lamport=0,
                    annotator=each.annotator,
                    unit_id=each.unit_id,
                    question=each.question,
                    action="answer",
                    value=each.value,
                    undoes=None,
                    codebook_digest=project.codebook_digest,
                    created_at=each.time or now,
                )
                for each in batch
            ]
        )
    report.skipped += sum(each.question == STATE for each in batch)
    report.added += sum(each.question != STATE for each in batch)
