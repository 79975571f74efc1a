"""Use case: what a data card says to people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from labeler.project import program_version
from labeler.splits import leak_lines, placing_lines
from labeler.training_sets.manifest import FILE

if TYPE_CHECKING:
    from labeler.leaks import Leaks
    from labeler.project import Project
    from labeler.training_sets.prepared import Prepared


def paragraphs(project: Project, prepared: Prepared, leaks: Leaks | None) -> list[str]:
    """The paragraphs: nothing in them that an export of the same project elsewhere would not say."""
    options, placing = prepared.options, prepared.placing
    told: list[str] = []
    if options.splits is not None and placing is not None and leaks is not None:
        told = [*placing_lines(options.splits, replace(placing, kept=0, moved=())), *leak_lines(leaks)]
    text = "main text (menus, captions and pasted articles dropped)" if options.text == "main" else "raw text"
    ways = {
        "all": "each annotator’s answer is a row",
        "majority": "one answer each, by majority; where annotators are divided, the row is left out",
        "dawid_skene": "one answer each, by the model of Dawid and Skene",
        "shares": "of each value the part of the annotators who gave it",
        "posterior": "of each value how probable it is by the model of Dawid and Skene",
    }
    gold = ", rulings of reviewers first" if options.gold_first and options.labels != "all" else ""
    name, version = project.codebook.name, project.codebook_version
    about = (
        f"Articles and labels written by {program_version()}: {text}; {ways[options.labels]}{gold}. "
        f"Codebook: {name}, version {version}. Counts, digests and agreement are in `{FILE}`."
    )
    return [about, *(["\n".join(f"- {line.strip()}" for line in told)] if told else [])]
