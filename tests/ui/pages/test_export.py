"""The export page: what comes of a choice is shown at once, then written as a job, or a sentence says why not."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QPushButton

from labeler.exporting import FILES, export_project
from labeler.gold import Adjudication
from labeler.project import Project
from labeler.split_plan import SplitPlan
from ui.pages.export_presets import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from labeler.exporting import ExportReport
    from labeler.progress import Steps
    from labeler.training_sets.options import ExportOptions
    from tests.ui.conftest import Person
    from ui.pages.export import ExportPage

    SitDown = Callable[..., Person]


@pytest.fixture
def exporter(sit_down: SitDown, labelled_file: Path) -> Person:
    """Ana at the export page of the labelled samples."""
    person = sit_down(labelled_file)
    person.press("Ctrl+6")
    settled(person)
    return person


def page_of(person: Person) -> ExportPage:
    page = person.window.export_page
    assert page is not None
    return page


def settled(person: Person) -> None:
    """Waits until what was chosen last is shown."""
    page = page_of(person)
    person.wait(lambda: not page._soon.isActive() and not person.window.jobs.busy)
    person.settle()


def tick(person: Person, *boxes: str) -> None:
    """Ticks boxes of the options by their words."""
    page = page_of(person)
    every = page.findChildren(QCheckBox)
    for words in boxes:
        (box,) = (each for each in every if each.text() == words)
        box.click()
    settled(person)


def finding(person: Person, name: str) -> Any:
    return next(each for each in page_of(person).shown.findings.findings if each.name == name)


def test_what_will_be_written_is_shown_first(exporter: Person) -> None:
    page = page_of(exporter)
    assert page.shown.counted.text() == "20 articles, 192 labels."
    model = page.shown.rows._model
    header = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
    assert header == ["task", "worker", "label", "question", "time", "codebook_version"]
    assert model.rowCount() == 12
    assert page.export_button.text() == "Export 20 articles"
    assert page.shown.empty.isHidden()
    assert exporter.focus() is page.options.tasks["topics"]


def test_a_training_set_shows_its_values_splits_copies_and_findings(exporter: Person) -> None:
    page = page_of(exporter)
    tick(exporter, "Topics", "Split, copies together")
    rows = dict(page.shown.bars.rows())
    assert set(rows) >= {"port", "tax", "transit"}
    assert all(len(counts) == 3 and sum(counts) > 0 for counts in rows.values())
    assert page.shown.leaks.text() == "0"
    assert "Counted again in the written files." in page.shown.leaks_words.text()
    assert finding(exporter, "conflicts").count == 6
    assert page.shown.blocked.text().endswith("to settle")
    model = page.shown.rows._model
    assert model.headerData(0, Qt.Orientation.Horizontal) == "split"
    assert page.shown.table_name.text() == "topics"


def test_errors_stop_the_export_until_they_are_allowed(exporter: Person, labelled_file: Path) -> None:
    page = page_of(exporter)
    tick(exporter, "Topics")
    exporter.press("Ctrl+Enter")
    assert exporter.says.startswith("Errors stand in the way: conflicts.")
    folder = labelled_file.parent / "exports" / "labelled"
    assert not folder.exists()
    tick(exporter, "Write all the same (conflicts)")
    assert page.shown.blocked.text() == ""
    exporter.press("Ctrl+Enter")
    exporter.wait_for_jobs()
    assert exporter.says.startswith(f"Written to {folder}, rows: topics 14.")
    assert sorted(path.name for path in (folder / "topics").iterdir()) == ["train.jsonl"]


def test_a_finding_opens_its_articles_and_all_come_back(exporter: Person) -> None:
    tick(exporter, "Topics")
    found = finding(exporter, "conflicts")
    show = next(
        each
        for each in page_of(exporter).shown.findings.findChildren(QPushButton)
        if each.accessibleName().endswith(found.words)
    )
    exporter.click(show)
    queue = exporter.page.queue
    assert exporter.window.pages.currentWidget() is exporter.page
    assert exporter.opened.article.article_id == found.articles[0]
    listed = [
        queue.model.items[queue.model.place_of(row)].article_id for row in range(queue.model.rowCount())
    ]
    assert sorted(listed) == sorted(found.articles)
    assert queue._shown.text() == "6 of 20"
    exporter.click(queue._only)
    assert queue.model.rowCount() == 20
    assert queue._only.isHidden()


def test_a_ruling_given_meanwhile_settles_its_conflict(exporter: Person, labelled_file: Path) -> None:
    tick(exporter, "Topics")
    before = finding(exporter, "conflicts")
    with Project.open(labelled_file) as other:
        Adjudication(other, "Rev").rule(before.articles[0], "topic", ["port"])
    exporter.press("Ctrl+1", "Ctrl+6")
    settled(exporter)
    assert finding(exporter, "conflicts").count == before.count - 1


def test_the_copies_are_counted_again_in_the_written_files(exporter: Person) -> None:
    page = page_of(exporter)
    tick(exporter, "Topics", "Split, copies together")
    page.shown.findings.allowed = frozenset({"conflicts", "empty-sets", "untrained-classes"})
    exporter.press("Ctrl+Enter")
    exporter.wait_for_jobs()
    assert page.shown.leaks.text() == "0"
    assert "counted in the written files" in page.shown.leaks_words.text()
    assert page.shown.since.text() == "Nothing was labelled since the last export."


def test_what_cannot_be_done_is_said_in_place_of_the_preview(exporter: Person) -> None:
    page = page_of(exporter)
    tick(exporter, "Topics")
    page.options.labels["dawid_skene"].click()
    settled(exporter)
    assert page.shown.counted.text().startswith("Topics: a model of annotators needs 100 labels")
    assert not page.export_button.isEnabled()
    page.options.labels["shares"].click()
    settled(exporter)
    assert page.export_button.isEnabled()


def test_fractions_that_are_none_are_said_and_the_last_good_ones_stay(exporter: Person) -> None:
    page = page_of(exporter)
    tick(exporter, "Topics", "Split, copies together")
    page.options.fractions.setFocus()
    exporter.press("Ctrl+A")
    exporter.type("all")
    page.options.seed.setFocus()
    assert page.options.wrong.text().startswith("“all” is no split.")
    plan = page.options.options().splits
    assert plan is not None
    assert plan == SplitPlan()


def test_only_what_the_list_shows_goes_in_if_that_is_chosen(exporter: Person) -> None:
    page = page_of(exporter)
    assert page.as_listed.isHidden()
    exporter.press("Ctrl+1", "Ctrl+Shift+F")
    with exporter.qtbot.waitSignal(exporter.page.queue.looked_for, timeout=10_000):
        exporter.type("levy")
    count = exporter.page.queue.model.rowCount()
    assert 0 < count < 20
    exporter.press("Ctrl+6")
    settled(exporter)
    assert page.as_listed.text() == f"Only the {count} articles that the list shows"
    assert page.export_button.text() == "Export 20 articles"
    page.as_listed.click()
    settled(exporter)
    assert page.export_button.text().startswith(f"Export {count} article")


def test_a_filter_narrows_the_labels(exporter: Person) -> None:
    page = page_of(exporter)
    choice = next(each for each in page.filters._choices if each.key == "Ben Osei")
    page.filters.turn(choice)
    settled(exporter)
    assert {row[1] for row in page.shown.rows._model._rows} == {"Ben Osei"}


def test_presets_are_chosen_saved_forgotten_and_remembered(
    sit_down: SitDown, labelled_file: Path, exporter: Person
) -> None:
    page = page_of(exporter)
    assert page.presets.names.currentText() == "Whole project"
    page.presets.names.setCurrentText("Topic classifier")
    page.presets.names.activated.emit(page.presets.names.currentIndex())
    settled(exporter)
    assert page.options.options() == BUILT_IN["Topic classifier"]
    tick(exporter, "Stance")
    assert page.presets.names.currentText() == "As chosen"
    exporter.click(page.presets.save)
    exporter.type("Both tasks")
    exporter.press("Enter")
    assert page.presets.names.currentText() == "Both tasks"
    exporter.window.close()
    person = sit_down(labelled_file)
    person.press("Ctrl+6")
    settled(person)
    again = page_of(person)
    assert again.presets.names.currentText() == "Both tasks"
    assert again.options.options().tasks == ("topics", "stance")
    person.click(again.presets.forget)
    assert again.presets.names.currentText() == "As chosen"
    assert person.window.settings.export_presets == {}


def test_the_button_and_its_key_write_the_files(exporter: Person, labelled_file: Path) -> None:
    folder = labelled_file.parent / "exports" / "labelled"
    assert page_of(exporter)._folder.text() == str(folder)
    exporter.click(page_of(exporter).export_button)
    exporter.wait_for_jobs()
    assert sorted(each.name for each in folder.iterdir()) == sorted(FILES)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["counts"]["articles"] == 20
    assert f"192 labels written to {folder}." in exporter.says
    assert page_of(exporter).export_button.isEnabled()
    written = {each.name: each.read_bytes() for each in folder.iterdir()}
    exporter.press("Ctrl+Enter")
    exporter.wait_for_jobs()
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == written


def test_each_preset_has_a_folder_of_its_own_until_one_is_chosen(
    exporter: Person, labelled_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, exports = page_of(exporter), labelled_file.parent / "exports"

    def choose(name: str) -> None:
        page.presets.names.setCurrentText(name)
        page.presets.names.activated.emit(page.presets.names.currentIndex())

    choose("Topic classifier")
    assert page._folder.text() == str(page.folder) == str(exports / "labelled-topic-classifier")
    tick(exporter, "Stance")  # what is changed stays where its preset is
    assert page.folder == exports / "labelled-topic-classifier"
    choose("Annotator models")
    assert page.folder == exports / "labelled-annotator-models"
    choose("Whole project")
    assert page.folder == exports / "labelled"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "mine"))
    exporter.press("Ctrl+L")
    choose("Topic classifier")
    assert page._folder.text() == str(tmp_path / "mine")


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
    settled(ana)
    assert page_of(ana).shown.empty.text() == "Nothing to export yet: no label was given."
    assert page_of(ana).shown.empty.isVisible()
    ana.press("Ctrl+Enter")
    ana.wait_for_jobs()
    assert ana.says.startswith("20 articles and 0 labels written to ")


def test_without_articles_nothing_is_written(sit_down: SitDown, empty_file: Path) -> None:
    person = sit_down(empty_file)
    person.press("Ctrl+6")
    settled(person)
    person.press("Ctrl+Enter")
    assert person.says == "Nothing to export yet: the project has no article."
    assert not page_of(person).export_button.isEnabled()
    assert not (empty_file.parent / "exports").exists()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Exports wait behind it."""
    opened = threading.Event()

    def waits(
        project: Project, folder: Path, options: ExportOptions, allowed: frozenset[str]
    ) -> Steps[ExportReport]:
        assert opened.wait(20)
        return (yield from export_project(project, folder, options, allowed))

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
