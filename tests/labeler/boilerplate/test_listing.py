"""Pages that only list articles, and articles that look a little like such pages."""

from __future__ import annotations

import pytest

from labeler.boilerplate.html import strip_html
from labeler.boilerplate.plain_text import strip_text
from labeler.boilerplate.reasons import NO_ARTICLE

TEASERS = [
    (
        "Parliament votes on the budget tonight",
        "Members will vote on the budget tonight after a debate of nine hours. The opposition has announced it will reject it.",
    ),
    (
        "Central bank holds rates",
        "The central bank left its main rate unchanged on Thursday, as most economists had expected it to do.",
    ),
    (
        "Striker signs for Vallport",
        "The 24-year-old leaves Lindau for sixty million crowns and has signed a contract that ends in 2030.",
    ),
    (
        "Why your coffee costs more",
        "Harvests in the south were poor this year and freight has become dearer once more, traders say.",
    ),
]
STORY = [
    "The harbour council of Vallport voted on Tuesday to close the old quay, after a debate that had lasted for two years and divided the town.",
    "“Nobody wanted this,” said Ida Holm, who leads the council. “But the quay is sinking, and we cannot pay for a new one before the decade ends.”",
    "Fishermen must move their boats to the northern basin by spring. The council will pay for the move, but not for what they lose until then.",
]


@pytest.mark.parametrize("mark", ["Read more", "Weiterlesen", "Lire la suite", "続きを読む", "اقرأ المزيد"])
def test_a_list_of_teasers_is_no_article(mark: str) -> None:
    lines = [
        "News archive",
        *(line for head, teaser in TEASERS for line in (head, teaser, mark)),
        "1 2 3 Next",
    ]
    blocks = strip_text("\n".join(lines)).blocks
    assert {block.reason for block in blocks} == {NO_ARTICLE}
    assert not any(block.kept for block in blocks)


def test_an_article_above_a_list_of_teasers_is_found() -> None:
    lines = [
        "Vallport closes its old quay",
        *STORY,
        *(x for head, teaser in TEASERS for x in (head, teaser, "Read more")),
    ]
    found = strip_text("\n".join(lines))
    assert all(text in found.main_text for text in STORY)


def test_headings_that_lead_elsewhere_are_no_article() -> None:
    items = "".join(f'<li><h2><a href="/{head}">{head}</a></h2><p>{text}</p>' for head, text in TEASERS)
    found = strip_html(f"<title>Latest news</title><h1>Latest news</h1><ul>{items}</ul>")
    assert {block.reason for block in found.blocks} == {NO_ARTICLE}


def test_a_report_cut_up_by_links_to_others_is_found() -> None:
    links = [f'<h3><a href="/{head}">{head}</a></h3>' for head, _ in TEASERS]
    told = "".join(f"{link}<p>{text}</p>" for text, link in zip([*STORY, STORY[0]], links, strict=True))
    found = strip_html(
        f"<title>Vallport closes its old quay</title><h1>Vallport closes its old quay</h1>{told}"
    )
    assert all(text in found.main_text for text in STORY)
