from __future__ import annotations

from labeler.codebook import Question, Value
from labeler.media_topics import default_codebook
from ui.widgets.guidelines import guideline_groups

QUESTION = Question(
    "t",
    "topic",
    "T",
    (
        Value("sea", "Sea"),
        Value("flood", "Flood", "sea", "5", "Water.", "Tides.", "Rain.", ("Quay under water.",), "x:1"),
    ),
    guideline="Choose\nevery topic.",
)


def test_the_value_in_focus_is_shown_whole_and_first() -> None:
    first, *others = guideline_groups(QUESTION, "flood")
    assert first.title == "Flood"
    assert [(line.text, line.detail) for line in first.lines] == [
        ("Stored as flood", ""),
        ("Definition", "Water."),
        ("Include", "Tides."),
        ("Leave out", "Rain."),
        ("Example 1", "Quay under water."),
        ("Below", "Sea"),
        ("Published code", "x:1"),
    ]
    assert first.lines[0].keys == ("5",)
    assert [line.text for group in others for line in group.lines] == ["Sea", "Flood"]
    assert others[0].title == "Choose every topic."


def test_without_a_value_in_focus_all_are_shown() -> None:
    groups = guideline_groups(QUESTION)
    assert [line.text for group in groups for line in group.lines] == ["Sea", "Flood"]


def test_of_a_large_tree_only_what_is_around_the_value_is_shown() -> None:
    topics = default_codebook().question("topic")
    value, below, beside = guideline_groups(topics, "natural_disaster")
    assert value.title == "Natural disaster"
    shown = [line.text for group in (below, beside) for line in group.lines]
    assert {"Flood", "Earthquake", "Famine"} <= set(shown)
    assert len(shown) < 20
    top = [line.text for group in guideline_groups(topics) for line in group.lines]
    assert len(top) == 17
