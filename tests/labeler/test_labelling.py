from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from db.errors import StoreError
from db.fold import UndoStacks, fold
from db.records import pair_id
from labeler.errors import LabelerError
from labeler.event_words import answer_in_words
from labeler.flow import FLAG, NOTE, STATE, about_key, again_key
from labeler.labelling import Labelling, UndoStatus
from labeler.project import Project
from tests.builders import CODEBOOK, add_article, faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from db.records import Json

ANNOTATORS = ("Ana", "Ben")
ANSWERS: dict[str, list[Json]] = {
    "topic": [[], ["flood"], ["flood", "port"]],
    "stance_levy": ["FAVOR", "NONE"],
}


class Session(RuleBasedStateMachine):
    """Two annotators at work; beside the program runs the plainest model of undo: a stack of states."""

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.project = Project.create(self.folder / "news.labeler", CODEBOOK)
        self.units = [add_article(self.project.store, text) for text in ("One.", "Two.")]
        self.work = {name: Labelling(self.project, name) for name in ANNOTATORS}
        self.now: dict[str, dict[tuple[str, str], Json]] = {name: {} for name in ANNOTATORS}
        self.past: dict[str, list[dict[tuple[str, str], Json]]] = {name: [] for name in ANNOTATORS}
        self.future: dict[str, list[dict[tuple[str, str], Json]]] = {name: [] for name in ANNOTATORS}

    def teardown(self) -> None:
        self.project.close()
        shutil.rmtree(self.folder)

    def _becomes(self, who: str, change: dict[tuple[str, str], Json]) -> None:
        self.past[who].append(self.now[who])
        self.future[who].clear()
        changed = {**self.now[who], **change}
        self.now[who] = {key: value for key, value in changed.items() if value is not None}

    @rule(
        who=st.sampled_from(ANNOTATORS),
        unit=st.integers(0, 1),
        question=st.sampled_from(list(ANSWERS)),
        which=st.integers(0, 1),
    )
    def answer(self, who: str, unit: int, question: str, which: int) -> None:
        value = ANSWERS[question][which]
        self.work[who].answer(self.units[unit], question, value)
        self._becomes(who, {(self.units[unit], question): value})

    @rule(who=st.sampled_from(ANNOTATORS), relation=st.sampled_from(["contains", "exact"]))
    def judge_pair(self, who: str, relation: str) -> None:
        one, other = sorted(self.units)
        self.work[who].answer_pair(one, other, "duplicate", relation)
        self._becomes(who, {(pair_id(one, other), "duplicate"): relation})

    @rule(who=st.sampled_from(ANNOTATORS), unit=st.integers(0, 1), question=st.sampled_from(list(ANSWERS)))
    def clear(self, who: str, unit: int, question: str) -> None:
        self.work[who].clear(self.units[unit], question)
        self._becomes(who, {(self.units[unit], question): None})

    @rule(who=st.sampled_from(ANNOTATORS), question=st.sampled_from(list(ANSWERS)), which=st.integers(0, 1))
    def answer_both(self, who: str, question: str, which: int) -> None:
        value = ANSWERS[question][which]
        self.work[who].answer_together([(unit, question, value) for unit in self.units], {})
        self._becomes(who, {(unit, question): value for unit in self.units})

    @rule(who=st.sampled_from(ANNOTATORS))
    def undo(self, who: str) -> None:
        taken = self.work[who].undo()
        assert bool(taken) is bool(self.past[who])
        if self.past[who]:
            self.future[who].append(self.now[who])
            self.now[who] = self.past[who].pop()

    @rule(who=st.sampled_from(ANNOTATORS))
    def redo(self, who: str) -> None:
        brought_back = self.work[who].redo()
        assert bool(brought_back) is bool(self.future[who])
        if self.future[who]:
            self.past[who].append(self.now[who])
            self.now[who] = self.future[who].pop()

    @rule()
    def reopen(self) -> None:
        path = self.project.path
        self.project.close()
        self.project = Project.open(path)
        self.work = {name: Labelling(self.project, name) for name in ANNOTATORS}

    @invariant()
    def labels_are_what_the_events_add_up_to(self) -> None:
        labels = list(self.project.store.labels.all())
        assert {(each.annotator, each.unit_id, each.question): each for each in labels} == fold(
            self.project.store.events.all()
        )
        for who in ANNOTATORS:
            assert {
                (each.unit_id, each.question): each.value for each in labels if each.annotator == who
            } == self.now[who]

    @invariant()
    def stacks_kept_and_stacks_read_agree(self) -> None:
        for who in ANNOTATORS:
            kept = self.work[who].undoing.stacks
            read = UndoStacks(self.project.store.events.all(who))
            assert (kept.done, kept.undone) == (read.done, read.undone)
            assert sum(step.stands for step in self.work[who].undoing.steps()) == len(self.past[who])


TestSession = Session.TestCase
TestSession.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)


@pytest.fixture
def article(project: Project) -> str:
    return add_article(project.store, "The harbour is closed.")


def test_undo_and_redo_are_said_in_words(project: Project, article: str) -> None:
    work = Labelling(project, "Ana")
    assert work.undo_status == UndoStatus("", "")
    given: list[tuple[Callable[[], object], str]] = [
        (lambda: work.answer(article, "topic", ["flood", "port"]), "Topic: Flood, Port"),
        (lambda: work.answer(article, "topic", []), "Topic: no topic fits"),
        (lambda: work.clear(article, "topic"), "Topic cleared"),
        (lambda: work.answer(article, "stance_levy", "FAVOR"), "Levy: Favor"),
        (lambda: work.answer(article, "boilerplate", {"kept": [[0, 2]]}), "Boilerplate: 1 block corrected"),
        (lambda: work.set_flag(article, flagged=True), "flag set"),
        (lambda: work.set_flag(article, flagged=False), "flag taken off"),
        (lambda: work.set_note(article, "look again"), "note written"),
        (lambda: work.set_note(article, "  "), "note taken off"),
        (lambda: work.skip(article, "later", " too long "), "article skipped"),
        (lambda: work.clear(article, STATE), "article taken back among those to do"),
        (
            lambda: work.answer(article, about_key("stance_levy"), {"whose": "quoted"}),
            "Levy: of somebody quoted",
        ),
        (lambda: work.clear(article, about_key("stance_levy")), "Levy: of the author"),
        (lambda: work.answer(article, again_key("stance_levy"), "NONE"), "Levy: None"),
        (lambda: work.skip(article, "later", ""), "article skipped"),
        (lambda: work.submit(article), "article submitted"),
    ]
    for act, words in given:
        act()
        assert work.undo_status == UndoStatus(words, "")
    work.undo()
    assert work.undo_status == UndoStatus("article skipped", "article submitted")
    assert (
        answer_in_words(CODEBOOK.question("boilerplate"), {"kept": [], "dropped": [[0, 1], [2, 3]]})
        == "2 blocks corrected"
    )


def test_an_undone_answer_to_a_question_of_an_earlier_codebook_is_named_by_its_key(
    project: Project, article: str
) -> None:
    work = Labelling(project, "Ana")
    project.store.labels.append([work._event(article, "old_question", "answer", "x")])
    assert Labelling(project, "Ana").undo_status.undo_text == "old_question"


def test_nothing_to_undo_is_no_fault(project: Project) -> None:
    work = Labelling(project, "Ana")
    assert work.undo() == []
    assert work.redo() == []
    assert work.last_saved_at() is None


def test_one_annotators_answers_are_not_shown_to_another(project: Project, article: str) -> None:
    ana, ben = Labelling(project, "Ana"), Labelling(project, " Ben ")
    ana.answer(article, "topic", ["flood"])
    assert ben.labels_of(article) == {}
    assert ben.undo() == []
    assert ana.labels_of(article) == {"topic": ["flood"]}
    assert ana.last_saved_at() is not None
    assert ben.annotator == "Ben"


def test_a_refused_answer_writes_nothing(project: Project, article: str) -> None:
    work = Labelling(project, "Ana")
    for question, value in (("topic", ["sports"]), ("mood", []), ("stance_levy", "LIKE")):
        with pytest.raises(LabelerError):
            work.answer(article, question, value)
    with pytest.raises(LabelerError, match="against itself"):
        work.answer_pair(article, article, "duplicate", "exact")
    assert list(project.store.events.all()) == []


def test_relations_are_read_from_the_article_asked_about(project: Project, article: str) -> None:
    other = add_article(project.store, "The harbour is open.")
    work = Labelling(project, "Ana")
    work.answer_pair(article, other, "duplicate", "contains")
    unit = pair_id(article, other)
    assert work.relations_of("duplicate", article) == {unit: "contains"}
    assert work.relations_of("duplicate", other) == {unit: "contained"}
    work.answer_pair(other, article, "duplicate", "contains")
    assert work.relations_of("duplicate", article) == {unit: "contained"}
    assert Labelling(project, "Ben").relations_of("duplicate", article) == {}


def test_flow_answers_are_stored_beside_the_others(project: Project, article: str) -> None:
    work = Labelling(project, "Ana")
    work.skip(article, "never", " not news ")
    work.set_note(article, "half a smile \ud83d")
    work.set_flag(article, flagged=True)
    assert work.labels_of(article) == {
        STATE: {"state": "skipped", "when": "never", "reason": "not news"},
        NOTE: "half a smile \ufffd",
        FLAG: True,
    }
    assert faults(project.store) == []


def test_an_answer_that_could_not_be_written_is_not_offered_for_undo(
    project: Project, article: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = add_article(project.store, "The harbour is open.")
    work = Labelling(project, "Ana")

    @contextlib.contextmanager
    def full_disk() -> Iterator[None]:
        conn = project.store._sql.db.conn
        conn.execute("BEGIN IMMEDIATE")
        yield
        conn.rollback()
        raise StoreError("The disk is full.")

    with monkeypatch.context() as full:
        full.setattr(project.store, "transaction", full_disk)
        with pytest.raises(StoreError):
            work.answer_pair(article, other, "duplicate", "exact")
    assert work.undo_status == UndoStatus("", "")
    assert list(project.store.events.all()) == []
    assert work.undo() == []


def test_an_annotator_needs_a_name_that_fits_a_list(project: Project) -> None:
    for wrong in ("", " \t ", "x" * 81):
        with pytest.raises(LabelerError, match="name"):
            Labelling(project, wrong)
    assert project.store.codebooks.annotators() == []
