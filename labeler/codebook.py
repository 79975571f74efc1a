"""The codebook: the questions asked, their values, and what each means."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast, get_args

from labeler.errors import ChoiceError, LabelerError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.records import Json

Kind = Literal["topic", "stance", "duplicate", "boilerplate"]

RELATIONS = ("exact", "near_duplicate", "contains", "contained", "same_story", "unrelated")
"""The default relations of a pair, in the order of their keys. Read as: this article … the other one."""

_DEFAULT_VALUES: dict[str, tuple[str, ...]] = {
    "stance": ("FAVOR", "NONE", "AGAINST"),
    "duplicate": RELATIONS,
    "boilerplate": ("kept", "dropped"),
}
_DETAILS = ("whose", "confidence", "evidence")
_CONVERSE = {"contains": "contained", "contained": "contains"}

ANSWER_KEYS = "123456789QWRYUIBCHVZL"
"""Keys that topic values may have: the digits by position, then letters that no command takes."""

NOT_ADDRESSED = "NOT_ADDRESSED"
"""The position that an article has nothing to say of the target: an answer of its own, unlike "no stance"."""

NOT_ADDRESSED_KEY = "Z"
"""Its key, where a codebook has it; no topic of that codebook can have the key then."""


@dataclass(frozen=True, slots=True)
class Value:
    """One possible answer.

    Attributes:
        value: what is stored and exported.
        title: what people see.
        parent: the value above this one in a tree, or None.
        key: one of ANSWER_KEYS, or "" for none.
        definition: when to choose it.
    """

    value: str
    title: str
    parent: str | None = None
    key: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a codebook.

    Attributes:
        key: what is stored and exported.
        target: towards what a stance is asked, else "".
        ordered: whether a stance's values are in order.
        guideline: how to answer, for annotators.
        whose: whether a stance may be somebody's who is quoted.
        confidence: whether it is asked how sure the annotator is.
        evidence: whether passages of the text are marked as evidence for the answer.
    """

    key: str
    kind: Kind
    title: str
    values: tuple[Value, ...]
    target: str = ""
    ordered: bool = False
    guideline: str = ""
    whose: bool = False
    confidence: bool = False
    evidence: bool = False

    def value(self, value: str) -> Value | None:
        """The entry of a stored value, or None."""
        return next((entry for entry in self.values if entry.value == value), None)

    def title_of(self, value: str) -> str:
        """A stored value in the words people see."""
        entry = self.value(value)
        return entry.title if entry else value

    def check(self, answer: Json) -> Json:
        """An answer in its one stored form: topic sets in codebook order, each value once.

        Raises:
            LabelerError: the answer is not one of this question's.
        """
        known = [entry.value for entry in self.values]
        if self.kind == "topic":
            if not isinstance(answer, list) or not all(isinstance(value, str) for value in answer):
                raise LabelerError(f"“{self.key}” takes a list of values, not {answer!r}.")
            for value in answer:
                self._check_known(value, known)
            return [value for value in known if value in answer]
        if self.kind == "boilerplate":
            return _check_corrections(self.key, answer)
        if not isinstance(answer, str):
            raise LabelerError(f"“{self.key}” takes one value, not {answer!r}.")
        self._check_known(answer, known)
        return answer

    def _check_known(self, value: str, known: list[str]) -> None:
        if value not in known:
            shown = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
            raise LabelerError(f"“{value}” is not a value of “{self.key}”. Its values are: {shown}.")


def _check_corrections(key: str, answer: Json) -> Json:
    """Corrected blocks, as {"kept": [[start, end], …], "dropped": […]} with offsets into the raw text."""
    wrong = LabelerError(f'“{key}” takes {{"kept": [[start, end], …], "dropped": […]}}, not {answer!r}.')
    if not isinstance(answer, dict) or not answer.keys() <= {"kept", "dropped"}:
        raise wrong
    stored: dict[str, list[list[int]]] = {}
    for side in ("kept", "dropped"):
        spans = answer.get(side, [])
        if not isinstance(spans, list):
            raise wrong
        for span in spans:
            whole = isinstance(span, list) and len(span) == 2 and all(type(edge) is int for edge in span)
            if not whole or not 0 <= span[0] < span[1]:
                raise wrong
        stored[side] = sorted(spans)
    return stored


def converse(relation: str) -> str:
    """The relation seen from the other article."""
    return _CONVERSE.get(relation, relation)


@dataclass(frozen=True, slots=True)
class Codebook:
    """The questions of a project."""

    name: str
    questions: tuple[Question, ...]

    def of_kind(self, kind: Kind) -> list[Question]:
        """The questions of one kind, in order."""
        return [question for question in self.questions if question.kind == kind]

    def question(self, key: str) -> Question:
        """The question with this key.

        Raises:
            LabelerError: there is none.
        """
        for question in self.questions:
            if question.key == key:
                return question
        known = ", ".join(question.key for question in self.questions)
        raise ChoiceError(f"The codebook has no question “{key}”. Its questions are: {known}.")


def load_codebook(path: Path) -> Codebook:
    """Reads a codebook file (TOML; docs/formats.md has the form).

    Raises:
        LabelerError: not readable, not TOML, or not a codebook; names the place.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LabelerError(f"The codebook {path} cannot be read ({error}).") from error
    try:
        return codebook_from_json(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise LabelerError(f"The codebook {path} is not valid TOML: {error}.") from error
    except LabelerError as error:
        raise LabelerError(f"The codebook {path}: {error}") from error


def default_codebook() -> Codebook:
    """The codebook of a project that names none."""
    return load_codebook(Path(__file__).with_name("default_codebook.toml"))


def codebook_to_json(codebook: Codebook) -> Json:
    """A codebook as plain JSON, the same content always in the same form."""
    return {
        "name": codebook.name,
        "question": [
            {
                "key": question.key,
                "kind": question.kind,
                "title": question.title,
                "target": question.target,
                "ordered": question.ordered,
                "guideline": question.guideline,
                "values": [
                    {
                        "value": value.value,
                        "title": value.title,
                        "parent": value.parent,
                        "keys": value.key,
                        "definition": value.definition,
                    }
                    for value in question.values
                ],
                # Only what is asked for: a codebook from before there was any of it stays the same one.
                **{name: True for name in _DETAILS if getattr(question, name)},
            }
            for question in codebook.questions
        ],
    }


def codebook_from_json(data: Json) -> Codebook:
    """A codebook from the plain values of a TOML file or of a project file.

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
        question = _question(table, place)
        if any(question.key == other.key for other in questions):
            raise LabelerError(f"two questions have the key “{question.key}”.")
        questions.append(question)
    _refuse_clash_with_not_addressed(questions)
    return Codebook(name.strip(), tuple(questions))


def _refuse_clash_with_not_addressed(questions: Iterable[Question]) -> None:
    """The key of “target not addressed” answers whatever question is open, so no topic can have it as well."""
    targets = [each.title for each in questions if each.kind == "stance" and each.value(NOT_ADDRESSED)]
    for question in questions:
        for value in question.values:
            if targets and question.kind == "topic" and value.key == NOT_ADDRESSED_KEY:
                raise LabelerError(
                    f"question “{question.key}”: “{value.value}” cannot have the key {NOT_ADDRESSED_KEY}, which is taken by "
                    f"*target not addressed* of “{targets[0]}”. Choose another key, or leave {NOT_ADDRESSED} out."
                )


def _text(table: Json, field: str, where: str, default: str = "") -> str:
    text = table.get(field, default)
    if text is None:
        return default
    if not isinstance(text, str):
        raise LabelerError(f"{where}: {field} must be a text.")
    return text.strip()


def _question(table: Json, place: int) -> Question:
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
    ordered = table.get("ordered", False)
    if not isinstance(ordered, bool):
        raise LabelerError(f"{where}: ordered must be true or false.")
    details = {name: table.get(name, False) for name in _DETAILS}
    for name, asked in details.items():
        if not isinstance(asked, bool):
            raise LabelerError(f"{where}: {name} must be true or false.")
        if asked and kind not in (("topic", "stance") if name == "evidence" else ("stance",)):
            raise LabelerError(f"{where}: {name} cannot be asked of a question of kind “{kind}”.")
    values = table.get("values", list(_DEFAULT_VALUES.get(kind, ())))
    if not isinstance(values, list) or not values:
        raise LabelerError(f"{where} needs values: values = [ … ].")
    entries = [_value(entry, where) for entry in values]
    _check_tree(entries, where)
    if kind in ("topic", "stance"):
        entries = _with_keys(entries, where)
    title = _text(table, "title", where) or target or key.replace("_", " ").capitalize()
    return Question(
        key,
        cast("Kind", kind),
        title,
        tuple(entries),
        target,
        ordered,
        _text(table, "guideline", where),
        **details,
    )


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
    return Value(
        value,
        _text(entry, "title", where) or _shown(value),
        _text(entry, "parent", where) or None,
        keys.strip().upper(),
        _text(entry, "definition", where),
    )


def _shown(value: str) -> str:
    """A stored value as a title: "near_duplicate" -> "Near duplicate", "FAVOR" -> "Favor"."""
    words = value.replace("_", " ")
    return words[:1].upper() + (words[1:].lower() if words.isupper() else words[1:])


def _check_tree(entries: list[Value], where: str) -> None:
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


def _with_keys(entries: list[Value], where: str) -> list[Value]:
    """Gives keys: those the codebook asks for; if it asks for none at all, the first in order that nothing else may need."""
    taken: dict[str, str] = {}
    for entry in entries:
        if not entry.key:
            continue
        if len(entry.key) != 1 or entry.key not in ANSWER_KEYS:
            free = " ".join(key for key in ANSWER_KEYS if key not in taken)
            raise LabelerError(f"{where}: “{entry.key}” cannot be the key of “{entry.value}”. Free: {free}.")
        if entry.key in taken:
            raise LabelerError(
                f"{where}: “{entry.key}” is taken by “{taken[entry.key]}”, so “{entry.value}” cannot have it."
            )
        taken[entry.key] = entry.value
    if taken:
        return entries
    return [
        Value(entry.value, entry.title, entry.parent, key, entry.definition)
        for entry, key in zip(
            entries, _padded(ANSWER_KEYS.replace(NOT_ADDRESSED_KEY, ""), len(entries)), strict=True
        )
    ]


def _padded(keys: Iterable[str], count: int) -> list[str]:
    given = list(keys)[:count]
    return given + [""] * (count - len(given))
