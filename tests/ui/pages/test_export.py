"""The export page: what will be written is shown first, then written as a job, or a sentence says why not."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from labeler.exporting import FILES, export_project, preview

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from labeler.exporting import ExportReport
    from labeler.progress import Steps
    from labeler.project import Project
    from tests.ui.conftest import Person
    from ui.pages.export import ExportPage

    SitDown = Callable[..., Person]


@pytest.fixture
def exporter(sit_down: SitDown, labelled_file: Path) -> Person:
    """Ana at the export page of the labelled samples."""
    person = sit_down(labelled_file)
    person.press("Ctrl+6")
    return person


def page_of(person: Person) -> ExportPage:
    page = person.window.export_page
    assert page is not None
    return page


def test_what_will_be_written_is_shown_first(exporter: Person) -> None:
    assert exporter.window.project is not None
    page, found = page_of(exporter), preview(exporter.window.project)
    texts = []
    for place in range(page._counts.count()):
        item = page._counts.itemAt(place)
        widget = item.widget() if item else None
        texts.append(widget.property("text") if widget else "")
    assert list(zip(texts[::2], texts[1::2], strict=True)) == list(found.counts)
    model = page.rows._model
    header = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
    assert header == ["task", "worker", "label", "question", "time", "codebook_version"]
    assert model.rowCount() == len(found.rows) == 12
    assert model.data(model.index(0, 1)) == found.rows[0][1]
    assert page.export_button.text() == "Export 20 articles"
    assert page._empty.isHidden()


def test_the_button_and_its_key_write_the_files(exporter: Person, labelled_file: Path) -> None:
    folder = labelled_file.parent / "exports" / "labelled"
    assert page_of(exporter)._folder.text() == str(folder)
    exporter.click(page_of(exporter).export_button)
    exporter.wait_for_jobs()
    assert sorted(each.name for each in folder.iterdir()) == sorted(FILES)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["counts"]["articles"] == 20
    assert exporter.says.endswith(f"labels written to {folder}.")
    assert page_of(exporter).export_button.isEnabled()
    written = {each.name: each.read_bytes() for each in folder.iterdir()}
    exporter.press("Ctrl+Enter")
    exporter.wait_for_jobs()
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == written


def test_another_folder_can_be_chosen(
    exporter: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "elsewhere"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(chosen))
    exporter.press("Ctrl+L")
    assert page_of(exporter)._folder.text() == str(chosen)
    exporter.press("Ctrl+Enter")
    exporter.wait_for_jobs()
    assert (chosen / "labels.csv").is_file()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    exporter.click(page_of(exporter)._change)
    assert page_of(exporter)._folder.text() == str(chosen)


def test_a_folder_that_cannot_be_written_is_said_and_nothing_stays(
    exporter: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = tmp_path / "a file"
    in_the_way.write_text("not a folder")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(in_the_way / "exports"))
    exporter.press("Ctrl+L", "Ctrl+Enter")
    exporter.wait_for_jobs()
    assert str(in_the_way) in exporter.says
    assert exporter.window.notices.history[-1].tone == "bad"
    assert in_the_way.read_text() == "not a folder"
    assert exporter.window.pages.currentWidget() is page_of(exporter)
    assert page_of(exporter).export_button.isEnabled()


def test_the_folder_opens_in_the_file_manager(exporter: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    answers = [True]

    def open_url(url: object) -> bool:
        opened.append(str(url))
        return answers[0]

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    page = page_of(exporter)
    assert page._show_folder.isHidden()
    exporter.command("open the folder")
    assert exporter.says == f"{page.folder} does not exist yet. Export first."
    exporter.press("Ctrl+Enter")
    exporter.wait_for_jobs()
    exporter.click(page._show_folder)
    assert len(opened) == 1
    answers[0] = False
    exporter.click(page._show_folder)
    assert exporter.says == f"No file manager answered. The folder is {page.folder}."


def test_without_labels_it_says_so_and_articles_are_written_all_the_same(ana: Person) -> None:
    ana.press("Ctrl+6")
    assert page_of(ana)._empty.text() == "Nothing to export yet: no label was given."
    assert page_of(ana)._empty.isVisible()
    ana.press("Ctrl+Enter")
    ana.wait_for_jobs()
    assert ana.says.startswith("20 articles and 0 labels written to ")


def test_without_articles_nothing_is_written(sit_down: SitDown, empty_file: Path) -> None:
    person = sit_down(empty_file)
    person.press("Ctrl+6", "Ctrl+Enter")
    assert person.says == "Nothing to export yet: the project has no article."
    assert not page_of(person).export_button.isEnabled()
    assert not (empty_file.parent / "exports").exists()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Exports wait behind it."""
    opened = threading.Event()

    def waits(project: Project, folder: Path) -> Steps[ExportReport]:
        assert opened.wait(20)
        return (yield from export_project(project, folder))

    monkeypatch.setattr("ui.pages.export.export_project", waits)
    yield opened
    opened.set()


def test_a_second_export_waits_for_the_first_to_end(exporter: Person, gate: threading.Event) -> None:
    exporter.press("Ctrl+Enter", "Ctrl+Enter")
    assert not page_of(exporter).export_button.isEnabled()
    assert exporter.says == "An export is being written already. Wait until it is done, or cancel it."
    exporter.press("Ctrl+1", "Ctrl+6")
    assert not page_of(exporter).export_button.isEnabled()
    gate.set()
    exporter.wait_for_jobs()
    assert len([words for words in exporter.said if "written to" in words]) == 1


def test_an_export_ends_well_when_its_page_is_gone(exporter: Person, gate: threading.Event) -> None:
    exporter.press("Ctrl+Enter")
    exporter.command("change annotator")
    exporter.press("Ctrl+A")
    exporter.type("Ben Osei")
    exporter.press("Enter")
    exporter.settle()
    assert exporter.window.export_page is None
    gate.set()
    exporter.wait_for_jobs()
    exporter.press("1")
    assert exporter.says.startswith("Saved ")
