"""Templates with slots: ``[[menu]]`` in the file is replaced by what a builder puts there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.province.furniture import esc, table

if TYPE_CHECKING:
    from monitor.province.values import Channel, SiteIdentity, Table

_SLOT = re.compile(r"\[\[([a-z_]+)\]\]")
_FOLDER = Path(__file__).with_name("templates")


@cache
def _template(name: str) -> str:
    return (_FOLDER / f"{name}.html").read_text(encoding="utf-8")


def fill(name: str, identity: SiteIdentity, **slots: str) -> str:
    """Fill a template.

    Args:
        name: of the file in ``templates``, without ``.html``.
        identity: gives ``[[site]]``, ``[[place]]``, ``[[code]]``, ``[[short]]`` and ``[[number]]``.
        slots: HTML for every other slot.

    Returns:
        The page or piece of a page; a slot that nobody fills is an error.
    """
    values = {
        "site": esc(identity.name),
        "place": esc(identity.place),
        "code": identity.id,
        "short": identity.short,
        "number": identity.region.ljust(6, "0"),
        **slots,
    }
    return _SLOT.sub(lambda slot: values[slot[1]], _template(name))


def leaves_and_branches(channel: Channel) -> tuple[list[Channel], list[Channel]]:
    """The columns below a column: those that are pages or lists, and those that hold further ones."""
    leaves = [child for child in channel.children if child.kind != "hub"]
    return leaves, [child for child in channel.children if child.kind == "hub"]


def office_text(texts: tuple[str | Table, ...]) -> str:
    """Text as an office program leaves it: words cut through by ``span`` and ``font``."""
    return "".join(_office_paragraph(text) if isinstance(text, str) else table(text) for text in texts)


def _office_paragraph(text: str) -> str:
    third = max(1, len(text) // 3)
    parts = [text[:third], text[third : 2 * third], text[2 * third :]]
    runs = "".join(
        f'<span style="font-family: 仿宋_GB2312; font-size: 16pt"><font face="仿宋_GB2312">{esc(part)}</font></span>'
        for part in parts
        if part
    )
    return f'<p align="justify" class="MsoNormal" style="text-justify: inter-ideograph; line-height: 27pt; text-indent: 32pt">{runs}</p>\n'
