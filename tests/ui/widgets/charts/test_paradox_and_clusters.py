from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.agreement.coefficients import cohen_kappa
from tests.ui.widgets.charts.conftest import ARABIC, MAKERS
from ui.widgets.charts.grouping import in_words, plan
from ui.widgets.charts.paradox_figures import figures_of, paradox_verdict
from ui.widgets.charts.paradox_panel import ParadoxPanel
from ui.widgets.charts.values import Cluster, Grouping, TwoByTwo

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

COUNTS = st.integers(0, 200)


def test_figures_agree_with_those_of_the_literature() -> None:
    """The two tables of Feinstein and Cicchetti (1990); PABAK of Byrt, Bishop and Carlin (1993)."""
    balanced, skewed = figures_of(TwoByTwo(40, 9, 6, 45)), figures_of(TwoByTwo(80, 10, 5, 5))
    assert balanced.kappa.value == pytest.approx(0.70, abs=0.005)
    assert skewed.kappa.value == pytest.approx(0.32, abs=0.005)
    assert balanced.observed == skewed.observed == pytest.approx(0.85)
    assert balanced.pabak == skewed.pabak == pytest.approx(0.70)
    assert skewed.ac1 == pytest.approx(0.81, abs=0.005)
    assert skewed.prevalence_index == pytest.approx(0.75)
    assert skewed.bias_index == pytest.approx(0.05)
    assert skewed.positive == pytest.approx(0.914, abs=0.001)
    assert skewed.negative == pytest.approx(0.4)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_kappa_is_that_of_the_agreement_floor(both: int, one: int, other: int, neither: int) -> None:
    pairs = [("y", "y")] * both + [("y", "n")] * one + [("n", "y")] * other + [("n", "n")] * neither
    counts = TwoByTwo(both, one, other, neither)
    figures, expected = figures_of(counts), cohen_kappa(pairs).value
    if expected is None:
        assert figures.kappa.value is None
    else:
        assert figures.kappa.value == pytest.approx(expected, abs=1e-9)
    assert paradox_verdict(counts, figures)[1].endswith(".")


@pytest.mark.parametrize(
    ("counts", "mark", "start"),
    [
        (
            TwoByTwo(2, 3, 1, 54),
            "tentative",
            "κ is low (.47) because “no” dominates: it is 93 % of the answers",
        ),
        (TwoByTwo(80, 10, 5, 5), "tentative", "κ is low (.32) because “yes” dominates"),
        (TwoByTwo(1, 8, 8, 43), "too_low", "κ is low (–.05), and not only because “no” dominates"),
        (TwoByTwo(20, 20, 2, 18), "too_low", "κ is low (.33) because the two disagree, on 37 % of articles"),
        (TwoByTwo(40, 3, 2, 45), None, "κ is not low (.89)"),
        (TwoByTwo(0, 0, 0, 9), None, "κ is undefined: both always gave the same answer."),
    ],
)
def test_one_sentence_says_why_kappa_is_low(counts: TwoByTwo, mark: str | None, start: str) -> None:
    found_mark, sentence = paradox_verdict(counts, figures_of(counts))
    assert found_mark == mark
    assert sentence.startswith(start)


def test_bias_is_named_where_it_is_the_reason() -> None:
    counts = TwoByTwo(20, 20, 2, 18, "Ana", "Ben", "Flood", "other")
    assert paradox_verdict(counts, figures_of(counts))[1].endswith(
        "“Flood” is given more often by Ana than by Ben."
    )


def test_the_panel_shows_counts_figures_and_sentence(qtbot: QtBot) -> None:
    panel = MAKERS["paradox"]()
    assert isinstance(panel, ParadoxPanel)
    qtbot.addWidget(panel)
    found = {row[0]: row[1] for row in panel.table()[1]}
    assert found["Ana: Flood, Ben: not Flood"] == "3"
    assert found["Cohen’s κ"] == ".47"
    assert found["Observed agreement"] == "93 %"
    assert found["Prevalence index"] == "–.87"
    assert found["in words"] == panel.sentence()
    assert panel.heightForWidth(400) > panel.heightForWidth(1200)


def grouping(name: str, groups: str) -> Grouping:
    return Grouping(
        name, {article: group for article, group in zip("abcd", groups, strict=True) if group != "-"}
    )


@pytest.mark.parametrize(
    ("groups", "sentences"),
    [
        ({"Ana": "xxyz", "Ben": "xxyy"}, ("Ana splits what Ben joins.",)),
        ({"Ana": "xxxx", "Ben": "xxyy"}, ("Ben splits what Ana joins.",)),
        ({"Ana": "xxyy", "Ben": "xyxy"}, ("Ana and Ben cut across each other.",)),
        ({"Ana": "xxyy", "Ben": "xyxy", "Chi": "aabb"}, ("Ana, Chi and Ben cut across each other.",)),
        ({"Ana": "xxxx", "Ben": "1234", "Chi": "yyyy"}, ("Ben splits what Ana and Chi join.",)),
        ({"Ana": "xxyy", "Ben": "xx--"}, ()),
        ({"Ana": "xxyy"}, ()),
    ],
)
def test_who_splits_what_whom_joins(groups: dict[str, str], sentences: tuple[str, ...]) -> None:
    assert in_words([grouping(name, each) for name, each in groups.items()]) == sentences


def test_articles_of_a_group_stand_together_and_groups_are_numbered() -> None:
    articles = tuple((key, key.upper()) for key in "abcd")
    card = plan(Cluster("1", "", articles, (grouping("Ana", "xyxz"), grouping("Ben", "xxx-"))))
    assert [title for _, title in card.articles] == ["A", "C", "B", "D"]
    assert card.columns == (("Ana", (1, 1, 2, 3)), ("Ben", (1, 1, 1, None)))


def test_the_cards_are_a_table_too(qtbot: QtBot) -> None:
    cards = MAKERS["clusters"]()
    qtbot.addWidget(cards)
    header, rows = cards.table()
    assert header == ("cluster", "article", "Ana", "Ben", "Chi", "in words")
    assert rows[1] == ("Strike", ARABIC, "1", "1", "", "Ana splits what Ben joins.")
    assert "Ferry. Ana and Chi cut across each other." in cards.accessibleName()
    assert cards.heightForWidth(400) > cards.heightForWidth(1200)
