from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from labeler.errors import LabelerError
from labeler.interchange import rows
from labeler.interchange.matching import Names
from tests.labeler.interchange.giving import (
    FLOOD,
    NAMED,
    TRADE,
    add_articles,
    counts,
    give,
    standing,
)

if TYPE_CHECKING:
    from pathlib import Path

    from db.records import Json
    from labeler.project import Project


def archive(files: dict[str, list[Json]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, lines in files.items():
            made.writestr(name, "".join(json.dumps(line) + "\n" for line in lines))
    return packed.getvalue()


def test_document_classification_is_taken_by_text(project: Project, tmp_path: Path) -> None:
    flood, trade, _ = add_articles(project)
    report = give(
        project,
        tmp_path / "all.jsonl",
        [
            {"id": 17, "text": FLOOD, "label": ["Flood", "port"], "Comments": ["sure?", "yes"]},
            {"id": 18, "text": TRADE, "label": ["trade"], "Comments": []},
        ],
        NAMED,
    )
    assert (report.form, report.added, report.is_whole) == ("doccano", 2, True)
    assert counts(report.left_out) == {"comments": 2}
    assert standing(project) == {
        ("Ana", flood, "topic"): ["flood", "port"],
        ("Ana", trade, "topic"): ["trade"],
    }


def test_an_archive_names_the_annotators_by_its_files(project: Project, tmp_path: Path) -> None:
    flood, *_ = add_articles(project)
    line = {"id": 17, "text": FLOOD, "label": ["flood"], "Comments": []}
    packed = archive(
        {
            "media/ana.jsonl": [line],
            "media/ben.jsonl": [{**line, "label": []}],
            "media/all.jsonl": [{**line, "label": ["port"]}],
        }
    )
    report = give(project, tmp_path / "export.zip", packed, Names(question="topic"))
    assert standing(project) == {("ana", flood, "topic"): ["flood"]}
    # A text without labels may be one that Ben has not seen, and “all” is nobody.
    assert counts(report.left_out) == {"texts without a label": 1}
    assert report.left_out[0].example == "ben.jsonl, line 1"
    assert counts(report.refused) == {"It is not said who gave these. Say it: --annotator NAME.": 1}


def test_which_question_and_who_must_be_said_where_the_codebook_has_several(
    project: Project, tmp_path: Path
) -> None:
    add_articles(project)
    lines = [{"id": 1, "text": text, "label": ["flood"]} for text in (FLOOD, TRADE)]
    report = give(project, tmp_path / "ana.jsonl", lines)
    assert counts(report.refused) == {
        "It is not said which question these answer. Say it: --question KEY (of topic, stance_levy, stance_port).": 2
    }
    report = give(project, tmp_path / "ana.jsonl", lines, Names(question="topic"))
    assert counts(report.refused) == {"It is not said who gave these. Say it: --annotator NAME.": 2}


def test_sequence_labelling_is_left_out_unless_it_is_about_blocks(project: Project, tmp_path: Path) -> None:
    flood, *_ = add_articles(project)
    named = {"id": 1, "text": FLOOD, "label": [[4, 9, "PLACE"]]}
    related = {
        "id": 2,
        "text": FLOOD,
        "entities": [{"id": 1, "label": "PLACE", "start_offset": 4, "end_offset": 9}],
        "relations": [{"id": 1, "from_id": 1, "to_id": 1, "type": "in"}],
    }
    by_number = {"id": 3, "text": FLOOD, "annotations": [{"label": 2, "user": 1}], "label": None}
    report = give(project, tmp_path / "all.jsonl", [named, related, by_number], Names(annotator="Ana"))
    assert counts(report.left_out) == {
        "spans": 2,
        "relations between spans": 1,
        "labels given by number, not by name": 1,
    }
    blocks = [{"id": 1, "text": FLOOD, "label": [[0, len(FLOOD), "dropped"]]}]
    give(project, tmp_path / "all.jsonl", blocks, Names(annotator="Ana", question="boilerplate"))
    assert standing(project) == {("Ana", flood, "boilerplate"): {"kept": [], "dropped": [[0, len(FLOOD)]]}}


def test_its_plain_json_is_read_too(project: Project, tmp_path: Path) -> None:
    flood, *_ = add_articles(project)
    report = give(project, tmp_path / "all.json", [{"id": 1, "text": FLOOD, "label": ["flood"]}], NAMED)
    assert report.form == "doccano"
    assert standing(project) == {("Ana", flood, "topic"): ["flood"]}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (archive({"notes.txt": []}), r"holds no \.jsonl and no \.json file"),
        (archive({"a.jsonl": [{"text": FLOOD, "label": []}]})[:-30], "cannot be unpacked"),
    ],
)
def test_an_archive_that_cannot_be_read_is_told(
    project: Project, tmp_path: Path, content: bytes, why: str
) -> None:
    with pytest.raises(LabelerError, match=why):
        give(project, tmp_path / "export.zip", content)


def test_a_bomb_is_not_unpacked(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_LARGEST_ARCHIVE", 1000)
    bomb = archive({"a.jsonl": [{"text": "x" * 5000, "label": []}]})
    with pytest.raises(LabelerError, match="unpacks to more than"):
        give(project, tmp_path / "export.zip", bomb)
