"""While the review page is seen it follows what others write, and only what they touch moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.errors import StoreError
from db.events import Events
from db.records import Pair
from labeler.gold import Adjudication
from labeler.labelling import Labelling
from labeler.project import Project
from tests.ui.pages.reviewing import (
    DUPLICATE,
    LEVY,
    LINES,
    PEOPLE,
    TOPIC,
    Desk,
    article_ids,
    give,
    plant,
    plant_pairs,
    plant_stances,
    plant_topics,
)
from ui.numbers import shown_figure
from ui.pages import review_charts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.conftest import Person

    SitDown = Callable[..., Person]

ANA, BEN, CHI = PEOPLE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = plant(tmp_path)
    plant_topics(path)
    plant_stances(path)
    plant_pairs(path)
    return path


@pytest.fixture
def desk(path: Path, sit_down: SitDown) -> Desk:
    found = Desk(sit_down(path))
    # The test says when the page looks.
    found.page._look.stop()
    return found


def shown_is_true(desk: Desk) -> None:
    """What the page shows of a question is what a study made anew says."""
    page, study = desk.page, desk.study()
    value = study.headline.value
    assert page.summary.value.text() == ("–" if value is None else shown_figure(value))
    assert page.summary.bar._figure.low == pytest.approx(study.headline.low)
    assert desk.facts()["Ratings"].startswith(f"{study.figures.ratings_counted()};")
    rows = {row.title: (row.articles, row.figure.value) for row in page.figures.bars._rows}
    assert rows == {row.title: (row.articles, row.figure.value) for row in review_charts.label_rows(study)}
    pairs = {(each.one, each.other): each.units for each in study.pairs}
    shown = page.people.heatmap._pairs
    assert {names: shown[names].units for names in pairs} == pairs


def test_another_persons_answer_moves_the_figures_on_screen(desk: Desk, path: Path) -> None:
    shown_is_true(desk)
    before = desk.page.summary.value.text()
    with Project.open(path) as other:
        for article in article_ids(path)[6:9]:
            give(other, BEN, article, TOPIC, ["flood"])
    desk.refresh()
    assert desk.page.summary.value.text() != before
    shown_is_true(desk)


def test_the_list_stays_under_the_reviewers_hands(desk: Desk, path: Path) -> None:
    desk.press("Down", "R", "M")
    desk.person.type("because")
    marked, listed = desk.marked, desk.listed()
    with Project.open(path) as other:
        give(other, CHI, marked, TOPIC, ["port"])
        give(other, ANA, listed[0], TOPIC, ["trade"])
    desk.refresh()
    # The first is disputed no more and goes; what is being written about the marked one stays.
    assert (desk.marked, desk.listed()) == (marked, listed[1:])
    assert any(words == "Port" for words, _ in desk.words())
    assert desk.page.ruling.panel.comment.text() == "because"
    assert desk.page.ruling.panel.reason() == "slip"


def test_a_person_nobody_knew_and_an_answer_taken_back_are_followed_too(desk: Desk, path: Path) -> None:
    ids = article_ids(path)
    with Project.open(path) as other:
        give(other, "Dan Quist", ids[0], TOPIC, ["flood"])
    desk.refresh()
    assert "Dan Quist" in desk.page.people.heatmap.accessibleName()
    desk.go_to(LEVY)
    with Project.open(path) as other:
        other.enter_annotator(ANA)
        give(other, ANA, ids[7], LEVY, "AGAINST")
    desk.refresh()
    shown_is_true(desk)
    desk.go_to(DUPLICATE)
    with Project.open(path) as other:
        give(other, BEN, desk.listed()[0], DUPLICATE, "near_duplicate")
    desk.refresh()
    shown_is_true(desk)


def test_under_a_filter_only_what_counts_is_taken_over(desk: Desk, path: Path) -> None:
    desk.filter("Annotator", ANA)
    desk.filter("Annotator", BEN)
    before = desk.facts()
    with Project.open(path) as other:
        give(other, CHI, article_ids(path)[6], TOPIC, ["flood"])
    desk.refresh()
    assert desk.facts() == before


def test_independent_answers_are_read_anew_as_a_whole(desk: Desk, path: Path) -> None:
    desk.filter("Labels", "Independent labels only")
    with Project.open(path) as other:
        give(other, CHI, article_ids(path)[6], TOPIC, ["flood"])
    study = desk.page.study
    desk.refresh()
    assert desk.page.study is not study
    assert CHI in desk.page.study.answers.given[article_ids(path)[6]]


def test_coming_back_reads_only_what_is_new(desk: Desk, path: Path) -> None:
    study = desk.page.study
    desk.press("Ctrl+1")
    with Project.open(path) as other:
        give(other, BEN, article_ids(path)[6], TOPIC, ["flood"])
    desk.press("Ctrl+3")
    assert desk.page.study is study
    shown_is_true(desk)


def test_it_looks_while_it_is_seen_and_at_no_other_time(desk: Desk) -> None:
    desk.press("Ctrl+1")
    assert not desk.page._look.isActive()
    desk.press("Ctrl+3")
    assert desk.page._look.isActive()


def test_a_file_that_cannot_be_read_is_said_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Events) -> int:
        raise StoreError("“news.labeler” is damaged.")

    monkeypatch.setattr(Events, "mark", fails)
    desk.page._look.start()
    desk.page._on_look()
    assert desk.person.says == "“news.labeler” is damaged."
    assert not desk.page._look.isActive()


def test_names_are_hidden_until_a_ruling_unless_the_project_shows_them(desk: Desk, path: Path) -> None:
    assert {name for _, names in desk.words() for name in names} == {"A", "B"}
    desk.person.command("hide or show names")
    assert desk.person.says.startswith("Names are shown before a ruling.")
    assert {name for _, names in desk.words() for name in names} <= set(PEOPLE)
    with Project.open(path) as other:
        assert not other.names_hidden
    desk.person.command("hide or show names")
    assert {name for _, names in desk.words() for name in names} == {"A", "B"}


def test_another_reviewers_ruling_is_seen_before_one_rules_again(desk: Desk, path: Path) -> None:
    unit = desk.marked
    with Project.open(path) as other:
        Adjudication(other, "Rita").rule(unit, TOPIC, ["flood"])
    desk.refresh()
    assert desk.gold_words == "Gold: Flood (Rita)"
    assert desk.facts()["Ruled"].startswith("1 of ")


def test_new_disagreements_come_to_the_end_of_the_list(desk: Desk, path: Path) -> None:
    listed = desk.listed()
    with Project.open(path) as other:
        give(other, CHI, article_ids(path)[5], TOPIC, ["trade"])
    desk.refresh()
    assert desk.listed() == [*listed, article_ids(path)[5]]
    assert desk.page.ruling.list.count.text() == f"{len(listed) + 1} articles"


def test_copies_found_meanwhile_are_drawn_together(desk: Desk, path: Path) -> None:
    assert desk.page.study.headline.method == "score, by unit"
    one, two = sorted(article_ids(path)[:2])
    with Project.open(path) as other:
        other.store.pairs.replace_candidates(
            "test", [Pair(one, two, 0.9, 0.9, 0.9, "test", 0.9, "near_duplicate")], 13
        )
    desk.refresh()
    assert desk.page.study.headline.method == "score, by group of copies"
    shown_is_true(desk)


def test_articles_submitted_as_they_were_count_for_their_lines(desk: Desk, path: Path) -> None:
    ids = article_ids(path)
    with Project.open(path) as other:
        for name in (ANA, BEN):
            for article in ids[:6]:
                Labelling(other, name).submit(article)
    desk.refresh()
    desk.go_to(LINES)
    study = desk.page.study
    assert {articles[0] for articles in study.answers.articles.values()} == set(ids[:6])
    assert study.annotators == (ANA, BEN)
    before = len(study.pairable)
    blocks = desk.project.store.articles.extraction(ids[0])
    assert blocks is not None
    with Project.open(path) as other:
        first = blocks.blocks[0]
        side = "dropped" if first.kept else "kept"
        Labelling(other, ANA).answer(
            ids[0], LINES, {"kept": [], "dropped": [], side: [[first.start, first.end]]}
        )
    desk.refresh()
    assert len(desk.page.study.pairable) == before
    assert len(desk.page.study.disputed) == 1
    shown_is_true(desk)


def test_a_page_that_cannot_be_read_is_not_shown_and_keys_go_nowhere_else(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.press("Ctrl+1")
    page = desk.person.window.pages.currentWidget()

    def fails(_: Events) -> int:
        raise StoreError("“news.labeler” is damaged.")

    with monkeypatch.context() as broken:
        broken.setattr(Events, "mark", fails)
        desk.press("Ctrl+3")
    assert desk.person.window.pages.currentWidget() is page
    assert desk.person.says == "“news.labeler” is damaged."
