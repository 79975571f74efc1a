"""The charts of the review page: which is shown, what stands in it, and how it leaves the window."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton

from labeler.project import Project
from tests.ui.pages.reviewing import (
    DUPLICATE,
    LEVY,
    LINES,
    TOPIC,
    Desk,
    article_ids,
    give,
    plant,
    plant_pairs,
    plant_stances,
    plant_topics,
)
from ui.dialogs import PictureToSave, TableToSave
from ui.numbers import shown_figure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.conftest import Person
    from ui.widgets.charts.chart import Chart

    SitDown = Callable[..., Person]

SECTIONS = ("Each value", "Confusion", "Over time", "Paradox check", "Groups of copies")


@pytest.fixture
def desk(sit_down: SitDown, tmp_path: Path) -> Desk:
    """Ana at the review page of the planted project, every question of which has answers."""
    path = plant(tmp_path)
    plant_topics(path)
    plant_stances(path)
    plant_pairs(path)
    return Desk(sit_down(path))


def chart_shown(desk: Desk) -> Chart:
    charts = (
        desk.page.figures.bars,
        desk.page.figures.matrix,
        desk.page.figures.weeks,
        desk.page.figures.paradox,
        desk.page.figures.cards,
    )
    visible = [chart for chart in charts if chart.isVisible()]
    assert len(visible) == 1
    return visible[0]


def test_a_click_and_ctrl_t_lead_to_each_chart(desk: Desk) -> None:
    page = desk.page
    charts = dict(
        zip(
            SECTIONS,
            (
                page.figures.bars,
                page.figures.matrix,
                page.figures.weeks,
                page.figures.paradox,
                page.figures.cards,
            ),
            strict=True,
        )
    )
    assert [tab.text() for tab in page.figures.tabs] == list(SECTIONS)
    for name in (*SECTIONS[1:], SECTIONS[0]):
        desk.press("Ctrl+T")
        assert chart_shown(desk) is charts[name]
    for name in reversed(SECTIONS):
        desk.show_section(name)
        assert chart_shown(desk) is charts[name]
        assert [tab.text() for tab in page.figures.tabs if tab.isChecked()] == [name]
    desk.press("Ctrl+T", "N")
    assert chart_shown(desk) is page.figures.matrix


def test_each_value_has_its_row(desk: Desk) -> None:
    for question in desk.project.codebook.questions:
        desk.go_to(question.key)
        rows = {row.title: row for row in desk.page.figures.bars._rows}
        for each in desk.study().labels:
            row = rows.pop(each.title)
            assert (row.figure.value, row.articles) == (each.figure.value, each.units)
            assert row.share == pytest.approx(each.share)
            if each.units < 5:
                assert row.figure.why.startswith("too few: ")
        assert rows == {}


def test_the_confusion_of_two_has_their_names_and_of_more_is_pooled(desk: Desk) -> None:
    desk.show_section("Confusion")
    shown = desk.page.figures.matrix._given
    assert shown.title == "Any two"
    assert sum(shown.counts.values()) == desk.study().cells().cells.total()
    desk.project.hide_names(False)
    desk.go_to(LEVY)
    shown = desk.page.figures.matrix._given
    assert (shown.rows, shown.columns) == ("Ana Mora", "Ben Osei")
    assert dict(shown.counts) == dict(desk.study().cells("Ana Mora", "Ben Osei").cells)


def test_over_time_shows_weeks_and_versions(desk: Desk) -> None:
    desk.show_section("Over time")
    study = desk.study()
    assert [period.title for period in desk.page.figures.weeks._periods] == [
        each.title for each in study.weeks
    ]
    assert [period.title for period in desk.page.figures.versions._periods] == ["v1"]
    assert desk.page.figures.weeks._periods[0].figure.value == study.weeks[0].figure.value


def test_the_paradox_check_names_the_two_annotators(desk: Desk) -> None:
    desk.show_section("Paradox check")
    given = desk.page.figures.paradox._given
    assert (given.rows, given.columns) == ("one", "the other")
    desk.project.hide_names(False)
    desk.refresh()
    desk.go_to(LEVY)
    desk.go_to(TOPIC)
    given = desk.page.figures.paradox._given
    assert (given.rows, given.columns) == ("Ana Mora", "Ben Osei")
    assert sum(given.counts.values()) == 11
    assert desk.page.figures.paradox.sentence()


def test_copies_grouped_differently_have_a_card(desk: Desk) -> None:
    desk.show_section("Groups of copies")
    assert desk.page.figures.cards.quiet == "Only the question of duplicates groups articles."
    desk.go_to(DUPLICATE)
    assert desk.page.figures.cards.quiet == ""
    (cluster,) = desk.page.figures.cards._clusters
    assert [grouping.annotator for grouping in cluster.groupings] == ["Ana Mora", "Ben Osei"]
    titles = {title for _, title in cluster.articles}
    assert titles <= {article.title for article in desk.project.store.articles.stream()}
    assert desk.page.summary.second_look.text().startswith(
        "Groups of copies, B-cubed F1: Ana Mora and Ben Osei "
    )


def test_pairs_of_annotators_and_each_left_out_stand_below(desk: Desk) -> None:
    study = desk.study()
    words = desk.page.people.heatmap.accessibleName()
    for pair in study.pairs:
        assert f"{pair.one} and {pair.other}: " in words
        if pair.figure.value is not None:
            assert f"α {shown_figure(pair.figure.value)}" in words
    rows = {row.annotator: row.figure.value for row in desk.page.people.left_out._rows}
    assert rows == {each.annotator: each.figure.value for each in study.left_out}
    assert len(rows) == 3


def test_with_nothing_to_show_each_chart_says_why(sit_down: SitDown, tmp_path: Path) -> None:
    path = plant(tmp_path, 2)
    with Project.open(path) as project:
        give(project, "Ana Mora", article_ids(path)[0], TOPIC, ["flood"])
    desk = Desk(sit_down(path))
    page = desk.page
    desk.show_section("Confusion")
    assert page.figures.matrix.quiet == "No unit was answered by two annotators yet."
    desk.show_section("Over time")
    assert (
        page.figures.weeks.quiet
        == page.figures.versions.quiet
        == "No unit was answered by two annotators yet."
    )
    desk.show_section("Paradox check")
    assert page.figures.paradox.quiet == "No unit was answered by both annotators yet."
    assert page.people.heatmap.quiet == "Two annotators are needed for agreement."
    assert page.people.left_out.quiet == "Three annotators are needed to leave one out."
    desk.go_to(DUPLICATE)
    desk.show_section("Groups of copies")
    assert page.figures.cards.quiet == "All annotators group the copies alike."
    desk.go_to(LINES)
    assert page.summary.bar._figure.value is None


# -- out of the window ---------------------------------------------------------------------------------------


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Path | str | None]:
    """Where the dialogs say that files go; also the name that was offered last."""
    told: dict[str, Path | str | None] = {"to": None, "offered": ""}

    def ask(_parent: object, name: str) -> object:
        told["offered"] = name
        return told["to"]

    monkeypatch.setattr(PictureToSave, "ask", ask)
    monkeypatch.setattr(TableToSave, "ask", ask)
    return told


def save(desk: Desk, name: str) -> None:
    """Clicks one of the two buttons of the chart in the middle."""
    saving = desk.page.figures.saving[desk.page.figures.section]
    desk.person.click(next(each for each in saving.findChildren(QPushButton) if each.text() == name))


def test_each_chart_is_saved_as_a_picture(
    desk: Desk, asked: dict[str, Path | str | None], tmp_path: Path
) -> None:
    desk.go_to(DUPLICATE)
    for name in SECTIONS:
        desk.show_section(name)
        asked["to"] = png = tmp_path / f"{name}.png"
        save(desk, "Save picture")
        assert asked["offered"] == f"planted-duplicate-{name.lower().replace(' ', '-')}"
        assert desk.person.says == f"{png} written."
        assert not QImage(str(png)).isNull()
        asked["to"] = svg = tmp_path / f"{name}.svg"
        desk.person.command("save the chart as a picture")
        assert svg.read_text(encoding="utf-8").startswith("<?xml")


def test_each_chart_is_saved_as_a_table(
    desk: Desk, asked: dict[str, Path | str | None], tmp_path: Path
) -> None:
    for name in SECTIONS:
        desk.show_section(name)
        asked["to"] = path = tmp_path / f"{name}.csv"
        save(desk, "Save table")
        assert desk.person.says == f"{path} written."
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        expected, lines = chart_shown(desk).table()
        assert header == list(expected)
        assert len(rows) == len(lines)
    desk.show_section("Each value")
    desk.person.command("save the chart as a table")
    with (tmp_path / "Groups of copies.csv").open(encoding="utf-8", newline="") as file:
        found = {row[0]: row for row in csv.reader(file)}
    flood = next(each for each in desk.study().labels if each.value == "flood")
    assert found["Flood"][2] == str(flood.units)
    assert float(found["Flood"][3]) == pytest.approx(flood.figure.value, abs=0.005)


@pytest.mark.parametrize("name", ["Save picture", "Save table"])
def test_a_file_that_cannot_be_written_is_said(
    desk: Desk, asked: dict[str, Path | str | None], tmp_path: Path, name: str
) -> None:
    save(desk, name)
    said = list(desk.person.said)
    in_the_way = tmp_path / "a file"
    in_the_way.write_text("not a folder")
    asked["to"] = in_the_way / "chart.csv"
    save(desk, name)
    assert len(desk.person.said) == len(said) + 1
    assert "was not written" in desk.person.says or str(in_the_way) in desk.person.says
    assert desk.person.window.notices.history[-1].tone == "bad"
    assert in_the_way.read_text() == "not a folder"


def test_every_other_picture_has_buttons_of_its_own(
    desk: Desk, asked: dict[str, Path | str | None], tmp_path: Path
) -> None:
    page = desk.page
    for buttons in (page.summary.saving, *page.people.saving):
        asked["to"] = png = tmp_path / f"{buttons.name}.png"
        desk.person.click(buttons.picture)
        assert asked["offered"] == f"planted-topic-{buttons.name}"
        assert not QImage(str(png)).isNull()
        asked["to"] = table = tmp_path / f"{buttons.name}.csv"
        desk.person.click(buttons.table)
        assert table.read_text(encoding="utf-8").splitlines()[0] == ",".join(buttons.chart.table()[0])
    desk.show_section("Over time")
    asked["to"] = tmp_path / "versions.csv"
    desk.person.click(page.figures.saving_more[1].table)
    assert asked["offered"] == "planted-topic-by-codebook-version"
    assert "v1" in (tmp_path / "versions.csv").read_text(encoding="utf-8")


def test_the_command_saves_the_chart_that_has_the_focus(
    desk: Desk, asked: dict[str, Path | str | None], tmp_path: Path
) -> None:
    asked["to"] = tmp_path / "pairs.csv"
    desk.page.people.heatmap.setFocus()
    desk.page.save_table()
    assert asked["offered"] == "planted-topic-each-pair"


def test_a_batch_is_what_was_imported_on_one_day(desk: Desk) -> None:
    desk.show_section("Over time")
    (batch,) = desk.page.figures.batches._periods
    (day,) = {article.imported_at[:10] for article in desk.project.store.articles.all()}
    assert (batch.title, batch.units) == (day, desk.study().counted)
    desk.pick(desk.page.figures.batches, (0, 0))
    assert desk.head == f"Articles imported on {day}"
    assert desk.listed() == desk.study().pairable
