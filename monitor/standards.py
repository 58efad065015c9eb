"""Which standards a sweep judges by: those shipped, those a user names, and what each site chose."""

from __future__ import annotations

import difflib
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from monitor.errors import ConfigurationError
from monitor.files import read_text
from monitor.language import gettext as _
from monitor.language import spoken
from monitor.text import plain
from rules.faults import told_all
from rules.loading import StandardError, parse_standard

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from rules.model import Site
    from rules.standard import Item, Standard
from rules.validation import remarks

SUFFIX = ".toml"


def shipped_standards() -> tuple[Standard, ...]:
    """Every standard of the package, sorted by id.

    Raises:
        ConfigurationError: A shipped file is damaged.
    """
    read = [_parse(text, name=name) for name, text in _shipped_texts().items()]
    return tuple(sorted(read, key=lambda standard: standard.id))


def _shipped_texts() -> dict[str, str]:
    """File names to texts, sorted."""
    entries = sorted(files("rules.standards").iterdir(), key=lambda entry: entry.name)
    return {entry.name: entry.read_text(encoding="utf-8") for entry in entries if entry.name.endswith(SUFFIX)}


def load_standard(path: Path) -> Standard:
    """Read one standard file of a user.

    Raises:
        ConfigurationError: With every problem of the file at once.
    """
    return _parse(read_text(path), name=str(path))


def _parse(text: str, *, name: str) -> Standard:
    try:
        return parse_standard(text, name=name)
    except StandardError as error:
        raise ConfigurationError(told_all(error.faults, spoken())) from error


def named_standards(
    names: Sequence[str], shipped: Sequence[Standard], *, where: str = "--standard"
) -> tuple[Standard, ...]:
    """The standards that a command line names, in the order given, each once.

    Args:
        names: Ids of shipped standards, paths of files, or paths of folders of files.
        shipped: What the package holds.
        where: The option or argument they stand in, for messages.

    Raises:
        ConfigurationError: A name is neither, a file is wrong, or two files claim one id.
    """
    by_id = {standard.id: standard for standard in shipped}
    chosen: list[Standard] = []
    problems: list[str] = []
    for name in dict.fromkeys(names):
        try:
            chosen += [by_id[name]] if name in by_id else _from_path(name, by_id, where)
        except ConfigurationError as error:
            problems += error.problems
    for identifier, count in Counter(standard.id for standard in chosen).items():
        if count > 1:
            problems.append(
                _('{where}: "{id}" is given {count} times; name it once.').format(
                    where=where, id=identifier, count=count
                )
            )
    if problems:
        raise ConfigurationError(problems)
    return tuple(chosen)


def _from_path(name: str, by_id: dict[str, Standard], where: str) -> list[Standard]:
    path = Path(name)
    looks_like_path = name.endswith(SUFFIX) or "/" in name or "\\" in name or "\0" in name
    if not looks_like_path and not path.exists():
        raise ConfigurationError([_unknown(where, name, by_id)])
    return [load_standard(file) for file in _files(path)]


def _files(path: Path) -> list[Path]:
    """The file itself, or those of a folder.

    Raises:
        ConfigurationError: The folder holds none.
    """
    if "\0" in str(path) or not path.is_dir():
        return [path]
    found = sorted(path.glob("*" + SUFFIX))
    if not found:
        raise ConfigurationError(
            [_("{file}: holds no .toml file; name a standard's file or its folder.").format(file=path)]
        )
    return found


def _unknown(where: str, name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=1)
    if close:
        return _('{where}: there is no standard "{name}"; did you mean {close}?').format(
            where=where, name=plain(name), close=close[0]
        )
    return _('{where}: there is no standard "{name}"; use a file or one of {known}.').format(
        where=where, name=plain(name), known=", ".join(names)
    )


def binding(standard: Standard, today: dt.date) -> bool:
    """Whether a standard that nobody names is judged on that day: in force by its state and by its dates."""
    return standard.state == "in-force" and standard.binds_on(today)


def choose_standards(
    names: Sequence[str], sites: Sequence[Site], *, today: dt.date, file: str
) -> tuple[tuple[Standard, ...], tuple[Site, ...]]:
    """The standards of a plan and its sites, with every site's choice written out.

    Without names every shipped standard that binds today is taken. One that does not (a draft, a trial, a retired one)
    is judged only where somebody names it: ``--standard``, or a site's own list, and then for that site alone; what it
    finds is shown apart and never counts.

    Args:
        names: What ``--standard`` gave.
        sites: The sites of the plan.
        today: The day that decides what is in force.
        file: The registry's name, for messages.

    Raises:
        ConfigurationError: A name is unknown, here or in a site's list.
    """
    shipped = shipped_standards()
    named = named_standards(names, shipped)
    reachable = {standard.id: standard for standard in (*shipped, *named)}
    problems = [
        _unknown(f'{file}, "{plain(site.id)}", standards', wanted, reachable)
        for site in sites
        for wanted in site.standards or ()
        if wanted not in reachable
    ]
    if problems:
        raise ConfigurationError(problems)
    base = named or tuple(standard for standard in shipped if binding(standard, today))
    wished = {wanted for site in sites for wanted in site.standards or ()}
    extra = () if named else tuple(s for s in shipped if s.id in wished and s not in base)
    if not extra:
        return base, tuple(sites)
    return (*base, *extra), tuple(_written_out(site, base) for site in sites)


def known_standards(chosen: Iterable[Standard]) -> tuple[Standard, ...]:
    """Every standard whose items a user's file may name: those chosen, and those shipped."""
    by_id = {standard.id: standard for standard in (*shipped_standards(), *chosen)}
    return tuple(by_id[identifier] for identifier in sorted(by_id))


def _written_out(site: Site, base: Sequence[Standard]) -> Site:
    """The site with its standards named, so that a draft another site asked for does not reach it."""
    if site.standards is not None:
        return site
    return msgspec.structs.replace(site, standards=tuple(s.id for s in base if s.applies_to_site(site)))


def review(paths: Sequence[Path]) -> list[tuple[Standard, tuple[str, ...]]]:
    """Each standard with what should be put right in it before an office relies on it.

    Args:
        paths: Files and folders; those shipped where there are none.

    Raises:
        ConfigurationError: With every problem of every file that cannot be used.
    """
    shipped = _shipped_texts()
    texts = {str(file): read_text(file) for path in paths for file in _files(path)} if paths else shipped
    read: dict[str, Standard] = {}
    problems: list[str] = []
    for name, text in texts.items():
        try:
            read[name] = _parse(text, name=name)
        except ConfigurationError as error:
            problems += error.problems
    if problems:
        raise ConfigurationError(problems)
    known = (*shipped_standards(), *read.values())
    return [
        (standard, told_all(remarks(standard, name=name, text=texts[name], known=known), spoken()))
        for name, standard in read.items()
    ]


def one_standard(name: str, shipped: Sequence[Standard]) -> Standard:
    """The one standard that an id or a file names.

    Raises:
        ConfigurationError: There is none, or a folder holds several.
    """
    found = named_standards([name], shipped, where="STANDARD")
    if len(found) != 1:
        raise ConfigurationError([_("{file}: holds several standards; name one file.").format(file=name)])
    return found[0]


def items_called(identifier: str, standards: Iterable[Standard]) -> list[tuple[Standard, Item]]:
    """Every item of that id, with its standard."""
    return [(standard, item) for standard in standards for item in standard.items if item.id == identifier]
