"""Pure: the rows of a training set as Parquet. Needs pyarrow, which is loaded when the first file is begun."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from labeler.errors import LabelerError

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from db.records import Json
    from labeler.training_sets.columns import Column

SUFFIX = "parquet"

_ROWS: Final = 1000
"""So many rows are a group: what is held at a time, and always the same, so that the same rows are the same bytes."""


def pyarrow() -> Any:
    """The library.

    Raises:
        LabelerError: it is not installed; says what to do.
    """
    try:
        import pyarrow as found
        import pyarrow.parquet
    except ImportError as error:
        raise LabelerError("Parquet needs pyarrow: pip install 'news-labeler[parquet]'.") from error
    return found


def schema_of(columns: Sequence[Column]) -> Any:
    """The columns as Arrow names them; classes are their texts, so that a file explains itself."""
    arrow = pyarrow()
    return arrow.schema([(column.name, _type(arrow, column)) for column in columns])


def _type(arrow: Any, column: Column) -> Any:
    if column.kind == "number":
        return arrow.int32()
    if column.kind == "classes":
        return arrow.list_(arrow.string())
    if column.kind == "shares":
        return arrow.struct([(value, arrow.float64()) for value in column.classes])
    if column.kind == "passages":
        place = [("start", arrow.int32()), ("end", arrow.int32()), ("value", arrow.string())]
        return arrow.list_(arrow.struct(place))
    if column.kind in ("blocks", "weighed_blocks"):
        kept = arrow.bool_() if column.kind == "blocks" else arrow.float64()
        return arrow.list_(arrow.struct([("start", arrow.int32()), ("end", arrow.int32()), ("kept", kept)]))
    return arrow.string()


class ParquetRows:
    """Writes rows, a thousand at a time."""

    def __init__(self, file: io.RawIOBase, columns: Sequence[Column]) -> None:
        self._arrow = pyarrow()
        self._schema = schema_of(columns)
        self._rows: list[Json] = []
        self._writer = self._arrow.parquet.ParquetWriter(file, self._schema, compression="zstd")

    def write(self, row: Json) -> None:
        """Writes a row."""
        self._rows.append(row)
        if len(self._rows) == _ROWS:
            self._flush()

    def _flush(self) -> None:
        batch = self._arrow.RecordBatch.from_pylist(self._rows, schema=self._schema)
        self._writer.write_batch(batch)
        self._rows.clear()

    def close(self) -> None:
        """Writes what is held, and the end of the file."""
        if self._rows:
            self._flush()
        self._writer.close()


def rows_in(path: Path, names: Sequence[str] | None = None) -> Iterator[Json]:
    """The rows of a file, or some of their columns.

    A share that was not given is null there, and left out here.
    """
    with pyarrow().parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_ROWS, columns=None if names is None else list(names)):
            yield from batch.to_pylist()
