"""Presses the keys of a shift in the real window; times each from press to pixels, and counts them.

    python -m benchmarks.flow [--quick]

A project with 5 000 topics and one target, and an annotator who has answered 100,000 times before. "Paint" is the same
window painting itself anew without anything having happened: no key can be quicker.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))  # as a script, too, without an installation
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.labelling import add_article
from db.events import new_event_id
from db.records import LabelEvent, Pair
from db.store import utc_now
from labeler.codebook_files import codebook_from_json
from labeler.project import Project
from ui.app import build_window, make_app
from ui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.main_window import MainWindow

_ARTICLES = 400
_COPIES = 50
_TOPICS = 5_000
_EVENTS = 100_000
_BATCH = 2_000
_ANNOTATOR = "Dee"
_FIELDS = ("river", "harbour", "tax", "school", "theatre", "energy", "housing", "court", "forest", "fishing")
_WHAT = ("policy", "festival", "strike", "prices", "repair", "history", "funding")


def make_project(path: Path, events: int) -> None:
    """Short articles, the last of them copies of one another, and what was answered before about others."""
    values = [{"value": field, "title": field.capitalize()} for field in _FIELDS]
    for number in range(_TOPICS - len(_FIELDS)):
        field, what = _FIELDS[number % len(_FIELDS)], _WHAT[number % len(_WHAT)]
        values.append(
            {"value": f"{field}_{number}", "title": f"{field.capitalize()} {what} {number}", "parent": field}
        )
    questions = [
        {"key": "topic", "kind": "topic", "values": values},
        {"key": "stance_levy", "kind": "stance", "target": "the levy"},
    ]
    with Project.create(path, codebook_from_json({"name": "Flow", "question": questions})) as project:
        store, now = project.store, utc_now()
        with store.transaction():
            for number in range(_ARTICLES):
                add_article(project, number, now)
            last = [article.article_id for article in store.articles.all()][-_COPIES:]
            for other in last[1:]:
                left, right = sorted((last[0], other))
                store.pairs.add_if_absent(Pair(left, right, 1.0, 1.0, 1.0, "passages", 0.99, "exact"))
            store.codebooks.add_annotator(_ANNOTATOR, now)
        for first in range(0, events, _BATCH):
            store.labels.append(
                [
                    LabelEvent(
                        new_event_id(),
                        0,
                        _ANNOTATOR,
                        f"{number // 2:064x}",
                        ("topic", "stance_levy")[number % 2],
                        "answer",
                        (["river"], "FAVOR")[number % 2],
                        None,
                        project.codebook_digest,
                        now,
                    )
                    for number in range(first, min(first + _BATCH, events))
                ]
            )


def timed(act: Callable[[], object]) -> float:
    """From an act to pixels, in ms."""
    start = time.perf_counter()
    act()
    QApplication.processEvents()
    return (time.perf_counter() - start) * 1000


def press(window: MainWindow, key: Qt.Key, *, ctrl: bool = False, shift: bool = False) -> float:
    """One key, from press to pixels, in ms."""
    held = Qt.KeyboardModifier.NoModifier
    if ctrl:
        held |= Qt.KeyboardModifier.ControlModifier
    if shift:
        held |= Qt.KeyboardModifier.ShiftModifier
    return timed(lambda: QTest.keyClick(QApplication.focusWidget() or window, key, held))


def told(name: str, times: list[float]) -> str:
    """Median, 99th percentile and the longest."""
    ordered = sorted(times)
    p99 = ordered[int(len(ordered) * 0.99)]
    return f"{name:<34} median {statistics.median(ordered):7.1f} ms   p99 {p99:7.1f} ms   of {len(ordered)}"


def main() -> None:
    """Prints each key's time, and the keys of an article."""
    quick = "--quick" in sys.argv
    app = make_app()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "flow.labeler")
        make_project(path, _EVENTS // 50 if quick else _EVENTS)
        settings = Settings(QSettings(str(Path(folder, "flow.ini")), QSettings.Format.IniFormat))
        settings.advances = False
        window = build_window(app, settings, path)
        window.resize(1440, 900)
        window.show()
        print(told("Project opened", [timed(lambda: window.start_labelling(_ANNOTATOR))]))
        page = window.label_page
        if page is None:
            raise SystemExit("The project did not open.")
        topics, stances, submits = [], [], []
        keys = Qt.Key
        for number in range(60):
            topics.append(press(window, keys(keys.Key_1 + number % 4)))
            topics.append(press(window, keys(keys.Key_5 + number % 4)))
            stances.append(press(window, (keys.Key_F, keys.Key_O, keys.Key_A)[number % 3]))
            submits.append(press(window, keys.Key_Return))
        done = page.queue.model.counts["submitted"]
        whole = topics + stances + submits
        print(
            f"{done} articles, {len(whole) / done:.1f} keys each, {sum(whole) / done:.0f} ms of waiting each"
        )
        print(told("Topic, saved and painted", topics))
        print(told("Stance, saved and painted", stances))
        print(told("Enter, next article painted", submits))
        print(told("Paint", [timed(window.repaint) for _ in range(30)]))
        press(window, keys.Key_T)
        letters = []
        for words in ("harbour strike 4", "pol for", "tax", "fest 12", "sch fund 3"):
            field = QApplication.focusWidget()
            letters += [
                timed(lambda letter=letter, field=field: QTest.keyClicks(field, letter))  # type: ignore[misc]
                for letter in words
            ]
            press(window, keys.Key_Return)
        print(told("A letter among 5 000 topics", letters))
        press(window, keys.Key_Escape)
        print(told("Undo", [press(window, keys.Key_Backspace) for _ in range(30)]))
        page.open_place(_ARTICLES - _COPIES)
        press(window, keys.Key_1)
        press(window, keys.Key_F)
        print(told("Same answers offered", [press(window, keys.Key_D, shift=True)]))
        print(told(f"Same answers for {_COPIES - 1} copies", [press(window, keys.Key_D, shift=True)]))
        print(told("All of them taken back", [press(window, keys.Key_Z, ctrl=True)]))
        opened = []
        for _ in range(10):
            opened.append(timed(page.history.open))
            press(window, keys.Key_Escape)
        print(told("History opened", opened))
        window.close()


if __name__ == "__main__":
    main()
