from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ui.theme import (
    Colors,
    apply_theme,
    current_theme,
    make_theme,
    serif_family,
    system_theme_name,
    theme_hub,
)
from ui.tokens import THEME_NAMES, ThemeName, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def _light_again(qapp: QApplication) -> Iterator[None]:
    yield
    apply_theme(qapp, "light")


def luminance(color: str) -> float:
    """WCAG 2.2 relative luminance of "#RRGGBB"."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(front: str, back: str) -> float:
    lighter, darker = sorted((luminance(front), luminance(back)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("name", THEME_NAMES)
def test_every_text_pair_reaches_its_contrast(name: ThemeName) -> None:
    values = tokens()
    color = values.color[name]
    low = {pair: contrast(color[pair[0]], color[pair[1]]) for pair in values.text_pairs}
    assert {pair: ratio for pair, ratio in low.items() if ratio < values.text_min} == {}


@pytest.mark.parametrize("name", THEME_NAMES)
def test_every_shape_pair_reaches_its_contrast(name: ThemeName) -> None:
    values = tokens()
    color = values.color[name]
    low = {pair: contrast(color[pair[0]], color[pair[1]]) for pair in values.ui_pairs}
    assert {pair: ratio for pair, ratio in low.items() if ratio < values.ui_min} == {}


@pytest.mark.parametrize("name", THEME_NAMES)
def test_the_typed_colours_are_those_of_the_file(name: ThemeName) -> None:
    theme, file = make_theme(name), tokens().color[name]
    assert {each.name for each in fields(Colors)} == set(file)
    assert all(theme.color.role(role).name().upper() == value for role, value in file.items())


def test_sizes_follow_the_scale_of_the_window() -> None:
    one, two = make_theme("light"), make_theme("light", 2.0)
    assert two.size.header == 2 * one.size.header == 88
    assert two.type.body == 26
    assert two.px(0.1) == 1
    assert two.px(0) == 0


def test_each_mark_has_a_colour_of_the_theme() -> None:
    names = {each.name for each in fields(Colors)}
    assert all(role in names for _, role in tokens().marks.values())


@pytest.mark.parametrize("name", THEME_NAMES)
def test_applying_a_theme_gives_palette_font_and_sheet(qapp: QApplication, name: ThemeName) -> None:
    theme = apply_theme(qapp, name, 1.3)
    assert current_theme() is theme
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.color.window
    assert qapp.font().pixelSize() == theme.type.body == 17
    assert theme.color.focus.name() in qapp.styleSheet()


def test_painted_widgets_are_told_once(qapp: QApplication, qtbot: QtBot) -> None:
    apply_theme(qapp, "light")
    with qtbot.waitSignal(theme_hub().changed) as told:
        apply_theme(qapp, "dark")
    assert told.args == [make_theme("dark")]
    with qtbot.assertNotEmitted(theme_hub().changed):
        apply_theme(qapp, "dark")


def test_system_follows_the_desktop(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    apply_theme(qapp, "system")
    assert theme_hub().choice == "system"
    assert current_theme().name == system_theme_name()
    monkeypatch.setattr("ui.theme.system_theme_name", lambda: "dark")
    qapp.styleHints().colorSchemeChanged.emit(qapp.styleHints().colorScheme())
    assert current_theme().name == "dark"


def test_a_chosen_theme_does_not_follow_the_desktop(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply_theme(qapp, "light")
    monkeypatch.setattr("ui.theme.system_theme_name", lambda: "dark")
    qapp.styleHints().colorSchemeChanged.emit(qapp.styleHints().colorScheme())
    assert current_theme().name == "light"


def test_the_serif_is_a_font(qapp: QApplication) -> None:
    assert serif_family()


@pytest.mark.parametrize("name", THEME_NAMES)
def test_controls_paint(qapp: QApplication, qtbot: QtBot, name: ThemeName) -> None:
    theme = apply_theme(qapp, name)
    box = QWidget()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    primary = QPushButton("Submit and next")
    primary.setProperty("primary", True)
    check = QCheckBox("Flood")
    check.setTristate(True)
    radio = QRadioButton("Gold")
    combo = QComboBox()
    combo.addItem("Overlap batch 3")
    number = QSpinBox()
    for widget in (primary, check, radio, combo, QLineEdit(), number):
        column.addWidget(widget)
    check.setChecked(True)
    radio.setChecked(True)
    box.setEnabled(True)
    picture = box.grab().toImage()
    fill = theme.color.accent_fill.name()
    seen = {
        picture.pixelColor(x, y).name()
        for x in range(check.x(), check.x() + 16)
        for y in range(check.y(), check.y() + check.height())
    }
    assert fill in seen
    middle = QRect(primary.geometry()).adjusted(6, 6, 0, 0).topLeft()
    assert picture.pixelColor(middle).name() == fill
    assert combo.sizeHint().height() >= theme.size.field
    combo.setEnabled(False)
    check.setEnabled(False)
    radio.setEnabled(False)
    assert not box.grab().isNull()
