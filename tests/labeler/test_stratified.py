from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from labeler.stratified import stratified

THREE = {"train": 0.8, "dev": 0.1, "test": 0.1}


def spread(groups: list[list[str]], labels: dict[str, list[int]], seed: int = 0) -> dict[int, Counter[str]]:
    """Of each label how many of its articles are in each split."""
    found: dict[int, Counter[str]] = {}
    for group, split in zip(groups, stratified(groups, labels, THREE, seed), strict=True):
        for member in group:
            for label in labels[member]:
                found.setdefault(label, Counter())[split] += 1
    return found


def test_each_label_of_sets_has_its_fraction_in_each_split() -> None:
    # Label 0 in 100 articles, 1 in 50, … 9 in 10; sets overlap in many ways.
    labels = {
        f"{number:04d}": [label for label in range(10) if number % (label + 1) == 0]
        for number in range(100, 400)
    }
    found = spread([[article] for article in labels], labels)
    for label, counts in found.items():
        total = counts.total()
        for split, fraction in THREE.items():
            assert abs(counts[split] - fraction * total) <= 1.5, (label, counts)


def test_a_value_of_ten_articles_among_a_thousand_is_in_every_split() -> None:
    labels = {f"{number:04d}": [1 if number % 100 == 0 else 0] for number in range(1000)}
    for seed in range(5):
        assert spread([[article] for article in labels], labels, seed)[1] == {"train": 8, "dev": 1, "test": 1}


@given(st.lists(st.lists(st.sets(st.integers(0, 4)), min_size=1, max_size=4), max_size=25), st.integers(0, 3))
def test_every_group_has_one_split_whatever_its_labels(drawn: list[list[set[int]]], seed: int) -> None:
    groups = [[f"{at:02d}-{place}" for place in range(len(group))] for at, group in enumerate(drawn)]
    labels = {
        name: sorted(values)
        for names, group in zip(groups, drawn, strict=True)
        for name, values in zip(names, group, strict=True)
    }
    found = stratified(groups, labels, THREE, seed)
    assert len(found) == len(groups)
    assert set(found) <= set(THREE)
    assert found == stratified(groups, labels, THREE, seed)
    placed = dict.fromkeys(range(0, len(groups), 3), "dev")
    assert all(stratified(groups, labels, THREE, seed, placed)[at] == "dev" for at in placed)


def test_few_large_groups_come_as_near_as_they_can() -> None:
    sizes = (4, 3, 2, 2, 2, 1)
    groups = [[f"{at}-{member}" for member in range(size)] for at, size in enumerate(sizes)]
    # The rarest label is in the largest group: it is not placed last for that, and train is not overfilled.
    labels = {
        member: ["rare"] if at == 0 else ["common"] for at, group in enumerate(groups) for member in group
    }
    for seed in range(5):
        found = stratified(groups, labels, {"train": 0.8, "dev": 0.1, "test": 0.1}, seed)
        held = {
            name: sum(size for size, at in zip(sizes, found, strict=True) if at == name)
            for name in set(found)
        }
        assert held["train"] in (10, 11, 12)
        assert set(held) == {"train", "dev", "test"}


def test_what_is_placed_already_is_not_moved() -> None:
    groups = [[str(number)] for number in range(20)]
    found = stratified(groups, {}, {"train": 0.5, "test": 0.5}, 0, dict.fromkeys(range(9), "test"))
    assert found[:9] == ["test"] * 9
    assert found.count("test") == 10
