"""The `search` command: articles that have some words."""

from __future__ import annotations

from pathlib import Path

import click

from labeler.searching import read_words
from ui.cli.opening import open_project
from ui.cli.output import follow, say, say_json


@click.command()
@click.argument("project", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("words", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def search(project: Path, words: tuple[str, ...], *, as_json: bool) -> None:
    """Print the articles of PROJECT whose title or text has all of the WORDS.

    Beginnings of words are found, too; what stands in quotation marks is found side by side. Case and accents do not count.

    \b
    Example:
      labeler search harbour.labeler ferry levy
      labeler search harbour.labeler '"harbour levy"' dock
    """
    with open_project(project) as opened:
        follow(read_words(opened.store))
        numbers = opened.store.words.found(" ".join(words))
        found = [article for article in opened.store.articles.stream() if article.number in numbers]
    if as_json:
        say_json([{"article": each.article_id, "number": each.number, "title": each.title} for each in found])
        return
    for article in found:
        say(f"{article.number:>4}  {article.title}")
    say(f"{len(found)} {'article' if len(found) == 1 else 'articles'}.")
