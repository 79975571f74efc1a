"""Which key was pressed: letters by character, digits by position, so that every Latin keyboard is alike."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

# Scan codes of the digit row and of the letters of a US keyboard. X11 and Wayland count evdev's codes from 8,
# Windows uses set 1. macOS codes are not in rows; there the character decides.
_DIGITS = "1234567890"
_LETTER_ROWS = ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
_STARTS = {"linux": (10, 24, 38, 52), "win32": (2, 16, 30, 44)}

_NAMED = {
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Space: "Space",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
}


def _by_position(scan_code: int) -> str:
    starts = _STARTS.get(sys.platform)
    if starts is None or scan_code == 0:
        return ""
    for start, row in zip(starts, (_DIGITS, *_LETTER_ROWS), strict=True):
        if start <= scan_code < start + len(row):
            return row[scan_code - start]
    return ""


def key_name(event: QKeyEvent) -> str:
    """The key as the command table writes it ("N", "Shift+N", "1", "Enter", "?"), or "" for any other.

    Keys with Ctrl, Alt or Meta are not named here: they are shortcuts of actions. A digit of the digit row is
    a digit without Shift on every keyboard; a letter on a keyboard of another script is taken by position.
    """
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if modifiers & ~Qt.KeyboardModifier.ShiftModifier:
        return ""
    shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    named = _NAMED.get(Qt.Key(event.key()))
    if named:
        return f"Shift+{named}" if shift else named
    if event.text() == "?":
        return "?"
    position = _by_position(event.nativeScanCode())
    if position.isdigit() and not shift:
        return position
    code = event.key()
    if Qt.Key.Key_A <= code <= Qt.Key.Key_Z:
        letter = chr(code)
    elif Qt.Key.Key_0 <= code <= Qt.Key.Key_9:
        return "" if shift else chr(code)
    elif position.isalpha() and event.text() and not event.text().isascii():
        letter = position
    else:
        return ""
    return f"Shift+{letter}" if shift else letter
