"""Codebooks and values in and out: TOML, CSV, Turtle, RDF/XML."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.codebook import Codebook, Question, Value
from labeler.codebook_changes import Step
from labeler.codebook_skos import values_from_skos, values_to_rdf_xml, values_to_turtle
from labeler.codebook_tables import values_from_csv, values_to_csv
from labeler.errors import LabelerError
from labeler.media_topics import default_codebook
from labeler.vocabularies import export_codebook, import_codebook, steps_between
from tests.builders import CODEBOOK

if TYPE_CHECKING:
    from pathlib import Path

LINE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12).map(str.strip)
NAME = LINE.filter(bool)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """A question with a tree of values with every field filled in some way."""
    values: list[Value] = []
    for stored in draw(st.lists(NAME, min_size=1, max_size=5, unique=True)):
        parents = st.sampled_from([None, *(value.value for value in values)])
        values.append(
            Value(
                stored,
                draw(NAME),
                draw(parents),
                definition=draw(LINE),
                include=draw(LINE),
                exclude=draw(LINE),
                examples=tuple(sorted(set(draw(st.lists(NAME, max_size=2))))),
                code=draw(st.sampled_from(["", "medtop:20000082", "own:7"])),
            )
        )
    return Question("topic", "topic", "Topics", tuple(values))


@given(questions())
def test_values_survive_csv(question: Question) -> None:
    plain = tuple(
        replace(value, examples=tuple(" ".join(each.split()) for each in value.examples))
        for value in question.values
    )
    assert tuple(values_from_csv(values_to_csv(plain))) == plain


@pytest.mark.parametrize("form", ["turtle", "xml"])
@given(question=questions())
def test_values_survive_skos(form: str, question: Question) -> None:
    if form == "turtle":
        found = values_from_skos(values_to_turtle(question), "turtle")
    else:
        found = values_from_skos(values_to_rdf_xml(question), "xml")
    assert tuple(found) == question.values


def test_the_iptc_tree_survives_every_form(tmp_path: Path) -> None:
    book = default_codebook()
    for name in ("book.toml", "topics.csv", "topics.ttl", "topics.rdf"):
        said = export_codebook(book, tmp_path / name)
        assert import_codebook(book, tmp_path / name) == book, name
        assert ("1085 values of “Topics”" in said) or name == "book.toml"


PUBLISHED = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
<https://vocabulary.example/t/9> a skos:Concept ; skos:prefLabel "Flut"@de , "flood"@en-GB ;
    skos:definition "Water over land."@en-GB ; skos:scopeNote "Not tides."@en-GB .
<https://vocabulary.example/t#tide> a skos:Concept ; skos:prefLabel "tide" ; skos:notation "T7" ;
    skos:broader <https://vocabulary.example/t/9> , <https://elsewhere.example/x> .
<http://cv.iptc.org/newscodes/mediatopic/20000139> a skos:Concept ; skos:prefLabel "unfall"@de .
<https://vocabulary.example/t/8> a skos:Concept ; skos:prefLabel "gone" ; owl:deprecated true .
"""


def test_a_vocabulary_of_others_is_read() -> None:
    assert values_from_skos(PUBLISHED, "turtle") == [
        Value("20000139", "unfall", code="medtop:20000139"),
        Value("T7", "tide", parent="9"),
        Value("9", "flood", definition="Water over land.\nNot tides."),
    ]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.xlsx", "", "“a.xlsx” is none of .toml, .csv, .ttl, .rdf"),
        ("a.csv", "", "its first row must name the columns, “value” among them"),
        ("a.csv", "title\nFlood\n", "“value” among them"),
        ("a.csv", "value,colour\nflood,red\n", "there is no column “colour”"),
        ("a.csv", "value,value\nflood,flood\n", "the column “value” is there twice"),
        ("a.csv", "value\n", "it holds no value"),
        ("a.csv", "value,title\n,Flood\n", "line 2 has no value"),
        ("a.csv", 'value\n"flood\n', "is not CSV"),
        ("a.csv", "value,parent\nflood,sea\n", "“flood” has the parent “sea”, which is not a value"),
        ("a.csv", "value,key\nflood,X\n", "X is taken by “keep or drop the block”"),
        ("a.csv", "value\nflood\nflood\n", "has the value “flood” twice"),
        ("a.ttl", "<a", "it is not Turtle"),
        ("a.ttl", "", "it holds no skos:Concept"),
        ("a.rdf", "<html>", "it is not RDF/XML"),
        ("a.toml", "name = ", "is not valid TOML"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, name: str, text: str, words: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LabelerError) as refusal:
        import_codebook(CODEBOOK, path, "topic")
    assert words in str(refusal.value)
    assert name in str(refusal.value)


def test_a_file_that_is_missing_or_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "latin.csv").write_bytes("value\nKöln".encode("latin-1"))
    for name, why in (("missing.csv", "No such file or directory"), ("latin.csv", "it is not in UTF-8")):
        with pytest.raises(LabelerError) as refusal:
            import_codebook(CODEBOOK, tmp_path / name)
        assert str(refusal.value) == f"{tmp_path / name} cannot be read ({why})."


def test_the_programs_own_values_are_not_imported(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("value\nalike\n")
    with pytest.raises(LabelerError, match="the program's own"):
        import_codebook(CODEBOOK, tmp_path / "a.csv", "duplicate")


def test_which_question_is_meant_has_to_be_said_if_there_are_several(tmp_path: Path) -> None:
    two = Codebook("N", (CODEBOOK.questions[0], replace(CODEBOOK.questions[0], key="other")))
    with pytest.raises(LabelerError, match="--question KEY"):
        export_codebook(two, tmp_path / "a.csv")


def test_values_keep_their_keys_where_the_file_gives_none(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("value\nport\nflood\nquay\n")
    values = import_codebook(CODEBOOK, tmp_path / "a.csv").question("topic").values
    assert [(value.value, value.key) for value in values] == [("port", "3"), ("flood", "1"), ("quay", "")]


def test_semicolons_tabs_and_comments_are_read() -> None:
    assert values_from_csv("# from a sheet\nvalue;title\nflood;High; water\n")[0].title == "High"
    assert values_from_csv("value\ttitle\nflood\tHigh, water\n")[0].title == "High, water"


def test_values_that_go_are_moved_as_asked(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("value\nport\n")
    after = import_codebook(CODEBOOK, tmp_path / "a.csv")
    assert steps_between(CODEBOOK, after, {"flood": "port"}) == [
        Step("merge", "topic", ("flood",), ("port",), "port"),
        Step("remove", "topic", ("trade",), (), None),
    ]
    with pytest.raises(LabelerError, match="“port” is not among the values that go"):
        steps_between(CODEBOOK, after, {"port": "flood"})


def test_without_rdflib_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rdflib", None)
    with pytest.raises(LabelerError, match=r"needs rdflib: pip install 'news-labeler\[skos\]'"):
        values_from_skos("", "turtle")
