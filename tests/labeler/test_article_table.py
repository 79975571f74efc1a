"""Articles as a table: facets, counts, words, order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from db.records import Capture, Pair, RawArticle
from labeler.article_table import NONE_FITS, NOTHING, ArticleTable
from labeler.duplicates.candidates import METHOD
from labeler.labelling import Labelling
from labeler.project import Project
from tests.builders import CODEBOOK, NOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from labeler.article_table import Facet

ARTICLES = [
    ("Storm shuts the bridge", "Courier", "2031-05-02", "en"),
    ("apples dearer", "Wire", "2031-05-01T08:00", "en"),
    ("Brücke gesperrt", "Bote", "2031-05-03", "de"),
    ("Zoo opens late", "Courier", None, None),
]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "table.labeler", CODEBOOK) as made:
        for title, source, day, language in ARTICLES:
            raw = RawArticle(
                title.encode(), title, "text/plain", "utf-8", Capture(), title, None, source, day, language
            )
            made.store.articles.add(raw, NOW)
        yield made


@pytest.fixture
def ids(project: Project) -> list[str]:
    return [row[1] for row in project.store.articles.table()]


def read(project: Project, name: str = "Ana") -> ArticleTable:
    return ArticleTable(project, Labelling(project, name).all_labels())


def facet(table: ArticleTable, key: str) -> Facet:
    return next(each for each in table.facets if each.key == key)


def counted(table: ArticleTable, key: str, **chosen: set[str]) -> dict[str, int]:
    _, counts = table.narrowed(chosen, table.with_words("", set()))
    return {value: count for value, count in zip(facet(table, key).values, counts[key], strict=True) if count}


def shown(table: ArticleTable, **chosen: set[str]) -> list[int]:
    fitting, _ = table.narrowed(chosen, table.with_words("", set()))
    places: list[int] = table.sorted(fitting, "number", descending=False).tolist()
    return [place + 1 for place in places]


def test_facets_hold_what_the_articles_have_and_only_the_annotators_own_answers(
    project: Project, ids: list[str]
) -> None:
    ana, ben = Labelling(project, "Ana"), Labelling(project, "Ben")
    ana.answer(ids[0], "topic", ["flood", "trade"])
    ana.submit(ids[0])
    ana.answer(ids[1], "topic", [])
    ana.answer(ids[1], "stance_levy", "FAVOR")
    ana.set_flag(ids[3], flagged=True)
    ben.answer(ids[2], "topic", ["port"])
    table = read(project)
    assert counted(table, "state") == {"submitted": 1, "draft": 1, "pending": 2, "flagged": 1}
    assert counted(table, "topic") == {"flood": 1, "trade": 1, NONE_FITS: 1, NOTHING: 2}
    assert counted(table, "stance_levy") == {"FAVOR": 1, NOTHING: 3}
    assert counted(table, "source") == {"Courier": 2, "Wire": 1, "Bote": 1}
    assert facet(table, "source").values[0] == "Courier"
    assert counted(table, "language") == {"en": 2, "de": 1, NOTHING: 1}
    assert table.line(3).flagged
    assert table.line(2).answers == {}


def test_within_a_facet_either_fits_across_facets_all_must(project: Project, ids: list[str]) -> None:
    Labelling(project, "Ana").answer(ids[0], "topic", ["flood"])
    table = read(project)
    assert shown(table) == [1, 2, 3, 4]
    assert shown(table, source={"Courier", "Bote"}) == [1, 3, 4]
    assert shown(table, source={"Courier", "Bote"}, language={"en", "de"}) == [1, 3]
    assert shown(table, topic={"flood"}, language={"de"}) == []
    # A count says what the choice would show: a facet does not narrow its own counts.
    assert counted(table, "source", source={"Wire"}) == {"Courier": 2, "Wire": 1, "Bote": 1}
    assert counted(table, "language", source={"Wire"}) == {"en": 1}


def test_words_are_looked_for_in_titles_sources_and_texts(project: Project) -> None:
    table = read(project)
    assert np.flatnonzero(table.with_words("courier", set())).tolist() == [0, 3]
    assert np.flatnonzero(table.with_words("brücke", {2})).tolist() == [1, 2]
    assert table.with_words("", set()).all()


@pytest.mark.parametrize(
    ("column", "up", "down"),
    [
        ("number", [1, 2, 3, 4], [4, 3, 2, 1]),
        ("title", [2, 3, 1, 4], [4, 1, 3, 2]),
        ("date", [2, 1, 3, 4], [3, 1, 2, 4]),
        ("language", [3, 1, 2, 4], [1, 2, 3, 4]),
        ("copies", [3, 4, 1, 2], [1, 2, 3, 4]),
        ("source", [3, 1, 4, 2], [2, 1, 4, 3]),
    ],
)
def test_equals_stay_in_order_of_arrival_and_the_unknown_come_last(
    project: Project, ids: list[str], column: str, up: list[int], down: list[int]
) -> None:
    left, right = sorted(ids[:2])
    pair = Pair(left, right, 0.9, 0.9, 0.8, METHOD, 0.9, "near_duplicate")
    project.store.pairs.replace_candidates(METHOD, [pair], 4)
    table = read(project)
    everything = table.with_words("", set())
    for descending, wanted in ((False, up), (True, down)):
        found = table.sorted(everything, column, descending=descending)  # type: ignore[arg-type]
        assert (found + 1).tolist() == wanted
    assert table.line(0).copies == 1


def test_an_empty_project_has_an_empty_table(tmp_path: Path) -> None:
    with Project.create(tmp_path / "empty.labeler", CODEBOOK) as project:
        table = read(project)
        fitting, counts = table.narrowed({}, table.with_words("storm", set()))
        assert len(table) == 0
        assert table.sorted(fitting, "title", descending=True).tolist() == []
        assert sum(map(sum, counts.values())) == 0
