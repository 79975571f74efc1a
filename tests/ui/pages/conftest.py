"""The project that the tests of the duplicates page share, and a person who sits before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.pages.judging import duplicates, plant_pairs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.conftest import Person

    SitDown = Callable[..., Person]


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, list[str]]:
    """A project with pairs, and its articles."""
    return plant_pairs(tmp_path)


@pytest.fixture
def judge(sit_down: SitDown, made: tuple[Path, list[str]]) -> Person:
    """Ana at the duplicates page of the made project."""
    person = sit_down(made[0])
    duplicates(person)
    return person
