"""One page for ``inspect``: from a file, or fetched by the crawler under its own guard."""

from __future__ import annotations

import codecs
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from monitor import words
from monitor.crawling import Crawl
from monitor.errors import NothingCheckedError, UsageError
from monitor.files import read_bytes
from monitor.language import gettext as _
from monitor.planning import calendar_version, now, today, tool_version
from monitor.registry import problem_of_url
from monitor.text import plain
from rules.attachments import KINDS_READ
from rules.facts import Unreadable
from rules.model import Site
from rules.plan import Plan
from rules.private_data import without_private_data

if TYPE_CHECKING:
    from monitor.config import Settings
    from rules.facts import PageFacts
    from rules.model import Snapshot

UNKNOWN_ADDRESS = "http://localhost/"
"""What links of a saved page resolve against when nobody says where it came from."""


_FILES = frozenset({"application/pdf", "application/zip", "application/msword"})
"""Media types, by the first bytes, of the files whose text is read; packages and compound files may be others too."""


def is_url(text: str) -> bool:
    """Whether the argument names a page on the web; everything else is a file."""
    return text.lower().startswith(("http://", "https://"))


def inspect_file(path: str, *, url: str | None, charset: str | None) -> PageFacts:
    """Read a saved page, or a PDF, Word or Excel file.

    Args:
        path: The file.
        url: Where it came from.
        charset: The codec to use; ``None`` lets the page and its bytes decide.

    Raises:
        MonitorError: The file, the address or the charset is none, or the bytes hold no page.
    """
    from crawler.reading import read_page  # noqa: PLC0415 - the readers take a while to import

    if url is not None and (problem := problem_of_url(_first_word(url))):
        raise UsageError(
            _('--url: "{url}" cannot be used ({problem}); write an http address.').format(
                url=plain(url, 80), problem=problem
            )
        )
    if charset is not None:
        _known_charset(charset)
    body, address = read_bytes(path), _first_word(url) if url else UNKNOWN_ADDRESS
    read = _read_file(body, address) or read_page(body, address, charset=charset)
    if isinstance(read, Unreadable):
        raise NothingCheckedError(_unreadable(path, read.reason, read.detail))
    return without_private_data(read)


def _read_file(body: bytes, address: str) -> PageFacts | Unreadable | None:
    """Read a file of a kind whose text is read; ``None`` for everything else."""
    from crawler.file_reading import FileReader  # noqa: PLC0415 - the readers take a while to import
    from crawler.sniffing import binary_kind  # noqa: PLC0415

    if binary_kind(body) not in _FILES:
        return None
    with FileReader() as files:
        read = files.read(body, address)
    unread = not isinstance(read, Unreadable) and read.file is not None and read.file.kind not in KINDS_READ
    return None if unread else read


def inspect_url(url: str, *, charset: str | None, settings: Settings) -> PageFacts:
    """Fetch one page in a crawl process and read it.

    Raises:
        UsageError: The address is none, or a charset was given, which is the server's to say.
        NothingCheckedError: The page could not be obtained; the sentence says why.
    """
    if charset is not None:
        raise UsageError(_("--charset is for saved pages; a server declares its own."))
    if problem := problem_of_url(url):
        raise UsageError(
            _('"{url}" cannot be visited ({problem}); write an http address.').format(
                url=plain(url, 80), problem=problem
            )
        )
    snapshot = _visit(url, settings)
    if snapshot.pages:
        return snapshot.pages[0].facts
    miss = snapshot.misses[0]
    raise NothingCheckedError(_unreadable(url, miss.reason.value, miss.detail))


def _visit(url: str, settings: Settings) -> Snapshot:
    """The snapshot of a site of which only the one page may be visited."""
    site = Site(id="inspect", name=url, url=url, level="county", body="government")
    plan = Plan(
        created=now(),
        tool_version=tool_version(),
        calendar_version=calendar_version(),
        as_of=today(settings),
        full=False,
        crawl=msgspec.structs.replace(settings.crawl, max_pages=1, processes=1),
        sites=(site,),
        standards=(),
    )
    with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as folder:
        crawl = Crawl(plan=plan, sites=plan.sites, known=lambda _site: (), folder=Path(folder))
        try:
            return next(collected.snapshot for collected in crawl if collected is not None)
        finally:
            crawl.stop()


def _first_word(url: str) -> str:
    """The address without what a person noted behind it."""
    return (url.split() or [""])[0]


def _known_charset(charset: str) -> None:
    try:
        codecs.lookup(charset)
    except (LookupError, ValueError) as error:
        raise UsageError(
            _('--charset: "{name}" is no charset; write a name such as gb18030 or utf-8.').format(
                name=plain(charset, 40)
            )
        ) from error


def _unreadable(what: str, reason: str, detail: str) -> str:
    return _("{what} could not be read: {reason} ({detail}).").format(
        what=plain(what, 200), reason=words.miss(reason), detail=plain(detail or reason, 200)
    )
