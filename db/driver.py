"""The SQLite driver: pysqlite3 where it is installed, else the interpreter's own; the choice sqlite-utils makes."""

from __future__ import annotations

from typing import Any

from sqlite_utils import utils

sqlite3: Any = vars(utils)["sqlite3"]
"""The DB-API module. Taken from sqlite-utils, so that its errors are the ones caught here."""
