"""Use case: exports, written whole or not at all: the whole project, or training sets (docs/formats.md)."""

from __future__ import annotations

import contextlib
import gc
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from labeler.comparing import compare_articles
from labeler.counting import counted
from labeler.errors import ChoiceError, LabelerError
from labeler.leaks import leaks_of
from labeler.progress import Progress
from labeler.splits import earlier_splits, leak_lines, placing_lines, table_of
from labeler.training_sets import manifest as manifests
from labeler.training_sets.agreement import agreement
from labeler.training_sets.card_text import paragraphs
from labeler.training_sets.files import SetFiles
from labeler.training_sets.options import KIND_OF, TASKS, ExportOptions
from labeler.training_sets.preflight import Finding, block, findings_of
from labeler.training_sets.prepared import Prepared, prepare
from labeler.training_sets.reading import rows_of, steps_in
from labeler.whole_export import write_whole
from labeler.whole_files import WholeFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from db.records import Json
    from labeler.leaks import Leaks
    from labeler.progress import Steps
    from labeler.project import Project
    from labeler.training_sets.beside import Lost
    from labeler.training_sets.preflight import Name

FILES = ("articles.jsonl", "articles.csv", "labels.csv", manifests.FILE)
"""What an export of the whole project writes, the manifest last."""

_STEP: Final = 200
_ROWS_BETWEEN: Final = 50_000
_TOLD_OF_ALL: Final[frozenset[Name]] = frozenset(
    {"disputed", "half-labelled", "old-codebook", "changed-text"}
)
"""What is worth telling of an export that leaves nothing out."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote.

    Attributes:
        folder: where.
        articles: how many articles went in.
        labels: how many labels went in.
        rows: training set -> split -> rows; empty for a whole project.
        findings: what there is to know, that which was allowed among it.
        notes: how it was split and what the splits share, a sentence each.
        leaks: what the splits share, found in the written files; None without splits.
    """

    folder: Path
    articles: int
    labels: int
    rows: dict[str, dict[str, int]]
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    leaks: Leaks | None = None

    def sentence(self) -> str:
        """The report in one sentence."""
        if self.rows:
            told = ", ".join(f"{name} {sum(splits.values())}" for name, splits in self.rows.items())
            return f"Written to {self.folder}, rows: {told}."
        told = f"{counted(self.articles, 'article')} and {counted(self.labels, 'label')}"
        return f"{told} written to {self.folder}."


@dataclass(frozen=True, slots=True)
class Checked:
    """An export before it is written.

    Attributes:
        prepared: what it is going to be.
        findings: what there is to know.
        notes: how it will be split, a sentence each.
        since: what was labelled since the export that is in the folder; None without one.
    """

    prepared: Prepared
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    since: Json


def check_export(project: Project, folder: Path, options: ExportOptions) -> Steps[Checked]:
    """Looks at everything but the texts, and writes nothing.

    Args:
        project: an open project, which belongs to this thread.
        folder: where the export would go; an earlier one there is looked at.
        options: what is chosen.

    Raises:
        LabelerError: the options do not go together, or the answers do not bear them.
    """
    _refuse_what_does_not_fit(options)
    yield from _compared(project, options)
    with project.store.snapshot():
        # Read before the first step: from here on it is one state.
        manifests.state_of(project)
        return (yield from _checked(project, folder, options))


def _checked(project: Project, folder: Path, options: ExportOptions) -> Steps[Checked]:
    before = manifests.earlier_manifest(folder)
    kept: dict[str, str] = {}
    notes: list[str] = []
    if options.splits is not None:
        planned = (before.get("options") or {}).get("splits")
        if planned == options.splits.to_json():
            kept = earlier_splits(folder / manifests.SPLITS_FILE)
        elif planned is not None:
            notes.append(
                "The splits are made anew, as another plan of them was chosen than for the last export."
            )
    # Of a whole project every question is looked at, and every label goes in.
    looked_at = options if options.tasks else replace(options, tasks=TASKS, labels="all", splits=None)
    prepared = yield from prepare(project, looked_at, kept)
    yield Progress(0, None, "Checking")
    findings = findings_of(project, prepared)
    if not options.tasks:
        findings = [finding for finding in findings if finding.name in _TOLD_OF_ALL]
    if options.splits is not None and prepared.placing is not None:
        notes += placing_lines(options.splits, prepared.placing)
    return Checked(prepared, tuple(findings), tuple(notes), manifests.since(project, before))


def _refuse_what_does_not_fit(options: ExportOptions) -> None:
    if options.tasks:
        unfit = [task for task in options.tasks if KIND_OF[task] not in ("topic", "stance")]
        if unfit and set(options.formats) == {"spacy"}:
            raise ChoiceError(
                f"spaCy’s text categorizer takes topics and stances. Choose another format for: {', '.join(unfit)}."
            )
        return
    if options.splits is not None:
        raise ChoiceError("Splits are of training sets. Choose a task, such as topics.")
    if options.people == "none":
        raise ChoiceError(
            "The whole project is written annotator by annotator. Choose names or pseudonyms for it."
        )


def _compared(project: Project, options: ExportOptions) -> Steps[None]:
    """Compares the articles if that is due: splits rest on it."""
    if options.splits is not None and project.store.pairs.are_due():
        yield from compare_articles(project.store)


def _refuse_foreign(folder: Path, names: Iterable[str], before: Json) -> None:
    """Files that no export has written are not replaced."""
    ours = {*before.get("sha256", {}), *([manifests.FILE] if before else [])}
    foreign = [name for name in names if name not in ours and (folder / name).is_file()]
    if foreign:
        told = ", ".join(f"“{name}”" for name in foreign)
        raise LabelerError(
            f"Nothing was written: {told} in {folder} did not come from an export. Move it away, or choose another folder."
        )


@contextlib.contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Has the collector of cycles look less often: among millions of rows, which hold none, it takes a tenth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(_ROWS_BETWEEN, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def export_project(
    project: Project, folder: Path, options: ExportOptions | None = None, allowed: Collection[str] = ()
) -> Steps[ExportReport]:
    """Writes an export as one state of the project.

    All files appear under their names only when all of them are whole; cancelled or failed, earlier ones stay as they
    were. The same project, options and earlier splits give the same bytes. An earlier export in the folder is replaced:
    files that its manifest names, and that are as it left them, go if they are not written anew.

    Args:
        project: an open project, which belongs to this thread.
        folder: where to.
        options: what is chosen; None: the whole project.
        allowed: the names of errors that shall not stop it.

    Raises:
        BlockedError: there are errors that are not allowed.
        LabelerError: the options do not go together, the answers do not bear them, the folder cannot be written, or
            the disk is full.
    """
    options = options or ExportOptions()
    _refuse_what_does_not_fit(options)
    yield from _compared(project, options)
    with project.store.snapshot(), _seldom_collecting():
        # Read before the first step: from here on it is one state.
        state = manifests.state_of(project)
        before = manifests.earlier_manifest(folder)
        checked = yield from _checked(project, folder, options)
        block(checked.findings, allowed)
        with WholeFiles(folder) as files:
            if options.tasks:
                report, counts = yield from _write_sets(project, folder, checked, files, allowed)
            else:
                whole = replace(checked.prepared, options=options)
                articles, by_question = yield from write_whole(project, whole, files)
                labels = by_question.total()
                report = ExportReport(folder, articles, labels, {}, checked.findings, checked.notes)
                counts = {"labels_by_question": dict(by_question), "annotators": len(whole.people)}
            yield Progress(0, None, "Agreement")
            told = {
                **manifests.about(project, options),
                "counts": {"articles": report.articles, "labels": report.labels, **counts},
                "splits": manifests.splits_told(checked.prepared),
                "leaks": manifests.leaks_told(report.leaks),
                "findings": manifests.findings_told(report.findings, allowed),
                "agreement": agreement(project, checked.prepared),
                "csv": manifests.csv_told(options),
                "state": state,
                "history": manifests.history(
                    project, options, checked.prepared, checked.since, before, state
                ),
                "sha256": files.digests,
            }
            _refuse_foreign(folder, [*files.digests, manifests.FILE], before)
            files.drop(manifests.files_of_earlier(folder, before))
            files.begin(manifests.FILE)(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
            yield Progress(1, 1, "Done")
    return report


def _write_sets(
    project: Project, folder: Path, checked: Checked, files: WholeFiles, allowed: Collection[str]
) -> Steps[tuple[ExportReport, Json]]:
    """Writes the training sets, then looks for leaks in what was written."""
    prepared = checked.prepared
    sets = SetFiles(files, prepared)
    done, total = 0, steps_in(project, prepared)
    languages: set[str] = set()
    lost: dict[str, Lost] = {}
    for row in rows_of(project, prepared, lost):
        if row is None:
            done += 1
            if done % _STEP == 0:
                yield Progress(done, total, "Writing rows")
            continue
        sets.write(*row)
        language = row[2].get("language")
        if language:
            languages.add(language)
    sets.close()
    sets.write_tables_of_labels()
    leaks: Leaks | None = None
    findings, notes = checked.findings, checked.notes
    if prepared.placing is not None:
        files.begin(manifests.SPLITS_FILE)(table_of(prepared.placing.of_article))
        leaks = yield from leaks_of({split: _read(sets, split) for split in prepared.splits})
        found = _leaks_found(leaks)
        block(found, allowed)
        findings, notes = (*findings, *found), (*notes, *leak_lines(leaks))
    sets.write_cards(project.name, sorted(languages), paragraphs(project, prepared, leaks))
    rows = {name: dict(zip(prepared.splits, counts, strict=True)) for name, counts in sets.counts.items()}
    labels = prepared.labels()
    articles = len(prepared.placing.of_article) if prepared.placing else len(prepared.articles_with_rows())
    counts: Json = {
        "articles": articles,
        "labels": labels,
        "annotators": len(
            {name for asked in prepared.asked.values() for name in asked.ratings.coded.annotators}
        ),
        "rows": rows,
        "evidence": {
            name: {"cut": 0, "left_out": 0, "passages": 0, **counts} for name, counts in lost.items()
        },
        "values": {
            training_set.name: {
                split: dict(sorted(values.items()))
                for split, values in prepared.balance(training_set).items()
            }
            for training_set in prepared.sets
            if training_set.task != "boilerplate" and training_set.columns[1].name != "cluster"
        },
    }
    return ExportReport(folder, articles, labels, rows, findings, notes, leaks), counts


def _read(sets: SetFiles, split: str) -> Callable[[], Iterable[tuple[str, str]]]:
    return lambda: sets.texts(split)


def _leaks_found(leaks: Leaks) -> list[Finding]:
    if not leaks.articles:
        return []
    words = (
        f"In the written files {counted(len(leaks.copies), 'pair')} of copies {'crosses' if len(leaks.copies) == 1 else 'cross'} "
        f"the splits, and half of {counted(len(leaks.elsewhere), 'article')} or more stands in another split."
    )
    return [Finding("leaks", len(leaks.copies) + len(leaks.elsewhere), words, leaks.articles)]
