"""The stripper for web pages: render, extract with trafilatura, find the extract in the lines, judge with a model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from db.records import Block
from labeler.boilerplate.align import align_tokens, tokens
from labeler.boilerplate.decision import Judged, judge
from labeler.boilerplate.features import line_features
from labeler.boilerplate.learned import said_of_themselves
from labeler.boilerplate.lines import split_lines
from labeler.boilerplate.listing import links_articles, lists_articles
from labeler.boilerplate.page_metadata import PageFacts, page_facts
from labeler.boilerplate.page_vectors import TAKEN, page_vectors
from labeler.boilerplate.plain_text import MOST_LINES, strip_text
from labeler.boilerplate.reasons import HEADLINE, NO_ARTICLE, NOT_PART, reasons
from labeler.boilerplate.render import RenderedLine, bare_lines, clean_page, parse_page, render
from labeler.boilerplate.stripped import Stripped, StrippedPage
from labeler.boilerplate.titles import same_title
from labeler.boilerplate.words import mostly_latin
from labeler.trees import PAGE, shipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree
    from numpy.typing import NDArray

    from labeler.boilerplate.features import Features
    from labeler.boilerplate.lines import Line
    from labeler.trees import Trees

EXTRACTOR: Final = "labeler.html"
VERSION: Final = "4"

_MOST_ELEMENTS: Final = (
    30_000  # a larger page is rendered, but not given to trafilatura, which takes 0.1 ms each
)
_SHOWN: Final = 0.5  # share of the extract that the lines must hold
_SHORT: Final = 100  # characters of a byline, a date, a caption between headline and text
_FEW_WORDS: Final = 30
_FROM_DATA: Final = "paragraph from the page's data"
_TOP: Final = 40  # lines above the text in which the headline is looked for
_SURE: Final = 3.0
_LISTED: Final = 0.05
"""The probability of a line of a page that only lists articles."""
_EXTRACTED: Final = (1.5, -3.0)
"""Log-odds of a line that trafilatura took, and of one that it did not."""
_KEPT_REASONS: Final = ("paragraph", "subheading", "list item")


@dataclass(frozen=True, slots=True, eq=False)
class MeasuredPage:
    """A page, looked at as far as no model is needed.

    Attributes:
        facts: what the page says about itself.
        rendered: its lines.
        shares: of each line how much trafilatura took.
        text: the lines as one text, which offsets count in.
        lines: the same lines with their offsets; empty where the page is judged as plain text.
        features: of each line.
        judged: what the rules make of them.
        rows: the numbers of each line: lines x columns of the model for pages.
    """

    facts: PageFacts
    rendered: Sequence[RenderedLine]
    shares: Sequence[float]
    text: str
    lines: Sequence[Line]
    features: Features
    judged: Judged
    rows: NDArray[np.float32]

    @property
    def spans(self) -> list[tuple[int, int]]:
        """From where to where each line reaches in the text."""
        return [(line.start, line.end) for line in self.lines]


def strip_html(
    html: str,
    url: str | None = None,
    trees: Trees | None = None,
    text_trees: Trees | None = None,
) -> StrippedPage:
    """Mark the boilerplate of a web page.

    Args:
        html: the page, decoded; broken mark-up is repaired as browsers do.
        url: its address, if known.
        trees: the learned model for pages; None: the one that comes with the program.
        text_trees: that for plain text, for pages on which nothing is found.

    Returns:
        The page as rendered lines (`text`, which offsets count in), each line a block, with what the page says
        about itself. Where trafilatura finds no text, the rules for plain text decide.
    """
    return decided_page(measured_page(html, url), trees or shipped(PAGE), text_trees)


def measured_page(html: str, url: str | None = None) -> MeasuredPage:
    """A page, looked at as far as no model is needed; the arguments are those of `strip_html`."""
    page = clean_page(html)
    root = parse_page(page)
    if root is None:
        return _unmeasured(PageFacts(url=url), [])
    huge = sum(1 for _ in root.iter()) > _MOST_ELEMENTS
    facts = PageFacts(url=url) if huge else page_facts(page, root, url)
    rendered, shares = lines_and_shares(root, facts.text)
    if not rendered:
        rendered = bare_lines(page)
        shares = [0.0] * len(rendered)
    text = "\n".join(line.text for line in rendered)
    lines = split_lines(text)
    if huge or not rendered or len(lines) != len(rendered) or len(lines) > MOST_LINES:
        return _unmeasured(facts, rendered)
    features = line_features(lines)
    rules = judge(lines, features, facts.title)
    rows = page_vectors(lines, features, rules, rendered, shares, facts.title)
    return MeasuredPage(facts, rendered, shares, text, lines, features, rules, rows)


def _unmeasured(facts: PageFacts, rendered: Sequence[RenderedLine]) -> MeasuredPage:
    """A page to be judged as plain text."""
    text = "\n".join(line.text for line in rendered)
    features = line_features([])
    none = np.empty((0, 0), dtype=np.float32)
    return MeasuredPage(facts, rendered, [], text, [], features, judge([], features, None), none)


def decided_page(found: MeasuredPage, trees: Trees, text_trees: Trees | None = None) -> StrippedPage:
    """The blocks of a page as a model sees them."""
    facts = found.facts
    stripped: Stripped | None = None
    if found.lines and (lists_articles(found.features) or links_articles(found.features, found.rendered)):
        none = (Block(*span, kept=False, reason=NO_ARTICLE, probability=_LISTED) for span in found.spans)
        stripped = Stripped(found.text, tuple(none), None)
    elif found.lines:
        stripped = _judged(found, trees)
    stripped = stripped or strip_text(found.text, facts.title, text_trees)
    return StrippedPage(
        stripped.text,
        stripped.blocks,
        stripped.title or facts.title,
        facts.url,
        facts.source,
        facts.published_at,
        facts.language,
    )


def lines_and_shares(root: etree._Element, extract: str) -> tuple[list[RenderedLine], list[float]]:
    """The lines of the page and how much of each the extract holds.

    Some pages deliver their article hidden and let a script show it, or keep it in the data of a script, where
    trafilatura finds it. What the extract holds and the page does not show is shown, or added at the end.
    """
    wanted = tokens(extract)
    lines, shares, covered = _shown(root, wanted, hidden=False)
    if covered < _SHOWN:
        lines, shares, covered = _shown(root, wanted, hidden=True)
    if covered < _SHOWN:
        added = [" ".join(line.split()) for line in extract.splitlines()]
        lines += [RenderedLine(line, "p", _FROM_DATA, 0.0) for line in added if line]
        shares = [0.0] * len(shares) + [1.0] * (len(lines) - len(shares))
    return lines, shares


def _shown(
    root: etree._Element, wanted: Sequence[str], *, hidden: bool
) -> tuple[list[RenderedLine], list[float], float]:
    """The lines, how much of each the extract holds, and the share of the extract's words that the lines taken hold.

    That share is 1 where there are too few words to tell.
    """
    lines = render(root, hidden=hidden)
    own = [tokens(line.text) for line in lines]
    shares = align_tokens(own, wanted)
    if len(wanted) < _FEW_WORDS:
        return lines, shares, 1.0
    held = sum(len(words) for words, share in zip(own, shares, strict=True) if share >= TAKEN)
    return lines, shares, held / len(wanted)


def _judged(found: MeasuredPage, trees: Trees) -> Stripped | None:
    """The learned decision on the lines of a page; None where it finds nothing."""
    rendered, shares, lines, text = found.rendered, found.shares, found.lines, found.text
    title = found.facts.title
    odds = trees.odds(found.rows)
    taken = np.array(shares) >= TAKEN
    if taken.any() and not mostly_latin(text):
        # The trees saw hardly any page in other scripts: there trafilatura has the greater say.
        odds = odds / 3 + np.where(taken, *_EXTRACTED)
    odds -= said_of_themselves(found.features)
    for row, (shown, share) in enumerate(zip(rendered, shares, strict=True)):
        if shown.context == _FROM_DATA:
            odds[row] = _SURE if share >= TAKEN else -_SURE
    kept = (odds >= 0).tolist()
    if not any(kept):
        return None
    headline = _headline(rendered, kept, title)
    if headline is not None:
        odds[headline] = max(odds[headline], _SURE)
    judged = replace(found.judged, odds=odds)
    why = reasons(lines, found.features, judged)
    blocks = []
    decisions = judged.decisions()
    for i, (line, shown, (now, probability)) in enumerate(zip(lines, rendered, decisions, strict=True)):
        reason = HEADLINE if i == headline else (_kept_reason if now else _dropped_reason)(shown, why[i])
        blocks.append(Block(line.start, line.end, now, reason, probability))
    return Stripped(text, tuple(blocks), rendered[headline].text if headline is not None else title)


def _headline(lines: Sequence[RenderedLine], kept: Sequence[bool], title: str | None) -> int | None:
    """The line with the headline: a main heading near the text, best one that says what the title says."""
    # A short line kept above the text ("Skip to the story") is not where it begins.
    long = (i for i, line in enumerate(lines) if kept[i] and len(line.text) >= _SHORT)
    first = next(long, kept.index(True))
    best, best_score = None, 0.0
    for i in range(max(0, first - _TOP), min(len(lines), first + 4)):
        line = lines[i]
        named = title is not None and same_title(line.text, title)
        score = 2.0 * named + {"h1": 1.5, "h2": 0.3}.get(line.tag, 0.0) - 1.5 * (line.context == "navigation")
        score -= 0.01 * abs(first - i) + 1.0 * (line.link_share > 0.8)
        if score > max(1.0, best_score):
            best, best_score = i, score
    return best


def _kept_reason(line: RenderedLine, reason: str) -> str:
    if line.context == _FROM_DATA:
        return line.context
    if line.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return "subheading"
    if line.tag in ("li", "dt", "dd"):
        return "list item"
    if line.tag in ("td", "th", "tr"):
        return "table"
    return reason if reason in _KEPT_REASONS else "paragraph"


def _dropped_reason(line: RenderedLine, reason: str) -> str:
    if line.context:
        return line.context
    if line.link_share > 0.8:
        return "list of links"
    return NOT_PART if reason in (*_KEPT_REASONS, NO_ARTICLE, HEADLINE) else reason
