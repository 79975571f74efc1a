"""Pages that only list articles: a headline and a teaser, again and again, and nothing that is told to its end.

Such a page holds no article, though each teaser reads like the beginning of one.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from labeler.boilerplate.words import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeler.boilerplate.features import Features
    from labeler.boilerplate.render import RenderedLine

_READ_ON: Final = frozenset(
    normal(phrase)
    for phrase in """
read more|continue reading|read full article|read article|read the full story|full story|read on|keep reading|more…|weiterlesen|mehr lesen
zum artikel|artikel lesen|lire la suite|lire l article|en savoir plus|lire plus|leer más|seguir leyendo|leia mais|continuar lendo|ler mais
leggi tutto|continua a leggere|leggi di più|devamını oku|devamı|lees meer|verder lezen|lees verder|czytaj więcej|czytaj dalej|läs mer
les mer|læs mere|lue lisää|číst dále|читать далее|читать дальше|подробнее|читати далі|διαβάστε περισσότερα|اقرأ المزيد|קרא עוד|להמשך קריאה
阅读更多|阅读全文|查看详情|閱讀更多|閱讀全文|続きを読む|記事を読む|더보기|자세히 보기|기사 더보기|और पढ़ें|पूरा पढ़ें|selengkapnya|baca selengkapnya|xem thêm|อ่านต่อ
""".strip()
    .replace("\n", "|")
    .split("|")
)
"""What stands under a teaser, and leads to the article."""

_LEAST: Final = 3
"""So many teasers make a list."""
_TEASER: Final = 70
"""Words of the longest headline and teaser together; an article's first paragraphs are longer."""
_LEAD: Final = 25
"""Words of what a list says of itself before its first heading."""
_FAITHFUL: Final = 1 / 3
"""Of the paragraphs of an article more than these share a word with its headline."""
_LEADS_AWAY: Final = 0.8
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")


def lists_articles(features: Features) -> bool:
    """Whether a text holds nothing but teasers, with an invitation to read on under each."""
    marks = [place for place, key in enumerate(features.keys) if key in _READ_ON]
    return _teasers(features, [-1, *marks]) and _told(features, marks[-1] + 1, len(features)) <= _TEASER


def links_articles(features: Features, rendered: Sequence[RenderedLine]) -> bool:
    """Whether a page holds nothing but headings that lead elsewhere, most with a teaser."""
    marks = [
        place
        for place, line in enumerate(rendered)
        if line.tag in _HEADINGS and line.link_share > _LEADS_AWAY and features[place].words > 1
    ]
    if not _teasers(features, [*marks, len(features)]) or _told(features, 0, marks[0]) > _LEAD:
        return False
    # A short report may be cut up by links to others; but it comes back to what its headline says.
    heads = [place for place, line in enumerate(rendered) if line.tag == "h1"]
    known = features.vocabulary.of_lines(np.array(heads, dtype=np.intp))
    prose = features.column("prose") > 0
    return bool(np.mean(features.vocabulary.shares(known)[prose] > 0) <= _FAITHFUL)


def _teasers(features: Features, marks: Sequence[int]) -> bool:
    """Whether teasers stand between marks, and never more than one."""
    told = [_told(features, before + 1, after) for before, after in pairwise(marks)]
    return sum(words > 0 for words in told) >= _LEAST and max(told) <= _TEASER


def _told(features: Features, first: int, past: int) -> float:
    """Words of the lines that read like sentences."""
    words, prose = features.column("words"), features.column("prose")
    return float(words[first:past] @ prose[first:past])
