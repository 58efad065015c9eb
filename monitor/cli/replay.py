"""``gongkai replay``: read stored evidence again and judge it again."""

from typing import Annotated

import typer

from monitor.cli import options
from monitor.errors import BrokenEvidenceError, UsageError
from monitor.language import gettext as _
from monitor.language import ngettext


def replay(
    database: options.Database = options.DATABASE,
    *,
    config: options.Config = None,
    sweep: Annotated[
        int | None,
        typer.Option(
            "--sweep", min=1, max=options.LAST_SWEEP, metavar="ID", help=_("The sweep; the last one by default.")
        ),
    ] = None,
    sites: options.SiteIds = [],
    standards: options.Standards = [],
    as_of: options.AsOf = None,
    evidence: options.Evidence = None,
    stored_facts: Annotated[
        bool, typer.Option("--stored-facts", help=_("Judge what was read that night; read no stored bytes again."))
    ] = False,
    save: Annotated[
        bool, typer.Option("--save", help=_("Write the findings down, as a sweep that visited no site."))
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Read the evidence of a sweep again and judge it, by the same or other rules; only --save writes."""
    from monitor.config import load_settings
    from monitor.evidence import evidence_folder
    from monitor.output import print_json, show
    from monitor.replaying import replay as judge_again
    from monitor.replayrows import replay_document
    from monitor.replaysaving import check_savable
    from monitor.replaysaving import save as write_down
    from monitor.views.replay import replay_page
    from storage import open_history

    day = options.day(as_of, "--as-of")
    if save and sites:
        raise UsageError(_("--save and --site exclude each other: a sweep is saved whole."))
    settings = load_settings(config)
    folder = None if stored_facts else evidence_folder(database, settings, evidence)
    with open_history(database, read_only=not save) as history:
        if save:
            check_savable(history, sweep=sweep, as_of=day)
        again = judge_again(history, sweep=sweep, sites=sites, standards=standards, as_of=day, evidence=folder)
        stored = {(one.site, one.standard, one.item): one for one in history.findings(at=again.sweep.id)}
        saved = write_down(history, again) if save else None
    if as_json:
        print_json(replay_document(again, stored, saved=saved))
    else:
        show(replay_page(again, saved=saved))
    if again.readings.broken:
        count = len(again.readings.broken)
        raise BrokenEvidenceError(
            ngettext(
                "The evidence of {count} page is broken; `gongkai evidence verify` says where.",
                "The evidence of {count} pages is broken; `gongkai evidence verify` says where.",
                count,
            ).format(count=count)
        )
