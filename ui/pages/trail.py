"""Which articles were opened one after the other, to go back and forward as in a browser."""

from __future__ import annotations

_MOST = 1_000


class Trail:
    """The articles opened, and where on the way back one is."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._place = -1

    def visit(self, article_id: str) -> None:
        """An article was opened; what lay ahead is left behind, unless it is where one went back or forward to."""
        if self._ids and self._ids[self._place] == article_id:
            return
        self._ids = [*self._ids[: self._place + 1], article_id][-_MOST:]
        self._place = len(self._ids) - 1

    def step(self, step: int) -> str:
        """Goes one article back (-1) or forward (1); "" where the way ends."""
        if not 0 <= self._place + step < len(self._ids):
            return ""
        self._place += step
        return self._ids[self._place]
