"""The facts of one page in a form that a person can hold against the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.tree import Tree

from monitor import words
from monitor.language import gettext as _
from monitor.language import marked
from monitor.views.common import pairs, section, table, text

if TYPE_CHECKING:
    from rules.facts import Column, FileFacts, PageFacts

AREAS = {
    "nav": marked("navigation"),
    "tree": marked("disclosure tree"),
    "body": marked("page body"),
    "footer": marked("footer"),
    "friend": marked("friend links"),
    "hidden": marked("hidden"),
}


def inspect_page(facts: PageFacts) -> RenderableType:
    """Everything read from one page, with the place each thing was read from."""
    parts: list[RenderableType] = [pairs(_head(facts))]
    if facts.columns:
        parts += [section(_("Columns ({count})").format(count=len(facts.columns))), *_trees(facts.columns)]
    if facts.entries:
        parts += [section(_("Entries ({count})").format(count=len(facts.entries))), _entries(facts)]
    if facts.attachments:
        made = table(_("Attachment"), _("Kind"), _("Address"))
        for attachment in facts.attachments:
            made.add_row(text(attachment.name), text(attachment.kind), text(attachment.url))
        parts += [section(_("Attachments ({count})").format(count=len(facts.attachments))), made]
    if facts.fields:
        parts += [section(_("Printed fields")), pairs(tuple(facts.fields.items()))]
    if facts.meta:
        parts += [section(_("Meta")), pairs(tuple(facts.meta.items()))]
    if facts.read_from:
        parts += [section(_("Where it was read from")), pairs(tuple(facts.read_from.items()))]
    return Group(*parts)


def _head(facts: PageFacts) -> tuple[tuple[str, str], ...]:
    rows: list[tuple[str, object]] = [
        (_("Address"), facts.url),
        (_("Kind"), words.kind(facts.kind)),
        (_("Builder"), facts.family),
        (_("File"), _file(facts.file) if facts.file is not None else ""),
        (_("Charset"), facts.charset),
        (_("Title"), facts.title),
        (_("Site name"), facts.site.name),
        (_("Site id code"), facts.site.id_code),
        (_("ICP number"), facts.site.icp),
        (_("Police number"), facts.site.police),
        (_("Breadcrumb"), " › ".join(facts.breadcrumb)),
        (_("List page"), _pages(facts)),
        (_("Redirect"), facts.redirect),
        (_("Frames"), " ".join(facts.frames)),
        (_("Published"), facts.published),
        (_("Published (meta)"), facts.published_meta),
        (_("Source"), facts.source),
        (_("Document number"), facts.document_number),
        (_("Index number"), facts.index_number),
        (_("Placeholder"), facts.notice),
        (_("Block page"), facts.block),
        (_("Needs a browser"), facts.needs_browser),
        (_("Forms"), " ".join(facts.forms)),
        (_("Labels without a value"), "、".join(label.name for label in facts.bare)),
        (_("Tables of figures"), len(facts.tables) or ""),
        (_("Text"), _("{count} characters").format(count=facts.text_length)),
    ]
    return tuple((name, str(value)) for name, value in rows if value)


def _file(file: FileFacts) -> str:
    """Kind of a file, and how much of it was read."""
    if file.scanned:
        return _("{kind}, scanned: its pages are pictures").format(kind=file.kind)
    if file.pages is None:
        return file.kind
    return _("{kind}, {read} of {pages} pages read").format(kind=file.kind, read=file.read or 0, pages=file.pages)


def _pages(facts: PageFacts) -> str:
    if facts.pages is None:
        return ""
    total = "?" if facts.pages.total is None else str(facts.pages.total)
    if facts.pages.lower_bound:
        total = f"≥ {total}"
    shown = _("{current} of {total}").format(current=facts.pages.current, total=total)
    return (
        shown
        if facts.pages.next is None
        else _("{shown}, next {address}").format(shown=shown, address=facts.pages.next)
    )


def _trees(columns: tuple[Column, ...]) -> list[Tree]:
    """One tree for each area of the page, in the order in which the areas are met."""
    trees: dict[str, Tree] = {}
    branches: dict[tuple[str, ...], Tree] = {}
    for column in columns:
        root = trees.setdefault(column.area, Tree(text(_(AREAS[column.area]), "bold")))
        path: tuple[str, ...] = (column.area,)
        branch = root
        for parent in column.parents:
            path = (*path, parent)
            branch = branches[path] if path in branches else branches.setdefault(path, branch.add(text(parent, "dim")))
        label = text(column.name)
        if column.url is not None:
            label = label.append("  ").append_text(text(column.url, "dim"))
        path = (*path, column.name)
        if path in branches:
            branches[path].label = label
        else:
            branches[path] = branch.add(label)
    return list(trees.values())


def _entries(facts: PageFacts) -> RenderableType:
    made = table("#", _("Date"), _("Read from"), _("Title"), _("Address"), right=(0,))
    for number, entry in enumerate(facts.entries, start=1):
        made.add_row(
            text(number), text(entry.date), text(entry.read_from, "dim", limit=40), text(entry.title), text(entry.url)
        )
    return made
