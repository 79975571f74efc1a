"""Settings of the person, typed, over QSettings. Those of the work live in the project file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, cast, get_args

from PySide6.QtCore import QByteArray, QSettings

from labeler.answers import ReviewFilter
from labeler.errors import LabelerError
from labeler.queue import Narrowing
from labeler.training_sets.options import ExportOptions
from ui.theme import ThemeChoice
from ui.widgets.article_view import Columns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.records import Json

_MOST_RECENT = 12
SCALES = (0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
"""The sizes the whole window can have."""

TEXT_PX = 15
_TEXT_RANGE = (10, 40)


@dataclass(frozen=True, slots=True)
class Recent:
    """One project on the start page, as it was when it was left.

    Attributes:
        path: the file.
        name: the project's name.
        annotator: who labelled.
        done: articles submitted or skipped by them.
        total: articles in all.
        opened_at: UTC, ISO 8601.
        article_id: the article that was open.
    """

    path: str
    name: str
    annotator: str
    done: int
    total: int
    opened_at: str
    article_id: str = ""


_TYPES = {field.name: int if field.name in ("done", "total") else str for field in fields(Recent)}


def _is_recent(entry: object) -> bool:
    """Whether a stored entry has the fields and types of a Recent."""
    return (
        isinstance(entry, dict)
        and entry.keys() <= _TYPES.keys()
        and entry.keys() >= _TYPES.keys() - {"article_id"}
        and all(type(value) is _TYPES[name] for name, value in entry.items())
    )


def _json_of(stored: object) -> Json:
    try:
        return json.loads(str(stored))
    except ValueError:
        return None


def _options_of(stored: Json) -> ExportOptions | None:
    try:
        return ExportOptions.from_json(stored)
    except LabelerError:
        return None


def _without_filters(options: ExportOptions) -> Json:
    """Filters are of a project, and not remembered for another."""
    return replace(options, narrowed=ReviewFilter(), listed=Narrowing()).to_json()


class Settings:
    """What one person chose on this machine. A value that cannot be read counts as not chosen."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "labeler", "labeler"
        )

    @property
    def theme(self) -> ThemeChoice:
        """The colours chosen."""
        value = self._store.value("theme", "system")
        return cast("ThemeChoice", value) if value in get_args(ThemeChoice) else "system"

    @theme.setter
    def theme(self, value: ThemeChoice) -> None:
        self._store.setValue("theme", value)

    @property
    def scale(self) -> float:
        """The size of the whole window, one of SCALES."""
        return min(SCALES, key=lambda scale: abs(scale - self._number("scale", 1.0)))

    @scale.setter
    def scale(self, value: float) -> None:
        self._store.setValue("scale", value)

    @property
    def text_px(self) -> int:
        """The size of the article's text in px."""
        low, high = _TEXT_RANGE
        return max(low, min(high, round(self._number("text_px", TEXT_PX))))

    @text_px.setter
    def text_px(self, value: int) -> None:
        low, high = _TEXT_RANGE
        self._store.setValue("text_px", max(low, min(high, value)))

    @property
    def geometry(self) -> QByteArray:
        """Where the window stood; empty if never stored."""
        value = self._store.value("geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("geometry", value)

    @property
    def columns_state(self) -> QByteArray:
        """How wide the columns of the labelling page are; empty if never stored."""
        value = self._store.value("columns_state")
        return value if isinstance(value, QByteArray) else QByteArray()

    @columns_state.setter
    def columns_state(self, value: QByteArray) -> None:
        self._store.setValue("columns_state", value)

    @property
    def columns(self) -> Columns:
        """Which columns of the article are shown."""
        value = self._store.value("columns", "both")
        return cast("Columns", value) if value in get_args(Columns) else "both"

    @columns.setter
    def columns(self, value: Columns) -> None:
        self._store.setValue("columns", value)

    @property
    def advances(self) -> bool:
        """Whether the next article opens by itself once everything is answered."""
        return str(self._store.value("advances", "true")).lower() != "false"

    @advances.setter
    def advances(self, value: bool) -> None:
        self._store.setValue("advances", value)

    @property
    def recent(self) -> list[Recent]:
        """Projects opened lately, the newest first."""
        try:
            entries = json.loads(str(self._store.value("recent", "[]")))
        except ValueError:
            return []
        return (
            [Recent(**entry) for entry in entries if _is_recent(entry)] if isinstance(entries, list) else []
        )

    def remember(self, project: Recent) -> None:
        """Puts a project first among the recent ones."""
        others = [entry for entry in self.recent if entry.path != project.path]
        self._write_recent([project, *others][:_MOST_RECENT])

    def forget(self, path: str) -> None:
        """Takes a project off the list; the file stays."""
        self._write_recent(entry for entry in self.recent if entry.path != path)

    def recent_of(self, path: str) -> Recent | None:
        """What is remembered of a project."""
        return next((entry for entry in self.recent if entry.path == path), None)

    def topics_of(self, path: str, annotator: str) -> dict[str, Json]:
        """What is remembered of an annotator's topics in a project: question -> {"pinned": […], "recent": […]}."""
        stored = _json_of(self._store.value("topics"))
        found = stored.get(f"{path}\n{annotator}") if isinstance(stored, dict) else None
        return found if isinstance(found, dict) else {}

    def remember_topics(self, path: str, annotator: str, topics: dict[str, Json]) -> None:
        """Remembers them; of projects that were not used for long, nothing."""
        stored = _json_of(self._store.value("topics"))
        others = dict(stored) if isinstance(stored, dict) else {}
        key = f"{path}\n{annotator}"
        others.pop(key, None)
        kept = list({**others, key: topics}.items())[-_MOST_RECENT:]
        self._store.setValue("topics", json.dumps(dict(kept)))

    @property
    def export_options(self) -> ExportOptions | None:
        """What was chosen for the last export; None if nothing was, or if it cannot be read any more."""
        return _options_of(_json_of(self._store.value("export_options")))

    @export_options.setter
    def export_options(self, value: ExportOptions) -> None:
        self._store.setValue("export_options", json.dumps(_without_filters(value)))

    @property
    def export_presets(self) -> dict[str, ExportOptions]:
        """Choices for exports that were saved, by name."""
        found = _json_of(self._store.value("export_presets"))
        read = {name: _options_of(each) for name, each in found.items()} if isinstance(found, dict) else {}
        return {name: options for name, options in read.items() if options is not None}

    @export_presets.setter
    def export_presets(self, value: dict[str, ExportOptions]) -> None:
        kept = {name: _without_filters(options) for name, options in value.items()}
        self._store.setValue("export_presets", json.dumps(kept))
        self._store.sync()

    def _write_recent(self, entries: Iterable[Recent]) -> None:
        self._store.setValue("recent", json.dumps([asdict(entry) for entry in entries]))
        self._store.sync()

    def _number(self, key: str, default: float) -> float:
        try:
            return float(str(self._store.value(key, default)))
        except ValueError:
            return default
