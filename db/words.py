"""Full-text search over raw texts: an FTS5 table that holds no text, only which words stand where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.connection import Connection

_BATCH: Final = 25
"""Articles read in one transaction: the file is never held for so long that an answer would have to wait."""

_UNSPACED: Final = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])"
)
"""Signs of scripts that put no spaces between words: each is found as a word of its own, a word as a phrase of them."""


class Words:
    """The words of the articles of one project file.

    An article's raw text never changes, so it is read once. Nothing here is a fact: the table may be dropped and read anew.
    """

    def __init__(self, sql: Connection) -> None:
        self._sql = sql

    def behind(self) -> int:
        """How many articles have not been read yet."""
        return int(self._sql.value("SELECT count(*) FROM articles WHERE number > ?", [self._mark()]))

    def catch_up(self) -> Iterator[int]:
        """Reads what came since, in steps; yields how many articles were read."""
        done = 0
        while rows := self._sql.rows(
            "SELECT number, title, text FROM articles JOIN article_raw USING (article_id) "
            "WHERE number > ? ORDER BY number LIMIT ?",
            [self._mark(), _BATCH],
        ):
            with self._sql.transaction():
                mark = self._mark()  # another process may have read them meanwhile
                self._sql.run_many(
                    "INSERT INTO article_words (rowid, words) VALUES (?, ?)",
                    [(number, spaced(f"{title}\n{text}")) for number, title, text in rows if number > mark],
                )
            done += len(rows)
            yield done

    def found(self, words: str) -> set[int]:
        """The numbers of the articles whose title or raw text has all of these words, the last letters of each left open.

        Case and accents do not count; words in quotation marks stand side by side.
        """
        wanted = _query(words.encode("utf-8", "replace").decode())
        if not wanted:
            return set()
        return {
            row[0] for row in self._sql.rows("SELECT rowid FROM article_words WHERE words MATCH ?", [wanted])
        }

    def _mark(self) -> int:
        return int(self._sql.value("SELECT coalesce(max(rowid), 0) FROM article_words"))


def spaced(text: str) -> str:
    """A text with the signs of unspaced scripts set apart."""
    return _UNSPACED.sub(r" \1 ", text)


def wanted(words: str) -> list[tuple[str, bool]]:
    """What people type, taken apart: (words that stand side by side, whether the last one may go on)."""
    parts = []
    for place, part in enumerate(re.split('["“”„«»]', words)):
        quoted = place % 2 == 1
        for phrase in [part] if quoted else part.split():
            said = " ".join(spaced(phrase.replace("\0", " ")).split())
            if any(sign.isalnum() for sign in said):
                parts.append((said, not quoted))
    return parts


def _query(words: str) -> str:
    """What people type as an FTS5 query; none of its signs means anything but itself."""
    return " ".join(f'"{said}" *' if is_open else f'"{said}"' for said, is_open in wanted(words))
