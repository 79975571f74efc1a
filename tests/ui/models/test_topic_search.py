from __future__ import annotations

import pytest

from labeler.codebook import Value
from ui.models.topic_search import TopicSearch, folded

VALUES = [
    (Value("elections", "Élections régionales", "politics"), "Politics"),
    (Value("reg", "Regional elections fund", "money"), "Money"),
    (Value("politics", "Politics", None, "1", "Parties and elections."), ""),
    (Value("select", "Selection boards"), ""),
    (Value("fund", "Fund-raising", "money"), "Money"),
    (Value("wahl", "WAHLEN / Straße"), ""),
    (Value("port", "港口运输"), ""),
]


@pytest.fixture
def search() -> TopicSearch:
    return TopicSearch(VALUES)


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        # A title that begins so; one with such a word; one that holds it; what its meaning says.
        ("elec", ["elections", "reg", "select", "politics"]),
        ("reg elec", ["reg", "elections"]),
        ("ELECTIONS REGIONALES", ["elections"]),
        ("é", ["elections", "reg", "select", "wahl", "politics", "fund"]),
        ("raising", ["fund"]),
        ("fund money", ["reg", "fund"]),  # a parent counts
        ("strasse", ["wahl"]),
        ("运输", ["port"]),
        ("zzz", []),
        ("elec zzz", []),
    ],
)
def test_words_are_found_in_any_order_without_capitals_and_diacritics(
    search: TopicSearch, typed: str, values: list[str]
) -> None:
    assert [VALUES[place][0].value for place in search.find(typed, {})] == values


def test_a_search_that_goes_on_finds_what_a_new_one_finds(search: TopicSearch) -> None:
    typed = "reg elections fu"
    for length in range(1, len(typed) + 1):
        assert search.find(typed[:length], {}) == TopicSearch(VALUES).find(typed[:length], {})
    for length in range(len(typed), 0, -1):
        assert search.find(typed[:length], {}) == TopicSearch(VALUES).find(typed[:length], {}), "and back"


def test_among_those_that_fit_alike_the_favoured_come_first(search: TopicSearch) -> None:
    assert search.find("fund", {}) == [4, 1]
    assert search.find("mon", {}) == [1, 4]
    assert search.find("mon", {4: 0}) == [4, 1]
    assert search.find("fund", {1: 0}) == [4, 1], "a better fit stays better"


def test_folding_keeps_letters_that_are_no_marks() -> None:
    assert folded("Łódź, Ærø, Çà") == "łodz, ærø, ca"
