from __future__ import annotations

import csv
import hashlib
import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from db.records import Capture
from labeler.codebook_files import codebook_from_json
from labeler.export_preview import preview
from labeler.exporting import FILES, ExportReport, check_export, export_project
from labeler.flow import is_flow
from labeler.labelling import Labelling
from labeler.progress import run_to_end
from labeler.project import Project
from labeler.training_sets.options import ExportOptions
from tests.builders import add_article, contents, export, import_all, titles_differ, write_jsonl

if TYPE_CHECKING:
    import pytest

    from db.records import Json

# Everything a text may hold that a table or a line may not: and what people put into names.
ODD = st.text(
    st.sampled_from(list("a, ;\t\"'\n\r\0|/\\[]{}🚢港ش\u202e\u2066\u200f\u2028\u0085\ufeff"))
    | st.characters(exclude_categories=["Cs"]),
    max_size=12,
)
NAMES = ODD.map(lambda text: " ".join(text.split())).filter(bool)


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def read_jsonl(path: Path) -> list[Any]:
    with path.open(encoding="utf-8", newline="\n") as file:
        return [json.loads(line) for line in file]


def cell(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@given(st.data())
@settings(max_examples=25)
def test_every_label_is_read_back_from_every_file(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("round")
    key, value = data.draw(NAMES.filter(lambda text: text[0] != "@")), data.draw(NAMES)
    annotators = data.draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    texts = data.draw(st.lists(ODD, min_size=1, max_size=3, unique=True))
    book = codebook_from_json(
        {
            "name": "Odd",
            "question": [
                {"key": key, "kind": "topic", "values": [value]},
                {"key": f"{key} too", "kind": "stance", "target": "x"},
            ],
        }
    )
    assume(titles_differ(book))
    with Project.create(folder / "odd.labeler", book) as project:
        ids = [
            add_article(project.store, text, Capture(text, text, text, text, text, text, {text: text}))
            for text in texts
        ]
        for name, article in itertools.product(annotators, ids):
            work = Labelling(project, name)
            if data.draw(st.booleans()):
                work.answer(article, key, data.draw(st.sampled_from([[], [value]])))
            if data.draw(st.booleans()):
                work.answer(article, f"{key} too", "AGAINST")
            work.set_note(article, "a note is no label")
        stored = {
            (label.unit_id, label.annotator, label.question): label.value
            for label in project.store.labels.all()
            if not is_flow(label.question)
        }
        run_to_end(export_project(project, folder / "out"))
        articles = read_jsonl(folder / "out" / "articles.jsonl")
        table = read_csv(folder / "out" / "articles.csv")
        rows = read_csv(folder / "out" / "labels.csv")
    assert [(each["article"], each["text"], each["main_text"]) for each in articles] == list(
        zip(ids, texts, texts, strict=True)
    )
    assert [each["captures"][0]["metadata"] for each in articles] == [{text: text} for text in texts]
    from_jsonl = {
        (each["article"], who, question): given
        for each in articles
        for who, answers in each["labels"].items()
        for question, given in answers.items()
    }
    assert from_jsonl == stored
    assert {(row["task"], row["worker"], row["question"]): row["label"] for row in rows} == {
        unit: cell(given) for unit, given in stored.items()
    }
    questions = {
        f"{question}/{who}": (who, question) for who in annotators for question in (key, f"{key} too")
    }
    from_table = {
        (row["article"], *questions[column]): text
        for row in table
        for column, text in row.items()
        if column in questions
    }
    assert from_table == {
        (article, who, question): cell(stored[article, who, question])
        if (article, who, question) in stored
        else ""
        for article in ids
        for who, question in questions.values()
    }
    assert [(row["main_text"], row["title"], row["file"]) for row in table] == [
        (each["main_text"], each["title"], text) for each, text in zip(articles, texts, strict=True)
    ]


def test_the_same_project_gives_the_same_bytes(seeds_project: Project, tmp_path: Path) -> None:
    first = export(seeds_project, tmp_path / "one")
    seeds_project.close()
    with Project.open(seeds_project.path) as again:
        assert export(again, tmp_path / "two") == first
        assert export(again, tmp_path / "one") == first
    assert sorted(first) == sorted(FILES)


def test_the_manifest_vouches_for_the_files_and_counts_what_is_in_them(
    seeds_project: Project, tmp_path: Path
) -> None:
    files = export(seeds_project, tmp_path / "out")
    manifest = json.loads(files["manifest.json"])
    assert manifest["sha256"] == {name: hashlib.sha256(files[name]).hexdigest() for name in FILES[:-1]}
    assert manifest["project"] == "Seeds"
    assert manifest["codebook"]["digest"] == seeds_project.codebook_digest
    counts = manifest["counts"]
    assert counts["articles"] == len(read_jsonl(tmp_path / "out" / "articles.jsonl")) == 20
    assert (
        counts["labels"]
        == len(read_csv(tmp_path / "out" / "labels.csv"))
        == sum(counts["labels_by_question"].values())
    )
    assert counts["annotators"] == 3


def test_a_slash_in_a_question_or_a_name_loses_no_label(tmp_path: Path) -> None:
    book = codebook_from_json({"name": "N", "question": [{"key": "a/b", "kind": "topic", "values": ["x"]}]})
    with Project.create(tmp_path / "slash.labeler", book) as project:
        article = add_article(project.store, "The harbour is closed.")
        Labelling(project, "Ana/Ben").answer(article, "a/b", ["x"])
        export(project, tmp_path / "out")
    (row,) = read_csv(tmp_path / "out" / "articles.csv")
    assert row["a/b/Ana/Ben"] == '["x"]'


def test_what_came_with_an_article_goes_out_with_it(project: Project, tmp_path: Path) -> None:
    row = {
        "id": "A-1",
        "text": "The harbour is closed.",
        "url": "http://a.example",
        "tags": ["sea", {"n": 1}],
    }
    import_all(project, write_jsonl(tmp_path / "rows.jsonl", [row]))
    export(project, tmp_path / "out")
    (article,) = read_jsonl(tmp_path / "out" / "articles.jsonl")
    assert article["captures"] == [
        {
            "file": "rows.jsonl",
            "id": "A-1",
            "url": "http://a.example",
            "title": None,
            "source": None,
            "published_at": None,
            "metadata": {"tags": ["sea", {"n": 1}]},
        }
    ]
    for block in article["blocks"]:
        assert article["text"][block["start"] : block["end"]].strip()
    (in_table,) = read_csv(tmp_path / "out" / "articles.csv")
    assert (in_table["id"], in_table["file"], in_table["url"]) == ("A-1", "rows.jsonl", "http://a.example")


def test_relations_and_candidates_are_told_from_each_articles_side(
    seeds_project: Project, tmp_path: Path
) -> None:
    export(seeds_project, tmp_path / "out")
    by_id = {each["article"]: each for each in read_jsonl(tmp_path / "out" / "articles.jsonl")}
    digest, part = (
        seeds_project.article_id(name) for name in ("008_strait_morning.txt", "006_northline_wire.txt")
    )

    def relation(article: str, other: str) -> set[str]:
        return {each["value"] for each in by_id[article]["relations"] if each["other"] == other}

    assert relation(digest, part) == {"contains"}
    assert relation(part, digest) == {"contained"}
    (candidate,) = (each for each in by_id[part]["candidates"] if each["other"] == digest)
    (mirrored,) = (each for each in by_id[digest]["candidates"] if each["other"] == part)
    assert (candidate["share"], candidate["share_of_other"]) == (
        mirrored["share_of_other"],
        mirrored["share"],
    )
    assert candidate["share"] > 0.9


def test_a_pair_put_off_is_no_relation(seeds_project: Project, tmp_path: Path) -> None:
    pair = seeds_project.store.pairs.all()[0]
    export(seeds_project, tmp_path / "before")
    Labelling(seeds_project, "Ana Mora").skip(pair.pair_id, "later", "")
    export(seeds_project, tmp_path / "after")
    before, after = (read_jsonl(tmp_path / name / "articles.jsonl") for name in ("before", "after"))
    assert before == after


def test_states_flags_and_notes_are_beside_the_labels_not_among_them(
    project: Project, tmp_path: Path
) -> None:
    article = add_article(project.store, "The harbour is closed.")
    work = Labelling(project, "Ana")
    work.answer(article, "topic", [])
    work.set_note(article, "look")
    work.submit(article)
    export(project, tmp_path / "out")
    (exported,) = read_jsonl(tmp_path / "out" / "articles.jsonl")
    assert exported["labels"] == {"Ana": {"topic": []}}
    assert exported["flow"] == {"Ana": {"note": "look", "state": {"state": "submitted"}}}
    (row,) = read_csv(tmp_path / "out" / "labels.csv")
    assert (row["question"], row["label"], row["codebook_version"]) == ("topic", "[]", "1")


def test_an_export_shows_one_state_while_others_write(
    seeds_project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("labeler.whole_export._STEP", 1)
    before = export(seeds_project, tmp_path / "before")
    articles = [article.article_id for article in seeds_project.store.articles.all()]
    with Project.open(seeds_project.path) as other:
        for _ in export_project(seeds_project, tmp_path / "out"):
            for article in articles:
                Labelling(other, "Dan").answer(article, "topic", [])
    assert contents(tmp_path / "out") == before


def test_an_empty_project_gives_headers_and_a_manifest(project: Project, tmp_path: Path) -> None:
    files = export(project, tmp_path / "out")
    assert files["articles.jsonl"] == b""
    assert files["labels.csv"] == b"task,worker,label,question,time,codebook_version\r\n"
    assert json.loads(files["manifest.json"])["counts"]["articles"] == 0


def test_the_preview_shows_what_the_export_will_write(seeds_project: Project, tmp_path: Path) -> None:
    seen = run_to_end(preview(seeds_project, tmp_path / "out", ExportOptions(), 3))
    report = run_to_end(export_project(seeds_project, tmp_path / "out"))
    assert (seen.articles, seen.labels) == (report.articles, report.labels)
    rows = read_csv(tmp_path / "out" / "labels.csv")
    assert tuple(rows[0]) == seen.header
    assert [row[1] for row in seen.rows] == [row["worker"] for row in rows[:3]]
    assert all(len(text) <= 60 for row in seen.rows for text in row)
    assert (seen.table, seen.splits) == ("labels.csv", (("train", 20),))


def test_the_report_is_a_sentence() -> None:
    assert ExportReport(Path("out"), 1, 2, {}).sentence() == "1 article and 2 labels written to out."


def test_an_article_that_comes_while_rows_are_shown_is_none_of_them(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = add_article(project.store, "The ferry kept its times.")
    Labelling(project, "Ana").answer(article, "topic", ["flood"])

    def late(*asked: Any) -> Any:
        checked = yield from check_export(*asked)
        add_article(project.store, "The ferry was late.")
        return checked

    monkeypatch.setattr("labeler.export_preview.check_export", late)
    seen = run_to_end(preview(project, tmp_path / "out", ExportOptions(tasks=("topics",))))
    assert len(seen.rows) == 1
    assert article.startswith(seen.rows[0][1][:-1])
