"""The units behind each figure of a study, and the tables and periods that count them."""

from __future__ import annotations

from itertools import chain, combinations, permutations, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from labeler.agreement.distances import masi
from labeler.behind import NONE_FITS
from tests.labeler.made_answers import BLOCKS, DUPLICATE, STANCE, TOPIC, of_two, studies_of, study

if TYPE_CHECKING:
    from db.records import Json
    from labeler.study import Study

F, A, N = "FAVOR", "AGAINST", "NONE"
ANY = studies_of(TOPIC) | studies_of(STANCE) | studies_of(DUPLICATE)


def values(found: Study) -> list[str]:
    known = [entry.value for entry in found.question.values]
    return [*known, NONE_FITS] if found.question.kind == "topic" else known


def holds(answer: Json, value: str) -> bool:
    """Whether an answer is or holds a value, said another way than the study does."""
    return value in (answer if answer != [] else [NONE_FITS]) if isinstance(answer, list) else answer == value


@given(ANY)
def test_the_units_of_a_value_are_those_its_count_and_its_share_are_of(found: Study) -> None:
    given_to = {unit: row for unit, row in found.answers.given.items() if len(row) > 1}
    for each in found.labels:
        units = [unit for unit in given_to if any(holds(a, each.value) for a in given_to[unit].values())]
        assert found.units_with(each.value) == units
        assert (each.units, each.share) == (len(units), len(units) / max(1, len(given_to)))


@given(ANY)
def test_the_units_of_a_pair_are_those_both_answered_the_differing_first(found: Study) -> None:
    for each in found.pairs:
        units = found.units_of_pair(each.one, each.other)
        assert len(units) == each.units
        rows = [found.answers.given[unit] for unit in units]
        alike = [row[each.one] == row[each.other] for row in rows]
        assert alike == sorted(alike)
        assert set(units) == {
            u for u, row in found.answers.given.items() if {each.one, each.other} <= row.keys()
        }


@given(ANY)
def test_the_units_without_an_annotator_are_those_two_others_answered(found: Study) -> None:
    for name in found.annotators:
        units = found.units_without(name)
        assert sorted(units) == sorted(
            unit for unit, row in found.answers.given.items() if len(row.keys() - {name}) > 1
        )
        spreads = [found.spread(unit) for unit in units]
        assert spreads == sorted(spreads, reverse=True)


@given(studies_of(STANCE) | studies_of(DUPLICATE) | studies_of(TOPIC))
def test_every_number_of_the_pooled_table_is_that_of_its_units(found: Study) -> None:
    table = found.cells()
    assert all(table.cells[cell] == table.cells[cell[::-1]] for cell in table.cells)
    for row in values(found):
        for column in values(found):
            assert table.cells[row, column] == len(found.units_in_cell(row, column))
        assert table.rows[row] == table.columns[row] == len(found.units_in_cell(row, None))
    assert table.total == len(found.units_in_cell(None, None)) == found.counted


@given(studies_of(STANCE) | studies_of(DUPLICATE))
def test_the_units_of_a_cell_have_both_answers(found: Study) -> None:
    for row_value in values(found):
        for column in values(found):
            behind = [
                unit
                for unit, row in found.answers.given.items()
                if (row_value, column) in permutations(row.values(), 2)
            ]
            assert found.units_in_cell(row_value, column) == behind


@given(studies_of(STANCE) | studies_of(DUPLICATE))
def test_the_table_of_two_has_one_in_rows_and_the_other_in_columns(found: Study) -> None:
    for one, other in permutations(found.annotators, 2):
        table = found.cells(one, other)
        assert table.cells.total() == table.total == len(found.units_of_pair(one, other))
        for row in values(found):
            for column in values(found):
                units = found.units_in_cell(row, column, one, other)
                assert len(units) == table.cells[row, column]
                assert all(found.answers.given[unit][one] == row for unit in units)
        assert len(found.units_in_cell(None, None, one, other)) == table.total


@given(studies_of(TOPIC))
def test_the_units_in_a_cell_of_topics_are_those_whose_answers_meet_there(found: Study) -> None:
    def meet(one: set[str], other: set[str]) -> set[tuple[str, str]]:
        if one == other:
            return {(value, value) for value in one or {NONE_FITS}}
        apart = product(one - other or {NONE_FITS}, other - one or {NONE_FITS})
        return {(value, value) for value in one & other} | set(apart)

    cells = {
        unit: {cell for one, other in permutations(row.values(), 2) for cell in meet(set(one), set(other))}
        for unit, row in found.answers.given.items()
    }

    def adds(unit: str, row: str | None, column: str | None) -> bool:
        return any(row in (None, one) and column in (None, other) for one, other in cells[unit])

    for row in (None, *values(found)):
        for column in (None, *values(found)):
            assert found.units_in_cell(row, column) == [unit for unit in cells if adds(unit, row, column)]


def test_topics_that_only_one_gave_meet_those_that_only_the_other_gave() -> None:
    found = of_two(
        TOPIC, [(["flood", "trade"], ["flood", "port"]), (["flood"], ["flood", "trade"]), ([], [])]
    )
    assert found.cells().cells == {
        ("flood", "flood"): 2,
        ("trade", "port"): 1,
        ("port", "trade"): 1,
        ("trade", NONE_FITS): 1,
        (NONE_FITS, "trade"): 1,
        (NONE_FITS, NONE_FITS): 1,
    }
    assert found.units_in_cell("flood", "flood") == ["u1", "u2"]
    assert found.units_in_cell("flood", "port") == []
    assert found.units_in_cell("trade", "port") == ["u1"]
    assert found.units_in_cell("trade", NONE_FITS) == ["u2"]
    assert found.units_in_cell(NONE_FITS, NONE_FITS) == ["u3"]
    assert found.units_in_cell(NONE_FITS, None) == ["u2", "u3"]
    assert found.units_in_cell(None, None) == ["u1", "u2", "u3"]


def test_the_table_of_topics_can_be_of_two_annotators() -> None:
    found = study(
        TOPIC,
        {"u1": {"Ana": ["flood"], "Ben": ["port"], "Chi": []}, "u2": {"Ana": ["trade"], "Ben": ["trade"]}},
    )
    assert found.cells("Ana", "Ben").cells == {
        ("flood", "port"): 1,
        ("port", "flood"): 1,
        ("trade", "trade"): 1,
    }
    assert found.units_in_cell("flood", "port", "Ana", "Ben") == ["u1"]
    assert found.units_in_cell("port", "flood", "Ana", "Ben") == ["u1"]
    assert found.units_in_cell("flood", NONE_FITS, "Ana", "Ben") == []
    assert found.units_in_cell("flood", NONE_FITS, "Ana", "Chi") == ["u1"]


@given(ANY)
def test_weeks_and_versions_each_share_out_the_units_that_count(found: Study) -> None:
    for by_version, periods in ((False, found.weeks), (True, found.versions)):
        units = [found.units_in_period("version" if by_version else "week", each.key) for each in periods]
        assert [len(each) for each in units] == [each.units for each in periods]
        assert sorted(chain.from_iterable(units)) == sorted(found.pairable)
        assert [each.key for each in periods] == sorted(each.key for each in periods)
        assert found.units_in_period("version" if by_version else "week", "no such") == []
        assert found.units_in_period("version" if by_version else "week", "") == []


@given(ANY)
def test_disputed_units_are_those_with_two_answers_the_furthest_apart_first(found: Study) -> None:
    given_to = found.answers.given
    assert set(found.disputed) == {
        unit for unit, row in given_to.items() if any(a != b for a, b in combinations(row.values(), 2))
    }
    spreads = [found.spread(unit) for unit in found.disputed]
    assert spreads == sorted(spreads, reverse=True)
    assert all(0 < spread <= 1 for spread in spreads)


def test_the_spread_is_the_mean_distance_between_two_answers() -> None:
    found = study(
        TOPIC,
        {
            "u1": {"Ana": ["flood"], "Ben": ["flood"], "Chi": []},
            "u2": {"Ana": ["flood", "port"], "Ben": ["port"]},
            "u3": {"Ana": ["flood"]},
            "u4": {"Ana": ["flood"], "Ben": ["port"]},
        },
    )
    # 0 + 1 + 1 over three; MASI of one in two: 1 - 1/2 * 2/3.
    assert [found.spread(unit) for unit in ("u1", "u2", "u3", "u4")] == pytest.approx([2 / 3, 2 / 3, 0, 1])
    assert masi(frozenset({"flood", "port"}), frozenset({"port"})) == pytest.approx(2 / 3)
    assert found.disputed[0] == "u4"
    stances = study(STANCE, {"u1": {"Ana": F, "Ben": A, "Chi": F}})
    assert stances.spread("u1") == pytest.approx(2 / 3)


def test_answers_are_told_in_words() -> None:
    assert study(TOPIC, {"u1": {"Ana": ["flood", "port"]}}).in_words("u1", "Ana") == "Flood, Port"
    assert study(TOPIC, {"u1": {"Ana": []}}).in_words("u1", "Ana") == "no topic fits"
    assert study(STANCE, {"u1": {"Ana": N}}).in_words("u1", "Ana") == "None"
    assert study(DUPLICATE, {"a:b": {"Ana": "near_duplicate"}}).in_words("a:b", "Ana") == "Near duplicate"
    assert study(BLOCKS, {"a:0": {"Ana": "dropped"}}).in_words("a:0", "Ana") == "Dropped"
