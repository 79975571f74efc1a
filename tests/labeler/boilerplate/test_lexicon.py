"""What lines talk about: words of the furniture of sites."""

from __future__ import annotations

import numpy as np
import pytest

from labeler.boilerplate.characters import Characters
from labeler.boilerplate.glyphs import glyphs_of
from labeler.boilerplate.lexicon import GROUPS, SPOKEN, add_spoken
from labeler.boilerplate.signals import Columns

NAMES = ("consent", "legal", "signup", "comment", "social", "author", "trade", "others", "you", "we", "when")


def told(lines: list[str]) -> dict[str, np.ndarray]:
    """Of each group how many of its words each line holds."""
    columns = Columns(SPOKEN, len(lines))
    words = np.array([len(line.split()) for line in lines], dtype=np.float64)
    add_spoken(columns, glyphs_of(Characters.of(lines)), words)
    return dict(zip(NAMES, columns.rows().T[: len(GROUPS)], strict=True))


@pytest.mark.parametrize(
    "line",
    [
        "We use cookies to personalise content in your browser.",
        "Diese Seite verwendet Cookies; mehr in der Datenschutzerklärung.",
        "Nous utilisons des cookies avec votre consentement.",
        "Мы используем куки, подробнее о конфиденциальности.",
        "プライバシーとクッキーについて",
        "نستخدم ملفات الارتباط وفق سياسة الخصوصية",
    ],
)
def test_a_notice_about_cookies_talks_of_consent_in_many_languages(line: str) -> None:
    assert told([line])["consent"][0] >= 2


def test_inflected_forms_meet_and_other_words_do_not_count() -> None:
    found = told(["Subscribers, subscribe to our newsletters!", "The harbour closed at noon."])
    assert found["signup"].tolist() == [3, 0]
    assert not sum(counts[1] for counts in found.values())


def test_a_word_may_be_in_two_groups() -> None:
    found = told(["подписка"])
    assert found["signup"][0] == found["social"][0] == 1


def test_neighbours_and_short_lines_before_are_counted() -> None:
    lines = ["Reply", "Harbour closed", "Boats moved", "A long line " * 9]
    columns = Columns(SPOKEN, len(lines))
    words = np.array([len(line.split()) for line in lines], dtype=np.float64)
    add_spoken(columns, glyphs_of(Characters.of(lines)), words)
    own, share, near, _wide, short, behind = np.split(columns.rows().T, 6)
    comment = NAMES.index("comment")
    assert own[comment].tolist() == [1, 0, 0, 0]
    assert share[comment].tolist() == [1, 0, 0, 0]
    assert near[comment, 1] == pytest.approx(10 / (1 + 2 + 2 + 27))
    assert short[comment].tolist() == [1, 1, 1, 1]
    assert behind[comment].tolist() == [0, 1, 1, 1]
