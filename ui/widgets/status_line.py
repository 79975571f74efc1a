"""The line at the bottom: when it was saved, what undo would do, messages, and how far the annotator is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from ui.theme import current_theme, theme_hub
from ui.tokens import tokens
from ui.widgets.icons import paint_icon
from ui.widgets.key_hint import key_hint_size, paint_key_hint
from ui.widgets.layouts import button, label

if TYPE_CHECKING:
    from ui.notices import Notice

_ALIGN = Qt.AlignmentFlag
_WIDE = 600
"""px at scale 1: on a narrower line what is saved, and messages, need the room of what stands elsewhere, too."""


class SavedLine(QWidget):
    """“Saved 14:02:11”, then what undo would take back, or a message for a while."""

    details_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved = ""
        self._undo = ""
        self._notice: Notice | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._end_notice)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme_hub().changed.connect(self.update)

    def set_saved(self, at: str, undo: str) -> None:
        """Wall clock time of the last answer, and what undo would take back; "" for none."""
        self._saved, self._undo = at, undo
        self._tell()

    def show_notice(self, notice: Notice) -> None:
        """Shows a message for a few seconds; a fault stays until the next thing happens."""
        self._notice = notice
        if notice.tone in ("bad", "warn"):
            self._timer.stop()
        else:
            self._timer.start(tokens().motion_ms["notice"])
        self._tell()

    def end_notice(self) -> None:
        """Takes a message away early: something else has happened."""
        if self._notice is not None:
            self._timer.stop()
            self._end_notice()

    def _end_notice(self) -> None:
        self._notice = None
        self._tell()

    def words(self) -> str:
        """What the line says."""
        if self._notice is not None:
            return self._notice.text
        return f"Saved {self._saved}" if self._saved else ""

    def _tell(self) -> None:
        self.setAccessibleName(self.words())
        has_details = self._notice is not None and bool(self._notice.details)
        self.setCursor(Qt.CursorShape.PointingHandCursor if has_details else Qt.CursorShape.ArrowCursor)
        self.setToolTip(self.words())
        self.update()

    def sizeHint(self) -> QSize:
        """Takes what there is."""
        return QSize(200, current_theme().size.status)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A message with details shows them."""
        if self._notice is not None and self._notice.details:
            self.details_asked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tick and time, or the message."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = theme.font(theme.type.small)
        painter.setFont(small)
        metrics = QFontMetrics(small)
        side = theme.px(14)
        at = QRectF(0, (self.height() - side) / 2, side, side)
        left = side + theme.px(6)
        area = self.rect().adjusted(left, 0, 0, 0)
        if self._notice is not None:
            role = {"bad": "bad", "warn": "warn", "good": "good"}.get(self._notice.tone, "text2")
            color = theme.color.role(role)
            bad = self._notice.tone in ("bad", "warn")
            paint_icon(painter, at, "warning" if bad else "check", color)
            text = self._notice.text + ("  Show why" if self._notice.details else "")
            painter.setPen(color if bad else theme.color.text)
            painter.drawText(
                area, _ALIGN.AlignVCenter, metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            )
        elif self._saved:
            paint_icon(painter, at, "check", theme.color.good)
            painter.setPen(theme.color.text2)
            painter.drawText(area, _ALIGN.AlignVCenter, f"Saved {self._saved}")
            if self._undo:
                self._paint_undo(
                    painter, left + metrics.horizontalAdvance(f"Saved {self._saved}") + theme.px(12)
                )
        painter.end()

    def _paint_undo(self, painter: QPainter, left: int) -> None:
        theme = current_theme()
        metrics = painter.fontMetrics()
        painter.setPen(theme.color.line)
        painter.drawLine(left, theme.px(7), left, self.height() - theme.px(7))
        left += theme.px(12)
        key = key_hint_size("Ctrl Z", theme)
        room = self.width() - left - key.width() - theme.px(8)
        text = metrics.elidedText(f"Undo: {self._undo}", Qt.TextElideMode.ElideRight, max(0, room))
        painter.setPen(theme.color.text2)
        area = self.rect().adjusted(left, 0, 0, 0)
        painter.drawText(area, _ALIGN.AlignVCenter, text)
        corner = self.rect().toRectF().topLeft()
        corner.setX(left + metrics.horizontalAdvance(text) + theme.px(8))
        corner.setY((self.height() - key.height()) // 2)
        paint_key_hint(painter, corner, "Ctrl Z", theme)


class StatusLine(QWidget):
    """The whole line."""

    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.saved = SavedLine()
        self._job_text = label("", "caption")
        self._job_bar = QProgressBar()
        self._job_bar.setTextVisible(False)
        self._cancel = button("Cancel", "quiet")
        self._done_bar = QProgressBar()
        self._done_bar.setTextVisible(False)
        self._done_bar.setProperty("good", True)
        self._done = label("", "smallstrong")
        self._time = label("", "caption")
        self._codebook = label("", "caption")
        self._annotator = label("", "caption")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 0, 16, 0)
        layout.setSpacing(10)
        layout.addWidget(self.saved, 1)
        for part in (
            self._job_text,
            self._job_bar,
            self._cancel,
            self._done_bar,
            self._done,
            self._time,
            self._codebook,
            self._annotator,
        ):
            layout.addWidget(part)
        self._cancel.clicked.connect(lambda _: self.cancel_asked.emit())
        self.end_job()
        self._total = 0
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        theme = current_theme()
        self.setFixedHeight(theme.size.status)
        for bar in (self._job_bar, self._done_bar):
            bar.setFixedSize(theme.px(124), theme.px(5))
        self._cancel.setFixedHeight(theme.px(22))
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Facts give way to messages."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = self.width() >= current_theme().px(_WIDE)
        self._done_bar.setVisible(wide and self._total > 0)
        for part in (self._time, self._codebook, self._annotator):
            part.setVisible(wide and bool(part.text()))

    def set_progress(self, done: int, total: int) -> None:
        """How many articles this annotator has behind them; hidden where there is none."""
        self._total = total
        self._done.setVisible(total > 0)
        self._done_bar.setRange(0, max(total, 1))
        self._done_bar.setValue(done)
        self._done.setText(f"{done} / {total}")
        self._fit()

    def set_time(self, words: str) -> None:
        """How long the article is open, in words; "" hides it."""
        self._time.setText(words)
        self._fit()

    def set_project(self, codebook: str, annotator: str) -> None:
        """Codebook version and annotator, in words; "" hides them."""
        self._codebook.setText(codebook)
        self._annotator.setText(annotator)
        self._fit()

    def show_job(self, done: int, total: int | None, note: str) -> None:
        """How far a long piece of work is; `total` None while unknown."""
        for part in (self._job_text, self._job_bar, self._cancel):
            part.show()
        self._job_bar.setRange(0, total or 0)
        self._job_bar.setValue(done)
        self._job_text.setText(note if total is None else f"{note}, {done} of {total}")

    def end_job(self) -> None:
        """The work is over."""
        for part in (self._job_text, self._job_bar, self._cancel):
            part.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline above."""
        painter = QPainter(self)
        painter.setPen(current_theme().color.line)
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()
