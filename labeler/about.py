"""Pure: what is said beside an answer: whose stance it is, how sure the annotator is, which passages show it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from labeler.errors import LabelerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.records import Json

Whose = Literal["author", "quoted"]
Confidence = Literal["low", "medium", "high"]

WHOSE: Final[tuple[Whose, ...]] = get_args(Whose)
CONFIDENCES: Final[tuple[Confidence, ...]] = get_args(Confidence)

_FIRST_WORDS: Final = 32
"""Characters of a passage that are quoted where it is named."""


class Passage(NamedTuple):
    """A stretch of the raw text (code points) that is evidence for an answer.

    Anchored in the raw text, which never changes, so it stays right whatever is kept, dropped or stripped again.

    Attributes:
        value: the topic that it is evidence for; None: the answer to the question, as of a stance.
    """

    value: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class About:
    """What stands beside one annotator's answer to one question about an article.

    Attributes:
        whose: of whom the stance is; None where it was not said: then it is the author's.
        confidence: how sure the annotator is; None where it was not said.
        evidence: in the order of the text; those of one value neither overlap nor touch.
    """

    whose: Whose | None = None
    confidence: Confidence | None = None
    evidence: tuple[Passage, ...] = ()

    @classmethod
    def from_json(cls, stored: Json) -> About:
        """From its stored form; from None where nothing stands.

        Raises:
            LabelerError: it is not one.
        """
        if stored is None:
            return cls()
        wrong = LabelerError(f"{stored!r} is not what stands beside an answer.")
        if not isinstance(stored, dict) or not isinstance(stored.get("evidence", []), list):
            raise wrong
        whose, confidence = stored.get("whose"), stored.get("confidence")
        if whose not in (None, *WHOSE) or confidence not in (None, *CONFIDENCES):
            raise wrong
        return cls(whose, confidence, tuple(sorted(map(_passage, stored.get("evidence", [])), key=_place)))

    def to_json(self) -> Json:
        """Its one stored form; None where there is nothing to say."""
        said: dict[str, Json] = {}
        if self.whose:
            said["whose"] = self.whose
        if self.confidence:
            said["confidence"] = self.confidence
        if self.evidence:
            said["evidence"] = [passage._asdict() for passage in self.evidence]
        return said or None

    def of(self, value: str | None) -> tuple[Passage, ...]:
        """The evidence for a topic, or (None) for the answer to a stance."""
        return tuple(passage for passage in self.evidence if passage.value == value)

    def standing(self, answer: Json) -> tuple[Passage, ...]:
        """The evidence as far as it speaks for what is answered: topics that were taken back have none."""
        topics = answer if isinstance(answer, list) else ()
        return tuple(passage for passage in self.evidence if passage.value is None or passage.value in topics)

    def turned(self, value: str | None, places: Sequence[tuple[int, int]]) -> About:
        """With passages marked as evidence, or, where all of it is evidence already, no more so.

        What lies within a passage takes all of it back, so nobody has to hit its ends again; what overlaps one, or
        joins it, makes it longer.

        Args:
            value: the topic, or None for the answer to a stance.
            places: (start, end) each, as selected.
        """
        mine = [(passage.start, passage.end) for passage in self.of(value)]
        others = [passage for passage in self.evidence if passage.value != value]
        if places and all(any(_within(place, known) for known in mine) for place in places):
            left = [known for known in mine if not any(_within(place, known) for place in places)]
        else:
            left = united([*mine, *places])
        found = [*others, *(Passage(value, start, end) for start, end in left)]
        return replace(self, evidence=tuple(sorted(found, key=_place)))


def united(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places in order of the text; those that overlap or touch are one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def without_ends(text: str, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places without white space at their ends; what is nothing else, or lies outside the text, is left out."""
    found = []
    for start, end in places:
        words = text[max(start, 0) : max(end, 0)]
        first = max(start, 0) + len(words) - len(words.lstrip())
        last = first + len(words.strip())
        if first < last:
            found.append((first, last))
    return found


def changed(before: About, after: About) -> list[Passage]:
    """The passages that one has and the other has not: those added, or where none was, those taken back."""
    added = [passage for passage in after.evidence if passage not in before.evidence]
    return added or [passage for passage in before.evidence if passage not in after.evidence]


def first_words(text: str, passage: Passage) -> str:
    """The beginning of a passage on one line, with an ellipsis where it goes on."""
    near = passage.start + 4 * _FIRST_WORDS
    words = " ".join(text[passage.start : min(passage.end, near)].split())
    if len(words) <= _FIRST_WORDS and passage.end <= near:
        return words
    return words[:_FIRST_WORDS].rstrip() + "…"


def _passage(stored: Json) -> Passage:
    wrong = LabelerError(f"{stored!r} is no passage of a text.")
    if not isinstance(stored, dict) or not {"start", "end"} <= stored.keys() <= {"value", "start", "end"}:
        raise wrong
    value, start, end = stored.get("value"), stored["start"], stored["end"]
    if not (value is None or isinstance(value, str)) or type(start) is not int or type(end) is not int:
        raise wrong
    if not 0 <= start < end:
        raise wrong
    return Passage(value, start, end)


def _place(passage: Passage) -> tuple[int, int, str]:
    return passage.start, passage.end, passage.value or ""


def _within(place: tuple[int, int], known: tuple[int, int]) -> bool:
    return known[0] <= place[0] and place[1] <= known[1]
