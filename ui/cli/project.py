"""Commands about the project file: new, import, check."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from db.store import Store
from labeler.checking import check_project
from labeler.codebook_files import load_codebook
from labeler.counting import counted
from labeler.importing import import_paths
from labeler.media_topics import default_codebook
from labeler.project import Project
from ui.cli.opening import open_project
from ui.cli.output import failures_json, follow, say, say_json, tell, tell_details

_PROJECT = click.Path(dir_okay=False, path_type=Path)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")


@click.command()
@click.argument("project", type=_PROJECT)
@click.option(
    "--codebook",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The questions, as TOML (docs/formats.md). Default: the IPTC Media Topics.",
)
def new(project: Path, codebook: Path | None) -> None:
    """Make the new project file PROJECT.

    \b
    Example:
      labeler new harbour.labeler --codebook codebook.toml
    """
    questions = load_codebook(codebook) if codebook else default_codebook()
    with Project.create(project, questions) as made:
        count = len(made.codebook.questions)
        say(f"{project} made, with {count} {'question' if count == 1 else 'questions'}.")


@click.command("import")
@click.argument("project", type=_PROJECT)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@_JSON
def import_(project: Path, paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Read captures into PROJECT: files, ZIP archives and whole folders.

    Read are text, HTML, MHTML, JSONL, CSV, Parquet, RSS, Atom, WARC and WET, compressed or not. What is there
    already stays as it is. Files that cannot be read are named with the reason, and the exit code is then 1;
    the rest is taken. Records of a crawl that hold no article are counted by reason.

    \b
    Example:
      labeler import harbour.labeler captures/ more.jsonl crawl.warc.gz
    """
    with open_project(project) as opened:
        report = follow(import_paths(opened.store, paths))
    if as_json:
        say_json(
            {
                "added": report.added,
                "known": report.known,
                "candidate_pairs": report.pairs,
                "failures": failures_json(report.failures),
                "skipped": [
                    {"where": skipped.where, "why": skipped.why, "count": count}
                    for skipped, count in report.skipped.most_common()
                ],
            }
        )
    else:
        say(report.sentence())
        tell_details(report.details())
    if report.failures:
        sys.exit(1)


@click.command()
@click.argument("project", type=_PROJECT)
@_JSON
def check(project: Path, *, as_json: bool) -> None:
    """Check PROJECT against its own digests; the exit code is 1 if something is damaged.

    \b
    Example:
      labeler check harbour.labeler
    """
    with Store.open(project) as store:
        if store.update_note:
            tell(store.update_note)
        faults = follow(check_project(store))
        articles = store.articles.count()
    if as_json:
        say_json({"articles": articles, "faults": faults})
    elif faults:
        for fault in faults:
            say(fault)
        say("Keep a copy of the file, then export what is whole or go back to a backup.")
    else:
        say(f"{project} is whole: {counted(articles, 'article')} and all labels agree with their digests.")
    if faults:
        sys.exit(1)
