"""The families of real structure: each page has the shape of the saved page it was made from.

The saved pages are not part of this repository: they are read from ``GONGKAI_REALHTML`` or from ``../shared/realhtml``.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.reading import read_page
from monitor.province import Province, build_province
from monitor.province.blueprint import every_channel
from monitor.province.builders import family_of
from monitor.province.desk import desk_for
from monitor.province.structures import structures
from rules.facts import PageFacts

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

TODAY = dt.date(2026, 11, 22)
REAL_PAGES = Path(os.environ.get("GONGKAI_REALHTML", Path(__file__).parents[3] / "shared" / "realhtml")) / "files"
_PLACE = re.compile(r"\{\{site:([\w-]+)\}\}")


class Pair(NamedTuple):
    """A kind of page of a family, the saved page it was made from, and what is compared on both."""

    family: str
    kind: str
    saved: str
    parts: tuple[str, ...]
    """Selectors of elements whose way down from ``body`` must be the same on both."""


PAIRS = (
    Pair("county", "list", "pk_nav_list.html", ("ul.fr-main > li > a > p", "ul.fl-main > li > a > span", "#page_div")),
    Pair("county", "hub", "pk_zwgk.html", ("ul.msg-nav > li > a", "div.msg-more > span > a", "ul.gkbz-lists > li > a")),
    Pair("county", "text", "pa_lxwm.html", ("div.d_center > p", "div.crumbs > span", "ul.navbar > li > a")),
    Pair("county", "article", "pa_1af66561df11.html", ("li.xxgk_live1 > a > span", "ul.fd_children > li > a", "h2")),
    Pair(
        "prefecture",
        "list",
        "pk_ldxx-tree.TreeTempUrl_1114.html",
        ("div.lctit > ul > li > a", "div.lc-r-tit > div > a", "form > div > table td > a > span"),
    ),
    Pair(
        "prefecture",
        "hub",
        "pv_zwgk.html",
        ("div.areasRight > ul > li > a", "ul.Standard > li > a", "div.try1 > ul > li > a > span", "div.reform > ul a"),
    ),
    Pair("disclosure", "list", "hd_gkzn.jsp.html", ("div.dl_nav01 > h3 > a", "div.sideMenu > ul > li > a")),
    Pair("disclosure", "news", "hd_list.jsp.html", ("div.szbmtclb > table td > a", "div.sx-more1 > a", "div.page > a")),
    Pair("disclosure", "home", "hd_index.jsp.html", ("div.su-l2 > a", "a.s2r-as", "div.dhlm > ul > li > a")),
    Pair("disclosure", "article", "hd_details.jsp.html", ("div.top-l > p > strong", "div.top-r > p > strong")),
    Pair(
        "bureau",
        "list",
        "at_xxgk_bmwj_index.html",
        ("div.d_250 > ul > li > a", "div.d_960_3 > ul > li > span", "#fenye"),
    ),
    Pair(
        "bureau",
        "home",
        "at_index.html",
        ("div.d_394_1 > ul > li > a > img", "div.d_655 > ul > li > a", "div.menu li > a"),
    ),
    Pair(
        "bureau", "article", "at_gfxwj_202001_t20200103_724538.html", ("div.xxy > div.z2", "div.TRS_PreAppend > p font")
    ),
)


@pytest.fixture(scope="module")
def province() -> Province:
    return build_province(today=TODAY, stories="structures", pages_per_site=60)


def _page(province: Province, family: str, kind: str) -> tuple[str, bytes]:
    """A page of that kind: its path and bytes."""
    site = next(site for site, story in province.scenarios.items() if story.identity.builder == family)
    blueprint = province.blueprint(site)
    desk = desk_for(blueprint, family_of(blueprint.identity))
    sound = [channel for channel, _ in every_channel(blueprint) if channel.state == "present"]
    lists = [channel for channel in sound if channel.kind == "list" and len(channel.documents) > 1]
    owned = [channel for channel in lists if desk.in_platform(channel) and channel.items]
    path = {
        "home": lambda: desk.family.home_path,
        "hub": lambda: desk.path(blueprint.platform),
        "list": lambda: desk.path(owned[0]),
        "news": lambda: desk.path(blueprint.menu[0].children[0]),
        "text": lambda: desk.path(next(channel for channel in sound if channel.kind == "page")),
        "article": lambda: desk.document_path(owned[0], owned[0].documents[0]),
    }[kind]()
    page = province.pages(site)[path]
    return path, _PLACE.sub(r"http://site-\1.example", page.body).encode(page.charset)


def _way(node: LexborNode) -> str:
    """The elements above one, with their classes, from ``body`` down; what parsers add is left out."""
    steps = []
    here: LexborNode | None = node
    while here is not None and here.tag not in {"body", "html"}:
        classes = sorted((here.attributes.get("class") or "").split())
        if here.tag not in {"tbody", "jsp:include"}:
            steps.append(".".join((here.tag or "", *classes)))
        here = here.parent
    return " ".join(reversed(steps))


def _ways(body: bytes, selector: str) -> set[str]:
    tree = LexborHTMLParser(body.decode("utf-8", "replace"))
    return {_way(node) for node in tree.css(selector)}


@pytest.mark.skipif(
    not REAL_PAGES.is_dir(), reason="the saved real pages are not here; name their folder in GONGKAI_REALHTML"
)
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.family}-{pair.kind}")
def test_a_rebuilt_page_stands_like_the_saved_one(province: Province, pair: Pair) -> None:
    """Every kind of element that carries a fact stands at a place where the saved page has it too."""
    _, built = _page(province, pair.family, pair.kind)
    saved = (REAL_PAGES / pair.saved).read_bytes()
    apart = {part: (_ways(built, part), _ways(saved, part)) for part in pair.parts}

    assert {part for part, (mine, theirs) in apart.items() if not mine & theirs} == set(), apart


@pytest.mark.parametrize("family", sorted(structures()))
@pytest.mark.parametrize("kind", ["list", "article"])
def test_a_rebuilt_page_is_read_as_what_it_is(province: Province, family: str, kind: str) -> None:
    path, body = _page(province, family, kind)
    facts = read_page(body, f"http://127.0.0.1{path}")

    assert isinstance(facts, PageFacts)
    assert facts.kind == kind
    if kind == "list":
        assert all(entry.date is not None for entry in facts.entries)
        assert facts.entries
    else:
        assert facts.published is not None


def test_every_story_stands_on_every_structure_in_turn() -> None:
    """Seeds let the structures change places, so that every fault is seen on each of them."""
    seen = {
        (site, story.identity.builder)
        for seed in range(1, len(structures()) + 1)
        for site, story in build_province(today=TODAY, seed=seed, stories="structures").scenarios.items()
    }

    assert len(seen) == len(structures()) ** 2
