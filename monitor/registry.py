"""``sites.toml``: the registry of websites, read and checked in one pass."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError

from monitor.errors import ConfigurationError, UsageError
from monitor.files import read_toml
from monitor.language import gettext as _
from monitor.language import ngettext
from monitor.shapes import Shape, place_in, sentences
from monitor.text import plain
from rules.model import Body, Level, Site

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_LONGEST_ID = 100
_PORTS = range(1, 65_536)


def _identifier(text: str) -> str:
    if not text or text != text.strip() or plain(text) != text or len(text) > _LONGEST_ID:
        raise ValueError(_("is not an id; write up to 100 printable characters without blanks around them."))
    return text


def _words(text: str) -> str:
    if not text.strip():
        raise ValueError(_("is empty; write something in it or remove it."))
    return text


def _url(text: str) -> str:
    problem = problem_of_url(text)
    if problem:
        raise ValueError(
            _('is "{given}" ({problem}); write an address such as "http://www.example.gov.cn/".').format(
                given=plain(text, 80), problem=problem
            )
        )
    return text


def problem_of_url(text: str) -> str | None:
    """Why a text is no address of a website, in a few words; ``None`` where it is one."""
    if plain(text) != text or " " in text:
        return _("blanks or control characters")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        return _("not an address")
    problems = (
        (parts.scheme not in {"http", "https"}, _("not http or https")),
        (not host, _("no host")),
        (parts.username is not None or parts.password is not None, _("a user name or password in it")),
        (port == 0, _("no such port")),
    )
    return next((words for wrong, words in problems if wrong), None)


def _host(text: str) -> str:
    host, _colon, port = text.partition(":") if not text.startswith("[") else text.rpartition("]")
    bare = host.removeprefix("[")
    number = port.removeprefix(":")
    good = bool(bare) and plain(text) == text and not set(" /@?#") & set(text)
    if not good or (number and not (number.isascii() and number.isdigit() and int(number) in _PORTS)):
        raise ValueError(
            _('is "{given}"; write a host such as "zwfw.example.gov.cn" or "host:port", without http://.').format(
                given=plain(text, 80)
            )
        )
    return text


class SiteTable(Shape):
    """What one ``[[site]]`` may hold."""

    id: Annotated[str, AfterValidator(_identifier)]
    name: Annotated[str, AfterValidator(_words)]
    url: Annotated[str, AfterValidator(_url)]
    level: Level
    body: Body
    region: Annotated[str, AfterValidator(_words)] | None = None
    office: Annotated[str, AfterValidator(_words)] | None = None
    standards: Annotated[list[Annotated[str, AfterValidator(_words)]], Field(min_length=1)] | None = None
    hosts: list[Annotated[str, AfterValidator(_host)]] = Field(default_factory=list)
    respect_robots: bool = True


class RegistryFile(Shape):
    """What ``sites.toml`` may hold."""

    site: list[SiteTable] = Field(default_factory=list)


def load_registry(path: Path) -> tuple[Site, ...]:
    """Read ``sites.toml``.

    Raises:
        ConfigurationError: With every problem of the file at once.
    """
    tables, text = read_toml(path)
    return parse_registry(tables, name=str(path), text=text)


def parse_registry(tables: dict[str, Any], *, name: str, text: str = "") -> tuple[Site, ...]:
    """Check and freeze the tables of ``sites.toml``; ``name`` and lines of ``text`` stand in the messages.

    Raises:
        ConfigurationError: With every problem of the file at once.
    """
    problems: list[str] = []
    read: RegistryFile | None = None
    try:
        read = RegistryFile.model_validate(tables)
    except ValidationError as error:
        keys = {"": RegistryFile.model_fields, "site": SiteTable.model_fields}
        problems += sentences(
            error, place=lambda location: _place(place_in(name, location, text), location, tables), keys=keys
        )
    rows = tables.get("site")
    problems += duplicates(
        ((str(row["id"]) for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str)))
        if isinstance(rows, list)
        else (),
        name=name,
    )
    if read is not None and not read.site:
        problems.append(_("{file}: names no site; add a [[site]] table.").format(file=name))
    if problems or read is None:
        raise ConfigurationError(problems)
    return tuple(_site(row) for row in read.site)


def duplicates(ids: Iterable[str], *, name: str) -> list[str]:
    """A sentence for each id that stands more than once, in the order they are first met."""
    counted = Counter(ids)
    return [
        ngettext(
            "{file}: id {id} is given to {count} site; give each site its own id.",
            "{file}: id {id} is given to {count} sites; give each site its own id.",
            count,
        ).format(file=name, id=f'"{plain(identifier)}"', count=count)
        for identifier, count in counted.items()
        if count > 1
    ]


def choose_sites(sites: Sequence[Site], ids: Sequence[str], *, name: str) -> tuple[Site, ...]:
    """The sites named with ``--site``, in the registry's order; all of them when none is named.

    Raises:
        UsageError: An id is not in the registry.
    """
    if not ids:
        return tuple(sites)
    known = {site.id for site in sites}
    for identifier in ids:
        if identifier not in known:
            raise UsageError(
                _('--site: there is no site "{id}" in {file}; `gongkai sites list --sites {file}` names them.').format(
                    id=plain(identifier), file=name
                )
            )
    return tuple(site for site in sites if site.id in set(ids))


def _site(row: SiteTable) -> Site:
    values = row.model_dump()
    values["standards"] = None if row.standards is None else tuple(row.standards)
    values["hosts"] = tuple(row.hosts)
    return Site(**values)


def _place(name: str, location: Sequence[int | str], tables: dict[str, Any]) -> str:
    if len(location) < 2 or not isinstance(location[1], int):  # noqa: PLR2004 - ("site", number, key …)
        return f"{name}: {'.'.join(str(part) for part in location)}"
    number = location[1]
    row = tables["site"][number]
    identifier = row.get("id") if isinstance(row, dict) else None
    who = f'"{plain(identifier)}"' if isinstance(identifier, str) else ""
    key = ".".join(str(part) for part in location[2:] if isinstance(part, str))
    site = _("site {number}").format(number=number + 1)
    return ", ".join(part for part in (name, f"{site} {who}".strip(), key) if part)
