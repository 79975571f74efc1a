from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from db.events import new_event_id
from db.records import Extraction, LabelEvent
from db.store import utc_now
from labeler import comparing
from labeler.comparing import compare_articles
from labeler.duplicates.candidates import METHOD
from labeler.duplicates.index import Index
from labeler.duplicates.search import add
from labeler.importing import import_paths
from labeler.progress import run_to_end
from labeler.project import Project
from tests.builders import CODEBOOK, add_article, sentences

if TYPE_CHECKING:
    from pathlib import Path

    from db.records import Pair


@pytest.fixture(autouse=True)
def small_projects_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "KEPT_FROM", 0)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.create(tmp_path / "harbour.labeler", CODEBOOK)


def arrive(project: Project, folder: Path, numbers: range) -> None:
    """Every third story also stands in another outlet, cut."""
    folder.mkdir(exist_ok=True)
    for number in numbers:
        body = sentences(number, 9)
        (folder / f"{number}.txt").write_text(body, encoding="utf-8")
        if number % 3 == 0:
            (folder / f"{number}-cut.txt").write_text(
                f"{body[:700]} {sentences(900 + number, 1)}", encoding="utf-8"
            )
    run_to_end(import_paths(project.store, [folder]))


def anew(project: Project, monkeypatch: pytest.MonkeyPatch) -> list[Pair]:
    """What a comparison of everything finds."""
    with monkeypatch.context() as patched:
        patched.setattr(comparing, "KEPT_FROM", 10**9)
        run_to_end(compare_articles(project.store))
    return project.store.pairs.all()


def test_later_articles_are_compared_with_all_and_nothing_is_read_twice(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def counting(index: Index, texts: object, total: int, executor: object) -> object:
        read.append(total)
        return add(index, texts, total, executor)  # type: ignore[arg-type]

    monkeypatch.setattr(comparing, "add", counting)
    arrive(project, tmp_path / "first", range(9))
    arrive(project, tmp_path / "second", range(6, 15))
    assert read == [12, 8]
    found = project.store.pairs.all()
    assert len(found) >= 5
    assert not project.store.pairs.are_due()
    assert anew(project, monkeypatch) == found


def test_a_main_text_that_changed_is_compared_again_and_what_was_judged_stays(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrive(project, tmp_path / "first", range(9))
    before = {pair.pair_id: pair for pair in project.store.pairs.all()}
    judged, other = list(before.values())[:2]
    project.enter_annotator("Ana")
    project.store.labels.append(
        [
            LabelEvent(
                new_event_id(),
                0,
                "Ana",
                judged.pair_id,
                "duplicate",
                "answer",
                "near_duplicate",
                None,
                project.codebook_digest,
                utc_now(),
            )
        ]
    )
    for article in (judged.left, other.left):
        old = project.store.articles.extraction(article)
        assert old is not None
        project.store.articles.add_extraction(
            Extraction(article, old.extractor, old.version, sentences(77, 9), old.blocks), utc_now()
        )
    run_to_end(compare_articles(project.store))
    after = {pair.pair_id: pair for pair in project.store.pairs.all()}
    assert (after[judged.pair_id].score, after[judged.pair_id].relation) == (0.0, "")
    assert other.pair_id not in after
    # Both have the same text now.
    (new,) = (pair for key, pair in after.items() if key not in before)
    assert {new.left, new.right} == {judged.left, other.left}
    assert new.relation == "exact"
    untouched = before.keys() - {judged.pair_id, other.pair_id}
    assert all(after[key] == before[key] for key in untouched)
    assert anew(project, monkeypatch) == list(after.values())


def test_after_a_comparison_that_was_interrupted_all_are_compared(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrive(project, tmp_path / "first", range(9))
    wanted = project.store.pairs.all()
    project.store.pairs.replace_candidates(METHOD, [], 0)
    run_to_end(compare_articles(project.store))
    assert project.store.pairs.all() == wanted
    assert anew(project, monkeypatch) == wanted


def test_of_two_comparisons_at_once_the_one_that_began_earlier_leaves_no_stale_pair(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrive(project, tmp_path / "first", range(9))
    older = next(iter(project.store.pairs.all()))
    add_article(project.store, sentences(300, 9))
    early = compare_articles(project.store)
    with Project.open(project.path) as elsewhere:
        old = elsewhere.store.articles.extraction(older.left)
        assert old is not None
        next(early)  # has seen what there is, and reads
        elsewhere.store.articles.add_extraction(
            Extraction(older.left, old.extractor, old.version, sentences(77, 9), old.blocks), utc_now()
        )
        assert elsewhere.store.pairs.are_due()
        run_to_end(compare_articles(elsewhere.store))
        assert not elsewhere.store.pairs.are_due()
        run_to_end(early)
        assert elsewhere.store.pairs.are_due()
        run_to_end(compare_articles(elsewhere.store))
        found = elsewhere.store.pairs.all()
        assert older.pair_id not in {pair.pair_id for pair in found}
        assert not elsewhere.store.pairs.are_due()
    assert anew(project, monkeypatch) == found


def test_another_project_under_the_same_name_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "harbour.labeler"
    for first in (0, 20):
        with Project.create(path, CODEBOOK) as project:
            arrive(project, tmp_path / f"from {first}", range(first, first + 9))
            found = project.store.pairs.all()
            assert anew(project, monkeypatch) == found
        path.unlink()


def test_a_shortcut_that_cannot_be_written_is_done_without(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_index: Index) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Index, "save", full)
    arrive(project, tmp_path / "first", range(9))
    assert anew(project, monkeypatch) == project.store.pairs.all() != []


def test_what_was_kept_of_a_project_goes_with_it(project: Project, tmp_path: Path) -> None:
    arrive(project, tmp_path / "first", range(6))
    (kept,) = comparing._cache().iterdir()
    texts = b"".join(path.read_bytes() for path in kept.rglob("*") if path.is_file())
    assert sentences(0, 1).encode() not in texts
    project.close()
    project.path.unlink()
    with Project.create(tmp_path / "strait.labeler", CODEBOOK) as other:
        arrive(other, tmp_path / "second", range(3))
    (kept_now,) = comparing._cache().iterdir()
    assert kept_now != kept
    assert np.load(next(kept_now.glob("ids-*.npy"))).shape == (4, 32)


def test_when_the_first_of_equal_articles_changes_the_others_stay_tied(
    project: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "equal"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number}.txt").write_text(f"{sentences(1, 9)}{' ' * number}", encoding="utf-8")
    run_to_end(import_paths(project.store, [folder]))
    first = next(project.store.articles.stream()).article_id
    old = project.store.articles.extraction(first)
    assert old is not None
    project.store.articles.add_extraction(
        Extraction(first, old.extractor, old.version, sentences(77, 9), old.blocks), utc_now()
    )
    run_to_end(compare_articles(project.store))
    tied = {article for pair in project.store.pairs.all() for article in (pair.left, pair.right)}
    assert len(tied) == 29
    assert first not in tied


@pytest.mark.parametrize("name", ["ids-", "run-"])
def test_a_shortcut_cut_short_by_a_lost_machine_is_begun_anew(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    arrive(project, tmp_path / "first", range(6))
    (kept,) = comparing._cache().iterdir()
    (path,) = (path for path in kept.iterdir() if path.name.startswith(name))
    (path / "keys.npy" if path.is_dir() else path).write_bytes(b"")
    arrive(project, tmp_path / "second", range(6, 9))
    assert anew(project, monkeypatch) == project.store.pairs.all() != []


def test_where_no_cache_can_be_made_all_are_compared(project: Project, tmp_path: Path) -> None:
    comparing._cache().parent.mkdir(parents=True)
    comparing._cache().write_text("a file in the way")
    arrive(project, tmp_path / "first", range(6))
    assert len(project.store.pairs.all()) >= 2
