"""The manifest vouches for what is written; the same project gives the same bytes; nobody is named who shall not be."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from labeler.answers import ReviewFilter
from labeler.errors import LabelerError
from labeler.exporting import FILES, export_project
from labeler.gold import Adjudication
from labeler.labelling import Labelling
from labeler.progress import run_to_end
from labeler.project import Project
from labeler.queue import Narrowing
from labeler.split_plan import SplitPlan
from labeler.study import Study
from labeler.training_sets.formula_cells import unguarded
from labeler.training_sets.options import TASKS, ExportOptions
from tests.builders import contents
from tests.labeler.training_sets.making import ANYTHING, bring, bring_many, give, table, written

if TYPE_CHECKING:
    from pathlib import Path

    from labeler.training_sets.options import Format

ALL: tuple[Format, ...] = ("csv", "jsonl", "spacy")
PLAN = SplitPlan((("train", 0.4), ("dev", 0.3), ("test", 0.3)))


@pytest.fixture
def formats() -> tuple[Format, ...]:
    """Every format that can be written here."""
    try:
        import pyarrow  # noqa: F401 - only whether it is there
    except ImportError:
        return ALL
    return (*ALL, "hf", "croissant")


def test_the_same_project_and_options_give_the_same_bytes_wherever_and_again(
    seeds_project: Project, tmp_path: Path, formats: tuple[Format, ...]
) -> None:
    options = ExportOptions(TASKS, formats, splits=PLAN)
    _, first = written(seeds_project, tmp_path / "one", options)
    seeds_project.close()
    with Project.open(seeds_project.path) as again:
        assert written(again, tmp_path / "two", options)[1] == first
        assert written(again, tmp_path / "one", options)[1] == first
    told = json.loads(first["manifest.json"])
    assert told["sha256"] == {
        name: hashlib.sha256(data).hexdigest() for name, data in first.items() if name != "manifest.json"
    }
    assert ExportOptions.from_json(told["options"]) == options


def test_the_agreement_is_that_of_the_review(seeds_project: Project, tmp_path: Path) -> None:
    _, files = written(seeds_project, tmp_path / "out", ExportOptions(TASKS))
    rows = json.loads(files["manifest.json"])["agreement"]
    for question in seeds_project.codebook.questions:
        study = Study.of(seeds_project, question)
        for name, figure in (("krippendorff_alpha", study.headline), ("percent_agreement", study.percent)):
            (row,) = (
                each for each in rows if (each["question"], each["coefficient"]) == (question.key, name)
            )
            assert row["units"] == study.counted
            for key in ("value", "low", "high"):
                assert row[key] == pytest.approx(getattr(figure, key), abs=1e-5)


def test_what_was_labelled_since_the_last_export_is_told(project: Project, tmp_path: Path) -> None:
    a, b, c = bring_many(project, tmp_path, 3).values()
    give(project, a, "topic", Ana=["flood"], Ben=["flood"])
    give(project, b, "topic", Ana=["port"])
    options = ExportOptions(("topics",))
    _, files = written(project, tmp_path / "out", options)
    assert json.loads(files["manifest.json"])["history"]["since_last_export"] is None
    give(project, a, "topic", Ana=["trade"])
    give(project, c, "topic", Ana=[], Ben=[])
    Labelling(project, "Ana").clear(b, "topic")
    give(project, b, "stance_levy", Ana="FAVOR")
    Labelling(project, "Ana").clear(b, "stance_levy")
    Adjudication(project, "Rev").rule(a, "topic", ["flood"])
    _, files = written(project, tmp_path / "out", options)
    history = {
        "labels": {"topic": {"added": 2, "changed": 1, "withdrawn": 1}},
        "rulings": {"topic": {"added": 1, "changed": 0, "withdrawn": 0}},
    }
    assert json.loads(files["manifest.json"])["history"]["since_last_export"] == history
    assert written(project, tmp_path / "out", options)[1] == files


def test_an_earlier_export_goes_but_not_what_somebody_changed_or_added(
    project: Project, tmp_path: Path
) -> None:
    (a,) = bring_many(project, tmp_path, 1).values()
    give(project, a, "topic", Ana=["flood"])
    out = tmp_path / "out"
    written(project, out, ExportOptions())
    (out / "labels.csv").write_text("mine now")
    (out / "notes.txt").write_text("mine")
    _, files = written(project, out, ExportOptions(("topics",), ("jsonl", "csv")))
    assert sorted(files) == [
        "labels.csv",
        "manifest.json",
        "notes.txt",
        "topics/labels.csv",
        "topics/train.csv",
        "topics/train.jsonl",
    ]
    assert files["labels.csv"] == b"mine now"
    with pytest.raises(LabelerError, match=r"“labels\.csv” in .* did not come from an export"):
        written(project, out, ExportOptions())
    (out / "labels.csv").unlink()
    _, files = written(project, out, ExportOptions())
    assert sorted(files) == sorted([*FILES, "notes.txt"])
    assert not (out / "topics").exists()


@pytest.mark.parametrize("people", ["pseudonyms", "none"])
@pytest.mark.parametrize("tasks", [(), TASKS])
def test_nobody_is_named_in_any_file(
    seeds_project: Project,
    tmp_path: Path,
    formats: tuple[Format, ...],
    people: str,
    tasks: tuple[str, ...],
) -> None:
    a = seeds_project.article_id("001_ostrand_courier.txt")
    other = seeds_project.article_id("002_velmora_courant.txt")
    Adjudication(seeds_project, "Quill Xanthos").rule(
        a, "topic", ["tax"], "slip", "Ana Mora was right, said Quill Xanthos"
    )
    Adjudication(seeds_project, "Quill Xanthos").rule(":".join((a, other)), "duplicate", "exact")
    Labelling(seeds_project, "Ana Mora").set_note(a, "ask Ben Osei")
    options = ExportOptions(
        tasks,  # type: ignore[arg-type]
        formats if tasks else ("jsonl",),
        labels="all",
        people=people,  # type: ignore[arg-type]
        narrowed=ReviewFilter(frozenset({"Ana Mora", "Ben Osei"})),
        listed=Narrowing(state="pending", annotator="Ben Osei"),
    )
    if people == "none" and not tasks:
        with pytest.raises(LabelerError, match="Choose names or pseudonyms"):
            written(seeds_project, tmp_path / "out", options)
        return
    _, files = written(seeds_project, tmp_path / "out", options)
    for name, data in files.items():
        for person in ("Mora", "Osei", "Lindqvist", "Xanthos"):
            assert person.encode() not in data, (name, person)
    found = (
        {row["worker"] for row in table(tmp_path / "out" / ("topics/labels.csv" if tasks else "labels.csv"))}
        if (people == "pseudonyms")
        else set()
    )
    assert found <= {"annotator-1", "annotator-2", "annotator-3"}


def test_numbers_of_people_stay_when_somebody_joins(project: Project, tmp_path: Path) -> None:
    (a,) = bring_many(project, tmp_path, 1).values()
    give(project, a, "topic", Zoe=["flood"], Ben=["port"])
    options = ExportOptions(("topics",), ("csv",), labels="all", people="pseudonyms")
    written(project, tmp_path / "out", options)
    before = {row["worker"]: row["label"] for row in table(tmp_path / "out" / "topics" / "labels.csv")}
    give(project, a, "topic", Ada=["trade"])
    written(project, tmp_path / "out", options)
    after = {row["worker"]: row["label"] for row in table(tmp_path / "out" / "topics" / "labels.csv")}
    assert before == {"annotator-1": '["flood"]', "annotator-2": '["port"]'}
    assert after == {**before, "annotator-3": '["trade"]'}


def test_the_guard_of_formulas_is_said_and_comes_off(project: Project, tmp_path: Path) -> None:
    text = "=HYPERLINK(1) is no headline but a formula that somebody put there.\nAnd the story goes on here."
    (a,) = bring(project, tmp_path, {"a": text}).values()
    give(project, a, "topic", Ana=["flood"])
    options = ExportOptions(("topics",), ("csv",), for_people=True)
    _, files = written(project, tmp_path / "out", options)
    (row,) = table(tmp_path / "out" / "topics" / "train.csv")
    assert row["text"].startswith("'=HYPERLINK")
    assert unguarded(row["text"]) == project.store.articles.main_text(a)
    assert json.loads(files["manifest.json"])["csv"]["formulas_guarded"] is True
    written(project, tmp_path / "out", replace(options, for_people=False))
    (row,) = table(tmp_path / "out" / "topics" / "train.csv")
    assert row["text"].startswith("=HYPERLINK")


@pytest.mark.parametrize("broken", ["fsync", "write", "rename"])
def test_on_a_full_disk_or_a_fault_the_earlier_export_stays_whole(
    seeds_project: Project,
    tmp_path: Path,
    formats: tuple[Format, ...],
    monkeypatch: pytest.MonkeyPatch,
    broken: str,
) -> None:
    options = ExportOptions(("topics", "stance"), formats, splits=PLAN)
    _, before = written(seeds_project, tmp_path / "out", options)
    give(seeds_project, seeds_project.article_id("019_le_phare.html"), "topic", Dan=["tax"])

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        if broken == "fsync":
            patched.setattr("os.fsync", full)
        elif broken == "write":
            patched.setattr("labeler.whole_files._PIECE", 64)
            patched.setattr("labeler.whole_files._Part.empty", lambda part: raise_in_words(part))
        else:
            patched.setattr("pathlib.Path.chmod", full)
        with pytest.raises(LabelerError, match=r"Nothing was written to .*No space left"):
            written(seeds_project, tmp_path / "out", replace(options, tasks=("topics",)))
    assert contents(tmp_path / "out") == before
    assert written(seeds_project, tmp_path / "out", options)[1] != before


def raise_in_words(part: object) -> None:
    raise part._in_words(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))  # type: ignore[attr-defined]


def test_cancelled_anywhere_it_leaves_nothing_behind(seeds_project: Project, tmp_path: Path) -> None:
    options = ExportOptions(TASKS, splits=PLAN)
    _, before = written(seeds_project, tmp_path / "out", options)
    total = sum(1 for _ in export_project(seeds_project, tmp_path / "count", options, ANYTHING))
    for at in range(total):
        steps = export_project(seeds_project, tmp_path / "out", options, ANYTHING)
        for _ in range(at + 1):
            next(steps)
        steps.close()
        assert contents(tmp_path / "out") == before
    run_to_end(export_project(seeds_project, tmp_path / "out", options, ANYTHING))
    assert contents(tmp_path / "out") == before
