"""Numbers as house style writes them. No Qt."""

from __future__ import annotations


def shown_figure(value: float) -> str:
    """A coefficient: two digits, no leading zero (".78", "1.00", "–.12")."""
    text = f"{abs(value):.2f}"
    return ("–" if round(value, 2) < 0 else "") + (text[1:] if text.startswith("0") else text)
