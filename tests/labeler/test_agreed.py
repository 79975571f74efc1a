from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from labeler.agreed import METHODS, Agreed, AgreedUnit, agreed
from labeler.errors import LabelerError
from tests.labeler.made_answers import STANCE, TOPIC, study

if TYPE_CHECKING:
    from db.records import Json
    from labeler.study import Study

F, A, N = "FAVOR", "AGAINST", "NONE"
HOW_GOOD = {"Ana": 0.95, "Ben": 0.9, "Chi": 0.85, "Dan": 0.35}


def planted(units: int = 300) -> tuple[dict[str, str], Study]:
    """What is true of each unit, and what four annotators of different care made of it."""
    chosen = random.Random(11)
    truth = {f"u{place}": chosen.choice((F, A, N)) for place in range(units)}
    rows = {
        unit: {
            name: value if chosen.random() < good else chosen.choice([v for v in (F, A, N) if v != value])
            for name, good in HOW_GOOD.items()
        }
        for unit, value in truth.items()
    }
    return truth, study(STANCE, rows)


def test_the_majority_decides_and_ties_stay_ties() -> None:
    found = agreed(
        study(
            STANCE,
            {
                "u1": {"Ana": F, "Ben": F, "Chi": A},
                "u2": {"Ana": F, "Ben": A},
                "u3": {"Ana": N},
                "u4": {"Ana": A, "Ben": A, "Chi": A},
            },
        ),
        "majority",
    )
    assert found.units == (
        AgreedUnit("u1", F, 2 / 3),
        AgreedUnit("u2", None, None),
        AgreedUnit("u3", N, 1.0),
        AgreedUnit("u4", A, 1.0),
    )
    # Ana: half of the tie F, A on u1; Ben's A on u2 against her; right on u4.
    assert found.quality["Ana"] == pytest.approx((0.5 + 0 + 1) / 3)
    assert found.quality["Chi"] == pytest.approx((0 + 1) / 2)


def test_sets_win_as_a_whole_and_come_in_the_order_of_the_codebook() -> None:
    rows: dict[str, dict[str, Json]] = {
        "u1": {"Ana": ["flood", "port"], "Ben": ["flood", "port"], "Chi": ["flood"]},
        "u2": {"Ana": [], "Ben": [], "Chi": ["port"]},
        "u3": {"Ana": ["flood", "port"], "Ben": ["flood"]},
    }
    assert [each.label for each in agreed(study(TOPIC, rows), "majority").units] == [
        ["flood", "port"],
        [],
        None,
    ]


def test_somebody_whom_nothing_tells_about_has_no_quality() -> None:
    found = agreed(study(STANCE, {"u1": {"Ana": F}, "u2": {"Ben": F}}), "majority")
    assert found.quality == {"Ana": None, "Ben": None}


def test_no_answers_give_nothing() -> None:
    assert agreed(study(STANCE, {}), "majority") == Agreed((), {})


@pytest.mark.parametrize("method", ["dawid_skene", "mace"])
def test_models_find_what_is_true_and_whom_to_trust(method: str) -> None:
    truth, given = planted()
    found = agreed(given, method)
    right = sum(each.label == truth[each.unit] for each in found.units)
    voted = sum(each.label == truth[each.unit] for each in agreed(given, "majority").units)
    assert right >= 0.95 * len(truth)
    assert right >= voted
    assert all(each.probability is not None and 1 / 3 <= each.probability <= 1 for each in found.units)
    trusted = {name: quality for name, quality in found.quality.items() if quality is not None}
    assert trusted.keys() == HOW_GOOD.keys()
    assert min(trusted, key=lambda name: trusted[name]) == "Dan"
    assert trusted["Ana"] > trusted["Chi"]
    if method == "dawid_skene":
        assert all(abs(trusted[name] - HOW_GOOD[name]) < 0.06 for name in HOW_GOOD)


@pytest.mark.parametrize("method", ["dawid_skene", "mace"])
def test_a_unit_with_fewer_than_three_answers_is_not_modelled(method: str) -> None:
    _, given = planted()
    rows = {**given.answers.given, "alone": {"Ana": F, "Ben": F}}
    assert agreed(study(STANCE, rows), method).units[-1] == AgreedUnit("alone", None, None)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ({}, "No unit has 3 labels yet; a model of annotators needs 3 or more on each."),
        ({"u1": {"Ana": F, "Ben": F}}, "No unit has 3 labels yet"),
        ({"u1": {"Ana": F, "Ben": F, "Chi": A}}, "there are: Ana 1, Ben 1, Chi 1."),
        (
            {f"u{place}": {"Ana": F, "Ben": F, "Chi": F} for place in range(100)},
            "Every answer is the same: there is nothing to model.",
        ),
    ],
)
@pytest.mark.parametrize("method", ["dawid_skene", "mace"])
def test_answers_that_bear_no_model_are_refused_in_words(
    rows: dict[str, dict[str, Json]], says: str, method: str
) -> None:
    with pytest.raises(LabelerError) as error:
        agreed(study(STANCE, rows), method)
    assert says in str(error.value)
    assert str(error.value)[0].isupper()


def test_a_method_that_does_not_exist_is_refused() -> None:
    with pytest.raises(LabelerError, match="There is no consensus method 'vote'"):
        agreed(study(STANCE, {}), "vote")
    assert METHODS == ("majority", "dawid_skene", "mace")
