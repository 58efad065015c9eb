"""A folder of built pages is checked before it is deployed, on an address that only this run may visit."""

from __future__ import annotations

import http.client
import json
from typing import TYPE_CHECKING

import pytest

from monitor.gate.serving import serving
from tests.monitor.gate.small_site import STANDARD, Operator, good_pages

if TYPE_CHECKING:
    from pathlib import Path

REGISTRY = """
[[site]]
id = "5227010001"
name = "清溪县人民政府"
url = "http://www.qingxi.gov.cn/"
level = "county"
body = "government"
"""


@pytest.fixture
def built(tmp_path: Path) -> Operator:
    """An operator's folder with the pages of a good site in ``public``; nothing allows loopback."""
    operator = Operator(tmp_path)
    for path, text in good_pages().items():
        operator.write(f"public{path}index.html", text)
    operator.write("small.toml", STANDARD)
    return operator


def get(url: str, path: str, method: str = "GET") -> tuple[int, str, bytes]:
    """Status, content type and body, redirects not followed, the path sent as it is."""
    connection = http.client.HTTPConnection(url.split("/")[2], timeout=10)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.headers["Content-Type"], answer.read()
    finally:
        connection.close()


def states(operator: Operator) -> dict[str, str]:
    """Item to state in the last run."""
    report = json.loads((operator.folder / "report.json").read_text(encoding="utf-8"))
    return {row["item"]: row["state"] for row in report["findings"]}


def test_a_folder_is_checked_without_any_registry(built: Operator) -> None:
    """Also where its robots.txt keeps everybody out, as that of a staging site does."""
    built.write("public/robots.txt", "User-agent: *\nDisallow: /\n")
    done = built.check("--serve", "public", "--level", "county", "--json", "report.json")

    assert (done.returncode, done.stderr) == (0, "")
    assert set(states(built).values()) == {"pass"}


def test_a_template_that_breaks_a_column_fails_beside_its_file(built: Operator) -> None:
    built.write(
        "public/rules/index.html", good_pages()["/guide/"].replace("政府信息公开工作", "").replace("<p>", "<i>")
    )
    (built.folder / "public" / "rules" / "index.html").unlink()
    built.write("public/plans/index.html", good_pages()["/plans/"].replace("<li>", "<!--").replace("</li>", "-->"))
    done = built.check("--serve", "public", "--level", "county", "--json", "report.json", "--gitlab", "g.json")
    places = {row["check_name"]: row["location"]["path"] for row in json.loads((built.folder / "g.json").read_bytes())}

    assert done.returncode == 1
    assert states(built)["rules"] == "new"
    assert places["small-2026/rules"].startswith("public/")
    assert all((built.folder / path).is_file() for path in places.values())


def test_a_registered_site_is_checked_as_built_for_its_real_address(built: Operator) -> None:
    """The menu names the real address in every link; the run stays on what was built."""
    built.write("sites.toml", REGISTRY)
    for path, text in good_pages().items():
        absolute = text.replace('href="/', 'href="http://www.qingxi.gov.cn/')
        built.write(f"public{path}index.html", absolute)
    done = built.check("--serve", "public", "--sites", "sites.toml", "--json", "report.json")

    assert (done.returncode, done.stderr) == (0, "")
    assert set(states(built).values()) == {"pass"}


def test_what_is_served_is_allowed_for_this_run_alone(built: Operator) -> None:
    """The same address in a registry, without ``--serve``, stays forbidden."""
    with serving(built.folder / "public") as served:
        built.write("sites.toml", REGISTRY.replace("http://www.qingxi.gov.cn/", served.url))
        done = built.check("--sites", "sites.toml", "--json", "report.json")

    assert done.returncode == 3
    assert set(states(built).values()) == {"unknown"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--serve", "nowhere", "--level", "county"), "is no folder"),
        (("--serve", "empty", "--level", "county"), "holds no home page"),
        (("--serve", "public"), "--serve needs to know the site"),
        (("--serve", "public", "--sites", "two.toml"), "--serve checks one site, and two.toml names 2"),
        (("--serve", "public", "--sites", "one.toml", "--level", "city"), "--level, --body and --name"),
    ],
)
def test_what_cannot_be_served_is_told_with_its_remedy(built: Operator, words: tuple[str, ...], said: str) -> None:
    (built.folder / "empty").mkdir()
    built.write("one.toml", REGISTRY)
    built.write("two.toml", REGISTRY + REGISTRY.replace("5227010001", "5227010002"))
    done = built.check(*words)

    assert done.returncode == 2
    assert said in done.stderr


def test_only_files_of_the_folder_are_served(tmp_path: Path) -> None:
    public = tmp_path / "public"
    (public / "a" / "b").mkdir(parents=True)
    (public / "index.html").write_text("home", encoding="utf-8")
    (public / "a" / "index.html").write_text("a", encoding="utf-8")
    (public / "a" / "page.jsp").write_text("page", encoding="utf-8")
    (public / "a" / "list.asp?id=3").write_text("three", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (public / "out").symlink_to(tmp_path)
    with serving(public) as served:
        answers = {
            path: get(served.url, path)[:2]
            for path in ("/", "/a/", "/a", "/a/page.jsp?id=1", "/a/b/", "/../secret.txt", "/out/secret.txt", "/%00")
        }
        mirrored = get(served.url, "/a/list.asp?id=3")
        head = get(served.url, "/", "HEAD")

    assert answers == {
        "/": (200, "text/html"),
        "/a/": (200, "text/html"),
        "/a": (301, "text/html"),
        "/a/page.jsp?id=1": (200, "text/html"),
        "/a/b/": (404, "text/html"),
        "/../secret.txt": (404, "text/html"),
        "/out/secret.txt": (404, "text/html"),
        "/%00": (404, "text/html"),
    }
    assert mirrored == (200, "text/html", b"three")
    assert head == (200, "text/html", b"")


def test_links_to_the_real_address_are_served_as_links_to_this_one(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<a href="https://www.qingxi.gov.cn/a"><a href="//qingxi.gov.cn/b"><a href="http://zwfw.qingxi.gov.cn/c">'
        '<a href="http://www.qingxi.gov.cn.evil.example/d"><a href="http://www.qingxi.gov.cn:8080/e">',
        encoding="utf-8",
    )
    with serving(tmp_path, home="http://www.qingxi.gov.cn/") as served:
        body = get(served.url, "/")[2].decode()
        base = served.url.rstrip("/")

    assert body == (
        f'<a href="{base}/a"><a href="{base}/b"><a href="http://zwfw.qingxi.gov.cn/c">'
        '<a href="http://www.qingxi.gov.cn.evil.example/d"><a href="http://www.qingxi.gov.cn:8080/e">'
    )
