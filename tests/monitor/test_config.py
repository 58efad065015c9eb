"""``gongkai.toml``: what it may hold, and every problem of it said at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from monitor.config import Settings, load_settings, parse_settings
from monitor.errors import ConfigurationError
from rules.plan import CrawlSettings

if TYPE_CHECKING:
    from pathlib import Path


def problems(tables: dict[str, Any]) -> tuple[str, ...]:
    """What is wrong with the tables."""
    with pytest.raises(ConfigurationError) as caught:
        parse_settings(tables, name="gongkai.toml")
    return caught.value.problems


def test_an_empty_file_gives_the_defaults() -> None:
    """Every setting is optional."""
    assert parse_settings({}, name="gongkai.toml") == Settings()


def test_settings_reach_the_crawl_as_frozen_values() -> None:
    """Whole numbers are taken where fractions may stand."""
    tables = {"crawl": {"delay": 1, "allow_networks": ["127.0.1.0/24", "::1/128"]}, "sweep": {"max_unknown": 0.2}}
    settings = parse_settings(tables, name="gongkai.toml")

    assert settings.crawl == CrawlSettings(delay=1.0, allow_networks=("127.0.1.0/24", "::1/128"))
    assert settings.sweep.max_unknown == 0.2


def test_all_problems_are_said_at_once_each_with_file_key_and_remedy() -> None:
    """Wrong types, wrong ranges, unknown keys, things that are not what they should be."""
    assert problems(
        {
            "crawl": {
                "delay": "fast",
                "max_pages": 0,
                "max_page": 3,
                "concurrency_per_site": True,
                "timeout": float("nan"),
                "allow_networks": ["10.0.0.1/8", 5],
                "user_agent": "line\nbreak",
            },
            "schedule": {"timezone": "Mars/Phobos", "sweep": "every night"},
            "sweeps": {},
        }
    ) == (
        "gongkai.toml: crawl.concurrency_per_site: is true; write a whole number without quotes.",
        'gongkai.toml: crawl.delay: is "fast"; write a number without quotes.',
        "gongkai.toml: crawl.max_pages: is 0; write a number that is at least 1.",
        "gongkai.toml: crawl.timeout: is nan; write a number without quotes.",
        "gongkai.toml: crawl.user_agent: is not one line of ASCII; write a product and a contact.",
        (
            'gongkai.toml: crawl.allow_networks: is "10.0.0.1/8"; '
            'write a network such as "10.1.0.0/16", without host bits.'
        ),
        "gongkai.toml: crawl.allow_networks: is 5; write text in quotes.",
        "gongkai.toml: crawl.max_page: is not a setting; did you mean max_pages?",
        'gongkai.toml: schedule.timezone: is "Mars/Phobos"; write a name such as "Asia/Shanghai".',
        'gongkai.toml: schedule.sweep: is "every night"; write five fields of crontab such as "30 1 * * *".',
        "gongkai.toml: sweeps: is not a setting; did you mean sweep?",
    )


def test_a_table_that_is_a_value_is_said() -> None:
    """``crawl = 5`` is a problem of the key ``crawl``."""
    assert problems({"crawl": 5}) == ("gongkai.toml: crawl: is 5; write a table.",)


def test_an_unknown_key_far_from_all_lists_those_there_are() -> None:
    """A remedy even where nothing is alike."""
    assert problems({"x": 1}) == (
        "gongkai.toml: x: is not a setting; remove it or use one of crawl, history, schedule, sweep.",
    )


def test_a_file_named_must_be_there(tmp_path: Path) -> None:
    """The default file may be absent, one that was named may not."""
    with pytest.raises(ConfigurationError) as caught:
        load_settings(tmp_path / "none.toml")

    assert caught.value.problems == (f"{tmp_path / 'none.toml'}: no such file; check the path.",)


def test_what_is_not_toml_names_the_place(tmp_path: Path) -> None:
    """The parser's own words give line and column."""
    path = tmp_path / "gongkai.toml"
    path.write_text("[crawl]\ndelay = fast\n", encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_settings(path)

    assert caught.value.problems == (f"{path}: is not TOML (Invalid value (at line 2, column 9)); correct that place.",)


def test_what_is_not_utf8_names_the_line(tmp_path: Path) -> None:
    """A file saved by an old editor in GBK."""
    path = tmp_path / "gongkai.toml"
    path.write_bytes("[crawl]\n# 设置\n".encode("gbk"))
    with pytest.raises(ConfigurationError) as caught:
        load_settings(path)

    assert caught.value.problems == (f"{path}, line 2: is not UTF-8; save the file as UTF-8.",)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    """Windows editors write one."""
    path = tmp_path / "gongkai.toml"
    path.write_bytes(b"\xef\xbb\xbf[crawl]\ndelay = 2\n")

    assert load_settings(path).crawl.delay == 2.0
