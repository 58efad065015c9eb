"""The child in which files are read: bytes on standard input, facts on standard output, one file after the other.

``python -m crawler.file_worker`` is started and watched by ``crawler.file_reading``. It takes from itself what a
parser that was taken over or gone astray could use: memory, processor time, files to write, core dumps.
"""

from __future__ import annotations

import math
import os
import resource
import struct
import sys
from typing import BinaryIO

import msgspec

from rules.facts import PageFacts, Unreadable

MOST_MEMORY = 700_000_000
"""Bytes of address space, the interpreter and its libraries included."""
MOST_CPU_SECONDS = 15
"""Processor time for one file."""
FRAME = struct.Struct(">I")
"""Length of what follows, in bytes, big endian."""


class Reply(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was read of one file: one of the two."""

    facts: PageFacts | None = None
    unreadable: Unreadable | None = None


def main() -> int:
    """Serve until standard input ends."""
    # The readers are loaded before the limits hold: a library that is only half there helps nobody.
    from crawler.reading.files import read_file  # noqa: PLC0415

    _shut_in()
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints stays out of the replies
    encode = msgspec.json.Encoder().encode
    while (url := _frame(source)) is not None and (body := _frame(source)) is not None:
        _allow_more_time()
        found = read_file(body, url.decode())
        reply = Reply(unreadable=found) if isinstance(found, Unreadable) else Reply(facts=found)
        line = encode(reply)
        sink.write(FRAME.pack(len(line)) + line)
        sink.flush()
    return 0


def _shut_in() -> None:
    """Give up memory beyond the limit, writing of files and core dumps, for good."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow_more_time() -> None:
    """So many seconds of processor time from now on; the limit counts from the start of the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used.ru_utime + used.ru_stime) + MOST_CPU_SECONDS, hard))


def _frame(source: BinaryIO) -> bytes | None:
    """The next frame; ``None`` at the end."""
    head = source.read(FRAME.size)
    if len(head) < FRAME.size:
        return None
    length = FRAME.unpack(head)[0]
    body = source.read(length)
    return body if len(body) == length else None


if __name__ == "__main__":
    sys.exit(main())
