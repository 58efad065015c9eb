"""The project's words as a reader meets them, in both languages (DESIGN section 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.language import gettext, marked, spoken
from rules.reasons import sentence

if TYPE_CHECKING:
    from rules.model import Reason
    from rules.standard import Item, Standard

_OUTCOMES = {
    "pass": marked("pass"),
    "fail": marked("fail"),
    "unknown": marked("unknown"),
    "not-applicable": marked("not applicable"),
}
_FACETS = {
    "presence": marked("presence"),
    "content": marked("content"),
    "freshness": marked("freshness"),
    "elements": marked("elements"),
}
_PROBLEMS = {
    "missing": marked("missing"),
    "broken": marked("broken link"),
    "misplaced": marked("misplaced"),
    "ambiguous": marked("ambiguous"),
    "empty": marked("empty"),
    "redirect-only": marked("only redirects"),
    "error-page": marked("error page"),
    "placeholder": marked("placeholder"),
    "stale": marked("stale"),
    "late": marked("late"),
    "undated": marked("undated"),
    "incomplete": marked("incomplete"),
    "backdated": marked("backdated"),
    "exposed": marked("private data exposed"),
    "irregular": marked("irregular"),
}
_REASONS = {
    "dns": marked("name not resolved"),
    "refused": marked("connection refused"),
    "reset": marked("connection broken off"),
    "timeout": marked("no answer in time"),
    "tls": marked("no secure connection"),
    "http-4xx": marked("refused by the server (4xx)"),
    "http-5xx": marked("error of the server (5xx)"),
    "blocked": marked("block page"),
    "login": marked("login wall"),
    "too-large": marked("too large"),
    "redirect-loop": marked("endless redirects"),
    "forbidden-address": marked("forbidden address"),
    "robots": marked("forbidden by robots.txt"),
    "not-html": marked("not a page"),
    "undecodable": marked("undecodable"),
    "needs-browser": marked("needs a browser"),
    "budget": marked("over the budget"),
    "offsite": marked("on another site"),
    "protocol": marked("broken protocol"),
    "interrupted": marked("crawl interrupted"),
}
_SEVERITIES = {
    "veto": marked("veto"),
    "serious": marked("serious"),
    "minor": marked("minor"),
    "advice": marked("advice"),
}
_LEVELS = {
    "province": marked("province"),
    "city": marked("city"),
    "county": marked("county"),
    "township": marked("township"),
}
_BODIES = {
    "government": marked("government"),
    "department": marked("department"),
    "enterprise": marked("enterprise"),
}
_GRADES = {
    "exact": marked("exact"),
    "alias": marked("alias"),
    "contained": marked("contained"),
    "similar": marked("similar"),
}
_KINDS = {
    "home": marked("home page"),
    "platform": marked("disclosure platform"),
    "list": marked("list"),
    "article": marked("article"),
    "page": marked("page"),
    "error": marked("error page"),
    "blocked": marked("block page"),
}
_VERDICTS = {
    "match": marked("match"),
    "ambiguous": marked("ambiguous"),
    "none": marked("no match"),
}
_STATES = {
    "draft": marked("draft"),
    "trial": marked("trial"),
    "in-force": marked("in force"),
    "retired": marked("retired"),
}

OUTCOMES = tuple(_OUTCOMES)
PROBLEMS = tuple(_PROBLEMS)


def outcome(code: str) -> str:
    """An outcome in the language in use."""
    return gettext(_OUTCOMES[code])


def facet(code: str) -> str:
    """A facet in the language in use."""
    return gettext(_FACETS[code])


def problem(code: str) -> str:
    """A problem in the language in use."""
    return gettext(_PROBLEMS[code])


def miss(code: str) -> str:
    """A miss reason in the language in use."""
    return gettext(_REASONS[code])


def severity(code: str) -> str:
    """A severity in the language in use."""
    return gettext(_SEVERITIES[code])


def level(code: str) -> str:
    """A level in the language in use."""
    return gettext(_LEVELS[code])


def body(code: str) -> str:
    """A kind of body in the language in use."""
    return gettext(_BODIES[code])


def grade(code: str) -> str:
    """A grade of matching in the language in use."""
    return gettext(_GRADES[code])


def kind(code: str) -> str:
    """A kind of page in the language in use."""
    return gettext(_KINDS[code])


def verdict(code: str) -> str:
    """What a name means, in the language in use."""
    return gettext(_VERDICTS[code])


def state(code: str) -> str:
    """A standard's state in the language in use."""
    return gettext(_STATES[code])


def item_name(item: Item) -> str:
    """The item's name: Chinese, or its English gloss where English is spoken and there is one."""
    return item.name_en if spoken() == "en" and item.name_en else item.name


def standard_title(standard: Standard) -> str:
    """The standard's title: Chinese, or its English gloss where English is spoken and there is one."""
    return standard.title_en if spoken() == "en" and standard.title_en else standard.title


def reason(value: Reason) -> str:
    """The sentence of a finding in the language in use."""
    return sentence(value, spoken())
