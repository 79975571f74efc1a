from __future__ import annotations

import pytest

from labeler.boilerplate.features import line_features
from labeler.boilerplate.headlines import headline_of_kept
from labeler.boilerplate.lines import split_lines
from labeler.boilerplate.plain_text import strip_text

STORY = (
    "The harbour master of Tarnby closed the northern quay on Tuesday, the town said in a short note.",
    "Cranes that had stood there for forty years will be taken down before the winter, he told the council.",
)


def headline(*above: str, given: str | None = None) -> str | None:
    lines = split_lines("\n".join([*above, *STORY]))
    features = line_features(lines)
    kept = features.column("prose") > 0
    found = headline_of_kept(lines, features, kept, given)
    return lines[found.index].text if found else None


def test_the_line_that_shares_most_with_the_page_title_wins() -> None:
    page = "Tarnby closes northern quay to cranes | The Tarnby Courier"
    asked = "Tarnby to close its northern quay after forty years"
    assert (
        headline(page, "Home", "The Tarnby Courier", asked, "Share", "Who decides about the cranes?") == asked
    )


def test_it_is_found_far_above_the_text() -> None:
    menu = [f"Part {place} of the harbour" for place in range(50)]
    title = "Northern quay closes for the cranes"
    assert headline(f"{title} - The Tarnby Courier", title, *menu) == title


@pytest.mark.parametrize("said", ["{} | The Tarnby Courier", "{}"])
def test_it_is_found_below_menus_with_the_page_title_among_them(said: str) -> None:
    menu = ["Ferry to Orrin sails again", "Mayor of Vasby steps down", "A quiet summer in Lund"]
    title = "Northern works given up"
    # A heading that shares a word with the story stands nearer to it.
    assert headline(*menu, said.format(title), "News", title, "By Nora Quist", "Quay news") == title
    assert headline(*menu, "News", title, "By Nora Quist", "Quay news") != title


def test_a_title_that_is_known_is_looked_for() -> None:
    assert headline("News", "Quiet days", "The quay and its cranes", given="Quiet days") == "Quiet days"


@pytest.mark.parametrize("above", [(), ("Menu",), ("12", "—")])
def test_where_nothing_names_the_text_there_is_none(above: tuple[str, ...]) -> None:
    assert headline(*above) is None


def test_nothing_kept_has_no_headline() -> None:
    lines = split_lines("\n".join(["Tarnby closes northern quay", *STORY]))
    features = line_features(lines)
    assert headline_of_kept(lines, features, features.column("mark") > 0, None) is None


def test_the_headline_is_kept_and_is_the_title() -> None:
    title = "Tarnby to close its northern quay after forty years"
    found = strip_text(
        "\n\n".join(["Tarnby closes quay | The Tarnby Courier", "Home", title, "By Nora Quist", *STORY * 2])
    )
    assert found.title == title
    assert [b.reason for b in found.blocks if found.text[b.start : b.end] == title and b.kept] == ["headline"]
