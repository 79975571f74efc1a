from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = ("db", "labeler", "ui")


def test_no_floor_imports_one_above_it() -> None:
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert ", 0 broken" in done.stdout


def test_there_is_no_package_under_tests_to_shadow_ours() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


@pytest.mark.parametrize("floor", FLOORS)
def test_a_packages_own_file_holds_a_docstring_and_no_more(floor: str) -> None:
    for path in (ROOT / floor).rglob("__init__.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), path
        assert len(tree.body) == 1, path


@pytest.mark.parametrize("floor", FLOORS)
def test_every_package_says_that_it_is_typed(floor: str) -> None:
    assert (ROOT / floor / "py.typed").is_file()
