"""Lines as rows of numbers, for the learned scorer: what they look like, what stands around, what the rules say.

Nothing here knows a site, and but for the cue words no language. All of it is array work over the whole text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args

import numpy as np

from labeler.boilerplate.cues import Cue
from labeler.boilerplate.decision import Place
from labeler.boilerplate.glyphs import glyphs_of, is_class
from labeler.boilerplate.words import normal, sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from labeler.boilerplate.decision import Judged
    from labeler.boilerplate.features import LineFeatures
    from labeler.boilerplate.glyphs import Glyphs
    from labeler.boilerplate.lines import Line

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Flags = NDArray[np.bool_]

_CUES: Final[dict[str, int]] = {cue: place for place, cue in enumerate(cue for cue in get_args(Cue) if cue)}
_PLACES: Final[dict[str, int]] = {place: number for number, place in enumerate(get_args(Place))}
COLUMNS: Final = 182
"""How many numbers a line has."""

_FAR: Final = 99.0
_NEVER: Final = 1_000_000


def vectors(lines: Sequence[Line], features: Sequence[LineFeatures], judged: Judged) -> NDArray[np.float32]:
    """The numbers of each line: lines x columns, the columns always the same ones in the same order."""
    look = _Look(lines, features)
    rules = _rules(look, features, judged)
    return np.column_stack(
        [look.base(), look.cohesion(), look.around(), rules, look.fit(np.array(judged.odds) >= 0)]
    ).astype(np.float32)


class _Look:
    """One text, looked at as a whole."""

    def __init__(self, lines: Sequence[Line], features: Sequence[LineFeatures]) -> None:
        self.count = len(lines)
        self.glyphs: Glyphs = glyphs_of([sample(line.text) for line in lines])
        self.texts = [line.text for line in lines]
        self.features = features
        self.words = np.array([f.words for f in features], dtype=np.float64)
        self.prose = np.array([f.prose for f in features], dtype=np.bool_)
        self.ends = np.array([f.ends for f in features], dtype=np.float64)
        self.heading = np.array([f.heading for f in features], dtype=np.bool_)
        self.repeats = np.array([f.repeats for f in features], dtype=np.float64)
        self.cues = np.zeros((self.count, len(_CUES)))
        for row, f in enumerate(features):
            if f.cue:
                self.cues[row, _CUES[f.cue]] = 1.0
        self.before, self.after = self._repeated()
        g = self.glyphs
        # Long words and names tell what a text is about; a pair of Han signs is a word.
        names = np.where(g.capital & (g.word_length > 3), 2.0, 0.0)
        self.weight = np.where(g.word_length >= 7, 2.0, np.where(g.word_length >= 4, 1.0, 0.0)) + names
        self.weight[g.pair] = 1.0
        vocabulary, self.token = np.unique(g.word, return_inverse=True)
        self.vocabulary = len(vocabulary)
        self.total = np.bincount(g.word_line, weights=self.weight, minlength=self.count)

    def _repeated(self) -> tuple[Floats, Floats]:
        """How many lines before and after a line the same was said."""
        before, after = np.full(self.count, _FAR), np.full(self.count, _FAR)
        seen: dict[str, int] = {}
        for row, (text, f) in enumerate(zip(self.texts, self.features, strict=True)):
            if not f.repeats:
                continue
            key = normal(text) if len(text) <= 200 else text[:200]
            if key in seen:
                before[row] = after[seen[key]] = min(row - seen[key], _FAR)
            seen[key] = row
        return before, after

    # -- a line alone ----------------------------------------------------------------------------------------

    def base(self) -> Floats:
        """What a line looks like."""
        g = self.glyphs
        letters = g.count("lower", "upper", "letter", "han", "thai")
        chars = np.array([len(text) for text in self.texts], dtype=np.float64)
        own = np.array(
            [
                (
                    *(f.sentences, f.ends, f.colon, f.capitals, f.digits, f.commas, f.bars, f.address),
                    *(f.bulleted, f.item, f.bracketed, f.mark, f.prose, f.heading),
                )
                for f in self.features
            ],
            dtype=np.float64,
        ).reshape(self.count, 14)
        long = np.bincount(g.word_line, weights=g.word_length >= 7, minlength=self.count)
        each = np.maximum(1, np.bincount(g.word_line, minlength=self.count))
        asks = np.array([text[-1] in "?？؟" for text in self.texts])
        trails = np.array([text.endswith(("…", "...")) for text in self.texts])
        return np.column_stack(
            [
                np.log1p(self.words),
                np.log1p(chars),
                own,
                np.minimum(self.repeats, 5),
                self.before,
                self.after,
                self.cues,
                long / each,
                asks,
                trails,
                np.minimum(g.count("opener", "closer"), 6),
                is_class(g.first, "lower"),
                is_class(g.first, "upper", "han", "letter", "thai"),
                is_class(g.first, "digit"),
                is_class(g.first, "bullet", "bar"),
                is_class(g.last, "closer"),
                np.clip(chars / np.maximum(self.words, 1), 0, 20),
                g.count("upper") / np.maximum(letters, 1),
            ]
        )

    # -- words that come again -------------------------------------------------------------------------------

    def share(self, known: Flags | Floats) -> Floats:
        """Of each line the weighted share of its words for which `known` (one a word of the text) holds."""
        found = np.bincount(self.glyphs.word_line, weights=self.weight * known, minlength=self.count)
        return np.asarray(found / np.maximum(self.total, 1e-9))

    def cohesion(self) -> Floats:
        """How much of a line is said in the prose shortly before and after it, and in the first line."""
        at, size = self.glyphs.word_line, len(self.token)
        first = np.zeros(self.vocabulary, dtype=np.bool_)
        first[self.token[at == 0]] = True
        columns = [self.share(first[self.token])]
        order = np.lexsort((np.arange(size), self.token))
        earlier = self._nearest(order)
        later = self._nearest(order[::-1])
        upto = np.concatenate([[0], np.cumsum(self.prose)])  # lines of prose before each line
        before = np.where(earlier >= 0, upto[at] - upto[np.maximum(earlier, 0)], _NEVER)
        after = np.where(later >= 0, upto[np.maximum(later, 0)] + 1 - upto[at] - self.prose[at], _NEVER)
        for near in (4, 12, 60):
            columns += [self.share(before <= near), self.share(after <= near)]
        return np.column_stack([*columns, self.share(before < _NEVER)])

    def _nearest(self, order: Ints) -> Ints:
        """For each word the line of prose where it was said last, going through the words in an order; -1: nowhere.

        The order has equal words together. The line of the word itself does not count.
        """
        token, line = self.token[order], self.glyphs.word_line[order]
        place = np.arange(len(order))
        begins = np.concatenate([[True], token[1:] != token[:-1]])[: len(order)]
        new_line = begins | np.concatenate([[True], line[1:] != line[:-1]])[: len(order)]
        first_of_word = np.maximum.accumulate(np.where(begins, place, 0))
        first_of_line = np.maximum.accumulate(np.where(new_line, place, 0))
        told = np.maximum.accumulate(np.where(self.prose[line], place, -1))
        last = np.where(first_of_line > 0, told[np.maximum(first_of_line - 1, 0)], -1)
        found = np.full(len(order), -1, dtype=np.intp)
        found[order] = np.where(last >= first_of_word, line[np.maximum(last, 0)], -1)
        return found

    def fit(self, kept: Flags) -> Floats:
        """How much of a line is said in other kept lines, and of the prose around it."""
        at = self.glyphs.word_line
        both = np.unique(self.token * max(1, self.count) + at)
        word, line = both // max(1, self.count), both % max(1, self.count)
        times = np.bincount(word[kept[line]], minlength=self.vocabulary)
        core = self.share(times[self.token] - kept[at] > 0)
        weight = self.total * self.prose
        near = [within(core * weight, wide) / np.maximum(within(weight, wide), 1e-9) for wide in (2, 6)]
        return np.column_stack([core, *near])

    # -- what stands around ----------------------------------------------------------------------------------

    def around(self) -> Floats:
        """Where a line stands, and what its neighbours look like."""
        count = self.count
        place = np.arange(count, dtype=np.float64)
        prose: Floats = self.prose.astype(np.float64)
        log_words: Floats = np.asarray(np.log1p(self.words))
        told = self.words * prose
        words, prose_words = max(1.0, self.words.sum()), max(1.0, told.sum())
        cued: Floats = np.asarray(self.cues.any(axis=1), dtype=np.float64)
        end, stamp = self.cues[:, _CUES["end"]], self.cues[:, _CUES["stamp"]]
        byline = self.cues[:, _CUES["byline"]]
        signed: Floats = np.asarray(stamp + byline)
        repeated: Floats = (self.repeats > 0).astype(np.float64)
        sentences = np.array([f.sentences for f in self.features], dtype=np.float64)
        capitals = np.array([f.capitals for f in self.features])
        columns = [
            place / count,
            np.log1p(place),
            np.log1p(count - 1 - place),
            np.full(count, np.log(count)),
            np.cumsum(self.words) / words,
            np.cumsum(told) / prose_words,
            np.full(count, np.log1p(prose_words)),
            np.full(count, prose_words / words),
        ]
        for step in (1, 2, 3, -1, -2, -3):
            columns += [
                moved(each, step, -1.0) for each in (log_words, sentences, self.ends, capitals, prose)
            ]
        for step in (1, 2, -1, -2):
            columns += [moved(each, step, 0.0) for each in (cued, end, signed)]
        for wide in (3, 8, 25):
            share = within(np.ones(count), wide)
            columns += [within(each, wide) / share for each in (prose, log_words, self.ends, cued, repeated)]
        for far in (5, 20, count):
            for each in (told, prose):
                columns += [np.log1p(ahead(each, far)), np.log1p(behind(each, far))]
        columns += [*_distances(self.prose, 60)]
        columns += [np.cumsum(end), np.cumsum(end[::-1])[::-1]]
        since, _ = _distances(end > 0, 80)
        said = np.concatenate([[0.0], np.cumsum(told)])
        last = np.maximum.accumulate(np.where(end > 0, np.arange(count), -1))
        columns += [since, np.log1p(said[1:] - said[np.maximum(last, 0) + 1] * (last >= 0))]
        columns += [np.log1p(said[np.maximum(last, 0) + 1] * (last >= 0))]
        for each in (stamp, byline):
            columns += [*_distances(each > 0, 80), np.cumsum(each)]
        again = self.heading & (self.words >= 3) & (np.minimum(self.before, self.after) < 8)
        columns += [_distances(again, 80)[0], np.cumsum(again)]
        return np.column_stack(columns)


def _rules(look: _Look, features: Sequence[LineFeatures], judged: Judged) -> Floats:
    """What the rules make of each line and of its neighbours."""
    count = len(features)
    odds: Floats = np.array(judged.odds, dtype=np.float64)
    alone: Floats = np.array(judged.alone, dtype=np.float64)
    article = [row for row, place in enumerate(judged.places) if place == "article"]
    first, last = (article[0], article[-1]) if article else (0, 0)
    place = np.arange(count, dtype=np.float64)
    most = max([segment.value for segment in judged.segments] + [1.0])
    of_segment = np.zeros((count, 6))
    parting = 0.0
    for segment in judged.segments:
        parting += segment.strength
        here = slice(segment.start, segment.stop)
        of_segment[here, :4] = segment.value, segment.value / most, segment.strength, parting
        of_segment[here, 4] = place[here] - segment.run_start
        of_segment[here, 5] = place[here] - segment.run_stop
    where = np.zeros((count, len(_PLACES)))
    where[np.arange(count), [_PLACES[each] for each in judged.places]] = 1.0
    headline = judged.headline
    columns: list[Floats] = [
        odds,
        alone,
        of_segment,
        place - first if article else np.full(count, _FAR),
        place - last if article else np.full(count, _FAR),
        place - headline.index if headline else np.full(count, _FAR),
        np.full(count, headline.score if headline else 0.0),
        where,
        np.full(count, float(len(article))),
    ]
    columns += [moved(odds, step, -6.0) for step in (1, 2, 3, -1, -2, -3)]
    weight: Floats = np.sqrt(look.words + 1)
    for wide in (2, 6, 20):
        columns += [np.asarray(within(each * weight, wide) / within(weight, wide)) for each in (odds, alone)]
    kept = (odds >= 0) * look.words
    total = max(1.0, kept.sum())
    columns += [np.cumsum(kept) / total, np.full(count, np.log1p(total))]
    for far in (5, 30):
        columns += [np.log1p(ahead(kept, far)), np.log1p(behind(kept, far))]
    return np.asarray(np.clip(np.column_stack(columns), -200.0, 200.0))


def moved(values: NDArray[Any], step: int, fill: float) -> Floats:
    """Each line's value of the line `step` before it (after it where negative); `fill` beyond the ends."""
    found = np.full(len(values), fill)
    if step >= len(values) or -step >= len(values):
        return found
    if step > 0:
        found[step:] = values[:-step]
    else:
        found[:step] = values[-step:]
    return found


def _sums(values: NDArray[Any], first: Ints, past: Ints) -> Floats:
    total = np.concatenate([[0.0], np.cumsum(values)])
    return np.asarray(total[past] - total[first])


def within(values: NDArray[Any], wide: int) -> Floats:
    """The sum over a line and `wide` lines on both sides."""
    place = np.arange(len(values))
    return _sums(values, np.maximum(0, place - wide), np.minimum(len(values), place + wide + 1))


def ahead(values: NDArray[Any], far: int) -> Floats:
    """The sum over the next `far` lines."""
    place = np.arange(len(values))
    return _sums(values, np.minimum(len(values), place + 1), np.minimum(len(values), place + far + 1))


def behind(values: NDArray[Any], far: int) -> Floats:
    """The sum over the `far` lines before."""
    place = np.arange(len(values))
    return _sums(values, np.maximum(0, place - far), place)


def _distances(there: Flags, most: int) -> tuple[Floats, Floats]:
    """How many lines ago it was so last, and in how many it will be next, `most` at most; 0 where it is so."""
    place = np.arange(len(there))
    last = np.maximum.accumulate(np.where(there, place, -_NEVER))
    following = np.minimum.accumulate(np.where(there, place, _NEVER)[::-1])[::-1]
    return (
        np.minimum(place - last, most).astype(np.float64),
        np.minimum(following - place, most).astype(np.float64),
    )
