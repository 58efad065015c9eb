"""What a builder has before it while it writes one page: the site, where it stands, and where everything else is."""

from __future__ import annotations

import posixpath
import random
from collections.abc import Callable
from typing import Literal

import msgspec

from monitor.province.blueprint import every_channel
from monitor.province.values import Blueprint, Channel, Document, SiteIdentity

FOREIGN = {"offsite": "hall", "offsite-foreign": "exchange", "offsite-forbidden": "forbidden"}
"""State of a column to the served site its link leads to."""


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """The site, the page being written and the ways from it."""

    blueprint: Blueprint
    family: Family
    here: str
    on_platform: bool = False
    """Whether the page stands on the platform."""
    trails: dict[int, tuple[Channel, ...]]
    """Code of a column to the columns above it."""

    @property
    def identity(self) -> SiteIdentity:
        """Who the site is."""
        return self.blueprint.identity

    def at(self, path: str, channel: Channel | None = None) -> Desk:
        """The same site, another page, which belongs to ``channel``."""
        on_platform = channel is not None and self.in_platform(channel)
        return msgspec.structs.replace(self, here=path, on_platform=on_platform)

    def path(self, channel: Channel, page: int = 1) -> str:
        """Where a page of a column's list stands."""
        return self.family.channel_path(channel, self.trails[channel.code], page)

    def document_path(self, channel: Channel, document: Document) -> str:
        """Where an article stands."""
        return self.family.document_path(channel, self.trails[channel.code], document)

    def href(self, path: str) -> str:
        """A link from here to a path of the same site, as the builder writes links."""
        if not self.family.relative:
            return path
        bare, mark, query = path.partition("?")
        start = posixpath.dirname(self.here.partition("?")[0])
        way = posixpath.relpath(bare, start or "/")
        if bare.endswith("/"):
            way += "/"
        return (way if way.startswith(".") else f"./{way}") + mark + query

    def link(self, channel: Channel) -> str | None:
        """The address a column's name leads to; ``None`` for a heading."""
        if not channel.linked:
            return None
        if channel.state in FOREIGN:
            return f"{{{{site:{FOREIGN[channel.state]}}}}}/{self.identity.short}/{channel.slug}/index.html"
        return self._across(channel, self.path(channel))

    def document(self, channel: Channel, document: Document) -> str:
        """The address an entry leads to."""
        if document.is_file:
            folder = self.document_path(channel, document).rpartition("/")[0]
            return self._across(channel, f"{folder}/{document.attachment}")
        return self._across(channel, self.document_path(channel, document))

    def _across(self, channel: Channel, path: str) -> str:
        """A link to a path that may stand on the platform's own address, or back from there."""
        host = self.blueprint.platform_host
        if host is None:
            return self.href(path)
        there = self.in_platform(channel)
        if there == self.on_platform:
            return self.href(path)
        return f"{{{{site:{host if there else self.identity.id}}}}}{path}"

    def in_platform(self, channel: Channel) -> bool:
        """Whether a column is the platform or stands below it."""
        return any(part.role == "platform" for part in (*self.trails[channel.code], channel))

    def dice(self) -> random.Random:
        """Choices that depend on the page alone."""
        return random.Random(f"{self.blueprint.seed}:{self.identity.id}:{self.here}")


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """One family of site builders: where it puts pages and how it writes them."""

    name: str
    channel_path: Callable[[Channel, tuple[Channel, ...], int], str]
    document_path: Callable[[Channel, tuple[Channel, ...], Document], str]
    home: Callable[[Desk], str]
    hub: Callable[[Desk, Channel], str]
    listing: Callable[[Desk, Channel, tuple[Document, ...], int, int], str]
    """Desk, column, the entries of this page, number of the page from 1, number of pages."""
    text: Callable[[Desk, Channel], str]
    """A column that is one page; without paragraphs it is empty."""
    article: Callable[[Desk, Channel, Document], str]
    script_list: Callable[[Desk, Channel], str]
    """A list that only a script fills, from an address the page does not name."""
    stub: Callable[[str], str] | None = None
    """A page that only leads on to the given address; ``None`` means a meta refresh."""
    charset: str = "utf-8"
    content_type: str = "text/html"
    relative: bool = False
    page_size: int = 15
    home_path: str = "/"
    entrance: Literal["same", "stub", "redirect", "splash"] = "same"
    """What stands at ``/`` where the home page has another path."""
    byte_order_mark: bool = False
    site_map_path: str = "/wzdt/index.html"
    further_pages: Callable[[Desk], dict[str, str]] | None = None
    """Further pages such as the frames of a frameset."""
    placeholder: str = "暂无信息"
    """What an empty list says."""
    page_placeholder: str = "栏目建设中"
    """What an empty page says."""
    form_action: str = "/ysqgk/apply.do"
    not_found: Literal["nginx", "dressed"] = "nginx"


def desk_for(blueprint: Blueprint, family: Family) -> Desk:
    """Sit down to a site."""
    trails = {channel.code: trail for channel, trail in every_channel(blueprint)}
    if len(trails) != len(every_channel(blueprint)):
        message = f"two columns of {blueprint.identity.name} have one code; change the seed"
        raise ValueError(message)
    return Desk(blueprint=blueprint, family=family, here=family.home_path, trails=trails)
