"""Going on by itself once everything is answered: after a moment, seen, and stopped by any key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.tokens import tokens

if TYPE_CHECKING:
    from ui.settings import Settings


class Advancing(QObject):
    """Waits a moment in which the last answer is seen, then says that it is time to go on.

    Nothing moves meanwhile, so there is nothing to reduce for those who want no motion.
    """

    due = Signal()
    waiting = Signal(bool)
    """It waits, or has stopped waiting."""

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(tokens().motion_ms["advance"])
        self.timer.timeout.connect(self._on_time)

    def start(self) -> None:
        """Begins to wait, unless the person wants to go on by Enter alone."""
        if self._settings.advances:
            self.timer.start()
            self.waiting.emit(True)

    def stop(self) -> bool:
        """Stays; returns whether it was about to go on."""
        if not self.timer.isActive():
            return False
        self.timer.stop()
        self.waiting.emit(False)
        return True

    def _on_time(self) -> None:
        self.waiting.emit(False)
        self.due.emit()

    def turn(self) -> bool:
        """Switches it on or off for this person; returns whether it is on now."""
        self.stop()
        self._settings.advances = not self._settings.advances
        return self._settings.advances
