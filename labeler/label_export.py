"""Use case: the labels of a project as a file for another tool, written whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Literal, get_args

from labeler.errors import ChoiceError, LabelerError
from labeler.flow import FLAG, NOTE, STATE, answer_of_about, is_again, is_flow, is_gold, question_of
from labeler.interchange import doccano, label_studio, prodigy, table
from labeler.interchange.choose import TITLES
from labeler.interchange.given import LeftOut, Tally
from labeler.interchange.label_studio_config import configuration
from labeler.interchange.outgoing import OutUnit, Sheet, Shown
from labeler.progress import Progress
from labeler.whole_files import WholeFiles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from db.records import Label
    from labeler.codebook import Question
    from labeler.interchange.outgoing import Form
    from labeler.progress import Steps
    from labeler.project import Project

OutForm = Literal["label-studio", "doccano", "prodigy", "table"]
OUT_FORMS: tuple[OutForm, ...] = get_args(OutForm)

_FORMS: dict[OutForm, Form] = {
    "label-studio": label_studio.FORM,
    "doccano": doccano.FORM,
    "prodigy": prodigy.FORM,
    "table": table.FORM,
}
_WITH_SKIPS = ("label-studio", "prodigy")
_STEP = 100


@dataclass(slots=True)
class LabelExportReport:
    """What an export of labels wrote.

    Attributes:
        path: the file.
        form: for which tool.
        labels: how many labels are in it.
        articles: of how many articles.
        pairs: of how many pairs.
        config: the labelling configuration beside it, None if that tool needs none.
        left_out: what that tool cannot say.
    """

    path: Path
    form: OutForm
    labels: int = 0
    articles: int = 0
    pairs: int = 0
    config: Path | None = None
    left_out: list[LeftOut] = field(default_factory=list)

    def sentence(self) -> str:
        """The report in one or two sentences."""
        counts = ((self.articles, "article"), (self.pairs, "pair"))
        units = [f"{count} {noun}" if count == 1 else f"{count} {noun}s" for count, noun in counts if count]
        labels = "1 label" if self.labels == 1 else f"{self.labels} labels"
        of_units = f" of {' and '.join(units)}" if units else ""
        reader = "" if self.form == "table" else f", for {TITLES[self.form]}"
        text = f"{labels}{of_units} written to {self.path}{reader}."
        return f"{text} The labelling configuration is {self.config}." if self.config else text


def export_labels(
    project: Project, path: Path, form: OutForm, question: str | None = None
) -> Steps[LabelExportReport]:
    """Writes the standing labels as one file that another tool imports. The same project gives the same bytes.

    Args:
        project: an open project, which belongs to this thread.
        path: the file; an earlier one is replaced once the new one is whole.
        form: for which tool.
        question: only the labels of this question.

    Raises:
        LabelerError: the tool cannot ask this question, or the file cannot be written.
    """
    asked = _asked(project, form, question)
    report = LabelExportReport(path, form)
    tally = Tally()
    written = _FORMS[form]
    with project.store.snapshot(), WholeFiles(path.parent) as files:
        write = files.begin(path.name)
        write(written.head)
        between = ""
        total = project.store.articles.count()
        for number, unit in enumerate(_units(project, form, asked), start=1):
            if number % _STEP == 0:
                yield Progress(min(number, total), total, "Writing labels")
            for entry in written.entries(unit, asked, tally):
                write(between + entry)
                between = written.between
            if any(sheet.labels for sheet in unit.sheets):
                report.articles += len(unit.articles) == 1
                report.pairs += len(unit.articles) == 2
            report.labels += sum(len(sheet.labels) for sheet in unit.sheets)
        write(written.tail)
        if form == "label-studio":
            report.config = path.with_name(f"{path.stem}.config.xml")
            files.begin(report.config.name)(configuration(asked))
        _count_left_out(project, form, asked, tally, narrowed=question is not None)
        report.left_out = tally.rows()
        yield Progress(total, total, "Done")
    return report


def _asked(project: Project, form: OutForm, key: str | None) -> list[Question]:
    """The questions whose labels go out together: where a project asks of texts, pairs are a project of their own."""
    book = project.codebook
    if form == "table" and key is None:
        return list(book.questions)
    of_articles = [question for question in book.questions if question.kind != "duplicate"]
    if key is None and (form != "doccano" or len(of_articles) == 1):
        return of_articles or list(book.questions)
    keys = ", ".join(question.key for question in of_articles)
    if key is None:
        raise ChoiceError(f"A doccano project asks one question. Choose it: --question KEY (of {keys}).")
    question = book.question(key)
    if form == "doccano" and question.kind == "duplicate":
        raise ChoiceError(
            f"doccano asks of one text at a time, and “{key}” is asked of pairs. Export it for another tool, "
            f"or choose one of: {keys}."
        )
    return [question]


def _units(project: Project, form: OutForm, asked: Sequence[Question]) -> Iterator[OutUnit]:
    """Articles in order of arrival, then pairs by id; only those with something to say."""
    store = project.store
    order = {question.key: place for place, question in enumerate(asked)}
    if any(question.kind != "duplicate" for question in asked):
        for article in store.articles.stream():
            labels = store.labels.of_unit(article.article_id)
            if sheets := _sheets(asked, labels, order, skips=form in _WITH_SKIPS):
                yield OutUnit((_shown(project, article.article_id),), sheets)
    pairs = [
        label
        for question in asked
        if question.kind == "duplicate"
        for label in store.labels.of_question(question.key)
    ]
    for unit_id, labels_of_pair in groupby(
        sorted(pairs, key=lambda label: label.unit_id), lambda label: label.unit_id
    ):
        if sheets := _sheets(asked, list(labels_of_pair), order, skips=False):
            yield OutUnit(tuple(_shown(project, article) for article in unit_id.split(":")), sheets)


def _sheets(
    asked: Sequence[Question], labels: Sequence[Label], order: dict[str, int], *, skips: bool
) -> tuple[Sheet, ...]:
    found = []
    for annotator in sorted({label.annotator for label in labels}):
        own = [label for label in labels if label.annotator == annotator]
        answers = sorted(
            (label for label in own if label.question in order), key=lambda label: order[label.question]
        )
        fitting = tuple(
            (asked[order[label.question]], label)
            for label in answers
            if _fits(asked[order[label.question]], label)
        )
        skipped = next((label.created_at for label in own if skips and _is_skip(label)), None)
        if fitting or skipped is not None:
            found.append(Sheet(annotator, fitting, skipped))
    return tuple(found)


def _fits(question: Question, label: Label) -> bool:
    """Whether the codebook of now still has a label's value."""
    try:
        question.check(label.value)
    except LabelerError:
        return False
    return True


def _is_skip(label: Label) -> bool:
    return label.question == STATE and label.value["state"] == "skipped"


def _shown(project: Project, article_id: str) -> Shown:
    store = project.store
    article = store.articles.get(article_id)
    captures = store.articles.captures(article_id)
    facts = {
        "title": article.title if article else None,
        "url": article.url if article else None,
        "source": article.source if article else None,
        "published_at": article.published_at if article else None,
        "file": captures[0].file_name if captures else None,
    }
    return Shown(
        article_id,
        {name: fact for name, fact in facts.items() if fact},
        store.articles.main_text(article_id),
        store.articles.raw_text(article_id),
    )


def _count_left_out(
    project: Project, form: OutForm, asked: Sequence[Question], tally: Tally, *, narrowed: bool
) -> None:
    """Counts the labels that do not go out, and what of those that do is lost.

    Args:
        project: the project.
        form: the form that is written.
        asked: the questions that go out.
        tally: counts.
        narrowed: other questions were left out by choice, and are no loss.
    """
    by_key = {question.key: question for question in asked}
    known = {question.key for question in project.codebook.questions}
    about_articles = any(question.kind != "duplicate" for question in asked)
    annotators = set()
    for label in project.store.labels.all():
        question = by_key.get(label.question)
        if question is not None:
            annotators.add(label.annotator)
            fits = _fits(question, label)
            what = "" if fits else "labels with a value that the codebook no longer has"
        elif is_gold(label.question):
            what = "rulings" if question_of(label.question) in by_key else ""
        elif is_again(label.question):
            what = "second answers, given to hidden repeats"
        elif is_flow(label.question):
            what = _flow_left_out(label, skips=form in _WITH_SKIPS) if about_articles else ""
        elif label.question not in known:
            what = "labels of questions that the codebook no longer has"
        else:
            pairs = f"labels of pairs: export them on their own, with --question {label.question}"
            what = "" if narrowed else pairs
        if what:
            tally.add(what, f"{label.annotator}, article {label.unit_id[:12]}")
    if form == "label-studio":
        _count_names(annotators, tally)


def _count_names(annotators: Iterable[str], tally: Tally) -> None:
    """Counts those whom Label Studio does not know by their name."""
    for annotator in sorted(annotators):
        if not label_studio.is_address(annotator):
            tally.add(
                "annotators that are no e-mail address: Label Studio gives their labels to whoever imports the file",
                annotator,
            )


def _flow_left_out(label: Label, *, skips: bool) -> str:
    if label.question == NOTE:
        return "notes"
    if label.question == FLAG:
        return "flags"
    if answer_of_about(label.question):
        return "what stands beside answers: evidence, whose a stance is, how sure annotators are"
    if not _is_skip(label):
        return "marks that an article is submitted"
    if not skips:
        return "skipped articles"
    has_more = label.value.get("reason") or label.value.get("when") != "never"
    return "reasons of skipped articles, and that they come again later" if has_more else ""
