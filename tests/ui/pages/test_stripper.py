"""The stripper page: figures by source, the worst articles first, learning and adopting by key and click."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from db.store import Store
from labeler.project import Project
from tests.builders import CODEBOOK
from tests.labeler.correcting import BOX, SOURCES, correct, import_pages, main_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.conftest import Person
    from ui.pages.stripper import StripperPage
    from ui.widgets.text_table import TextTable

    SitDown = Callable[..., Person]


@pytest.fixture
def corrected_file(tmp_path: Path) -> Path:
    """Twenty-four pages, of which Ana has corrected twenty."""
    path = tmp_path / "pages.labeler"
    with Project.create(path, CODEBOOK) as project:
        import_pages(project, tmp_path, range(24))
        correct(project, range(20))
    return path


@pytest.fixture
def trainer(sit_down: SitDown, corrected_file: Path) -> Person:
    """Ana at the stripper page."""
    person = sit_down(corrected_file, name="Ana")
    person.press("Ctrl+5")
    person.wait_for_jobs()
    return person


def page_of(person: Person) -> StripperPage:
    page = person.window.stripper_page
    assert page is not None
    return page


def cells(table: TextTable) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.data(model.index(row, column))) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def kept(path: Path, number: int) -> bool:
    with Project.open(path) as project:
        return BOX in main_text(project, number)


def test_figures_by_source_and_the_worst_articles_first(trainer: Person) -> None:
    page = page_of(trainer)
    assert {name: each.text() for name, each in page.figures.items()} == {
        "Precision": ".957",
        "Recall": "1.000",
        "F1": ".978",
    }
    assert page.counted.text().startswith("20 articles judged, 20 of them corrected.")
    assert {(each[0], each[1], each[2]) for each in cells(page.sources)} == {
        (source, "10", "10") for source in SOURCES
    }
    rows = cells(page.articles)
    assert len(rows) == 20
    assert {row[5] for row in rows} == {"18"}
    assert [float(row[4]) for row in rows] == sorted(float(row[4]) for row in rows)


@pytest.mark.parametrize(("corrected", "words"), [(7, "7 of the 20 judged articles that it needs"), (20, "")])
def test_how_many_judged_articles_are_needed_stands_beside_the_button(
    sit_down: SitDown, tmp_path: Path, corrected: int, words: str
) -> None:
    path = tmp_path / "pages.labeler"
    with Project.create(path, CODEBOOK) as project:
        import_pages(project, tmp_path, range(22))
        correct(project, range(corrected))
    person = sit_down(path, name="Ana")
    person.press("Ctrl+5")
    person.wait_for_jobs()
    assert page_of(person).judged.text() == words


def test_a_source_narrows_the_list_and_enter_opens_an_article(trainer: Person) -> None:
    page = page_of(trainer)
    index = page.sources.model().index(0, 0)
    trainer.click(page.sources.viewport(), page.sources.visualRect(index).center())
    source = cells(page.sources)[0][0]
    assert {row[1] for row in cells(page.articles)} == {source}
    assert len(cells(page.articles)) == 10
    trainer.press("Esc")
    assert len(cells(page.articles)) == 20
    page.articles.setFocus(Qt.FocusReason.TabFocusReason)
    trainer.press("Down", "Enter")
    assert trainer.opened.article.title == cells(page.articles)[1][0]


def test_learning_says_what_it_gains_and_adopting_uses_it(trainer: Person, corrected_file: Path) -> None:
    page = page_of(trainer)
    assert not page.adopt_button.isVisible()
    trainer.press("Ctrl+Enter")
    trainer.wait_for_jobs()
    assert "20 of 20 judged articles come out better, 0 worse." in page.result.text()
    assert kept(corrected_file, 22)
    trainer.click(page.adopt_button)
    trainer.wait_for_jobs()
    assert "4 articles stripped again, 4 changed. 20 with labels were left as they are." in trainer.said
    assert not kept(corrected_file, 22)
    assert kept(corrected_file, 3)
    assert page.in_use.text().startswith("In use: the stripper ")
    assert "from 20 articles" in page.in_use.text()
    assert not page.adopt_button.isVisible()
    trainer.click(page.back)
    trainer.wait_for_jobs()
    assert kept(corrected_file, 22)
    assert page.in_use.text() == "In use: the stripper that comes with the program."
    assert not page.back.isVisible()


def test_labelled_articles_follow_only_where_it_is_asked_for(trainer: Person, corrected_file: Path) -> None:
    page = page_of(trainer)
    trainer.press("Ctrl+Enter")
    trainer.wait_for_jobs()
    trainer.click(page.adopt_all)
    trainer.wait_for_jobs()
    assert not kept(corrected_file, 3)
    # The figures on the page are those of the new texts.
    assert page.figures["Precision"].text() == "1.000"


def test_the_open_article_shows_its_new_text(trainer: Person) -> None:
    page = page_of(trainer)
    trainer.press("Ctrl+1")
    trainer.open_number(23)
    assert BOX in "\n".join(block_texts(trainer, kept=True))
    trainer.press("Ctrl+5", "Ctrl+Enter")
    trainer.wait_for_jobs()
    trainer.click(page.adopt_button)
    trainer.wait_for_jobs()
    trainer.press("Ctrl+1")
    assert trainer.number == 23
    assert BOX in "\n".join(block_texts(trainer, kept=False))


def block_texts(person: Person, *, kept: bool) -> list[str]:
    """The lines of the open article that are kept, or dropped, as Ana sees them."""
    assert person.window.project is not None
    text = person.window.project.store.articles.raw_text(person.opened.article.article_id)
    return [text[block.start : block.end] for block in person.opened.blocks if block.kept == kept]


def test_with_nothing_to_learn_from_a_sentence_says_so(sit_down: SitDown, project_file: Path) -> None:
    person = sit_down(project_file)
    person.press("Ctrl+5")
    person.wait_for_jobs()
    page = page_of(person)
    assert cells(page.articles) == []
    assert page.figures["F1"].text() == "–"
    person.press("Ctrl+Enter")
    person.wait_for_jobs()
    assert person.says.startswith("Too little to learn from: 0 articles judged, 0 corrected.")
    person.command("Use what was learned")
    assert person.says == "Learn from the corrections first."
    with Store.open(project_file) as store:
        assert store.strippers.all() == []
