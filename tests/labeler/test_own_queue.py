from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from labeler.codebook import Value
from labeler.codebook_editing import adopt
from labeler.codebook_worklist import worklist
from labeler.flow import STATE, again_key
from labeler.gold import Adjudication
from labeler.label_export import export_labels
from labeler.labelling import Labelling
from labeler.own_queue import Finished, OwnQueue, listed_articles
from labeler.pair_queue import pair_queue
from labeler.plan import Articles, Plan, share_of
from labeler.planning import Planning, plan_of
from labeler.progress import run_to_end
from labeler.project import Project
from labeler.queue import Narrowing, next_unlabelled, queue
from labeler.study import Study
from tests.builders import CODEBOOK, add_article, export

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from labeler.queue import QueueItem

FIXED = Plan(seed=3, roster=("Ana",), repeats=0.5, distance=5, self_chosen=False)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Twenty articles, a plan under which half of them come again, and Ana."""
    with Project.create(tmp_path / "own.labeler", CODEBOOK) as made:
        for number in range(20):
            add_article(made.store, f"Number {number}.")
        Planning(made).put_in_force(FIXED)
        yield made


def finish(project: Project, hands: Labelling, own: OwnQueue, items: list[QueueItem]) -> QueueItem | None:
    """Submits what is next, as the window does; returns it."""
    place = next_unlabelled(items, -1)
    if place is None:
        return None
    item = items[place]
    assert own.refusal(items, place) == ""
    here = hands.on_repeats if item.again else hands
    here.answer(item.article_id, "topic", ["trade"] if item.again else ["flood"])
    here.submit(item.article_id)
    items[place] = replace(item, state="submitted")
    own.note(item, items[place])
    for at, changed in own.due(items):
        items[at] = changed
    return item


def finish_all(project: Project) -> tuple[OwnQueue, list[QueueItem], list[QueueItem]]:
    hands = Labelling(project, "Ana")
    own = OwnQueue(project, "Ana")
    items = own.read(hands.all_labels())
    done = []
    while (item := finish(project, hands, own, items)) is not None:
        done.append(item)
    return own, items, done


def test_repeats_come_later_and_only_one_of_an_article_is_ever_seen(project: Project) -> None:
    hands = Labelling(project, "Ana")
    own = OwnQueue(project, "Ana")
    items = own.read(hands.all_labels())
    total = len(items)
    first: dict[str, int] = {}
    assert total > 24
    done: list[str] = []
    while True:
        shown = [item.article_id for item in items if not item.hidden]
        assert len(shown) == len(set(shown)) == 20
        item = finish(project, hands, own, items)
        if item is None:
            break
        if item.again:
            assert len(done) - first[item.article_id] > FIXED.distance
        else:
            first[item.article_id] = len(done)
        done.append(item.article_id)
    assert len(done) == total
    assert all(item.done for item in items)


def test_what_stands_is_found_again_when_the_queue_is_read_anew(project: Project) -> None:
    own, items, done = finish_all(project)
    assert any(item.again for item in done)
    again = OwnQueue(project, "Ana").read(Labelling(project, "Ana").all_labels())
    assert [(item.article_id, item.again, item.state, item.hidden) for item in again] == [
        (item.article_id, item.again, item.state, item.hidden) for item in items
    ]
    assert own.progress({"done": len(items)}, len(items)).words[0].endswith(" 0 left")


def test_a_half_labelled_queue_goes_on_where_it_was(project: Project) -> None:
    hands, own = Labelling(project, "Ana"), OwnQueue(project, "Ana")
    items = own.read(hands.all_labels())
    for _ in range(12):
        finish(project, hands, own, items)
    anew = OwnQueue(project, "Ana").read(Labelling(project, "Ana").all_labels())
    assert anew == items


def test_an_outdated_first_answer_is_seen_before_its_repeat(project: Project) -> None:
    own, items, _ = finish_all(project)
    topics = CODEBOOK.question("topic")
    more = replace(topics, values=(*topics.values, Value("ferry", "Ferry")))
    adopt(project, replace(CODEBOOK, questions=(more, *CODEBOOK.questions[1:])))
    hands = Labelling(project, "Ana")
    items = own.read(hands.all_labels())
    assert [item.hidden for item in items] == [item.again for item in items]
    assert {item.state for item in items} == {"submitted"}
    assert own.progress({"done": len(items)}, len(items)).left == 0
    assert own.due(items) == []
    firsts = [place for place, item in enumerate(items) if not item.again]
    for place in firsts:
        hands.submit(items[place].article_id)
        own.note(items[place], items[place])
        for at, changed in own.due(items):
            items[at] = changed
    assert worklist(project) == []
    anew = OwnQueue(project, "Ana").read(hands.all_labels())
    assert [(item.article_id, item.hidden) for item in anew] == [
        (item.article_id, item.hidden) for item in items
    ]
    assert any(item.again and not item.hidden for item in anew)


def test_the_first_answer_never_changes_and_undo_is_one_for_both(project: Project) -> None:
    _, items, done = finish_all(project)
    repeat = next(item.article_id for item in reversed(done) if item.again)
    hands = Labelling(project, "Ana")
    assert hands.labels_of(repeat) == {"topic": ["flood"], STATE: {"state": "submitted"}}
    assert hands.on_repeats.labels_of(repeat) == {"topic": ["trade"], STATE: {"state": "submitted"}}
    hands.on_repeats.answer(repeat, "stance_levy", "FAVOR")
    assert hands.undo_status.undo_text == "Levy: Favor"
    (undone,) = hands.undo()
    assert undone.question == again_key("stance_levy")
    assert hands.on_repeats.undo_status.redo_text == "Levy: Favor"
    hands.on_repeats.redo()
    assert hands.on_repeats.labels_of(repeat)["stance_levy"] == "FAVOR"
    assert "stance_levy" not in hands.labels_of(repeat)
    assert len(items) == len(done)


def test_a_copied_answer_goes_to_the_repeat_that_is_open(project: Project) -> None:
    hands = Labelling(project, "Ana")
    one, other = (article.article_id for article in project.store.articles.all()[:2])
    hands.answer(one, "topic", ["port"])
    hands.submit(one)
    hands.on_repeats.copy_last(other)
    assert hands.labels_of(other) == {}
    assert hands.on_repeats.labels_of(other) == {"topic": ["port"]}
    hands.on_repeats.submit(other)
    hands.answer(other, "topic", ["flood"])
    third = project.store.articles.all()[2].article_id
    hands.copy_last(third)
    assert hands.labels_of(third) == {"topic": ["port"]}  # from the repeat, which was submitted last


def test_what_is_not_next_does_not_open_where_the_project_sets_the_order(project: Project) -> None:
    hands, own = Labelling(project, "Ana"), OwnQueue(project, "Ana")
    items = own.read(hands.all_labels())
    assert own.refusal(items, 0) == ""
    assert own.refusal(items, 1).startswith("The project sets the order.")
    finish(project, hands, own, items)
    assert own.refusal(items, 0) == ""  # seen before
    assert own.refusal(items, 1) == ""
    assert own.guest(items[3].article_id, []) is None
    Planning(project).put_in_force(Plan(), ["dealt-anew"])
    assert own.is_behind()
    items = own.read(hands.all_labels())
    assert own.refusal(items, 15) == ""
    assert not own.is_behind()


def test_who_is_not_named_has_an_empty_queue_and_may_look_at_articles(project: Project) -> None:
    own = OwnQueue(project, "Zoe")
    assert own.read([]) == []
    assert own.nothing().startswith("The project’s plan means no article for Zoe.")
    article = project.store.articles.all()[4].article_id
    guest = own.guest(article, [])
    assert guest is not None
    assert (guest.article_id, guest.number) == (article, 5)
    assert own.guest("0" * 64, []) is None


def test_second_answers_enter_no_figure_no_export_and_no_other_queue(
    project: Project, tmp_path: Path
) -> None:
    finish_all(project)
    ids = [article.article_id for article in project.store.articles.all()]
    hands = Labelling(project, "Ana").on_repeats
    hands.answer_pair(ids[0], ids[1], "duplicate", "near_duplicate")
    hands.set_flag(ids[0], flagged=True)
    hands.set_note(ids[0], "Seen before?")
    topics = Study.of(project, project.codebook.question("topic"))
    assert {value[0] for given in topics.answers.given.values() for value in given.values()} == {"flood"}
    assert Study.of(project, project.codebook.question("duplicate")).answers.given == {}
    labels = Labelling(project, "Ana").all_labels()
    assert pair_queue(project, labels).relations == {}
    assert not any(item.flagged for item in queue(project, labels))
    for name, content in export(project, tmp_path / "whole").items():
        assert b"@again" not in content, name
        assert b"again:" not in content, name
        assert b"Seen before" not in content, name
    for form in ("label-studio", "doccano", "table"):
        file = tmp_path / f"labels-{form}"
        report = run_to_end(export_labels(project, file, form, "topic" if form == "doccano" else None))
        assert b"again" not in file.read_bytes()
        assert report.labels == 20
        assert "second answers, given to hidden repeats" in [row.what for row in report.left_out]


def test_what_is_listed_is_what_the_plan_shows(project: Project) -> None:
    Planning(project).put_in_force(
        Plan(roster=("Ana", "Ben"), per_article=1, self_chosen=False), ["dealt-anew"]
    )
    labels = Labelling(project, "Ana").all_labels()
    own = {item.article_id for item in OwnQueue(project, "Ana").read(labels)}
    assert 0 < len(own) < 20
    assert listed_articles(project, Narrowing("number", "", "Ana")) == own
    assert listed_articles(project, Narrowing("", "pending", "Ana")) == own
    assert listed_articles(project, Narrowing("", "submitted", "Ana")) == set()
    assert listed_articles(project, Narrowing("", "", "Ana")) is None


def test_the_order_of_finishing_is_followed() -> None:
    finished = Finished(["a", "b", "c"])
    assert [finished.after(name) for name in "abcd"] == [2, 1, 0, -1]
    finished.note("b", done=False)
    assert [finished.after(name) for name in "abcd"] == [1, -1, 0, -1]
    finished.note("a", done=True)
    assert [finished.after(name) for name in "abcd"] == [0, -1, 1, -1]


def test_hidden_gold_is_an_article_like_any_other(project: Project) -> None:
    ids = [article.article_id for article in project.store.articles.all()]
    for article in ids:
        Adjudication(project, "Rae").rule(article, "topic", ["flood"])
    Planning(project).put_in_force(
        Plan(seed=3, roster=("Ana", "Ben"), per_article=1, gold=0.2, self_chosen=False), ["dealt-anew"]
    )
    hands = Labelling(project, "Ana")
    items = OwnQueue(project, "Ana").read(hands.all_labels())
    plain = {item.article_id: item for item in queue(project, [])}
    found = [
        effect for effect in Planning(project).look(plan_of(project)).effects if effect.annotator == "Ana"
    ]
    assert found[0].gold >= 1
    assert items == [plain[item.article_id] for item in items]
    assert len(items) == found[0].articles
    gold = next(item for item in items if item.article_id not in _dealt(project, "Ana"))
    assert hands.labels_of(gold.article_id) == {}  # what was ruled is nobody's answer
    hands.answer(gold.article_id, "topic", ["port"])
    assert [item.article_id for item in OwnQueue(project, "Ana").read(hands.all_labels())] == [
        item.article_id for item in items
    ]


def _dealt(project: Project, person: str) -> set[str]:
    """The articles that the plan means for somebody, hidden gold not among them."""
    ids = [article.article_id for article in project.store.articles.all()]
    own = share_of(plan_of(project), person, Articles.of(ids))
    return {article for article, meant in zip(ids, own.tolist(), strict=True) if meant}
