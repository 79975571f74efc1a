"""Text that says again what stands elsewhere: summaries above an article, in bullets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from labeler.boilerplate.words import normal, sample, unspaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeler.boilerplate.features import Features
    from labeler.boilerplate.lines import Line

_SHINGLE: Final = 4  # words, or six signs of a script without spaces
_SHINGLE_SIGNS: Final = 6
_REPEATED: Final = 0.7
_WORTH_A_LOOK: Final = 0.6  # share of its telling words; of a line said again nearly all come again
_ALIKE: Final = 2  # telling words
_AT_MOST: Final = 12  # lines of a summary
_COMPARED: Final = 60  # lines below that are looked at


def summary_lines(lines: Sequence[Line], features: Features, start: int, stop: int) -> list[int]:
    """Lines right below the headline that sum up: items of a list, or said again below nearly word for word.

    Args:
        lines: the lines.
        features: their features.
        start: the line after the headline.
        stop: the line past the article's last.

    Returns:
        Indices of the summary's lines. It ends at the first line of prose that is not said again.
    """
    past = min(stop, start + _COMPARED)
    found = []
    for i in range(start, min(stop, start + _AT_MOST)):
        if features[i].item or _said_again(lines, features, i, past):
            found.append(i)
        elif features[i].prose:
            break
    return found


def _said_again(lines: Sequence[Line], features: Features, i: int, past: int) -> bool:
    """Whether most runs of words of a line come again in the lines below it, up to `past`."""
    below = _lines_alike(features, i, past)
    if not below:
        return False
    own = shingles(lines[i].text)
    return len(own) >= 3 and len(
        own & set().union(*(shingles(lines[j].text) for j in below))
    ) >= _REPEATED * len(own)


def _lines_alike(features: Features, i: int, past: int) -> list[int]:
    """The lines below that share telling words with a line, if together they hold most of its words.

    Only these can say it again, so only of these the runs of words are worth the time.
    """
    vocabulary = features.vocabulary
    own = np.zeros(vocabulary.size, dtype=np.bool_)
    own[vocabulary.word[vocabulary.first[i] : vocabulary.first[i + 1]]] = True
    below = slice(vocabulary.first[i + 1], vocabulary.first[past])
    shared = own[vocabulary.word[below]]
    held = np.unique(vocabulary.word[below][shared])
    if len(held) < _WORTH_A_LOOK * np.count_nonzero(own):
        return []
    lines, times = np.unique(vocabulary.line[below][shared], return_counts=True)
    found: list[int] = lines[times >= min(_ALIKE, len(held))].tolist()
    return found


def shingles(text: str) -> set[str]:
    """Runs of four words, or of six signs in scripts without spaces; of a very long line, those of its sample."""
    plain = normal(sample(text))
    han, thai = unspaced(plain)
    if 2 * (han + thai) > len(plain):
        signs = plain.replace(" ", "")
        return {signs[i : i + _SHINGLE_SIGNS] for i in range(len(signs) - _SHINGLE_SIGNS + 1)}
    words = plain.split()
    return {" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}
