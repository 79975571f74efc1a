from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.charts.values import Figure, LeftOut
from ui.widgets.charts.words import (
    RELIABLE,
    TENTATIVE,
    digits,
    in_words,
    listed,
    shown,
    shown_beside,
    shown_count,
    shown_difference,
    shown_interval,
    shown_share,
    spoken,
    verdict,
)


@pytest.mark.parametrize(
    ("value", "low", "high", "mark", "sentence"),
    [
        (0.86, 0.8, 0.92, "reliable", "Reliable: the lower end, .80, is at least .8."),
        (0.78, 0.7, 0.85, "tentative", "Tentative: the lower end, .70, lies between .667 and .8."),
        (0.78, 0.667, 0.9, "tentative", "Tentative: the lower end, .67, lies between .667 and .8."),
        (0.85, 0.7996, 0.9, "tentative", "Tentative: the lower end, .7996, lies between .667 and .8."),
        (0.72, 0.41, 0.93, "unproven", "Unproven: .72 reaches .667, but the lower end, .41, does not."),
        (0.72, None, None, "unproven", "Unproven: .72 has no interval, so its lower end is not known."),
        (0.49, 0.3, 0.66, "too_low", "Too low to use: .49 lies below .667."),
        (
            0.58,
            0.42,
            0.72,
            "too_low",
            "Too low to use: .58 lies below .667, though the upper end, .72, does not.",
        ),
        (0.6666, None, None, "too_low", "Too low to use: .6666 lies below .667."),
        (-0.12, -0.3, 0.1, "too_low", "Too low to use: –.12 lies below .667."),
        (None, None, None, None, "Undefined."),
    ],
)
def test_a_coefficient_is_judged_by_its_lower_end(
    value: float | None, low: float | None, high: float | None, mark: str | None, sentence: str
) -> None:
    assert verdict(value, low, high) == (mark, sentence)


@given(st.floats(-1, 1))
def test_rounding_never_takes_a_figure_over_a_limit(value: float) -> None:
    text = shown_beside(value).replace("–", "-")
    close = any(0 < abs(value - limit) < 1e-6 for limit in (TENTATIVE, RELIABLE))
    if not close:
        assert all((float(text) < limit) == (value < limit) for limit in (TENTATIVE, RELIABLE))


def test_figures_are_written_as_the_house_does() -> None:
    assert [shown(value) for value in (0.78, 1.0, 0.0, -0.12, -0.001, None)] == [
        ".78",
        "1.00",
        ".00",
        "–.12",
        ".00",
        "undefined",
    ]
    assert [shown_difference(value) for value in (0.03, -0.03, 0.004, None)] == ["+.03", "–.03", "0", ""]
    shares = [shown_share(value) for value in (0, 0.001, 0.86, 0.999, 1, None)]
    assert shares == ["0 %", "< 1 %", "86 %", "> 99 %", "100 %", ""]
    assert digits(999) == "999"
    assert digits(4000) == "4\u202f000"
    assert shown_count(1, "article", "articles") == "1 article"
    assert listed(["Ana"]) == "Ana"
    assert listed(["Ana", "Ben", "Chi"]) == "Ana, Ben and Chi"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_undefined(value: float) -> None:
    figure = Figure(value, value, value, "Everyone gave the same answer.")
    assert figure == Figure(None, None, None, "Everyone gave the same answer.")
    assert in_words(figure) == "Everyone gave the same answer."
    assert shown_interval(figure) == ""
    assert LeftOut("Ana", figure, value).difference is None


def test_a_long_list_is_spoken_in_part() -> None:
    words = spoken(str(number) for number in range(500))
    assert words.startswith("0; 1; ")
    assert words.endswith("39; and 460 more")
