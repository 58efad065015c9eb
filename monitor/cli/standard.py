"""``gongkai standard``: the law as data."""

from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import options
from monitor.errors import UsageError
from monitor.language import gettext as _
from monitor.language import ngettext

app = typer.Typer(help=_("The standards: the law as data."), rich_markup_mode=None, no_args_is_help=True)


@app.command("list", help=_("List the standards that are shipped."))
def list_standards(*, as_json: options.Json = False) -> None:
    """Print every shipped standard."""
    from monitor.output import print_json, show
    from monitor.rows import standard_row
    from monitor.standards import shipped_standards
    from monitor.views.standards import standards_table

    standards = shipped_standards()
    if as_json:
        print_json({"schema": 1, "standards": [standard_row(standard) for standard in standards]})
    else:
        show(standards_table(standards))


@app.command("show", help=_("Show a standard, or one item of it with its ten elements."))
def show_standard(
    name: Annotated[str, typer.Argument(metavar="STANDARD|ITEM", help=_("An id, a file, or the id of an item."))],
    item: Annotated[str, typer.Argument(metavar="ITEM", help=_("The id of an item of that standard."))] = "",
    *,
    as_json: options.Json = False,
) -> None:
    """Print a standard's items, or everything about one item."""
    from monitor.output import print_json, show
    from monitor.rows import item_row, standard_row
    from monitor.standards import items_called, named_standards, shipped_standards
    from monitor.views.standards import item_page, standard_page

    shipped = shipped_standards()
    found = [] if item else items_called(name, shipped)
    if not found:
        chosen = named_standards([name], shipped, where="STANDARD")
        if item:
            found = items_called(item, chosen)
            if not found:
                raise UsageError(
                    _('There is no item "{item}" in {standard}; `gongkai standard show {standard}` lists them.').format(
                        item=item, standard=name
                    )
                )
    if found:
        if as_json:
            print_json({"schema": 1, "items": [item_row(standard, one) for standard, one in found]})
        else:
            show(*(item_page(standard, one) for standard, one in found))
    elif as_json:
        print_json(
            {
                "schema": 1,
                "standards": [
                    standard_row(standard) | {"rows": [item_row(standard, one) for one in standard.items]}
                    for standard in chosen
                ],
            }
        )
    else:
        show(*(standard_page(standard) for standard in chosen))


@app.command("validate", help=_("Check standard files and say everything that is wrong with them."))
def validate(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help=_("Files; none checks those shipped."))
    ] = None,
) -> None:
    """Check each file; what makes one unusable is an error, what should be put right is printed."""
    from monitor.standards import review
    from monitor.text import plain

    for standard, remarks in review(paths or ()):
        for remark in remarks:
            typer.echo(plain(remark))
        count = len(standard.items)
        if not remarks:
            typer.echo(
                ngettext("{id}: {count} item, nothing wrong.", "{id}: {count} items, nothing wrong.", count).format(
                    id=standard.id, count=count
                )
            )


@app.command("diff", help=_("Show what differs between two standards or two versions of one."))
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help=_("An id or a file."))],
    new: Annotated[str, typer.Argument(metavar="NEW", help=_("An id or a file."))],
    *,
    as_json: options.Json = False,
) -> None:
    """Print added, removed and changed items."""
    from monitor.output import print_json, show
    from monitor.rows import difference_document
    from monitor.standards import one_standard, shipped_standards
    from monitor.views.standards import difference_page
    from rules.difference import difference

    shipped = shipped_standards()
    found = difference(one_standard(old, shipped), one_standard(new, shipped))
    if as_json:
        print_json(difference_document(found))
    else:
        show(difference_page(found))


@app.command("import", help=_("Make a standard's file from an official ten-column table (XLSX, CSV)."))
def import_file(
    table: Annotated[Path, typer.Argument(metavar="FILE", help=_("The workbook or the CSV file."))],
    *,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=_("Where to write; beside the table by default."))
    ] = None,
    identifier: Annotated[str, typer.Option("--id", metavar="ID", help=_("The id of the standard."))] = "",
    in_force: Annotated[
        str | None,
        typer.Option("--in-force", metavar="DATE", help=_("Since when it is in force, where the table does not say.")),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Overwrite the file."))] = False,
    as_json: options.Json = False,
) -> None:
    """Read a table, say row by row what was not understood, and write a standard's file."""
    from monitor.config import Settings
    from monitor.output import print_json
    from monitor.planning import today
    from monitor.standardfiles import export_standard, import_standard
    from monitor.text import plain

    target = out or table.with_suffix(".toml")
    if target.suffix != ".toml":
        raise UsageError(_('--out: "{file}" is no .toml file; a standard is written as TOML.').format(file=target))
    if target.exists() and not force:
        raise UsageError(_("{file}: is there already; name another with --out, or add --force.").format(file=target))
    since = options.day(in_force, "--in-force") or today(Settings())
    found = import_standard(table, identifier=identifier or None, in_force=since)
    export_standard(found.standard, target)
    count = len(found.standard.items)
    if as_json:
        document = {"schema": 1, "file": str(target), "standard": found.standard.id, "items": count}
        print_json(document | {"remarks": list(found.remarks)})
        return
    for remark in found.remarks:
        typer.echo(plain(remark))
    typer.echo(
        ngettext(
            "{file}: {count} item written; {remarks} to look at.",
            "{file}: {count} items written; {remarks} to look at.",
            count,
        ).format(file=target, count=count, remarks=len(found.remarks))
    )


@app.command("export", help=_("Write a standard as XLSX, CSV, Markdown or TOML."))
def export_file(
    name: Annotated[str, typer.Argument(metavar="STANDARD", help=_("An id or a file."))],
    out: Annotated[Path, typer.Argument(metavar="FILE", help=_("Where to write; its ending says how."))],
    *,
    force: Annotated[bool, typer.Option("--force", help=_("Overwrite the file."))] = False,
) -> None:
    """Write the official ten columns with the machine's part beside them."""
    from monitor.standardfiles import export_standard
    from monitor.standards import one_standard, shipped_standards

    if out.exists() and not force:
        raise UsageError(_("{file}: is there already; name another, or add --force.").format(file=out))
    standard = one_standard(name, shipped_standards())
    export_standard(standard, out)
    count = len(standard.items)
    typer.echo(
        ngettext("{file}: {count} item written.", "{file}: {count} items written.", count).format(file=out, count=count)
    )
