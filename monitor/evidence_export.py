"""Hand a finding over: a folder that a lawyer can open, and anybody can check without this program."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitor.errors import ConfigurationError, UsageError
from monitor.evidence_words import what_is_wrong
from monitor.explainrows import explanation_row
from monitor.language import gettext as _
from monitor.output import json_text
from monitor.rows import date, moment, sweep_row
from monitor.text import plain
from monitor.views.evidence_source import is_text, source_page
from monitor.views.evidence_summary import readme, summary_page
from rules.model import PageVisit

if TYPE_CHECKING:
    from monitor.evidence_case import Case, CasePage

SUMS = "SHA256SUMS"
WARC = "evidence.warc.gz"


def export(case: Case, target: Path) -> tuple[Path, ...]:
    """Write the folder, complete or not at all.

    Args:
        case: The finding with all that belongs to it.
        target: A folder that is empty or does not exist yet.

    Returns:
        Its files.

    Raises:
        UsageError: Something stands there already.
        ConfigurationError: It cannot be written.
    """
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise UsageError(
                _("--to {folder}: something is there already; name an empty folder.").format(folder=plain(str(target)))
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as beside:
            made = Path(beside) / "made"
            made.mkdir()
            _write(case, made)
            if target.exists():
                target.rmdir()
            shutil.move(made, target)
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or error
        raise ConfigurationError(
            [_("--to {folder}: cannot be written ({detail}).").format(folder=plain(str(target)), detail=detail)]
        ) from error
    return tuple(sorted(path for path in target.rglob("*") if path.is_file()))


def _write(case: Case, folder: Path) -> None:
    for number, page in enumerate(case.pages, start=1):
        _write_page(page, folder / f"page-{number}")
    warc = _warc(case)
    if warc:
        (folder / WARC).write_bytes(warc)
    _text(folder / "finding.json", json_text(_document(case)))
    _text(folder / "seals.json", json_text(_chain(case)))
    _text(folder / "README.txt", readme(case))
    _text(folder / "index.html", summary_page(case))
    names = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name.as_posix()}\n" for name in names]
    _text(folder / SUMS, "".join(lines))


def _write_page(page: CasePage, folder: Path) -> None:
    response = page.response
    if response is None:
        return
    folder.mkdir()
    # Without an ending that a browser or an office program would open by itself: it is somebody else's program.
    (folder / "body.bin").write_bytes(response.raw)
    if response.body != response.raw:
        (folder / "body-decoded.bin").write_bytes(response.body)
    served = next((one for one in page.records if one.member.kind == "response"), None)
    if response.shown and served is not None:
        (folder / "served.bin").write_bytes(served.block.partition(b"\r\n\r\n")[2])
    heads = [one.content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" + _http_head(one.block) for one in page.records]
    (folder / "headers.txt").write_bytes(b"\r\n\r\n".join(heads) + b"\r\n")
    if is_text(page):
        _text(folder / "source.html", source_page(page))
    if page.picture is not None:
        (folder / "picture.png").write_bytes(page.picture)


def _http_head(block: bytes) -> bytes:
    """The head of an HTTP message; nothing of a block that is none, such as a picture."""
    return block.partition(b"\r\n\r\n")[0] if block.startswith((b"HTTP/", b"GET ")) else b""


def _warc(case: Case) -> bytes:
    """The records as they stand in their files, each file introduced by its own first record."""
    written: set[str] = set()
    content: list[bytes] = []
    for page in case.pages:
        for record in page.records:
            if record.member.identity in written:
                continue
            written.add(record.member.identity)
            content.append(record.packed)
    return b"".join(content)


def _document(case: Case) -> dict[str, Any]:
    return {
        "schema": 1,
        "sweep": sweep_row(case.sweep),
        "site": {"id": case.site.id, "name": case.site.name, "url": case.site.url, "office": case.site.office},
        "explanation": explanation_row(case.finding, case.explanation, case.states),
        "pages": [_page_row(number, page) for number, page in enumerate(case.pages, start=1)],
    }


def _page_row(number: int, page: CasePage) -> dict[str, Any]:
    visit, response = page.visit, page.response
    fetched = None if visit is None else visit.fetched_at if isinstance(visit, PageVisit) else visit.at
    return {
        "folder": None if response is None else f"page-{number}",
        "url": page.place.url,
        "quote": page.place.quote,
        "seen_at": moment(fetched),
        "not_modified": isinstance(visit, PageVisit) and visit.not_modified,
        "status": None if response is None else response.status,
        "recorded_at": None if response is None else moment(response.fetched_at),
        "shown_by_browser": response is not None and response.shown,
        "body_sha256": None if response is None else hashlib.sha256(response.body).hexdigest(),
        "records": [
            {"record": one.member.identity, "kind": one.member.kind, "sha256": one.member.sha256}
            for one in page.records
        ],
        "broken": None if page.broken is None else what_is_wrong(page.broken),
    }


def _chain(case: Case) -> dict[str, Any]:
    return {
        "schema": 1,
        "finding_in": case.sweep.id,
        "seals": [
            {"sweep": one.id, "as_of": date(one.as_of), "finished": moment(one.finished), "seal": one.seal}
            for one in case.sweeps
        ],
    }


def _text(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "backslashreplace"))
