"""Every page painted in every look: no warning, nothing larger than the window, nothing that cannot be read."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QScrollArea

from ui.settings import SCALES
from ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QImage

    from tests.ui.conftest import Person

    SitDown = Callable[..., Person]

# What to press, coming from the labelling page, to see each thing there is.
VIEWS: dict[str, tuple[str, ...]] = {
    "label": (),
    "answered": ("1", "0", "2", "F", "G"),
    "raw": ("F8",),
    "main": ("F8", "F8"),
    "pair": ("D",),
    "skip": ("S",),
    "folded queue": ("F9",),
    "topic search": ("T", "p", "o"),
    "review": ("Ctrl+3",),
    "codebook": ("Ctrl+7",),
    "question": ("Ctrl+7", "Ctrl+T"),
    "split": ("Ctrl+7", "Down", "S"),
    "stripper": ("Ctrl+5",),
    "export": ("Ctrl+6",),
    "palette": ("Ctrl+K",),
    "keys": ("?",),
    "guideline": ("F1",),
}


def picture(person: Person) -> QImage:
    person.settle()
    image = person.window.grab().toImage()
    assert not image.isNull()
    assert image.size() == person.window.size() * person.window.devicePixelRatio()
    return image


def colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}


@pytest.mark.parametrize("look", ["light colours", "dark colours", "high contrast", "colours of the system"])
def test_every_view_is_painted_in_every_theme(sit_down: SitDown, labelled_file: Path, look: str) -> None:
    person = sit_down(labelled_file)
    person.command(look)
    for keys in VIEWS.values():
        person.press(*keys)
        image = picture(person)
        assert len(colours(image)) > 4
        assert QColor(current_theme().color.window).rgb() in colours(image) or keys
        person.press("Esc", "Esc", "Ctrl+1")
    person.command("back to the start")
    picture(person)


def test_a_theme_chosen_is_put_on_at_once(ana: Person) -> None:
    grounds = {}
    for look, name in (("light colours", "light"), ("dark colours", "dark"), ("high contrast", "contrast")):
        ana.command(look)
        assert current_theme().name == name
        grounds[name] = current_theme().color.pane.rgb()
        assert grounds[name] in colours(picture(ana))
    assert len(set(grounds.values())) == 3


def test_every_view_is_painted_at_twice_the_size(sit_down: SitDown, labelled_file: Path) -> None:
    person = sit_down(labelled_file)
    for _ in SCALES:
        person.command("larger window text")
    assert current_theme().scale == 2.0
    for keys in VIEWS.values():
        person.press(*keys)
        picture(person)
        person.press("Esc", "Esc", "Ctrl+1")
    for _ in SCALES:
        person.command("smaller window text")
    assert current_theme().scale == 0.8
    picture(person)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_view_fits_a_small_window(sit_down: SitDown, labelled_file: Path, scale: float) -> None:
    person = sit_down(labelled_file, width=1024, height=640)
    if scale == 2.0:
        for _ in SCALES:
            person.command("larger window text")
    for name, keys in VIEWS.items():
        person.press(*keys)
        person.window.resize(1024, 640)
        picture(person)
        assert (person.window.width(), person.window.height()) == (1024, 640), name
        person.press("Esc", "Esc", "Ctrl+1")
    person.command("back to the start")
    person.window.resize(1024, 640)
    picture(person)
    assert (person.window.width(), person.window.height()) == (1024, 640)


@pytest.mark.parametrize("keys", [(), ("D",), ("S",), ("Ctrl+F",)])
def test_at_twice_the_size_nothing_of_the_label_page_is_cut(ana: Person, keys: tuple[str, ...]) -> None:
    ana.window.resize(1024, 700)
    for _ in SCALES:
        ana.command("larger window text")
    ana.press(*keys)
    ana.window.resize(1024, 700)
    ana.settle()
    assert ana.window.status.saved.width() > 600, "messages can be read"
    page = ana.page
    for part in (page.queue, page.pane.view, page.answers.submit_button, page.relation.back_button):
        if part.isVisible():
            corner = part.mapTo(ana.window, part.rect().bottomRight())
            assert ana.window.rect().contains(corner)


def test_at_twice_the_size_the_figures_of_the_stripper_page_stand_apart(ana: Person) -> None:
    ana.window.resize(1024, 700)
    for _ in SCALES:
        ana.command("larger window text")
    ana.press("Ctrl+5")
    ana.wait_for_jobs()
    ana.window.resize(1024, 700)
    ana.settle()
    page = ana.window.stripper_page
    assert page is not None
    for figure in page.figures.values():
        figure.setText("1.000")
    ana.settle()
    places = [figure.mapTo(page, figure.rect().topLeft()).x() for figure in page.figures.values()]
    wide = page.figures["F1"].sizeHint().width()
    assert all(after - before >= wide for before, after in itertools.pairwise([*places, page.width()]))
    (area,) = page.findChildren(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0


def test_at_twice_the_size_nothing_of_the_duplicates_page_is_cut(ana: Person) -> None:
    for _ in SCALES:
        ana.command("larger window text")
    ana.press("Ctrl+2")
    ana.window.resize(1024, 700)
    ana.settle()
    page = ana.window.duplicates_page
    assert page is not None
    parts = (page.list, page.view, page.panel, page.panel.next)

    def shown() -> list[bool]:
        ana.settle()
        for part in parts:
            corner = part.mapTo(ana.window, part.rect().bottomRight())
            assert not part.isVisible() or ana.window.rect().contains(corner)
        return [part.isVisible() for part in parts]

    (area,) = page.panel.findChildren(QScrollArea)
    assert shown() == [False, True, True, True]
    assert area.horizontalScrollBar().maximum() == 0
    ana.press("Ctrl+F")
    assert shown() == [True, True, False, False]
    assert page.list.field.hasFocus()
    ana.press("Esc")
    assert shown() == [False, True, True, True]
    ana.press("Ctrl+T")
    assert shown() == [True, True, False, False]
    ana.press("Esc")
    assert shown() == [False, True, True, True]
    ana.press("Ctrl+T")
    assert page.is_on_wall()
    assert shown() == [True, False, False, False]
    ana.window.resize(2048, 1400)
    ana.press("Ctrl+T")
    assert shown() == [True, True, True, True]


def test_a_narrow_window_folds_the_queue_to_its_marks(ana: Person) -> None:
    queue = ana.page.queue
    ana.window.resize(1024, 700)
    ana.wait(lambda: queue.width() == 44)
    assert not queue.field.isVisible()
    ana.window.resize(1400, 700)
    ana.wait(lambda: queue.width() == current_theme().size.queue_width)
    assert queue.field.isVisible()


@pytest.mark.parametrize(("scale", "both"), [(1.0, True), (2.0, False)])
def test_in_a_narrow_window_the_queue_is_shown_while_it_is_asked_for(
    ana: Person, scale: float, both: bool
) -> None:
    ana.window.resize(1024, 700)
    if scale == 2.0:
        for _ in SCALES:
            ana.command("larger window text")
        ana.window.resize(1024, 700)
    queue, answers = ana.page.queue, ana.page.answers
    ana.wait(lambda: queue.width() == current_theme().px(44))
    ana.press("Ctrl+Shift+F")
    ana.wait(lambda: queue.width() == current_theme().size.queue_width)
    assert (queue.field.hasFocus(), answers.isVisible()) == (True, both)
    ana.type("breakwater")
    ana.press("Enter")
    ana.wait(lambda: queue.width() == current_theme().px(44))
    assert answers.isVisible()
    ana.press("F9")
    assert queue.field.isVisible()
    ana.press("F9")
    assert not queue.field.isVisible()
    ana.press("F9")
    ana.window.resize(1400, 700) if both else ana.press("Esc")
    ana.wait(answers.isVisible)


@pytest.mark.parametrize("number", [15, 16, 17, 18, 20])
def test_articles_of_every_script_are_painted(ana: Person, number: int) -> None:
    ana.open_number(number)
    assert len(colours(picture(ana))) > 4
    ana.press("F8")
    picture(ana)


def test_the_empty_start_page_and_the_question_who_labels_are_painted(
    sit_down: SitDown, labelled_file: Path
) -> None:
    person = sit_down()
    picture(person)
    person.window.open_project(labelled_file)
    picture(person)
