"""Pure: how articles are to be split, and which split each gets so that no tie is cut and earlier ones stay."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from labeler.duplicates.groups import components
from labeler.errors import ChoiceError, LabelerError
from labeler.stratified import stratified

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from db.records import Json

NAMES: Final = ("train", "dev", "test")
"""In the order in which a model may have seen them: what was in train once never comes into a later one."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TOLD: Final = 5


class Tie(NamedTuple):
    """Two articles that stay together.

    Attributes:
        why: "candidate" (they may be copies), "labelled" (somebody calls them copies) or "source".
    """

    one: str
    other: str
    why: str


@dataclass(frozen=True, slots=True)
class SplitPlan:
    """What is asked of the splits.

    Attributes:
        fractions: (split, fraction), 1 in all; not looked at if the splits go by date.
        seed: another one gives other splits.
        stratified: whether each value shall have its fraction in each split.
        by_source: whether no source may be in two splits.
        train_before: ISO date; articles published before it are in train. "" if the splits do not go by date.
        test_from: ISO date; articles published on it or later are in test, those in between in dev. "": `train_before`.
    """

    fractions: tuple[tuple[str, float], ...] = (("train", 0.8), ("dev", 0.1), ("test", 0.1))
    seed: int = 0
    stratified: bool = True
    by_source: bool = False
    train_before: str = ""
    test_from: str = ""

    def __post_init__(self) -> None:
        for day in filter(None, (self.train_before, self.test_from)):
            checked_day(day)
        if self.test_from and (not self.train_before or self.test_from < self.train_before):
            raise ChoiceError(
                "The day from which articles are in test needs a day before which they are in train, and not a "
                "later one."
            )

    @property
    def names(self) -> tuple[str, ...]:
        """The splits that there are."""
        if self.train_before:
            return NAMES if self.test_from > self.train_before else (NAMES[0], NAMES[-1])
        return tuple(name for name, _ in self.fractions)

    def at(self, day: str) -> str:
        """The split of a day, where the splits go by date."""
        if day < self.train_before:
            return "train"
        return "dev" if day < self.test_from else "test"

    def to_json(self) -> Json:
        """Its plain form, for manifests and presets."""
        return {**asdict(self), "fractions": [list(each) for each in self.fractions]}

    @classmethod
    def from_json(cls, data: Json) -> SplitPlan:
        """From its plain form.

        Raises:
            LabelerError: it is not one.
        """
        try:
            given: dict[str, Any] = {**data}
            given["fractions"] = tuple((str(name), float(part)) for name, part in given["fractions"])
            return cls(**given)
        except (TypeError, ValueError, KeyError) as error:
            raise LabelerError(f"This is no plan of splits: {data!r}.") from error


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that had to stay together.

    Attributes:
        size: how many of them are split.
        first: one of them.
        bound: why -> how many ties of that kind are in the group, the most first.
        hub: the article with most ties, where there is more than one.
        ties_of_hub: how many it has.
    """

    size: int
    first: str
    bound: tuple[tuple[str, int], ...]
    hub: str
    ties_of_hub: int


@dataclass(frozen=True, slots=True)
class Placing:
    """Every article in one split, and what was decided on the way.

    Attributes:
        of_article: article id -> split, in the order given.
        groups: how many groups there are, single articles among them.
        largest: the largest groups of more than one article, the largest first.
        kept: how many articles were in a split before, and stay.
        moved: articles that were in another split before: (article, from, to). They were tied to one of a split
            that a model may have seen earlier.
        astray: articles on the other side of a date than their split, because of an earlier copy.
        undated: articles left out because neither they nor a copy of them has a date.
    """

    of_article: dict[str, str]
    groups: int
    largest: tuple[Group, ...] = ()
    kept: int = 0
    moved: tuple[tuple[str, str, str], ...] = ()
    astray: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()

    def sizes(self, names: Iterable[str]) -> dict[str, int]:
        """How many articles each split has."""
        counts = Counter(self.of_article.values())
        return {name: counts[name] for name in names}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the articles that are split.

    Attributes:
        strata: article -> what shall be spread evenly over the splits.
        source: article -> its source; for splits by source.
        day: article -> ISO date on which it was published; for splits by date.
        kept: article -> the split it was in before.
    """

    strata: Mapping[str, Sequence[Hashable]] = field(default_factory=dict)
    source: Mapping[str, str] = field(default_factory=dict)
    day: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)


def checked_day(day: str) -> str:
    """A day as people write it, if there is such a day.

    Raises:
        ChoiceError: there is none.
    """
    try:
        date.fromisoformat(day if _DAY.fullmatch(day) else "")
    except ValueError as error:
        raise ChoiceError(f"“{day}” is no day. Write it as 2026-03-01.") from error
    return day


def day_of(published_at: str | None) -> str:
    """The ISO date that a time of publishing begins with, or ""."""
    found = _DAY.match(published_at or "")
    return found.group() if found else ""


def place(articles: Sequence[str], ties: Sequence[Tie], plan: SplitPlan, facts: Facts) -> Placing:
    """Puts every article into a split.

    A group goes where its earliest kept article is: train before dev before test, as whoever trained on it has seen
    it. A group that nobody placed goes by the date of its earliest article, or where most is missing of what it has.

    Args:
        articles: to split, in any fixed order.
        ties: of these and of others: A and C are tied through B even if B is not split.
        plan: what is asked for.
        facts: what is known of the articles.
    """
    if plan.by_source:
        ties = [*ties, *_of_one_source(articles, facts.source)]
    wanted = set(articles)
    parts = components((tie.one, tie.other) for tie in ties)
    tied = {member for part in parts for member in part}
    groups = [some for part in parts if (some := [member for member in part if member in wanted])]
    groups += [[article] for article in sorted(wanted - tied)]
    placed: dict[int, str] = {}
    moved: list[tuple[str, str, str]] = []
    undated: list[str] = []
    for at, group in enumerate(groups):
        before = {member: facts.kept[member] for member in group if facts.kept.get(member) in plan.names}
        if before:
            placed[at] = min(before.values(), key=NAMES.index)
            moved += [(member, split, placed[at]) for member, split in before.items() if split != placed[at]]
        elif plan.train_before:
            days = [day for member in group if (day := facts.day.get(member, ""))]
            if days:
                placed[at] = plan.at(min(days))
            else:
                undated += group
    if plan.train_before:
        splits = [placed.get(at, "") for at in range(len(groups))]
    else:
        strata = facts.strata if plan.stratified else {}
        splits = stratified(groups, strata, dict(plan.fractions), plan.seed, placed)
    split_of = {member: split for group, split in zip(groups, splits, strict=True) for member in group}
    of_article = {article: split for article in articles if (split := split_of[article])}
    astray = [
        article
        for article, split in of_article.items()
        if plan.train_before and (day := facts.day.get(article, "")) and plan.at(day) != split
    ]
    gone = {member for member, _, _ in moved}
    return Placing(
        of_article,
        len(groups),
        _largest(groups, ties),
        sum(article in facts.kept and article not in gone for article in of_article),
        tuple(sorted(moved)),
        tuple(astray),
        tuple(sorted(undated)),
    )


def _of_one_source(articles: Sequence[str], source: Mapping[str, str]) -> list[Tie]:
    """Ties each article to the one before it of its source; what has no source is tied to nothing."""
    last: dict[str, str] = {}
    found = []
    for article in articles:
        name = source.get(article, "")
        if name:
            if name in last:
                found.append(Tie(last[name], article, "source"))
            last[name] = article
    return found


def _largest(groups: Sequence[Sequence[str]], ties: Sequence[Tie]) -> tuple[Group, ...]:
    """The largest groups, with what bound them together."""
    chosen = sorted((group for group in groups if len(group) > 1), key=lambda group: (-len(group), group[0]))
    chosen = chosen[:_TOLD]
    group_of = {member: at for at, group in enumerate(chosen) for member in group}
    bound: list[Counter[str]] = [Counter() for _ in chosen]
    degrees: list[Counter[str]] = [Counter() for _ in chosen]
    for one, other, why in ties:
        at = group_of.get(one, group_of.get(other))
        if at is not None:
            bound[at][why] += 1
            degrees[at].update((one, other))
    return tuple(
        Group(len(group), group[0], tuple(bound[at].most_common()), *degrees[at].most_common(1)[0])
        for at, group in enumerate(chosen)
    )
