"""What there is to know before an export: each with its articles one key away; errors can be allowed by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import current_theme, theme_hub
from ui.widgets.layouts import button, label, row
from ui.widgets.marks import MarkWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeler.training_sets.preflight import Finding


class FindingList(QWidget):
    """Errors first. Tells which articles are asked for, and what was allowed."""

    articles_asked = Signal(str, object)
    """The finding in words, and its article ids."""
    allowed_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.allowed: frozenset[str] = frozenset()
        self.findings: tuple[Finding, ...] = ()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        self._rows.setSpacing(current_theme().px(8))

    @property
    def blocking(self) -> list[str]:
        """The names of errors that are not allowed."""
        names = (finding.name for finding in self.findings if finding.is_error)
        return list(dict.fromkeys(name for name in names if name not in self.allowed))

    def set_findings(self, findings: Sequence[Finding]) -> None:
        """Takes what was found; what was allowed stays so."""
        self.clear()
        self.findings = tuple(findings)
        allowing: set[str] = set()
        for finding in findings:
            can_allow = finding.is_error and finding.name not in allowing
            allowing.add(finding.name)
            self._rows.addWidget(self._row(finding, can_allow=can_allow))
        if not findings:
            self._rows.addWidget(label("Nothing stands out.", "text2"))

    def clear(self) -> None:
        """Shows nothing: it is not known what there is."""
        self.findings = ()
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _row(self, finding: Finding, *, can_allow: bool) -> QWidget:
        made = QWidget()
        across = QHBoxLayout(made)
        across.setContentsMargins(0, 0, 0, 0)
        mark = MarkWidget("disputed" if finding.is_error else "unsure")
        mark.setToolTip("Error: stops the export" if finding.is_error else "Told, and written all the same")
        words = label(finding.words, wrap=True)
        show = button("Show", "quiet")
        show.setAccessibleName(f"Show the articles: {finding.words}")
        if not finding.articles:
            show.hide()
        show.clicked.connect(lambda _: self.articles_asked.emit(finding.words, finding.articles))
        below = QVBoxLayout()
        below.addWidget(words)
        if can_allow:
            allow = QCheckBox(f"Write all the same ({finding.name})")
            allow.setChecked(finding.name in self.allowed)
            allow.toggled.connect(lambda on: self._allow(finding.name, allowed=on))
            below.addLayout(row(allow, None))
        across.addWidget(mark)
        across.addLayout(below, 1)
        across.addWidget(show)
        return made

    def _allow(self, name: str, *, allowed: bool) -> None:
        self.allowed = self.allowed | {name} if allowed else self.allowed - {name}
        self.allowed_changed.emit()
