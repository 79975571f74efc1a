"""`python -m ui.system_check`: whether the window can open here; says which package is missing if not."""

from __future__ import annotations

import sys

from ui.system_libraries import missing_library_help, missing_screen_help


def main() -> int:
    """Loads Qt and looks for a screen; returns the exit code."""
    try:
        import PySide6.QtWidgets  # noqa: F401 - loading it is the test
    except ImportError as error:
        reason: str | None = missing_library_help(str(error))
    else:
        reason = missing_screen_help()
    if reason:
        sys.stderr.write(f"labeler: {reason}\n")
    return 1 if reason else 0


if __name__ == "__main__":
    sys.exit(main())
