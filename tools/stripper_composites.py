"""Pages for training the stripper: labelled pages with the parts of other pages pasted around them.

Captures often hold headlines before the article and whole other articles after it, which static pages seldom do. Each
composite takes one labelled page and adds such parts from pages of other sites; every added line is boilerplate.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADS = [
    "Related Articles",
    "More stories",
    "You may also like",
    "Read more",
    "Latest news",
    "Recommended",
    "More from this section",
    "Top stories",
    "Also in the news",
    "Related",
    "Keep reading",
    "Up next",
    "Editor's picks",
    "In other news",
    "Other stories",
    "More on this topic",
    "Continue exploring",
    "Weitere Artikel",
    "À lire aussi",
    "Te puede interesar",
    "Leggi anche",
    "相关新闻",
    "اقرأ أيضا",
    "Popular now",
    "Next story",
    "More coverage",
    "What others are reading",
    "From the archive",
    "Selected for you",
    "Elsewhere",
]
STUBS: tuple[tuple[str, ...], ...] = (
    ("Hashtags", "Comments", "No comments yet..."),
    ("Short Url",),
    ("Share this article",),
    ("Comments", "Be the first to comment"),
    (),
    ("0 comments",),
    ("Tags", "News", "World"),
    ("Write a comment", "Send"),
    ("Like", "Dislike", "Report"),
    ("Link copied",),
    ("Print", "Email", "Share"),
    ("Posted in", "News"),
    ("Rate this article",),
    ("Kommentare",),
    ("Réagir",),
)
AGES = [
    "an hour ago",
    "2 hours ago",
    "Updated 7 sec ago",
    "3 hours ago",
    "Yesterday",
    "1 day ago",
    "12 Aug 2024",
    "5 min read",
    "Jan 3, 2025 10:22",
    "vor 3 Stunden",
    "il y a 2 heures",
    "2024-05-06",
    "Monday",
    "last week",
]
JOINTS = ["Follow", "Share", "Read more", "Save", "Listen", "+", "By Staff", "Photo", "Comment"]
REPLIES = ("Reply", "Like", "Report", "Antworten", "Répondre")
KINDS = [
    "nav",
    "full",
    "teasers",
    "nav+full",
    "teasers+nav",
    "cut",
    "two",
    "before",
    "comments",
    "summaries",
    "live",
]
_SITE_NAME = re.compile(r"\s+[|–—]\s+|\s+-\s+")


@dataclass(frozen=True, slots=True)
class Page:
    """A labelled page.

    Attributes:
        name: its id.
        site: its site; composites and folds keep sites apart.
        lines: its lines.
        gold: for each line 1 (article), 0 (boilerplate) or -1 (not counted).
        kind: "page", or the kind of composite.
    """

    name: str
    site: str
    lines: list[str]
    gold: list[int]
    kind: str = "page"


class Composites:
    """Makes one composite a page; the same seed makes the same ones."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = [page for page in pages if 1 in page.gold]
        self._body = {
            page.name: [line for line, gold in zip(page.lines, page.gold, strict=True) if gold == 1]
            for page in self._pages
        }
        self._head = {page.name: _SITE_NAME.split(page.lines[0])[0] for page in self._pages}
        self._bag = {
            name: {word.lower() for word in re.findall(r"\w+", " ".join(body)) if len(word) > 3}
            for name, body in self._body.items()
        }
        self._spread = Counter(word for bag in self._bag.values() for word in bag)

    def made(self, seed: int) -> list[Page]:
        """One composite of each page."""
        return [self._composite(page, random.Random(f"{seed} {page.name}")) for page in self._pages]

    def _donors(self, page: Page, chance: random.Random) -> list[Page]:
        """Pages of other sites, most often those on the nearest subject first."""
        some = chance.sample(self._pages, min(90, len(self._pages)))
        pool = [other for other in some if other.site != page.site]
        if chance.random() < 0.7:
            mine = self._bag[page.name]
            pool.sort(key=lambda each: -sum(1 / self._spread[word] for word in mine & self._bag[each.name]))
        return pool

    def _composite(self, page: Page, chance: random.Random) -> Page:
        kind, donors = chance.choice(KINDS), self._donors(page, chance)
        before: list[str] = []
        after: list[str] = []
        if "nav" in kind or chance.random() < 0.25:
            before += self._menu(donors, chance)
        if kind != "nav":
            after += chance.choice(STUBS)
            if chance.random() < 0.66:
                after.append(chance.choice(HEADS))
        if "full" in kind:
            after += self._item(donors[0], self._body[donors[0].name], chance)
        elif kind == "two":
            for donor in donors[:2]:
                after += [*self._item(donor, self._body[donor.name], chance), *chance.choice(STUBS)]
        elif kind == "before":
            for donor in donors[: chance.randint(1, 3)]:
                before += [self._head[donor.name], *self._told(donor)[: chance.randint(1, 2)]]
        elif kind == "comments":
            after += self._comments(donors, chance)
        elif kind == "summaries":
            for donor in donors[: chance.randint(4, 12)]:
                after += [self._head[donor.name], "".join(self._told(donor)[:1])[:160]]
        elif kind == "live":
            for donor in donors[: chance.randint(3, 8)]:
                after += [f"{chance.randint(0, 23):02d}:{chance.randint(0, 59):02d}", self._head[donor.name]]
        if "teasers" in kind or kind == "cut":
            after += self._teasers(donors, chance, cut=kind == "cut")
        return _pasted(page, kind, list(filter(None, before)), list(filter(None, after)), chance)

    def _told(self, page: Page) -> list[str]:
        return [line for line in self._body[page.name] if line != self._head[page.name]]

    def _menu(self, donors: Sequence[Page], chance: random.Random) -> list[str]:
        style = chance.choice(("plain", "dashes", "times"))
        found: list[str] = []
        for donor in donors[: chance.randint(10, 60)]:
            if style == "dashes":
                found.append("-")
            elif style == "times" and chance.random() < 0.5:
                found.append(chance.choice(AGES))
            found.append(self._head[donor.name])
        return found

    def _item(self, donor: Page, lines: Sequence[str], chance: random.Random) -> list[str]:
        found = [self._head[donor.name]]
        if chance.random() < 0.7:
            found.append(chance.choice(AGES))
        if chance.random() < 0.6:
            found.append(chance.choice(JOINTS))
        if chance.random() < 0.6:
            found.append(self._head[donor.name])
        return [*found, *lines]

    def _teasers(self, donors: Sequence[Page], chance: random.Random, *, cut: bool) -> list[str]:
        found: list[str] = []
        for donor in donors[: chance.randint(2, 5)]:
            told, name = self._told(donor), donor.site.split(".")[0].title()
            if cut:
                found += [self._head[donor.name], *told[:1]]
                continue
            found += [name, chance.choice(AGES)]
            if chance.random() < 0.5:
                found.append(f"- {name}")
            found += [self._head[donor.name], " ".join(told)[: chance.randint(300, 1600)]]
        return found

    def _comments(self, donors: Sequence[Page], chance: random.Random) -> list[str]:
        found = [chance.choice(("Comments", "Discussion", "Responses", "Kommentare", "12 comments"))]
        for donor in donors[: chance.randint(3, 10)]:
            short = [line for line in self._told(donor) if len(line) < 500]
            if short:
                name = donor.site.split(".")[0].title() + str(chance.randint(1, 99))
                found += [name, chance.choice(AGES), chance.choice(short), chance.choice(REPLIES)]
        return found


def _pasted(page: Page, kind: str, before: list[str], after: list[str], chance: random.Random) -> Page:
    """The parts around the article; sometimes the page's own head or tail goes."""
    first = page.gold.index(1)
    last = max(place for place, gold in enumerate(page.gold) if gold == 1) + 1
    start = first if chance.random() < 0.25 else 0
    stop = last if chance.random() < 0.3 else len(page.lines)
    lines = [*before, *page.lines[start:last], *after, *page.lines[last:stop]]
    gold = [*[0] * len(before), *page.gold[start:last], *[0] * len(after), *page.gold[last:stop]]
    return Page(f"{page.name}+{kind}", page.site, lines, gold, kind)
