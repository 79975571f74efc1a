"""The start page: recent projects, new, open, demo; and, before the first article, who labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.theme import current_theme, theme_hub
from ui.widgets.begin_card import BeginCard
from ui.widgets.drop_area import DropArea
from ui.widgets.fields import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.key_hint import KeyHint
from ui.widgets.layouts import button, column, label, row
from ui.widgets.project_list import ProjectList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.settings import Recent

_WIDTH = 980


class Logo(QWidget):
    """Four bars: three kept lines and a dropped one."""

    def sizeHint(self) -> QSize:
        """A small square."""
        return QSize(current_theme().px(32), current_theme().px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bars."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bars = ((1.0, "accent_fill"), (0.72, "bar"), (1.0, "accent_fill"), (0.45, "dropped"))
        for place, (share, role) in enumerate(bars):
            painter.setBrush(theme.color.role(role))
            height = theme.px(5)
            painter.drawRoundedRect(
                QRectF(0, theme.px(2) + place * theme.px(9), theme.px(30) * share, height), 2, 2
            )
        painter.end()


class WhoPanel(QWidget):
    """One field: who labels. Names known to the project can be chosen with a click."""

    given = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = label("Who labels?", "title")
        self._why = label(
            "Your name is written beside each of your answers. Others’ answers stay hidden.",
            "text2",
            wrap=True,
        )
        self.field = Field("Your name", "user")
        self.go = KeyButton("Start labelling", "Enter", primary=True)
        self._known_head = label("Or go on as", "caption")
        self._known = QHBoxLayout()
        layout = column(self._head, self._why, spacing=8)
        layout.addSpacing(8)
        layout.addLayout(row(self.field, self.go))
        layout.addSpacing(8)
        layout.addWidget(self._known_head)
        layout.addLayout(self._known)
        layout.addStretch(1)
        self.setLayout(layout)
        self.field.accepted.connect(self._give)
        self.field.left.connect(self.left)
        self.go.clicked.connect(lambda _: self._give())

    def set_known(self, names: Sequence[str], suggested: str) -> None:
        """Who labelled in this project before, and the name to begin with."""
        while self._known.count():
            item = self._known.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        for name in names[:6]:
            made = button(name)
            made.clicked.connect(lambda _, name=name: self.given.emit(name))
            self._known.addWidget(made)
        self._known.addStretch(1)
        self._known_head.setVisible(bool(names))
        self.field.setText(suggested)
        self.field.selectAll()

    def _give(self) -> None:
        self.given.emit(self.field.text())


class CodebookPanel(QWidget):
    """Which codebook a new project gets."""

    given = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        why = "The codebook holds the questions. A project keeps the one it is made with."
        self.default = KeyButton("Take the 17 IPTC topics", "Enter", primary=True)
        self.file = KeyButton("Choose a file")
        layout = column(label("Which codebook?", "title"), label(why, "text2", wrap=True), spacing=8)
        layout.addSpacing(8)
        layout.addLayout(row(self.default, self.file, None))
        layout.addStretch(1)
        self.setLayout(layout)
        self.default.clicked.connect(lambda _: self.given.emit("default"))
        self.file.clicked.connect(lambda _: self.given.emit("file"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes what has the focus, Esc goes back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.given.emit("file" if self.file.hasFocus() else "default")
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class StartPage(QWidget):
    """What a person sees first."""

    project_opened = Signal(str)
    annotator_given = Signal(str)
    codebook_given = Signal(str)
    new_asked = Signal()
    open_asked = Signal()
    demo_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.projects = ProjectList()
        self.who = WhoPanel()
        self.codebook = CodebookPanel()
        self._name = label("labeler", "logo")
        self._line = label("Label captured news, compare annotators, export training sets.", "text2")
        self._parts = QStackedWidget()
        self._parts.addWidget(self._first())
        self._parts.addWidget(self.who)
        self._parts.addWidget(self.codebook)
        self._inner = QWidget()
        inner = QVBoxLayout(self._inner)
        inner.setContentsMargins(24, 0, 24, 0)
        words = column(self._name, self._line, spacing=2)
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(Logo(), 0, Qt.AlignmentFlag.AlignVCenter)
        top.addLayout(words)
        top.addStretch(1)
        inner.addStretch(1)
        inner.addLayout(top)
        inner.addSpacing(48)
        inner.addWidget(self._parts)
        inner.addStretch(2)
        across = QHBoxLayout(self)
        across.addStretch(1)
        across.addWidget(self._inner, 100)
        across.addStretch(1)
        self.projects.opened.connect(self.project_opened)
        self.who.given.connect(self.annotator_given)
        self.who.left.connect(self.left)
        self.codebook.given.connect(self.codebook_given)
        self.codebook.left.connect(self.left)
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _first(self) -> QWidget:
        """What is seen while nothing is asked: the projects, and ways to begin."""
        sides = QHBoxLayout()
        sides.setSpacing(48)
        sides.addWidget(_at_top(label("Recent projects", "heading"), self.projects, spacing=12), 3)
        sides.addWidget(_at_top(label("Begin", "heading"), *self._cards(), spacing=10), 2)
        first = QWidget()
        whole = QVBoxLayout(first)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(sides)
        whole.addSpacing(24)
        whole.addWidget(DropArea("Drop captures, a folder or a project here"))
        whole.addSpacing(18)
        hints: list[QWidget] = []
        for key, what in (
            ("Enter", "opens"),
            ("↑ ↓", "choose"),
            ("Ctrl K", "finds any command"),
            ("?", "shows every key"),
        ):
            hints += [KeyHint(key), label(what, "caption")]
        whole.addLayout(row(*hints, None))
        whole.addStretch(1)
        return first

    def _cards(self) -> list[BeginCard]:
        cards = [
            BeginCard("New project", "Choose a codebook, add captures", "plus", "Ctrl N"),
            BeginCard("Open a project", "One file, works offline", "folder", "Ctrl O"),
            BeginCard("Try the demo", "20 articles, 3 sample annotators", "play", "Ctrl D"),
        ]
        for card, signal in zip(cards, (self.new_asked, self.open_asked, self.demo_asked), strict=True):
            card.clicked.connect(lambda _, signal=signal: signal.emit())
        return cards

    def _on_theme(self) -> None:
        theme = current_theme()
        self._inner.setMaximumWidth(theme.px(_WIDTH))
        self.who.setMaximumWidth(theme.px(560))

    def show_recent(self, projects: Sequence[Recent]) -> None:
        """The projects opened lately."""
        self._line.setText("Label captured news, compare annotators, export training sets.")
        self.projects.set_projects(projects)
        self._parts.setCurrentIndex(0)
        self.projects.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_who(self, project: str, names: Sequence[str], suggested: str) -> None:
        """Asks for the annotator of a project that was opened."""
        self._line.setText(f"Project: {project}")
        self.who.set_known(names, suggested)
        self._parts.setCurrentIndex(1)
        self.who.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_codebook(self, project: str) -> None:
        """Asks which codebook a new project gets."""
        self._line.setText(f"New project: {project}")
        self._parts.setCurrentWidget(self.codebook)
        self.codebook.default.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def asking(self) -> bool:
        """Whether the page asks a question instead of showing projects."""
        return self._parts.currentIndex() > 0

    def open_chosen(self) -> None:
        """Opens the project that keys mean."""
        chosen = self.projects.chosen()
        if chosen is not None and not self.asking:
            self.project_opened.emit(chosen.path)


def _at_top(*parts: QWidget, spacing: int) -> QWidget:
    """Widgets below each other, with what room is left over below them."""
    made = QWidget()
    layout = column(*parts, spacing=spacing)
    layout.addStretch(1)
    made.setLayout(layout)
    return made
