from __future__ import annotations

import logging
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from ui.theme import apply_theme
from ui.tokens import THEME_NAMES, ThemeName
from ui.widgets.article_header import ArticleHeader
from ui.widgets.article_rows import Cell, Row
from ui.widgets.article_view import ArticleView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

PARAGRAPH = "Water covered two berths for eleven hours and sent 1,300 lorries to the inland depot. "


@pytest.fixture
def view(qtbot: QtBot) -> ArticleView:
    made = ArticleView()
    qtbot.addWidget(made)
    made.resize(814, 760)
    return made


@pytest.fixture(autouse=True)
def _light_again(qapp: QApplication) -> Iterator[None]:
    yield
    apply_theme(qapp, "light")


def inked(picture: QImage) -> int:
    """Pixels (every other one) that are not the ground, which is the commonest colour."""
    colors = Counter(
        picture.pixel(x, y) for x in range(0, picture.width(), 2) for y in range(0, picture.height(), 2)
    )
    return colors.total() - max(colors.values())


def test_a_message_takes_the_articles_place(view: ArticleView) -> None:
    view.set_rows([Row(0, Cell(PARAGRAPH * 90), None)])
    view.set_message("No pair left to judge.")
    assert view.current_key() == -1
    assert view.verticalScrollBar().maximum() == 0
    assert inked(view.grab().toImage()) > 50


STRANGE = {
    "arabic": "فلمورا: تعتزم هيئة الميناء تحصيل تسع كرونات إضافية عن كل حاوية محملة (Quay 4).",
    "chinese": "港务局表示，从四月起每个装载集装箱将多收九克朗。" * 5,
    "emoji": "Family 👩‍👩‍👧‍👦, flag 🏴󠁧󠁢󠁥󠁮󠁧󠁿, skin 👍🏽. " * 9,
    "combining": "e" + "\u0301" * 300 + " Z̷̢̛a̵l̶g̸o̷",
    "controls": "NUL \0 escape \x1b[31m bell \x07 bidi \u202e override \u2066 isolate \ufffc \ufeff",
    "surrogate": "lone \ud800 half",
    "thai": "ท่าเรือจะขึ้นค่าธรรมเนียมตู้คอนเทนเนอร์" * 6,
    "long line": "x" * 200_000,
    "long text": PARAGRAPH * 2500,
    "long marks": "a" + "\u0301" * 20_000,
    "empty": "",
    "tabs": "a\tb\tc\r\nnext\u2028more\u2029end",
}


@pytest.mark.parametrize("theme", THEME_NAMES)
@pytest.mark.parametrize("name", STRANGE)
def test_every_text_paints_in_every_theme(
    qapp: QApplication, view: ArticleView, name: str, theme: ThemeName, caplog: pytest.LogCaptureFixture
) -> None:
    apply_theme(qapp, theme)
    cell = Cell(STRANGE[name], "text", 0)
    rows = [
        Row(0, Cell("Title", "title"), cell, "differs"),
        Row(1, cell, cell, "unsure", "kept, unsure", "X"),
    ]
    view.set_rows([*rows, Row(2, Cell(STRANGE[name], "dropped"), Cell("Dropped: x", "note"), "dropped")])
    with caplog.at_level(logging.ERROR):
        assert inked(view.grab().toImage()) > 100
        view.set_current(1)
        view.grab()
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
        view.grab()
        view.scroll_page(-1)
        view.select_all()
        view.grab()
    assert caplog.records == []


@pytest.mark.parametrize("theme", THEME_NAMES)
def test_every_mark_paints(
    qapp: QApplication, view: ArticleView, theme: ThemeName, caplog: pytest.LogCaptureFixture
) -> None:
    apply_theme(qapp, theme)
    cell, note, gone = Cell("Words"), Cell("note", "note"), Cell("Words", "dropped")
    view.set_rows(
        [
            Row(0, cell, cell, "kept", "kept", "X"),
            Row(1, gone, note, "dropped"),
            Row(2, cell, cell, "unsure"),
            Row(3, cell, cell, "corrected"),
            Row(4, gone, note, "corrected"),
            Row(5, note, note, "fold", fold_count=4),
            Row(6, gone, note, "fold_open"),
            Row(7, cell, cell, "differs"),
            Row(8, cell, note, "only_left"),
            Row(9, note, cell, "only_right"),
            Row(10, cell, note, "moved_down"),
            Row(11, note, cell, "moved_up"),
            Row(12, None, cell, "none"),
            Row(13, None, None, "none", "hint"),
        ]
    )
    view.resize(814, 700)
    for key in range(14):
        view.set_current(key)
        view.grab()
    assert caplog.records == []


def test_a_fault_in_painting_ends_in_the_log(
    view: ArticleView, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    view.set_rows([Row(0, Cell("Words"), None)])
    monkeypatch.setattr(view, "_paint_rows", lambda _brush: 1 / 0)
    assert not view.grab().isNull()
    assert "could not be painted" in caplog.text


def test_captions_stand_above_their_columns(view: ArticleView, qtbot: QtBot) -> None:
    header = ArticleHeader(view)
    qtbot.addWidget(header)
    header.set_left("Raw capture", "70 lines, 4.1 kB, utf-8")
    header.set_right("Main text", "158 words, 8 of 70 lines")
    assert (
        header.accessibleName() == "Raw capture 70 lines, 4.1 kB, utf-8. Main text 158 words, 8 of 70 lines"
    )
    header.resize(814, header.sizeHint().height())
    both = inked(header.grab().toImage())
    view.set_columns("right")
    assert 0 < inked(header.grab().toImage()) < both
    assert header.minimumSizeHint().height() == 30
