"""Ratings of any other tool: a plain `task, worker, label` table, as CSV or JSON Lines."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from labeler.answers import Answers
from labeler.codebook import Question, Value
from labeler.errors import LabelerError
from labeler.readers.decoding import decode
from labeler.study import Study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.records import Json

_NEEDED = ("task", "worker", "label")


def studies_of_file(path: Path) -> list[Study]:
    """A study of each question of a ratings file; without a column `question` there is one.

    A label that is a list (in CSV: that reads as a JSON list) is a set, and all labels of its question then are;
    `[]` is an answer, an empty cell is none. A later label of the same worker for the same task counts.

    Raises:
        LabelerError: not readable, no such columns, or sets mixed with single labels; names the line.
    """
    given: dict[str, dict[str, dict[str, Json]]] = {}
    for line, row in _rows(path):
        missing = [
            name
            for name in _NEEDED
            if name not in row or (name != "label" and not str(row[name] or "").strip())
        ]
        if missing:
            raise LabelerError(f"{path.name}, line {line}: it has no {', '.join(missing)}.")
        if row["label"] is None or (value := _value(row["label"])) == "":
            continue  # an empty cell, or null: no answer
        question = str(row.get("question") or "label")
        given.setdefault(question, {}).setdefault(str(row["task"]), {})[str(row["worker"])] = value
    if not given:
        raise LabelerError(f"{path.name} holds no rating. It needs the columns task, worker, label.")
    return [Study(_answers(path, key, units)) for key, units in given.items()]


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Json]]]:
    """Each row with the line of the file on which it ends."""
    try:
        text = decode(path.read_bytes()).text.removeprefix("\ufeff")
    except OSError as error:
        raise LabelerError(f"{path} cannot be read ({error.strerror or error}).") from error
    except LabelerError as error:
        raise LabelerError(f"{path.name} cannot be read. {error}") from error
    if not text.lstrip().startswith("{"):
        reader = csv.DictReader(io.StringIO(text, newline=""))
        try:
            for row in reader:
                yield reader.line_num, {name: cell for name, cell in row.items() if cell is not None}
        except csv.Error as error:
            raise LabelerError(
                f"{path.name}, line {reader.reader.line_num}: it is not valid CSV: {error}."
            ) from error
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:  # ValueError: a number of thousands of digits too
                raise LabelerError(f"{path.name}, line {number}: it is not valid JSON: {error}.") from error
            if not isinstance(row, dict):
                raise LabelerError(f"{path.name}, line {number}: it is not an object {{ … }}.")
            yield number, row


def _value(label: Json) -> Json:
    """A label as a text or a list of texts."""
    if isinstance(label, str) and label.strip().startswith("["):
        try:
            label = json.loads(label)
        except (ValueError, RecursionError):
            return label
    if isinstance(label, list):
        return sorted({_text(each) for each in label})
    return _text(label)


def _text(label: Json) -> str:
    """A label as a text; 1 and 1.0 are one number."""
    if isinstance(label, float) and label.is_integer():
        label = int(label)
    return str(label)


def _answers(path: Path, key: str, units: dict[str, dict[str, Json]]) -> Answers:
    found = [value for labels in units.values() for value in labels.values()]
    sets = [isinstance(value, list) for value in found]
    if any(sets) and not all(sets):
        raise LabelerError(f"{path.name}: the labels of “{key}” are partly sets and partly single ones.")
    names = sorted({name for value in found for name in (value if isinstance(value, list) else [value])})
    values = tuple(Value(name, name) for name in names)
    question = Question(key, "topic" if any(sets) else "stance", key, values)
    return Answers(question, units, {unit: {} for unit in units}, {unit: (unit,) for unit in units})
