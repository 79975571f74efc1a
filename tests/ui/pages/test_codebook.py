"""The codebook page: values by keys, what a save changes, versions while people label."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtWidgets import QLabel

from db.store import Store
from labeler.codebook_changes import Step
from labeler.codebook_draft import Draft
from labeler.codebook_editing import adopt
from labeler.project import Project
from ui.dialogs import CodebookToRead, CodebookToWrite

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from db.records import Label
    from tests.ui.conftest import Person
    from ui.pages.codebook import CodebookPage

    SitDown = Callable[..., Person]


def editor(person: Person) -> CodebookPage:
    assert person.window.codebook_page is not None
    return person.window.codebook_page


def go(person: Person) -> CodebookPage:
    person.press("Ctrl+7")
    person.settle()
    return editor(person)


def mark(person: Person, title: str) -> None:
    """Goes to a value by typing its title."""
    person.press("Ctrl+F")
    person.type(title)
    person.press("Enter")
    value = editor(person).value()
    assert value is not None
    assert value.title.startswith(title)


def tree(page: CodebookPage) -> list[tuple[int, str]]:
    rows = [page.columns.model.row(place) for place in range(page.columns.model.rowCount())]
    return [(row.depth, row.value.value) for row in rows]


def label_of(person: Person, article: str, question: str = "topic") -> Label:
    assert person.window.project is not None
    with Store.open(person.window.project.path) as store:
        label = store.labels.standing(person.page.labelling.annotator, article, question)
    assert label is not None
    return label


def versions(person: Person) -> list[str]:
    assert person.window.project is not None
    with Store.open(person.window.project.path) as store:
        return [row.digest for row in store.codebooks.all()]


def test_values_are_shown_as_a_tree_with_the_fields_of_the_marked_one(ana: Person) -> None:
    page = go(ana)
    assert tree(page)[:4] == [(0, "economy"), (1, "port"), (1, "tax"), (1, "fishing")]
    assert page.columns.values.hasFocus()
    ana.press("Down")
    form = page.columns.value_form
    assert (form.title.text(), form.key.text(), form.stored.text()) == ("Port and shipping", "1", "port")
    assert form.where.text() == "In Economy"
    mark(ana, "Storm")
    assert form.exclude.toPlainText() == "Forecasts, and works that merely prevent damage."
    assert form.examples.toPlainText().count("\n") == 1
    assert page.columns.preview.text() == "Nothing is changed since version 1."
    assert not page.columns.save_button.isEnabled()


def test_a_value_is_added_named_placed_keyed_and_saved_by_keys(ana: Person) -> None:
    page = go(ana)
    mark(ana, "Fishing")
    ana.press("A")
    ana.type("Shellfish farms")
    ana.press("Enter")
    assert page.columns.values.hasFocus()
    assert tree(page)[3:5] == [(1, "fishing"), (1, "shellfish_farms")]
    ana.press("Right")
    assert tree(page)[4] == (2, "shellfish_farms")
    ana.press("K")
    ana.type("C")
    ana.press("Esc")
    assert page.columns.preview.text() == "Version 2: 1 value added; 0 labels touched."
    ana.press("Ctrl+Return")
    assert ana.says.startswith("Saved. Version 2: 1 value added")
    assert len(versions(ana)) == 2
    ana.press("Ctrl+1", "C")
    assert ana.stored() == {"topic": ["shellfish_farms"]}
    assert label_of(ana, ana.opened.article.article_id).codebook_digest == versions(ana)[1]


def test_values_move_up_and_down_in_and_out(ana: Person) -> None:
    page = go(ana)
    mark(ana, "Fishing")
    ana.press("Ctrl+Up")
    assert tree(page)[:4] == [(0, "economy"), (1, "port"), (1, "fishing"), (1, "tax")]
    ana.press("Ctrl+Down", "Left")
    assert tree(page)[:4] == [(0, "economy"), (1, "port"), (1, "tax"), (0, "fishing")]
    assert page.value() is not None
    assert page.value().value == "fishing"  # type: ignore[union-attr] # asserted above
    ana.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert page.columns.preview.text() == "Nothing is changed since version 1."
    ana.press("Ctrl+Shift+Z")
    assert tree(page)[2] == (1, "fishing")
    ana.press("Ctrl+Z", "Ctrl+Z")
    assert ana.says == "Nothing to undo in this draft."
    assert ana.window._page == "codebook"


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("x", "X is taken by “keep or drop the block”. Free: B C H V Z L."),
        ("1", "1 is taken by “Port and shipping”, so “politics” cannot have it. Free: B C H V Z L."),
        ("?", "“?” cannot be the key of “politics”. Free: B C H V Z L."),
    ],
)
def test_a_key_that_clashes_is_refused_with_the_name_of_the_other(ana: Person, key: str, words: str) -> None:
    page = go(ana)
    mark(ana, "Politics")
    ana.press("K")
    ana.type(key)
    assert page.columns.value_form.fault.text() == words
    assert page.draft.codebook == page.draft.before
    ana.press("Esc")
    assert page.columns.value_form.key.text() == ""
    assert page.columns.value_form.fault.text() == ""


def test_guidelines_are_written_and_each_field_is_one_step_of_undo(ana: Person) -> None:
    page = go(ana)
    mark(ana, "Fishing")
    ana.press("Enter", "Tab", "Tab", "Tab", "Tab")
    assert page.columns.value_form.include.hasFocus()
    ana.type("Nets.")
    ana.press("Tab")
    ana.type("Recipes.")
    ana.press("Tab")
    ana.type("A quota is cut.")
    assert (
        page.columns.preview.text()
        == "Version 2: 1 value redefined, 1 with other examples; 0 labels touched."
    )
    ana.press("Esc", "Ctrl+Z", "Ctrl+Z")
    value = page.value()
    assert value is not None
    assert (value.include, value.exclude, value.examples) == ("Nets.", "", ())


def test_a_merge_shows_what_it_touches_and_the_open_article_follows(ana: Person) -> None:
    ana.press("3", "5", "F")
    first = versions(ana)[0]
    article = ana.opened.article.article_id
    page = go(ana)
    mark(ana, "Fishing")
    ana.press("M")
    ana.type("port")
    ana.press("Enter")
    assert "fishing" not in [value for _, value in tree(page)]
    assert page.columns.preview.text() == (
        "Version 2: “fishing” merged into “Port and shipping”; 1 label of 1 annotator in 1 article touched."
    )
    assert label_of(ana, article).value == ["fishing", "flood"]
    ana.press("Ctrl+Return", "Ctrl+1")
    assert label_of(ana, article).value == ["port", "flood"]
    assert label_of(ana, article).codebook_digest == versions(ana)[1]
    assert label_of(ana, article, "stance_levy").codebook_digest == first
    assert ana.opened.answers["topic"] == ["port", "flood"]
    assert [row.value for row in map(ana.page.answers.topics[0].model.row, range(2)) if row.chosen] == [
        "port"
    ]
    ana.press("Ctrl+Z")  # the stance; the topics are closed
    ana.press("Ctrl+Z")
    assert ana.stored() == {"topic": ["port", "flood"]}
    assert ana.says == "Nothing to undo."


def test_a_split_asks_what_the_labels_get_and_lists_them_again(ana: Person) -> None:
    ana.press("5", "F", "F", "Enter")
    ana.press("P")
    article = ana.opened.article.article_id
    assert ana.state() == "submitted"
    page = go(ana)
    mark(ana, "Storm")
    ana.press("S")
    ana.type("Storm")
    ana.press("Return")
    ana.type("High water")
    assert page.columns.split_form.labels_to.count() == 3
    ana.click(page.columns.split_form.go)
    assert page.columns.preview.text() == (
        "Version 2: “flood” split into “Storm” and “High water”; 1 label of 1 annotator in 1 article touched."
    )
    ana.press("Ctrl+Return")
    assert page.columns.worklist.text() == "1 of your answers is from an older version"
    ana.press("W")
    assert ana.window._page == "label"
    assert ana.opened.article.article_id == article
    assert ana.state() == "draft"
    assert "topic" not in ana.stored()
    ana.press("1", "Enter")
    page = go(ana)
    assert page.columns.worklist.text() == ""
    ana.press("W")
    assert ana.says == "Every answer of yours was given under what its question means now."


def test_a_split_can_give_the_labels_one_of_the_new_values(ana: Person) -> None:
    ana.press("5")
    page = go(ana)
    mark(ana, "Storm")
    ana.press("S")
    ana.click(page.columns.split_form.go)
    assert page.columns.split_form.fault.text() == "Name at least two values, one a line."
    page.columns.split_form.titles.setFocus()
    ana.type("Storm")
    ana.press("Return")
    ana.type("High water")
    page.columns.split_form.labels_to.setFocus()
    ana.press("Down", "Down")
    ana.click(page.columns.split_form.go)
    ana.press("Ctrl+Return", "Ctrl+1")
    assert ana.stored() == {"topic": ["high_water"]}


def test_removing_is_taken_out_of_labels_and_can_be_undone_before_it_is_saved(ana: Person) -> None:
    ana.press("1", "2")
    page = go(ana)
    mark(ana, "Port")
    ana.press("Delete")
    assert page.columns.preview.text() == (
        "Version 2: “port” removed; 1 label of 1 annotator in 1 article touched."
    )
    ana.press("Ctrl+Z")
    assert tree(page)[1] == (1, "port")
    ana.press("Ctrl+Shift+Z", "Ctrl+Return")
    assert ana.stored() == {"topic": ["tax"]}


def test_another_stored_name_takes_the_labels_along(ana: Person) -> None:
    ana.press("1")
    page = go(ana)
    mark(ana, "Port")
    ana.press("Enter", "Tab", "Tab", "Ctrl+A")
    ana.type("harbour")
    ana.press("Enter")
    assert page.columns.preview.text() == (
        "Version 2: “port” stored as “harbour”; 1 label of 1 annotator in 1 article touched."
    )
    ana.press("Ctrl+Return")
    assert ana.stored() == {"topic": ["harbour"]}


def test_labels_before_a_change_keep_their_version_and_those_after_carry_the_new_one(ana: Person) -> None:
    ana.press("1")
    article = ana.opened.article.article_id
    go(ana)
    mark(ana, "Storm")
    ana.press("Enter", "Ctrl+A")
    ana.type("Storm, flood, surge")
    ana.press("Enter", "Ctrl+Return", "Ctrl+1")
    ana.press("N", "5")
    first, second = versions(ana)
    assert label_of(ana, article).codebook_digest == first
    assert label_of(ana, ana.opened.article.article_id).codebook_digest == second
    panel = ana.page.answers.topics[0]
    assert panel.model.row(panel.model.row_of("flood")).title == "Storm, flood, surge"


def test_a_draft_outlives_the_page_the_project_and_the_window(sit_down: SitDown, project_file: Path) -> None:
    ana = sit_down(project_file)
    go(ana)
    mark(ana, "Fishing")
    ana.press("Enter", "Ctrl+A")
    ana.type("Fisheries")
    ana.window.close()
    again = sit_down(project_file)
    page = go(again)
    assert page.columns.preview.text() == "Version 2: 1 value renamed; 0 labels touched."
    assert len(versions(again)) == 1
    again.press("Ctrl+Z")
    assert again.says == "These changes were kept from before. Discard takes all of them back at once."
    again.command("Discard the draft")
    assert page.columns.preview.text() == "Nothing is changed since version 1."
    again.press("Ctrl+Z")
    assert page.columns.preview.text() == "Version 2: 1 value renamed; 0 labels touched."


def change_elsewhere(path: Path) -> None:
    """What another window or a command does: a merge of fishing into port."""
    with Project.open(path) as project:
        draft = Draft.of(project.codebook_digest, project.codebook).merge("topic", "fishing", "port")
        adopt(project, draft.codebook, draft.steps)
        assert draft.steps == (Step("merge", "topic", ("fishing",), ("port",), "port"),)


def test_a_change_made_elsewhere_refuses_the_answer_and_shows_the_new_values(
    ana: Person, project_file: Path
) -> None:
    change_elsewhere(project_file)
    ana.press("3")
    assert ana.stored() == {}
    assert "changed meanwhile" in ana.says
    assert ana.window.project is not None
    assert ana.window.project.codebook_version == 2
    ana.press("3")
    assert ana.stored() == {}
    ana.press("1")
    assert ana.stored() == {"topic": ["port"]}


def test_coming_back_to_the_window_shows_a_change_made_elsewhere(ana: Person, project_file: Path) -> None:
    change_elsewhere(project_file)
    ana.window.changeEvent(QEvent(QEvent.Type.ActivationChange))
    assert ana.page.answers.topics[0].model.row_of("fishing") == -1
    assert any("The codebook is version 2 now" in words for words in ana.said)


def test_a_draft_that_began_before_another_version_says_so(ana: Person, project_file: Path) -> None:
    page = go(ana)
    mark(ana, "Culture")
    ana.press("Enter", "Ctrl+A")
    ana.type("Arts")
    ana.press("Enter")
    change_elsewhere(project_file)
    ana.press("Ctrl+Return")
    assert len(versions(ana)) == 2
    ana.press("Ctrl+7")
    assert page.columns.preview.text().startswith(
        "The codebook is version 2 by now, and this draft began before it."
    )
    ana.click(page.columns.discard_button)
    assert page.columns.preview.text() == "Nothing is changed since version 2."


def test_questions_are_edited_and_a_target_is_added(ana: Person) -> None:
    page = go(ana)
    ana.press("Ctrl+T")
    assert page.columns.head.text() == "Harbour levy"
    ana.press("Shift+A", "Ctrl+A")
    ana.type("Dockers")
    ana.press("Tab", "Ctrl+A")
    ana.type("the dockers’ union")
    ana.click(page.columns.question_form.flags["whose"])
    question = page.question()
    assert (question.title, question.target, question.whose) == ("Dockers", "the dockers’ union", True)
    assert [value.value for value in question.values][-1] == "NOT_ADDRESSED"
    assert page.columns.preview.text() == "Version 2: 1 question added; 0 labels touched."
    ana.press("Esc", "Ctrl+Return", "Ctrl+1")
    assert len(ana.page.answers.stances._questions) == 3


def test_the_target_that_is_not_addressed_is_an_answer_by_one_key(ana: Person) -> None:
    ana.press("F", "Shift+T")
    assert ana.stored() == {"stance_levy": "FAVOR", "stance_authority": "NOT_ADDRESSED"}


def test_a_position_answers_to_the_key_that_it_was_given(ana: Person) -> None:
    page = go(ana)
    ana.press("Ctrl+T")
    mark(ana, "Favor")
    ana.press("K")
    ana.type("c")
    ana.press("Esc", "Ctrl+Return", "Ctrl+1", "Ctrl+T")
    assert ana.page.answering.question == "stance_levy"
    ana.press("C")
    assert ana.stored() == {"stance_levy": "FAVOR"}
    assert page.drafts.draft.codebook.question("stance_levy").values[2].key == "C"


def test_an_article_with_an_old_answer_carries_the_new_version_once_submitted_again(ana: Person) -> None:
    ana.press("1", "F", "F", "Enter", "P")
    article = ana.opened.article.article_id
    page = go(ana)
    mark(ana, "Port")
    ana.press("Enter", "Tab", "Tab", "Tab")
    ana.type("Cargo alone. ")
    ana.press("Esc", "Ctrl+Return")
    assert page.columns.worklist.text() == "1 of your answers is from an older version"
    assert page.columns.worklist.below() == "version 2: Port and shipping redefined. Open it"
    ana.click(page.columns.worklist)
    assert ana.opened.article.article_id == article
    assert shown_words(ana.page) >= {
        "Answers from an older version",
        "Answered before version 2 (“Topics”: Port and shipping redefined).",
    }
    ana.press("Enter")
    assert label_of(ana, article).codebook_digest == versions(ana)[1]
    assert label_of(ana, article).value == ["port"]
    assert go(ana).columns.worklist.text() == ""


def test_why_an_article_is_listed_is_said_until_all_are_shown_again(ana: Person) -> None:
    ana.press("1", "Enter", "1", "Enter")
    go(ana)
    mark(ana, "Port")
    ana.press("Enter", "Tab", "Tab", "Tab")
    ana.type("Cargo alone. ")
    ana.press("Esc", "Ctrl+Return", "W")
    why = "Answered before version 2 (“Topics”: Port and shipping redefined)."
    assert why in shown_words(ana.page)
    ana.press("N")
    assert why in shown_words(ana.page), "the next one says so, too"
    ana.click(ana.page.queue._only)
    assert not shown_words(ana.page) & {why, "Answers from an older version"}


def row_of_question(page: CodebookPage, title: str) -> QPoint:
    """Where a question stands in the list."""
    model = page.columns.questions.model()
    index = next(found for row in range(model.rowCount()) if (found := model.index(row, 0)).data() == title)
    return page.columns.questions.visualRect(index).center()


def shown_words(page: QWidget) -> set[str]:
    """What the labels of a page say that are seen."""
    return {each.text() for each in page.findChildren(QLabel) if each.isVisible()}


def test_values_go_out_and_come_in(ana: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = go(ana)
    path = tmp_path / "topics.csv"
    monkeypatch.setattr(CodebookToWrite, "ask", lambda *_: path)
    monkeypatch.setattr(CodebookToRead, "ask", lambda *_: path)
    ana.click(page.columns.export_button)
    assert ana.says == f"{path}: 18 values of “Topics”."
    path.write_text(path.read_text(encoding="utf-8") + "harbour_seals,Seals,fishing\n", encoding="utf-8")
    ana.click(page.columns.import_button)
    assert page.columns.preview.text() == "Version 2: 1 value added; 0 labels touched."
    path.write_text("title\nSeals\n", encoding="utf-8")
    ana.click(page.columns.import_button)
    assert "“value” among them" in ana.says
    assert page.columns.preview.text() == "Version 2: 1 value added; 0 labels touched."


def test_f1_shows_the_whole_guideline_of_the_value_in_focus(ana: Person) -> None:
    ana.press("T")
    ana.type("storm")
    panel = ana.page.answers.topics[0]
    assert panel._meaning_title.text() == "Storm and flood"
    assert panel._meaning.text().endswith("Leave out: Forecasts, and works that merely prevent damage.")
    ana.press("Down")
    assert panel._meaning_title.text() == "Disaster"
    ana.press("Up", "F1")
    words = [each.text() for each in ana.window.overlays.sheet.findChildren(type(panel._meaning))]
    assert "Storm and flood" in words
    assert "Water stood in the lower market until noon." in words
    assert "The repair of what they destroyed." in words
    ana.press("Esc")
    assert ana.page.answers.topics[0].field.hasFocus()


def test_thousands_of_values_are_shown_and_filtered_as_a_table(sit_down: SitDown, tmp_path: Path) -> None:
    from labeler.media_topics import default_codebook

    path = tmp_path / "iptc.labeler"
    Project.create(path, default_codebook()).close()
    ana = sit_down(path)
    page = go(ana)
    assert page.columns.model.rowCount() == 1085
    mark(ana, "Volcanic eruption")
    assert page.columns.value_form.code.text() == "Published code: medtop:20000159"
    assert page.columns.model.rowCount() == 1085
    assert (
        page.columns.value_form.where.text()
        == "In Disaster, accident and emergency incident › Disaster › Natural disaster"
    )


def test_a_new_target_is_stored_and_asked_as_its_title_says(ana: Person) -> None:
    page = go(ana)
    ana.press("Shift+A")
    ana.type("Fish quota")
    ana.press("Enter")
    made = page.draft.codebook.question("stance_fish_quota")
    assert (made.title, made.target) == ("Fish quota", "Fish quota")
    assert page.question().key == "stance_fish_quota"


def test_two_values_with_one_title_cannot_be_saved(ana: Person) -> None:
    page = go(ana)
    mark(ana, "Fishing")
    ana.press("A")
    ana.type("port and Shipping")
    ana.press("Enter")
    words = "“port” and “port_and_shipping” of “Topics” have the same title, “port and Shipping”. "
    assert page.columns.preview.text() == words + "Give one of them another, or merge the two."
    assert not page.columns.save_button.isEnabled()
    ana.press("Ctrl+Return")
    assert ana.says.startswith(words)
    assert len(versions(ana)) == 1


def test_a_value_is_not_offered_to_be_merged_into_itself(ana: Person) -> None:
    page = go(ana)
    mark(ana, "Fishing")
    ana.press("M")
    shown = [page.columns.model.row(row).value.value for row in range(page.columns.model.rowCount())]
    assert "fishing" not in shown
    ana.press("Enter")
    assert ana.says == "Choose the value to merge into first: type its title, or ↑ and ↓."
    ana.type("fishing")
    assert "fishing" not in [
        page.columns.model.row(row).value.value for row in range(page.columns.model.rowCount())
    ]
    ana.press("Esc")
    value = page.value()
    assert value is not None
    assert value.value == "fishing"
    ana.press("M", "Down", "Enter")
    assert page.columns.preview.text().startswith("Version 2: “fishing” merged into “Economy”")


def test_the_status_line_says_what_undo_does_on_the_page_that_is_shown(ana: Person) -> None:
    saved = ana.window.status.saved
    ana.press("1")
    assert saved._undo == "Topics: Port and shipping"
    go(ana)
    assert saved._undo == ""
    ana.press("A")
    assert saved._undo == "the newest change of the draft"
    ana.press("Esc", "Ctrl+Z")
    assert saved._undo == ""
    ana.press("Ctrl+3")
    assert saved._undo == ""
    ana.press("Ctrl+1")
    assert saved._undo == "Topics: Port and shipping"
    assert ana.says.startswith("Saved ")


def test_a_value_added_right_after_a_question_is_named_itself(ana: Person) -> None:
    page = go(ana)
    ana.press("Shift+Q")
    ana.type("Weather")
    ana.press("Enter", "A")
    ana.type("Storm")
    ana.press("Enter")
    assert page.question().title == "Weather"
    assert [entry.title for entry in page.question().values] == ["Storm"]


def test_a_topic_question_is_added_named_and_keyed_by_keys(ana: Person) -> None:
    page = go(ana)
    form = page.columns.question_form
    ana.press("Shift+Q")
    assert form.title.hasFocus()
    ana.type("Topics")
    assert page.columns.preview.text() == (
        "The questions “topic” and “new_topic_question” have the same title, “Topics”. Give one of them another."
    )
    assert not page.columns.save_button.isEnabled()
    ana.press("Ctrl+A")
    ana.type("Weather")
    ana.press("Tab")
    assert page.question().key == "weather"
    assert (form.stored.hasFocus(), form.stored.text(), form.facts.text()) == (True, "weather", "Topic, new")
    ana.press("Ctrl+A")
    ana.type("topic")
    ana.press("Tab")
    assert ana.says == "“topic” is the key of “Topics” already. Choose another one."
    assert form.fault.text() == ana.says
    assert page.question().key == "weather"
    ana.press("Shift+Tab", "Ctrl+A")
    ana.type("sky")
    ana.press("Enter")
    assert page.question().key == "sky"
    assert page.columns.model.rowCount() == 0
    assert page.columns.preview.text() == "“Weather” has no value yet. Add at least one."
    ana.press("Ctrl+Return")
    assert ana.says == page.columns.preview.text()
    assert ana.focus() is page.columns.questions
    ana.press("A")
    ana.type("Storm")
    ana.press("Enter")
    assert page.columns.preview.text() == "Version 2: 1 question added; 0 labels touched."
    ana.press("Ctrl+Return")
    ana.click(page.columns.questions.viewport(), row_of_question(page, "Weather"))
    assert form.stored.isHidden()
    assert form.facts.text() == "Topic, stored as sky"
    ana.press("Ctrl+1")
    assert [panel.question.key for panel in ana.page.answers.topics] == ["topic", "sky"]
    topic, sky = ana.page.answers.topics
    assert [bool(panel.model.row(0).key) for panel in (topic, sky)] == [True, False]
    ana.press("Ctrl+T")
    assert [bool(panel.model.row(0).key) for panel in (topic, sky)] == [False, True]
    assert (topic.field._key, sky.field._key) == ("", "T"), "T finds among those of the open question"
    ana.press("1")
    assert ana.stored() == {"sky": ["storm"]}


def test_where_nothing_is_saved_keys_go_on_in_the_list(ana: Person) -> None:
    page = go(ana)
    ana.press("Ctrl+Return")
    assert ana.says == "Nothing is changed, so there is no new version to save."
    ana.press("Down", "Down")
    marked = page.value()
    assert marked is not None
    assert marked.value == "tax"
    ana.press("Shift+Q")
    ana.type("Mood")
    ana.press("Ctrl+Return")
    assert ana.says == "“Mood” has no value yet. Add at least one."
    assert ana.focus() is page.columns.questions
    ana.press("A")
    assert page.columns.model.rowCount() == 1
