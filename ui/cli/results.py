"""Commands that read a project: agreement, consensus."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast

import click

from labeler.agreed import METHODS, agreed
from labeler.agreement.coefficients import NAMES
from labeler.counting import counted
from labeler.errors import LabelerError
from labeler.intra import own_agreements
from labeler.project import program_version
from labeler.ratings_file import studies_of_file
from labeler.review import Agreement, By, detail_rows, headline_rows, in_words, rows_of, studies
from labeler.review import markdown as report
from labeler.study import Study
from ui.cli.opening import open_project
from ui.cli.output import say, say_json

_PROJECT = click.Path(dir_okay=False, path_type=Path)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")


@click.command()
@click.argument("project", type=_PROJECT, required=False)
@click.option(
    "--ratings",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A plain CSV or JSONL of task, worker, label from any tool, in place of PROJECT.",
)
@click.option("--question", help="Only this question.")
@click.option(
    "--by",
    type=click.Choice(["label", "pair", "annotator", "version", "repeats"]),
    help="α by value, by pair, without each annotator, or by codebook version; or each annotator with themselves, "
    "over what came again.",
)
@click.option(
    "--coefficient",
    "coefficients",
    multiple=True,
    type=click.Choice(NAMES),
    help="Print this one instead; may be given several times.",
)
@click.option("--weights", help="Agreement weights of --coefficient: linear, quadratic, ordinal …")
@click.option("--distance", help="Distance of --coefficient krippendorff_alpha: ordinal, jaccard …")
@click.option("--label", help="One value against the rest, for --coefficient.")
@click.option("--markdown", is_flag=True, help="Print the appendix of a paper.")
@_JSON
def agreement(
    project: Path | None,
    ratings: Path | None,
    question: str | None,
    by: By | Literal["repeats"] | None,
    coefficients: tuple[str, ...],
    weights: str | None,
    distance: str | None,
    label: str | None,
    *,
    markdown: bool,
    as_json: bool,
) -> None:
    """Print how well the annotators of PROJECT agree, question by question, with 95 % intervals.

    \b
    Example:
      labeler agreement harbour.labeler
      labeler agreement harbour.labeler --question topic --by label
      labeler agreement harbour.labeler --markdown > agreement.md
      labeler agreement --ratings ratings.csv --json
      labeler agreement --ratings ratings.csv --coefficient fleiss_kappa --coefficient gwet_ac1
    """
    if markdown and (by or as_json or coefficients):
        raise click.UsageError(
            "--markdown prints every figure: give it without --by, --json and --coefficient."
        )
    if by and coefficients:
        raise click.UsageError("Give either --by or --coefficient.")
    if (weights or distance or label) and not coefficients:
        raise click.UsageError("--weights, --distance and --label are of a --coefficient.")
    if (project is None) == (ratings is None):
        raise click.UsageError("Give either PROJECT or --ratings FILE.")
    if by == "repeats" and project is not None:
        _say_repeats(project, question, as_json=as_json)
        return
    if by == "repeats":
        raise click.UsageError("--by repeats is of a PROJECT: ratings of a file come once.")
    if ratings is not None:
        found = studies_of_file(ratings)
    else:
        with open_project(cast("Path", project)) as opened:
            found = studies(opened)
    if question is not None:
        found = _only(found, question)
    if markdown:
        say(report(found, program_version()))
        return
    if coefficients:
        parts = [rows_of(study, coefficients, weights, distance, label) for study in found]
    else:
        parts = [detail_rows(study, by) if by else headline_rows(study) for study in found]
    if as_json:
        say_json([row.to_json() for part in parts for row in part])
        return
    for study, part in zip(found, parts, strict=True):
        _say_question(study, part)


def _only(found: list[Study], question: str) -> list[Study]:
    """The study of one question."""
    chosen = [study for study in found if study.question.key == question]
    if not chosen:
        keys = ", ".join(study.question.key for study in found)
        raise LabelerError(f"There is no question “{question}”. There are: {keys}.")
    return chosen


def _say_repeats(project: Path, question: str | None, *, as_json: bool) -> None:
    """Says how well each annotator agrees with themselves."""
    with open_project(project) as opened:
        questions = [opened.codebook.question(question)] if question else opened.codebook.questions
        found = [(each, own_agreements(opened, each)) for each in questions]
    if as_json:
        say_json([row.to_json() for _, people in found for own in people for row in own.rows()])
        return
    for each, people in found:
        say(f"{each.title} ({each.key})")
        for own in people:
            say(f"  {own.in_words()}")
        if not people:
            say("  Nothing was answered again.")
        say("")


def _say_question(study: Study, rows: list[Agreement]) -> None:
    given = study.answers.given
    ratings = sum(len(given[unit]) for unit in study.pairable)
    people = len(study.annotators)
    say(f"{study.question.title} ({study.question.key})")
    say(
        f"  {counted(len(study.pairable), study.unit_called)} answered by 2 or more of "
        f"{counted(people, 'annotator')}, {counted(ratings, 'rating')}; "
        f"{people * len(study.pairable) - ratings} not given, {len(given) - len(study.pairable)} with one answer left out"
    )
    for row in rows:
        value = in_words(row.figure, percent=row.coefficient == "percent_agreement")
        units = f"  {counted(row.units, study.unit_called)}" if row.pair or row.of else ""
        say(f"  {_name(row):<40} {value}{units}")
    say("")


def _name(row: Agreement) -> str:
    if row.coefficient == "cohen_kappa" and row.pair is not None:
        return f"Cohen’s κ, {row.pair[0]} and {row.pair[1]}"
    if row.coefficient == "percent_agreement":
        return "Percent agreement"
    if row.coefficient not in ("krippendorff_alpha", "cohen_kappa"):
        return row.coefficient if row.distance == "nominal" else f"{row.coefficient}, {row.distance}"
    if row.coefficient == "cohen_kappa":
        return "Cohen’s κ" if row.distance == "nominal" else f"Cohen’s κ, {row.distance}"
    distance = "MASI" if row.distance == "masi" else row.distance
    part = f" {row.of[0]} {row.of[1]}" if row.of else ""
    part = f" {row.pair[0]} and {row.pair[1]}" if row.pair else part
    return f"Krippendorff’s α, {distance}{',' if part else ''}{part}"


@click.command()
@click.argument("project", type=_PROJECT)
@click.option("--question", required=True, help="The question whose answers are put together.")
@click.option("--method", type=click.Choice(METHODS), default="majority", show_default=True)
@_JSON
def consensus(project: Path, question: str, method: str, *, as_json: bool) -> None:
    """Print one answer for each unit of PROJECT, and how far each annotator is to be trusted.

    Models are refused, with the reason, where there are too few labels for them.

    \b
    Example:
      labeler consensus harbour.labeler --question stance_levy
      labeler consensus harbour.labeler --question topic --method dawid_skene --json
    """
    with open_project(project) as opened:
        study = Study.of(opened, opened.codebook.question(question))
        found = agreed(study, method)
    if as_json:
        say_json(
            {
                "method": method,
                "quality": found.quality,
                "units": [
                    {"unit": each.unit, "label": each.label, "probability": each.probability}
                    for each in found.units
                ],
            }
        )
        return
    for each in found.units:
        nothing = "tie" if method == "majority" else "too few labels"
        given = each.label if isinstance(each.label, list) else [each.label]
        words = nothing if each.label is None else ", ".join(given) or "[]"
        unit = ":".join(part[:12] for part in each.unit.split(":"))
        say(f"{unit}  {'' if each.probability is None else f'{each.probability:.2f}':>5}  {words}")
    for annotator, quality in found.quality.items():
        say(f"{annotator}: {'nothing tells' if quality is None else f'{quality:.2f}'}")
