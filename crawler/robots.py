"""What a site's robots.txt permits (RFC 9309)."""

from __future__ import annotations

from protego import Protego

LARGEST = 512_000
"""Bytes of a robots.txt that are read; RFC 9309 asks for at least 500 KiB."""
LONGEST_CRAWL_DELAY = 10.0
"""Seconds between requests beyond which a wish for slowness is not followed: a night has an end."""


class RobotsRules:
    """The rules of one origin for one user agent."""

    def __init__(self, text: str, *, agent: str) -> None:
        self._rules = Protego.parse(text)
        self._agent = agent

    @classmethod
    def from_body(cls, body: bytes, *, agent: str) -> RobotsRules:
        """Read the body of a robots.txt; a page that was served in its place holds no rules."""
        text = body[:LARGEST].decode("utf-8-sig", "replace")
        if text.lstrip()[:1] == "<":
            text = ""
        return cls(text, agent=agent)

    def allows(self, url: str) -> bool:
        """Whether the address may be asked for."""
        return bool(self._rules.can_fetch(url, self._agent))

    @property
    def crawl_delay(self) -> float:
        """Seconds between requests that the site asks for, within reason."""
        wished = self._rules.crawl_delay(self._agent)
        return min(max(float(wished or 0), 0.0), LONGEST_CRAWL_DELAY)


def robots_agent(user_agent: str) -> str:
    """Return the name by which a robots.txt addresses a user agent: its product, without version and contact."""
    return user_agent.partition("/")[0].partition(" ")[0].strip() or "gongkai"
