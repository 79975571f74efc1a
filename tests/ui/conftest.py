"""The real window for tests, and somebody who sits at it: presses keys where the focus is, clicks, reads."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSettings, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.store import Store
from labeler.codebook_files import load_codebook
from labeler.importing import import_paths
from labeler.progress import run_to_end
from labeler.project import Project
from ui.app import build_window
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.theme import apply_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtWidgets import QWidget
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from db.records import Json, LabelEvent
    from ui.pages.labelling import LabellingPage
    from ui.pages.opened import Opened

    WindowMaker = Callable[..., MainWindow]


class Person:
    """Sits at one window. Everything goes through the focus and the mouse, nothing through methods."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window

    def press(self, *keys: str) -> None:
        """Presses keys as the command table writes them, where the focus is."""
        for key in keys:
            combination = QKeySequence(key.replace("Enter", "Return"))[0]  # type: ignore[index] # not in the stubs
            QTest.keyClick(self.focus(), combination.key(), combination.keyboardModifiers())

    def type(self, words: str) -> None:
        """Types words where the focus is."""
        for character in words:
            if character.isascii():
                QTest.keyClicks(self.focus(), character)
            else:
                self.send(ord(character.upper()), character)

    def send(self, key: int, text: str, scan_code: int = 0) -> None:
        """Presses a key that only some keyboards have."""
        none = Qt.KeyboardModifier.NoModifier
        event = QKeyEvent(QEvent.Type.KeyPress, key, none, scan_code, 0, 0, text)
        QCoreApplication.sendEvent(self.focus(), event)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Clicks into the middle of a widget, or at a place in it."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())

    def command(self, words: str) -> None:
        """Runs a command through the palette."""
        self.press("Ctrl+K")
        self.type(words)
        self.press("Enter")
        self.settle()

    def settle(self) -> None:
        """Lets everything that is due now happen."""
        QCoreApplication.processEvents()

    def wait(self, happened: Callable[[], bool]) -> None:
        """Waits until something is so."""
        self.qtbot.waitUntil(happened, timeout=10_000)

    def wait_for_jobs(self) -> None:
        """Waits until no job runs or waits and its outcome was shown."""
        self.wait(lambda: not self.window.jobs.busy)
        self.settle()

    def focus(self) -> QWidget:
        """The widget that has the focus, or the window."""
        return QApplication.focusWidget() or self.window

    @property
    def page(self) -> LabellingPage:
        """The labelling page."""
        assert self.window.label_page is not None
        return self.window.label_page

    @property
    def opened(self) -> Opened:
        """The article that is open."""
        assert self.page.opened is not None
        return self.page.opened

    @property
    def number(self) -> int:
        """Its number."""
        return self.opened.article.number

    def state(self) -> str:
        """The state of the open article in the queue."""
        return self.page.queue.model.items[self.page._place].state

    @property
    def says(self) -> str:
        """What the status line says."""
        return self.window.status.saved.words()

    @property
    def said(self) -> list[str]:
        """Every message so far."""
        return [notice.text for notice in self.window.notices.history]

    def open_number(self, number: int) -> None:
        """Clicks an article of the queue."""
        table = self.page.queue.table
        place = next(place for place, each in enumerate(self.page.queue.model.items) if each.number == number)
        index = self.page.queue.model.index(self.page.queue.model.row_of(place), 0)
        table.scrollTo(index)
        self.click(table.viewport(), table.visualRect(index).center())

    def stored(self, article_id: str = "") -> dict[str, Json]:
        """This person's answers about the open article (or another), read from the file by a second store."""
        assert self.window.project is not None
        unit = article_id or self.opened.article.article_id
        with Store.open(self.window.project.path) as store:
            labels = store.labels.of_annotator(self.page.labelling.annotator, [unit])
            return {label.question: label.value for label in labels}

    def events(self) -> list[LabelEvent]:
        """Everything that was ever written in the open project, read by a second store."""
        assert self.window.project is not None
        with Store.open(self.window.project.path) as store:
            return list(store.events.all())


@pytest.fixture(autouse=True)
def _tidy_windows() -> Iterator[None]:
    """Closes what a test left open, lets deleted widgets go, puts the light theme on again."""
    yield
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    for widget in app.topLevelWidgets():
        if isinstance(widget, MainWindow):
            widget.close()
            widget.jobs.drain()
            widget.deleteLater()
    QCoreApplication.sendPostedEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    apply_theme(app, "light")


@pytest.fixture(scope="session")
def unlabelled_file(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    """A project made from the sample captures, without labels; copied, never opened."""
    path = tmp_path_factory.mktemp("unlabelled") / "coast.labeler"
    with Project.create(path, load_codebook(seeds / "codebook.toml"), "Coast") as project:
        run_to_end(import_paths(project.store, [seeds / "captures"]))
    return path


@pytest.fixture
def project_file(unlabelled_file: Path, tmp_path: Path) -> Path:
    """A fresh project with the twenty sample captures and no label."""
    return Path(shutil.copy(unlabelled_file, tmp_path / "coast.labeler"))


@pytest.fixture
def empty_file(tmp_path: Path, seeds: Path) -> Path:
    """A fresh project without any article."""
    path = tmp_path / "empty.labeler"
    Project.create(path, load_codebook(seeds / "codebook.toml"), "Empty").close()
    return path


@pytest.fixture
def labelled_file(seeds_file: Path, tmp_path: Path) -> Path:
    """A project with the sample captures and the labels of three annotators."""
    return Path(shutil.copy(seeds_file, tmp_path / "labelled.labeler"))


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    """Where the windows of a test keep their settings."""
    return tmp_path / "settings.ini"


@pytest.fixture
def make_window(qapp: QApplication, qtbot: QtBot, settings_file: Path) -> WindowMaker:
    """Builds and shows the real window, on a project or on the start page."""

    def make(project: Path | None = None, **size: Any) -> MainWindow:
        store = QSettings(str(settings_file), QSettings.Format.IniFormat)
        if not store.contains("advances"):
            # Nothing of a test may hang on how fast it runs; those of going on by itself switch it on.
            store.setValue("advances", False)
        window = build_window(qapp, Settings(store), project)
        if size:
            window.resize(size["width"], size["height"])
        window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        return window

    return make


@pytest.fixture
def sit_down(qtbot: QtBot, make_window: WindowMaker) -> Callable[..., Person]:
    """Opens a window on a project and, where it asks, types a name into the field and presses Enter."""

    def sit(project: Path | None = None, name: str = "Ana Mora", **size: Any) -> Person:
        person = Person(qtbot, make_window(project, **size))
        if person.window.start_page.asking and name:
            person.press("Ctrl+A")
            person.type(name)
            person.press("Enter")
        return person

    return sit


@pytest.fixture
def ana(sit_down: Callable[..., Person], project_file: Path) -> Person:
    """Ana at the labelling page of the sample captures, with nothing answered."""
    person = sit_down(project_file)
    assert person.page.labelling.annotator == "Ana Mora"
    return person


@pytest.fixture
def check_model(qtmodeltester: ModelTester) -> Callable[[QAbstractItemModel], None]:
    """Holds an item model to the rules of Qt."""
    check: Callable[[QAbstractItemModel], None] = qtmodeltester.check
    return check
