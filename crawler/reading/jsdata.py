"""Values written as JavaScript literals: trees and lists that builders set as objects which are not strict JSON.

A small reader of literals, not of programs: strings in any quotes, bare keys, trailing commas, comments, numbers,
``true``, ``null``, and words it does not know (read as ``None``).
"""

from __future__ import annotations

import re
from typing import Any

_BLANK = re.compile(r"(?:[\s\ufeff]+|/\*.*?\*/|//[^\n]*)*", re.DOTALL)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_WORD = re.compile(r"[A-Za-z_$][\w$.]*(?:\([^()]{0,200}\))?")
_ESCAPE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "", "\n": ""}
_DEEPEST = 60
_LONGEST = 3_000_000
_MANY = 50_000
_FAILURES = 12
"""Beginnings that turned out to be no literal; a program is full of them."""


class LiteralError(ValueError):
    """The text is no literal this reader knows."""


class _Literal:
    def __init__(self, text: str, at: int) -> None:
        self.text = text
        self.at = at
        self.values = 0

    def skip(self) -> str:
        match = _BLANK.match(self.text, self.at)
        if match is not None:
            self.at = match.end()
        return self.text[self.at : self.at + 1]

    def value(self, depth: int) -> Any:
        self.values += 1
        if depth > _DEEPEST or self.values > _MANY:
            raise LiteralError("too deep or too many")
        sign = self.skip()
        if sign == "{":
            return self.object(depth)
        if sign == "[":
            return self.array(depth)
        if sign and sign in "\"'`":
            return self.string(sign)
        number = _NUMBER.match(self.text, self.at)
        if number is not None:
            self.at = number.end()
            printed = number.group(0)
            return int(printed) if printed.lstrip("-").isdigit() and len(printed) < 19 else float(printed)
        word = _WORD.match(self.text, self.at)
        if word is not None:
            self.at = word.end()
            return {"true": True, "false": False}.get(word.group(0))
        raise LiteralError(f"no literal at {self.at}")

    def string(self, quote: str) -> str:
        parts: list[str] = []
        at = self.at + 1
        text = self.text
        while True:
            end = at
            while end < len(text) and text[end] != quote and text[end] != "\\":
                end += 1
            parts.append(text[at:end])
            if end >= len(text):
                raise LiteralError("open string")
            if text[end] == quote:
                self.at = end + 1
                break
            sign = text[end + 1 : end + 2]
            if sign == "u" and re.fullmatch(r"[0-9a-fA-F]{4}", text[end + 2 : end + 6]):
                parts.append(chr(int(text[end + 2 : end + 6], 16)))
                at = end + 6
            elif sign == "x" and re.fullmatch(r"[0-9a-fA-F]{2}", text[end + 2 : end + 4]):
                parts.append(chr(int(text[end + 2 : end + 4], 16)))
                at = end + 4
            else:
                parts.append(_ESCAPE.get(sign, sign))
                at = end + 2
        if self.skip() == "+":
            following = self.at + 1
            self.at = following
            if self.skip() in {'"', "'"}:
                parts.append(self.string(self.text[self.at]))
            else:
                word = _WORD.match(self.text, self.at)
                if word is not None:
                    self.at = word.end()
        joined = "".join(parts)
        return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def array(self, depth: int) -> list[Any]:
        self.at += 1
        found: list[Any] = []
        while True:
            sign = self.skip()
            if sign == "]":
                self.at += 1
                return found
            if sign == ",":
                self.at += 1
                continue
            found.append(self.value(depth + 1))
            if self.skip() not in {",", "]"}:
                raise LiteralError("array without end")

    def object(self, depth: int) -> dict[str, Any]:
        self.at += 1
        found: dict[str, Any] = {}
        while True:
            sign = self.skip()
            if sign == "}":
                self.at += 1
                return found
            if sign == ",":
                self.at += 1
                continue
            if sign and sign in "\"'":
                key = self.string(sign)
            else:
                word = re.compile(r"[\w$-]+").match(self.text, self.at)
                if word is None:
                    raise LiteralError("no key")
                key = word.group(0)
                self.at = word.end()
            if self.skip() != ":":
                raise LiteralError("key without value")
            self.at += 1
            found.setdefault(key, self.value(depth + 1))
            if self.skip() not in {",", "}"}:
                raise LiteralError("object without end")


def read_literal(text: str, at: int = 0) -> Any:
    """Read the literal that begins at a place of a script.

    Raises:
        LiteralError: There is none.
    """
    return _Literal(text[:_LONGEST], at).value(0)


_ASSIGNED = r"(?:\bvar\s+|\blet\s+|\bconst\s+|window\.|[\s,;{{])({names})\s*[=:]\s*(?=[\[{{])"


def assigned(code: str, names: str) -> dict[str, Any]:
    """Literals given to variables or properties whose names match a pattern; those that are none are left out."""
    found: dict[str, Any] = {}
    for match in re.finditer(_ASSIGNED.format(names=names), code):
        if match.group(1) in found:
            continue
        try:
            found[match.group(1)] = read_literal(code, match.end())
        except LiteralError:
            continue
    return found


def arrays(code: str, marker: str, *, limit: int = 8) -> list[list[Any]]:
    """Arrays of objects in a script whose text holds the marker."""
    found: list[list[Any]] = []
    at = 0
    failures = 0
    while len(found) < limit and failures < _FAILURES:
        match = re.compile(r"\[\s*(?:/\*.*?\*/|//[^\n]*\n|\s)*\{", re.DOTALL).search(code, at)
        if match is None:
            break
        literal = _Literal(code[:_LONGEST], match.start())
        try:
            value = literal.value(0)
        except LiteralError:
            failures += 1
            at = match.end()
            continue
        if marker in code[match.start() : literal.at]:
            found.append(value)
        at = literal.at
    return found


_WRITE = re.compile(r"document\.write(?:ln)?\s*\(\s*(?=[\"'])")


def written_markup(code: str, *, limit: int = 200) -> list[str]:
    """The strings that ``document.write`` is given as they stand, escapes undone."""
    found: list[str] = []
    for match in _WRITE.finditer(code[:_LONGEST]):
        try:
            value = read_literal(code, match.end())
        except LiteralError:
            continue
        if isinstance(value, str):
            found.append(value)
        if len(found) >= limit:
            break
    return found
