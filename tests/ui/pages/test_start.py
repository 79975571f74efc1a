"""The start page: recent projects by keyboard, who labels, files that cannot be opened, what is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint

from db.driver import sqlite3
from labeler.project import Project
from ui.dialogs import CodebookToUse, ProjectToMake, ProjectToOpen
from ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.conftest import Person
    from ui.pages.start import StartPage

    SitDown = Callable[..., Person]


def start(person: Person) -> StartPage:
    assert person.window.pages.currentWidget() is person.window.start_page
    return person.window.start_page


def recent(person: Person) -> list[str]:
    return [project.name for project in person.window.start_page.projects._projects]


@pytest.fixture
def two_known(sit_down: SitDown, project_file: Path, empty_file: Path) -> Person:
    """The start page after two projects were used: Empty last, so it stands first."""
    person = sit_down(project_file)
    person.press("1")
    person.window.open_project(empty_file)
    person.type("Ben")
    person.press("Enter")
    person.command("back to the start")
    return person


def test_without_any_project_it_says_how_to_begin(sit_down: SitDown) -> None:
    person = sit_down()
    page = start(person)
    assert page.projects.accessibleName() == "No project yet"
    assert person.focus() is page.projects
    person.press("Up", "Down", "Enter", "Delete")
    assert person.window.project is None
    assert person.window.windowTitle() == "labeler"


def test_recent_projects_are_chosen_and_opened_by_keyboard(two_known: Person) -> None:
    page = start(two_known)
    assert recent(two_known) == ["Empty", "Coast"]
    assert two_known.focus() is page.projects
    assert page.projects.accessibleName() == "Recent projects, Empty"
    two_known.press("Down")
    assert page.projects.accessibleName() == "Recent projects, Coast"
    two_known.press("Down", "Up", "Enter")
    assert two_known.window.windowTitle() == "Coast – labeler"
    assert two_known.page.labelling.annotator == "Ana Mora"
    assert two_known.stored() == {"topic": ["port"]}


def test_recent_projects_open_with_a_click(two_known: Person) -> None:
    projects = start(two_known).projects
    two_known.click(projects, QPoint(60, projects._pitch() + 20))
    assert two_known.window.windowTitle() == "Coast – labeler"


def test_a_forgotten_project_leaves_the_list_and_its_file_stays(two_known: Person, empty_file: Path) -> None:
    two_known.press("Delete")
    assert recent(two_known) == ["Coast"]
    assert empty_file.is_file()
    assert two_known.says == f"Empty was taken off the list. The file stays at {empty_file}."
    two_known.press("Delete", "Delete", "Delete")
    assert recent(two_known) == []


def test_the_list_shows_how_far_the_work_is(sit_down: SitDown, project_file: Path) -> None:
    person = sit_down(project_file)
    person.press("Shift+S", "Enter", "S", "Enter", "0", "F", "F", "Enter")
    person.command("back to the start")
    found = person.window.settings.recent[0]
    assert (found.name, found.annotator, found.done, found.total) == ("Coast", "Ana Mora", 2, 20)


def test_who_labels_is_asked_before_the_first_article(sit_down: SitDown, project_file: Path) -> None:
    person = sit_down(project_file, "")
    page = start(person)
    assert page.asking
    assert person.focus() is page.who.field
    person.press("Enter")
    assert page.asking
    person.type("  Ana   Mora ")
    person.click(page.who.go)
    assert person.page.labelling.annotator == "Ana Mora"


def test_a_name_too_long_is_said_and_asked_again(sit_down: SitDown, project_file: Path) -> None:
    person = sit_down(project_file, "x" * 81)
    assert start(person).asking
    assert person.says == "An annotator's name has at most 80 characters."


def test_known_names_can_be_clicked(sit_down: SitDown, labelled_file: Path) -> None:
    person = sit_down(labelled_file, "")
    known = start(person).who._known
    buttons = [item.widget() for place in range(known.count()) if (item := known.itemAt(place))]
    names = [button for button in buttons if button is not None]
    assert [button.property("text") for button in names] == ["Ana Mora", "Ben Osei", "Chi Lindqvist"]
    person.click(names[1])
    assert person.page.labelling.annotator == "Ben Osei"


def test_esc_while_asked_who_labels_closes_the_project(sit_down: SitDown, project_file: Path) -> None:
    person = sit_down(project_file, "")
    person.press("Esc")
    assert not start(person).asking
    assert person.window.project is None


def test_keys_of_names_do_not_run_commands(sit_down: SitDown, project_file: Path) -> None:
    person = sit_down(project_file, "")
    person.type("Nina? 1")
    person.press("Delete", "Backspace")
    assert person.window.start_page.who.field.text() == "Nina? "
    assert not person.window.overlays.sheet.isVisible()


def test_the_known_annotator_goes_on_without_being_asked(sit_down: SitDown, project_file: Path) -> None:
    first = sit_down(project_file)
    first.window.close()
    second = sit_down(project_file, "")
    assert second.page.labelling.annotator == "Ana Mora"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"just words, no database", "“bad.labeler” is not a labeler project. Choose another file."),
        (None, "There is no file"),
    ],
)
def test_a_file_that_is_no_project_is_said_and_the_start_page_stays(
    sit_down: SitDown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, sentence: str
) -> None:
    bad = tmp_path / "bad.labeler"
    if content is not None:
        bad.write_bytes(content * 100)
    monkeypatch.setattr(ProjectToOpen, "ask", lambda _: bad)
    person = sit_down()
    person.press("Ctrl+O")
    assert person.says.startswith(sentence)
    assert not start(person).asking
    assert person.window.project is None


def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(
    sit_down: SitDown, project_file: Path
) -> None:
    file = sqlite3.connect(project_file)
    columns = [row[1] for row in file.execute("PRAGMA table_info(_sqlite_migrations)")]
    assert {"migration_set", "name", "applied_at"} <= set(columns)
    file.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)",
        ["news-labeler", "evidence_spans", "2031-01-01"],
    )
    file.commit()
    file.close()
    before = project_file.read_bytes()
    person = sit_down(project_file, "")
    assert person.says == (
        "“coast.labeler” was made by a newer version of labeler (it has the step “evidence_spans”). "
        "Nothing was changed; update labeler, then open it again."
    )
    assert not start(person).asking
    assert project_file.read_bytes() == before


def test_a_bad_file_leaves_the_open_project_open(
    ana: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ProjectToOpen, "ask", lambda _: tmp_path / "none.labeler")
    ana.press("Ctrl+O")
    assert ana.says.startswith("There is no file")
    ana.press("1")
    assert ana.stored() == {"topic": ["port"]}


def test_a_new_project_is_made_with_the_codebook_chosen(
    sit_down: SitDown, tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.labeler"
    monkeypatch.setattr(ProjectToMake, "ask", lambda _: path)
    monkeypatch.setattr(CodebookToUse, "ask", lambda _: seeds / "codebook.toml")
    person = sit_down()
    person.press("Ctrl+N")
    person.click(start(person).codebook.file)
    assert start(person).who.isVisible()
    with Project.open(path) as project:
        assert (project.name, project.codebook.name) == ("mine", "Coast news sample")


def test_a_new_project_without_codebook_has_the_17_topics(
    sit_down: SitDown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ProjectToMake, "ask", lambda _: tmp_path / "mine.labeler")
    person = sit_down()
    person.press("Ctrl+N")
    assert start(person).codebook.isVisible()
    assert not (tmp_path / "mine.labeler").exists()
    person.press("Enter")
    person.type("Ana")
    person.press("Enter")
    assert person.page.answers.topics[0].model.rowCount() >= 17


def test_a_name_that_is_taken_or_a_codebook_that_is_none_is_said(
    sit_down: SitDown, project_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ProjectToMake, "ask", lambda _: project_file)
    person = sit_down()
    person.press("Ctrl+N", "Enter")
    assert person.says == "“coast.labeler” is there already. Choose another name, or open it."
    person.press("Esc")
    assert not start(person).asking
    broken = tmp_path / "broken.toml"
    broken.write_text("name = ")
    monkeypatch.setattr(ProjectToMake, "ask", lambda _: tmp_path / "new.labeler")
    monkeypatch.setattr(CodebookToUse, "ask", lambda _: broken)
    person.press("Ctrl+N", "Tab", "Enter")
    assert "is not valid TOML" in person.says
    assert not (tmp_path / "new.labeler").exists()


def test_cancelled_dialogs_change_nothing(sit_down: SitDown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ProjectToMake, "ask", lambda _: None)
    monkeypatch.setattr(ProjectToOpen, "ask", lambda _: None)
    person = sit_down()
    person.press("Ctrl+N", "Ctrl+O")
    assert person.window.project is None
    assert person.said == []


def test_a_codebook_dialog_that_is_cancelled_asks_again(
    sit_down: SitDown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ProjectToMake, "ask", lambda _: tmp_path / "new.labeler")
    monkeypatch.setattr(CodebookToUse, "ask", lambda _: None)
    person = sit_down()
    person.press("Ctrl+N", "Tab", "Enter")
    assert start(person).codebook.isVisible()
    assert not (tmp_path / "new.labeler").exists()


def test_esc_while_asked_who_goes_on_labels_on_as_before(ana: Person) -> None:
    ana.command("change annotator")
    ana.type("Ben")
    ana.press("Esc", "1")
    assert ana.page.labelling.annotator == "Ana Mora"
    assert ana.stored() == {"topic": ["port"]}


def test_the_demo_is_made_as_a_job_and_opened(sit_down: SitDown) -> None:
    person = sit_down()
    person.press("Ctrl+D")
    person.wait_for_jobs()
    assert start(person).asking
    assert person.window.project is not None
    assert person.window.project.name == "Sample project"
    person.press("Ctrl+A")
    person.type("Dora")
    person.press("Enter")
    assert len(person.page.queue.model.items) == 20


def test_look_and_place_come_back_at_the_next_window(sit_down: SitDown, project_file: Path) -> None:
    first = sit_down(project_file)
    first.press("N", "N", "F8", "Ctrl++", "Ctrl++")
    first.command("dark colours")
    first.command("larger window text")
    first.window.resize(first.window.width(), 700)  # the screen of the tests is 800 px high
    first.settle()
    first.window.close()
    second = sit_down(project_file, "")
    assert (current_theme().name, current_theme().scale) == ("dark", 1.15)
    assert second.number == 3
    assert second.page.pane.view.columns() == "left"
    assert second.window.settings.text_px == 17
    assert second.window.height() == 700
