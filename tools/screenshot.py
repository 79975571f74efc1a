"""Makes the picture of the README: the real window on the sample project, an article half labelled.

Run it in the project's environment: `python tools/screenshot.py [FILE.png]`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from labeler.demo import make_demo
from labeler.progress import run_to_end
from ui.app import build_window, make_app
from ui.settings import Settings

_TARGET = Path(__file__).resolve().parent.parent / "docs" / "images" / "labelling.png"
_KEYS = (Qt.Key.Key_1, Qt.Key.Key_4, Qt.Key.Key_F, Qt.Key.Key_D, Qt.Key.Key_2, Qt.Key.Key_J, Qt.Key.Key_J)


def main() -> int:
    """Labels a little by keyboard and saves the picture."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else _TARGET
    with tempfile.TemporaryDirectory() as folder:
        app = make_app()
        settings = Settings(QSettings(str(Path(folder, "settings.ini")), QSettings.Format.IniFormat))
        settings.theme = "light"
        project = run_to_end(make_demo(Path(folder)))
        window = build_window(app, settings, project)
        window.resize(1440, 900)
        window.show()
        window.start_labelling("Dee Arslan")
        if window.label_page is None:
            print("The sample project did not open.")
            return 1
        for place in range(3):
            window.label_page.open_place(place)
            for key in (Qt.Key.Key_1, Qt.Key.Key_O, Qt.Key.Key_O, Qt.Key.Key_Return):
                press(window.focusWidget(), key)
        for key in _KEYS:
            press(window.focusWidget(), key)
        QApplication.processEvents()
        saved = window.grab().save(str(target))
        window.close()
    print(f"{target} written." if saved else f"{target} could not be written.")
    return 0 if saved else 1


def press(widget: object, key: Qt.Key) -> None:
    """Presses a key where the focus is."""
    QTest.keyClick(widget, key)  # type: ignore[call-overload]
    QApplication.processEvents()


if __name__ == "__main__":
    sys.exit(main())
