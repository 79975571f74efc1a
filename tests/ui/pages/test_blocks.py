"""The labelling page: correcting what the stripper kept and dropped, folding, unsure blocks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from labeler.project import Project
from labeler.review import ALPHA, agreement

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import Person
    from ui.widgets.article_rows import Row


def current(person: Person) -> Row:
    row = person.page.pane.view.current_row()
    assert row is not None
    return row


def main_words(person: Person) -> str:
    """What the heading of the main text says."""
    return person.page.pane.header._right[1]


def test_x_drops_a_block_and_the_main_text_follows(ana: Person) -> None:
    row = current(ana)
    assert row.right is not None
    words = row.right.text
    kept = sum(block.kept for block in ana.opened.blocks)
    assert main_words(ana).endswith(f" words, {kept} of {len(ana.opened.blocks)} lines")
    ana.press("X")
    block = ana.opened.extracted[row.key]
    assert ana.stored() == {"boilerplate": {"kept": [], "dropped": [[block.start, block.end]]}}
    assert sum(each.kept for each in ana.opened.blocks) == kept - 1
    assert main_words(ana).endswith(f" words, {kept - 1} of {len(ana.opened.blocks)} lines")
    after = next(each for each in ana.page.pane.view.rows() if each.key == row.key)
    assert after.mark == "corrected"
    assert after.right is None or after.right.text != words
    assert current(ana).key == row.key


def test_x_again_takes_the_correction_back(ana: Person) -> None:
    before = ana.page.pane.view.rows()
    ana.press("X", "X")
    assert ana.stored() == {}
    assert list(ana.page.pane.view.rows()) == list(before)
    assert ana.opened.corrected == frozenset()


def test_a_dropped_block_can_be_kept(ana: Person) -> None:
    view = ana.page.pane.view
    ana.press("J")
    while ana.opened.blocks[view.current_key()].kept and view.current_key() < len(ana.opened.blocks) - 1:
        ana.press("J")
        if current(ana).fold_count:
            ana.press("Right")
    key = view.current_key()
    assert not ana.opened.blocks[key].kept
    ana.press("X")
    block = ana.opened.extracted[key]
    assert ana.stored() == {"boilerplate": {"kept": [[block.start, block.end]], "dropped": []}}
    assert ana.opened.blocks[key].kept
    assert ana.opened.blocks[key].reason == "kept by you"


def test_undo_takes_a_correction_back(ana: Person) -> None:
    key = current(ana).key
    ana.press("X", "Ctrl+Z")
    assert ana.stored() == {}
    assert ana.opened.blocks[key] == ana.opened.extracted[key]
    ana.press("Ctrl+Y")
    assert not ana.opened.blocks[key].kept


def test_a_correction_makes_the_article_a_draft_and_comes_back_with_it(ana: Person) -> None:
    key = current(ana).key
    ana.press("X", "N", "P")
    assert ana.opened.corrected == {key}
    assert ana.page.queue.model.items[0].state == "draft"


def test_export_and_agreement_see_corrections(ana: Person, project_file: Path) -> None:
    article_id, key = ana.page.article_id, current(ana).key
    ana.press("X")
    span = [ana.opened.extracted[key].start, ana.opened.extracted[key].end]
    blocks = len(ana.opened.blocks)
    ana.command("change annotator")
    ana.press("Ctrl+A")
    ana.type("Ben")
    ana.press("Enter")
    assert ana.opened.corrected == frozenset()
    ana.press("J", "X")
    ana.press("Ctrl+6", "Ctrl+Enter")
    ana.wait_for_jobs()
    lines = (project_file.parent / "exports" / "coast" / "articles.jsonl").read_text("utf-8").splitlines()
    exported = next(line for line in map(json.loads, lines) if line["article"] == article_id)
    assert exported["labels"]["Ana Mora"]["boilerplate"] == {"kept": [], "dropped": [span]}
    assert exported["labels"]["Ben"]["boilerplate"]["dropped"] != [span]
    ana.window.close()
    with Project.open(project_file) as project:
        found = next(
            each
            for each in agreement(project)
            if each.question == "boilerplate" and each.coefficient == ALPHA
        )
    assert (found.units, found.annotators) == (blocks, 2)
    assert found.value is not None
    assert found.figure.observed is not None
    # Two of the blocks differ, and every block was rated twice.
    assert round((1 - found.figure.observed) * blocks) == 2


def test_right_unfolds_dropped_lines_and_left_folds_them(ana: Person) -> None:
    view = ana.page.pane.view
    while not current(ana).fold_count:
        ana.press("K")
    count, rows = current(ana).fold_count, len(view.rows())
    assert count > 3
    ana.press("Right")
    assert len(view.rows()) == rows + count - 1 or len(view.rows()) == rows + count
    assert current(ana).mark == "fold_open" or current(ana).fold_key >= 0
    ana.press("Left")
    assert len(view.rows()) == rows
    assert current(ana).fold_count == count


def test_a_folded_run_is_not_turned_as_a_whole(ana: Person) -> None:
    while not current(ana).fold_count:
        ana.press("K")
    ana.press("X")
    assert ana.events() == []
    assert ana.says == "Mark a line with J and K first; → shows folded lines."


def test_unsure_blocks_are_gone_to_by_key(ana: Person) -> None:
    ana.open_number(6)
    unsure = [number for number, block in enumerate(ana.opened.blocks) if block.unsure]
    assert len(unsure) >= 5
    seen = []
    for _ in range(12):
        ana.press("Shift+J")
        if ana.says == "No further block is unsure.":
            break
        seen.append(ana.page.pane.view.current_key())
    assert set(seen) <= set(unsure)
    assert len(seen) >= 4
    ana.press("Shift+K")
    assert ana.page.pane.view.current_key() == seen[-2]


def test_a_corrected_block_is_no_longer_unsure(ana: Person) -> None:
    ana.open_number(14)
    ana.press("Shift+J")
    key = ana.page.pane.view.current_key()
    assert ana.opened.blocks[key].unsure
    ana.press("X")
    assert not ana.opened.blocks[key].unsure
    ana.press("J", "Shift+K")
    assert ana.page.pane.view.current_key() != key


def test_blocks_cannot_be_turned_where_the_codebook_does_not_ask(ana: Person) -> None:
    assert ana.window.project is not None
    codebook = ana.window.project.codebook
    asked = tuple(question for question in codebook.questions if question.kind != "boilerplate")
    object.__setattr__(codebook, "questions", asked)
    ana.press("X")
    assert ana.events() == []
    assert ana.says == "The codebook has no boilerplate question, so blocks cannot be corrected."
