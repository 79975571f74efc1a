from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QIcon

from ui.theme import apply_theme, make_theme
from ui.widgets.icons import STROKES, IconName, icon, icon_paths

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

NAMES: tuple[IconName, ...] = get_args(IconName)


def strongest(image: QImage) -> str:
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=lambda color: color.alpha()).name()


def test_every_name_has_strokes() -> None:
    assert set(STROKES) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_strokes_stay_on_the_grid(name: IconName) -> None:
    strokes, dots = icon_paths(name)
    box = strokes.boundingRect().united(dots.boundingRect())
    assert not box.isEmpty()
    assert QRectF(1, 1, 14, 14).contains(box)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_an_icon_is_drawn_for_the_device_pixel_ratio(qapp: QApplication, ratio: float) -> None:
    pixmap = icon("search").pixmap(QSize(16, 16), ratio)
    assert pixmap.width() == round(16 * ratio)


def test_an_icon_follows_the_theme(qapp: QApplication) -> None:
    made = icon("check", "accent")
    apply_theme(qapp, "dark")
    dark = strongest(made.pixmap(QSize(32, 32)).toImage())
    apply_theme(qapp, "light")
    light = strongest(made.pixmap(QSize(32, 32)).toImage())
    assert dark == make_theme("dark").color.accent.name()
    assert light == make_theme("light").color.accent.name()


def test_a_disabled_icon_is_paler(qapp: QApplication) -> None:
    image = icon("plus").pixmap(QSize(32, 32), QIcon.Mode.Disabled).toImage()
    assert strongest(image) == make_theme("light").color.edge.name()


def test_a_copied_icon_still_paints(qapp: QApplication) -> None:
    copied = QIcon(icon("flag"))
    assert not copied.pixmap(QSize(16, 16)).isNull()
