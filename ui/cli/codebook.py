"""The command about the codebook of a project: look, export, import as a new version, worklist."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from labeler.codebook_editing import adopt, plan, versions
from labeler.codebook_worklist import worklist
from labeler.counting import counted
from labeler.errors import LabelerError
from labeler.vocabularies import export_codebook, import_codebook, steps_between
from ui.cli.opening import open_project
from ui.cli.output import say, say_json, tell

if TYPE_CHECKING:
    from labeler.project import Project

_FILE = click.Path(dir_okay=False, path_type=Path)
_EXIT_ASKED = 1


@click.command()
@click.argument("project", type=_FILE)
@click.option(
    "--export", "out", type=_FILE, help="Write it: .toml the whole, .csv .ttl .rdf one question's values."
)
@click.option("--import", "read", type=_FILE, help="Make what FILE says the next version: the same forms.")
@click.option("--question", default="", metavar="KEY", help="The question whose values are meant.")
@click.option(
    "--move",
    "moves",
    multiple=True,
    metavar="OLD=NEW",
    help="A value that goes, and the one that its labels get; “OLD=” takes it out of them.",
)
@click.option("--yes", is_flag=True, help="Also if labels are touched.")
@click.option(
    "--worklist", "list_work", is_flag=True, help="Labels from before their question changed in meaning."
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def codebook(
    project: Path,
    out: Path | None,
    read: Path | None,
    question: str,
    moves: tuple[str, ...],
    *,
    yes: bool,
    list_work: bool,
    as_json: bool,
) -> None:
    """Show the codebook of PROJECT and its versions; write it, change it, list what is to be looked at again.

    A changed codebook becomes the next version. Labels keep the version that they were given under; where values go,
    labels follow, in their annotators' names. What would be touched is said first, and done with --yes only.

    \b
    Example:
      labeler codebook harbour.labeler
      labeler codebook harbour.labeler --export topics.csv --question topic
      labeler codebook harbour.labeler --import topics.csv --question topic --move flood=storm --yes
      labeler codebook harbour.labeler --worklist
    """
    if (out is not None) + (read is not None) + list_work > 1:
        raise click.UsageError("Give one of --export, --import and --worklist.")
    with open_project(project) as opened:
        if out is not None:
            say(export_codebook(opened.codebook, out, question))
        elif read is not None:
            _import(opened, read, question, moves, yes=yes, as_json=as_json)
        elif list_work:
            _say_worklist(opened, as_json=as_json)
        else:
            _say_versions(opened, as_json=as_json)


def _import(
    project: Project, read: Path, question: str, moves: tuple[str, ...], *, yes: bool, as_json: bool
) -> None:
    wrong = next((move for move in moves if "=" not in move), None)
    if wrong is not None:
        raise click.UsageError(f"--move takes OLD=NEW, not “{wrong}”.")
    changed = import_codebook(project.codebook, read, question)
    steps = steps_between(project.codebook, changed, dict(move.split("=", 1) for move in moves))
    planned = plan(project, changed, steps)
    touches = bool(planned.touched.labels or planned.touched.rulings)
    if planned.is_nothing:
        raise LabelerError(f"{read} says what the codebook says already. There is nothing to change.")
    saved = yes or not touches
    if saved:
        adopt(project, changed, steps)
    if as_json:
        say_json(
            {
                "version": planned.version,
                "saved": saved,
                "changes": planned.words,
                "labels": planned.touched.labels,
                "annotators": planned.touched.annotators,
                "articles": planned.touched.articles,
                "rulings": planned.touched.rulings,
            }
        )
    else:
        say(f"{planned.sentence()}.")
    if not saved:
        tell("Nothing was changed. Give the command again with --yes to do it.")
        sys.exit(_EXIT_ASKED)


def _say_worklist(project: Project, *, as_json: bool) -> None:
    found = worklist(project)
    if as_json:
        say_json(
            [
                {
                    "annotator": each.annotator,
                    "question": each.question,
                    "version": each.version,
                    "why": each.why,
                    "units": list(each.units),
                }
                for each in found
            ]
        )
        return
    for each in found:
        say(
            f"{each.annotator}: {len(each.units)} of {project.codebook.question(each.question).title} "
            f"from before version {each.version} ({each.why})"
        )
    if not found:
        say("Every label was given under what its question means now.")


def _say_versions(project: Project, *, as_json: bool) -> None:
    every = versions(project)
    if as_json:
        say_json(
            {
                "name": project.codebook.name,
                "version": project.codebook_version,
                "questions": [
                    {"key": each.key, "kind": each.kind, "title": each.title, "values": len(each.values)}
                    for each in project.codebook.questions
                ],
                "versions": [
                    {"version": number, "steps": [step.to_json() for step in steps]}
                    for number, _, steps in every
                ],
            }
        )
        return
    say(f"{project.codebook.name}, version {project.codebook_version} of {len(every)}")
    for question in project.codebook.questions:
        say(f"  {question.key}: {question.title}, {question.kind}, {counted(len(question.values), 'value')}")
