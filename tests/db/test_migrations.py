from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.driver import sqlite3
from db.errors import StoreError
from db.migrations import migrations
from db.store import Store
from tests.builders import add_article, faults

if TYPE_CHECKING:
    from sqlite_utils import Database

GOLDEN = Path(__file__).with_name("schema.sql")
BOOK = {"name": "Test"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed project with one article in it."""
    path = tmp_path / "news.labeler"
    with Store.create(path, "News", BOOK, "labeler test") as store:
        add_article(store, "The harbour is closed.")
    return path


@pytest.fixture
def later_step(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program as it will be once: with one step more."""
    monkeypatch.setattr(migrations, "_migrations", list(migrations._migrations))

    @migrations()
    def a_later_step(db: Database) -> None:
        db.conn.execute("CREATE TABLE later (thing TEXT) STRICT")


def schema_of(store: Store) -> str:
    rows = store._sql.rows(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE '\\_sqlite%' ESCAPE '\\' "
        "AND name NOT LIKE 'article\\_words\\_%' ESCAPE '\\' "
        "ORDER BY type, name"
    )
    return "".join(f"{sql};\n\n" for (sql,) in rows)


def test_the_steps_lead_to_the_schema_on_record(path: Path) -> None:
    with Store.open(path) as store:
        found = schema_of(store)
    assert found == GOLDEN.read_text(encoding="utf-8"), "a new step needs a new tests/db/schema.sql"


def test_every_table_of_ours_is_strict(path: Path) -> None:
    with Store.open(path) as store:
        strict: dict[str, int] = dict(
            store._sql.rows("SELECT name, strict FROM pragma_table_list WHERE type = 'table'")
        )
        ours = {name for name in strict if not name.startswith(("_sqlite", "sqlite_", "article_words"))}
        assert {
            "articles",
            "article_raw",
            "captures",
            "extractions",
            "pairs",
            "label_events",
            "labels",
        } <= ours
        assert {name for name in ours if not strict[name]} == set()
        with pytest.raises(StoreError, match="cannot store TEXT"):
            store._sql.run("UPDATE articles SET number = 'one'")


@pytest.mark.usefixtures("later_step")
def test_before_an_update_a_copy_is_laid_beside_the_file(path: Path) -> None:
    with Store.open(path) as store:
        note = store.update_note
    (copy,) = path.parent.glob("news.labeler.before-update-*")
    assert (
        note == f"“news.labeler” was of an older form and was updated. As it was before, it lies in {copy}."
    )
    with Store.open(path) as store:
        assert store.update_note is None
    for file, has_step in ((path, True), (copy, False)):
        opened = sqlite3.connect(file)
        names = {name for (name,) in opened.execute("SELECT name FROM sqlite_schema")}
        texts = opened.execute("SELECT text FROM article_raw").fetchall()
        opened.close()
        assert ("later" in names) is has_step
        assert texts == [("The harbour is closed.",)]


@pytest.mark.usefixtures("later_step")
def test_an_up_to_date_file_is_opened_without_another_copy(path: Path) -> None:
    Store.open(path).close()
    Store.open(path).close()
    assert len(list(path.parent.glob("*.before-update-*"))) == 1


def test_the_copy_opens_with_the_earlier_program(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as later:
        later.setattr(migrations, "_migrations", list(migrations._migrations))
        migrations(name="a_later_step")(lambda db: db.conn.execute("CREATE TABLE later (thing TEXT) STRICT"))
        Store.open(path).close()
    (copy,) = path.parent.glob("*.before-update-*")
    with Store.open(copy) as store:
        assert store.articles.count() == 1
        assert faults(store) == []


def test_a_newer_file_is_refused_in_words_and_stays_as_it_is(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as later:
        later.setattr(migrations, "_migrations", list(migrations._migrations))
        migrations(name="of_the_future")(lambda db: db.conn.execute("CREATE TABLE later (thing TEXT) STRICT"))
        Store.open(path).close()
    before = path.read_bytes()
    files = sorted(path.parent.iterdir())
    with pytest.raises(
        StoreError, match=r"made by a newer version of labeler .*of_the_future.*update labeler"
    ):
        Store.open(path)
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == files


def test_a_step_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_half_way(db: Database) -> None:
        db.conn.execute("CREATE TABLE half (thing TEXT) STRICT")
        db.conn.execute("CREATE TABLE articles (again TEXT)")

    with monkeypatch.context() as later:
        later.setattr(migrations, "_migrations", list(migrations._migrations))
        migrations(name="breaks")(break_half_way)
        with pytest.raises(StoreError, match="already exists"):
            Store.open(path)
    with Store.open(path) as store:
        assert schema_of(store) == GOLDEN.read_text(encoding="utf-8")
        assert store.articles.count() == 1
