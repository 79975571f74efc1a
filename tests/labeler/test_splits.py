from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.duplicates.groups import components
from labeler.errors import LabelerError
from labeler.gold import Adjudication
from labeler.labelling import Labelling
from labeler.leaks import standing_elsewhere
from labeler.progress import run_to_end
from labeler.split_plan import Facts, SplitPlan, Tie, place
from labeler.splits import earlier_splits, fractions_of, split, table_of
from tests.builders import import_all, sentences, write_jsonl

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from labeler.project import Project

THREE = {"train": 0.8, "dev": 0.1, "test": 0.1}
HALVES = (("train", 0.5), ("test", 0.5))


def assigned(articles: Sequence[str], ties: Iterable[tuple[str, str]], seed: int) -> dict[str, str]:
    plan = SplitPlan(tuple(THREE.items()), seed)
    return place(articles, [Tie(*tie, "candidate") for tie in ties], plan, Facts()).of_article


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
    found = assigned(articles, tied, seed)
    assert list(found) == articles
    for group in components(tied):
        assert len({found[article] for article in group}) == 1
    assert found == assigned(articles, list(reversed(tied)), seed)


def test_fractions_are_met_as_near_as_groups_allow() -> None:
    articles = [f"{number:04d}" for number in range(1000)]
    found = assigned(articles, list(pairwise(articles[:41])), 3)
    sizes = {name: list(found.values()).count(name) for name in THREE}
    assert sizes == {"train": 800, "dev": 100, "test": 100}
    assert found != assigned(articles, [], 4)


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
        found = run_to_end(split(project, SplitPlan(HALVES, seed)))
        assert len({found.of_article[ids[name]] for name in "ABC"}) == 1
        assert found.leaks.copies == ()
        assert found.largest >= 3
        assert set(found.of_article) == set(ids.values())
        assert sum(found.sizes.values()) == len(texts)
        assert abs(found.sizes["train"] - found.sizes["test"]) <= 3
        assert "Copies across splits: 0." in found.lines()
        assert found.of_article == run_to_end(split(project, SplitPlan(HALVES, seed))).of_article


def test_one_story_in_other_words_may_be_parted(project: Project, tmp_path: Path) -> None:
    names = "Kim Lund Haddad Ostrand Kelmar Velmora"
    texts = {}
    for number in range(8):
        said = [f"{name} {sentences(900 + 10 * number + at, 2)}" for at, name in enumerate(names.split())]
        texts[str(number)] = " ".join(said)
    bring(project, tmp_path, texts)
    assert {pair.relation for pair in project.store.pairs.all()} == {"same_story"}
    found = run_to_end(split(project, SplitPlan(HALVES)))
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
        found = run_to_end(split(project, SplitPlan(HALVES, seed))).of_article
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
        found = run_to_end(split(project, SplitPlan(HALVES, seed)))
        assert len({found.of_article[ids[name]] for name in texts if not name.startswith("alone")}) == 1
        assert (found.leaks.copies, found.leaks.elsewhere) == ((), ())


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

    def found(**sides: str) -> list[str]:
        return sorted(elsewhere(texts, dict.fromkeys(texts, "train") | sides))

    assert found() == []
    assert found(a="test") == ["a"]
    assert found(b="test") == ["a", "b", "c"]
    assert found(a="dev", c="test") == ["a", "b", "c"]
    assert found(d="test", e="test") == []
    assert elsewhere({}, {}) == []


def elsewhere(texts: dict[str, str], sides: dict[str, str]) -> list[str]:
    def read(split: str) -> list[tuple[str, str]]:
        return [(article, text) for article, text in texts.items() if sides[article] == split]

    return standing_elsewhere({split: partial(read, split) for split in ("train", "dev", "test")})


def test_adding_articles_keeps_the_earlier_ones_where_they_were() -> None:
    articles = [f"{number:03d}" for number in range(60)]
    strata = {article: [number % 3] for number, article in enumerate(articles)}
    plan = SplitPlan(HALVES, 2)
    first = place(articles[:40], [], plan, Facts(strata)).of_article
    new = "059"
    second = place(articles, [Tie(new, "001", "candidate")], plan, Facts(strata, kept=first))
    assert {article: second.of_article[article] for article in first} == first
    assert second.kept == 40
    assert second.of_article[new] == first["001"], "a new article follows the one it is tied to"
    assert second.moved == ()


def test_of_two_parted_groups_that_turn_out_tied_all_go_where_a_model_may_have_seen_one() -> None:
    kept = {"a": "train", "b": "test", "c": "dev"}
    ties = [Tie("a", "bridge", "candidate"), Tie("bridge", "b", "labelled")]
    found = place(["a", "b", "c"], ties, SplitPlan(), Facts(kept=kept))
    assert found.of_article == {"a": "train", "b": "train", "c": "dev"}
    assert found.moved == (("b", "test", "train"),)
    assert found.kept == 2
    (group,) = found.largest
    assert (group.size, group.bound) == (2, (("candidate", 1), ("labelled", 1)))
    assert (group.hub, group.ties_of_hub) == ("bridge", 2)


def test_no_source_is_in_two_splits() -> None:
    articles = [f"{number:03d}" for number in range(40)]
    source = {article: f"outlet {number % 8}" for number, article in enumerate(articles) if number > 3}
    found = place(articles, [], SplitPlan(HALVES, by_source=True), Facts(source=source)).of_article
    for outlet in set(source.values()):
        assert len({found[article] for article in articles if source.get(article) == outlet}) == 1
    assert abs(list(found.values()).count("train") - 20) <= 2


def test_by_date_a_late_copy_goes_with_the_first_sighting_and_what_has_no_date_stays_out() -> None:
    day = {"a": "2026-01-05", "b": "2026-02-10", "c": "2026-03-01", "d": "2026-03-02", "e": "2026-03-02"}
    plan = SplitPlan(train_before="2026-02-01", test_from="2026-03-01")
    ties = [Tie("a", "d", "candidate"), Tie("e", "undated copy", "candidate")]
    found = place([*day, "undated", "undated copy"], ties, plan, Facts(day=day))
    assert found.of_article == {
        "a": "train",
        "b": "dev",
        "c": "test",
        "d": "train",
        "e": "test",
        "undated copy": "test",
    }
    assert (found.astray, found.undated) == (("d",), ("undated",))


def test_days_that_are_none_or_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(LabelerError, match="is no day"):
        SplitPlan(train_before="March")
    with pytest.raises(LabelerError, match="not a later one"):
        SplitPlan(train_before="2026-03-01", test_from="2026-02-01")
    plan = SplitPlan(HALVES, 3, train_before="2026-03-01")
    assert plan.names == ("train", "test")
    assert SplitPlan.from_json(plan.to_json()) == plan
    with pytest.raises(LabelerError, match="no plan"):
        SplitPlan.from_json({"seeds": 3})


def test_a_table_of_splits_is_read_back_and_anything_else_refused(tmp_path: Path) -> None:
    path = tmp_path / "splits.csv"
    assert earlier_splits(path) == {}
    path.write_text(table_of({"a": "train", "b": "test"}), encoding="utf-8", newline="")
    assert earlier_splits(path) == {"a": "train", "b": "test"}
    path.write_text("article,split\na,validation\n", encoding="utf-8")
    with pytest.raises(LabelerError, match="no table of splits"):
        earlier_splits(path)
