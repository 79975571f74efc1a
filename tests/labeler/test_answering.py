from __future__ import annotations

import pytest

from labeler.answering import asked_of_article, left_in_words, left_to_answer, next_target, turned
from labeler.media_topics import default_codebook
from tests.builders import CODEBOOK

TOPIC = CODEBOOK.question("topic")


def test_topics_and_stances_are_asked_of_every_article() -> None:
    assert [question.key for question in asked_of_article(CODEBOOK)] == [
        "topic",
        "stance_levy",
        "stance_port",
    ]


def test_an_empty_set_is_an_answer() -> None:
    assert [question.key for question in left_to_answer(CODEBOOK, {"topic": []})] == [
        "stance_levy",
        "stance_port",
    ]
    assert left_to_answer(CODEBOOK, {"topic": [], "stance_levy": "NONE", "stance_port": "NONE"}) == []


@pytest.mark.parametrize(
    ("answered", "after", "expected"),
    [
        ([], "", "stance_levy"),
        ([], "stance_levy", "stance_port"),
        ([], "stance_port", "stance_levy"),
        (["stance_levy"], "", "stance_port"),
        (["stance_levy"], "stance_levy", "stance_port"),
        (["stance_port"], "stance_levy", "stance_levy"),
        (["stance_levy", "stance_port"], "stance_port", "stance_port"),
        (["stance_levy", "stance_port"], "", "stance_levy"),
        ([], "no such target", "stance_levy"),
    ],
)
def test_the_next_target_is_the_first_open_one_going_round_once(
    answered: list[str], after: str, expected: str
) -> None:
    assert next_target(CODEBOOK, dict.fromkeys(answered, "NONE"), after) == expected


def test_a_codebook_without_stances_has_no_target() -> None:
    assert next_target(default_codebook(), {}) == ""


@pytest.mark.parametrize(
    ("answers", "candidates", "words"),
    [
        ({}, 0, "3 left: Topic, Levy, Port"),
        ({"topic": [], "stance_levy": "NONE"}, 1, "2 left: Port, 1 candidate"),
        ({"topic": [], "stance_levy": "NONE", "stance_port": "NONE"}, 2, "2 left: 2 candidates"),
        ({"topic": [], "stance_levy": "NONE", "stance_port": "NONE"}, 0, "Everything is answered"),
    ],
)
def test_what_is_left_is_said_in_words(answers: dict[str, object], candidates: int, words: str) -> None:
    assert left_in_words(CODEBOOK, answers, candidates) == words


def test_a_value_is_given_in_codebook_order_and_taken_back() -> None:
    assert turned(TOPIC, None, "trade") == ["trade"]
    assert turned(TOPIC, ["trade"], "flood") == ["flood", "trade"]
    assert turned(TOPIC, ["flood", "trade"], "flood") == ["trade"]
    assert turned(TOPIC, ["trade"], "trade") == []
