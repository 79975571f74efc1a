"""Pure: many article ids, held as the digests that they are: 32 bytes each, where a text of Python has 113."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, overload

if TYPE_CHECKING:
    from collections.abc import Iterable

_SIZE: Final = 32


class Ids(Sequence[str]):
    """The ids of some articles, in order."""

    def __init__(self, ids: Iterable[str] = ()) -> None:
        held = bytearray()
        for each in ids:
            held += bytes.fromhex(each)
        self._held = bytes(held)

    def __len__(self) -> int:
        return len(self._held) // _SIZE

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...

    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        start = _SIZE * range(len(self))[place]
        return self._held[start : start + _SIZE].hex()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))
