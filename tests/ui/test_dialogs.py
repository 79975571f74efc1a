"""The dialogs: each behind one classmethod, over Qt's own file dialogs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.dialogs import CapturesToImport, CodebookToUse, FolderToImport, ProjectToMake, ProjectToOpen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def answer(monkeypatch: pytest.MonkeyPatch, method: str, value: object) -> None:
    monkeypatch.setattr(QFileDialog, method, lambda *_: value)


def test_a_project_to_open(parent: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "getOpenFileName", ("some/news.labeler", ""))
    assert ProjectToOpen.ask(parent) == Path("some/news.labeler")
    answer(monkeypatch, "getOpenFileName", ("", ""))
    assert ProjectToOpen.ask(parent) is None


@pytest.mark.parametrize(
    ("named", "path"),
    [
        ("some/news", Path("some/news.labeler")),
        ("some/news.labeler", Path("some/news.labeler")),
        ("some/news.db", Path("some/news.db")),
        ("", None),
    ],
)
def test_a_project_to_make_gets_the_usual_ending(
    parent: QWidget, monkeypatch: pytest.MonkeyPatch, named: str, path: Path | None
) -> None:
    answer(monkeypatch, "getSaveFileName", (named, ""))
    assert ProjectToMake.ask(parent) == path


def test_a_codebook_to_use(parent: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "getOpenFileName", ("codebook.toml", ""))
    assert CodebookToUse.ask(parent) == Path("codebook.toml")
    answer(monkeypatch, "getOpenFileName", ("", ""))
    assert CodebookToUse.ask(parent) is None


def test_captures_and_folders_to_import(parent: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "getOpenFileNames", (["a.txt", "b.html"], ""))
    assert CapturesToImport.ask(parent) == [Path("a.txt"), Path("b.html")]
    answer(monkeypatch, "getOpenFileNames", ([], ""))
    assert CapturesToImport.ask(parent) == []
    answer(monkeypatch, "getExistingDirectory", "captures")
    assert FolderToImport.ask(parent) == Path("captures")
    answer(monkeypatch, "getExistingDirectory", "")
    assert FolderToImport.ask(parent) is None
