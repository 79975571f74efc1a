from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.text import first_strong_is_rtl, normalise, tokens, without_lone_surrogates, word_count


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“The levy” isn’t new", '"the LEVY" isn\'t new'),
        ("«levy» „levy‟ 「levy」", '"levy" "levy" "levy"'),
        ("harbour – levy — 2026−27", "harbour - levy - 2026-27"),
        ("  two\n\n words\t\u00a0here ", "two words here"),
        ("soft\u00adhyphen zero\u200bwidth \u200fmark", "softhyphen zerowidth mark"),
        ("ﬁsh Ⅷ ｆｕｌｌ", "fish viii full"),
        ("Cafe\u0301", "Café"),
        ("STRASSE", "straße"),
        ("مـــيناء", "ميناء"),
    ],
)
def test_spellings_that_mean_the_same_are_made_alike(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(("one", "other"), [("levy", "levies"), ("10", "11"), ("مدينة", "مدين")])
def test_words_that_differ_stay_different(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The council's vote: 12 to 3.", ["the", "council's", "vote", "12", "to", "3"]),
        ("Hafen-Gebühr, 6.500 Euro", ["hafen", "gebühr", "6", "500", "euro"]),
        ("港口投票 ABC通过", ["港", "口", "投", "票", "abc", "通", "过"]),
        ("メアリーは言った", list("メアリーは言った")),
        ("عادت المياه اليوم", ["عادت", "المياه", "اليوم"]),
        ("𠀀𠀁", ["𠀀", "𠀁"]),
        ("", []),
        ("— … * !", []),
    ],
)
def test_words_are_cut_in_every_script(text: str, words: list[str]) -> None:
    assert tokens(text) == words
    assert word_count(text) == len(words)


@given(st.text())
def test_tokens_do_not_depend_on_white_space(text: str) -> None:
    assert tokens(" \n" + text.replace(" ", "\t ") + "\u3000") == tokens(text)


@pytest.mark.parametrize(
    ("text", "rtl"),
    [("عادت", True), ("12 – שלום", True), ("12 – hello שלום", False), ("港", False), ("123", False)],
)
def test_the_direction_is_that_of_the_first_strong_character(text: str, rtl: bool) -> None:
    assert first_strong_is_rtl(text) is rtl


@given(st.text(st.characters()))
def test_what_is_freed_of_half_characters_can_be_stored(text: str) -> None:
    freed = without_lone_surrogates(text)
    freed.encode("utf-8")
    assert len(freed) == len(text)
    assert all(a == b or unicodedata.category(a) == "Cs" for a, b in zip(text, freed, strict=True))
