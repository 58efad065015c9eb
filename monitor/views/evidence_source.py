"""The source of a page that is evidence, as harmless text in which the quoted lines are marked."""

from __future__ import annotations

import codecs
import html
import re
from typing import TYPE_CHECKING

from monitor.text import plain
from rules.model import PageVisit

if TYPE_CHECKING:
    from monitor.evidence_case import CasePage

_TEXTUAL = ("text/", "application/xhtml", "application/xml", "application/json", "application/javascript")
_SHORTEST = 2
"""Characters of a part of a quote that is looked for by itself."""
_MOST_LINES = 20
_JOINTS = re.compile(r"[\s、>…]+")
"""What stands between the parts of a quote that are apart in the source."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file: data:"
STYLE = """
body { font: 15px/1.6 sans-serif; margin: 2em auto; max-width: 62em; padding: 0 1em; color: #222 }
h1 { font-size: 1.5em } h2 { font-size: 1.15em; border-bottom: 1px solid #ccc; margin-top: 2em }
table { border-collapse: collapse; width: 100% } td, th { border: 1px solid #ccc; padding: .3em .6em; text-align: left;
vertical-align: top; overflow-wrap: anywhere } th { width: 15em; font-weight: normal; color: #555; background: #f6f6f6 }
blockquote { margin: .6em 0; padding: .4em 1em; border-left: 4px solid #c33; background: #fff6f6 }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f6f6f6; padding: .6em } mark { background: #fd6 }
code { overflow-wrap: anywhere } img { max-width: 100%; border: 1px solid #ccc }
.broken { color: #b00; font-weight: bold }
"""


def is_text(page: CasePage) -> bool:
    """Whether the body is text that can be shown as such."""
    response = page.response
    if response is None or (isinstance(page.visit, PageVisit) and page.visit.facts.file is not None):
        return False
    return not response.content_type or response.content_type.lower().startswith(_TEXTUAL)


def source_of(page: CasePage) -> str:
    """The body as characters, by the charset in which it was read."""
    body = b"" if page.response is None else page.response.body
    charset = page.visit.facts.charset if isinstance(page.visit, PageVisit) else "utf-8"
    try:
        codecs.lookup(charset)
    except (LookupError, ValueError):
        charset = "utf-8"
    return body.decode(charset, "replace")


def quoted_lines(page: CasePage) -> tuple[int, ...]:
    """The lines of the source, counted from 1, on which the quote or parts of it stand."""
    quote = page.place.quote
    if not quote or not is_text(page):
        return ()
    lines = source_of(page).splitlines()
    parts = [part for part in _JOINTS.split(quote) if len(part) >= _SHORTEST]
    for wanted in ([quote], parts):
        found = [number for number, line in enumerate(lines, start=1) if any(part in line for part in wanted)]
        if found:
            return tuple(found[:_MOST_LINES])
    return ()


def source_page(page: CasePage) -> str:
    """The source with numbered lines; nothing in it can run, load or steer anything."""
    marked = set(quoted_lines(page))
    lines = [
        f"{'<mark>' if number in marked else ''}{number:>5}  {escaped(line)}{'</mark>' if number in marked else ''}"
        for number, line in enumerate(source_of(page).splitlines(), start=1)
    ]
    body = f"<h1>{escaped(page.place.url)}</h1><pre>" + "\n".join(lines) + "</pre>"
    return document("源代码 Source", body)


def escaped(text: object) -> str:
    """Anything as text of an HTML page: control and direction characters spelled out, markup made harmless."""
    return html.escape(plain(str(text)), quote=True)


def document(title: str, body: str) -> str:
    """A whole page that loads nothing and runs nothing."""
    return (
        '<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="referrer" content="no-referrer"><title>{escaped(title)}</title><style>{STYLE}</style></head>'
        f"<body>\n{body}\n</body></html>\n"
    )
