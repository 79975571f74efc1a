from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.records import Block
from labeler.intra import own_agreements
from labeler.labelling import Labelling
from labeler.project import Project
from tests.builders import CODEBOOK, add_article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Eight articles of one line each."""
    with Project.create(tmp_path / "own.labeler", CODEBOOK) as made:
        for number in range(8):
            add_article(made.store, f"Number {number}.")
        yield made


def ids_of(project: Project) -> list[str]:
    return [article.article_id for article in project.store.articles.all()]


def twice(project: Project, name: str, count: int, changed: int) -> None:
    """Answers so many articles twice, some of them otherwise the second time."""
    hands = Labelling(project, name)
    for number, article in enumerate(ids_of(project)[:count]):
        first = "FAVOR" if number % 2 else "AGAINST"
        hands.answer(article, "stance_levy", first)
        hands.submit(article)
        second = "NONE" if number < changed else first
        hands.on_repeats.answer(article, "stance_levy", second)
        hands.on_repeats.submit(article)


def test_each_is_compared_with_themselves_by_name_and_not_under_the_threshold(project: Project) -> None:
    twice(project, "Ben", 8, 2)
    twice(project, "Ana", 3, 1)
    found = own_agreements(project, project.codebook.question("stance_levy"))
    assert [(each.annotator, each.units) for each in found] == [("Ana", 3), ("Ben", 8)]
    ana, ben = found
    assert ana.in_words() == "Ana too few: 3 units, at least 5 are needed"
    assert [row.figure.value for row in ana.rows()] == [None, None, None]
    assert ben.percent.value == pytest.approx(6 / 8)
    # By hand: first 4 A, 4 F; second 3 A, 3 F, 2 N: chance (4·3 + 4·3) / 64; κ = (.75 – .375) / (1 – .375).
    assert ben.kappa.value == pytest.approx((0.75 - 0.375) / (1 - 0.375))
    assert ben.alpha.low is not None
    assert ben.in_words().startswith("Ben 75 %, α 0.")
    assert ben.in_words().endswith("8 articles")
    rows = ben.rows()
    assert [row.coefficient for row in rows] == ["percent_agreement", "krippendorff_alpha", "cohen_kappa"]
    assert rows[-1].to_json()["repeats"] == "Ben"
    assert own_agreements(project, project.codebook.question("topic")) == []


def test_a_repeat_counts_once_it_is_submitted(project: Project) -> None:
    twice(project, "Ana", 6, 0)
    hands = Labelling(project, "Ana").on_repeats
    hands.reopen(ids_of(project)[0])
    (ana,) = own_agreements(project, project.codebook.question("stance_levy"))
    assert ana.units == 5


def test_lines_are_compared_too_where_none_was_corrected(project: Project) -> None:
    hands = Labelling(project, "Ana")
    for number, article in enumerate(ids_of(project)):
        hands.submit(article)
        if number < 2:
            block = Block(0, len(f"Number {number}."), kept=True, reason="paragraph", probability=0.9)
            hands.on_repeats.turn_block(article, "boilerplate", block, block)
        hands.on_repeats.submit(article)
    (ana,) = own_agreements(project, project.codebook.question("boilerplate"))
    assert ana.units == 8
    assert ana.percent.value == pytest.approx(6 / 8)


def test_pairs_judged_in_a_repeat_count_without_a_state(project: Project) -> None:
    hands, ids = Labelling(project, "Ana"), ids_of(project)
    for other in ids[1:7]:
        hands.answer_pair(ids[0], other, "duplicate", "unrelated")
        hands.on_repeats.answer_pair(
            ids[0], other, "duplicate", "same_story" if other == ids[1] else "unrelated"
        )
    assert set(hands.on_repeats.relations_of("duplicate", ids[0]).values()) == {"same_story", "unrelated"}
    assert set(hands.relations_of("duplicate", ids[0]).values()) == {"unrelated"}
    (ana,) = own_agreements(project, project.codebook.question("duplicate"))
    assert ana.percent.value == pytest.approx(5 / 6)
