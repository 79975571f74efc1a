"""The learned decision: what the rules make of a text, judged again by trees that saw many labelled pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from labeler.boilerplate.headlines import headline_of_kept
from labeler.boilerplate.net import shipped_net
from labeler.boilerplate.reach import REACH, reach
from labeler.boilerplate.titles import same_title
from labeler.boilerplate.words import mostly_latin
from labeler.trees import TEXT, shipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from labeler.boilerplate.decision import Judged
    from labeler.boilerplate.features import Features
    from labeler.boilerplate.lines import Line
    from labeler.boilerplate.net import Net
    from labeler.boilerplate.titles import Headline
    from labeler.trees import Trees

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

_JUST: Final = 0.1
_CERTAIN: Final = 1.2
_CALM: Final = 0.7
"""On sites that they did not see the models are less often right than they say: so their probabilities come true."""
_REPEATED: Final = ("copy", "summary")
_NO_TEXT: Final = ("byline", "caption", "contents", "end", "furniture", "link", "share")
_SAYS_SO: Final = 4.0
"""So much is taken from the log-odds of a line that says itself that it is no text. What a project learned may outweigh it."""


def mixed_odds(rows: NDArray[np.float32], trees: Trees, net: Net) -> tuple[Floats, Flags]:
    """What trees and net say of the lines of one text, half each; counted from where lines are kept.

    Returns:
        The log-odds, and what trees and net alone would keep: 2 x lines.
    """
    both = np.array([trees.odds(rows), net.odds(rows) - trees.keep_from])
    return both.mean(axis=0), both >= 0


def project_odds(rows: NDArray[np.float32], trees: Trees, *, latin: bool) -> Floats:
    """What the shipped models say of the lines of one text, and what a project's own trees add to that.

    It is counted from where the shipped models keep the lines of this text, so that what is learned is learned on top of that.

    Args:
        rows: the numbers of the lines.
        trees: the project's trees, which hold the shipped ones; or those.
        latin: whether the text is mostly in Latin script, as nearly all texts were that the models saw.
    """
    own = shipped(TEXT)
    odds, alone = mixed_odds(rows, own, shipped_net())
    if latin:
        odds -= reach(rows, odds, alone, shipped(REACH))
    return odds if trees is own else odds + trees.odds(rows) - own.odds(rows)


def judged_again(
    lines: Sequence[Line],
    features: Features,
    judged: Judged,
    rows: NDArray[np.float32],
    title: str | None,
    trees: Trees,
) -> Judged:
    """The same text with the log-odds of the models in place of those of the rules.

    Whether there is an article, and what only says again what stands elsewhere, remain the rules' to say: pages were
    not labelled for that, and hardly any had no article. The headline is looked for again, above what is kept.

    Args:
        lines: the lines.
        features: their features.
        judged: what the rules make of them.
        rows: their numbers, as `vectors` makes them.
        title: the headline, if it is known from elsewhere.
        trees: the learned model.
    """
    if not lines or judged.places[0] == "nowhere":
        return judged
    latin = mostly_latin(" ".join(line.text for line in lines))
    odds = project_odds(rows, trees, latin=latin) - said_of_themselves(features)
    # Of other scripts the models saw hardly any page: there the rules have half a say.
    odds = _CALM * odds if latin else (odds + judged.odds) / 2
    if title is None or judged.headline is None or not same_title(lines[judged.headline.index].text, title):
        judged = _with_headline(judged, headline_of_kept(lines, features, odds >= 0, title))
    bound = np.array([place in _REPEATED for place in judged.places]) | (features.column("mark") > 0)
    odds = np.where(bound, np.minimum(odds, -_CERTAIN), odds)
    if judged.headline:
        odds[judged.headline.index] = max(odds[judged.headline.index], _JUST)
    if not np.any(odds >= 0):
        return judged
    return replace(judged, odds=odds)


def said_of_themselves(features: Features) -> Floats:
    """What is taken from the log-odds of each line, as it says itself that it is no text."""
    return _SAYS_SO * np.array([each.cue in _NO_TEXT for each in features], dtype=np.float64)


def _with_headline(judged: Judged, headline: Headline | None) -> Judged:
    """The same with another headline; the line that was it is one of the article's headings, or stands above the text."""
    before = judged.headline
    if headline is None or (before is not None and before.index == headline.index):
        return judged
    places = list(judged.places)
    if before is not None:
        places[before.index] = "article" if before.index > headline.index else "before"
    places[headline.index] = "headline"
    return replace(judged, places=tuple(places), headline=headline)
