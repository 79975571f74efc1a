from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.slow

PROBE = """
import json, sys
from importlib.metadata import entry_points, version
import db, labeler, ui
(script,) = [entry for entry in entry_points(group="console_scripts") if entry.name == "labeler"]
main = script.load()
sys.argv = ["labeler", "--help"]
try:
    main()
except SystemExit as end:
    code = end.code
from labeler.demo import seeds_folder
from labeler.project import program_version
sys.stderr.write(json.dumps({
    "code": code,
    "files": [module.__file__ for module in (db, labeler, ui)],
    "qt": [name for name in sys.modules if name.startswith("PySide6")],
    "seeds": str(seeds_folder()),
    "version": program_version(),
}))
"""


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [*map(str, command)], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out, cwd=ROOT)
    (built,) = out.glob("news_labeler-*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel in it, which sees the dependencies installed here and nothing else."""
    home = tmp_path_factory.mktemp("installed")
    venv.EnvBuilder(with_pip=True).create(home)
    binary = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    run(
        binary,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--no-index",
        "--no-deps",
        wheel,
        cwd=home,
    )
    found = run(binary, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home)
    paths = dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib"))
    (Path(found.stdout.strip()) / "dependencies.pth").write_text("\n".join(paths), encoding="utf-8")
    return binary


def test_the_wheel_holds_the_three_floors_the_samples_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"db", "labeler", "ui", "news_labeler"}
    samples = sorted(
        path.relative_to(ROOT).as_posix() for path in (ROOT / "seeds").rglob("*") if path.is_file()
    )
    assert sorted(name for name in names if name.startswith("labeler/seeds/")) == [
        f"labeler/{each}" for each in samples
    ]
    data = [path for floor in ("db", "labeler", "ui") for path in (ROOT / floor).rglob("*") if path.is_file()]
    shipped = {path.relative_to(ROOT).as_posix() for path in data if "__pycache__" not in path.parts}
    assert shipped <= set(names)


def test_installed_elsewhere_it_runs_from_its_own_files_without_qt(python: Path, tmp_path: Path) -> None:
    told = json.loads(run(python, "-c", PROBE, cwd=tmp_path).stderr)
    home = python.parents[1]
    assert told["code"] == 0
    assert told["qt"] == []
    assert all(Path(file).is_relative_to(home) for file in [*told["files"], told["seeds"]]), told
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert told["version"] == f"labeler {project['version']}"


def test_the_installed_command_takes_a_project_from_start_to_export(python: Path, tmp_path: Path) -> None:
    labeler = python.with_name("labeler.exe" if os.name == "nt" else "labeler")
    samples = next(python.parents[1].rglob("labeler/seeds"))
    assert "Usage: labeler" in run(labeler, "--help", cwd=tmp_path).stdout
    run(labeler, "new", "a.labeler", "--codebook", samples / "codebook.toml", cwd=tmp_path)
    assert (
        run(labeler, "import", "a.labeler", samples / "captures", cwd=tmp_path).stdout
        == "20 articles added.\n"
    )
    run(labeler, "labels", "import", "a.labeler", samples / "labels.jsonl", cwd=tmp_path)
    run(labeler, "export", "a.labeler", "out", cwd=tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "home") == ["a.labeler", "out"]
