"""Commands about labels in the files of other tools: labels import, labels export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from labeler.interchange.choose import FORMS
from labeler.interchange.matching import Names
from labeler.label_export import OUT_FORMS, export_labels
from labeler.label_import import import_labels
from ui.cli.opening import open_project
from ui.cli.output import failures_json, follow, say, say_json, tell, tell_failures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records import Json
    from labeler.interchange.choose import FormName
    from labeler.interchange.given import LeftOut
    from labeler.label_export import OutForm

_PROJECT = click.Path(dir_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)
_ROWS_SHOWN = 20
_JSON = click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")


@click.group()
def labels() -> None:
    """Labels from and for other tools: Label Studio, doccano, Prodigy, plain tables.

    \b
    Example:
      labeler labels import harbour.labeler tasks.json
      labeler labels export harbour.labeler tasks.json --to label-studio
    """


@labels.command("import")
@click.argument("project", type=_PROJECT)
@click.argument("file", type=_FILE)
@click.option(
    "--from", "form", type=click.Choice(FORMS), help="What wrote FILE, if its content does not tell."
)
@click.option(
    "--question",
    "questions",
    multiple=True,
    metavar="[NAME=]KEY",
    help="The question that labels without one answer; or the question that FILE calls NAME.",
)
@click.option(
    "--annotator",
    "annotators",
    multiple=True,
    metavar="[GIVEN=]NAME",
    help="Who gave labels that name nobody; or who it is that FILE calls GIVEN.",
)
@_JSON
def labels_import(
    project: Path,
    file: Path,
    form: FormName | None,
    questions: tuple[str, ...],
    annotators: tuple[str, ...],
    *,
    as_json: bool,
) -> None:
    """Read labels from FILE into PROJECT, with their annotators and times.

    FILE is a JSON export of Label Studio (JSON or JSON-MIN), JSON Lines of doccano (or its .zip) or Prodigy, a
    table with the columns task, worker, label, or JSON Lines of annotator, article, question, value. The articles
    must be in PROJECT; they are found by digest, id, file name or text. What labels here cannot say is counted.

    \b
    Example:
      labeler labels import harbour.labeler labels.jsonl
      labeler labels import harbour.labeler tasks.json --annotator 7=Ana --question sentiment=stance_levy
      labeler labels import harbour.labeler ana.jsonl --annotator Ana --question topic
    """
    question, renamed = _split(questions, "--question")
    annotator, called = _split(annotators, "--annotator")
    with open_project(project) as opened:
        report = follow(import_labels(opened, file, form, Names(question, renamed, annotator, called)))
    if as_json:
        say_json(
            {
                "form": report.form,
                "added": report.added,
                "known": report.known,
                "skipped": report.skipped,
                "failures": failures_json(report.failures),
                "refused": _rows_json(report.refused),
                "left_out": _rows_json(report.left_out),
            }
        )
    else:
        say(report.sentence())
        tell_failures(report.failures)
        _tell_rows("Not taken", report.refused)
        _tell_rows("Left out", report.left_out)
    if not report.is_whole:
        sys.exit(1)


@labels.command("export")
@click.argument("project", type=_PROJECT)
@click.argument("file", type=_FILE)
@click.option(
    "--to", "form", type=click.Choice(OUT_FORMS), required=True, help="The tool that is to read FILE."
)
@click.option("--question", metavar="KEY", help="Only the labels of this question.")
@_JSON
def labels_export(project: Path, file: Path, form: OutForm, question: str | None, *, as_json: bool) -> None:
    """Write the labels of PROJECT to FILE, for another tool to import.

    Labels of pairs go out on their own (--question), and a doccano project asks one question. For Label Studio
    its labelling configuration is written beside FILE. What the other tool cannot say is counted.

    \b
    Example:
      labeler labels export harbour.labeler tasks.json --to label-studio
      labeler labels export harbour.labeler topics.jsonl --to doccano --question topic
      labeler labels export harbour.labeler labels.csv --to table
    """
    with open_project(project) as opened:
        report = follow(export_labels(opened, file, form, question))
    if as_json:
        say_json(
            {
                "file": str(report.path),
                "config": None if report.config is None else str(report.config),
                "labels": report.labels,
                "articles": report.articles,
                "pairs": report.pairs,
                "left_out": _rows_json(report.left_out),
            }
        )
    else:
        say(report.sentence())
        _tell_rows("Left out", report.left_out)


def _split(given: Sequence[str], option: str) -> tuple[str | None, dict[str, str]]:
    """Of "VALUE" and "NAME=VALUE" the one value for what has no name, and the values by name."""
    plain = [each for each in given if "=" not in each]
    if len(plain) > 1:
        raise click.UsageError(f"Give {option} without “=” once: {plain[0]} or {plain[1]}?")
    named = dict(each.split("=", 1) for each in given if "=" in each)
    if not all((*plain, *named, *named.values())):
        raise click.UsageError(f"{option} takes a value, or NAME=VALUE, and neither may be empty.")
    return plain[0] if plain else None, named


def _rows_json(rows: Sequence[LeftOut]) -> Json:
    return [{"what": row.what, "count": row.count, "example": row.example} for row in rows]


def _tell_rows(head: str, rows: Sequence[LeftOut]) -> None:
    for row in rows[:_ROWS_SHOWN]:
        tell(f"  {head}, {row.count}: {row.what.removesuffix('.')}. For example: {row.example}")
    if len(rows) > _ROWS_SHOWN:
        tell(f"  {head}, of {len(rows) - _ROWS_SHOWN} more sorts: --json names them all.")
