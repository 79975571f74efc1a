from __future__ import annotations

import pytest

from ui.widgets.palette import Entry, best_entries

ENTRIES = [
    Entry("next", "Next article", "In the order of the queue.", "N", "list"),
    Entry("open", "Open a project", "Open a project file.", "Ctrl O", "folder"),
    Entry("article", "Harbour opens again", "Northline Wire", "", "note"),
    Entry("reopen", "Reopened ferry line", "Ostrand Daily", "", "note"),
    Entry("street", "STRASSE gesperrt", "Bote", "", "note"),
]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["next", "open", "article", "reopen", "street"]),
        ("open", ["open", "article", "reopen"]),  # begins so, a word does, holds it
        ("article next", ["next"]),
        ("wire", ["article"]),
        ("queue next", ["next"]),
        ("straße", ["street"]),
        ("harbour daily", []),
        ("   ", ["next", "open", "article", "reopen", "street"]),
    ],
)
def test_entries_that_hold_every_word_the_best_first(words: str, found: list[str]) -> None:
    assert [entry.id for entry in best_entries(ENTRIES, words)] == found


def test_long_lists_are_cut() -> None:
    many = [Entry(str(number), f"Article {number}", "", "", "note") for number in range(1000)]
    assert len(best_entries(many, "")) == 60
    assert [entry.id for entry in best_entries(many, "article")] == [str(number) for number in range(60)]
    assert [entry.id for entry in best_entries(many, "article 999")] == ["999"]
