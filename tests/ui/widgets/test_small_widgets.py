"""Small painted widgets: what they say to eyes, ears and clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenuBar

from ui.settings import Recent
from ui.theme import apply_theme
from ui.widgets.begin_card import BeginCard
from ui.widgets.drop_area import DropArea
from ui.widgets.elided import ElidedLabel
from ui.widgets.figure_tabs import FigureTabs
from ui.widgets.header_bar import HeaderBar, initials
from ui.widgets.key_button import KeyButton
from ui.widgets.project_list import ProjectList
from ui.widgets.sheet import SheetGroup, SheetLine, _spread
from ui.widgets.text_table import TextTable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

    from ui.commands import Page

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said by the screen that tests have
LEFT = Qt.MouseButton.LeftButton


def shown(qtbot: QtBot, widget: QWidget, width: int = 600, height: int = 200) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.grab()


def recent(name: str, done: int = 3, total: int = 20) -> Recent:
    return Recent(f"/projects/{name}.labeler", name, "Ana", done, total, "2026-03-01T08:00:00+00:00")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ana Mora", "AM"),
        ("Ben", "B"),
        ("maria del mar ruiz", "MR"),
        ("", ""),
        ("王 小明", "王小"),
        ("ßen", "SS"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_the_header_names_its_parts_and_tells_what_was_clicked(qtbot: QtBot) -> None:
    header = HeaderBar(QMenuBar())
    header.set_pages([("label", "Label"), ("review", "Review")])
    header.avatar.set_name("Ana Mora")
    header.set_current("label")
    header.set_count("label", "17")
    shown(qtbot, header, 1000, 44)
    told: list[str] = []
    header.page_asked.connect(told.append)
    header.palette_asked.connect(lambda: told.append("palette"))
    header.annotator_asked.connect(lambda: told.append("annotator"))
    for part in (header._tabs["review"], header.palette_field, header.avatar):
        QTest.mouseClick(part, LEFT)
    assert told == ["review", "palette", "annotator"]
    assert header._tabs["label"].accessibleName() == "Label, 17 left"
    assert header.avatar.accessibleName() == "Annotator Ana Mora"
    header.set_current("start")
    assert all(tab.isHidden() for tab in header._tabs.values())
    assert header.avatar.isHidden()


def test_the_project_list_goes_round_and_never_points_beside_itself(qtbot: QtBot) -> None:
    projects = ProjectList()
    opened: list[str] = []
    shown(qtbot, projects)
    projects.set_projects([])
    assert projects.chosen() is None
    assert projects.accessibleName() == "No project yet"
    projects.opened.connect(opened.append)
    projects.set_projects([recent("one"), recent("two", 0, 0), recent("three", 20, 20)])
    projects.resize(projects.sizeHint())
    projects.grab()
    QTest.keyClick(projects, Qt.Key.Key_Up)
    assert projects.accessibleName() == "Recent projects, three"
    projects.set_projects([recent("one")])
    assert projects.accessibleName() == "Recent projects, one"
    QTest.mouseClick(projects, LEFT, pos=QPoint(20, 20))
    QTest.mouseClick(projects, LEFT, pos=QPoint(20, projects._pitch() + 20))
    assert opened == ["/projects/one.labeler"]


def test_at_most_six_projects_are_listed(qtbot: QtBot) -> None:
    projects = ProjectList()
    qtbot.addWidget(projects)
    projects.set_projects([recent(str(number)) for number in range(12)])
    assert len(projects._projects) == 6


def test_tabs_wrap_where_they_do_not_fit_and_tell_which_was_clicked(qtbot: QtBot) -> None:
    tabs = FigureTabs()
    chosen: list[int] = []
    shown(qtbot, tabs, 900, 80)
    assert tabs.sizeHint().height() == 0
    tabs.set_tabs([(f"Stance: target {number}", ".78") for number in range(6)], 1)
    tabs.chosen.connect(chosen.append)
    one_line = tabs.sizeHint().height()
    tabs.resize(300, 200)
    assert tabs.sizeHint().height() > one_line
    for rect in tabs._rects():
        QTest.mouseClick(tabs, LEFT, pos=rect.center().toPoint())
    assert chosen == list(range(6))
    tabs.grab()


def test_a_button_grows_with_its_words_and_tells_its_key(qtbot: QtBot) -> None:
    button = KeyButton("Export", "Ctrl Enter", primary=True, icon_name="export")
    shown(qtbot, button, 240, 34)
    assert button.accessibleDescription() == "key Ctrl Enter"
    narrow = button.sizeHint().width()
    button.setText("Export 100 000 articles")
    assert button.sizeHint().width() > narrow
    button.setEnabled(False)
    button.grab()
    assert KeyButton("Skip").accessibleDescription() == ""


def test_cards_and_drop_areas_have_names(qtbot: QtBot) -> None:
    card, area, clicked = (
        BeginCard("New project", "Choose a codebook", "plus", "Ctrl N"),
        DropArea("Drop here"),
        [],
    )
    card.clicked.connect(lambda: clicked.append(True))
    shown(qtbot, card, 320, 60)
    shown(qtbot, area, 400, 62)
    assert (card.accessibleName(), card.accessibleDescription()) == ("New project", "Choose a codebook")
    assert area.accessibleName() == "Drop here"
    QTest.mouseClick(card, LEFT)
    assert clicked == [True]


def test_a_cut_line_shows_its_whole_text_as_a_tooltip(qtbot: QtBot) -> None:
    made = ElidedLabel()
    made.set_text("Coast assembly approves harbour levy to rebuild breakwater")
    shown(qtbot, made, 60, 20)
    assert made.toolTip() == made.text()
    assert made.minimumSizeHint().width() == 0


def test_the_sheet_spreads_its_groups_over_columns_of_about_equal_height() -> None:
    groups = [
        SheetGroup(str(place), tuple(SheetLine((), "x") for _ in range(size)))
        for place, size in enumerate((9, 4, 4, 8, 1))
    ]
    columns = _spread(groups, 3)
    assert [[group.title for group in column] for column in columns] == [["0"], ["1", "2"], ["3", "4"]]
    assert _spread(groups[:1], 3) == [[groups[0]]]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("scale", [0.8, 2.0])
def test_painted_widgets_follow_theme_and_scale(
    qapp: QApplication, qtbot: QtBot, theme: str, scale: float
) -> None:
    widgets: list[QWidget] = [
        ProjectList(),
        FigureTabs(),
        KeyButton("Flag", "G", icon_name="flag"),
        BeginCard("New", "More", "plus", "Ctrl N"),
        DropArea("Drop"),
    ]
    for widget in widgets:
        shown(qtbot, widget)
    apply_theme(qapp, theme, scale)  # type: ignore[arg-type]
    for widget in widgets:
        assert not widget.grab().toImage().isNull()


@pytest.mark.parametrize("width", [720, 900, 1024, 1440])
def test_menus_are_never_cut_and_the_current_page_keeps_its_tab(qtbot: QtBot, width: int) -> None:
    menus = QMenuBar()
    for name in ("File", "Edit", "View", "Article", "Help"):
        menus.addMenu(name)
    header = HeaderBar(menus)
    qtbot.addWidget(header)
    pages: list[tuple[Page, str]] = [
        ("label", "Label"),
        ("duplicates", "Duplicates"),
        ("review", "Review"),
        ("articles", "Articles"),
        ("stripper", "Stripper"),
        ("export", "Export"),
        ("codebook", "Codebook"),
    ]
    header.set_pages(pages)
    header.set_current("codebook")
    header.resize(width, header.height())
    header.show()
    assert menus.width() >= menus.sizeHint().width()
    tabs = {name: tab for name, tab in header._tabs.items() if not tab.isHidden()}
    assert "codebook" in tabs
    assert "label" in tabs
    assert len(tabs) == len(pages) or width < 1440
    assert len(tabs) < len(pages) or width > 720
    for tab in tabs.values():
        assert tab.width() >= tab.sizeHint().width()
    assert not header.grab().isNull()


def test_in_a_narrow_table_figures_stay_whole_and_the_name_gets_what_room_there_is(qtbot: QtBot) -> None:
    table = TextTable()
    shown(qtbot, table, width=480)
    table.set_table(
        ("Article", "Source", "Precision", "Recall", "F1", "Too many", "Missed"),
        [
            (
                "Council votes on the levy after a long debate",
                "The Courier",
                ".957",
                "1.000",
                ".978",
                "18",
                "0",
            )
        ],
    )
    widths = [table.columnWidth(column) for column in range(7)]
    assert sum(widths) <= table.viewport().width()
    assert all(widths[column] >= table.sizeHintForColumn(column) for column in range(2, 7))
    assert widths[0] == max(widths)
    assert widths[0] > 2 * widths[4]


def test_a_button_that_gives_way_keeps_its_key(qtbot: QtBot) -> None:
    firm, soft = KeyButton("Submit and next", "Enter"), KeyButton("Submit and next", "Enter", gives_way=True)
    for each in (firm, soft):
        qtbot.addWidget(each)
    assert firm.minimumSizeHint() == firm.sizeHint() == soft.sizeHint()
    assert soft.minimumSizeHint().width() < soft.sizeHint().width()
    bare = KeyButton("", "Enter")
    qtbot.addWidget(bare)
    assert soft.minimumSizeHint().width() > bare.sizeHint().width(), "some of the words are left"
