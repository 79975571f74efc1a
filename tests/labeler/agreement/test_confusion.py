from __future__ import annotations

import numpy as np

from labeler.agreement.confusion import ANY, Members


def test_sets_meet_in_what_both_hold_and_in_what_only_each_holds() -> None:
    rows = [["ab", "ac"], ["a", "ab"], ["", ""], ["b", "b"], ["", "c"]]
    sets = [frozenset(cell) for row in rows for cell in row]
    members = Members.of(sets)
    assert members.names == ["a", "b", "c", None]
    one, other = np.arange(0, 10, 2), np.arange(1, 10, 2)
    # The places of equal sets differ here, as they never do among the values of a question.
    one, other = (np.array([sets.index(sets[place]) for place in places]) for places in (one, other))

    def met(label: object, instead: object) -> list[int]:
        return np.flatnonzero(members.meet(one, other, label, instead)).tolist()

    assert (met("a", "a"), met("b", "c"), met("c", "b")) == ([0, 1], [0], [])
    assert (met(None, "b"), met(None, None), met("b", "b"), met(None, "c")) == ([1], [2], [3], [4])
    assert (met(ANY, "c"), met("a", ANY), met(ANY, ANY)) == ([0, 4], [0, 1], [0, 1, 2, 3, 4])
