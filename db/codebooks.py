"""Queries about the project itself, its codebook versions and its annotators."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from db.digests import canonical_json, sha256_text
from db.errors import StoreError

if TYPE_CHECKING:
    from db.connection import Connection
    from db.records import Json


class CodebookRow(NamedTuple):
    """One stored codebook version."""

    digest: str
    version: int
    content: Json


class Codebooks:
    """The codebook versions of one project file; the project always points at one of them."""

    def __init__(self, sql: Connection) -> None:
        self._sql = sql

    def add(self, content: Json, now: str) -> CodebookRow:
        """Stores a codebook as the next version, unless the same content is stored already."""
        text = canonical_json(content)
        digest = sha256_text(text)
        self._sql.run(
            "INSERT INTO codebooks (codebook_digest, version, content, created_at) "
            "VALUES (?, 1 + (SELECT coalesce(max(version), 0) FROM codebooks), ?, ?) "
            "ON CONFLICT (codebook_digest) DO NOTHING",
            [digest, text, now],
        )
        return next(row for row in self.all() if row.digest == digest)

    def all(self) -> list[CodebookRow]:
        """Every version, oldest first."""
        try:
            return [
                CodebookRow(digest, version, json.loads(content))
                for digest, version, content in self._sql.rows(
                    "SELECT codebook_digest, version, content FROM codebooks ORDER BY version"
                )
            ]
        except ValueError as error:
            raise StoreError(
                f"“{self._sql.path.name}” is damaged: a codebook in it cannot be read. "
                "Keep a copy, then run “labeler check”."
            ) from error

    def mark(self) -> int:
        """The number of the newest version; it changes whenever one is added."""
        return int(self._sql.value("SELECT coalesce(max(version), 0) FROM codebooks"))

    def current(self) -> CodebookRow:
        """The version in force."""
        digest = self._sql.value("SELECT codebook_digest FROM project")
        return next(row for row in self.all() if row.digest == digest)

    def current_digest(self) -> str:
        """The digest of the version in force."""
        return str(self._sql.value("SELECT codebook_digest FROM project"))

    def adopt(self, digest: str) -> None:
        """Puts a stored version in force."""
        self._sql.run("UPDATE project SET codebook_digest = ?", [digest])

    def start_project(self, name: str, digest: str, program: str, now: str) -> None:
        """Writes the project's one row."""
        self._sql.run(
            "INSERT INTO project (id, name, codebook_digest, created_at, created_with) VALUES (1, ?, ?, ?, ?)",
            [name, digest, now, program],
        )

    def project_name(self) -> str:
        """The project's name."""
        return str(self._sql.value("SELECT name FROM project"))

    def settings(self) -> dict[str, Json]:
        """What the project has decided."""
        found: dict[str, Json] = json.loads(self._sql.value("SELECT settings FROM project"))
        return found

    def set_setting(self, key: str, value: Json) -> None:
        """Writes one decision of the project."""
        self._sql.run(
            "UPDATE project SET settings = json_set(settings, ?, json(?))",
            [f"$.{key}", canonical_json(value)],
        )

    def add_annotator(self, annotator: str, now: str) -> None:
        """Enters a person who labels, unless already entered."""
        self._sql.run(
            "INSERT INTO annotators (annotator, created_at) VALUES (?, ?) ON CONFLICT (annotator) DO NOTHING",
            [annotator, now],
        )

    def annotators(self) -> list[str]:
        """The names of everybody who labels, in order of entering: also of those entered in one millisecond."""
        return [
            row[0] for row in self._sql.rows("SELECT annotator FROM annotators ORDER BY created_at, rowid")
        ]
