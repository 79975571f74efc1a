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
    filling = _Filling(groups, labels, fractions, seed)
    for place, split in placed.items():
        filling.put(place, split)
    # Large groups first, as they fit nowhere later; among equals the seed decides.
    order = sorted(range(len(groups)), key=lambda each: (-len(groups[each]), _drawn(seed, groups[each][0])))
    filling.spread_labels(order)
    for place in order:
        if not filling.found[place]:
            filling.choose(place, filling.missing)
    if len(groups) <= _FEW:
        movable = [place for place in order if place not in placed]
        while sum(filling.move(place) for place in movable):
            pass
    return filling.found


class _Filling:
    """Splits while groups are put into them.

    Attributes:
        found: the split of each group; "" for none so far.
        missing: how many members each split misses.
    """

    def __init__(
        self,
        groups: Sequence[Sequence[str]],
        labels: Mapping[str, Sequence[Hashable]],
        fractions: Mapping[str, float],
        seed: int,
    ) -> None:
        self._groups, self._seed = groups, seed
        self._counts = [
            Counter(label for member in group for label in labels.get(member, ())) for group in groups
        ]
        self._left: Counter[Hashable] = Counter()
        for count in self._counts:
            self._left.update(count)
        self._wanted = {
            label: {split: fraction * number for split, fraction in fractions.items()}
            for label, number in self._left.items()
        }
        size = sum(map(len, groups))
        self.missing = {split: fraction * size for split, fraction in fractions.items()}
        self.found = [""] * len(groups)

    def put(self, place: int, split: str) -> None:
        """Puts a group into a split."""
        self.found[place] = split
        self.missing[split] -= len(self._groups[place])
        for label, number in self._counts[place].items():
            self._wanted[label][split] -= number
            self._left[label] -= number

    def choose(self, place: int, want: Mapping[str, float]) -> None:
        """Puts a group into the split that wants it most, of those it fits into; else of those that miss most.

        Else many rare labels, each best placed in the largest split, and large groups that come late overfill it.
        """
        group, most = self._groups[place], max(self.missing.values())
        room = [split for split, missing in self.missing.items() if missing >= len(group) - 0.5]
        room = room or [split for split, missing in self.missing.items() if missing == most]
        self.put(
            place,
            max(
                room,
                key=lambda split: (
                    want[split],
                    self.missing[split],
                    _drawn(self._seed, f"{group[0]} {split}"),
                ),
            ),
        )

    def spread_labels(self, order: Sequence[int]) -> None:
        """Puts every group with a label into a split, the label first that is rarest in what is left.

        Args:
            order: all groups, those first that go first among equals.
        """
        rank = {place: at for at, place in enumerate(order)}
        holders: dict[Hashable, list[int]] = {}
        for place, count in enumerate(self._counts):
            for label in count:
                holders.setdefault(label, []).append(place)
        # Labels that are equally rare in an order that is the same wherever it is run.
        names = {label: repr(label) for label in self._left}
        while open_labels := [label for label, number in self._left.items() if number > 0]:
            rarest = min(open_labels, key=lambda label: (self._left[label], names[label]))
            for place in sorted(
                (each for each in holders[rarest] if not self.found[each]),
                key=lambda each: (-self._counts[each][rarest], rank[each]),
            ):
                self.choose(place, self._wanted[rarest])

    def move(self, place: int) -> bool:
        """Moves a group where the sum of squares of what sizes and labels miss is least; returns whether it moved.

        Among few groups the first placing, which looks at each once, can end far from what is wanted.
        """
        size, here, counts = len(self._groups[place]), self.found[place], self._counts[place]
        missing, wanted = self.missing, self._wanted

        def gain(there: str) -> float:
            """Half of by how much the sum falls: m² + n² is by 2 k (n - m - k) more than (m + k)² + (n - k)²."""
            sizes = size * (missing[there] - missing[here] - size)
            return sizes + sum(
                number * (wanted[label][there] - wanted[label][here] - number)
                for label, number in counts.items()
            )

        best = max((split for split in missing if split != here), key=gain, default=here)
        if best == here or gain(best) <= _TINY:
            return False
        self.found[place] = best
        missing[here] += size
        missing[best] -= size
        for label, number in counts.items():
            wanted[label][here] += number
            wanted[label][best] -= number
        return True


def _drawn(seed: int, name: str) -> str:
    return hashlib.sha256(f"{seed} {name}".encode()).hexdigest()
