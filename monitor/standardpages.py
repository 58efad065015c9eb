"""For maintainers: ``python -m monitor.standardpages`` brings ``docs/standards`` up to date with the data shipped."""

from __future__ import annotations

from pathlib import Path

from monitor.standards import shipped_standards
from monitor.standardsheets import as_markdown

FOLDER = Path(__file__).parent.parent / "docs" / "standards"


def pages() -> dict[str, str]:
    """Every page by its file name, and the one that lists them."""
    standards = shipped_standards()
    lines = [
        "# 标准目录",
        "",
        "Written from `rules/standards` by `python -m monitor.standardpages`; edit the standards, not these pages.",
        "",
        "| 编号 | 名称 | 状态 | 项数 | 网站上检查 |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| [{standard.id}]({standard.id}.md) | {standard.title} | {standard.state} | {len(standard.items)} | "
        f"{sum(item.testable for item in standard.items)} |"
        for standard in standards
    ]
    return {"README.md": "\n".join(lines) + "\n"} | {
        f"{standard.id}.md": as_markdown(standard) for standard in standards
    }


def main() -> None:
    """Write every page and take away those of standards that are gone."""
    FOLDER.mkdir(exist_ok=True)
    wanted = pages()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    for page in FOLDER.glob("*.md"):
        if page.name not in wanted:
            page.unlink()


if __name__ == "__main__":
    main()
