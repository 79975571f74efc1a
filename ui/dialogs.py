"""The few dialogs there are, each behind one classmethod that tests replace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPlainTextEdit, QVBoxLayout

from labeler.project import SUFFIX
from ui.widgets.layouts import button, label, row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_CAPTURES = (
    "Captures (*.txt *.html *.htm *.xhtml *.mht *.mhtml *.jsonl *.ndjson *.json *.csv *.tsv *.parquet "
    "*.rss *.atom *.xml *.warc *.wet *.gz *.zst *.bz2 *.xz *.zip *.wacz);;All files (*)"
)
_PROJECTS = f"Projects (*{SUFFIX});;All files (*)"


class ProjectToOpen:
    """Which project file to open."""

    @classmethod
    def ask(cls, parent: QWidget) -> Path | None:
        """The file chosen, or None."""
        name, _ = QFileDialog.getOpenFileName(parent, "Open a project", "", _PROJECTS)
        return Path(name) if name else None


class ProjectToMake:
    """Where a new project file goes."""

    @classmethod
    def ask(cls, parent: QWidget) -> Path | None:
        """The file named, with the usual ending if it has none, or None."""
        name, _ = QFileDialog.getSaveFileName(parent, "New project", f"news{SUFFIX}", _PROJECTS)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(SUFFIX)


class CodebookToUse:
    """Which codebook file a new project gets."""

    @classmethod
    def ask(cls, parent: QWidget) -> Path | None:
        """The file chosen, or None."""
        name, _ = QFileDialog.getOpenFileName(parent, "Choose a codebook", "", "Codebooks (*.toml)")
        return Path(name) if name else None


_CODEBOOKS = "Codebooks and vocabularies (*.toml *.csv *.tsv *.ttl *.rdf *.xml);;All files (*)"


class CodebookToRead:
    """Which codebook or vocabulary is taken into the draft."""

    @classmethod
    def ask(cls, parent: QWidget) -> Path | None:
        """The file chosen, or None."""
        name, _ = QFileDialog.getOpenFileName(parent, "Import a codebook or values", "", _CODEBOOKS)
        return Path(name) if name else None


class CodebookToWrite:
    """Where a codebook or the values of a question go; the ending says the form."""

    @classmethod
    def ask(cls, parent: QWidget, name: str) -> Path | None:
        """The file named, or None."""
        chosen, _ = QFileDialog.getSaveFileName(parent, "Export: .toml .csv .ttl .rdf", name, _CODEBOOKS)
        return Path(chosen) if chosen else None


class CapturesToImport:
    """Which files to import."""

    @classmethod
    def ask(cls, parent: QWidget) -> list[Path]:
        """The files chosen."""
        names, _ = QFileDialog.getOpenFileNames(parent, "Import captures", "", _CAPTURES)
        return [Path(name) for name in names]


class FolderToImport:
    """Which folder to import."""

    @classmethod
    def ask(cls, parent: QWidget) -> Path | None:
        """The folder chosen, or None."""
        name = QFileDialog.getExistingDirectory(parent, "Import a folder")
        return Path(name) if name else None


class PictureToSave:
    """Where a chart goes as a picture."""

    @classmethod
    def ask(cls, parent: QWidget, name: str) -> Path | None:
        """The file named (PNG unless it ends in .svg), or None."""
        chosen, _ = QFileDialog.getSaveFileName(
            parent, "Save the picture", f"{name}.png", "Pictures (*.png *.svg)"
        )
        return Path(chosen) if chosen else None


class TableToSave:
    """Where a chart's figures go."""

    @classmethod
    def ask(cls, parent: QWidget, name: str) -> Path | None:
        """The file named, or None."""
        chosen, _ = QFileDialog.getSaveFileName(parent, "Save the table", f"{name}.csv", "Tables (*.csv)")
        return Path(chosen) if chosen else None


class BugReport:
    """Something went wrong that nobody foresaw: the report, to copy."""

    @classmethod
    def show(cls, parent: QWidget | None, report: str) -> None:
        """Shows the report and waits until it is closed."""
        dialog = QDialog(parent)
        dialog.setWindowTitle("labeler: a fault in the program")
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        copy = button("Copy the report")
        close = button("Close", "primary")
        copy.clicked.connect(lambda _: QApplication.clipboard().setText(report))
        close.clicked.connect(dialog.accept)
        layout = QVBoxLayout(dialog)
        words = "Answers that were shown as saved are in the file. Copy this report for the makers."
        layout.addWidget(label(words, wrap=True))
        layout.addWidget(text, 1)
        layout.addLayout(row(None, copy, close))
        dialog.resize(720, 420)
        dialog.exec()
