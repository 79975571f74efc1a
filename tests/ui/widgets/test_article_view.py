from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QFocusEvent, QGuiApplication, QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip

from db.records import Block
from labeler.duplicates.aligning import align
from ui.theme import apply_theme
from ui.widgets.article_pair import rows_for_pair
from ui.widgets.article_rows import Cell, Row, rows_for_article
from ui.widgets.article_view import ArticleView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

PARAGRAPH = "Water covered two berths for eleven hours and sent 1,300 lorries to the inland depot. "
KEY = Qt.Key


def article(count: int = 40) -> tuple[str, list[Block]]:
    """Five menu lines, a headline, then paragraphs of which every tenth is unsure and every sixth dropped."""
    text, blocks = "", []
    for number in range(count):
        menu, headline = number < 5, number == 5
        kept = not menu and (headline or number % 6 != 3)
        words = f"Menu {number}" if menu else f"Paragraph {number}. " + PARAGRAPH * (1 + number % 3)
        reason = "menu headline" if menu else "headline" if headline else "paragraph" if kept else "share bar"
        start = len(text)
        text += words + "\n"
        blocks.append(Block(start, len(text), kept, reason, 0.5 if number % 10 == 7 else float(kept)))
    return text, blocks


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


@pytest.fixture
def filled(view: ArticleView) -> ArticleView:
    view.set_rows(rows_for_article(*article()))
    view.grab()
    return view


def tops(view: ArticleView) -> dict[int, int]:
    """Key of each row in view → its place on the screen."""
    return {placed.part.row.key: placed.y for placed in view._placed() if placed.part.first}


def place_of(view: ArticleView, key: int, side: str = "right", x: int = 20, y: int = 14) -> QPoint:
    column = view.geometry_of_columns()
    left = column.right_x if side == "right" else column.left_x
    return QPoint(left + x, tops(view)[key] + y)


def test_the_first_row_that_is_not_dropped_is_current(filled: ArticleView) -> None:
    assert filled.current_key() == 5
    row = filled.current_row()
    assert row is not None
    assert row.left is not None
    assert row.left.style == "title"
    assert len(filled.rows()) == 36


def test_nothing_is_shown_without_rows(view: ArticleView) -> None:
    assert view.current_key() == -1
    assert view.current_row() is None
    view.move_current(1)
    view.set_current(3)
    view.scroll_page(1)
    view.select_all()
    assert not view.next_unsure(1)
    assert view.selected_text() == ""
    assert not view.grab().isNull()


def test_moving_tells_the_key_and_keeps_the_row_in_view(filled: ArticleView, qtbot: QtBot) -> None:
    told: list[int] = []
    filled.current_changed.connect(told.append)
    for _ in range(20):
        filled.move_current(1)
        assert filled.current_key() in tops(filled)
    assert told == list(range(6, 26))
    filled.move_current(-100)
    assert filled.current_key() == 0
    filled.move_current(100)
    assert filled.current_key() == 39
    assert told[-2:] == [0, 39]


def test_a_folded_block_is_found_in_its_run(filled: ArticleView) -> None:
    filled.set_current(3)
    assert filled.current_key() == 0
    row = filled.current_row()
    assert row is not None
    assert row.mark == "fold"


def test_next_unsure_goes_both_ways_and_ends(filled: ArticleView) -> None:
    found = []
    while filled.next_unsure(1):
        found.append(filled.current_key())
    assert found == [7, 17, 27, 37]
    assert filled.next_unsure(-1)
    assert filled.current_key() == 27


def test_next_difference(view: ArticleView) -> None:
    left, right = f"{PARAGRAPH}\nOnly here it stands.", f"{PARAGRAPH}\nZebra crossing."
    view.set_rows(rows_for_pair(left, right, align(left, right)))
    assert view.next_difference(1)
    assert view.current_key() == 1


def test_scrolling_up_from_the_end_never_jumps(filled: ArticleView) -> None:
    bar = filled.verticalScrollBar()
    bar.setValue(bar.maximum())
    filled.grab()
    assert 39 in tops(filled)
    while bar.value() > 0:
        before = tops(filled)
        value = bar.value()
        bar.setValue(value - 40)
        after = tops(filled)
        common = set(before) & set(after)
        assert common
        if bar.value() > 0:
            assert {after[key] - before[key] for key in common} == {40}
    assert 0 in tops(filled)


def test_small_steps_down_never_jump_even_where_guesses_were_short(view: ArticleView) -> None:
    # Wide letters make the guess much too low, so the bar's end lies before the text's.
    view.set_rows([Row(number, Cell("W" * 2000), None, "kept") for number in range(12)])
    bar = view.verticalScrollBar()
    for _ in range(2000):
        before = tops(view)
        value = bar.value()
        bar.setValue(value + 60)
        after = tops(view)
        assert all(before[key] - after[key] <= 60 for key in set(before) & set(after))
        if bar.value() == value:
            break
    assert bar.value() == bar.maximum()
    assert 11 in tops(view)


def test_the_wheel_scrolls_by_pixels(filled: ArticleView) -> None:
    at = QPointF(100, 100)
    for pixels in (15, 120):
        before, value = tops(filled), filled.verticalScrollBar().value()
        event = QWheelEvent(
            at,
            QPointF(filled.viewport().mapToGlobal(at.toPoint())),
            QPoint(0, -pixels),
            QPoint(0, -pixels),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QGuiApplication.sendEvent(filled.viewport(), event)
        moved = filled.verticalScrollBar().value() - value
        assert 0 < moved < pixels
        assert {before[key] - place for key, place in tops(filled).items() if key in before} == {moved}


def test_a_page_keeps_two_lines(filled: ArticleView) -> None:
    filled.scroll_page(1)
    assert 660 < filled.verticalScrollBar().value() < 760
    filled.scroll_page(-1)
    assert filled.verticalScrollBar().value() == 0


def test_a_changed_answer_moves_nothing_above(filled: ArticleView) -> None:
    text, blocks = article()
    filled.set_current(20)
    before = tops(filled)
    blocks[20] = Block(blocks[20].start, blocks[20].end, False, "by you", 0.0)
    filled.set_rows(rows_for_article(text, blocks, corrected=frozenset({20})), keep_place=True)
    assert filled.current_key() == 20
    after = tops(filled)
    above = [key for key in before if key <= 20]
    assert above
    assert all(after[key] == before[key] for key in above)


def test_unfolding_keeps_the_run_where_it_is(filled: ArticleView) -> None:
    told: list[int] = []
    filled.fold_toggled.connect(told.append)
    filled.set_current(0)
    place = tops(filled)[0]
    filled.set_rows(rows_for_article(*article(), unfolded=frozenset({0})), keep_place=True)
    assert filled.current_key() == 0
    assert tops(filled)[0] == place
    assert 3 in tops(filled)
    assert told == []


def test_another_article_begins_at_the_top(filled: ArticleView) -> None:
    filled.set_current(39)
    filled.set_rows(rows_for_article(*article(30)))
    assert filled.verticalScrollBar().value() == 0
    assert filled.current_key() == 5


def test_a_click_makes_current_and_never_scrolls(filled: ArticleView, qtbot: QtBot) -> None:
    before = tops(filled)
    with qtbot.waitSignal(filled.current_changed) as told:
        QTest.mouseClick(filled.viewport(), Qt.MouseButton.LeftButton, pos=place_of(filled, 8))
    assert told.args == [8]
    assert tops(filled) == before


def test_a_click_on_a_folded_run_unfolds_it(filled: ArticleView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(filled.fold_toggled) as told:
        QTest.mouseClick(filled.viewport(), Qt.MouseButton.LeftButton, pos=place_of(filled, 0, y=8))
    assert told.args == [0]


def test_the_chevron_of_an_open_run_folds_it(filled: ArticleView, qtbot: QtBot) -> None:
    filled.set_rows(rows_for_article(*article(), unfolded=frozenset({0})))
    column = filled.geometry_of_columns()
    chevron = QPoint(column.gutter_x + 17, tops(filled)[0] + 8)
    with qtbot.waitSignal(filled.fold_toggled):
        QTest.mouseClick(filled.viewport(), Qt.MouseButton.LeftButton, pos=chevron)
    with qtbot.assertNotEmitted(filled.fold_toggled):
        QTest.mouseClick(filled.viewport(), Qt.MouseButton.LeftButton, pos=place_of(filled, 0, "left", y=8))


@pytest.mark.parametrize("key", [KEY.Key_Right, KEY.Key_Return, KEY.Key_Enter])
def test_keys_unfold(filled: ArticleView, qtbot: QtBot, key: Qt.Key) -> None:
    filled.set_current(0)
    with qtbot.waitSignal(filled.fold_toggled) as told:
        QTest.keyClick(filled, key)
    assert told.args == [0]


def test_left_folds_from_any_row_of_the_run(filled: ArticleView, qtbot: QtBot) -> None:
    filled.set_rows(rows_for_article(*article(), unfolded=frozenset({0})))
    filled.set_current(3)
    with qtbot.waitSignal(filled.fold_toggled) as told:
        QTest.keyClick(filled, KEY.Key_Left)
    assert told.args == [0]


def test_scrolling_keys(filled: ArticleView, qtbot: QtBot) -> None:
    bar = filled.verticalScrollBar()
    QTest.keyClick(filled, KEY.Key_Down)
    assert filled.current_key() == 6
    QTest.keyClick(filled, KEY.Key_Up)
    assert filled.current_key() == 5
    QTest.keyClick(filled, KEY.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(filled, KEY.Key_PageUp)
    assert bar.value() < bar.maximum()
    QTest.keyClick(filled, KEY.Key_PageDown)
    assert bar.value() == bar.maximum()
    QTest.keyClick(filled, KEY.Key_Home)
    assert bar.value() == 0
    QTest.keyClick(filled, KEY.Key_J)  # the page's key
    assert filled.current_key() == 5


def move(view: ArticleView, at: QPoint, buttons: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
    """A move of the mouse; QTest's own says nothing of the buttons held."""
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        QPointF(view.viewport().mapToGlobal(at)),
        Qt.MouseButton.NoButton,
        buttons,
        Qt.KeyboardModifier.NoModifier,
    )
    QGuiApplication.sendEvent(view.viewport(), event)


def drag(view: ArticleView, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    move(view, end, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)


def test_dragging_selects_within_one_column(filled: ArticleView, qtbot: QtBot) -> None:
    text, blocks = article()
    told: list[bool] = []
    filled.selection_changed.connect(told.append)
    drag(filled, place_of(filled, 6, x=-10), place_of(filled, 8, x=70))
    words = filled.selected_text()
    assert words.startswith("Paragraph 6.")
    assert "Paragraph 7." in words
    assert words.split("\n")[-1].startswith("Paragr")
    assert filled.selected_side() == "right"
    start, end = filled.selected_passage() or (0, 0)
    assert start == blocks[6].start
    assert text[start:end].startswith("Paragraph 6.")
    assert told == [True]
    filled.grab()
    QTest.keyClick(filled, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == words
    QTest.keyClick(filled, KEY.Key_Escape)
    assert filled.selected_text() == ""
    assert told == [True, False]


def test_dragging_past_a_dropped_block_skips_its_note(filled: ArticleView, qtbot: QtBot) -> None:
    drag(filled, place_of(filled, 8), place_of(filled, 10))
    assert "Dropped" not in filled.selected_text()
    drag(filled, place_of(filled, 8, "left"), place_of(filled, 10, "left"))
    assert "Paragraph 9." in filled.selected_text()


def test_holding_the_mouse_below_scrolls_and_selects(filled: ArticleView) -> None:
    start = place_of(filled, 6)
    QTest.mousePress(filled.viewport(), Qt.MouseButton.LeftButton, pos=start)
    move(filled, QPoint(start.x(), 900), Qt.MouseButton.LeftButton)
    assert filled._pull.isActive()
    move(filled, QPoint(start.x(), 300), Qt.MouseButton.LeftButton)
    assert not filled._pull.isActive()
    filled._pull_along()
    QTest.mouseRelease(filled.viewport(), Qt.MouseButton.LeftButton, pos=start)


def test_a_double_click_selects_a_word(filled: ArticleView, qtbot: QtBot) -> None:
    at = place_of(filled, 6)
    QTest.mouseDClick(filled.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert filled.selected_text() == "Paragraph"
    QTest.mouseRelease(filled.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert filled.selected_text() == "Paragraph"


def test_shift_click_extends(filled: ArticleView, qtbot: QtBot) -> None:
    drag(filled, place_of(filled, 6, x=-10), place_of(filled, 6, x=60))
    short = filled.selected_text()
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(filled.viewport(), Qt.MouseButton.LeftButton, shift, place_of(filled, 8, x=40))
    assert filled.selected_text().startswith(short)
    assert "\n" in filled.selected_text()


def test_select_all_takes_the_main_text(filled: ArticleView, qtbot: QtBot) -> None:
    QTest.keyClick(filled, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    words = filled.selected_text().split("\n")
    assert len(words) == 29
    assert not any(line.startswith(("Menu", "Dropped", "4 lines")) for line in words)


def test_new_rows_forget_the_selection(filled: ArticleView, qtbot: QtBot) -> None:
    filled.select_all()
    with qtbot.waitSignal(filled.selection_changed) as told:
        filled.set_rows(rows_for_article(*article()), keep_place=True)
    assert told.args == [False]


def test_columns_can_be_folded(filled: ArticleView) -> None:
    filled.set_current(8)
    filled.set_columns("right")
    assert filled.columns() == "right"
    assert filled.current_key() == 8
    assert filled.geometry_of_columns().left_width == 0
    assert all(not placed.part.row.fold_count for placed in filled._placed())
    filled.grab()
    filled.set_columns("left")
    assert filled.geometry_of_columns().right_width == 0
    filled.set_current(0)
    filled.grab()
    filled.set_columns("right")
    assert filled.current_key() == 5
    filled.set_columns("both")
    assert len(filled._rows) == 36


def test_the_tooltip_says_why_a_block_was_dropped(
    filled: ArticleView, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, _widget: shown.append(text))
    for key in (9, 8):
        at = place_of(filled, key)
        event = QHelpEvent(QEvent.Type.ToolTip, at, filled.viewport().mapToGlobal(at))
        QGuiApplication.sendEvent(filled.viewport(), event)
    assert shown == ["Dropped: share bar"]


def test_the_pointer_shows_what_can_be_done(filled: ArticleView, qtbot: QtBot) -> None:
    port = filled.viewport()
    for at, shape in (
        (place_of(filled, 6), Qt.CursorShape.IBeamCursor),
        (place_of(filled, 9), Qt.CursorShape.ArrowCursor),
        (place_of(filled, 0, y=8), Qt.CursorShape.PointingHandCursor),
    ):
        move(filled, at)
        assert port.cursor().shape() == shape


def test_the_screen_reader_gets_the_current_block(
    filled: ArticleView, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert filled.accessibleName() == "Article"
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(ArticleView, "hasFocus", lambda _self: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    filled.set_current(7)
    assert said == [filled.accessibleDescription()]
    assert said[0].startswith("Paragraph 7.")
    assert said[0].endswith("kept, unsure (.50) · drop X")
    filled.set_current(9)
    assert said[1].endswith("Dropped: share bar")


def test_text_size(filled: ArticleView) -> None:
    before = filled.verticalScrollBar().maximum()
    filled.set_text_px(30)
    assert filled.text_px() == 30
    assert filled.verticalScrollBar().maximum() > 2 * before
    filled.set_text_px(15)
    assert filled.verticalScrollBar().maximum() == pytest.approx(before, rel=0.2)


def test_a_new_theme_repaints(qapp: QApplication, filled: ArticleView) -> None:
    light = filled.grab().toImage().pixelColor(30, 755).name()
    apply_theme(qapp, "dark")
    assert filled.grab().toImage().pixelColor(30, 755).name() != light


def test_resizing_keeps_the_row_at_the_top(filled: ArticleView) -> None:
    filled.set_current(30)
    first = min(tops(filled))
    filled.resize(600, 760)
    filled.grab()
    assert first in tops(filled) or first + 1 in tops(filled)


def test_the_focus_ring_shows_only_for_the_keyboard(filled: ArticleView, qtbot: QtBot) -> None:
    filled.setFocus(Qt.FocusReason.TabFocusReason)
    for reason, ring in ((Qt.FocusReason.TabFocusReason, True), (Qt.FocusReason.MouseFocusReason, False)):
        QGuiApplication.sendEvent(filled, QFocusEvent(QEvent.Type.FocusIn, reason))
        assert filled._ring is ring
        filled.grab()
    QGuiApplication.sendEvent(filled, QFocusEvent(QEvent.Type.FocusOut))
    assert not filled._ring
