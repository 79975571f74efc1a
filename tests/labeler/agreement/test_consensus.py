from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.agreement.coded import Coded
from labeler.agreement.consensus import consensus, majority, refusal
from labeler.agreement.dawid_skene import dawid_skene
from labeler.agreement.mace import mace

KNOWN = json.loads((Path(__file__).parent / "consensus.json").read_text(encoding="utf-8"))


def crowd(units: int = 300, seed: int = 1) -> tuple[Coded, np.ndarray]:
    """Two good annotators, a fair one and one who always says c."""
    generator = np.random.default_rng(seed)
    true = generator.integers(0, 3, units)
    codes = np.full((units, 4), 2)
    for column, right in enumerate((0.95, 0.9, 0.7)):
        codes[:, column] = np.where(generator.random(units) < right, true, generator.integers(0, 3, units))
    return Coded(codes.astype(np.int32), ("a", "b", "c"), ("Ana", "Ben", "Chi", "Dot")), true


def test_the_models_find_what_crowd_kit_finds() -> None:
    coded = Coded.from_rows(KNOWN["rows"], KNOWN["values"])
    model = dawid_skene(coded)
    expected = KNOWN["dawid_skene"]
    assert model.converged
    assert model.posterior[expected["units"]] == pytest.approx(np.array(expected["posterior"]), abs=1e-6)
    assert model.error_rates == pytest.approx(np.array(expected["error_rates"]), abs=1e-6)
    spam = mace(coded, rounds=2000, tolerance=1e-12)
    assert spam.posterior[expected["units"]] == pytest.approx(np.array(KNOWN["mace"]["posterior"]), abs=1e-4)
    assert spam.quality == pytest.approx(KNOWN["mace"]["competence"], abs=1e-4)
    assert [spam.labels()[unit] for unit in expected["units"]] == KNOWN["mace"]["labels"]


def test_the_models_find_the_truth_and_who_spams() -> None:
    coded, true = crowd()
    for method in ("dawid_skene", "mace"):
        found = consensus(coded, method)
        right = np.mean([label == "abc"[code] for label, code in zip(found.labels, true, strict=True)])
        assert right > 0.93
        assert min(found.quality, key=lambda name: found.quality[name] or 0) == "Dot"
        assert found.posterior.sum(axis=1) == pytest.approx(np.ones(len(true)))
    spam = mace(coded)
    assert spam.quality[3] < 0.1
    assert spam.spamming[3, 2] > 0.95
    assert mace(coded, seed=3).posterior == pytest.approx(mace(coded, seed=3).posterior, abs=0)


def test_ties_stay_ties_and_quality_is_agreement_with_the_others() -> None:
    coded = Coded.from_rows([["a", "a", "b"], ["a", "b", None], [None, None, None], ["b", "b", "b"]])
    votes = majority(coded)
    assert [vote.winner for vote in votes] == ["a", None, None, "b"]
    assert [(vote.leading, vote.votes, vote.cast) for vote in votes[:3]] == [
        (("a",), 2, 3),
        (("a", "b"), 1, 2),
        ((), 0, 0),
    ]
    found = consensus(coded)
    assert found.labels == ["a", None, None, "b"]
    # The others of the first: a b (half right), b (wrong), bb (right).
    assert found.quality["0"] == pytest.approx((0.5 + 0 + 1) / 3)
    assert found.posterior[0].tolist() == pytest.approx([2 / 3, 1 / 3])
    assert np.isnan(found.posterior[2]).all()
    alone = consensus(Coded.from_rows([["a", None]]))
    assert alone.quality == {"0": None, "1": None}


def test_models_are_offered_only_where_the_ratings_bear_them() -> None:
    coded, _ = crowd(300)
    assert refusal(coded) == ""
    assert "no unit has 3 labels" in refusal(coded.columns([0, 1]))
    few, _ = crowd(99)
    assert "Ana 99" in refusal(few)
    with pytest.raises(ValueError, match="100 labels or more of each"):
        consensus(few, "mace")
    same = Coded(np.zeros((200, 3), dtype=np.int32), ("a", "b"))
    assert "nothing to model" in refusal(same)
    with pytest.raises(ValueError, match="no consensus method"):
        consensus(coded, "oracle")
    partly = coded.codes.copy()
    partly[:10, 1:] = -1
    found = consensus(Coded(partly, coded.values), "dawid_skene")
    assert found.labels[:10] == [None] * 10
    assert None not in found.labels[10:]
    assert found.error_rates is not None
    assert found.error_rates.shape == (4, 3, 3)


@given(
    st.lists(st.lists(st.none() | st.sampled_from("ab"), min_size=3, max_size=3), min_size=1, max_size=10),
    st.permutations(range(3)),
)
def test_the_order_of_annotators_changes_no_posterior(rows: list[list[str | None]], order: list[int]) -> None:
    coded = Coded.from_rows(rows, ["a", "b"])
    if not (coded.codes >= 0).any():
        with pytest.raises(ValueError, match="no ratings"):
            dawid_skene(coded)
        return
    one = dawid_skene(coded, rounds=50)
    other = dawid_skene(coded.columns(order), rounds=50)
    assert one.posterior == pytest.approx(other.posterior, abs=1e-6, nan_ok=True)
    assert one.error_rates[order] == pytest.approx(other.error_rates, abs=1e-6)
    assert np.isfinite(one.log_likelihood)
    rated = (coded.codes >= 0).any(axis=1)
    assert one.posterior[rated].sum(axis=1) == pytest.approx(np.ones(rated.sum()))
    assert mace(coded, restarts=2, rounds=20).posterior[rated].sum(axis=1) == pytest.approx(
        np.ones(rated.sum())
    )


def test_observers_may_have_judged_several_times() -> None:
    coded = Coded.from_rows([["a", "a", "b"], ["b", "b", "b"], ["a", "b", "a"]])
    assert dawid_skene(coded, [0, 0, 1]).error_rates.shape == (2, 2, 2)
    with pytest.raises(ValueError, match="every column needs an observer"):
        dawid_skene(coded, [0, 1])
