from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QByteArray, QSettings

from ui.settings import SCALES, Recent, Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def open_settings(settings_file: Path) -> Callable[[], Settings]:
    """The same settings, read anew."""
    return lambda: Settings(QSettings(str(settings_file), QSettings.Format.IniFormat))


def recent(name: str, annotator: str = "Ana") -> Recent:
    return Recent(f"/projects/{name}.labeler", name, annotator, 3, 20, "2026-03-01T08:00:00+00:00", "a" * 64)


def test_nothing_chosen_yet(open_settings: Callable[[], Settings]) -> None:
    found = open_settings()
    assert (found.theme, found.scale, found.text_px, found.columns) == ("system", 1.0, 15, "both")
    assert found.geometry.isEmpty()
    assert found.recent == []


def test_what_is_chosen_is_read_back(open_settings: Callable[[], Settings]) -> None:
    first = open_settings()
    first.theme, first.scale, first.text_px, first.columns = "dark", 1.5, 21, "right"
    first.geometry = QByteArray(b"\x01\x00place")
    first._store.sync()
    second = open_settings()
    assert (second.theme, second.scale, second.text_px, second.columns) == ("dark", 1.5, 21, "right")
    assert second.geometry == QByteArray(b"\x01\x00place")


@pytest.mark.parametrize(("stored", "scale"), [("1.4", 1.3), ("9", 2.0), ("0", 0.8), ("?", 1.0)])
def test_the_scale_is_one_of_those_there_are(
    open_settings: Callable[[], Settings], stored: str, scale: float
) -> None:
    settings = open_settings()
    settings._store.setValue("scale", stored)
    assert settings.scale == scale
    assert settings.scale in SCALES


def test_the_text_stays_readable(open_settings: Callable[[], Settings]) -> None:
    settings = open_settings()
    settings.text_px = 3
    assert settings.text_px == 10
    settings.text_px = 300
    assert settings.text_px == 40


def test_the_newest_project_stands_first_and_each_but_once(open_settings: Callable[[], Settings]) -> None:
    settings = open_settings()
    for name in ("one", "two", "one"):
        settings.remember(recent(name))
    assert [entry.name for entry in open_settings().recent] == ["one", "two"]
    settings.remember(recent("two", "Ben"))
    found = open_settings().recent_of("/projects/two.labeler")
    assert found == recent("two", "Ben")


def test_only_the_twelve_newest_are_remembered(open_settings: Callable[[], Settings]) -> None:
    settings = open_settings()
    for number in range(15):
        settings.remember(recent(f"project {number}"))
    assert [entry.name for entry in settings.recent] == [f"project {number}" for number in range(14, 2, -1)]


def test_a_project_can_be_forgotten(open_settings: Callable[[], Settings]) -> None:
    settings = open_settings()
    settings.remember(recent("one"))
    settings.remember(recent("two"))
    settings.forget("/projects/one.labeler")
    settings.forget("/projects/never.labeler")
    assert [entry.name for entry in open_settings().recent] == ["two"]
    assert settings.recent_of("/projects/one.labeler") is None


@pytest.mark.parametrize("stored", ["[", "[1]", '[{"path": "x"}]', '[{"unknown": 1}]', "null", "7"])
def test_a_broken_list_counts_as_empty(open_settings: Callable[[], Settings], stored: str) -> None:
    settings = open_settings()
    settings._store.setValue("recent", stored)
    assert settings.recent == []
    settings.remember(recent("one"))
    assert [entry.name for entry in settings.recent] == ["one"]


def test_names_of_every_script_are_kept(open_settings: Callable[[], Settings]) -> None:
    open_settings().remember(recent("ميناء, 港; „Hafen“", "Zoë %41"))
    assert open_settings().recent == [recent("ميناء, 港; „Hafen“", "Zoë %41")]
