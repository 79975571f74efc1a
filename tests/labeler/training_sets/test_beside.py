"""What stands beside answers in training sets: evidence with offsets into the written text, whose, how sure."""

from __future__ import annotations

import csv
import importlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Block, Capture, Extraction, RawArticle
from labeler.codebook_files import codebook_from_json
from labeler.details import Details
from labeler.gold import Adjudication
from labeler.labelling import Labelling
from labeler.project import Project
from labeler.training_sets import parquet
from labeler.training_sets.options import ExportOptions
from labeler.training_sets.passages import Found, MainText
from tests.builders import NOW
from tests.labeler.training_sets.making import lines, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.records import Json

CODEBOOK = codebook_from_json(
    {
        "name": "Beside",
        "question": [
            {"key": "topic", "kind": "topic", "evidence": True, "values": ["flood", "trade"]},
            {
                "key": "levy",
                "kind": "stance",
                "target": "the levy",
                "whose": True,
                "confidence": True,
                "evidence": True,
            },
            {"key": "port", "kind": "stance", "target": "the port"},
        ],
    }
)
LINES = (
    ("Menu 😀 one", False),
    ("😀 The levy is large.", True),
    ("Advert", False),
    ("The union 👩‍👩‍👧 calls it a toll.", True),
    ("Nobody else was asked.", True),
)
OPTIONS = ExportOptions(tasks=("topics", "stance"), formats=("jsonl",))


def blocks_of(kept: list[bool], texts: list[str]) -> tuple[str, list[Block]]:
    """A raw text with a blank line after every second block, and its blocks."""
    text, blocks = "", []
    for number, (words, is_kept) in enumerate(zip(texts, kept, strict=True)):
        start = len(text)
        text += words
        blocks.append(Block(start, len(text), is_kept, "paragraph", 0.9))
        text += "\n\n " if number % 2 else "\n"
    return text, blocks


words = st.text(alphabet="ab😀é\u0301 ش中", min_size=1, max_size=8).map(lambda text: f"x{text.strip()}x")


@given(st.lists(st.tuples(words, st.booleans()), min_size=1, max_size=7), st.data())
def test_places_in_the_main_text_hold_the_words_of_the_raw_passage(
    made: list[tuple[str, bool]], data: st.DataObject
) -> None:
    text, blocks = blocks_of([kept for _, kept in made], [each for each, _ in made])
    main = "\n".join(text[block.start : block.end] for block in blocks if block.kept)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    mapped = MainText(blocks)
    found = mapped.find(start, end)
    assert mapped.length == len(main)
    inside = [text[max(start, b.start) : min(end, b.end)] for b in blocks if b.kept]
    assert "".join(main[a:b].replace("\n", "") for a, b in found.places) == "".join(inside)
    lost = "".join(text[max(start, b.start) : min(end, b.end)] for b in blocks if not b.kept)
    assert found.cut == bool(lost)
    if not lost and found.places:
        # Nothing was dropped: one place, with the very words of the passage.
        ((first, last),) = found.places
        assert main[first:last].split() == text[start:end].split()


def test_a_passage_over_dropped_text_is_several() -> None:
    _, blocks = blocks_of([True, False, True], ["one", "menu", "two"])
    assert MainText(blocks).find(0, 16) == Found([(0, 3), (4, 7)], cut=True)
    assert MainText(blocks).find(4, 8) == Found([], cut=True)
    assert MainText([]).find(0, 3) == Found([], cut=False)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "beside.labeler", CODEBOOK) as made:
        text = "\n".join(line for line, _ in LINES)
        blocks, place = [], 0
        for line, kept in LINES:
            blocks.append(Block(place, place + len(line), kept, "paragraph", 0.9))
            place += len(line) + 1
        raw = RawArticle(text.encode(), text, "text/plain", "utf-8", Capture(), "Levy")
        article = made.store.articles.add(raw, NOW).article_id
        main = "\n".join(line for line, kept in LINES if kept)
        made.store.articles.add_extraction(Extraction(article, "test", "1", main, tuple(blocks)), NOW)
        yield made


def article_of(project: Project) -> tuple[str, str]:
    (article,) = project.store.articles.stream()
    return article.article_id, project.store.articles.raw_text(article.article_id)


def mark(project: Project, name: str, question: str, value: str | None, *passages: str) -> None:
    article, text = article_of(project)
    places = [(text.index(words), text.index(words) + len(words)) for words in passages]
    Details(project, Labelling(project, name)).turn_evidence(article, question, value, places)


def answer(project: Project, name: str, question: str, value: Json) -> None:
    Labelling(project, name).answer(article_of(project)[0], question, value)


def texts(row: Json) -> list[tuple[str, str]]:
    return [(row["text"][each["start"] : each["end"]], each["value"]) for each in row["evidence"]]


def test_evidence_is_written_with_places_in_the_written_text(project: Project, tmp_path: Path) -> None:
    for name in ("Ana", "Ben"):
        answer(project, name, "topic", ["flood", "trade"])
        answer(project, name, "levy", "FAVOR")
        answer(project, name, "port", "NONE")
    mark(project, "Ana", "topic", "flood", "The levy", "Menu 😀 one")
    mark(project, "Ben", "topic", "flood", "The levy")
    mark(project, "Ben", "topic", "trade", "The union 👩‍👩‍👧")
    mark(project, "Ana", "levy", None, "large.\nAdvert\nThe union")
    report, files = written(project, tmp_path / "out", OPTIONS)
    assert report.rows["topics"] == {"train": 1}
    (topics,) = lines(files["topics/train.jsonl"])
    assert texts(topics) == [("The levy", "flood"), ("The union 👩‍👩‍👧", "trade")]
    levy, port = lines(files["stance/train.jsonl"])
    assert texts(levy) == [("large.", "FAVOR"), ("The union", "FAVOR")]
    assert (levy["whose"], levy["confidence"]) == ("author", None)
    # Not asked of this one, but the columns are the same.
    assert (port["whose"], port["confidence"], port["evidence"]) == (None, None, None)
    counts = json.loads(files["manifest.json"])["counts"]["evidence"]
    assert counts == {
        "topics": {"cut": 0, "left_out": 1, "passages": 3},
        "stance": {"cut": 1, "left_out": 0, "passages": 1},
    }
    _, files = written(project, tmp_path / "raw", replace(OPTIONS, text="raw"))
    (topics,) = lines(files["topics/train.jsonl"])
    assert texts(topics) == [
        ("Menu 😀 one", "flood"),
        ("The levy", "flood"),
        ("The union 👩‍👩‍👧", "trade"),
    ]
    assert texts(lines(files["stance/train.jsonl"])[0]) == [("large.\nAdvert\nThe union", "FAVOR")]


def test_only_the_evidence_of_those_who_gave_the_answer_counts(project: Project, tmp_path: Path) -> None:
    for name, value in (("Ana", "FAVOR"), ("Ben", "FAVOR"), ("Eva", "AGAINST")):
        answer(project, name, "levy", value)
    mark(project, "Ana", "levy", None, "The levy")
    mark(project, "Eva", "levy", None, "The union")
    article, _ = article_of(project)
    for name in ("Ana", "Ben"):
        Details(project, Labelling(project, name)).set_confidence(article, "levy", "low")
    Details(project, Labelling(project, "Ben")).take_stance(article, "levy", "FAVOR", quoted=True)
    stance = replace(OPTIONS, tasks=("stance",))
    _, files = written(project, tmp_path / "majority", stance)
    (row,) = lines(files["stance/train.jsonl"])
    assert texts(row) == [("The levy", "FAVOR")]
    # They agree on how sure they are, not on whose stance it is.
    assert (row["label"], row["whose"], row["confidence"]) == ("FAVOR", None, "low")
    _, files = written(project, tmp_path / "all", replace(stance, labels="all"))
    said = {row["annotator"]: row for row in lines(files["stance/train.jsonl"])}
    assert [said[name]["whose"] for name in ("Ana", "Ben", "Eva")] == ["author", "quoted", "author"]
    assert [said[name]["confidence"] for name in ("Ana", "Ben", "Eva")] == ["low", "low", None]
    assert texts(said["Eva"]) == [("The union", "AGAINST")]
    assert texts(said["Ben"]) == []
    _, files = written(project, tmp_path / "shares", replace(stance, labels="shares"))
    (row,) = lines(files["stance/train.jsonl"])
    assert texts(row) == [("The levy", "FAVOR"), ("The union", "AGAINST")]
    Adjudication(project, "Rea").rule(article, "levy", "AGAINST")
    _, files = written(project, tmp_path / "gold", stance)
    (row,) = lines(files["stance/train.jsonl"])
    assert (row["how"], texts(row)) == ("gold", [("The union", "AGAINST")])


def test_evidence_for_a_topic_that_was_taken_back_stays_at_home(project: Project, tmp_path: Path) -> None:
    answer(project, "Ana", "topic", ["flood"])
    mark(project, "Ana", "topic", "flood", "The levy")
    mark(project, "Ana", "topic", "trade", "The union")
    _, files = written(project, tmp_path / "out", replace(OPTIONS, tasks=("topics",)))
    (row,) = lines(files["topics/train.jsonl"])
    assert texts(row) == [("The levy", "flood")]


@pytest.mark.filterwarnings("default")
def test_every_format_holds_the_same_passages(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    answer(project, "Ana", "topic", ["flood"])
    answer(project, "Ana", "levy", "FAVOR")
    mark(project, "Ana", "topic", "flood", "The levy")
    options = replace(OPTIONS, formats=("jsonl", "csv", "parquet", "hf", "croissant", "spacy"))
    _, files = written(project, tmp_path / "out", options)
    (row,) = lines(files["topics/train.jsonl"])
    (cells,) = csv.DictReader(files["topics/train.csv"].decode().splitlines())
    assert json.loads(cells["evidence"]) == row["evidence"]
    (arrow,) = parquet.rows_in(tmp_path / "out" / "topics" / "train.parquet")
    assert arrow["evidence"] == row["evidence"]
    (spacy,) = lines(files["topics/train.spacy.jsonl"])
    assert spacy["meta"]["evidence"] == row["evidence"]
    assert "evidence" in files["README.md"].decode()
    library: Any = importlib.import_module("datasets")
    loaded = library.load_dataset(str(tmp_path / "out"), "topics", cache_dir=str(tmp_path / "cache"))
    assert loaded["train"][0]["evidence"] == row["evidence"]


def test_the_whole_project_holds_what_stands_beside_answers(project: Project, tmp_path: Path) -> None:
    answer(project, "Ana", "levy", "FAVOR")
    mark(project, "Ana", "levy", None, "The levy")
    _, files = written(project, tmp_path / "out", ExportOptions())
    (article,) = lines(files["articles.jsonl"])
    (passage,) = article["about"]["Ana"]["levy"]["evidence"]
    assert article["text"][passage["start"] : passage["end"]] == "The levy"
    assert article["flow"] == {}
