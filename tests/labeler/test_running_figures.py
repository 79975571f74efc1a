"""Figures that follow single changes are those one would work out anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.study import Study
from tests.labeler.made_answers import (
    BLOCKS,
    DAYS,
    DUPLICATE,
    NAMES,
    ORDERED,
    STANCE,
    TOPIC,
    VERSIONS,
    give,
    studies_of,
    study,
    values_of,
)

if TYPE_CHECKING:
    from typing import Any

    from labeler.codebook import Question

UNITS = tuple(f"a{place}:b{place}" for place in range(10))


def cluster_of(unit: str) -> str:
    """Two units a cluster."""
    return f"c{int(unit[-1]) // 2}"


def told(found: Study) -> dict[str, Any]:
    """Everything that a study says."""
    values = [each.value for each in found.labels]
    return {
        "figures": [found.headline, found.nominal, found.addressed, found.position, found.alike],
        "parts": [found.labels, found.pairs, found.left_out, found.weeks, found.versions],
        "counts": [found.counted, found.pairable, found.annotators, found.figures.ratings_counted()],
        "tables": [found.cells(), [found.cells(each.one, each.other) for each in found.pairs]],
        "values": [found.units_with(value) for value in values],
        "people": [found.units_without(name) for name in found.annotators],
        "periods": [found.units_in_period("week", each.key) for each in found.weeks],
        "disputed": [(unit, found.spread(unit), found.with_same_conflict(unit)) for unit in found.disputed],
    }


@pytest.mark.parametrize(
    "question", [TOPIC, STANCE, ORDERED, DUPLICATE, BLOCKS], ids=lambda each: each.key + each.kind
)
@given(data=st.data())
def test_changes_one_by_one_give_what_a_study_made_anew_gives(
    question: Question, data: st.DataObject
) -> None:
    begun = data.draw(studies_of(question)).answers
    found = Study(begun, cluster_of, VERSIONS)
    told(found)
    changes = st.tuples(
        st.sampled_from(UNITS),
        st.sampled_from([*NAMES, "Dan"]),
        st.none() | values_of(question),
        st.sampled_from(DAYS),
    )
    for unit, annotator, value, day in data.draw(st.lists(changes, max_size=4)):
        give(found, unit, annotator, value, day)
        assert_same(told(found), told(Study(found.answers, cluster_of, VERSIONS)))


def assert_same(found: dict[str, Any], wanted: dict[str, Any]) -> None:
    """Equal, numbers but for rounding."""
    assert numbers_apart(found)[0] == numbers_apart(wanted)[0]
    assert numbers_apart(found)[1] == pytest.approx(numbers_apart(wanted)[1], abs=1e-9)


def numbers_apart(value: Any) -> tuple[Any, list[float]]:
    """The same with its numbers taken out, and these."""
    if isinstance(value, float):
        return "number", [value]
    if hasattr(value, "__slots__"):
        value = [getattr(value, name) for name in value.__slots__]
    if isinstance(value, dict):
        value = sorted(value.items(), key=lambda item: str(item[0]))
    if isinstance(value, (list, tuple)):
        parts = [numbers_apart(each) for each in value]
        return [part[0] for part in parts], [number for part in parts for number in part[1]]
    return value, []


def test_a_changed_answer_leaves_figures_alone_that_it_does_not_touch() -> None:
    units = {f"u{place}": {"Ana": ["flood"], "Ben": ["flood"], "Chi": ["port"]} for place in range(9)}
    found = study(TOPIC, units)
    before = {each.value: each.figure for each in found.labels}
    pairs = {(each.one, each.other): each.figure for each in found.pairs}
    give(found, "u1", "Chi", ["port", "trade"], DAYS[0])
    after = {each.value: each.figure for each in found.labels}
    assert after["flood"] is before["flood"]
    assert found.pairs[0].figure is pairs["Ana", "Ben"]
    assert found.pairs[1].figure is not pairs["Ana", "Chi"]
    assert [each.units for each in found.labels if each.value == "trade"] == [1]
