"""What must hold for any text and any page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.boilerplate.html import strip_html
from labeler.boilerplate.plain_text import strip_text

if TYPE_CHECKING:
    from labeler.boilerplate.stripped import Stripped

PIECES = [
    "The lighthouse at Tarnby will be lit again in November, the coast guard said on Tuesday.",
    "Keeper Nora Quist will switch on the new lamp with her daughter, who is nine years old.",
    "Tarnby lighthouse to be lit again",
    "Related Articles",
    "Comments",
    "3 hours ago",
    "Share",
    "-",
    "• A point of the summary",
    "By Nora Quist",
    "灯塔将于十一月重新点亮。",
    "المنارة تضيء من جديد.",
    "",
    "",
]
texts = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=60).flatmap(
        lambda lines: st.sampled_from(["\n", "\r\n", "\r", "\n\n"]).map(lambda end: end.join(lines))
    ),
)


def check(stripped: Stripped) -> None:
    text = stripped.text
    end = 0
    for block in stripped.blocks:
        piece = text[block.start : block.end]
        assert end <= block.start < block.end <= len(text)
        assert piece == piece.strip() != ""
        assert not text[end : block.start].strip(), "only white space lies between blocks"
        assert "\n" not in piece
        assert "\r" not in piece
        assert 0.0 <= block.probability <= 1.0
        assert block.kept == (block.probability >= 0.5)
        assert block.reason
        end = block.end
    assert not text[end:].strip()
    assert stripped.main_text == "\n".join(text[b.start : b.end] for b in stripped.blocks if b.kept)


@settings(max_examples=300, deadline=None)
@given(texts, st.none() | st.text(max_size=40))
def test_any_text(text: str, title: str | None) -> None:
    stripped = strip_text(text, title)
    assert stripped.text == text
    check(stripped)
    assert strip_text(text, title) == stripped, "the same text gives the same blocks"


TAGS = [
    "p",
    "div",
    "h1",
    "li",
    "table",
    "tr",
    "td",
    "a",
    "b",
    "br",
    "script",
    "nav",
    "span hidden",
    "title",
    "html lang=en",
]
pages = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(PIECES)
        | st.sampled_from(TAGS).map(lambda t: f"<{t}>")
        | st.sampled_from(TAGS).map(lambda t: f"</{t}>")
        | st.text(max_size=10),
        max_size=60,
    ).map("".join),
)


@settings(max_examples=150, deadline=None)
@given(pages, st.none() | st.just("https://quay.example/a"))
def test_any_page(html: str, url: str | None) -> None:
    page = strip_html(html, url)
    check(page)
    assert all(line.strip() == line != "" for line in page.text.split("\n")) or page.text == ""
    assert strip_html(html, url) == page
