"""Tables that people keep (CSV) as rows with known columns; what is wrong with the table itself is said here."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from monitor.errors import ConfigurationError
from monitor.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def csv_rows(text: str, *, name: str) -> Iterator[list[str]]:
    """Yield every row of a table, empty ones too, one at a time.

    Args:
        text: CSV.
        name: The file's name, for messages.

    Raises:
        ConfigurationError: It is not CSV.
    """
    try:
        yield from csv.reader(io.StringIO(text), strict=True)
    except csv.Error as error:
        raise ConfigurationError(
            [_("{file}: is not CSV ({detail}); save the table as CSV, UTF-8.").format(file=name, detail=error)]
        ) from error


def headed_columns(
    rows: Sequence[Sequence[str]], headings: Mapping[str, Sequence[str]], *, needed: Sequence[str], name: str
) -> list[str | None]:
    """Return the field that each column of a table holds, by the words in its first row; ``None`` for any other.

    Args:
        rows: The table.
        headings: Each field with the words that may head it, in lower case; blanks and case do not matter.
        needed: Fields that must be there.
        name: The file's name, for messages.

    Raises:
        ConfigurationError: There is no row, or a needed field heads no column.
    """
    if not rows:
        raise ConfigurationError([_("{file}: is empty; give a table with a row of headings.").format(file=name)])
    meanings = {word: field for field, words in headings.items() for word in words}
    columns = [meanings.get("".join(part.split()).lower()) for part in rows[0]]
    lacking = [field for field in needed if field not in columns]
    if lacking:
        raise ConfigurationError(
            [
                _("{file}: has no column {column}; head it with one of {words}.").format(
                    file=name, column=field, words=", ".join(headings[field])
                )
                for field in lacking
            ]
        )
    return columns
