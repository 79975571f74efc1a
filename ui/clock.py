"""Stored times in the words of the wall clock."""

from __future__ import annotations

from datetime import datetime

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def wall_time(stored: str) -> str:
    """A stored time (UTC, ISO 8601) as hours, minutes and seconds here; "" for ""."""
    return datetime.fromisoformat(stored).astimezone().strftime("%H:%M:%S") if stored else ""


def wall_day(stored: str, now: datetime | None = None) -> str:
    """A stored time as people say it: "today, 14:02", "yesterday", "28 October", "3 May 2025"; "" for ""."""
    if not stored:
        return ""
    then = datetime.fromisoformat(stored).astimezone()
    today = (now or datetime.now().astimezone()).date()
    days = (today - then.date()).days
    if days == 0:
        return then.strftime("today, %H:%M")
    if days == 1:
        return "yesterday"
    month = f"{then.day} {_MONTHS[then.month - 1]}"
    return month if then.year == today.year else f"{month} {then.year}"
