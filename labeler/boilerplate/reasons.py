"""Why a line is kept or dropped, in the words a person reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from labeler.boilerplate.words import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeler.boilerplate.cues import Cue
    from labeler.boilerplate.decision import Judged
    from labeler.boilerplate.features import Features, LineFeatures
    from labeler.boilerplate.lines import Line
    from labeler.boilerplate.segments import Segment

NO_ARTICLE: Final = "no article found"
HEADLINE: Final = "headline"
AFTER: Final = "after the end of the article"
NOT_PART: Final = "not part of the article"

CUE_WORDS: Final[dict[Cue, str]] = {
    "share": "share bar",
    "furniture": "button or notice",
    "footer": "footer",
    "stamp": "time stamp",
    "byline": "byline",
    "caption": "caption",
    "contents": "table of contents",
    "link": "link to another article",
}
_COMMENTS: Final = re.compile(
    r"comment|discussion|kommentar|réaction|comentari|comentár|commenti|yorum|reacti|komentar|комментар|коментар|σχόλια|تعليق|תגובות|评论|留言|コメント|댓글|टिप्पणि"
)
_OTHERS: Final = re.compile(
    r"article|stor(?:y|ies)|news|post|relat|recommend|read|more|like|latest|popular|trend|top|artikel|meldung|nachricht|actualit|lire|noticia|notícia|notizi|"
    r"articol|leia|leggi|lees|haber|стат|новост|материал|مقالات|أخبار|اقرأ|כתבות|עוד|相关|相關|推荐|推薦|新闻|新聞|関連|記事|기사|뉴스|खबर|समाचार|ข่าว|berita|baca|tin"
)
_SIGNATURE: Final = re.compile(r"(?=[^!?。:：]{3,40}$)(?=.*\S[ ./–-]+\S)")


def reasons(lines: Sequence[Line], features: Features, judged: Judged) -> list[str]:
    """The reason of each line.

    Args:
        lines: the lines.
        features: their features.
        judged: the decision on them.

    Returns:
        Plain lower-case words, one reason a line.
    """
    found = []
    behind = AFTER  # what the lines after the end are, until the next cue says otherwise
    owner = _owners(judged.segments, len(lines))
    all_kept = (judged.odds >= 0).tolist()
    for i, (line, f, place, kept) in enumerate(zip(lines, features, judged.places, all_kept, strict=True)):
        if place == "nowhere":
            found.append(NO_ARTICLE)
        elif f.mark:
            found.append("separator")
        elif place == "headline":
            found.append(HEADLINE)
        elif kept:
            found.append("paragraph" if f.prose or f.ends else _short_kept(features.lines, i))
        elif place == "copy":
            found.append("headline repeated")
        elif place == "summary":
            found.append("summary in points" if f.item else "summary repeated in the text")
        elif place in ("before", "head"):
            found.append(_before(f, place))
        elif place == "article":
            found.append(CUE_WORDS.get(f.cue) or ("link to another article" if f.cue == "end" else NOT_PART))
        else:
            if f.cue == "end":
                behind = _region(line.text)
            found.append(
                _behind(f, line, behind, owner[i], first=judged.places[i - 1] in ("article", "headline"))
            )
    return found


def _owners(segments: Sequence[Segment], count: int) -> list[Segment | None]:
    owners: list[Segment | None] = [None] * count
    for s in segments:
        owners[s.start : s.stop] = [s] * (s.stop - s.start)
    return owners


def _short_kept(features: Sequence[LineFeatures], i: int) -> str:
    f = features[i]
    before, after = features[max(0, i - 1) : i], features[i + 1 : i + 2]
    if after and after[0].words > f.words <= 14 and not f.item and (not before or before[0].ends):
        return "subheading"
    return "paragraph" if f.words >= 8 and not f.item else "list item"


def _before(f: LineFeatures, place: str) -> str:
    if f.cue and f.cue in CUE_WORDS:
        return CUE_WORDS[f.cue]
    if place == "head":
        return "between headline and text"
    if f.prose:
        return "before the article"
    return "menu headline" if f.words >= 4 else "navigation"


def _region(text: str) -> str:
    """What a sign of the end announces: comments, other articles, or nothing in particular (tags, an author)."""
    key = normal(text)
    if _COMMENTS.search(key):
        return "comment"
    return "link to another article" if _OTHERS.search(key) else AFTER


def _behind(f: LineFeatures, line: Line, behind: str, owner: Segment | None, *, first: bool) -> str:
    if f.cue in CUE_WORDS:
        return CUE_WORDS[f.cue]
    if f.cue == "end":
        return AFTER
    if first and f.words <= 4 and not f.ends and _SIGNATURE.match(line.text):
        return "byline"
    if behind == "comment":
        return behind
    if owner is not None and owner.value > 0 and (owner.kind == "headline" or (f.prose and behind != AFTER)):
        return "another article"
    return behind
