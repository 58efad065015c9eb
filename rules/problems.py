"""What pydantic found wrong with a TOML file, as faults with file, line, item and key."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from rules.faults import Fault, Refused
from rules.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

_HEADER = re.compile(r"^\s*\[\[?\s*([^\[\]#]+?)\s*\]\]?\s*(?:#.*)?$")
_EXPECTED = {
    "string_type": Sentence("must be a text in quotes", "应为带引号的文字"),
    "list_type": Sentence('must be a list in brackets, such as ["…"]', '应为方括号里的列表，如 ["…"]'),
    "dict_type": Sentence("must be a table", "应为一个表"),
    "model_type": Sentence("must be a table", "应为一个表"),
    "model_attributes_type": Sentence("must be a table", "应为一个表"),
    "bool_type": Sentence("must be true or false, without quotes", "应为不带引号的 true 或 false"),
    "int_type": Sentence("must be a whole number", "应为整数"),
    "date_type": Sentence("must be a date without quotes, such as 2019-12-03", "应为不带引号的日期，如 2019-12-03"),
}
_LONGEST_SHOWN = 40
_AT = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_TOML_WORDS = (
    ("Expected newline or end of document", "语句之后应当换行"),
    ("Expected '='", "键的后面缺少等号"),
    ("Expected ']]'", "数组表头没有以 ]] 结束"),
    ("Expected ']'", "表头没有以 ] 结束"),
    ("Expected", "缺少应有的符号"),
    ("Cannot declare", "同一个表声明了两次"),
    ("Cannot overwrite", "同一个键写了两次"),
    ("Cannot mutate", "已写完的表不能再添加内容"),
    ("Cannot redefine", "同一个表写了两次"),
    ("Duplicate", "行内表里同一个键写了两次"),
    ("Unterminated string", "文字的引号没有结束"),
    ("Unescaped", "文字里的反斜杠没有转义"),
    ("Unclosed array", "列表的方括号没有结束"),
    ("Unclosed inline table", "行内表的花括号没有结束"),
    ("Illegal character", "有不允许的字符"),
    ("Found invalid character", "有不允许的字符"),
    ("Invalid date", "不是有效的日期或时间"),
    ("Invalid value", "值无法识别，文字须加引号"),
    ("Invalid initial character", "键的第一个字符不允许"),
    ("Invalid statement", "语句无法识别"),
)
"""How a message of the TOML reader begins, and what it says in Chinese; the first that fits."""


def not_toml(error: Exception, *, name: str) -> Fault:
    """What the TOML reader found, with the line it names."""
    said = str(error)
    at = _AT.search(said)
    line = at["line"] if at is not None else None
    chinese = next((words for beginning, words in _TOML_WORDS if said.startswith(beginning)), said)
    where = "" if at is None else f"（第 {line} 行第 {at['column']} 列）" if line else "（在文件末尾）"
    values: dict[str, str | int | Sentence] = {"why": Sentence(said, chinese if chinese is said else chinese + where)}
    return Fault(code="not-toml", values=values, place=f"{name}:{line}" if line else name)


def place_of(name: str, line: int | None) -> str:
    """The file, with the line where it is known."""
    return f"{name}:{line}" if line else name


def faults_of(
    error: ValidationError,
    model: type[BaseModel],
    *,
    text: str,
    table: Mapping[str, Any],
    name: str,
) -> list[Fault]:
    """Return one fault for each thing wrong, in the order of the file.

    Args:
        error: what pydantic raised.
        model: what the file was held against, for the names of the known keys.
        text: the file, to find lines in.
        table: the parsed file, to name the items by their ids.
        name: what to call the file.
    """
    lines = text.splitlines()
    found: list[tuple[int, Fault]] = []
    known = keys_of(model)
    for detail in error.errors(include_url=False):
        location = tuple(part for part in detail["loc"] if part != "[key]")
        line = line_of(location, lines)
        item, key = _subject(location, table)
        code, values = _what(detail, location, known)
        fault = Fault(code=code, values=dict(values), place=place_of(name, line), item=item, key=key)
        found.append((line or 0, fault))
    return [fault for _, fault in sorted(found, key=lambda pair: pair[0])]


def _subject(location: tuple[int | str, ...], table: Mapping[str, Any]) -> tuple[str | int, str]:
    """The item and the key that a problem is about."""
    match location:
        case ("item", int(index), *rest) if isinstance(table.get("item"), list):
            entry = table["item"][index] if index < len(table["item"]) else None
            identifier = entry.get("id") if isinstance(entry, dict) else None
            return (identifier if isinstance(identifier, str) and identifier else index + 1), _key(rest)
        case _:
            return "", _key(location)


def _key(parts: Iterable[int | str]) -> str:
    """``("find", "aliases", 0)`` as ``find.aliases[1]``."""
    key = ""
    for part in parts:
        key += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if key else str(part)
    return key


def _what(
    detail: ErrorDetails, location: tuple[int | str, ...], known: Mapping[str, tuple[str, ...]]
) -> tuple[str, Mapping[str, str | int | Sentence]]:
    """The code of what is wrong, and its values."""
    value = detail["input"]
    context = detail.get("ctx", {})
    values: Mapping[str, str | int | Sentence] = {}
    match detail["type"]:
        case "missing":
            code = "missing" if location != ("item",) else "no-item"
        case "extra_forbidden":
            code, values = _remedy(str(location[-1]), _owner(location), known)
        case "literal_error":
            choices = str(context.get("expected", "")).replace("'", '"').replace(" or ", ", ")
            given: str | Sentence = f'"{value}"' if isinstance(value, str) else _kind_of(value)
            code, values = "not-a-choice", {"given": given, "choices": choices}
        case "value_error" if isinstance(context.get("error"), Refused):
            refused: Refused = context["error"]
            code, values = refused.code, refused.values
        case "too_short":
            code = "none-listed" if location != ("item",) else "no-items"
        case "greater_than_equal":
            code = "negative"
        case kind if kind in _EXPECTED:
            code, values = "another-kind", {"wanted": _EXPECTED[kind], "given": _kind_of(value)}
        case _:
            code, values = "wrong", {"why": detail["msg"]}
    return code, values


def _kind_of(value: object) -> Sentence:
    """What a value is, in words of TOML."""
    match value:
        case bool():
            return Sentence("true or false", " true 或 false")
        case str():
            shown = value[:_LONGEST_SHOWN]
            return Sentence(f'the text "{shown}"', f"文字 {shown!r}")
        case int() | float():
            return Sentence(f"the number {value}", f"数 {value}")
        case list():
            return Sentence("a list", "一个列表")
        case dict():
            return Sentence("a table", "一个表")
        case _:
            return Sentence(f"the date or time {value}", f"日期或时间 {value}")


def _remedy(
    key: str, owner: str, known: Mapping[str, tuple[str, ...]]
) -> tuple[str, Mapping[str, str | int | Sentence]]:
    """The key that may be meant, or the table it belongs to: TOML gives a key to the last table opened above it."""
    close = difflib.get_close_matches(key, known.get(owner, ()), n=1, cutoff=0.6)
    if close:
        return "unknown-near", {"close": close[0]}
    upper = owner.rpartition(".")[0]
    if owner and key in known.get(upper, ()):
        return "unknown-elsewhere", {"upper": upper or Sentence("the top", "文件开头"), "owner": owner}
    listed = known.get(owner, ())
    return ("unknown", {"known": ", ".join(listed)}) if listed else ("unknown-only", {})


def _owner(location: tuple[int | str, ...]) -> str:
    """The table a key stands in, without positions: ``item.find``."""
    return ".".join(str(part) for part in location[:-1] if not isinstance(part, int))


def keys_of(model: type[BaseModel], *, path: str = "") -> dict[str, tuple[str, ...]]:
    """Every table's keys by the table's path without positions: ``item.find`` to ``("aliases", …)``."""
    known = {path: tuple(model.model_fields)}
    for key, field in model.model_fields.items():
        for inner in _models_in(field.annotation):
            known.update(keys_of(inner, path=f"{path}.{key}".strip(".")))
    return known


def _models_in(annotation: object) -> Iterable[type[BaseModel]]:
    """The tables that a type holds, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def line_of(location: tuple[int | str, ...], lines: list[str]) -> int | None:
    """The line, counted from 1, on which a key or its table stands; ``None`` where it is not to be found."""
    if not location:
        return None
    begin, end = 0, len(lines)
    rest = list(location)
    prefix = ""
    anchor: int | None = None
    if len(rest) > 1 and isinstance(rest[1], int):
        prefix = str(rest[0])
        starts = [number for number, line in enumerate(lines) if _header_of(line) == prefix and "[[" in line]
        if rest[1] >= len(starts):
            return None
        begin = anchor = starts[rest[1]]
        end = starts[rest[1] + 1] if rest[1] + 1 < len(starts) else len(lines)
        rest = rest[2:]
    names = [str(part) for part in rest if not isinstance(part, int)]
    for depth in range(len(names), 0, -1):
        found = _find_key(lines, begin, end, (prefix, names[:depth]))
        if found is not None:
            return found + 1
    return anchor + 1 if anchor is not None else None


def _find_key(lines: list[str], begin: int, end: int, wanted: tuple[str, list[str]]) -> int | None:
    """The line between two others on which ``[prefix.names]`` or its key begins."""
    prefix, names = wanted
    full = ".".join(filter(None, (prefix, *names)))
    table = prefix
    for number in range(begin, end):
        header = _header_of(lines[number])
        if header is not None:
            table = header
            if header == full:
                return number
            continue
        key = lines[number].split("=", 1)[0].strip().strip("\"'")
        if "=" in lines[number] and f"{table}.{key}".strip(".") == full:
            return number
    return None


def _header_of(line: str) -> str | None:
    match = _HEADER.match(line)
    return re.sub(r"\s*\.\s*", ".", match[1]).replace('"', "") if match and "=" not in match[1] else None
