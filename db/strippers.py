"""Queries about the strippers that a project has learned from its corrections."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from db.digests import canonical_json, sha256_bytes, sha256_json

if TYPE_CHECKING:
    from db.connection import Connection
    from db.records import Json

_COLUMNS = "stripper_digest, text_model, page_model, lines, report, created_at"


class StripperRow(NamedTuple):
    """A stripper that was adopted once.

    Attributes:
        digest: of its models and lines.
        text_model: the model for plain text, None for the one that comes with the program.
        page_model: that for web pages.
        lines: what annotators did with lines that come again: source -> line -> [kept, dropped].
        report: what it was measured to gain.
    """

    digest: str
    text_model: bytes | None
    page_model: bytes | None
    lines: Json
    report: Json
    created_at: str


def stripper_digest(text_model: bytes | None, page_model: bytes | None, lines: str) -> str:
    """What a stripper's digest is made of; `lines` in their stored spelling."""
    return sha256_json(
        [None if model is None else sha256_bytes(model) for model in (text_model, page_model)] + [lines]
    )


class Strippers:
    """The strippers of one project file. None is ever deleted, so one can always go back."""

    def __init__(self, sql: Connection) -> None:
        self._sql = sql

    def add(
        self, text_model: bytes | None, page_model: bytes | None, lines: Json, report: Json, now: str
    ) -> str:
        """Stores a stripper, unless the same is there already; returns its digest."""
        text = canonical_json(lines)
        digest = stripper_digest(text_model, page_model, text)
        self._sql.run(
            f"INSERT INTO strippers ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (stripper_digest) DO NOTHING",
            [digest, text_model, page_model, text, canonical_json(report), now],
        )
        return digest

    def all(self) -> list[StripperRow]:
        """Every stripper, the oldest first."""
        return [
            StripperRow(digest, text_model, page_model, json.loads(lines), json.loads(report), created_at)
            for digest, text_model, page_model, lines, report, created_at in self._sql.rows(
                f"SELECT {_COLUMNS} FROM strippers ORDER BY created_at, stripper_digest"
            )
        ]
