"""What stands in the rows: one answer, every answer, shares; rulings first; ties left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.records import pair_id
from labeler.agreed import agreed
from labeler.answers import ReviewFilter
from labeler.errors import LabelerError
from labeler.gold import Adjudication
from labeler.labelling import Labelling
from labeler.project import Project
from labeler.queue import Narrowing
from labeler.study import Study
from labeler.training_sets.options import ExportOptions
from tests.builders import CODEBOOK, add_article
from tests.labeler.training_sets.making import bring_many, give, lines, written

if TYPE_CHECKING:
    from pathlib import Path

TOPICS = ExportOptions(("topics",))


def test_majority_is_what_the_consensus_command_says_and_ties_are_left_out(
    project: Project, tmp_path: Path
) -> None:
    a, b, c, d = bring_many(project, tmp_path, 4).values()
    give(project, a, "topic", Ana=["flood", "trade"], Ben=["trade", "flood"], Chi=["port"])
    give(project, b, "topic", Ana=["flood"], Ben=["port"])
    give(project, c, "topic", Ana=[])
    report, files = written(project, tmp_path / "out", TOPICS)
    rows = {row["article"]: row for row in lines(files["topics/train.jsonl"])}
    assert {article: (row["labels"], row["how"], row["given"]) for article, row in rows.items()} == {
        a: (["flood", "trade"], "majority", 3),
        c: ([], "single", 1),
    }
    assert report.rows == {"topics": {"train": 2}}
    found = {finding.name: finding.articles for finding in report.findings}
    assert found["conflicts"] == (b,)
    assert found["unlabelled"] == (d,)


def test_a_ruling_comes_first_and_ends_a_conflict_unless_it_is_not_wanted(
    project: Project, tmp_path: Path
) -> None:
    a, b = bring_many(project, tmp_path, 2).values()
    give(project, a, "topic", Ana=["flood"], Ben=["port"])
    Adjudication(project, "Rev").rule(a, "topic", ["trade"])
    Adjudication(project, "Rev").rule(b, "topic", [])
    report, files = written(project, tmp_path / "out", TOPICS, ())
    assert [(row["article"], row["labels"], row["how"]) for row in lines(files["topics/train.jsonl"])] == [
        (a, ["trade"], "gold"),
        (b, [], "gold"),
    ]
    assert "disputed" not in {finding.name for finding in report.findings}
    report, files = written(project, tmp_path / "two", ExportOptions(("topics",), gold_first=False))
    assert files["topics/train.jsonl"] == b""


@given(st.data())
@settings(max_examples=20)
def test_the_majority_of_any_answers_is_that_of_the_review(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("majority")
    with Project.create(folder / "a.labeler", CODEBOOK) as project:
        ids = [add_article(project.store, f"Article {number}.") for number in range(5)]
        for name in ("Ana", "Ben", "Chi", "Dee"):
            for article in ids:
                value = data.draw(st.none() | st.sampled_from(["FAVOR", "NONE", "AGAINST"]))
                if value is not None:
                    Labelling(project, name).answer(article, "stance_levy", value)
        study = Study.of(project, project.codebook.question("stance_levy"))
        expected = {
            each.unit: each.label for each in agreed(study, "majority").units if each.label is not None
        }
        _, files = written(project, folder / "out", ExportOptions(("stance",)))
    rows = lines(files["stance/train.jsonl"])
    assert {row["article"]: row["label"] for row in rows} == expected
    assert all((row["target"], row["question"]) == ("the levy", "stance_levy") for row in rows)


def test_every_label_is_a_row_of_its_own_with_or_without_who_gave_it(
    project: Project, tmp_path: Path
) -> None:
    (a,) = bring_many(project, tmp_path, 1).values()
    give(project, a, "topic", Ana=["flood"], Ben=[])
    _, files = written(project, tmp_path / "out", ExportOptions(("topics",), labels="all"))
    assert [(row["annotator"], row["labels"]) for row in lines(files["topics/train.jsonl"])] == [
        ("Ana", ["flood"]),
        ("Ben", []),
    ]
    _, files = written(project, tmp_path / "out", ExportOptions(("topics",), labels="all", people="none"))
    rows = lines(files["topics/train.jsonl"])
    assert [row["labels"] for row in rows] == [["flood"], []]
    assert all("annotator" not in row for row in rows)


def test_shares_are_of_annotators_for_each_topic_and_of_all_for_positions(
    project: Project, tmp_path: Path
) -> None:
    a, b = bring_many(project, tmp_path, 2).values()
    give(project, a, "topic", Ana=["flood", "trade"], Ben=["trade"], Chi=[], Dee=["trade"])
    give(project, b, "topic", Ana=[])
    give(project, a, "stance_levy", Ana="FAVOR", Ben="FAVOR", Chi="NONE")
    _, files = written(project, tmp_path / "out", ExportOptions(("topics", "stance"), labels="shares"))
    topics = {row["article"]: row["shares"] for row in lines(files["topics/train.jsonl"])}
    assert topics == {a: {"flood": 0.25, "trade": 0.75}, b: {}}
    (stance,) = lines(files["stance/train.jsonl"])
    assert stance["shares"] == pytest.approx({"FAVOR": 2 / 3, "NONE": 1 / 3}, abs=1e-6)


def test_a_model_is_refused_with_the_reason_or_followed(project: Project, tmp_path: Path) -> None:
    options = ExportOptions(("stance",), labels="dawid_skene")
    ids = [add_article(project.store, f"Article {number}.") for number in range(120)]
    for at, article in enumerate(ids[:50]):
        give(project, article, "stance_levy", Ana="FAVOR" if at % 2 else "NONE", Ben="NONE", Chi="NONE")
    with pytest.raises(
        LabelerError, match=r"Levy: a model of annotators needs 100 labels.*Choose the majority"
    ):
        written(project, tmp_path / "out", options)
    assert not (tmp_path / "out").exists()
    for at, article in enumerate(ids[50:], start=50):
        answer = "FAVOR" if at % 3 else "NONE"
        give(project, article, "stance_levy", Ana=answer, Ben=answer, Chi="NONE")
    _, files = written(project, tmp_path / "out", options)
    study = Study.of(project, project.codebook.question("stance_levy"))
    found = {each.unit: each for each in agreed(study, "dawid_skene").units}
    rows = lines(files["stance/train.jsonl"])
    assert {row["article"]: row["label"] for row in rows} == {
        unit: each.label for unit, each in found.items()
    }
    _, files = written(project, tmp_path / "soft", ExportOptions(("stance",), labels="posterior"))
    for row in lines(files["stance/train.jsonl"]):
        each = found[row["article"]]
        assert row["shares"][each.label] == pytest.approx(each.probability, abs=1e-5)
        assert sum(row["shares"].values()) == pytest.approx(1, abs=1e-4)


def test_pairs_and_groups_of_copies_go_out_with_both_texts(project: Project, tmp_path: Path) -> None:
    a, b, c, d = sorted(bring_many(project, tmp_path, 4).values())
    for one, other, relation in ((a, b, "exact"), (b, c, "contains"), (c, d, "unrelated")):
        Labelling(project, "Ana").answer_pair(one, other, "duplicate", relation)
    Labelling(project, "Ben").answer_pair(c, d, "duplicate", "exact")
    Adjudication(project, "Rev").rule(pair_id(c, d), "duplicate", "same_story")
    Adjudication(project, "Rev").rule(pair_id(a, d), "duplicate", "unrelated")
    _, files = written(project, tmp_path / "out", ExportOptions(("duplicates",)))
    rows = lines(files["duplicates/train.jsonl"])
    assert [(row["article"], row["other"], row["relation"], row["how"]) for row in rows] == [
        (a, b, "exact", "single"),
        (a, d, "unrelated", "gold"),
        (b, c, "contains", "single"),
        (c, d, "same_story", "gold"),
    ]
    texts = dict(project.store.articles.main_texts())
    assert all(
        (row["text"], row["other_text"]) == (texts[row["article"]], texts[row["other"]]) for row in rows
    )
    clusters = lines(files["clusters/train.jsonl"])
    assert [(row["cluster"], row["article"], row["text"]) for row in clusters] == [
        (a, each, texts[each]) for each in (a, b, c)
    ]


def test_lines_are_kept_or_dropped_by_most_and_ties_are_left_out(project: Project, tmp_path: Path) -> None:
    (a,) = bring_many(project, tmp_path, 1).values()
    extraction = project.store.articles.extraction(a)
    assert extraction is not None
    first, second, *rest = extraction.blocks
    turned = {"kept": [], "dropped": [[first.start, first.end]]}
    both = {"kept": [], "dropped": [[first.start, first.end], [second.start, second.end]]}
    give(project, a, "boilerplate", Ana=turned, Ben=both)
    options = ExportOptions(("boilerplate",))
    _, files = written(project, tmp_path / "out", options)
    (row,) = lines(files["boilerplate/train.jsonl"])
    assert row["text"] == project.store.articles.raw_text(a)
    assert (row["how"], row["given"]) == ("majority", 2)
    kept = {block.start: block.kept for block in rest}
    assert {block["start"]: block["kept"] for block in row["blocks"]} == {first.start: False} | kept
    Labelling(project, "Chi").submit(a)
    _, files = written(project, tmp_path / "out", options)
    (row,) = lines(files["boilerplate/train.jsonl"])
    assert {block["start"]: block["kept"] for block in row["blocks"]} == {
        first.start: False,
        second.start: True,
    } | kept
    _, files = written(project, tmp_path / "out", ExportOptions(("boilerplate",), labels="shares"))
    (row,) = lines(files["boilerplate/train.jsonl"])
    assert row["blocks"][0]["kept"] == pytest.approx(1 / 3, abs=1e-6)
    _, files = written(project, tmp_path / "out", ExportOptions(("boilerplate",), labels="all"))
    assert [row["annotator"] for row in lines(files["boilerplate/train.jsonl"])] == ["Ana", "Ben", "Chi"]


def test_raw_or_main_text_goes_out(project: Project, tmp_path: Path) -> None:
    (a,) = bring_many(project, tmp_path, 1).values()
    extraction = project.store.articles.extraction(a)
    assert extraction is not None
    give(project, a, "topic", Ana=[])
    for text, expected in (("main", extraction.main_text), ("raw", project.store.articles.raw_text(a))):
        _, files = written(project, tmp_path / text, ExportOptions(("topics",), text=text))  # type: ignore[arg-type]
        assert lines(files["topics/train.jsonl"])[0]["text"] == expected


def test_what_the_list_shows_and_the_review_counts_is_what_goes_in(project: Project, tmp_path: Path) -> None:
    ids = [add_article(project.store, f"{word} is the story here.") for word in ("Levy", "Storm", "Ferry")]
    for article in ids:
        give(project, article, "topic", Ana=["flood"], Ben=["port"])
    Labelling(project, "Ana").submit(ids[2])

    def exported(**chosen: object) -> list[tuple[str, list[str]]]:
        _, files = written(project, tmp_path / "out", ExportOptions(("topics",), **chosen))  # type: ignore[arg-type]
        return [(row["article"], row["labels"]) for row in lines(files["topics/train.jsonl"])]

    ana = ReviewFilter(annotators=frozenset({"Ana"}))
    assert exported(narrowed=ana) == [(article, ["flood"]) for article in ids]
    assert exported(narrowed=ana, listed=Narrowing("STORM")) == [(ids[1], ["flood"])]
    assert exported(narrowed=ana, listed=Narrowing(state="submitted", annotator="Ana")) == [
        (ids[2], ["flood"])
    ]
    assert exported(narrowed=ana, listed=Narrowing(state="submitted", annotator="Ben")) == []
    assert exported(narrowed=ReviewFilter(until="2001-01-01")) == []
