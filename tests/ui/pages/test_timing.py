"""Time per article: counted while it is seen and something is done, one row a visit, told quietly, to be switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.store import Store
from labeler.visiting import IDLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.conftest import Person


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("labeler.visiting.time.monotonic", made)
    return made


@pytest.fixture
def ana(clock: Clock, sit_down: Callable[..., Person], project_file: Path) -> Person:
    """Ana, with a clock of the test's own."""
    person = sit_down(project_file)
    person.page.timing.visiting._watch._clock = clock
    person.page.timing.visiting._watch.start()
    return person


def visits(person: Person) -> list[tuple[int, float]]:
    """The visits in the file in the order of the articles: (number, seconds)."""
    person.settle()
    assert person.window.project is not None
    with Store.open(person.window.project.path) as store:
        rows = store._sql.rows(
            "SELECT number, seconds FROM visits JOIN articles USING (article_id) ORDER BY 1, 2"
        )
    return [(number, seconds) for number, seconds in rows]


def told(person: Person) -> str:
    person.page.timing.tell()
    return person.window.status._time.text()


def test_a_visit_ends_when_another_article_opens(ana: Person, clock: Clock) -> None:
    clock.now += 20
    ana.press("1")
    clock.now += 22
    assert told(ana) == "This article 0:42"
    ana.press("F", "A", "Enter")
    clock.now += 5
    ana.press("P")
    assert visits(ana) == [(1, 42.0), (2, 5.0)]
    clock.now += 3
    assert told(ana) == "This article 0:45 · median 0:42"


def test_a_long_stretch_without_a_key_does_not_count(ana: Person, clock: Clock) -> None:
    clock.now += 30
    ana.press("1")
    clock.now += IDLE + 1
    assert told(ana) == "This article 0:30"
    ana.press("2")
    clock.now += IDLE
    ana.press("N")
    assert visits(ana) == [(1, 90.0)]


def test_keys_and_the_mouse_count_wherever_they_go_in_the_window(ana: Person, clock: Clock) -> None:
    handle = ana.window.windowHandle()
    clock.now += 50
    QTest.keyClick(handle, Qt.Key.Key_J)
    clock.now += 50
    QTest.mouseMove(handle)
    ana.settle()
    clock.now += 50
    ana.press("N")
    assert visits(ana) == [(1, 150.0)]


def test_other_pages_do_not_count_and_closing_the_window_ends_a_visit(ana: Person, clock: Clock) -> None:
    clock.now += 7
    ana.press("Ctrl+6")
    clock.now += 40
    ana.press("Ctrl+1")
    clock.now += 4
    path = ana.window.project.path if ana.window.project else None
    ana.window.close()
    assert path is not None
    with Store.open(path) as store:
        assert store._sql.rows("SELECT seconds FROM visits ORDER BY 1") == [(4.0,), (7.0,)]


def test_articles_that_are_only_passed_by_are_no_visits(ana: Person) -> None:
    ana.press("N", "N", "N")
    assert visits(ana) == []


def test_the_project_can_switch_it_off_for_everybody(ana: Person, clock: Clock) -> None:
    clock.now += 9
    ana.command("record times")
    assert ana.says == "Times are recorded no longer, for everybody in this project."
    assert told(ana) == ""
    clock.now += 9
    ana.press("N", "N")
    assert visits(ana) == [(1, 9.0)]
    assert ana.window.project is not None
    assert not ana.window.project.times_recorded
    ana.command("record times")
    assert ana.says.startswith("How long an article is open is recorded")
    clock.now += 5
    ana.press("N")
    assert visits(ana) == [(1, 9.0), (3, 5.0)]


def test_a_file_that_is_busy_gets_the_visit_the_next_time(
    ana: Person, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from db.errors import StoreError

    assert ana.window.project is not None

    def busy(_: object) -> None:
        raise StoreError("Another program is writing.")

    clock.now += 5
    with monkeypatch.context() as patched:
        patched.setattr(ana.window.project.store.visits, "add", busy)
        ana.press("N")
        ana.settle()
    assert visits(ana) == []
    assert not ana.said
    clock.now += 6
    ana.press("N")
    assert visits(ana) == [(1, 5.0), (2, 6.0)]


def test_only_ones_own_times_are_told(
    ana: Person, clock: Clock, sit_down: Callable[..., Person], project_file: Path
) -> None:
    clock.now += 30
    ana.press("0", "F", "A", "Enter")
    ana.window.close()
    ben = sit_down(project_file, "")
    assert ben.page.timing.visiting.median == 30.0
    ben.command("change annotator")
    ben.press("Ctrl+A")
    ben.type("Ben")
    ben.press("Enter")
    assert ben.page.timing.visiting.median is None
