from __future__ import annotations

from labeler.boilerplate.render import bare_lines, clean_page, parse_page, render


def lines(html: str, *, hidden: bool = False) -> list[str]:
    root = parse_page(clean_page(html))
    return [] if root is None else [line.text for line in render(root, hidden=hidden)]


def test_blocks_are_lines_and_inline_elements_are_not() -> None:
    assert lines("<p>The <b>old</b>\n  lamp</p><div>failed<br>again</div> tail") == [
        "The old lamp",
        "failed",
        "again",
        "tail",
    ]


def test_what_a_reader_does_not_see_is_left_out() -> None:
    page = (
        "<head><title>T</title></head><script>x()</script><style>p{}</style><noscript>n</noscript><template>t</template>"
        "<!-- c --><p hidden>h</p><p style='color:red; DISPLAY : none'>d</p><p>seen<input value=v></p>"
    )
    assert lines(page) == ["seen"]
    assert lines(page, hidden=True) == ["h", "d", "seen"]


def test_a_short_table_row_is_a_line_and_a_layout_table_is_not() -> None:
    assert lines("<table><tr><th>Cod</th><td>4.20</td></tr></table>") == ["Cod | 4.20"]
    assert lines("<table><tr><td><p>menu</p></td><td><p>story</p></td></tr></table>") == ["menu", "story"]


def test_contexts_and_links() -> None:
    root = parse_page(
        "<nav><a>Home</a></nav><figure><figcaption>Dusk</figcaption></figure><h1>Lamp</h1><p>go <a>on</a></p>"
    )
    assert root is not None
    found = [(x.text, x.tag, x.context, round(x.link_share, 1)) for x in render(root)]
    assert found == [
        ("Home", "nav", "navigation", 1.0),
        ("Dusk", "figcaption", "caption", 0.0),
        ("Lamp", "h1", "", 0.0),
        ("go on", "p", "", 0.4),
    ]


def test_broken_pages() -> None:
    assert lines("") == []
    assert lines(" \n ") == []
    assert lines("\x00\x01") == []
    assert lines("<<<>>><p>lamp") == ["<<<>>>", "lamp"] or "lamp" in lines("<<<>>><p>lamp")
    assert lines("<?xml version='1.0' encoding='utf-16'?><meta charset=shift_jis><p>Köln 灯台") == [
        "Köln 灯台"
    ]
    assert lines("<p>a\ud800b\x00c") == ["a b c"]


def test_text_between_tags_is_the_last_resort() -> None:
    page = "<div>" * 5000 + "the lamp &amp; the tower<script>x</script>" + "</div>" * 5000
    assert [line.text for line in bare_lines(page)] == ["the lamp & the tower"]
