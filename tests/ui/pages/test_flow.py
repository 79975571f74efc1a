"""The labelling page: going from article to article, skipping, submitting, filtering, changing the view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.conftest import Person

    SitDown = Callable[..., Person]


def states(person: Person) -> dict[str, int]:
    """The counts below the queue."""
    words = person.page.queue.counts.accessibleName().split(", ")
    return {name: int(count) for count, name in (word.split(" ", 1) for word in words)}


def shown(person: Person) -> list[int]:
    """The numbers of the articles that the queue shows."""
    model = person.page.queue.model
    return [model.items[model.place_of(row)].number for row in range(model.rowCount())]


def finish(person: Person) -> None:
    person.press("0", "F", "F", "Enter")


def test_next_and_previous_go_in_the_order_of_the_queue(ana: Person) -> None:
    ana.press("N", "N")
    assert ana.number == 3
    assert ana.page.pane._place.text() == "3 of 20"
    assert ana.page.pane._title.text() == ana.opened.article.title
    ana.press("P")
    assert ana.number == 2
    ana.click(ana.page.pane._on)
    assert ana.number == 3


def test_the_ends_of_the_queue_are_said(ana: Person) -> None:
    ana.press("P")
    assert (ana.number, ana.says) == (1, "This is the first article.")
    ana.open_number(20)
    ana.press("N")
    assert (ana.number, ana.says) == (20, "This is the last article.")


def test_next_not_done_passes_over_submitted_and_skipped(ana: Person) -> None:
    finish(ana)
    ana.press("S", "Enter")
    assert ana.number == 3
    ana.press("1", "P", "P")
    assert ana.number == 1
    ana.press("Shift+N")
    assert ana.number == 3
    ana.press("Shift+P")
    assert ana.number == 20
    ana.press("Shift+N")
    assert ana.number == 3


def test_submitting_with_answers_left_warns_first(ana: Person) -> None:
    ana.press("1", "Enter")
    assert ana.number == 1
    assert ana.says == "Not answered yet: Harbour levy, Port authority. Enter again submits without."
    assert "@state" not in ana.stored()
    article_id = ana.page.article_id
    ana.press("Enter")
    assert ana.number == 2
    assert ana.stored(article_id)["@state"] == {"state": "submitted"}


def test_the_warning_comes_anew_for_every_article(ana: Person) -> None:
    ana.press("Enter", "N", "Enter")
    assert ana.number == 2
    ana.press("P", "Enter")
    assert ana.number == 1
    assert ana.says.startswith("Not answered yet: Topics,")


def test_submitting_goes_on_to_the_next_not_done(ana: Person) -> None:
    ana.press("N")
    finish(ana)
    assert ana.number == 3
    ana.press("P", "P")
    finish(ana)
    assert ana.number == 3
    ana.click(ana.page.answers.submit_button)
    ana.click(ana.page.answers.submit_button)
    assert ana.number == 4


def test_ctrl_enter_submits_from_a_field(ana: Person) -> None:
    ana.press("0", "F", "F", "Ctrl+F", "Ctrl+Enter")
    assert ana.number == 2
    assert ana.page.queue.model.items[0].state == "submitted"


@pytest.mark.parametrize(("key", "when"), [("S", "later"), ("Shift+S", "never")])
def test_skipping_asks_for_a_reason(ana: Person, key: str, when: str) -> None:
    article_id = ana.page.article_id
    ana.press(key)
    assert ana.focus() is ana.page.answers.skip_field
    ana.type("no article, only a menu")
    ana.press("Enter")
    assert ana.number == 2
    expected = {"state": "skipped", "when": when, "reason": "no article, only a menu"}
    assert ana.stored(article_id) == {"@state": expected}
    assert ana.page.queue.model.items[0].state == "skipped"
    assert not ana.page.answers.skip_field.isVisible()


def test_skipping_may_go_without_a_reason_and_can_be_left(ana: Person) -> None:
    ana.press("S", "Esc")
    assert ana.stored() == {}
    assert ana.focus() is ana.page.pane.view
    article_id = ana.page.article_id
    ana.click(ana.page.answers.skip_button)
    ana.press("Enter")
    assert ana.stored(article_id)["@state"]["reason"] == ""


def test_a_skipped_article_can_be_answered_after_all(ana: Person) -> None:
    ana.press("S", "Enter", "P")
    finish(ana)
    assert ana.page.queue.model.items[0].state == "submitted"


def test_articles_skipped_until_later_come_last(ana: Person) -> None:
    ana.press("S", "Enter")
    for _ in range(18):
        finish(ana)
    assert ana.number == 20
    finish(ana)
    assert ana.number == 1
    finish(ana)
    assert ana.says == "All 20 are done."


def test_when_all_is_done_it_says_how_many_were_skipped(ana: Person) -> None:
    for _ in range(18):
        ana.press("Shift+S", "Enter")
    finish(ana)
    assert ana.window.header._tabs["label"].accessibleName() == "Label, 1 left"
    finish(ana)
    assert ana.says == "All 20 are done. 18 were skipped."
    assert ana.number == 20
    assert ana.window.status._done.text() == "20 / 20"
    assert ana.window.header._tabs["label"].accessibleName() == "Label"


def test_the_marks_and_counts_of_the_queue_follow(ana: Person) -> None:
    assert states(ana) == {"not seen": 20, "draft": 0, "submitted": 0, "skipped": 0, "flagged": 0}
    ana.press("1", "G", "N")
    finish(ana)
    ana.press("S", "Enter")
    assert states(ana) == {"not seen": 17, "draft": 1, "submitted": 1, "skipped": 1, "flagged": 1}
    assert [item.state for item in ana.page.queue.model.items[:4]] == [
        "draft",
        "submitted",
        "skipped",
        "pending",
    ]
    assert ana.window.status._done.text() == "1 / 20"


def test_the_filter_narrows_and_enter_opens_the_first(ana: Person) -> None:
    ana.press("Ctrl+Shift+F")
    assert ana.focus() is ana.page.queue.field
    ana.type("fish auction")
    assert shown(ana) == [11, 12], "titles at once"
    assert ana.page.queue._shown.text() == "2 of 20"
    ana.press("Enter")
    assert ana.number == 11
    assert ana.focus() is ana.page.pane.view
    ana.press("1")
    assert ana.stored() == {"topic": ["port"]}


def test_the_filter_finds_words_of_the_texts_when_the_fingers_rest(ana: Person) -> None:
    text = ana.opened.text
    line = next(line for line in reversed(text.splitlines()) if len(line.split()) > 8)
    assert line not in ana.opened.article.title
    ana.press("Ctrl+Shift+F")
    with ana.qtbot.waitSignal(ana.page.queue.looked_for, timeout=10_000):
        ana.type(f'"{" ".join(line.split()[1:7])}"')
    assert shown(ana)[0] == 1
    assert len(shown(ana)) < 6
    ana.press("Enter")
    # What was looked for among all is shown in the article, also where it was dropped.
    assert highlighted(ana)
    assert all(" ".join(line.split()[1:7]).casefold() in each.casefold() for each in highlighted(ana))
    ana.press("Esc")
    assert highlighted(ana) == []
    ana.press("Ctrl+Shift+F", "Esc")
    assert len(shown(ana)) == 20


def highlighted(person: Person) -> list[str]:
    """The places that are highlighted in the article, of either column."""
    cells = {cell for row in person.page.pane.view.rows() for cell in (row.left, row.right) if cell}
    return [
        " ".join(cell.text[span.start : span.end].split())
        for cell in cells
        for span in cell.spans
        if span.kind == "find"
    ]


def test_submitting_keeps_to_what_the_field_shows(ana: Person) -> None:
    ana.press("Ctrl+Shift+F")
    ana.type("fish auction")
    listed = shown(ana)
    assert listed == [11, 12]
    ana.press("Enter")
    assert ana.number == 11
    finish(ana)
    assert ana.number == 12
    finish(ana)
    assert ana.says == "All 2 in the list are done."


def test_a_list_of_one_article_is_told_as_one(ana: Person) -> None:
    ana.page.list_only([ana.page.queue.model.items[3].article_id], "one")
    finish(ana)
    assert ana.says == "The one article in the list is done."


def test_words_are_found_in_the_article_and_enter_goes_round(ana: Person) -> None:
    bar, view = ana.page.pane.find_bar, ana.page.pane.view
    rows = len(view.rows())
    ana.press("Ctrl+F")
    assert ana.focus() is bar.field
    ana.type("harbour")
    ana.press("Enter")
    count = int(bar._count.text().split()[0])
    assert count > 3
    first = view.current_key()
    seen = [first]
    for _ in range(60):
        ana.press("Enter")
        seen.append(view.current_key())
        if seen[-1] == first:
            break
    assert len(seen) > 3
    assert seen[-1] == first, "round and round"
    assert len(view.rows()) >= rows, "folded runs open where words stand"
    ana.press("Up")
    assert view.current_key() == seen[-2]
    ana.type(" zzzz")
    ana.press("Enter")
    assert highlighted(ana), "any of the words is shown"
    ana.page.pane.find_bar.field.setText("qqqq")
    ana.press("Enter")
    assert bar._count.text() == "not in this article"
    ana.press("Esc")
    assert bar.isHidden()
    assert len(view.rows()) == rows
    assert ana.focus() is view
    ana.press("1")
    assert ana.stored() == {"topic": ["port"]}


def test_esc_in_the_filter_shows_all_again(ana: Person) -> None:
    ana.press("Ctrl+Shift+F")
    ana.type("NORTHLINE")
    assert shown(ana) == [4]
    ana.press("Esc")
    assert len(shown(ana)) == 20
    assert ana.focus() is ana.page.pane.view
    assert ana.number == 1


def test_arrows_in_the_queue_choose_and_enter_in_the_filter_opens_nothing_where_nothing_fits(
    ana: Person,
) -> None:
    ana.press("Ctrl+Shift+F")
    ana.type("zzz")
    assert shown(ana) == []
    ana.press("Enter")
    assert ana.number == 1


def test_a_click_on_a_count_shows_only_those(ana: Person) -> None:
    ana.press("G", "N")
    finish(ana)
    bar = ana.page.queue.counts

    def click(state: str) -> None:
        rect = next(rect for name, rect in bar._slots() if name == state)
        ana.click(bar, QPoint(round(rect.center().x()), round(rect.center().y())))

    click("submitted")
    assert shown(ana) == [2]
    click("flagged")
    assert shown(ana) == [1]
    click("flagged")
    assert len(shown(ana)) == 20


def test_a_click_in_the_queue_opens_the_article(ana: Person) -> None:
    ana.open_number(9)
    assert ana.number == 9
    assert ana.focus() is ana.page.pane.view
    ana.press("Q")
    assert ana.stored() == {"topic": ["culture"]}


def test_panes_take_turns(ana: Person) -> None:
    page = ana.page
    topics = page.answers.topics[0].table
    places = []
    for key in ("F6", "F6", "F6", "Shift+F6", "Shift+F6"):
        ana.press(key)
        places.append(ana.focus())
    assert places == [topics, page.queue.table, page.pane.view, page.queue.table, topics]


def test_keys_answer_whichever_pane_has_the_focus(ana: Person) -> None:
    ana.press("F6", "1", "F6", "2", "N")
    assert ana.number == 2
    assert ana.stored(ana.page.queue.model.items[0].article_id) == {"topic": ["port", "tax"]}


def test_columns_and_text_size_change_by_key(ana: Person) -> None:
    view = ana.page.pane.view
    columns = []
    for _ in range(3):
        ana.press("F8")
        columns.append(view.columns())
    assert columns == ["left", "right", "both"]
    ana.press("Ctrl++", "Ctrl+=", "Ctrl+-")
    assert ana.window.settings.text_px == 16
    ana.press("Ctrl+0")
    assert ana.window.settings.text_px == 15


def test_the_queue_folds_by_key_and_comes_back_to_be_filtered(ana: Person) -> None:
    queue = ana.page.queue
    wide = queue.width()
    ana.press("F9")
    ana.wait(lambda: queue.width() < wide / 3)
    assert not queue.field.isVisible()
    ana.press("Ctrl+Shift+F")
    ana.wait(lambda: queue.width() == wide)
    assert ana.focus() is queue.field


def test_blocks_are_walked_by_key(ana: Person) -> None:
    view = ana.page.pane.view
    first = view.current_key()
    ana.press("J", "J")
    assert view.current_key() > first
    ana.press("K", "K")
    assert view.current_key() == first
    ana.press("Space")
    ana.press("Shift+Space")


def test_a_project_without_articles_says_what_to_do(sit_down: SitDown, empty_file: Path) -> None:
    person = sit_down(empty_file)
    view = person.page.pane.view
    assert view._message == "No article yet. Import captures with Ctrl I, or drop files here."
    person.press("1", "0", "F", "D", "X", "G", "M", "S", "Enter", "N", "Shift+N", "Ctrl+Z", "T", "J", "Right")
    assert person.events() == []
    assert person.window.status._done_bar.isHidden()
