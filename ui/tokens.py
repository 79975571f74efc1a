"""The design values of `ui/tokens.json`, read once. No Qt: tests compute with them too."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

ThemeName: TypeAlias = Literal["light", "dark", "contrast"]
"""The three sets of colours."""

THEME_NAMES: tuple[ThemeName, ...] = ("light", "dark", "contrast")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Everything in `tokens.json` that the program reads.

    Attributes:
        color: for each theme, the role's name and its colour ("#RRGGBB").
        text_pairs: text and ground roles whose contrast must reach `text_min`.
        ui_pairs: roles of shapes and their grounds that must reach `ui_min`.
        size: sizes in px at scale 1.
        space: distances in px at scale 1.
        radius: corner radii in px.
        stroke: line widths in px.
        px: text sizes in px.
        line_height: line pitch of the article text as a multiple of its size.
        arabic: factor on the article's text size for Arabic script.
        cjk: the same for Chinese, Japanese and Korean.
        motion_ms: durations in milliseconds.
        marks: for each state mark, its shape in words and the role of its colour.
    """

    color: Mapping[str, Mapping[str, str]]
    text_min: float
    text_pairs: tuple[tuple[str, str], ...]
    ui_min: float
    ui_pairs: tuple[tuple[str, str], ...]
    size: Mapping[str, int]
    space: Mapping[str, int]
    radius: Mapping[str, int]
    stroke: Mapping[str, float]
    px: Mapping[str, int]
    line_height: float
    arabic: float
    cjk: float
    motion_ms: Mapping[str, int]
    marks: Mapping[str, tuple[str, str]]


def _numbers(values: Mapping[str, Any]) -> dict[str, int]:
    return {name: value for name, value in values.items() if isinstance(value, int)}


@cache
def tokens() -> Tokens:
    """The design values; the file is read at the first call."""
    raw = json.loads(files("ui").joinpath("tokens.json").read_text("utf-8"))
    contrast, text = raw["contrast"], raw["type"]
    return Tokens(
        color=raw["color"],
        text_min=contrast["text_min"],
        text_pairs=tuple((front, back) for front, back in contrast["text_pairs"]),
        ui_min=contrast["ui_min"],
        ui_pairs=tuple((front, back) for front, back in contrast["ui_pairs"]),
        size=_numbers(raw["size"]),
        space=_numbers(raw["space"]),
        radius=raw["radius"],
        stroke=raw["stroke"],
        px=text["px"],
        line_height=text["article_line_height"],
        arabic=text["article_scale"]["arabic"],
        cjk=text["article_scale"]["cjk"],
        motion_ms=raw["motion_ms"],
        marks={name: (shape, role) for name, (shape, role) in raw["marks"].items()},
    )
