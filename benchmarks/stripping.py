"""The stripper against trafilatura, readability-lxml, jusText and boilerpy3: quality and pages per second, in one run.

    pip install readability-lxml jusText boilerpy3
    python -m benchmarks.stripping                              (the captures of seeds/)
    python -m benchmarks.stripping --text PAGES --html PAGES    (JSON Lines, gzipped or not)

PAGES of text: {"lines": [text], "gold": [1 article, 0 boilerplate, -1 not counted]} a line. PAGES of HTML: {"html" or
"html_file", "gold_text"}. The shipped models were trained on the public pages of docs/boilerplate.md: what this prints
for those pages says nothing about others. The peers take HTML only: lines of plain text are given to them as <p>.

Text: token-weighted F1 of the kept lines. HTML: F1 of word 4-grams. Speed is processor time of one process.
"""

from __future__ import annotations

import argparse
import gzip
import html as escaping
import json
import logging
import re
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # as a script, too, without an installation

import justext
import trafilatura
from boilerpy3.extractors import ArticleExtractor
from lxml import html as lxml_html
from readability import Document

from labeler.boilerplate.align import align
from labeler.boilerplate.html import strip_html
from labeler.boilerplate.plain_text import strip_text
from labeler.readers.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SEEDS = Path(__file__).parents[1] / "seeds"
TAKEN = 0.5
WORD = re.compile(r"\w+")


def our_text(page: str) -> str:
    """What we keep of a page."""
    return strip_html(page).main_text


def trafilatura_text(page: str) -> str:
    """What trafilatura keeps, with its defaults."""
    return trafilatura.extract(page, include_comments=False) or ""


def readability_text(page: str) -> str:
    """What readability-lxml keeps."""
    return str(lxml_html.fromstring(Document(page).summary()).text_content())


def justext_text(page: str) -> str:
    """What jusText keeps, with the stop words of English."""
    found = justext.justext(page.encode(), justext.get_stoplist("English"))
    return "\n".join(part.text for part in found if not part.is_boilerplate)


def boilerpy_text(page: str) -> str:
    """What boilerpy3's article extractor keeps."""
    return str(ArticleExtractor(raise_on_failure=False).get_content(page))


PEERS: dict[str, Callable[[str], str]] = {
    "trafilatura": trafilatura_text,
    "readability-lxml": readability_text,
    "jusText": justext_text,
    "boilerpy3": boilerpy_text,
}


def our_lines(lines: list[str]) -> list[bool]:
    """Which lines we keep."""
    text = "\n".join(lines)
    ends, kept = [0], [False] * len(lines)
    for line in text.split("\n"):
        ends.append(ends[-1] + len(line) + 1)
    at = 0
    for block in strip_text(text).blocks:
        while ends[at + 1] <= block.start:
            at += 1
        kept[at] = block.kept
    return kept


def lines_of(extract: Callable[[str], str]) -> Callable[[list[str]], list[bool]]:
    """A peer's extract as lines: those it holds most of, in order."""

    def keep(lines: list[str]) -> list[bool]:
        body = "".join(f"<p>{escaping.escape(line)}</p>\n" for line in lines)
        found = extract(
            f"<html><head><title>{escaping.escape(lines[0])}</title></head><body>{body}</body></html>"
        )
        return [share >= TAKEN for share in align(lines, found)]

    return keep


def line_f1(row: dict[str, Any], kept: list[bool]) -> float:
    """Token-weighted F1 of kept lines."""
    words = [len(WORD.findall(line)) for line in row["lines"]]
    scored = list(zip(words, row["gold"], kept, strict=True))
    right = sum(count for count, gold, keep in scored if keep and gold == 1)
    total = sum(count for count, gold, keep in scored if keep and gold >= 0)
    total += sum(count for count, gold, _ in scored if gold == 1)
    return 2 * right / total if total else 1.0


def shingle_f1(row: dict[str, Any], found: str) -> float:
    """F1 of word 4-grams."""

    def shingles(text: str) -> Counter[tuple[str, ...]]:
        words = [word.lower() for word in WORD.findall(text)]
        return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))

    gold, own = shingles(row["gold_text"]), shingles(found)
    return 2 * sum((gold & own).values()) / (sum(gold.values()) + sum(own.values()))


def rows_of(path: Path) -> Iterable[dict[str, Any]]:
    """The objects of a JSON Lines file, the pages they name read in."""

    def opened(name: Path) -> Any:
        return (
            gzip.open(name, "rt", encoding="utf-8") if name.suffix == ".gz" else name.open(encoding="utf-8")
        )

    with opened(path) as lines:
        for line in lines:
            row = json.loads(line)
            if "html_file" in row:
                with opened(path.parent / row["html_file"]) as page:
                    row["html"] = page.read()
            yield row


def seeds() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The captures that come with the project: text, HTML."""
    text, pages = [], []
    for line in (SEEDS / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if "file" not in row:
            continue
        content = decode(
            (SEEDS / "captures" / row["file"]).read_bytes(), html=row["file"].endswith("html")
        ).text
        if "kept_lines" in row:
            lines = content.split("\n")
            text.append({"lines": lines, "gold": [int(at in row["kept_lines"]) for at in range(len(lines))]})
        else:
            pages.append({"html": content, "gold_text": row["main_text"]})
    return text, pages


def compare(
    head: str,
    rows: list[dict[str, Any]],
    methods: dict[str, Callable[[Any], Any]],
    field: str,
    score: Callable[[dict[str, Any], Any], float],
) -> None:
    """Prints a row a method; speeds also as a multiple of the first one's."""
    print(f"\n{head}, {len(rows)} pages\n")
    print(
        "| | F1 mean | share ≥ .95 | pages a second | times as fast as we are |\n| --- | --- | --- | --- | --- |"
    )
    ours = 0.0
    for name, method in methods.items():
        method(rows[0][field])  # what is loaded once is not counted
        scores, taken = [], 0.0
        for row in rows:
            begun = time.process_time()
            try:
                found = method(row[field])
            except Exception:  # noqa: BLE001 - a peer that breaks on a page keeps nothing of it
                found = [False] * len(row[field]) if field == "lines" else ""
            taken += time.process_time() - begun
            scores.append(score(row, found))
        speed = len(rows) / taken
        ours = ours or speed
        share = mean(each >= 0.95 for each in scores)
        print(f"| {name} | {mean(scores):.3f} | {share:.2f} | {speed:.0f} | {speed / ours:.2f} |")


def main() -> None:
    """Prints both tables."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    asked.add_argument("--text", type=Path, help="pages as lines")
    asked.add_argument("--html", type=Path, help="web pages")
    options = asked.parse_args()
    logging.disable(logging.CRITICAL)
    text, pages = seeds()
    if options.text or options.html:
        text = list(rows_of(options.text)) if options.text else []
        pages = list(rows_of(options.html)) if options.html else []
    if text:
        methods: dict[str, Callable[[Any], Any]] = {"labeler": our_lines}
        methods |= {name: lines_of(method) for name, method in PEERS.items()}
        compare("Plain text", text, methods, "lines", line_f1)
    if pages:
        compare("Web pages", pages, {"labeler": our_text, **PEERS}, "html", shingle_f1)


if __name__ == "__main__":
    main()
