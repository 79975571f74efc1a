"""Pure: a number with its noun, in the right plural."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """“1 pair”, “2 pairs”, “0 copies”: an English noun with a regular plural, and how many of it there are."""
    if number == 1:
        return f"1 {noun}"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{number} {noun[:-1]}ies"
    return f"{number} {noun}{'es' if noun.endswith('ss') else 's'}"
