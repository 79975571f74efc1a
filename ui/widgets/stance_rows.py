"""Stance: one row a target, each with its positions as segments; keys show only on the marked row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from labeler.codebook import NOT_ADDRESSED
from ui.theme import current_theme, theme_hub
from ui.widgets.elided import elided

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from labeler.codebook import Question

FIXED_KEYS = {"FAVOR": "F", "NONE": "O", "AGAINST": "A", NOT_ADDRESSED: "⇧T"}
"""Positions that have a letter whatever the codebook says."""

_ALIKE = 3
"""So many positions have one width; more take as much as their words need."""

_ALIGN = Qt.AlignmentFlag


@dataclass(frozen=True, slots=True)
class StanceGiven:
    """A position was clicked."""

    question: str
    value: str


class StanceRows(QWidget):
    """All targets of a codebook. An unanswered row is unfilled; none of its segments looks chosen."""

    given = Signal(StanceGiven)
    marked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._questions: Sequence[Question] = ()
        self._answers: Mapping[str, str] = {}
        self._captions: Mapping[str, str] = {}
        self._evidence_for = ""
        self._marked = ""
        self._digits = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        theme_hub().changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def set_questions(self, questions: Sequence[Question]) -> None:
        """Takes the stance questions, in the project's order."""
        self._questions = questions
        self.updateGeometry()
        self.update()

    def set_answers(self, answers: Mapping[str, str]) -> None:
        """Question key -> position given; a question that is missing was not answered."""
        self._answers = answers
        self._tell()

    def set_captions(self, captions: Mapping[str, str], evidence_for: str) -> None:
        """What stands beside the answers, shown below the targets' names.

        Args:
            captions: question key -> a few words, "" for nothing.
            evidence_for: the question for which the key of evidence marks passages; it is told where nothing else is.
        """
        self._captions, self._evidence_for = captions, evidence_for
        self._tell()

    def _tell(self) -> None:
        words = []
        for question in self._questions:
            answer = self._answers.get(question.key)
            said = "not answered" if answer is None else question.title_of(answer)
            caption = self._captions.get(question.key, "")
            words.append(f"{question.title}: {said}{', ' if caption else ''}{caption}")
        self.setAccessibleName("Stance. " + "; ".join(words))
        self.update()

    def set_marked(self, question: str, *, digits: bool) -> None:
        """Marks the target that keys answer; `digits` shows number keys in place of letters."""
        self._marked = question
        self._digits = digits
        self.update()

    def _is_stacked(self, question: Question) -> bool:
        """Whether a target's name stands above its positions: where they, or what stands beside, would not fit."""
        if question.confidence and (question.whose or question.evidence):
            return True
        theme = current_theme()
        bold = QFontMetrics(theme.font(theme.type.body, bold=True))
        small = QFontMetrics(theme.font(theme.type.small, bold=True))
        widest = max(small.horizontalAdvance(value.title) for value in question.values)
        if len(question.values) > _ALIKE:
            # So many are as wide as their words need.
            widest = sum(small.horizontalAdvance(value.title) for value in question.values) // len(
                question.values
            )
        beside = (widest + theme.px(28)) * len(question.values) + 2 * theme.space.panel_margin
        return bold.horizontalAdvance(question.title) + theme.px(10) + beside > self.width()

    def _rows(self) -> list[QRect]:
        """Where the targets stand."""
        theme = current_theme()
        found, top = [], 0
        for question in self._questions:
            height = theme.px(36) + (theme.px(22) if self._is_stacked(question) else 0)
            found.append(QRect(0, top, self.width(), height))
            top += height
        return found

    def marked_rect(self) -> QRect:
        """Where the marked target stands, so that it can be scrolled into view."""
        for rect, question in zip(self._rows(), self._questions, strict=True):
            if question.key == self._marked:
                return rect
        return QRect()

    def sizeHint(self) -> QSize:
        """A row a target."""
        rows = self._rows()
        return QSize(current_theme().size.answers_width, rows[-1].bottom() + 1 if rows else 0)

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: object) -> None:
        """Another width may stack names above positions."""
        self.updateGeometry()

    def _segments(self, rect: QRect, question: Question) -> QRectF:
        """Where the positions of a target stand."""
        theme = current_theme()
        margin, height = theme.space.panel_margin, theme.size.control
        if self._is_stacked(question):
            left, top = float(margin), rect.bottom() - height - theme.px(4)
        else:
            bold = QFontMetrics(theme.font(theme.type.body, bold=True))
            widest = max(
                (
                    bold.horizontalAdvance(each.title)
                    for each in self._questions
                    if not self._is_stacked(each)
                ),
                default=0,
            )
            # Names in a column; a long one pushes the positions of its own row only.
            left = float(
                margin
                + max(bold.horizontalAdvance(question.title), min(widest, theme.px(118)))
                + theme.px(10)
            )
            top = rect.top() + (rect.height() - height) // 2
        return QRectF(left + 0.5, top + 0.5, self.width() - left - margin - 1, height - 1)

    def _parts(self, segments: QRectF, question: Question) -> list[QRectF]:
        """Where each position of a target stands: alike, or if they are many, as their words need."""
        count = len(question.values)
        widths = [segments.width() / count] * count
        if count > _ALIKE:
            theme = current_theme()
            metrics = QFontMetrics(theme.font(theme.type.small, bold=True))
            needed = [metrics.horizontalAdvance(value.title) for value in question.values]
            room = (segments.width() - sum(needed)) / count
            if room > 0:
                widths = [words + room for words in needed]
        found, left = [], segments.left()
        for width in widths:
            found.append(QRectF(left, segments.top(), width, segments.height()))
            left += width
        return found

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A position answers; the name beside it marks the row."""
        for rect, question in zip(self._rows(), self._questions, strict=True):
            if not rect.contains(event.position().toPoint()):
                continue
            segments = self._segments(rect, question)
            if segments.contains(event.position()):
                parts = self._parts(segments, question)
                x = event.position().x()
                place = next((at for at, part in enumerate(parts) if x < part.right()), len(parts) - 1)
                self.given.emit(StanceGiven(question.key, question.values[place].value))
            else:
                self.marked.emit(question.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Every row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for rect, question in zip(self._rows(), self._questions, strict=True):
            self._paint_row(painter, rect, question)
        painter.end()

    def _paint_row(self, painter: QPainter, rect: QRect, question: Question) -> None:
        theme = current_theme()
        is_marked = question.key == self._marked
        if is_marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color.hover)
            band = QRectF(rect).adjusted(theme.px(8), 1, -theme.px(8), -1)
            painter.drawRoundedRect(band, theme.radius.small, theme.radius.small)
            painter.setBrush(theme.color.accent)
            painter.drawRect(QRectF(theme.px(8), rect.top() + theme.px(8), 3, rect.height() - theme.px(16)))
        segments = self._segments(rect, question)
        font = theme.font(theme.type.body, bold=is_marked)
        painter.setFont(font)
        painter.setPen(theme.color.text)
        name = rect.adjusted(theme.space.panel_margin, 0, -theme.space.panel_margin, 0)
        if self._is_stacked(question):
            name.setBottom(round(segments.top()))
        else:
            name.setRight(round(segments.left()) - theme.px(4))
        self._paint_name(painter, name, question, font)
        self._paint_segments(painter, segments, question, is_marked=is_marked)

    def _paint_name(self, painter: QPainter, name: QRect, question: Question, font: QFont) -> None:
        """The target, and what stands beside its answer: below its name, or at the right where that has the line."""
        theme, caption = current_theme(), self._captions.get(question.key, "")
        if not caption and question.key == self._evidence_for:
            caption = "E marks evidence"
        small = theme.font(theme.type.caption)
        below = QRect(name)
        if caption and self._is_stacked(question):
            caption = elided(caption, QFontMetrics(small), name.width() * 2 // 3)
            name.setRight(name.right() - QFontMetrics(small).horizontalAdvance(caption) - theme.px(8))
        elif caption:
            height = QFontMetrics(font).height()
            top = name.top() + (name.height() - height - QFontMetrics(small).height()) // 2
            name = QRect(name.left(), top, name.width(), height)
            below = QRect(name.left(), top + height, name.width(), QFontMetrics(small).height())
        title = elided(question.title, QFontMetrics(font), name.width())
        painter.drawText(name, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, title)
        if caption:
            painter.setFont(small)
            painter.setPen(theme.color.text2)
            side = _ALIGN.AlignRight if self._is_stacked(question) else _ALIGN.AlignLeft
            painter.drawText(
                below, side | _ALIGN.AlignVCenter, elided(caption, QFontMetrics(small), below.width())
            )

    def _paint_segments(
        self, painter: QPainter, segments: QRectF, question: Question, *, is_marked: bool
    ) -> None:
        theme = current_theme()
        radius = theme.radius.control
        outline = QPainterPath()
        outline.addRoundedRect(segments, radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillPath(outline, theme.color.pane)
        answer = self._answers.get(question.key)
        parts = self._parts(segments, question)
        for place, (value, part) in enumerate(zip(question.values, parts, strict=True)):
            chosen = value.value == answer
            if chosen:
                painter.save()
                painter.setClipPath(outline)
                painter.fillRect(part, theme.color.accent_fill)
                painter.restore()
            elif place and question.values[place - 1].value != answer:
                painter.setPen(QPen(theme.color.line, 1))
                painter.drawLine(part.topLeft() + QPointF(0, 6), part.bottomLeft() - QPointF(0, 6))
            self._paint_position(painter, part, question, place, chosen=chosen, is_marked=is_marked)
        pen = QPen(theme.color.edge, 1)
        if answer is None:
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline)

    def _paint_position(
        self,
        painter: QPainter,
        part: QRectF,
        question: Question,
        place: int,
        *,
        chosen: bool,
        is_marked: bool,
    ) -> None:
        theme = current_theme()
        value = question.values[place]
        letter = FIXED_KEYS.get(value.value, "")
        key = (value.key if self._digits else letter) if is_marked else ""
        small = theme.font(theme.type.small)
        key_width = QFontMetrics(small).horizontalAdvance(key) + theme.px(6) if key else 0
        font = theme.font(
            theme.type.caption
            if len(question.values) > 3
            else theme.type.small
            if is_marked
            else theme.type.body,
            bold=chosen,
        )
        room = part.width() - key_width - theme.px(8)
        words = QFontMetrics(font).elidedText(value.title, Qt.TextElideMode.ElideRight, round(room))
        used = QFontMetrics(font).horizontalAdvance(words) + key_width
        at = part.adjusted((part.width() - used) / 2, 0, 0, 0)
        painter.setFont(font)
        painter.setPen(theme.color.on_accent if chosen else theme.color.text)
        painter.drawText(at, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, words)
        if key:
            painter.setFont(small)
            painter.setPen(theme.color.on_accent if chosen else theme.color.text3)
            painter.drawText(
                part.adjusted(0, 0, -(part.width() - used) / 2, 0),
                _ALIGN.AlignRight | _ALIGN.AlignVCenter,
                key,
            )
