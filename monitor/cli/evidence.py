"""``gongkai evidence``: prove that the evidence is what it was, and hand it over."""

from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import options
from monitor.errors import ExitCode, UsageError
from monitor.language import gettext as _
from monitor.language import ngettext

app = typer.Typer(help=_("The responses that findings rest on."), rich_markup_mode=None, no_args_is_help=True)

_SHOWN = 50
"""Broken records that are printed one by one; JSON has all of them."""


@app.command("verify", help=_("Prove that nothing was changed: every stored response, and the history itself."))
def verify(
    *,
    sweep: Annotated[
        int | None,
        typer.Option(
            "--sweep",
            min=1,
            max=options.LAST_SWEEP,
            metavar="ID",
            help=_("Only what this sweep names; all by default."),
        ),
    ] = None,
    evidence: options.Evidence = None,
    database: options.Database = options.DATABASE,
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Hold every named record against its digest; ends with 1 where one is not what it was."""
    from monitor.database import reading
    from monitor.evidence_verifying import verify_evidence
    from monitor.evidence_words import broken_line, verified_document
    from monitor.output import print_json
    from monitor.text import plain

    folder = _folder(database, config, evidence)
    with reading(database) as history:
        verified = verify_evidence(history, folder, sweep=sweep)
    broken = bool(verified.broken or verified.wrong)
    if as_json:
        print_json(verified_document(verified, folder=str(folder), sweep=sweep))
    else:
        for sentence in verified.wrong:
            typer.echo(plain(sentence))
        for one in verified.broken[:_SHOWN]:
            typer.echo(broken_line(one))
        if len(verified.broken) > _SHOWN:
            typer.echo(_("… and {count} more; --json lists them all.").format(count=len(verified.broken) - _SHOWN))
        for torn in verified.torn:
            typer.echo(
                _("{file}: bytes {start} to {stop} are no whole record.").format(
                    file=plain(torn.file), start=torn.start, stop=torn.stop
                ),
                err=True,
            )
    if broken:
        raise typer.Exit(ExitCode.GATE_FAILED)
    if as_json:
        return
    typer.echo(
        ngettext(
            "{folder}: {count} stored response, whole and unchanged; the last seal is {seal}.",
            "{folder}: {count} stored responses, whole and unchanged; the last seal is {seal}.",
            verified.whole,
        ).format(folder=plain(str(folder)), count=verified.whole, seal=verified.seal or "—")
    )
    if verified.undigested:
        typer.echo(
            _("{count} of them are older than the digests: that they are whole is all that can be said.").format(
                count=verified.undigested
            )
        )
    if verified.let_go:
        typer.echo(_("{count} were let go, as sweep.evidence_kept said.").format(count=verified.let_go))


def _folder(database: Path, config: Path | None, given: Path | None) -> Path:
    """The folder that belongs to the history.

    Raises:
        UsageError: The folder that was named is none, or the settings keep no evidence.
    """
    from monitor.config import load_settings
    from monitor.evidence import beside, evidence_folder
    from monitor.text import plain

    settings = load_settings(config)
    if given is not None and not given.is_dir():
        raise UsageError(_("{folder}: no such folder; check the path.").format(folder=plain(str(given))))
    return evidence_folder(database, settings, given) or beside(database)


@app.command("export", help=_("Hand a finding over: a folder that a lawyer can open and anybody can check."))
def export(
    site: Annotated[str, typer.Argument(metavar="SITE", help=_("The id of a site."))],
    item: Annotated[str, typer.Argument(metavar="ITEM", help=_("The id of an item, or STANDARD/ITEM."))],
    *,
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help=_("Empty, or not there yet."))],
    sweep: Annotated[
        int | None,
        typer.Option(
            "--sweep",
            min=1,
            max=options.LAST_SWEEP,
            metavar="ID",
            help=_("As it stood at the end of this sweep; now by default."),
        ),
    ] = None,
    evidence: options.Evidence = None,
    database: options.Database = options.DATABASE,
    config: options.Config = None,
) -> None:
    """Write page, quote, clause, times and digests; ends with 1 where the evidence is broken."""
    from monitor.database import reading
    from monitor.evidence_case import gather
    from monitor.evidence_export import export as write
    from monitor.evidence_words import what_is_wrong
    from monitor.text import plain

    folder = _folder(database, config, evidence)
    with reading(database) as history:
        case = gather(history, folder, site, item, sweep=sweep)
        files = write(case, to)
    typer.echo(
        ngettext("{folder}: {count} file.", "{folder}: {count} files.", len(files)).format(
            folder=plain(str(to)), count=len(files)
        )
    )
    for error in case.broken:
        typer.echo(_("The evidence is broken. {wrong}").format(wrong=what_is_wrong(error)))
    if case.broken:
        raise typer.Exit(ExitCode.GATE_FAILED)
    if not any(page.records for page in case.pages):
        typer.echo(_("No answer of a server was kept for this finding."))
