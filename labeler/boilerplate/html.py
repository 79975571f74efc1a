"""The stripper for web pages: render, extract with trafilatura, find the extract again in the lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.records import Block
from labeler.boilerplate.align import align, tokens
from labeler.boilerplate.cues import cue_of
from labeler.boilerplate.page_metadata import PageFacts, page_facts
from labeler.boilerplate.plain_text import strip_text
from labeler.boilerplate.reasons import NOT_PART
from labeler.boilerplate.render import RenderedLine, bare_lines, clean_page, parse_page, render
from labeler.boilerplate.stripped import Stripped, StrippedPage
from labeler.boilerplate.titles import same_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

EXTRACTOR: Final = "labeler.html"
VERSION: Final = "1"

_KEPT_SHARE: Final = 0.5  # of a line's words that the extract holds
_MOST_ELEMENTS: Final = (
    30_000  # a larger page is rendered, but not given to trafilatura, which takes 0.1 ms each
)
_DROPPED_CUES: Final = ("share", "furniture", "link", "byline", "caption")
_DROPPED_CONTEXTS: Final = ("caption",)
_SHOWN: Final = 0.5  # share of the extract that the lines must hold
_AGREEMENT: Final = 0.8  # share of the extract that the rules for plain text keep, too
_SHORT: Final = 100  # characters of a byline, a date, a caption between headline and text
_FEW_WORDS: Final = 30
_FROM_DATA: Final = "paragraph from the page's data"
_TOP: Final = 40  # lines above the text in which the headline is looked for
# The two opinions, trafilatura's and that of the rules for plain text, as a probability of being kept.
_BASE: Final = {True: 0.58, False: 0.02}
_RULES_WEIGHT: Final = 0.4


def strip_html(html: str, url: str | None = None) -> StrippedPage:
    """Mark the boilerplate of a web page.

    Args:
        html: the page, decoded; broken mark-up is repaired as browsers do.
        url: its address, if known.

    Returns:
        The page as rendered lines (`text`, which offsets count in), each line a block, with what the page says
        about itself. Where trafilatura finds no text, the rules for plain text decide.
    """
    page = clean_page(html)
    root = parse_page(page)
    if root is None:
        return StrippedPage("", (), None, url, None, None, None)
    huge = sum(1 for _ in root.iter()) > _MOST_ELEMENTS
    facts = PageFacts(url=url) if huge else page_facts(page, root, url)
    lines, shares = _lines_and_shares(root, facts.text)
    if not lines:
        lines = bare_lines(page)
        shares = [0.0] * len(lines)
    text = "\n".join(line.text for line in lines)
    rules = strip_text(text, facts.title)
    stripped = _combined(text, lines, shares, rules, facts.title)
    return StrippedPage(
        stripped.text,
        stripped.blocks,
        stripped.title or facts.title,
        facts.url,
        facts.source,
        facts.published_at,
        facts.language,
    )


def _lines_and_shares(root: etree._Element, extract: str) -> tuple[list[RenderedLine], list[float]]:
    """The lines of the page and how much of each the extract holds.

    Some pages deliver their article hidden and let a script show it, or keep it in the data of a script, where
    trafilatura finds it. What the extract holds and the page does not show is shown, or added at the end.
    """
    lines = render(root)
    shares = align([line.text for line in lines], extract)
    if _covered(lines, shares, extract) < _SHOWN:
        lines = render(root, hidden=True)
        shares = align([line.text for line in lines], extract)
    if _covered(lines, shares, extract) < _SHOWN:
        added = [" ".join(line.split()) for line in extract.splitlines()]
        lines += [RenderedLine(line, "p", _FROM_DATA, 0.0) for line in added if line]
        shares = [0.0] * len(shares) + [1.0] * (len(lines) - len(shares))
    return lines, shares


def _covered(lines: Sequence[RenderedLine], shares: Sequence[float], extract: str) -> float:
    """The share of the extract's words that the kept lines hold; 1 if there are too few words to tell."""
    words = len(tokens(extract))
    if words < _FEW_WORDS:
        return 1.0
    return (
        sum(len(tokens(x.text)) for x, share in zip(lines, shares, strict=True) if share >= _KEPT_SHARE)
        / words
    )


def _combined(
    text: str, lines: Sequence[RenderedLine], shares: Sequence[float], rules: Stripped, title: str | None
) -> Stripped:
    kept = [
        share >= _KEPT_SHARE and not _is_furniture(line) for share, line in zip(shares, lines, strict=True)
    ]
    if not any(kept):
        return rules
    headline = _headline(lines, kept, title)
    _trim(lines, kept, rules.blocks, headline)
    if headline is not None:
        kept[headline] = True
    blocks = []
    for i, (line, block) in enumerate(zip(lines, rules.blocks, strict=True)):
        if i == headline:
            reason, probability = "headline", 0.95
        else:
            reason = _kept_reason(line, block) if kept[i] else _dropped_reason(line, block)
            probability = round(_BASE[kept[i]] + _RULES_WEIGHT * block.probability, 3)
        blocks.append(Block(block.start, block.end, kept[i], reason, probability))
    return Stripped(text, tuple(blocks), lines[headline].text if headline is not None else title)


def _is_furniture(line: RenderedLine) -> bool:
    """Whether a line that trafilatura took says itself that it is none of the article."""
    return line.context in _DROPPED_CONTEXTS or cue_of(line.text) in _DROPPED_CUES


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


def _trim(
    lines: Sequence[RenderedLine], kept: list[bool], rules: Sequence[Block], headline: int | None
) -> None:
    """Take away what trafilatura kept before and after the article, where the rules for plain text agree on it.

    Only where both keep nearly the same lines do the rules know where the article begins and ends.
    """
    sizes = [len(line.text) for line in lines]
    both = sum(size for size, k, block in zip(sizes, kept, rules, strict=True) if k and block.kept)
    if both < _AGREEMENT * sum(size for size, k in zip(sizes, kept, strict=True) if k):
        return
    inside = [i for i, block in enumerate(rules) if block.kept and block.reason != "headline"]
    if not inside:
        return
    first, last = inside[0], inside[-1]
    top = first if headline is None else min(headline, first)
    for i in range(len(kept)):
        between = headline is not None and headline < i < first
        if i < top or i > last or (between and sizes[i] < _SHORT):
            kept[i] = False


def _kept_reason(line: RenderedLine, block: Block) -> str:
    if line.context == _FROM_DATA:
        return line.context
    if line.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return "subheading"
    if line.tag in ("li", "dt", "dd"):
        return "list item"
    if line.tag in ("td", "th", "tr"):
        return "table"
    return block.reason if block.kept and block.reason != "headline" else "paragraph"


def _dropped_reason(line: RenderedLine, block: Block) -> str:
    if line.context:
        return line.context
    if line.link_share > 0.8:
        return "list of links"
    return block.reason if not block.kept and block.reason != "no article found" else NOT_PART
