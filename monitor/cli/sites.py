"""``gongkai sites``: the registry."""

from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import options
from monitor.errors import ConfigurationError
from monitor.language import gettext as _
from monitor.language import ngettext

app = typer.Typer(help=_("The registry of websites."), rich_markup_mode=None, no_args_is_help=True)

DEFAULT = Path("sites.toml")


@app.command("list", help=_("List the registered sites."))
def list_sites(
    sites: options.Sites = DEFAULT,
    *,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", show_default=False)] = None,
    as_json: options.Json = False,
) -> None:
    """Print every site of the registry."""
    from monitor.output import print_json, show
    from monitor.registry import load_registry
    from monitor.rows import site_row
    from monitor.views.sites import sites_table

    registered = load_registry(file or sites)
    if as_json:
        print_json({"schema": 1, "sites": [site_row(site) for site in registered]})
    else:
        show(sites_table(registered))


@app.command("validate", help=_("Check the registry and say everything that is wrong with it."))
def validate(
    sites: options.Sites = DEFAULT,
    *,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", show_default=False)] = None,
) -> None:
    """Check the registry, and that the standards it names exist."""
    from monitor.config import Settings
    from monitor.planning import today
    from monitor.registry import load_registry
    from monitor.standards import choose_standards

    path = file or sites
    registered = load_registry(path)
    choose_standards((), registered, today=today(Settings()), file=str(path))
    typer.echo(
        ngettext(
            "{file}: {count} site, nothing wrong.", "{file}: {count} sites, nothing wrong.", len(registered)
        ).format(file=path, count=len(registered))
    )


@app.command("import", help=_("Make sites.toml from a table of websites (CSV, XLSX)."))
def import_sites(
    table: Annotated[Path, typer.Argument(metavar="FILE", help=_("The table, with a row of headings."))],
    *,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help=_("Where to write."))] = DEFAULT,
    level: Annotated[str, typer.Option("--level", help=_("For rows that name no level."))] = "",
    body: Annotated[str, typer.Option("--body", help=_("For rows that name no kind of body."))] = "government",
    force: Annotated[bool, typer.Option("--force", help=_("Overwrite the file."))] = False,
) -> None:
    """Turn a table into a registry; nothing is written unless every row can be taken."""
    from monitor.files import read_text, write_text
    from monitor.importing import import_table, registry_text
    from monitor.workbooks import workbook_as_csv

    text = workbook_as_csv(table) if table.suffix.lower() in {".xlsx", ".xlsm"} else read_text(table)
    sites = import_table(text, name=str(table), defaults={"level": level, "body": body})
    if out.exists() and not force:
        raise ConfigurationError(
            [_("{file}: is there already; name another with --out, or add --force.").format(file=out)]
        )
    write_text(out, registry_text(sites))
    typer.echo(
        ngettext("{file}: {count} site written.", "{file}: {count} sites written.", len(sites)).format(
            file=out, count=len(sites)
        )
    )
