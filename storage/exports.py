"""The history as tables for other programs: CSV, JSON Lines, XLSX and Parquet, always in the same order.

Names and titles come from websites, so text that a spreadsheet would run as a formula is made harmless.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from storage.errors import StorageError, UnwritableTarget

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from storage.history import History

Table = Literal["findings", "intervals", "nights", "sweeps", "pages"]
Format = Literal["csv", "jsonl", "xlsx", "parquet"]
TABLES: tuple[Table, ...] = ("findings", "intervals", "nights", "sweeps", "pages")
FORMATS: tuple[Format, ...] = ("csv", "jsonl", "xlsx", "parquet")
XLSX_ROWS = 1_048_575
"""What a sheet holds below its heading."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

_IN_WORDS: dict[Table, str] = {
    "intervals": "SELECT * FROM intervals_in_words ORDER BY site, standard, item, from_sweep",
    "nights": "SELECT * FROM nights_in_words ORDER BY sweep, site",
    "sweeps": "SELECT id, state, as_of, started, finished, tool_version, calendar_version, full, sites, standards,"
    " plan_digest, replayed FROM sweeps ORDER BY id",
    "pages": "SELECT * FROM pages_in_words ORDER BY site, url",
}


class MissingLibrary(StorageError):  # noqa: N818 - as its family
    """A format needs a library that is not installed."""

    def __init__(self, kind: Format, library: str) -> None:
        super().__init__(f"{kind} needs the library {library}; install it with `pip install {library}`, or choose csv.")


class TooManyRows(StorageError):  # noqa: N818 - as its family
    """A sheet cannot hold that many rows."""

    def __init__(self, target: Path) -> None:
        super().__init__(
            f"{target} would need more than {XLSX_ROWS} rows, which no sheet holds; choose csv or parquet."
        )


def columns_of(history: History, table: Table) -> tuple[str, ...]:
    """Return the names of the columns of a table, in order."""
    if table == "findings":
        return _FINDING
    cursor = history.session.database.conn.execute(f"{_IN_WORDS[table]} LIMIT 0")
    return tuple(column[0] for column in cursor.description)


_FINDING = (
    "site", "site_name", "standard", "item", "item_name", "outcome", "problem", "facet", "severity", "confirmed",
    "since", "first_seen", "checked_at", "sweep", "cause", "url", "newest_date", "entries", "due", "provisional",
    "reason", "column", "grade", "score",
)  # fmt: skip


def rows_of(history: History, table: Table, *, at: int | dt.date | None = None) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table.

    Args:
        history: The open history.
        table: One of ``TABLES``.
        at: For findings: as they stood at the end of a sweep or day.
    """
    if table == "findings":
        # Site by site, so that a province never stands in memory at once.
        for night in history.summaries.sites(at):
            for finding in history.findings(at=at, sites=[night.site]):
                yield _finding_row(finding)
        return
    with history.session.reading():
        yield from history.session.database.conn.execute(_IN_WORDS[table])


def _finding_row(finding: Any) -> tuple[Any, ...]:
    match = finding.match
    plain = msgspec.structs.asdict(finding) | {
        "reason": msgspec.json.encode(finding.reason).decode(),
        "column": match and match.column,
        "grade": match and match.grade,
        "score": match and match.score,
    }
    return tuple(_plain(plain[name]) for name in _FINDING)


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def harmless(value: Any) -> Any:
    """Make text that a spreadsheet would run as a formula plain text, by a leading apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def export(  # noqa: PLR0913 - what, where and how
    history: History,
    table: Table,
    target: Path,
    *,
    kind: Format,
    bom: bool = False,
    at: int | dt.date | None = None,
) -> int:
    """Write a table to a file.

    Args:
        history: The open history.
        table: One of ``TABLES``.
        target: The file; replaced when everything is written, never half.
        kind: One of ``FORMATS``.
        bom: For CSV: begin with a byte order mark, without which Excel takes Chinese for something else.
        at: For findings: as they stood at the end of a sweep or day.

    Returns:
        How many rows were written.

    Raises:
        StorageError: If a library is missing, the rows do not fit, or the file cannot be written.
    """
    unfinished = target.with_name(f".{target.name}.part")
    columns = columns_of(history, table)
    rows = rows_of(history, table, at=at)
    try:
        # Before any row is read: a target that cannot be written is said at once.
        unfinished.touch()
        if target.is_dir():
            raise UnwritableTarget(target, "it is a folder")
        if kind == "csv":
            count = _csv(unfinished, columns, rows, bom=bom)
        elif kind == "jsonl":
            count = _json_lines(unfinished, columns, rows)
        elif kind == "xlsx":
            count = _xlsx(unfinished, columns, rows, table=table, target=target)
        else:
            count = _parquet(unfinished, columns, rows)
        unfinished.replace(target)
    except OSError as error:
        raise UnwritableTarget(target, error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            unfinished.unlink()
    return count


def _csv(path: Path, columns: Sequence[str], rows: Iterable[tuple[Any, ...]], *, bom: bool) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        for row in rows:
            writer.writerow(harmless(value) for value in row)
            count += 1
    return count


def _json_lines(path: Path, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> int:
    count = 0
    with path.open("wb") as stream:
        for row in rows:
            stream.write(msgspec.json.encode(dict(zip(columns, row, strict=True))) + b"\n")
            count += 1
    return count


def _xlsx(path: Path, columns: Sequence[str], rows: Iterable[tuple[Any, ...]], *, table: Table, target: Path) -> int:
    try:
        from openpyxl import Workbook  # noqa: PLC0415 - half a second that only this format costs
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibrary("xlsx", "openpyxl") from error
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table)
    sheet.append(columns)
    count = 0
    for row in rows:
        count += 1
        if count > XLSX_ROWS:
            raise TooManyRows(target)
        cells = (harmless(value) for value in row)
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell for cell in cells])
    # openpyxl does not survive a disk that fills up while it writes; a plain write does.
    packed = io.BytesIO()
    book.save(packed)
    path.write_bytes(packed.getbuffer())
    return count


def _parquet(path: Path, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> int:
    try:
        import pyarrow as pa  # noqa: PLC0415 - forty megabytes that only this format needs
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibrary("parquet", "pyarrow") from error
    types = {"score": pa.float64(), "confirmed": pa.bool_(), "provisional": pa.bool_()}
    whole = (
        "sweep", "entries", "id", "full", "sites", "from_sweep", "to_sweep", "left_the_plan", "passed", "failed",
        "unknown", "not_applicable", "vetoes", "flipped", "status",
    )  # fmt: skip
    types |= dict.fromkeys(whole, pa.int64())
    schema = pa.schema([(name, types.get(name, pa.string())) for name in columns])
    count = 0
    remaining = iter(rows)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := list(itertools.islice(remaining, 20_000)):
            count += len(batch)
            writer.write_batch(pa.record_batch([list(column) for column in zip(*batch, strict=True)], schema=schema))
    return count
