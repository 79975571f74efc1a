"""A whole day: every sample article, two annotators, keys only; then the files, read back and compared."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from labeler.codebook import converse
from labeler.project import Project
from labeler.review import ALPHA, agreement

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from db.records import Json
    from tests.ui.conftest import Person

ANA, BEN = "Ana Mora", "Ben Osei"

# What each annotator answers, article by article. Ben differs from Ana on two articles for topics, on one for
# a stance, and on one pair.
SETS: list[list[str]] = [["port"], ["tax", "assembly"], [], ["politics"], ["health", "culture"]]
TOPIC = {ANA: {number: SETS[number % 5] for number in range(1, 21)}}
TOPIC[BEN] = {**TOPIC[ANA], 6: ["tax"], 12: ["port"]}
LEVY = {
    ANA: {
        number: "FAVOR" if number <= 8 else "NONE" if number <= 16 else "AGAINST" for number in range(1, 21)
    }
}
LEVY[BEN] = {**LEVY[ANA], 8: "AGAINST"}
AUTHORITY = {name: {number: ("FAVOR", "NONE")[number % 2] for number in range(1, 21)} for name in (ANA, BEN)}
# (one, other): one … the other. Every candidate pair of the sample captures.
PAIRS = {
    ANA: {
        (8, 6): "contains",
        (8, 7): "contains",
        (11, 12): "unrelated",
        **dict.fromkeys(
            [(1, 2), (1, 3), (1, 4), (2, 3), (2, 4), (3, 4), (6, 7), (13, 14), (15, 16), (17, 18)],
            "near_duplicate",
        ),
    }
}
PAIRS[BEN] = {**PAIRS[ANA], (2, 3): "same_story"}

KEYS = {"port": "1", "tax": "2", "assembly": "4", "health": "8", "culture": "Q"}
STANCE_KEYS = {"FAVOR": "F", "NONE": "O", "AGAINST": "A"}
RELATION_KEYS = {
    "near_duplicate": "2",
    "contains": "3",
    "contained": "4",
    "same_story": "5",
    "unrelated": "6",
}


def relation(name: str, one: int, other: int) -> str:
    """What an annotator answers when `other` stands beside `one`."""
    pairs = PAIRS[name]
    return pairs[one, other] if (one, other) in pairs else converse(pairs[other, one])


def label_article(person: Person, name: str) -> None:
    """Answers everything about the open article by keyboard, and submits it."""
    number = person.number
    for topic in TOPIC[name][number]:
        if topic in KEYS:
            person.press(KEYS[topic])
        else:
            person.press("T")
            person.type(topic[:5])
            person.press("Enter", "Esc")
    if not TOPIC[name][number]:
        person.press("0")
    person.press(STANCE_KEYS[LEVY[name][number]], STANCE_KEYS[AUTHORITY[name][number]])
    numbers = {item.article_id: item.number for item in person.page.queue.model.items}
    while any(not candidate.relation for candidate in person.opened.candidates):
        person.press("D")
        assert person.opened.beside is not None
        person.press(RELATION_KEYS[relation(name, number, numbers[person.opened.beside.article_id])])
    assert person.says.startswith("Saved ")
    person.press("Enter")


def label_everything(person: Person, name: str) -> None:
    seen = []
    for _ in range(20):
        seen.append(person.number)
        label_article(person, name)
    assert seen == list(range(1, 21))
    assert person.says == "All 20 are done."


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cell(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


@pytest.fixture(scope="module")
def planned_labels() -> dict[tuple[str, int, str], Json]:
    """(annotator, article number, question) -> value, for all questions about articles."""
    return {
        (name, number, question): plan[name][number]
        for question, plan in (("topic", TOPIC), ("stance_levy", LEVY), ("stance_authority", AUTHORITY))
        for name in (ANA, BEN)
        for number in range(1, 21)
    }


def test_two_annotators_label_everything_by_keyboard_and_the_files_hold_exactly_that(
    sit_down: Callable[..., Person], project_file: Path, planned_labels: dict[tuple[str, int, str], Json]
) -> None:
    person = sit_down(project_file, ANA)
    label_everything(person, ANA)
    person.command("change annotator")
    assert person.window.start_page.asking
    person.press("Ctrl+A")
    person.type(BEN)
    person.press("Enter")
    assert person.page.labelling.annotator == BEN
    assert person.stored() == {}
    label_everything(person, BEN)

    person.press("Ctrl+6", "Ctrl+Enter")
    person.wait_for_jobs()
    folder = project_file.parent / "exports" / "coast"
    assert person.says == f"20 articles and 146 labels written to {folder}."
    check_articles_jsonl(folder, planned_labels)
    check_articles_csv(folder, planned_labels)
    check_labels_csv(folder, planned_labels)
    person.window.close()
    check_agreement(project_file)


def check_articles_jsonl(folder: Path, planned: dict[tuple[str, int, str], Json]) -> None:
    lines = (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    articles = {line["number"]: line for line in map(json.loads, lines)}
    assert {
        (name, number, question): value
        for number, article in articles.items()
        for name, given in article["labels"].items()
        for question, value in given.items()
    } == planned
    submitted = {"state": {"state": "submitted"}}
    assert all(article["flow"] == {ANA: submitted, BEN: submitted} for article in articles.values())
    numbers = {article["article"]: number for number, article in articles.items()}
    exported = {
        (found["annotator"], number, numbers[found["other"]]): found["value"]
        for number, article in articles.items()
        for found in article["relations"]
    }
    sides = [side for pair in PAIRS[ANA] for side in (pair, pair[::-1])]
    assert exported == {(name, *side): relation(name, *side) for name in (ANA, BEN) for side in sides}


def check_articles_csv(folder: Path, planned: dict[tuple[str, int, str], Json]) -> None:
    rows = read_rows(folder / "articles.csv")
    found = {
        (name, number, question): row[f"{question}/{name}"]
        for number, row in enumerate(rows, start=1)
        for name in (ANA, BEN)
        for question in ("topic", "stance_levy", "stance_authority")
    }
    assert found == {key: cell(value) for key, value in planned.items()}


def check_labels_csv(folder: Path, planned: dict[tuple[str, int, str], Json]) -> None:
    order = [row["article"] for row in read_rows(folder / "articles.csv")]
    numbers = {article_id: number for number, article_id in enumerate(order, start=1)}
    about_articles, about_pairs = {}, {}
    for row in read_rows(folder / "labels.csv"):
        one, _, other = row["task"].partition(":")
        if other:
            about_pairs[row["worker"], numbers[one], numbers[other]] = row["label"]
        else:
            about_articles[row["worker"], numbers[one], row["question"]] = row["label"]
    assert about_articles == {key: cell(value) for key, value in planned.items()}
    assert len(about_pairs) == 26
    assert all(value == relation(*key) for key, value in about_pairs.items())


def check_agreement(project_file: Path) -> None:
    with Project.open(project_file) as project:
        found = {
            each.question: each
            for each in agreement(project)
            if each.coefficient == ALPHA and each.distance != "ordinal"
        }
    # Topics, MASI. 40 ratings: {port} 9, {tax, assembly} 7, {} 7, {politics} 8, {health, culture} 8, {tax} 1.
    # All these sets are disjoint (distance 1) but {tax} and {tax, assembly}: 1 - 1/2 * 2/3 = 2/3.
    # Observed: two units differ, by 2/3 and by 1: Do = 2 * (2/3 + 1) / 40 = 1/12.
    # Expected: (40² - (81 + 49 + 49 + 64 + 64 + 1) - 2 * 7 * 1 * 1/3) / (40 * 39) = 3862/4680.
    # α = 1 - (1/12) / (3862/4680) = 1 - 390/3862 = 1736/1931.
    assert found["topic"].value == pytest.approx(1736 / 1931)
    # Levy, nominal. 40 ratings: FAVOR 15, NONE 16, AGAINST 9; one unit differs: Do = 2/40.
    # De = (40² - 225 - 256 - 81) / (40 * 39) = 1038/1560; α = 1 - (1/20) * (1560/1038) = 160/173.
    assert found["stance_levy"].value == pytest.approx(160 / 173)
    # Authority: never differs, two values occur.
    assert found["stance_authority"].value == 1.0
    # Pairs, nominal. 26 ratings: contains 4, unrelated 2, near-duplicate 19, same story 1; one pair differs.
    # De = (26² - 16 - 4 - 361 - 1) / (26 * 25) = 294/650; α = 1 - (2/26) * (650/294) = 122/147.
    assert found["duplicate"].value == pytest.approx(122 / 147)
