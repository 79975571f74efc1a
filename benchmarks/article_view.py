"""Shows articles of growing size on the painted surface and in two text edits side by side.

The text edits are the floor: two `QTextEdit`s with the plain text and no levelling at all. Prints the median
time from new content to painted pixels, and the ratio.
"""

from __future__ import annotations

import os
import statistics
import time
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QHBoxLayout, QTextEdit, QWidget

from labeler.boilerplate.plain_text import strip_text
from ui.app import make_app
from ui.theme import apply_theme
from ui.widgets.article_rows import rows_for_article
from ui.widgets.article_view import ArticleView

if TYPE_CHECKING:
    from collections.abc import Callable

_SIZE = (814, 760)
_RUNS = 15
_PARAGRAPH = (
    "The port authority will charge nine crowns more for every loaded container from April, saying the October "
    "flood showed that the northern quays stand forty centimetres too low. "
)


def article(size: int) -> str:
    """An article of about so many characters, with a menu before it."""
    menu = "\n".join(f"Headline number {number} of the day" for number in range(40))
    paragraphs = [f"{number}. {_PARAGRAPH * 2}" for number in range(max(1, size // (2 * len(_PARAGRAPH))))]
    return f"{menu}\nVelmora raises container levy to pay for higher quays\n" + "\n".join(paragraphs)


def median_ms(show: Callable[[], object], widget: QWidget) -> float:
    """The median of several runs, in ms, from new content to pixels."""
    times = []
    for _ in range(_RUNS):
        start = time.perf_counter()
        show()
        widget.grab()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> None:
    """Prints one line a size."""
    app = make_app()
    apply_theme(app, "light")
    view = ArticleView()
    view.resize(*_SIZE)
    view.show()
    floor = QWidget()
    left, right = QTextEdit(), QTextEdit()
    layout = QHBoxLayout(floor)
    layout.addWidget(left)
    layout.addWidget(right)
    floor.resize(*_SIZE)
    floor.show()
    QApplication.processEvents()
    print(f"{'text':>9}  {'painted surface':>15}  {'two text edits':>14}  ratio")
    for size in (16_000, 200_000):
        text = article(size)
        stripped = strip_text(text)

        def show_view(text: str = text, blocks: object = stripped.blocks) -> None:
            view.set_rows(rows_for_article(text, blocks))  # type: ignore[arg-type]

        def show_floor(text: str = text, main_text: str = stripped.main_text) -> None:
            left.setPlainText(text)
            right.setPlainText(main_text)

        ours, theirs = median_ms(show_view, view), median_ms(show_floor, floor)
        print(f"{size // 1000:>6} kB  {ours:>12.1f} ms  {theirs:>11.1f} ms  {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
