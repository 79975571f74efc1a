from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from db.records import Capture, pair_id
from labeler.errors import LabelerError
from labeler.flow import JUDGED
from labeler.label_import import LabelImportReport, import_labels
from labeler.progress import Failure, run_to_end
from labeler.project import Project
from tests.builders import CODEBOOK, add_article, faults, import_label_rows, tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.records import Json


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Three articles; two of them came from a file of the same name."""
    with Project.create(tmp_path / "small.labeler", CODEBOOK) as made:
        add_article(made.store, "One.", Capture("one.txt", given_id="A-1"))
        add_article(made.store, "Two.", Capture("two.txt"))
        for text in ("Three.", "Four."):
            add_article(made.store, text, Capture("rows.jsonl", given_id=text))
        yield made


def row(
    article: str = "one.txt", question: str = "topic", value: Json = None, **more: Json
) -> dict[str, Json]:
    return {"annotator": "Ana", "article": article, "question": question, "value": value, **more}


def standing(project: Project) -> dict[tuple[str, str, str], Json]:
    return {(each.annotator, each.unit_id, each.question): each.value for each in project.store.labels.all()}


def test_topics_and_stances_are_taken_by_file_name_given_id_and_digest(
    project: Project, tmp_path: Path
) -> None:
    one, two = project.article_id("one.txt"), project.article_id("two.txt")
    report = import_label_rows(
        project,
        tmp_path,
        [
            row("one.txt", "topic", ["port", "flood", "port"]),
            row("A-1", "stance_levy", "AGAINST"),
            row(two, "topic", []),
            row(two, "boilerplate", {"kept": [[0, 4]]}),
        ],
    )
    assert (report.added, report.failures) == (4, [])
    assert standing(project) == {
        ("Ana", one, "topic"): ["flood", "port"],
        ("Ana", one, "stance_levy"): "AGAINST",
        ("Ana", two, "topic"): [],
        ("Ana", two, "boilerplate"): {"kept": [[0, 4]], "dropped": []},
    }
    assert project.store.codebooks.annotators() == ["Ana"]
    assert faults(project.store) == []


@pytest.mark.parametrize(
    ("given", "seen_from_the_other"),
    [("contains", "contained"), ("contained", "contains"), ("exact", "exact"), ("same_story", "same_story")],
)
def test_a_relation_is_stored_as_read_from_the_smaller_id(
    project: Project, tmp_path: Path, given: str, seen_from_the_other: str
) -> None:
    one, two = sorted((project.article_id("one.txt"), project.article_id("two.txt")))
    import_label_rows(project, tmp_path, [row(one, "duplicate", given, other=two)])
    assert standing(project) == {("Ana", pair_id(one, two), "duplicate"): given}
    import_label_rows(project, tmp_path, [{**row(two, "duplicate", given, other=one), "annotator": "Ben"}])
    assert standing(project)[("Ben", pair_id(one, two), "duplicate")] == seen_from_the_other
    (pair,) = project.store.pairs.all()
    assert (pair.left, pair.right, pair.method, pair.jaccard) == (one, two, JUDGED, 0.0)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (row("rows.jsonl", "topic", []), "“rows.jsonl” stands for 2 articles. Use the digest instead."),
        (row("nowhere.txt", "topic", []), "No article has the digest, id or file name “nowhere.txt”."),
        (
            row("one.txt", "mood", []),
            "The codebook has no question “mood”. Its questions are: topic, stance_levy",
        ),
        (
            row("one.txt", "topic", ["sports"]),
            "“sports” is not a value of “topic”. Its values are: flood, trade, port.",
        ),
        (row("one.txt", "topic", "flood"), "“topic” takes a list of values"),
        (row("one.txt", "stance_levy", ["FAVOR"]), "“stance_levy” takes one value"),
        (row("one.txt", "stance_levy", "favor"), "“favor” is not a value of “stance_levy”"),
        (row("one.txt", "boilerplate", {"kept": [[4, 2]]}), "“boilerplate” takes"),
        (row("one.txt", "duplicate", "exact"), "“duplicate” is asked of a pair, and it has no “other”."),
        (row("one.txt", "duplicate", "exact", other="A-1"), "“article” and “other” are one article."),
        (row("one.txt", "topic", [], annotator=" "), "An annotator needs a name."),
        (row("one.txt", "topic", [], annotator=7), "It has no “annotator”."),
        (row("one.txt", "topic", [], annotator="x" * 81), "An annotator's name has at most 80 characters."),
        ({"annotator": "Ana", "article": "one.txt", "question": "topic"}, "It has no “value”."),
        ({"annotator": "Ana", "question": "topic", "value": []}, "It has no “article”."),
        (["a", "list"], "It is not an object"),
    ],
)
def test_a_bad_line_is_reported_by_number_and_the_rest_is_taken(
    project: Project, tmp_path: Path, line: Json, why: str
) -> None:
    good = row("one.txt", "stance_port", "NONE")
    report = import_label_rows(project, tmp_path, [line, good])
    (failure,) = report.failures
    assert failure.where.endswith(".jsonl, line 1")
    assert failure.why.startswith(why)
    assert report.added == 1
    assert len(standing(project)) == 1


@pytest.mark.parametrize("line", [b"{broken", b'{"annotator": "caf\xe9"}', b"[" * 100_000])
def test_a_line_that_is_no_json_is_reported(project: Project, tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(row(value=["flood"])).encode() + b"\r\n\n" + line + b"\n")
    report = run_to_end(import_labels(project, path))
    assert [failure.where for failure in report.failures] == ["labels.jsonl, line 3"]
    assert report.added == 1


def test_importing_again_adds_nothing_and_says_so(project: Project, tmp_path: Path) -> None:
    rows = [row(value=["flood"]), row("two.txt", "duplicate", "contains", other="one.txt")]
    import_label_rows(project, tmp_path, rows)
    before = tables(project.store)
    report = import_label_rows(project, tmp_path, rows)
    assert (report.added, report.known) == (0, 2)
    assert report.sentence() == "Nothing new: all 2 labels were there already."
    assert tables(project.store) == before


def test_an_answer_that_differs_takes_the_place_of_the_one_before(project: Project, tmp_path: Path) -> None:
    report = import_label_rows(project, tmp_path, [row(value=["flood"]), row(value=[]), row(value=[])])
    assert (report.added, report.known) == (2, 1)
    assert list(standing(project).values()) == [[]]
    assert len(list(project.store.events.all())) == 2


def test_names_are_freed_of_stray_white_space(project: Project, tmp_path: Path) -> None:
    import_label_rows(project, tmp_path, [row(value=[], annotator="  Ana\t Mora ")])
    assert project.store.codebooks.annotators() == ["Ana Mora"]


def test_many_labels_come_in_batches_and_a_cancelled_import_goes_on_later(
    project: Project, tmp_path: Path
) -> None:
    names = [f"Annotator {number}" for number in range(700)]
    path = tmp_path / "many.jsonl"
    path.write_text(
        "".join(json.dumps(row(value=["flood"], annotator=name)) + "\n" for name in names), encoding="utf-8"
    )
    steps = import_labels(project, path)
    next(steps)
    steps.close()
    report = run_to_end(import_labels(project, path))
    assert report.added + report.known == 700
    assert sorted(key[0] for key in standing(project)) == sorted(names)
    assert faults(project.store) == []


def test_a_missing_file_and_an_empty_one_are_told(project: Project, tmp_path: Path) -> None:
    with pytest.raises(LabelerError, match="cannot be read"):
        run_to_end(import_labels(project, tmp_path / "missing.jsonl"))
    assert import_label_rows(project, tmp_path, []).sentence() == "No label was found."


def test_the_report_counts_what_was_not_taken() -> None:
    report = LabelImportReport(added=1, known=2)
    assert report.sentence() == "1 label added, 2 known already."
    refused = LabelImportReport(failures=[Failure("line 1", "no such value")])
    assert refused.sentence() == "No label was added. 1 line was not taken."
