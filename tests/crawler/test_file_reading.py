"""Files are read in a child that can be killed: a file that spins or eats memory holds up nobody."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from crawler.file_reading import FileReader, as_file
from crawler.file_worker import MOST_MEMORY
from rules.facts import FileFacts, PageFacts, Unreadable
from tests.crawler.documents import GUIDE_LINES, pdf, spinning_pdf, word

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
URL = "http://www.qingxi.gov.cn/files/7"


@pytest.fixture
def reader() -> Iterator[FileReader]:
    with FileReader() as files:
        yield files


def children() -> set[int]:
    """Processes of this one that run."""
    return {child.pid for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE}


def test_one_child_reads_file_after_file(reader: FileReader) -> None:
    before = children()

    first = reader.read(pdf(GUIDE_LINES), URL)
    second = reader.read(word(*GUIDE_LINES), URL)

    assert [facts.file for facts in (first, second) if isinstance(facts, PageFacts)] == [
        FileFacts(kind="pdf", pages=1, read=1),
        FileFacts(kind="docx"),
    ]
    assert len(children() - before) == 1


def test_no_child_is_started_before_the_first_file_and_none_is_left_behind() -> None:
    before = children()
    with FileReader() as files:
        assert children() == before
        files.read(b"", URL)
        started = children() - before
        assert len(started) == 1

    assert started.isdisjoint(children())


def test_a_file_that_makes_the_parser_spin_is_given_up_and_the_next_one_is_read() -> None:
    with FileReader(seconds=4) as files:
        files.read(b"", URL)  # the start of the child is not the file's time
        started = time.monotonic()
        facts = files.read(spinning_pdf(), URL)
        took = time.monotonic() - started
        following = files.read(pdf(GUIDE_LINES), URL)

    assert facts in (
        Unreadable("undecodable", "given up: not read within 4 seconds"),
        Unreadable("undecodable", "given up: more time or memory than a file is given"),
    )
    assert took < 20  # generous: the machine may be busy
    assert isinstance(following, PageFacts)


def test_the_child_can_neither_grow_nor_write_files(reader: FileReader) -> None:
    before = children()
    reader.read(b"", URL)
    (pid,) = children() - before
    child = psutil.Process(pid)

    assert child.rlimit(psutil.RLIMIT_AS) == (MOST_MEMORY, MOST_MEMORY)
    assert child.rlimit(psutil.RLIMIT_FSIZE) == (0, 0)
    assert child.rlimit(psutil.RLIMIT_CORE) == (0, 0)
    assert "-P" in child.cmdline()  # nothing is imported from the folder that it was started in
    assert child.environ().keys() <= {"PYTHONPATH", "PATH", "LANG", "PYTHONDONTWRITEBYTECODE", "LC_CTYPE"}


def test_the_same_reader_goes_on_with_a_new_child_after_one_was_killed(reader: FileReader) -> None:
    before = children()
    reader.read(b"", URL)
    (pid,) = children() - before
    psutil.Process(pid).kill()

    lost = reader.read(pdf(GUIDE_LINES), URL)
    found = reader.read(pdf(GUIDE_LINES), URL)

    assert isinstance(lost, Unreadable)
    assert isinstance(found, PageFacts)


def test_the_child_does_not_outlive_a_crawl_that_was_killed() -> None:
    lines = (
        "import time",
        "from crawler.file_reading import FileReader",
        "reader = FileReader()",
        "reader.read(b'', 'u')",
        "print('read', flush=True)",
        "time.sleep(60)",
    )
    with subprocess.Popen([sys.executable, "-c", "\n".join(lines)], stdout=subprocess.PIPE, cwd=ROOT) as crawl:
        assert crawl.stdout is not None
        assert crawl.stdout.readline() == b"read\n"
        (child,) = psutil.Process(crawl.pid).children()
        crawl.kill()

    gone, alive = psutil.wait_procs([child], timeout=20)
    assert (len(gone), len(alive)) == (1, 0)


def test_closing_does_not_wait_for_a_file_under_way() -> None:
    files = FileReader(seconds=60)
    answers: list[PageFacts | Unreadable] = []
    thread = threading.Thread(target=lambda: answers.append(files.read(spinning_pdf(), URL)))
    thread.start()
    time.sleep(0.5)

    files.close()
    thread.join(10)

    assert [type(answer) for answer in answers] == [Unreadable]
    assert isinstance(files.read(pdf(GUIDE_LINES), URL), Unreadable)


def test_an_error_page_or_a_wall_in_place_of_a_file_is_read_as_what_it_is(reader: FileReader) -> None:
    form = "<form>用户名<input name=u>密码<input type=password></form>"
    login = f"<html><head><title>登录</title></head><body>{form}</body></html>"
    read = as_file(reader)

    wall = read(login.encode(), URL, status=200, content_type="text/html")
    gone = read(b"<html><title>404</title><p>Not found</p></html>", URL, status=404, content_type=None)
    page = read(b"<html><body><p>a</p></body></html>", URL, status=200, content_type=None)

    assert (isinstance(wall, PageFacts), isinstance(gone, PageFacts)) == (True, True)
    assert isinstance(wall, PageFacts)
    assert wall.block == "login"
    assert isinstance(gone, PageFacts)
    assert gone.kind == "error"
    assert isinstance(page, PageFacts)
    assert page.file == FileFacts(kind="html", read=0)
