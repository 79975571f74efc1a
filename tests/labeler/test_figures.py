from __future__ import annotations

import pytest

from labeler.agreement.coded import Coded
from labeler.agreement.coefficients import NO_PAIR, measure
from labeler.agreement.draws import Clusters
from labeler.figures import Figure, few, figure_of, shown_percent

ROWS = [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b"), ("a", "a"), ("a", "b")]


def figure(rows: list[tuple[str, str]], clusters: list[str], *, of_articles: bool = False) -> Figure:
    return figure_of(
        measure("percent_agreement", Coded.from_rows(rows), with_units=True),
        Clusters.of(clusters),
        of_articles=of_articles,
    )


def test_a_figure_has_value_interval_parts_and_method() -> None:
    found = figure(ROWS, list("123456"))
    assert found.value == pytest.approx(4 / 6)
    assert found.observed == pytest.approx(4 / 6)
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low < 4 / 6 < found.high <= 1
    assert (found.method, found.why) == ("score, by unit", "")


def test_the_method_says_what_was_varied_together() -> None:
    assert figure(ROWS, list("112345")).method == "score, by group of copies"
    assert figure(ROWS, list("112345"), of_articles=True).method == "score, by article"
    assert figure(ROWS, list("123456"), of_articles=True).method == "score, by article"


def test_without_an_interval_there_is_no_method_but_a_reason() -> None:
    found = figure(ROWS[:4], list("1234"))
    assert (found.value, found.low, found.high, found.method) == (0.75, None, None, "")
    assert "too few" in found.why


def test_without_a_pair_there_is_only_a_reason() -> None:
    assert figure([], []) == Figure(why=NO_PAIR)


@pytest.mark.parametrize(("units", "noun"), [(0, "units"), (1, "unit"), (4, "units")])
def test_too_few_units_are_said_in_words(units: int, noun: str) -> None:
    assert few(units, 5) == Figure(why=f"too few: {units} {noun}, at least 5 are needed")


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "0 %"),
        (0.0004, "under 1 %"),
        (0.73, "73 %"),
        (0.9949, "99 %"),
        (0.9996, "over 99 %"),
        (1.0, "100 %"),
    ],
)
def test_all_and_none_are_said_only_of_all_and_of_none(share: float, words: str) -> None:
    assert shown_percent(share) == words
