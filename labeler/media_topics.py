"""The codebook of a project that names none: its topics are the IPTC Media Topics, whole.

The names and definitions are IPTC's, under the Creative Commons Attribution 4.0 licence; docs/media-topics.md says
what was taken and what was changed.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from labeler.codebook import Codebook
from labeler.codebook_files import checked_question, load_codebook
from labeler.codebook_tables import values_from_csv

_HERE = Path(__file__)


def default_codebook() -> Codebook:
    """Topics, duplicates, boilerplate: the top level of the topics has the answer keys, all the rest is found by name."""
    book = load_codebook(_HERE.with_name("default_codebook.toml"))
    values = tuple(values_from_csv(_HERE.with_name("media_topics.csv").read_text(encoding="utf-8")))
    topics, *others = book.questions
    return Codebook(book.name, (checked_question(replace(topics, values=values)), *others))
