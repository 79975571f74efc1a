"""What the elements around a line say it is: their names, classes, ids and roles."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_BY_TAG: Final = {
    "nav": "navigation",
    "menu": "navigation",
    "footer": "footer",
    "aside": "beside the article",
    "figcaption": "caption",
    "caption": "caption",
    "button": "button or notice",
    "form": "form",
    "fieldset": "form",
    "dialog": "button or notice",
    "time": "time stamp",
    "address": "byline",
}
_BY_ROLE: Final = {
    "navigation": "navigation",
    "menu": "navigation",
    "menubar": "navigation",
    "banner": "navigation",
    "contentinfo": "footer",
    "complementary": "beside the article",
    "search": "form",
    "dialog": "button or notice",
    "alertdialog": "button or notice",
}
_BODY: Final = frozenset(("html", "body", "main", "article"))
# Whole words of class names and ids ("related-links", "js_shareBar"), the more telling first.
_BY_NAME: Final = tuple(
    (
        reason,
        re.compile(rf"(?:^|[^a-z])(?:{words})(?:s|list|box|bar|block|wrap|wrapper|container)?(?:[^a-z]|$)"),
    )
    for reason, words in (
        ("comment", "comment|disqus|discussion|respond|kommentar|commentaire|comentario"),
        (
            "button or notice",
            "cookie|consent|gdpr|paywall|newsletter|subscribe|subscription|signup|promo|popup|modal|onboarding",
        ),
        (
            "advertisement",
            "ad|ads|advert|advertisement|advertising|sponsor|sponsored|banner|dfp|adsense|taboola|outbrain|anzeige|werbung",
        ),
        (
            "related articles",
            (
                "related|recommend|recommended|recommendation|readmore|more-stories|morestories|more-news|also-read|see-also|teaser|trending|"
                "popular|most-read|mostread|latest|read-next|readnext|up-next|recirc|recirculation"
            ),
        ),
        ("share bar", "share|sharing|social|follow|addthis|sharethis"),
        ("caption", "caption|credit|photo-credit|bildunterschrift|legende"),
        ("byline", "byline|author|authors|autor|auteur|contributor|dateline|writer"),
        ("time stamp", "timestamp|pubdate|publish-date|published|date|datum|updated"),
        ("tags", "tag|tags|keywords|hashtags|topics"),
        (
            "navigation",
            "nav|navbar|navigation|menu|breadcrumb|breadcrumbs|masthead|pagination|pager|skip-link|topbar",
        ),
        ("footer", "footer|colophon|copyright|legal"),
        ("beside the article", "sidebar|rail|aside|widget|infobox"),
    )
)
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def context_of(tag: str, attributes: Mapping[str, str]) -> str:
    """What an element says about the text within it.

    Args:
        tag: its name in lower case.
        attributes: its attributes.

    Returns:
        A reason in plain words, or "" if the element says nothing.
    """
    if tag in _BY_TAG and tag != "aside":
        return _BY_TAG[tag]
    return _by_attributes(tag, attributes) or _BY_TAG.get(tag, "")


def _by_attributes(tag: str, attributes: Mapping[str, str]) -> str:
    if not attributes or tag in _BODY:
        return ""
    role = _BY_ROLE.get(attributes.get("role") or "")
    if role:
        return role
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:300]
    return _by_names(names) if len(names) >= 3 else ""


@lru_cache(maxsize=4096)
def _by_names(names: str) -> str:
    # The same names come again all over a page, and on every page of a site.
    names = _CAMEL.sub("-", names).casefold()
    return next((reason for reason, words in _BY_NAME if words.search(names)), "")
