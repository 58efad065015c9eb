"""Why a record of evidence cannot be shown. Every message names the record and says what is wrong with it."""

from __future__ import annotations


class EvidenceError(Exception):
    """Evidence that is broken: catch this where all that matters is that it cannot be relied on.

    Args:
        record: Id of the record.
        sentence: What is wrong, in English.
        file: Name of the file it stands in, or should stand in; empty where none is known.
        detail: The cause in few words, as the system or the reader of the file says it.
    """

    kind = "broken"
    """One word for JSON."""

    def __init__(self, record: str, sentence: str, *, file: str = "", detail: str = "") -> None:
        super().__init__(sentence)
        self.record = record
        self.file = file
        self.detail = detail


class MissingRecordError(EvidenceError):
    """No file of the folder holds the record."""

    kind = "missing"

    def __init__(self, record: str) -> None:
        super().__init__(record, f"{record} is in no file of the folder")


class DamagedRecordError(EvidenceError):
    """The record stood in a stretch that is no longer whole."""

    kind = "damaged"

    def __init__(self, record: str, *, file: str, detail: str) -> None:
        super().__init__(record, f"{record} cannot be read from {file}: {detail}", file=file, detail=detail)


class AlteredRecordError(EvidenceError):
    """The record is whole and is not the one that was recorded."""

    kind = "altered"

    def __init__(self, record: str, *, file: str, expected: str, found: str) -> None:
        detail = f"its digest is {found}, not {expected}"
        super().__init__(record, f"{record} in {file} is not what was recorded: {detail}", file=file, detail=detail)


class UnreadableEvidenceError(EvidenceError):
    """The folder or the file cannot be read at all."""

    kind = "unreadable"

    def __init__(self, record: str, *, place: str, detail: str) -> None:
        super().__init__(record, f"{place} cannot be read: {detail}", file=place, detail=detail)
