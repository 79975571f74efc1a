"""Use case: what vouches for an export: options, counts, agreement as it was, and what changed since the one before."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Final

from labeler.flow import is_flow, is_gold, question_of
from labeler.project import program_version
from labeler.training_sets.formula_cells import RULE
from labeler.training_sets.people import names_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from db.records import Json
    from labeler.leaks import Leaks
    from labeler.project import Project
    from labeler.training_sets.options import ExportOptions
    from labeler.training_sets.preflight import Finding
    from labeler.training_sets.prepared import Prepared

FILE: Final = "manifest.json"
SPLITS_FILE: Final = "splits.csv"

DIGITS: Final = 6
"""So many digits of a figure are written."""


def earlier_manifest(folder: Path) -> Json:
    """The manifest of the export that is there, or {}; one that cannot be read counts as none."""
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and isinstance(found.get("sha256"), dict) else {}


def about(project: Project, options: ExportOptions) -> Json:
    """What was exported, by what, and how it was asked for."""
    return {
        "program": program_version(),
        "project": project.name,
        "codebook": {
            "name": project.codebook.name,
            "version": project.codebook_version,
            "digest": project.codebook_digest,
        },
        "options": options_told(project, options),
    }


def state_of(project: Project) -> Json:
    """What tells whether a project has changed since: if it is the same, so is everything that is written."""
    return {
        "last_event": project.store.events.newest(),
        "articles": project.store.articles.mark(),
        "extractions": project.store.articles.newest_extraction(),
        "codebook": project.codebook_digest,
    }


def history(
    project: Project, options: ExportOptions, prepared: Prepared, since_last: Json, before: Json, state: Json
) -> Json:
    """What changed since the export that was there before.

    Written again without any change, what that one said of the one before it still holds: so the bytes are the same.
    """
    moved = [list(each) for each in prepared.placing.moved] if prepared.placing else []
    same = before.get("state") == state and before.get("options") == options_told(project, options)
    now = {"since_last_export": since_last, "moved": moved}
    return before.get("history", now) if same and not moved else now


def files_of_earlier(folder: Path, before: Json) -> list[str]:
    """The files of the export that was there before, as far as nobody has changed them since."""
    found = []
    for name, digest in before.get("sha256", {}).items():
        path = folder / name
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() == digest:
                    found.append(name)
    return found


def since(project: Project, before: Json) -> Json:
    """What was labelled since an earlier export: labels added, changed and withdrawn, by question; rulings apart.

    Told from the project's own events, so it knows nothing of options; None if there is no earlier export of this
    project.
    """
    last = before.get("state", {}).get("last_event") if before else None
    mark = project.store.events.mark_of(last) if last else None
    if mark is None:
        return None
    found: dict[str, dict[str, Counter[str]]] = {"labels": {}, "rulings": {}}
    for annotator, unit, key in project.store.events.touched_since(mark):
        if is_flow(key) and not is_gold(key):
            continue
        then = project.store.labels.standing_at(mark, annotator, unit, key)
        now = project.store.labels.standing(annotator, unit, key)
        if then is None and now is None:
            continue
        what = "added" if then is None else "withdrawn" if now is None else "changed"
        if then is not None and now is not None and then.value == now.value:
            continue
        side = found["rulings" if is_gold(key) else "labels"]
        side.setdefault(question_of(key), Counter({"added": 0, "changed": 0, "withdrawn": 0}))[what] += 1
    return {side: {key: dict(counts) for key, counts in sorted(keys.items())} for side, keys in found.items()}


def options_told(project: Project, options: ExportOptions) -> Json:
    """The options in their plain form; whose labels were chosen is said by name only where names go in."""
    told = options.to_json()
    if options.people != "names":
        numbers = names_of(project.store.codebooks.annotators(), "pseudonyms")
        told["narrowed"]["annotators"] = sorted(
            numbers.get(name, "?") for name in options.narrowed.annotators
        )
        told["listed"]["annotator"] = numbers.get(options.listed.annotator, "")
    return told


def splits_told(prepared: Prepared) -> Json:
    """How the articles were split, with what bound the largest groups together; None where they were not."""
    plan, placing = prepared.options.splits, prepared.placing
    if plan is None or placing is None:
        return None
    sizes = placing.sizes(plan.names)
    total = max(1, sum(sizes.values()))
    asked = {} if plan.train_before else dict(plan.fractions)
    return {
        "sizes": sizes,
        "off": {name: round(sizes[name] / total - part, DIGITS) for name, part in asked.items()},
        "groups": placing.groups,
        "largest_groups": [
            {"articles": group.size, "first": group.first, "ties": dict(group.bound), "most_ties": group.hub}
            for group in placing.largest
        ],
        "astray": list(placing.astray),
        "undated": len(placing.undated),
    }


def leaks_told(leaks: Leaks | None) -> Json:
    """What the splits share; None where there are none."""
    if leaks is None:
        return None
    return {
        "counted_in": "the written files",
        "copies": len(leaks.copies),
        "standing_elsewhere": len(leaks.elsewhere),
        "sharing_a_passage": len(leaks.residue),
    }


def findings_told(findings: Iterable[Finding], allowed: Collection[str]) -> Json:
    """What was told before, and which errors were allowed."""
    return [
        {**finding.to_json(), "allowed": finding.is_error and finding.name in allowed} for finding in findings
    ]


def csv_told(options: ExportOptions) -> Json:
    """How cells of CSV files are to be read."""
    return {"formulas_guarded": options.for_people, "rule": RULE if options.for_people else None}
