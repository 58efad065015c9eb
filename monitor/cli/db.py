"""``gongkai db``: keep, copy, hand over and check the history file."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import options
from monitor.errors import ExitCode, UsageError
from monitor.language import gettext as _
from monitor.language import ngettext

app = typer.Typer(help=_("The history file."), rich_markup_mode=None, no_args_is_help=True)

At = Annotated[
    str | None,
    typer.Option("--at", metavar="DATE|SWEEP", help=_("As it stood at the end of that day or sweep.")),
]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("The day it happened; today by default."))]
Note = Annotated[str, typer.Option("--note", metavar="TEXT", help=_("Why, for those who read it later."))]
_SUFFIXES = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".xlsx": "xlsx", ".parquet": "parquet"}


@app.command("export", help=_("Write a table of the history for other programs (CSV, JSON Lines, XLSX, Parquet)."))
def export(
    target: Annotated[Path, typer.Argument(metavar="FILE", help=_("Its ending decides the format."))],
    *,
    table: Annotated[
        str, typer.Option("--table", metavar="TABLE", help=_("findings, intervals, nights, sweeps or pages."))
    ] = "findings",
    bom: Annotated[
        bool, typer.Option("--bom", help=_("Begin CSV with a byte order mark, which Excel needs for Chinese."))
    ] = False,
    at: At = None,
    database: options.Database = options.DATABASE,
) -> None:
    """Write one table to a file, complete or not at all."""
    from monitor.database import reading
    from storage.exports import TABLES, export

    kind = _SUFFIXES.get(target.suffix.lower())
    if kind is None:
        raise UsageError(
            _("{file}: the ending decides the format; use one of {known}.").format(
                file=target, known=", ".join(_SUFFIXES)
            )
        )
    chosen = next((name for name in TABLES if name == table), None)
    if chosen is None:
        raise UsageError(
            _('{option}: there is no "{given}"; use one of {known}.').format(
                option="--table", given=table, known=", ".join(TABLES)
            )
        )
    if at is not None and chosen != "findings":
        raise UsageError(_("--at goes with the table findings; the other tables hold every night anyway."))
    with reading(database) as history:
        count = export(history, chosen, target, kind=kind, bom=bom, at=options.moment(at, "--at"))  # type: ignore[arg-type]
    typer.echo(ngettext("{file}: {count} row.", "{file}: {count} rows.", count).format(file=target, count=count))


@app.command("backup", help=_("Copy the history while it is in use."))
def backup(
    target: Annotated[Path, typer.Argument(metavar="COPY", help=_("A file that does not exist yet."))],
    *,
    database: options.Database = options.DATABASE,
) -> None:
    """Copy one moment of the history, complete; never overwrites."""
    from monitor.database import reading

    with reading(database) as history:
        history.backup(target)
    typer.echo(_("{file}: {size} MB.").format(file=target, size=round(target.stat().st_size / 1e6, 1)))


@app.command("restore", help=_("Put a copy in the place of the history; the former one stays beside it."))
def restore(
    copy: Annotated[Path, typer.Argument(metavar="COPY", help=_("A file that `gongkai db backup` wrote."))],
    *,
    database: options.Database = options.DATABASE,
) -> None:
    """Check a copy to its last byte, then let it take the place of the history."""
    from storage import restore_history

    former = restore_history(copy, database)
    if former is None:
        typer.echo(_("{file} is restored.").format(file=database))
    else:
        typer.echo(_("{file} is restored; what it was before is {former}.").format(file=database, former=former))


@app.command("verify", help=_("Check that the file is whole and that nothing was changed since it was recorded."))
def verify(*, database: options.Database = options.DATABASE) -> None:
    """Read everything and hold it against the seals; ends with 1 where something is wrong."""
    from monitor.database import reading
    from monitor.text import plain

    with reading(database) as history:
        wrong = history.verify()
        last = history.sweep()
    for sentence in wrong:
        typer.echo(plain(sentence))
    if wrong:
        raise typer.Exit(ExitCode.GATE_FAILED)
    seal = last.seal if last is not None else None
    typer.echo(_("{file}: whole and unchanged; the last seal is {seal}.").format(file=database, seal=seal or "—"))


@app.command("prune", help=_("Let go of old pages; verdicts, and what defends a failure, stay."))
def prune(
    keep: Annotated[
        str | None,
        typer.Argument(
            metavar="DATE|SWEEP",
            help=_("The first day or sweep that is kept whole; history.keep_days of the settings decides by default."),
        ),
    ] = None,
    *,
    evidence: Annotated[
        Path | None,
        typer.Option(
            "--evidence",
            metavar="FOLDER",
            help=_("The folder of this history's WARC files, to be pruned with it; the one beside it by default."),
        ),
    ] = None,
    database: options.Database = options.DATABASE,
    config: options.Config = None,
) -> None:
    """Forget what was collected before a day or sweep, where nothing rests on it."""
    from crawler.evidence_retention import let_go
    from monitor.config import load_settings
    from monitor.evidence import prunable_folder
    from monitor.planning import first_kept_day
    from monitor.text import plain
    from storage import open_history

    settings = load_settings(config)
    horizon = first_kept_day(settings) if keep is None else options.moment(keep, "DATE|SWEEP")
    if evidence is not None and not evidence.is_dir():
        raise UsageError(_("{folder}: no such folder; check the path.").format(folder=plain(str(evidence))))
    evidence = evidence or prunable_folder(database, settings)
    with open_history(database, create=False) as history:
        pruned = history.prune(horizon if horizon is not None else 0)
        typer.echo(
            _("{snapshots} snapshots were let go, {size} MB; `gongkai db compact` gives the room back.").format(
                snapshots=pruned.snapshots, size=round(pruned.bytes / 1e6, 1)
            )
        )
        if evidence is None:
            return
        with history.lock("pruning evidence"):
            gone = let_go(evidence, keep=history.kept_records())
    for name in gone.damaged:
        typer.echo(_("{file} cannot be read and was left as it is.").format(file=plain(name)), err=True)
    typer.echo(
        _("{responses} stored responses were let go, {size} MB.").format(
            responses=gone.responses, size=round(gone.bytes / 1e6, 1)
        )
    )


@app.command("compact", help=_("Give free space back to the disk."))
def compact(*, database: options.Database = options.DATABASE) -> None:
    """Rewrite the file without what was let go; not while a sweep is running."""
    from storage import open_history

    with open_history(database, create=False) as history:
        freed = history.compact()
    typer.echo(_("{file} is {size} MB smaller.").format(file=database, size=round(freed / 1e6, 1)))


@app.command("rename-site", help=_("Let a site that was registered anew keep its story."))
def rename_site(
    former: Annotated[str, typer.Argument(metavar="FORMER", help=_("The id it had."))],
    present: Annotated[str, typer.Argument(metavar="PRESENT", help=_("The id it has."))],
    *,
    on: On = None,
    note: Note = "",
    database: options.Database = options.DATABASE,
) -> None:
    """Join the stories of two ids."""
    from storage import open_history

    with open_history(database, create=False) as history:
        history.rename_site(former, present, on=_day(on), note=note)
    typer.echo(_("{former} and {present} are one site.").format(former=former, present=present))


@app.command("close-site", help=_("Note that a site was closed, or merged into another."))
def close_site(
    site: Annotated[str, typer.Argument(metavar="SITE", help=_("The id of a site."))],
    *,
    into: Annotated[
        str | None, typer.Option("--into", metavar="SITE", help=_("The site that took its contents over."))
    ] = None,
    on: On = None,
    note: Note = "",
    database: options.Database = options.DATABASE,
) -> None:
    """End the story of a site with a date; nothing of it counts as fixed."""
    from storage import open_history

    with open_history(database, create=False) as history:
        history.close_site(site, on=_day(on), into=into, note=note)
    typer.echo(_("{site} is closed.").format(site=site))


@app.command("datasette", help=_("Write the metadata with which Datasette shows the history."))
def datasette(
    target: Annotated[Path, typer.Argument(metavar="FILE", help=_("Such as metadata.json."))],
    *,
    database: options.Database = options.DATABASE,
) -> None:
    """Write names, facets and ready questions for ``datasette DATABASE --metadata FILE``."""
    from monitor.database import reading
    from monitor.files import write_text
    from storage.datasette import metadata_for

    with reading(database):
        write_text(target, metadata_for(database))
    typer.echo(_("Now run: datasette {database} --metadata {file}").format(database=database, file=target))


def _day(text: str | None) -> dt.date:
    from monitor.config import Settings
    from monitor.planning import today

    return options.day(text, "--on") or today(Settings())
