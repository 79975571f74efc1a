"""The `duplicates` and `split` commands: copies among articles, and sets that none of them crosses."""

from __future__ import annotations

import contextlib
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from labeler.comparing import compare_articles
from labeler.counting import counted
from labeler.duplicates.candidates import copies
from labeler.duplicates.engines import cluster, processes
from labeler.duplicates.search import find
from labeler.errors import LabelerError
from labeler.flow import JUDGED
from labeler.project import SUFFIX
from labeler.readers.rows import json_object
from labeler.splits import earlier_splits, table_of
from labeler.splits import split as split_project
from labeler.whole_files import WholeFiles
from ui.cli.opening import open_project
from ui.cli.output import follow, say, say_json, tell
from ui.cli.split_options import plan_of, split_options

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

    from labeler.duplicates.search import Verdicts

_FILE = click.Path(dir_okay=False, allow_dash=True, path_type=Path)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
_LINES = (".jsonl", ".ndjson")
_BEST = 20
"""So many candidates of an article are printed."""


@click.command()
@click.argument("project", type=_FILE)
@_JSON
@click.option("--cluster", "address", metavar="ADDRESS", help="Compare on this Dask cluster (docs/scale.md).")
def duplicates(project: Path, *, as_json: bool, address: str | None) -> None:
    """Print the candidate pairs of PROJECT and the groups that count as copies.

    With a file of JSON Lines, or “-” for standard input, in place of a project: reads {"id", "text"} a line and prints
    {"a", "b", "score", "relation"} a line: the likeliest copies first, of each article at least the best twenty.

    \b
    Example:
      labeler duplicates harbour.labeler
      labeler duplicates articles.jsonl > pairs.jsonl
      cat articles.jsonl | labeler duplicates -
    """
    if str(project) == "-" or project.suffix.lower() in _LINES:
        with _engine(address) as executor:
            _filter(project, executor)
        return
    with open_project(project) as opened:
        if opened.store.pairs.are_due():
            with _engine(address) as executor:
                follow(compare_articles(opened.store, executor))
        pairs = [pair for pair in opened.store.pairs.all() if pair.method != JUDGED]
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
                        "score": round(pair.score, 4),
                        "relation": pair.relation,
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
    say(f"{counted(len(pairs), 'candidate pair')}, {counted(len(groups), 'group')} of copies.")
    for pair in pairs:
        say(
            f"  {titles[pair.left][0]:>4} – {titles[pair.right][0]:<4} {pair.score:.2f} "
            f"{pair.relation.replace('_', ' '):<15} {pair.share_left:>4.0%} stands in the other, "
            f"{pair.share_right:>4.0%} the other way round"
        )


def _engine(address: str | None) -> AbstractContextManager[Executor | None]:
    """Who compares: a cluster, or this machine's processes."""
    return processes() if address is None else cluster(address)


def _filter(path: Path, executor: Executor | None) -> None:
    """JSON Lines in, pairs out; a bad line is told, and the exit code is 1."""
    ids: dict[str, None] = {}
    bad: list[str] = []
    name = "standard input" if str(path) == "-" else path.name
    try:
        with contextlib.nullcontext(sys.stdin.buffer) if str(path) == "-" else path.open("rb") as file:
            found = follow(find(_texts(file, name, ids, bad), executor=executor))
    except OSError as error:
        raise LabelerError(f"{path} cannot be read ({error.strerror or error}).") from error
    _say_pairs(found, list(ids))
    for sentence in bad:
        tell(f"labeler: {sentence}")
    if bad:
        sys.exit(1)


def _texts(lines: Iterable[bytes], name: str, ids: dict[str, None], bad: list[str]) -> Iterator[str]:
    """The texts of JSON Lines; fills in their ids, in order, and a sentence for each bad line."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json_object(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)
            given, text = row.get("id"), row.get("text")
            if not isinstance(given, str | int) or isinstance(given, bool) or not isinstance(text, str):
                raise LabelerError("It has no “id” or no “text”.")
            if str(given) in ids:
                raise LabelerError(f"The id “{given}” stands in an earlier line.")
        except LabelerError as error:
            bad.append(f"{name}, line {number}: {error}")
            continue
        ids[str(given)] = None
        yield text


def _say_pairs(found: Verdicts, ids: Sequence[str]) -> None:
    """A line a pair; of each text the best ones."""
    shown: Counter[int] = Counter()
    for each in found:
        if min(shown[each.one], shown[each.other]) < _BEST:
            shown.update((each.one, each.other))
            row = {
                "a": ids[each.one],
                "b": ids[each.other],
                "score": round(each.score, 4),
                "relation": each.relation,
            }
            sys.stdout.write(json.dumps(row) + "\n")


@click.command()
@click.argument("project", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--fractions", default="80/10/10", show_default=True, help="Train, dev, test; or train, test.")
@split_options
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write article, split as CSV here; articles that it holds already keep their split.",
)
@click.option("--anew", is_flag=True, help="Let no article keep its split.")
@_JSON
def split(
    project: Path,
    *,
    fractions: str,
    seed: int,
    stratified: bool,
    by_source: bool,
    train_before: str,
    test_from: str,
    out: Path | None,
    anew: bool,
    as_json: bool,
) -> None:
    """Split the articles of PROJECT so that no copy crosses, and say what the sets still share.

    \b
    Example:
      labeler split harbour.labeler --fractions 80/10/10 --seed 1 --out splits.csv
      labeler split harbour.labeler --train-before 2026-02-01 --test-from 2026-03-01
    """
    plan = plan_of(fractions, seed, train_before, test_from, stratified=stratified, by_source=by_source)
    if out is not None and (out.suffix == SUFFIX or (out.exists() and out.samefile(project))):
        raise LabelerError(f"{out} is a project. Choose another name for the table.")
    kept = earlier_splits(out) if out is not None and not anew else {}
    with open_project(project) as opened:
        if opened.store.pairs.are_due():
            follow(compare_articles(opened.store))
        found = follow(split_project(opened, plan, kept))
    if out is not None:
        with WholeFiles(out.parent) as files:
            files.begin(out.name)(table_of(found.of_article))
    if as_json:
        say_json(
            {
                "splits": dict(found.of_article),
                "sizes": found.sizes,
                "fractions": dict(plan.fractions),
                "largest_group": found.largest,
                "kept": found.placing.kept,
                "moved": [list(each) for each in found.placing.moved],
                "astray": list(found.placing.astray),
                "undated": list(found.placing.undated),
                "leaks": [[each.one, each.other] for each in found.leaks.copies],
                "elsewhere": list(found.leaks.elsewhere),
                "residue": [[each.one, each.other, round(each.share, 4)] for each in found.leaks.residue],
            }
        )
    else:
        for line in found.lines():
            say(line)
    if found.leaks.copies:
        sys.exit(1)
