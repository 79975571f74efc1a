from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from labeler.agreement.bands import band
from labeler.agreement.coded import Coded
from labeler.agreement.coefficients import NAMES, measure
from labeler.agreement.draws import Draws
from labeler.agreement.intervals import METHODS, Interval, interval, student
from labeler.agreement.measure import NO_PAIR

OF_TWO = ("cohen_kappa", "scott_pi", "kappa_max", "pabak", "prevalence_index", "bias_index")


def made(units: int, annotators: int = 3, size: int = 3, right: float = 0.7, seed: int = 0) -> Coded:
    generator = np.random.default_rng(seed)
    true = generator.integers(0, size, units)
    other = generator.integers(0, size, (units, annotators))
    codes = np.where(generator.random((units, annotators)) < right, true[:, None], other)
    codes[generator.random(codes.shape) < 0.1] = -1
    return Coded(codes.astype(np.int32), tuple(range(size)))


tables = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.none() | st.sampled_from("ab"), min_size=width, max_size=width), min_size=5, max_size=15
    )
)


@given(tables, st.sampled_from(NAMES), st.sampled_from(METHODS))
def test_an_interval_holds_its_estimate_and_is_the_same_for_clusters_of_one_unit(
    table: list[list[str | None]], name: str, method: str
) -> None:
    coded = Coded.from_rows(table, ["a", "b"])
    if name in OF_TWO:
        coded = coded.columns([0, 1])
    label = "a" if name in ("specific_agreement", "fleiss_kappa_category") else None
    found = measure(name, coded, label=label, with_units=True)
    value = found.coefficient().value
    plain = interval(found, method=method, resamples=100)
    assert (plain.low is None) == (plain.high is None) == bool(plain.why)
    if value is None:
        assert plain.low is None
        assert plain.why == found.coefficient().why
    elif plain.low is not None and plain.high is not None:
        assert plain.low <= value <= plain.high
        if name not in ("prevalence_index", "bias_index"):
            assert plain.high <= max(1.0, value) + 1e-9
    if method == "score":
        alone = interval(found, clusters=range(len(table)), method=method)
        assert alone.drawn == plain.drawn
        assert alone.low == pytest.approx(plain.low, abs=1e-9)
        assert alone.high == pytest.approx(plain.high, abs=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_where_nobody_answered_clusters_are_taken_too(name: str) -> None:
    coded = Coded.from_rows([[None, None], [None, None]], ["a", "b"])
    label = "a" if name in ("specific_agreement", "fleiss_kappa_category") else None
    ends = interval(measure(name, coded, label=label, with_units=True), clusters=["one", "one"])
    assert (ends.low, ends.drawn) == (None, 0)


@given(tables)
def test_leaving_out_a_pattern_is_leaving_out_one_of_its_units(table: list[list[str | None]]) -> None:
    coded = Coded.from_rows(table, ["a", "b"])
    found = measure("krippendorff_alpha", coded, with_units=True)
    assume(found.coefficient().value is not None)
    assert found.of_unit is not None
    by_value, _, times = Draws.of(found, None).effects()
    assert float(times @ by_value) == pytest.approx(0, abs=1e-9)
    whole, number = found.coefficient().value, found.items.units
    rest: dict[int, float] = {}
    for unit, item in enumerate(found.of_unit):
        if item >= 0:
            without = (
                measure("krippendorff_alpha", coded.rows(np.arange(len(table)) != unit)).coefficient().value
            )
            assume(without is not None)
            if without is not None:
                rest[int(item)] = without
    effects = {item: (number - 1) * (whole - without) for item, without in rest.items() if whole is not None}
    mean = sum(effects[item] * int(times[item]) for item in effects) / number
    for item, effect in effects.items():
        assert by_value[item] == pytest.approx(effect - mean, abs=1e-9)


def test_derivatives_and_leaving_out_say_the_same_of_many_units(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("krippendorff_alpha", "gwet_ac1", "conger_kappa", "fleiss_kappa", "percent_agreement"):
        found = measure(name, made(2000))
        exact = interval(found)
        monkeypatch.setattr("labeler.agreement.draws.EXACT", 0)
        monkeypatch.setattr("labeler.agreement.intervals.EXACT", 0)
        linear = interval(found)
        monkeypatch.undo()
        assert linear.low == pytest.approx(exact.low, abs=1e-4)
        assert linear.high == pytest.approx(exact.high, abs=1e-4)


def test_the_bootstraps_and_the_score_interval_agree_on_many_units(monkeypatch: pytest.MonkeyPatch) -> None:
    found = measure("krippendorff_alpha", made(3000))
    score = interval(found)
    for method in ("bca", "percentile"):
        drawn = interval(found, method=method, resamples=2000)
        assert drawn.low == pytest.approx(score.low, abs=0.004)
        assert drawn.high == pytest.approx(score.high, abs=0.004)
    monkeypatch.setattr("labeler.agreement.draws.MANY", 0)
    grouped = interval(found, method="percentile", resamples=2000)
    assert grouped.low == pytest.approx(score.low, abs=0.004)
    assert grouped.high == pytest.approx(score.high, abs=0.004)


def test_equal_seeds_give_equal_intervals() -> None:
    found = measure("gwet_ac1", made(60))
    one, same = interval(found, method="bca", seed=4), interval(found, method="bca", seed=4)
    assert one == same
    assert one != interval(found, method="bca", seed=5)


def test_units_that_come_together_tell_less_than_as_many_alone() -> None:
    coded = made(40, right=0.8)
    tenfold = Coded(np.repeat(coded.codes, 10, axis=0), coded.values)
    stories = np.repeat(np.arange(40), 10)
    alone = interval(measure("krippendorff_alpha", coded))
    naive = interval(measure("krippendorff_alpha", tenfold))
    found = measure("krippendorff_alpha", tenfold, with_units=True)
    tied = interval(found, clusters=stories.tolist())
    assert naive.low is not None
    assert naive.high is not None
    assert tied.low is not None
    assert tied.high is not None
    assert tied.high - tied.low > 2 * (naive.high - naive.low)
    assert tied.low == pytest.approx(alone.low, abs=0.06)
    assert tied.high == pytest.approx(alone.high, abs=0.06)
    for method in ("bca", "percentile"):
        drawn = interval(found, clusters=stories.tolist(), method=method)
        assert drawn.low == pytest.approx(tied.low, abs=0.08)
        assert drawn.drawn == alone.drawn


def test_full_agreement_of_few_units_is_no_proof() -> None:
    few = interval(measure("krippendorff_alpha", Coded.from_rows([["a", "a"], ["b", "b"]] * 10)))
    many = interval(measure("krippendorff_alpha", Coded.from_rows([["a", "a"], ["b", "b"]] * 500)))
    assert few.high == many.high == 1.0
    assert few.low is not None
    assert many.low is not None
    # Of 20 units none differs: one in six may (0.16 = z²/(n + z²)), which is α of 1 - 0.16/0.51.
    assert 0.6 < few.low < 0.75
    assert 0.98 < many.low < 1.0


def test_too_few_units_and_undefined_values_have_reasons() -> None:
    few = interval(measure("krippendorff_alpha", Coded.from_rows([["a", "a"], ["b", "b"]])))
    assert (few.low, few.drawn, few.why) == (None, 2, "too few: 2 units; an interval needs 5 or more")
    none = interval(measure("krippendorff_alpha", Coded.from_rows([["a", None]])))
    assert (none.low, none.why) == (None, NO_PAIR)
    rare = Coded.from_rows([["a", "a"]] * 9 + [["a", "b"]])
    lost = interval(measure("krippendorff_alpha", rare), method="percentile", resamples=200)
    assert lost.low is None
    assert lost.why.startswith("too few: the coefficient is undefined in")
    with pytest.raises(ValueError, match="no interval"):
        interval(measure("krippendorff_alpha", rare), method="guess")
    with pytest.raises(ValueError, match="with_units"):
        interval(measure("krippendorff_alpha", rare), clusters=range(10))
    with pytest.raises(ValueError, match="every unit needs a cluster"):
        interval(measure("krippendorff_alpha", rare, with_units=True), clusters=range(3))


def test_quantiles_of_t_are_those_of_tables() -> None:
    for freedom, quantile in ((4, 2.776), (9, 2.262), (29, 2.045), (49, 2.010), (1000, 1.962)):
        assert student(0.975, freedom) == pytest.approx(quantile, abs=0.005)


@pytest.mark.parametrize(
    ("low", "name"),
    [(None, "unknown"), (0.66, "unreliable"), (0.667, "tentative"), (0.79, "tentative"), (0.8, "reliable")],
)
def test_bands_are_judged_by_the_lower_end(low: float | None, name: str) -> None:
    assert band(Interval(low, 1.0, 0.95, "score", 50)) == name


@pytest.mark.slow
@pytest.mark.parametrize("right", [0.6, 0.85, 0.97])
def test_intervals_cover_the_truth(right: float) -> None:
    true = measure("krippendorff_alpha", made(300_000, right=right)).coefficient().value
    assert true is not None
    held = 0
    for seed in range(1, 501):
        found = interval(measure("krippendorff_alpha", made(50, right=right, seed=seed)))
        assert found.low is not None
        assert found.high is not None
        held += found.low <= true <= found.high
    assert held / 500 > 0.925
