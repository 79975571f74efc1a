"""The list of pairs: what is in it, in which order, and what is said where it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records import pair_id
from labeler.labelling import Labelling
from labeler.project import Project
from tests.builders import add_article, sentences
from tests.ui.pages.judging import duplicates, listed, opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.conftest import Person

    SitDown = Callable[..., Person]


def test_the_list_is_filtered_by_words_of_a_title(judge: Person) -> None:
    page = duplicates(judge)
    lone = next(unit for unit in listed(judge) if page.queue.pair(unit).score < 0.5)
    title = {page.queue.pair(lone).left, page.queue.pair(lone).right}
    for unit in listed(judge):
        if unit != lone:
            title -= {page.queue.pair(unit).left, page.queue.pair(unit).right}
    judge.press("Ctrl+F")
    judge.type("no such words")
    assert listed(judge) == []
    judge.press("Esc")
    assert len(listed(judge)) == 4
    judge.press("Ctrl+F")
    judge.type(page.listing.rows.titles[title.pop()].upper())
    assert listed(judge) == [lone]
    judge.press("Enter")
    assert opened(judge).unit_id == lone
    assert page.view.hasFocus()
    assert judge.events() == []


def test_only_pairs_not_judged_by_anyone(sit_down: SitDown, made: tuple[Path, list[str]]) -> None:
    path, ids = made
    with Project.open(path) as project:
        ben = Labelling(project, "Ben")
        ben.answer_pair(ids[1], ids[2], "duplicate", "exact")
        ben.answer_pair(ids[0], ids[3], "duplicate", "exact")
    person = sit_down(path)
    page = duplicates(person)
    # What Ben said shows nowhere.
    assert opened(person).unit_id == pair_id(ids[1], ids[2])
    assert "given" not in page.panel.relations.accessibleName()
    assert pair_id(ids[0], ids[3]) not in listed(person)
    person.press("U")
    assert pair_id(ids[1], ids[2]) not in listed(person)
    assert "Only those not judged by anyone" in page.list.counts.text()
    person.press("U")
    assert len(listed(person)) == 4


def test_what_follows_is_said_and_comes_last(judge: Person, made: tuple[Path, list[str]]) -> None:
    ids = made[1]
    page = duplicates(judge)
    for one, other in ((0, 1), (1, 2)):
        page.open(pair_id(ids[one], ids[other]))
        judge.press("2")
    judge.press("Enter")
    assert listed(judge) == [pair_id(ids[2], ids[3]), pair_id(ids[0], ids[2])]
    assert page.listing.rows.row(pair_id(ids[0], ids[2])).note == "your answers imply: copies"
    page.open(pair_id(ids[0], ids[2]))
    assert page.panel._facts[-1][1].text() == "copies"


def test_without_any_article_the_page_says_so(sit_down: SitDown, empty_file: Path) -> None:
    person = sit_down(empty_file)
    page = duplicates(person)
    assert page.view._message == "No article yet. Import captures with Ctrl I, or drop files here."
    assert page.list.stale.isHidden()
    person.press("1", "Enter", "S", "X", "V", "U", "Ctrl+T", "Ctrl+T")
    assert person.events() == []


def test_a_codebook_without_the_question_is_said(sit_down: SitDown, tmp_path: Path) -> None:
    from labeler.codebook_files import codebook_from_json

    book = {"name": "Topics", "question": [{"key": "topic", "kind": "topic", "values": ["flood"]}]}
    with Project.create(tmp_path / "topics.labeler", codebook_from_json(book)) as project:
        add_article(project.store, sentences(1))
    person = sit_down(tmp_path / "topics.labeler")
    assert duplicates(person).view._message.startswith("The codebook asks nothing about pairs.")


def test_the_list_keeps_to_the_rules_of_qt(judge: Person, check_model: Callable[[object], None]) -> None:
    check_model(duplicates(judge).list.pairs.pairs)
