"""What stripping gives: every line of a text as a block, kept or dropped, with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from labeler.boilerplate.reasons import HEADLINE

if TYPE_CHECKING:
    from db.records import Block


@dataclass(frozen=True, slots=True)
class Stripped:
    """A text with its boilerplate marked.

    Attributes:
        text: the raw text that offsets count in (code points, from 0).
        blocks: every non-blank line of the text, in order, without its line end and the white space around it.
        title: the headline found, or None.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None

    @property
    def main_text(self) -> str:
        r"""The kept blocks joined with ``\n``; empty when there is no article."""
        return "\n".join(self.text[b.start : b.end] for b in self.blocks if b.kept)

    @property
    def text_below_headline(self) -> str:
        """The same without the headline, as collections of web pages keep the two apart."""
        kept = [block for block in self.blocks if block.kept and block.reason != HEADLINE]
        return "\n".join(self.text[b.start : b.end] for b in kept)


@dataclass(frozen=True, slots=True)
class StrippedPage(Stripped):
    """A web page with its boilerplate marked; `text` is the page as rendered lines.

    Attributes:
        url: the page's own address, as it says or as given.
        source: the site's name.
        published_at: the date of publication, ISO 8601.
        language: two or three letters, lower case (ISO 639), as the page says.
    """

    url: str | None
    source: str | None
    published_at: str | None
    language: str | None
