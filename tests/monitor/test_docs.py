"""The documents say what the program does: every command, option, setting and key of a file."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from typer.main import get_command

from monitor.cli.app import build
from monitor.config import TABLES, Settings, parse_settings
from monitor.errors import ConfigurationError, ExitCode
from monitor.exceptions import ExceptionTable, MappingTable, keys_of, parse_exceptions
from monitor.registry import SiteTable, parse_registry
from monitor.standards import shipped_standards
from rules.loading import parse_standard
from rules.standard import AppliesTo, Find, Fresh, Item, Require, Standard

if TYPE_CHECKING:
    from monitor.shapes import Shape

DOCS = Path(__file__).parents[2] / "docs"
COMMANDS = (DOCS / "commands.md").read_text(encoding="utf-8")
FILES = (DOCS / "files.md").read_text(encoding="utf-8")


def commands() -> dict[str, set[str]]:
    """Every command of the program and its options."""
    found: dict[str, set[str]] = {}

    def walk(command: Any, name: str) -> None:
        children = getattr(command, "commands", {})
        for child in children.values():
            walk(child, f"{name} {child.name}")
        if not children:
            found[name] = {option for part in command.params for option in part.opts if option.startswith("--")}

    walk(get_command(build()), "gongkai")
    return found


def documented() -> dict[str, str]:
    """Every section of commands.md by its heading."""
    parts = re.split(r"^## (gongkai .+)$", COMMANDS, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_command_has_its_section_and_no_other_has() -> None:
    """In any order."""
    assert set(documented()) == set(commands())


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_option_of_a_command_is_in_its_section(name: str) -> None:
    """And no option that the command does not have."""
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", documented()[name]))

    assert named - {"--help"} == commands()[name] - {"--help"}


def test_every_exit_code_is_documented() -> None:
    """One row each."""
    rows = re.findall(r"^\| (\d+) \|", COMMANDS, flags=re.MULTILINE)

    assert [int(row) for row in rows] == [int(code) for code in ExitCode]


def rows_below(heading: str) -> dict[str, str]:
    """First column to second column of the table below a heading of files.md."""
    section = FILES.split(heading, 1)[1].split("\n#", 1)[0]
    return dict(re.findall(r"^\| `([^`]+)` \| *`?([^|`]*?)`? *\|", section, flags=re.MULTILINE))


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_setting_is_documented_with_its_default(table: str) -> None:
    """In the order of the code."""
    defaults = msgspec.to_builtins(getattr(Settings(), table))

    assert rows_below(f"### [{table}]") == {
        key: str(defaults[key] if not isinstance(defaults[key], tuple) else list(defaults[key]))
        for key in TABLES[table].model_fields
    }


def test_every_key_of_a_site_is_documented() -> None:
    """In the order of the code."""
    assert list(rows_below("## sites.toml")) == list(SiteTable.model_fields)


def test_every_key_of_a_standard_is_documented() -> None:
    """Somewhere in its section, as code."""
    section = FILES.split("## A standard", 1)[1]
    named = set(re.findall(r"`([a-z_.]+)`", section))
    keys = {*Standard.__struct_fields__, *Item.__struct_fields__, *AppliesTo.__struct_fields__}
    nested: dict[str, type[msgspec.Struct]] = {"find": Find, "fresh": Fresh, "require": Require}
    keys -= {"items", *nested}
    keys |= {f"{table}.{key}" for table, struct in nested.items() for key in struct.__struct_fields__}

    assert keys - named == set()


@pytest.mark.parametrize(
    ("heading", "table"), [("A `[[mapping]]`", MappingTable), ("An `[[exception]]`", ExceptionTable)]
)
def test_every_key_of_an_exception_is_documented(heading: str, table: type[Shape]) -> None:
    """In the order of the code."""
    assert list(rows_below(heading))[: len(keys_of(table))] == keys_of(table)


def examples(language: str) -> list[str]:
    """The fenced examples of one kind."""
    return re.findall(rf"```toml {language}\n(.*?)```", FILES, flags=re.DOTALL)


def test_the_examples_are_what_the_program_reads() -> None:
    """Copied from the page they work."""
    (sites,) = examples("sites")
    (settings,) = examples("settings")
    (standard,) = examples("standard")
    (exceptions,) = examples("exceptions")
    read = parse_standard(standard, name="standard.toml")
    file = tomllib.loads(exceptions)
    with pytest.raises(ConfigurationError) as caught:
        parse_exceptions(file, name="exceptions.toml", known=["5227010001"], standards=[read])
    assert len(caught.value.problems) == 3, "items of the example are of the whole standard"
    every = parse_exceptions(file, name="exceptions.toml", known=["5227010001"], standards=shipped_standards())
    assert (every.mapping[0].column, every.exception[0].items) == ("阳光财政", ["leaders", "platform-2019/plans"])

    assert parse_registry(tomllib.loads(sites), name="sites.toml")[0].id == "5227010001"
    assert parse_settings(tomllib.loads(settings), name="gongkai.toml").crawl.allow_networks == ("10.20.0.0/16",)
    assert parse_standard(standard, name="standard.toml").items[0].fresh.annual_by == "01-31"
