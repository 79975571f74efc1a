"""How Qt's own widgets are dressed: palette, a short style sheet, indicators and focus rings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.theme import Theme


def qt_palette(theme: Theme) -> QPalette:
    """The theme's colours in Qt's roles, so that widgets nobody styled fit in."""
    color = theme.color
    role = QPalette.ColorRole
    palette = QPalette()
    for name, value in {
        role.Window: color.window,
        role.WindowText: color.text,
        role.Base: color.pane,
        role.AlternateBase: color.sunken,
        role.Text: color.text,
        role.PlaceholderText: color.text3,
        role.Button: color.raised,
        role.ButtonText: color.text,
        role.BrightText: color.bad,
        role.Highlight: color.accent_fill,
        role.HighlightedText: color.on_accent,
        role.Accent: color.accent_fill,
        role.Link: color.accent,
        role.LinkVisited: color.accent,
        role.ToolTipBase: color.raised,
        role.ToolTipText: color.text,
        role.Light: color.raised,
        role.Midlight: color.hover,
        role.Mid: color.line,
        role.Dark: color.edge,
        role.Shadow: color.shadow,
    }.items():
        palette.setColor(name, value)
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, color.edge)
    return palette


def style_sheet(theme: Theme) -> str:
    """The style sheet of the application. Short on purpose: painted widgets draw themselves.

    Properties a page sets on a QPushButton: `primary` (the one filled button), `quiet` (no border
    until hovered). On a QLabel or QWidget: `text3`, `caption`, `heading` for the quieter texts.
    """
    color, px, size, radius, kind = theme.color, theme.px, theme.size, theme.radius, theme.type

    def hexed(value: QColor) -> str:
        return value.name()

    c = {name: hexed(color.role(name)) for name in type(color).__slots__}
    inner = size.field - 2
    return f"""
QToolTip {{ background: {c["raised"]}; color: {c["text"]}; border: 1px solid {c["line"]};
  padding: {px(4)}px {px(8)}px; }}
QPushButton {{ background: {c["raised"]}; color: {c["text"]}; border: 1px solid {c["edge"]};
  border-radius: {radius.control}px; min-height: {inner}px; padding: 0 {px(14)}px; }}
QPushButton:hover {{ background: {c["hover"]}; }}
QPushButton:pressed {{ background: {c["selected"]}; }}
QPushButton:checked {{ background: {c["warn_tint"]}; border-color: {c["warn"]}; }}
QPushButton:disabled {{ color: {c["text3"]}; border-color: {c["line"]}; }}
QPushButton:focus {{ border: 2px solid {c["focus"]}; padding: 0 {px(14) - 1}px; min-height: {inner - 2}px; }}
QPushButton[primary="true"] {{ background: {c["accent_fill"]}; color: {c["on_accent"]};
  border-color: {c["accent_fill"]}; font-weight: 700; }}
QPushButton[primary="true"]:hover {{ border-color: {c["text"]}; }}
QPushButton[primary="true"]:focus {{ border: 2px solid {c["text"]}; }}
QPushButton[primary="true"]:disabled {{ background: {c["bar_bg"]}; color: {c["text2"]};
  border-color: {c["bar_bg"]}; }}
QPushButton[quiet="true"], QToolButton {{ background: transparent; border: 1px solid transparent;
  border-radius: {radius.control}px; color: {c["text2"]}; padding: {px(3)}px {px(6)}px; }}
QPushButton[quiet="true"]:hover, QToolButton:hover {{ background: {c["hover"]}; color: {c["text"]}; }}
QPushButton[quiet="true"]:focus, QToolButton:focus {{ border: 2px solid {c["focus"]};
  padding: {px(3) - 1}px {px(6) - 1}px; }}
QToolButton:checked {{ background: {c["selected"]}; color: {c["accent"]}; }}
QToolButton::menu-indicator {{ image: none; }}
QLineEdit, QTextEdit, QPlainTextEdit {{ background: {c["pane"]}; color: {c["text"]};
  border: 1px solid {c["edge"]}; border-radius: {radius.control}px; padding: 0 {px(9)}px;
  selection-background-color: {c["accent_fill"]}; selection-color: {c["on_accent"]};
  placeholder-text-color: {c["text3"]}; }}
QLineEdit {{ min-height: {inner}px; }}
QTextEdit, QPlainTextEdit {{ padding: {px(4)}px {px(6)}px; }}
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus {{
  border: 2px solid {c["focus"]}; padding: 0 {px(9) - 1}px; }}
QLineEdit:focus {{ min-height: {inner - 2}px; }}
QTextEdit:focus, QPlainTextEdit:focus {{ padding: {px(4) - 1}px {px(6) - 1}px; }}
QLineEdit:disabled {{ color: {c["text3"]}; border-color: {c["line"]}; }}
QSpinBox QLineEdit, QComboBox QLineEdit {{ border: none; background: transparent; min-height: 0; padding: 0; }}
QComboBox QAbstractItemView {{ background: {c["raised"]}; border: 1px solid {c["line"]};
  selection-background-color: {c["selected"]}; selection-color: {c["text"]}; outline: 0; }}
QMenuBar {{ background: {c["window"]}; color: {c["text2"]}; border: none; }}
QMenuBar::item {{ background: transparent; padding: {px(5)}px {px(11)}px; border-radius: {radius.control}px; }}
QMenuBar::item:selected, QMenuBar::item:pressed {{ background: {c["hover"]}; color: {c["text"]}; }}
QMenu {{ background: {c["raised"]}; color: {c["text"]}; border: 1px solid {c["line"]}; padding: {px(5)}px; }}
QMenu::item {{ padding: {px(5)}px {px(26)}px {px(5)}px {px(24)}px; border-radius: {radius.small}px; }}
QMenu::item:selected {{ background: {c["selected"]}; }}
QMenu::item:disabled {{ color: {c["text3"]}; }}
QMenu::separator {{ height: 1px; background: {c["line"]}; margin: {px(5)}px {px(8)}px; }}
QMenu::icon {{ left: {px(6)}px; }}
QScrollBar {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: {px(12)}px; }}
QScrollBar:horizontal {{ height: {px(12)}px; }}
QScrollBar::handle {{ background: {c["bar_bg"]}; border-radius: {px(3)}px; margin: {px(3)}px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {c["edge"]}; }}
QScrollBar::handle:vertical {{ min-height: {px(32)}px; }}
QScrollBar::handle:horizontal {{ min-width: {px(32)}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QCheckBox, QRadioButton {{ spacing: {px(8)}px; }}
QSplitter::handle {{ background: {c["line"]}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QHeaderView::section {{ background: {c["pane"]}; color: {c["text2"]}; border: none;
  border-bottom: 1px solid {c["line"]}; padding: {px(5)}px {px(8)}px; }}
QAbstractItemView {{ outline: 0; }}
QProgressBar {{ background: {c["bar_bg"]}; border: none; border-radius: {px(3)}px; max-height: {px(6)}px; }}
QProgressBar::chunk {{ background: {c["bar"]}; border-radius: {px(3)}px; }}
QFrame[hairline="true"] {{ background: {c["line"]}; border: none; }}
QWidget[pane="true"] {{ background: {c["pane"]}; }}
QScrollArea[clear="true"], QScrollArea[clear="true"] > QWidget > QWidget {{ background: transparent; }}
QWidget[well="true"] {{ background: {c["sunken"]}; border-radius: {radius.control}px; }}
QWidget[raised="true"] {{ background: {c["raised"]}; }}
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus {{ border: none; background: transparent; }}
QTableView {{ background: transparent; border: none; selection-background-color: {c["selected"]};
  selection-color: {c["text"]}; }}
QTableView[painted="true"] {{ selection-background-color: transparent; }}
QTableView::item {{ padding: 0 {px(6)}px; }}
QProgressBar[good="true"]::chunk {{ background: {c["good"]}; }}
QLabel[text3="true"] {{ color: {c["text3"]}; }}
QLabel[text2="true"] {{ color: {c["text2"]}; }}
QLabel[bad="true"] {{ color: {c["bad"]}; }}
QLabel[caption="true"] {{ color: {c["text3"]}; font-size: {kind.small}px; }}
QLabel[small="true"] {{ color: {c["text2"]}; font-size: {kind.small}px; }}
QLabel[warn="true"] {{ color: {c["warn"]}; font-size: {kind.small}px; }}
QLabel[bad="true"] {{ color: {c["bad"]}; font-size: {kind.small}px; }}
QLabel[smallstrong="true"] {{ font-size: {kind.small}px; font-weight: 700; }}
QLabel[strong="true"] {{ font-weight: 700; }}
QLabel[figure="true"] {{ font-size: {kind.figure}px; font-weight: 700; }}
QLabel[logo="true"] {{ font-size: {px(26)}px; font-weight: 700; }}
QLabel[heading="true"] {{ font-size: {kind.heading}px; font-weight: 700; }}
QLabel[title="true"] {{ font-size: {kind.title}px; font-weight: 700; }}
"""


class FocusRingStyle(QProxyStyle):
    """Fusion with this program's check boxes, radio buttons and focus ring.

    A style sheet cannot draw a tick without picture files, and Fusion's own focus line is one
    grey pixel; both are a few strokes here.
    """

    def __init__(self, theme: Callable[[], Theme]) -> None:
        super().__init__("Fusion")
        self._theme = theme

    def drawPrimitive(  # noqa: N802 - Qt calls it
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw check marks, radio dots and focus rings; leave the rest to Fusion."""
        kinds = QStyle.PrimitiveElement
        if element == kinds.PE_IndicatorCheckBox:
            self._draw_check(option, painter, QRectF(option.rect))
        elif element == kinds.PE_IndicatorRadioButton:
            self._draw_radio(option, painter, QRectF(option.rect))
        elif element == kinds.PE_FrameFocusRect:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme().color.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 4, 4)
            painter.restore()
        else:
            super().drawPrimitive(element, option, painter, widget)

    def pixelMetric(  # noqa: N802 - Qt calls it
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Indicators and icons of 16 px at scale 1."""
        kinds = QStyle.PixelMetric
        if metric in (
            kinds.PM_SmallIconSize,
            kinds.PM_LineEditIconSize,
            kinds.PM_ButtonIconSize,
            kinds.PM_IndicatorWidth,
            kinds.PM_IndicatorHeight,
            kinds.PM_ExclusiveIndicatorWidth,
            kinds.PM_ExclusiveIndicatorHeight,
        ):
            return self._theme().size.icon
        return super().pixelMetric(metric, option, widget)

    def _colors(self, option: QStyleOption, *, on: bool) -> tuple[QColor, QColor]:
        """Border and ground of an indicator."""
        color = self._theme().color
        if not bool(option.state & QStyle.StateFlag.State_Enabled):
            return color.line, color.bar_bg if on else color.sunken
        if on:
            return color.accent_fill, color.accent_fill
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        return color.edge, color.hover if hovered else color.pane

    def drawComplexControl(  # noqa: N802 - Qt calls it
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw number fields, and combo boxes as fields with a chevron; leave the rest to Fusion."""
        kinds = QStyle.ComplexControl
        if control not in (kinds.CC_ComboBox, kinds.CC_SpinBox):
            super().drawComplexControl(control, option, painter, widget)
            return
        theme, state = self._theme(), option.state
        color, rect = theme.color, QRectF(option.rect)
        enabled = bool(state & QStyle.StateFlag.State_Enabled)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = enabled and bool(state & QStyle.StateFlag.State_MouseOver)
        inset = 1.0 if focused else 0.5
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color.focus, 2) if focused else QPen(color.edge if enabled else color.line, 1))
        combo = control == kinds.CC_ComboBox
        typed = not combo or (isinstance(option, QStyleOptionComboBox) and bool(option.editable))
        painter.setBrush(color.pane if typed else color.hover if hovered else color.raised)
        painter.drawRoundedRect(
            rect.adjusted(inset, inset, -inset, -inset), theme.radius.control, theme.radius.control
        )
        if combo:
            reach = 3.5 * theme.scale
            at = QPointF(rect.right() - theme.px(14), rect.center().y())
            painter.setPen(QPen(color.text2 if enabled else color.edge, 1.4 * theme.scale))
            corners = [QPointF(-reach, -reach / 2), QPointF(0, reach / 2), QPointF(reach, -reach / 2)]
            painter.drawPolyline(QPolygonF([at + corner for corner in corners]))
        painter.restore()

    def sizeFromContents(  # noqa: N802 - Qt calls it
        self,
        kind: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        """Combo boxes and number fields as high as fields."""
        # QProxyStyle's stubs leave out the None that QStyle's allow.
        result = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]
        if kind in (QStyle.ContentsType.CT_ComboBox, QStyle.ContentsType.CT_SpinBox):
            return QSize(result.width() + self._theme().px(6), max(result.height(), self._theme().size.field))
        return result

    def subControlRect(  # noqa: N802 - Qt calls it
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """Words begin where those of a field do; number fields have no buttons, the keys step them."""
        if control == QStyle.ComplexControl.CC_SpinBox:
            margin = self._theme().px(9)
            field = option.rect.adjusted(margin, 2, -margin, -2)
            return field if part == QStyle.SubControl.SC_SpinBoxEditField else QRect()
        rect = super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]
        if control == QStyle.ComplexControl.CC_ComboBox and part == QStyle.SubControl.SC_ComboBoxEditField:
            return rect.adjusted(self._theme().px(6), 0, 0, 0)
        return rect

    def _draw_check(self, option: QStyleOption, painter: QPainter, rect: QRectF) -> None:
        state = option.state
        partly = bool(state & QStyle.StateFlag.State_NoChange)
        on = bool(state & QStyle.StateFlag.State_On) or partly
        border, ground = self._colors(option, on=on)
        unit = rect.width() / 16
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.topLeft())
        painter.scale(unit, unit)
        painter.setPen(QPen(border, 1.2))
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(1, 1, 14, 14), 4, 4)
        painter.setPen(
            QPen(
                self._theme().color.on_accent,
                1.8,
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.RoundCap,
                Qt.PenJoinStyle.RoundJoin,
            )
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if partly:
            painter.drawLine(QPointF(5, 8), QPointF(11, 8))
        elif on:
            painter.drawPolyline(QPolygonF([QPointF(4.6, 8.3), QPointF(7, 10.7), QPointF(11.4, 5.6)]))
        painter.restore()

    def _draw_radio(self, option: QStyleOption, painter: QPainter, rect: QRectF) -> None:
        on = bool(option.state & QStyle.StateFlag.State_On)
        border, ground = self._colors(option, on=on)
        unit = rect.width() / 16
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.topLeft())
        painter.scale(unit, unit)
        painter.setPen(QPen(border, 1.2))
        painter.setBrush(ground)
        painter.drawEllipse(QPointF(8, 8), 7, 7)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme().color.on_accent)
            painter.drawEllipse(QPointF(8, 8), 2.6, 2.6)
        painter.restore()
