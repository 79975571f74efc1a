"""The labelling page: answers by keys and clicks, each in the file the moment it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint

from db.labels import Labels

if TYPE_CHECKING:
    from tests.ui.conftest import Person
    from ui.widgets.topic_panel import TopicPanel


def topics(person: Person) -> TopicPanel:
    return person.page.answers.topics[0]


def info(person: Person) -> str:
    """What stands beside the heading of the topics."""
    return topics(person)._info.text()


def chosen(person: Person) -> list[str]:
    model = topics(person).model
    return [row.value for row in map(model.row, range(model.rowCount())) if row.chosen]


def stances(person: Person) -> str:
    return person.page.answers.stances.accessibleName()


def left(person: Person) -> str:
    return person.page.answers._left_text.text()


def test_each_answer_is_in_the_file_the_moment_it_is_given(ana: Person) -> None:
    assert ana.stored() == {}
    ana.press("1")
    assert ana.stored() == {"topic": ["port"]}
    ana.press("4")
    assert ana.stored() == {"topic": ["port", "assembly"]}
    ana.press("F")
    assert ana.stored() == {"topic": ["port", "assembly"], "stance_levy": "FAVOR"}
    ana.press("A")
    assert ana.stored()["stance_authority"] == "AGAINST"
    assert len(ana.events()) == 4
    assert ana.says.startswith("Saved ")


def test_what_is_shown_is_what_stands(ana: Person) -> None:
    assert (info(ana), chosen(ana)) == ("not answered", [])
    assert stances(ana) == "Stance. Harbour levy: not answered; Port authority: not answered"
    assert left(ana) == "6 left: Topics, Harbour levy, Port authority, 3 candidates"
    ana.press("2", "Q", "O")
    assert (info(ana), chosen(ana)) == ("2 chosen", ["tax", "culture"])
    assert stances(ana) == "Stance. Harbour levy: None; Port authority: not answered"
    assert left(ana) == "4 left: Port authority, 3 candidates"


def test_topics_are_stored_in_the_order_of_the_codebook_whatever_the_order_of_keys(ana: Person) -> None:
    ana.press("I", "9", "1")
    assert ana.stored() == {"topic": ["port", "council", "water"]}


def test_no_topic_fits_is_an_answer_and_differs_from_not_seen(ana: Person) -> None:
    panel = topics(ana)
    assert not panel.none_box.isChecked()
    ana.press("0")
    assert ana.stored() == {"topic": []}
    assert (info(ana), panel.none_box.isChecked()) == ("none fits", True)
    assert ana.state() == "draft"
    ana.press("0")
    assert ana.stored() == {}
    assert (info(ana), panel.none_box.isChecked()) == ("not answered", False)
    assert ana.state() == "pending"


def test_a_topic_after_no_topic_fits_takes_its_place(ana: Person) -> None:
    ana.press("0", "3")
    assert ana.stored() == {"topic": ["fishing"]}
    assert not topics(ana).none_box.isChecked()
    ana.press("0")
    assert ana.stored() == {"topic": []}


def test_taking_the_last_topic_back_leaves_no_answer(ana: Person) -> None:
    ana.press("1", "2", "1")
    assert ana.stored() == {"topic": ["tax"]}
    ana.press("2")
    assert ana.stored() == {}
    assert info(ana) == "not answered"


def test_the_same_stance_again_takes_it_back(ana: Person) -> None:
    ana.press("F")
    ana.press("A")
    assert ana.page.answering.target == "stance_authority"
    ana.press("A")
    assert ana.stored() == {"stance_levy": "FAVOR"}
    ana.press("F")
    assert ana.stored() == {"stance_levy": "FAVOR", "stance_authority": "FAVOR"}
    ana.press("O")
    assert ana.stored() == {"stance_levy": "FAVOR", "stance_authority": "NONE"}


def test_the_mark_moves_to_the_next_target_without_an_answer(ana: Person) -> None:
    where = ana.page.answers._stance_info
    assert (ana.page.answering.target, where.text()) == ("stance_levy", "target 1 of 2")
    ana.press("F")
    assert (ana.page.answering.target, where.text()) == ("stance_authority", "target 2 of 2")
    ana.press("N", "P")
    assert ana.page.answering.target == "stance_authority"


def test_the_next_question_takes_the_digits(ana: Person) -> None:
    ana.press("Ctrl+T", "1")
    assert ana.stored() == {"stance_levy": "AGAINST"}
    ana.press("3")
    assert ana.stored() == {"stance_levy": "AGAINST", "stance_authority": "FAVOR"}
    ana.press("Ctrl+T", "1")
    assert ana.stored()["topic"] == ["port"]


def test_a_topic_without_key_is_found_by_typing(ana: Person) -> None:
    ana.press("T")
    ana.type("infra")
    ana.press("Enter")
    assert ana.stored() == {"topic": ["infrastructure"]}
    assert ana.focus() is topics(ana).field
    assert topics(ana).field.text() == ""
    ana.type("politi")
    ana.press("Enter", "Esc")
    assert ana.stored() == {"topic": ["politics", "infrastructure"]}
    assert ana.focus() is ana.page.pane.view


def test_arrows_choose_among_the_topics_found(ana: Person) -> None:
    ana.press("T")
    ana.type("port")
    found = [topics(ana).model.row(row).value for row in range(2)]
    assert found[0] == "port"
    ana.press("Down", "Enter")
    assert ana.stored() == {"topic": [found[1]]}


def test_enter_in_an_empty_search_only_leaves_it(ana: Person) -> None:
    ana.press("T", "Enter")
    assert ana.stored() == {}
    assert ana.focus() is ana.page.pane.view


def test_a_search_without_result_gives_nothing(ana: Person) -> None:
    ana.press("T")
    ana.type("zzz")
    ana.press("Enter")
    assert ana.stored() == {}
    ana.press("Esc")
    assert topics(ana).model.rowCount() == 18


def test_the_topic_given_shows_what_it_means(ana: Person) -> None:
    ana.press("5")
    panel = topics(ana)
    assert panel._meaning_title.text() == "Storm and flood"
    assert panel._meaning.text().startswith("Storms, surges")
    ana.press("N")
    assert panel._meaning_title.text() != "Storm and flood"


def test_clicks_answer_too(ana: Person) -> None:
    panel = topics(ana)
    index = panel.model.index(panel.model.row_of("tax"), 0)
    ana.click(panel.table.viewport(), panel.table.visualRect(index).center())
    assert ana.stored() == {"topic": ["tax"]}
    ana.click(panel.none_box, QPoint(8, panel.none_box.height() // 2))
    assert ana.stored() == {"topic": []}
    rows = ana.page.answers.stances
    segments = rows._segments(rows._rows()[1], rows._questions[1])
    favor = round(segments.left() + segments.width() * 5 / 8)  # the third of four positions
    ana.click(rows, QPoint(favor, round(segments.center().y())))
    assert ana.stored() == {"topic": [], "stance_authority": "FAVOR"}
    ana.click(rows, QPoint(20, 12))
    assert ana.page.answering.target == "stance_levy"
    ana.click(ana.page.answers.flag)
    assert ana.stored()["@flag"] is True


def test_the_last_answers_are_copied_where_there_are_none(ana: Person) -> None:
    ana.press("Shift+C")
    assert ana.says.startswith("Nothing to copy")
    ana.press("1", "4", "A", "F", "Enter")
    first = {"topic": ["port", "assembly"], "stance_levy": "AGAINST", "stance_authority": "FAVOR"}
    ana.press("O", "Shift+C")
    assert ana.says == "2 answers copied from the article submitted last. Ctrl Z takes them back."
    assert ana.stored() == {**first, "stance_levy": "NONE"}
    ana.press("Shift+C")
    assert ana.says.startswith("Nothing to copy")
    ana.press("Ctrl+Z")
    assert ana.stored() == {"stance_levy": "NONE"}
    ana.press("Ctrl+Z", "Shift+C", "Enter")
    assert ana.number == 3


def test_the_flag_is_set_and_taken_off(ana: Person) -> None:
    ana.press("G")
    assert ana.stored() == {"@flag": True}
    assert ana.page.answers.flag.isChecked()
    assert ana.page.queue.model.items[0].flagged
    assert ana.page.queue.model.items[0].state == "pending"
    ana.press("G")
    assert ana.stored() == {}
    assert not ana.page.answers.flag.isChecked()


def test_a_note_is_written_with_enter(ana: Person) -> None:
    ana.press("M")
    ana.type("ask Ben: new? (n)")
    ana.press("Enter")
    assert ana.stored() == {"@note": "ask Ben: new? (n)"}
    assert ana.focus() is ana.page.pane.view
    ana.press("N", "P")
    assert ana.page.answers.note.text() == "ask Ben: new? (n)"
    ana.press("M", "Ctrl+A", "Delete", "Enter")
    assert ana.stored() == {}


def test_esc_leaves_a_note_as_it_stood(ana: Person) -> None:
    ana.press("M")
    ana.type("kept")
    ana.press("Enter", "M")
    ana.type(" and more")
    ana.press("Esc")
    assert ana.stored() == {"@note": "kept"}
    assert ana.page.answers.note.text() == "kept"
    assert ana.focus() is ana.page.pane.view


@pytest.mark.parametrize("leave", ["Ctrl+Enter", "Ctrl+3", "F6", "click"])
def test_a_note_left_without_enter_is_not_lost(ana: Person, leave: str) -> None:
    article_id = ana.page.article_id
    ana.press("M")
    ana.type("important")
    if leave == "click":
        ana.open_number(2)
    else:
        ana.press(leave)
    assert ana.stored(article_id)["@note"] == "important"


@pytest.mark.parametrize("field", ["note", "filter", "topics", "skip"])
def test_text_fields_keep_plain_keys_to_themselves(ana: Person, field: str) -> None:
    ana.press("1")
    before = len(ana.events())
    ana.press({"note": "M", "filter": "Ctrl+Shift+F", "topics": "T", "skip": "S"}[field])
    ana.type("n1xf?G ")
    assert ana.number == 1
    assert len(ana.events()) == before
    assert not ana.window.overlays.sheet.isVisible()
    ana.press("Backspace", "Backspace", "Shift+N", *["Backspace"] * 12, "Delete", "Space")
    assert len(ana.events()) == before
    assert ana.stored() == {"topic": ["port"]}
    assert ana.number == 1


def test_keys_that_mean_nothing_change_nothing(ana: Person) -> None:
    for key in (",", "Shift+B", "Shift+1", "Tab", "Shift+Tab", "F12"):
        ana.press(key)
    assert ana.events() == []


def test_labelling_never_reads_what_others_answered(ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: Any) -> None:
        raise AssertionError("labels of others were read")

    for name in ("of_unit", "of_question", "all", "count_by_question"):
        monkeypatch.setattr(Labels, name, forbidden)
    asked: list[str] = []
    of_annotator = Labels.of_annotator

    def watched(self: Labels, annotator: str, *rest: Any) -> Any:
        asked.append(annotator)
        return of_annotator(self, annotator, *rest)

    monkeypatch.setattr(Labels, "of_annotator", watched)
    ana.press("1", "F", "A", "D", "2", "D", "Esc", "G", "M")
    ana.type("note")
    ana.press("Enter", "X", "Ctrl+Z", "Ctrl+Y", "N", "P", "Enter", "Enter", "S", "Enter", "Ctrl+F")
    ana.type("ferry")
    ana.press("Enter")
    ana.command("levy")
    assert set(asked) == {"Ana Mora"}
