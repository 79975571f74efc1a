from __future__ import annotations

import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.duplicates import matching
from labeler.duplicates.aligning import Alignment, Level, align
from tests.builders import sentences

LEVY = "The port authority will charge nine crowns more for every loaded container from April."
LEVY_B = "The port authority will charge nine crowns more for each loaded container, it said, from April."
WATER = "Water covered two berths for eleven hours."
QUOTE = "Every month we wait, the sea gains on us, said the harbour master."
UNION = "The dockers' union asked for a hearing first."
VOTE = "The council votes on 3 December, and work begins in spring."


def lines(*texts: str) -> str:
    return "\n".join(texts)


def kinds(found: Alignment) -> list[str]:
    return [level.kind for level in found.levels]


def words_changed(left: str, right: str, found: Alignment) -> tuple[list[str], list[str]]:
    return (
        [left[slice(*each)] for level in found.levels for each in level.left_changes],
        [right[slice(*each)] for level in found.levels for each in level.right_changes],
    )


def test_equal_lines_stand_level() -> None:
    found = align(lines(LEVY, WATER), lines(LEVY, WATER))
    assert kinds(found) == ["equal", "equal"]
    assert (found.only_left, found.only_right, found.moved, found.complete) == (0, 0, 0, True)


def test_case_spacing_quotes_and_punctuation_do_not_differ() -> None:
    left = "“Every month we wait, the sea gains on us,” he said – at the dockers’ hall."
    right = "'EVERY MONTH  we wait: the sea gains on us', he said -- at the dockers' hall!"
    assert kinds(align(left, right)) == ["equal"]


def test_words_that_differ_are_told_on_their_side() -> None:
    found = align(LEVY, LEVY_B)
    assert kinds(found) == ["changed"]
    assert words_changed(LEVY, LEVY_B, found) == (["every"], ["each", "it said"])
    assert (found.only_left, found.only_right) == (1, 3)


def test_lines_on_one_side_only() -> None:
    found = align(lines(LEVY, UNION, WATER), lines(LEVY, WATER, VOTE))
    assert kinds(found) == ["equal", "left", "equal", "right"]
    assert (found.only_left, found.only_right) == (8, 11)


@pytest.mark.parametrize("edit", ["month", "week"])
def test_a_moved_line_knows_its_other_place(edit: str) -> None:
    left, right = lines(LEVY, QUOTE, WATER, VOTE), lines(LEVY, WATER, VOTE, QUOTE.replace("month", edit))
    found = align(left, right)
    assert kinds(found) == ["equal", "moved", "equal", "equal", "moved"]
    assert [level.partner for level in found.levels] == [-1, 4, -1, -1, 1]
    assert found.moved == 1
    expected = ([], []) if edit == "month" else (["month"], ["week"])
    assert words_changed(left, right, found) == expected


def test_shares_count_passages_wherever_they_stand() -> None:
    found = align(lines(LEVY, QUOTE, WATER, VOTE), lines(LEVY, WATER, VOTE, QUOTE))
    assert (found.share_left, found.share_right, found.longest) == (1.0, 1.0, 18)
    found = align(lines(LEVY, WATER), lines("Fee", WATER, UNION))
    assert (found.share_left, found.share_right, found.longest) == (7 / 21, 7 / 16, 7)
    assert found.mirrored().share_left == found.share_right
    assert align("", "").share_left == 0.0


def test_a_moved_paragraph_is_found_whatever_its_wrapping() -> None:
    moved = sentences(1, 4)
    rest = [sentences(seed, 3) for seed in (2, 3, 4)]
    wrapped = "\n".join(textwrap.wrap(moved, 60))
    found = align(lines(moved, *rest), lines(*rest, wrapped))
    assert kinds(found) == ["moved", "equal", "equal", "equal", "moved"]
    assert found.only_left == found.only_right == 0


@pytest.mark.parametrize(("one", "other"), [(40, 72), (60, 10_000), (10_000, 55), (66, 67)])
def test_paragraphs_stand_level_whatever_their_wrapping(one: int, other: int) -> None:
    paragraphs = [sentences(seed, 4) for seed in range(5)]
    left = "\n".join("\n".join(textwrap.wrap(each, one)) for each in paragraphs)
    right = "\n".join("\n".join(textwrap.wrap(each, other)) for each in paragraphs)
    found = align(left, right)
    assert set(kinds(found)) == {"equal"}
    shown = [" ".join(left[slice(*level.left)].split()) for level in found.levels]
    assert " ".join(shown) == " ".join(paragraphs)
    # Where both happen to break between the same two sentences, nobody can tell.
    assert all(any(level in paragraph for paragraph in paragraphs) for level in shown)
    assert all(re.fullmatch("[A-Z].*[.]", level) for level in shown)


def test_a_paragraph_wrapped_and_left_out_is_one_level() -> None:
    inserted = LEVY.replace(".", "") + " because " + WATER.lower()
    left = lines(VOTE, "\n".join(textwrap.wrap(inserted, 50)), UNION)
    assert kinds(align(left, lines(VOTE, UNION))) == ["equal", "left", "equal"]


def test_an_article_on_one_line_stands_beside_its_paragraphs() -> None:
    paragraphs = [sentences(seed, 3) for seed in range(6)]
    found = align(" ".join(paragraphs), lines(*paragraphs))
    assert kinds(found) == ["equal"] * 6


def test_a_passage_may_go_on_from_one_long_line_to_the_next() -> None:
    paragraphs = [sentences(seed, 12) for seed in range(4)]
    found = align(lines(*paragraphs), lines(*paragraphs).replace("number", "numeral", 3))
    assert set(kinds(found)) == {"equal", "changed"}
    assert (found.only_left, found.only_right) == (3, 3)


def test_what_is_new_in_a_text_on_one_line_stands_alone() -> None:
    paragraphs = [sentences(seed, 4) for seed in range(4)]
    left = " ".join(paragraphs)
    right = " ".join([*paragraphs[:2], sentences(99, 6), *paragraphs[2:]])
    found = align(left, right)
    assert "right" in kinds(found)
    assert found.only_left == 0
    alone = [right[slice(*level.right)].strip() for level in found.levels if level.kind == "right"]
    assert " ".join(alone) == sentences(99, 6)


def test_titles_stand_level_whatever_they_say() -> None:
    left, right = lines("Levy raised", WATER), lines("Fee up after flood", WATER)
    assert kinds(align(left, right, titled=True)) == ["changed", "equal"]
    assert sorted(kinds(align(left, right))) == ["equal", "left", "right"]
    # Unless a title stands beside something else.
    assert kinds(align(lines(WATER, LEVY), lines("Flood", WATER), titled=True)) == ["right", "equal", "left"]


def test_texts_without_words() -> None:
    assert align("", "").levels == ()
    assert kinds(align("", WATER)) == ["right"]
    assert kinds(align(WATER, " \n ")) == ["left", "right"]
    assert kinds(align("***", "***")) == ["equal"]
    assert kinds(align("***", "--")) == ["left", "right"]


def test_chinese_is_compared_by_character() -> None:
    left, right = "港务局将提高费用。", "港务局不提高费用。"
    assert words_changed(left, right, align(left, right)) == (["将"], ["不"])


def test_thai_and_arabic_are_compared() -> None:
    left, right = "ท่าเรือจะขึ้นค่าธรรมเนียมในเดือนเมษายน", "ท่าเรือจะลดค่าธรรมเนียมในเดือนเมษายน"
    assert kinds(align(left, right)) == ["changed"]
    left, right = "ارتفعت رسوم الميناء تسع كرونات في نيسان.", "ارتفعت رسوم المرفأ تسع كرونات في نيسان."
    assert words_changed(left, right, align(left, right)) == (["الميناء"], ["المرفأ"])


def test_signs_above_letters_belong_to_their_word() -> None:
    left, right = "यह हिन्दी में एक समाचार है", "यह हन्दी में एक समाचार है"
    assert words_changed(left, right, align(left, right)) == (["हिन्दी"], ["हन्दी"])


def test_what_is_too_long_to_compare_is_said_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "_MOST_CELLS", 100)
    left = lines(LEVY, *(f"Alpha{n} beta{n} gamma{n} delta{n}" for n in range(40)))
    right = lines(LEVY, *(f"Epsilon{n} zeta{n} eta{n} theta{n}" for n in range(40)))
    found = align(left, right)
    assert not found.complete
    assert kinds(found) == ["equal"] + ["skipped"] * 80
    assert found.only_left == found.only_right == 0


def test_of_endless_texts_the_beginning_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "MOST_WORDS", 50)
    left = lines(*(sentences(seed, 1) for seed in range(20)))
    found = align(left, left + "\nThe end.")
    assert not found.complete
    assert kinds(found)[-2:] == ["skipped", "skipped"]
    assert set(kinds(found)[:-2]) == {"equal"}


def test_a_sentence_that_comes_a_thousand_times_is_no_trap() -> None:
    found = align("\n".join([WATER] * 1000), "\n".join([WATER] * 900))
    assert kinds(found).count("equal") >= 899
    assert found.only_right == 0


pieces = st.sampled_from(
    [
        LEVY,
        LEVY_B,
        WATER,
        QUOTE,
        UNION,
        VOTE,
        "",
        " ",
        "—",
        "a",
        "Quay 3",
        "港务局将提高费用。",
        "مرسى",
        "ส\u0e49",
        "\U0001f600",
        "e\u0301te\u0301",
        "x\u2028y",
        "one\tmore.  Two",
    ]
)
texts = st.lists(pieces, max_size=9).flatmap(
    lambda parts: st.lists(
        st.sampled_from(["\n", " ", "\n\n"]), min_size=len(parts), max_size=len(parts)
    ).map(lambda joins: "".join(part + join for part, join in zip(parts, joins, strict=True)))
)


def check(left: str, right: str, found: Alignment) -> None:
    """Each side whole and in order; changes inside their level; what moved points both ways."""
    assert "".join(left[slice(*level.left)] for level in found.levels) == left
    assert "".join(right[slice(*level.right)] for level in found.levels) == right
    for number, level in enumerate(found.levels):
        for stretch, changed in ((level.left, level.left_changes), (level.right, level.right_changes)):
            places = [stretch[0], *(place for each in changed for place in each), stretch[1]]
            assert places == sorted(places)
        if level.kind == "moved":
            partner = found.levels[level.partner]
            assert (partner.kind, partner.partner) == ("moved", number)
            assert (level.left[0] < level.left[1]) != (partner.left[0] < partner.left[1])
        else:
            assert level.partner == -1


@given(texts, texts, st.booleans())
def test_nothing_is_lost_and_sides_are_alike(left: str, right: str, titled: bool) -> None:
    found = align(left, right, titled=titled)
    check(left, right, found)
    assert align(right, left, titled=titled) == found.mirrored()


@given(st.text(alphabet="ab .\n。港\u0301'", max_size=60), st.text(alphabet="ab .\n。港\u0301'", max_size=60))
def test_nothing_is_lost_of_odd_texts(left: str, right: str) -> None:
    check(left, right, align(left, right))


@given(
    st.lists(st.sampled_from("abcdefgh"), max_size=400), st.lists(st.sampled_from("abcdefgh"), max_size=400)
)
def test_nothing_is_lost_of_long_levels(one: list[str], other: list[str]) -> None:
    left = " ".join(each + "." * (each == "h") for each in one)
    right = " ".join(each + "." * (each == "h") for each in other)
    check(left, right, align(left, right))


@given(texts)
def test_a_text_against_itself_has_no_difference(both: str) -> None:
    found = align(both, both)
    assert set(kinds(found)) <= {"equal"}
    assert (found.only_left, found.only_right) == (0, 0)


def test_levels_are_plain_values() -> None:
    assert Level("left", (0, 4), (0, 0), left_changes=((1, 2),)).mirrored() == Level(
        "right", (0, 0), (0, 4), right_changes=((1, 2),)
    )
