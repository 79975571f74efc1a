"""The duplicates page: pairs side by side, by keyboard, in the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint

from db.errors import StoreError
from db.records import Pair, pair_id
from db.store import Store
from labeler.duplicates.candidates import METHOD
from labeler.flow import STATE
from labeler.project import Project
from tests.builders import CODEBOOK, add_article, sentences
from tests.ui.pages.judging import QUOTE, duplicates, listed, opened, stored
from ui.models.cluster_model import CARD_ROLE
from ui.theme import apply_theme, current_theme
from ui.widgets.cluster_wall import _Layout

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from tests.ui.conftest import Person
    from ui.models.cluster_model import ClusterCard

    SitDown = Callable[..., Person]


def test_the_least_sure_pair_is_open_with_both_texts_level(
    judge: Person, made: tuple[Path, list[str]]
) -> None:
    ids = made[1]
    page = duplicates(judge)
    assert opened(judge).unit_id == pair_id(ids[1], ids[2])
    assert listed(judge)[0] == opened(judge).unit_id
    assert page.view.hasFocus()
    said = page.header.accessibleName()
    assert said.startswith("A: ")
    assert "80 % stands in B" in said
    assert "60 % stands in A" in said
    assert {row.mark for row in page.view.rows()} <= {"kept", "differs", "only_left", "only_right"}
    assert "differs" in {row.mark for row in page.view.rows()}
    why = [name.text() + ": " + value.text() for name, value in page.panel._facts if not value.isHidden()]
    assert "Found by: shared passages" in why
    assert "Probability of copies: .55" in why
    assert page.list.counts.text() == "0 judged, 4 left"


@pytest.mark.parametrize(
    ("key", "relation"),
    [
        ("1", "exact"),
        ("2", "near_duplicate"),
        ("3", "contains"),
        ("4", "contained"),
        ("5", "same_story"),
        ("6", "unrelated"),
    ],
)
def test_one_key_gives_the_relation_and_says_that_it_is_saved(judge: Person, key: str, relation: str) -> None:
    unit = opened(judge).unit_id
    judge.press(key)
    assert stored(judge, unit) == {"duplicate": relation}
    assert opened(judge).unit_id == unit
    assert "given" in duplicates(judge).panel.relations.accessibleName()
    assert judge.says.startswith("Saved ")
    assert judge.window.status._done.text() == "1 / 4"
    assert len(judge.events()) == 1
    judge.press(key)
    assert len(judge.events()) == 1


def test_how_far_one_is_with_the_pairs_is_shown_on_their_page_alone(judge: Person) -> None:
    judge.press("Ctrl+1")
    articles = judge.window.status._done.text()
    assert articles.startswith("0 / ")
    judge.press("Ctrl+2", "1")
    assert judge.window.status._done.text() == "1 / 4"
    for page in ("Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+6", "Ctrl+7", "Ctrl+8"):
        judge.press(page)
        assert judge.window.status._done.isHidden()
        assert judge.window.status._time.isHidden(), "no article is open there"
    judge.press("Ctrl+2")
    assert judge.window.status._done.text() == "1 / 4"
    judge.press("Ctrl+1")
    assert judge.window.status._done.text() == articles
    assert judge.window.status._time.isVisible()
    judge.command("change annotator")
    assert judge.window.status._done.isHidden()


def test_containment_is_read_from_a_after_the_sides_were_swapped(judge: Person) -> None:
    before = opened(judge)
    judge.press("X", "3")
    after = opened(judge)
    assert (after.left, after.right) == (before.right, before.left)
    assert stored(judge, before.unit_id) == {"duplicate": "contained"}
    assert after.found == (before.found.mirrored() if before.found else None)
    assert "3 A contains B, given" in duplicates(judge).panel.relations.accessibleName()
    judge.press("X")
    assert "4 B contains A, given" in duplicates(judge).panel.relations.accessibleName()


def test_enter_goes_to_the_most_informative_pair_and_all_are_judged_once(judge: Person) -> None:
    seen = []
    for _ in range(4):
        seen.append(opened(judge).unit_id)
        judge.press("6", "Enter")
    assert len(set(seen)) == 4
    assert duplicates(judge).opened is None
    assert duplicates(judge).view._message == "No pair left to judge. 1 article has no candidate."
    assert listed(judge) == []
    judge.press("1", "J", "X", "Enter", "S", "N", "P", "V")
    assert len(judge.events()) == 4
    judge.press("Ctrl+T")
    assert sorted(listed(judge)) == sorted(seen)


def test_enter_passes_a_pair_without_an_answer(judge: Person) -> None:
    first = opened(judge).unit_id
    judge.press("Enter")
    assert opened(judge).unit_id == listed(judge)[1]
    judge.press("P")
    assert opened(judge).unit_id == first
    judge.press("P")
    assert judge.says == "This is the first pair."
    assert judge.events() == []


def test_a_skipped_pair_comes_again_at_the_end(judge: Person) -> None:
    first = opened(judge).unit_id
    judge.press("S")
    assert opened(judge).unit_id != first
    assert listed(judge)[-1] == first
    assert stored(judge, first)[STATE] == {"state": "skipped", "when": "later", "reason": ""}
    assert duplicates(judge).list.counts.text() == "0 judged, 4 left, 1 of them skipped"
    judge.press("Ctrl+Z")
    assert opened(judge).unit_id == first
    assert stored(judge, first) == {}


def test_differences_are_walked_and_a_moved_paragraph_points_at_its_place(
    judge: Person, made: tuple[Path, list[str]]
) -> None:
    ids = made[1]
    page = duplicates(judge)
    page.open(pair_id(ids[0], ids[1]))
    marks = [row.mark for row in page.view.rows()]
    assert sorted(mark for mark in marks if mark != "kept") == ["moved_down", "moved_up"]
    assert "moved, 1 paragraph" in page.legend.accessibleName()
    places = []
    for _ in range(2):
        judge.press("J")
        places.append(page.view.current_key())
    assert [marks[place].startswith("moved") for place in places] == [True, True]
    judge.press("J")
    assert judge.says == "No further difference."
    judge.press("K")
    assert page.view.current_key() == places[0]


def test_undo_and_redo_go_where_the_answer_is(judge: Person) -> None:
    first = opened(judge).unit_id
    judge.press("2", "Enter", "6", "Enter")
    judge.press("Ctrl+Z", "Ctrl+Z")
    assert opened(judge).unit_id == first
    assert stored(judge, first) == {}
    assert duplicates(judge).list.counts.text() == "0 judged, 4 left"
    judge.press("Ctrl+Y")
    assert stored(judge, first) == {"duplicate": "near_duplicate"}
    assert judge.window._page == "duplicates"
    judge.press("Backspace", "Ctrl+Z")
    assert judge.says == "Nothing to undo."


def test_undo_of_an_answer_about_an_article_goes_to_the_label_page(judge: Person) -> None:
    judge.press("Ctrl+1", "G", "Ctrl+2", "Ctrl+Z")
    assert judge.window._page == "label"
    assert judge.stored() == {}


def test_both_pages_share_answers_and_what_can_be_undone(judge: Person) -> None:
    judge.press("2")
    unit = opened(judge).unit_id
    judge.press("Ctrl+1", "Ctrl+Z")
    assert stored(judge, unit) == {}
    judge.press("Ctrl+2")
    assert duplicates(judge).list.counts.text() == "0 judged, 4 left"
    judge.press("Ctrl+1")
    judge.open_number(1)
    judge.press("D", "5", "Ctrl+2")
    assert duplicates(judge).list.counts.text() == "1 judged, 3 left"


def test_a_contradiction_is_shown_and_settled_by_the_same_keys(
    judge: Person, made: tuple[Path, list[str]]
) -> None:
    ids = made[1]
    page = duplicates(judge)
    judge.press("V")
    assert judge.says == "No contradiction in your answers."
    for one, other, key in ((0, 1, "2"), (1, 2, "2"), (0, 2, "6")):
        page.open(pair_id(ids[one], ids[other]))
        judge.press(key)
    banner = page.list.contradiction
    assert not banner.isHidden()
    assert banner.text() == "1 contradiction"
    assert banner.below().replace("\u00a0", " ") == "A = C, C = B, but A ≠ B"  # A and B are the open pair
    assert {line.torn for line in page.panel.graph.lines()} == {True}
    assert "Your answers contradict each other" in page.panel.contradiction.text()
    seen = []
    for _ in range(3):
        judge.press("V")
        seen.append(opened(judge).unit_id)
        assert banner.below() in page.panel.contradiction.text()
    assert sorted(seen) == sorted(pair_id(ids[i], ids[j]) for i, j in ((0, 1), (1, 2), (0, 2)))
    page.open(pair_id(ids[0], ids[2]))
    judge.press("2")
    assert banner.isHidden()
    assert page.queue.contradicting() == []
    assert not any(line.torn for line in page.panel.graph.lines())


def test_clusters_are_listed_and_a_sign_of_the_graph_opens_its_pair(
    judge: Person, made: tuple[Path, list[str]]
) -> None:
    ids = made[1]
    page = duplicates(judge)
    judge.press("2", "Ctrl+T", "Ctrl+T")
    assert page.list.shown() == "Clusters"
    (unit,) = listed(judge)
    assert page.listing.rows.row(unit).note == "3 articles, 1 of 3 pairs judged"
    judge.press("Enter")
    graph = page.panel.graph
    wanted = pair_id(ids[0], ids[1])
    place = next(place for place, line in enumerate(graph.lines()) if line.unit_id == wanted)
    judge.click(graph, graph._sign_places()[place].toPoint())
    assert opened(judge).unit_id == wanted
    assert page.view.hasFocus()


def test_clusters_are_cards_on_which_contradictions_show_and_from_which_they_are_settled(
    judge: Person, made: tuple[Path, list[str]]
) -> None:
    ids = made[1]
    page = duplicates(judge)
    for one, other, key in ((0, 1, "2"), (1, 2, "2"), (0, 2, "6")):
        page.open(pair_id(ids[one], ids[other]))
        judge.press(key)
    judge.press("Ctrl+T", "Ctrl+T")
    assert page.is_on_wall()
    assert page.wall.hasFocus()
    assert page.panel.isHidden()

    def card() -> ClusterCard:
        found: ClusterCard = page.wall.clusters.index(0, 0).data(CARD_ROLE)
        return found

    assert card().head == "3 articles, 3 of 3 pairs judged"
    assert card().mark == "disputed"
    assert card().contradiction.replace("\u00a0", " ").endswith("but A ≠ B")
    judge.press("V")
    assert opened(judge).unit_id == pair_id(ids[0], ids[1])
    assert page.list.contradiction.below() in page.panel.contradiction.text()
    judge.press("Esc")
    assert page.is_on_wall()
    assert page.list.contradiction.below() == card().contradiction
    assert sum(line.torn for line in card().lines) == 3
    judge.press("1", "S", "X", "J")  # nothing is answered, put off or changed while no pair is seen
    assert len(judge.events()) == 3
    judge.press("Enter")
    assert not page.is_on_wall()
    assert opened(judge).unit_id == pair_id(ids[0], ids[2])
    judge.press("2", "Esc")
    assert page.is_on_wall()
    assert card().mark == "submitted"
    assert card().contradiction == ""
    laid = _Layout(page.wall.visualRect(page.wall.clusters.index(0, 0)), card(), current_theme())
    judge.click(page.wall.viewport(), laid.signs[1].toPoint())
    assert opened(judge).unit_id == card().lines[1].unit_id
    assert page.view.hasFocus()
    judge.press("Esc", "Ctrl+Z")  # an answer taken back is shown where it was given
    assert not page.is_on_wall()
    assert opened(judge).unit_id == pair_id(ids[0], ids[2])


def test_cards_are_walked_by_keys_and_filtered(sit_down: SitDown, tmp_path: Path) -> None:
    path = tmp_path / "wall.labeler"
    with Project.create(path, CODEBOOK) as project:
        ids = [add_article(project.store, f"Story {seed // 2}\n{sentences(seed)}") for seed in range(14)]
        pairs = []
        for place in range(0, 14, 2):
            left, right = sorted(ids[place : place + 2])
            pairs.append(Pair(left, right, 0.8, 0.6, 0.5, METHOD, 0.9, "near_duplicate"))
        project.store.pairs.replace_candidates(METHOD, pairs, 14)
    person = sit_down(path)
    page = duplicates(person)
    person.press("Ctrl+T", "Ctrl+T")
    model = page.wall.clusters
    assert len(model.units) == 7
    columns = model.columnCount()
    assert columns > 1
    person.press("Right", "Down", "Left")
    assert model.unit_at(page.wall.currentIndex()) == model.units[columns]
    person.press("N", "P", "P")
    assert model.unit_at(page.wall.currentIndex()) == model.units[columns - 1]
    assert not model.unit_at(model.index(model.rowCount() - 1, columns - 1)) or 7 % columns == 0
    assert not person.window.grab().isNull()
    page.list.field.setText("Story 3")
    assert len(model.units) == 1
    person.window.resize(1024, 640)
    person.settle()
    assert not person.window.grab().isNull()


def test_clicks_do_what_keys_do(judge: Person) -> None:
    page = duplicates(judge)
    relations = page.panel.relations
    first = opened(judge).unit_id
    judge.click(relations, relations._cards()[4].center().toPoint())
    assert stored(judge, first) == {"duplicate": "same_story"}
    judge.click(page.panel.next)
    assert opened(judge).unit_id != first
    second = opened(judge).unit_id
    judge.click(page.panel.skip)
    assert stored(judge, second)[STATE]["state"] == "skipped"  # type: ignore[index] # a JSON value
    table = page.list.pairs
    judge.click(table.viewport(), table.visualRect(table.pairs.index(1, 0)).center() + QPoint(10, 0))
    assert opened(judge).unit_id == listed(judge)[1]


def test_an_answer_that_cannot_be_written_is_said_and_nothing_changes(
    judge: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr("db.labels.Labels.append", full)
    judge.press("2")
    assert judge.says == "The disk is full."
    judge.press("S")
    assert judge.said[-1] == "The disk is full."
    monkeypatch.undo()
    assert judge.events() == []
    assert duplicates(judge).list.counts.text() == "0 judged, 4 left"
    judge.press("2")
    assert len(judge.events()) == 1


def test_a_damaged_text_is_not_compared(sit_down: SitDown, made: tuple[Path, list[str]]) -> None:
    path, ids = made
    with Store.open(path) as store:
        store._sql.run("DROP TRIGGER article_raw_no_update")
        store._sql.run("UPDATE article_raw SET text = 'other' WHERE article_id = ?", [ids[2]])
    person = sit_down(path)
    page = duplicates(person)
    assert "This capture is damaged" in page.view._message
    person.press("J", "X", "K")
    assert "This capture is damaged" in page.view._message
    assert opened(person).rows() == []


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("scale", "width"), [(1.0, 1440), (1.5, 1440), (1.0, 1024)])
def test_the_page_paints_in_every_look(
    sit_down: SitDown, project_file: Path, qapp: QApplication, theme: str, scale: float, width: int
) -> None:
    person = sit_down(project_file, width=width, height=700)
    page = duplicates(person)
    apply_theme(qapp, theme, scale)  # type: ignore[arg-type] # the parameters are its choices
    person.settle()
    for _ in range(4):
        person.press("2", "Enter")
        assert not person.window.grab().isNull()
    assert page.panel.width() + page.list.width() < person.window.width() * 0.75
    assert page.view.geometry_of_columns().left_width > 100


def test_right_to_left_pairs_stand_at_the_right(sit_down: SitDown, tmp_path: Path) -> None:
    path = tmp_path / "rtl.labeler"
    text = "ارتفعت رسوم الميناء تسع كرونات في نيسان بعد الفيضان الكبير في المدينة القديمة"
    with Project.create(path, CODEBOOK) as project:
        one, other = sorted(
            add_article(project.store, each) for each in (text, text.replace("الميناء", "المرفأ"))
        )
        project.store.pairs.replace_candidates(
            METHOD, [Pair(one, other, 0.9, 0.9, 0.8, METHOD, 0.5, "exact")], 2
        )
    person = sit_down(path)
    page = duplicates(person)
    (row,) = page.view.rows()
    assert row.mark == "differs"
    assert row.left is not None
    assert row.right is not None
    words = {cell.text[span.start : span.end] for cell in (row.left, row.right) for span in cell.spans}
    assert words == {"الميناء", "المرفأ"}
    assert not person.window.grab().isNull()


def test_of_a_pair_found_by_names_the_texts_themselves_say_what_they_share(
    sit_down: SitDown, tmp_path: Path
) -> None:
    with Project.create(tmp_path / "names.labeler", CODEBOOK) as project:
        texts = [f"{QUOTE}\n{sentences(1, 2)}", f"{QUOTE}\n{sentences(2, 2)}"]
        one, other = sorted(add_article(project.store, text) for text in texts)
        pairs = [Pair(one, other, 0.0, 0.0, 0.0, METHOD, 0.1, "same_story")]
        project.store.pairs.replace_candidates(METHOD, pairs, 2)
    person = sit_down(tmp_path / "names.labeler")
    page = duplicates(person)
    assert "33 % stands in B" in page.header.accessibleName()
    assert page.panel._facts[0][1].text() == "shared names"
    assert page.listing.rows.row(opened(person).unit_id).note == "the same names"


def test_guidelines_and_scrolling_have_their_keys(judge: Person) -> None:
    judge.press("Space", "Shift+Space", "F1")
    assert judge.window.overlays.sheet.isVisible()
    judge.press("Esc")
    assert not judge.window.overlays.sheet.isVisible()
    judge.press("2")
    assert len(judge.events()) == 1


def test_the_cards_keep_to_the_rules_of_qt(judge: Person, check_model: Callable[[object], None]) -> None:
    judge.press("Ctrl+2", "Ctrl+T", "Ctrl+T")
    check_model(duplicates(judge).wall.clusters)
