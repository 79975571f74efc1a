"""The right column while a candidate stands beside the article: how do the two relate?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import current_theme, theme_hub
from ui.widgets.icons import paint_icon
from ui.widgets.key_button import KeyButton
from ui.widgets.key_hint import paint_key_hint
from ui.widgets.layouts import hairline, label
from ui.widgets.relation_picture import paint_relation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from labeler.codebook import Question, Value

_ALIGN = Qt.AlignmentFlag


class RelationList(QWidget):
    """The relations as cards, each with its key; the one given is outlined and ticked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, compact: bool = False) -> None:
        """`compact` keeps one line of each definition; the whole of it is the card's tooltip."""
        super().__init__(parent)
        self._compact = compact
        self._values: tuple[Value, ...] = ()
        self._given = ""
        self._hovered = -1
        self._counts: Mapping[str, int] | None = None
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme_hub().changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def set_values(self, values: tuple[Value, ...]) -> None:
        """Takes the relations, in the order of their keys."""
        self._values = values
        self.updateGeometry()
        self.update()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """How often each relation was given so far; shown beside it."""
        self._counts = counts
        self.update()

    def set_given(self, relation: str) -> None:
        """The relation that stands, "" if not judged."""
        self._given = relation
        words = ", ".join(
            f"{place} {value.title}{', given' if value.value == relation else ''}"
            for place, value in enumerate(self._values, start=1)
        )
        self.setAccessibleName(f"How do they relate? {words}")
        self.update()

    @staticmethod
    def _before() -> int:
        """Px of a card before its words: key cap and picture."""
        return current_theme().px(80)

    def _cards(self) -> list[QRectF]:
        """Where the cards stand: each as high as its title and definition need."""
        theme = current_theme()
        metrics = QFontMetrics(theme.font(theme.type.small))
        width = self.width() - theme.px(24) - 2
        room = QRect(0, 0, width - self._before() - theme.px(34), 10_000)
        found, top = [], 0.0
        for value in self._values:
            wrapped = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), value.definition).height()
            words = min(wrapped, metrics.height()) if self._compact else wrapped
            height = theme.px(32) + (words + theme.px(6) if value.definition else 0)
            found.append(QRectF(theme.px(12) + 1, top + 3, width, height))
            top += height + theme.px(6)
        return found

    def _card_at(self, y: float) -> int:
        """The number of the card at a height, or -1."""
        return next(
            (place for place, card in enumerate(self._cards()) if card.top() <= y <= card.bottom()), -1
        )

    def sizeHint(self) -> QSize:
        """A card a relation."""
        cards = self._cards()
        return QSize(current_theme().size.relations_width, round(cards[-1].bottom()) + 4 if cards else 0)

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return QSize(0, self.sizeHint().height())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Shows which card a click would choose."""
        self._hovered = self._card_at(event.position().y())
        if self._compact:
            self.setToolTip(self._values[self._hovered].definition if self._hovered >= 0 else "")
        self.update()

    def leaveEvent(self, event: object) -> None:
        """Nothing is pointed at any more."""
        self._hovered = -1
        self.update()

    def resizeEvent(self, event: object) -> None:
        """Another width may wrap the definitions otherwise."""
        self.updateGeometry()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Chooses a relation."""
        place = self._card_at(event.position().y())
        if place >= 0:
            self.chosen.emit(self._values[place].value)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Every card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, (card, value) in enumerate(zip(self._cards(), self._values, strict=True)):
            self._paint_card(painter, card, place, value)
        painter.end()

    def _paint_card(self, painter: QPainter, card: QRectF, place: int, value: Value) -> None:
        theme = current_theme()
        color = theme.color
        given = value.value == self._given
        painter.setPen(QPen(color.accent_fill, 2) if given else QPen(color.line, 1))
        painter.setBrush(color.selected if given else color.hover if place == self._hovered else color.pane)
        painter.drawRoundedRect(card, theme.radius.control, theme.radius.control)
        at = QPointF(card.left() + theme.px(10), card.top() + theme.px(7))
        paint_key_hint(painter, at, str(place + 1), theme)
        picture = QRectF(card.left() + theme.px(38), card.top() + theme.px(6), theme.px(32), theme.px(22))
        paint_relation(painter, picture, value.value, theme)
        words = card.adjusted(self._before(), theme.px(6), -theme.px(34), 0)
        painter.setFont(theme.font(theme.type.body, bold=given))
        painter.setPen(color.text)
        title = QRectF(words.left(), words.top(), words.width(), theme.px(20))
        painter.drawText(title, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, value.title)
        painter.setFont(theme.font(theme.type.small))
        painter.setPen(color.text3)
        below = QRectF(words.left(), title.bottom(), words.width(), card.bottom() - title.bottom())
        definition = value.definition
        if self._compact:
            below.setWidth(card.right() - theme.px(10) - below.left())
            metrics = QFontMetrics(painter.font())
            definition = metrics.elidedText(definition, Qt.TextElideMode.ElideRight, int(below.width()))
        painter.drawText(
            below, int(Qt.TextFlag.TextWordWrap | _ALIGN.AlignLeft | _ALIGN.AlignTop), definition
        )
        right = card.right() - theme.px(10)
        if self._counts is not None:
            painter.setPen(color.text2)
            count = QRectF(card.left(), title.top(), right - card.left(), title.height())
            said = str(self._counts.get(value.value, 0))
            painter.drawText(count, _ALIGN.AlignRight | _ALIGN.AlignVCenter, said)
            right -= QFontMetrics(painter.font()).horizontalAdvance(said) + theme.px(6)
        if given:
            side = theme.size.icon
            tick = QRectF(right - side, title.center().y() - side / 2, side, side)
            paint_icon(painter, tick, "check", color.accent)


class RelationPanel(QWidget):
    """The relations, why the pair was proposed, and the way back."""

    chosen = Signal(str)
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = label("How do they relate?", "heading")
        self._hint = label("A, the open article, … B, the one beside it", "caption", wrap=True)
        self.relations = RelationList()
        self._why_head = label("Why this pair", "heading")
        self._why = label("", "text2", wrap=True)
        self.back_button = KeyButton("Back to the article", "D")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        for part in (self._head, self._hint):
            self._layout.addWidget(part)
        self._layout.addWidget(self.relations)
        self._layout.addSpacing(8)
        self._layout.addWidget(hairline())
        for part in (self._why_head, self._why):
            self._layout.addWidget(part)
        self._layout.addStretch(1)
        self._layout.addWidget(hairline())
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.addWidget(self.back_button)
        self._layout.addWidget(self._foot)
        self.relations.chosen.connect(self.chosen)
        self.back_button.clicked.connect(lambda _: self.back_asked.emit())
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        theme = current_theme()
        margin = theme.space.panel_margin
        for part in (self._head, self._hint, self._why_head, self._why):
            part.setContentsMargins(margin, theme.px(8), margin, 0)
        foot = self._foot.layout()
        if foot is not None:
            foot.setContentsMargins(margin, theme.px(12), margin, theme.px(12))

    def set_question(self, question: Question) -> None:
        """Takes the relations."""
        self.relations.set_values(question.values)

    def set_pair(self, given: str, why: str) -> None:
        """The relation that stands ("" if none), and what the program measured."""
        self.relations.set_given(given)
        self._why.setText(why)
