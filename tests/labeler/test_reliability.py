"""A study that follows single changes is the study one would make anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.study import Study
from tests.labeler.made_answers import (
    BLOCKS,
    DUPLICATE,
    NAMES,
    ORDERED,
    STANCE,
    TOPIC,
    VERSIONS,
    answers,
    studies_of,
    study,
    values_of,
)

if TYPE_CHECKING:
    from typing import Any

    from db.records import Json
    from labeler.codebook import Question

DAYS = ("2026-01-01", "2026-02-11")
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
        "counts": [found.counted, found.pairable, found.annotators, found.data.ratings_counted()],
        "tables": [found.cells(), [found.cells(each.one, each.other) for each in found.pairs]],
        "values": [found.units_with(value) for value in values],
        "people": [found.units_without(name) for name in found.annotators],
        "periods": [found.units_in_period("week", each.key) for each in found.weeks],
        "disputed": [(unit, found.spread(unit), found.with_same_conflict(unit)) for unit in found.disputed],
    }


def give(found: Study, unit: str, annotator: str, value: Json, day: str) -> None:
    """Puts another answer in, or takes one away."""
    kept = found.answers
    if value is None:
        kept.given.get(unit, {}).pop(annotator, None)
        kept.labels.get(unit, {}).pop(annotator, None)
        if not kept.given.get(unit, {"": ""}):
            del kept.given[unit], kept.labels[unit], kept.articles[unit]
    else:
        made = answers(found.question, {unit: {annotator: value}}, {unit: day})
        kept.given.setdefault(unit, {})[annotator] = value
        kept.labels.setdefault(unit, {})[annotator] = replace(
            made.labels[unit][annotator], codebook_digest=f"digest {1 + DAYS.index(day)}"
        )
        kept.articles[unit] = made.articles[unit]
    found.change([unit], annotator)


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


def test_a_set_stored_in_another_order_is_the_same_set() -> None:
    found = study(TOPIC, {"u1": {"Ana": ["flood", "port"], "Ben": ["port", "flood"]}})
    assert found.disputed == []
    give(found, "u1", "Ana", ["trade", "port"], DAYS[0])
    give(found, "u1", "Ben", ["port", "trade"], DAYS[0])
    assert found.disputed == []
