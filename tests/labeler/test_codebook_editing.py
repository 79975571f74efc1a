"""A codebook that grows: versions, what becomes of labels, what is to be looked at again."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from db.store import utc_now
from labeler.codebook import Codebook, Value
from labeler.codebook_changes import Step
from labeler.codebook_editing import adopt, plan
from labeler.codebook_files import codebook_to_json
from labeler.codebook_worklist import changed_meanings, reasons, worklist
from labeler.errors import CodebookChangedError, LabelerError
from labeler.flow import BATCH, CHANGE, ORIGIN, STATE, about_key, again_key, gold_key
from labeler.gold import Adjudication
from labeler.labelling import Labelling
from labeler.project import Project
from tests.builders import CODEBOOK, add_article, faults, import_label_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.records import Json


def with_values(book: Codebook, values: Iterable[Value | str], key: str = "topic") -> Codebook:
    """The codebook with other values of a question."""
    entries = tuple(Value(each, each.title()) if isinstance(each, str) else each for each in values)
    questions = tuple(
        replace(question, values=entries) if question.key == key else question for question in book.questions
    )
    return replace(book, questions=questions)


def merge(sources: tuple[str, ...], target: str, key: str = "topic") -> Step:
    return Step("merge", key, sources, (target,), target)


FLOOD, TRADE, PORT = CODEBOOK.question("topic").values
STORM = Value("storm", "Storm")
MERGED = with_values(CODEBOOK, [STORM, TRADE, PORT])
FLOOD_BECOMES_STORM = merge(("flood",), "storm")


@pytest.fixture
def article(project: Project) -> str:
    return add_article(project.store, "The harbour is closed.")


def stamp(project: Project, unit: str, question: str = "topic", annotator: str = "Ana") -> str:
    label = project.store.labels.standing(annotator, unit, question)
    assert label is not None
    return label.codebook_digest


def test_a_renamed_value_keeps_its_labels_and_their_version(project: Project, article: str) -> None:
    work = Labelling(project, "Ana")
    work.answer(article, "topic", ["flood"])
    first = project.codebook_digest
    done = adopt(project, with_values(CODEBOOK, [replace(FLOOD, title="High water"), TRADE, PORT]))
    assert done.sentence() == "Version 2: 1 value renamed; 0 labels touched"
    assert project.codebook_version == 2
    assert project.codebook_digest != first == stamp(project, article)
    assert len(list(project.store.events.all())) == 1
    work.answer(article, "topic", ["trade"])
    assert stamp(project, article) == project.codebook_digest
    assert worklist(project) == []
    assert work.undo() != []
    assert work.labels_of(article) == {"topic": ["flood"]}


def test_a_merge_says_what_it_touches_and_takes_labels_along(project: Project, article: str) -> None:
    other = add_article(project.store, "The quay.")
    ana, ben = Labelling(project, "Ana"), Labelling(project, "Ben")
    ana.answer(article, "topic", ["flood", "trade", "port"])
    ana.answer(other, "topic", ["trade"])
    ben.answer(article, "topic", ["flood"])
    Adjudication(project, "Cia").rule(article, "topic", ["flood"])
    given = project.store.labels.standing("Ana", article, "topic")
    assert given is not None
    changed = with_values(CODEBOOK, [STORM, replace(PORT, parent=None)])
    step = merge(("flood", "trade"), "storm")
    planned = plan(project, changed, [step])
    assert planned.touched.sentence() == "3 labels of 2 annotators in 2 articles and 1 ruling touched"
    assert next(iter(project.store.labels.all())).codebook_digest == given.codebook_digest
    assert adopt(project, changed, [step]) == planned
    labels = {(each.annotator, each.unit_id, each.question): each for each in project.store.labels.all()}
    assert labels["Ana", article, "topic"].value == ["storm", "port"]
    assert labels["Ana", article, "topic"].created_at == given.created_at
    assert labels["Ana", other, "topic"].value == ["storm"]
    assert labels["Ben", article, "topic"].value == ["storm"]
    assert labels["Cia", article, gold_key("topic")].value["value"] == ["storm"]
    assert all(each.codebook_digest == project.codebook_digest for each in labels.values())
    contexts = project.store.origins.contexts("topic")
    context = contexts[labels["Ana", article, "topic"].event_id]
    assert (context[CHANGE], context[ORIGIN]) == (project.codebook_digest, given.event_id)
    assert len({each[BATCH] for each in contexts.values()}) == 1
    stored = project.store.codebooks.current().content["changes"]
    assert stored["moves"] == {"topic": {"flood": "storm", "trade": "storm"}}
    assert stored["steps"] == [step.to_json()]
    assert faults(project.store) == []


def test_details_evidence_and_repeats_come_along(project: Project, article: str) -> None:
    work = Labelling(project, "Ana")
    passage = {"start": 0, "end": 3}
    details = {"evidence": [{"value": "flood", **passage}, {"value": "trade", **passage}]}
    for key, value in (
        ("topic", ["flood", "trade"]),
        (again_key("topic"), ["flood"]),
        (about_key("topic"), details),
        (again_key("stance_levy"), "FAVOR"),
    ):
        work.answer(article, key, value)
    adopt(
        project,
        with_values(CODEBOOK, [STORM]),
        [FLOOD_BECOMES_STORM, Step("remove", "topic", ("trade", "port"), (), None)],
    )
    assert work.labels_of(article) == {
        "topic": ["storm"],
        about_key("topic"): {"evidence": [{"value": "storm", **passage}]},
    }
    assert work.on_repeats.labels_of(article) == {"topic": ["storm"], "stance_levy": "FAVOR"}


def test_a_value_that_goes_nowhere_is_refused(project: Project) -> None:
    with pytest.raises(LabelerError, match="“flood” is a value of “topic” that the new codebook lacks"):
        plan(project, with_values(CODEBOOK, [TRADE, PORT]))
    with pytest.raises(LabelerError, match="“flood” shall become “storm”, which is not a value"):
        plan(project, with_values(CODEBOOK, [TRADE, PORT]), [FLOOD_BECOMES_STORM])
    kinds = tuple(
        replace(question, kind="topic") if question.key == "stance_levy" else question
        for question in CODEBOOK.questions
    )
    with pytest.raises(LabelerError, match="Give the new question a key of its own"):
        plan(project, replace(CODEBOOK, questions=kinds))
    with pytest.raises(LabelerError, match="Nothing is changed"):
        adopt(project, CODEBOOK)


def test_two_values_with_one_title_are_refused_unless_they_had_it_before(
    project: Project, article: str, tmp_path: Path
) -> None:
    clash = with_values(CODEBOOK, [FLOOD, TRADE, PORT, Value("tide", " flood")])
    refusal = "“flood” and “tide” of “Topic” have the same title, “ flood”. Give one of them another"
    with pytest.raises(LabelerError, match=refusal):
        adopt(project, clash)
    with pytest.raises(LabelerError, match="have the same title"):
        Project.create(tmp_path / "clash.labeler", clash)
    assert not (tmp_path / "clash.labeler").exists()
    elsewhere = [Value("tide", "Flood", parent="trade"), FLOOD, TRADE, PORT]
    assert not plan(project, with_values(CODEBOOK, elsewhere)).is_nothing
    older = project.store.codebooks.add(codebook_to_json(clash), utc_now())
    project.store.codebooks.adopt(older.digest)
    project.follow_codebook()
    assert adopt(project, replace(project.codebook, name="Another")).version == 3
    again = with_values(clash, [*clash.question("topic").values, Value("wave", "Flood")])
    with pytest.raises(LabelerError, match="“tide” and “wave”"):
        plan(project, again)


def test_a_split_leaves_old_labels_to_be_looked_at_again(project: Project, article: str) -> None:
    other = add_article(project.store, "The quay.")
    work = Labelling(project, "Ana")
    for unit, values in ((article, ["flood", "trade"]), (other, ["flood"])):
        work.answer(unit, "topic", values)
        work.answer(unit, "stance_levy", "NONE")
        work.submit(unit)
    surge = Value("surge", "Surge")
    split = Step("split", "topic", ("flood",), ("storm", "surge"), None)
    adopt(project, with_values(CODEBOOK, [STORM, surge, TRADE, PORT]), [split])
    assert work.labels_of(article) == {"topic": ["trade"], "stance_levy": "NONE"}
    assert work.labels_of(other) == {"stance_levy": "NONE"}
    (left,) = worklist(project, "Ana")
    assert (left.question, left.version, set(left.units)) == ("topic", 2, {article, other})
    assert worklist(project, "Ben") == []
    work.follow_codebook()
    work.answer(other, "topic", ["surge"])
    work.submit(article)
    assert stamp(project, article) == project.codebook_digest
    assert worklist(project) == []


def test_a_split_that_chooses_one_value_keeps_articles_submitted(project: Project, article: str) -> None:
    work = Labelling(project, "Ana")
    work.answer(article, "topic", ["flood"])
    work.submit(article)
    split = Step("split", "topic", ("flood",), ("storm", "surge"), "surge")
    adopt(project, with_values(CODEBOOK, [STORM, Value("surge", "Surge"), TRADE, PORT]), [split])
    assert work.labels_of(article) == {"topic": ["surge"], STATE: {"state": "submitted"}}


def test_each_article_of_the_worklist_has_the_reason_why_it_is_on_it(project: Project, article: str) -> None:
    other = add_article(project.store, "The quay.")
    work = Labelling(project, "Ana")
    work.answer(article, "topic", ["flood"])
    work.answer(article, "stance_levy", "NONE")
    work.answer(other, "topic", ["port"])
    adopt(project, with_values(CODEBOOK, [replace(FLOOD, exclude="Forecasts."), TRADE, PORT]))
    levy = replace(project.codebook.question("stance_levy"), guideline="Towards the levy alone.")
    questions = tuple(levy if each.key == levy.key else each for each in project.codebook.questions)
    adopt(project, replace(project.codebook, questions=questions))
    assert reasons(project.codebook, worklist(project, "Ana")) == {
        article: "Answered before version 2 (“Topic”: Flood redefined) and version 3 (“Levy”: other guidelines).",
        other: "Answered before version 2 (“Topic”: Flood redefined).",
    }


def test_what_changed_in_meaning_is_listed_until_it_is_submitted_again(
    project: Project, article: str
) -> None:
    work = Labelling(project, "Ana")
    work.answer(article, "topic", ["flood"])
    work.answer(article, "stance_levy", "NONE")
    work.submit(article)
    adopt(project, with_values(CODEBOOK, [replace(FLOOD, exclude="Forecasts."), TRADE, PORT]))
    assert changed_meanings(project) == {"topic": (2, "Flood redefined")}
    (left,) = worklist(project)
    assert (left.annotator, left.question, left.why, left.units) == (
        "Ana",
        "topic",
        "Flood redefined",
        (article,),
    )
    work.follow_codebook()
    stance = stamp(project, article, "stance_levy")
    work.submit(article)
    assert worklist(project) == []
    assert stamp(project, article) == project.codebook_digest != stance
    assert stamp(project, article, "stance_levy") == stance


def test_a_merge_does_not_hide_that_a_definition_had_changed(project: Project, article: str) -> None:
    Labelling(project, "Ana").answer(article, "topic", ["flood"])
    adopt(project, with_values(CODEBOOK, [replace(FLOOD, definition="Only of rivers."), TRADE, PORT]))
    adopt(project, MERGED, [FLOOD_BECOMES_STORM])
    assert [left.units for left in worklist(project)] == [(article,)]


def test_a_question_that_came_later_is_on_the_worklist_of_submitted_articles(
    project: Project, article: str
) -> None:
    without = replace(
        CODEBOOK, questions=tuple(each for each in CODEBOOK.questions if each.key != "stance_port")
    )
    adopt(project, without)
    work = Labelling(project, "Ana")
    work.submit(article)
    adopt(project, CODEBOOK)
    assert [(left.question, left.why, left.units) for left in worklist(project)] == [
        ("stance_port", "the question is new", (article,))
    ]
    work.follow_codebook()
    work.answer(article, "stance_port", "NONE")
    assert worklist(project) == []


def test_labels_of_a_question_that_is_gone_are_withdrawn(project: Project, article: str) -> None:
    work = Labelling(project, "Ana")
    work.answer(article, "stance_port", "FAVOR")
    gone = replace(
        CODEBOOK, questions=tuple(each for each in CODEBOOK.questions if each.key != "stance_port")
    )
    assert plan(project, gone).sentence() == (
        "Version 2: 1 question removed; 1 label of 1 annotator in 1 article touched"
    )
    adopt(project, gone)
    assert work.labels_of(article) == {}
    work.follow_codebook()
    assert work.undo() == []


def test_no_answer_is_given_under_a_version_that_is_no_more(project: Project, article: str) -> None:
    with Project.open(project.path) as elsewhere:
        work = Labelling(project, "Ana")
        adopt(elsewhere, MERGED, [FLOOD_BECOMES_STORM])
        with pytest.raises(CodebookChangedError, match="changed meanwhile"):
            work.answer(article, "topic", ["flood"])
        assert list(project.store.labels.all()) == []
        with pytest.raises(LabelerError, match="changed elsewhere meanwhile"):
            adopt(project, with_values(CODEBOOK, [FLOOD, TRADE, PORT, "quay"]))
        assert project.follow_codebook()
        assert not project.follow_codebook()
        work.follow_codebook()
        work.answer(article, "topic", ["storm"])
        assert stamp(project, article) == elsewhere.codebook_digest


def test_an_import_under_a_version_that_is_no_more_takes_nothing(
    project: Project, article: str, tmp_path: Path
) -> None:
    with Project.open(project.path) as elsewhere:
        adopt(elsewhere, MERGED, [FLOOD_BECOMES_STORM])
    rows = [{"annotator": "Ana", "article": article, "question": "topic", "value": ["flood"]}]
    with pytest.raises(CodebookChangedError, match="Import the file again"):
        import_label_rows(project, tmp_path, rows)
    assert list(project.store.labels.all()) == []


def test_undo_and_redo_stop_at_a_change_of_the_values(project: Project, article: str) -> None:
    other = add_article(project.store, "The quay.")
    work = Labelling(project, "Ana")
    work.answer(article, "topic", ["flood"])
    work.answer(article, "topic", ["trade"])  # flood could come back by undo
    work.answer(other, "topic", ["flood"])
    work.undo()  # flood could come back by redo
    work.answer(other, "stance_levy", "NONE")
    trade = stamp(project, article)
    adopt(project, MERGED, [FLOOD_BECOMES_STORM])
    for session in (work, Labelling(project, "Ana")):
        session.follow_codebook()
        assert session.undo_status.undo_text == "Levy: None"
        assert session.undo_status.redo_text == ""
    assert work.labels_of(article) == {"topic": ["trade"]}
    assert stamp(project, article) == trade
    assert work.undo() != []
    assert work.undo() == []
    assert work.labels_of(article) == {"topic": ["trade"]}
    assert faults(project.store) == []


def test_what_was_undone_before_a_change_cannot_come_back(project: Project, article: str) -> None:
    work = Labelling(project, "Ana")
    work.answer(article, "topic", ["flood"])
    work.undo()
    assert work.undo_status.redo_text == "Topic: Flood"
    adopt(project, MERGED, [FLOOD_BECOMES_STORM])
    work.redo()  # of a session that has not looked anew
    assert work.labels_of(article) == {}
    work.follow_codebook()
    assert work.undo_status == Labelling(project, "Ana").undo_status
    assert work.undo_status.redo_text == ""
    assert worklist(project) == []
    assert faults(project.store) == []


def test_independent_labels_stay_independent_through_a_merge(project: Project, article: str) -> None:
    Labelling(project, "Ana").answer(article, "topic", ["flood"])
    Adjudication(project, "Cia").rule(article, "topic", ["trade"])
    adopt(project, MERGED, [FLOOD_BECOMES_STORM])
    origins, gold = project.store.origins, gold_key("topic")
    assert origins.given_after("topic", gold) == origins.changed_after("topic", gold) == set()


def test_going_back_to_earlier_content_is_a_version_of_its_own(project: Project) -> None:
    adopt(project, with_values(CODEBOOK, [replace(FLOOD, title="High water"), TRADE, PORT]))
    adopt(project, CODEBOOK)
    assert project.codebook_version == 3
    assert codebook_to_json(project.codebook) == codebook_to_json(CODEBOOK)
    assert faults(project.store) == []


VALUES = ("flood", "trade", "port", "storm", "quay")


class Growing(RuleBasedStateMachine):
    """Annotators answer, undo and redo, in sessions that may be older than the codebook, while values come and go."""

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "news.labeler"
        self.project = Project.create(self.path, CODEBOOK)
        self.elsewhere = Project.open(self.path)
        self.units = [add_article(self.project.store, text) for text in ("One.", "Two.")]
        self.work = {
            "Ana": Labelling(self.project, "Ana"),
            "Ben": Labelling(self.elsewhere, "Ben"),
        }

    def teardown(self) -> None:
        self.elsewhere.close()
        self.project.close()
        shutil.rmtree(self.folder)

    @property
    def values(self) -> list[str]:
        return [entry.value for entry in self.project.codebook.question("topic").values]

    @rule(
        who=st.sampled_from(["Ana", "Ben"]), unit=st.integers(0, 1), chosen=st.sets(st.sampled_from(VALUES))
    )
    def answer(self, who: str, unit: int, chosen: set[str]) -> None:
        work = self.work[who]
        known = {entry.value for entry in work._project.codebook.question("topic").values}
        try:
            work.answer(self.units[unit], "topic", sorted(chosen & known))
        except CodebookChangedError:
            work._project.follow_codebook()
            work.follow_codebook()

    @rule(who=st.sampled_from(["Ana", "Ben"]), unit=st.integers(0, 1), chosen=st.sampled_from(VALUES))
    def adjudicate(self, who: str, unit: int, chosen: str) -> None:
        project = self.work[who]._project
        if project.codebook.question("topic").value(chosen):
            try:
                Adjudication(project, f"Judge {who}").rule(self.units[unit], "topic", [chosen])
            except CodebookChangedError:
                project.follow_codebook()

    @rule(who=st.sampled_from(["Ana", "Ben"]), unit=st.integers(0, 1))
    def submit(self, who: str, unit: int) -> None:
        try:
            self.work[who].submit(self.units[unit])
        except CodebookChangedError:
            self.work[who]._project.follow_codebook()
            self.work[who].follow_codebook()

    @rule(who=st.sampled_from(["Ana", "Ben"]), back=st.booleans())
    def undo_or_redo(self, who: str, back: bool) -> None:
        try:
            self.work[who].undo() if back else self.work[who].redo()
        except CodebookChangedError:
            self.work[who]._project.follow_codebook()
            self.work[who].follow_codebook()

    @rule(sources=st.sets(st.sampled_from(VALUES), min_size=1, max_size=2), into=st.sampled_from(VALUES))
    def merge(self, sources: set[str], into: str) -> None:
        gone = sources & set(self.values) - {into}
        if gone:
            self._adopt(
                [*[value for value in self.values if value not in gone], into], merge(tuple(gone), into)
            )

    @precondition(lambda self: len(self.values) > 1)
    @rule(
        source=st.sampled_from(VALUES),
        parts=st.sets(st.sampled_from(VALUES), min_size=2),
        take=st.booleans(),
    )
    def split(self, source: str, parts: set[str], take: bool) -> None:
        if source in self.values and source not in parts:
            names = tuple(sorted(parts))
            step = Step("split", "topic", (source,), names, names[0] if take else None)
            self._adopt([*[value for value in self.values if value != source], *names], step)

    @rule(value=st.sampled_from(VALUES))
    def add(self, value: str) -> None:
        if value not in self.values:
            self._adopt([*self.values, value])

    def _adopt(self, values: list[str], *steps: Step) -> None:
        changed = with_values(self.project.codebook, dict.fromkeys(values))
        adopt(self.project, changed, steps)
        self.work["Ana"].follow_codebook()

    @invariant()
    def no_label_holds_a_value_that_is_no_more(self) -> None:
        known = set(self.values)
        for label in self.project.store.labels.all():
            value: Json = label.value
            if label.question == gold_key("topic"):
                value = value["value"]
            if label.question in ("topic", gold_key("topic")):
                assert set(value) <= known, (label, known)

    @invariant()
    def the_file_is_whole(self) -> None:
        assert faults(self.project.store) == []


TestGrowing = Growing.TestCase
TestGrowing.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)


def test_a_second_answer_alone_is_touched_too_and_asked_for_again(project: Project, article: str) -> None:
    work = Labelling(project, "Ana")
    work.answer(article, "topic", ["flood"])
    work.submit(article)
    work.on_repeats.answer(article, "topic", ["trade"])
    work.on_repeats.submit(article)
    without = with_values(CODEBOOK, ["flood"])
    gone = [Step("remove", "topic", ("trade", "port"), (), None)]
    assert plan(project, without, gone).sentence().endswith("1 label of 1 annotator in 1 article touched")
    adopt(project, without, gone)
    assert work.labels_of(article) == {"topic": ["flood"], STATE: {"state": "submitted"}}
    assert work.on_repeats.labels_of(article) == {}
    assert faults(project.store) == []
