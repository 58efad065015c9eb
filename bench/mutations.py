"""Damage done to real pages, each kind repeatable from its seed."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TAG = re.compile(rb"<[^<>]{1,300}>")


def _truncate(body: bytes, dice: random.Random) -> bytes:
    return body[: dice.randrange(len(body) + 1)]


def _behead(body: bytes, dice: random.Random) -> bytes:
    return body[dice.randrange(len(body) + 1) :]


def _drop_tags(body: bytes, dice: random.Random) -> bytes:
    share = dice.random() * 0.4
    return _TAG.sub(lambda match: b"" if dice.random() < share else match.group(0), body)


def _repeat_tags(body: bytes, dice: random.Random) -> bytes:
    share = dice.random() * 0.2
    return _TAG.sub(lambda match: match.group(0) * 2 if dice.random() < share else match.group(0), body)


def _shuffle_tags(body: bytes, dice: random.Random) -> bytes:
    tags = _TAG.findall(body)
    dice.shuffle(tags)
    rest = iter(tags)
    return _TAG.sub(lambda _match: next(rest), body)


def _flip(body: bytes, dice: random.Random) -> bytes:
    damaged = bytearray(body)
    for _ in range(dice.randrange(1, 200)):
        damaged[dice.randrange(len(damaged))] = dice.randrange(256)
    return bytes(damaged)


def _gbk(body: bytes, _dice: random.Random) -> bytes:
    return body.decode("utf-8", "replace").encode("gb18030", "replace")


def _wide(body: bytes, dice: random.Random) -> bytes:
    return body.decode("utf-8", "replace").encode(
        dice.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-32", "big5"]), "replace"
    )


def _double(body: bytes, dice: random.Random) -> bytes:
    return body.decode(dice.choice(["latin-1", "cp1252", "gb18030"]), "replace").encode("utf-8")


def _splice(body: bytes, dice: random.Random) -> bytes:
    start, stop = sorted(dice.randrange(len(body) + 1) for _ in range(2))
    at = dice.randrange(len(body) + 1)
    return body[:at] + body[start:stop] + body[at:]


def _unquote(body: bytes, dice: random.Random) -> bytes:
    share = dice.random() * 0.3
    return re.sub(rb"[\"'<>=]", lambda match: b"" if dice.random() < share else match.group(0), body)


def _digits(body: bytes, dice: random.Random) -> bytes:
    return re.sub(rb"\d", lambda _match: b"%d" % dice.randrange(10), body)


MUTATIONS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "behead": _behead,
    "digits": _digits,
    "double": _double,
    "drop-tags": _drop_tags,
    "flip": _flip,
    "gbk": _gbk,
    "repeat-tags": _repeat_tags,
    "shuffle-tags": _shuffle_tags,
    "splice": _splice,
    "truncate": _truncate,
    "unquote": _unquote,
    "wide": _wide,
}


def mutate(body: bytes, kind: str, *, seed: int) -> bytes:
    """Damage a page in one way; an empty one stays empty."""
    dice = random.Random(seed)  # noqa: S311 - repeatable, not secret
    return MUTATIONS[kind](body, dice) if body else body
