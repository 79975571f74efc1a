from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.boilerplate.features import LineFeatures, line_features
from labeler.boilerplate.lines import split_lines
from labeler.boilerplate.words import ends_like_sentence, sample, unspaced

CLOSERS = "\"'”’»›)\\]」』】）〉》"
SENTENCE_END = re.compile(rf"[.!?…؟।॥۔։።][{CLOSERS}]*(?=\s|$)|[。！？｡．]")
SIGNS = " abzÄßǅ01²,.;:!?…。！“”\"'()[]|›»-–•@©\u00ad\u0301\u0e01\u0e31\u0915\u093f中々ーアﬁİ😀𝐀𠀀\t\x1c\x00_"
TEXTS = st.lists(st.text(alphabet=SIGNS, min_size=1, max_size=60).filter(str.strip), min_size=1, max_size=8)


def of(text: str) -> LineFeatures:
    return line_features(split_lines(text))[0]


def words_of(text: str) -> int:
    """Words as people count them, line by line: pieces that hold a letter or a digit; signs where no spaces stand."""
    spaced = sum(any(map(str.isalnum, piece)) for piece in text.split())
    han, thai = unspaced(text)
    if 2 * (han + thai) < len(text) - text.count(" ") and han + thai < 8:
        return spaced
    return max(spaced, han // 2 + thai // 5)


@given(TEXTS)
def test_what_is_counted_for_all_lines_at_once_is_what_each_line_holds(texts: list[str]) -> None:
    lines = split_lines("\n".join(texts))
    for line, found in zip(lines, line_features(lines), strict=True):
        text = sample(line.text)
        later = text.split()[1:]
        assert found.words == words_of(text)
        assert found.mark == (found.words == 0)
        assert found.ends == ends_like_sentence(text)
        assert found.sentences == len(SENTENCE_END.findall(text))
        assert found.colon == text.endswith((":", "："))
        assert found.capitals == (sum(t[0].isupper() for t in later) / len(later) if later else 0.0)
        assert found.digits == sum(map(text.count, "0123456789")) / len(text)
        assert found.commas == any(c in text for c in ",،、，;；")
        assert found.bars == any(c in text for c in "|›»→·•/▸▶>‹«")
        assert found.item == (text[0] in "-–—•·*▪●■◦‣»›+" and text[1:2].isspace())
        assert found.bracketed == (text[0] in "([（［【" and text[-1] in ")]）］】")


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
    assert of(text).sentences == ends
    assert of(text).ends == (ends > 0)


def test_scripts_without_spaces_are_counted_by_signs() -> None:
    assert of("港口今天下午重新开放").words == 5
    assert of("ท่าเรือเปิดทำการอีกครั้งในวันนี้").words >= 5
    assert of("the harbour opens - again").words == 4
    assert of("— • —").words == 0


def test_a_long_line_of_a_script_without_full_stops_is_prose() -> None:
    found = of("ท่าเรือเปิดทำการอีกครั้งในวันนี้ " * 6)
    assert found.ends
    assert found.prose


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("See www.quay.example", True),
        ("Write to desk@quay.example", True),
        ("All that the harbour master wrote about cranes @ work in a town of ships was read", False),
        ("The quay", False),
    ],
)
def test_addresses(text: str, address: bool) -> None:
    assert [f.address for f in line_features(split_lines(f"Quay\n{text}\nTide"))] == [False, address, False]


def test_lines_that_say_the_same_are_counted() -> None:
    found = line_features(split_lines("The Quay\nA tide\n» the quay (2)\n12"))
    assert [f.repeats for f in found] == [1, 0, 1, 0]


def test_a_text_without_lines_has_no_features() -> None:
    found = line_features([])
    assert len(found) == 0
    assert found.column("words").shape == (0,)
    assert found.vocabulary.size == 0
