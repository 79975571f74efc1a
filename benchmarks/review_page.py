"""The review page over 100,000 labels: how long it takes to open, to list what was clicked, to follow a change.

    python -m benchmarks.review_page [--quick]

25,000 articles, four annotators, topic sets; one pair of articles in ten is a pair of copies; of 1,500 articles the
lines, too, which everybody corrected. "Open" is from the key
to pixels; its floor is reading the same rows from SQLite. A click is from the click to pixels, its floor painting the
window. "Follow" is from another person's written label to all figures of the page (headline, bars, pairs, without
one annotator) worked out and handed to the charts; its floor is α alone, made anew from the array of codes.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))  # as a script, too, without an installation
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from benchmarks.labelling import make_project
from db.events import new_event_id
from db.records import LabelEvent, Pair
from db.store import utc_now
from labeler.agreement.coefficients import measure
from labeler.project import Project
from ui.app import build_window, make_app
from ui.settings import Settings
from ui.widgets.charts.values import Pick

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.records import Json
    from ui.main_window import MainWindow

PEOPLE = ("Ana", "Ben", "Chi", "Dee")


LINES = 1_500
"""So many articles have their lines corrected by everybody."""


def answer(
    project: Project, annotator: str, article: str, value: Json, question: str = "topic"
) -> LabelEvent:
    """An answer to a question."""
    return LabelEvent(
        new_event_id(),
        0,
        annotator,
        article,
        question,
        "answer",
        value,
        None,
        project.codebook_digest,
        utc_now(),
    )


def correction(project: Project, article: str, chance: random.Random) -> Json:
    """The stripper is wrong about one line in ten."""
    extraction = project.store.articles.extraction(article)
    assert extraction is not None
    wrong = [block for block in extraction.blocks if chance.random() < 0.1]
    return {
        "kept": [[block.start, block.end] for block in wrong if not block.kept],
        "dropped": [[block.start, block.end] for block in wrong if block.kept],
    }


def label(project: Project) -> None:
    """Everybody's topics, which agree about three times in four."""
    chance = random.Random(1)
    topics = [entry.value for entry in project.codebook.question("topic").values]
    articles = [article.article_id for article in project.store.articles.all()]
    for name in PEOPLE:
        project.enter_annotator(name)
    for one, other in zip(articles[::20], articles[1::20], strict=False):
        left, right = sorted((one, other))
        project.store.pairs.add_if_absent(
            Pair(left, right, 0.9, 0.9, 0.9, "benchmark", 0.9, "near_duplicate")
        )

    def some() -> list[str]:
        chosen = chance.sample(topics[:12], chance.choice((0, 1, 1, 1, 2, 2, 3)))
        return [topic for topic in topics if topic in chosen]

    for first in range(0, len(articles), 500):
        events = []
        for article in articles[first : first + 500]:
            true = some()
            events += [
                answer(project, name, article, true if chance.random() < 0.75 else some()) for name in PEOPLE
            ]
        project.store.labels.append(events)
    for article in articles[:LINES]:
        project.store.labels.append(
            [
                answer(project, name, article, correction(project, article, chance), "boilerplate")
                for name in PEOPLE
            ]
        )


def timed(call: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def to_pixels(window: MainWindow, call: Callable[[], object]) -> float:
    """Milliseconds from a call to the painted window."""

    def seen() -> None:
        call()
        QApplication.processEvents()
        window.grab()

    return timed(seen)


def row(name: str, ms: float, floor: float) -> None:
    """One line of the table."""
    print(f"  {name:<52} {ms:8.1f} ms   {ms / floor:6.2f} times its floor")


def clicks(window: MainWindow) -> None:
    """Every kind of click."""
    page = window.review_page
    assert page is not None
    floor = statistics.median(to_pixels(window, lambda: None) for _ in range(9))
    print(f"  floor, painting the window {floor:35.1f} ms")
    one = page.study.labels[0].value
    for name, pick in (
        ("a click on a value", Pick("label", (one,))),
        ("a click on a pair of annotators", Pick("pair", PEOPLE[:2])),
        ("a click on an annotator", Pick("annotator", PEOPLE[:1])),
        ("a click on a cell of the confusion", Pick("cell", (one, page.study.labels[1].value))),
    ):
        took = [to_pixels(window, lambda pick=pick: page._on_pick(pick)) for _ in range(5)]  # type: ignore[misc]  # noqa: SLF001
        row(name, statistics.median(took), floor)
    page.escape()
    row(
        "a ruling",
        statistics.median(to_pixels(window, lambda: page.ruling.adopt(0)) for _ in range(5)),
        floor,
    )


def follows(window: MainWindow, path: Path) -> None:
    """One changed label after another, written by somebody else: topic sets, then corrections of lines."""
    page = window.review_page
    assert page is not None
    chance = random.Random(2)
    keys = [question.key for question in page.project.codebook.questions]
    with Project.open(path) as other:
        for key, distance in (("topic", "masi"), ("boilerplate", "nominal")):
            while page.study.question.key != key:
                page.step(1)
            study = page.study
            QApplication.processEvents()
            fresh = statistics.median(
                timed(lambda: measure("krippendorff_alpha", study.coded, distance=distance).coefficient())  # noqa: B023
                for _ in range(5)
            )
            print(f"  {key}: {len(study.data.units):,} units, {len(keys)} questions on the page")
            print(f"  floor, α alone anew from the array {fresh:27.1f} ms")
            articles = list(dict.fromkeys(study.answers.article_ids(study.data.units)))
            values = [value for given in study.answers.given.values() for value in given.values()]
            took = []
            for _ in range(60):
                article = chance.choice(articles)
                value = chance.choice(values) if key == "topic" else correction(other, article, chance)
                other.store.labels.append([answer(other, chance.choice(PEOPLE), article, value, key)])
                took.append(timed(page.refresh))
                QApplication.processEvents()
            took.sort()
            row("follow one changed label, median of 60", statistics.median(took), fresh)
            row("follow one changed label, 95th percentile", took[int(len(took) * 0.95)], fresh)


def main() -> None:
    """Prints the table."""
    articles = 2_500 if "--quick" in sys.argv[1:] else 25_000
    app = make_app()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "review.labeler")
        make_project(path, articles)
        with Project.open(path) as project:
            label(project)
        settings = Settings(QSettings(str(Path(folder, "ui.ini")), QSettings.Format.IniFormat))
        window = build_window(app, settings, path)
        window.resize(1440, 900)
        window.show()
        window.start_labelling("Eve")
        assert window.project is not None
        labels = window.project.store.labels
        print(f"{articles * len(PEOPLE):,} labels of {articles:,} articles")
        floor = timed(lambda: list(labels.of_question("topic")))
        print(f"  floor, reading the labels from SQLite {floor:24.1f} ms")
        row("open the page for the first time", to_pixels(window, lambda: window.show_page("review")), floor)
        window.show_page("label")
        row("come back to it", to_pixels(window, lambda: window.show_page("review")), floor)
        assert window.review_page is not None
        window.review_page._look.stop()  # noqa: SLF001 - the benchmark says when to look
        clicks(window)
        follows(window, path)
        window.close()


if __name__ == "__main__":
    main()
