"""For maintainers: ``python -m monitor.catalogue`` brings the Chinese catalogue up to date.

It keeps every translation, adds what is new without one, drops what is gone, and writes the compiled file. The tests
fail while a message has no translation or the compiled file is not that of the source.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from monitor.language import DOMAIN, FOLDER

if TYPE_CHECKING:
    from babel.messages.catalog import Message

SOURCE = FOLDER / "zh" / "LC_MESSAGES" / f"{DOMAIN}.po"
COMPILED = SOURCE.with_suffix(".mo")
CODE = Path(__file__).parent
_KEYWORDS = {"_": None, "marked": None, "ngettext": (1, 2)}
_WIDTH = 110
_NO_DAY = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def messages_in_code() -> dict[str | tuple[str, str], None]:
    """Every message of the package in a stable order; a pair where a number decides the form."""
    found = extract_from_dir(
        CODE,
        method_map=[("province/**.py", "ignore"), ("**.py", "python")],
        keywords=_KEYWORDS,
        strip_comment_tags=True,
    )
    ordered = sorted(found, key=lambda message: (message[0], message[1]))
    return {message[2] if isinstance(message[2], str) else (message[2][0], message[2][1]): None for message in ordered}


def read_catalogue() -> Catalog:
    """The source of the Chinese catalogue."""
    with SOURCE.open("rb") as stream:
        return read_po(stream, locale="zh", domain=DOMAIN)


def translated(catalogue: Catalog) -> dict[str | tuple[str, ...], Message]:
    """Every message of a catalogue that has a translation."""
    return {
        tuple(message.id) if isinstance(message.id, list | tuple) else message.id: message
        for message in catalogue
        if message.id and (message.string if isinstance(message.string, str) else any(message.string or ()))
    }


def merged(catalogue: Catalog) -> Catalog:
    """The catalogue for the messages in the code, translations taken from the one given."""
    known = translated(catalogue)
    made = Catalog(locale="zh", domain=DOMAIN, project="gongkai", fuzzy=False, creation_date=catalogue.creation_date)
    made.mime_headers = catalogue.mime_headers
    for identifier in messages_in_code():
        message = known.get(identifier)
        made.add(identifier, string=None if message is None else message.string)
    return made


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as the bytes that ``gettext`` reads; the same on any day."""
    catalogue.creation_date = catalogue.revision_date = _NO_DAY
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def source(catalogue: Catalog) -> bytes:
    """The catalogue as the text that a translator edits."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=_WIDTH, no_location=True, omit_header=True)
    return HEADER.encode() + stream.getvalue()


HEADER = """# Chinese messages of gongkai. Brought up to date by `python -m monitor.catalogue`.
msgid ""
msgstr ""
"Project-Id-Version: gongkai\\n"
"Language: zh\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


def main() -> None:
    """Rewrite both files and name what is not translated."""
    catalogue = merged(read_catalogue())
    SOURCE.write_bytes(source(catalogue))
    COMPILED.write_bytes(compiled(read_catalogue()))
    known = translated(catalogue)
    for identifier in messages_in_code():
        if identifier not in known:
            sys.stdout.write(f"not translated: {identifier!r}\n")


if __name__ == "__main__":
    main()
