"""The painted answers: stances, candidates, relations, and the panel that holds them, without any project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.builders import CODEBOOK
from ui.widgets.answer_panel import AnswerPanel, SkipAsked
from ui.widgets.candidate_list import MOST_SHOWN, Candidate, CandidateList
from ui.widgets.relation_panel import RelationPanel
from ui.widgets.stance_rows import StanceGiven, StanceRows
from ui.widgets.topic_panel import TopicPanel, TopicTurned

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said by the screen that tests have
LEFT = Qt.MouseButton.LeftButton


def shown(qtbot: QtBot, widget: QWidget, width: int = 372, height: int = 700) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.grab()


def candidate(number: int, relation: str = "") -> Candidate:
    return Candidate(str(number), f"Article {number}", "Daily", 0.47, 0.91, relation, relation.title())


def test_a_click_gives_the_position_under_it(qtbot: QtBot) -> None:
    rows = StanceRows()
    given: list[StanceGiven] = []
    marked: list[str] = []
    rows.set_questions(CODEBOOK.of_kind("stance"))
    shown(qtbot, rows, height=72)
    rows.given.connect(given.append)
    rows.marked.connect(marked.append)
    for row in range(2):
        segments = rows._segments(rows._rows()[row], rows._questions[row])
        for place in range(3):
            at = QPoint(
                round(segments.left() + segments.width() * (place + 0.5) / 3), round(segments.center().y())
            )
            QTest.mouseClick(rows, LEFT, pos=at)
    assert given == [
        StanceGiven(key, value)
        for key in ("stance_levy", "stance_port")
        for value in ("FAVOR", "NONE", "AGAINST")
    ]
    QTest.mouseClick(rows, LEFT, pos=QPoint(10, 50))
    assert marked == ["stance_port"]
    QTest.mouseClick(rows, LEFT, pos=QPoint(10, 71))


def test_an_unanswered_stance_looks_other_than_none(qtbot: QtBot) -> None:
    rows = StanceRows()
    rows.set_questions(CODEBOOK.of_kind("stance"))
    shown(qtbot, rows, height=72)
    pictures = []
    for answers in ({}, {"stance_levy": "NONE"}, {"stance_levy": "FAVOR"}):
        rows.set_answers(answers)
        pictures.append(rows.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2]
    rows.set_answers({})
    assert rows.grab().toImage() == pictures[0]
    assert rows.accessibleName() == "Stance. Levy: not answered; Port: not answered"


@pytest.mark.parametrize("digits", [False, True])
def test_the_keys_show_on_the_marked_row_alone(qtbot: QtBot, digits: bool) -> None:
    rows = StanceRows()
    rows.set_questions(CODEBOOK.of_kind("stance"))
    shown(qtbot, rows, height=72)
    rows.set_marked("stance_port", digits=digits)
    picture = rows.grab().toImage()
    rows.set_marked("stance_levy", digits=digits)
    assert rows.grab().toImage() != picture


def test_candidates_open_with_a_click_and_are_at_most_five(qtbot: QtBot) -> None:
    found = CandidateList()
    opened: list[str] = []
    found.set_candidates([candidate(number, "exact" if number == 1 else "") for number in range(9)], "none")
    shown(qtbot, found, height=200)
    found.opened.connect(opened.append)
    assert len(found._candidates) == MOST_SHOWN
    assert "Article 1, 47%, Exact" in found.accessibleName()
    assert "Article 2, 47%, not judged" in found.accessibleName()
    for row in (0, 4, 9):
        QTest.mouseClick(found, LEFT, pos=QPoint(50, found._row_height() * row + 5))
    assert opened == ["0", "4"]
    QTest.mouseMove(found, QPoint(50, 50))
    found.grab()


def test_without_candidate_a_sentence_stands_there(qtbot: QtBot) -> None:
    found = CandidateList()
    found.set_candidates([], "No candidate: no passage is shared.")
    shown(qtbot, found, height=26)
    assert found.accessibleName() == "Candidates. No candidate: no passage is shared."


def test_relations_are_chosen_with_a_click_and_the_given_one_is_told(qtbot: QtBot) -> None:
    panel = RelationPanel()
    chosen: list[str] = []
    back: list[bool] = []
    panel.set_question(CODEBOOK.of_kind("duplicate")[0])
    panel.set_pair("contains", "Jaccard similarity 0.45.")
    shown(qtbot, panel)
    panel.chosen.connect(chosen.append)
    panel.back_asked.connect(lambda: back.append(True))
    assert "3 Contains, given" in panel.relations.accessibleName()
    for place in range(6):
        at = panel.relations._cards()[place].center().toPoint()
        QTest.mouseMove(panel.relations, at)
        QTest.mouseClick(panel.relations, LEFT, pos=at)
    assert chosen == ["exact", "near_duplicate", "contains", "contained", "same_story", "unrelated"]
    QTest.mouseClick(panel.back_button, LEFT)
    assert back == [True]


def test_the_topic_panel_tells_what_was_chosen_and_shows_only_what_it_is_given(qtbot: QtBot) -> None:
    question = CODEBOOK.of_kind("topic")[0]
    panel = TopicPanel(question)
    turned: list[TopicTurned] = []
    shown(qtbot, panel)
    panel.turned.connect(turned.append)
    place = panel.table.visualRect(panel.model.index(0, 0)).center()
    QTest.mouseClick(panel.table.viewport(), LEFT, pos=place)
    assert turned == [TopicTurned("topic", panel.model.row(0).value)]
    assert not panel.model.row(0).chosen
    pictures = []
    for answer in (None, [], ["flood"]):
        panel.set_answer(answer)
        pictures.append(panel.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2]


def test_only_the_open_question_shows_its_keys(qtbot: QtBot) -> None:
    panel = TopicPanel(CODEBOOK.of_kind("topic")[0])
    shown(qtbot, panel)
    panel.set_open(is_open=True)
    with_keys = panel.grab().toImage()
    panel.set_open(is_open=False)
    assert panel._none_key.isHidden()
    assert panel.grab().toImage() != with_keys


def test_the_answer_panel_asks_why_an_article_is_skipped(qtbot: QtBot) -> None:
    panel = AnswerPanel()
    asked: list[SkipAsked] = []
    panel.set_codebook(CODEBOOK)
    shown(qtbot, panel)
    panel.skip_asked.connect(asked.append)
    assert panel.skip_field.isHidden()
    panel.ask_skip("never")
    assert not panel.skip_field.isHidden()
    assert panel.skip_field.placeholderText() == "Skip for good: why? Enter skips"
    QTest.keyClicks(panel.skip_field, " no article ")
    QTest.keyClick(panel.skip_field, Qt.Key.Key_Return)
    assert asked == [SkipAsked("never", "no article")]
    assert panel.skip_field.isHidden()
    panel.ask_skip("later")
    assert panel.skip_field.text() == ""
    QTest.keyClick(panel.skip_field, Qt.Key.Key_Escape)
    assert len(asked) == 1


def test_the_answer_panel_hands_a_typed_note_over_once(qtbot: QtBot) -> None:
    panel = AnswerPanel()
    written: list[str] = []
    panel.set_codebook(CODEBOOK)
    panel.begin("old")
    panel.set_answers({"@note": "old"})
    shown(qtbot, panel)
    panel.note_written.connect(written.append)
    panel.keep_note()
    assert written == []
    panel.note.setText("new")
    panel.keep_note()
    assert written == ["new"]
    panel.set_answers({"@note": "new"})
    panel.keep_note()
    assert written == ["new"]
    panel.note.setText("typed")
    QTest.keyClick(panel.note, Qt.Key.Key_Escape)
    assert panel.note.text() == "new"
    assert written == ["new"]


def test_a_codebook_without_stances_or_pairs_shows_no_empty_parts(qtbot: QtBot) -> None:
    from labeler.codebook_files import codebook_from_json

    panel = AnswerPanel()
    panel.set_codebook(
        codebook_from_json({"name": "One", "question": [{"key": "topic", "kind": "topic", "values": ["a"]}]})
    )
    shown(qtbot, panel)
    assert panel._stance_part.isHidden()
    assert panel._pair_part.isHidden()
    panel.set_codebook(CODEBOOK)
    assert not panel._stance_part.isHidden()
    assert len(panel.topics) == 1
