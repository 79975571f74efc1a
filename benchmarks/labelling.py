"""Presses keys in the real window on projects of growing size; times key to saved and painted.

The floor, in the same run: showing the same article texts in a bare window with two text edits.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QTextEdit, QWidget

from db.digests import sha256_text
from db.records import Block, Capture, Extraction, RawArticle
from db.store import utc_now
from labeler.codebook_files import load_codebook
from labeler.demo import seeds_folder
from labeler.project import Project
from ui.app import build_window, make_app
from ui.settings import Settings

_PRESSES = 120
_BATCH = 500


def make_project(path: Path, articles: int) -> None:
    """A project of short articles, written without stripping: only the window is measured."""
    with Project.create(path, load_codebook(seeds_folder() / "codebook.toml")) as project:
        now = utc_now()
        for first in range(0, articles, _BATCH):
            with project.store.transaction():
                for number in range(first, min(first + _BATCH, articles)):
                    add_article(project, number, now)


def add_article(project: Project, number: int, now: str) -> None:
    """Adds one article: a menu, a headline, twenty paragraphs."""
    menu = [f"Menu headline {place}" for place in range(30)]
    story = [f"Story {number}: the harbour and the levy"]
    story += [
        f"Paragraph {place} of story {number}. " + "The assembly voted late on Tuesday. " * 7
        for place in range(20)
    ]
    text = "\n".join([*menu, *story])
    blocks, place = [], 0
    for line_number, line in enumerate([*menu, *story]):
        kept = line_number >= len(menu)
        reason = "headline" if line_number == len(menu) else "paragraph" if kept else "menu headline"
        blocks.append(Block(place, place + len(line), kept, reason, 0.95 if kept else 0.05))
        place += len(line) + 1
    project.store.articles.add(
        RawArticle(text.encode(), text, "text/plain", "utf-8", Capture(given_id=str(number)), story[0]), now
    )
    extraction = Extraction(sha256_text(text), "benchmark", "1", "\n".join(story), tuple(blocks))
    project.store.articles.add_extraction(extraction, now)


def percentiles(times: list[float]) -> str:
    """Median and 99th percentile in ms."""
    ordered = sorted(times)
    return f"median {statistics.median(ordered):6.1f} ms   p99 {ordered[int(len(ordered) * 0.99)]:6.1f} ms"


def press(widget: QWidget, window: QWidget, key: Qt.Key) -> float:
    """One key, from press to pixels, in ms."""
    start = time.perf_counter()
    QTest.keyClick(widget, key)
    QApplication.processEvents()
    window.grab()
    return (time.perf_counter() - start) * 1000


def floor_times(texts: list[str]) -> list[float]:
    """Two text edits in a bare window of the same size, showing the same texts."""
    bare = QWidget()
    left, right = QTextEdit(), QTextEdit()
    layout = QHBoxLayout(bare)
    layout.addWidget(left)
    layout.addWidget(right)
    bare.resize(1440, 900)
    bare.show()
    times = []
    for text in texts:
        start = time.perf_counter()
        left.setPlainText(text)
        right.setPlainText(text)
        QApplication.processEvents()
        bare.grab()
        times.append((time.perf_counter() - start) * 1000)
    return times


def main() -> None:
    """Prints floor, next article and answer for each size."""
    app = make_app()
    with tempfile.TemporaryDirectory() as folder:
        for articles in (1_000, 100_000):
            path = Path(folder, f"{articles}.labeler")
            make_project(path, articles)
            settings = Settings(QSettings(str(Path(folder, f"{articles}.ini")), QSettings.Format.IniFormat))
            window = build_window(app, settings, path)
            window.resize(1440, 900)
            window.show()
            window.start_labelling("Dee")
            if window.label_page is None or window.project is None:
                raise SystemExit("The project did not open.")
            focus = window.label_page.pane.view
            steps = [press(focus, window, Qt.Key.Key_N) for _ in range(_PRESSES)]
            answers = [press(focus, window, Qt.Key.Key_1) for _ in range(_PRESSES)]
            store = window.project.store.articles
            texts = [
                store.raw_text(item.article_id) for item in window.label_page.queue.model.items[:_PRESSES]
            ]
            floor = floor_times(texts)
            print(f"{articles} articles")
            print(f"  floor, two text edits     {percentiles(floor)}")
            for name, times in (("next article (N)", steps), ("answer, saved (1)", answers)):
                ratio = sorted(times)[int(len(times) * 0.99)] / statistics.median(floor)
                print(f"  {name:<24}  {percentiles(times)}   p99 over floor {ratio:.2f}")
            window.close()


if __name__ == "__main__":
    main()
