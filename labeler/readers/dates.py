"""Pure: dates as mail and feeds write them, in ISO 8601."""

from __future__ import annotations

from email.utils import parsedate_to_datetime


def iso_date(text: str) -> str:
    """A date as in “Sun, 01 Mar 2026 08:00:00 GMT” in ISO 8601; any other text as it is."""
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return text
