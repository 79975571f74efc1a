"""Evidence, whose stance, how sure: at the real page, by keys and by mouse, in several scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from db.records import Block, Capture, Extraction, RawArticle
from labeler.codebook_files import codebook_from_json
from labeler.project import Project
from tests.builders import CODEBOOK, NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from db.records import Json
    from tests.ui.conftest import Person

STANCE = {"kind": "stance", "whose": True, "confidence": True, "evidence": True}
POSITIONS = ["FAVOR", "NONE", "AGAINST", "NOT_ADDRESSED"]
ASKED = {
    "name": "Evidence",
    "question": [
        {"key": "topic", "kind": "topic", "evidence": True, "values": ["flood", "trade"]},
        {"key": "levy", "target": "the levy", "title": "Levy", "values": POSITIONS, **STANCE},
        {"key": "port", "target": "the port", "title": "Port", "values": POSITIONS, **STANCE},
        {"key": "union", "kind": "stance", "target": "the union", "title": "Union", "values": POSITIONS[:3]},
        {"key": "boilerplate", "kind": "boilerplate"},
    ],
}
LINES: tuple[tuple[str, bool], ...] = (
    ("Menu one", False),
    ("😀 The levy is large. It is the only purse!", True),
    ("Advertisement for boats", False),
    ("The union calls cafe\u0301 owners 👩‍👩‍👧 to a strike.", True),
    ("Nobody else was asked.", True),
)


def add(project: Project, lines: tuple[tuple[str, bool], ...]) -> str:
    text = "\n".join(line for line, _ in lines)
    blocks, place = [], 0
    for line, kept in lines:
        blocks.append(
            Block(
                place,
                place + len(line),
                kept,
                "paragraph" if kept else "menu headline",
                0.95 if kept else 0.05,
            )
        )
        place += len(line) + 1
    raw = RawArticle(text.encode(), text, "text/plain", "utf-8", Capture(), lines[1][0][:30])
    added = project.store.articles.add(raw, NOW)
    main_text = "\n".join(line for line, kept in lines if kept)
    project.store.articles.add_extraction(
        Extraction(added.article_id, "test", "1", main_text, tuple(blocks)), NOW
    )
    return added.article_id


@pytest.fixture
def evidence_file(tmp_path: Path) -> Path:
    path = tmp_path / "evidence.labeler"
    with Project.create(path, codebook_from_json(ASKED)) as project:
        add(project, LINES)
        add(project, (("قائمة", False), ("وهذا الرسم هو المورد الوحيد. قال المجلس ذلك.", True)))
        add(project, (("目录", False), ("港务局表示费用。工会要求听证。", True)))
        add(project, (("เมนู", False), ("น้ำท่วมท่าเรือ", True)))
        add(project, (("मेनू", False), ("हिन्दी में लिखा है", True)))
    return path


@pytest.fixture
def eva(sit_down: Callable[..., Person], evidence_file: Path) -> Person:
    return sit_down(evidence_file, "Eva")


def words_of(person: Person, question: str) -> list[str]:
    """The passages that stand in the file beside the answer to a question, as words of the raw text."""
    said: Json = person.stored().get(f"@about:{question}", {})
    return [person.opened.text[each["start"] : each["end"]] for each in said.get("evidence", [])]


def shown(person: Person, side: str) -> list[str]:
    """What is drawn as evidence in a column."""
    found = []
    for row in person.page.pane.view.rows():
        cell = row.left if side == "left" else row.right
        if cell is not None:
            found += [cell.text[span.start : span.end] for span in cell.spans if span.kind == "evidence"]
    return found


# -- by keys -------------------------------------------------------------------------------------------------


def test_the_marked_block_is_evidence_for_the_marked_target_and_e_takes_it_back(eva: Person) -> None:
    eva.press("E")
    assert words_of(eva, "levy") == [LINES[1][0]]
    assert eva.stored()["@about:levy"]["evidence"][0] == {
        "value": None,
        "start": 9,
        "end": 9 + len(LINES[1][0]),
    }
    assert shown(eva, "left") == shown(eva, "right") == [LINES[1][0]]
    undo = "evidence for Levy: “😀 The levy is large. It is the o…”"
    assert eva.page.labelling.undo_status.undo_text == undo
    assert "Levy: not answered, 1 passage" in eva.page.answers.stances.accessibleName()
    assert eva.state() == "draft"
    eva.press("E")
    assert eva.stored() == {}
    assert shown(eva, "left") == []
    eva.press("Ctrl+Z")
    assert words_of(eva, "levy") == [LINES[1][0]]
    assert shown(eva, "right") == [LINES[1][0]]
    eva.press("Ctrl+Z")
    assert eva.stored() == {}


def test_words_are_chosen_with_the_arrow_keys(eva: Person) -> None:
    eva.press("Right", "Right", "Right", "Shift+Right")
    assert eva.page.pane.view.selected_text() == "levy is"
    eva.press("E")
    assert words_of(eva, "levy") == ["levy is"]
    # What was chosen stays chosen, so the same key takes it back.
    assert eva.page.pane.view.selected_text() == "levy is"
    eva.press("E")
    assert eva.stored() == {}


def test_sentences_with_ctrl_and_back_over_the_beginning(eva: Person) -> None:
    view = eva.page.pane.view
    eva.press("Ctrl+Right")
    assert view.selected_text() == "😀 The levy is large."
    eva.press("Ctrl+Right")
    assert view.selected_text() == "It is the only purse!"
    eva.press("Right", "Left", "Left")
    assert view.selected_text() == "only"
    eva.press("Shift+Left", "Shift+Left")
    assert view.selected_text() == "is the only"
    eva.press("Shift+Right", "Shift+Right", "Shift+Right")
    assert view.selected_text() == "only purse"
    eva.press("Shift+Right")
    assert view.selected_text() == "only purse!\nThe"
    assert view.current_key() == 3
    eva.press("J")
    assert view.selected_text() == ""


def test_an_emoji_of_several_signs_is_one_word_and_offsets_are_code_points(eva: Person) -> None:
    eva.press("J", "J", *["Right"] * 6)
    assert eva.page.pane.view.selected_text() == "👩‍👩‍👧"
    eva.press("Shift+Left", "Shift+Left", "E")
    assert words_of(eva, "levy") == ["cafe\u0301 owners 👩‍👩‍👧"]


@pytest.mark.parametrize(
    ("number", "keys", "words"),
    [
        # In a text from right to left the left key goes on.
        (2, ["Left", "Left", "Shift+Left"], "الرسم هو"),
        (2, ["Ctrl+Left", "Ctrl+Left"], "قال المجلس ذلك."),
        (3, ["Right", "Shift+Right", "Shift+Right"], "港务局"),
        (3, ["Ctrl+Right"], "港务局表示费用。"),
        (4, ["Right", "Shift+Right"], "น้ำท่"),
        (5, ["Right"], "हिन्दी"),
        (5, ["Right", "Right", "Shift+Right"], "में लिखा"),
    ],
)
def test_words_of_any_script(eva: Person, number: int, keys: list[str], words: str) -> None:
    eva.open_number(number)
    eva.press(*keys, "E")
    assert words_of(eva, "levy") == [words]
    assert shown(eva, "left") == shown(eva, "right") == [words]


def test_evidence_for_the_topic_given_last_and_then_for_the_target(eva: Person) -> None:
    eva.press("1")
    assert eva.page.answers.topics[0].model.row(0).aside == "E marks evidence"
    eva.press("E")
    assert words_of(eva, "topic") == [LINES[1][0]]
    assert eva.stored()["@about:topic"]["evidence"][0]["value"] == "flood"
    assert eva.page.answers.topics[0].model.row(0).aside == "1 passage"
    # With the target answered, E is the next target's.
    eva.press("F", "J", "J", "E")
    assert words_of(eva, "port") == [LINES[3][0]]
    assert words_of(eva, "topic") == [LINES[1][0]]


def test_a_topic_found_by_its_name_is_the_one(eva: Person) -> None:
    eva.press("T")
    eva.type("tra")
    eva.press("Enter", "Esc", "E")
    assert eva.stored()["@about:topic"]["evidence"][0]["value"] == "trade"


def test_evidence_for_a_topic_taken_back_rests_and_returns_with_it(eva: Person) -> None:
    eva.press("1", "E", "1")
    assert shown(eva, "left") == []
    assert eva.page.answers.topics[0].model.row(0).aside == ""
    eva.press("E")
    assert eva.said[-1] == "“Flood” is not given. Give it first, then E marks evidence."
    eva.press("1")
    assert shown(eva, "left") == [LINES[1][0]]


def test_what_is_not_asked_is_said(eva: Person) -> None:
    eva.press("Shift+T", "Shift+T", "E")
    assert "@about:union" not in eva.stored()
    assert eva.said[-1] == "Give a topic or mark a target first, then E marks evidence for it."
    eva.press("Shift+U")
    assert eva.said[-1] == "The codebook does not ask how sure you are of “Union”."
    eva.press("Shift+F")
    assert (
        eva.said[-1] == "The codebook does not ask whose stance on “Union” it is. Without Shift it is given."
    )
    eva.press("Shift+T")
    assert eva.said[-1] == "“Union” has no position with that key. Ctrl T opens it, then numbers answer."
    assert set(eva.stored()) == {"levy", "port"}


def test_a_codebook_without_evidence_says_so(sit_down: Callable[..., Person], tmp_path: Path) -> None:
    path = tmp_path / "plain.labeler"
    with Project.create(path, CODEBOOK) as project:
        add(project, LINES)
    person = sit_down(path, "Eva")
    person.press("E")
    assert person.said[-1] == "The codebook asks for no evidence. A question that has evidence = true does."
    assert person.stored() == {}


def test_the_next_passage_is_selected_and_taken_back(eva: Person) -> None:
    eva.press("Ctrl+Right", "E", "J", "J", "Right", "E", "K", "K")
    view = eva.page.pane.view
    eva.press("Shift+E")
    assert view.selected_text() == "😀 The levy is large."
    eva.press("Shift+E")
    assert (view.selected_text(), view.current_key()) == ("The", 3)
    assert eva.said[-1] == "Evidence for Levy, 2 of 2."
    eva.press("E")
    assert words_of(eva, "levy") == ["😀 The levy is large."]
    eva.press("Shift+E")
    assert view.selected_text() == "😀 The levy is large."
    eva.press("E", "Shift+E")
    assert eva.said[-1] == "No passage is marked as evidence here."


# -- kept and dropped ----------------------------------------------------------------------------------------


def test_evidence_stays_right_when_its_block_is_dropped_and_kept_again(eva: Person) -> None:
    eva.press("Right", "Right", "Right", "E", "Esc")
    before = eva.stored()["@about:levy"]
    eva.press("X")
    assert "The levy" not in " ".join(
        row.right.text for row in eva.page.pane.view.rows() if row.right and row.right.style != "note"
    )
    assert (shown(eva, "left"), shown(eva, "right")) == (["levy"], [])
    assert eva.stored()["@about:levy"] == before
    eva.press("X")
    assert shown(eva, "left") == shown(eva, "right") == ["levy"]


def test_evidence_in_dropped_text_is_marked_in_the_raw_text_alone(eva: Person) -> None:
    eva.press("K", "Ctrl+Right", "E")
    assert words_of(eva, "levy") == ["Menu one"]
    assert (shown(eva, "left"), shown(eva, "right")) == (["Menu one"], [])
    eva.press("F8", "F8", "Shift+E")
    assert eva.said[-1] == "That passage stands in dropped text. F8 shows the raw text."


def test_another_extraction_moves_no_evidence(eva: Person, evidence_file: Path) -> None:
    eva.press("Right", "Right", "E")
    article = eva.opened.article.article_id
    text = eva.opened.text
    with Project.open(evidence_file) as project:
        # One block less, and everything kept.
        blocks = (Block(0, 8, True, "paragraph", 0.9), Block(9, len(text), True, "paragraph", 0.9))
        extraction = Extraction(article, "test", "2", f"{text[:8]}\n{text[9:]}", blocks)
        project.store.articles.add_extraction(extraction, NOW)
    eva.open_number(2)
    eva.open_number(1)
    assert words_of(eva, "levy") == ["The"]
    assert shown(eva, "left") == shown(eva, "right") == ["The"]


# -- by mouse ------------------------------------------------------------------------------------------------


def place(person: Person, key: int, words: str, *, at_end: bool = False) -> QPoint:
    """Where words of the main text stand on the screen."""
    view = person.page.pane.view
    (each,) = [each for each in view._placed() if each.part.row.key == key]
    cell = each.part.right
    assert cell is not None
    layout = view._layouts.layout(cell, view._geometry.right_width)
    offset = cell.text.index(words) + (len(words) if at_end else 0)
    line = layout._layout.lineForTextPosition(layout.to_units(offset))
    found: Any = line.cursorToX(layout.to_units(offset))
    x = found if isinstance(found, float) else found[0]
    top = each.y + view._layouts.look.pad(cell.style)
    return QPoint(round(view._geometry.right_x + x), round(top + line.y() + line.height() / 2))


def drag(person: Person, start: QPoint, end: QPoint) -> None:
    viewport, left = person.page.pane.view.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(viewport, left, pos=start)
    QTest.mouseMove(viewport, (start + end) / 2)
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, left, pos=end)


def test_words_chosen_with_the_mouse_are_evidence(eva: Person) -> None:
    drag(eva, place(eva, 3, "cafe"), place(eva, 3, "👩‍👩‍👧", at_end=True))
    eva.press("E")
    assert words_of(eva, "levy") == ["cafe\u0301 owners 👩‍👩‍👧"]


def test_a_double_click_chooses_a_word(eva: Person) -> None:
    QTest.mouseDClick(
        eva.page.pane.view.viewport(), Qt.MouseButton.LeftButton, pos=place(eva, 1, "purse") + QPoint(4, 0)
    )
    eva.press("E")
    assert words_of(eva, "levy") == ["purse"]


def test_what_is_dropped_between_chosen_lines_is_no_evidence(eva: Person) -> None:
    drag(eva, place(eva, 1, "only"), place(eva, 3, "union", at_end=True))
    eva.press("E")
    assert words_of(eva, "levy") == ["only purse!", "The union"]
    assert eva.page.labelling.undo_status.undo_text == "evidence for Levy: “only purse!” and 1 more"
    eva.press("E")
    assert eva.stored() == {}


# -- whose, how sure, not addressed --------------------------------------------------------------------------


def test_with_shift_it_is_the_view_of_somebody_quoted(eva: Person) -> None:
    eva.press("Shift+A")
    assert eva.stored() == {"levy": "AGAINST", "@about:levy": {"whose": "quoted"}}
    assert eva.page.answering.target == "port"
    assert "Levy: Against, quoted" in eva.page.answers.stances.accessibleName()
    eva.page.answering.mark_target("levy")
    eva.press("A")
    assert eva.stored() == {"levy": "AGAINST"}


def test_how_sure_goes_round(eva: Person) -> None:
    said = []
    for _ in range(4):
        eva.press("Shift+U")
        said.append(eva.stored().get("@about:levy", {}).get("confidence"))
    assert said == ["low", "medium", "high", None]
    eva.press("Shift+U", "F")
    assert eva.stored() == {"levy": "FAVOR", "@about:levy": {"confidence": "low"}}
    assert "Levy: Favor, unsure" in eva.page.answers.stances.accessibleName()


def test_a_target_that_is_not_addressed_is_an_answer_of_its_own(eva: Person) -> None:
    eva.press("Shift+T")
    assert eva.stored() == {"levy": "NOT_ADDRESSED"}
    assert eva.page.answering.target == "port"
    eva.press("O")
    assert eva.stored() == {"levy": "NOT_ADDRESSED", "port": "NONE"}


def test_targets_come_in_the_order_of_the_codebook(eva: Person) -> None:
    seen = [eva.page.answering.target]
    for _ in range(2):
        eva.press("F")
        seen.append(eva.page.answering.target)
    assert seen == ["levy", "port", "union"]


@pytest.mark.parametrize("scale", [0, 4])
def test_four_positions_fit_in_their_row(eva: Person, scale: int) -> None:
    for _ in range(scale):
        eva.window.scale(1)
    rows = eva.page.answers.stances
    assert eva.page.answers.width() <= 372 * eva.window.settings.scale + 1
    (levy, port, _) = rows._questions
    for question, rect in ((levy, rows._rows()[0]), (port, rows._rows()[1])):
        parts = rows._parts(rows._segments(rect, question), question)
        assert len(parts) == 4
        assert parts[-1].right() <= rows.width()
        for part, value in zip(parts, question.values, strict=True):
            key_too = value.title + "  Z"
            assert rows.fontMetrics().horizontalAdvance(key_too) <= part.width() + 8
    # A click answers what is under it.
    part = rows._parts(rows._segments(rows._rows()[0], levy), levy)[3]
    eva.click(rows, part.center().toPoint())
    assert eva.stored() == {"levy": "NOT_ADDRESSED"}


def test_no_topic_has_no_evidence_and_neither_has_a_target_that_nobody_marked(eva: Person) -> None:
    eva.press("0", "E")
    assert eva.stored() == {"topic": []}
    assert eva.says == "Give a topic or mark a target first, then E marks evidence for it."
    eva.press("F", "E")
    assert words_of(eva, "port") == [LINES[1][0]]
