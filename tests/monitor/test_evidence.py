"""``gongkai evidence``: nothing was changed, or it is said what; and a finding that goes out of the house."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import shutil
import sqlite3
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.evidence_index import index_of
from crawler.evidence_reading import EvidenceFolder
from monitor.evidence import needed_records, records_of
from monitor.explaining import evidence_states
from storage import open_history
from tests.crawler.mockserver import MockServer
from tests.crawler.test_rendering import FILL, ROWS, needs_browser, script_site
from tests.monitor.command import ROOT, TODAY, Office, gongkai
from tests.monitor.shapes import faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SITE, ITEM = "5227120004", "penalties"
"""A column whose page says 404 and answers 200."""
DOWN = "5227150006"


@pytest.fixture
def kept(swept: Office, tmp_path: Path) -> Office:
    """A copy of a folder in which a sweep has run, to do harm to."""
    shutil.copytree(swept.folder, tmp_path, dirs_exist_ok=True)
    return Office(tmp_path, swept.served)


def named(office: Office) -> tuple[str, str]:
    """The page and the record that the finding rests on."""
    rows = office.call("findings", "--json", "--site", SITE).json["findings"]
    (place,) = next(row for row in rows if (row["standard"], row["item"]) == ("platform-2019", ITEM))["evidence"]
    return place["url"], place["record"]


def file_of(office: Office, record: str) -> Path:
    """The file that holds a record."""
    for path in (office.folder / "gongkai.evidence").glob("*.warc.gz"):
        with path.open("rb") as stream:
            if any(one.rec_headers.get_header("WARC-Record-ID") == record for one in ArchiveIterator(stream)):
                return path
    raise AssertionError(record)


def test_what_a_sweep_kept_is_whole_and_unchanged(swept: Office) -> None:
    """Beside the database, without any setting."""
    ran = swept.call("evidence", "verify")
    told = swept.call("evidence", "verify", "--sweep", "1", "--json").json

    assert (ran.code, ran.err) == (0, "")
    assert re.fullmatch(
        r"gongkai\.evidence: \d+ stored responses, whole and unchanged; the last seal is [0-9a-f]{64}\.\n", ran.out
    )
    assert faults(told, "verified-document") == []
    assert (told["unchanged"], told["broken"], told["history"], told["torn"]) == (True, [], [], [])
    assert told["whole"] > 0


def cut(path: Path, start: int) -> None:
    """It ends within the record."""
    path.write_bytes(path.read_bytes()[: start + 100])


def flip(path: Path, start: int) -> None:
    """One bit of the record is another."""
    content = bytearray(path.read_bytes())
    content[start + 100] ^= 4
    path.write_bytes(content)


def clear(path: Path, _start: int) -> None:
    """Nothing is left in it."""
    path.write_bytes(b"")


def remove(path: Path, _start: int) -> None:
    """It is gone."""
    path.unlink()


def exchange(path: Path, _start: int) -> None:
    """It is the file of another crawl, whole in itself."""
    other = next(one for one in path.parent.glob("*.warc.gz") if one != path)
    path.write_bytes(other.read_bytes())


def bury(path: Path, _start: int) -> None:
    """The whole folder is gone."""
    shutil.rmtree(path.parent)


@pytest.mark.parametrize("harm", [cut, flip, clear, remove, exchange, bury])
def test_whatever_was_done_to_the_files_is_found_and_named(kept: Office, harm: Callable[[Path, int], None]) -> None:
    """Exit code 1; the record, the site, the page and what rests on it are named, and nobody sees a traceback."""
    url, record = named(kept)
    path = file_of(kept, record)
    harm(path, index_of(path).places[record])
    ran = kept.call("evidence", "verify")
    told = kept.call("evidence", "verify", "--json")
    exported = kept.call("evidence", "export", SITE, f"platform-2019/{ITEM}", "--to", "handed")

    assert (ran.code, told.code, exported.code) == (1, 1, 1)
    assert "Traceback" not in ran.err + told.err + exported.err
    assert faults(told.json, "verified-document") == []
    rows = {row["named"]: row for row in told.json["broken"]}
    assert (rows[record]["site"], rows[record]["url"], rows[record]["sweep"]) == (SITE, url, 1)
    assert f"platform-2019/{ITEM}" in rows[record]["items"]
    assert record in ran.out
    assert f"On it rests platform-2019/{ITEM}" in ran.out or len(rows) > 50
    assert record in exported.out
    assert "证据已损坏" in (kept.folder / "handed" / "index.html").read_text(encoding="utf-8")


def test_a_history_that_somebody_edited_is_found_out(kept: Office) -> None:
    """Its seals say so, whatever its records say."""
    connection = sqlite3.connect(kept.folder / "gongkai.db")
    with connection:
        connection.execute("UPDATE verdicts SET outcome = 'pass' WHERE outcome = 'fail'")
    connection.close()
    ran = kept.call("evidence", "verify", "--json")

    assert (ran.code, ran.json["unchanged"], ran.json["broken"]) == (1, False, [])
    assert ran.json["history"]


def test_where_nothing_is_kept_there_is_nothing_to_prove(office: Office) -> None:
    """Exit code 3, and no folder was made."""
    office.write(DOWN)
    settings = office.folder / "gongkai.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + '\n[sweep]\nevidence = ""\n', encoding="utf-8")
    office.sweep()
    ran = office.call("evidence", "verify")

    assert (ran.code, ran.sentences) == (
        3,
        [
            "gongkai.db names no stored response; sweep.evidence of gongkai.toml decides whether they are kept.",
        ],
    )
    assert not (office.folder / "gongkai.evidence").exists()


def test_a_folder_that_is_none_is_a_slip_of_the_command_line(swept: Office) -> None:
    """Exit code 2, as for every path that was named."""
    ran = swept.call("evidence", "verify", "--evidence", "nowhere")

    assert (ran.code, ran.sentences) == (2, ["nowhere: no such folder; check the path."])


class Tags(HTMLParser):
    """Every element of a page with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note it."""
        self.found.append((tag, dict(attributes)))


def test_a_finding_is_handed_over_with_all_that_proves_it(swept: Office, tmp_path: Path) -> None:
    """Page, quote, clause, times and digests, checked as somebody would who does not know this program."""
    url, record = named(swept)
    target = tmp_path / "to" / "court"
    ran = swept.call("evidence", "export", SITE, f"platform-2019/{ITEM}", "--to", target)
    sums = dict(line.split("  ", 1)[::-1] for line in (target / "SHA256SUMS").read_text().splitlines())
    told, seals = (json.loads((target / f"{name}.json").read_text(encoding="utf-8")) for name in ("finding", "seals"))
    with (target / "evidence.warc.gz").open("rb") as stream:
        archived = {
            one.rec_headers.get_header("WARC-Record-ID"): one.raw_stream.read()
            for one in ArchiveIterator(stream, check_digests="raise")
        }
    page = (target / "index.html").read_text(encoding="utf-8")
    source = (target / "page-1" / "source.html").read_text(encoding="utf-8")

    assert (ran.code, ran.err) == (0, "")
    present = {str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()}
    assert present - {"SHA256SUMS"} == set(sums)
    assert all(hashlib.sha256((target / name).read_bytes()).hexdigest() == digest for name, digest in sums.items())
    assert archived[record] == (target / "page-1" / "body.bin").read_bytes()
    finding = told["explanation"]["finding"]
    assert (faults(told, "handed-over"), faults(seals, "seals-document")) == ([], [])
    assert (finding["item"], finding["site"], told["pages"][0]["url"]) == (ITEM, SITE, url)
    assert told["pages"][0]["records"][0]["record"] == record
    assert len(told["explanation"]["elements"]) == 10
    assert told["explanation"]["clause"]
    for words in ("条例", "北京时间", "UTC", "404 您访问的页面不存在", record.strip("<>"), "sha256sum -c SHA256SUMS"):
        assert words in page
    assert "<mark>" in source
    for text in (page, source):
        tags = Tags(text).found
        assert {tag for tag, _ in tags} <= {
            *("html", "head", "meta", "title", "style", "body", "h1", "h2", "table", "tr", "th", "td"),
            *("blockquote", "pre", "mark", "p", "br", "img"),
        }
        assert not [value for _, attributes in tags for value in attributes.values() if value and "//" in value]
        assert "default-src 'none'" in text


@needs_browser
def test_a_page_that_a_browser_showed_is_handed_over_with_its_picture(tmp_path: Path) -> None:
    """And with what the site had sent, which holds nothing of the list."""
    with MockServer(script_site(FILL)) as server:
        registry = f'[[site]]\nid = "1"\nname = "清溪县"\nurl = "{server.url}"\nlevel = "county"\nbody = "government"\n'
        (tmp_path / "sites.toml").write_text(registry, encoding="utf-8")
        settings = '[crawl]\ndelay = 0\nallow_networks = ["127.0.0.0/8"]\n'
        (tmp_path / "gongkai.toml").write_text(settings, encoding="utf-8")
        swept = gongkai("sweep", "--standard", "platform-2019", "--as-of", "2026-11-22", cwd=tmp_path)
    exported = gongkai("evidence", "export", "1", "platform-2019/budget", "--to", "handed", cwd=tmp_path)
    folder = tmp_path / "handed" / "page-1"

    assert (swept.code, exported.code, exported.err) == (0, 0, "")
    assert (folder / "picture.png").read_bytes().startswith(b"\x89PNG\r\n")
    title = ROWS[0]["title"].encode()
    assert title in (folder / "body.bin").read_bytes()
    assert title not in (folder / "served.bin").read_bytes()
    assert 'src="page-1/picture.png"' in (folder.parent / "index.html").read_text(encoding="utf-8")


def test_a_folder_with_something_in_it_is_left_alone(swept: Office, tmp_path: Path) -> None:
    """An empty one is taken."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note.txt").write_text("mine")
    (tmp_path / "empty").mkdir()
    words = ("evidence", "export", SITE, f"platform-2019/{ITEM}", "--to")
    refused, taken = swept.call(*words, tmp_path / "full"), swept.call(*words, tmp_path / "empty")

    assert (refused.code, taken.code) == (2, 0)
    assert refused.sentences == [f"--to {tmp_path / 'full'}: something is there already; name an empty folder."]
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["note.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "full"]


def test_a_finding_without_any_answer_is_handed_over_as_such(swept: Office, tmp_path: Path) -> None:
    """The site was down; that is all there is to say."""
    ran = swept.call("evidence", "export", DOWN, "platform-2019/guide", "--to", tmp_path / "down")

    assert (ran.code, ran.out.splitlines()[1:]) == (0, ["No answer of a server was kept for this finding."])
    assert not (tmp_path / "down" / "evidence.warc.gz").exists()


def test_the_evidence_of_a_finding_is_broken_or_it_is_not(kept: Office) -> None:
    """A pass whose body is gone is broken where the sweep was to keep it, and let go where it was not."""
    _url, record = named(kept)
    folder = kept.folder / "gongkai.evidence"
    with open_history(kept.folder / "gongkai.db", read_only=True) as history:
        snapshot = history.snapshot(1, SITE)
        findings = history.findings(sites=[SITE])

    def states(*, all_kept: bool = True) -> dict[str, set[str]]:
        reader = EvidenceFolder(folder)
        found = {one.item: evidence_states(one, snapshot, reader, all_kept=all_kept) for one in findings}
        return {item: {one.state for one in each} for item, each in found.items()}

    whole = states()
    shutil.rmtree(folder)
    folder.mkdir()
    gone = states()

    assert all(found <= {"intact", "not-kept"} for found in whole.values())
    assert (whole[ITEM], gone[ITEM]) == ({"intact"}, {"missing"})
    passed = [one.item for one in findings if one.outcome == "pass"]
    assert all("let-go" not in gone[item] for item in passed)
    assert all("missing" not in states(all_kept=False)[item] for item in passed)
    told = kept.call("explain", SITE, f"platform-2019/{ITEM}")
    assert (told.code, record in told.out) == (0, True)
    rows = kept.call("findings", "--site", SITE, "--check-evidence", "--json").json["findings"]
    says = {row["item"]: row["evidence_broken"] for row in rows}
    assert says[ITEM] == [f"{record}: no file of the evidence holds it."]
    assert all(row["evidence_broken"] != [] for row in rows if row["evidence"])
    printed = kept.call("findings", "--site", SITE, "--check-evidence").out
    assert f"{SITE}, platform-2019/{ITEM}: the evidence is broken." in " ".join(printed.split())


def test_where_only_failures_are_kept_the_rest_goes_and_what_fails_later_has_its_evidence(office: Office) -> None:
    """A page that passed is asked for whole the next night, since its body is no longer there."""
    office.write("5227110001")
    settings = office.folder / "gongkai.toml"
    text = settings.read_text(encoding="utf-8") + '\n[sweep]\nevidence_kept = "failures"\n'
    settings.write_text(text, encoding="utf-8")
    first = office.sweep("--json").json
    one = office.call("evidence", "verify", "--json")
    rows = office.call("findings", "--check-evidence", "--json").json["findings"]
    later = (TODAY + dt.timedelta(days=400)).isoformat()
    second = office.run("sweep", "--standard", "platform-2019", "--as-of", later, "--json").json
    two = office.call("evidence", "verify", "--json")
    with open_history(office.folder / "gongkai.db", read_only=True) as history:
        wanted: list[set[str]] = []
        for sweep in (1, 2):
            snapshot = history.snapshot(sweep, "5227110001")
            assert snapshot is not None
            needed = needed_records(snapshot, history.recorded_findings(sweep, "5227110001"))
            assert needed < set(records_of(snapshot))
            wanted.append(set(needed))

    assert (one.code, two.code) == (0, 0)
    assert (one.json["whole"], one.json["let_go"] > 0) == (len(wanted[0]), True)
    assert all(row["evidence_broken"] == [] for row in rows)
    assert (two.json["whole"], two.json["let_go"] > 0) == (len(wanted[0] | wanted[1]), True)
    assert len(wanted[1]) > len(wanted[0])
    assert (first["not_modified"], second["not_modified"] < second["pages"]) == (0, True)


def test_evidence_is_let_go_by_the_policy_of_the_settings(office: Office) -> None:
    """``history.keep_days`` is what ``db prune`` goes by, and the folder beside the database is pruned with it."""
    office.write(SITE)
    for days in (400, 0):
        swept = office.run(
            "sweep", "--standard", "platform-2019", "--as-of", (TODAY - dt.timedelta(days=days)).isoformat(), "--json"
        )
        assert swept.code == 0
    refused = office.call("db", "prune")
    settings = office.folder / "gongkai.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\n[history]\nkeep_days = 100\n", encoding="utf-8")
    pruned = office.call("db", "prune")
    verified = office.call("evidence", "verify", "--json")

    assert (refused.code, refused.sentences) == (
        2,
        ["gongkai db prune: name the first day or sweep to keep, or set history.keep_days in gongkai.toml."],
    )
    assert (pruned.code, len(pruned.out.splitlines())) == (0, 2)
    assert (verified.code, verified.json["broken"]) == (0, [])


def test_a_disk_that_takes_no_more_evidence_fails_the_sweep_and_accuses_nobody(office: Office) -> None:
    """Exit code 4 with the file and the cause; when there is room the sweep is resumed."""
    office.write("5227110001")
    (office.folder / "sitecustomize.py").write_text(
        "import resource, sys\n"
        "if 'crawler' in sys.orig_argv:\n    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n",
        encoding="utf-8",
    )
    full = office.run("sweep", "--standard", "platform-2019", PYTHONPATH=f"{office.folder}{os.pathsep}{ROOT}")
    known = office.call("findings", "--json").json["findings"]
    resumed = office.run("sweep", "--resume", "--json")
    verified = office.call("evidence", "verify", "--json")

    assert (full.code, len(full.sentences)) == (4, 1)
    assert "evidence cannot be written: File too large; make room" in full.sentences[0]
    assert known == []
    assert (resumed.code, resumed.json["id"], resumed.json["sites_lost"]) == (0, 1, [])
    assert (verified.code, verified.json["broken"], verified.json["whole"] > 0) == (0, [], True)


def test_a_chinese_reader_is_told_in_chinese(kept: Office) -> None:
    """What is broken too."""
    _url, record = named(kept)
    file_of(kept, record).unlink()
    ran = kept.call("--lang", "zh", "evidence", "verify")

    assert ran.code == 1
    assert "证据文件夹中没有任何文件包含该记录" in ran.out
