"""The review page painted in every look and size: nothing cut, nothing wider than the window, no warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings

from labeler.project import Project
from tests.builders import CODEBOOK, capture_text, import_all
from tests.ui.pages.reviewing import DUPLICATE, LEVY, TOPIC, Desk, article_ids, give, plant, plant_topics
from ui.settings import Settings
from ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.conftest import Person

    SitDown = Callable[..., Person]

ARABIC = "محطة التحلية في أوستراند تعود إلى العمل بعد توقف دام أسبوعين"


def paint(desk: Desk) -> None:
    """Every chart of every question, the card of own answers, the units of a figure."""
    for question in desk.project.codebook.questions:
        desk.go_to(question.key)
        for _ in desk.page.figures.tabs:
            desk.person.settle()
            image = desk.person.window.grab().toImage()
            assert image.size() == desk.person.window.size() * desk.person.window.devicePixelRatio()
            desk.press("Ctrl+T")
        desk.press("O")
        desk.person.settle()
        desk.person.window.grab()
        if desk.page.ruling.own.isVisible():
            desk.press("Esc")
        assert desk.is_shown
    desk.go_to(TOPIC)
    desk.pick(desk.page.figures.bars, (1, 0))
    desk.person.settle()
    desk.person.window.grab()
    desk.press("1")
    desk.person.window.grab()
    desk.press("Ctrl+Z")


@pytest.fixture
def twice_as_large(settings_file: Path) -> None:
    """The window opens at twice the size, as if that had been chosen the last time."""
    Settings(QSettings(str(settings_file), QSettings.Format.IniFormat)).scale = 2.0


@pytest.mark.parametrize("look", ["light colours", "dark colours", "high contrast"])
def test_every_part_is_painted_in_every_theme(sit_down: SitDown, labelled_file: Path, look: str) -> None:
    desk = Desk(sit_down(labelled_file))
    desk.person.command(look)
    paint(desk)


@pytest.mark.usefixtures("twice_as_large")
def test_everything_fits_at_twice_the_size(sit_down: SitDown, labelled_file: Path) -> None:
    desk = Desk(sit_down(labelled_file))
    assert current_theme().scale == 2.0
    paint(desk)
    assert desk.page._narrow


def test_everything_fits_a_small_window(sit_down: SitDown, labelled_file: Path) -> None:
    fits_small(Desk(sit_down(labelled_file, width=1024, height=640)))


@pytest.mark.usefixtures("twice_as_large")
def test_everything_fits_a_small_window_at_twice_the_size(sit_down: SitDown, labelled_file: Path) -> None:
    fits_small(Desk(sit_down(labelled_file, width=1024, height=640)))


def fits_small(desk: Desk) -> None:
    desk.person.window.resize(1024, 640)
    for group, words in (("Annotator", "Ana Mora"), ("Annotator", "Ben Osei"), ("Codebook", "Codebook v1")):
        desk.filter(group, words)
    paint(desk)
    assert (desk.person.window.width(), desk.person.window.height()) == (1024, 640)


def test_nothing_scrolls_sideways_in_the_smallest_window(sit_down: SitDown, tmp_path: Path) -> None:
    path = plant(tmp_path)
    plant_topics(path)
    desk = Desk(sit_down(path, width=1024, height=640))
    desk.mark(article_ids(path)[6])
    desk.press("R", "R", "R", "1")
    assert desk.page.ruling.panel.same_button.isVisible()
    desk.pick(desk.page.people.heatmap, (0, 1))
    desk.person.settle()
    for area in (desk.page._cards, desk.page._beside):
        assert area.horizontalScrollBar().maximum() == 0


@pytest.mark.usefixtures("twice_as_large")
def test_where_it_is_narrow_the_list_stands_below_and_comes_into_view_when_asked(
    sit_down: SitDown, labelled_file: Path
) -> None:
    desk = Desk(sit_down(labelled_file))
    page = desk.page
    desk.person.wait(lambda: page._narrow and not page._beside.isVisible())
    bar = page._cards.verticalScrollBar()
    desk.person.wait(lambda: bar.maximum() > 0)
    bar.setValue(0)
    chips = page.ruling.panel.chips
    assert chips.visibleRegion().isEmpty()
    desk.press("1")
    assert desk.gold() == {}
    desk.person.wait(lambda: not chips.visibleRegion().isEmpty())
    desk.press("1")
    assert len(desk.gold()) == 1
    bar.setValue(0)
    desk.pick(page.people.heatmap, (0, 1))
    desk.person.wait(lambda: bar.value() > 0 and page.ruling.list.units.isVisible())
    while current_theme().scale > 1.0:
        desk.person.command("smaller window text")
    desk.person.wait(lambda: not page._narrow and page._beside.isVisible())
    assert page.ruling.isVisible()
    assert desk.head.startswith("Articles answered by ")


def test_the_card_of_own_answers_follows_the_window_and_goes_with_its_page(
    sit_down: SitDown, labelled_file: Path
) -> None:
    desk = Desk(sit_down(labelled_file))
    desk.press("O")
    own, gone = desk.page.ruling.own, []
    own.destroyed.connect(lambda: gone.append(True))
    desk.person.window.resize(1100, 700)
    desk.person.wait(lambda: own.size() == desk.person.window.size())
    assert own.card.geometry().bottom() < 700
    desk.press("Esc")
    desk.person.window.close_project()
    desk.person.wait(lambda: bool(gone))


def test_titles_that_run_to_the_left_and_empty_or_lonely_projects_are_painted(
    sit_down: SitDown, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(f"{ARABIC}\n\n{capture_text(1)}", encoding="utf-8")
    (tmp_path / "b.txt").write_text(capture_text(2), encoding="utf-8")
    path = tmp_path / "small.labeler"
    with Project.create(path, CODEBOOK) as project:
        import_all(project, tmp_path / "a.txt", tmp_path / "b.txt")
    desk = Desk(sit_down(path))
    for _ in desk.project.codebook.questions:
        for _ in desk.page.figures.tabs:
            desk.person.window.grab()
            desk.press("Ctrl+T")
        desk.press("N")
    one, other = article_ids(path)
    with Project.open(path) as project:
        give(project, ARABIC, one, TOPIC, ["flood"])
    desk.press("Ctrl+1", "Ctrl+3")
    assert desk.page.summary.verdict.text().endswith(f"So far only {ARABIC} has answered.")
    desk.person.window.grab()
    with Project.open(path) as project:
        give(project, "Ben Osei", one, TOPIC, [])
        give(project, "Ben Osei", other, LEVY, "NONE")
    desk.press("Ctrl+1", "Ctrl+3")
    assert desk.listed() == [one]
    desk.person.window.grab()
    desk.press("1")
    desk.person.window.grab()
    desk.go_to(DUPLICATE)
    assert desk.listed() == []
