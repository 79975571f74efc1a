"""Pure: how annotators are named in what is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeler.training_sets.options import People


def names_of(entered: Sequence[str], people: People) -> dict[str, str]:
    """Annotator -> what stands for them; "" for everybody where they are not named at all.

    Pseudonyms are numbers in the order in which people were entered in the project, which only grows at its end: they
    stay the same from export to export, and say nothing of the name.

    Args:
        entered: everybody, in order of entering.
        people: how to name them.
    """
    if people == "names":
        return {name: name for name in entered}
    return {
        name: f"annotator-{number}" if people == "pseudonyms" else ""
        for number, name in enumerate(entered, start=1)
    }
