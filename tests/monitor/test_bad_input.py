"""Bad input: one sentence for each problem, the right exit code, nothing half written, no traceback."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.monitor.command import PATIENCE, ROOT, Office, Ran, called, command, gongkai

SITE = """
[[site]]
id = "1"
name = "清溪县人民政府"
url = "http://127.0.0.1:9/"
level = "county"
body = "government"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a registry of one site at which nobody answers."""
    (tmp_path / "sites.toml").write_text(SITE, encoding="utf-8")
    (tmp_path / "gongkai.toml").write_text('[crawl]\nallow_networks = ["127.0.0.0/8"]\nretries = 0\n', encoding="utf-8")
    return tmp_path


def refused(ran: Ran, *sentences: str, code: int = 2) -> None:
    """The command said exactly that, on standard error, and nothing else."""
    assert (ran.sentences, ran.code, ran.out) == (list(sentences), code, "")


def entries(folder: Path) -> set[str]:
    """What lies in the folder."""
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["swep"], "there is no command swep (did you mean sweep?); `gongkai --help` tells what there is."),
        (
            ["sweep", "--speed", "9"],
            "there is no option --speed (did you mean --site?); `gongkai sweep --help` tells what there is.",
        ),
        (
            ["sweep", "--site"],
            "--site needs a value; `gongkai sweep --help` tells what there is.",
        ),
        (["sweep", "extra"], "extra is too much; `gongkai sweep --help` tells what there is."),
        (["match"], "NAME is missing; `gongkai match --help` tells what there is."),
        (["explain", "1"], "ITEM is missing; `gongkai explain --help` tells what there is."),
        (["standard"], "a command is missing; `gongkai standard --help` tells what there is."),
        (
            ["sweep", "--sites", "none.toml"],
            "none.toml: no such file; check the path.",
        ),
        (["sweep", "--sites", "."], ".: is a folder; name a file in it."),
        (
            ["sweep", "--sites", "sites.toml/below"],
            "'sites.toml/below': cannot be read (Not a directory); check the path.",
        ),
        (
            ["sweep", "--site", "2"],
            '--site: there is no site "2" in sites.toml; `gongkai sites list --sites sites.toml` names them.',
        ),
        (
            ["sweep", "--standard", "platform-2091"],
            '--standard: there is no standard "platform-2091"; did you mean platform-2019?',
        ),
        (["sweep", "--standard", "none.toml"], "none.toml: no such file; check the path."),
        (
            ["sweep", "--as-of", "2026-02-30"],
            '--as-of: "2026-02-30" is no date; write year-month-day such as 2026-11-22.',
        ),
        (["sweep", "--as-of", "tomorrow"], '--as-of: "tomorrow" is no date; write year-month-day such as 2026-11-22.'),
        (["sweep", "--as-of", "20261122"], '--as-of: "20261122" is no date; write year-month-day such as 2026-11-22.'),
        (["sweep", "--config", "none.toml"], "none.toml: no such file; check the path."),
        (
            ["findings"],
            "There is no history at gongkai.db; run `gongkai sweep --db gongkai.db` first or name another file.",
        ),
        (
            ["findings", "--outcome", "bad"],
            '--outcome: there is no "bad"; use one of pass, fail, unknown, not-applicable.',
        ),
        (
            ["replay", "--sweep", "99999999999999999999"],
            ("--sweep cannot be used (more than 1000000000); `gongkai replay --help` tells what there is."),
        ),
        (["findings", "--json", "--csv"], "--json and --csv exclude each other; give one of them."),
        (["inspect", "none.html"], "none.html: no such file; check the path."),
        (
            ["inspect", "sites.toml", "--url", "ftp://x/"],
            '--url: "ftp://x/" cannot be used (not http or https); write an http address.',
        ),
        (
            ["inspect", "sites.toml", "--charset", "klingon"],
            '--charset: "klingon" is no charset; write a name such as gb18030 or utf-8.',
        ),
        (["inspect", "http://[::1/"], '"http://[::1/" cannot be visited (not an address); write an http address.'),
        (["inspect", "file:///etc/passwd"], "file:///etc/passwd: no such file; check the path."),
        (
            ["standard", "show", "platform-2019", "nothing"],
            'There is no item "nothing" in platform-2019; `gongkai standard show platform-2019` lists them.',
        ),
        (["sites", "import", "none.csv"], "none.csv: no such file; check the path."),
        (
            ["replay", "--sweep", "0"],
            ("--sweep cannot be used (less than 1); `gongkai replay --help` tells what there is."),
        ),
    ],
)
def test_a_command_line_that_is_wrong_is_one_sentence(folder: Path, words: list[str], sentence: str) -> None:
    """Exit code 2, and nothing is written."""
    before = entries(folder)
    refused(called(*words, cwd=folder), sentence)

    assert entries(folder) == before


def test_a_registry_that_is_wrong_starts_nothing(folder: Path) -> None:
    """Every problem at once, and no database."""
    (folder / "sites.toml").write_text(SITE + SITE.replace("county", "village"), encoding="utf-8")
    ran = gongkai("sweep", cwd=folder)

    refused(
        ran,
        'sites.toml:13, site 2 "1", level: is "village"; write one of province, city, county, township.',
        'sites.toml: id "1" is given to 2 sites; give each site its own id.',
    )
    assert entries(folder) == {"sites.toml", "gongkai.toml"}


def test_an_empty_registry_starts_nothing(folder: Path) -> None:
    """Nothing to check is an error."""
    (folder / "sites.toml").write_text("", encoding="utf-8")
    refused(gongkai("sweep", cwd=folder), "sites.toml: names no site; add a [[site]] table.")


def test_settings_that_are_wrong_start_nothing(folder: Path) -> None:
    """In Chinese too."""
    (folder / "gongkai.toml").write_text("[crawl]\nmax_page = 5\ndelay = -1\n", encoding="utf-8")
    refused(
        gongkai("sweep", "--lang", "zh", cwd=folder),
        "gongkai.toml:3: crawl.delay: 值为 -1；请填不小于 0 的数字。",
        "gongkai.toml:2: crawl.max_page: 不是设置项；是否指 max_pages？",
    )


def test_a_folder_for_evidence_that_cannot_be_written_starts_nothing(folder: Path) -> None:
    """Before a database is made."""
    (folder / "gongkai.toml").write_text('[sweep]\nevidence = "sites.toml/warc"\n', encoding="utf-8")
    refused(
        gongkai("sweep", cwd=folder),
        "sweep.evidence: sites.toml/warc cannot be written (Not a directory); name another folder in gongkai.toml.",
    )
    assert entries(folder) == {"sites.toml", "gongkai.toml"}


def test_a_standard_that_names_no_items_starts_nothing(folder: Path) -> None:
    """The sentence names the file and the key."""
    (folder / "own.toml").write_text('id = "x"\ntitle = "x"\nversion = "1"\nin_force = 2020-01-01\n', encoding="utf-8")
    ran = gongkai("sweep", "--standard", "own.toml", cwd=folder)

    assert (ran.code, len(ran.sentences)) == (2, 1)
    assert ran.sentences[0].startswith("own.toml")
    assert "item" in ran.sentences[0]


def test_a_standard_that_binds_nobody_is_nothing_checked(folder: Path) -> None:
    """Exit code 3 before a request is made."""
    (folder / "sites.toml").write_text(SITE.replace("county", "township"), encoding="utf-8")
    ran = gongkai("sweep", "--standard", "platform-2019", cwd=folder)

    refused(ran, "No item of platform-2019 applies to any of the 1 sites; name another --standard.", code=3)
    assert "gongkai.db" not in entries(folder)


def test_a_file_that_is_no_database_is_left_alone(folder: Path) -> None:
    """Whatever it is, its bytes stay."""
    (folder / "gongkai.db").write_text("my diary, not a database", encoding="utf-8")
    for words in (["sweep"], ["findings"], ["changes"]):
        refused(
            gongkai(*words, cwd=folder),
            "gongkai.db is not a database; name another file with --db, or move this one away.",
        )

    assert (folder / "gongkai.db").read_text(encoding="utf-8") == "my diary, not a database"


def test_a_database_of_another_program_is_left_alone(folder: Path) -> None:
    """It is SQLite, but not ours."""
    with sqlite3.connect(folder / "gongkai.db") as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    other.close()
    before = (folder / "gongkai.db").read_bytes()
    refused(
        gongkai("sweep", cwd=folder),
        "gongkai.db is another program's database and was left alone; name another file with --db.",
    )

    assert (folder / "gongkai.db").read_bytes() == before


def test_a_database_in_a_folder_that_is_not_there_is_refused(folder: Path) -> None:
    """Before anything is visited."""
    ran = gongkai("sweep", "--db", "nowhere/gongkai.db", cwd=folder)

    assert (ran.code, len(ran.sentences), ran.out) == (2, 1, "")
    assert "nowhere" in ran.sentences[0]


def test_a_full_disk_is_one_sentence_and_what_was_stored_stays(office: Office) -> None:
    """Files may grow to 200 kB here, which a sweep's findings exceed sooner or later; then room is made."""
    process = subprocess.run(
        [*command("sweep", "--standard", "platform-2019", "--json")],
        cwd=office.folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)),
    )
    ran = Ran(process.returncode, process.stdout.decode(), process.stderr.decode())
    resumed = office.run("sweep", "--resume", "--sites", "sites.toml", "--standard", "platform-2019", "--json")

    assert (ran.code, ran.out, len(ran.sentences)) == (4, "", 1)
    assert "does not take more" in ran.sentences[0] or "make room" in ran.sentences[0]
    assert (resumed.code, resumed.json["sites"]) == (0, 3)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
@pytest.mark.parametrize("words", [["standard", "list", "--json"], ["standard", "list"], ["--help"]])
def test_standard_output_that_takes_no_more_is_one_sentence(folder: Path, words: list[str]) -> None:
    """A report into a full disk is no report."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command(*words),
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            timeout=PATIENCE,
            check=False,
        )
    ran = Ran(done.returncode, "", done.stderr.decode())

    assert (ran.code, len(ran.sentences)) == (4, 1)
    assert "No space left on device" in ran.sentences[0]


def test_a_reader_that_leaves_early_ends_the_command_quietly(folder: Path) -> None:
    """``gongkai standard show platform-2019 | head -1``."""
    shown = subprocess.Popen(
        command("standard", "show", "platform-2019", "--json"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert shown.stdout is not None
    shown.stdout.close()
    assert shown.stderr is not None
    said = shown.stderr.read()

    assert (shown.wait(PATIENCE), said) == (0, b"")
    shown.stderr.close()


def test_import_overwrites_only_by_force(folder: Path) -> None:
    """A registry is a day's work."""
    (folder / "table.csv").write_text("name,url,level\n甲,http://a.gov.cn/,县级\n", encoding="utf-8")
    refused(
        gongkai("sites", "import", "table.csv", cwd=folder),
        "sites.toml: is there already; name another with --out, or add --force.",
    )
    assert (folder / "sites.toml").read_text(encoding="utf-8") == SITE
    forced = gongkai("sites", "import", "table.csv", "--force", cwd=folder)

    assert (forced.code, forced.out) == (0, "sites.toml: 1 site written.\n")
    assert gongkai("sites", "validate", cwd=folder).out == "sites.toml: 1 site, nothing wrong.\n"


def test_a_table_in_another_encoding_is_one_sentence(folder: Path) -> None:
    """Spreadsheets of offices often save GBK."""
    (folder / "table.csv").write_bytes("name,url,level\n清溪,http://a.gov.cn/,县级\n".encode("gbk"))
    refused(
        gongkai("sites", "import", "table.csv", "--out", "new.toml", cwd=folder),
        "table.csv, line 2: is not UTF-8; save the file as UTF-8.",
    )
    assert "new.toml" not in entries(folder)


def test_an_error_nobody_foresaw_is_one_sentence_with_a_hint(folder: Path) -> None:
    """A name that cannot be a path on any system."""
    ran = gongkai("doctor", "--db", "x" * 5000, cwd=folder)

    assert (ran.code != 0, len(ran.sentences), "Traceback" in ran.err) == (True, 1, False)
