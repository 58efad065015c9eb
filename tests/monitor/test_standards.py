"""Which standards a sweep judges by."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from monitor.errors import ConfigurationError
from monitor.standards import binding, choose_standards, named_standards, review, shipped_standards
from rules.model import Site

if TYPE_CHECKING:
    from pathlib import Path

TODAY = dt.date(2026, 11, 22)
COUNTY = Site(id="1", name="清溪县人民政府", url="http://a.gov.cn/", level="county", body="government")
OWN = """
id = "own"
title = "本省目录"
version = "1"
in_force = 2026-01-01
state = "{state}"
[[item]]
id = "notices"
name = "通知公告"
basis = ["《本省目录》"]
"""


def own_file(folder: Path, state: str = "in-force", name: str = "own.toml") -> Path:
    """A standard of a user's own."""
    path = folder / name
    path.write_text(OWN.format(state=state), encoding="utf-8")
    return path


def chosen(names: list[str], *sites: Site) -> tuple[list[str], list[tuple[str, ...] | None]]:
    """Ids of the standards of a plan, and what each site is judged by."""
    standards, resolved = choose_standards(names, sites, today=TODAY, file="sites.toml")
    return [standard.id for standard in standards], [site.standards for site in resolved]


def test_without_a_name_every_shipped_standard_in_force_is_taken() -> None:
    """Drafts, trials and those not yet or no longer in force are not."""
    in_force = [standard.id for standard in shipped_standards() if binding(standard, TODAY)]

    assert chosen([], COUNTY) == (in_force, [None])
    assert "platform-2019" in in_force


def test_before_its_day_a_standard_does_not_bind() -> None:
    """The plan's day decides, not today's."""
    standards, _sites = choose_standards([], [COUNTY], today=dt.date(2019, 12, 2), file="sites.toml")

    assert "platform-2019" not in [standard.id for standard in standards]


def test_a_standard_that_is_named_is_judged_whatever_its_state(tmp_path: Path) -> None:
    """A trial can be tried."""
    path = own_file(tmp_path, state="trial")

    assert chosen([str(path), "platform-2019"], COUNTY) == (["own", "platform-2019"], [None])


def test_a_folder_stands_for_its_files(tmp_path: Path) -> None:
    """Sorted by name."""
    own_file(tmp_path)

    assert [standard.id for standard in named_standards([str(tmp_path)], ())] == ["own"]


def test_a_trial_that_one_site_names_reaches_that_site_alone() -> None:
    """The others are judged by what is in force."""
    trial = next((one for one in shipped_standards() if not binding(one, TODAY)), None)
    if trial is None:
        pytest.skip("every shipped standard is in force")
    other = Site(id="2", name="乙", url="http://b.gov.cn/", level="county", body="government", standards=(trial.id,))
    in_force = [one for one in shipped_standards() if binding(one, TODAY)]

    ids, per_site = chosen([], COUNTY, other)

    assert ids == [*(one.id for one in in_force), trial.id]
    assert per_site == [tuple(one.id for one in in_force if one.applies_to_site(COUNTY)), (trial.id,)]


def test_everything_unknown_is_said_at_once(tmp_path: Path) -> None:
    """Names on the command line first, then those of sites."""
    with pytest.raises(ConfigurationError) as caught:
        named_standards(["platfrm-2019", "nowhere.toml", str(tmp_path)], shipped_standards())

    assert caught.value.problems == (
        '--standard: there is no standard "platfrm-2019"; did you mean platform-2019?',
        "nowhere.toml: no such file; check the path.",
        f"{tmp_path}: holds no .toml file; name a standard's file or its folder.",
    )


def test_a_site_that_names_an_unknown_standard_is_a_configuration_error() -> None:
    """The sentence names registry, site and key."""
    site = Site(id="9", name="丙", url="http://c.gov.cn/", level="city", body="department", standards=("platfrm-2019",))
    with pytest.raises(ConfigurationError) as caught:
        chosen([], site)

    assert caught.value.problems == (
        'sites.toml, "9", standards: there is no standard "platfrm-2019"; did you mean platform-2019?',
    )


def test_two_files_of_one_id_are_refused(tmp_path: Path) -> None:
    """Which of them would be judged by?"""
    paths = [str(own_file(tmp_path, name=name)) for name in ("a.toml", "b.toml")]
    with pytest.raises(ConfigurationError) as caught:
        named_standards(paths, ())

    assert caught.value.problems == ('--standard: "own" is given 2 times; name it once.',)


def test_a_standard_that_names_no_items_is_refused(tmp_path: Path) -> None:
    """It would pass everything."""
    path = tmp_path / "empty.toml"
    path.write_text('id = "e"\ntitle = "空"\nversion = "1"\nin_force = 2026-01-01\n', encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        review([path])

    assert len(caught.value.problems) == 1
    assert str(path) in caught.value.problems[0]
    assert "item" in caught.value.problems[0]


def test_shipped_standards_can_be_used() -> None:
    """Remarks are advice; none is an error."""
    assert [standard.id for standard, _remarks in review([])] == [standard.id for standard in shipped_standards()]
