"""What a command prints: JSON and CSV for machines as bytes of UTF-8, Rich for people."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
from typing import TYPE_CHECKING, Any

from monitor.text import cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console, RenderableType

_STEERING = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""Control characters beyond ASCII, marks of direction and things without width; JSON itself escapes the rest."""

PIPED_WIDTH = 120
"""Columns of a table that does not go to a terminal, unless ``COLUMNS`` says otherwise."""


def print_json(value: Any) -> None:
    """Print a value as JSON, keys in the order given."""
    write_out(json_text(value))


def json_text(value: Any) -> str:
    """A value as JSON in which Chinese stays readable and nothing can steer the terminal that shows it."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def print_csv(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows as CSV in which no cell can become a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heading)
    writer.writerows([_csv_cell(value) for value in row] for row in rows)
    write_out(text.getvalue())


def _csv_cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else cell(str(value))


def write_out(text: str) -> None:
    """Print text as bytes of UTF-8, whatever the terminal speaks."""
    body = text.encode("utf-8", "backslashreplace")
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(body.decode("utf-8"))
        return
    sys.stdout.flush()
    buffer.write(body)
    buffer.flush()


def console(*, error: bool = False) -> Console:
    """A console that takes text as it is: no markup, no emoji codes, no highlighting."""
    from rich.console import Console  # noqa: PLC0415 - commands that print JSON need not wait for it

    class Plain(Console):
        """Says that its reader has gone away, where Rich would end the whole process."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    stream = sys.stderr if error else sys.stdout
    columns = os.environ.get("COLUMNS", "")
    width = None if stream.isatty() else int(columns) if columns.isdigit() and int(columns) > 0 else PIPED_WIDTH
    return Plain(file=stream, width=width, markup=False, emoji=False, highlight=False)


def show(*renderables: RenderableType) -> None:
    """Print what a person reads."""
    target = console()
    for renderable in renderables:
        target.print(renderable)
