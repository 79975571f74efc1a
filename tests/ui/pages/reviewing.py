"""Somebody at the review page, and projects whose disagreements are known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from db.records import Pair, pair_id
from db.store import Store
from labeler.flow import is_gold
from labeler.gold import rulings
from labeler.importing import import_paths
from labeler.progress import run_to_end
from labeler.project import Project
from labeler.study import Study
from tests.builders import CODEBOOK, capture_text, event

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QAction

    from db.records import Json
    from labeler.answers import ReviewFilter
    from labeler.gold import Ruling
    from tests.ui.conftest import Person
    from ui.pages.review import ReviewPage
    from ui.widgets.charts.chart import Cell, Chart
    from ui.widgets.ruling_panel import GivenAnswer

TOPIC, LEVY, _, DUPLICATE, LINES = (question.key for question in CODEBOOK.questions)
PEOPLE = ("Ana Mora", "Ben Osei", "Chi Lind")
TOPICS: tuple[tuple[list[str] | None, ...], ...] = (
    (["flood"], ["flood"], ["flood"]),
    (["flood"], ["flood"], None),
    (["trade"], ["trade"], None),
    (["trade"], ["trade"], ["trade"]),
    ([], [], None),
    (["port"], ["port"], None),
    (["flood"], ["trade"], None),
    (["flood"], ["trade"], None),
    (["trade"], ["flood"], None),
    ([], ["port"], ["port"]),
    (["flood", "trade"], ["flood"], None),
    (["flood"], None, None),
)
"""A row an article: what Ana, Ben and Chi answered."""

STANCES = ("FAVOR", "FAVOR", "NONE", "NONE", "AGAINST", "AGAINST", "NONE", "FAVOR")
"""Ana's answers about the levy; Ben's are the same but for the last two."""


class Desk:
    """Looks at the review page of a window as a person does; everything it does goes through keys and clicks."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.press = person.press
        self.press("Ctrl+3")

    @property
    def page(self) -> ReviewPage:
        page = self.person.window.review_page
        assert page is not None
        return page

    @property
    def project(self) -> Project:
        assert self.person.window.project is not None
        return self.person.window.project

    @property
    def is_shown(self) -> bool:
        return self.person.window.pages.currentWidget() is self.page

    def study(self, question: str = "", narrowed: ReviewFilter | None = None) -> Study:
        """The study of a question, worked out anew; of the question shown if none is named."""
        key = question or self.page.question.key
        return Study.of(self.project, self.project.codebook.question(key), narrowed)

    def go_to(self, question: str) -> None:
        """Presses N until a question is shown."""
        for _ in self.project.codebook.questions:
            if self.page.question.key == question:
                self.person.settle()
                return
            self.press("N")
        assert self.page.question.key == question

    def refresh(self) -> None:
        """Looks whether somebody else has written, as the page does once a second."""
        self.page.refresh()
        self.person.settle()

    def click_tab(self, place: int) -> None:
        self.person.click(self.page.tabs, middle(self.page.tabs._rects()[place]))

    def show_section(self, name: str) -> None:
        """Clicks the name of a chart."""
        self.person.click(next(tab for tab in self.page.figures.tabs if tab.text() == name))
        self.person.settle()

    def pick(self, chart: Chart, cell: Cell) -> None:
        """Clicks a cell of a chart."""
        self.person.click(chart, middle(chart._cell_rect(cell)))

    # The list.

    def listed(self) -> list[str]:
        """The units listed."""
        model = self.page.ruling.list.units.units
        return [model.row(place).unit_id for place in range(model.rowCount())]

    def marks(self) -> list[str]:
        model = self.page.ruling.list.units.units
        return [model.row(place).mark for place in range(model.rowCount())]

    @property
    def head(self) -> str:
        return self.page.ruling.list.head.text()

    @property
    def marked(self) -> str:
        return self.page.ruling.list.units.marked()

    def mark(self, unit: str) -> None:
        """Clicks a unit of the list."""
        table = self.page.ruling.list.units
        index = table.units.index(table.units.row_of(unit), 0)
        table.scrollTo(index)
        self.person.click(table.viewport(), table.visualRect(index).center())

    def show_list(self, name: str) -> None:
        """Clicks Open, All or Ruled."""
        lists = self.page.ruling.list.lists
        place = lists._words.index(name)
        width = lists._width() / len(lists._words)
        self.person.click(lists, QPoint(round((place + 0.5) * width), lists.height() // 2))

    # The ruling.

    @property
    def given(self) -> Sequence[GivenAnswer]:
        return self.page.ruling.panel.chips._answers

    def words(self) -> list[tuple[str, tuple[str, ...]]]:
        """Each answer shown, and who gave it."""
        return [(each.words, each.by) for each in self.given]

    def adopt(self, place: int) -> None:
        """Clicks an answer."""
        chips = self.page.ruling.panel.chips
        self.person.click(chips, QPoint(80, round((place + 0.5) * chips._pitch())))

    @property
    def gold_words(self) -> str:
        return self.page.ruling.panel._ruling.text()

    def gold(self, question: str = "") -> dict[str, Ruling]:
        """The rulings in the file, read by a second store."""
        with Store.open(self.project.path) as store:
            return rulings(Project(store), question or self.page.question.key)

    def gold_values(self, question: str = "") -> dict[str, Json]:
        return {unit: ruling.value for unit, ruling in self.gold(question).items()}

    def answers(self) -> dict[tuple[str, str, str], Json]:
        """Everybody's answers in the file, without rulings."""
        with Store.open(self.project.path) as store:
            return {
                (label.annotator, label.unit_id, label.question): label.value
                for label in store.labels.all()
                if not is_gold(label.question)
            }

    # Filters.

    def filter(self, group: str, words: str) -> None:
        """Chooses in the menu of filters."""
        self.menu_action(group, words).trigger()
        self.person.settle()

    def menu_action(self, group: str, words: str) -> QAction:
        groups = self.page.filters._add.menu().actions()
        menu = next(each for each in groups if each.text() == group).menu()
        assert isinstance(menu, QMenu)
        return next(each for each in menu.actions() if each.text() == words)

    def facts(self) -> dict[str, str]:
        """The small table below the figure."""
        facts = self.page.summary.facts
        return {name.text(): value.text() for name, value in zip(facts._names, facts._values, strict=True)}


def middle(rect: QRectF) -> QPoint:
    return rect.center().toPoint()


def give(
    project: Project,
    annotator: str,
    unit: str,
    question: str,
    value: Json,
    *,
    day: str = "2026-03-02",
) -> None:
    """Writes an answer as of some day, under the codebook in force."""
    project.enter_annotator(annotator)
    made = event(unit, question, value=value, annotator=annotator, codebook=project.codebook_digest)
    project.store.labels.append([replace(made, created_at=f"{day}T08:00:00.000+00:00")])


def article_ids(path: Path) -> list[str]:
    """The articles of a project, in the order in which they were imported."""
    with Store.open(path) as store:
        return [article.article_id for article in store.articles.all()]


def plant(folder: Path, articles: int = len(TOPICS)) -> Path:
    """A project with invented articles and the small codebook of the tests, without answers."""
    captures = folder / "captures"
    captures.mkdir()
    for number in range(articles):
        (captures / f"{number:02d}.txt").write_text(capture_text(number), encoding="utf-8")
    with Project.create(folder / "planted.labeler", CODEBOOK, "Planted") as project:
        run_to_end(import_paths(project.store, [captures]))
    return folder / "planted.labeler"


def plant_topics(path: Path) -> list[str]:
    """Writes TOPICS; returns the articles."""
    ids = article_ids(path)
    with Project.open(path) as project:
        for article, row in zip(ids, TOPICS, strict=True):
            for person, value in zip(PEOPLE, row, strict=True):
                if value is not None:
                    give(project, person, article, TOPIC, value)
    return ids


def plant_stances(path: Path) -> list[str]:
    """Writes STANCES of Ana and Ben; returns the articles."""
    ids = article_ids(path)
    with Project.open(path) as project:
        for place, (article, value) in enumerate(zip(ids, STANCES, strict=False)):
            give(project, PEOPLE[0], article, LEVY, value)
            give(project, PEOPLE[1], article, LEVY, value if place < 6 else "AGAINST")
    return ids


def plant_pairs(path: Path) -> list[str]:
    """Ana ties three articles together, Ben only two of them; returns the pairs."""
    ids = sorted(article_ids(path)[:4])
    pairs = [pair_id(ids[0], ids[1]), pair_id(ids[1], ids[2]), pair_id(ids[2], ids[3])]
    given = (("exact", "exact"), ("near_duplicate", "unrelated"), ("unrelated", "unrelated"))
    with Project.open(path) as project:
        for unit, values in zip(pairs, given, strict=True):
            left, right = unit.split(":")
            project.store.pairs.add_if_absent(Pair(left, right, 0.0, 0.0, 0.0, "judged"))
            for person, value in zip(PEOPLE, values, strict=False):
                give(project, person, unit, DUPLICATE, value)
    return pairs
