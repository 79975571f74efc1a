from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Pair, pair_id
from labeler.duplicates.candidates import METHOD
from labeler.duplicates.implied import (
    APART,
    APART_FOLLOWS,
    COPIES_FOLLOW,
    MOST_CONTRADICTIONS,
    NONE,
    code_of,
    contradictions,
    implied,
)
from labeler.labelling import Labelling
from labeler.pair_queue import PairQueue, pair_queue
from tests.builders import add_article, sentences

if TYPE_CHECKING:
    from labeler.project import Project


def pair(one: str, other: str, score: float = 0.5, relation: str = "near_duplicate") -> Pair:
    return Pair(one, other, 0.5, 0.5, 0.3, METHOD, score, relation)


def queue(pairs: list[Pair], skipped: set[str] | None = None, **relations: str) -> PairQueue:
    """Relations by the letters of both articles: ab="exact"."""
    return PairQueue(pairs, {":".join(name): value for name, value in relations.items()}, skipped or set())


def test_the_least_sure_pair_comes_first() -> None:
    pairs = [pair("a", "b", 1.0), pair("c", "d", 0.3), pair("e", "f", 0.55), pair("g", "h", 0.02)]
    assert queue(pairs).left() == ["e:f", "c:d", "g:h", "a:b"]


def test_groups_take_turns() -> None:
    story = [pair("a", other, 0.6) for other in "bcdefg"]
    found = queue([*story, pair("x", "y", 0.65), pair("m", "n", 0.3)]).left()
    assert found[0] == "a:b"
    assert found.index("x:y") <= 2
    assert found.index("m:n") < len(story)


def test_what_follows_from_other_answers_comes_after_and_what_was_skipped_last() -> None:
    pairs = [
        pair("a", "b", 0.9),
        pair("b", "c", 0.9),
        pair("a", "c", 0.6),
        pair("x", "y", 1.0),
        pair("m", "n"),
    ]
    found = queue(pairs, {"m:n"}, ab="exact", bc="near_duplicate")
    assert found.left() == ["x:y", "a:c", "m:n"]
    assert found.implies("a:c") == COPIES_FOLLOW
    assert found.judged() == ["a:b", "b:c"]
    counts = found.counts()
    assert (counts.judged, counts.left, counts.skipped) == (2, 3, 1)
    assert counts.relations == {"exact": 1, "near_duplicate": 1}


@pytest.mark.parametrize(("bc", "score", "first"), [("unrelated", 0.97, True), ("unrelated", 0.05, False)])
def test_where_answers_and_program_say_different_things_is_asked_first(
    bc: str, score: float, first: bool
) -> None:
    pairs = [pair("a", "b", 0.9), pair("b", "c", 0.4), pair("a", "c", score), pair("x", "y", 0.6)]
    found = queue(pairs, ab="exact", bc=bc)
    assert found.implies("a:c") == APART_FOLLOWS
    assert (found.left()[0] == "a:c") is first


def test_an_answer_is_followed_and_taken_back() -> None:
    found = queue([pair("a", "b"), pair("b", "c"), pair("a", "c")])
    before = found.left()
    found.take("a:b", "exact", skipped=False)
    found.take("b:c", "exact", skipped=False)
    assert found.left() == ["a:c"]
    assert found.implies("a:c") == COPIES_FOLLOW
    found.take("a:c", "unrelated", skipped=False)
    assert found.contradicting() == [("a:c", "a:b", "b:c")]
    assert found.torn == {"a:b", "b:c", "a:c"}
    found.take("b:c", "same_story", skipped=False)
    assert found.contradicting() == []
    for unit in ("a:b", "b:c", "a:c"):
        found.take(unit, "", skipped=False)
    assert found.left() == before
    assert found.relations == {}


def test_a_digest_may_hold_articles_that_have_nothing_in_common() -> None:
    pairs = [pair("a", "d"), pair("b", "d"), pair("a", "b")]
    assert queue(pairs, ad="contained", bd="contained", ab="unrelated").contradicting() == []
    # But what lies in a part lies in the whole.
    assert queue(pairs, ad="contained", bd="contains", ab="unrelated").contradicting() == [
        ("a:b", "a:d", "b:d")
    ]
    assert queue(pairs, ad="contains", bd="contained", ab="same_story").contradicting() == [
        ("a:b", "a:d", "b:d")
    ]


def test_what_is_implied_knows_containment() -> None:
    pairs = [pair("a", "b"), pair("a", "c"), pair("b", "c")]
    assert queue(pairs, ab="exact", ac="contains").implies("b:c") == COPIES_FOLLOW
    assert queue(pairs, ab="contained", ac="contains").implies("b:c") == 0
    assert queue(pairs, ab="exact", ac="same_story").implies("b:c") == APART_FOLLOWS


def test_the_cluster_of_a_pair_and_all_clusters() -> None:
    pairs = [
        pair("a", "b", 0.9),
        pair("b", "c", 0.8),
        pair("c", "x", 0.1),
        pair("m", "n", 0.7),
        pair("o", "p", 0.2),
    ]
    found = queue(pairs, ab="exact")
    cluster = found.cluster("b:c")
    assert cluster.articles == ("b", "c", "a")
    assert [each.pair_id for each in cluster.pairs] == ["a:b", "b:c"]
    assert [(each.unit_id, each.articles, each.pairs, each.judged) for each in found.clusters()] == [
        ("b:c", 3, 2, 1),
        ("m:n", 2, 1, 0),
    ]
    torn = queue([*pairs, pair("a", "c", 0.1)], ab="exact", bc="exact", ac="unrelated", mn="exact")
    assert [(each.unit_id, each.contradicts) for each in torn.clusters()] == [("a:c", True), ("m:n", False)]


def test_no_pair_at_all() -> None:
    found = queue([])
    assert (found.left(), found.judged(), found.clusters(), found.contradicting()) == ([], [], [], [])
    assert (found.counts().judged, found.counts().left) == (0, 0)


def codes(*relations: str) -> np.ndarray[tuple[int], np.dtype[np.int8]]:
    return np.array([code_of(relation) for relation in relations], dtype=np.int8)


def test_the_way_round_is_the_shortest() -> None:
    left, right = np.array([0, 1, 2, 0, 0]), np.array([1, 2, 3, 2, 3])
    (found,) = contradictions(left, right, codes("exact", "exact", "exact", "exact", "unrelated"), 4)
    assert (found.apart, found.path) == (4, (3, 2))


def test_of_very_many_contradictions_a_hundred_are_told() -> None:
    # A chain of 300 articles, and every article judged to be no copy of the first.
    chain = np.arange(299)
    left = np.concatenate([chain, np.zeros(298, dtype=np.intp)])
    right = np.concatenate([chain + 1, np.arange(2, 300)])
    found = contradictions(left, right, codes(*["exact"] * 299, *["unrelated"] * 298), 300)
    assert len(found) == MOST_CONTRADICTIONS
    assert found[0].path == (0, 1)


@given(st.integers(0, 10_000), st.integers(2, 9), st.integers(1, 25))
def test_contradictions_and_what_follows_agree_with_walking_every_way(
    seed: int, articles: int, count: int
) -> None:
    rng = random.Random(seed)
    relations = ["exact", "near_duplicate", "contains", "contained", "same_story", "unrelated", ""]
    ends = sorted({tuple(sorted(rng.sample(range(articles), 2))) for _ in range(count)})
    given_ = [rng.choice(relations) for _ in ends]
    left, right = (np.array([each[side] for each in ends], dtype=np.intp) for side in (0, 1))
    # Warshall: who is alike or holds whom, through others too.
    reach = {(each, each) for each in range(articles)}
    for (one, other), relation in zip(ends, given_, strict=True):
        if relation in ("exact", "near_duplicate", "contains"):
            reach.add((one, other))
        if relation in ("exact", "near_duplicate", "contained"):
            reach.add((other, one))
    for middle in range(articles):
        reach |= {
            (i, j) for i in range(articles) for j in range(articles) if {(i, middle), (middle, j)} <= reach
        }
    expected = [
        number
        for number, (one, other) in enumerate(ends)
        if code_of(given_[number]) == APART and ((one, other) in reach or (other, one) in reach)
    ]
    found = contradictions(left, right, codes(*given_), articles)
    assert [each.apart for each in found] == expected
    for each in found:
        walked = [ends[each.apart][0]]
        for number in each.path:
            assert walked[-1] in ends[number]
            walked.append(next(end for end in ends[number] if end != walked[-1]))
        assert walked[-1] == ends[each.apart][1]
    follows = implied(left, right, codes(*given_), articles)
    for number, code in enumerate(codes(*given_).tolist()):
        assert code == NONE or follows[number] == 0


def test_the_queue_reads_the_annotators_own_answers_only(project: Project) -> None:
    ids = sorted(add_article(project.store, sentences(seed)) for seed in range(5))
    pairs = [pair(one, other, 0.6) for one, other in pairwise(ids[:4])]
    project.store.pairs.replace_candidates(METHOD, pairs, 5)
    ana, ben = Labelling(project, "Ana"), Labelling(project, "Ben")
    ben.answer_pair(ids[0], ids[1], "duplicate", "exact")
    ben.answer_pair(ids[0], ids[4], "duplicate", "exact")
    ana.answer_pair(ids[2], ids[1], "duplicate", "contains")
    ana.skip(pair_id(ids[2], ids[3]), "later", "")
    found = pair_queue(project, ana.all_labels())
    assert found.relations == {pair_id(ids[1], ids[2]): "contained"}
    assert found.left() == [pair_id(ids[0], ids[1]), pair_id(ids[2], ids[3])]
    assert not found.has(pair_id(ids[0], ids[4]))
    assert found.skipped == {pair_id(ids[2], ids[3])}
    assert pair_queue(project, ben.all_labels()).has(pair_id(ids[0], ids[4]))
    assert ana.undo_status.undo_text == "pair skipped"
