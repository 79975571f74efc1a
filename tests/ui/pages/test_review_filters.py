"""Filters of the review page: chosen in a menu, taken off as chips; every figure follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from labeler.answers import ReviewFilter
from labeler.project import Project
from tests.builders import NOW
from tests.ui.pages.reviewing import TOPIC, Desk, give, plant, plant_topics
from ui.numbers import shown_figure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QPushButton

    from tests.ui.conftest import Person

    SitDown = Callable[..., Person]


@pytest.fixture
def desk(sit_down: SitDown, labelled_file: Path) -> Desk:
    """Ana at the review page of the labelled samples."""
    return Desk(sit_down(labelled_file))


def chips(desk: Desk) -> list[QPushButton]:
    flow = desk.page.filters.flow
    found = []
    for place in range(flow.count()):
        item = flow.itemAt(place)
        widget = item.widget() if item else None
        if widget is not None and widget is not desk.page.filters._add:
            found.append(widget)
    return found  # type: ignore[return-value]


def check(desk: Desk, narrowed: ReviewFilter | None) -> None:
    """The figures of every question are those under a filter."""
    for question in desk.project.codebook.questions:
        desk.go_to(question.key)
        study = desk.study(narrowed=narrowed)
        value = study.headline.value
        assert desk.page.summary.value.text() == ("–" if value is None else shown_figure(value))
        assert desk.facts()["Annotators"] == str(len(study.annotators))
        assert desk.listed() == study.disputed


def test_filters_narrow_every_question_and_chips_take_them_off(desk: Desk) -> None:
    desk.filter("Annotator", "Ana Mora")
    desk.filter("Annotator", "Ben Osei")
    check(desk, ReviewFilter(annotators=frozenset({"Ana Mora", "Ben Osei"})))
    assert [chip.text() for chip in chips(desk)] == ["Ana Mora  ×", "Ben Osei  ×"]
    assert chips(desk)[0].accessibleName() == "Annotator: Ana Mora. Take off"
    assert desk.menu_action("Annotator", "Ana Mora").isChecked()
    desk.person.click(chips(desk)[0])
    check(desk, ReviewFilter(annotators=frozenset({"Ben Osei"})))
    desk.filter("Annotator", "Ben Osei")
    assert chips(desk) == []
    check(desk, None)


def test_every_kind_of_filter_can_be_chosen(desk: Desk) -> None:
    source = next(a.source for a in desk.project.store.articles.stream() if a.source)
    day = desk.project.store.labels.days()[0]
    for group, words, narrowed in (
        ("Source", source, ReviewFilter(sources=frozenset({source}))),
        ("From this day on", f"since {day}", ReviewFilter(since=day)),
        ("Up to this day", f"until {day}", ReviewFilter(until=day)),
        ("Codebook", "Codebook v1", ReviewFilter(codebook_version=1)),
        ("Labels", "Independent labels only", ReviewFilter(independent=True)),
    ):
        desk.filter(group, words)
        check(desk, narrowed)
        desk.person.click(chips(desk)[0])
        desk.person.settle()
    check(desk, None)


def test_filters_that_leave_too_few_say_so(desk: Desk) -> None:
    desk.filter("Annotator", "Ben Osei")
    words = "Two annotators are needed for agreement. The filters leave Ben Osei."
    assert desk.page.summary.verdict.text() == words
    desk.person.click(chips(desk)[0])
    day = desk.project.store.labels.days()[0]
    with Project.open(desk.project.path) as project:
        give(project, "Ana Mora", "x" * 64, "nothing", "here", day="1999-01-01")
    desk.press("Ctrl+1", "Ctrl+3")
    desk.filter("Up to this day", "until 1999-01-01")
    assert "The filters leave no answer." in desk.page.summary.verdict.text()
    assert day > "1999-01-01"


def test_days_and_versions_are_told_apart(sit_down: SitDown, tmp_path: Path) -> None:
    path = plant(tmp_path)
    ids = plant_topics(path)
    with Project.open(path) as project:
        content = {**project.store.codebooks.current().content, "name": "Second"}
        project.codebook_digest = project.store.codebooks.add(content, NOW).digest
        for article in ids[:3]:
            for person in ("Ana Mora", "Ben Osei"):
                give(project, person, article, TOPIC, ["port"], day="2026-03-20")
    desk = Desk(sit_down(path))
    desk.filter("From this day on", "since 2026-03-20")
    assert len(desk.page.study.answers.given) == 3
    desk.filter("From this day on", "since 2026-03-20")
    desk.filter("Codebook", "Codebook v2")
    assert list(desk.page.study.answers.given) == sorted(ids[:3])
    assert [chip.text() for chip in chips(desk)] == ["Codebook v2  ×"]


def test_unanimous_means_everybody_also_those_filtered_out(desk: Desk) -> None:
    desk.filter("Annotator", "Ana Mora")
    desk.filter("Annotator", "Ben Osei")
    alike = [unit for unit in desk.page.study.pairable if unit not in desk.page.study.disputed]
    by_all = [unit for unit in alike if unit not in desk.study().disputed]
    assert 0 < len(by_all) < len(alike)
    desk.press("Shift+U")
    assert sorted(unit for unit in desk.gold() if unit in alike) == sorted(by_all)


def test_answers_given_after_a_ruling_are_no_longer_independent(sit_down: SitDown, tmp_path: Path) -> None:
    path = plant(tmp_path)
    ids = plant_topics(path)
    desk = Desk(sit_down(path))
    desk.mark(ids[6])
    desk.press("1")
    with Project.open(path) as project:
        give(project, "Chi Lind", ids[6], TOPIC, ["flood"])
    desk.press("Ctrl+1", "Ctrl+3")
    assert len(desk.page.study.answers.given[ids[6]]) == 3
    desk.filter("Labels", "Independent labels only")
    assert set(desk.page.study.answers.given[ids[6]]) == {"Ana Mora", "Ben Osei"}
