from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.answering import left_to_answer
from labeler.codebook import RELATIONS, Codebook, Question, Value, converse
from labeler.codebook_files import codebook_from_json, codebook_to_json, codebook_to_toml, load_codebook
from labeler.codebook_keys import ANSWER_KEYS
from labeler.errors import LabelerError
from labeler.media_topics import default_codebook
from tests.builders import CODEBOOK

if TYPE_CHECKING:
    from pathlib import Path

    from db.records import Json

TOPIC = '[[question]]\nkey = "topic"\nkind = "topic"\n'


def load(tmp_path: Path, text: str) -> Codebook:
    path = tmp_path / "codebook.toml"
    path.write_text(text, encoding="utf-8")
    return load_codebook(path)


def values(*entries: str) -> str:
    return f'name = "N"\n{TOPIC}values = [{", ".join(entries)}]'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "it needs a name"),
        ('name = "  "', "it needs a name"),
        ("name = 7", "it needs a name"),
        ('name = "N"', "at least one [[question]]"),
        ('name = "N"\nquestion = 7', "at least one [[question]]"),
        ('name = "N"\nquestion = ["topic"]', "question 1 is not a table"),
        ('name = "N"\n[[question]]\nkind = "topic"', "question 1 needs a key"),
        ('name = "N"\n[[question]]\nkey = "@state"\nkind = "topic"', "does not begin with “@”"),
        ('name = "N"\n[[question]]\nkey = 7\nkind = "topic"', "question 1: key must be a text"),
        ('name = "N"\n[[question]]\nkey = "q"', "question “q”: kind must be one of topic, stance, duplicate"),
        ('name = "N"\n[[question]]\nkey = "q"\nkind = "mood"', "not “mood”"),
        ('name = "N"\n[[question]]\nkey = "q"\nkind = "stance"', "is a stance and needs a target"),
        (f'name = "N"\n{TOPIC}', "question “topic” needs values"),
        (values(), "question “topic” needs values"),
        (f'name = "N"\n{TOPIC}values = "flood"', "question “topic” needs values"),
        (values("7"), "7 is neither a text nor a table"),
        (values('""'), "has an empty value"),
        (values('{ title = "Flood" }'), "has an empty value"),
        (values('{ value = "a", title = 7 }'), "title must be a text"),
        (values('{ value = "a", keys = 7 }'), "the keys of “a” must be a text"),
        (values('{ value = "a", keys = [7] }'), "the keys of “a” must be a text"),
        (values('"a"', '"b"', '"a"'), "has the value “a” twice"),
        (values('{ value = "a", parent = "z" }'), "“a” has the parent “z”, which is not a value"),
        (values('{ value = "a", parent = "a" }'), "“a” is its own ancestor"),
        (
            values(
                '{ value = "a", parent = "c" }',
                '{ value = "b", parent = "a" }',
                '{ value = "c", parent = "b" }',
            ),
            "“a” is its own ancestor",
        ),
        (
            values('{ value = "a", keys = "q" }', '{ value = "b", keys = "Q" }'),
            "Q is taken by “A”, so “b” cannot have it. Free: 1 2 3",
        ),
        (values('{ value = "a", keys = "N" }'), "N is taken by “next article”. Free: 1 2 3"),
        (values('{ value = "a", keys = "12" }'), "“12” cannot be the key of “a”"),
        (f'name = "N"\n{TOPIC}values = ["a"]\n{TOPIC}values = ["a"]', "two questions have the key “topic”"),
        (f'name = "N"\n{TOPIC}values = ["a"]\nordered = "yes"', "ordered must be true or false"),
        (f'name = "N"\n{TOPIC}values = ["a"]\nguideline = 7', "guideline must be a text"),
        (f'name = "N"\n{TOPIC}values = ["a"]\nrequired = 1', "required must be true or false"),
        (f'name = "N"\n{TOPIC}values = ["a"]\nwhose = true', "whose is for questions of kind stance"),
        (values('{ value = "a", examples = "one" }'), "the examples of “a” must be a list of texts"),
        (values('{ value = "a", keys = "X" }'), "X is taken by “keep or drop the block”. Free: 1 2 3"),
        ('name = "N', "is not valid TOML"),
        ("key = [", "is not valid TOML"),
    ],
)
def test_a_codebook_that_is_wrong_is_refused_in_words(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(LabelerError) as refusal:
        load(tmp_path, text)
    assert words in str(refusal.value)
    assert "codebook.toml" in str(refusal.value)


def test_a_codebook_that_cannot_be_read_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes('name = "Köln"'.encode("latin-1"))
    for name, why in (
        ("missing.toml", "No such file or directory"),
        (".", "Is a directory"),
        ("latin.toml", "it is not in UTF-8"),
    ):
        with pytest.raises(LabelerError) as refusal:
            load_codebook(tmp_path / name)
        assert str(refusal.value) == f"The codebook {tmp_path / name} cannot be read ({why})."


def test_the_default_codebook_has_the_topics_of_the_iptc_with_a_key_each() -> None:
    book = default_codebook()
    topic, duplicate, boilerplate = book.questions
    assert [question.kind for question in book.questions] == ["topic", "duplicate", "boilerplate"]
    top = [value for value in topic.values if value.parent is None]
    assert len(top) == len({value.key for value in top} - {""}) == 17
    assert all(not value.key for value in topic.values if value.parent is not None)
    assert tuple(value.value for value in duplicate.values) == RELATIONS
    assert [value.value for value in boilerplate.values] == ["kept", "dropped"]


@pytest.mark.parametrize("book", [CODEBOOK, default_codebook()], ids=["small", "default"])
def test_a_codebook_survives_the_project_file(book: Codebook) -> None:
    assert codebook_from_json(codebook_to_json(book)) == book


def test_the_samples_codebook_loads_with_its_tree(seeds: Path) -> None:
    topic = load_codebook(seeds / "codebook.toml").question("topic")
    port = topic.value("port")
    assert port is not None
    assert (port.title, port.parent, port.key) == ("Port and shipping", "economy", "1")
    assert topic.title_of("port") == "Port and shipping"
    assert topic.title_of("no such value") == "no such value"


def test_keys_are_given_in_order_when_the_codebook_asks_for_none(tmp_path: Path) -> None:
    many = load(tmp_path, values(*(f'"v{number}"' for number in range(25)))).question("topic")
    assert "".join(value.key for value in many.values) == ANSWER_KEYS
    assert [value.key for value in many.values[len(ANSWER_KEYS) :]] == [""] * (25 - len(ANSWER_KEYS))
    some = load(tmp_path, values('"a"', '{ value = "b", keys = ["q", "w"] }')).question("topic")
    assert [value.key for value in some.values] == ["", "Q"]


def test_titles_are_made_from_keys_and_values(tmp_path: Path) -> None:
    book = load(
        tmp_path,
        'name = "N"\n[[question]]\nkey = "stance_levy"\nkind = "stance"\ntarget = "the levy"\n'
        '[[question]]\nkey = "main_topic"\nkind = "topic"\nvalues = ["near_miss", "NATO"]',
    )
    assert [question.title for question in book.questions] == ["the levy", "Main topic"]
    assert [value.title for value in book.question("main_topic").values] == ["Near miss", "Nato"]
    assert [value.value for value in book.question("stance_levy").values] == [
        "FAVOR",
        "NONE",
        "AGAINST",
        "NOT_ADDRESSED",
    ]


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert load(tmp_path, "\ufeff" + values('"a"')).name == "N"


@given(st.lists(st.sampled_from(["flood", "trade", "port"])))
def test_a_topic_set_is_stored_in_codebook_order_each_value_once(answer: list[str]) -> None:
    stored = CODEBOOK.question("topic").check(answer)
    assert stored == [value for value in ("flood", "trade", "port") if value in answer]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("topic", "flood"),
        ("topic", ["sports"]),
        ("topic", [7]),
        ("topic", None),
        ("topic", {"flood": True}),
        ("stance_levy", "LIKE"),
        ("stance_levy", ["FAVOR"]),
        ("stance_levy", None),
        ("duplicate", "copy"),
        ("boilerplate", []),
        ("boilerplate", {"keep": []}),
        ("boilerplate", {"kept": 7}),
        ("boilerplate", {"kept": [7]}),
        ("boilerplate", {"kept": [[1]]}),
        ("boilerplate", {"kept": [[2, 2]]}),
        ("boilerplate", {"kept": [[-1, 2]]}),
        ("boilerplate", {"kept": [[0, 1.5]]}),
        ("boilerplate", {"kept": [[False, True]]}),
    ],
)
def test_an_answer_of_another_form_is_refused_in_words(question: str, answer: Json) -> None:
    with pytest.raises(LabelerError, match=f"“{question}”"):
        CODEBOOK.question(question).check(answer)


def test_corrections_are_stored_sorted_with_both_sides() -> None:
    stored = CODEBOOK.question("boilerplate").check({"kept": [[5, 9], [0, 4]]})
    assert stored == {"kept": [[0, 4], [5, 9]], "dropped": []}


def test_the_converse_of_the_converse_is_the_relation() -> None:
    for relation in RELATIONS:
        assert converse(converse(relation)) == relation
        assert (converse(relation) != relation) is (relation in ("contains", "contained"))


def test_a_question_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(LabelerError, match=r"no question “mood”.*topic, stance_levy"):
        CODEBOOK.question("mood")
    assert [question.key for question in CODEBOOK.of_kind("stance")] == ["stance_levy", "stance_port"]


def test_what_is_asked_beside_an_answer_is_stored_only_where_it_is_asked(tmp_path: Path) -> None:
    asked = load(
        tmp_path,
        'name = "A"\n[[question]]\nkey = "s"\nkind = "stance"\ntarget = "x"\nwhose = true\nevidence = true\n'
        '[[question]]\nkey = "t"\nkind = "topic"\nvalues = ["a"]\n',
    )
    stance, topic = codebook_to_json(asked)["question"]
    assert (stance["whose"], stance["evidence"], "confidence" in stance) == (True, True, False)
    assert not {"whose", "confidence", "evidence"} & topic.keys()
    assert codebook_from_json(codebook_to_json(asked)) == asked


@pytest.mark.parametrize(
    ("kind", "line", "says"),
    [
        ("stance", "whose = 1", "whose must be true or false"),
        ("topic", "whose = true", "whose is for questions of kind stance"),
        ("duplicate", "evidence = true", "evidence is for questions of kind topic or stance"),
    ],
)
def test_what_cannot_be_asked_beside_an_answer_is_refused(
    tmp_path: Path, kind: str, line: str, says: str
) -> None:
    values = 'values = ["a"]\n' if kind == "topic" else ""
    text = f'name = "A"\n[[question]]\nkey = "q"\nkind = "{kind}"\ntarget = "x"\n{values}{line}\n'
    with pytest.raises(LabelerError, match=says):
        load(tmp_path, text)


def test_the_iptc_tree_is_whole_with_a_code_each() -> None:
    values = default_codebook().question("topic").values
    by_code = {value.code: value for value in values}
    assert len(values) == len(by_code) == 1085
    assert all(re.fullmatch(r"medtop:(\d\d000000|2000\d{4})", code) for code in by_code)
    accident = by_code["medtop:20000139"]
    assert (accident.title, accident.parent) == (
        "Accident and emergency incident",
        "disaster_accident_emergency",
    )
    assert by_code["medtop:03000000"].value == "disaster_accident_emergency"
    assert all(value.definition for value in values)


def test_guidelines_of_a_value_are_read(tmp_path: Path) -> None:
    entry = (
        '{ value = "flood", include = " Surges. ", exclude = "Forecasts.", examples = ["Quay under water", " "], '
        'code = "x:1" }'
    )
    flood = load(tmp_path, values(entry)).question("topic").values[0]
    assert (flood.include, flood.exclude, flood.examples, flood.code) == (
        "Surges.",
        "Forecasts.",
        ("Quay under water",),
        "x:1",
    )


def test_what_older_codebooks_could_not_say_changes_no_digest() -> None:
    """The stored form of a codebook that says nothing new is what the program wrote before it could."""
    question, *_ = codebook_to_json(CODEBOOK)["question"]
    assert list(question) == ["key", "kind", "title", "target", "ordered", "guideline", "values"]
    assert list(question["values"][0]) == ["value", "title", "parent", "keys", "definition"]


FULL = codebook_from_json(
    {
        "name": 'Ports & "quays"',
        "question": [
            {
                "key": "topic",
                "kind": "topic",
                "required": False,
                "evidence": True,
                "guideline": "First line.\n\ttabbed \\ slash\x7f",
                "values": [
                    {"value": "sea", "examples": ["One.", "Two\nlines"], "include": "i", "exclude": "e"},
                    {"value": "tide", "parent": "sea", "keys": "z", "code": "c:7", "title": "Tide “high”"},
                ],
            },
            {"key": "levy", "kind": "stance", "target": "levy", "whose": True, "confidence": True},
        ],
    }
)


def test_a_codebook_written_as_toml_is_read_as_the_same(tmp_path: Path) -> None:
    for book in (FULL, CODEBOOK, default_codebook()):
        assert load(tmp_path, codebook_to_toml(book)) == book
        assert codebook_from_json(codebook_to_json(book)) == book


def test_a_question_that_is_not_required_is_not_left_to_answer() -> None:
    assert [question.key for question in left_to_answer(FULL, {})] == ["levy"]


def test_an_answer_beside_the_scale_leaves_no_scale() -> None:
    scale = Question("s", "stance", "S", (Value("A", "A"), Value("B", "B")), "t", ordered=True)
    assert scale.is_scale
    assert not replace(scale, values=(*scale.values, Value("NOT_ADDRESSED", "Not"))).is_scale
    assert not replace(scale, ordered=False).is_scale
