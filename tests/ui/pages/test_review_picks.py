"""From a figure to its articles: each thing one can click lists exactly the units it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from labeler.behind import NONE_FITS
from labeler.project import Project
from tests.builders import NOW
from tests.ui.pages.reviewing import (
    DUPLICATE,
    LEVY,
    PEOPLE,
    TOPIC,
    TOPICS,
    Desk,
    give,
    plant,
    plant_pairs,
    plant_stances,
    plant_topics,
)
from ui.pages.review_charts import NO_TOPIC

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.conftest import Person
    from ui.widgets.charts.confusion_matrix import ConfusionMatrix

    SitDown = Callable[..., Person]

ANA, BEN, CHI = PEOPLE


@pytest.fixture
def desk(sit_down: SitDown, tmp_path: Path) -> Desk:
    """Ana at the review page of the planted project."""
    path = plant(tmp_path)
    plant_topics(path)
    plant_stances(path)
    plant_pairs(path)
    return Desk(sit_down(path))


def by_place(desk: Desk, *places: int) -> list[str]:
    """The planted articles of some rows of TOPICS, in the order in which answers are read."""
    ids = [article.article_id for article in desk.project.store.articles.all()]
    return sorted(ids[place] for place in places)


def cell_of(matrix: ConfusionMatrix, row: str, column: str) -> tuple[int, int]:
    keys = [key for key, _ in matrix._given.values]
    return keys.index(row), keys.index(column)


def test_a_value_lists_the_units_that_somebody_gave_it(desk: Desk) -> None:
    bars = desk.page.figures.bars
    expected = {
        "flood": [
            place
            for place, row in enumerate(TOPICS)
            if any("flood" in (v or ()) for v in row) and sum(v is not None for v in row) > 1
        ],
        NO_TOPIC: [4, 9],
    }
    for place, row in enumerate(bars._rows, start=1):
        desk.pick(bars, (place, 0))
        stored = NONE_FITS if row.value == NO_TOPIC else row.value
        assert desk.listed() == desk.study().units_with(stored)
        assert len(desk.listed()) == row.articles
        assert desk.head == f"Articles given “{row.title}”"
        if row.value in expected:
            assert sorted(desk.listed()) == by_place(desk, *expected[row.value])


def test_pairs_and_annotators_list_what_they_answered(desk: Desk) -> None:
    desk.pick(desk.page.people.heatmap, (0, 2))
    assert desk.head == f"Articles answered by {ANA} and {CHI}"
    assert desk.listed() == desk.study().units_of_pair(ANA, CHI)
    assert sorted(desk.listed()) == by_place(desk, 0, 3, 9)
    desk.pick(desk.page.people.heatmap, (2, 1))
    assert desk.listed() == desk.study().units_of_pair(CHI, BEN)
    desk.pick(desk.page.people.left_out, (1, 0))
    assert desk.head == f"Articles answered by two or more besides {BEN}"
    assert desk.listed() == desk.study().units_without(BEN)
    assert desk.head == f"Articles answered by two or more besides {BEN}"
    assert len(desk.listed()) == 3


def test_cells_of_pooled_topics_list_the_units_that_add_to_them(desk: Desk) -> None:
    desk.show_section("Confusion")
    matrix = desk.page.figures.matrix
    size = matrix._size()
    for row in range(size):
        for column in range(size):
            if matrix._counts[row][column] == 0:
                continue
            desk.pick(matrix, (row, column))
            first, second = (matrix._given.values[place][0] for place in (row, column))
            first, second = (NONE_FITS if key == NO_TOPIC else key for key in (first, second))
            assert desk.listed() == desk.study().units_in_cell(first, second)
    desk.pick(matrix, cell_of(matrix, "flood", "trade"))
    assert sorted(desk.listed()) == by_place(desk, 6, 7, 8)
    assert desk.head == "Articles with “Flood” by one, “Trade” by another"
    assert matrix._count(cell_of(matrix, "flood", "trade")) == len(desk.listed())
    desk.pick(matrix, cell_of(matrix, NO_TOPIC, "port"))
    assert sorted(desk.listed()) == by_place(desk, 9)
    desk.pick(matrix, cell_of(matrix, NO_TOPIC, NO_TOPIC))
    assert sorted(desk.listed()) == by_place(desk, 4)
    row = cell_of(matrix, NO_TOPIC, NO_TOPIC)[0]
    desk.pick(matrix, (row, size))
    assert desk.listed() == desk.study().units_in_cell(NONE_FITS, None)
    desk.pick(matrix, (size, row))
    assert desk.listed() == desk.study().units_in_cell(None, NONE_FITS)
    desk.pick(matrix, (size, size))
    assert desk.listed() == desk.study().pairable


def test_while_names_are_hidden_no_cell_tells_who_gave_what(desk: Desk) -> None:
    desk.go_to(LEVY)
    desk.show_section("Confusion")
    matrix = desk.page.figures.matrix
    assert (matrix._given.rows, matrix._given.columns, matrix._given.title) == ("one", "another", "Any two")
    desk.pick(matrix, cell_of(matrix, "NONE", "AGAINST"))
    assert desk.head == "Articles with “None” by one, “Against” by another"
    desk.show_section("Paradox check")
    panel = desk.page.figures.paradox
    assert (panel._given.rows, panel._given.columns) == ("one", "the other")


def test_cells_of_two_annotators_tell_who_gave_what(desk: Desk) -> None:
    desk.project.hide_names(False)
    desk.go_to(LEVY)
    desk.show_section("Confusion")
    matrix, study = desk.page.figures.matrix, desk.study()
    size = matrix._size()
    for row in range(size):
        for column in range(size):
            count = matrix._counts[row][column]
            before = desk.listed()
            desk.pick(matrix, (row, column))
            if count == 0:
                assert desk.listed() == before
                continue
            first, second = (matrix._given.values[place][0] for place in (row, column))
            assert desk.listed() == study.units_in_cell(first, second, ANA, BEN)
            assert len(desk.listed()) == count
    desk.pick(matrix, cell_of(matrix, "NONE", "AGAINST"))
    assert desk.head == f"Articles with “None” by {ANA}, “Against” by {BEN}"
    desk.pick(matrix, (1, size))
    assert desk.listed() == study.units_in_cell("NONE", None, ANA, BEN)
    assert desk.head == f"Articles with “None” by {ANA}"
    desk.pick(matrix, (size, 2))
    assert desk.listed() == study.units_in_cell(None, "AGAINST", ANA, BEN)
    assert len(desk.listed()) == matrix._down[2]


def test_cells_of_the_paradox_check_list_their_units(desk: Desk) -> None:
    desk.project.hide_names(False)
    desk.press("N", "P")
    desk.show_section("Paradox check")
    panel, study = desk.page.figures.paradox, desk.study()
    value = desk.page.figures._paradox[2]
    given = study.answers.given
    title = next(each.title for each in study.labels if each.value == value)

    def met(unit: str, one: bool | None, other: bool | None) -> bool:
        return (
            {ANA, BEN} <= given[unit].keys()
            and one in (None, study.has(given[unit][ANA], value))
            and other in (None, study.has(given[unit][BEN], value))
        )

    for row, one in ((0, True), (1, False), (2, None)):
        for column, other in ((0, True), (1, False), (2, None)):
            count = panel._count((row, column))
            if not count:
                continue
            desk.pick(panel, (row, column))
            assert desk.listed() == [unit for unit in given if met(unit, one, other)]
            if (one, other) == (True, False):
                assert desk.head == f"Articles with “{title}” by {ANA}, without “{title}” by {BEN}"
            assert len(desk.listed()) == count


def test_weeks_and_versions_list_their_units(sit_down: SitDown, tmp_path: Path) -> None:
    path = plant(tmp_path)
    ids = plant_topics(path)
    with Project.open(path) as project:
        content = {**project.store.codebooks.current().content, "name": "Second"}
        project.codebook_digest = project.store.codebooks.add(content, NOW).digest
        for article in ids[:6]:
            for person in (ANA, BEN):
                give(project, person, article, TOPIC, ["port"], day="2026-03-20")
    desk = Desk(sit_down(path))
    desk.show_section("Over time")
    study = desk.study()
    assert [period.units for period in study.weeks] == [period.units for period in study.versions] == [5, 6]
    for chart, periods, by_version in (
        (desk.page.figures.weeks, study.weeks, False),
        (desk.page.figures.versions, study.versions, True),
    ):
        for place, period in enumerate(periods):
            desk.pick(chart, (0, place))
            assert desk.listed() == study.units_in_period("version" if by_version else "week", period.key)
            assert len(desk.listed()) == period.units
    assert desk.head == "Articles last answered under codebook v2"
    desk.pick(desk.page.figures.weeks, (0, 0))
    assert desk.head == "Articles last answered in 2026-W10"


def test_a_card_and_the_figure_itself_list_their_units(desk: Desk) -> None:
    desk.pick(desk.page.summary.bar, (0, 0))
    assert desk.head == "Articles with two or more answers"
    assert desk.listed() == desk.study().pairable
    desk.go_to(DUPLICATE)
    desk.show_section("Groups of copies")
    desk.pick(desk.page.figures.cards, (0, 0))
    assert desk.head == "Pairs in this group of copies"
    (cluster,) = desk.page.figures.cards._clusters
    members = {article for article, _ in cluster.articles}
    assert len(members) == 3
    assert desk.listed() == [unit for unit in desk.study().answers.given if members >= set(unit.split(":"))]
    assert len(desk.listed()) == 2


def test_enter_on_a_figure_lists_and_enter_on_a_unit_opens_its_article(desk: Desk) -> None:
    desk.page.figures.bars.setFocus(Qt.FocusReason.TabFocusReason)
    desk.press("Enter")
    assert desk.head.startswith("Articles given “")
    assert desk.person.focus() is desk.page.ruling.list.units
    unit = desk.listed()[-1]
    desk.mark(unit)
    desk.press("Enter")
    assert not desk.is_shown
    assert desk.person.page.article_id == unit


def test_esc_leads_from_a_figure_to_the_disagreements_and_then_to_the_label_page(desk: Desk) -> None:
    disputed = desk.listed()
    desk.pick(desk.page.people.heatmap, (0, 1))
    assert desk.page.ruling.list.lists.isHidden()
    desk.press("Esc")
    assert desk.is_shown
    assert (desk.head, desk.listed()) == ("Disagreements", disputed)
    assert desk.page.ruling.list.lists.isVisible()
    desk.pick(desk.page.people.heatmap, (0, 1))
    desk.person.click(desk.page.ruling.list.back)
    assert desk.listed() == disputed
    assert desk.page.ruling.list.back.isHidden()
    desk.press("Esc")
    assert not desk.is_shown


def test_a_click_on_the_button_and_a_double_click_open_the_article(desk: Desk) -> None:
    desk.press("Down")
    unit = desk.marked
    desk.person.click(desk.page.ruling.panel._open)
    assert desk.person.page.article_id == unit
    desk.press("Ctrl+3")
    unit = desk.listed()[2]
    desk.mark(unit)
    desk.page.ruling.list.units.doubleClicked.emit(desk.page.ruling.list.units.currentIndex())
    assert desk.person.page.article_id == unit


def test_a_pair_opens_its_first_article(desk: Desk) -> None:
    desk.go_to(DUPLICATE)
    (unit,) = desk.listed()
    desk.press("Enter")
    assert desk.person.page.article_id == unit.split(":")[0]
