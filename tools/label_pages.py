"""Makes labelled texts for training the stripper out of web pages that nobody labelled.

    pip install -e '.[train]' readability-lxml
    python tools/label_pages.py PAGES FOLDER

PAGES is a file whose lines are JSON objects {"id", "site", "html_file"}, the page in that file beside it, gzipped or not. FOLDER gets
`text.jsonl.gz`, as `tools/train_stripper.py` reads it. What is article is said by those who see the mark-up: the stripper for web
pages, with trafilatura and readability-lxml as witnesses. A page is left out where both of them see another article, a line is not
counted where both say otherwise, or where the stripper is unsure and one of them disagrees.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import trafilatura
from lxml import html as markup
from readability import Document

from labeler.boilerplate.align import align
from labeler.boilerplate.html import strip_html
from labeler.boilerplate.page_vectors import TAKEN
from labeler.boilerplate.render import clean_page, parse_page
from tools.train_stripper import content, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

LEAST_WORDS = 80
SAME = 0.8
"""F1 of words from which two readings of a page tell of one article."""
MOST_LEFT_OUT = 0.5
LONG = 12
UNSURE = 0.25
_SPACELESS = re.compile(r"[\u0e00-\u0e7f\u1000-\u109f\u3040-\u9fff]")
_BLOCKS = ("p", "div", "li", "h1", "h2", "h3", "h4", "tr", "td", "br", "blockquote", "pre")


def words_of(line: str) -> float:
    """How many words a line has; two signs of a script without spaces count as one."""
    return len(re.findall(r"\w", line)) / 2 if _SPACELESS.search(line) else len(re.findall(r"\w+", line))


def summary_of(html: str) -> str:
    """What readability takes for the article, one block a line."""
    root = markup.fromstring(Document(html).summary())
    for element in root.iter(*_BLOCKS):
        element.text = "\n" + (element.text or "")
        element.tail = "\n" + (element.tail or "")
    return str(root.text_content())


def taken(lines: Sequence[str], text: str) -> Flags:
    """Which lines a text holds, in order."""
    return np.array([share >= TAKEN for share in align(lines, text)], dtype=np.bool_)


def agreement(one: Flags, other: Flags, words: Floats) -> float:
    """F1 of words between two readings."""
    return float(2 * words[one & other].sum() / max(1e-9, words[one].sum() + words[other].sum()))


def labelled(row: dict[str, Any], html: str) -> dict[str, Any] | None:
    """The lines of a page with their labels; None for a page without an article that is seen alike."""
    found = strip_html(html)
    lines = [found.text[block.start : block.end] for block in found.blocks]
    words = np.array([words_of(line) for line in lines])
    kept = np.array([block.kept for block in found.blocks], dtype=np.bool_)
    if not kept.any() or words[kept].sum() < LEAST_WORDS:
        return None
    others = [
        taken(lines, trafilatura.extract(html, include_comments=False) or ""),
        taken(lines, summary_of(html)),
    ]
    chance = np.array([block.probability for block in found.blocks])
    against = np.array([other != kept for other in others])
    unsure = (chance > UNSURE) & (chance < 1 - UNSURE) & against.any(axis=0)
    unsure |= against.all(axis=0) & (words >= LONG)
    if max(agreement(kept, other, words) for other in others) < SAME:
        return None
    if words[unsure].sum() > MOST_LEFT_OUT * words[kept].sum():
        return None
    gold = np.where(unsure, -1, kept.astype(int)).tolist()
    root = parse_page(clean_page(html))
    title = " ".join((root.findtext(".//title") or "").split()) if root is not None else ""
    if title and lines[0] != title:
        lines, gold = [title, *lines], [-1, *gold]
    return {"id": row["id"], "site": row["site"], "lines": lines, "gold": gold}


def main() -> None:
    """Reads pages and writes labelled texts."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    asked.add_argument("pages", type=Path)
    asked.add_argument("folder", type=Path)
    options = asked.parse_args()
    made = []
    for row in rows_of(options.pages):
        page = labelled(row, content(options.pages.parent / row["html_file"]))
        if page is None:
            print(f"{row['id']}: left out")
        else:
            made.append(page)
    options.folder.mkdir(parents=True, exist_ok=True)
    with gzip.open(options.folder / "text.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(page, ensure_ascii=False) + "\n" for page in made)
    print(f"{len(made)} pages labelled")


if __name__ == "__main__":
    main()
