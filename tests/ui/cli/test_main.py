from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from labeler.project import Project, program_version
from tests.builders import CODEBOOK, capture_text, faults, import_all, write_jsonl
from ui.cli.main import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ui.cli.conftest import Run

ROOT = Path(__file__).parents[3]
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and named pipes as POSIX has them")


def every_command(group: click.Group, names: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield names
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from every_command(command, (*names, name))
        else:
            yield (*names, name)


def command_line(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "ui.cli", *map(str, arguments)]


@pytest.mark.parametrize("names", list(every_command(cli)), ids=" ".join)
def test_the_help_of_every_command_shows_an_example(run: Run, names: tuple[str, ...]) -> None:
    code, out, err = run(*names, "--help")
    assert (code, err) == (0, "")
    assert f"Usage: {' '.join(('labeler', *names))} " in out
    example = out.partition("Example:")[2]
    assert f"labeler {' '.join(names)}".strip() in example
    assert run(*names, "-h").out == out


def test_the_version_is_the_programs(run: Run) -> None:
    assert run("--version") == (0, f"{program_version()}\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-command"],
        ["import"],
        ["import", "a.labeler"],
        ["new", "--no-such-option"],
        ["labels"],
        ["strip", "."],
    ],
    ids=" ".join,
)
def test_wrong_use_ends_with_2_and_says_what_is_wrong(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "Usage: labeler" in err


@pytest.mark.parametrize("command", ["check", "agreement", "duplicates", "export", "import", "labels import"])
def test_a_missing_or_foreign_project_ends_with_1_and_a_sentence(
    run: Run, tmp_path: Path, command: str
) -> None:
    foreign = tmp_path / "foreign.labeler"
    foreign.write_text("Just a text. " * 100, encoding="utf-8")
    more = [tmp_path / "more"] if command in ("export", "import", "labels import") else []
    for project, words in (
        (tmp_path / "missing.labeler", "There is no file"),
        (foreign, "is not a labeler project"),
    ):
        code, out, err = run(*command.split(), project, *more)
        assert (code, out) == (1, "")
        assert err.startswith("labeler: ")
        assert words in err
        assert "Traceback" not in err
    assert not (tmp_path / "missing.labeler").exists()


def test_an_interrupted_command_ends_with_130(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ui.cli.project.import_paths", interrupted)
    with Project.create(tmp_path / "a.labeler", CODEBOOK) as project:
        code, out, err = run("import", project.path, tmp_path)
    assert (code, out) == (130, "")
    assert "Cancelled. What was finished is kept." in err


@POSIX
def test_ctrl_c_in_a_long_import_keeps_whole_articles_and_ends_with_130(tmp_path: Path) -> None:
    path = tmp_path / "a.labeler"
    Project.create(path, CODEBOOK).close()
    rows = [{"text": capture_text(number)} for number in range(100)]
    lines = write_jsonl(tmp_path / "rows.jsonl", rows).read_bytes()
    endless = tmp_path / "endless.jsonl"
    os.mkfifo(endless)
    # Opening the pipe waits for the program to open it, too: it is at work from then on. The pipe holds less than
    # all the lines, so that writing them waits until many were read.
    with (
        subprocess.Popen(
            command_line("import", path, endless),
            cwd=ROOT,
            stderr=subprocess.PIPE,
            # Whoever started the tests may have told their children to ignore Ctrl C.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        ) as process,
        endless.open("wb") as pipe,
    ):
        pipe.write(lines)
        pipe.flush()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err.decode()
    assert b"Traceback" not in err
    assert b"Cancelled" in err
    with Project.open(path) as project:
        store = project.store
        kept = store.articles.count()
        assert 0 < kept < 100
        assert kept % 16 == 0, "batches are written whole"
        for article in store.articles.all():
            assert store.articles.captures(article.article_id)
            assert store.articles.extraction(article.article_id)
        assert faults(store) == []
        assert import_all(project, tmp_path / "rows.jsonl").added == 100 - kept


@POSIX
@pytest.mark.parametrize(
    "command", [["agreement"], ["duplicates"], ["check"], ["agreement", "--json"]], ids=" ".join
)
def test_output_that_nobody_reads_any_more_is_no_fault(seeds_file: Path, command: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)  # as `| head` does once it has seen enough
    try:
        done = subprocess.run(
            command_line(command[0], seeds_file, *command[1:]),
            cwd=ROOT,
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 1


@POSIX
def test_strip_ends_quietly_when_nobody_reads_any_more(tmp_path: Path) -> None:
    rows = write_jsonl(tmp_path / "rows.jsonl", [{"id": 1, "text": capture_text(1)}])
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            command_line("strip", "--jsonl", rows),
            cwd=ROOT,
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


def test_no_command_but_those_with_a_window_loads_qt(seeds: Path, tmp_path: Path) -> None:
    project, labels = tmp_path / "a.labeler", seeds / "labels.jsonl"
    commands: list[list[str | Path]] = [
        ["--help"],
        ["--version"],
        ["new", project, "--codebook", seeds / "codebook.toml"],
        ["import", project, seeds / "captures"],
        ["labels", "import", project, labels],
        ["check", project],
        ["agreement", project, "--json"],
        ["duplicates", project],
        ["export", project, tmp_path / "out"],
        ["strip", seeds / "captures" / "004_northline_wire.html"],
        ["no-such-command"],
    ]
    code = (
        "import sys\nfrom ui.cli.main import main\n"
        f"for arguments in {[list(map(str, command)) for command in commands]!r}:\n"
        "    sys.argv = ['labeler', *arguments]\n"
        "    try:\n        main()\n    except SystemExit as end:\n"
        "        loaded = [name for name in sys.modules if name.split('.')[0] in ('PySide6', 'shiboken6')]\n"
        "        sys.stderr.write(f'{arguments[0]} {end.code} {loaded}\\n')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    told = [line for line in done.stderr.splitlines() if line.endswith("]")]
    expected = [f"{command[0]} {2 if command == ['no-such-command'] else 0} []" for command in commands]
    assert told == expected


def test_output_is_utf_8_whatever_the_machine_prefers(seeds: Path) -> None:
    done = subprocess.run(
        command_line("strip", seeds / "captures" / "015_barid_velmora.txt"),
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "أوستراند" in done.stdout.decode("utf-8")


def test_a_file_name_that_is_no_text_is_told_not_tripped_over(run: Run, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.labeler"))
    try:
        path.touch()
        path.unlink()
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    assert run("new", path).code == 0
    assert run("check", path).code == 0
    code, out, _ = run("import", path, tmp_path / os.fsdecode(b"gone\xe9.txt"), "--json")
    assert code == 1
    assert "gone" in out


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
@pytest.mark.parametrize("arguments", [[], ["gui"]])
def test_without_a_screen_the_window_says_so(arguments: list[str]) -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    done = subprocess.run(
        command_line(*arguments),
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name not in hidden},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("labeler: The window cannot open")
    assert "Traceback" not in done.stderr


def test_the_window_opens_on_the_project_named_and_on_a_fresh_demo(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path | None] = []

    def run_window(project: Path | None) -> int:
        opened.append(project)
        return 0

    monkeypatch.setattr("ui.cli.window.run_window", run_window)
    monkeypatch.setattr("ui.cli.main.demo_folder", lambda: tmp_path / "demos")
    assert run() == run("gui") == (0, "", "")
    assert run("gui", tmp_path / "a.labeler").code == 0
    code, out, err = run("demo")
    assert (code, out) == (0, "")
    demo = tmp_path / "demos" / "demo-1.labeler"
    assert str(demo) in err
    assert opened == [None, None, tmp_path / "a.labeler", demo]
    assert demo.is_file()
