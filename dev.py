#!/usr/bin/env python3
"""Sets the project up in `.venv` and runs it: `python3 dev.py start` or `python3 dev.py test`.

Needs Python 3.11 or later and nothing else; standard library only.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "labeler-set-up"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

USAGE = """\
python3 dev.py start         sets up, then opens the window on a sample project
python3 dev.py test [ARGS]   sets up, then checks style, types and layers and runs the tests (ARGS go to pytest)
python3 dev.py run ARGS      sets up, then runs the labeler command with ARGS
"""


def stop(sentence: str) -> None:
    """Ends with a sentence instead of a traceback."""
    sys.exit(f"dev.py: {sentence}")


def fingerprint() -> str:
    """Changes when the environment has to be made again."""
    parts = [
        LOCK.read_bytes(),
        (ROOT / "pyproject.toml").read_bytes(),
        sys.version.encode(),
        str(ROOT).encode(),
    ]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def make_environment() -> None:
    """Makes `.venv` and installs the pinned dependencies and the project itself, unless that was done."""
    if STAMP.is_file() and STAMP.read_text() == fingerprint() and PYTHON.is_file():
        return
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    print("Setting up in .venv (once, about a minute) …", flush=True)
    try:
        import ensurepip  # noqa: F401 - Debian splits it off into a package of its own
        import venv
    except ImportError:
        stop(f"Python's venv module is missing. Install it with “sudo apt install {version}-venv”.")
    venv.EnvBuilder(clear=True, with_pip=True).create(VENV)
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    steps = (
        [*pip, "--require-hashes", "-r", str(LOCK)],
        [*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
    )
    for step in steps:
        if subprocess.run(step, check=False).returncode:
            stop("The dependencies could not be installed. Read pip's words above; is the network reachable?")
    STAMP.write_text(fingerprint())


def run(*arguments: str, offscreen: bool = False) -> int:
    """Runs the environment's Python in the project's folder; returns its exit code."""
    environment = dict(os.environ)
    if offscreen:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return subprocess.run([str(PYTHON), *arguments], cwd=ROOT, env=environment, check=False).returncode


def test(arguments: list[str]) -> int:
    """Every check the gate makes, the quick ones first; goes on after a failure and tells at the end."""
    checks = {
        "format": ["-m", "ruff", "format", "--check", "."],
        "style": ["-m", "ruff", "check", "."],
        "types": ["-m", "mypy"],
        "layers": ["-c", "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])"],
        "tests": ["-m", "pytest", "-n", "2", *arguments],
    }
    failed = []
    for name, command in checks.items():
        print(f"== {name}", flush=True)
        if run(*command, offscreen=True):
            failed.append(name)
    if failed:
        print(f"Failed: {', '.join(failed)}.", flush=True)
    return 1 if failed else 0


def main() -> int:
    """Reads the command line."""
    if sys.version_info < (3, 11):
        stop(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}.")
    command, arguments = (sys.argv[1], sys.argv[2:]) if len(sys.argv) > 1 else ("", [])
    if command not in ("start", "test", "run"):
        print(USAGE, end="")
        return 0 if command in ("-h", "--help") else 2
    make_environment()
    if command == "run":
        return run("-m", "ui.cli", *arguments)
    if run("-m", "ui.system_check", offscreen=command == "test"):
        return 1
    return test(arguments) if command == "test" else run("-m", "ui.cli", "demo", *arguments)


if __name__ == "__main__":
    sys.exit(main())
