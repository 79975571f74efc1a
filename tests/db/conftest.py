"""A store of two annotators and one article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.store import Store
from tests.builders import NOW, add_article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "news.labeler", "News", {"name": "Test"}, "labeler test") as made:
        made.codebooks.add_annotator("Ana", NOW)
        made.codebooks.add_annotator("Ben", NOW)
        yield made


@pytest.fixture
def article(store: Store) -> str:
    return add_article(store, "The harbour is closed.")
