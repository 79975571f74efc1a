from __future__ import annotations

import errno
import os
import tempfile
from typing import TYPE_CHECKING, Any

import pytest

from labeler.errors import LabelerError
from labeler.exporting import export_project
from labeler.labelling import Labelling
from labeler.progress import run_to_end
from labeler.whole_files import WholeFiles
from tests.builders import contents, export

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from labeler.project import Project


def test_files_appear_together_when_all_are_whole(tmp_path: Path) -> None:
    with WholeFiles(tmp_path / "new" / "out") as files:
        first, second = files.begin("a.txt"), files.begin("b.txt")
        first("one\r\n")
        second("“two”")
        first("more")
        assert all(name.startswith(".") for name in contents(tmp_path / "new" / "out"))
    assert contents(tmp_path / "new" / "out") == {"a.txt": b"one\r\nmore", "b.txt": "“two”".encode()}


def test_an_empty_file_has_a_digest_too(tmp_path: Path) -> None:
    with WholeFiles(tmp_path) as files:
        files.begin("empty.txt")
    # The digest of nothing (FIPS 180-4).
    assert files.digests["empty.txt"].startswith("e3b0c44298fc1c149afbf4c8996fb924")
    assert contents(tmp_path) == {"empty.txt": b""}


def break_fsync(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", full)


def break_the_last_file(monkeypatch: pytest.MonkeyPatch) -> None:
    real = tempfile.mkstemp

    def full(*, prefix: str, **more: Any) -> tuple[int, str]:
        if "manifest" in prefix:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(prefix=prefix, **more)

    monkeypatch.setattr("labeler.whole_files.tempfile.mkstemp", full)


def break_a_write(monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fdopen

    class Full:
        def __init__(self, handle: int) -> None:
            self.file = real(handle, "wb")

        def write(self, data: bytes) -> int:
            if b"Ostrand" in data:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return self.file.write(data)

        def __getattr__(self, name: str) -> Any:
            return getattr(self.file, name)

    monkeypatch.setattr("os.fdopen", lambda handle, _mode: Full(handle))


@pytest.mark.parametrize("breakage", [break_fsync, break_the_last_file, break_a_write])
def test_on_a_full_disk_the_earlier_export_stays_whole(
    seeds_project: Project,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    breakage: Callable[[pytest.MonkeyPatch], None],
) -> None:
    before = export(seeds_project, tmp_path / "out")
    Labelling(seeds_project, "Dan").answer(seeds_project.article_id("001_ostrand_courier.txt"), "topic", [])
    with monkeypatch.context() as broken:
        breakage(broken)
        with pytest.raises(LabelerError, match=r"Nothing was written to .*No space left.*Free some space"):
            run_to_end(export_project(seeds_project, tmp_path / "out"))
    assert contents(tmp_path / "out") == before
    assert export(seeds_project, tmp_path / "out") != before


def test_a_cancelled_export_leaves_the_earlier_one(seeds_project: Project, tmp_path: Path) -> None:
    before = export(seeds_project, tmp_path / "out")
    Labelling(seeds_project, "Dan").answer(seeds_project.article_id("001_ostrand_courier.txt"), "topic", [])
    steps = export_project(seeds_project, tmp_path / "out")
    while len(contents(tmp_path / "out")) == len(before):
        next(steps)
    steps.close()
    assert contents(tmp_path / "out") == before


def test_a_folder_in_the_way_of_a_file_leaves_everything_as_it_was(
    seeds_project: Project, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    export(seeds_project, out)
    (out / "labels.csv").unlink()
    (out / "labels.csv").mkdir()
    (out / "articles.jsonl").write_bytes(b"earlier")
    with pytest.raises(LabelerError, match=r"labels\.csv is a folder"):
        run_to_end(export_project(seeds_project, out))
    assert (out / "articles.jsonl").read_bytes() == b"earlier"
    assert not list(out.glob(".*"))


def test_a_folder_that_cannot_be_made_is_refused_in_words(seeds_project: Project, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LabelerError, match="Nothing was written to"):
        run_to_end(export_project(seeds_project, tmp_path / "file" / "out"))


def test_a_project_is_never_replaced(seeds_project: Project) -> None:
    path = seeds_project.path
    before = path.read_bytes()
    with (
        pytest.raises(LabelerError, match="is a project or another database"),
        WholeFiles(path.parent) as files,
    ):
        files.begin(path.name)("gone")
    assert path.read_bytes() == before
