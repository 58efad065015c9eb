"""The sample province: its sites, their pages, and the truth about every item, all from one seed and one day."""

from __future__ import annotations

import datetime as dt
import json
from functools import cached_property
from pathlib import Path
from typing import Final

import msgspec

from monitor.province.assembly import assemble, foreign_pages, platform_pages, robots_paths
from monitor.province.blueprint import draw, platform_host_of
from monitor.province.builders import families
from monitor.province.duties import documents_needed, expected_of_duty
from monitor.province.inspected import Inspected, expected_of
from monitor.province.inspected_pages import inspected_pages
from monitor.province.nights import at_night
from monitor.province.scenario import Scenario, deal
from monitor.province.scenarios import NEIGHBOURS, SCENARIOS, Stories
from monitor.province.structures import structures
from monitor.province.traps import mislabelled, trap_pages
from monitor.province.truth import UNKNOWN, expected
from monitor.province.values import Blueprint, Expected, ItemState, Page
from rules.loading import parse_standard
from rules.model import Site
from rules.standard import Item, Standard, applicable_items, base_of

LOCAL_STANDARD = Path(__file__).with_name("local.toml")
"""A standard of the province's own, with the clocks that the national one does not use."""
STANDARDS: Final[dict[Stories, tuple[str, ...]]] = {
    "province": ("platform-2019",),
    "structures": ("platform-2019",),
    "inspected": ("indicators-2019", "normative-documents", "service-lists"),
}
"""Ids of the shipped standards by which the sites are judged."""
_UNREACHABLE = frozenset({"down", "no-name", "blocking"})


class Province:
    """A province on one night. Everything is drawn when it is first asked for."""

    def __init__(  # noqa: PLR0913 - everything it is made from, by name
        self,
        *,
        today: dt.date,
        seed: int,
        pages_per_site: int,
        standards: tuple[Standard, ...],
        night: int = 0,
        stories: Stories = "province",
    ) -> None:
        self.today = today
        self.seed = seed
        self.pages_per_site = pages_per_site
        self.standards = standards
        self.night = night
        self.stories: Stories = stories
        self._pages: dict[str, dict[str, Page]] = {}

    @cached_property
    def scenarios(self) -> dict[str, Scenario]:
        """Every registered site's story by its id, in order of the registry.

        Seed 1 gives every story the builder it was written for; another seed lets the builders change places.
        """
        if self.stories == "inspected":
            return {scenario.identity.id: scenario for scenario in SCENARIOS[self.stories]}
        builders = sorted(families() if self.stories == "province" else structures())
        moved = {name: builders[(number + self.seed - 1) % len(builders)] for number, name in enumerate(builders)}
        return {
            scenario.identity.id: msgspec.structs.replace(
                scenario,
                identity=msgspec.structs.replace(scenario.identity, builder=moved[scenario.identity.builder]),
            )
            for scenario in SCENARIOS[self.stories]
        }

    @cached_property
    def truth(self) -> dict[tuple[str, str, str], Expected]:
        """(site, standard, item) to what must be concluded, for every item that applies, or that the story speaks of."""
        found: dict[tuple[str, str, str], Expected] = {}
        for site_id, scenario in self.scenarios.items():
            if isinstance(scenario, Inspected):
                found |= expected_of(scenario)
                continue
            for standard, item in self.items_of(site_id):
                found[(site_id, standard.id, item.id)] = self._expected(scenario, standard, item)
        return found

    def _expected(self, scenario: Scenario, standard: Standard, item: Item) -> Expected:
        """What must be concluded about one row of one site."""
        states = self.states_of(scenario.identity.id)
        if scenario.trouble in _UNREACHABLE:
            return UNKNOWN
        base = base_of(standard, item)
        if base is not None and base is not item:
            state = states[(standard.id, base.id)]
            return expected_of_duty(item, base, state, scenario, today=self.today)
        return expected(item, states[(standard.id, item.id)], scenario.identity, today=self.today)

    @cached_property
    def served(self) -> tuple[str, ...]:
        """Ids of everything that gets an address: the registered sites that resolve, then their neighbours."""
        named = tuple(site_id for site_id, scenario in self.scenarios.items() if scenario.trouble != "no-name")
        return (*named, *self._platform_hosts, *NEIGHBOURS)

    @cached_property
    def _platform_hosts(self) -> dict[str, str]:
        """Ids of the addresses that carry nothing but a site's platform, to the id of the site."""
        hosts = {platform_host_of(scenario): site_id for site_id, scenario in self.scenarios.items()}
        return {host: site_id for host, site_id in hosts.items() if host is not None}

    def hosts_of(self, site_id: str) -> tuple[str, ...]:
        """Ids of the further served addresses that belong to a site."""
        return (*self.scenarios[site_id].hosts, *self.platform_hosts_of(site_id))

    def platform_hosts_of(self, site_id: str) -> tuple[str, ...]:
        """Ids of the served addresses that carry the site's platform and nothing else."""
        return tuple(host for host, owner in self._platform_hosts.items() if owner == site_id)

    def site(self, site_id: str, *, url: str, hosts: tuple[str, ...] = ()) -> Site:
        """The registry's entry for a site that is bound to ``url``."""
        identity = self.scenarios[site_id].identity
        return Site(
            id=identity.id,
            name=identity.name,
            url=url,
            level=identity.level,
            body=identity.body,
            region=identity.region,
            office=identity.office,
            hosts=hosts,
        )

    def items_of(self, site_id: str) -> tuple[tuple[Standard, Item], ...]:
        """The (standard, item) pairs that bind a site."""
        return applicable_items(self.standards, self.site(site_id, url="http://127.0.0.1/"))

    def columns_of(self, site_id: str) -> tuple[tuple[Standard, Item], ...]:
        """Those of them that have a column of their own."""
        return tuple((standard, item) for standard, item in self.items_of(site_id) if not item.column_of)

    def states_of(self, site_id: str) -> dict[tuple[str, str], ItemState]:
        """How every item stands on a site this night."""
        if site_id not in self._states:
            scenario, items = self.scenarios[site_id], self.columns_of(site_id)
            states = deal(scenario, items, seed=self.seed)
            self._states[site_id] = at_night(states, items, scenario, night=self.night, seed=self.seed)
        return self._states[site_id]

    @cached_property
    def _states(self) -> dict[str, dict[tuple[str, str], ItemState]]:
        return {}

    def blueprint(self, site_id: str) -> Blueprint:
        """The columns and documents of a site."""
        if site_id not in self._blueprints:
            drawn = draw(
                self.scenarios[site_id],
                self.columns_of(site_id),
                self.states_of(site_id),
                today=self.today,
                seed=self.seed,
                pages=self.pages_per_site,
            )
            self._blueprints[site_id] = msgspec.structs.replace(drawn, neighbours=_neighbours(site_id, self.stories))
        return self._blueprints[site_id]

    @cached_property
    def _blueprints(self) -> dict[str, Blueprint]:
        return {}

    def pages(self, site_id: str) -> dict[str, Page]:
        """Every page of a served site: path with query to page."""
        if site_id not in self._pages:
            story = self.scenarios.get(site_id)
            if isinstance(story, Inspected):
                self._pages[site_id] = inspected_pages(story, today=self.today, seed=self.seed)
            elif site_id in self._platform_hosts:
                self._pages[site_id] = platform_pages(self.blueprint(self._platform_hosts[site_id]))
            elif site_id in NEIGHBOURS:
                self._pages[site_id] = self._neighbour_pages(site_id)
            else:
                pages = assemble(self.blueprint(site_id))
                if self.scenarios[site_id].trouble == "traps":
                    pages = trap_pages(pages)
                if self.scenarios[site_id].trouble == "mislabelled":
                    pages = {path: mislabelled(page) for path, page in pages.items()}
                self._pages[site_id] = pages
        return self._pages[site_id]

    def robots_paths(self, site_id: str) -> tuple[str, ...]:
        """What the robots.txt of a site bars: the columns whose state says so."""
        return tuple(path for path in robots_paths(self.blueprint(site_id)))

    def fewest_pages(self, site_id: str) -> int:
        """How few fetches could judge every item of a site: home, the platform's way, one page for each column.

        Rows that are judged on another's column need some of its documents beside.
        """
        scenario = self.scenarios[site_id]
        if scenario.trouble in _UNREACHABLE:
            return 1
        columns = sum(
            state.state not in {"missing", "heading", "offsite-foreign", "offsite-forbidden", "robots"}
            for state in self.states_of(site_id).values()
        )
        stubs = sum(state.state in {"stub", "redirect"} for state in self.states_of(site_id).values())
        hubs = len(
            {state.place for state in self.states_of(site_id).values()} & {"hub", "key-areas", "affairs", "stray"}
        )
        duties = {documents_needed(item) for _, item in self.items_of(site_id) if item.column_of}
        return 1 + columns + stubs + hubs + sum(needed for _, needed in duties)

    def at(self, night: int) -> Province:
        """The same province on another night: a few items mended, a few broken, most as they were."""
        return Province(
            today=self.today,
            seed=self.seed,
            pages_per_site=self.pages_per_site,
            standards=self.standards,
            night=night,
            stories=self.stories,
        )

    def recipe(self) -> bytes:
        """Everything another process needs to build the same province, on one line."""
        return msgspec.json.encode(
            Recipe(
                today=self.today,
                seed=self.seed,
                pages_per_site=self.pages_per_site,
                standards=self.standards,
                night=self.night,
                stories=self.stories,
            )
        )

    def truth_json(self) -> str:
        """The truth as JSON, for people who hold another tool against it."""
        rows = [
            {"site": site, "standard": standard, "item": item, "outcome": verdict.outcome, "problem": verdict.problem}
            for (site, standard, item), verdict in self.truth.items()
        ]
        return json.dumps(rows, ensure_ascii=False, indent=1)

    def _neighbour_pages(self, neighbour: str) -> dict[str, Page]:
        body = f"<html><head><meta charset='utf-8'><title>{NEIGHBOURS[neighbour]}</title></head><body><h1>{NEIGHBOURS[neighbour]}</h1></body></html>"
        pages = {"/": Page(body=body)}
        for site_id in () if self.stories == "inspected" else self.scenarios:
            pages.update(foreign_pages(self.blueprint(site_id)).get(neighbour, {}))
        return pages


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """What a province is made from."""

    today: dt.date
    seed: int = 1
    pages_per_site: int = 150
    standards: tuple[Standard, ...]
    night: int = 0
    stories: Stories = "province"

    def build(self) -> Province:
        """Make it."""
        return Province(
            today=self.today,
            seed=self.seed,
            pages_per_site=self.pages_per_site,
            standards=self.standards,
            night=self.night,
            stories=self.stories,
        )


def build_province(
    *,
    today: dt.date,
    seed: int = 1,
    pages_per_site: int = 150,
    standards: tuple[Standard, ...] | None = None,
    stories: Stories = "province",
) -> Province:
    """Build the sample province.

    Args:
        today: the day on which it is looked at; every date on it is seen from there.
        seed: names, titles and the places of the faults follow from it.
        pages_per_site: the least number of pages of every site.
        standards: what its sites are judged by; the platform standard and the province's own by default.
        stories: the invented sites, or those of real structure.

    Returns:
        A province whose pages and truth depend on the arguments alone.
    """
    return Province(
        today=today,
        seed=seed,
        pages_per_site=pages_per_site,
        standards=standards or default_standards(stories),
        stories=stories,
    )


def standards_of(stories: Stories) -> list[str]:
    """The options of a sweep that name the standards by which the sites are judged."""
    own = [] if stories == "inspected" else [str(LOCAL_STANDARD)]
    return [word for name in (*STANDARDS[stories], *own) for word in ("--standard", name)]


def default_standards(stories: Stories = "province") -> tuple[Standard, ...]:
    """The national platform standard and the province's own; those about more than one column for ``inspected``."""
    import rules  # noqa: PLC0415 - only its folder is wanted

    shipped = Path(rules.__file__).with_name("standards")
    paths = [shipped / f"{name}.toml" for name in STANDARDS[stories]]
    if stories != "inspected":
        paths.append(LOCAL_STANDARD)
    return tuple(parse_standard(path.read_text(encoding="utf-8"), name=path.name) for path in paths)


def _neighbours(site_id: str, stories: Stories) -> tuple[tuple[str, str], ...]:
    named = [
        (scenario.identity.name, f"{{{{site:{scenario.identity.id}}}}}/")
        for scenario in SCENARIOS[stories]
        if scenario.identity.id != site_id and scenario.trouble != "no-name"
    ]
    return tuple(named[:6])
