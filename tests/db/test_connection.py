from __future__ import annotations

from pathlib import Path

import pytest

from db.connection import describe, wal_is_safe


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((3, 51, 2), False),
        ((3, 50, 7), True),
        ((3, 50, 6), False),
        ((3, 44, 6), True),
        ((3, 44, 5), False),
        ((3, 45, 1), False),
        ((3, 40, 0), False),
    ],
)
def test_only_sqlite_releases_with_the_fix_use_the_wal(version: tuple[int, ...], safe: bool) -> None:
    assert wal_is_safe(version) is safe


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("database is locked", "is being written by another program"),
        ("database table is busy", "is being written by another program"),
        ("database or disk is full", "The disk is full"),
        ("attempt to write a readonly database", "is read-only"),
        ("file is not a database", "is not a labeler project"),
        ("database disk image is malformed", "is damaged"),
        ("Could not decode to UTF-8 column 'text' with text '…'", "is damaged"),
        ("unable to open database file", "cannot be opened"),
        ("something nobody foresaw", "could not be read or written"),
    ],
)
def test_every_fault_of_sqlite_becomes_a_sentence(fault: str, words: str) -> None:
    sentence = describe(Path("folder/news.labeler"), RuntimeError(fault))
    assert words in sentence
    assert sentence.endswith(".")
