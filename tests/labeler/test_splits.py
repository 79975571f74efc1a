from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.duplicates.groups import components
from labeler.errors import LabelerError
from labeler.gold import Adjudication
from labeler.labelling import Labelling
from labeler.progress import run_to_end
from labeler.splits import assigned, fractions_of, split, standing_elsewhere
from tests.builders import import_all, sentences, write_jsonl

if TYPE_CHECKING:
    from pathlib import Path

    from labeler.project import Project

THREE = {"train": 0.8, "dev": 0.1, "test": 0.1}


@given(
    st.integers(0, 40),
    st.lists(st.tuples(st.integers(0, 39), st.integers(0, 39)), max_size=30),
    st.integers(0, 5),
)
def test_what_is_tied_is_never_parted_and_nothing_is_lost(
    count: int, ties: list[tuple[int, int]], seed: int
) -> None:
    articles = [f"{number:02d}" for number in range(count)]
    tied = [(f"{one:02d}", f"{other:02d}") for one, other in ties if one < count and other < count]
    found = assigned(articles, tied, THREE, seed)
    assert list(found) == articles
    for group in components(tied):
        assert len({found[article] for article in group}) == 1
    assert found == assigned(articles, list(reversed(tied)), THREE, seed)


def test_fractions_are_met_as_near_as_groups_allow() -> None:
    articles = [f"{number:04d}" for number in range(1000)]
    found = assigned(articles, list(pairwise(articles[:41])), THREE, 3)
    sizes = {name: list(found.values()).count(name) for name in THREE}
    assert sizes == {"train": 800, "dev": 100, "test": 100}
    assert found != assigned(articles, [], THREE, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("80/10/10", THREE),
        ("0.8/0.1/0.1", THREE),
        ("3/1", {"train": 0.75, "test": 0.25}),
    ],
)
def test_fractions_are_read_as_people_write_them(text: str, expected: dict[str, float]) -> None:
    assert fractions_of(text) == pytest.approx(expected)


@pytest.mark.parametrize(
    "text", ["", "80", "80/0/20", "80/-10/30", "a/b", "1/2/3/4", "nan/1/1", "inf/1", "1e308/1e308"]
)
def test_other_fractions_are_refused_in_words(text: str) -> None:
    with pytest.raises(LabelerError, match="Write two or three numbers, such as 80/10/10"):
        fractions_of(text)


def bring(project: Project, folder: Path, texts: dict[str, str]) -> dict[str, str]:
    """Imports texts; their ids by name."""
    import_all(
        project,
        write_jsonl(folder / "rows.jsonl", [{"id": name, "text": text} for name, text in texts.items()]),
    )
    return {name: project.article_id(name) for name in texts}


def paragraphs(number: int, count: int = 4) -> list[str]:
    return [sentences(100 * number + part, 4) for part in range(count)]


def test_chains_of_copies_stay_together_and_the_report_says_what_is_left(
    project: Project, tmp_path: Path
) -> None:
    texts = {f"alone {number}": "\n".join(paragraphs(number)) for number in range(40)}
    # A ~ B ~ C: A and C share nothing.
    a, b, c = paragraphs(50), paragraphs(51), paragraphs(52)
    texts |= {
        "A": "\n".join(a),
        "B": "\n".join([*a[:3], *c[:3]]),
        "C": "\n".join(c),
        "quoting": "\n".join([*paragraphs(60, 5), b[0]]),
        "quoted": "\n".join([b[0], *paragraphs(61, 5)]),
    }
    ids = bring(project, tmp_path, texts)
    for seed in range(6):
        found = run_to_end(split(project, {"train": 0.5, "test": 0.5}, seed))
        assert len({found.of_article[ids[name]] for name in "ABC"}) == 1
        assert found.leaks == ()
        assert found.largest >= 3
        assert set(found.of_article) == set(ids.values())
        assert sum(found.sizes.values()) == len(texts)
        assert abs(found.sizes["train"] - found.sizes["test"]) <= 3
        assert "Copies across splits: 0." in found.lines()
        assert found.of_article == run_to_end(split(project, {"train": 0.5, "test": 0.5}, seed)).of_article


def test_one_story_in_other_words_may_be_parted(project: Project, tmp_path: Path) -> None:
    names = "Kim Lund Haddad Ostrand Kelmar Velmora"
    texts = {}
    for number in range(8):
        said = [f"{name} {sentences(900 + 10 * number + at, 2)}" for at, name in enumerate(names.split())]
        texts[str(number)] = " ".join(said)
    bring(project, tmp_path, texts)
    assert {pair.relation for pair in project.store.pairs.all()} == {"same_story"}
    found = run_to_end(split(project, {"train": 0.5, "test": 0.5}))
    assert found.sizes == {"train": 4, "test": 4}
    assert found.largest == 1


def test_what_people_call_copies_stays_together_whatever_the_program_thinks(
    project: Project, tmp_path: Path
) -> None:
    texts = {str(number): "\n".join(paragraphs(number)) for number in range(30)}
    ids = bring(project, tmp_path, texts)
    Labelling(project, "Ana").answer_pair(ids["1"], ids["2"], "duplicate", "near_duplicate")
    Labelling(project, "Ana").answer_pair(ids["5"], ids["6"], "duplicate", "same_story")
    unit = ":".join(sorted((ids["3"], ids["4"])))
    Labelling(project, "Ben").answer_pair(ids["3"], ids["4"], "duplicate", "unrelated")
    Adjudication(project, "Rev").rule(unit, "duplicate", "exact", "", "")
    parted = 0
    for seed in range(12):
        found = run_to_end(split(project, {"train": 0.5, "test": 0.5}, seed)).of_article
        assert found[ids["1"]] == found[ids["2"]]
        assert found[ids["3"]] == found[ids["4"]]
        parted += found[ids["5"]] != found[ids["6"]]
    assert parted > 0


def test_a_copy_of_what_stands_seventy_times_is_kept_with_it(project: Project, tmp_path: Path) -> None:
    wire = "\n".join(paragraphs(1, 8))
    texts = {f"wire {number}": wire + " " * number for number in range(70)}
    texts["edited"] = wire.replace(wire.split()[-2], "Wednesday")
    texts |= {f"alone {number}": "\n".join(paragraphs(100 + number)) for number in range(20)}
    ids = bring(project, tmp_path, texts)
    for seed in range(4):
        found = run_to_end(split(project, {"train": 0.5, "test": 0.5}, seed))
        assert len({found.of_article[ids[name]] for name in texts if not name.startswith("alone")}) == 1
        assert (found.leaks, found.elsewhere) == ((), ())


def test_what_stands_in_two_splits_is_seen_without_the_engine() -> None:
    one, other = "\n".join(paragraphs(1)), "\n".join(paragraphs(2))
    texts = {
        "a": one,
        "b": f"{one}\n{other}",
        "c": other,
        "d": "\n".join(paragraphs(3)),
        "e": "",
        "f": "four words only here",
    }
    sides = dict.fromkeys(texts, "train")
    assert standing_elsewhere(texts, sides) == []
    assert standing_elsewhere(texts, sides | {"a": "test"}) == ["a"]
    assert standing_elsewhere(texts, sides | {"b": "test"}) == ["a", "b", "c"]
    assert standing_elsewhere(texts, sides | {"d": "test", "e": "test"}) == []
    assert standing_elsewhere({}, {}) == []
