"""The `export` command: the whole project, or training sets of it; what there is to know is told before and after."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from labeler.answers import ReviewFilter
from labeler.exporting import check_export, export_project
from labeler.queue import Narrowing
from labeler.split_plan import checked_day
from labeler.training_sets.options import FORMATS, LABELS, PEOPLE, TASKS, TEXTS, ExportOptions
from labeler.training_sets.preflight import ERRORS, BlockedError
from ui.cli.opening import open_project
from ui.cli.output import follow, say, say_json, tell
from ui.cli.split_options import plan_of, split_options

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from labeler.exporting import ExportReport
    from labeler.project import Project
    from labeler.split_plan import SplitPlan
    from labeler.training_sets.preflight import Finding

_STATES = ("pending", "draft", "submitted", "skipped", "flagged")
_ARTICLES_TOLD = 3


@click.command()
@click.argument("project", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--task", "tasks", multiple=True, type=click.Choice(TASKS), help="A training set; several times for more."
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="Default: jsonl. Several times for more.",
)
@click.option("--text", type=click.Choice(TEXTS), default="main", show_default=True)
@click.option(
    "--labels",
    type=click.Choice(LABELS),
    default="majority",
    show_default=True,
    help="Every answer, one by majority or model, or how many gave each value.",
)
@click.option(
    "--gold/--no-gold", "gold_first", default=True, show_default=True, help="Rulings before answers."
)
@click.option(
    "--people",
    type=click.Choice(PEOPLE),
    default="names",
    show_default=True,
    help="How annotators are named.",
)
@click.option(
    "--split", "fractions", metavar="FRACTIONS", help="Train, dev, test: 80/10/10; or train, test: 80/20."
)
@split_options
@click.option("--annotator", "annotators", multiple=True, help="Only labels of this person.")
@click.option("--source", "sources", multiple=True, help="Only articles of this source.")
@click.option("--since", metavar="DAY", default="", help="Only labels given on this day or later.")
@click.option("--until", metavar="DAY", default="", help="Only labels given on this day or earlier.")
@click.option("--codebook-version", type=int, help="Only labels given under this version.")
@click.option("--independent", is_flag=True, help="Only labels given before a ruling, and unaided.")
@click.option(
    "--words",
    default="",
    help="Only articles whose title, source or text holds them, as in the list of articles.",
)
@click.option(
    "--state", type=click.Choice(_STATES), help="Only articles in this state for the person of --of."
)
@click.option("--of", "seen_by", metavar="ANNOTATOR", default="", help="Whose states --state is about.")
@click.option(
    "--for-people", is_flag=True, help="CSV for spreadsheets: cells that would run as a formula are guarded."
)
@click.option(
    "--licence", default="unknown", show_default=True, help="Of the texts, as the data card names it."
)
@click.option(
    "--check", is_flag=True, help="Write nothing; say what there is to know. Exit code 1 on errors."
)
@click.option(
    "--allow", "allowed", multiple=True, type=click.Choice(ERRORS), help="An error that shall not stop it."
)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def export(
    project: Path, folder: Path, *, check: bool, as_json: bool, allowed: tuple[str, ...], **chosen: Any
) -> None:
    """Write PROJECT to the folder DIR: all of it, or training sets (--task).

    Without --task: articles.jsonl, articles.csv, labels.csv and manifest.json. With it: a folder for each training set,
    a file for each split. Forms: docs/formats.md. Files appear whole or not at all; an earlier export in DIR is
    replaced, and articles keep the split they were in there.

    What is wrong with it is told first. Errors stop it unless they are allowed by name.

    \b
    Example:
      labeler export harbour.labeler exports/harbour
      labeler export harbour.labeler exports/topics --task topics --split 80/10/10 --check
      labeler export harbour.labeler exports/topics --task topics --task stance --format hf --split 80/10/10
    """
    options = _options(chosen)
    with open_project(project) as opened:
        _refuse_unknown(opened, options)
        if check:
            checked = follow(check_export(opened, folder, options))
            _say_check(checked.findings, checked.notes, allowed, as_json=as_json)
            return
        try:
            report = follow(export_project(opened, folder, options, allowed))
        except BlockedError as error:
            _tell(error.findings, ())
            raise
    if as_json:
        say_json(_report_json(report))
        return
    _tell(report.findings, allowed)
    for note in report.notes:
        say(note)
    say(report.sentence())


def _options(chosen: dict[str, Any]) -> ExportOptions:
    if chosen["state"] and not chosen["seen_by"]:
        raise click.UsageError("--state is about one annotator: name them with --of.")
    if not chosen["tasks"]:
        _refuse_what_only_sets_have()
    if chosen["seen_by"] and not chosen["state"]:
        raise click.UsageError("--of says whose states --state is about: choose one with --state.")
    if chosen["since"] and chosen["until"] and _day(chosen["since"]) > _day(chosen["until"]):
        raise click.UsageError("--since is later than --until: no label is of such a day.")
    if not chosen["licence"].strip():
        raise click.UsageError("--licence names no licence. Write one, such as cc-by-4.0, or leave it out.")
    return ExportOptions(
        tasks=chosen["tasks"],
        formats=chosen["formats"] or ("jsonl",),
        text=chosen["text"],
        labels=chosen["labels"],
        gold_first=chosen["gold_first"],
        people=chosen["people"],
        splits=_plan(chosen),
        narrowed=ReviewFilter(
            frozenset(chosen["annotators"]),
            frozenset(chosen["sources"]),
            _day(chosen["since"]),
            _day(chosen["until"]),
            chosen["codebook_version"],
            chosen["independent"],
        ),
        listed=Narrowing(chosen["words"], chosen["state"] or "", chosen["seen_by"]),
        for_people=chosen["for_people"],
        licence=chosen["licence"],
    )


_OF_SETS = ("formats", "text", "labels", "gold_first", "licence")


def _refuse_what_only_sets_have() -> None:
    """What would be passed over without a word, as the whole project is written in one form."""
    context = click.get_current_context()
    for option in context.command.params:
        if (
            option.name in _OF_SETS
            and context.get_parameter_source(option.name) is ParameterSource.COMMANDLINE
        ):
            raise click.UsageError(f"{option.opts[0]} is of training sets: choose a --task.")


def _refuse_unknown(project: Project, options: ExportOptions) -> None:
    """People, sources and versions that the project does not have: what counts for them is nothing."""
    people = project.store.codebooks.annotators()
    for name in [*sorted(options.narrowed.annotators), *filter(None, [options.listed.annotator])]:
        if name not in people:
            raise click.UsageError(f"There is no annotator “{name}” here. There are: {', '.join(people)}.")
    for name in sorted(options.narrowed.sources.difference(project.store.streams.sources())):
        raise click.UsageError(f"No article is of the source “{name}”.")
    version, known = options.narrowed.codebook_version, [row.version for row in project.store.codebooks.all()]
    if version is not None and version not in known:
        raise click.UsageError(f"The codebook has no version {version}: the newest is {max(known)}.")


def _plan(chosen: dict[str, Any]) -> SplitPlan | None:
    """The plan of splits, if any is asked for: by fractions or by date."""
    if chosen["fractions"] is not None and chosen["train_before"]:
        raise click.UsageError("--split is by fractions and --train-before by date: choose one of them.")
    if chosen["fractions"] is None and not chosen["train_before"]:
        idle = chosen["by_source"] or chosen["test_from"] or chosen["seed"] or not chosen["stratified"]
        if idle:
            raise click.UsageError("Say how to split, too: --split 80/10/10, or --train-before DAY.")
        return None
    return plan_of(
        "80/10/10" if chosen["fractions"] is None else chosen["fractions"],
        chosen["seed"],
        chosen["train_before"],
        chosen["test_from"],
        stratified=chosen["stratified"],
        by_source=chosen["by_source"],
    )


def _lines(findings: Iterable[Finding], allowed: Collection[str]) -> list[str]:
    told = []
    for finding in findings:
        kind = "warning" if not finding.is_error else "allowed" if finding.name in allowed else "error"
        some = ", ".join(article[:12] for article in finding.articles[:_ARTICLES_TOLD])
        more = ", …" if len(finding.articles) > _ARTICLES_TOLD else ""
        told.append(f"{kind} {finding.name}: {finding.words}{f' ({some}{more})' if some else ''}")
    return told


def _tell(findings: Iterable[Finding], allowed: Collection[str]) -> None:
    for line in _lines(findings, allowed):
        tell(line)


def _say_check(
    findings: tuple[Finding, ...], notes: tuple[str, ...], allowed: Collection[str], *, as_json: bool
) -> None:
    blocking = [finding for finding in findings if finding.is_error and finding.name not in allowed]
    if as_json:
        say_json(
            {
                "findings": [
                    {**finding.to_json(), "articles": list(finding.articles)} for finding in findings
                ],
                "notes": list(notes),
                "blocked": bool(blocking),
            }
        )
    else:
        for line in _lines(findings, allowed):
            say(line)
        for note in notes:
            say(note)
        if blocking:
            names = " ".join(f"--allow {name}" for name in dict.fromkeys(each.name for each in blocking))
            say(f"This would not be written. Settle the errors, or allow them: {names}.")
        else:
            say("Nothing stands in the way. Copies across splits are counted when the files are written.")
    if blocking:
        sys.exit(1)


def _report_json(report: ExportReport) -> dict[str, Any]:
    return {
        "folder": str(report.folder),
        "articles": report.articles,
        "labels": report.labels,
        "rows": report.rows,
        "leaks": None
        if report.leaks is None
        else {"copies": len(report.leaks.copies), "standing_elsewhere": len(report.leaks.elsewhere)},
        "findings": [finding.to_json() for finding in report.findings],
    }


def _day(given: str) -> str:
    return checked_day(given) if given else ""
