"""Pure: the keys that answers may have, and those that commands of the label page have already."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from labeler.errors import LabelerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeler.codebook import Value

TAKEN_KEYS = {
    "0": "No topic fits",
    "A": "Against",
    "D": "Open a candidate beside",
    "E": "Evidence",
    "F": "In favor",
    "G": "Flag",
    "J": "Next block or difference",
    "K": "Previous block or difference",
    "M": "Write a note",
    "N": "Next article",
    "O": "No stance",
    "P": "Previous article",
    "S": "Skip until later",
    "T": "Find a topic",
    "X": "Keep or drop the block",
}
"""Key -> title of the command that has it; the same as in `ui.commands`, which a test holds against this."""

ANSWER_KEYS = "123456789QWRYUIBCHVZL"
"""Keys that values may have: the digits by position, then letters that no command takes."""


def free_keys(entries: Sequence[Value]) -> str:
    """The keys that no value of a question has yet, in the order in which they are given out: “B C H”."""
    taken = {entry.key for entry in entries}
    return " ".join(key for key in ANSWER_KEYS if key not in taken)


def key_fault(key: str, value: str, entries: Sequence[Value]) -> str:
    """Why a value cannot have a key, and which are free; "" where it can.

    Args:
        key: the key, upper case; "" is none, which is always free.
        value: the stored value that is to have it.
        entries: the values of its question.
    """
    if not key:
        return ""
    free = f"Free: {free_keys(entries)}." if free_keys(entries) else "No key is free."
    if key in TAKEN_KEYS:
        title = TAKEN_KEYS[key]
        return f"{key} is taken by “{title[:1].lower()}{title[1:]}”. {free}"
    if len(key) != 1 or key not in ANSWER_KEYS:
        return f"“{key}” cannot be the key of “{value}”. {free}"
    other = next((entry for entry in entries if entry.key == key and entry.value != value), None)
    return f"{key} is taken by “{other.title}”, so “{value}” cannot have it. {free}" if other else ""


def with_keys(entries: Sequence[Value], where: str) -> tuple[Value, ...]:
    """Gives keys: those the codebook asks for; if it asks for none at all, the first ones in order.

    Raises:
        LabelerError: a key is taken, or is none.
    """
    for entry in reversed(entries):  # of two with one key the later one is told
        fault = key_fault(entry.key, entry.value, entries)
        if fault:
            raise LabelerError(f"{where}: {fault}")
    if any(entry.key for entry in entries):
        return tuple(entries)
    given = [*ANSWER_KEYS, *[""] * len(entries)][: len(entries)]
    return tuple(replace(entry, key=key) for entry, key in zip(entries, given, strict=True))
