"""Pure: normalising text and cutting it into tokens, alike for every script."""

from __future__ import annotations

import re
import unicodedata

_FOLD = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′‵`´ʼ＇", "'"),
        **dict.fromkeys("“”„‟″«»‹›「」『』〝〞＂", '"'),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
        "\u0640": "",  # Arabic tatweel, a stretch of the line without meaning
    }
)

UNSPACED = (
    "\u0e00-\u0e7f"  # Thai
    "\u0e80-\u0eff"  # Lao
    "\u1000-\u109f"  # Myanmar
    "\u1780-\u17ff"  # Khmer
    "\u3040-\u30ff"  # Hiragana and Katakana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Han
    "\U00020000-\U0003ffff"  # Han, extensions
)
"""Scripts written without spaces between words, for a pattern: each character is a word of its own."""

_TOKEN = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+(?:'[^\W\d_{UNSPACED}]+)?")

_LONE = re.compile("[\ud800-\udfff]")


def without_lone_surrogates(text: str) -> str:
    """A text that can be written as UTF-8: half characters, as JSON can spell them, become U+FFFD."""
    return _LONE.sub("\ufffd", text)


def normalise(text: str) -> str:
    """A text as it is compared: compatibility forms, quotes, dashes, case and white space made alike."""
    folded = unicodedata.normalize("NFKC", text).translate(_FOLD).casefold()
    return " ".join(folded.split())


def tokens(text: str) -> list[str]:
    """The words of a text, normalised; single characters in scripts without spaces."""
    return _TOKEN.findall(normalise(text))


def word_count(text: str) -> int:
    """How many words people would count, characters in scripts without spaces."""
    return len(tokens(text))


def isolated(text: str) -> str:
    """A text that keeps its own direction among words of another (UAX 9, first strong isolate)."""
    return f"\u2068{text}\u2069"


def first_strong_is_rtl(text: str) -> bool:
    """Whether a text runs from right to left, by its first character with a direction (UAX 9, rule P2)."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False
