"""A shift: sixty articles, two topics and one stance each, by keyboard alone; the keys are counted."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from db.store import Store
from labeler.codebook_files import codebook_from_json
from labeler.importing import import_paths
from labeler.progress import run_to_end
from labeler.project import Project
from tests.builders import capture_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from db.records import Json
    from tests.ui.conftest import Person

ARTICLES = 60
MOST_KEYS = 4
TOPICS = [f"topic_{number}" for number in range(1, 31)]
KEYS = dict(zip(TOPICS, "123456789QWRYUIBCHVZL", strict=False))
STANCES = {"FAVOR": "F", "NONE": "O", "AGAINST": "A"}


class Keys(QObject):
    """Counts every key that is pressed in the program, wherever it goes."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Each press comes once as this, whoever takes it afterwards.
        if event.type() == QEvent.Type.ShortcutOverride and watched is QApplication.focusWidget():
            self.count += 1
        return False


@pytest.fixture
def keys(qapp: QApplication) -> Iterator[Keys]:
    counting = Keys()
    qapp.installEventFilter(counting)
    yield counting
    qapp.removeEventFilter(counting)


@pytest.fixture
def sixty(tmp_path: Path) -> Path:
    """A project of sixty invented articles, thirty topics (nine of them without a key) and one target."""
    captures = tmp_path / "captures"
    captures.mkdir()
    for number in range(ARTICLES):
        (captures / f"{number:02d}.txt").write_text(capture_text(number), encoding="utf-8")
    questions: list[Json] = [
        {"key": "topic", "kind": "topic", "values": TOPICS},
        {"key": "stance_levy", "kind": "stance", "target": "the levy"},
    ]
    path = tmp_path / "shift.labeler"
    with Project.create(path, codebook_from_json({"name": "Shift", "question": questions})) as project:
        run_to_end(import_paths(project.store, [captures]))
    return path


@pytest.fixture
def plan() -> list[tuple[list[str], str]]:
    """Of each article its two topics (with a key) and the stance."""
    chance = random.Random(60)
    return [
        (sorted(chance.sample(list(KEYS), 2), key=TOPICS.index), chance.choice(list(STANCES)))
        for _ in range(ARTICLES)
    ]


def check(path: Path, plan: list[tuple[list[str], str]]) -> None:
    """The file holds exactly what was planned, of sixty submitted articles."""
    with Store.open(path) as store:
        for article, (topics, stance) in zip(store.articles.all(), plan, strict=True):
            labels = store.labels.of_annotator("Ana Mora", [article.article_id])
            assert {label.question: label.value for label in labels} == {
                "topic": topics,
                "stance_levy": stance,
                "@state": {"state": "submitted"},
            }


def test_a_shift_by_enter_takes_four_keys_an_article(
    sit_down: Callable[..., Person], sixty: Path, plan: list[tuple[list[str], str]], keys: Keys
) -> None:
    ana = sit_down(sixty)
    keys.count = 0
    for topics, stance in plan:
        ana.press(*(KEYS[topic] for topic in topics), STANCES[stance], "Enter")
    assert ana.says == "All 60 are done."
    assert keys.count <= MOST_KEYS * ARTICLES
    assert keys.count == 4 * ARTICLES, "and every one of them was counted"
    check(sixty, plan)


def test_going_on_by_itself_it_takes_three(
    sit_down: Callable[..., Person], sixty: Path, plan: list[tuple[list[str], str]], keys: Keys
) -> None:
    ana = sit_down(sixty)
    ana.command("go on by itself")
    ana.page.advancing.timer.setInterval(0)
    keys.count = 0
    for topics, stance in plan:
        with ana.qtbot.waitSignal(ana.page.answering.article_done):
            ana.press(*(KEYS[topic] for topic in topics), STANCES[stance])
    assert ana.says == "All 60 are done."
    assert keys.count == 3 * ARTICLES
    check(sixty, plan)


def test_a_slip_is_taken_back_and_the_shift_goes_on(
    sit_down: Callable[..., Person], sixty: Path, plan: list[tuple[list[str], str]], keys: Keys
) -> None:
    """Every tenth article gets a wrong stance, is submitted, and is put right: two keys back, two forward."""
    ana = sit_down(sixty)
    keys.count = 0
    slips = 0
    for number, (topics, stance) in enumerate(plan):
        given = [KEYS[topic] for topic in topics]
        if number % 10 == 0:
            slips += 1
            wrong = next(key for value, key in STANCES.items() if value != stance)
            ana.press(*given, wrong, "Enter", "Backspace", "Backspace")
            assert ana.number == number + 1
            ana.press(STANCES[stance], "Enter")
        else:
            ana.press(*given, STANCES[stance], "Enter")
    assert ana.says == "All 60 are done."
    assert keys.count == 4 * ARTICLES + 4 * slips
    check(sixty, plan)
