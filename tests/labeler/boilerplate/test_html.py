from __future__ import annotations

import logging

import pytest

from labeler.boilerplate.html import strip_html

HEADLINE = "Tarnby lighthouse to be lit again after nine dark winters"
BODY = [
    "The lighthouse at Tarnby will be lit again in November, nine winters after its lamp failed, the coast guard said.",
    "Keeper Nora Quist, who has tended the tower alone since 2022, will switch on the new lamp with her daughter.",
    "The repair cost four million crowns, half of which the town of Tarnby raised by selling slices of the old lens.",
    "“Ships found their way without us,” Quist said. “But the town did not find its way home quite as well.”",
    "Fishermen had asked the coast guard for years to mend the lighthouse, as fog hides the rocks off Tarnby in winter.",
]
PAGE = f"""<!doctype html><html lang="en-GB"><head><title>{HEADLINE} - Quay Times</title>
<link rel="canonical" href="https://quaytimes.example/2031/11/lighthouse">
<meta property="og:site_name" content="Quay Times"><meta property="og:title" content="{HEADLINE}">
<meta property="article:published_time" content="2031-11-03T08:00:00Z"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sea">Sea</a></li></ul></nav>
<article><h1>{HEADLINE}</h1><p class="byline">By Tove Lind</p>
<figure><img src="a.jpg"><figcaption>The tower at dusk, seen from the pier</figcaption></figure>
{"".join(f"<p>{p}</p>" for p in BODY)}</article>
<aside class="related"><h3>Related</h3><ul><li><a href="/b">Bakers win the right to open before dawn</a></li></ul></aside>
<section id="comments"><h3>Comments</h3><p>I sailed past it all my life, says a reader.</p></section>
<footer>© 2031 Quay Times</footer></body></html>"""


def test_a_page() -> None:
    page = strip_html(PAGE)
    assert page.main_text == "\n".join([HEADLINE, *BODY])
    assert page.title == HEADLINE
    assert (page.url, page.source) == ("https://quaytimes.example/2031/11/lighthouse", "Quay Times")
    assert (page.published_at, page.language) == ("2031-11-03", "en")
    why = {page.text[b.start : b.end]: b.reason for b in page.blocks}
    assert why[HEADLINE] == "headline"
    assert why[BODY[0]] == "paragraph"
    assert why["Home"] == "navigation"
    assert why["By Tove Lind"] == "byline"
    assert why["The tower at dusk, seen from the pier"] == "caption"
    assert why["Bakers win the right to open before dawn"] == "related articles"
    assert why["I sailed past it all my life, says a reader."] == "comment"
    assert why["© 2031 Quay Times"] == "footer"


def test_a_year_in_the_text_is_no_date_of_publication() -> None:
    told = "".join(f"<p>{each} The lease of the lamp runs until 2030.</p>" for each in BODY)
    page = strip_html(f"<html><body><article><h1>{HEADLINE}</h1>{told}</article></body></html>")
    assert page.published_at is None


def test_the_given_address_stands_when_the_page_has_none() -> None:
    assert strip_html("<p>lamp", "https://quay.example/x").url == "https://quay.example/x"


def test_an_article_that_a_script_would_show_is_shown() -> None:
    body = "".join(f"<p>{p}</p>" for p in BODY)
    page = strip_html(
        f"<body><p>Menu</p><div hidden id='S:0'><article><h1>{HEADLINE}</h1>{body}</article></div></body>"
    )
    assert BODY[0] in page.main_text
    assert BODY[-1] in page.main_text


def test_without_extract_the_rules_for_plain_text_decide() -> None:
    page = strip_html(
        "<ul>" + "".join(f"<li><a href=x>Village number {n}</a></li>" for n in range(30)) + "</ul>"
    )
    assert page.main_text == ""


@pytest.mark.parametrize(
    "html",
    [
        "",
        "   ",
        "no tags at all",
        "\x00\x00",
        "<html>",
        "<p>" * 5000,
        "<table><tr><td>" * 1500 + "lamp",
        "<div>" * 20_000 + "lamp",
        "<!--" * 1000,
        "<" * 50_000,
        "<?xml version='1.0' encoding='utf-32'?><p>lamp</p>",
        "<html lang=''><body><p>\ud800</p>",
        "<script>" + "x" * 1_000_000,
        "<p>" + "lamp " * 400_000,
        "<ul>" + "<li><a href=x>a lamp</a>" * 40_000,
    ],
    ids=lambda html: html[:12] or "empty",
)
def test_odd_pages_never_raise(html: str) -> None:
    page = strip_html(html)
    assert len(page.blocks) == len(page.text.split("\n")) or page.text == ""


def test_text_too_deep_for_the_parser_is_not_lost() -> None:
    assert strip_html("<div>" * 20_000 + "the lamp").text == "the lamp"


def test_odd_pages_are_not_logged_and_other_loggers_are_left_alone(caplog: pytest.LogCaptureFixture) -> None:
    root = logging.getLogger().level
    strip_html("<html></html>")
    assert caplog.records == []
    assert logging.getLogger().level == root
