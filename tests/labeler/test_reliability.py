"""Answers as an array."""

from __future__ import annotations

from tests.labeler.made_answers import DAYS, TOPIC, give, study


def test_a_set_stored_in_another_order_is_the_same_set() -> None:
    found = study(TOPIC, {"u1": {"Ana": ["flood", "port"], "Ben": ["port", "flood"]}})
    assert found.disputed == []
    give(found, "u1", "Ana", ["trade", "port"], DAYS[0])
    give(found, "u1", "Ben", ["port", "trade"], DAYS[0])
    assert found.disputed == []
