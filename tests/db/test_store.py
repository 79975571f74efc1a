from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from db import connection
from db.driver import sqlite3
from db.errors import StoreError
from db.store import Store
from tests.builders import add_article, event, faults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BOOK = {"name": "Test"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.labeler"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.create(path, "News", BOOK, "labeler test") as made:
        yield made


def foreign_database(path: Path) -> Path:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE recipes (name TEXT)")
    other.execute("INSERT INTO recipes VALUES ('soup')")
    other.commit()
    other.close()
    return path


def test_a_new_project_can_be_opened_again(path: Path) -> None:
    Store.create(path, "News", BOOK, "labeler test").close()
    with Store.open(path) as again:
        assert again.codebooks.project_name() == "News"
        assert again.codebooks.current().content == BOOK
        assert again.articles.count() == 0


def test_a_closed_project_is_one_file(path: Path, store: Store) -> None:
    article = add_article(store, "The harbour is closed.")
    assert [file.name for file in path.parent.glob("news.labeler-*")], "the journal is in use while open"
    store.close()
    assert list(path.parent.glob("news.labeler*")) == [path]
    moved = path.rename(path.with_name("moved.labeler"))
    with Store.open(moved) as again:
        assert again.articles.raw_text(article) == "The harbour is closed."


def test_creating_over_an_existing_file_is_refused_and_leaves_it_alone(path: Path) -> None:
    path.write_bytes(b"mine")
    with pytest.raises(StoreError, match="is there already"):
        Store.create(path, "News", BOOK, "labeler test")
    assert path.read_bytes() == b"mine"


def test_creating_in_a_missing_folder_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        Store.create(tmp_path / "nowhere" / "news.labeler", "News", BOOK, "labeler test")


def test_a_name_that_the_system_cannot_take_is_refused_in_words(tmp_path: Path) -> None:
    name = tmp_path / ("x" * 300)
    with pytest.raises(StoreError, match="cannot be used"):
        Store.create(name, "News", BOOK, "labeler test")
    with pytest.raises(StoreError, match="cannot be used"):
        Store.open(name)


def test_a_failed_creation_leaves_no_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("db.codebooks.Codebooks.start_project", fail)
    with pytest.raises(KeyboardInterrupt):
        Store.create(path, "News", BOOK, "labeler test")
    assert list(path.parent.glob("news.labeler*")) == []


def test_a_missing_file_and_a_folder_are_refused_in_words(tmp_path: Path) -> None:
    for place in (tmp_path / "missing.labeler", tmp_path):
        with pytest.raises(StoreError, match="There is no file"):
            Store.open(place)
    assert not (tmp_path / "missing.labeler").exists()


@pytest.mark.parametrize(
    "content", [b"", b"Just a text, no database.\n" * 200, b"SQLite format 3\0" + b"\1" * 2000]
)
def test_a_file_that_is_no_project_is_refused_and_stays_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"is not a labeler project|is damaged|could not be read"):
        Store.open(path)
    assert path.read_bytes() == content
    assert list(path.parent.glob("news.labeler-*")) == []


def test_another_programs_database_is_refused_and_stays_as_it_is(path: Path) -> None:
    before = foreign_database(path).read_bytes()
    with pytest.raises(StoreError, match="is not a labeler project"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_project_without_its_project_row_is_refused(path: Path, store: Store) -> None:
    store._sql.run("DELETE FROM project")
    store.close()
    with pytest.raises(StoreError, match="not a whole project"):
        Store.open(path)


def test_a_read_only_file_can_be_read_and_a_write_is_refused_in_words(path: Path, store: Store) -> None:
    article = add_article(store, "The harbour is closed.")
    store.close()
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        if os.access(path, os.W_OK):
            pytest.skip("this user may write everywhere")
        with Store.open(path) as again:
            assert again.articles.raw_text(article) == "The harbour is closed."
            assert again.journal_note is not None
            with pytest.raises(StoreError, match="is read-only, so nothing was written"):
                add_article(again, "More.")
            assert faults(again) == []
    finally:
        path.parent.chmod(0o755)


def test_a_file_held_by_another_program_is_refused_in_words(path: Path, store: Store) -> None:
    store.close()
    other = sqlite3.connect(path)
    try:
        other.execute("BEGIN IMMEDIATE")
        with Store.open(path, wait_ms=1) as again:
            with pytest.raises(StoreError, match="being written by another program"):
                add_article(again, "More.")
            assert again.articles.count() == 0, "reading goes on"
            other.rollback()
            add_article(again, "More.")
            assert again.articles.count() == 1
    finally:
        other.close()


def test_two_windows_on_one_file_see_what_the_other_wrote(path: Path, store: Store) -> None:
    with Store.open(path) as other:
        article = add_article(store, "The harbour is closed.")
        assert other.articles.has(article)
        add_article(other, "The harbour is open.")
    assert store.articles.count() == 2


def test_a_transaction_writes_all_or_nothing(store: Store) -> None:
    def write_two_and_fail() -> None:
        with store.transaction():
            add_article(store, "One.")
            add_article(store, "Two.")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_two_and_fail()
    assert store.articles.count() == 0


def test_a_snapshot_sees_one_state_while_another_writes(path: Path, store: Store) -> None:
    with Store.open(path) as other:
        with store.snapshot():
            assert store.articles.count() == 0
            add_article(other, "Meanwhile.")
            assert store.articles.count() == 0
        assert store.articles.count() == 1


def test_foreign_keys_are_enforced(store: Store) -> None:
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        store.labels.append([event("a" * 64, value=["flood"], codebook=store.codebooks.current().digest)])


def test_the_safe_settings_are_on(store: Store) -> None:
    settings = {
        name: store._sql.value(f"PRAGMA {name}")
        for name in ("foreign_keys", "trusted_schema", "synchronous", "recursive_triggers", "application_id")
    }
    assert settings == {
        "foreign_keys": 1,
        "trusted_schema": 0,
        "synchronous": 2,
        "recursive_triggers": 1,
        "application_id": connection.APPLICATION_ID,
    }


def test_with_an_old_sqlite_the_slower_journal_is_used_and_said(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "wal_is_safe", lambda _: False)
    with Store.create(path, "News", BOOK, "labeler test") as store:
        assert store.journal_note is not None
        assert store._sql.value("PRAGMA journal_mode") == "delete"
        add_article(store, "Kept all the same.")
    monkeypatch.undo()
    with Store.open(path) as again:
        assert again.articles.count() == 1
