"""Agreement by label, annotator, value and line."""

from __future__ import annotations

import numpy as np
import pytest

from labeler.agreement.annotators import pairwise, without_each
from labeler.agreement.coded import Coded
from labeler.agreement.coefficients import cohen_kappa, krippendorff_alpha
from labeler.agreement.confusion import ANY, Members, confusion, pooled
from labeler.agreement.labels import labels_of, per_label
from labeler.agreement.lines import line_agreement

ROWS: list[list[str | None]] = [
    ["a", "a", "b"],
    ["b", "b", "b"],
    ["c", "a", None],
    ["a", "a", "a"],
    [None, "b", None],
]


def test_a_rare_label_has_no_figure_but_a_reason() -> None:
    rows: list[list[str | None]] = [["a", "a"], ["ab", "a"], ["", ""], ["a", ""], ["a", "a"], ["a", None]] * 2
    coded = Coded.from_rows([[None if cell is None else frozenset(cell) for cell in row] for row in rows])
    assert labels_of(coded) == ["a", "b"]
    common, rare = per_label(coded)
    assert (common.label, common.units) == ("a", 8)
    assert common.coefficient == krippendorff_alpha(coded.one_vs_rest("a"))
    assert common.interval.low is not None
    assert (rare.label, rare.units, rare.coefficient.value) == ("b", 2, None)
    assert rare.coefficient.why == rare.interval.why == "too few: 2 units have this label; 5 are needed"
    clustered = per_label(coded, labels=["a"], clusters=[0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
    assert clustered[0].interval.drawn == 6
    assert per_label(coded, "gwet_ac1", labels=["b"], fewest=1)[0].coefficient.value is not None


def test_every_two_annotators_and_all_but_one() -> None:
    coded = Coded.from_rows(ROWS)
    found = pairwise(coded)
    assert [(each.one, each.other, each.units) for each in found] == [(0, 1, 4), (0, 2, 3), (1, 2, 3)]
    pairs = [(row[0], row[1]) for row in ROWS if row[0] and row[1]]
    assert found[0].coefficient.value == pytest.approx(cohen_kappa(pairs).value)
    left = without_each(coded)
    whole = krippendorff_alpha(coded).value
    assert whole is not None
    for each in left:
        rest = krippendorff_alpha(coded.columns([column for column in range(3) if column != each.annotator]))
        assert each.coefficient == rest
        assert each.gain == (None if rest.value is None else pytest.approx(rest.value - whole))


def test_who_gave_what_where_another_gave_what() -> None:
    coded = Coded.from_rows(ROWS)
    assert confusion(coded, 0, 1).tolist() == [[2, 0, 0], [0, 1, 0], [1, 0, 0]]
    coincidences = pooled(coded)
    assert np.array_equal(coincidences, coincidences.T)
    # Units with two or more ratings: aab, bbb, ca, aaa: 6 a, 4 b, 1 c.
    assert coincidences.sum(axis=1) == pytest.approx([6, 4, 1])
    assert coincidences[0, 1] == pytest.approx(1.0)


def test_sets_meet_in_what_both_hold_and_in_what_only_each_holds() -> None:
    rows = [["ab", "ac"], ["a", "ab"], ["", ""], ["b", "b"], ["", "c"]]
    sets = [frozenset(cell) for row in rows for cell in row]
    members = Members.of(sets)
    assert members.names == ["a", "b", "c", None]
    one, other = np.arange(0, 10, 2), np.arange(1, 10, 2)
    # The places of equal sets differ here, as they never do among the values of a question.
    one, other = (np.array([sets.index(sets[place]) for place in places]) for places in (one, other))

    def met(label: object, instead: object) -> list[int]:
        return np.flatnonzero(members.meet(one, other, label, instead)).tolist()

    assert (met("a", "a"), met("b", "c"), met("c", "b")) == ([0, 1], [0], [])
    assert (met(None, "b"), met(None, None), met("b", "b"), met(None, "c")) == ([1], [2], [3], [4])
    assert (met(ANY, "c"), met("a", ANY), met(ANY, ANY)) == ([0, 4], [0, 1], [0, 1, 2, 3, 4])


def test_lines_of_an_article_count_as_one_draw() -> None:
    generator = np.random.default_rng(5)
    articles = np.repeat(np.arange(30), 20)
    true = generator.integers(0, 2, 600)
    sloppy = generator.random(30)[articles] < 0.2
    codes = np.column_stack([true, np.where(sloppy, 1 - true, true)]).astype(np.int32)
    coded = Coded(codes, ("kept", "dropped"))
    found = line_agreement(coded, articles.tolist())
    assert [(each.name, each.label) for each in found] == [
        ("percent_agreement", None),
        ("krippendorff_alpha", None),
        ("gwet_ac1", None),
        ("specific_agreement", "kept"),
        ("specific_agreement", "dropped"),
    ]
    for each in found:
        assert each.interval.drawn == 30
        assert each.interval.low is not None
        assert each.interval.high is not None
        assert each.interval.high - each.interval.low > 0.2
