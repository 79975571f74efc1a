"""Pure: what an α is good for, in Krippendorff's bands, judged by the lower end of its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from labeler.agreement.intervals import Interval

RELIABLE = 0.8
TENTATIVE = 0.667


def band(found: Interval) -> str:
    """Say "reliable" from 0.8, "tentative" from 0.667, else "unreliable"; "unknown" without an interval.

    The lower end counts (Krippendorff 2004, p. 241-243): that α may be 0.9 is no comfort if it may be 0.5.
    """
    if found.low is None:
        return "unknown"
    if found.low >= RELIABLE:
        return "reliable"
    return "tentative" if found.low >= TENTATIVE else "unreliable"
