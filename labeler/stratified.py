"""Pure: sets of wanted sizes out of groups that must stay together, with the labels spread evenly over them.

Iterative stratification (Sechidis, Tsoumakas and Vlahavas 2011), the label with the fewest articles left first, as it
is the hardest to spread; with groups of articles in the place of single ones.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence


_FEW = 5000
"""Up to so many groups are moved about until no move makes it better."""
_TINY = 1e-9


def stratified(
    groups: Sequence[Sequence[str]],
    labels: Mapping[str, Sequence[Hashable]],
    fractions: Mapping[str, float],
    seed: int,
    placed: Mapping[int, str] | None = None,
) -> list[str]:
    """The split of each group.

    Args:
        groups: each with its members sorted; every member in one group.
        labels: of a member what shall be spread evenly; members that are missing have none.
        fractions: of each split, 1 in all.
        seed: another one gives other splits.
        placed: groups (by place) that are in a split already, and stay.
    """
    placed = placed or {}
    counts = [Counter(label for member in group for label in labels.get(member, ())) for group in groups]
    holders: dict[Hashable, list[int]] = {}
    for place, count in enumerate(counts):
        for label in count:
            holders.setdefault(label, []).append(place)
    size = sum(map(len, groups))
    in_all: Counter[Hashable] = Counter()
    for count in counts:
        in_all.update(count)
    missing = {split: fraction * size for split, fraction in fractions.items()}
    wanted = {
        label: {split: fraction * number for split, fraction in fractions.items()}
        for label, number in in_all.items()
    }
    left = Counter(in_all)
    found: list[str] = [""] * len(groups)

    def put(place: int, split: str) -> None:
        found[place] = split
        missing[split] -= len(groups[place])
        for label, number in counts[place].items():
            wanted[label][split] -= number
            left[label] -= number

    def with_room(size: int) -> list[str]:
        """The splits that a group fits into; else those that miss most.

        Else many rare labels, each best placed in the largest split, and large groups that come late overfill it.
        """
        room = [split for split in fractions if missing[split] >= size - 0.5]
        most = max(missing.values())
        return room or [split for split in fractions if missing[split] == most]

    def most_wanted(splits: Sequence[str], place: int, want: Mapping[str, float]) -> str:
        first = groups[place][0]
        return max(splits, key=lambda split: (want[split], missing[split], _drawn(seed, f"{first} {split}")))

    for place, split in placed.items():
        put(place, split)
    # Large groups first, as they fit nowhere later; among equals the seed decides.
    rank = {
        place: at
        for at, place in enumerate(
            sorted(range(len(groups)), key=lambda each: (-len(groups[each]), _drawn(seed, groups[each][0])))
        )
    }
    # Labels that are equally rare in an order that is the same wherever it is run.
    names = {label: repr(label) for label in left}
    while open_labels := [label for label, number in left.items() if number > 0]:
        rarest = min(open_labels, key=lambda label: (left[label], names[label]))
        for place in sorted(
            (each for each in holders[rarest] if not found[each]),
            key=lambda each: (-counts[each][rarest], rank[each]),
        ):
            put(place, most_wanted(with_room(len(groups[place])), place, wanted[rarest]))
    for place in rank:
        if not found[place]:
            put(place, most_wanted(with_room(len(groups[place])), place, missing))
    if len(groups) <= _FEW:
        movable = [place for place in rank if place not in placed]
        while sum(_move(place, groups, counts, found, missing, wanted) for place in movable):
            pass
    return found


def _move(
    place: int,
    groups: Sequence[Sequence[str]],
    counts: Sequence[Counter[Hashable]],
    found: list[str],
    missing: dict[str, float],
    wanted: dict[Hashable, dict[str, float]],
) -> bool:
    """Moves a group where the sum of squares of what sizes and labels miss is least; returns whether it moved.

    Among few groups the first placing, which looks at each once, can end far from what is wanted.
    """
    size, here = len(groups[place]), found[place]

    def gain(there: str) -> float:
        """Half of by how much the sum falls: m² + n² is by 2 k (n - m - k) more than (m + k)² + (n - k)²."""
        sizes = size * (missing[there] - missing[here] - size)
        return sizes + sum(
            number * (wanted[label][there] - wanted[label][here] - number)
            for label, number in counts[place].items()
        )

    best = max((split for split in missing if split != here), key=gain, default=here)
    if best == here or gain(best) <= _TINY:
        return False
    found[place] = best
    missing[here] += size
    missing[best] -= size
    for label, number in counts[place].items():
        wanted[label][here] += number
        wanted[label][best] -= number
    return True


def _drawn(seed: int, name: str) -> str:
    return hashlib.sha256(f"{seed} {name}".encode()).hexdigest()
