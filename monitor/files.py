"""Reading the files a user writes, with one sentence for everything that can be wrong with a file itself."""

from __future__ import annotations

import contextlib
import tomllib
from pathlib import Path
from typing import Any

from monitor.errors import ConfigurationError
from monitor.language import gettext as _

LARGEST = 64_000_000
"""Bytes; a registry of all China is a hundredth of it."""


def read_bytes(path: Path | str) -> bytes:
    """The bytes of a file.

    Raises:
        ConfigurationError: The file is not there, not a file, not readable or too large.
    """
    try:
        with Path(path).open("rb") as stream:
            body = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise ConfigurationError([_unreadable(path, error)]) from error
    if len(body) > LARGEST:
        raise ConfigurationError([_("{file}: is larger than 64 MB; give the file that was meant.").format(file=path)])
    return body


def read_text(path: Path | str) -> str:
    """The text of a UTF-8 file, a byte order mark dropped.

    Raises:
        ConfigurationError: As ``read_bytes``, or the file is not UTF-8.
    """
    body = read_bytes(path)
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise ConfigurationError(
            [_("{file}, line {line}: is not UTF-8; save the file as UTF-8.").format(file=path, line=line)]
        ) from error


def read_toml(path: Path | str) -> tuple[dict[str, Any], str]:
    """The tables of a TOML file, and its text, in which problems have lines.

    Raises:
        ConfigurationError: As ``read_text``, or the text is not TOML.
    """
    text = read_text(path)
    try:
        return tomllib.loads(text), text
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        detail = str(error) or type(error).__name__
        raise ConfigurationError(
            [_("{file}: is not TOML ({detail}); correct that place.").format(file=path, detail=detail)]
        ) from error


def _unreadable(path: Path | str, error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return _("{file}: no such file; check the path.").format(file=path)
    if isinstance(error, IsADirectoryError):
        return _("{file}: is a folder; name a file in it.").format(file=path)
    if isinstance(error, PermissionError):
        return _("{file}: may not be read; change its permissions.").format(file=path)
    detail = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return _("{file}: cannot be read ({detail}); check the path.").format(file=repr(str(path)), detail=detail)


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 file whole or not at all.

    Raises:
        ConfigurationError: The file cannot be written; what stood there before is untouched.
    """
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, body: bytes) -> None:
    """Write a file whole or not at all; a link or a device such as ``/dev/stdout`` is written through.

    Raises:
        ConfigurationError: The file cannot be written; what stood there before is untouched.
    """
    try:
        beside = path.with_name(path.name + ".part")
    except ValueError as error:
        raise ConfigurationError(
            [_("{file}: cannot be written ({detail}); name another place.").format(file=path, detail=error)]
        ) from error
    try:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            path.write_bytes(body)
            return
        beside.write_bytes(body)
        beside.replace(path)
    except (OSError, ValueError) as error:
        detail = (error.strerror if isinstance(error, OSError) else None) or str(error)
        with contextlib.suppress(OSError, ValueError):
            beside.unlink(missing_ok=True)
        raise ConfigurationError(
            [_("{file}: cannot be written ({detail}); name another place.").format(file=path, detail=detail)]
        ) from error
