"""RSS and Atom: one article an entry."""

from __future__ import annotations

import html
import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from lxml import etree

from db.records import Capture
from labeler.errors import LabelerError
from labeler.progress import Failure
from labeler.readers.dates import iso_date
from labeler.readers.decoding import decode, mark_of
from labeler.readers.opened import Piecemeal
from labeler.readers.source import HTML, TEXT, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from labeler.readers.opened import Opened
    from labeler.readers.source import Item

_ATOM = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")
_PLAIN = ("", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/", *_ATOM)
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"

_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?(rss|RDF|feed)\b([^>]*)")
_NAMES_ENCODING = re.compile(rb"<\?xml[^>]*\bencoding\s*=")
_MARKED_UP = re.compile(r"<[A-Za-z/!][^>]*>|&(?:#\d+|#x[0-9A-Fa-f]+|\w+);")
_TAG = re.compile(r"<[A-Za-z/!][^>]*>")

_ENTRIES = ("item", "entry")
_FEEDS = ("channel", "feed")


def is_feed(head: bytes) -> bool:
    """Whether some first bytes are those of a feed: by the first tag, whatever the file is called."""
    text = head.decode(mark_of(head) or "latin-1", errors="replace").removeprefix("\ufeff")
    at = 0
    while found := _PROLOG.match(text, at):
        at = found.end()
    root = _ROOT.match(text, at)
    return root is not None and (root[1] == "rss" or any(name and name in root[2] for name in _PLAIN))


def read_feed(opened: Opened) -> Iterator[Item]:
    """The entries of a feed, one by one; an entry without a text is a failure and the rest goes on.

    No entity is expanded and nothing is fetched. The feed's title is the source of the entries behind it.

    Raises:
        LabelerError: it is not well-formed from some place on, or holds no entry.
    """
    number = 0
    title: str | None = None
    try:
        for _, element in _elements(opened):
            parent = element.getparent()
            if _is(element, "title") and parent is not None and _is(parent, *_FEEDS):
                title = _line(element) or None
            elif _is(element, *_ENTRIES):
                number += 1
                where = f"{opened.where}, entry {number}"
                try:
                    yield _source(element, title, where, opened.name)
                except LabelerError as error:
                    yield Failure(where, str(error))
                _forget(element)
    except etree.XMLSyntaxError as error:
        why = " ".join(str(error.msg).split())
        raise LabelerError(
            f"It is not well-formed XML ({why}). Nothing after that place can be read."
        ) from error
    if not number:
        raise LabelerError("There is no entry in this feed.")


def _elements(opened: Opened) -> Any:
    try:
        return etree.iterparse(
            Piecemeal(opened.stream),
            events=("end",),
            encoding=_undeclared_encoding(opened.head()),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
    except LookupError as error:
        raise LabelerError("Its encoding is not known. Save it as UTF-8, then import it again.") from error


def _undeclared_encoding(head: bytes) -> str | None:
    """The encoding of a feed that names none and is not in UTF-8, as XML would have it; else None."""
    if mark_of(head) or _NAMES_ENCODING.match(head.lstrip()):
        return None
    # Look only as far as the last whole tag: the head may end within a character.
    return decode(head[: head.rfind(b">") + 1] or head).encoding


def _forget(entry: Any) -> None:
    """Frees an entry that was read, and all that stands before it."""
    entry.clear(keep_tail=False)
    parent = entry.getparent()
    while parent is not None and entry.getprevious() is not None:
        del parent[0]


def _name(element: Any) -> tuple[str, str]:
    """(namespace, name), also of a name that XML does not allow."""
    namespace, _, name = element.tag.rpartition("}")
    return namespace.removeprefix("{"), name


def _is(element: Any, *names: str) -> bool:
    namespace, name = _name(element)
    return name in names and namespace in _PLAIN


def _child(entry: Any, *names: str, namespaces: tuple[str, ...] = _PLAIN) -> Any | None:
    """The first child of one of these names, the first name first."""
    for wanted in names:
        for child in entry.iterchildren(etree.Element):
            namespace, name = _name(child)
            if name == wanted and namespace in namespaces:
                return child
    return None


def _text(element: Any) -> str:
    """The text in an element; HTML that stands in it unescaped is kept as HTML."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag is etree.Entity:
            pieces += [html.unescape(child.text), child.tail or ""]
        else:
            pieces.append(_as_html(child))
    return "".join(pieces)


def _as_html(element: Any) -> str:
    """An element with its tail as HTML, where names have no namespace."""
    own = deepcopy(element)
    for each in own.iter(etree.Element):
        each.tag = _name(each)[1]
    etree.cleanup_namespaces(own)
    found: str = etree.tostring(own, encoding="unicode", method="html", with_tail=True)
    return found


def _line(element: Any | None) -> str:
    """A title or a name as one line without markup."""
    if element is None:
        return ""
    return " ".join(html.unescape(_TAG.sub(" ", _text(element))).split())


def _content(entry: Any) -> tuple[str, str]:
    """(text, media type) of an entry: its whole content before its summary.

    Raises:
        LabelerError: there is none.
    """
    candidates = [
        _child(entry, "encoded", namespaces=(_CONTENT,)),
        _child(entry, "content", namespaces=_ATOM),
        _child(entry, "description", "summary"),
    ]
    for element in candidates:
        if element is None:
            continue
        kind = str(element.get("type") or "").lower()
        text = _text(element).strip()
        if not text or (kind and kind not in ("text", "html", "xhtml", HTML, TEXT, "application/xhtml+xml")):
            continue
        if not _line(element):
            continue
        is_plain = kind in ("text", TEXT) or not _MARKED_UP.search(text)
        return text, TEXT if is_plain else HTML
    raise LabelerError("There is no text in it.")


def _address(entry: Any, entry_id: str) -> str | None:
    """Where an entry's page is: its link, else an id that says it is one."""
    for link in entry.iterchildren(etree.Element):
        if not _is(link, "link") or link.get("rel") not in (None, "alternate"):
            continue
        if address := str(link.get("href") or link.text or "").strip():
            return urljoin(str(link.base or ""), address)
    guid = _child(entry, "guid")
    if guid is not None and guid.get("isPermaLink") != "false" and entry_id.startswith("http"):
        return entry_id
    return None


def _source(entry: Any, feed_title: str | None, where: str, file_name: str) -> Source:
    text, media_type = _content(entry)
    entry_id = _line(_child(entry, "guid", "id"))
    given_date = (
        _line(_child(entry, "pubDate", "published", "issued"))
        or _line(_child(entry, "date", namespaces=(_DUBLIN_CORE,)))
        or _line(_child(entry, "updated", "modified"))
    )
    published_at = iso_date(given_date)
    creator = _child(entry, "creator", namespaces=(_DUBLIN_CORE,))
    author = _child(entry, "author")
    name = _child(author, "name") if author is not None else None
    categories = [
        str(each.get("term") or "") or _line(each)
        for each in entry.iterchildren(etree.Element)
        if _is(each, "category")
    ]
    known = {
        "date": given_date if published_at != given_date else "",
        "author": _line(creator) or _line(name) or _line(author),
        "categories": [each for each in categories if each],
    }
    return Source(
        where=where,
        data=text.encode("utf-8"),
        content=text,
        media_type=media_type,
        encoding="utf-8",
        capture=Capture(
            file_name=file_name,
            given_id=entry_id or None,
            url=_address(entry, entry_id),
            title=_line(_child(entry, "title")) or None,
            source=feed_title,
            published_at=published_at or None,
            metadata={key: value for key, value in known.items() if value},
        ),
    )
