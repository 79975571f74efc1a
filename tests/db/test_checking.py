from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from db.driver import sqlite3
from db.errors import StoreError
from db.records import Block, Capture, Extraction, RawArticle
from db.store import Store
from tests.builders import NOW, event, faults

if TYPE_CHECKING:
    from pathlib import Path

# Where the bytes of each part of the file are found; every mark stands in the file exactly once.
PARTS = {
    "raw bytes": (b"DATAMARK", "the raw bytes differ from their digest"),
    "raw text": (b"TEXTMARK", "the raw text differs from its digest"),
    "main text": (b"MAINMARK", "an extraction differs from its digest"),
    "a block's reason": (b"REASONMARK", "an extraction differs from its digest"),
    "capture metadata": (b"METAMARK", "a capture differs from its digest"),
    "a capture's address": (b"URLMARK", "a capture differs from its digest"),
    "an event's value": (b"OLDANSWER", "Label event .* of Ana differs from its digest"),
    "the codebook": (b"BOOKMARK", "Codebook version 1 differs from its digest"),
}
# Where a flipped bit leaves no JSON; SQLite's check of constraints may see these, too.
FORMS = {
    "blocks": (b"[[0,23,", "an extraction differs from its digest"),
    "metadata": (b'{"desk":', "a capture differs from its digest"),
    "an event's value": (b'["OLDAN', "Label event .* of Ana differs from its digest"),
    "the codebook": (b'{"book":', "Codebook version 1 differs from its digest"),
}
BITS = pytest.mark.parametrize("bits", [0x01, 0x80], ids=["another character", "no text any more"])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed project with something of everything in it."""
    path = tmp_path / "news.labeler"
    with Store.create(path, "News", {"book": "BOOKMARK"}, "labeler test") as store:
        capture = Capture("a.txt", "7", "http://URLMARK.example", metadata={"desk": "METAMARK"})
        raw = RawArticle(b"DATAMARK", "TEXTMARK and some more.", "text/plain", "utf-8", capture, "Title")
        article = store.articles.add(raw, NOW).article_id
        block = Block(0, 23, kept=True, reason="REASONMARK", probability=0.9)
        store.articles.add_extraction(Extraction(article, "test", "1", "MAINMARK", (block,)), NOW)
        store.codebooks.add_annotator("Ana", NOW)
        book = store.codebooks.current().digest
        store.labels.append([event(article, value=["OLDANSWER"], codebook=book)])
        store.labels.append([event(article, value=["other"], codebook=book)])
    return path


def flip(path: Path, mark: bytes, place: int, bits: int) -> None:
    data = bytearray(path.read_bytes())
    assert data.count(mark) == 1, mark
    data[data.index(mark) + place] ^= bits
    path.write_bytes(bytes(data))


def test_a_sound_file_has_no_faults(path: Path) -> None:
    with Store.open(path) as store:
        assert faults(store) == []


@BITS
@pytest.mark.parametrize("part", PARTS)
def test_one_flipped_bit_is_found_where_sqlite_sees_none(path: Path, part: str, bits: int) -> None:
    mark, sentence = PARTS[part]
    flip(path, mark, 2, bits)
    other = sqlite3.connect(path)
    assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    other.close()
    with Store.open(path) as store:
        (fault,) = faults(store)
    assert re.search(sentence, fault)


@BITS
@pytest.mark.parametrize("part", FORMS)
def test_json_that_is_none_any_more_is_found_and_named(path: Path, part: str, bits: int) -> None:
    mark, sentence = FORMS[part]
    flip(path, mark, 0, bits)
    with Store.open(path) as store:
        found = faults(store)
    assert any(re.search(sentence, fault) for fault in found), found


@BITS
def test_a_label_that_differs_from_its_events_is_found(path: Path, bits: int) -> None:
    with Store.open(path) as store:
        store._sql.run("UPDATE labels SET value = '[\"NEWANSWER\"]'")
        assert store.labels.count_by_question() == {"topic": 1}
    flip(path, b"NEWANSWER", 2, bits)
    with Store.open(path) as store:
        (fault,) = faults(store)
    assert re.search("The label of Ana for topic .* differs from its events", fault)


@pytest.mark.parametrize(("stored", "told"), [(3, 3), (None, 0)])
def test_a_count_of_unsure_blocks_that_is_wrong_is_found(path: Path, stored: int | None, told: int) -> None:
    with Store.open(path) as store:
        (article,) = store.articles.all()
        block = Block(0, 23, kept=True, reason="doubtful", probability=0.5)
        store.articles.add_extraction(Extraction(article.article_id, "test", "2", "MAINMARK", (block,)), NOW)
        assert faults(store) == []
        store._sql.run("DELETE FROM unsure_blocks")
        if stored is not None:
            store._sql.run("INSERT INTO unsure_blocks VALUES (?, ?)", [article.article_id, stored])
        (fault,) = faults(store)
    assert fault.endswith(f": the stored count of unsure blocks is {told}, that of its current extraction 1.")


def test_a_missing_label_and_a_missing_article_are_found(path: Path) -> None:
    with Store.open(path) as store:
        store._sql.run("DELETE FROM labels")
        store._sql.run("DROP TRIGGER article_raw_no_delete")
        store._sql.run("DELETE FROM article_raw")
        found = "\n".join(faults(store))
    assert "has no raw bytes" in found
    assert "The label of Ana for topic" in found


def test_a_reference_to_nothing_is_found(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("DELETE FROM annotators")
    other.commit()
    other.close()
    with Store.open(path) as store:
        assert any("points at a row of annotators" in fault for fault in faults(store))


def test_a_broken_page_is_a_fault_and_the_check_goes_on(path: Path) -> None:
    with Store.open(path) as store:
        page_size = store._sql.value("PRAGMA page_size")
        root = store._sql.value("SELECT rootpage FROM sqlite_schema WHERE name = 'captures'")
    data = bytearray(path.read_bytes())
    data[(root - 1) * page_size : root * page_size] = b"\xaa" * page_size
    path.write_bytes(bytes(data))
    with Store.open(path) as store:
        steps = list(store.check())
    assert [done for done, _, _ in steps] == [1, 2, 3]
    assert any("damaged" in fault for _, _, found in steps for fault in found)


def test_the_steps_count_up_to_the_whole(path: Path) -> None:
    with Store.open(path) as store:
        assert [(done, total) for done, total, _ in store.check()] == [(1, 3), (2, 3), (3, 3)]


def test_reading_a_text_that_is_no_text_any_more_is_refused_in_words(path: Path) -> None:
    flip(path, b"TEXTMARK", 2, 0x80)
    with Store.open(path) as store:
        (article,) = store.articles.all()
        with pytest.raises(StoreError, match=r"damaged .*labeler check"):
            store.articles.raw_text(article.article_id)
        faults(store)
        with pytest.raises(StoreError, match="damaged"):
            store.articles.raw_text(article.article_id)


def test_a_codebook_that_cannot_be_read_is_refused_in_words(path: Path) -> None:
    flip(path, b'{"book":', 0, 0x01)
    with Store.open(path) as store, pytest.raises(StoreError, match=r"damaged: a codebook .*labeler check"):
        store.codebooks.current()
