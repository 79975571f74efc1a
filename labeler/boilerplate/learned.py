"""The learned decision: what the rules make of a text, judged again by trees that saw many labelled pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from labeler.boilerplate.net import shipped_net
from labeler.boilerplate.words import mostly_latin
from labeler.trees import TEXT, shipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from labeler.boilerplate.decision import Judged
    from labeler.boilerplate.features import LineFeatures
    from labeler.boilerplate.lines import Line
    from labeler.boilerplate.net import Net
    from labeler.trees import Trees

_JUST: Final = 0.1
_REPEATED: Final = ("copy", "summary")


def mixed_odds(rows: NDArray[np.float32], trees: Trees, net: Net | None) -> NDArray[np.float64]:
    """What trees and net say of the lines of one text, half each; counted from where lines are kept."""
    odds = trees.odds(rows)
    return odds if net is None else (odds + net.odds(rows) - trees.keep_from) / 2


def project_odds(rows: NDArray[np.float32], trees: Trees) -> NDArray[np.float64]:
    """The same with the shipped net and trees, and what a project's own trees add to those."""
    own = shipped(TEXT)
    odds = mixed_odds(rows, own, shipped_net())
    return odds if trees is own else odds + trees.odds(rows) - own.odds(rows)


def judged_again(
    lines: Sequence[Line],
    features: Sequence[LineFeatures],
    judged: Judged,
    rows: NDArray[np.float32],
    trees: Trees,
) -> Judged:
    """The same text with the log-odds of the trees, worked out from `rows`, in place of those of the rules.

    Whether there is an article, which line is its headline, and what only says again what stands elsewhere remain
    the rules' to say: pages were not labelled for the last two, and hardly any had no article.
    """
    if not lines or judged.places[0] == "nowhere":
        return judged
    odds = project_odds(rows, trees)
    if not mostly_latin(" ".join(line.text for line in lines)):
        # The trees saw hardly any page in other scripts: there the rules have half a say.
        odds = (odds + np.array(judged.odds)) / 2
    for row, (place, f) in enumerate(zip(judged.places, features, strict=True)):
        if place == "headline":
            odds[row] = max(odds[row], _JUST)
        elif f.mark or place in _REPEATED:
            odds[row] = min(odds[row], -_JUST)
    if not np.any(odds >= 0):
        return judged
    return replace(judged, odds=tuple(odds.tolist()))
