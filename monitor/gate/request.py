"""What the command line of the gate asked for, and what can be wrong with it before the first request."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from monitor.errors import ConfigurationError, UsageError
from monitor.gate.policy import Policy
from monitor.language import gettext as _
from monitor.registry import choose_sites, load_registry
from rules.model import Body, Level, Site

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from monitor.gate.serving import ServedFolder

REGISTRY = Path("sites.toml")
STANDARD_OUTPUT = "-"
SERVED_ID = "served"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """Files to write; ``-`` is standard output, ``None`` is not asked for."""

    junit: str | None = None
    sarif: str | None = None
    json: str | None = None
    gitlab: str | None = None
    github: bool = False

    @property
    def files(self) -> dict[str, str]:
        """Option to the file it names."""
        named = {"--junit": self.junit, "--sarif": self.sarif, "--json": self.json, "--gitlab": self.gitlab}
        return {option: file for option, file in named.items() if file is not None}

    @property
    def to_standard_output(self) -> bool:
        """Whether a format takes standard output, so that everything for readers goes to standard error."""
        return STANDARD_OUTPUT in self.files.values()

    def check(self, inputs: Mapping[str, Path | None]) -> None:
        """Look whether the files can be written, before an hour is spent on what would be in them.

        Args:
            inputs: Option to the file that it reads, which no format may write over.

        Raises:
            UsageError: Two options want one place.
            ConfigurationError: A file's folder is not there, or the file is a folder.
        """
        taken = {_place(str(path)): option for option, path in inputs.items() if path is not None}
        for option, file in self.files.items():
            place = _place(file)
            if place in taken:
                raise UsageError(
                    _("{first} and {second} both name {file}; name another file for one of them.").format(
                        first=taken[place], second=option, file=file
                    )
                )
            taken[place] = option
        problems = [problem for option, file in self.files.items() if (problem := unwritable(option, file))]
        if problems:
            raise ConfigurationError(problems)


def _place(file: str) -> str:
    """What two names of one file have in common."""
    return file if file == STANDARD_OUTPUT or "\0" in file else os.path.realpath(file)


def unwritable(option: str, file: str) -> str | None:
    """Why a file cannot be written, in a sentence; ``None`` where nothing is known against it."""
    if file == STANDARD_OUTPUT:
        return None
    if not file or "\0" in file:
        return _("{option}: names no file; write a file or -.").format(option=option)
    path = Path(file)
    if path.is_dir():
        return _("{option} {file}: is a folder; name a file in it.").format(option=option, file=file)
    if not path.parent.is_dir():
        return _("{option} {file}: there is no folder {folder}; make it first.").format(
            option=option, file=file, folder=path.parent
        )
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One command line."""

    sites: Path | None = None
    only: Sequence[str] = ()
    standards: Sequence[str] = ()
    config: Path | None = None
    exceptions: Path | None = None
    as_of: dt.date | None = None
    baseline: Path | None = None
    update_baseline: bool = False
    policy: Policy = field(default_factory=Policy)
    outputs: Outputs = Outputs()
    serve: Path | None = None
    level: Level | None = None
    body: Body | None = None
    name: str | None = None

    def check(self) -> None:
        """Look for what contradicts itself.

        Raises:
            UsageError: Options that do not go together.
            ConfigurationError: A file that cannot be written.
        """
        if self.update_baseline and self.baseline is None:
            raise UsageError(_("--update-baseline needs --baseline FILE, the file to rewrite."))
        if self.serve is None and (self.level or self.body or self.name):
            raise UsageError(_("--level, --body and --name describe a folder; give it with --serve DIR."))
        if self.registry is not None and self.serve is not None and (self.level or self.body or self.name):
            raise UsageError(_("--level, --body and --name are for --serve without --sites; sites.toml says them."))
        self.outputs.check(
            {
                "--sites": self.registry,
                "--config": self.config,
                "--exceptions": self.exceptions,
                "--baseline": self.baseline,
            }
        )
        if self.update_baseline:
            problem = unwritable("--baseline", str(self.baseline))
            if problem:
                raise ConfigurationError([problem])

    @property
    def registry(self) -> Path | None:
        """The registry in use: the one named, or the one of this folder unless options describe a served folder."""
        if self.sites is not None:
            return self.sites
        described = self.serve is not None and (self.level is not None or self.body is not None)
        return REGISTRY if not described and REGISTRY.exists() else None

    def chosen_sites(self) -> tuple[Site, ...]:
        """The sites to check, as they are registered or described.

        Raises:
            UsageError: There is no registry, or not exactly one site to serve.
            ConfigurationError: The registry is wrong.
        """
        registry = self.registry
        if registry is not None:
            sites = choose_sites(load_registry(registry), self.only, name=str(registry))
            if self.serve is not None and len(sites) != 1:
                raise UsageError(
                    _("--serve checks one site, and {file} names {count}; choose it with --site ID.").format(
                        file=registry, count=len(sites)
                    )
                )
            return sites
        if self.serve is None:
            raise UsageError(_("gongkai check: --sites is missing; name the registry, such as --sites sites.toml."))
        if self.level is None:
            raise UsageError(_("--serve needs to know the site: give --sites FILE, or --level and --body."))
        name = self.name or self.serve.resolve().name or SERVED_ID
        url = "http://127.0.0.1/"  # Replaced by the address of the server as soon as it has one.
        return (Site(id=SERVED_ID, name=name, url=url, level=self.level, body=self.body or "government"),)


def at_address(site: Site, served: ServedFolder) -> Site:
    """A site as it stands on a served folder: the path of its home page is kept, and no robots.txt keeps us from ours.

    A folder that is built for staging often forbids everything to robots.
    """
    _scheme, _slashes, rest = site.url.partition("://")
    _host, _slash, path = rest.partition("/")
    return msgspec.structs.replace(site, url=served.url + path, respect_robots=False)
