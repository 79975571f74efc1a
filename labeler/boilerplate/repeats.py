"""Text that says again what stands elsewhere: summaries above an article, in bullets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from labeler.boilerplate.words import normal, sample, unspaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeler.boilerplate.features import LineFeatures
    from labeler.boilerplate.lines import Line

_SHINGLE: Final = 4  # words, or six signs of a script without spaces
_SHINGLE_SIGNS: Final = 6
_REPEATED: Final = 0.7
_AT_MOST: Final = 12  # lines of a summary
_COMPARED: Final = 60  # lines below that are looked at


def summary_lines(
    lines: Sequence[Line], features: Sequence[LineFeatures], start: int, stop: int
) -> list[int]:
    """Lines right below the headline that sum up: items of a list, or said again below nearly word for word.

    Args:
        lines: the lines.
        features: their features.
        start: the line after the headline.
        stop: the line past the article's last.

    Returns:
        Indices of the summary's lines. It ends at the first line of prose that is not said again.
    """
    below = [shingles(lines[i].text) for i in range(start, min(stop, start + _COMPARED))]
    count: dict[str, int] = {}
    for grams in below:
        for gram in grams:
            count[gram] = count.get(gram, 0) + 1
    found = []
    for i, grams in zip(range(start, min(stop, start + _AT_MOST)), below, strict=False):
        for gram in grams:
            count[gram] -= 1
        again = sum(count[g] > 0 for g in grams) / len(grams) if grams else 0.0
        if features[i].item or (len(grams) >= 3 and again >= _REPEATED):
            found.append(i)
        elif features[i].prose:
            break
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
