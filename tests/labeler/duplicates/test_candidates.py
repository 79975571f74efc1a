from __future__ import annotations

import hashlib
import json
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Pair
from labeler.duplicates.candidates import METHOD, copies, proposed
from labeler.duplicates.search import find
from labeler.progress import Progress, run_to_end
from tests.builders import sentences

if TYPE_CHECKING:
    from pathlib import Path

    from labeler.project import Project

Key = tuple[str, str]


def article_id(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def compare(texts: dict[str, str]) -> dict[Key, Pair]:
    """The candidate pairs among named texts, by their names in order."""
    named = {article_id(name): name for name in texts}
    by_id = {article_id(name): text for name, text in texts.items()}
    ids = np.frombuffer(bytes.fromhex("".join(by_id)), dtype=np.uint8).reshape(-1, 32)
    pairs = list(proposed(ids, run_to_end(find(by_id.values(), len(by_id)))))
    found: dict[Key, Pair] = {}
    for pair in pairs:
        one, other = sorted((named[pair.left], named[pair.right]))
        found[one, other] = pair
    assert len(found) == len(pairs), "each pair once"
    return found


def share_of(pair: Pair, name: str) -> float:
    return pair.share_left if pair.left == article_id(name) else pair.share_right


def test_shares_are_given_in_both_directions() -> None:
    body, rest = sentences(1, 10), sentences(2, 10)
    ((names, pair),) = compare({"short": body, "long": f"{body} {rest}", "other": sentences(3, 10)}).items()
    assert names == ("long", "short")
    assert share_of(pair, "short") == 1.0
    assert share_of(pair, "long") == pytest.approx(0.5, abs=0.01)
    assert pair.jaccard == pytest.approx(0.5, abs=0.01)
    assert pair.score > 0.9
    assert pair.relation == ("contained" if pair.left == article_id("short") else "contains")
    assert pair.method == METHOD
    assert pair.left < pair.right


def test_spelling_quotes_dashes_case_and_white_space_do_not_count() -> None:
    plain = 'The council said "no" - and the crew\'s answer was short. ' + sentences(1, 6)
    fancy = (
        plain.replace('"no"', "“no”")
        .replace(" - ", " — ")
        .replace("'", "’")
        .replace(" ", " \n\u00a0")
        .upper()
    )
    ((_, pair),) = compare({"plain": plain, "fancy": fancy}).items()
    assert (pair.share_left, pair.share_right, pair.jaccard) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (
            "维尔莫拉港务局日前宣布，三台远程操控岸桥投入使用。司机坐进办公室，通过屏幕操作。",
            "本报讯 维尔莫拉港务局日前宣布，三台远程操控岸桥投入使用。市民表示欢迎，工会尚未回应。",
        ),
        (
            "عادت المياه إلى أحياء أوستراند بعد توقف محطة التحلية يومين بسبب عطل في المضخات الرئيسية.",
            "عادت المياه إلى أحياء أوستراند بعد توقف محطة التحلية يومين، وقال رئيس البلدية إن الإصلاح مستمر.",
        ),
    ],
    ids=["Chinese", "Arabic"],
)
def test_copies_are_found_in_every_script(text: str, other: str) -> None:
    pairs = compare({"one": text, "other": other, "unrelated": sentences(1)})
    assert list(pairs) == [("one", "other")]


def test_empty_texts_and_texts_without_words_make_no_pair() -> None:
    assert compare({"a": "", "b": "", "c": "  \n"}) == {}
    assert compare({"a": "", "b": sentences(1), "c": ""}) == {}
    assert compare({}) == {}


def test_texts_of_one_word_are_compared_as_a_whole() -> None:
    assert list(compare({"a": "Levy.", "b": "“Levy”", "c": "Ferry", "d": "levy ferry"})) == [("a", "b")]


def test_two_headlines_in_common_are_no_copy() -> None:
    shared_words = "Assembly votes on the levy again"
    assert compare({"a": f"{shared_words} {sentences(1)}", "b": f"{shared_words} {sentences(2)}"}) == {}


def test_ten_thousand_equal_articles_make_ten_thousand_pairs() -> None:
    text = sentences(1, 3)
    pairs = compare({f"{number:05d}": text for number in range(10_000)})
    assert len(pairs) == 9_999
    assert len({name for names in pairs for name in names}) == 10_000
    assert [len(group) for group in copies(pairs.values())] == [10_000]


def test_an_article_among_many_alike_has_a_bounded_number_of_candidates() -> None:
    body = sentences(1, 8)
    pairs = compare({f"{number:03d}": f"{body} {sentences(number + 10, 2)}" for number in range(60)})
    held: dict[str, int] = {}
    for names in pairs:
        for name in names:
            held[name] = held.get(name, 0) + 1
    assert len(held) == 60
    assert len(pairs) <= 60 * 24
    assert [len(group) for group in copies(pairs.values())] == [60]


@given(st.lists(st.lists(st.integers(0, 7), min_size=1, max_size=4), max_size=6))
def test_what_shares_a_sentence_is_proposed_and_nothing_else(recipes: list[list[int]]) -> None:
    texts = {
        f"{place}": " ".join(sentences(part, 1) for part in recipe) for place, recipe in enumerate(recipes)
    }
    expected = {
        (str(one), str(other))
        for one, other in combinations(range(len(recipes)), 2)
        if set(recipes[one]) & set(recipes[other])
    }
    found = compare(texts)
    assert set(found) == expected
    for (one, other), pair in found.items():
        assert (pair.relation == "exact") == (texts[one] == texts[other])


@given(st.permutations(range(6)))
def test_the_order_of_arrival_does_not_change_the_groups(order: list[int]) -> None:
    bodies = [
        sentences(1, 6),
        sentences(1, 6),
        sentences(1, 6) + sentences(5, 2),
        sentences(2, 6),
        "",
        sentences(3, 6),
    ]
    pairs = compare({str(place): bodies[place] for place in order})
    expected = sorted(article_id(str(place)) for place in (0, 1, 2))
    assert copies(pairs.values()) == [expected]


def test_groups_are_tied_through_third_articles() -> None:
    def pair(one: str, other: str, relation: str) -> Pair:
        return Pair(one, other, 0.5, 0.5, 0.3, "test", 0.5, relation)

    pairs = [
        pair("a", "b", "exact"),
        pair("c", "d", "contains"),
        pair("b", "d", "near_duplicate"),
        pair("e", "f", "same_story"),
        pair("g", "h", ""),
    ]
    assert copies(pairs) == [["a", "b", "c", "d"]]
    assert copies(reversed(pairs)) == [["a", "b", "c", "d"]]
    assert copies([]) == []


def test_progress_is_told_while_comparing() -> None:
    steps = list(find([sentences(number, 1) for number in range(450)], 450))
    assert steps[0] == Progress(450, 450, "Reading articles")
    assert [step.note for step in steps[1:]] == ["Comparing articles", "Looking at what they share"]


def test_the_samples_fall_into_the_groups_that_were_written_into_them(
    seeds_project: Project, seeds: Path
) -> None:
    truth = [json.loads(line) for line in (seeds / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    relations = {tuple(row["pair"]): row["relation"] for row in truth if "pair" in row}
    groups = copies(seeds_project.store.pairs.all())
    group_of = {article: place for place, group in enumerate(groups) for article in group}
    together: dict[str, list[tuple[str, ...]]] = {"copy": [], "no copy": []}
    for names, relation in relations.items():
        one, other = (seeds_project.article_id(name) for name in names)
        same = one in group_of and group_of[one] == group_of.get(other)
        is_copy = relation in ("exact", "near_duplicate", "contains", "contained")
        if same != is_copy:
            together["copy" if is_copy else "no copy"].append(names)
    assert together == {"copy": [], "no copy": []}
    assert sorted(len(group) for group in groups) == [2, 2, 2, 3, 4]


def test_a_digest_holds_its_part_whole_and_not_the_other_way_round(seeds_project: Project) -> None:
    digest, part = (
        seeds_project.article_id(name) for name in ("008_strait_morning.txt", "006_northline_wire.txt")
    )
    (pair,) = (
        each for each in seeds_project.store.pairs.of_article(digest) if part in (each.left, each.right)
    )
    of_digest, of_part = (
        (pair.share_left, pair.share_right) if pair.left == digest else (pair.share_right, pair.share_left)
    )
    assert of_part > 0.9
    assert of_digest < 0.75
