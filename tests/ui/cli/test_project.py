from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.driver import sqlite3
from db.migrations import migrations
from labeler.project import Project
from tests.builders import CODEBOOK, capture_text, write_jsonl
from tests.labeler.readers.made_files import response

if TYPE_CHECKING:
    from tests.ui.cli.conftest import Run

ROOT = Path(__file__).parents[3]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed, empty project."""
    Project.create(tmp_path / "a.labeler", CODEBOOK).close()
    return tmp_path / "a.labeler"


@pytest.fixture
def captures(tmp_path: Path) -> Path:
    """Two captures that can be read and one that cannot."""
    folder = tmp_path / "captures"
    folder.mkdir()
    for number in range(2):
        (folder / f"{number}.txt").write_text(capture_text(number), encoding="utf-8")
    (folder / "empty.txt").touch()
    return folder


def test_new_makes_a_project_with_the_default_or_the_named_codebook(
    run: Run, tmp_path: Path, seeds: Path
) -> None:
    made = run("new", tmp_path / "plain.labeler")
    assert made == (0, f"{tmp_path / 'plain.labeler'} made, with 3 questions.\n", "")
    assert run("new", tmp_path / "seeds.labeler", "--codebook", seeds / "codebook.toml").code == 0
    with Project.open(tmp_path / "seeds.labeler") as project:
        assert project.codebook.name == "Coast news sample"


def test_new_refuses_a_file_that_is_there_and_a_bad_codebook(run: Run, tmp_path: Path, path: Path) -> None:
    before = path.read_bytes()
    code, out, err = run("new", path)
    assert (code, out, err) == (
        1,
        "",
        "labeler: “a.labeler” is there already. Choose another name, or open it.\n",
    )
    assert path.read_bytes() == before
    (tmp_path / "bad.toml").write_text('name = "N"', encoding="utf-8")
    code, _, err = run("new", tmp_path / "b.labeler", "--codebook", tmp_path / "bad.toml")
    assert code == 1
    assert "at least one [[question]]" in err
    assert not (tmp_path / "b.labeler").exists()


def test_import_takes_what_it_can_names_the_rest_and_ends_with_1(
    run: Run, path: Path, captures: Path
) -> None:
    assert run("import", path, captures) == (
        1,
        "2 articles added. 1 item was not read.\n",
        "  empty.txt: It is empty.\n",
    )


def test_records_without_an_article_are_told_and_the_end_is_0(run: Run, path: Path, tmp_path: Path) -> None:
    crawl = tmp_path / "crawl.warc.gz"
    data = response(b"<p>The harbour is open again.</p>") + response(b"", status="404 Not Found") * 2
    crawl.write_bytes(gzip.compress(data))
    assert run("import", path, crawl) == (
        0,
        "1 article added. 2 records without an article passed over.\n",
        "  crawl.warc.gz: 2 records passed over: HTTP status 404.\n",
    )
    _, out, _ = run("import", path, crawl, "--json")
    assert json.loads(out)["skipped"] == [{"where": "crawl.warc.gz", "why": "HTTP status 404", "count": 2}]


def test_importing_again_says_that_nothing_is_new_and_ends_with_0(
    run: Run, path: Path, captures: Path
) -> None:
    (captures / "empty.txt").unlink()
    assert run("import", path, captures) == (0, "2 articles added.\n", "")
    assert run("import", path, captures) == (0, "Nothing new: 2 articles were there already.\n", "")


def test_import_reports_as_json(run: Run, path: Path, captures: Path) -> None:
    code, out, err = run("import", path, captures, "--json")
    assert (code, err) == (1, "")
    assert json.loads(out) == {
        "added": 2,
        "known": 0,
        "candidate_pairs": 0,
        "failures": [{"where": "empty.txt", "why": "It is empty."}],
        "skipped": [],
    }


def test_of_many_failures_the_first_are_named_and_the_rest_counted(
    run: Run, path: Path, tmp_path: Path
) -> None:
    rows = write_jsonl(tmp_path / "rows.jsonl", [{"no": "text"}] * 25)
    code, _, err = run("import", path, rows)
    assert code == 1
    assert len(err.splitlines()) == 21
    assert err.endswith("  … and 5 more.\n")


def test_a_file_of_labels_given_as_articles_is_sent_to_the_right_command(
    run: Run, path: Path, seeds: Path
) -> None:
    code, out, err = run("import", path, seeds / "labels.jsonl")
    assert code == 1
    assert out.startswith("No article was found.")
    assert "labeler labels import" in err


def test_check_finds_a_sound_project_whole(run: Run, seeds_file: Path) -> None:
    code, out, err = run("check", seeds_file)
    assert (code, err) == (0, "")
    assert "is whole: 20 articles" in out
    assert json.loads(run("check", seeds_file, "--json").out) == {"articles": 20, "faults": []}


def test_check_names_every_damage_and_ends_with_1(run: Run, seeds_file: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(seeds_file, tmp_path / "damaged.labeler"))
    other = sqlite3.connect(path)
    other.execute("PRAGMA ignore_check_constraints = ON")
    other.execute("UPDATE codebooks SET content = 'x' || content")
    other.execute("UPDATE captures SET url = 'http://elsewhere.example' WHERE file_name LIKE '003%'")
    other.commit()
    other.close()
    code, out, _ = run("check", path)
    assert code == 1
    assert "Codebook version 1 differs from its digest." in out
    assert "Article 3 (“Kelmar grain terminal" in out
    assert "go back to a backup" in out
    code, out, _ = run("check", path, "--json")
    assert code == 1
    assert any("Codebook version 1" in fault for fault in json.loads(out)["faults"])
    code, _, err = run("agreement", path)
    assert code == 1
    assert "labeler check" in err


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals as POSIX has them")
@pytest.mark.parametrize("command", [("check",), ("agreement",), ("check", "--json")])
def test_an_older_file_is_updated_and_the_copy_is_told_on_stderr(
    run: Run, path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr(migrations, "_migrations", list(migrations._migrations))
    migrations(name="a_later_step")(lambda db: db.conn.execute("CREATE TABLE later (thing TEXT) STRICT"))
    first = run(command[0], path, *command[1:])
    (copy,) = path.parent.glob("*.before-update-*")
    assert first.err == (
        f"“a.labeler” was of an older form and was updated. As it was before, it lies in {copy}.\n"
    )
    assert run(command[0], path, *command[1:]) == (first.code, first.out, "")


def test_progress_is_shown_on_a_terminal_only(path: Path, captures: Path) -> None:
    import pty

    (captures / "empty.txt").unlink()
    command = [sys.executable, "-m", "ui.cli", "import", str(path), str(captures)]
    controller, terminal = pty.openpty()
    try:
        shown = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=terminal, check=True)
        on_terminal = os.read(controller, 100_000).decode()
    finally:
        os.close(terminal)
        os.close(controller)
    assert shown.stdout == b"2 articles added.\n"
    assert "2/2" in on_terminal
    assert "Reading 1.txt" in on_terminal
    quiet = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert (quiet.stdout, quiet.stderr) == (b"Nothing new: 2 articles were there already.\n", b"")
