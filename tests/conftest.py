"""What every test stands on: no real home, no real screen, no clock in hypothesis, every project closed."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from labeler.codebook_files import load_codebook
from labeler.demo import seeds_folder
from labeler.importing import import_paths
from labeler.label_import import import_labels
from labeler.progress import run_to_end
from labeler.project import Project
from tests.builders import CODEBOOK

if TYPE_CHECKING:
    from collections.abc import Iterator

_HOME_VARIABLES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")

settings.register_profile(
    "house",
    deadline=None,  # a slow machine is no failure
    database=None,
    # The fixtures that tests share with hypothesis make new files for each example themselves.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--headed", action="store_true", help="Show the windows of GUI tests.")


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("--headed"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Before anything reads them: Qt keeps the folder of its settings from the first look on.
    home = Path(tempfile.mkdtemp(prefix="labeler-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    for name in _HOME_VARIABLES:
        os.environ[name] = str(home / name.lower())


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes name no test: compressed ones hold the time, and every worker has to find the same tests."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A home of the test's own: settings and data of a person are never read or written."""
    home = tmp_path / "home"
    for name in _HOME_VARIABLES:
        monkeypatch.setenv(name, str(home / name.lower()))
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QSettings

        for kind in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
            QSettings.setPath(kind, QSettings.Scope.UserScope, str(home / "settings"))
    return home


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A new, empty project with the small codebook of the tests."""
    with Project.create(tmp_path / "small.labeler", CODEBOOK) as made:
        yield made


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The sample captures that ship with the program."""
    return seeds_folder()


@pytest.fixture(scope="session")
def seeds_file(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    """A project file with the sample captures and labels; read it, or copy it before writing."""
    path = tmp_path_factory.mktemp("seeds") / "seeds.labeler"
    with Project.create(path, load_codebook(seeds / "codebook.toml"), "Seeds") as made:
        run_to_end(import_paths(made.store, [seeds / "captures"]))
        run_to_end(import_labels(made, seeds / "labels.jsonl"))
    return path


@pytest.fixture
def seeds_project(seeds_file: Path, tmp_path: Path) -> Iterator[Project]:
    """A project of the test's own with the sample captures and labels in it."""
    with Project.open(Path(shutil.copy(seeds_file, tmp_path / "seeds.labeler"))) as opened:
        yield opened
