"""Commands that read a project: export, agreement, duplicates."""

from __future__ import annotations

from pathlib import Path

import click

from labeler.duplicates.candidates import copies
from labeler.exporting import export_project
from labeler.project import Project
from labeler.review import Agreement
from labeler.review import agreement as agreement_of
from ui.cli.output import follow, say, say_json

_PROJECT = click.Path(dir_okay=False, path_type=Path)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")


@click.command()
@click.argument("project", type=_PROJECT)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@_JSON
def export(project: Path, folder: Path, *, as_json: bool) -> None:
    """Write the articles and labels of PROJECT to the folder DIR.

    Files: articles.jsonl, articles.csv, labels.csv and manifest.json (docs/formats.md). They appear whole or
    not at all; an earlier export in DIR is replaced.

    \b
    Example:
      labeler export harbour.labeler exports/harbour
    """
    with Project.open(project) as opened:
        report = follow(export_project(opened, folder))
    if as_json:
        say_json({"folder": str(report.folder), "articles": report.articles, "labels": report.labels})
    else:
        say(report.sentence())


@click.command()
@click.argument("project", type=_PROJECT)
@_JSON
def agreement(project: Path, *, as_json: bool) -> None:
    """Print how well the annotators of PROJECT agree, question by question.

    \b
    Example:
      labeler agreement harbour.labeler
      labeler agreement harbour.labeler --json
    """
    with Project.open(project) as opened:
        figures = agreement_of(opened)
        titles = {question.key: question.title for question in opened.codebook.questions}
    if as_json:
        say_json([figure.to_json() for figure in figures])
        return
    for key, title in titles.items():
        mine = [figure for figure in figures if figure.question == key]
        alpha = mine[0]
        say(f"{title} ({key})")
        say(
            f"  {alpha.units} units answered by 2 or more of {alpha.annotators} annotators, {alpha.ratings} ratings; "
            f"{alpha.missing} not given, {alpha.units_left_out} units with one answer left out"
        )
        for figure in mine:
            say(f"  {_name(figure):<36} {_value(figure)}")
        say("")


def _name(figure: Agreement) -> str:
    if figure.pair is not None:
        return f"Cohen’s κ, {figure.pair[0]} and {figure.pair[1]}"
    if figure.coefficient == "krippendorff_alpha":
        return f"Krippendorff’s α, {'MASI' if figure.distance == 'masi' else figure.distance}"
    return "Percent agreement"


def _value(figure: Agreement) -> str:
    if figure.value is None:
        return figure.why
    if figure.coefficient == "percent_agreement":
        return f"{figure.value:.1%}"
    observed = "" if figure.observed is None else f"  (observed {figure.observed:.3f})"
    return f"{figure.value:.3f}{observed}" + (f", {figure.units} units" if figure.pair else "")


@click.command()
@click.argument("project", type=_PROJECT)
@_JSON
def duplicates(project: Path, *, as_json: bool) -> None:
    """Print the candidate pairs of PROJECT and the groups that count as copies.

    \b
    Example:
      labeler duplicates harbour.labeler
    """
    with Project.open(project) as opened:
        pairs = [pair for pair in opened.store.pairs.all() if pair.jaccard > 0]
        groups = copies(pairs)
        titles = {
            article.article_id: (article.number, article.title) for article in opened.store.articles.all()
        }
    if as_json:
        say_json(
            {
                "groups": groups,
                "pairs": [
                    {
                        "a": pair.left,
                        "b": pair.right,
                        "share_a": round(pair.share_left, 4),
                        "share_b": round(pair.share_right, 4),
                        "jaccard": round(pair.jaccard, 4),
                    }
                    for pair in pairs
                ],
            }
        )
        return
    for place, group in enumerate(groups, start=1):
        say(f"Copies {place}")
        for number, title in sorted(titles[article_id] for article_id in group):
            say(f"  {number:>4}  {title}")
    say(f"{len(pairs)} candidate {'pair' if len(pairs) == 1 else 'pairs'}, {len(groups)} groups of copies.")
    for pair in pairs:
        say(
            f"  {titles[pair.left][0]:>4} – {titles[pair.right][0]:<4} "
            f"{pair.share_left:>4.0%} stands in the other, {pair.share_right:>4.0%} the other way round"
        )
