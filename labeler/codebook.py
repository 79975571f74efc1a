"""Pure: the codebook's nouns. The questions asked, their values, and what each means."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from labeler.errors import ChoiceError, LabelerError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.records import Json

Kind = Literal["topic", "stance", "duplicate", "boilerplate"]

RELATIONS = ("exact", "near_duplicate", "contains", "contained", "same_story", "unrelated")
"""The default relations of a pair, in the order of their keys. Read as: this article … the other one."""

NOT_ADDRESSED = "NOT_ADDRESSED"
"""The position of a stance that is none: the article does not speak of the target. It has no place on a scale."""

_CONVERSE = {"contains": "contained", "contained": "contains"}


@dataclass(frozen=True, slots=True)
class Value:
    """One possible answer.

    Attributes:
        value: what is stored and exported.
        title: what people see.
        parent: the value above this one in a tree, or None.
        key: one of `codebook_keys.ANSWER_KEYS`, or "" for none.
        definition: when to choose it.
        include: what belongs to it that one might doubt.
        exclude: what does not belong to it, and where that goes.
        examples: texts, or words on texts, for which it is the answer.
        code: its code in a published vocabulary (“medtop:20000082”), or "".
    """

    value: str
    title: str
    parent: str | None = None
    key: str = ""
    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()
    code: str = ""

    @property
    def guideline(self) -> tuple[str, str, str]:
        """What decides when to choose it; where this is changed, answers given before may be out of date."""
        return self.definition, self.include, self.exclude


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a codebook.

    Attributes:
        key: what is stored and exported.
        target: towards what a stance is asked, else "".
        ordered: whether a stance's values are in order.
        guideline: how to answer, for annotators.
        required: whether an article without an answer to it counts as not fully answered.
        whose: whether it is asked whose stance it is, the author's or somebody quoted.
        confidence: whether it is asked how sure the annotator is of a stance.
        evidence: whether passages are asked for that show a stance or a topic.
    """

    key: str
    kind: Kind
    title: str
    values: tuple[Value, ...]
    target: str = ""
    ordered: bool = False
    guideline: str = ""
    required: bool = True
    whose: bool = False
    confidence: bool = False
    evidence: bool = False
    _by_value: Mapping[str, Value] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        # A tree may have thousands of values, and each is looked up by every label that is read.
        object.__setattr__(self, "_by_value", {entry.value: entry for entry in self.values})

    @property
    def is_scale(self) -> bool:
        """Whether every answer is a place in one order, so that how far two are apart means something."""
        return self.kind == "stance" and self.ordered and NOT_ADDRESSED not in self._by_value

    def value(self, value: str) -> Value | None:
        """The entry of a stored value, or None."""
        return self._by_value.get(value)

    def title_of(self, value: str) -> str:
        """A stored value in the words people see."""
        entry = self._by_value.get(value)
        return entry.title if entry else value

    def check(self, answer: Json) -> Json:
        """An answer in its one stored form: topic sets in codebook order, each value once.

        Raises:
            LabelerError: the answer is not one of this question's.
        """
        if self.kind == "topic":
            if not isinstance(answer, list) or not all(isinstance(value, str) for value in answer):
                raise LabelerError(f"“{self.key}” takes a list of values, not {answer!r}.")
            for value in answer:
                self._check_known(value)
            return [value for value in self._by_value if value in answer]
        if self.kind == "boilerplate":
            return _check_corrections(self.key, answer)
        if not isinstance(answer, str):
            raise LabelerError(f"“{self.key}” takes one value, not {answer!r}.")
        self._check_known(answer)
        return answer

    def _check_known(self, value: str) -> None:
        if value not in self._by_value:
            known = list(self._by_value)
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
