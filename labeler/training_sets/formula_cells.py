"""Pure: cells that a spreadsheet would run as a formula, guarded so that it shows them; the guard can be taken off."""

from __future__ import annotations

from typing import Final

_STARTS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'")
"""What a formula may begin with, behind white space too; and the guard itself, so that taking it off is safe."""

RULE: Final = (
    "A cell that begins with = + - @ (also full-width, and behind spaces), an apostrophe, a tab or a line end has an apostrophe before "
    "it. To undo, take one leading apostrophe off every cell that has one."
)
"""What a manifest says of it."""


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if cell.startswith(_STARTS) or cell.lstrip().startswith(_STARTS[:8]) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return cell.removeprefix("'")
