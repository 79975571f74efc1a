from __future__ import annotations

import pytest

from labeler.boilerplate.words import (
    content_words,
    ends_like_sentence,
    normal,
    sentence_ends,
    share_covered,
    word_count,
)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("The ferry left. It was late.", 2),
        ("He said: “We sail.”", 1),
        ("Version 2.5 of the tide table", 0),
        ("渡轮今晨离港。乘客都很高兴！", 2),
        ("フェリーは出港した。", 1),
        ("نوکا روانه شد؟", 1),
        ("هل أبحرت السفينة؟ نعم.", 2),
        ("नाव चली गई। सब खुश थे॥", 2),
        ("הספינה יצאה. הים שקט.", 2),
    ],
)
def test_sentence_ends_in_many_scripts(text: str, ends: int) -> None:
    assert sentence_ends(text) == ends
    assert ends_like_sentence(text) == (ends > 0)


def test_scripts_without_spaces_are_counted_by_signs() -> None:
    assert word_count("港口今天下午重新开放") == 5
    assert word_count("ท่าเรือเปิดทำการอีกครั้งในวันนี้") >= 5
    assert word_count("the harbour opens - again") == 4
    assert word_count("— • —") == 0


def test_normal_drops_signs_and_digits_but_keeps_vowel_signs() -> None:
    assert normal("» Read MORE (12)") == "read more"
    assert normal("यह भी पढ़ें:") == "यह भी पढ़ें"


def test_content_words_prefer_names_and_long_words() -> None:
    words = content_words("The mayor of Tarnby opened the new lighthouse in 2031")
    assert words["tarnby"] > words["mayor"] > 0
    assert "the" not in words
    assert words["2031"] > 0
    assert content_words("港口开放") == {"港口": 1, "口开": 1, "开放": 1}


def test_share_covered() -> None:
    words = content_words("lighthouse keeper")
    assert share_covered(words, words) == 1.0
    assert share_covered(words, {"lighth"}) == 2 / 3
    assert share_covered(content_words(""), words) == 0.0
