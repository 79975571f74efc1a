"""Pure: labels in the program's own form: annotator, article, question, value (docs/formats.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labeler.errors import LabelerError
from labeler.interchange.given import Exact, Given, Named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from labeler.interchange.rows import Row


def items(row: Row) -> Iterator[Given]:
    """The one answer of a row.

    Raises:
        LabelerError: a field is missing; says which.
    """
    fields = row.fields
    for name in ("annotator", "article", "question"):
        if not isinstance(fields.get(name), str):
            raise LabelerError(f"It has no “{name}”.")
    if "value" not in fields:
        raise LabelerError("It has no “value”.")
    other = fields.get("other")
    yield Given(
        row.where,
        Named(fields["article"]),
        fields["annotator"],
        fields["question"],
        Exact(fields["value"]),
        fields.get("time"),
        Named(other) if isinstance(other, str) else None,
    )
