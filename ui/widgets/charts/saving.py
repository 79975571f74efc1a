"""A chart as a picture or as a table, in a file that is there whole or not at all."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSaveFile, QSize, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from labeler.errors import LabelerError
from labeler.whole_files import WholeFiles
from ui.theme import current_theme

if TYPE_CHECKING:
    from ui.theme import Theme
    from ui.widgets.charts.canvas import Canvas

_MARGIN = 16
_SHARPNESS = 2.0
_LONGEST_SIDE = 32_000
_NUMBER = re.compile(r"[+–]?\d*\.\d+|–\d+")


def save_picture(chart: Canvas, path: Path, theme: Theme | None = None) -> None:
    """Writes a chart as SVG where the name ends in .svg, else as PNG at twice the size of the screen.

    Args:
        chart: painted whole, also where only a part of it is scrolled into view.
        path: an existing file is replaced.
        theme: to paint with; the one in force if None.

    Raises:
        LabelerError: the file cannot be written; nothing is left behind.
    """
    path, theme = Path(path), theme or current_theme()
    margin = theme.px(_MARGIN)
    size = _whole_size(chart, theme)
    outer = QSize(round(size.width()) + 2 * margin, round(size.height()) + 2 * margin)
    if path.suffix.lower() == ".svg":
        words = bytes(_as_svg(chart, size, outer, theme).data()).decode("utf-8")
        with WholeFiles(path.parent) as files:
            files.begin(path.name)(words)
    else:
        _write_bytes(path, _as_png(chart, size, outer, theme))


def save_table(chart: Canvas, path: Path) -> None:
    """Writes what a chart shows as CSV (RFC 4180, UTF-8); figures as programs read them ("-0.12").

    Raises:
        LabelerError: the file cannot be written; nothing is left behind.
    """
    path = Path(path)
    header, rows = chart.table()
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([plain_number(cell) for cell in row] for row in rows)
    with WholeFiles(path.parent) as files:
        files.begin(path.name)(text.getvalue())


def plain_number(cell: str) -> str:
    """A figure as programs read it: "–.12" becomes "-0.12"; other words stay."""
    if not _NUMBER.fullmatch(cell):
        return cell
    digits = cell.lstrip("+–")
    return ("-" if cell.startswith("–") else "") + ("0" if digits.startswith(".") else "") + digits


def _whole_size(chart: Canvas, theme: Theme) -> QSizeF:
    with chart.painted_as(QSizeF(chart.size()), theme):
        asked = chart.sizeHint()
        width = max(chart.width(), asked.width()) if chart.isVisible() else asked.width()
        height = chart.heightForWidth(width) if chart.hasHeightForWidth() else asked.height()
        return QSizeF(width, height)


def _paint(chart: Canvas, painter: QPainter, size: QSizeF, outer: QSize, theme: Theme) -> None:
    margin = theme.px(_MARGIN)
    try:
        painter.fillRect(QRectF(0, 0, outer.width(), outer.height()), theme.color.pane)
        painter.translate(margin, margin)
        with chart.painted_as(size, theme):
            chart.paint_on(painter, QRectF(0, 0, size.width(), size.height()))
    finally:
        painter.end()


def _as_svg(chart: Canvas, size: QSizeF, outer: QSize, theme: Theme) -> QByteArray:
    found = QByteArray()
    buffer = QBuffer(found)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture = QSvgGenerator()
    picture.setOutputDevice(buffer)
    picture.setSize(outer)
    picture.setViewBox(QRectF(0, 0, outer.width(), outer.height()))
    picture.setTitle(chart.windowTitle() or "Agreement of annotators")
    picture.setDescription(chart.accessibleName())
    _paint(chart, QPainter(picture), size, outer, theme)
    buffer.close()
    return buffer.data()


def _as_png(chart: Canvas, size: QSizeF, outer: QSize, theme: Theme) -> QByteArray:
    sharpness = min(_SHARPNESS, _LONGEST_SIDE / max(1, outer.width(), outer.height()))
    picture = QImage(outer * sharpness, QImage.Format.Format_RGB32)
    if picture.isNull():
        raise LabelerError("The picture is too large for a PNG file. Save it as SVG.")
    picture.setDevicePixelRatio(sharpness)
    _paint(chart, QPainter(picture), size, outer, theme)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"PNG")).write(picture):
        raise LabelerError("The picture could not be turned into a PNG file. Save it as SVG.")
    buffer.close()
    return buffer.data()


def _write_bytes(path: Path, data: QByteArray) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_written(path, error.strerror or str(error)) from error
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise _not_written(path, file.errorString())
    if file.write(data) != data.size() or not file.commit():
        file.cancelWriting()
        raise _not_written(path, file.errorString())


def _not_written(path: Path, reason: str) -> LabelerError:
    return LabelerError(
        f"{path.name} was not written to {path.parent} ({reason.rstrip('.')}). "
        "Free some space or choose another folder."
    )
