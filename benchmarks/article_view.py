"""Shows articles and presses keys, and compares with the least that any program must do to show two texts.

The floor, in the same run and turn by turn with the presses: a bare window with two `QPlainTextEdit`s as large as the two
panes, which take and paint the same raw and main text. Prints from key press to both panes painted, and to the whole
window painted, at 1 000 and 100 000 articles (`--articles`), for the keys that change the panes; then one article of
growing size.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QWidget

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.labelling import make_project
from labeler.boilerplate.plain_text import strip_text
from ui.app import build_window, make_app
from ui.settings import Settings
from ui.theme import apply_theme
from ui.widgets.article_rows import rows_for_article
from ui.widgets.article_view import ArticleView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.main_window import MainWindow

_SIZE = (814, 760)
_PRESSES = 400
_WARM_UP = 20
_RUNS = 15
_PATIENCE = 10
"""Seconds."""
_PARAGRAPH = (
    "The port authority will charge nine crowns more for every loaded container from April, saying the October "
    "flood showed that the northern quays stand forty centimetres too low. "
)


class Painted(QObject):
    """Knows whether some widgets have painted since it was asked."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self._widgets = frozenset(widgets)
        self._seen: set[QObject] = set()
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes what paints; the time of its own painting is in the press, as the next event comes after it."""
        if event.type() == QEvent.Type.Paint:
            self._seen.add(watched)
        return False

    def time(self, act: Callable[[], object]) -> tuple[float, float]:
        """Does something; ms until all of the widgets have painted, and until nothing is left to do."""
        self._seen.clear()
        start = time.perf_counter()
        act()
        while self._seen != self._widgets:
            QApplication.processEvents()
            if time.perf_counter() - start > _PATIENCE:
                raise SystemExit(
                    "Nothing was painted: the key did nothing, or its answer could not be written."
                )
        painted = time.perf_counter()
        QApplication.processEvents()
        return (painted - start) * 1000, (time.perf_counter() - start) * 1000


class Bare:
    """The floor: two text fields in a window of their own."""

    def __init__(self) -> None:
        self.window = QWidget()
        self._left, self._right = QPlainTextEdit(), QPlainTextEdit()
        layout = QHBoxLayout(self.window)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._left)
        layout.addWidget(self._right)
        self.window.resize(*_SIZE)
        self.window.show()
        QApplication.processEvents()
        self._painted = Painted(self._left.viewport(), self._right.viewport())

    def time(self, raw: str, main: str) -> float:
        """Takes and paints two texts; ms."""

        def show() -> None:
            self._left.setPlainText(raw)
            self._right.setPlainText(main)

        return self._painted.time(show)[0]


def percentile(times: Sequence[float], part: float) -> float:
    """The value below which a part of the times lie."""
    return sorted(times)[min(int(len(times) * part), len(times) - 1)]


def line(name: str, times: Sequence[float], floor: Sequence[float]) -> str:
    """Median and p99, each over that of the floor; the p99 also over the floor's median, which noise spares."""
    median, p99, usual = statistics.median(times), percentile(times, 0.99), statistics.median(floor)
    return (
        f"  {name:<42} median {median:6.1f} ms ({median / usual:.2f} × floor)   p99 {p99:6.1f} ms "
        f"({p99 / percentile(floor, 0.99):.2f} × its p99, {p99 / usual:.2f} × its median)   worst {max(times):6.1f} ms"
    )


def presses(window: MainWindow, keys: Sequence[Qt.Key]) -> tuple[list[float], list[float], list[float]]:
    """Presses keys round and round; ms to both panes painted, to the whole window painted, and of the floor."""
    page, project = window.label_page, window.project
    if page is None or project is None:
        raise SystemExit("The project did not open.")
    view, bare = page.pane.view, Bare()
    painted = Painted(view.viewport())
    panes, whole, floor = [], [], []
    for turn in range(_WARM_UP + _PRESSES):
        key = keys[turn % len(keys)]
        to_panes, to_all = painted.time(lambda key=key: QTest.keyClick(view, key))  # type: ignore[misc]
        opened = page.opened
        if opened is None:
            raise SystemExit("No article is open.")
        main = "\n".join(opened.text[block.start : block.end] for block in opened.blocks if block.kept)
        floor_ms = bare.time(opened.text, main)
        if turn >= _WARM_UP:
            panes.append(to_panes)
            whole.append(to_all)
            floor.append(floor_ms)
    bare.window.close()
    return panes, whole, floor


def press_all(app: QApplication, articles: int) -> None:
    """Opens a project of so many articles and prints a line for each kind of press."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "news.labeler")
        make_project(path, articles)
        settings = Settings(QSettings(str(Path(folder, "settings.ini")), QSettings.Format.IniFormat))
        window = build_window(app, settings, path)
        window.resize(1440, 900)
        window.show()
        window.start_labelling("Dee")
        while window.jobs.busy:  # texts are made findable beside; that is not what is measured
            QApplication.processEvents()
        print(f"{articles} articles", flush=True)
        keys = Qt.Key
        for name, pressed in (
            ("next article (N)", [keys.Key_N]),
            ("keep or drop a block (X)", [keys.Key_X]),
            ("next and drop by turns (N X)", [keys.Key_N, keys.Key_X]),
        ):
            panes, whole, floor = presses(window, pressed)
            print(
                f"  {'floor, two text fields':<42} median {statistics.median(floor):6.1f} ms"
                f"{'':17}p99 {percentile(floor, 0.99):6.1f} ms"
            )
            print(line(f"{name}: both panes", panes, floor))
            print(line(f"{name}: whole window", whole, floor), flush=True)
        window.close()


def article(size: int, *, lines: bool) -> str:
    """An article of about so many characters, with a menu before it, or all of it one line."""
    paragraphs = [f"{number}. {_PARAGRAPH * 2}" for number in range(max(1, size // (2 * len(_PARAGRAPH))))]
    if not lines:
        return "".join(paragraphs)
    menu = "\n".join(f"Headline number {number} of the day" for number in range(40))
    return f"{menu}\nVelmora raises container levy to pay for higher quays\n" + "\n".join(paragraphs)


def show_sizes() -> None:
    """Prints a line a size: opening, scrolling a page, selecting all, against taking the texts in the bare window."""
    view, bare = ArticleView(), Bare()
    view.resize(*_SIZE)
    view.show()
    QApplication.processEvents()
    painted = Painted(view.viewport())
    print(f"{'one article':<22}  {'open':>16}  {'scroll a page':>16}  {'select all':>16}")
    for size, lines in ((16_000, True), (200_000, True), (200_000, False)):
        text = article(size, lines=lines)
        stripped = strip_text(text)
        times: dict[str, list[float]] = {"open": [], "scroll": [], "select": [], "floor": []}
        for _ in range(_RUNS):
            gc.collect()
            times["floor"].append(bare.time(text, stripped.main_text))
            times["open"].append(
                painted.time(lambda: view.set_rows(rows_for_article(text, stripped.blocks)))[0]  # noqa: B023
            )
            times["scroll"].append(painted.time(lambda: view.scroll_page(1))[0])
            times["select"].append(painted.time(view.select_all)[0])
        floor = statistics.median(times.pop("floor"))
        cells = "  ".join(
            f"{statistics.median(each):6.1f} ms ({statistics.median(each) / floor:.2f} ×)"
            for each in times.values()
        )
        print(f"{size // 1000:>4} kB, {'lines' if lines else 'one line':<12}  {cells}")


def main() -> None:
    """Presses first, then sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="*", default=[1_000, 100_000])
    given = parser.parse_args()
    app = make_app()
    for articles in given.articles:
        press_all(app, articles)
    apply_theme(app, "light")
    show_sizes()


if __name__ == "__main__":
    main()
