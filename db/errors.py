"""What can go wrong with a project file, said in words a person can act on."""

from __future__ import annotations


class StoreError(Exception):
    """A project file could not be read or written: what, why, and what to do next, in one or two sentences."""
