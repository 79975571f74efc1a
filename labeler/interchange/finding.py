"""Use case: the article of a project that a file of another tool speaks of."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from db.digests import sha256_text
from labeler.errors import LabelerError
from labeler.interchange.given import UnfitError

if TYPE_CHECKING:
    from labeler.interchange.given import Named
    from labeler.project import Project

_PREVIEW = 60


class Finder:
    """Finds articles by digest, given id, file name or text."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._named: dict[str, list[str]] = {}
        self._by_text: dict[str, list[str]] | None = None

    def find(self, named: Named) -> str:
        """The one article that is meant.

        Raises:
            UnfitError: none, or several.
        """
        by_name = self._ids(named.name)
        if len(by_name) == 1:
            return by_name[0]
        if named.text is None or not named.text.strip():
            # An id that may be the other tool's own counts only where there is no text to tell.
            return self._by_name_alone(named.name or named.number)
        alike = self._with_text(named.text)
        likely = [article for article in alike if article in by_name] or alike
        if len(likely) > 1:
            likely = [article for article in likely if article in self._ids(named.number)] or likely
        shown = " ".join(named.text.split())
        shown = shown if len(shown) <= _PREVIEW else shown[: _PREVIEW - 1] + "…"
        if not likely:
            raise UnfitError(
                "texts that no article has: import the articles first", f"“{shown}” is no article’s text."
            )
        if len(likely) > 1:
            raise UnfitError(
                "texts that several articles have", f"“{shown}” is the text of {len(likely)} articles."
            )
        return likely[0]

    def _by_name_alone(self, name: str | None) -> str:
        if name is None:
            raise UnfitError("items with neither a name nor a text of an article")
        try:
            return self._project.article_id(name)
        except LabelerError as error:
            raise UnfitError("names that do not stand for one article", str(error)) from error

    def _ids(self, name: str | None) -> list[str]:
        if name is None:
            return []
        if name not in self._named:
            self._named[name] = self._project.store.articles.ids_named(name)
        return self._named[name]

    def _with_text(self, text: str) -> list[str]:
        """The articles whose raw or main text it is, whatever its white space."""
        if self._by_text is None:
            self._by_text = defaultdict(list)
            articles = self._project.store.articles
            for article, main_text in articles.main_texts():
                self._by_text[_key(main_text)].append(article)
            for known in articles.stream():
                key = _key(articles.raw_text(known.article_id))
                if known.article_id not in self._by_text[key]:
                    self._by_text[key].append(known.article_id)
        return self._by_text.get(_key(text), [])


def _key(text: str) -> str:
    return sha256_text(" ".join(text.split()))
