"""Finding copies among 10,000 to 1,000,000 articles, and adding 1,000 to what is there.

    python -m benchmarks.duplicates_growth                          (made articles: 10,000 and 100,000)
    python -m benchmarks.duplicates_growth --articles 1000000
    python -m benchmarks.duplicates_growth --docs DOCS              (JSON Lines with "text", in place of made ones)

Each measurement runs in a process of its own, which starts processes for the machine's processors. Memory is the greatest
resident size of the first one (files that are mapped and looked at count) and that of the greatest of the others. The
floor is one pass over the same texts as bytes, adding them up with numpy: what no method that looks at every byte is below.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # as a script, too, without an installation

import numpy as np

from benchmarks.duplicates import Maker
from labeler.duplicates.engines import processes
from labeler.duplicates.index import Index
from labeler.duplicates.search import add, compare
from labeler.progress import run_to_end

if TYPE_CHECKING:
    from collections.abc import Iterator

LATER = 1_000


def texts_of(path: Path, begin: int, end: int) -> Iterator[str]:
    """Some of the texts of a JSON Lines file."""
    with path.open("rb") as file:
        for line in islice(file, begin, end):
            yield json.loads(line)["text"]


def used() -> float:
    """Processor seconds of this process and of those it waited for."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in both)


def floor(path: Path, articles: int) -> float:
    """Seconds of one pass over the texts."""
    took = 0.0
    for text in texts_of(path, 0, articles):
        data = np.frombuffer(text.encode(), dtype=np.uint8)
        start = time.perf_counter()
        data.sum()
        took += time.perf_counter() - start
    return took


def whole(path: Path, folder: Path, articles: int, answer: Any) -> None:
    """All articles, from texts to verdicts and a saved index."""
    start = time.perf_counter()
    index = Index(folder)
    with processes() as executor:
        run_to_end(add(index, texts_of(path, 0, articles), articles, executor))
        found = run_to_end(compare(index, executor=executor))
    index.arrays = {"copies": found.copies()}
    index.save()
    took = time.perf_counter() - start
    memory = [
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
    answer.put((took, used(), *memory, size, len(found)))


def later(path: Path, folder: Path, articles: int, answer: Any) -> None:
    """Some more articles, from texts to verdicts and a saved index."""
    texts = list(texts_of(path, articles, articles + LATER))
    start = time.perf_counter()
    index = Index(folder)
    known = len(index.runs)
    run_to_end(add(index, texts))
    found = run_to_end(compare(index, known, index.arrays["copies"]))
    index.save()
    answer.put((time.perf_counter() - start, len(found)))


def in_its_own(function: Any, *arguments: Any) -> Any:
    """What a function puts into a queue, run in a fresh process."""
    fresh = multiprocessing.get_context("spawn")
    answer: Any = fresh.Queue()
    process = fresh.Process(target=function, args=(*arguments, answer))
    process.start()
    found = answer.get()
    process.join()
    return found


def main() -> None:
    """Prints the table."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    asked.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000])
    asked.add_argument("--docs", type=Path)
    options = asked.parse_args()
    print(
        f"| articles | pairs | s | processor s | times the floor | MB | MB of another | MB on disk | {LATER:,} more, s |"
    )
    print("| --- " * 9 + "|")
    with tempfile.TemporaryDirectory() as place:
        path = options.docs or Path(place, "articles.jsonl")
        if options.docs is None:
            with path.open("w", encoding="utf-8") as file:
                file.writelines(
                    json.dumps({"text": text}) + "\n" for text in Maker(max(options.articles) + LATER).texts
                )
        for articles in options.articles:
            folder = Path(place, f"index of {articles}")
            took, cpu, memory, other, size, pairs = in_its_own(whole, path, folder, articles)
            more, _ = in_its_own(later, path, folder, articles)
            least = floor(path, articles)
            print(
                f"| {articles:,} | {pairs:,} | {took:.1f} | {cpu:.1f} | {cpu / least:.0f} | {memory:,.0f} | {other:,.0f} "
                f"| {size:,.0f} | {more:.2f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
