"""Sites under the ids they bear and bore: renamed, merged, moved and closed ones keep their story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from storage.errors import RefusedRecord, UnknownSite

if TYPE_CHECKING:
    import datetime as dt

    from rules.model import Site
    from storage.session import Session

EventKind = Literal["renamed", "merged", "moved", "closed", "reopened"]


class SiteEvent(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to a site as such."""

    site: str
    kind: EventKind
    on: str
    """ISO date."""
    other: str | None
    """The former id, the id of the site it went into, or the former address."""
    note: str


def number_of(session: Session, site: str) -> int | None:
    """Return the number of a site by its present or a former id."""
    row = session.one("SELECT id FROM sites WHERE site = ?", (site,)) or session.one(
        "SELECT site FROM site_aliases WHERE alias = ?", (site,)
    )
    return None if row is None else int(row[0])


def required_number(session: Session, site: str) -> int:
    """Return the number of a site.

    Raises:
        UnknownSite: If it was never recorded.
    """
    number = number_of(session, site)
    if number is None:
        raise UnknownSite(session.path, site)
    return number


def remember_site(session: Session, site: Site, sweep: int) -> int:
    """Keep what the registry says of a site in this sweep and return its number."""
    number = number_of(session, site.id)
    facts = (site.name, site.url, site.level, site.body, site.region, site.office)
    if number is None:
        return session.run(
            "INSERT INTO sites (site, name, url, level, body, region, office, first_sweep, last_sweep)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (site.id, *facts, sweep, sweep),
        )
    session.run(
        "UPDATE sites SET name = ?, url = ?, level = ?, body = ?, region = ?, office = ?, last_sweep = ?,"
        " left_sweep = NULL WHERE id = ?",
        (*facts, sweep, number),
    )
    return number


def rename_site(session: Session, former: str, present: str, *, on: dt.date, note: str = "") -> None:
    """Let a site be known by another id from now on; both ids find its story.

    Raises:
        UnknownSite: If the former id is not known.
        RefusedRecord: If the present id already has a story of its own.
    """
    with session.writing():
        number = required_number(session, former)
        taken = number_of(session, present)
        if taken is not None and taken != number:
            raise RefusedRecord(session.path, f"{present} has findings of its own, so {former} cannot become it")
        session.run("DELETE FROM site_aliases WHERE alias = ?", (present,))
        session.run(
            "INSERT OR REPLACE INTO site_aliases (alias, site) SELECT site, id FROM sites WHERE id = ?", (number,)
        )
        session.run("UPDATE sites SET site = ? WHERE id = ?", (present, number))
        _note(session, number, "renamed", on=on, other=former, note=note)


def close_site(session: Session, site: str, *, on: dt.date, into: str | None = None, note: str = "") -> None:
    """End a site's story: closed, or merged into another. What was open is ended and not called fixed.

    Args:
        session: The open history.
        site: Its id.
        on: The day.
        into: The site that took it over.
        note: Anything worth keeping, such as the number of the decision.
    """
    with session.writing():
        number = required_number(session, site)
        if into is not None:
            required_number(session, into)
        latest = session.one("SELECT max(id) FROM sweeps")
        end_intervals(session, number, latest[0] if latest else None)
        _note(session, number, "closed" if into is None else "merged", on=on, other=into, note=note)


def move_site(session: Session, site: str, *, on: dt.date, former_url: str, note: str = "") -> None:
    """Note that a site moved to another address; its story goes on."""
    with session.writing():
        _note(session, required_number(session, site), "moved", on=on, other=former_url, note=note)


def site_events(session: Session, site: str) -> tuple[SiteEvent, ...]:
    """Return what happened to a site, oldest first."""
    rows = session.rows(
        'SELECT s.site, e.kind, e."on", e.other, e.note FROM site_events e JOIN sites s ON s.id = e.site'
        ' WHERE e.site = ? ORDER BY e."on", e.id',
        (required_number(session, site),),
    )
    return tuple(SiteEvent(site=row[0], kind=row[1], on=row[2], other=row[3], note=row[4]) for row in rows)


def end_intervals(session: Session, site: int, sweep: int | None) -> None:
    """End every open verdict of a site without a new one.

    A verdict that began in the very sweep is ended there too: it stood for that night only.
    """
    session.run("UPDATE intervals SET to_sweep = ?, gone = 1 WHERE site = ? AND to_sweep IS NULL", (sweep, site))
    session.run("UPDATE sites SET left_sweep = ? WHERE id = ?", (sweep, site))


def _note(  # noqa: PLR0913 - the columns of the row
    session: Session, site: int, kind: EventKind, *, on: dt.date, other: str | None, note: str
) -> None:
    session.run(
        'INSERT INTO site_events (site, kind, "on", other, note) VALUES (?, ?, ?, ?, ?)',
        (site, kind, on.isoformat(), other, note),
    )
