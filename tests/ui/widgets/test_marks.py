from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter

from ui.theme import make_theme
from ui.tokens import THEME_NAMES, ThemeName, tokens
from ui.widgets.marks import MARK_WORDS, MarkName, MarkWidget, paint_mark

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

NAMES: tuple[MarkName, ...] = get_args(MarkName)


def picture(name: MarkName, theme: ThemeName) -> QImage:
    image = QImage(48, 48, QImage.Format.Format_ARGB32)
    image.fill(make_theme(theme).color.pane)
    painter = QPainter(image)
    paint_mark(painter, QRectF(6, 6, 36, 36), name, make_theme(theme))
    painter.end()
    return image


def test_every_mark_of_the_tokens_can_be_painted() -> None:
    assert set(NAMES) == set(tokens().marks) == set(MARK_WORDS)


@pytest.mark.parametrize("theme", THEME_NAMES)
def test_marks_differ_in_shape_not_only_in_colour(qapp: QApplication, theme: ThemeName) -> None:
    ground = make_theme(theme).color.pane.rgb()
    shapes: dict[bytes, MarkName] = {}
    for name in NAMES:
        image = picture(name, theme)
        inked = bytes(image.pixel(x, y) != ground for y in range(48) for x in range(48))
        assert any(inked)
        # Two names may share a shape only if they mean the same: reliable is submitted, too low disputed.
        if inked in shapes:
            assert {name, shapes[inked]} in ({"submitted", "reliable"}, {"disputed", "too_low"})
        shapes.setdefault(inked, name)


def test_the_painter_is_left_as_it_was(qapp: QApplication) -> None:
    image = QImage(20, 20, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    before = painter.transform()
    paint_mark(painter, QRectF(0, 0, 12, 12), "gold", make_theme("light"))
    assert painter.transform() == before
    painter.end()


def test_a_mark_widget_says_what_it_means(qtbot: QtBot) -> None:
    widget = MarkWidget("skipped")
    qtbot.addWidget(widget)
    assert widget.toolTip() == widget.accessibleName() == "skipped"
    widget.set_mark("too_low")
    assert widget.accessibleName() == "too low"
    assert widget.sizeHint() == widget.minimumSizeHint() == QSize(12, 12)
    assert not widget.grab().isNull()
