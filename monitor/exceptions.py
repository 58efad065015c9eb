"""``exceptions.toml``: reviewed answers about columns, and failures excused for a while, each dated and owned."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from pydantic import AfterValidator, Field, ValidationError

from monitor.errors import ConfigurationError
from monitor.files import read_toml
from monitor.language import gettext as _
from monitor.shapes import Shape, place_in, sentences
from monitor.text import plain
from rules.model import Excuse, Mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from rules.model import Site
    from rules.standard import Standard

EVERY_ITEM = "*"


def _words(text: str) -> str:
    if not text.strip():
        raise ValueError(_("is empty; write something in it or remove it."))
    return text


_Text = Annotated[str, AfterValidator(_words)]


class MappingTable(Shape):
    """What one ``[[mapping]]`` may hold."""

    site: _Text
    item: _Text
    standard: _Text | None = None
    column: _Text | None = None
    url: _Text | None = None
    since: dt.date = Field(alias="from")
    until: dt.date
    reason: _Text
    owner: _Text


class ExceptionTable(Shape):
    """What one ``[[exception]]`` may hold."""

    site: _Text
    items: Annotated[list[_Text], Field(min_length=1)]
    since: dt.date = Field(alias="from")
    until: dt.date
    reason: _Text
    owner: _Text


class ExceptionsFile(Shape):
    """What ``exceptions.toml`` may hold."""

    mapping: list[MappingTable] = Field(default_factory=list)
    exception: list[ExceptionTable] = Field(default_factory=list)


def keys_of(table: type[Shape]) -> list[str]:
    """The keys of a table as a user writes them, in order."""
    return [field.alias or name for name, field in table.model_fields.items()]


def load_exceptions(
    path: Path, *, registry: Iterable[Site], sites: Sequence[Site], standards: Iterable[Standard]
) -> tuple[Site, ...]:
    """The sites of a plan with what ``exceptions.toml`` says of each.

    Args:
        path: The file.
        registry: Every site that the file may speak of.
        sites: Those of the plan.
        standards: Every standard whose items the file may speak of.

    Raises:
        ConfigurationError: With every problem of the file at once.
    """
    tables, text = read_toml(path)
    known = {site.id for site in registry}
    return attached(sites, parse_exceptions(tables, name=str(path), text=text, known=known, standards=standards))


def parse_exceptions(
    tables: dict[str, Any], *, name: str, text: str = "", known: Iterable[str], standards: Iterable[Standard]
) -> ExceptionsFile:
    """Check the tables of ``exceptions.toml``; ``name`` and lines of ``text`` stand in the messages.

    Raises:
        ConfigurationError: With every problem of the file at once.
    """
    problems: list[str] = []
    try:
        ExceptionsFile.model_validate(tables)
    except ValidationError as error:
        keys = {
            "": ExceptionsFile.model_fields,
            "mapping": keys_of(MappingTable),
            "exception": keys_of(ExceptionTable),
        }
        problems += sentences(error, place=lambda location: _place(name, location, text), keys=keys)
    by_standard = {standard.id: {item.id for item in standard.items} for standard in standards}
    sites = frozenset(known)
    for kind in ("mapping", "exception"):
        rows = tables.get(kind)
        for number, row in enumerate(rows if isinstance(rows, list) else ()):
            if isinstance(row, dict):
                problems += [
                    f"{_place(name, (kind, number, key), text)}: {sentence}"
                    for key, sentence in _wrong(row, kind, sites=sites, items=by_standard)
                ]
    if problems:
        raise ConfigurationError(problems)
    return ExceptionsFile.model_validate(tables)


def _wrong(
    row: dict[str, Any], kind: str, *, sites: frozenset[str], items: dict[str, set[str]]
) -> list[tuple[str, str]]:
    """What a table says that cannot be so: the key and a sentence. What has a wrong form was said before."""
    found: list[tuple[str, str]] = []
    site = row.get("site")
    if isinstance(site, str) and site.strip() and site not in sites:
        found.append(("site", _('there is no site "{id}" in the registry; write an id of it.').format(id=plain(site))))
    since, until = row.get("from"), row.get("until")
    if type(since) is dt.date and type(until) is dt.date and until < since:
        found.append(
            (
                "until",
                _("{until} is before {since}; write the last day on which it holds.").format(until=until, since=since),
            )
        )
    if kind == "exception":
        names = row.get("items")
        texts = [one for one in names if isinstance(one, str) and one.strip()] if isinstance(names, list) else []
        found += [("items", _no_item(one)) for one in texts if not _is_item(one, items)]
        return found
    standard, item = row.get("standard"), row.get("item")
    if isinstance(standard, str) and standard.strip() and standard not in items:
        found.append(
            (
                "standard",
                _('there is no standard "{id}"; name it with --standard, or use one of {known}.').format(
                    id=plain(standard), known=", ".join(sorted(items))
                ),
            )
        )
    elif isinstance(item, str) and item.strip():
        wanted = f"{standard}/{item}" if isinstance(standard, str) else item
        if "/" in item or not _is_item(wanted, items) or item == EVERY_ITEM:
            found.append(("item", _no_item(item)))
    if row.get("column") is None and row.get("url") is None:
        found.append(("item", _("names no column; add column or url.")))
    return found


def _no_item(name: str) -> str:
    return _('no standard has an item "{id}"; `gongkai standard show` lists them.').format(id=plain(name, 80))


def _is_item(name: str, items: dict[str, set[str]]) -> bool:
    """Whether a name is ``*``, an item of any standard, or ``standard/item``."""
    standard, slash, item = name.partition("/")
    if slash:
        return item in items.get(standard, ())
    return name == EVERY_ITEM or any(name in known for known in items.values())


def attached(sites: Sequence[Site], file: ExceptionsFile) -> tuple[Site, ...]:
    """The sites, each with the mappings and exceptions about it, in the order of the file."""
    return tuple(
        msgspec.structs.replace(
            site,
            mappings=tuple(Mapping(**row.model_dump(exclude={"site"})) for row in file.mapping if row.site == site.id),
            excuses=tuple(
                Excuse(**(row.model_dump(exclude={"site", "items"}) | {"items": tuple(row.items)}))
                for row in file.exception
                if row.site == site.id
            ),
        )
        for site in sites
    )


def expired(sites: Iterable[Site], *, today: dt.date) -> list[str]:
    """A line for each mapping and exception that has run out and is not applied any more."""
    entries: list[tuple[str, Mapping | Excuse]] = []
    for site in sites:
        entries += [(site.id, mapping) for mapping in site.mappings]
        entries += [(site.id, excuse) for excuse in site.excuses]
    return [
        _("Expired on {day}: {what} of {items} on {site} ({owner}: {reason}); renew or remove it.").format(
            day=entry.until,
            what=_("the mapping") if isinstance(entry, Mapping) else _("the exception"),
            items=entry.item if isinstance(entry, Mapping) else ", ".join(entry.items),
            site=plain(site),
            owner=plain(entry.owner, 80),
            reason=plain(entry.reason, 200),
        )
        for site, entry in entries
        if entry.until < today
    ]


def _place(name: str, location: Sequence[int | str], text: str) -> str:
    where = place_in(name, location, text)
    if len(location) < 2 or not isinstance(location[1], int):  # noqa: PLR2004 - ("mapping", number, key …)
        return f"{where}: {'.'.join(str(part) for part in location)}"
    key = ".".join(str(part) for part in location[2:] if isinstance(part, str))
    return ", ".join(part for part in (where, f"{location[0]} {location[1] + 1}", key) if part)
