"""What can go wrong in the thinking part, said in words a person can act on."""

from __future__ import annotations


class LabelerError(Exception):
    """A request could not be met: what, why, and what to do next, in one or two sentences."""


class ChoiceError(LabelerError):
    """What was asked for cannot be asked for like this: on the command line, wrong use."""


class CodebookChangedError(LabelerError):
    """Another window or command has put another version of the codebook in force meanwhile."""
