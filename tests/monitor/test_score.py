"""A small site swept and scored by the national indicators, by the real commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.crawler.mockserver import MockServer, Page
from tests.crawler.websites import html, listing, nav
from tests.monitor.command import TODAY, called, gongkai
from tests.monitor.shapes import faults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.crawler.mockserver import Behaviour

MENU = {"政务要闻": "/yw/", "通知公告": "/tz/", "互动交流": "/hd/", "办事服务": "/bs/", "旧栏目": "/gone/"}
OLD = (
    ("全县安全生产工作会议召开", "/yw/1.html", "2026-09-20"),
    ("全县乡村振兴现场推进会召开", "/yw/2.html", "2026-09-10"),
    ("县领导调研重点项目建设情况", "/yw/3.html", "2026-09-01"),
)
NEW = (
    ("关于做好冬季防火工作的通知", "/tz/1.html", "2026-11-20"),
    ("关于国庆节放假安排的通知", "/tz/2.html", "2026-09-20"),
)
WORDS = "<p>本栏目为群众提供咨询建言渠道，留言由县政府办公室受理并在五个工作日内答复，欢迎广大群众提出意见和建议。</p>"


def site() -> dict[str, Behaviour]:
    """A home page on which nothing is newer than two weeks, four columns, and a link to one that is gone."""
    return {
        "/": Page(html("清溪县人民政府", nav({"首页": "/", **MENU}), listing(*OLD))),
        "/yw/": Page(html("政务要闻-清溪县人民政府", nav(MENU), listing(*OLD))),
        "/tz/": Page(html("通知公告-清溪县人民政府", nav(MENU), listing(*NEW))),
        "/hd/": Page(html("互动交流-清溪县人民政府", nav(MENU), WORDS)),
        "/bs/": Page(html("办事服务-清溪县人民政府", nav(MENU), WORDS)),
        **{path: Page(html(title, f"<h1>{title}</h1>{WORDS}")) for title, path, _ in (*OLD, *NEW)},
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which the site was swept whole."""
    place = tmp_path_factory.mktemp("scored")
    with MockServer(site()) as server:
        (place / "sites.toml").write_text(
            f'[[site]]\nid = "5227010001"\nname = "清溪县人民政府"\nurl = "{server.url}"\n'
            'level = "county"\nbody = "government"\n',
            encoding="utf-8",
        )
        (place / "gongkai.toml").write_text(
            '[crawl]\ndelay = 0\nallow_networks = ["127.0.0.0/8"]\n[sweep]\nmax_unknown = 1\n', encoding="utf-8"
        )
        day = TODAY.isoformat()
        ran = gongkai("sweep", "--full", "--standard", "indicators-2019", "--as-of", day, "--json", cwd=place)
        assert (ran.code, ran.err) == (0, "")
        yield place


def test_the_rules_about_the_whole_site_are_judged_by_what_one_sweep_can_tell(folder: Path) -> None:
    """Numbers in place of names have no domain; what is proven is named; the rest is open or does not apply."""
    found = called("findings", "--json", cwd=folder).json["findings"]
    told = {row["item"]: (row["outcome"], row["problem"]) for row in found}

    assert {
        item: told[item]
        for item in (
            *("veto-home-stale", "veto-columns-stale", "veto-interaction", "veto-services", "veto-unanswered"),
            *("links", "links-other", "footer", "site-code", "domain", "https", "ipv6", "search", "metas"),
            *("census-zombie", "census-sleeping", "census-advertising", "headlines", "notices"),
        )
    } == {
        "veto-home-stale": ("fail", "stale"),
        "veto-columns-stale": ("pass", None),
        "veto-interaction": ("pass", None),
        "veto-services": ("pass", None),
        "veto-unanswered": ("not-applicable", None),
        "links": ("fail", "broken"),
        "links-other": ("pass", None),
        "footer": ("fail", "incomplete"),
        "site-code": ("pass", None),
        "domain": ("not-applicable", None),
        "https": ("not-applicable", None),
        "ipv6": ("not-applicable", None),
        "search": ("fail", "missing"),
        "metas": ("fail", "incomplete"),
        "census-zombie": ("pass", None),
        "census-sleeping": ("pass", None),
        "census-advertising": ("pass", None),
        "headlines": ("fail", "stale"),
        "notices": ("pass", None),
    }


def test_the_score_is_what_the_document_says_and_a_veto_gives_none(folder: Path) -> None:
    """Every line is there, with where its figures are from."""
    document = called("score", "--json", cwd=folder).json
    (sheet,) = document["scores"]
    links = next(line for line in sheet["lines"] if line["item"] == "links")

    assert faults(document, "scores-document") == []
    assert (sheet["verdict"], sheet["score"], sheet["from_memory"]) == ("vetoed", None, True)
    assert {key: links[key] for key in ("faults", "each", "most", "points", "provenance")} == {
        "faults": {"low": 1.0, "high": 1.0},
        "each": 0.1,
        "most": 5,
        "points": {"low": 0.1, "high": 0.1},
        "provenance": "memory",
    }
    assert "veto-unreachable" in {line["item"] for line in sheet["lines"] if line["state"] == "not-measured"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            (
                "Unqualified by a veto; no score is given.",
                "Not measured: Security and secrecy, ",
                "* The figure is from memory",
            ),
        ),
        ("zh", ("出现单项否决情形，不合格，不再评分。", "未检查：安全、泄密事故等严重问题、", "* 该分值凭记忆整理")),
    ],
)
def test_the_arithmetic_is_printed_in_both_languages(folder: Path, language: str, words: tuple[str, ...]) -> None:
    """With the mark of what is from memory."""
    ran = called("--lang", language, "score", "5227010001", cwd=folder)

    assert (ran.code, ran.err) == (0, "")
    assert [word for word in words if word not in ran.out] == []


def test_a_site_or_a_standard_without_points_is_said(folder: Path) -> None:
    """In a sentence."""
    assert called("score", "nobody", cwd=folder).code == 2
    assert called("score", "--standard", "platform-2019", cwd=folder).sentences == [
        "No standard with points binds these sites; leave out --standard or name other sites."
    ]
