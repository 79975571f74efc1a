from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest

from db.records import Capture
from labeler.codebook_files import codebook_from_json
from labeler.errors import LabelerError
from labeler.gold import Adjudication
from labeler.interchange.given import LeftOut
from labeler.label_export import OUT_FORMS, LabelExportReport, export_labels
from labeler.labelling import Labelling
from labeler.progress import run_to_end
from labeler.project import Project
from tests.builders import add_article, contents

if TYPE_CHECKING:
    from pathlib import Path

    from labeler.label_export import OutForm

FLOOD = "The river left its bed at Kelmar on Monday."
PORT = "The port of Velmora is busy."
ANA = "ana@coast.example"


def send(project: Project, path: Path, form: OutForm, question: str | None = None) -> LabelExportReport:
    return run_to_end(export_labels(project, path, form, question))


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def labelled(project: Project) -> Project:
    """Two articles, two annotators, labels of every kind, and all that can stand beside labels."""
    flood = add_article(project.store, FLOOD, Capture("flood.txt", title="Flood at Kelmar"))
    other = add_article(project.store, PORT)
    ana, ben = Labelling(project, ANA), Labelling(project, "Ben Oduya")
    ana.answer(flood, "topic", ["flood", "port"])
    ana.answer(flood, "stance_levy", "AGAINST")
    ana.answer(flood, "boilerplate", {"dropped": [[0, len(FLOOD)]]})
    ana.answer_pair(flood, other, "duplicate", "same_story")
    ana.submit(flood)
    ana.skip(other, "later", "tired")
    ben.answer(flood, "topic", [])
    ben.set_note(flood, "hm")
    ben.set_flag(flood, flagged=True)
    ben.skip(other, "never", "")
    Adjudication(project, "Rev").rule(flood, "topic", ["flood"], "slip", "")
    return project


def test_label_studio_gets_tasks_that_its_import_takes(labelled: Project, tmp_path: Path) -> None:
    report = send(labelled, tmp_path / "tasks.json", "label-studio")
    tasks = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    flood, other = (article.article_id for article in labelled.store.articles.all())
    assert [task["data"] for task in tasks] == [
        {"article": flood, "file": "flood.txt", "title": FLOOD[:40], "text": FLOOD, "raw_text": FLOOD},
        {"article": other, "title": PORT, "text": PORT, "raw_text": PORT},
    ]
    ben, ana = tasks[0]["annotations"]
    # A person it does not know would make Label Studio refuse the whole file.
    assert "completed_by" not in ben
    assert ana["completed_by"] == {"email": ANA}
    assert ben["result"][0]["value"] == {"choices": []}
    assert [
        (result["from_name"], result["to_name"], result["type"], result["value"]) for result in ana["result"]
    ] == [
        ("topic", "labeler_text", "choices", {"choices": ["flood", "port"]}),
        ("stance_levy", "labeler_text", "choices", {"choices": ["AGAINST"]}),
        (
            "boilerplate",
            "labeler_raw_text",
            "labels",
            {"start": 0, "end": len(FLOOD), "text": FLOOD, "labels": ["dropped"]},
        ),
    ]
    # Left out, it would be taken for ground truth.
    assert {annotation["ground_truth"] for task in tasks for annotation in task["annotations"]} == {False}
    assert [annotation["was_cancelled"] for annotation in tasks[1]["annotations"]] == [True, True]
    assert set(report.left_out) == {
        LeftOut("rulings", 1, f"Rev, article {flood[:12]}"),
        LeftOut("flags", 1, f"Ben Oduya, article {flood[:12]}"),
        LeftOut("notes", 1, f"Ben Oduya, article {flood[:12]}"),
        LeftOut("marks that an article is submitted", 1, f"{ANA}, article {flood[:12]}"),
        LeftOut(
            "labels of pairs: export them on their own, with --question duplicate",
            1,
            f"{ANA}, article {min(flood, other)[:12]}",
        ),
        LeftOut(
            "reasons of skipped articles, and that they come again later", 1, f"{ANA}, article {other[:12]}"
        ),
        LeftOut(
            "annotators that are no e-mail address: Label Studio gives their labels to whoever imports the file",
            1,
            "Ben Oduya",
        ),
    }


def test_the_configuration_asks_every_question_of_the_text_it_is_about(
    labelled: Project, tmp_path: Path
) -> None:
    report = send(labelled, tmp_path / "tasks.json", "label-studio")
    assert report.config == tmp_path / "tasks.config.xml"
    view = ET.fromstring(report.config.read_text(encoding="utf-8"))
    texts = {text.get("name"): text.get("value") for text in view.iter("Text")}
    assert texts == {"labeler_text": "$text", "labeler_raw_text": "$raw_text"}
    controls = [control for control in view if control.get("toName")]
    assert [(control.tag, control.get("name"), control.get("choice")) for control in controls] == [
        ("Choices", "topic", "multiple"),
        ("Choices", "stance_levy", "single"),
        ("Choices", "stance_port", "single"),
        ("Labels", "boilerplate", None),
    ]
    assert all(control.get("toName") in texts for control in controls)
    assert [(each.get("value"), each.get("alias")) for each in controls[1]] == [
        ("Favor", "FAVOR"),
        ("None", "NONE"),
        ("Against", "AGAINST"),
    ]
    tasks = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    variables = {str(value).removeprefix("$") for value in texts.values()}
    assert all(variables <= task["data"].keys() for task in tasks)  # else Label Studio refuses them


def test_pairs_go_out_on_their_own(labelled: Project, tmp_path: Path) -> None:
    report = send(labelled, tmp_path / "pairs.json", "label-studio", "duplicate")
    assert report.sentence().startswith(
        f"1 label of 1 pair written to {tmp_path / 'pairs.json'}, for Label Studio."
    )
    (task,) = json.loads((tmp_path / "pairs.json").read_text(encoding="utf-8"))
    assert task["data"].keys() >= {"article", "other", "text", "other_text"}
    assert "raw_text" not in task["data"]
    assert 'value="$other_text"' in (tmp_path / "pairs.config.xml").read_text(encoding="utf-8")
    assert report.left_out == []
    send(labelled, tmp_path / "pairs.jsonl", "prodigy", "duplicate")
    (line,) = lines(tmp_path / "pairs.jsonl")
    assert (line["accept"], line["answer"]) == (["same_story"], "accept")
    assert FLOOD in str(line["text"])


def test_doccano_gets_one_question_as_classification_or_as_spans(labelled: Project, tmp_path: Path) -> None:
    report = send(labelled, tmp_path / "topics.jsonl", "doccano", "topic")
    assert {row.what: row.count for row in report.left_out} == {
        "rulings": 1,
        "flags": 1,
        "notes": 1,
        "marks that an article is submitted": 1,
        "skipped articles": 2,
    }
    assert [
        (line["annotator"], line["text"], line["label"]) for line in lines(tmp_path / "topics.jsonl")
    ] == [
        ("Ben Oduya", FLOOD, []),
        (ANA, FLOOD, ["flood", "port"]),
    ]
    send(labelled, tmp_path / "blocks.jsonl", "doccano", "boilerplate")
    assert [line["label"] for line in lines(tmp_path / "blocks.jsonl")] == [[[0, len(FLOOD), "dropped"]]]


@pytest.mark.parametrize(
    ("question", "why"),
    [
        (
            None,
            "asks one question. Choose it: --question KEY (of topic, stance_levy, stance_port, boilerplate).",
        ),
        ("duplicate", "“duplicate” is asked of pairs"),
        ("mood", "The codebook has no question “mood”."),
    ],
)
def test_doccano_is_not_given_what_it_cannot_ask(
    labelled: Project, tmp_path: Path, question: str | None, why: str
) -> None:
    with pytest.raises(LabelerError) as told:
        send(labelled, tmp_path / "out.jsonl", "doccano", question)
    assert why in str(told.value)
    assert not (tmp_path / "out.jsonl").exists()


def test_prodigy_gets_choices_spans_and_ignored_tasks(labelled: Project, tmp_path: Path) -> None:
    report = send(labelled, tmp_path / "out.jsonl", "prodigy")
    found = lines(tmp_path / "out.jsonl")
    assert [(line["_annotator_id"], line.get("question"), line["answer"]) for line in found] == [
        ("Ben Oduya", "topic", "accept"),
        (ANA, "topic", "accept"),
        (ANA, "stance_levy", "accept"),
        (ANA, "boilerplate", "accept"),
        ("Ben Oduya", None, "ignore"),
        (ANA, None, "ignore"),
    ]
    assert found[1]["accept"] == ["flood", "port"]
    assert found[1]["options"] == [
        {"id": "flood", "text": "Flood"},
        {"id": "trade", "text": "Trade"},
        {"id": "port", "text": "Port"},
    ]
    assert found[2]["config"] == {"choice_style": "single"}
    assert found[3]["spans"] == [{"start": 0, "end": len(FLOOD), "label": "dropped"}]
    assert all(type(line["_timestamp"]) is int for line in found)
    assert (report.labels, report.articles, report.pairs) == (4, 1, 0)


@pytest.mark.parametrize("form", OUT_FORMS)
def test_the_same_project_gives_the_same_bytes(seeds_project: Project, tmp_path: Path, form: OutForm) -> None:
    question = "topic" if form == "doccano" else None
    for folder in ("one", "two"):
        send(seeds_project, tmp_path / folder / "out", form, question)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert not seeds_project.path.with_name("out").exists()


def test_values_and_questions_that_the_codebook_no_longer_has_are_counted(tmp_path: Path) -> None:
    def book(*questions: object) -> object:
        return {"name": "Book", "question": list(questions)}

    old = codebook_from_json(
        book(
            {"key": "topic", "kind": "topic", "values": ["flood", "trade"]},
            {"key": "stance", "kind": "stance", "target": "x"},
        )
    )
    with Project.create(tmp_path / "a.labeler", old) as project:
        flood = add_article(project.store, FLOOD)
        ana = Labelling(project, "Ana")
        ana.answer(flood, "topic", ["trade"])
        ana.answer(flood, "stance", "FAVOR")
        project.codebook = codebook_from_json(book({"key": "topic", "kind": "topic", "values": ["flood"]}))
        report = send(project, tmp_path / "labels.csv", "table")
    assert (report.labels, report.sentence()) == (0, f"0 labels written to {tmp_path / 'labels.csv'}.")
    assert [row.what for row in report.left_out] == [
        "labels of questions that the codebook no longer has",
        "labels with a value that the codebook no longer has",
    ]


def test_cancelled_or_without_room_nothing_is_left_under_the_name(
    seeds_project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out" / "labels.csv"
    monkeypatch.setattr("labeler.label_export._STEP", 1)
    steps = export_labels(seeds_project, path, "table")
    next(steps)
    steps.close()
    assert list(path.parent.iterdir()) == []
    (tmp_path / "file").touch()
    with pytest.raises(LabelerError, match="Nothing was written"):
        send(seeds_project, tmp_path / "file" / "labels.csv", "table")
