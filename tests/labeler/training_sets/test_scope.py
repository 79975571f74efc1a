from __future__ import annotations

import csv
import gc
import io
import tracemalloc
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.events import new_event_id
from db.records import LabelEvent
from db.store import utc_now
from labeler.progress import run_to_end
from labeler.project import Project
from labeler.training_sets.csv_files import Table
from labeler.training_sets.ids import Ids
from labeler.training_sets.options import ExportOptions
from labeler.training_sets.prepared import prepare
from labeler.training_sets.scope import Scope
from tests.builders import CODEBOOK, add_article

if TYPE_CHECKING:
    from pathlib import Path

digests = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(st.lists(digests))
def test_ids_are_what_went_in(ids: list[str]) -> None:
    held = Ids(ids)
    assert held == ids
    assert list(held) == ids
    assert held[1:3] == tuple(ids[1:3])
    assert hash(held) == hash(Ids(ids))
    if ids:
        assert held[-1] == ids[-1]
    with pytest.raises(IndexError):
        held[len(ids)]


@given(st.lists(st.integers(1, 2**40), unique=True), st.lists(st.integers(-1, 2**40)))
def test_places_are_found_by_rows_in_any_order(rows: list[int], others: list[int]) -> None:
    wanted = [*rows, *others]
    places = Scope.of(None, rows).places(wanted)  # type: ignore[arg-type] # nothing is read
    assert places.tolist() == [rows.index(row) if row in rows else -1 for row in wanted]


@given(st.lists(st.booleans()))
def test_articles_outside_have_no_place(inside: list[bool]) -> None:
    rows = [at + 1 for at, each in enumerate(inside) if each]
    scope = Scope.of(None, rows, np.array(inside, dtype=np.bool_))  # type: ignore[arg-type]
    along = list(scope.along())
    assert [place >= 0 for place in along] == inside
    assert [place for place in along if place >= 0] == list(range(len(scope)))


@given(st.lists(st.lists(st.text(), min_size=2, max_size=3), min_size=1))
def test_cells_are_quoted_as_the_standard_library_does(rows: list[list[str]]) -> None:
    written: list[str] = []
    table = Table(written.append, rows[0])
    for row in rows[1:]:
        table.write_cells(row)
    expected = io.StringIO(newline="")
    csv.writer(expected, lineterminator="\r\n").writerows(rows)
    assert "".join(written) == expected.getvalue()


def held_by(path: Path, articles: int) -> int:
    """How many bytes are held of an export of labelled articles when it is prepared."""
    with Project.create(path, CODEBOOK) as project:
        now = utc_now()
        events = []
        with project.store.transaction():
            for name in ("Ana", "Ben"):
                project.enter_annotator(name)
            for number in range(articles):
                article = add_article(project.store, f"Text {number}.")
                events += [
                    LabelEvent(
                        new_event_id(),
                        0,
                        name,
                        article,
                        "topic",
                        "answer",
                        ["flood"] if number % 3 else [],
                        None,
                        project.codebook_digest,
                        now,
                    )
                    for name in ("Ana", "Ben")
                ]
            project.store.labels.append(events)
        del events
        tracemalloc.start()
        prepared = run_to_end(prepare(project, ExportOptions(tasks=("topics",)), {}))
        gc.collect()  # rows that were read lie in the interpreter's store of spare ones until then
        held, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert len(prepared.scope) == articles
    return held


def test_what_is_held_of_an_article_is_a_few_bytes(tmp_path: Path) -> None:
    few, many = 200, 1200
    held_by(tmp_path / "before", few)  # what is made once is made here
    least = held_by(tmp_path / "few", few)
    assert (held_by(tmp_path / "many", many) - least) / (many - few) < 40
