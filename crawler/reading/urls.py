"""Addresses as they stand on pages, made absolute and comparable.

Readers and the frontier share ``normalise_url``: two spellings of one address must never be fetched twice, and what
is not http(s) is no address for us.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

_DOTS = frozenset({".", "..", "%2e", "%2E"})
_PORTS = {"http": "80", "https": "443"}
_CONTROL = re.compile(r"[\x00-\x20\x7f]+")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid|sessionid)=[^/?#;]*", re.IGNORECASE)
_SESSION_KEYS = frozenset(
    {"jsessionid", "phpsessid", "sessionid", "session_id", "cfid", "cftoken", "aspxautodetectcookiesupport"}
)
_TOKEN = re.compile(r"(?=.*\d)[0-9A-Za-z._\-]{16,}")
_PLAIN = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.\-]*[a-z0-9_])?\.?")
_SEGMENT = r"(?:[A-Za-z0-9_\-~=]|(?<![/.])\.(?![/.]))+"
_SIMPLE_PATH = re.compile(rf"/?(?:{_SEGMENT}/)*{_SEGMENT}")
"""Most links of a page: no dots to resolve, no query, no scheme, nothing to encode."""
_SIMPLE_ADDRESS = re.compile(rf"https?://[a-z0-9\-]+(?:\.[a-z0-9\-]+)+/(?:{_SEGMENT}/)*(?:{_SEGMENT})?")
_SIMPLE_BASE = re.compile(r"https?://[a-z0-9.\-]+(?::\d{2,5})?/[^#\s]*")
_LONGEST = 4_000
_ARTICLE = re.compile(
    r"/(?!\w*(?:class|list|column|page|cat)\w*\.)\w*(?:show|view|detail|read|article|content|news|"
    r"info|display)\w*\.(?:aspx?|jsp|php|do|action)\?(?:[^#]*&)?(?:\w*(?:news|article|info|content|"
    r"doc))?id=\d|/t\d{8}_\d+|/art/\d{4}/|/art_[\w-]+|/info/\d+/\d+|/content/post_\d+|/content_\d+|"
    r"/\d{4}-?\d{2}/(?:\d{2}/)?[0-9a-f]{16,}|/\d{6,8}/[0-9a-f]{16,}|/\d{6}/\d{6,}\.s?html?|"
    r"/\d{4}/\d{1,2}/\d{1,2}/\w+|/doc_[0-9a-f]{16,}|/article/\d+|_content_\d+|\.(?:pdf|docx?|xlsx?|"
    r"wps|zip|rar|et|ofd)(?:$|\?)",
    re.IGNORECASE,
)


def normalise_url(url: str, base: str | None = None) -> str | None:
    """Make an address absolute and comparable.

    Fragment, session ids, default port and dot segments go; scheme and host become lower case; blanks and characters
    beyond ASCII are percent-encoded as browsers do.

    Args:
        url: What stands in the page or in a configuration file.
        base: The address of the page; ``None`` where ``url`` must be absolute.

    Returns:
        The address, or ``None`` where it is empty, no http(s) address, or malformed.
    """
    if len(url) > _LONGEST:
        return None
    if base is not None and _SIMPLE_PATH.fullmatch(url):
        origin, folder = _origin_and_folder(base)
        if origin:
            return origin + url if url[0] == "/" else f"{origin}{folder}{url}"
    return _normalise(url, None if url[:4] == "http" else base)


@lru_cache(maxsize=8192)
def _normalise(url: str, base: str | None) -> str | None:
    if _SIMPLE_ADDRESS.fullmatch(url):
        return url
    text = url.strip().replace("\\", "/")
    if _CONTROL.search(text):
        text = re.sub(r"[\t\r\n\x00]", "", text).strip()
    text = text.partition("#")[0]
    if not text:
        return None
    scheme = _SCHEME.match(text)
    if scheme is not None:
        name = scheme.group(1).lower()
        if name not in _PORTS:
            return None
        return _compose(name, text[scheme.end() :])
    if base is None:
        return None
    return _relative(text, base)


@lru_cache(maxsize=1024)
def _origin_and_folder(base: str) -> tuple[str, str]:
    """What a simple path is put behind; empty where the base is not in its final form."""
    if not _SIMPLE_BASE.fullmatch(base):
        return "", ""
    start = base.index("//") + 2
    slash = base.find("/", start)
    path = base[slash:].partition("?")[0]
    return base[:slash], path[: path.rindex("/") + 1]


def _relative(text: str, base: str) -> str | None:
    scheme, _, rest = base.partition("://")
    scheme = scheme.lower()
    if scheme not in _PORTS:
        return None
    if text.startswith("//"):
        return _compose(scheme, text)
    authority_end = next((at for at, sign in enumerate(rest) if sign in "/?#"), len(rest))
    authority, after = rest[:authority_end], rest[authority_end:]
    if text.startswith("/"):
        return _compose(scheme, f"//{authority}{text}")
    path = re.split(r"[?#]", after, maxsplit=1)[0]
    if text.startswith("?"):
        return _compose(scheme, f"//{authority}{path or '/'}{text}")
    folder = path.rpartition("/")[0]
    return _compose(scheme, f"//{authority}{folder}/{text}")


def _compose(scheme: str, rest: str) -> str | None:
    rest = rest.lstrip("/")
    end = next((at for at, sign in enumerate(rest) if sign in "/?"), len(rest))
    authority, tail = rest[:end].rpartition("@")[2].lower(), rest[end:]
    host, port = _split_port(authority)
    if host is None:
        return None
    path, mark, query = tail.partition("?")
    if ";" in path:
        path = _PATH_SESSION.sub("", path)
    path = _without_dots(path)
    if mark:
        query = _without_session(query)
    suffix = f"?{query}" if query else ""
    place = f"{host}:{port}" if port and port != _PORTS[scheme] else host
    address = f"{scheme}://{place}{path}{suffix}"
    if _PLAIN.fullmatch(address) is None:
        address = _encode(address)
    return address


def _split_port(authority: str) -> tuple[str | None, str]:
    if authority.startswith("["):
        inside, closed, port = authority.partition("]")
        if not closed or not re.fullmatch(r"\[[0-9a-f:.]+", inside) or (port and not re.fullmatch(r":\d{0,5}", port)):
            return None, ""
        return f"{inside}]", port[1:].lstrip("0")
    host, _, port = authority.partition(":")
    if port and not (port.isascii() and port.isdigit() and len(port) <= 5 and int(port) <= 65_535):
        return None, ""
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return None, ""
    if _HOST.fullmatch(host) is None:
        return None, ""
    return host.rstrip("."), port.lstrip("0")


def _without_dots(path: str) -> str:
    if not path:
        return "/"
    if "/." not in path and "//" not in path:
        return path if path.startswith("/") else f"/{path}"
    kept: list[str] = []
    parts = path.lstrip("/").split("/")
    for at, part in enumerate(parts):
        if part == ".." and kept:
            kept.pop()
        names = part not in _DOTS and part != ""
        if names or at == len(parts) - 1:
            kept.append(part if names else "")
    return "/" + "/".join(kept)


def _without_session(query: str) -> str:
    """Drop session ids; ``sid`` only where the value is a token, since a builder calls its site number so."""
    if "=" not in query:
        return query
    parts = query.replace("&amp;", "&").split("&")
    kept = []
    for part in parts:
        name, _, value = part.partition("=")
        key = name.lower()
        if key in _SESSION_KEYS or key.startswith("aspsessionid") or (key == "sid" and _TOKEN.fullmatch(value)):
            continue
        if part:
            kept.append(part)
    return "&".join(kept)


def _encode(address: str) -> str:
    encoded = []
    for sign in address:
        if _PLAIN.fullmatch(sign):
            encoded.append(sign)
        else:
            encoded.extend(f"%{byte:02X}" for byte in sign.encode("utf-8", "replace"))
    return "".join(encoded)


def path_of(url: str) -> str:
    """The path of an address, ``/`` where it has none."""
    try:
        return urlsplit(url).path or "/"
    except ValueError:
        return "/"


def host_of(url: str) -> str:
    """The host with its port, as written in a normalised address."""
    return url.partition("://")[2].partition("/")[0].partition("?")[0]


def is_article_address(url: str | None) -> bool:
    """Whether an address looks like that of one document in the ways builders write them."""
    return url is not None and _ARTICLE.search(url) is not None
