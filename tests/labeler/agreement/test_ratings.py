from __future__ import annotations

from labeler.agreement.ratings import Ratings

RATINGS = Ratings(
    {"1": {"Ben": "x", "Ana": "y"}, "2": {"Ana": "x"}, "3": {"Ana": "x", "Ben": "x", "Chi": "y"}, "4": {}}
)


def test_ratings_are_counted_by_annotator_unit_and_pair() -> None:
    assert RATINGS.annotators == ["Ana", "Ben", "Chi"]
    assert RATINGS.count == 6
    assert RATINGS.pairable == [["x", "y"], ["x", "x", "y"]]
    assert RATINGS.of_pair("Ana", "Ben") == [("y", "x"), ("x", "x")]
    assert list(RATINGS.pairs()) == [("Ana", "Ben"), ("Ana", "Chi"), ("Ben", "Chi")]
