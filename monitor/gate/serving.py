"""A folder of built pages as a website on a loopback address, for the time of one run.

Its address is one of its own in 127.0.0.0/8 where the system allows that, so that permitting it to the crawler permits
no other service of the machine.
"""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import MimeTypes
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from monitor.errors import ConfigurationError
from monitor.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INDEXES = ("index.html", "index.htm", "index.shtml", "default.html", "default.htm")
_OWN_ADDRESS = "127.71.75.1"
_PAGES = {".shtml", ".jhtml", ".php", ".asp", ".aspx", ".jsp", ".do", ".action"}
"""Suffixes of saved pages that the usual table does not call HTML."""
_REWRITTEN = ("text/", "application/javascript", "application/json", "application/xml", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class ServedFolder:
    """A folder that answers on loopback."""

    folder: Path
    url: str
    """With a slash at its end."""
    network: str
    """What the crawler must be allowed to visit."""

    def file(self, url: str) -> Path | None:
        """The file that an address of this server shows, ``None`` where there is none."""
        if not url.startswith(self.url):
            return None
        parts = urlsplit(url)
        return find_file(self.folder, parts.path, parts.query)


def find_file(folder: Path, path: str, query: str = "") -> Path | None:
    """The file of a request; never one outside the folder, never a listing.

    A mirror keeps ``list.jsp?id=3`` under that very name; where there is no such file the query says nothing.
    """
    root = folder.resolve()
    names = [unquote(path).lstrip("/")]
    if query:
        names.insert(0, f"{names[0]}?{unquote(query)}")
    try:
        return next((file for name in names if (file := _inside(root, name)) is not None), None)
    except (OSError, ValueError):
        return None


def _inside(root: Path, name: str) -> Path | None:
    asked = (root / name).resolve()
    if not asked.is_relative_to(root):
        return None
    if asked.is_dir():
        return next((asked / index for index in INDEXES if (asked / index).is_file()), None)
    return asked if asked.is_file() else None


@contextlib.contextmanager
def serving(folder: Path, *, home: str | None = None) -> Iterator[ServedFolder]:
    """Serve ``folder`` while the block runs.

    Args:
        folder: The built pages.
        home: The address that the pages are built for; where they name it, they are served as naming the loopback
            address, so that absolute links stay on what is being checked.

    Raises:
        ConfigurationError: The folder is none, or holds no home page.
    """
    _demand_home_page(folder)
    server = _bind()
    host, port = server.server_address[:2]
    name = host.decode() if isinstance(host, bytes) else str(host)
    served = ServedFolder(folder=folder, url=f"http://{name}:{port}/", network=f"{name}/32")
    server.folder = folder
    server.home = None if home is None else _absolute(home)
    server.base = served.url.rstrip("/").encode()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="serve", daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _demand_home_page(folder: Path) -> None:
    if "\0" in str(folder) or not folder.is_dir():
        raise ConfigurationError(
            [_("--serve {folder}: is no folder; name the folder of the built pages.").format(folder=repr(str(folder)))]
        )
    if find_file(folder, "/") is None:
        raise ConfigurationError(
            [
                _("--serve {folder}: holds no home page; it must have one of {names}.").format(
                    folder=folder, names=", ".join(INDEXES)
                )
            ]
        )


def _absolute(home: str) -> re.Pattern[bytes]:
    """What an absolute link to the site looks like in a page: with or without scheme, ``www.`` and default port."""
    parts = urlsplit(home)
    host = re.escape(_wire_name(parts.hostname or "").removeprefix(b"www."))
    port = rb"(?::80|:443)?" if parts.port is None else f":{parts.port}".encode()
    return re.compile(rb"(?:https?:)?//(?:www\.)?" + host + port + rb"(?![\w.:-])", re.IGNORECASE)


def _wire_name(host: str) -> bytes:
    """A host name as it stands in a link; one that cannot be encoded is looked for as it is."""
    if host.isascii():
        return host.encode()
    try:
        return host.encode("idna")
    except UnicodeError:
        return host.encode()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    folder: Path
    home: re.Pattern[bytes] | None = None
    base: bytes = b""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A visitor that hangs up is none of a reader's business."""


def _bind() -> _Server:
    try:
        return _Server((_OWN_ADDRESS, 0), _Handler)
    except OSError:  # Only Linux answers on all of 127.0.0.0/8 by itself.
        return _Server(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    _types = MimeTypes()

    def do_GET(self) -> None:
        """Send a file, or 404."""
        self._send(body=True)

    def do_HEAD(self) -> None:
        """Send the head of what ``GET`` sends."""
        self._send(body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Keep quiet."""

    def _send(self, *, body: bool) -> None:
        parts = urlsplit(self.path)
        path = parts.path
        file = find_file(self.server.folder, path, parts.query)
        if file is None:
            self._answer(HTTPStatus.NOT_FOUND, "text/html", b"<html><title>404</title>404 Not Found</html>", body=body)
            return
        if file.name in INDEXES and not path.endswith("/") and not unquote(path).endswith(file.name):
            self._answer(HTTPStatus.MOVED_PERMANENTLY, "text/html", b"", body=body, location=f"{path}/")
            return
        try:
            content = file.read_bytes()
        except OSError:
            self._answer(HTTPStatus.FORBIDDEN, "text/html", b"<html>403 Forbidden</html>", body=body)
            return
        kind = self._type(file)
        if self.server.home is not None and kind.startswith(_REWRITTEN):
            content = self.server.home.sub(self.server.base, content)
        self._answer(HTTPStatus.OK, kind, content, body=body)

    def _type(self, file: Path) -> str:
        if file.suffix.lower().partition("?")[0] in _PAGES:
            return "text/html"
        return self._types.guess_type(file.name)[0] or "application/octet-stream"

    def _answer(self, status: HTTPStatus, kind: str, content: bytes, *, body: bool, location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)  # Without a charset: the page itself says which.
        self.send_header("Content-Length", str(len(content)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if body:
            with contextlib.suppress(socket.error):
                self.wfile.write(content)
