from __future__ import annotations

import time

import numpy as np

from labeler.boilerplate.containers import CONTAINED, Container, add_contained
from labeler.boilerplate.render import RenderedLine, parse_page, render
from labeler.boilerplate.signals import Columns

PAGE = """
<html><body>
<div class="menu"><p>Home</p><p>News</p></div>
<main><article class="story-text">
<p>The ferry to Orrin Island sailed again on Monday after eleven days in the dock.</p>
<p>Its owner had <a href="/x">promised</a> that for the week before, and then for the weekend.</p>
<section id="more-stories"><p>Read this too</p></section>
</article></main>
<p>Imprint</p>
</body></html>
"""
GROUPED = 9
"""Numbers of each way to group lines; the first four are means."""


def rendered(html: str) -> list[RenderedLine]:
    root = parse_page(html)
    assert root is not None
    return render(root)


def numbers(lines: list[RenderedLine]) -> np.ndarray:
    """What is told of lines of which the long ones are prose, taken and thought to be article."""
    long = np.array([len(line.text) > 40 for line in lines], dtype=float)
    columns = Columns(CONTAINED, len(lines))
    add_contained(columns, lines, long, long, np.where(long > 0, 2.0, -2.0))
    return columns.rows()


def test_lines_know_the_elements_around_them() -> None:
    lines = rendered(PAGE)
    ways = [[each.tag for each in line.place.outwards(9)] if line.place else [] for line in lines]
    assert ways == [
        ["p", "div", "body", "html"],
        ["p", "div", "body", "html"],
        ["p", "article", "main", "body", "html"],
        ["p", "article", "main", "body", "html"],
        ["p", "section", "article", "main", "body", "html"],
        ["p", "body", "html"],
    ]
    first, second = lines[2].place, lines[3].place
    assert first is not second
    assert first
    assert second
    assert first.around is second.around
    assert [line.place.within if line.place else None for line in lines[1:5:3]] == [
        (0, 0, 0, 0, 0),
        (1, 1, 0, 1, 0),
    ]


def test_a_line_is_told_of_the_lines_it_shares_an_element_with() -> None:
    lines = rendered(PAGE)
    found = numbers(lines)
    size = np.array([len(line.text) for line in lines], dtype=float)
    # Two elements up are the menu, the article, the section, and the body.
    parent = found[:, GROUPED : 2 * GROUPED]
    assert parent[:2, 0].tolist() == [0.0, 0.0]
    assert parent[2:4, 0].tolist() == [1.0, 1.0]
    links = len("promised") / size[3] * size[3] / (size[2] + size[3])
    np.testing.assert_allclose(parent[2:4, 1], links, rtol=1e-6)
    np.testing.assert_allclose(parent[2:4, 4], (size[2] + size[3]) / size.sum(), rtol=1e-6)
    np.testing.assert_allclose(parent[:, 5], np.log1p([2, 2, 2, 2, 1, 1]), rtol=1e-6)
    # Three up from the line in the section is the article, which is two up from its paragraphs.
    assert found[4, 2 * GROUPED + 5] == np.float32(np.log1p(1))


def test_lines_are_told_how_far_they_are_from_where_the_article_is() -> None:
    found = numbers(rendered(PAGE))
    depth = 9 * GROUPED
    names = depth + 1
    best = names + 6 + (CONTAINED - names - 6 - 7)
    assert found[:, depth].tolist() == [4, 4, 5, 5, 6, 3]
    # The article is the best element: its lines stand in it, menu and imprint two levels off.
    assert found[:, best].tolist() == [0, 0, 1, 1, 1, 0]
    assert found[:, best + 1].tolist() == [2, 2, 0, 0, 0, 2]
    assert found[:, best + 2].tolist() == [2, 2, 1, 1, 2, 1]
    # How much deeper a line stands than what it shares with the line before, and after.
    assert found[:, -2].tolist() == [4, 1, 3, 1, 2, 1]
    assert found[:, -1].tolist() == [1, 2, 1, 1, 4, 3]


def test_names_that_stand_beside_a_text_are_seen() -> None:
    menu = Container.of("div", {"class": "Top-Menu"}, None)
    inner = Container.of("p", {"id": "storyText"}, menu)
    assert (menu.like_text, inner.like_text) == (False, True)
    assert sum(menu.aside) == 1
    assert not any(inner.aside)


def test_lines_without_a_known_element_are_told_nothing() -> None:
    found = numbers([RenderedLine("One line, as of a page nested too deep for the parser", "", "", 0.0)])
    assert found.shape == (1, CONTAINED)
    assert np.isfinite(found).all()
    assert not found[0, 9 * GROUPED :].any()


def test_deep_pages_take_time_by_their_size() -> None:
    """Each element is walked a few times, not once for each element inside it."""
    place: Container | None = None
    lines = []
    for number in range(20_000):
        place = Container.of("div", {"class": "box"}, place)
        lines.append(RenderedLine(f"line {number}", "div", "", 0.0, place))
    before = time.process_time()
    numbers(lines)
    assert time.process_time() - before < 20  # a walk a pair of elements would take many minutes
