"""One file to page facts, whatever its bytes are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.reading.files.kinds import DamagedError, OversizeError, file_kind
from crawler.reading.files.pdf import read_pdf
from crawler.reading.files.sheets import read_xls, read_xlsx
from crawler.reading.files.text import length_of
from crawler.reading.files.word import read_docx
from crawler.reading.tables import figure_table
from rules.facts import TEXT_LIMIT, FileFacts, PageFacts, Unreadable
from rules.private_data import find_private_data, mask

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.reading.files.text import FileText

_MOST_TABLES = 6
_READERS: dict[str, Callable[[bytes], FileText]] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "xlsx": read_xlsx,
    "xls": read_xls,
}


def read_file(body: bytes, url: str) -> PageFacts | Unreadable:
    """Read one file; never raises.

    Args:
        body: Its bytes.
        url: Where it came from.

    Returns:
        Facts with ``file`` set, whose ``text`` is what the file says; of a kind that is not read nothing but its
        kind. ``Unreadable`` for a file that is damaged, closed with a password, or too large when unpacked.
    """
    try:
        kind = file_kind(body)
        if kind == "encrypted":
            return Unreadable("undecodable", "encrypted")
        if kind not in _READERS:
            return _facts(url, kind)
        return _facts(url, kind, _READERS[kind](body))
    except OversizeError as error:
        return Unreadable("too-large", str(error))
    except DamagedError as error:
        return Unreadable("undecodable", str(error))
    except MemoryError:
        return Unreadable("too-large", "more memory than a file is given")
    except RecursionError:
        return Unreadable("undecodable", "nested too deep")
    except Exception as error:  # noqa: BLE001 - four libraries over bytes from anywhere; the file is then not read
        # Its words may hold some of the file's, which are nobody's to log.
        return Unreadable("undecodable", f"the reader failed: {type(error).__name__}")


def _facts(url: str, kind: str, found: FileText | None = None) -> PageFacts:
    if found is None:
        file = FileFacts(kind=kind, read=0)
        return PageFacts(url=url, charset="", kind="page", file=file, read_from={"file": f"no reader for {kind}"})
    return PageFacts(
        url=url,
        charset="",
        kind="page",
        file=FileFacts(kind=kind, pages=found.pages, read=found.read, scanned=found.scanned),
        text=mask(found.text)[:TEXT_LIMIT],  # first, so that the cut leaves no part of a number in the open
        text_length=length_of(found.text),
        images=found.images,
        tables=tuple(table for rows in found.rows if (table := figure_table(rows)) is not None)[:_MOST_TABLES],
        # Looked for in all that was read: what stands behind the part that is kept is exposed as well.
        exposures=tuple(dict.fromkeys(find_private_data(found.text))),
        read_from={"file": kind},
    )
