"""Undo and redo on the labelling page: over articles, over sessions, always one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from labeler.gold import Adjudication

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.conftest import Person

    SitDown = Callable[..., Person]


@pytest.mark.parametrize("undo", ["Ctrl+Z", "Backspace"])
@pytest.mark.parametrize("redo", ["Ctrl+Shift+Z", "Ctrl+Y"])
def test_undo_takes_the_newest_answer_back_and_redo_brings_it(ana: Person, undo: str, redo: str) -> None:
    ana.press("1", "2", "F")
    ana.press(undo)
    assert ana.stored() == {"topic": ["port", "tax"]}
    ana.press(undo)
    assert ana.stored() == {"topic": ["port"]}
    ana.press(redo, redo)
    assert ana.stored() == {"topic": ["port", "tax"], "stance_levy": "FAVOR"}
    ana.press(undo, undo, undo)
    assert ana.stored() == {}


def test_undo_is_written_as_an_event_and_nothing_is_rubbed_out(ana: Person) -> None:
    ana.press("1", "Ctrl+Z", "Ctrl+Y")
    assert [event.action for event in ana.events()] == ["answer", "undo", "undo"]


def test_undo_goes_to_the_article_it_changes(ana: Person) -> None:
    ana.press("1", "N", "N", "2", "N")
    assert ana.number == 4
    ana.press("Ctrl+Z")
    assert ana.number == 3
    assert ana.stored() == {}
    ana.press("Ctrl+Z")
    assert ana.number == 1
    assert ana.stored() == {}
    ana.press("Ctrl+Y")
    assert (ana.number, ana.stored()) == (1, {"topic": ["port"]})
    ana.press("Ctrl+Y")
    assert (ana.number, ana.stored()) == (3, {"topic": ["tax"]})


def test_the_panel_shows_what_undo_left(ana: Person) -> None:
    ana.press("0", "Ctrl+Z")
    panel = ana.page.answers.topics[0]
    assert panel._info.text() == "not answered"
    assert not panel.none_box.isChecked()
    ana.press("Ctrl+Y")
    assert panel.none_box.isChecked()


def test_undo_of_a_withdrawal_brings_the_answer_back(ana: Person) -> None:
    ana.press("F")
    ana.press("Ctrl+T", "Ctrl+T", "Ctrl+T")
    ana.press("1", "1", "Ctrl+Z")
    assert ana.stored() == {"stance_levy": "FAVOR", "topic": ["port"]}


def test_undo_of_submitting_makes_the_article_a_draft_again(ana: Person) -> None:
    ana.press("1", "F", "A", "Enter")
    assert ana.number == 2
    ana.press("P")
    assert ana.state() == "submitted"
    ana.press("N", "Ctrl+Z")
    assert ana.number == 1
    assert ana.state() == "draft"


def test_undo_of_a_note_shows_the_note_before(ana: Person) -> None:
    for words in ("one", "two"):
        ana.press("M", "Ctrl+A")
        ana.type(words)
        ana.press("Enter")
    ana.press("Ctrl+Z")
    assert ana.stored() == {"@note": "one"}
    assert ana.page.answers.note.text() == "one"
    ana.press("Ctrl+Z")
    assert ana.page.answers.note.text() == ""


def test_undo_of_a_relation_opens_the_pair_beside_and_shows_it_as_not_judged(ana: Person) -> None:
    ana.press("D", "2", "N", "N", "N", "N", "Ctrl+Z")
    assert ana.number in (1, 4)
    assert ana.opened.beside is not None
    assert ana.page._right.currentWidget() is ana.page.relation
    assert "given" not in ana.page.relation.relations.accessibleName()
    assert ana.says == "Taken back: Duplicates: Near-duplicate."
    assert [candidate.relation for candidate in ana.opened.candidates] == ["", "", ""]
    ana.press("Ctrl+Y")
    assert "Near-duplicate, given" in ana.page.relation.relations.accessibleName()
    assert ana.says == "Brought back: Duplicates: Near-duplicate."
    ana.press("Esc")
    assert ana.opened.beside is None


def test_undo_from_a_pair_shows_the_article_whose_answer_it_was(ana: Person) -> None:
    ana.press("1", "D", "Ctrl+Z")
    assert ana.opened.beside is None
    assert ana.stored() == {}


def test_undo_of_a_corrected_line_brings_it_back_into_the_main_text(ana: Person) -> None:
    before = ana.opened.blocks
    ana.press("X")
    assert ana.opened.blocks != before
    ana.press("N", "Ctrl+Z")
    assert (ana.number, ana.opened.blocks) == (1, before)
    ana.press("Ctrl+Y")
    assert ana.opened.blocks != before


def test_undo_of_a_flag_a_skip_and_what_was_copied(ana: Person) -> None:
    ana.press("1", "F", "A", "Enter", "Shift+C", "G", "S", "Enter")
    assert ana.number == 3
    ana.press("Ctrl+Z")
    assert (ana.number, ana.state()) == (2, "draft")
    ana.press("Ctrl+Z")
    assert "@flag" not in ana.stored()
    ana.press("Ctrl+Z")
    assert ana.says == "Taken back: 3 answers copied from the article submitted last."
    assert (ana.stored(), ana.state()) == ({}, "pending")
    ana.press("Ctrl+Y", "Ctrl+Y", "Ctrl+Y")
    assert (ana.number, ana.state()) == (2, "skipped")


def test_undo_takes_the_newest_of_two_windows_of_one_person(
    ana: Person, sit_down: SitDown, project_file: Path
) -> None:
    ana.press("1")
    other = sit_down(project_file, "")
    assert other.page.labelling.annotator == "Ana Mora"
    other.page.open_place(4)
    other.page.answering.turn_topic("topic", "tax")
    ana.window.activateWindow()
    ana.page.focus_text()
    ana.page.answering.undo()
    assert ana.number == 5
    assert ana.stored() == {}
    other.page.answering.undo()
    assert other.number == 1
    assert other.stored() == {}
    assert [event.action for event in ana.events()] == ["answer", "answer", "undo", "undo"]


def test_undo_of_a_ruling_from_the_label_page_says_what_it_was(ana: Person) -> None:
    ana.press("1")
    article = ana.page.article_id
    assert ana.window.project is not None
    Adjudication(ana.window.project, "Ana Mora").rule(article, "topic", ["tax"])
    ana.press("N", "Ctrl+Z")
    assert ana.says == "Taken back: ruling on Topics: Tax and levies."
    assert ana.number == 1
    assert ana.stored() == {"topic": ["port"]}


def test_undo_beside_the_candidate_takes_the_tick_away(ana: Person) -> None:
    ana.press("D", "2")
    judged = next(each for each in ana.opened.candidates if each.relation)
    candidates = ana.page.answers.candidates
    place = ana.opened.candidates.index(judged)
    row = candidates.rect().topLeft()
    row.setX(30)
    row.setY(candidates._row_height() * place + 10)
    ana.click(candidates, row)
    assert "Near-duplicate, given" in ana.page.relation.relations.accessibleName()
    ana.press("Ctrl+Z")
    assert "given" not in ana.page.relation.relations.accessibleName()


def test_the_status_line_says_what_undo_would_do(ana: Person) -> None:
    line = ana.window.status.saved
    assert line._undo == ""
    ana.press("1", "4")
    assert line._undo == "Topics: Port and shipping, Coast assembly"
    ana.press("Ctrl+Z")
    assert line._undo == "Topics: Port and shipping"
    ana.press("G")
    assert line._undo == "flag set"


def test_with_nothing_to_undo_it_says_so(ana: Person) -> None:
    ana.press("Ctrl+Z")
    assert ana.says == "Nothing to undo."
    ana.press("Ctrl+Y")
    assert ana.says == "Nothing to redo."
    assert ana.events() == []


def test_a_new_answer_ends_what_could_be_redone(ana: Person) -> None:
    ana.press("1", "Ctrl+Z", "2", "Ctrl+Y")
    assert ana.says == "Nothing to redo."
    assert ana.stored() == {"topic": ["tax"]}


def test_undo_and_redo_reach_back_over_sessions(sit_down: SitDown, project_file: Path) -> None:
    first = sit_down(project_file)
    first.press("1", "N", "2", "F", "Ctrl+Z", "N")
    first.window.close()
    second = sit_down(project_file, "")
    assert second.page.labelling.annotator == "Ana Mora"
    assert second.number == 3
    second.press("Ctrl+Y")
    assert (second.number, second.stored()) == (2, {"topic": ["tax"], "stance_levy": "FAVOR"})
    second.press("Ctrl+Z", "Ctrl+Z")
    assert (second.number, second.stored()) == (2, {})
    second.window.close()
    third = sit_down(project_file, "")
    third.press("Ctrl+Z")
    assert (third.number, third.stored()) == (1, {})
    third.press("Ctrl+Z")
    assert third.says == "Nothing to undo."


def test_nobody_undoes_what_somebody_else_answered(ana: Person) -> None:
    ana.press("1", "F")
    ana.command("change annotator")
    ana.press("Ctrl+A")
    ana.type("Ben")
    ana.press("Enter", "Ctrl+Z")
    assert ana.says == "Nothing to undo."
    assert [event.action for event in ana.events()] == ["answer", "answer"]
