"""Where this program keeps things of its own on a person's machine."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def demo_folder() -> Path:
    """Where demo projects are made: the person's data folder for this program."""
    return Path(platformdirs.user_data_path("labeler", appauthor=False))
