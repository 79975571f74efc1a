"""Lines as rows of numbers, for the learned scorer: what they look like, what stands around, what the rules say.

Nothing here knows a site, and but for the cue words no language. All of it is array work over the whole text: signals
of the lines that are moved, summed or averaged in the same way are rows of one matrix and go through it together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

import numpy as np

from labeler.boilerplate.cues import Cue
from labeler.boilerplate.decision import Place
from labeler.boilerplate.glyphs import glyphs_of, is_class
from labeler.boilerplate.lexicon import SPOKEN, add_spoken
from labeler.boilerplate.signals import Columns, Sums, distances, moved_all
from labeler.boilerplate.vocabulary import sorted_places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from labeler.boilerplate.decision import Judged
    from labeler.boilerplate.features import Features
    from labeler.boilerplate.glyphs import Glyphs
    from labeler.boilerplate.lines import Line

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Flags = NDArray[np.bool_]

_CUES: Final[dict[str, int]] = {cue: place for place, cue in enumerate(cue for cue in get_args(Cue) if cue)}
_PLACES: Final[dict[str, int]] = {place: number for number, place in enumerate(get_args(Place))}
LOOKS: Final = 182
"""How many numbers tell of a line's looks, its neighbours, and what the rules make of it."""
COLUMNS: Final = LOOKS + SPOKEN
"""How many numbers a line has; the rest tell of its words."""
COHESION: Final = slice(39, 47)
"""The numbers that tell how much of a line is said in the prose before and after it."""
RULES: Final = 139
"""The number that is the log-odds of the rules."""
FIT: Final = slice(179, 182)
"""The numbers that tell how much of it is said in what the rules keep."""

_OWN: Final = slice(1, 15)
"""The numbers of `Features.table` that are taken as they are, from the sentences to the heading."""
_FAR: Final = 99.0
_NEVER: Final = 1_000_000


def vectors(lines: Sequence[Line], features: Features, judged: Judged) -> NDArray[np.float32]:
    """The numbers of each line: lines x columns, the columns always the same ones in the same order."""
    columns = Columns(COLUMNS, len(lines))
    add_spoken(columns, fill(columns, lines, features, judged), features.column("words"))
    return columns.rows()


def fill(columns: Columns, lines: Sequence[Line], features: Features, judged: Judged) -> Glyphs:
    """Adds the first `LOOKS` signals of `vectors`, and gives the words of the lines."""
    look = _Look(lines, features)
    look.base(columns)
    look.cohesion(columns)
    look.around(columns)
    _rules(columns, look, judged)
    look.fit(columns, judged.odds >= 0)
    return look.glyphs


class _Look:
    """One text, looked at as a whole."""

    def __init__(self, lines: Sequence[Line], features: Features) -> None:
        self.count = len(lines)
        self.lines = lines
        self.features = features
        self.glyphs = g = glyphs_of(features.characters)
        self.words = features.column("words")
        self.prose = features.column("prose")
        self.repeats = features.column("repeats")
        self.cues = np.zeros((len(_CUES), self.count))
        for row, f in enumerate(features):
            if f.cue:
                self.cues[_CUES[f.cue], row] = 1.0
        self.before, self.after = self._repeated()
        # Long words and names tell what a text is about; a pair of Han signs is a word.
        long = g.word_length
        self.weight = 2.0 * (g.capital & (long > 3)) + (long >= 4) + (long >= 7)
        self.weight[g.pair] = 1.0
        # Where the words of each line begin, and the end of the last one's.
        self.first = np.searchsorted(g.word_line, np.arange(self.count + 1))
        self.total = np.bincount(g.word_line, weights=self.weight, minlength=self.count)
        # The words in an order that has equal ones together, as they stand in the text; and a number for each word.
        self.order, self.begins = sorted_places(g.word)
        self.token = np.empty(len(g.word), dtype=np.intp)
        self.token[self.order] = np.cumsum(self.begins) - 1

    def _repeated(self) -> tuple[Floats, Floats]:
        """How many lines before and after a line the same was said."""
        before, after = np.full(self.count, _FAR), np.full(self.count, _FAR)
        seen: dict[str, int] = {}
        keys = self.features.keys
        for row in np.flatnonzero(self.repeats).tolist():
            key = keys[row]
            if key in seen:
                before[row] = after[seen[key]] = min(row - seen[key], _FAR)
            seen[key] = row
        return before, after

    # -- a line alone ----------------------------------------------------------------------------------------

    def base(self, columns: Columns) -> None:
        """What a line looks like."""
        g = self.glyphs
        texts = [line.text for line in self.lines]
        letters = g.count("lower", "upper", "letter", "han", "thai")
        chars = np.array(list(map(len, texts)), dtype=np.float64)
        long = np.bincount(g.word_line, weights=g.word_length >= 7, minlength=self.count)
        columns.add(
            np.log1p(self.words),
            np.log1p(chars),
            self.features.table[_OWN],
            np.minimum(self.repeats, 5),
            self.before,
            self.after,
            self.cues,
            long / np.maximum(1, self.first[1:] - self.first[:-1]),
            [text[-1] in "?？؟" for text in texts],
            [text.endswith(("…", "...")) for text in texts],
            np.minimum(g.count("opener", "closer"), 6),
            is_class(g.first, "lower"),
            is_class(g.first, "upper", "han", "letter", "thai"),
            is_class(g.first, "digit"),
            is_class(g.first, "bullet", "bar"),
            is_class(g.last, "closer"),
            np.clip(chars / np.maximum(self.words, 1), 0, 20),
            g.count("upper") / np.maximum(letters, 1),
        )

    # -- words that come again -------------------------------------------------------------------------------

    def shares(self, known: Flags) -> Floats:
        """Of each line the weighted share of its words for which `known` holds: rows of one flag a word of the text."""
        told = np.zeros((len(known), len(self.weight) + 1))
        np.cumsum(self.weight * known, axis=1, out=told[:, 1:])
        found = told[:, self.first[1:]] - told[:, self.first[:-1]]
        return np.asarray(found / np.maximum(self.total, 1e-9))

    def cohesion(self, columns: Columns) -> None:
        """How much of a line is said in the prose shortly before and after it, and in the first line."""
        at = self.glyphs.word_line
        first = np.zeros(len(self.token) + 1, dtype=np.bool_)
        first[self.token[: self.first[1]]] = True
        ends = np.append(self.begins[1:], True)[: len(self.order)]
        earlier = self._nearest(self.order, self.begins)
        later = self._nearest(self.order[::-1], ends[::-1])
        upto = np.concatenate([[0], np.cumsum(self.prose)])  # lines of prose before each line
        here = upto[at]
        before = np.where(earlier >= 0, here - upto[np.maximum(earlier, 0)], _NEVER)
        after = np.where(later >= 0, upto[np.maximum(later, 0)] + 1 - here - self.prose[at], _NEVER)
        known = [first[self.token]]
        for near in (4, 12, 60):
            known += [before <= near, after <= near]
        columns.add(self.shares(np.array([*known, before < _NEVER])))

    def _nearest(self, order: Ints, begins: Flags) -> Ints:
        """For each word the line of prose where it was said last, going through the words in an order; -1: nowhere.

        The order has equal words together; `begins` tells the first of each. The line of the word itself does not count.
        """
        line = self.glyphs.word_line[order]
        place = np.arange(len(order))
        new_line = begins.copy()
        new_line[1:] |= line[1:] != line[:-1]
        first_of_word = np.maximum.accumulate(np.where(begins, place, 0))
        first_of_line = np.maximum.accumulate(np.where(new_line, place, 0))
        told = np.maximum.accumulate(np.where(self.prose[line] > 0, place, -1))
        last = np.where(first_of_line > 0, told[np.maximum(first_of_line - 1, 0)], -1)
        found = np.full(len(order), -1, dtype=np.intp)
        found[order] = np.where(last >= first_of_word, line[np.maximum(last, 0)], -1)
        return found

    def fit(self, columns: Columns, kept: Flags) -> None:
        """How much of a line is said in other kept lines, and of the prose around it."""
        at = self.glyphs.word_line
        # Each word once a line; in how many kept lines it stands.
        both = np.sort(self.token * max(1, self.count) + at)
        both = both[np.concatenate([[True], both[1:] != both[:-1]])[: len(both)]]
        word, line = np.divmod(both, max(1, self.count))
        times = np.bincount(word[kept[line]], minlength=len(self.token) + 1)
        core = self.shares((times[self.token] - kept[at] > 0)[None, :])[0]
        weight = self.total * self.prose
        spread = Sums(np.array([core * weight, weight]))
        columns.add(core)
        for wide in (2, 6):
            told, all_of_it = spread.within(wide)
            columns.add(told / np.maximum(all_of_it, 1e-9))

    # -- what stands around ----------------------------------------------------------------------------------

    def around(self, columns: Columns) -> None:
        """Where a line stands, and what its neighbours look like."""
        count, of = self.count, self.features.column
        place = np.arange(count, dtype=np.float64)
        prose, ends = self.prose, of("ends")
        log_words: Floats = np.asarray(np.log1p(self.words))
        told = self.words * prose
        words, prose_words = max(1.0, self.words.sum()), max(1.0, told.sum())
        cued: Floats = self.cues.max(axis=0, initial=0.0)
        end, stamp, byline = (self.cues[_CUES[name]] for name in ("end", "stamp", "byline"))
        repeated = self.repeats > 0
        said = np.concatenate([[0.0], np.cumsum(told)])
        columns.add(
            place / count,
            np.log1p(place),
            np.log1p(count - 1 - place),
            np.log(count),
            np.cumsum(self.words) / words,
            said[1:] / prose_words,
            np.log1p(prose_words),
            prose_words / words,
        )
        near = np.array([log_words, of("sentences"), ends, of("capitals"), prose])
        columns.add(*moved_all(near, (1, 2, 3, -1, -2, -3), -1.0))
        columns.add(*moved_all(np.array([cued, end, stamp + byline]), (1, 2, -1, -2), 0.0))
        sums = Sums(np.array([prose, log_words, ends, cued, repeated]))
        for wide in (3, 8, 25):
            columns.add(sums.within(wide) / sums.lines_within(wide))
        sums = Sums(np.array([told, prose]))
        for far in (5, 20, count):
            # Told ahead and behind, then prose ahead and behind.
            both = np.log1p(np.array([sums.ahead(far), sums.behind(far)]))
            columns.add(both[:, 0], both[:, 1])
        columns.add(*distances(prose > 0, 60))
        columns.add(np.cumsum(end), np.cumsum(end[::-1])[::-1])
        # What was told since the last sign of an end, and before it.
        last = np.maximum.accumulate(np.where(end > 0, np.arange(count), -1))
        before = said[last + 1]
        columns.add(distances(end > 0, 80)[0], np.log1p(said[1:] - before * (last >= 0)))
        columns.add(np.log1p(before * (last >= 0)))
        for each in (stamp, byline):
            columns.add(*distances(each > 0, 80), np.cumsum(each))
        again = (of("heading") > 0) & (self.words >= 3) & (np.minimum(self.before, self.after) < 8)
        columns.add(distances(again, 80)[0], np.cumsum(again))


def _rules(columns: Columns, look: _Look, judged: Judged) -> None:
    """What the rules make of each line and of its neighbours."""
    count = look.count
    odds, alone = judged.odds, judged.alone
    place = np.arange(count, dtype=np.float64)
    where = np.array([_PLACES[each] for each in judged.places], dtype=np.intp)
    article = np.flatnonzero(where == _PLACES["article"])
    most = max([segment.value for segment in judged.segments] + [1.0])
    sizes = [segment.stop - segment.start for segment in judged.segments]
    told = np.array([(s.value, s.value / most, s.strength, s.run_start, s.run_stop) for s in judged.segments])
    told = told.reshape(len(sizes), 5)
    parting = np.repeat(np.cumsum(told[:, 2]), sizes)
    value, share, strength, run_start, run_stop = np.repeat(told, sizes, axis=0).T
    headline = judged.headline
    columns.add(*map(_bounded, (odds, alone, value, share, strength, parting)))
    columns.add(_bounded(place - run_start), _bounded(place - run_stop))
    columns.add(*(_bounded(place - end) for end in article[[0, -1]]) if len(article) else (_FAR, _FAR))
    columns.add(_bounded(place - headline.index) if headline else _FAR, headline.score if headline else 0.0)
    columns.add(where == np.arange(len(_PLACES))[:, None], min(200.0, len(article)))
    columns.add(*moved_all(_bounded(odds)[None, :], (1, 2, 3, -1, -2, -3), -6.0))
    weight = np.sqrt(look.words + 1)
    sums = Sums(np.array([odds * weight, alone * weight, weight]))
    for wide in (2, 6, 20):
        *means, weights = sums.within(wide)
        columns.add(_bounded(np.array(means) / weights))
    kept = (odds >= 0) * look.words
    total = max(1.0, kept.sum())
    columns.add(np.cumsum(kept) / total, np.log1p(total))
    sums = Sums(kept[None, :])
    for far in (5, 30):
        columns.add(np.log1p(sums.ahead(far)), np.log1p(sums.behind(far)))


def _bounded(values: Floats) -> Floats:
    return np.minimum(200.0, np.maximum(-200.0, values))
