"""Finding copies: quality, processor time, memory and growth, against MinHash of datasketch and rensa in one run.

    pip install datasketch rensa
    python -m benchmarks.duplicates                                  (made articles: 2,000 and 10,000)
    python -m benchmarks.duplicates --articles 1000 10000 100000
    python -m benchmarks.duplicates --docs DOCS --pairs PAIRS        (a labelled collection of your own)

Made articles are drawn from a vocabulary with a long tail, so that no two share a passage by chance; to one in ten
belongs a copy: cut, reworded, among other articles, or its first sixty words; one in fifty is a report from a template.
DOCS has {"id", "text"} a line, PAIRS {"a", "b", "relation"}; "ignore" is neither right nor wrong. Each method runs in a
process of its own: its peak memory is that of the whole process, its time without making the articles.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import random
import re
import resource
import sys
import time
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # as a script, too, without an installation

from labeler.duplicates.search import find
from labeler.duplicates.verdicts import COPIES
from labeler.progress import run_to_end

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Pair = tuple[int, int]
WORD = re.compile(r"\w+")
THRESHOLD = 0.35
VOCABULARY = 60_000


class Maker:
    """Articles and which of them are copies; the same ones each time."""

    def __init__(self, articles: int) -> None:
        self._chance = random.Random(1)
        self._words = [f"{self._chance.choice('bcdfghklmnprstvz')}{number:x}" for number in range(VOCABULARY)]
        self._weights = list(accumulate(1 / (rank + 10) for rank in range(VOCABULARY)))
        self.texts: list[str] = []
        self.copies: set[Pair] = set()
        while len(self.texts) < articles:
            self._add()

    def _sentence(self) -> str:
        words = self._chance.choices(self._words, cum_weights=self._weights, k=self._chance.randint(8, 24))
        return " ".join(words).capitalize() + "."

    def _body(self) -> list[str]:
        return [self._sentence() for _ in range(self._chance.randint(8, 30))]

    def _add(self) -> None:
        if self._chance.random() < 0.02:
            self.texts.append(self._report())
            return
        body, here = self._body(), len(self.texts)
        self.texts.append("\n".join(body))
        if self._chance.random() < 0.1:
            self.texts.append("\n".join(self._chance.choice(KINDS)(self, body)))
            self.copies.add((here, here + 1))

    def _report(self) -> str:
        one, other = (self._chance.choice(self._words).capitalize() for _ in range(2))
        number = self._chance.randint
        return (
            f"{one} beat {other} {number(1, 5)}-{number(0, 4)} in front of a crowd of {number(2000, 60000)} on Friday. "
            f"{self._chance.choice(self._words).capitalize()} opened the scoring after {number(1, 80)} minutes from close "
            f"range following good work down the left. After the break the visitors pressed, and found the net in the "
            f"{number(46, 90)}th minute with a header from a corner. The result leaves {one} in {number(1, 18)}th place "
            f"in the table with {number(10, 70)} points, while {other} are {number(1, 18)}th with {number(10, 70)}."
        )

    def cut(self, body: list[str]) -> list[str]:
        """The first half, and every other sentence of the rest."""
        return [*body[: len(body) // 2], *body[len(body) // 2 :: 2]]

    def reworded(self, body: list[str]) -> list[str]:
        """Every tenth word another one."""
        return [
            " ".join(
                self._chance.choice(self._words) if self._chance.random() < 0.1 else word
                for word in line.split()
            )
            for line in body
        ]

    def among(self, body: list[str]) -> list[str]:
        """One article among two others."""
        return [*self._body(), *body, *self._body()]

    def brief(self, body: list[str]) -> list[str]:
        """The first sixty words and some."""
        return [" ".join(" ".join(body).split()[:70]), self._sentence()]


KINDS = (Maker.cut, Maker.reworded, Maker.among, Maker.brief)


def ours(texts: list[str]) -> set[Pair]:
    """What the program calls copies."""
    return {(each.one, each.other) for each in run_to_end(find(texts, len(texts))) if each.relation in COPIES}


def grams(text: str) -> list[str]:
    """The word 5-grams of a text."""
    words = WORD.findall(text.lower())
    return sorted({" ".join(words[at : at + 5]) for at in range(max(1, len(words) - 4))})


def datasketch_pairs(texts: list[str]) -> set[Pair]:
    """MinHash with 128 permutations and locality-sensitive hashing."""
    from datasketch import MinHash, MinHashLSH

    index, found = MinHashLSH(threshold=THRESHOLD, num_perm=128), set()
    for number, text in enumerate(texts):
        sketch = MinHash(num_perm=128, seed=7)
        sketch.update_batch([gram.encode() for gram in grams(text)])
        found |= {(other, number) for other in index.query(sketch)}
        index.insert(number, sketch)
    return found


def rensa_pairs(texts: list[str]) -> set[Pair]:
    """The same with rensa's R-MinHash."""
    from rensa import RMinHash, RMinHashLSH

    index, found = RMinHashLSH(threshold=THRESHOLD, num_perm=128, num_bands=32), set()
    for number, text in enumerate(texts):
        sketch = RMinHash(num_perm=128, seed=7)
        sketch.update(grams(text))
        found |= {(other, number) for other in index.query(sketch)}
        index.insert(number, sketch)
    return found


METHODS: dict[str, Callable[[list[str]], set[Pair]]] = {
    "labeler": ours,
    "datasketch": datasketch_pairs,
    "rensa": rensa_pairs,
}


def measured(name: str, texts: list[str], answer: Any) -> None:
    """One method, in a process of its own."""
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    found = METHODS[name](texts)
    took = time.process_time() - start
    answer.put((found, took, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024))


def compare(head: str, texts: list[str], copies: set[Pair], ignored: set[Pair]) -> None:
    """Prints a row a method."""
    print(f"\n{head}: {len(texts):,} articles, {len(copies):,} pairs of copies\n")
    print(
        "| | precision | recall | F1 | processor s | times ours | MB more |\n| --- | --- | --- | --- | --- | --- | --- |"
    )
    fresh = multiprocessing.get_context("spawn")
    floor = 0.0
    for name in METHODS:
        answer: Any = fresh.Queue()
        process = fresh.Process(target=measured, args=(name, texts, answer))
        process.start()
        found, took, memory = answer.get()
        process.join()
        found = {(min(pair), max(pair)) for pair in found} - ignored
        right = len(found & copies)
        precision, recall = right / max(1, len(found)), right / max(1, len(copies))
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        floor = floor or took
        print(
            f"| {name} | {precision:.3f} | {recall:.3f} | {f1:.3f} | {took:.1f} | {took / floor:.1f} | {memory:.0f} |"
        )


def rows_of(path: Path) -> Iterator[Any]:
    """The objects of a JSON Lines file, gzipped or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def main() -> None:
    """Prints the tables."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    asked.add_argument("--articles", type=int, nargs="+", default=[2_000, 10_000])
    asked.add_argument("--docs", type=Path)
    asked.add_argument("--pairs", type=Path)
    options = asked.parse_args()
    if options.docs and options.pairs:
        docs = list(rows_of(options.docs))
        number = {row["id"]: at for at, row in enumerate(docs)}
        copies: set[Pair] = set()
        ignored: set[Pair] = set()
        for row in rows_of(options.pairs):
            one, other = sorted((number[row["a"]], number[row["b"]]))
            (copies if row["relation"] in COPIES else ignored).add((one, other))
        compare(options.docs.name, [row["text"] for row in docs], copies, ignored)
        return
    for articles in options.articles:
        made = Maker(articles)
        compare("Made articles", made.texts, made.copies, set())


if __name__ == "__main__":
    main()
