"""One disputed unit: each answer with who gave it and its key, the reason, a comment, and the ruling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from labeler.gold import REASONS
from ui.theme import current_theme, theme_hub
from ui.widgets.elided import elided
from ui.widgets.fields import Field
from ui.widgets.header_bar import initials
from ui.widgets.icons import paint_icon
from ui.widgets.key_button import KeyButton
from ui.widgets.key_hint import key_hint_size, paint_key_hint
from ui.widgets.layouts import label, row

if TYPE_CHECKING:
    from collections.abc import Sequence

_ALIGN = Qt.AlignmentFlag


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One answer to a unit and who gave it.

    Attributes:
        words: the answer as people read it.
        by: names, or letters while names are hidden.
        adopted: whether it is the gold label now.
    """

    words: str
    by: tuple[str, ...]
    adopted: bool


class AnswerChips(QWidget):
    """A row an answer: discs of those who gave it, the words, the key that adopts it."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answers: Sequence[GivenAnswer] = ()
        self._hovered = -1
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme_hub().changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def set_answers(self, answers: Sequence[GivenAnswer]) -> None:
        """Takes the answers, those of most people first."""
        self._answers = answers
        words = (
            f"{place} {each.words}, by {', '.join(each.by)}{', adopted' if each.adopted else ''}"
            for place, each in enumerate(answers, start=1)
        )
        self.setAccessibleName("Answers. " + "; ".join(words))
        self.updateGeometry()
        self.update()

    def _pitch(self) -> int:
        return current_theme().px(30)

    def sizeHint(self) -> QSize:
        """A line an answer."""
        return QSize(current_theme().px(300), self._pitch() * len(self._answers))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return QSize(0, self.sizeHint().height())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Shows which answer a click would adopt."""
        self._hovered = int(event.position().y()) // self._pitch()
        self.update()

    def leaveEvent(self, event: object) -> None:
        """Nothing is pointed at any more."""
        self._hovered = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Adopts an answer."""
        place = int(event.position().y()) // self._pitch()
        if 0 <= place < len(self._answers):
            self.chosen.emit(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Every answer."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, answer in enumerate(self._answers):
            self._paint_answer(painter, place, answer)
        painter.end()

    def _paint_answer(self, painter: QPainter, place: int, answer: GivenAnswer) -> None:
        theme = current_theme()
        rect = QRectF(0, place * self._pitch(), self.width(), self._pitch())
        if answer.adopted or place == self._hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color.selected if answer.adopted else theme.color.hover)
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), theme.radius.control, theme.radius.control)
        left = self._paint_people(painter, rect, answer.by) + theme.px(4)
        right = self.width() - theme.px(8)
        if place < 9:
            size = key_hint_size(str(place + 1), theme)
            right -= size.width()
            at = QPointF(right, rect.center().y() - size.height() / 2)
            paint_key_hint(painter, at, str(place + 1), theme)
        if answer.adopted:
            tick = theme.size.icon
            right -= tick + theme.px(8)
            paint_icon(
                painter, QRectF(right, rect.center().y() - tick / 2, tick, tick), "check", theme.color.accent
            )
        font = theme.font(theme.type.body, bold=answer.adopted)
        painter.setFont(font)
        painter.setPen(theme.color.text)
        area = QRectF(left, rect.top(), right - left - theme.px(6), rect.height())
        words = elided(answer.words, QFontMetrics(font), round(area.width()))
        painter.drawText(area, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, words)

    def _paint_people(self, painter: QPainter, rect: QRectF, names: Sequence[str]) -> float:
        """A disc for each who gave the answer, or as many as leave room for its words; returns where they end."""
        theme = current_theme()
        side, left = theme.px(22), float(theme.px(6))
        room = max(1, int((rect.width() / 2 - left) // (side + theme.px(4))))
        shown = [name if len(name) == 1 else initials(name) for name in names]
        if len(shown) > room:
            shown = [*shown[: room - 1], f"+{len(shown) - room + 1}"]
        painter.setFont(theme.font(theme.type.caption, bold=True))
        for words in shown:
            disc = QRectF(left, rect.center().y() - side / 2, side, side)
            painter.setPen(QPen(theme.color.edge, 1))
            painter.setBrush(theme.color.pane)
            painter.drawEllipse(disc.adjusted(0.5, 0.5, -0.5, -0.5))
            painter.setPen(theme.color.text)
            painter.drawText(disc, _ALIGN.AlignCenter, words)
            left += side + theme.px(4)
        return left


class RulingPanel(QWidget):
    """Shows one unit's answers and tells what is ruled."""

    adopted = Signal(int)
    own_asked = Signal()
    open_asked = Signal()
    withdraw_asked = Signal()
    same_asked = Signal()
    amended = Signal()
    """Another reason or comment was given."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reason = 0
        self.chips = AnswerChips()
        self._ruling = label("", "text2", wrap=True)
        self._reason_button = KeyButton("Reason: not said", "R")
        self.comment = Field("Comment", "note", "M")
        self.same_button = KeyButton("", "A")
        self._own = KeyButton("Own answer", "O")
        self._withdraw = KeyButton("Take back", "X")
        self._open = KeyButton("Open in full", "Enter", primary=True)
        self._stood = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.chips)
        layout.addWidget(self._ruling)
        why = QHBoxLayout()
        why.addWidget(self._reason_button)
        why.addWidget(self.comment, 1)
        layout.addLayout(why)
        layout.addWidget(self.same_button)
        layout.addLayout(row(self._own, self._withdraw, None))
        layout.addWidget(self._open)
        self.chips.chosen.connect(self.adopted)
        self._reason_button.clicked.connect(lambda _: self.turn_reason())
        self.comment.accepted.connect(self._on_comment)
        self._own.clicked.connect(lambda _: self.own_asked.emit())
        self._withdraw.clicked.connect(lambda _: self.withdraw_asked.emit())
        self._open.clicked.connect(lambda _: self.open_asked.emit())
        self.same_button.clicked.connect(lambda _: self.same_asked.emit())
        self.comment.left.connect(self.left)
        self.comment.accepted.connect(self.left)

    def set_unit(self, answers: Sequence[GivenAnswer], ruling: str, reason: str, comment: str) -> None:
        """Takes a unit's answers and its ruling in words, "" if it has none."""
        self.chips.set_answers(answers)
        self._ruling.setText(f"Gold: {ruling}" if ruling else "Not ruled yet." if answers else "")
        self._withdraw.setEnabled(bool(ruling))
        self._own.setEnabled(bool(answers))
        self._open.setEnabled(bool(answers))
        self._stood = comment
        self._reason = REASONS.index(reason) if reason in REASONS else 0
        self.comment.setText(comment)
        self._show_reason()
        self.set_same(0)

    def set_same(self, count: int) -> None:
        """How many other units have the same conflict and could get the same ruling; 0 hides the offer."""
        noun = "other" if count == 1 else "others"
        self.same_button.setText(f"Same for {count} {noun} with this conflict")
        self.same_button.setVisible(count > 0)

    def reason(self) -> str:
        """The reason that is chosen."""
        return REASONS[self._reason]

    def turn_reason(self) -> None:
        """The next reason."""
        self._reason = (self._reason + 1) % len(REASONS)
        self._show_reason()
        self.amended.emit()

    def _on_comment(self) -> None:
        if self.comment.text().strip() != self._stood:
            self._stood = self.comment.text().strip()
            self.amended.emit()

    def _show_reason(self) -> None:
        self._reason_button.setText(f"Reason: {REASONS[self._reason] or 'not said'}")
        self._reason_button.updateGeometry()
