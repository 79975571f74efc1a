"""A web page as plain lines: what a reader sees, one line a block element, with where each line stood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Final

from lxml import etree

from labeler.boilerplate.containers import Container
from labeler.boilerplate.contexts import context_of

_INLINE: Final = frozenset(
    re.findall(
        r"\w+",
        "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr picture q rb rp rt "
        "rtc ruby s samp small source span strike strong sub sup time track tt u var wbr",
    )
)
_LEFT_OUT: Final = frozenset(
    re.findall(
        r"\w+",
        "script style noscript template head title svg math iframe object embed applet canvas audio video map select "
        "option datalist textarea input frameset frame noframes",
    )
)
_CELLS: Final = frozenset(("td", "th"))
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE: Final = re.compile(r"\s+")
# Control characters that no XML tree can hold; each becomes a space so that words do not run together.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_TAG: Final = re.compile(r"<([^<>]*)>")
_NAME: Final = re.compile(r"(script|style|noscript|template|title|svg|textarea|select|iframe)\b")
_ROW_LENGTH: Final = 200  # characters of a table row that is shown as one line


@dataclass(frozen=True, slots=True)
class RenderedLine:
    """A line of a rendered page.

    Attributes:
        text: white space collapsed, not empty.
        tag: the block element it stood in ("p", "h1", "li", ...).
        context: what its surroundings say it is ("navigation", "caption", ...), "" if nothing.
        link_share: share of its characters that are links, 0 to 1.
        place: the block element it stood in, and so those around that; None if it stood in none that is known.
    """

    text: str
    tag: str
    context: str
    link_share: float
    place: Container | None = None


def clean_page(html: str) -> str:
    """The page with a space for each character that no tree can hold."""
    return _CONTROL.sub(" ", html)


def parse_page(html: str) -> etree._Element | None:
    """Parse a page, however broken.

    The text is handed over as UTF-8 with that encoding forced, as a declaration inside an already decoded page
    no longer tells the truth.

    Args:
        html: the page, as `clean_page` gives it.

    Returns:
        The root element, or None if the page holds no element and no text.
    """
    if not html.strip():
        return None
    parser = etree.HTMLParser(
        encoding="utf-8", recover=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        return etree.fromstring(html.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def bare_lines(html: str) -> list[RenderedLine]:
    """The text between tags, each piece a line: for pages nested too deep for the parser, which drops their text."""
    found = []
    inside = ""
    for n, piece in enumerate(_TAG.split(html)):
        if n % 2:
            name = _NAME.match(piece.casefold())
            if name and not inside and name.group(1) in _LEFT_OUT:
                inside = "/" + name.group(1)
            elif name and inside and piece.casefold().startswith(inside):
                inside = ""
        elif not inside:
            text = _SPACE.sub(" ", unescape(piece)).strip()
            if text:
                found.append(RenderedLine(text, "", "", 0.0))
    return found


def render(root: etree._Element, *, hidden: bool = False) -> list[RenderedLine]:
    """The lines of a parsed page, in the order of the source.

    Scripts, styles, the fields of forms and what the page itself hides with an attribute are left out; style
    sheets are not applied. A short table row without blocks in its cells is one line, its cells parted by " | ".

    Args:
        root: as `parse_page` gives it; not changed.
        hidden: whether to show what the page hides, too.

    Returns:
        Lines, none empty. Time is linear in the size of the page, and no recursion limits its depth.
    """
    writer = _Writer({row for row in root.iter("tr") if _is_plain(row)})
    walker = etree.iterwalk(root, events=("start", "end"))
    left_out = False
    for event, element in walker:
        if event == "start":
            left_out = _left_out(element) or (not hidden and _is_hidden(element))
            if left_out:
                walker.skip_subtree()
                continue
            writer.open(element)
            writer.write(element.text)
            continue
        if not left_out:
            writer.close(element)
        left_out = False
        if element is not root:
            writer.write(element.tail)
    writer.flush()
    return writer.lines


def _left_out(element: etree._Element) -> bool:
    return not isinstance(element.tag, str) or element.tag in _LEFT_OUT


def _is_hidden(element: etree._Element) -> bool:
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN.search(style) is not None


def _is_plain(row: etree._Element) -> bool:
    """Whether a table row is short and holds two cells or more with nothing but inline elements in them."""
    length = cells = 0
    for seen, element in enumerate(row.iter()):
        tag = element.tag
        if tag in _CELLS:
            cells += 1
        elif element is not row and tag not in _INLINE:
            return False
        length += len((element.text or "").strip()) + len((element.tail or "").strip())
        if length > _ROW_LENGTH or seen > _ROW_LENGTH:
            return False
    return cells >= 2


class _Writer:
    """Gathers text into lines.

    Attributes:
        lines: the finished lines.
    """

    def __init__(self, rows: set[etree._Element]) -> None:
        self.lines: list[RenderedLine] = []
        self._rows = rows
        self._parts: list[str] = []
        self._links: list[str] = []
        # Block tag, context and innermost block of each open element.
        self._places: list[tuple[str, str, Container | None]] = [("", "", None)]
        self._place = self._places[0]  # of the line being gathered
        self._in_links = 0

    def open(self, element: etree._Element) -> None:
        tag = str(element.tag)
        block, context, container = self._places[-1]
        if tag in _CELLS and element.getparent() in self._rows:
            if self._parts:
                self._parts.append(" | ")
        elif tag not in _INLINE:
            self.flush()
            block = tag
        if tag not in _INLINE:
            container = Container.of(tag, element.attrib, container)
        self._places.append((block, context_of(tag, element.attrib) or context, container))
        self._in_links += tag == "a"

    def close(self, element: etree._Element) -> None:
        tag = str(element.tag)
        in_row = tag in _CELLS and element.getparent() in self._rows
        if tag not in _INLINE and not in_row:
            self.flush()
        self._places.pop()
        self._in_links -= tag == "a"

    def write(self, text: str | None) -> None:
        if not text:
            return
        if not self._parts:
            if not text.strip():
                return
            self._place = self._places[-1]
        self._parts.append(text)
        if self._in_links:
            self._links.append(text)

    def flush(self) -> None:
        if self._parts:
            text = _SPACE.sub(" ", "".join(self._parts)).strip()
            if text:
                links = len(_SPACE.sub(" ", "".join(self._links)).strip())
                tag, context, container = self._place
                share = min(1.0, links / len(text))
                self.lines.append(RenderedLine(text, tag, context, share, container))
            self._parts.clear()
        self._links.clear()
