"""Weeks and codebook versions of a study."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.labeler.made_answers import STANCE, study

F, A = "FAVOR", "AGAINST"


def test_a_unit_belongs_to_the_week_of_its_last_answer_and_to_its_codebook() -> None:
    units = {f"u{place}": {"Ana": F, "Ben": (F, A)[place % 2]} for place in range(7)}
    days = {unit: ("2026-01-04", "2026-01-05")[place > 4] for place, unit in enumerate(units)}
    digests = dict.fromkeys(("u5", "u6"), "digest 2")
    found = study(STANCE, units, None, days, digests)
    # A Sunday and the Monday after it.
    assert [(each.key, each.title, each.units) for each in found.weeks] == [
        ("2026-W01", "2026-W01", 5),
        ("2026-W02", "2026-W02", 2),
    ]
    assert [(each.title, each.units) for each in found.versions] == [("v1", 5), ("v2", 2)]
    # Five units, two differ: FAVOR 8, AGAINST 2; Do = 4/10, De = 2 * 8 * 2 / (10 * 9).
    assert found.weeks[0].figure.value == pytest.approx(1 - 0.4 * 90 / 32)
    assert found.weeks[1].figure.why == "too few: 2 units, at least 5 are needed"
    assert found.units_in_period("week", "2026-W02") == ["u5", "u6"]
    assert found.units_in_period("version", found.versions[1].key) == ["u5", "u6"]


def test_the_last_answer_decides_over_an_earlier_one() -> None:
    found = study(STANCE, {"u1": {"Ana": F, "Ben": A}})
    labels = found.answers.labels["u1"]
    late = {"created_at": "2026-07-01T08:00:00.000+00:00", "codebook_digest": "digest 2"}
    labels["Ana"] = replace(labels["Ana"], **late)
    assert [each.key for each in found.weeks] == ["2026-W27"]
    assert [each.title for each in found.versions] == ["v2"]
    assert found.units_in_period("week", "2026-W27") == ["u1"]
    assert found.units_in_period("version", found.versions[0].key) == ["u1"]
