"""Where a failure is shown in a repository: forges draw annotations beside files, and a website is none.

Of a served folder that is the file behind the page; of a site on the network the line of ``sites.toml`` that registers
it. The page's own address stands in every message.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.gate.comparing import Checked
    from monitor.gate.serving import ServedFolder

_ID = re.compile(r"""^\s*id\s*=\s*(?:"(?P<basic>[^"]*)"|'(?P<literal>[^']*)')""")


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file, as forges want it."""

    path: str
    """Relative to the current folder, parts joined by ``/``; absolute where the file lies outside."""
    line: int = 1


@dataclass(frozen=True, slots=True)
class Places:
    """Knows the place of every failure of one run."""

    registry: Path | None = None
    served: ServedFolder | None = None
    lines: dict[str, int] = field(default_factory=dict)
    """Site id to the line of the registry that holds it."""

    @classmethod
    def of(cls, registry: Path | None, served: ServedFolder | None) -> Places:
        """Read the lines of a registry, which has been read as TOML before."""
        lines: dict[str, int] = {}
        if registry is not None:
            for number, line in enumerate(registry.read_text(encoding="utf-8-sig").splitlines(), start=1):
                found = _ID.match(line)
                if found is not None:
                    lines.setdefault(found["basic"] or found["literal"] or "", number)
        return cls(registry, served, lines)

    def of_failure(self, checked: Checked) -> Place:
        """The place of one failure."""
        if self.served is not None:
            pages = (checked.failure.url, *(evidence.url for evidence in checked.failure.evidence), self.served.url)
            for page in pages:
                file = None if page is None else self.served.file(page)
                if file is not None:
                    return Place(relative(file))
            return Place(relative(self.served.folder))
        return self.of_site(checked.site.id)

    def of_site(self, site: str) -> Place:
        """The place that stands for a whole site."""
        if self.registry is None:
            return Place("." if self.served is None else relative(self.served.folder))
        return Place(relative(self.registry), self.lines.get(site, 1))


def relative(path: Path) -> str:
    """A path as seen from the current folder, with forward slashes."""
    whole = path.resolve()
    try:
        return whole.relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return whole.as_posix()
