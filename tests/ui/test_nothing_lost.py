"""Fifty windows are killed the moment they say "Saved": every answer they said so about is in the file."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from db.store import Store

TIMES = 50
AT_ONCE = 2
MOST_ANSWERS = 6
ROOT = Path(__file__).parents[2]

# Opens the real window, types a name, then answers one article after the other and tells each answer that the
# status line calls saved. It never stops by itself before it is killed.
CHILD = """
import json, os, sys
from pathlib import Path
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from ui.app import build_window, make_app
from ui.settings import Settings

project, settings, name = sys.argv[1:]
app = make_app()
window = build_window(app, Settings(QSettings(settings, QSettings.Format.IniFormat)), Path(project))
window.show()
QTest.qWaitForWindowActive(window)

def press(key):
    QTest.keyClick(app.focusWidget(), key)

QTest.keyClicks(app.focusWidget(), name)
press(Qt.Key.Key_Return)
page = window.label_page
while True:
    for key, question in (("1", "topic"), ("f", "stance_levy"), ("a", "stance_authority"), ("q", "topic")):
        press(key)
        words = window.status.saved.words()
        if "is being written by another program" in words:
            continue  # the other window was at it: nothing was called saved
        assert words.startswith("Saved "), words
        told = [page.article_id, question, page.opened.answers[question]]
        os.write(1, ("Saved " + json.dumps(told) + "\\n").encode())
    press("n")
    app.processEvents()
"""


def kill_after(project: Path, settings: Path, name: str, answers: int) -> list[list[object]]:
    """Runs a window until it has said "Saved" so often, kills it, and returns what it called saved."""
    told = []
    command = [sys.executable, "-c", CHILD, str(project), str(settings), name]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as window:
        assert window.stdout is not None
        assert window.stderr is not None
        for line in window.stdout:
            told.append(line)
            if len(told) == answers:
                window.send_signal(signal.SIGKILL)
                break
        # What it wrote between the last line and its end was called saved as well.
        told += [line for line in window.stdout if line.endswith("\n")]
        assert window.wait(30) == -signal.SIGKILL, window.stderr.read()
    return [json.loads(line.removeprefix("Saved ")) for line in told]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill without asking")
def test_fifty_windows_killed_at_saved_lose_no_answer(project_file: Path, tmp_path: Path) -> None:
    def run(number: int) -> list[list[object]]:
        settings = tmp_path / f"settings-{number}.ini"
        return kill_after(project_file, settings, f"Person {number}", 1 + number % MOST_ANSWERS)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        told = list(pool.map(run, range(TIMES)))

    with Store.open(project_file) as store:
        for number, answers in enumerate(told):
            assert len(answers) >= 1 + number % MOST_ANSWERS
            events = [
                [event.unit_id, event.question, event.value] for event in store.events.all(f"Person {number}")
            ]
            # One more may have been written whose line never came out.
            assert events[: len(answers)] == answers
            assert len(events) <= len(answers) + 1
        assert [fault for _, _, faults in store.check() for fault in faults] == []
