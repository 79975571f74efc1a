from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui import system_check, system_libraries
from ui.system_libraries import missing_library_help, missing_screen_help


@pytest.fixture(autouse=True)
def _no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")


def test_a_known_library_is_named_with_its_package_on_three_systems() -> None:
    assert missing_library_help("libEGL.so.1: cannot open shared object file: No such file") == (
        "The window cannot open: the system library libEGL.so.1 is missing. "
        "Install it with “sudo apt install libegl1” (Debian, Ubuntu), "
        "“sudo dnf install libglvnd-egl” (Fedora) or “sudo pacman -S libglvnd” (Arch)."
    )


def test_an_unknown_library_is_named() -> None:
    words = missing_library_help("libstrange-2.0.so.3: cannot open shared object file")
    assert words == (
        "The window cannot open: the system library libstrange-2.0.so.3 is missing. Install its package."
    )


def test_another_fault_of_loading_qt_is_told_as_it_is() -> None:
    words = missing_library_help("No module named 'PySide6'")
    assert words.startswith("The window cannot open: Qt could not be loaded (No module named 'PySide6').")


def test_without_a_screen_it_says_so() -> None:
    words = missing_screen_help()
    assert words is not None
    assert words.startswith("The window cannot open: there is no screen")
    assert words.endswith("Start it in a desktop session; the other commands work without one.")


@pytest.mark.parametrize("name", ["QT_QPA_PLATFORM", "WAYLAND_DISPLAY"])
def test_with_a_screen_nothing_is_missing(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "something")
    assert missing_screen_help() is None


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_bring_what_they_need(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert missing_screen_help() is None


def test_a_library_that_the_x11_plug_in_misses_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")

    def fails(_: str) -> None:
        raise OSError("libxcb-cursor.so.0: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(ctypes, "CDLL", fails)
    words = missing_screen_help()
    assert words is not None
    assert "the system library libxcb-cursor.so.0 is missing" in words
    assert "sudo apt install libxcb-cursor0" in words


def test_a_complete_x11_system_is_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(ctypes, "CDLL", lambda _: None)
    assert missing_screen_help() is None


def test_every_library_has_a_package_on_each_system() -> None:
    for names in system_libraries._PACKAGES.values():
        assert len(names) == 3
        assert all(name == name.strip() != "" for name in names)


def test_the_check_writes_its_sentence_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert system_check.main() == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("labeler: The window cannot open: there is no screen")


def test_the_check_is_quiet_where_a_window_can_open() -> None:
    root = Path(__file__).parents[2]
    found = subprocess.run(
        [sys.executable, "-m", "ui.system_check"],
        cwd=root,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")
