from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.digests import canonical_json, sha256_json, sha256_text
from db.errors import StoreError
from db.store import Store
from tests.builders import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LATER = "2026-03-02T08:00:00.000+00:00"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "news.labeler", "News", {"name": "First"}, "labeler test") as made:
        yield made


def test_every_codebook_version_is_kept_with_its_number_and_digest(store: Store) -> None:
    second = store.codebooks.add({"name": "Second", "question": []}, LATER)
    assert (second.version, second.digest) == (2, sha256_json({"question": [], "name": "Second"}))
    assert [(row.version, row.content["name"]) for row in store.codebooks.all()] == [
        (1, "First"),
        (2, "Second"),
    ]
    assert store.codebooks.current().version == 1


def test_the_same_codebook_is_not_another_version(store: Store) -> None:
    assert store.codebooks.add({"name": "First"}, LATER) == store.codebooks.current()
    assert len(store.codebooks.all()) == 1


def test_annotators_are_entered_once_and_listed_in_order_of_entering(store: Store) -> None:
    for name, time in (("Zoe", NOW), ("Ana", LATER), ("Zoe", LATER)):
        store.codebooks.add_annotator(name, time)
    assert store.codebooks.annotators() == ["Zoe", "Ana"]


def test_an_annotator_without_a_name_is_refused(store: Store) -> None:
    with pytest.raises(StoreError):
        store.codebooks.add_annotator("", NOW)


def test_a_project_has_one_row(store: Store) -> None:
    digest = store.codebooks.current().digest
    with pytest.raises(StoreError):
        store.codebooks.start_project("Second", digest, "labeler test", NOW)


def test_a_json_value_has_one_spelling() -> None:
    assert canonical_json({"b": [1, None], "a": "“ü”"}) == '{"a":"“ü”","b":[1,null]}'
    assert sha256_json({"b": 1, "a": 2}) == sha256_json({"a": 2, "b": 1}) != sha256_json({"a": 2, "b": "1"})
    # The published test vector of SHA-256 (FIPS 180-4).
    assert sha256_text("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
