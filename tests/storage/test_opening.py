"""Opening a file: ours, older, newer, another's, broken, locked, full, not writable."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import zstandard

from storage import open_history
from storage.errors import (
    DamagedHistory,
    DiskFull,
    ForeignDatabase,
    MissingHistory,
    NewerSchema,
    NotADatabase,
    NotAFile,
    OlderSchema,
    SweepRunning,
)
from storage.migrations import SCHEMA
from tests.storage.samples import DARK, MISSING, OK, STALE, at, findings, night, plan, snapshot, stories, story, sweep

ROOT = Path(__file__).parents[2]
SCHEMAS = Path(__file__).parent / "schemas"


def copy_of(schema: int, path: Path) -> Path:
    """A file as that schema's program left it."""
    path.write_bytes(zstandard.decompress((SCHEMAS / f"schema-{schema}.db.zst").read_bytes()))
    return path


def digest(path: Path) -> bytes:
    return path.read_bytes()


def test_a_new_file_is_ours_with_a_log_and_its_schema(path: Path) -> None:
    with open_history(path):
        pass

    with closing(sqlite3.connect(path)) as connection:
        pragmas = [
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version", "journal_mode")
        ]
    assert pragmas == [0x676B6769, SCHEMA, "wal"]


def test_opening_twice_changes_nothing(path: Path) -> None:
    with open_history(path) as history:
        story(history, "guide", [OK, MISSING])
    before = digest(path)

    with open_history(path) as history:
        assert len(history.sweeps()) == 2
    with open_history(path, read_only=True) as history:
        assert len(history.sweeps()) == 2

    assert digest(path) == before


def test_a_missing_file_is_made_only_when_asked(path: Path) -> None:
    with pytest.raises(MissingHistory, match=r"There is no history at .+gongkai.db; run `gongkai sweep"):
        open_history(path, create=False)
    with pytest.raises(MissingHistory):
        open_history(path, read_only=True)

    assert list(path.parent.iterdir()) == []


def test_an_empty_file_becomes_a_history(path: Path) -> None:
    path.touch()

    with open_history(path) as history:
        assert history.sweeps() == ()


def test_what_cannot_be_a_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotAFile, match="it is a folder"):
        open_history(tmp_path)
    with pytest.raises(NotAFile, match="there is no folder"):
        open_history(tmp_path / "nowhere" / "gongkai.db")


def test_a_device_or_a_pipe_is_refused_without_being_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    for what in (Path("/dev/null"), tmp_path / "pipe"):
        with pytest.raises(NotAFile, match="it is no ordinary file"):
            open_history(what)


@pytest.mark.parametrize("name", ["清溪 县.db", "a?b#c%20d.db", 'it\'s "quoted".db', "-wal"])
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    with open_history(tmp_path / name) as history:
        story(history, "guide", [OK])
    with open_history(tmp_path / name, read_only=True) as history:
        assert len(history.findings()) == 3

    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_a_link_stays_a_link_and_both_names_share_one_lock(tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(tmp_path / "real.db")

    with open_history(link) as history:
        history.begin_sweep(plan(night(1)), started=at(night(1)))
        with open_history(tmp_path / "real.db") as other, pytest.raises(SweepRunning):
            other.begin_sweep(plan(night(1)), started=at(night(1)))

    assert link.is_symlink()
    assert (tmp_path / "real.db").is_file()


def test_many_processes_may_make_the_file_at_once(path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from storage import open_history\n"
        "with open_history(Path(sys.argv[1])) as history: print(len(history.sweeps()))"
    )
    makers = [
        subprocess.Popen([sys.executable, "-c", script, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(6)
    ]

    assert [maker.communicate()[0] for maker in makers] == ["0\n"] * 6
    # Of two that close at one moment neither is the last, and the log may stay; what was for the making may not.
    assert {each.name for each in path.parent.iterdir()} <= {"gongkai.db", "gongkai.db-wal", "gongkai.db-shm"}


def test_contents_of_another_form_are_named_as_damage(path: Path) -> None:
    with open_history(path) as history:
        story(history, "guide", [OK])
        history.session.run("UPDATE latest_findings SET content = ?", (zstandard.compress(b"\x90"),))

        with pytest.raises(DamagedHistory, match="what is stored cannot be understood"):
            history.findings()


def test_another_file_is_refused_and_left_alone(path: Path) -> None:
    path.write_text("<html>not a database</html>" * 100)
    before = digest(path)

    with pytest.raises(NotADatabase, match="is not a database"):
        open_history(path)

    assert digest(path) == before


@pytest.mark.parametrize("application", [0, 0x0F055112])
def test_another_programs_database_is_refused_and_left_alone(path: Path, application: int) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE theirs (id INTEGER)")
        connection.execute(f"PRAGMA application_id = {application}")
    before = digest(path)

    with pytest.raises(ForeignDatabase, match="another program's database and was left alone"):
        open_history(path)

    assert digest(path) == before


def test_a_newer_schema_is_refused_and_left_alone(path: Path) -> None:
    with open_history(path):
        pass
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    before = digest(path)

    for read_only in (False, True):
        with pytest.raises(NewerSchema, match=rf"newer gongkai \(schema {SCHEMA + 1}, this one knows {SCHEMA}\)"):
            open_history(path, read_only=read_only)

    assert digest(path) == before


@pytest.mark.parametrize("schema", range(1, SCHEMA))
def test_an_older_schema_is_brought_up_to_date_with_a_copy_beside_it(path: Path, schema: int) -> None:
    before = digest(copy_of(schema, path))
    beside = path.with_name(f"gongkai.db.schema-{schema}")

    with open_history(path) as history:
        told = [row for row in stories(history) if row[0] == "guide"]
        sweep(history, night(7), {"qingxi": {"guide": OK}}, content="7")
        known = history.known_pages("qingxi")
        assert history.verify() == ()
        assert history.snapshot(3, "qingxi") == snapshot("qingxi", night(3), content="3")

    assert told == [
        ("guide", "pass", None, 1, 2, "site"),
        ("guide", "fail", "missing", 2, 3, "site"),
        ("guide", "unknown", None, 3, 4, "site"),
        ("guide", "fail", "missing", 4, 5, "site"),
        ("guide", "fail", "stale", 5, None, "site"),
    ]
    assert len(known) == 3
    with closing(sqlite3.connect(beside)) as copy:
        assert copy.execute("PRAGMA user_version").fetchone()[0] == schema
        assert copy.execute("SELECT count(*) FROM sweeps").fetchone()[0] == 6
    assert len(before) > 0


@pytest.mark.parametrize("schema", range(1, SCHEMA))
def test_an_older_schema_is_not_changed_by_reading(path: Path, schema: int) -> None:
    before = digest(copy_of(schema, path))

    with pytest.raises(OlderSchema, match=rf"has schema {schema} and this gongkai reads {SCHEMA}"):
        open_history(path, read_only=True)

    assert digest(path) == before


def test_the_file_of_the_present_schema_is_whole_and_left_as_it_is(path: Path) -> None:
    before = digest(copy_of(SCHEMA, path))

    with open_history(path, read_only=True) as history:
        assert history.verify() == ()
        assert history.snapshot(3, "qingxi") == snapshot("qingxi", night(3), content="3")
        assert len(history.findings(at=2)) == 3

    assert digest(path) == before


def test_every_released_schema_has_its_file() -> None:
    kept = sorted(each.name for each in SCHEMAS.iterdir())

    assert kept == [f"schema-{number}.db.zst" for number in range(1, len(kept) + 1)]
    assert len(kept) == SCHEMA


def test_a_file_cut_short_is_named_as_damaged(path: Path) -> None:
    with open_history(path) as history:
        story(history, "guide", [OK, MISSING])
    os.truncate(path, path.stat().st_size // 2)

    for read_only in (False, True):
        with pytest.raises(DamagedHistory, match=r"is damaged .+; restore a backup"):
            open_history(path, read_only=read_only)


def test_a_file_with_a_broken_page_is_named_as_damaged(path: Path) -> None:
    with open_history(path) as history:
        story(history, "guide", [OK, MISSING])
    with path.open("rb+") as stream:
        stream.seek(4096 * 3)
        stream.write(b"\xff" * 4096)

    with pytest.raises(DamagedHistory):
        open_history(path)


def test_an_empty_database_becomes_a_history(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE passing (id INTEGER)")
        connection.execute("DROP TABLE passing")

    with open_history(path) as history:
        assert history.sweeps() == ()


def test_what_a_killed_writer_left_half_done_is_undone_by_whoever_opens_next(path: Path, tmp_path: Path) -> None:
    """A copy taken with its rollback journal is what a process leaves that was killed before write-ahead logging."""
    with open_history(path) as history:
        story(history, "guide", [OK, MISSING])
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA cache_spill = 1")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("UPDATE blobs SET size = -1")
        connection.execute("UPDATE sites SET name = 'half done'")
        for name in ("gongkai.db", "gongkai.db-journal"):
            shutil.copy(tmp_path / name, tmp_path / name.replace("gongkai", "killed"))

    with open_history(tmp_path / "killed.db", read_only=True) as history:
        assert {each.site_name for each in history.findings()} == {"qingxi县人民政府"}
        assert history.integrity() == ()


WRITE_A_NIGHT = """
import json, sys, resource
from pathlib import Path
from storage import open_history, StorageError
from tests.storage.samples import OK, at, findings, night, plan, snapshot
path, limit = Path(sys.argv[1]), int(sys.argv[2])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
sites = [f"site{number}" for number in range(400)]
done = []
try:
    with open_history(path) as history:
        number = history.unfinished_sweep()
        if number is None:
            number = history.begin_sweep(plan(night(1), sites=sites), started=at(night(1)))
        else:
            history.resume_sweep(number)
        for name in sites:
            if name not in history.finished_sites(number):
                history.record_site(number, snapshot(name, night(1), content=name), findings(name, night(1), {}))
                done.append(name)
        history.finish_sweep(number, {}, finished=at(night(1), 3))
    error = None
except StorageError as caught:
    error = [type(caught).__name__, str(caught)]
print(json.dumps([done, error]))
"""


def write_a_night(path: Path, *, limit: int = 0, prefix: tuple[str, ...] = ()) -> tuple[list[str], list[str] | None]:
    """Record a night in another process; return the sites that were stored and the error."""
    answer = subprocess.run(
        [*prefix, sys.executable, "-c", WRITE_A_NIGHT, str(path), str(limit)],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    done, error = json.loads(answer.stdout)
    return done, error


def test_a_disk_that_takes_no_more_keeps_what_was_stored_and_goes_on(path: Path) -> None:
    """The file may not grow past a limit: writes fail as on a full disk, in the middle of the log."""
    done, error = write_a_night(path, limit=1_500_000)

    assert error is not None
    assert error[0] == "DiskFull"
    assert str(path) in error[1]
    assert "make room and resume, nothing stored is lost" in error[1]
    with open_history(path) as history:
        assert history.integrity() == ()
        assert history.finished_sites(1) == set(done) != set()

    more, error = write_a_night(path)

    assert (len(done) + len(more), error) == (400, None)


def test_a_full_file_system_keeps_what_was_stored_and_goes_on(path: Path) -> None:
    if (
        shutil.which("unshare") is None
        or subprocess.run(["unshare", "-rm", "true"], check=False, capture_output=True).returncode
    ):
        pytest.skip("this machine lets no test mount a small file system")
    small = path.parent / "small"
    small.mkdir()
    script = (
        f"mount -t tmpfs -o size=1200k tmpfs {small} && {sys.executable} -c '{WRITE_A_NIGHT}' {small}/gongkai.db 0"
        f" && cp {small}/gongkai.db* {path.parent}/"
    )
    answer = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script], cwd=ROOT, capture_output=True, check=True, text=True
    )
    done, error = json.loads(answer.stdout)

    assert error is not None
    assert error[0] == "DiskFull"
    with open_history(path) as history:
        assert history.integrity() == ()
        assert history.finished_sites(1) == set(done) != set()


def test_a_file_that_has_reached_its_largest_size_says_so(path: Path) -> None:
    with open_history(path) as history:
        history.begin_sweep(plan(night(1)), started=at(night(1)))
        history.session.run("PRAGMA max_page_count = 1")

        def record_until_full() -> None:
            for turn in range(200):
                name = f"site{turn}"
                history.record_site(1, snapshot(name, night(1), content=name), findings(name, night(1), {}))

        with pytest.raises(DiskFull, match="database or disk is full"):
            record_until_full()

        history.session.run("PRAGMA max_page_count = 1073741823")
        history.record_site(1, snapshot("qingxi", night(1)), findings("qingxi", night(1), {}))
        assert "qingxi" in history.finished_sites(1)
        assert history.integrity() == ()


def without_privileges() -> tuple[str, ...]:
    """How to run a process for which file permissions count."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("file permissions do not bind this user, and there is no setpriv to bind it")
    return ("setpriv", "--bounding-set", "-all", "--inh-caps", "-all")


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_cannot_be_written_is_refused_at_the_start_and_can_be_read(path: Path, what: str) -> None:
    with open_history(path) as history:
        story(history, "guide", [OK, STALE])
    protected = path if what == "file" else path.parent
    mode = protected.stat().st_mode
    protected.chmod(0o444 if what == "file" else 0o555)
    read = (
        "import sys; from pathlib import Path; from storage import open_history\n"
        "with open_history(Path(sys.argv[1]), read_only=True) as h: print(len(h.findings()))"
    )
    try:
        done, error = write_a_night(path, prefix=without_privileges())
        seen = subprocess.run(
            [*without_privileges(), sys.executable, "-c", read, str(path)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    finally:
        protected.chmod(mode)

    assert done == []
    assert error is not None
    assert error[0] == "ReadOnlyHistory"
    assert "cannot be written; make the file and its folder writable" in error[1]
    assert seen.stdout == "3\n"


def test_a_lock_of_a_dead_process_is_nobodys(path: Path) -> None:
    holder = (
        "import os, signal, sys; from pathlib import Path; from storage import open_history\n"
        "from tests.storage.samples import at, night, plan\n"
        "h = open_history(Path(sys.argv[1])); h.begin_sweep(plan(night(1)), started=at(night(1)))\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", holder, str(path)], cwd=ROOT, check=False)
    assert path.with_name("gongkai.db.lock").exists()

    with open_history(path) as history:
        assert history.unfinished_sweep() == 1
        history.resume_sweep(1)
        history.record_site(1, snapshot("qingxi", night(1)), findings("qingxi", night(1), {"guide": DARK}))
        history.finish_sweep(1, {}, finished=at(night(1), 3))

    assert not path.with_name("gongkai.db.lock").exists()
