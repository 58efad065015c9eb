"""The sample province: every page stands, every item has its truth, and nothing depends on chance."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import subprocess
import sys
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest

from monitor.province import Expected, Province, build_province
from monitor.province.blueprint import every_channel
from monitor.province.builders import families
from monitor.province.desk import FOREIGN, desk_for
from rules.model import Outcome, Problem

TODAY = dt.date(2026, 11, 22)
HREF = re.compile(r"""href\s*=\s*["']?([^"'>\s]+)""", re.IGNORECASE)
SESSION = re.compile(r";jsessionid=[0-9A-F]+")
PLACE = re.compile(r"\{\{site:([\w-]+)\}\}(.*)")
WAY = re.compile(
    r"""(?:href|src|url|location|replace)\s*["']?\s*[=:(]\s*\\?["']?([^"'\\>\s)]+)"""
    r"""|\{\\"pc\\": \\"([^\\]+)|id="url">([^<]+)""",
    re.IGNORECASE,
)
FURNITURE = re.compile(r"/(?:search|rili|ysqgk|index\.php|css)|\.(?:css|js|gif|jpg|png)$|Url$|mindex")


@pytest.fixture(scope="module")
def province() -> Province:
    return build_province(today=TODAY)


def _links(path: str, body: str) -> set[str]:
    """Every path of the same site that a page links to."""
    found = set()
    for href in HREF.findall(body):
        address = unescape(href)
        if address.startswith(("javascript", "#", "{{", "http", "file")):
            continue
        parts = urlsplit(urljoin(f"http://x{path}", address))
        found.add(parts.path + (f"?{parts.query}" if parts.query else ""))
    return {SESSION.sub("", target) for target in found if not FURNITURE.search(target)}


def _reached(province: Province, site: str, articles: set[str]) -> set[tuple[str, str]]:
    """Every (host, path) that a visitor with a browser comes to from the front door, without opening articles."""
    hosts = {host: province.pages(host) for host in (site, *province.platform_hosts_of(site))}
    reached = {(site, "/")}
    waiting = [(site, "/")]
    while waiting:
        here, path = waiting.pop()
        if path in articles:
            continue
        page = hosts[here][path]
        addresses = [next(filter(None, groups)) for groups in WAY.findall(page.body)]
        for address in (*addresses, *filter(None, [page.location])):
            place = PLACE.match(unescape(address))
            host, rest = (place[1], place[2]) if place else (here, SESSION.sub("", unescape(address)))
            if host in hosts and not rest.startswith(("javascript", "http", "#")):
                parts = urlsplit(urljoin(f"http://x{path}", rest))
                target = (host, parts.path + (f"?{parts.query}" if parts.query else ""))
                if target not in reached and target[1] in hosts[host]:
                    reached.add(target)
                    waiting.append(target)
    return reached


def test_the_province_has_many_sites_over_many_families_and_bodies(province: Province) -> None:
    stories = province.scenarios.values()

    assert len(stories) >= 10
    assert len({story.identity.builder for story in stories}) == len(families()) >= 7
    assert {story.identity.level for story in stories} == {"province", "city", "county", "township"}
    assert {story.identity.body for story in stories} == {"government", "department", "enterprise"}
    assert {story.trouble for story in stories} >= {
        "down",
        "no-name",
        "blocking",
        "slow",
        "flapping",
        "traps",
        "robots",
    }


def test_every_site_has_at_least_the_pages_asked_for(province: Province) -> None:
    short = {site: len(province.pages(site)) for site in province.scenarios if len(province.pages(site)) < 150}

    assert short == {}


def test_the_truth_covers_every_applicable_item_and_nothing_else(province: Province) -> None:
    wanted = {(site, standard.id, item.id) for site in province.scenarios for standard, item in province.items_of(site)}

    assert set(province.truth) == wanted
    assert all(any(key[0] == site for key in wanted) for site in province.scenarios)


def test_the_small_sites_speak_of_rows_that_bind_them_kept_and_broken() -> None:
    inspected = build_province(today=TODAY, stories="inspected")
    bound = {
        (site, standard.id, item.id) for site in inspected.scenarios for standard, item in inspected.items_of(site)
    }
    told: dict[str, set[Outcome]] = {}
    for (_, _, item), verdict in inspected.truth.items():
        told.setdefault(item, set()).add(verdict.outcome)
    wanted = (
        "linked",
        "linked-back",
        "drafts-answered",
        "powers-listed",
        "veto-home-stale",
        "veto-columns-empty",
        "footer",
    )

    assert set(inspected.truth) <= bound
    assert all({Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN} <= told[item] for item in wanted)
    assert all({Outcome.PASS, Outcome.FAIL} <= told[item] for item in ("metas", "links", "investment"))


def test_no_link_of_the_small_sites_is_dead_but_those_that_shall_be() -> None:
    inspected = build_province(today=TODAY, stories="inspected")
    dead = {
        (story.identity.short, target)
        for site, story in inspected.scenarios.items()
        for path, page in inspected.pages(site).items()
        for target in _links(path, page.body) - set(inspected.pages(site))
    }

    assert dead == {("boling", f"/zt/{number}/") for number in range(3)} | {
        ("qiantang", f"/frame/{number}.html") for number in range(4)
    }


def test_the_truth_knows_every_kind_of_fault(province: Province) -> None:
    verdicts = set(province.truth.values())

    assert verdicts >= {
        Expected(Outcome.PASS),
        Expected(Outcome.UNKNOWN),
        Expected(Outcome.PASS, Problem.MISPLACED),
        *(
            Expected(Outcome.FAIL, problem)
            for problem in (
                Problem.MISSING,
                Problem.EMPTY,
                Problem.PLACEHOLDER,
                Problem.BROKEN,
                Problem.ERROR_PAGE,
                Problem.STALE,
                Problem.LATE,
            )
        ),
    }


def test_every_link_leads_to_a_page(province: Province) -> None:
    lost = {}
    for site in dict.fromkeys((*province.scenarios, *province.served)):
        pages = province.pages(site)
        for path, page in pages.items():
            for target in _links(path, page.body):
                if target not in pages:
                    lost[(site, target)] = path

    assert lost == {}


@pytest.mark.parametrize("seed", [1, 2])
def test_every_column_can_be_reached_from_the_front_door(seed: int) -> None:
    varied = build_province(today=TODAY, seed=seed, pages_per_site=1)
    lost = []
    for site in varied.scenarios:
        blueprint = varied.blueprint(site)
        desk = desk_for(blueprint, families()[blueprint.identity.builder])
        articles = {
            desk.document_path(channel, document)
            for channel, _ in every_channel(blueprint)
            for document in channel.documents
        }
        reached = _reached(varied, site, articles)
        for channel, trail in every_channel(blueprint):
            host = blueprint.platform_host if blueprint.platform_host and desk.in_platform(channel) else site
            if channel.linked and channel.state not in FOREIGN and (host, desk.path(channel)) not in reached:
                lost.append((site, " > ".join(part.name for part in (*trail, channel))))

    assert lost == []


def test_two_processes_build_the_same_bytes_and_truth() -> None:
    script = (
        "import datetime,hashlib,sys\nfrom monitor.province import build_province\n"
        "province=build_province(today=datetime.date(2026,11,22),pages_per_site=1)\ndigest=hashlib.sha256()\n"
        "for site in province.served[::2]:\n  for path,page in province.pages(site).items():\n"
        "    digest.update(repr((site,path,page)).encode())\n"
        "digest.update(province.truth_json().encode())\nsys.stdout.write(digest.hexdigest())\n"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "4242")
    }

    assert len(digests) == 1
    assert len(next(iter(digests))) == hashlib.sha256().digest_size * 2


def test_another_seed_makes_another_province(province: Province) -> None:
    other = build_province(today=TODAY, seed=2)
    site = next(iter(province.scenarios))

    assert other.pages(site) != province.pages(site)
    assert set(other.truth) == set(province.truth)


def test_another_night_mends_some_breaks_some_and_leaves_most(province: Province) -> None:
    before, after = province.truth, province.at(1).truth
    changed = {key for key in before if before[key] != after[key]}

    assert any(before[key].outcome is Outcome.FAIL and after[key].outcome is Outcome.PASS for key in changed)
    assert any(before[key].outcome is Outcome.PASS and after[key].outcome is Outcome.FAIL for key in changed)
    assert 0 < len(changed) < len(before) / 3


def test_before_the_due_day_no_report_is_late() -> None:
    """On 1 February departments are past their day and governments are not."""
    early = build_province(today=dt.date(2026, 2, 20))
    late = {
        early.scenarios[site].identity.body
        for (site, _, item), verdict in early.truth.items()
        if item == "annual-report" and verdict.problem is Problem.LATE
    }

    assert late == {"department"}


@pytest.mark.parametrize("builder", sorted(families()))
def test_a_builder_writes_what_its_charset_can_hold(province: Province, builder: str) -> None:
    """Chinese survives the way to bytes and back, without character references standing in for it."""
    site = next(site for site, story in province.scenarios.items() if story.identity.builder == builder)
    for page in province.pages(site).values():
        assert page.body.encode(page.charset).decode(page.charset) == page.body
