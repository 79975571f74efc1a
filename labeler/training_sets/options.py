"""Pure: everything that is chosen about an export, as one value with a plain form for presets and manifests."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

from labeler.answers import ReviewFilter
from labeler.errors import ChoiceError, LabelerError
from labeler.queue import Narrowing
from labeler.split_plan import SplitPlan

if TYPE_CHECKING:
    from db.records import Json
    from labeler.codebook import Kind

Task = Literal["topics", "stance", "duplicates", "boilerplate"]
Format = Literal["csv", "jsonl", "parquet", "hf", "spacy", "croissant"]
Labels = Literal["all", "majority", "dawid_skene", "shares", "posterior"]
People = Literal["names", "pseudonyms", "none"]
Text = Literal["main", "raw"]

TASKS: tuple[Task, ...] = get_args(Task)
FORMATS: tuple[Format, ...] = get_args(Format)
LABELS: tuple[Labels, ...] = get_args(Labels)
PEOPLE: tuple[People, ...] = get_args(People)
TEXTS: tuple[Text, ...] = get_args(Text)

KIND_OF: dict[Task, Kind] = {
    "topics": "topic",
    "stance": "stance",
    "duplicates": "duplicate",
    "boilerplate": "boilerplate",
}
"""The kind of question that a task is made of."""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What goes into an export, and in which form.

    Attributes:
        tasks: a training set for each; none: the whole project, in its own form.
        formats: in which each training set is written; not of the whole project.
        text: which text of the articles.
        labels: of the annotators' answers "all", one answer by "majority" or "dawid_skene", or how many gave each
            value ("shares") or how probable each is by Dawid-Skene ("posterior").
        gold_first: whether a ruling stands in the place of the annotators' answers; not with "all".
        people: whether annotators go by name, by a number that stays, or not at all.
        splits: how to split; None: everything is one set.
        narrowed: which labels count.
        listed: which articles go in: what the list of articles is narrowed to.
        for_people: whether cells of CSV files that a spreadsheet would run as a formula begin with an apostrophe.
        licence: of the texts, as the data card names it.
    """

    tasks: tuple[Task, ...] = ()
    formats: tuple[Format, ...] = ("jsonl",)
    text: Text = "main"
    labels: Labels = "majority"
    gold_first: bool = True
    people: People = "names"
    splits: SplitPlan | None = None
    narrowed: ReviewFilter = field(default_factory=ReviewFilter)
    listed: Narrowing = field(default_factory=Narrowing)
    for_people: bool = False
    licence: str = "unknown"

    def __post_init__(self) -> None:
        for given, known, what in (
            (self.tasks, TASKS, "task"),
            (self.formats, FORMATS, "format"),
            ((self.text,), TEXTS, "text"),
            ((self.labels,), LABELS, "way to put labels together"),
            ((self.people,), PEOPLE, "way to write annotators"),
        ):
            for each in given:
                if each not in known:
                    raise ChoiceError(f"“{each}” is no {what}. There are: {', '.join(known)}.")
        if not self.formats:
            raise ChoiceError(f"Choose a format: {', '.join(FORMATS)}.")

    def to_json(self) -> Json:
        """Its plain form, always the same for the same options."""
        narrowed = asdict(self.narrowed)
        narrowed |= {"annotators": sorted(self.narrowed.annotators), "sources": sorted(self.narrowed.sources)}
        return {
            "tasks": list(self.tasks),
            "formats": list(self.formats),
            "text": self.text,
            "labels": self.labels,
            "gold_first": self.gold_first,
            "people": self.people,
            "splits": None if self.splits is None else self.splits.to_json(),
            "narrowed": narrowed,
            "listed": self.listed.to_json(),
            "for_people": self.for_people,
            "licence": self.licence,
        }

    @classmethod
    def from_json(cls, data: Json) -> ExportOptions:
        """From its plain form.

        Raises:
            LabelerError: it is not one.
        """
        try:
            given: dict[str, Any] = {**data}
            given["tasks"], given["formats"] = tuple(given["tasks"]), tuple(given["formats"])
            if given["splits"] is not None:
                given["splits"] = SplitPlan.from_json(given["splits"])
            narrowed = {**given["narrowed"]}
            narrowed |= {key: frozenset(narrowed[key]) for key in ("annotators", "sources")}
            given["narrowed"] = ReviewFilter(**narrowed)
            given["listed"] = Narrowing.from_json(given["listed"])
            return cls(**given)
        except (TypeError, ValueError, KeyError) as error:
            raise LabelerError(f"These are no options of an export: {data!r}.") from error
