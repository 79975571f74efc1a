"""Queries about pairs of articles."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from db.records import Pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.connection import Connection

_PAIR = "left_id, right_id, share_left, share_right, jaccard, method, score, relation"
_NOT_JUDGED = "NOT EXISTS (SELECT 1 FROM label_events WHERE unit_id = pair_id)"
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
            self._sql.run(f"DELETE FROM pairs WHERE method = ? AND {_NOT_JUDGED}", [method])
            # What was judged stays, but not what was thought of it.
            self._sql.run("UPDATE pairs SET score = 0, relation = '' WHERE method = ?", [method])
            self._write(pairs, compared)

    def add_candidates(
        self, method: str, pairs: Iterable[Pair], changed: Sequence[str], compared: int
    ) -> None:
        """Adds a method's new candidates to its earlier ones, but for those of articles that changed.

        Args:
            method: what proposed them.
            pairs: the candidates.
            changed: ids of articles whose earlier candidates no longer hold; those that were judged stay.
            compared: how many articles there are.
        """
        with self._sql.transaction():
            for end in ("left_id", "right_id"):
                ends = [[method, article] for article in changed]
                self._sql.run_many(
                    f"DELETE FROM pairs WHERE method = ? AND {end} = ? AND {_NOT_JUDGED}", ends
                )
                self._sql.run_many(
                    f"UPDATE pairs SET score = 0, relation = '' WHERE method = ? AND {end} = ?", ends
                )
            self._write(pairs, compared)

    def _write(self, pairs: Iterable[Pair], compared: int) -> None:
        self._sql.run_many(
            f"INSERT INTO pairs (pair_id, {_PAIR}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (pair_id) DO UPDATE SET share_left = excluded.share_left, "
            "share_right = excluded.share_right, jaccard = excluded.jaccard, method = excluded.method, "
            "score = excluded.score, relation = excluded.relation",
            map(_values, pairs),
        )
        self._sql.run("UPDATE project SET compared = ?", [compared])

    def count(self, method: str) -> int:
        """How many candidates a method has."""
        return int(
            self._sql.value("SELECT count(*) FROM pairs WHERE method = ? AND relation <> ''", [method])
        )

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

    def ends(self, relations: Iterable[str]) -> list[tuple[str, str]]:
        """The two articles of every pair with one of some relations, in no order: of a million pairs in a second."""
        rows = self._sql.rows(
            "SELECT left_id, right_id FROM pairs WHERE relation IN (SELECT value FROM json_each(?))",
            [json.dumps(sorted(relations))],
        )
        return [(left, right) for left, right in rows]

    def of_article(self, article_id: str) -> list[Pair]:
        """The pairs of one article, the most alike first."""
        rows = self._sql.rows(
            f"SELECT {_PAIR} FROM (SELECT * FROM pairs WHERE left_id = ? UNION ALL "
            f"SELECT * FROM pairs WHERE right_id = ?) ORDER BY {_ORDER}",
            [article_id, article_id],
        )
        return [Pair(*row) for row in rows]
