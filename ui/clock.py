"""Stored times in the words of the wall clock."""

from __future__ import annotations

from datetime import datetime


def wall_time(stored: str) -> str:
    """A stored time (UTC, ISO 8601) as hours, minutes and seconds here; "" for ""."""
    return datetime.fromisoformat(stored).astimezone().strftime("%H:%M:%S") if stored else ""


def wall_day(stored: str) -> str:
    """A stored time as the day and minute here; "" for ""."""
    return datetime.fromisoformat(stored).astimezone().strftime("%Y-%m-%d %H:%M") if stored else ""
