from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from labeler.readers.feed import is_feed
from labeler.readers.source import HTML, TEXT
from tests.labeler.readers.made_files import atom, read, rss

if TYPE_CHECKING:
    from pathlib import Path

RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="http://bote.example/"><title>Kelmarer Bote</title></channel>
<item rdf:about="http://bote.example/1"><title>One</title><link>http://bote.example/1</link>
<description>The first text.</description><dc:date>2026-03-01</dc:date></item>
<item><title>Two</title><description>The second text.</description></item>
</rdf:RDF>"""


def test_an_item_is_an_article_with_all_it_says(tmp_path: Path) -> None:
    item = (
        "<title>Ferry &amp;amp; harbour</title><link>http://bote.example/1</link>"
        "<description>Short.</description><content:encoded><![CDATA[<p>The whole &uuml;text.</p>]]></content:encoded>"
        "<media:content><media:title>No title</media:title></media:content>"
        "<pubDate>Sun, 01 Mar 2026 08:00:00 +0100</pubDate><guid>http://bote.example/?p=1</guid>"
        "<dc:creator>Ana Reed</dc:creator><category>sea</category><category>port</category>"
    )
    (source,) = read(tmp_path, "feed.xml", rss(item)).sources
    assert (source.where, source.media_type) == ("feed.xml, entry 1", HTML)
    assert source.content == "<p>The whole &uuml;text.</p>"
    assert source.data == source.content.encode()
    capture = source.capture
    assert (capture.given_id, capture.url) == ("http://bote.example/?p=1", "http://bote.example/1")
    assert (capture.title, capture.source) == ("Ferry & harbour", "Kelmarer Bote")
    assert capture.published_at == "2026-03-01T08:00:00+01:00"
    assert capture.metadata == {
        "date": "Sun, 01 Mar 2026 08:00:00 +0100",
        "author": "Ana Reed",
        "categories": ["sea", "port"],
    }


def test_an_atom_entry_is_an_article(tmp_path: Path) -> None:
    entry = (
        '<title type="html">&lt;b&gt;Ferry&lt;/b&gt; again</title><id>tag:bote.example,2026:1</id>'
        '<link rel="self" href="http://bote.example/self"/><link href="http://bote.example/1"/>'
        "<published>2026-03-01T08:00:00Z</published><updated>2026-03-02T08:00:00Z</updated>"
        "<author><name>Ana Reed</name></author><category term='sea'/><summary>Short.</summary>"
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The <b>whole</b> text.</p></div></content>'
    )
    (source,) = read(tmp_path, "feed.xml", atom(entry)).sources
    assert source.media_type == HTML
    assert "<p>The <b>whole</b> text.</p>" in source.content
    capture = source.capture
    assert (capture.given_id, capture.url) == ("tag:bote.example,2026:1", "http://bote.example/1")
    assert (capture.title, capture.published_at) == ("Ferry again", "2026-03-01T08:00:00Z")
    assert capture.metadata == {"author": "Ana Reed", "categories": ["sea"]}


def test_items_beside_the_channel_are_read_too(tmp_path: Path) -> None:
    found = read(tmp_path, "feed.rdf", RDF.encode())
    assert found.contents == ["The first text.", "The second text."]
    assert [source.capture.source for source in found.sources] == ["Kelmarer Bote"] * 2
    assert found.sources[0].capture.published_at == "2026-03-01"


@pytest.mark.parametrize(
    ("content", "text", "media_type"),
    [
        ("<description>Plain &amp; simple, 3 &lt; 4.</description>", "Plain & simple, 3 < 4.", TEXT),
        ("<description>A &amp;amp; B</description>", "A &amp; B", HTML),
        ("<description>&lt;p&gt;Marked up&lt;/p&gt;</description>", "<p>Marked up</p>", HTML),
        ("<description>Not <b>escaped</b> at all</description>", "Not <b>escaped</b> at all", HTML),
        ("<content:encoded> </content:encoded><description>Short.</description>", "Short.", TEXT),
        ("<content:encoded>&lt;br/&gt;</content:encoded><description>Short.</description>", "Short.", TEXT),
    ],
)
def test_html_is_told_from_text(tmp_path: Path, content: str, text: str, media_type: str) -> None:
    (source,) = read(tmp_path, "feed.rss", rss(content)).sources
    assert (source.content, source.media_type) == (text, media_type)


@pytest.mark.parametrize(
    ("content", "text", "media_type"),
    [
        ('<content type="text">3 &lt; 4 &lt;p&gt;</content>', "3 < 4 <p>", TEXT),
        ('<content type="html">&lt;p&gt;One&lt;/p&gt;</content>', "<p>One</p>", HTML),
        ('<content type="image/png">iVBORw0KGgo=</content><summary>A picture.</summary>', "A picture.", TEXT),
        ('<content src="http://bote.example/1"/><summary>Elsewhere.</summary>', "Elsewhere.", TEXT),
    ],
)
def test_atom_says_what_its_content_is(tmp_path: Path, content: str, text: str, media_type: str) -> None:
    (source,) = read(tmp_path, "feed.atom", atom(content)).sources
    assert (source.content, source.media_type) == (text, media_type)


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<guid>http://bote.example/1</guid>", "http://bote.example/1"),
        ('<guid isPermaLink="false">http://bote.example/1</guid>', None),
        ("<guid>17</guid>", None),
        ("", None),
    ],
)
def test_an_id_that_is_an_address_stands_in_for_the_link(tmp_path: Path, item: str, url: str | None) -> None:
    (source,) = read(tmp_path, "feed.rss", rss(f"<description>Text.</description>{item}")).sources
    assert source.capture.url == url


def test_a_date_that_cannot_be_read_stays_as_it_is(tmp_path: Path) -> None:
    item = "<description>Text.</description><pubDate>1. März 2026</pubDate>"
    (source,) = read(tmp_path, "feed.rss", rss(item)).sources
    assert (source.capture.published_at, source.capture.metadata) == ("1. März 2026", {})


def test_an_entry_without_a_text_is_a_failure_and_the_rest_goes_on(tmp_path: Path) -> None:
    data = rss("<title>Only a title</title>", "<description>Text.</description>", "<description/>")
    found = read(tmp_path, "feed.xml", data)
    assert found.contents == ["Text."]
    assert found.reasons == {
        "feed.xml, entry 1": "There is no text in it.",
        "feed.xml, entry 3": "There is no text in it.",
    }


@pytest.mark.parametrize("declared", ["windows-1252", "utf-16", "koi8-r"])
def test_a_feed_is_read_in_the_encoding_it_declares(tmp_path: Path, declared: str) -> None:
    text = {"koi8-r": "Гавань открыта"}.get(declared, "Köln “offen”")
    data = rss(f"<description>{text}</description>", title="Bote").decode().replace("UTF-8", declared)
    assert read(tmp_path, "feed.xml", data.encode(declared)).contents == [text]


def test_a_feed_that_declares_no_encoding_is_looked_at(tmp_path: Path) -> None:
    text = "Der Hafen von Köln öffnet früh für alle Schiffe, die Fähre fährt täglich. " * 5
    data = atom(f"<content>{text}</content>").decode().encode("cp1252")
    assert read(tmp_path, "feed.xml", data).contents == [text.strip()]


def test_no_entity_is_expanded_and_no_file_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("the secret", encoding="utf-8")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    doctype = (
        f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}'
        f'<!ENTITY secret SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    )
    feed = rss("<description>One &l11; &secret; caf&eacute;</description>").decode()
    found = read(tmp_path, "feed.xml", feed.replace("<rss", f"{doctype}<rss", 1).encode())
    assert "".join(found.contents) in ("", "One &l11; &secret; café")
    assert "the secret" not in repr(found)


def test_a_feed_that_is_cut_off_gives_the_entries_before(tmp_path: Path) -> None:
    data = rss("<description>One.</description>", "<description>Two.</description>")
    found = read(tmp_path, "feed.xml", data[: data.index(b"Two.")])
    assert found.contents == ["One."]
    assert found.reasons["feed.xml"].startswith("It is not well-formed XML")


def test_a_text_too_large_for_the_parser_is_refused_in_words(tmp_path: Path) -> None:
    found = read(tmp_path, "feed.xml", rss(f"<description>{'x' * 11_000_000}</description>"))
    assert found.sources == []
    assert "It is not well-formed XML" in found.reasons["feed.xml"]


def test_a_feed_without_entries_says_so(tmp_path: Path) -> None:
    assert read(tmp_path, "feed.xml", rss()).reasons["feed.xml"] == "There is no entry in this feed."


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        (b"<rss version='2.0'>", True),
        (b"\xef\xbb\xbf \n<?xml version='1.0'?><!-- <html> --><!DOCTYPE rss SYSTEM 'x'><rss>", True),
        ("\ufeff<rss>".encode("utf-16-le"), True),
        (b"<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'>", True),
        (RDF.encode(), True),
        (b"<html><body><rss></rss></body></html>", False),
        (b"<feed>of something else</feed>", False),
        (b"<rdf:RDF xmlns='http://elsewhere.example/'>", False),
        (b"A text about <rss>", False),
        (b"<!--" * 9000, False),
        (b"", False),
    ],
)
def test_a_feed_is_known_by_its_first_tag(head: bytes, is_one: bool) -> None:
    assert is_feed(head) == is_one
