"""Words that are highlighted in every article: the lists, and where their words stand."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.highlights import highlights, set_highlights, words_of_line
from labeler.project import Project
from labeler.searching import places_of_words
from tests.builders import CODEBOOK

if TYPE_CHECKING:
    from pathlib import Path


def test_a_line_is_words_with_commas_between_them() -> None:
    assert words_of_line(" levy , Port  authority;levy, ,港务局、工会，「?」, a\nb") == (
        "levy",
        "Port authority",
        "港务局",
        "工会",
        "a",
        "b",
    )
    assert words_of_line(' "!" ') == ()


def test_each_has_an_own_list_beside_that_of_the_project(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.labeler", CODEBOOK) as project:
        assert highlights(project, "Ana") == ((), ())
        set_highlights(project, "Ana", ["levy"], ["port"])
        set_highlights(project, "Ben", ["levy", "toll"], ["crane"])
        assert highlights(project, "Ana") == (("levy", "toll"), ("port",))
        assert highlights(project, "Ben") == (("levy", "toll"), ("crane",))
        set_highlights(project, "Ana", [], [])
        assert highlights(project, "Ben") == ((), ("crane",))


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("The LEVY, a levy; levies Levÿ", ["levy"], ["LEVY", "levy", "Levÿ"]),
        ("Port authority, port-authority, portauthority", ["port authority"], ["Port authority", "port-authority"]),
        ("cafe\u0301 cafe cafes", ["cafe"], ["cafe\u0301", "cafe"]),
        ("cafe\u0301 café", ["café"], ["cafe\u0301", "café"]),
        ("café", ["cafe\u0301"], ["café"]),
        ("港务局表示", ["务局"], ["务局"]),
        ("น้ำท่วมท่าเรือ", ["ท่าเรือ"], ["ท่าเรือ"]),
        ("日本の港湾労働者", ["港湾"], ["港湾"]),
        ("हिन्दी हिन्द", ["हिन्द"], ["हिन्द"]),
        ("हिन्दी में", ["हिन्दी"], ["हिन्दी"]),
        ("العَرَبِيَّة والعربية العربية", ["العربية"], ["العَرَبِيَّة", "العربية"]),
        ("שָׁלוֹם", ["שלום"], ["שָׁלוֹם"]),
        ("a.b ab (a b)", ["a b"], ["a.b", "a b"]),
        ("levy tax levy", ["levy tax", "tax levy"], ["levy tax levy"]),
        ("nothing", ["", "…"], []),
    ],
)  # fmt: skip
def test_words_stand_as_a_whole_without_case_and_accents(
    text: str, words: list[str], found: list[str]
) -> None:
    assert [text[start:end] for start, end in places_of_words(text, words)] == found


@given(st.text(), st.lists(st.text(max_size=6), max_size=4))
def test_places_are_in_order_and_apart(text: str, words: list[str]) -> None:
    places = places_of_words(text, words)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(one[1] <= two[0] for one, two in pairwise(places))
