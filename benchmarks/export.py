"""Exports of labelled articles: their time against a floor, and their memory against ever more articles.

    python -m benchmarks.export [ARTICLES …]             (default: 100000)
    python -m benchmarks.export --memory [ARTICLES …]    (default: 10000 100000 300000)

Time, in one run and on one file: the floor reads number, title, source, date, language and main text of every article
and writes a JSON line of each; the export writes the same with the topics that three annotators agree on, hashed,
synced and renamed, with preflight and manifest. Both are run three times in turns, and the medians are compared; the
whole project in its own form is exported once.

Memory: short texts, as it is not they that would be held; the peak of each way in a process of its own, and by how much
it is above that of the smallest number of articles. "split" has splits, whose proof compares all texts (docs/scale.md);
the comparison that a project needs beforehand is "compared".
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # as a script, too, without an installation

import orjson

from db.events import new_event_id
from db.records import Block, Capture, Extraction, LabelEvent, RawArticle
from db.store import utc_now
from labeler.codebook_files import codebook_from_json
from labeler.comparing import compare_articles
from labeler.exporting import export_project
from labeler.progress import run_to_end
from labeler.project import Project
from labeler.split_plan import SplitPlan
from labeler.training_sets.options import ExportOptions

TOPICS = [f"topic {number}" for number in range(17)]
WORDS = [
    f"{a}{b}"
    for a in ("har", "lev", "fer", "mar", "cou", "sto")
    for b in ("bour", "y", "ket", "ncil", "rm", "lane")
]
CODEBOOK = codebook_from_json(
    {"name": "Benchmark", "question": [{"key": "topic", "kind": "topic", "values": TOPICS}]}
)
PEOPLE = ("Ana", "Ben", "Chi")
ALLOWED = ("conflicts",)
BATCH = 1000


def make_project(path: Path, articles: int, *, short: bool = False) -> None:
    """A project of captures with menus around six paragraphs, or a headline over one, each labelled by three people."""
    drawn = random.Random(1)
    with Project.create(path, CODEBOOK) as project:
        for name in PEOPLE:
            project.enter_annotator(name)
        for first in range(0, articles, BATCH):
            with project.store.transaction():
                add_batch(project, range(first, min(first + BATCH, articles)), drawn, short=short)


def add_batch(project: Project, numbers: range, drawn: random.Random, *, short: bool) -> None:
    """Adds articles with their labels in one transaction."""
    now = utc_now()
    events = []
    for number in numbers:
        main = "\n".join(
            f"{' '.join(drawn.choices(WORDS, k=70))} {number}." for _ in range(1 if short else 6)
        )
        menu = "\n".join(" ".join(drawn.choices(WORDS, k=5)) for _ in range(1 if short else 30))
        text = f"{menu}\n{main}"
        capture = Capture(given_id=str(number))
        raw = RawArticle(
            text.encode(),
            text,
            "text/plain",
            "utf-8",
            capture,
            main[:50],
            None,
            f"outlet {number % 50}",
            "2026-01-01",
            "en",
        )
        article = project.store.articles.add(raw, now).article_id
        blocks = (
            Block(0, len(menu), kept=False, reason="menu headline", probability=0.1),
            Block(len(menu) + 1, len(text), kept=True, reason="paragraph", probability=0.9),
        )
        project.store.articles.add_extraction(Extraction(article, "benchmark", "1", main, blocks), now)
        places = sorted(drawn.sample(range(len(TOPICS)), drawn.choice((0, 1, 1, 2, 3))))
        agreed = [TOPICS[place] for place in places]
        for name in PEOPLE:
            value = agreed if drawn.random() < 0.9 else []
            event = LabelEvent(
                new_event_id(), 0, name, article, "topic", "answer", value, None, project.codebook_digest, now
            )
            events.append(event)
    project.store.labels.append(events)


def floor(path: Path, target: Path) -> None:
    """Reads the rows and writes them, and nothing else."""
    with Project.open(path) as project, target.open("wb") as file:
        for number, article, title, source, published_at, language, text in project.store.streams.facts(
            "main"
        ):
            row = {
                "number": number,
                "article": article,
                "title": title,
                "source": source,
                "published_at": published_at,
                "language": language,
                "text": text,
            }
            file.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))


def export(path: Path, target: Path) -> None:
    """Exports the topics."""
    with Project.open(path) as project:
        run_to_end(export_project(project, target, ExportOptions(tasks=("topics",)), ALLOWED))


def whole(path: Path, target: Path) -> None:
    """Exports the whole project: articles with blocks and labels, two tables, the manifest."""
    with Project.open(path) as project:
        run_to_end(export_project(project, target))


def split(path: Path, target: Path) -> None:
    """Exports the topics in train, dev and test, and proves that no copy crosses."""
    with Project.open(path) as project:
        options = ExportOptions(tasks=("topics",), splits=SplitPlan())
        run_to_end(export_project(project, target, options, (*ALLOWED, "leaks")))


def compared(path: Path, target: Path) -> None:
    """Compares the articles of the project, which splits rest on."""
    with Project.open(path) as project:
        target.write_text(str(run_to_end(compare_articles(project.store))))


def opened(path: Path, target: Path) -> None:
    """Only opens the project."""
    with Project.open(path) as project:
        target.write_text(str(project.store.articles.count()))


WAYS = {
    "opened": opened,
    "floor": floor,
    "export": export,
    "whole": whole,
    "compared": compared,
    "split": split,
}


def seconds(way: str, path: Path, target: Path) -> float:
    """How long one way takes."""
    start = time.perf_counter()
    WAYS[way](path, target)
    return time.perf_counter() - start


def peak_memory() -> float:
    """The peak memory of this process in MB (Linux; that of its parent is not counted, as it is with getrusage)."""
    (line,) = (
        each for each in Path("/proc/self/status").read_text().splitlines() if each.startswith("VmHWM")
    )
    return int(line.split()[1]) / 1024


def peak(way: str, path: Path, target: Path) -> float:
    """The peak memory of one way in a process of its own, in MB."""
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.export", "--alone", way, str(path), str(target)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    return float(made.stdout)


def tell_time(articles: int) -> None:
    """Prints how long the ways take."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "benchmark.labeler")
        make_project(path, articles)
        print(f"{articles} articles, {3 * articles} labels, project of {path.stat().st_size / 1e6:.0f} MB")
        times: dict[str, list[float]] = {"floor": [], "export": []}
        for turn in range(3):
            for way, found in times.items():
                found.append(seconds(way, path, Path(folder, f"{way}-{turn}")))
        times["whole"] = [seconds("whole", path, Path(folder, "whole"))]
        medians = {way: statistics.median(found) for way, found in times.items()}
        for way, median in medians.items():
            print(f"  {way:<8} {median:7.2f} s   over floor {median / medians['floor']:.2f}")


def tell_memory(sizes: list[int]) -> None:
    """Prints what the ways hold at their peak, and how that grows."""
    least: dict[str, float] = {}
    for articles in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "benchmark.labeler")
            make_project(path, articles, short=True)
            print(
                f"{articles} articles, {3 * articles} labels, project of {path.stat().st_size / 1e6:.0f} MB"
            )
            for way in WAYS:
                found = peak(way, path, Path(folder, way))
                grown = found - least.setdefault(way, found)
                print(f"  {way:<8} {found:6.0f} MB   grown by {grown:.0f} MB", flush=True)


def main() -> None:
    """Prints times and ratios, or peaks, for each size."""
    if sys.argv[1:2] == ["--alone"]:
        WAYS[sys.argv[2]](Path(sys.argv[3]), Path(sys.argv[4]))
        print(peak_memory())
    elif sys.argv[1:2] == ["--memory"]:
        tell_memory([int(each) for each in sys.argv[2:]] or [10_000, 100_000, 300_000])
    else:
        for articles in [int(each) for each in sys.argv[1:]] or [100_000]:
            tell_time(articles)


if __name__ == "__main__":
    main()
