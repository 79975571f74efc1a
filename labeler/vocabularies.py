"""Use case: the values of a question in and out as files: CSV, SKOS, or a whole codebook as TOML."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from labeler.codebook_changes import Step
from labeler.codebook_files import checked_question, codebook_to_toml, load_codebook
from labeler.codebook_skos import values_from_skos, values_to_rdf_xml, values_to_turtle
from labeler.codebook_tables import values_from_csv, values_to_csv
from labeler.counting import counted
from labeler.errors import LabelerError
from labeler.whole_files import WholeFiles

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from labeler.codebook import Codebook, Question, Value

WHOLE = ".toml"
FORMS = (WHOLE, ".csv", ".ttl", ".rdf")
"""Endings of the files: the whole codebook, and three forms of one question's values."""


def form_of(path: Path) -> str:
    """What a file is by its ending.

    Raises:
        LabelerError: it is none of these.
    """
    ending = {".tsv": ".csv", ".xml": ".rdf", ".turtle": ".ttl"}.get(path.suffix.lower(), path.suffix.lower())
    if ending not in FORMS:
        raise LabelerError(
            f"“{path.name}” is none of {', '.join(FORMS)}. Name the file so that it says what it is."
        )
    return ending


def export_codebook(codebook: Codebook, path: Path, key: str = "") -> str:
    """Writes a codebook, or the values of one of its questions, whole or not at all.

    Args:
        codebook: what is written.
        path: the file; its ending says the form. An earlier one is replaced.
        key: the question whose values go out; needed for all but TOML where several questions have values of their own.

    Returns:
        What was written, in words.

    Raises:
        LabelerError: no such form or question, or it cannot be written.
    """
    ending = form_of(path)
    if ending == WHOLE:
        text, words = codebook_to_toml(codebook), counted(len(codebook.questions), "question")
    else:
        question = asked_question(codebook, key)
        writers = {
            ".csv": lambda: values_to_csv(question.values),
            ".ttl": lambda: values_to_turtle(question),
            ".rdf": lambda: values_to_rdf_xml(question),
        }
        text, words = writers[ending](), f"{counted(len(question.values), 'value')} of “{question.title}”"
    with WholeFiles(path.parent) as files:
        files.begin(path.name)(text)
    return f"{path}: {words}."


def asked_question(codebook: Codebook, key: str) -> Question:
    """The question named, or the only one of kind topic.

    Raises:
        LabelerError: there is none, or there are several.
    """
    if key:
        return codebook.question(key)
    topics = codebook.of_kind("topic")
    if len(topics) != 1:
        keys = ", ".join(question.key for question in codebook.questions)
        raise LabelerError(f"Say which question's values are meant: --question KEY (of {keys}).")
    return topics[0]


def import_codebook(codebook: Codebook, path: Path, key: str = "") -> Codebook:
    """A codebook as a file says it: the whole of it (TOML), or with other values of one question.

    Where the file gives no keys, values that were there keep theirs.

    Raises:
        LabelerError: the file cannot be read, or says something wrong; names the place.
    """
    ending = form_of(path)
    if ending == WHOLE:
        return load_codebook(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LabelerError(f"{path} cannot be read ({error.strerror or error}).") from error
    except UnicodeDecodeError as error:
        raise LabelerError(f"{path} cannot be read (it is not in UTF-8).") from error
    question = asked_question(codebook, key)
    if question.kind not in ("topic", "stance"):
        raise LabelerError(
            f"The values of “{question.title}” are the program's own. Only titles and guidelines change."
        )
    try:
        if ending == ".csv":
            values = values_from_csv(text)
        else:
            values = values_from_skos(text, "turtle" if ending == ".ttl" else "xml")
        changed = checked_question(replace(question, values=_with_old_keys(values, question)))
    except LabelerError as error:
        raise LabelerError(f"{path}: {error}") from error
    questions = tuple(changed if each.key == question.key else each for each in codebook.questions)
    return replace(codebook, questions=questions)


def _with_old_keys(values: list[Value], question: Question) -> tuple[Value, ...]:
    if any(value.key for value in values):
        return tuple(values)
    old = {entry.value: entry.key for entry in question.values}
    return tuple(replace(value, key=old.get(value.value, "")) for value in values)


def steps_between(before: Codebook, after: Codebook, moves: Mapping[str, str]) -> list[Step]:
    """What becomes of the values that a changed codebook lacks.

    Args:
        before: the codebook in force.
        after: the one from a file.
        moves: stored value -> the value that its labels get, "" for none; a value that is not named here is removed.

    Raises:
        LabelerError: a move names a value that is not removed.
    """
    found = []
    questions = {question.key: question for question in after.questions}
    gone = {
        (old.key, entry.value)
        for old in before.questions
        if old.key in questions
        for entry in old.values
        if questions[old.key].value(entry.value) is None
    }
    for value in moves:
        if value not in {name for _, name in gone}:
            raise LabelerError(f"“{value}” is not among the values that go, so its labels cannot move.")
    for key, value in sorted(gone):
        target = moves.get(value, "")
        if target:
            found.append(Step("merge", key, (value,), (target,), target))
        else:
            found.append(Step("remove", key, (value,), (), None))
    return found
