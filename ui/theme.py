"""The look in force: colours and sizes as typed values, and the hub that says when they change."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication

from ui.theme_style import FocusRingStyle, qt_palette, style_sheet
from ui.tokens import ThemeName, tokens

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

ThemeChoice: TypeAlias = Literal["system", "light", "dark", "contrast"]
"""What a person chooses; "system" follows the desktop."""

# The first that is installed; each is the reading serif of a system we run on.
SERIF_FAMILIES = ("Noto Serif", "Source Serif 4", "New York", "Charter", "Cambria", "Georgia", "DejaVu Serif")


@dataclass(frozen=True, slots=True)
class Colors:
    """One colour a role."""

    window: QColor
    pane: QColor
    sunken: QColor
    raised: QColor
    hover: QColor
    selected: QColor
    line: QColor
    edge: QColor
    text: QColor
    text2: QColor
    text3: QColor
    accent: QColor
    accent_fill: QColor
    on_accent: QColor
    focus: QColor
    good: QColor
    good_tint: QColor
    warn: QColor
    warn_tint: QColor
    bad: QColor
    bad_tint: QColor
    only_left: QColor
    only_left_tint: QColor
    only_right: QColor
    only_right_tint: QColor
    moved: QColor
    moved_tint: QColor
    evidence: QColor
    evidence_tint: QColor
    evidence_line: QColor
    kept: QColor
    dropped: QColor
    bar: QColor
    bar_bg: QColor
    shadow: QColor

    def role(self, name: str) -> QColor:
        """The colour of a role known only by name, as `tokens.json` gives it for marks."""
        color: QColor = getattr(self, name)
        return color


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes in px, the window's scale applied."""

    header: int
    status: int
    queue_row: int
    table_row: int
    table_row_dense: int
    answer_row: int
    control: int
    button: int
    field: int
    chip: int
    key_hint: int
    mark: int
    icon: int
    gutter: int
    queue_width: int
    pairs_width: int
    options_width: int
    answers_width: int
    relations_width: int


@dataclass(frozen=True, slots=True)
class Spaces:
    """Distances in px, the window's scale applied."""

    page_margin: int
    pane_margin: int
    card_gap: int
    panel_margin: int


@dataclass(frozen=True, slots=True)
class Radii:
    """Corner radii in px, the window's scale applied."""

    small: int
    control: int
    card: int
    overlay: int


@dataclass(frozen=True, slots=True)
class TextSizes:
    """Text sizes in px, the window's scale applied."""

    caption: int
    small: int
    body: int
    palette: int
    heading: int
    title: int
    article: int
    article_title: int
    dropped: int
    figure: int


@dataclass(frozen=True, slots=True)
class Theme:
    """One look: colours, sizes in px, fonts.

    Attributes:
        name: which set of colours.
        scale: the window's scale factor, 0.8 to 2.0; already in all sizes.
    """

    name: ThemeName
    scale: float
    color: Colors
    size: Sizes
    space: Spaces
    radius: Radii
    type: TextSizes

    def px(self, value: float) -> int:
        """A length in px at scale 1, in px of this window; at least 1 if it was above 0."""
        return max(1, round(value * self.scale)) if value > 0 else round(value * self.scale)

    def font(self, px: int, *, bold: bool = False) -> QFont:
        """The interface font at a size in px (take it from `type`, the scale is in it)."""
        font = QFont(base_family())
        font.setPixelSize(px)
        font.setBold(bold)
        return font


@cache
def base_family() -> str:
    """The desktop's interface font family, as it was before any theme was applied."""
    return QGuiApplication.font().family()


@cache
def serif_family() -> str:
    """The family the article is set in unless the person chose one."""
    installed = set(QFontDatabase.families())
    for family in SERIF_FAMILIES:
        if family in installed:
            return family
    font = QFont()
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setFamily("serif")
    return QFontInfo(font).family()


@cache
def make_theme(name: ThemeName, scale: float = 1.0) -> Theme:
    """The theme of that name at a window scale; equal arguments give the same object."""
    values = tokens()

    def scaled(source: dict[str, int], names: list[str]) -> dict[str, int]:
        return {key: round(source[key] * scale) for key in names}

    return Theme(
        name=name,
        scale=scale,
        color=Colors(**{role.name: QColor(values.color[name][role.name]) for role in fields(Colors)}),
        size=Sizes(**scaled(dict(values.size), [each.name for each in fields(Sizes)])),
        space=Spaces(**scaled(dict(values.space), [each.name for each in fields(Spaces)])),
        radius=Radii(**scaled(dict(values.radius), [each.name for each in fields(Radii)])),
        type=TextSizes(**scaled(dict(values.px), [each.name for each in fields(TextSizes)])),
    )


def system_theme_name() -> ThemeName:
    """What the desktop asks for: its high contrast setting first, then light or dark."""
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


class ThemeHub(QObject):
    """Holds the theme in force and tells painted widgets when it changes."""

    changed = Signal(Theme)

    def __init__(self) -> None:
        super().__init__()
        self._theme: Theme | None = None
        self._choice: ThemeChoice = "light"
        self._app: QApplication | None = None
        self._style: FocusRingStyle | None = None

    @property
    def theme(self) -> Theme:
        """The theme in force; the light one until `apply` was called."""
        return self._theme or make_theme("light")

    @property
    def choice(self) -> ThemeChoice:
        """What was asked for, which may be "system"."""
        return self._choice

    def apply(self, app: QApplication, choice: ThemeChoice, scale: float = 1.0) -> Theme:
        """Give the whole application a look and tell every painted widget.

        Args:
            app: the application.
            choice: a theme's name, or "system" to follow the desktop from now on.
            scale: the window's scale factor, 0.8 to 2.0.
        """
        base_family()  # remembered before the application font is ours
        if self._app is not app:
            self._app = app
            app.styleHints().colorSchemeChanged.connect(self._follow_system)
            app.styleHints().accessibility().contrastPreferenceChanged.connect(self._follow_system)
        self._choice = choice
        # Title bars and native dialogs follow what is asked for here.
        schemes = {
            "light": Qt.ColorScheme.Light,
            "dark": Qt.ColorScheme.Dark,
            "contrast": Qt.ColorScheme.Dark,
        }
        app.styleHints().setColorScheme(schemes.get(choice, Qt.ColorScheme.Unknown))
        return self._put_on(app, system_theme_name() if choice == "system" else choice, scale)

    def _put_on(self, app: QApplication, name: ThemeName, scale: float) -> Theme:
        theme = make_theme(name, scale)
        if theme is self._theme:
            return theme
        self._theme = theme
        if self._style is None:
            # Kept here as well: the application owns it in C++, Python must not drop its half.
            self._style = FocusRingStyle(lambda: self.theme)
            app.setStyle(self._style)
        app.setFont(theme.font(theme.type.body))
        app.setPalette(qt_palette(theme))
        app.setStyleSheet(style_sheet(theme))
        self.changed.emit(theme)
        return theme

    def _follow_system(self) -> None:
        if self._choice == "system" and self._app is not None:
            self._put_on(self._app, system_theme_name(), self.theme.scale)


@cache
def theme_hub() -> ThemeHub:
    """The one hub of this process."""
    return ThemeHub()


def current_theme() -> Theme:
    """The theme in force, for painting."""
    return theme_hub().theme


def apply_theme(app: QApplication, name: ThemeChoice, scale: float = 1.0) -> Theme:
    """Give the application a look; see `ThemeHub.apply`."""
    return theme_hub().apply(app, name, scale)
