"""The window: importing as a job, dropped files, cancelling, closing while something runs."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from db.migrations import migrations
from db.store import Store
from labeler.readers.choose import read_file
from tests.labeler.readers.made_files import record, response
from ui.dialogs import CapturesToImport, CodebookToUse, FolderToImport, ProjectToMake

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.ui.conftest import Person

    SitDown = Callable[..., Person]


class Gate:
    """Lets a reader pass so many files, then holds it."""

    def __init__(self, free: int) -> None:
        self._free = free
        self._count = 0
        self.reached = threading.Event()
        self.open = threading.Event()

    def wait(self) -> None:
        self._count += 1
        if self._count > self._free:
            self.reached.set()
            assert self.open.wait(20)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Imports stop before the fourth file until the gate is opened."""
    made = Gate(3)

    def waits(path: Path) -> Any:
        made.wait()
        return read_file(path)

    monkeypatch.setattr("labeler.importing.read_file", waits)
    yield made
    made.open.set()


def import_folder(person: Person, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Imports a folder as a person does: by the command, the dialog answered."""
    monkeypatch.setattr(FolderToImport, "ask", lambda _: folder)
    person.command("import a folder")


def articles(path: Path) -> int:
    with Store.open(path) as store:
        return store.articles.count()


def test_importing_fills_the_queue_and_says_how_many(
    sit_down: SitDown, empty_file: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = sit_down(empty_file)
    import_folder(person, monkeypatch, seeds / "captures")
    person.wait_for_jobs()
    assert person.says == "20 articles added."
    assert len(person.page.queue.model.items) == 20
    assert person.number == 1
    person.press("1", "D")
    assert person.stored() == {"topic": ["port"]}
    assert person.opened.beside is not None
    person.press("Esc")
    import_folder(person, monkeypatch, seeds / "captures")
    person.wait_for_jobs()
    assert person.says == "Nothing new: 20 articles were there already."


def test_bad_files_are_told_with_their_reasons(
    sit_down: SitDown, empty_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.jsonl"
    good.write_text("Ferry late\n\nThe ferry was late on Monday, the company said in the evening.\n")
    bad.write_text("{no json\n")
    monkeypatch.setattr(CapturesToImport, "ask", lambda _: [good, bad])
    person = sit_down(empty_file)
    person.press("Ctrl+I")
    person.wait_for_jobs()
    assert person.says == "1 article added. 1 item was not read."
    notice = person.window.notices.history[-1]
    assert notice.tone == "warn"
    assert "bad.jsonl" in notice.details[0]
    person.click(person.window.status.saved)
    sheet = person.window.overlays.sheet
    assert sheet.isVisible()
    assert sheet._title.text() == "1 article added. 1 item was not read."
    person.press("Esc")
    assert not sheet.isVisible()


def test_esc_goes_back_page_by_page_the_way_one_came(ana: Person) -> None:
    ana.press("Ctrl+3", "Ctrl+7", "Ctrl+4", "Ctrl+F")
    ana.type("quay")
    found = []
    for _ in range(5):
        ana.press("Esc")
        found.append(ana.window._page)
    assert found == ["articles", "codebook", "review", "label", "label"]
    ana.press("Ctrl+3", "Ctrl+7", "Ctrl+3", "Ctrl+6")
    found = []
    for _ in range(3):
        ana.press("Esc")
        found.append(ana.window._page)
    assert found == ["review", "label", "label"], "no page comes twice"
    ana.press("Ctrl+2", "Ctrl+8")
    found = []
    for _ in range(2):
        ana.press("Esc")
        found.append(ana.window._page)
    assert found == ["duplicates", "duplicates"], "a digit would answer something else on Label"
    ana.command("change annotator")
    ana.press("Ctrl+6", "Esc")
    assert ana.page.isVisible()


def test_labelling_goes_on_during_an_import_and_nothing_moves_when_it_ends(
    ana: Person, gate: Gate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    for number in range(6):
        words = f"Crane {number} stands still since the storm of day {number}, the harbour office said. " * 3
        (folder / f"{number}.txt").write_text(f"Crane {number} stands still\n\n{words}\n")
    import_folder(ana, monkeypatch, folder)
    ana.wait(gate.reached.is_set)
    ana.press("N", "1", "F")
    assert ana.stored() == {"topic": ["port"], "stance_levy": "FAVOR"}
    ana.press("J", "J")
    block = ana.page.pane.view.current_key()
    ana.press("M")
    ana.type("half a no")
    gate.open.set()
    ana.wait_for_jobs()
    assert len(ana.page.queue.model.items) == 26
    assert ana.page.pane._place.text() == "2 of 26"
    ana.type("te n1")
    assert ana.number == 2
    assert ana.page.pane.view.current_key() == block
    ana.press("Enter")
    assert ana.stored()["@note"] == "half a note n1"
    assert ana.stored()["topic"] == ["port"]


def test_an_import_shows_how_far_it_is_and_can_be_cancelled(
    sit_down: SitDown, empty_file: Path, seeds: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = sit_down(empty_file)
    status = person.window.status
    assert status._cancel.isHidden()
    import_folder(person, monkeypatch, seeds / "captures")
    person.wait(gate.reached.is_set)
    person.wait(lambda: status._job_text.text().endswith(", 3 of 20"))
    assert status._job_text.text() == "Reading 004_northline_wire.html, 3 of 20"
    assert (status._job_bar.value(), status._job_bar.maximum()) == (3, 20)
    person.click(status._cancel)
    gate.open.set()
    person.wait_for_jobs()
    assert person.says == "Cancelled. What was finished is kept."
    assert status._cancel.isHidden()
    kept = articles(empty_file)
    assert kept == 4
    assert len(person.page.queue.model.items) == kept
    import_folder(person, monkeypatch, seeds / "captures")
    person.wait_for_jobs()
    assert person.says == "16 articles added, 4 known already."


def test_closing_the_window_during_an_import_leaves_a_whole_file(
    sit_down: SitDown, empty_file: Path, seeds: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = sit_down(empty_file)
    import_folder(person, monkeypatch, seeds / "captures")
    person.wait(gate.reached.is_set)
    threading.Timer(0.05, gate.open.set).start()
    person.window.close()
    assert not person.window.jobs.busy
    person.settle()
    assert person.window.project is None
    # The journal was folded back: the project is one file again.
    assert sorted(each.name for each in empty_file.parent.glob("empty.labeler*")) == ["empty.labeler"]
    with Store.open(empty_file) as store:
        assert [fault for _, _, faults in store.check() for fault in faults] == []
        assert store.articles.count() <= 4


def test_going_to_the_start_page_ends_what_runs(
    sit_down: SitDown, empty_file: Path, seeds: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = sit_down(empty_file)
    import_folder(person, monkeypatch, seeds / "captures")
    person.wait(gate.reached.is_set)
    threading.Timer(0.05, gate.open.set).start()
    person.command("back to the start")
    person.wait_for_jobs()
    assert person.window.status._cancel.isHidden()
    assert person.window.pages.currentWidget() is person.window.start_page


def test_a_fault_in_a_job_reaches_the_exception_hook(
    ana: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    (tmp_path / "one.txt").write_text("One\n")
    monkeypatch.setattr("labeler.importing.read_file", breaks)
    with ana.qtbot.captureExceptions() as caught:
        ana.window.take_files([tmp_path / "one.txt"])
        ana.wait_for_jobs()
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    ana.press("1")
    assert ana.stored() == {"topic": ["port"]}


def drop(person: Person, paths: list[Path]) -> None:
    """Drags files over the window and lets them fall."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    at = person.window.rect().center()
    enter = QDragEnterEvent(at, copy, data, left, none)
    person.window.dragEnterEvent(enter)
    assert enter.isAccepted()
    person.window.dropEvent(QDropEvent(QPointF(at), copy, data, left, none))


def test_captures_dropped_on_an_open_project_are_imported(
    sit_down: SitDown, empty_file: Path, seeds: Path
) -> None:
    person = sit_down(empty_file)
    drop(person, [seeds / "captures" / "006_northline_wire.txt", seeds / "captures" / "019_le_phare.html"])
    person.wait_for_jobs()
    assert person.says == "2 articles added."
    assert articles(empty_file) == 2


def test_what_was_passed_over_is_told_but_is_no_fault(
    sit_down: SitDown, empty_file: Path, tmp_path: Path
) -> None:
    person = sit_down(empty_file)
    crawl = tmp_path / "crawl.warc"
    crawl.write_bytes(response(b"<p>The harbour is open again.</p>") + record("warcinfo", b"x: y"))
    drop(person, [crawl])
    person.wait_for_jobs()
    notice = person.window.notices.history[-1]
    assert notice.text == "1 article added. 1 record without an article passed over."
    assert (notice.tone, notice.details) == (
        "good",
        ("crawl.warc: 1 record passed over: of kind warcinfo.",),
    )


def test_a_project_dropped_is_opened(ana: Person, empty_file: Path) -> None:
    drop(ana, [empty_file])
    assert ana.window.project is not None
    assert ana.window.project.path == empty_file


def test_captures_dropped_without_a_project_make_one(
    sit_down: SitDown, tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "made.labeler"
    monkeypatch.setattr(ProjectToMake, "ask", lambda _: path)
    monkeypatch.setattr(CodebookToUse, "ask", lambda _: seeds / "codebook.toml")
    person = sit_down()
    drop(person, [seeds / "captures"])
    person.press("Tab", "Enter")
    person.type("Ana")
    person.press("Enter")
    person.wait_for_jobs()
    assert articles(path) == 20
    assert len(person.page.queue.model.items) == 20


def test_a_drop_can_be_called_off(sit_down: SitDown, seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ProjectToMake, "ask", lambda _: None)
    person = sit_down()
    drop(person, [seeds / "captures"])
    assert person.window.project is None
    assert not person.window.jobs.busy


def test_a_note_half_typed_is_kept_when_the_window_closes(ana: Person, project_file: Path) -> None:
    ana.press("M")
    ana.type("do not lose me")
    ana.window.close()
    with Store.open(project_file) as store:
        assert [event.value for event in store.events.all()] == ["do not lose me"]


def test_ctrl_s_says_when_it_was_saved(ana: Person) -> None:
    ana.press("Ctrl+S")
    assert ana.says == "Nothing to save yet: each answer is written at once."
    ana.press("1")
    saved = ana.says.removeprefix("Saved ")
    ana.press("Ctrl+S")
    assert ana.says == f"Everything is saved already, last at {saved}."


def test_about_says_version_licence_and_place(ana: Person, project_file: Path) -> None:
    ana.command("about")
    assert ana.says.startswith("labeler ")
    assert ana.says.endswith(f"Apache-2.0. The project is {project_file}.")


def test_full_screen_and_back(ana: Person) -> None:
    ana.press("F11")
    assert ana.window.isFullScreen()
    ana.press("F11")
    assert not ana.window.isFullScreen()


def test_quitting_closes_the_window_and_the_file(ana: Person, project_file: Path) -> None:
    ana.press("1", "Ctrl+Q")
    assert not ana.window.isVisible()
    assert ana.window.project is None
    assert not project_file.with_name("coast.labeler-wal").exists()


def test_where_an_older_file_lies_as_it_was_is_told(
    sit_down: SitDown, project_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit_down(project_file).window.close()  # from now on it is known who labels
    monkeypatch.setattr(migrations, "_migrations", list(migrations._migrations))
    migrations(name="a_later_step")(lambda db: db.conn.execute("CREATE TABLE later (thing TEXT) STRICT"))
    again = sit_down(project_file)
    assert again.window._page == "label"
    (copy,) = project_file.parent.glob("*.before-update-*")
    assert again.says.endswith(f"As it was before, it lies in {copy}.")
