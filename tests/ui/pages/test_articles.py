"""The articles page: the table, its facets and what is done with many at once, by keyboard, in the real window."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint

from db.errors import StoreError
from db.store import Store
from labeler.flow import FLAG
from labeler.labelling import Labelling
from labeler.project import Project
from labeler.stripper_quality import NO_SOURCE
from labeler.training_sets.options import ExportOptions
from labeler.training_sets.scope import scope_of
from tests.builders import CODEBOOK
from ui.models.article_model import ANSWERS_COLUMN
from ui.pages.article_facets import FacetWords
from ui.theme import apply_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from db.records import Label
    from labeler.queue import QueueItem
    from tests.ui.conftest import Person
    from ui.pages.articles import ArticlesPage

    SitDown = Callable[..., Person]


def articles(person: Person) -> ArticlesPage:
    """The page, gone to by its key."""
    if person.window._page != "articles":
        person.press("Ctrl+4")
    assert person.window.articles_page is not None
    return person.window.articles_page


def titles(page: ArticlesPage) -> list[str]:
    model = page.list.articles
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def facet_row(page: ArticlesPage, facet: str, value: str) -> int:
    rows = page.facets.facets.rows
    return next(
        at for at, row in enumerate(rows) if (row.kind, row.facet, row.value) == ("value", facet, value)
    )


def click_facet(person: Person, page: ArticlesPage, facet: str, value: str) -> None:
    rect = page.facets.visualRect(page.facets.facets.index(facet_row(page, facet, value), 0))
    person.click(page.facets.viewport(), rect.center())


@pytest.fixture
def reader(sit_down: SitDown, project_file: Path) -> Person:
    return sit_down(project_file)


def test_every_article_stands_in_the_table_and_enter_opens_it(reader: Person) -> None:
    page = articles(reader)
    total = len(reader.page.queue.model.items)
    assert page.count.text() == f"{total} articles"
    assert page.list.hasFocus()
    reader.press("Down", "Down", "Enter")
    assert reader.window._page == "label"
    assert reader.number == 3
    reader.press("Ctrl+4")
    assert page.list.currentIndex().row() == 2


def test_facets_narrow_by_key_and_by_click_and_chips_take_it_back(reader: Person) -> None:
    page = articles(reader)
    total = page.list.articles.rowCount()
    reader.press("Ctrl+L")
    assert page.facets.hasFocus()
    wanted = facet_row(page, "language", "de")
    for _ in range(len(page.facets.facets.rows)):
        if page.facets.currentIndex().row() != wanted:
            reader.press("Down")
    reader.press("Space")
    german = page.list.articles.rowCount()
    row = page.facets.facets.rows[facet_row(page, "language", "de")]
    assert 0 < german < total
    assert (row.chosen, row.count) == (True, german)
    assert page.count.text() == f"{german} of {total} articles"
    click_facet(reader, page, "language", "fr")
    assert page.list.articles.rowCount() > german
    chips = [page.chips.flow.itemAt(at) for at in range(page.chips.flow.count())]
    words = [item.widget().text() for item in chips if item is not None]  # type: ignore[union-attr]
    assert words == ["Language: German  ×", "Language: French  ×", "Clear filters"]
    first = chips[0].widget() if chips[0] is not None else None
    assert first is not None
    reader.click(first)
    assert not page.facets.facets.rows[facet_row(page, "language", "de")].chosen
    reader.press("Esc")
    reader.command("Clear filters")
    assert page.list.articles.rowCount() == total


def test_articles_without_a_source_are_called_so_everywhere() -> None:
    words = FacetWords(CODEBOOK)
    assert words.value("source", "").casefold() == NO_SOURCE == "no source"
    assert words.value("language", "") == "Not known"


def test_words_of_titles_and_texts_are_found(reader: Person) -> None:
    page = articles(reader)
    total = page.list.articles.rowCount()
    reader.press("Ctrl+F")
    reader.type("breakwater")
    reader.press("Enter")
    assert 0 < page.list.articles.rowCount() < total
    assert page.list.hasFocus()
    reader.press("Ctrl+F")
    reader.type("qqqq")
    reader.wait(lambda: page.list.articles.rowCount() == 0)
    assert "No article fits" in page.list._empty
    assert not reader.window.grab().isNull()
    reader.press("Esc")
    assert page.list.articles.rowCount() == total


def test_a_head_sorts_back_and_forth_and_then_by_arrival_again(reader: Person) -> None:
    page = articles(reader)
    arrived = titles(page)
    head = page.list.horizontalHeader()

    def click_title() -> None:
        at = QPoint(head.sectionViewportPosition(1) + 20, head.height() // 2)
        reader.click(head.viewport(), at)

    click_title()
    up = titles(page)
    assert up == sorted(arrived, key=str.casefold)
    assert head.isSortIndicatorShown()
    click_title()
    assert titles(page)[0] == up[-1]
    click_title()
    assert titles(page) == arrived
    assert not head.isSortIndicatorShown()


def test_own_answers_show_and_those_of_others_do_not(sit_down: SitDown, project_file: Path) -> None:
    with Project.open(project_file) as project:
        ids = [row[1] for row in project.store.articles.table()]
        key = project.codebook.of_kind("topic")[0].key
        Labelling(project, "Somebody Else").answer(ids[0], key, [])
    person = sit_down(project_file)
    page = articles(person)
    model = page.list.articles
    assert model.index(0, ANSWERS_COLUMN).data() == "not seen"
    person.press("Ctrl+1", "0", "Ctrl+4")
    assert model.index(0, ANSWERS_COLUMN).data() == "No topic fits"
    assert page.facets.facets.rows[facet_row(page, "state", "draft")].count == 1


def test_selected_articles_are_flagged_together_and_labelled_one_after_another(reader: Person) -> None:
    page = articles(reader)
    assert page._bar.isHidden()
    reader.press("Down", "Shift+Down")
    assert not page._bar.isHidden()
    assert page.selected.text() == "2 articles selected"
    reader.press("G")
    assert reader.says == "2 articles flagged."
    assert page.facets.facets.rows[facet_row(page, "state", "flagged")].count == 2
    assert len(page.list.selected_rows()) == 2
    assert reader.window.status.saved._undo == "flag set, and 1 more"
    reader.press("Ctrl+1")
    assert [item.flagged for item in reader.page.queue.model.items[:4]] == [False, True, True, False]
    reader.press("Ctrl+4", "G")
    assert reader.says == "The flag of 2 articles taken off."
    reader.press("Space")
    assert page._bar.isHidden()
    reader.press("Ctrl+A")
    assert len(page.list.selected_rows()) == page.list.articles.rowCount()
    reader.press("Esc")
    assert page.list.selected_rows() == []
    reader.press("G")
    assert reader.says == "No article is selected. ↑ ↓ and Space select."
    reader.press("Home", "Shift+Down", "Shift+Down", "Enter")
    assert reader.window._page == "label"
    assert len(reader.page.queue.model.places) == 3
    assert reader.number == 1


def test_many_flags_are_not_waited_for_by_a_page_that_is_not_seen(
    reader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles(reader)
    read: list[str] = []
    of_queue = reader.page.own.read

    def counted_read(labels: Iterable[Label]) -> list[QueueItem]:
        read.append("queue")
        return of_queue(labels)

    monkeypatch.setattr(reader.page.own, "read", counted_read)
    reader.press("Shift+Down", "G", "Ctrl+Z", "Ctrl+Y")
    assert read == []
    reader.press("Ctrl+1")
    assert read == ["queue"]
    assert reader.page.queue.model.counts["flagged"] == 2
    reader.press("Ctrl+4", "Ctrl+Z", "Ctrl+6")
    assert read == ["queue", "queue"], "the export page asks what the list shows"
    reader.press("Ctrl+1")
    assert len(read) == 2


def test_rows_selected_again_are_few_ranges_however_many_they_are(reader: Person) -> None:
    # Each cell that is painted is looked for in every range.
    page = articles(reader)
    for rows, ranges in (([0, 1, 2, 4, 6, 7], 3), ([3], 1), ([], 0)):
        page.list.clearSelection()
        page.list.select_rows(rows)
        assert page.list.selected_rows() == rows
        assert page.list.selectionModel().selection().count() == ranges
    page.list.select_rows([page.list.articles.rowCount()])
    assert page.list.selected_rows() == []
    reader.press("Ctrl+A", "G")
    assert page.list.selectionModel().selection().count() == 1


def test_a_flag_is_taken_back_and_brought_back_where_it_was_given(reader: Person) -> None:
    page = articles(reader)
    reader.press("Ctrl+Z")
    assert reader.says == "Nothing to undo."
    reader.press("Shift+Down", "G", "Ctrl+Z")
    assert page.isVisible()
    assert page.facets.facets.rows[facet_row(page, "state", "flagged")].count == 0
    assert len(page.list.selected_rows()) == 2
    reader.press("Ctrl+Y")
    assert page.facets.facets.rows[facet_row(page, "state", "flagged")].count == 2
    reader.press("Ctrl+1", "0", "Ctrl+4", "Ctrl+Z")
    assert reader.page.isVisible(), "another answer is taken back where it was given"


def test_of_an_article_that_is_answered_again_the_first_answers_are_not_shown(
    sit_down: SitDown, project_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Project.open(project_file) as project:
        ids = [row[1] for row in project.store.articles.table()]
        key = project.codebook.of_kind("topic")[0].key
        Labelling(project, "Ana Mora").answer(ids[0], key, [])
    person = sit_down(project_file)
    monkeypatch.setattr(person.page, "answered_again", lambda: {ids[0]})
    page = articles(person)
    assert page.list.articles.index(0, ANSWERS_COLUMN).data() == "not seen"


def test_what_is_shown_is_what_is_exported(reader: Person) -> None:
    page = articles(reader)
    click_facet(reader, page, "language", "de")
    shown = page.list.articles.rowCount()
    reader.press("Esc", "Ctrl+Enter")
    assert reader.window._page == "export"
    export = reader.window.export_page
    assert export is not None
    assert export.as_listed.isChecked()
    assert shown == 1
    assert export.as_listed.text() == "Only the article that the list shows"
    options = export.options.options()
    assert ExportOptions.from_json(json.loads(json.dumps(options.to_json()))) == options
    assert reader.window.project is not None
    with Project.open(reader.window.project.path) as project:
        scope = scope_of(project, options)
        languages = {row[1]: row[5] for row in project.store.articles.table()}
        ids = list(project.store.streams.ids())
        inside = [ids[at] for at, place in enumerate(scope.along()) if place >= 0]
    assert len(inside) == shown
    assert {languages[each] for each in inside} == {"de"}


def test_flags_that_cannot_be_written_are_said(reader: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    page = articles(reader)
    monkeypatch.setattr("db.labels.Labels.append", full)
    reader.press("Shift+Down", "G")
    assert reader.says == "The disk is full."
    monkeypatch.undo()
    assert page.facets.facets.rows[facet_row(page, "state", "flagged")].count == 0
    assert reader.window.project is not None
    with Store.open(reader.window.project.path) as store:
        assert store.labels.units_of_question(FLAG) == set()


def test_without_any_article_the_page_says_so(sit_down: SitDown, empty_file: Path) -> None:
    page = articles(sit_down(empty_file))
    assert page.count.text() == "0 articles"
    assert page.list._empty == "No article yet. Import captures with Ctrl I, or drop files here."


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("scale", "width"), [(1.0, 1440), (2.0, 1440), (1.0, 1024)])
def test_the_page_paints_in_every_look(
    sit_down: SitDown, project_file: Path, qapp: QApplication, theme: str, scale: float, width: int
) -> None:
    person = sit_down(project_file, width=width, height=700)
    page = articles(person)
    apply_theme(qapp, theme, scale)  # type: ignore[arg-type] # the parameters are its choices
    person.press("Shift+Down")
    person.settle()
    assert not person.window.grab().isNull()
    assert page.list.columnWidth(1) > 100


def test_the_models_keep_to_the_rules_of_qt(reader: Person, check_model: Callable[[object], None]) -> None:
    page = articles(reader)
    check_model(page.list.articles)
    check_model(page.facets.facets)
