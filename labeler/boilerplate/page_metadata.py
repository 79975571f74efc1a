"""What a page says about itself: address, site, date, language, title."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import trafilatura
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

# trafilatura and what it calls log each odd page as an error; an odd page is no error here. A level that the
# application has set stays as it is.
for _name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
    if logging.getLogger(_name).level == logging.NOTSET:
        logging.getLogger(_name).setLevel(logging.CRITICAL)

_FAULTS: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,  # RecursionError is one
    TypeError,
    ValueError,
    etree.LxmlError,
)
"""What foreign code may raise on hostile pages; all of it means that nothing was found."""

# Fixed bounds instead of the clock's today, so that the same page gives the same date on any day. The date is looked for
# where pages tell it, not in the running text: a year that stands there is no date of publication.
_DATES: Final = {
    "original_date": True,
    "extensive_search": False,
    "min_date": "1980-01-01",
    "max_date": "2100-01-01",
}
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What trafilatura and the page's own marks tell.

    Attributes:
        text: the main text that trafilatura extracted, paragraphs on lines; "" if it found none.
        title: the article's title.
        url: the page's own address.
        source: the site's name.
        published_at: ISO date.
        language: ISO 639 code, lower case.
    """

    text: str = ""
    title: str | None = None
    url: str | None = None
    source: str | None = None
    published_at: str | None = None
    language: str | None = None


def page_facts(html: str, root: etree._Element, url: str | None) -> PageFacts:
    """Run trafilatura (Barbaresi 2021) over a page.

    Its defaults measured best on the development pages: `favor_precision` and `fast` lose text, `favor_recall`
    gains as much as it loses.

    Args:
        html: the page, free of control characters.
        root: the same page parsed.
        url: its address, if known.

    Returns:
        The facts; empty ones if the page is too odd for trafilatura.
    """
    found: Any
    try:
        found = trafilatura.bare_extraction(
            html,
            url=url,
            include_comments=False,
            with_metadata=True,
            date_extraction_params=dict(_DATES),
        )
    except _FAULTS:
        found = None
    language = _language(root)
    if found is None:
        return PageFacts(url=url, language=language)
    return PageFacts(
        text=found.text or "",
        title=_plain(found.title),
        url=_plain(found.url) or url,
        source=_plain(found.sitename) or _plain(found.hostname),
        published_at=_plain(found.date),
        language=language or _code(_plain(found.language)),
    )


def _plain(value: object) -> str | None:
    text = " ".join(str(value).split()) if value else ""
    return text or None


def _language(root: etree._Element) -> str | None:
    for value in _language_marks(root):
        code = _code(value)
        if code:
            return code
    return None


def _language_marks(root: etree._Element) -> Iterator[str | None]:
    yield root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("http-equiv") or meta.get("name") or "").casefold()
        if name in ("og:locale", "content-language", "language", "dc.language"):
            yield meta.get("content")
    yield next((body.get("lang") for body in root.iter("body")), None)


def _code(value: str | None) -> str | None:
    match = _LANGUAGE.match((value or "").strip())
    return match.group().lower() if match else None
