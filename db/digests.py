"""Canonical JSON and SHA-256 digests: how rows are named and later checked for silent damage."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.records import Json


# Made once: making one for each value takes as long as spelling it.
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical_json(value: Json) -> str:
    """The one spelling of a JSON value: sorted keys, no spaces, characters as themselves."""
    return _CANONICAL.encode(value)


def sha256_bytes(data: bytes) -> str:
    """SHA-256 of bytes as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def sha256_text(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes."""
    return sha256_bytes(text.encode("utf-8"))


def sha256_json(value: Json) -> str:
    """SHA-256 of a JSON value's canonical spelling."""
    return sha256_text(canonical_json(value))
