"""Queries about pairs of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.records import Pair

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.connection import Connection

_PAIR = "left_id, right_id, share_left, share_right, jaccard, method, score, relation"
_ORDER = "score DESC, max(share_left, share_right) DESC, pair_id"


def _values(pair: Pair) -> list[Any]:
    p = pair
    return [p.pair_id, p.left, p.right, p.share_left, p.share_right, p.jaccard, p.method, p.score, p.relation]


class Pairs:
    """The candidate pairs of one project file, and the pairs that somebody judged without being asked."""

    def __init__(self, sql: Connection) -> None:
        self._sql = sql

    def replace_candidates(self, method: str, pairs: Iterable[Pair], compared: int) -> None:
        """Puts a method's new candidates in the place of its earlier ones; pairs that were judged stay.

        Args:
            method: what proposed them.
            pairs: the candidates.
            compared: how many articles they were found among.
        """
        with self._sql.transaction():
            self._sql.run(
                "DELETE FROM pairs WHERE method = ? AND pair_id NOT IN (SELECT unit_id FROM label_events)",
                [method],
            )
            # What was judged stays, but not what was thought of it.
            self._sql.run("UPDATE pairs SET score = 0, relation = '' WHERE method = ?", [method])
            self._sql.run_many(
                f"INSERT INTO pairs (pair_id, {_PAIR}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (pair_id) DO UPDATE SET share_left = excluded.share_left, "
                "share_right = excluded.share_right, jaccard = excluded.jaccard, method = excluded.method, "
                "score = excluded.score, relation = excluded.relation",
                map(_values, pairs),
            )
            self._sql.run("UPDATE project SET compared = ?", [compared])

    def compared(self) -> int:
        """How many articles the candidates were found among; fewer than there are if a comparison is due."""
        return int(self._sql.value("SELECT compared FROM project"))

    def add_if_absent(self, pair: Pair) -> None:
        """Adds a pair that a label names but no method proposed."""
        self._sql.run(
            f"INSERT INTO pairs (pair_id, {_PAIR}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (pair_id) DO NOTHING",
            _values(pair),
        )

    def all(self) -> list[Pair]:
        """Every pair, the most alike first."""
        rows = self._sql.rows(f"SELECT {_PAIR} FROM pairs ORDER BY {_ORDER}")
        return [Pair(*row) for row in rows]

    def of_article(self, article_id: str) -> list[Pair]:
        """The pairs of one article, the most alike first."""
        rows = self._sql.rows(
            f"SELECT {_PAIR} FROM (SELECT * FROM pairs WHERE left_id = ? UNION ALL "
            f"SELECT * FROM pairs WHERE right_id = ?) ORDER BY {_ORDER}",
            [article_id, article_id],
        )
        return [Pair(*row) for row in rows]
