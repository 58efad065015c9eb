"""Text from a site can harm neither a terminal nor a spreadsheet."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from monitor.output import json_text
from monitor.text import cell, plain
from monitor.views.common import text


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("政府信息公开年报", "政府信息公开年报"),
        ("a\x1b[31mb", "a\\u{1b}[31mb"),
        ("a\u202eb", "a\\u{202e}b"),
        ("第一行\r\n第二行", "第一行  第二行"),
        ("零\u200b宽\ufeff", "零宽"),
        ("\x9b2J", "\\u{9b}2J"),
        ("[red]x[/red]", "[red]x[/red]"),
        ("\ud800", "\\u{d800}"),
    ],
)
def test_what_could_steer_a_terminal_is_spelled_out(given: str, shown: str) -> None:
    """Printable text stays as it is; the rest becomes visible or vanishes."""
    assert plain(given) == shown


@given(st.text())
def test_any_text_becomes_printable_on_one_line(anything: str) -> None:
    """Whatever a page holds."""
    assert plain(anything) == "" or plain(anything).isprintable() or "\u3000" in anything or "\xa0" in anything
    assert "\x1b" not in plain(anything)
    assert len(plain(anything).splitlines()) <= 1


@given(st.text())
def test_no_cell_begins_like_a_formula(anything: str) -> None:
    """Also where blanks stand before the sign."""
    assert not cell(anything).lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_a_cell_that_is_none_stays_as_it_is() -> None:
    """Only formulas get the apostrophe."""
    assert [cell("财政预决算"), cell("=1+1"), cell(" @SUM(A1)")] == ["财政预决算", "'=1+1", "' @SUM(A1)"]


@given(st.recursive(st.text() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_reads_back_as_what_was_printed(anything: object) -> None:
    """Escaping for the terminal changes no value."""
    assert json.loads(json_text(anything)) == anything


def test_json_keeps_chinese_and_escapes_what_steers_a_terminal() -> None:
    """C1 controls and direction marks are no business of JSON's own escaping."""
    assert json_text("公开\x9b2J\u202e\x1b") == '"公开\\u009b2J\\u202e\\u001b"\n'


def test_markup_of_a_site_is_printed_not_obeyed() -> None:
    """A column named ``[link=…]`` is shown with its brackets."""
    stream = io.StringIO()
    Console(file=stream, width=60, color_system=None).print(text("[bold]通知[/bold] :smile: \x1b]8;;http://x\x07"))

    assert stream.getvalue() == "[bold]通知[/bold] :smile: \\u{1b}]8;;http://x\\u{7}\n"
