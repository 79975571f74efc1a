"""Reading and writing codebooks: TOML files, and the plain JSON that a project stores."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from labeler.codebook import NOT_ADDRESSED, RELATIONS, Codebook, Kind, Question, Value
from labeler.codebook_keys import with_keys
from labeler.errors import LabelerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records import Json

_DEFAULT_VALUES: dict[str, list[Json]] = {
    "stance": [
        "FAVOR",
        "NONE",
        "AGAINST",
        {"value": NOT_ADDRESSED, "title": "Absent", "definition": "The target is not addressed at all."},
    ],
    "duplicate": list(RELATIONS),
    "boilerplate": ["kept", "dropped"],
}
_LATER_TEXTS = ("include", "exclude", "code")
_LATER_FLAGS = {"required": True, "whose": False, "confidence": False, "evidence": False}
"""Fields that older codebooks do not have, with their defaults: they are written only where they say more."""

_ASKED_OF = {
    "required": ("topic", "stance"),
    "whose": ("stance",),
    "confidence": ("stance",),
    "evidence": ("topic", "stance"),
}
"""Of which kinds a question may say this."""


def load_codebook(path: Path) -> Codebook:
    """Reads a codebook file (TOML; docs/formats.md has the form).

    Raises:
        LabelerError: not readable, not TOML, or not a codebook; names the place.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LabelerError(f"The codebook {path} cannot be read ({error.strerror or error}).") from error
    except UnicodeDecodeError as error:
        raise LabelerError(f"The codebook {path} cannot be read (it is not in UTF-8).") from error
    try:
        return codebook_from_json(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise LabelerError(f"The codebook {path} is not valid TOML: {error}.") from error
    except LabelerError as error:
        raise LabelerError(f"The codebook {path}: {error}") from error


def codebook_to_json(codebook: Codebook) -> Json:
    """A codebook as plain JSON, the same content always in the same form.

    What a codebook of an earlier program could not say is left out where it says nothing, so that such a codebook
    keeps its digest.
    """
    return {"name": codebook.name, "question": [_question_json(each) for each in codebook.questions]}


def _question_json(question: Question) -> Json:
    flags = {
        flag: getattr(question, flag)
        for flag, default in _LATER_FLAGS.items()
        if getattr(question, flag) is not default
    }
    return {
        "key": question.key,
        "kind": question.kind,
        "title": question.title,
        "target": question.target,
        "ordered": question.ordered,
        "guideline": question.guideline,
        **flags,
        "values": [_value_json(value) for value in question.values],
    }


def _value_json(value: Value) -> Json:
    texts = {name: getattr(value, name) for name in _LATER_TEXTS if getattr(value, name)}
    return {
        "value": value.value,
        "title": value.title,
        "parent": value.parent,
        "keys": value.key,
        "definition": value.definition,
        **texts,
        **({"examples": list(value.examples)} if value.examples else {}),
    }


def codebook_to_toml(codebook: Codebook) -> str:
    """A codebook as a TOML file, for people to read and change; read again, it is the same codebook."""
    lines = [f"name = {_toml(codebook.name)}"]
    for question in codebook_to_json(codebook)["question"]:
        lines += ["", "[[question]]"]
        # Only “required” has something to say by being false.
        lines += [
            f"{name} = {_toml(value)}"
            for name, value in question.items()
            if name == "required" or (name != "values" and value)
        ]
        for value in question["values"]:
            lines += ["", "[[question.values]]"]
            lines += [f"{name} = {_toml(content)}" for name, content in value.items() if content]
    return "\n".join(lines) + "\n"


def _toml(value: Json) -> str:
    """A text, a truth or a list of texts as TOML: its escapes are those of JSON, and DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def codebook_from_json(data: Json, *, unfinished: bool = False) -> Codebook:
    """A codebook from the plain values of a TOML file or of a project file.

    Args:
        data: the plain values.
        unfinished: whether a topic question may be without values so far, as in a draft.

    Raises:
        LabelerError: says which question or value is wrong, and how.
    """
    name = data.get("name", "")
    if not isinstance(name, str) or not name.strip():
        raise LabelerError('it needs a name: name = "…".')
    tables = data.get("question", [])
    if not isinstance(tables, list) or not tables:
        raise LabelerError("it needs at least one [[question]].")
    questions: list[Question] = []
    for place, table in enumerate(tables, start=1):
        question = _question(table, place, unfinished=unfinished)
        if any(question.key == other.key for other in questions):
            raise LabelerError(f"two questions have the key “{question.key}”.")
        questions.append(question)
    return Codebook(name.strip(), tuple(questions))


def _text(table: Json, field: str, where: str, default: str = "") -> str:
    text = table.get(field, default)
    if text is None:
        return default
    if not isinstance(text, str):
        raise LabelerError(f"{where}: {field} must be a text.")
    return text.strip()


def _flag(table: Json, field: str, where: str, *, default: bool) -> bool:
    flag = table.get(field, default)
    if not isinstance(flag, bool):
        raise LabelerError(f"{where}: {field} must be true or false.")
    return flag


def _question(table: Json, place: int, *, unfinished: bool) -> Question:
    where = f"question {place}"
    if not isinstance(table, dict):
        raise LabelerError(f"{where} is not a table.")
    key = _text(table, "key", where)
    if not key or key.startswith("@"):
        raise LabelerError(f'{where} needs a key that does not begin with “@”: key = "…".')
    where = f"question “{key}”"
    kind = _text(table, "kind", where)
    if kind not in get_args(Kind):
        raise LabelerError(f"{where}: kind must be one of {', '.join(get_args(Kind))}, not “{kind}”.")
    target = _text(table, "target", where)
    if kind == "stance" and not target:
        raise LabelerError(f'{where} is a stance and needs a target: target = "…".')
    ordered = _flag(table, "ordered", where, default=False)
    flags = {flag: _flag(table, flag, where, default=default) for flag, default in _LATER_FLAGS.items()}
    for flag, kinds in _ASKED_OF.items():
        if flags[flag] is not _LATER_FLAGS[flag] and kind not in kinds:
            raise LabelerError(f"{where}: {flag} is for questions of kind {' or '.join(kinds)}.")
    values = table.get("values", _DEFAULT_VALUES.get(kind, []))
    if not isinstance(values, list) or not (values or (unfinished and kind == "topic")):
        raise LabelerError(f"{where} needs values: values = [ … ].")
    return checked_question(
        Question(
            key,
            cast("Kind", kind),
            _text(table, "title", where) or target or key.replace("_", " ").capitalize(),
            tuple(_value(entry, where) for entry in values),
            target,
            ordered,
            _text(table, "guideline", where),
            **flags,
        )
    )


def checked_question(question: Question) -> Question:
    """A question whose values form a tree and have keys that nothing else has.

    Raises:
        LabelerError: says which value is wrong, and how.
    """
    where = f"question “{question.key}”"
    _check_tree(question.values, where)
    if question.kind not in ("topic", "stance"):
        return question
    return replace(question, values=with_keys(question.values, where))


def _value(entry: Json, where: str) -> Value:
    if isinstance(entry, str):
        entry = {"value": entry}
    if not isinstance(entry, dict):
        raise LabelerError(f"{where}: {entry!r} is neither a text nor a table.")
    value = _text(entry, "value", where)
    if not value:
        raise LabelerError(f"{where} has an empty value.")
    keys = entry.get("keys") or ""
    if isinstance(keys, list):
        keys = keys[0] if keys else ""
    if not isinstance(keys, str):
        raise LabelerError(f"{where}: the keys of “{value}” must be a text.")
    examples = entry.get("examples", [])
    if not isinstance(examples, list) or not all(isinstance(example, str) for example in examples):
        raise LabelerError(f"{where}: the examples of “{value}” must be a list of texts.")
    return Value(
        value,
        _text(entry, "title", where) or shown_value(value),
        _text(entry, "parent", where) or None,
        keys.strip().upper(),
        _text(entry, "definition", where),
        examples=tuple(filter(None, map(str.strip, examples))),
        **{name: _text(entry, name, where) for name in _LATER_TEXTS},
    )


def default_values(kind: Kind) -> tuple[Value, ...]:
    """The values of a question that names none; those of a topic question are nobody's but its author's."""
    return tuple(_value(entry, kind) for entry in _DEFAULT_VALUES.get(kind, []))


def shown_value(value: str) -> str:
    """A stored value as a title: "near_duplicate" -> "Near duplicate", "FAVOR" -> "Favor"."""
    words = value.replace("_", " ")
    return words[:1].upper() + (words[1:].lower() if words.isupper() else words[1:])


def _check_tree(entries: Sequence[Value], where: str) -> None:
    by_value: dict[str, Value] = {}
    for entry in entries:
        if entry.value in by_value:
            raise LabelerError(f"{where} has the value “{entry.value}” twice.")
        by_value[entry.value] = entry
    for entry in entries:
        seen = {entry.value}
        parent = entry.parent
        while parent is not None:
            if parent not in by_value:
                raise LabelerError(
                    f"{where}: “{entry.value}” has the parent “{parent}”, which is not a value."
                )
            if parent in seen:
                raise LabelerError(f"{where}: “{entry.value}” is its own ancestor.")
            seen.add(parent)
            parent = by_value[parent].parent
