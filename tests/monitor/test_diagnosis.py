"""What ``gongkai doctor`` finds, as values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.diagnosis import Check, diagnose

if TYPE_CHECKING:
    from pathlib import Path


def test_the_size_of_the_evidence_is_told_where_some_is_kept(tmp_path: Path) -> None:
    """Only the WARC files of the folder that the settings name."""
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "one.warc.gz").write_bytes(bytes(1_500_000))
    (folder / "notes.txt").write_bytes(bytes(9_000_000))
    settings = tmp_path / "gongkai.toml"
    settings.write_text(f'[sweep]\nevidence = "{folder}"\n', encoding="utf-8")

    told = {check.part: check for check in diagnose(database=tmp_path / "gongkai.db", config=settings)}

    assert told["evidence"] == Check(part="evidence", health="good", detail=f"{folder}: 1 file, 1.5 MB")


def test_nothing_is_told_of_evidence_where_none_is_kept(tmp_path: Path) -> None:
    """No sweep has made the folder yet."""
    settings = tmp_path / "gongkai.toml"
    settings.write_text("", encoding="utf-8")

    parts = [check.part for check in diagnose(database=tmp_path / "gongkai.db", config=settings)]

    assert parts == [
        "python", "packages", "settings", "standards", "database", "disk", "calendar", "clock", "browser",
    ]  # fmt: skip
